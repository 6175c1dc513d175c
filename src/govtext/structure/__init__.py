"""The normalised view to a `Document`: boilerplate, header table, elements, parts, sections."""

from __future__ import annotations

import re
from bisect import bisect_right

from govtext.normalise import Normalised, view_spans
from govtext.patterns import pattern
from govtext.source import Notice, Source
from govtext.structure import head as heads
from govtext.structure.addressees import split_addressees
from govtext.structure.furniture import is_furniture
from govtext.structure.head import Head, organs_of_title, read_head, split_numbers, type_of
from govtext.structure.header import Header, read_header
from govtext.structure.model import Document, Elements, Found, Paragraph, PartFound, SectionFound
from govtext.structure.names import is_organ
from govtext.structure.paragraphs import paragraphs as cut_paragraphs
from govtext.structure.sections import read_sections
from govtext.structure.tail import Tail, attachment_head, read_tail
from govtext.text import Span
from govtext.values.date import Date, find_dates, find_republic_dates
from govtext.values.docnumber import find_numbers, same_order

__all__ = ["Document", "read_structure"]


def read_structure(source: Source, normalised: Normalised) -> Document:
    """Understand a document's structure, in this order: furniture, header table, head, tail, parts, sections."""
    view = normalised.view
    text = view.text
    everything = cut_paragraphs(text)
    outside = _Spans(view_spans(view, source.furniture))
    header = read_header(
        text,
        [
            p
            for p in everything
            if not outside.covers(p.span)
            or _is_metadata(source, p, view_spans(view, tuple(m.span for m in source.metadata)))
        ],
    )
    return _assemble(source, normalised, everything, outside, header)


_FORWARDS = pattern(r"(?:批转|转发)(?P<whose>.+?)(?:关于|《|〈)")


def _drop_signature_of_enclosed(text: str, head: Head, tail: Tail) -> None:
    """国务院批转某委员会关于…的通知: a signature of 某委员会 alone is that of the document forwarded, as is its date."""
    forwards = _FORWARDS.search(head.title.value) if head.title else None
    if forwards is None or head.title is None or not tail.issuers:
        return
    own = {organ.value for organ in organs_of_title(head.title, text)}
    signed = {organ.value for organ in tail.issuers}
    whose = forwards["whose"].replace("、", "")
    if own and not own & signed and all(name in whose for name in signed):
        tail.issuers, tail.date = [], None


