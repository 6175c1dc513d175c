"""The lines of a view and the forms of cells: what every print form of a table needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from govtext import lexicon
from govtext.normalise import view_spans
from govtext.patterns import pattern
from govtext.structure.model import Document
from govtext.text import Span

Row: TypeAlias = list[Span | None]


class Found(NamedTuple):
    """Spans by row and column, all rows of one length; `depth` of the header where the form itself tells it.

    `ruled`: by markup or by a line of dashes, so that it is a table even without numbers. Lower `rank` wins an overlap.
    """

    span: Span
    matrix: list[Row]
    rank: int
    depth: int | None = None
    ruled: bool = False


PAGE_MARK = pattern(r"[-—–·]{1,3}\d{1,4}[-—–·]{1,3}|第?\d{1,4}/\d{1,4}页?|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?")


class Page:
    """The lines of a view, with what is needed about them; what costs is made on demand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.text = document.view.text
        self.lines = self.text.split("\n")
        self._bare: dict[Span, str] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each line in the text."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]

    @cached_property
    def furniture(self) -> list[Span]:
        """What the format marked as page furniture."""
        return sorted(view_spans(self.view, self.document.source.furniture))

    def line_at(self, offset: int) -> int:
        """Index of the line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def hide(self, span: Span) -> None:
        """Take the lines of a table out of what the other forms look at."""
        for index in range(self.line_at(span.start), self.line_at(max(span.start, span.end - 1)) + 1):
            self.lines[index] = ""

    def bare(self, span: Span | None) -> str:
        """Characters of a span without blanks and newlines."""
        if span is None:
            return ""
        text = self._bare.get(span)
        if text is None:
            text = self._bare[span] = "".join(self.text[span[0] : span[1]].split())
        return text

    def same(self, one: Row, other: Row) -> bool:
        """Whether two rows say the same."""
        return [self.bare(cell) for cell in one] == [self.bare(cell) for cell in other]

    def trim(self, start: int, end: int) -> Span | None:
        """The span without outer blanks; None where nothing else is in it."""
        part = self.text[start:end]
        bare = part.strip()
        if not bare:
            return None
        start += 0 if len(bare) == len(part) else part.index(bare[0])
        return Span(start, start + len(bare))

    def skipped(self, index: int) -> bool:
        """Whether a line is a page mark or page furniture, which may stand between two rows."""
        line = self.lines[index].strip()
        if not line or len(line) > 20:
            return False
        if PAGE_MARK.fullmatch("".join(line.split())):
            return True
        at = self.starts[index]
        before = bisect_right(self.furniture, Span(at + len(self.lines[index]), 0)) - 1
        return before >= 0 and self.furniture[before].end >= at + len(self.lines[index].rstrip())

    def pieces(self, index: int, mark: str) -> Row:
        """Spans between the marks of a line; None for blank ones."""
        at, row = self.starts[index], []
        for part in self.lines[index].split(mark):
            row.append(self.trim(at, at + len(part)) if part else None)
            at += len(part) + len(mark)
        return row


def filled(row: Iterable[Span | None]) -> list[Span]:
    """The different cells of a row."""
    return [cell for cell in dict.fromkeys(row) if cell]


def extent(matrix: Sequence[Row]) -> Span:
    cells = [cell for row in matrix for cell in row if cell is not None]
    return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))


_STRICT = pattern(r"[-+±−]?\d[\d,，]{0,20}(?:\.\d{1,12})?[%‰]?")
YEAR = pattern(r"(?:19|20)\d\d")
_WITH_UNIT = pattern(r"[-+±−]?\d[\d,，]{0,20}(?:\.\d{1,12})?[^\d\s]{0,4}")
_GRADE = pattern(
    r"优|良|中|差|好|优秀|良好|优良|较好|一般|较差|不?合格|基本合格|不?达标|基本达标|先进|达到|未?通过|[A-D][级+-]?"
    r"|[一二三四五特]等奖?|[一二三四五]级|[红黄绿蓝橙]牌?|是|否|有|无"
)
FILLER = frozenset(("", "-", "—", "——", "－", "/", "–", "…", "×", "*"))


def is_number(bare: str) -> bool:
    """Whether a cell measures or counts: 95.6, 12个, 8月17日; not 10万元以下（含）."""
    if not bare or not (bare[0].isdigit() or bare[0] in "-+±−"):
        return False
    return bool(_WITH_UNIT.fullmatch(bare)) or sum(map(str.isdigit, bare)) * 5 >= len(bare) * 2


def is_strict(bare: str) -> bool:
    """A number and nothing else, so never the name of a column; years are."""
    return bool(_STRICT.fullmatch(bare)) and not YEAR.fullmatch(bare)


def form_of(bare: str) -> str:
    """What a cell looks like: "" (filler: fits anywhere), "number", "grade" or "text"."""
    if bare in FILLER:
        return ""
    return "number" if is_number(bare) else "grade" if _GRADE.fullmatch(bare) else "text"


_BRACKETED = pattern(r"[(（\[【][^()（）\[\]【】]{0,24}[)）\]】]")
_BRACKETS = str.maketrans("", "", "()（）[]【】、,，:：")
MAX_NAME = 16
"""Longest name of a column, brackets not counted, that an ending alone makes one."""


@cache
def _names() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = lexicon.table("table_headers")
    whole = frozenset(row["word"] for row in rows if row["kind"] == "whole")
    return whole, tuple(row["word"] for row in rows if row["kind"] == "end")


@lru_cache(maxsize=4096)
def is_column_name(text: str, *, whole: bool = False) -> bool:
    """Whether a cell's text is a column name of lexicons/table_headers.tsv (`whole`: the word itself, no mere ending)."""
    words, ends = _names()
    bare = "".join(text.split())
    if not 0 < len(bare) <= MAX_NAME + 24:
        return False
    forms = (_BRACKETED.sub("", bare), bare.translate(_BRACKETS))
    if not words.isdisjoint(forms):
        return True
    return not whole and any(len(form) <= MAX_NAME and form.endswith(ends) for form in forms)


def are_known(names: Sequence[str]) -> bool:
    """Whether the lexicon knows two names at least, and half of them."""
    known = sum(map(is_column_name, names))
    return known >= 2 and known * 2 >= len(names)
