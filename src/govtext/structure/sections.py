"""The section tree: labels at the start of paragraphs and run-in ones, headings told from sentences, lost labels inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from govtext.patterns import pattern
from govtext.source import Notice
from govtext.structure.model import Found, Paragraph, SectionFound
from govtext.text import Span

MAX_HEADING = 60
MAX_LEAD = 40
"""Characters up to which the first sentence of a run-in section names it."""
MAX_RUN_IN = 20
"""Characters of a run-in item of a sentence that may stand for its heading, （1）控股；（2）参股."""

_HAN = "一二三四五六七八九十百零〇"
_LABELS: tuple[tuple[str, str], ...] = (
    ("item", r"(?:主旨|说明|办法|拟办|公告事项|依据)(?=[:：])"),
    ("chapter", rf"第\s?[{_HAN}\d]{{1,5}}\s?(?:章|编|部分)"),
    ("part", rf"第\s?[{_HAN}\d]{{1,5}}\s?节"),
    ("article", rf"第\s?[{_HAN}\d]{{1,7}}\s?条(?:之[{_HAN}])?"),
    ("dun", rf"[{_HAN}]{{1,4}}[、.．]"),
    ("paren", rf"[（(]\s?[{_HAN}]{{1,4}}\s?[)）][、.]?"),
    ("digit", r"\d{1,3}\s?(?:[、．]|\.(?!\d))"),
    ("digit_paren", r"[（(]\s?\d{1,3}\s?[)）]|\d{1,2}[)）]"),
    ("circle", r"[①-⑳]"),
    ("ordinal", rf"[{_HAN}]{{1,3}}是|第[{_HAN}]{{1,2}}[,，、]|其[一二三四五六七]"),
)
_STARTS = frozenset("主说办拟公依第其（(0123456789" + _HAN + "".join(map(chr, range(ord("①"), ord("⑳") + 1))))
"""First characters of labels: what begins with another needs no search for one."""
RANK = {name: rank for rank, (name, _) in enumerate(_LABELS)}
_AT_START = pattern("|".join(f"(?P<{name}>{form})" for name, form in _LABELS))
_RUN_IN = pattern(
    rf"(?<=[。；;：:，,！？）)\s])(?:(?P<ordinal>[{_HAN}]{{1,3}}是)|(?P<digit_paren>[（(]\d{{1,2}}[)）])|(?P<circle>[①-⑳])|(?P<paren>[（(][{_HAN}]{{1,3}}[)）]))"
)
_FIRSTS = pattern(r"[（(][1一][)）]|一是|①")
"""What a chain of run-in labels begins with, to be looked for before the costly search."""
_BULLETS = frozenset("•●■◆▪·")
_BULLET = pattern(r"[•●■◆▪·]\s{0,3}")
_VALUES = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


class _Mark(Struct, frozen=True):
    """A label: its kind, its ordinal, its span, and where the text behind it ends at the latest."""

    kind: str
    ordinal: int
    label: Span
    stop: int
    inner: bool = False
    run_in: bool = False


def read_sections(
    text: str, paragraphs: list[Paragraph], end: int, *, native: bool = False
) -> tuple[list[SectionFound], list[Notice]]:
    """Sections of one part, whose text ends at `end`; notices tell of labels that were lost.

    `native`: the letter of a Taiwan organ, whose 主旨, 說明 and 辦法 are its sections.
    """
    marks = [mark for mark in _marks(text, paragraphs) if native or mark.kind != "item"]
    marks = _with_lost(_without_contents(text, marks), paragraphs)
    rank = _ranks(marks)
    sections: list[SectionFound] = []
    notices: list[Notice] = []
    stack: list[tuple[str, int]] = []
    order: list[tuple[_Mark, int | None, int]] = []
    for mark in marks:
        kind = mark.kind.removeprefix("lost_")
        while stack and rank[stack[-1][0]] >= rank[kind]:
            stack.pop()
        parent = stack[-1][1] if stack else None
        order.append((mark, parent, len(stack) + 1))
        stack.append((kind, len(order) - 1))
    closes = _closes([(mark.label.start, level) for mark, _, level in order], end)
    for close, (mark, parent, level) in zip(closes, order, strict=True):
        sections.append(
            SectionFound(
                parent,
                level,
                mark.label,
                _heading(text, mark),
                Span(mark.label.start, _trimmed(text, mark.label.end, close)),
            )
        )
        if mark.kind.startswith("lost_"):
            notices.append(
                Notice("lost_label", f"a bullet stands where the label number {mark.ordinal} is missing", mark.label)
            )
    notices.extend(_lost_first(order))
    return sections, notices


def _closes(labels: list[tuple[int, int]], end: int) -> list[int]:
    """Where each section ends, given start and level of each label: at the next label of its level or above."""
    closes = [end] * len(labels)
    opened: list[int] = []
    for index, (start, level) in enumerate(labels):
        while opened and labels[opened[-1]][1] >= level:
            closes[opened.pop()] = start
        opened.append(index)
    return closes


def _without_contents(text: str, marks: list[_Mark]) -> list[_Mark]:
    """A table of contents prints each chapter twice: the first of two equal lines goes."""
    lines = {
        index: text[mark.label.start : min(mark.stop, mark.label.start + MAX_HEADING)].replace(" ", "")
        for index, mark in enumerate(marks)
        if mark.kind in ("chapter", "part")
    }
    last = {line: index for index, line in lines.items()}
    return [mark for index, mark in enumerate(marks) if index not in lines or last[lines[index]] == index]


def _ranks(marks: list[_Mark]) -> dict[str, float]:
    """Rank of each kind of label: the usual one, but a kind that comes first and counts on across another is outside it.

    （一） usually holds 1., but 1. （一） （二） 2. （一） has them the other way round.
    """
    rank: dict[str, float] = {name: float(value) for name, value in RANK.items()}
    first: dict[str, int] = {}
    for index, mark in enumerate(marks):
        first.setdefault(mark.kind.removeprefix("lost_"), index)
    for outer, inner in (("digit", "paren"), ("digit", "dun"), ("paren", "dun")):
        if outer in first and inner in first and first[outer] < first[inner] and _counts_on(marks, outer, inner):
            rank[outer] = min(rank[outer], rank[inner] - 0.5)
    return rank


def _counts_on(marks: list[_Mark], outer: str, inner: str) -> bool:
    previous, crossed = 0, False
    for mark in marks:
        kind = mark.kind.removeprefix("lost_")
        if kind == inner:
            crossed = True
        elif kind == outer:
            if crossed and previous and mark.ordinal == previous + 1:
                return True
            previous, crossed = mark.ordinal, False
    return False


def _trimmed(text: str, label_end: int, end: int) -> int:
    """Where a section ends, without the blanks before the next one."""
    while end > label_end and text[end - 1].isspace():
        end -= 1
    return max(end, label_end)


def _marks(text: str, paragraphs: list[Paragraph]) -> Iterator[_Mark]:
    for paragraph in paragraphs:
        start, end = paragraph.span
        match = _AT_START.match(paragraph.text) if paragraph.text[:1] in _STARTS else None
        at = 0
        if match and _is_label(paragraph.text, match):
            kind = str(match.lastgroup)
            label = Span(start, start + len(match[0].rstrip()))
            yield _Mark(kind, _ordinal(match[0]), label, end, paragraph.inner)
            at = match.end()
        yield from _run_in(paragraph, at, end, match is not None and match.lastgroup == "ordinal" and at > 0)


_TENS = "一二三四五六七八九十"
_COUNTED_NOUN = pattern(r"[一二三四五六七八九十、]{1,3}(?:季度|产业|类|线|级|年|等|产)")
_CITING = "第款项规、和及（(的"
"""What follows an article that is cited and opens no section."""


def _is_label(text: str, match: re.Match[str]) -> bool:
    """一、二产业 and 1.5万 open no section, nor does a number whose sentence goes on before it."""
    rest = text[match.end() : match.end() + 2]
    if match.lastgroup == "item":
        return len(text) > match.end()
    if not rest.strip() and len(text) <= match.end() + 1:
        return match.lastgroup in ("chapter", "part", "article")
    if match.lastgroup == "dun" and rest[:1] in _TENS and rest and _COUNTED_NOUN.match(text, match.end()):
        return _TENS.find(rest[0]) <= _TENS.find(match[0][-2])  # 一、二产业 counts on; 二、二等奖 is a heading
    return not (match.lastgroup == "article" and rest[:1] and rest[0] in _CITING)


def _run_in(paragraph: Paragraph, at: int, end: int, counting: bool) -> Iterator[_Mark]:
    """一是…二是…, （1）…（2）…, ①…② inside a paragraph: only chains that start at one and have a second."""
    if not counting and not _FIRSTS.search(paragraph.text):
        return
    expected: dict[str, int] = {"ordinal": 2} if counting else {}
    found: dict[str, list[re.Match[str]]] = {}
    for match in _RUN_IN.finditer(paragraph.text, max(at - 1, 0) if at else 0):
        kind, ordinal = str(match.lastgroup), _ordinal(match[0])
        if ordinal == expected.get(kind, 1) or ordinal == 1:
            expected[kind] = ordinal + 1
            found.setdefault(kind, []).append(match)
    chosen = [m for kind, group in found.items() if len(group) > 1 or (counting and kind == "ordinal") for m in group]
    chosen.sort(key=lambda m: m.start())
    base = paragraph.span.start
    stops = [base + match.start() for match in chosen[1:]] + [end]
    for match, stop in zip(chosen, stops, strict=False):
        start = base + match.start()
        if start > base + max(at - 1, -1):
            label = Span(start, start + len(match[0]))
            yield _Mark(str(match.lastgroup), _ordinal(match[0]), label, stop, run_in=True)


def _ordinal(label: str) -> int:
    digits = "".join(c for c in label if c.isascii() and c.isdigit())
    if digits:
        return int(digits)
    if "①" <= label[0] <= "⑳":
        return ord(label[0]) - ord("①") + 1
    han = "".join(c for c in label if c in _HAN)
    return _han_number(han)


def _han_number(text: str) -> int:
    total = current = 0
    for char in text:
        if char == "百":
            total, current = total + 100 * (current or 1), 0
        elif char == "十":
            total, current = total + 10 * (current or 1), 0
        else:
            current = _VALUES.get(char, 0)
    return total + current


_COUNTED = ("paren", "dun", "digit")
_BELOW = {"dun": "paren", "paren": "digit", "digit": "digit_paren"}
_RUN_IN_HEADING = pattern(r"[•●■◆▪·]\s{0,3}[^。！？•]{2,25}。\s?[^\s）)]")


def _with_lost(marks: list[_Mark], paragraphs: list[Paragraph]) -> list[_Mark]:
    """Bullets in place of labels: in the gap of a sequence (（一） • （三） or • （二）), or before a run-in heading."""
    bullets = [p for p in paragraphs if p.text[:1] in _BULLETS]
    counted = [mark for mark in marks if mark.kind in _COUNTED]
    if not bullets or not counted:
        return marks
    added: list[_Mark] = []
    index = 0
    previous: _Mark | None = None
    child = next((mark.kind for mark in counted if mark.kind != counted[0].kind), _BELOW[counted[0].kind])
    for paragraph in bullets:
        while index < len(counted) and counted[index].label.start < paragraph.span.start:
            previous, index = counted[index], index + 1
        if previous is None:
            continue
        following = counted[index] if index < len(counted) else None
        bullet = _BULLET.match(paragraph.text)
        assert bullet is not None
        label = Span(paragraph.span.start, paragraph.span.start + len(bullet[0].rstrip()))
        kind = previous.kind.removeprefix("lost_")
        if following and following.kind == kind and following.ordinal == previous.ordinal + 2:
            previous = _Mark("lost_" + kind, previous.ordinal + 1, label, paragraph.span.end)
        elif following and following.ordinal == 2 and RANK[following.kind] > RANK[kind]:
            previous = _Mark("lost_" + following.kind, 1, label, paragraph.span.end)
        elif _RUN_IN_HEADING.match(paragraph.text):
            ordinal = previous.ordinal + 1 if kind == child else 1
            previous = _Mark("lost_" + child, ordinal, label, paragraph.span.end)
        else:
            continue
        added.append(previous)
    return sorted(marks + added, key=lambda m: m.label.start)


def _lost_first(order: list[tuple[_Mark, int | None, int]]) -> Iterator[Notice]:
    """A run of siblings that starts at two or later, or skips a number."""
    last: dict[tuple[int | None, str], int] = {}
    for mark, parent, _ in order:
        kind = mark.kind.removeprefix("lost_")
        if kind in ("article", "chapter", "ordinal", "digit_paren", "circle", "part"):
            continue
        key = (parent, kind)
        previous = last.get(key, 0)
        if mark.ordinal == previous + 2 or (previous == 0 and 2 <= mark.ordinal <= 9):
            yield Notice(
                "lost_heading", f"the label before this one (number {mark.ordinal - 1}) is missing", mark.label
            )
        last[key] = mark.ordinal


_STOP = pattern("[。！？]")
_SENTENCE = pattern(r"[。！？]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)")


_GLUED = pattern(
    r"(?P<heading>[\u4e00-\u9fff、“”]{2,20}?(?:情况|问题|要求|措施|任务|安排|事项|目标|原则|做法|成效|建议|打算|内容|方法|结果))"
    r"(?=各|对|为[了进做加全]|根据|按照|本[次办通方]|截至|[二一]?[〇○零\d]{3,4}年|近[年期日]|我[市省县区局厅]|全[市省县区]|经[研抽检核]|从[总检核抽]|在[本此各]|请各|检查发现|抽查发现|督查发现|日常|部分|个别|一些|有的|通过|经过|由于"
    r"|[\u4e00-\u9fff]{2,3}[市省县区州](?![、直级属域]))"
)
"""A heading whose line break is gone: it ends in the noun that closes headings, and a new sentence begins behind it."""
_BLANKED = pattern(
    r"[\u4e00-\u9fff、“”]{2,20}(?=[ \u3000](?:[\u4e00-\u9fff“《（(][^。；;]{6,200}[，,。；;]|\d[.．、]))"
)
"""A heading whose line break became a blank."""


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether a long line without a sentence's end is only the first of several that a margin broke."""
    return (
        stop - start > MAX_LEAD - 8
        and text[stop - 1] not in "：:；;，,）)"
        and bool(_CONTINUED.match(text, stop))
        and not _AT_START.match(text, stop + 1)
    )