class _Spans:
    """Sorted spans that can be asked whether they cover another."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def covers(self, span: Span) -> bool:
        if not self._starts:
            return False
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and self._spans[index].end >= span.end


def _is_metadata(source: Source, paragraph: Paragraph, spans: list[Span]) -> bool:
    return any(span.overlaps(paragraph.span) for span in spans)


def _assemble(
    source: Source, normalised: Normalised, everything: list[Paragraph], outside: _Spans, header: Header
) -> Document:
    view, text = normalised.view, normalised.view.text
    metadata = view_spans(view, tuple(m.span for m in source.metadata))
    listed = [p for p in everything if not outside.covers(p.span) or _is_metadata(source, p, metadata)]
    header_paragraphs = {id(listed[i]) for i in header.paragraphs}
    content: list[Paragraph] = []
    furniture: list[Paragraph] = []
    for index, paragraph in enumerate(everything):
        if id(paragraph) in header_paragraphs:
            continue
        if outside.covers(paragraph.span) or is_furniture(paragraph, index):
            furniture.append(paragraph)
        else:
            content.append(paragraph)
    references = list(header.facts.get("title", ()))
    references += [
        Found(span.of(text), span)
        for span in view_spans(view, source.titles)
        if 5 <= len(span.of(text).strip()) <= heads.MAX_TITLE
    ]
    content = split_numbers(content)
    head = read_head(text, content, references)
    tail = read_tail(text, content, head.body, organs_of_title(head.title, text) if head.title else [])
    _drop_signature_of_enclosed(text, head, tail)
    elements = _elements(text, content, furniture, header, head, tail)
    if elements.title is None:
        _name_by_file(content, elements)
    parts, part_content = _parts(text, content, head, tail)
    if elements.title is None:
        enclosed = next((part for part in parts if part.kind == "enclosed" and part.title), None)
        if enclosed is not None:
            elements.title = _found_title(text, enclosed)
    if elements.title is not None and head.covered:
        elements.title = _as_enclosed(text, elements.title, parts)
    if elements.document_type is None and head.kind is not None:
        elements.document_type = head.kind
    if elements.title is not None and elements.document_type is None:
        elements.document_type = type_of(elements.title, text) or _type_of_number(elements.document_number)
    sections: list[SectionFound] = []
    notices = [*source.notices, *header.notices, *normalised.notices]
    source_notices = {id(n) for n in (*source.notices, *normalised.notices)}
    for part, inside in zip(parts, part_content, strict=True):
        found, lost = read_sections(
            text, inside, part.span.end, native=normalised.profile.vocabulary in ("taiwan", "macau")
        )
        base = len(sections)
        sections.extend(
            SectionFound(None if s.parent is None else s.parent + base, s.level, s.label, s.heading, s.span)
            for s in found
        )
        notices.extend(lost)
    mapped = tuple(
        n if n.span is None or id(n) in source_notices else Notice(n.code, n.message, view.to_source(*n.span))
        for n in notices
    )
    return Document(
        source,
        view,
        normalised.profile,
        elements,
        tuple(parts),
        tuple(sections),
        tuple(p.span for p in furniture),
        mapped,
        tuple(everything),
    )


# --- elements

_FILE_LINE = pattern(
    r"(?:附\s*件\s*\d{0,2}\s*[:：.]?\s*)?(?P<title>\S.{6,160}?)(?:\(\d{1,2}\))?\.(?:docx?|pdf|wps|ofd|ceb|txt)",
    re.IGNORECASE,
)


def _name_by_file(content: list[Paragraph], elements: Elements) -> None:
    """Title and number of a page that shows neither, from the link to the document's own file, named by both.

    It is the document's own where the signature's organ begins the name: an attachment is not named so.
    """
    signed = [organ.value for organ in elements.issuers]
    for before, paragraph in zip([None, *content[-12:]], content[-12:], strict=False):
        match = _FILE_LINE.fullmatch(paragraph.text)
        if match is None:
            continue
        start = paragraph.span.start + match.start("title")
        name = match["title"]
        title = Found("".join(name.split()), Span(start, start + len(name)))
        if "关于" not in name or type_of(title, paragraph.text) is None:
            continue
        if not any(title.value.startswith(organ) for organ in signed):
            continue
        elements.title = title
        if before is not None and before.span.end == start:  # `split_numbers` has cut the number off
            numbers = find_numbers(before.text)
            if numbers and elements.document_number is None:
                elements.document_number = Found(numbers[0].normalized, before.span)
        return


def _elements(
    text: str, content: list[Paragraph], furniture: list[Paragraph], header: Header, head: Head, tail: Tail
) -> Elements:
    elements = Elements()
    elements.title = head.title
    elements.document_type = head.kind or (type_of(head.title, text) if head.title else None)
    elements.document_number = _own_number(text, header, head, content)
    _read_act(content, elements)
    elements.addressees = list(head.addressees) or _native_addressee(header, content)
    elements.issuers = (
        elements.issuers or _whole_signature(text, tail.issuers, head) or _issuers(text, content, header, head)
    )
    elements.date_of_issue = elements.date_of_issue or (
        tail.date or _promulgated(text, content, head) or _dated(header.first("date_of_issue")) or head.dated
    )
    elements.publication_date = (
        _dated(header.first("publication_date")) or _page_date(furniture) or _dated(header.first("generated"))
    )
    elements.index_number = header.first("index_number")
    elements.printing_office, elements.printing_date = tail.printing_office, tail.printing_date
    elements.attachments, elements.notes, elements.copy_recipients = tail.attachments, tail.notes, tail.copies
    elements.subject_terms = tail.subject_terms or _terms(header)
    _secrecy_and_urgency(content, elements, header)
    return elements


def _whole_signature(text: str, issuers: list[Found], head: Head) -> list[Found]:
    """The signature, with the line above where a long name is broken over two: …领导小组 over 办公室."""
    if len(issuers) != 1:
        return list(issuers)
    signed = issuers[0]
    organs = [found.value for found in head.mastheads]
    organs += [head.title.value.split("关于")[0]] if head.title else []
    above = text[: signed.span.start].rstrip().rsplit("\n", 1)[-1].strip()
    name = "".join(above.split()) + signed.value
    whole = next((organ for organ in organs if organ.endswith(name)), None)  # the signature may leave out its place
    if len(above) < 3 or whole is None:
        return list(issuers)
    start = text.rfind(above, 0, signed.span.start)
    return [Found(whole, Span(start, signed.span.end))]


_ACT = pattern(
    r"第[\dA-Z]+/\d[\d/M]+号(?P<act>(?P<organ>行政长官|[\u4e00-\u9fff]{2,8}司司长)(?P<kind>批示|公告|行政命令)|行政法规|行政命令|法律|法令|训令)"
)
_SIGNS = pattern(r"(?P<organ>(?:代理)?行政长官|[\u4e00-\u9fff]{2,8}司司长|立法会主席|总督)(?:\s+\S{2,6})?")
_ENACTED = pattern(r"(?P<date>\S{6,18}日)(?:制定|核准|通过|公布|发布|签署)[。.]?")


def _read_act(content: list[Paragraph], elements: Elements) -> None:
    """Kind, issuer and date of an act of Macau, whose number names its kind and which its maker signs."""
    number = elements.document_number
    act = _ACT.fullmatch(number.value) if number else None
    if act is None or number is None:
        return
    kind = act["kind"] or act["act"]
    at = number.span.end - len(kind)
    elements.document_type = Found(kind, Span(at, number.span.end))
    if act["organ"]:
        start = number.span.end - len(act["act"])
        elements.issuers = [Found(act["organ"], Span(start, start + len(act["organ"])))]
    for paragraph in content[-12:]:
        if signs := _SIGNS.fullmatch(paragraph.text):
            start = paragraph.span.start + signs.start("organ")
            elements.issuers = elements.issuers or [
                Found(signs["organ"].removeprefix("代理"), Span(start, start + len(signs["organ"])))
            ]
        if enacted := _ENACTED.fullmatch(paragraph.text):
            elements.date_of_issue = elements.date_of_issue or _dated(
                Found(enacted["date"], Span(paragraph.span.start, paragraph.span.start + enacted.end("date")))
            )


def _dated(found: Found | None) -> Found | None:
    if found is None:
        return None
    dates = find_dates(found.value) or find_republic_dates(found.value)
    if not dates:
        return None
    start = found.span.start
    return Found(dates[0].iso, Span(start + dates[0].span.start, start + dates[0].span.end))


def _page_date(furniture: list[Paragraph]) -> Found | None:
    """The date that the page shows between title and text."""
    for paragraph in furniture[:40]:
        if found := _dated(Found(paragraph.text, paragraph.span)):
            return found
    return None


def _promulgated(text: str, content: list[Paragraph], head: Head) -> Found | None:
    """The date in the line under a title (2019年11月8日…令第141号公布), or in a regulation's history."""
    block = _promulgation(text, content, head)
    if block is None:
        return None
    number = _own_of(text, block)
    dates = find_dates(text, *block)
    if number is not None:
        dates = [found for found in dates if found.span.end <= number.span.start] or dates[:1]
        found = dates[-1] if dates else None
    else:
        found = _issuing_date(text, dates, block.end)
    return Found(found.iso, found.span) if found else None


