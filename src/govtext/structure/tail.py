"""The tail of a document: announced attachments, signature, date, notes, copies (抄送), printing (印发), subject terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct, field

from govtext.patterns import pattern
from govtext.structure.addressees import split_addressees
from govtext.structure.head import is_title
from govtext.structure.model import Found, Paragraph
from govtext.structure.names import is_organ, joint_names, organs_at_end
from govtext.text import Span
from govtext.values.date import Date, find_dates

MAX_SIGNATURE_LINE = 120
MAX_FLAT_SIGNATURE = 600

_NOTE = pattern(
    r"[（(](?P<note>(?:此件|此文|本文|本件|此通知|联系人|联系单位|联系电话|公开属性|发至|此页)[^（）()]{0,80}(?:[（(][^（）()]{0,30}[)）][^（）()]{0,40})?|主动公开|依申请公开|不予公开|社会公开|公开发布)[)）]"
)
_COPIES = pattern(r"(?:抄\s*送|抄\s*报|分\s*送|抄\s*发|副\s*本(?=[:：]))\s*[:：]\s*")
_ATTACHED = pattern(
    r"附\s{0,8}件\s*[:：]\s*|附\s*[:：]\s*(?=1\s*[.．、]|《|\S{4,60}(?:[表单图册稿书函]|方案|办法|样式|目录|意见|情况)\s*$)"
)
_PRINTED = pattern(
    r"(?P<office>[^\d，。；：:\s（）()][^\d，。；：:]{2,40}?)\s*(?P<date>(?:(?:19|20)\d\d|[一二][〇○零九]).{4,20}?日)\s*印(?:\s*(?:发|制)|刷?(?=\s*(?:$|[。（(])))"
)
_IS_PRINTED = pattern(r"印(?:[发制]|(?=\s*(?:$|[（(]共)))")
_SUBJECT = pattern(r"主\s*题\s*词\s*[:：]\s*(?P<terms>.{1,80})")
_AFTER_DATE = pattern(
    r"\s*(?:$|[（(](?:此|本|联系|公开|附)|附\s*件|抄\s*送|字号|主题词|分送|印发"
    r"|[\u4e00-\u9fff]{3,24}\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*印发)"
)
_ATTACHMENT_HEAD = pattern(
    r"附\s{0,8}[件表录]\s{0,3}(?:之?[\d一二三四五六七八九十]{1,3}(?:[-—－]\d{1,2})?)?\s{0,3}(?:[:：.、]|(?=$|\s))\s*(?P<title>.{0,80})$"
)


class Tail(Struct):
    """What the tail says. `used`: paragraphs that are no text of a section; `end`: where the body's own part ends."""

    issuers: list[Found] = field(default_factory=list)
    date: Found | None = None
    attachments: list[Found] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)
    copies: list[Found] = field(default_factory=list)
    printing_office: Found | None = None
    printing_date: Found | None = None
    subject_terms: list[Found] = field(default_factory=list)
    signed: int | None = None
    used: set[int] = field(default_factory=set)