_PAGE_END = pattern(r"[—－]\s?\d{1,3}\s?[—－]$")
_CONTINUED = pattern(r"\n(?:\s{0,4}[—－\-]\s?\d{1,3}\s?[—－\-]\s{0,4})?(?=[^\s•●附])")


def _next_line(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _heading(text: str, mark: _Mark) -> Found | None:
    """The rest of the line when it is short and no sentence; else the lead sentence when it is short."""
    if mark.kind == "item":
        return Found(mark.label.of(text), mark.label)
    start, stop = mark.label.end, mark.stop
    while start < stop and text[start] in " \t":
        start += 1
    if start == stop and mark.kind in ("chapter", "part", "article"):  # its heading stands on the next line
        start = _next_line(text, stop)
        stop = _line_end(text, start)
        if _AT_START.match(text, start) or text[start:stop].endswith(("。", "；", "：")) or stop - start > MAX_LEAD:
            return None
    window = min(stop, start + 2 * MAX_HEADING)
    ends = _SENTENCE if text.find(".", start, window) >= 0 else _STOP
    sentence = ends.search(text, start, window)
    end = sentence.start() if sentence else window
    if mark.inner and mark.kind == "dun" and (glued := _GLUED.match(text, start, end)):
        end = glued.end("heading")
        sentence = None
    elif mark.kind in ("dun", "paren") and (blank := _BLANKED.match(text, start, stop)):
        end = blank.end()
        sentence = None
    if sentence is None and end == stop and (_PAGE_END.search(text, start, stop) or _goes_on(text, start, stop)):
        return None
    raw = text[start:end].rstrip("：:；;，, ")
    if mark.kind == "ordinal" and not sentence and not text[start:end].rstrip().endswith(("；", ";")):
        return None
    if mark.run_in and mark.kind != "ordinal" and not sentence and (len(raw) > MAX_RUN_IN or "，" in raw or "," in raw):
        return None  # an item of a sentence, which no heading opens
    if not raw or len(raw) > (MAX_LEAD if sentence or mark.kind == "ordinal" else MAX_HEADING):
        return None
    return Found("".join(raw.split()), Span(start, start + len(raw)))