def _issuing_date(text: str, dates: list[Date], end: int) -> Date | None:
    """Of the dates of a line or history without a number the one of its issue: not of its effect, nor of a repeal."""
    plain: list[Date] = []
    stops = [found.span.start for found in dates[1:]] + [end]
    for found, limit in zip(dates, stops, strict=False):
        stop = min(limit, found.span.end + 60)
        after = "".join(text[found.span.end : stop].split())
        before = text[max(0, found.span.start - 2) : found.span.start].strip()
        if before.endswith("自") or re.match(r"起?(?:施行|废止|生效)", after) or _REPEALS.match(after):
            continue
        if re.search(r"公布|发布|印发|修正|订定", after):
            plain.append(found)
    return plain[-1] if plain else next((d for d in dates if text[d.span.start - 1] != "自"), None)


def _promulgation(text: str, content: list[Paragraph], head: Head) -> Span | None:
    """Where a document says when and by which order it was issued: the line in brackets, or its 沿革."""
    if head.promulgation is not None:
        return head.promulgation.span
    for index, paragraph in enumerate(content[:6]):
        if not _HISTORY.match(paragraph.text):
            continue
        end = next((p.span.start for p in content[index + 1 :] if _FIRST_ARTICLE.match(p.text)), None)
        return Span(paragraph.span.start, end) if end is not None else None
    return None