def tail_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where the tail of a line that lost its breaks falls apart (before 附件：, the signature, 此件…, 抄送, 印发)."""
    low = max(start, end - 6000)
    for mark in _ATTACHED.finditer(text, low, end) if text.find("附", low, end) >= 0 else ():
        if text[mark.start() - 1 : mark.start()] not in tuple("（(见及和与的"):
            yield mark.start()
    for mark in _NOTE.finditer(text, low, end):
        yield from mark.span()
    for mark in (
        _COPIES.finditer(text, low, end) if text.find("送", low, end) >= 0 or text.find("抄", low, end) >= 0 else ()
    ):
        if text[mark.start() - 1 : mark.start()] not in tuple("请并及时需应须和与的主"):
            yield mark.start()
    for found in find_dates(text, low, end) if text.find("日", low, end) >= 0 else ():
        yield from _signature_cuts(text, start, end, found)


def _signature_cuts(text: str, start: int, end: int, found: Date) -> Iterator[int]:
    if _IS_PRINTED.match(text, found.span.end, min(end, found.span.end + 8)):
        stop = max(text.rfind(c, start, found.span.start) for c in "。）)；日\n")
        if stop >= 0 and found.span.start - stop <= 50:
            yield stop + 1
        yield found.span.end + (2 if text[found.span.end + 1 : found.span.end + 2] in ("发", "制") else 1)
        return
    ends = bool(_AFTER_DATE.match(text[found.span.end : min(end, found.span.end + 48)]))
    left = max(start, found.span.start - MAX_FLAT_SIGNATURE)
    stop = max(text.rfind(c, left, found.span.start) for c in "。；！？…\n")
    region = text[max(stop + 1, left) : found.span.start]
    announced = next(iter(reversed(list(_ATTACHED.finditer(region)))), None) if "附" in region else None
    if not ends and announced is None:
        return  # a date inside a sentence; behind an announced attachment the enclosed document may follow at once
    if ends and stop >= left and not region.strip():  # nothing but the date signs
        yield from found.span
        return
    if announced is None and stop >= left and is_organ(region):
        yield found.span.start - len(region)
        yield found.span.end
        return
    run = organs_at_end(region.rstrip()) if announced or stop < left or len(region) > 30 else None
    if run and (announced is None or run.start >= announced.end()):
        yield found.span.start - len(region) + run.start
        yield found.span.end


def read_tail(text: str, paragraphs: list[Paragraph], body: int, organs: list[Found]) -> Tail:
    """Read the tail from content paragraphs, the first of the body given by its index; `organs`: those of the title."""
    tail = Tail()
    _signature(text, paragraphs, body, tail)
    _undated_signature(paragraphs, body, {found.value for found in organs}, tail)
    for index in range(body, len(paragraphs)):
        _attachments(text, paragraphs, index, tail)
        _closing_lines(text, paragraphs, index, tail)
    tail.copies, tail.notes = _once(tail.copies), _once(tail.notes)
    return tail


def _once(found: list[Found]) -> list[Found]:
    """Each value once: pages print a whole document twice."""
    return list({one.value: one for one in reversed(found)}.values())[::-1]


def _signature(text: str, paragraphs: list[Paragraph], body: int, tail: Tail) -> None:
    """The first date that closes a run of organ names; else the last line that is a date alone."""
    lone: tuple[int, Date] | None = None
    covers = False  # a cover notice ends at the lone date, and what it carries begins
    for index in range(body, len(paragraphs)):
        paragraph = paragraphs[index]
        if len(paragraph.text) > MAX_SIGNATURE_LINE or (index == body and len(paragraphs) - body > 8 and body == 0):
            continue
        dated = _closing_date(paragraph)
        if dated is None:
            continue
        before = paragraph.text[: dated.span.start - paragraph.span.start].strip()
        names, used = _names_before(text, paragraphs, index, before, body)
        if names:
            tail.issuers, tail.signed = names, index
            tail.date = Found(dated.iso, dated.span)
            tail.used.update(used)
            return
        if not before and index and _OFFICER.fullmatch(paragraphs[index - 1].text):
            tail.date, tail.signed = Found(dated.iso, dated.span), index
            tail.used.update((index - 1, index))
            return
        if not before:
            lone = (index, dated)
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            covers = (
                index > body
                and following is not None
                and (is_title(following) or bool(_NOTE.fullmatch(following.text)))
            )
            if covers:
                break
    if lone and (covers or lone[0] >= max(body + 1, len(paragraphs) - 12)):
        tail.date, tail.signed = Found(lone[1].iso, lone[1].span), lone[0]
        tail.used.add(lone[0])
        index = lone[0] - 1
        if (
            index > body
            and len(paragraphs[index].text) <= 24
            and not re.search(r"[。；：:！？]", paragraphs[index].text)
        ):
            tail.used.add(index)  # a signature too damaged to name anyone


def _undated_signature(paragraphs: list[Paragraph], body: int, organs: set[str], tail: Tail) -> None:
    """A line that is the title's own organ, above the first dated signature, signs the document without a date."""
    limit = tail.signed if tail.signed is not None else len(paragraphs)
    if {found.value for found in tail.issuers} & organs:
        return
    for index in range(body + 1, limit - 1):
        if paragraphs[index].bare in organs:
            last = index
            while last + 1 < limit and paragraphs[last + 1].bare in organs:
                last += 1
            signers = paragraphs[index : last + 1]
            tail.issuers = [Found(line.bare, line.span) for line in signers]
            tail.date, tail.signed, tail.used = None, last, set(range(index, last + 1))
            return


_OFFICER = pattern(
    r"(?:代)?(?:省长|市长|县长|区长|州长|主席|总理|部长|局长|主任|署长|行长|厅长|院长|会长|镇长|乡长)\s+\S{1,4}(?:\s\S{1,3}){0,2}"
)


def _closing_date(paragraph: Paragraph) -> Date | None:
    text = paragraph.text.rstrip("。 ")
    if text.endswith(("时", "点", "分")) or text[-3:-2] in (":", "："):
        text = _HOUR.sub("", text)
    if not (text.endswith("日") or text[-1:].isdigit() or "于" in text or "於" in text):
        return None  # a date at the end, or the first words of 二零一九年四月二十六日于…局
    if "印发" in text[-4:]:
        return None
    dates = find_dates(text)
    if len(dates) == 1 and dates[0].span.start == 0 and _SIGNED_AT.fullmatch(text, dates[0].span.end):
        return Date(dates[0].iso, Span(paragraph.span.start, paragraph.span.start + dates[0].span.end))
    if not dates or dates[-1].span.end != len(text):
        return None
    last = dates[-1]
    if "-" in last.span.of(text) or "/" in last.span.of(text):
        return None
    start = paragraph.span.start
    return Date(last.iso, Span(start + last.span.start, start + last.span.end))


