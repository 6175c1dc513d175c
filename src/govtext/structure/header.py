"""Header tables of portals: label and value pairs, on one line, on two lines or in cells, with blanks or clipped labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govtext import lexicon
from govtext.source import Notice
from govtext.structure.model import Found, Paragraph
from govtext.text import Span

MAX_HEADER_PARAGRAPHS = 60
MAX_HEADER_LINE = 240


@dataclass(frozen=True, slots=True)
class Header:
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


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_labels(), key=len, reverse=True)
    spaced = "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in labels)
    return re.compile(rf"(?:(?<=^)|(?<=[\s\t【\[]))(?P<label>{spaced})\s{{0,3}}(?:[:：]|(?=\t))", re.MULTILINE)


_CLIPPED = re.compile(r"(?:(?<=^)|(?<=\s))(?P<label>[号称词题期])\s{0,3}[:：]")
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{1,8}[:：]|[（(]?[一二三]、")
_INDEX = re.compile(r"[A-Za-z]{0,4}\d[\dA-Za-z]{4,}[-/][\d/-]{4,}")


def read_header(text: str, paragraphs: list[Paragraph]) -> Header:
    """Read the label and value pairs at the head of a text; stops at its first long paragraph."""
    facts: dict[str, list[Found]] = {}
    used: set[int] = set()
    notices: list[Notice] = []
    pending: str | None = None
    for index, paragraph in enumerate(paragraphs[:MAX_HEADER_PARAGRAPHS]):
        if len(paragraph.text) > MAX_HEADER_LINE or (len(paragraph.text) > 30 and paragraph.text.endswith("。")):
            break
        marks = list(_pattern().finditer(paragraph.text))
        if not marks or marks[0].start() > 2:
            clipped = list(_CLIPPED.finditer(paragraph.text))
            if clipped and clipped[0].start() == 0:
                used.add(index)
                pending = None
                _read_clipped(paragraph, clipped, facts)
                notices.append(
                    Notice(
                        "truncated_label",
                        "a label of the header table lost letters; its value was read by its form",
                        _clip_span(paragraph, clipped),
                    )
                )
                continue
        if marks and marks[0].start() <= 2:
            used.add(index)
            pending = _read_pairs(paragraph, marks, facts)
        elif pending is not None:
            gap = text[paragraphs[index - 1].span.end : paragraph.span.start]
            if gap.count("\n") <= 1 and not _OTHER_LABEL.match(paragraph.text):
                used.add(index)
                _add(facts, pending, paragraph.text, paragraph.span.start)
            pending = None
    return Header(facts, frozenset(used), tuple(notices))


def _clip_span(paragraph: Paragraph, marks: list[re.Match[str]]) -> Span:
    return Span(paragraph.span.start, paragraph.span.start + marks[0].end())


def _read_pairs(paragraph: Paragraph, marks: list[re.Match[str]], facts: dict[str, list[Found]]) -> str | None:
    """Pairs of one line; the element whose value must stand on the next line, if the line ends in a bare label."""
    ends = [mark.start() for mark in marks[1:]] + [len(paragraph.text)]
    last = None
    for mark, end in zip(marks, ends, strict=True):
        element = _labels()["".join(mark["label"].split())]
        value = paragraph.text[mark.end() : end]
        if value.strip():
            _add(facts, element, value, paragraph.span.start + mark.end())
            last = None
        else:
            last = element if len(marks) == 1 else None
    return last


def _read_clipped(paragraph: Paragraph, marks: list[re.Match[str]], facts: dict[str, list[Found]]) -> None:
    whole = sorted([*marks, *_pattern().finditer(paragraph.text)], key=lambda mark: mark.start())
    ends = [mark.start() for mark in whole[1:]] + [len(paragraph.text)]
    for mark, end in zip(whole, ends, strict=True):
        value = paragraph.text[mark.end() : end]
        if not value.strip():
            continue
        label = "".join(mark["label"].split())
        element = _labels().get(label) or _by_form(label, value.strip())
        if element:
            _add(facts, element, value, paragraph.span.start + mark.end())


def _by_form(label: str, value: str) -> str | None:
    if label == "号":
        return "index_number" if _INDEX.fullmatch(value) else "document_number" if "号" in value else None
    return {"称": "title", "题": "title"}.get(label)


def _add(facts: dict[str, list[Found]], element: str, raw: str, start: int) -> None:
    start += len(raw) - len(raw.lstrip())
    value = raw.strip().strip("\t")
    if element and value and value not in ("无", "-", "/", "—"):
        facts.setdefault(element, []).append(Found(value, Span(start, start + len(value))))