_HISTORY = pattern(r"沿\s*革\s*[:：]?")
_FIRST_ARTICLE = pattern(r"第\s*\d+\s*条|第\s*[一二三]\s*[章条编]|(?:1\s+)?[一壹]、")


def _own_of(text: str, block: Span) -> Found | None:
    """The number of a promulgation line (the first), or the latest of a history: that of the version in force."""
    numbers = find_numbers(block.of(text))
    if not numbers:
        return None
    versions = _HISTORY.match(block.of(text)) or block.of(text).startswith("中华民国")
    number = numbers[-1] if versions else numbers[0]
    return Found(number.normalized, Span(block.start + number.span.start, block.start + number.span.end))


_REPEALS = pattern(r".{0,24}?废止")


def _own_number(text: str, header: Header, head: Head, content: list[Paragraph]) -> Found | None:
    if head.number:
        return head.number
    stated = header.first("document_number")
    if stated:
        numbers = find_numbers(stated.value)
        if numbers:
            span = numbers[0].span
            found = Found(numbers[0].normalized, Span(stated.span.start + span.start, stated.span.start + span.end))
            return _in_full(text, content, found) if numbers[0].form == "order" else found
    for reference in header.facts.get("title", ()):
        numbers = [
            n for n in find_numbers(reference.value) if n.form == "issue" and n.span.end >= len(reference.value) - 2
        ]
        if numbers:
            span = numbers[0].span
            return Found(
                numbers[0].normalized, Span(reference.span.start + span.start, reference.span.start + span.end)
            )
    block = _promulgation(text, content, head)
    return _own_of(text, block) if block else None


MAX_OPENING = 400


def _in_full(text: str, content: list[Paragraph], order: Found) -> Found:
    """The order's number as the document itself prints it, with the whole name of the organ (省政府令 of a header table)."""
    start = content[0].span.start if content else 0
    for number in find_numbers(text[start : start + MAX_OPENING]):
        if same_order(number.normalized, order.value) and len(number.normalized) > len(order.value):
            return Found(number.normalized, Span(start + number.span.start, start + number.span.end))
    return order


def _issuers(text: str, content: list[Paragraph], header: Header, head: Head) -> list[Found]:
    """Without a signature: the masthead, the order's organ, the title's own organs, or the 发文机关 of the header table."""
    if head.mastheads:
        return list(head.mastheads)
    if block := _promulgation(text, content, head):
        return _promulgating_organ(text, block)
    if head.title:
        named = organs_of_title(head.title, text)
        if named:
            return named
    stated = header.first("agency")
    if stated:
        return [
            Found("".join(m[0].split()), Span(stated.span.start + m.start(), stated.span.start + m.end()))
            for m in re.finditer(r"[^\s,，;；、]+", stated.value)
        ]
    return []


def _promulgating_organ(text: str, block: Span) -> list[Found]:
    """The organ between the date and the number of a promulgation: 2019年11月8日洛阳市人民政府令第141号."""
    number = _own_of(text, block)
    if number is None:
        return []
    start = max(
        (
            found.span.end
            for found in find_dates(text, block.start, number.span.end)
            if found.span.end <= number.span.end
        ),
        default=None,
    )
    if start is None:
        return []
    coded = number.span.start - start
    if 2 < coded < 40 and (name := _ORGAN_BEFORE_CODE.fullmatch(text, start, number.span.start)):
        return [Found("".join(name["organ"].split()), Span(*name.span("organ")))]
    match = re.match(
        r"\s*(?P<organ>[\u4e00-\u9fff]{2,30}?(?:政府|院|部|会|局|署|办公厅|总局|馆|处|总统))(?=令|公告|[\u4e00-\u9fff（）]{1,12}字|第)",
        text[start : start + 60],
    )
    if not match:
        return []
    return [Found(match["organ"], Span(start + match.start("organ"), start + match.end("organ")))]