_HOUR = pattern(r"(?<=日)\s{0,2}\d{1,2}\s?(?:时|点|[:：]\d\d)(?:\s?\d{1,2}分)?$")
"""The hour of a telegram."""

_SIGNED_AT = pattern(r"\s*[于於](?P<organ>[\u4e00-\u9fff]{2,30})")
"""Macau signs with the date first: 二零一九年四月二十六日于环境保护局."""


def _names_before(
    text: str, paragraphs: list[Paragraph], index: int, before: str, body: int
) -> tuple[list[Found], set[int]]:
    """Names of organs on the date's own line or on the lines right above it."""
    here = paragraphs[index]
    date = _closing_date(here)
    if (
        date
        and (place := _SIGNED_AT.fullmatch(here.text, date.span.end - here.span.start))
        and is_organ(place["organ"])
    ):
        return [_named(here.text, Span(*place.span("organ")), here.span.start)], {index}
    if before:
        start = here.span.start
        if not is_organ(before) and not all(is_organ(part) for part in before.split()):
            return [], set()
        return [_named(here.text, span, start) for span in joint_names(before, 0)], {index}
    names: list[Found] = []
    used = {index}
    at = index - 1
    while at >= max(body, index - 12) and len(paragraphs[at].text) <= MAX_SIGNATURE_LINE:
        line = paragraphs[at]
        if names and _ends_list(text, paragraphs, at):
            break
        if not (is_organ(line.text) or (len(line.text.split()) > 1 and all(is_organ(p) for p in line.text.split()))):
            break
        names[:0] = [_named(line.text, span, line.span.start) for span in joint_names(line.text, 0)]
        used.add(at)
        at -= 1
    return names, used if names else set()


def _ends_list(text: str, paragraphs: list[Paragraph], at: int) -> bool:
    """Whether a line of organs is the last of a list, one a line, that a blank line parts from the signature."""
    line, below = paragraphs[at], paragraphs[at + 1]
    above = paragraphs[at - 1] if at else None
    if text.count("\n", line.span.end, below.span.start) < 2 or above is None:
        return False
    return text.count("\n", above.span.end, line.span.start) == 1 and (
        is_organ(above.text) or above.text.endswith(("：", ":"))
    )


def _named(text: str, span: Span, start: int) -> Found:
    raw = _STAMP.sub("", span.of(text))
    return Found("".join(raw.split()), Span(start + span.start, start + span.start + len(raw)))


_STAMP = pattern(r"\s*[（(]\s*(?:公\s?章|盖\s?章|印\s?章|代\s?章|章|印)\s*[)）]$")
"""Where a copy says that the original bears a seal: no part of the name."""


# --- attachments announced


_ITEM = pattern(r"\s*(?:\d{1,2}\s*[.．、]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,2}、)\s*(?=\S)")


def _attachments(text: str, paragraphs: list[Paragraph], index: int, tail: Tail) -> None:
    """附件：title, or 附件：1.…2.… on one line or on the lines below."""
    paragraph = paragraphs[index]
    match = _ATTACHED.match(paragraph.text) if paragraph.text[:1] == "附" else None
    if not match or tail.attachments:
        return
    if not paragraph.text[match.end() :].strip() and not _items_below(paragraphs, index, tail):
        return
    if (
        tail.signed is not None
        and index > tail.signed
        and len(list(_items(paragraph.text[match.end() :]))) < 2
        and not any(_ATTACHMENT_HEAD.match(p.text) for p in paragraphs[index + 1 :])
    ):
        return  # the attachment itself, not its announcement
    start = paragraph.span.start + match.end()
    tail.used.add(index)
    for span in _items(paragraph.text[match.end() :]) if paragraph.text[match.end() :] else ():
        _add_attachment(tail, paragraph.text[match.end() :], span, start)
    following = index + 1
    while following < len(paragraphs) and following - index < 30:
        line = paragraphs[following]
        item = _ITEM.match(line.text)
        if (
            not item
            or len(line.text) > 100
            or line.text.endswith("。")
            or (tail.signed is not None and index < tail.signed <= following)
        ):
            break
        _add_attachment(tail, line.text, Span(item.end(), len(line.text)), line.span.start)
        tail.used.add(following)
        following += 1


def _items_below(paragraphs: list[Paragraph], index: int, tail: Tail) -> bool:
    """Whether the items that a bare 附件： announces stand on the lines below it, before the signature."""
    if index + 1 >= len(paragraphs) or tail.signed is None or not index < tail.signed:
        return False
    below = paragraphs[index + 1].text
    return bool(_ITEM.match(below)) and len(below) <= 100 and not below.endswith("。")


