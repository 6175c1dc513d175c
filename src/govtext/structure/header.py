"""Header tables of portals: label and value pairs, on one line, on two lines or in cells, with blanks or clipped labels."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from govtext import lexicon
from govtext.patterns import pattern
from govtext.source import Notice
from govtext.structure.model import Found, Paragraph
from govtext.text import Span

MAX_HEADER_PARAGRAPHS = 60
MAX_HEADER_LINE = 240
MAX_UNLABELLED = 6
"""Lines at the head among which an index number may stand without its label."""


class Header(Struct, frozen=True):
    """Facts by element name, and the indices of the paragraphs that are header and not text."""

    facts: dict[str, list[Found]]
    paragraphs: frozenset[int]
    notices: tuple[Notice, ...]

    def first(self, name: str) -> Found | None:
        """The first value stated for an element."""
        return next(iter(self.facts.get(name, ())), None)


@cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["element"] for row in lexicon.table("header_labels")}


class _Mark(NamedTuple):
    """A label and where it stands; `end`: behind its colon."""

    label: str
    start: int
    stop: int
    end: int


MAX_LABEL = 24
MAX_LABEL_BLANKS = 8
"""Blanks between the letters of a label that layout spaced out."""


def _marks(text: str) -> list[_Mark]:
    """Labels with their colon, or with a tab in its place: 索引号：, 标　　题：."""
    return list(_labels_before(text, _labels(), blanks=MAX_LABEL_BLANKS, before="【["))


def _labels_before(
    text: str, labels: Container[str], *, blanks: int, before: str | None, start: int = 0
) -> Iterator[_Mark]:
    """Labels of `text` that end at a colon, the longest each, with up to `blanks` between their letters.

    `before`: what may stand before a label beside blanks; None: anything may. Only then no blank may part it from its colon.
    """
    done = start
    for separator in re.finditer("[:：\t]" if blanks else "[:：]", text):
        at = stop = separator.start()
        if separator[0] == "\t" and text[at:].lstrip()[:1] in ("：", ":"):
            continue
        while stop > done and before is not None and at - stop < 3 and text[stop - 1].isspace():
            stop -= 1
        found = _label_at_end(text, done, stop, labels, blanks, before)
        if found is not None:
            done = at + (separator[0] != "\t")
            yield _Mark("".join(text[found:stop].split()), found, stop, done)


def _label_at_end(
    text: str, low: int, stop: int, labels: Container[str], blanks: int, before: str | None
) -> int | None:
    """Where the longest label begins that ends at `stop`, or None."""
    letters, gap, found = "", 0, None
    for at in range(stop - 1, low - 1, -1):
        char = text[at]
        if char.isspace():
            gap += 1
            if gap > blanks or not letters:
                break
            continue
        letters, gap = char + letters, 0
        if len(letters) > MAX_LABEL:
            break
        if letters in labels and (before is None or at == 0 or text[at - 1].isspace() or text[at - 1] in before):
            found = at
    return found


def _bare_labels(text: str) -> list[_Mark]:
    """Labels with a blank in place of the colon: 索引号 1162…/2021-00731   公开形式 主动公开."""
    tokens = list(re.finditer(r"\S+", text))
    return [
        _Mark(token[0], token.start(), token.end(), behind.start())
        for token, behind in itertools.pairwise(tokens)
        if len(token[0]) > 2 and token[0] in _labels() and behind.start() - token.end() <= 4
    ]


@cache
def _clipped_labels() -> dict[str, frozenset[str]]:
    """Ends of labels that lost their first letters, with the elements they may stand for (文日期 → date_of_issue)."""
    ends: dict[str, set[str]] = {}
    for label, element in _labels().items():
        for cut in range(1, len(label)):
            ends.setdefault(label[cut:], set()).add(element)
    return {end: frozenset(elements) for end, elements in ends.items() if end not in _labels()}


@cache
def _clipped_ends() -> frozenset[str]:
    return frozenset(end for end in _clipped_labels() if len(end) > 1 or end in "号称词题期")


def _clipped_marks(text: str) -> list[_Mark]:
    return list(_labels_before(text, _clipped_ends(), blanks=0, before=""))


_OTHER_LABEL = pattern(r"[\u4e00-\u9fff]{1,8}[:：]|[（(]?[一二三]、")
_LETTERHEAD = pattern(r"[\u4e00-\u9fff]{2,24}[\s　]+(?:函|令|公告|书函|开会通知单)$")
"""彰化县政府　函 below a label without a value is no value."""
_INDEX = pattern(r"[A-Za-z]{0,4}\d[\dA-Za-z]{4,}[-/][\d/-]{4,}")


def read_header(text: str, paragraphs: list[Paragraph]) -> Header:
    """Read the label and value pairs at the head of a text; stops at its first long paragraph."""
    facts: dict[str, list[Found]] = {}
    used: set[int] = set()
    notices: list[Notice] = []
    pending: str | None = None
    last = -1
    for index, paragraph in enumerate(paragraphs[:MAX_HEADER_PARAGRAPHS]):
        if len(paragraph.text) > MAX_HEADER_LINE or (len(paragraph.text) > 30 and paragraph.text.endswith("。")):
            break
        marks = _marks(paragraph.text)
        if not marks:
            marks = _bare_marks(paragraph.text)
        elif marks[0].start <= 2 and paragraph.text.count(":") + paragraph.text.count("：") > len(marks):
            marks = _with_glued(paragraph.text, marks)
        if not marks and index < MAX_UNLABELLED and "/" in paragraph.text and _INDEX.fullmatch(paragraph.text):
            used.add(index)
            last = index
            _add(facts, "index_number", paragraph.text, paragraph.span.start)
            continue
        if not marks or marks[0].start > 2:
            clipped = _clipped_marks(paragraph.text)
            if (
                clipped
                and clipped[0].start == 0
                and (len(clipped[0].label) == 1 or (used and index - last <= 2))
                and (pending is None or clipped[0].end < len(paragraph.text) or len(clipped[0].label) > 1)
            ):
                used.add(index)
                last = index
                pending = _read_clipped(paragraph, clipped, facts)
                notices.append(
                    Notice(
                        "truncated_label",
                        "a label of the header table lost letters; its value was read by its form",
                        _clip_span(paragraph, clipped),
                    )
                )
                continue
        if marks and marks[0].start <= 2:
            used.add(index)
            last = index
            pending = _read_pairs(paragraph, marks, facts)
        elif pending is not None:
            gap = text[paragraphs[index - 1].span.end : paragraph.span.start]
            if (
                gap.count("\n") <= 1
                and not _OTHER_LABEL.match(paragraph.text)
                and not _LETTERHEAD.match(paragraph.text)
            ):
                used.add(index)
                last = index
                if pending.startswith(_CLIP):
                    pending = _clipped_element(pending.removeprefix(_CLIP), paragraph.text) or ""
                _add(facts, pending, paragraph.text, paragraph.span.start)
            pending = None
    return Header(facts, frozenset(used), tuple(notices))


def _with_glued(text: str, marks: list[_Mark]) -> list[_Mark]:
    """The labels of a line with those among them that no blank parts from the value before.

    Such a one has three letters, as in …/202209-00014信息分类:政府文件发布机构:某办公室, or it is 文号 behind a digit.
    """
    glued = [
        mark
        for mark in _labels_before(text, _labels(), blanks=0, before=None, start=marks[0].end)
        if (len(mark.label) > 2 or (mark.label == "文号" and text[mark.start - 1].isascii()))
        and not any(other.start < mark.stop and mark.start < other.stop for other in marks)
    ]
    return sorted([*marks, *glued], key=lambda mark: mark.start)


_CLIP = "clipped "
"""Marks, in what a bare label leaves for the next line, a label of which only the end is left."""


def _bare_marks(text: str) -> list[_Mark]:
    """Labels without a colon: two of them on a line, or one whose value has the form that it promises."""
    marks = _bare_labels(text) if len(text) > 6 else []
    if not marks or marks[0].start:
        return []
    if len(marks) > 1:
        return marks
    element, value = _labels()[marks[0].label], text[marks[0].end :].strip()
    fits = (element == "index_number" and _INDEX.fullmatch(value)) or ("date" in element and _DATE.fullmatch(value))
    return marks if fits or (element == "document_number" and value.endswith("号") and len(value) < 40) else []


_DATE = pattern(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")


_DATE_BESIDE = pattern(r"\S\s{1,12}(?P<date>(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|年\d{1,2}月\d{1,2}日))")
"""The date of the page behind the source that it names, without a label of its own: 来源：某办公室  2015-03-09 10:22."""


def _clip_span(paragraph: Paragraph, marks: list[_Mark]) -> Span:
    return Span(paragraph.span.start, paragraph.span.start + marks[0].end)


def _read_pairs(paragraph: Paragraph, marks: list[_Mark], facts: dict[str, list[Found]]) -> str | None:
    """Pairs of one line; the element whose value must stand on the next line, if the line ends in a bare label."""
    ends = [mark.start for mark in marks[1:]] + [len(paragraph.text)]
    last = None
    for mark, end in zip(marks, ends, strict=True):
        element = _labels()[mark.label]
        value = paragraph.text[mark.end : end]
        if value.strip():
            _add(facts, element, value, paragraph.span.start + mark.end)
            if element in ("", "source") and (beside := _DATE_BESIDE.search(value)):
                _add(facts, "publication_date", beside["date"], paragraph.span.start + mark.end + beside.start("date"))
            if element == "urgency" and (beside := re.search(r"(?<=\s)[\u4e00-\u9fff]{2,12}[〔\[].{4,14}?号", value)):
                _add(facts, "document_number", beside[0], paragraph.span.start + mark.end + beside.start())
            last = None
        else:
            last = element if len(marks) == 1 else None
    return last


def _read_clipped(paragraph: Paragraph, marks: list[_Mark], facts: dict[str, list[Found]]) -> str | None:
    """Pairs of a line whose labels lost letters; what a label alone leaves for the next line."""
    whole = sorted([*marks, *_marks(paragraph.text)], key=lambda mark: mark.start)
    ends = [mark.start for mark in whole[1:]] + [len(paragraph.text)]
    for mark, end in zip(whole, ends, strict=True):
        value = paragraph.text[mark.end : end]
        label = mark.label
        if not value.strip():
            continue
        element = _labels().get(label) or _clipped_element(label, value.strip())
        if element:
            _add(facts, element, value, paragraph.span.start + mark.end)
    label = whole[-1].label
    return _CLIP + label if len(whole) == 1 and whole[-1].end == len(paragraph.text) else None


def _clipped_element(label: str, value: str) -> str | None:
    """The element of a label that lost letters: the only one that ends so, else told by the form of its value."""
    if label.endswith("号"):
        return "index_number" if _INDEX.fullmatch(value) else "document_number" if "号" in value else None
    if label in ("称", "题"):
        return "title"
    elements = _clipped_labels().get(label, frozenset())
    return next(iter(elements)) if len(elements) == 1 else None


def _add(facts: dict[str, list[Found]], element: str, raw: str, start: int) -> None:
    start += len(raw) - len(raw.lstrip())
    value = raw.strip().strip("\t")
    if element and value and value not in ("无", "-", "/", "—"):
        facts.setdefault(element, []).append(Found(value, Span(start, start + len(value))))