_ORGAN_BEFORE_CODE = pattern(r"\s*(?P<organ>[\u4e00-\u9fff]{2,24}?(?:政府|[院部会局署厅馆处室]|总统|法院))\s*")


def _native_addressee(header: Header, content: list[Paragraph]) -> list[Found]:
    """受文者 of a Taiwan letter; where it only points to 正本 (the main recipients at the end), those."""
    stated = list(header.facts.get("addressee", ()))
    if not stated or not _POINTER.search(stated[0].value):
        return stated
    for paragraph in content[-30:]:
        if match := _MAIN_COPY.match(paragraph.text):
            return split_addressees(paragraph.text[match.end() :], paragraph.span.start + match.end())
    return []


_POINTER = pattern("正.{0,3}本|如行文(?:单位|對象|对象|單位)")
"""如正副本行文單位, 如行文單位."""
_MAIN_COPY = pattern(r"正\s*本\s*[:：]\s*")


def _terms(header: Header) -> list[Found]:
    stated = header.first("subject_terms")
    if not stated:
        return []
    return [
        Found(m[0], Span(stated.span.start + m.start(), stated.span.start + m.end()))
        for m in re.finditer(r"[^\s,，;；、]+", stated.value)
    ]


_CLASSIFIED = pattern(r"(?P<value>绝密|机密|秘密)(?:\s*[★☆]\s*.{0,8})?")
_URGENT = pattern(r"特\s*急|加\s*急|特提|平急|紧急")
_COPY = pattern(r"(?:份\s*号\s*[:：]?\s*)?(?P<value>\d{6})")
_COPY_LINE = pattern(r"(?:份\s*号\s*[:：]?\s*)?\d{6}(?:\s+(?:绝密|机密|秘密|特|加|平|内部).{0,20})?")
_APPROVER = pattern(r"签\s*发\s*(?:人)?\s*[:：]\s*(?P<value>[\u4e00-\u9fff]{1,4}(?:\s+[\u4e00-\u9fff]{1,4}){0,5})")


def _secrecy_and_urgency(content: list[Paragraph], elements: Elements, header: Header) -> None:
    """份号, 密级, 紧急程度, 签发人 in the lines above or beside the masthead."""
    elements.urgency = _urgency(header.first("urgency"))
    stated = header.first("classification")
    elements.classification = stated if stated and "密" in stated.value else None
    elements.copy_number = header.first("copy_number")
    if stated := header.first("approver"):
        elements.approver = Found(_persons(stated.value), stated.span)
    for paragraph in content[:10]:
        text, start = paragraph.text, paragraph.span.start
        if len(text) > 80:
            break
        approver = _APPROVER.search(text) if "签" in text else None
        if approver and elements.approver is None:
            elements.approver = Found(
                _persons(approver["value"]), Span(start + approver.start("value"), start + approver.end("value"))
            )
        numbered = bool(_COPY_LINE.fullmatch(text))
        for token in re.finditer(r"\S+(?:\s(?=急))?\S*", text):
            _token(token, start, elements, numbered=numbered)


def _urgency(stated: Found | None) -> Found | None:
    """特急 of 特急·明电, 普通件 as it stands; another 等级 is none of urgency."""
    if stated is None:
        return None
    if match := _URGENT.match(stated.value):
        return Found("".join(match[0].split()), Span(stated.span.start, stated.span.start + match.end()))
    return stated if stated.value.endswith("件") else None


def _persons(text: str) -> str:
    """Names with their inner blanks closed (姜 某 某), several joined by 、."""
    names: list[str] = []
    single = False
    for token in text.split():
        if single and len(token) == 1 and len(names[-1]) < 3:
            names[-1] += token
        else:
            names.append(token)
        single = len(token) == 1 or (single and len(token) == 1)
    return "、".join(names)


def _token(token: re.Match[str], start: int, elements: Elements, *, numbered: bool) -> None:
    raw = token[0]
    span = Span(start + token.start(), start + token.end())
    if elements.classification is None and _CLASSIFIED.fullmatch(raw):
        elements.classification = Found(raw, span)
    elif elements.urgency is None and _URGENT.fullmatch(raw):
        elements.urgency = Found("".join(raw.split()), span)
    elif numbered and elements.copy_number is None and (match := _COPY.fullmatch(raw)):
        elements.copy_number = Found(
            match["value"], Span(span.start + match.start("value"), span.start + match.end("value"))
        )


