"""Tables that lost their lines: one cell a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from govtext.patterns import pattern
from govtext.structure.tables.page import (
    MAX_NAME,
    Found,
    Page,
    Row,
    are_known,
    extent,
    form_of,
    is_column_name,
    is_strict,
)
from govtext.text import Span
from govtext.values.numeral import han_to_int

MAX_CELL_COLUMNS = 16
MAX_CELL = 120
"""Longest line that may be a cell of its own."""
MAX_STARTS = 4
"""Names in a row of which the header may begin at any; behind them, a list of names is none."""

_RANK = pattern(r"第?(?P<value>\d{1,4}|[一二三四五六七八九十]{1,3})(?:名|位)?[.、]?")
_TOTALS = frozenset(("合计", "总计", "小计", "平均", "平均值", "平均分", "全市", "全县", "全省", "全区"))
NOTES = ("注:", "注：", "备注:", "备注：", "说明:", "说明：", "资料来源", "数据来源", "注1", "注2")


def by_cells(page: Page) -> Iterator[Found]:
    """Header names one a line, then records of as many lines."""
    short = [index for index, line in enumerate(page.lines) if 1 < len(line) < 40]
    if len(short) < 6:
        return
    captioned = _below_captions(page)
    heads = [index for index in short if index in captioned or is_column_name(page.lines[index], whole=True)]
    if not heads:
        return
    heads = [
        index for at, index in enumerate(heads) if at < MAX_STARTS or index - heads[at - MAX_STARTS] > 2 * MAX_STARTS
    ]
    at: dict[int, int] = {}
    cells: list[Span | None] = []
    for index, line in enumerate(page.lines):
        if "\t" not in line and not page.skipped(index):
            at[index] = len(cells)
            cells.append(page.trim(page.starts[index], page.starts[index] + len(line)))
    solid = [cell for cell in cells if cell]
    before = [0, *accumulate(cell is not None for cell in cells)]
    stop = 0
    for index in heads:
        if index in at and page.starts[index] >= stop:
            known = index not in captioned
            found = (
                _Records(page, cells, at[index], known=known).read()
                or _Records(page, solid, before[at[index]], known=known).read()
            )
            if found is not None:
                stop = found.span.end
                yield found


_CAPTION = pattern(
    r"(?:附?表\s?[\d一二三四五六七八九十]{1,3}[:：\s].{2,40}|.{2,40}(?:统计|汇总|情况|明细|一览|进度|结果|完成)表)(?:[（(][^（()）]{1,16}[)）])?|.{0,30}[（(]?单位[:：]\s?[^（()）。，]{1,6}[)）]?"
)


_SEE_BELOW = pattern("(?:见下表|如下表|下表|(?:情况|分布|结果|数据|指标|进度)如下)[:：]?$")


def _below_captions(page: Page) -> set[int]:
    """Lines right below one that announces a table: 表1 抽检结果汇总表（单位：批次）."""
    found: set[int] = set()
    announced = False
    for index, line in enumerate(page.lines):
        bare = line.strip()
        if not bare:
            continue
        if not bare.startswith("附件") and (_CAPTION.fullmatch(bare) or _SEE_BELOW.search(bare)):
            announced = True
            continue
        if announced and len(bare) <= MAX_NAME:
            found.add(index)
        announced = False
    return found


class _Records:
    """Lines from a header's first name on; `read` tries how many make a record.

    `known`: that a table begins here shows only by column names that the lexicon knows.
    """

    def __init__(self, page: Page, cells: Sequence[Span | None], first: int, *, known: bool = True) -> None:
        self.page, self.cells, self.first, self.known = page, cells, first, known

    def names(self, width: int) -> bool:
        return not self.known or are_known(self.record(self.first, width))

    def bare(self, at: int) -> str:
        """Text of a cell; nothing where a line is too long for one."""
        cell = self.cells[at] if at < len(self.cells) else None
        return "" if cell is None or cell.end - cell.start > MAX_CELL else self.page.bare(cell)

    def record(self, at: int, width: int) -> list[str]:
        """Texts of the cells of a record."""
        return [self.bare(at + column) for column in range(width)]

    def read(self) -> Found | None:
        """The table: by a first column that counts, else by columns that keep their form."""
        names = 0
        while names <= 2 * MAX_CELL_COLUMNS and _may_name(self.bare(self.first + names)):
            names += 1
        start = self.first + names
        if names > 1 and _rank(self.bare(start)) == 1:
            narrower = (k for k in range(2, min(names, MAX_CELL_COLUMNS)) if _rank(self.bare(start + k)) in (1, 2))
            for width in (names, *narrower):
                records = self._counted(start, width)
                if len(records) > 1 and self.names(width):
                    return self._found(names, width, records)
        for width in range(2, min(names, MAX_CELL_COLUMNS) + 1):
            if self.names(width):
                records = self._formed(self.first + width, width)
                if len(records) > 1:
                    return self._found(width, width, records)
        return None

    def _counted(self, start: int, width: int) -> list[int]:
        """Beginnings of the records that a first column counts: 1, 2, 3, 3, 5, and 1 again for the next group."""
        records: list[int] = []
        at, previous, number = start, 0, 0
        while at + width <= len(self.cells) and width <= MAX_CELL_COLUMNS:
            at += self._repeated_header(at, width)
            rank = _rank(self.bare(at))
            number = 1 if rank == 1 and previous != 1 else number + 1
            if rank is None or rank not in (1, previous, previous + 1, number):
                break
            records.append(at)
            at, previous = at + width, rank
        return self._whole(records, width)

    def _formed(self, start: int, width: int) -> list[int]:
        """Beginnings of records whose columns keep their form; one column at least must be numbers or grades."""
        first = self.record(start, width)
        forms = [form_of(bare) for bare in first]
        if not {"number", "grade"} & set(forms) or any(is_column_name(bare, whole=True) for bare in first):
            return []
        records: list[int] = []
        at = start
        while at + width <= len(self.cells):
            at += self._repeated_header(at, width)
            bares = self.record(at, width)
            if not bares[0] or sum(map(bool, bares)) * 2 < width or max(map(len, bares)) > 40:
                break
            if any(
                cell is not None and not bare for cell, bare in zip(self.cells[at : at + width], bares, strict=True)
            ):
                break  # a line too long for a cell: the text goes on
            if any(form and form_of(bare) not in ("", form) for form, bare in zip(forms, bares, strict=True)):
                break
            records.append(at)
            at += width
        return self._whole(records, width)

    def _repeated_header(self, at: int, width: int) -> int:
        """Lines to pass over where the header stands again, on a next page."""
        return width if self.record(at, width) == self.record(self.first, width) else 0

    def _whole(self, records: list[int], width: int) -> list[int]:
        """The records without last ones that lack their end and took in the text below."""
        forms = self._forms(records, width)
        while records and not _is_whole(self.record(records[-1], width), forms):
            records.pop()
        return records

    def _forms(self, records: list[int], width: int) -> list[str]:
        """The form that most of a column's cells have."""
        forms = []
        for column in range(width):
            counts = Counter(form for at in records if (form := form_of(self.bare(at + column))))
            forms.append(counts.most_common(1)[0][0] if counts else "")
        return forms

    def _found(self, names: int, width: int, records: list[int]) -> Found:
        matrix = [list(self.cells[at : at + width]) for at in records]
        matrix += self._total(records, width)
        header = self._header(names, width)
        if header is not None:
            matrix.insert(0, header)
        first = self.cells[self.first]
        span = extent([[first], *matrix])
        return Found(span, matrix, rank=3, depth=0 if header is None else 1)

    def _header(self, names: int, width: int) -> Row | None:
        """The header's cells; a bracket on a line of its own belongs to the name above. None for merged cells."""
        row: Row = []
        for cell in self.cells[self.first : self.first + names]:
            last = row[-1] if row else None
            if names > width and last and cell and self.page.text[cell.start] in "(（[":
                row[-1] = Span(last.start, cell.end)
            else:
                row.append(cell)
        return row if len(row) == width else None

    def _total(self, records: list[int], width: int) -> list[Row]:
        """A last row 合计 that lost the cells merged into it: its numbers belong to the last columns."""
        at = records[-1] + width
        while at < len(self.cells) and self.cells[at] is None and at < records[-1] + width + 2:
            at += 1  # a blank line before the sum
        if self.bare(at) not in _TOTALS:
            return []
        forms = self._forms(records, width)
        count = 0
        while count < width - 1 and form_of(self.bare(at + 1 + count)) not in ("", "text"):
            count += 1
        trailing = next((k for k, form in enumerate(reversed(forms)) if form != "number"), width)
        if not count or count not in (width - 1, trailing):
            return []
        return [[self.cells[at], *[None] * (width - 1 - count), *self.cells[at + 1 : at + 1 + count]]]


def _rank(bare: str) -> int | None:
    match = _RANK.fullmatch(bare)
    return han_to_int(match["value"]) if match else None


def _may_name(bare: str) -> bool:
    return 0 < len(bare) <= MAX_NAME + 14 and not is_strict(bare) and bare[-1] not in "。；，;,"


def _is_whole(bares: list[str], forms: list[str]) -> bool:
    """Whether a last record keeps the form of its columns."""
    for bare, form in zip(bares, forms, strict=True):
        if form in ("number", "grade") and form_of(bare) not in ("", form):
            return False
        if form == "text" and (bare[-1:] in ("。", ":", "：") or bare.startswith(NOTES)):
            return False
    return True