def _items(text: str) -> Iterator[Span]:
    """Items of 1.…2.…3.… where each number follows the last; else the whole."""
    starts: list[tuple[int, int]] = []
    wanted, at = 1, 0
    while True:
        match = re.compile(rf"(?<!\d)(?<![.．]){wanted}\s*[.．、](?!\d{{1,3}}(?:\D|$))").search(text, at)
        if not match or (wanted == 1 and text[: match.start()].strip()):
            break
        starts.append((match.start(), match.end()))
        at, wanted = match.end() + 1, wanted + 1
    if not starts:
        yield Span(0, len(text))
        return
    for (_, left), right in zip(starts, [s for s, _ in starts[1:]] + [len(text)], strict=True):
        yield Span(left, right)


_FILE_SUFFIX = pattern(r"\s*\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|pptx?)$", re.IGNORECASE)


def _add_attachment(tail: Tail, text: str, span: Span, start: int) -> None:
    raw = span.of(text)
    left = len(raw) - len(raw.lstrip())
    raw = _FILE_SUFFIX.sub("", raw.strip().rstrip("。；;"))
    if raw.startswith("《") and raw.endswith("》") and raw.count("《") == 1:
        raw, left = raw[1:-1], left + 1
    value = "".join(raw.split())
    if value:
        at = start + span.start + left
        tail.attachments.append(Found(value, Span(at, at + len(raw))))


# --- notes, copies, printing


_CLOSING = frozenset("（(抄分副信公主")
"""First characters of notes, copies, disclosure and subject terms."""


def _closes(text: str) -> bool:
    """Whether a line is a closing line of its own."""
    return bool(_COPIES.match(text) or _NOTE.fullmatch(text) or _SUBJECT.match(text) or _PRINTED.search(text))


def _closing_lines(view: str, paragraphs: list[Paragraph], index: int, tail: Tail) -> None:
    text, start = paragraphs[index].text, paragraphs[index].span.start
    if text[:1] not in _CLOSING and "印" not in text:
        return
    note = _NOTE.fullmatch(text)
    if note:
        tail.notes.append(
            Found("".join(note["note"].split()), Span(start + note.start("note"), start + note.end("note")))
        )
        tail.used.add(index)
        return
    copies = _COPIES.match(text)
    if copies:
        tail.used.add(index)
        stop = len(text)
        printed = _PRINTED.search(text, copies.end())
        if printed:
            stop = printed.start()
        end = text.find("。", copies.end(), stop)
        stop = end if end >= 0 else stop
        piece = text[copies.end() : stop]
        following = index + 1
        while end < 0 and not printed and following < len(paragraphs) and following - index < 6:
            line = paragraphs[following]  # a list of recipients that goes on below
            open_ended = piece.endswith(("，", "、", ",")) or (line.text.endswith("。") and len(line.text) <= 40)
            if not open_ended or piece.endswith("。") or len(line.text) > MAX_SIGNATURE_LINE or _closes(line.text):
                break
            tail.used.add(following)
            piece = view[start + copies.end() : line.span.end]
            following += 1
        tail.copies.extend(split_addressees(piece.rstrip(" 。"), start + copies.end()))
    printed = _PRINTED.search(text) if "印" in text and (len(text) <= MAX_SIGNATURE_LINE or copies) else None
    if printed and len(text) - printed.end() <= 20:
        dates = find_dates(printed["date"])
        if dates:
            tail.used.add(index)
            tail.printing_office = Found(
                "".join(printed["office"].split()), Span(start + printed.start("office"), start + printed.end("office"))
            )
            at = start + printed.start("date")
            tail.printing_date = Found(dates[0].iso, Span(at + dates[0].span.start, at + dates[0].span.end))
    if disclosure := _DISCLOSURE.fullmatch(text):
        left, right = disclosure.span("note")
        tail.notes.append(Found("".join(disclosure["note"].split()), Span(start + left, start + right)))
        tail.used.add(index)
    subject = _SUBJECT.match(text)
    if subject:
        tail.used.add(index)
        at = start + subject.start("terms")
        for term in re.finditer(r"[^\s△▲、；;,，]+", subject["terms"]):
            tail.subject_terms.append(Found(term[0], Span(at + term.start(), at + term.end())))


_DISCLOSURE = pattern(r"[（(]?(?P<note>(?:信息)?公开(?:方式|属性|形式|选项|类别)\s*[:：]\s*[^\s（）()]{2,8})[)）]?")


@cache
def attachment_head() -> re.Pattern[str]:
    """A line that opens an attachment: 附件, 附件1, 附件1：title."""
    return _ATTACHMENT_HEAD