def _type_of_number(number: Found | None) -> Found | None:
    """令, 公告 or 通告 of a number whose title names no kind: 教育局通告第8/2022号."""
    match = re.search(r"(?P<kind>令|公告|通告)(?:\d{4}年|〔\d{4}〕)?第", number.value) if number else None
    return Found(match["kind"], number.span) if match and number else None


def _as_enclosed(text: str, title: Found, parts: list[PartFound]) -> Found:
    """The title of an order's regulation as the regulation itself prints it, with 《》 where the order has 〈〉."""
    for part in parts:
        if part.kind == "enclosed" and part.title and part.title.translate(_INNER) == title.value.translate(_INNER):
            return _found_title(text, part) or title
    return title


_INNER = str.maketrans("《》<>", "〈〉〈〉")

# --- parts


def _found_title(text: str, part: PartFound) -> Found | None:
    paragraph = next(iter(cut_paragraphs(text[part.span.start : part.span.end])), None)
    if paragraph is None or part.title is None:
        return None
    return Found(part.title, Span(part.span.start + paragraph.span.start, part.span.start + paragraph.span.end))


def _parts(
    text: str, content: list[Paragraph], head: Head, tail: Tail
) -> tuple[list[PartFound], list[list[Paragraph]]]:
    """Body, then what follows the signature: attachments by their 附件 lines, else the enclosed document."""
    if not content:
        return [], []
    starts: list[tuple[int, str, str | None]] = [(0, "body", None)]
    first_after = (tail.signed + 1) if tail.signed is not None else len(content)
    index = max(head.body, 1)
    while index < len(content):
        paragraph = content[index]
        match = attachment_head().match(paragraph.text) if index not in tail.used else None
        if match and len(paragraph.text) <= 100 and (tail.signed is None or index >= first_after) and index > head.body:
            title = match["title"].strip() or None
            title = _as_announced(title or _next_title(content, index + 1), tail)
            starts.append((index, "attachment", title))
        elif index >= first_after and index not in tail.used and len(starts) == 1 and len(content) - index >= 2:
            group = heads._typed_group(text, content, index)
            if group and not _CELLS.search(group[0].value):
                starts.append((index, "enclosed", group[0].value))
        index += 1
    parts: list[PartFound] = []
    inside: list[list[Paragraph]] = []
    for position, (index, kind, title) in enumerate(starts):
        last = starts[position + 1][0] if position + 1 < len(starts) else len(content)
        begin = max(index, head.body) if kind == "body" else index + 1
        start = min(content[index].span.start, head.start) if kind == "body" else content[index].span.start
        named = head.title.value if kind == "body" and head.title and not head.covered else title
        parts.append(PartFound(kind, named, Span(start, content[last - 1].span.end)))  # type: ignore[arg-type]
        issued = _promulgation(text, content, head) if kind == "body" else None
        inside.append(
            [
                p
                for i, p in enumerate(content[begin:last], begin)
                if i not in tail.used and not (issued and issued.contains(p.span))
            ]
        )
    return parts, inside


_CELLS = pattern(r"附件\d|序号|(?:\d{1,3}[\u4e00-\u9fff]{4,40}){3}")
"""What stands in the cells of a flattened table, and in no title."""
_FILE_SUFFIX = pattern(r"\s*\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|pptx?)$", re.IGNORECASE)


def _as_announced(title: str | None, tail: Tail) -> str | None:
    """The whole title of an attachment of which a line holds only the beginning, as the document announces it."""
    if title is None:
        return None
    title = _FILE_SUFFIX.sub("", title)
    bare, announced = "".join(title.split()), [found.value for found in tail.attachments]
    if len(bare) < 6:
        return title
    begun = [name for name in announced if name.startswith(bare)] or [
        name for name in announced if len(bare) > 9 and bare in name
    ]
    return begun[0] if begun else title


def _next_title(content: list[Paragraph], index: int) -> str | None:
    """The line under a bare 附件 label, when it is short and no sentence."""
    if index >= len(content):
        return None
    line = content[index]
    return None if len(line.text) > 80 or line.text.endswith(("。", "；", "：")) or is_organ(line.bare) else line.bare
