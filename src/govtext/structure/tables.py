"""Every table of a document as one grid, whatever its print form.

A form (marked-up, pipes, tabs, one cell a line, aligned by blanks) only says which spans stand in which row and column: a
`_Found`. What is a header, a caption, a unit, and whether it is a table of data at all, is decided once for all forms.
Text that is cheap to rule out costs a few literal searches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias
from unicodedata import east_asian_width

from govtext import lexicon
from govtext.normalise import view_spans
from govtext.patterns import pattern
from govtext.source import Cell
from govtext.structure.model import Document
from govtext.text import Span, resolve_overlaps
from govtext.values.numeral import han_to_int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its characters without blanks and newlines, its span in the view, its zero-based place in its block.

    The block is the body for cells of `rows`, the header for cells of `header_rows`. A merged cell has the place of its
    first row and column.
    """

    text: str
    span: Span
    row: int
    column: int


GridRow: TypeAlias = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; all its rows have as many places as `header` has names. A blank place is None.

    Attributes:
        span: of the whole table with its header, in the view.
        header: one name a column, "" where none; a header of several rows is joined top to bottom without repetition.
        header_rows: the rows above the body, a row of column ordinals (1 2 3 …) included.
        rows: the body, totals and group rows included; a merged cell stands in each place that it covers.
        caption: the short line right above (or a first row of one cell) that names the table, without blanks; one blank
            stays between digits that would run together (表1 2020年…).
        unit: of a 单位：万元 right above, in the caption, or in a first row of one cell.
    """

    span: Span
    header: tuple[str, ...]
    header_rows: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    caption: str | None
    unit: str | None


def find_tables(document: Document) -> tuple[Grid, ...]:
    """All tables of data of a document in order, none that overlaps another; linear in its length."""
    page = _Page(document)
    found = _marked_up(page)
    for table in found:
        page.hide(table.span)
    for form in _FORMS:
        found += form(page)
    grids: list[Grid] = []
    for table in resolve_overlaps(found, lambda x: x.span, lambda x: x.rank):
        grid = _grid(page, table, floor=grids[-1].span.end if grids else 0)
        if grid is not None and not any(span.contains(grid.span) for span in document.boilerplate):
            grids.append(grid)
    return tuple(grids)


# --- what all forms share

_Row: TypeAlias = list[Span | None]


class _Found(NamedTuple):
    """Spans by row and column, all rows of one length; `depth` of the header where the form itself tells it.

    `ruled`: by markup or by a line of dashes, so that it is a table even without numbers. Lower `rank` wins an overlap.
    """

    span: Span
    matrix: list[_Row]
    rank: int
    depth: int | None = None
    ruled: bool = False


_PAGE_MARK = pattern(r"[-—–·]{1,3}\d{1,4}[-—–·]{1,3}|第?\d{1,4}/\d{1,4}页?|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?")


class _Page:
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

    def same(self, one: _Row, other: _Row) -> bool:
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
        if _PAGE_MARK.fullmatch("".join(line.split())):
            return True
        at = self.starts[index]
        before = bisect_right(self.furniture, Span(at + len(self.lines[index]), 0)) - 1
        return before >= 0 and self.furniture[before].end >= at + len(self.lines[index].rstrip())

    def pieces(self, index: int, mark: str) -> _Row:
        """Spans between the marks of a line; None for blank ones."""
        at, row = self.starts[index], []
        for part in self.lines[index].split(mark):
            row.append(self.trim(at, at + len(part)) if part else None)
            at += len(part) + len(mark)
        return row


def _filled(row: Iterable[Span | None]) -> list[Span]:
    """The different cells of a row."""
    return [cell for cell in dict.fromkeys(row) if cell]


def _extent(matrix: Sequence[_Row]) -> Span:
    cells = [cell for row in matrix for cell in row if cell is not None]
    return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))


# --- forms of cells

_STRICT = pattern(r"[-+±−]?\d[\d,，]{0,20}(?:\.\d{1,12})?[%‰]?")
_YEAR = pattern(r"(?:19|20)\d\d")
_WITH_UNIT = pattern(r"[-+±−]?\d[\d,，]{0,20}(?:\.\d{1,12})?[^\d\s]{0,4}")
_GRADE = pattern(
    r"优|良|中|差|好|优秀|良好|优良|较好|一般|较差|不?合格|基本合格|不?达标|基本达标|先进|达到|未?通过|[A-D][级+-]?"
    r"|[一二三四五特]等奖?|[一二三四五]级|[红黄绿蓝橙]牌?|是|否|有|无"
)
_FILLER = frozenset(("", "-", "—", "——", "－", "/", "–", "…", "×", "*"))


def _is_number(bare: str) -> bool:
    """Whether a cell measures or counts: 95.6, 12个, 8月17日; not 10万元以下（含）."""
    if not bare or not (bare[0].isdigit() or bare[0] in "-+±−"):
        return False
    return bool(_WITH_UNIT.fullmatch(bare)) or sum(map(str.isdigit, bare)) * 5 >= len(bare) * 2


def _is_strict(bare: str) -> bool:
    """A number and nothing else, so never the name of a column; years are."""
    return bool(_STRICT.fullmatch(bare)) and not _YEAR.fullmatch(bare)


def _form(bare: str) -> str:
    """What a cell looks like: "" (filler: fits anywhere), "number", "grade" or "text"."""
    if bare in _FILLER:
        return ""
    return "number" if _is_number(bare) else "grade" if _GRADE.fullmatch(bare) else "text"


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


def _are_known(names: Sequence[str]) -> bool:
    """Whether the lexicon knows two names at least, and half of them."""
    known = sum(map(is_column_name, names))
    return known >= 2 and known * 2 >= len(names)


# --- form 1: what a reader found marked up or ruled


def _marked_up(page: _Page) -> list[_Found]:
    found: list[_Found] = []
    for table in page.document.source.tables:
        matrix = _matrix(page, table.cells)
        if matrix and len(matrix[0]) > 1:
            found[-1:] = _over_pages(page, found[-1:], _Found(_extent(matrix), matrix, rank=0, ruled=True))
    return [table for table in found if not _is_layout(table)]


def _matrix(page: _Page, cells: Sequence[Cell]) -> list[_Row]:
    """Rows of the cells of a marked-up table, those without any text left out."""
    width = max((cell.column + cell.columns for cell in cells), default=0)
    height = max((cell.row + cell.rows for cell in cells), default=0)
    if width * height > 100 * len(cells) + 10_000:  # spans that lie
        return []
    matrix: list[_Row] = [[None] * width for _ in range(height)]
    for cell in cells:
        span = page.trim(*page.view.from_source(*cell.span))
        for row in matrix[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [span] * cell.columns
    return [row for row in matrix if _filled(row)]


def _over_pages(page: _Page, before: list[_Found], table: _Found) -> list[_Found]:
    """The table joined to the one before it where only a page break parts them; else both."""
    if not before or not _breaks_page(page, before[0], table):
        return [*before, table]
    first, rows = before[0], table.matrix
    repeated = 0
    while repeated < min(MAX_HEADER_ROWS, len(rows), len(first.matrix)) and page.same(
        rows[repeated], first.matrix[repeated]
    ):
        repeated += 1
    if not repeated and _depth(page, rows):
        return [*before, table]
    joined = [*first.matrix, *rows[repeated:]]
    return [first._replace(span=_extent([*first.matrix, *rows]), matrix=joined)]


def _breaks_page(page: _Page, first: _Found, second: _Found) -> bool:
    """Whether two tables of as many columns have a page break between them and nothing else."""
    if len(first.matrix[0]) != len(second.matrix[0]) or second.span.start < first.span.end:
        return False
    gap = page.view.to_source(first.span.end, second.span.start)
    if not any(gap.start - 1 <= start <= gap.end for start, _ in page.document.source.pages[1:]):
        return False
    between = range(page.line_at(first.span.end) + 1, page.line_at(second.span.start))
    return len(between) <= 6 and all(not page.lines[index].strip() or page.skipped(index) for index in between)


LAYOUT_CELL = 400
"""Characters of one cell from which a table that holds little else is layout."""


def _is_layout(table: _Found) -> bool:
    """A cell that holds the article, with little around it."""
    sizes = sorted(cell.end - cell.start for row in table.matrix for cell in _filled(row))
    return sizes[-1] > LAYOUT_CELL and sizes[-1] * 2 > sum(sizes)


# --- form 2: tabs


def _tabbed(page: _Page) -> Iterator[_Found]:
    """Runs of lines that have as many tabs, one more or less."""
    if "\t" not in page.text:
        return
    for run in _runs(page, [index for index, line in enumerate(page.lines) if "\t" in line]):
        least = most = page.lines[run[0]].count("\t")
        begun: list[int] = []
        for index in run:
            tabs = page.lines[index].count("\t")
            if max(most, tabs) - min(least, tabs) > 1:
                yield from _tab_table(page, begun)
                begun, least, most = [], tabs, tabs
            begun.append(index)
            least, most = min(least, tabs), max(most, tabs)
        yield from _tab_table(page, begun)


def _runs(page: _Page, indices: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring lines; a page mark does not part them."""
    run: list[int] = []
    for index in indices:
        if run and (index > run[-1] + 4 or not all(map(page.skipped, range(run[-1] + 1, index)))):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _tab_table(page: _Page, run: list[int]) -> Iterator[_Found]:
    rows = [row for row in (page.pieces(index, "\t") for index in run) if _filled(row)]
    matrix = _squared(page, rows) if len(rows) > 1 else []
    if matrix and len(matrix[0]) > 1:
        yield _Found(_extent(matrix), matrix, rank=2)


def _squared(page: _Page, rows: list[_Row]) -> list[_Row]:
    """Rows of one length: by their filled cells where all have as many, else by place."""
    if len({len(_filled(row)) for row in rows}) == 1:
        return [list(_filled(row)) for row in rows]
    width = max(map(len, rows))
    full = [row for row in rows if len(row) == width]
    numeric = [sum(_is_number(page.bare(row[column])) for row in full) * 2 > len(full) for column in range(width)]
    matrix: list[_Row] = []
    for row in rows:
        shifted = bool(matrix) and len(row) < width and _fits(page, row, numeric[1:]) > _fits(page, row, numeric)
        placed = [matrix[-1][0], *row] if shifted else row  # the cell above was merged over this row
        matrix.append([*placed, *[None] * (width - len(placed))])
    kept = [column for column in range(width) if any(row[column] for row in matrix)]
    return [[row[column] for column in kept] for row in matrix]


def _fits(page: _Page, row: _Row, numeric: list[bool]) -> int:
    """In how many places a row has a number where its column has numbers, and none where it has none."""
    return sum(_is_number(page.bare(cell)) == wanted for cell, wanted in zip(row, numeric, strict=False) if cell)


# --- form 3: pipes


def _piped(page: _Page) -> Iterator[_Found]:
    """Markdown: a header, a line of dashes, rows."""
    if "|" not in page.text or "-" not in page.text:
        return
    lines = page.lines
    stop = 0
    for index, line in enumerate(lines):
        if index <= stop or not _is_rule(line) or "|" not in lines[index - 1]:
            continue
        stop = index + 1
        while stop < len(lines) and "|" in lines[stop] and not _is_rule("".join(lines[stop + 1 : stop + 2])):
            stop += 1
        width = len(_between_pipes(page, index))
        rows = [_between_pipes(page, at) for at in (index - 1, *range(index + 1, stop))]
        matrix = [row for row in ((row + [None] * width)[:width] for row in rows) if _filled(row)]
        if width > 1 and len(matrix) > 1:
            named = bool(_filled(rows[0]))
            yield _Found(_extent(matrix), matrix, rank=1, depth=1 if named else None, ruled=True)
        stop -= 1


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and not set(line) - set("|-: \t")


def _between_pipes(page: _Page, index: int) -> _Row:
    """Cells of a line of pipes, with or without pipes at its ends; an escaped pipe belongs to its cell."""
    at, row = page.starts[index], []
    for part in page.lines[index].replace("\\|", "  ").split("|"):
        row.append(page.trim(at, at + len(part)))
        at += len(part) + 1
    bare = page.lines[index].strip()
    return row[bare.startswith("|") : len(row) - bare.endswith("|")]


# --- form 4: columns aligned by blanks

MIN_ALIGNED_ROWS = 3
MAX_ALIGNED_LINE = 400
MODE_WINDOW = 50
"""Rows that tell how many columns a table aligned by blanks has, and where they stand."""


def _aligned(page: _Page) -> Iterator[_Found]:
    """Runs of lines whose cells are parted by two blanks and more."""
    text = page.text
    runs = text.count("  ") if " " in text else 0
    if not runs or runs == text.count("\n  ") + text.startswith("  "):  # indents only
        return
    wanted = [
        index
        for index, line in enumerate(page.lines)
        if len(line) <= MAX_ALIGNED_LINE and "  " in line.strip() and "\t" not in line
    ]
    for run in _runs(page, wanted):
        lines = [(index, _filled(page.pieces(index, "  "))) for index in run]
        widths = [len(_unspaced(page, pieces)) for _, pieces in lines]
        at = 0
        while at + MIN_ALIGNED_ROWS - 1 <= len(lines):
            width, votes = Counter(widths[at : at + MODE_WINDOW]).most_common(1)[0]
            if width < 2 or votes < 2:
                at += MODE_WINDOW - 1
                continue
            matrix, at = _aligned_table(page, lines, at, width)
            if len(matrix) >= MIN_ALIGNED_ROWS:
                yield _Found(_extent(matrix), matrix, rank=4)


def _aligned_table(page: _Page, lines: list[tuple[int, list[Span]]], start: int, width: int) -> tuple[list[_Row], int]:
    """Rows from a line of a run that agree on their columns, and where the next table may begin."""
    matrix: list[_Row] = []
    columns: list[_Range] = []
    for at in range(start, len(lines)):
        index, pieces = lines[at]
        full = _of_width(page, pieces, width)
        row = full or _placed(page, index, _unspaced(page, pieces), columns)
        if row is None and matrix:
            return matrix, at
        if row is None:
            continue
        if not matrix and not _are_known([page.bare(cell) for cell in row]):
            matrix += _respaced(page, index - 1, width)
        matrix.append(row)
        if full and len(matrix) <= MODE_WINDOW:
            columns = _widened(columns, [_display(page, index, cell) for cell in full if cell])
    return matrix, len(lines)


def _unspaced(page: _Page, row: list[Span]) -> list[Span]:
    """Single letters side by side are one spaced word: 单  位, 河  北."""
    joined: list[Span] = []
    single = False
    for cell in row:
        before, single = single, cell.end - cell.start == 1 and "\u4e00" <= page.text[cell.start] <= "\u9fff"
        if single and before:
            joined[-1] = Span(joined[-1].start, cell.end)
        else:
            joined.append(cell)
    return joined


def _of_width(page: _Page, pieces: list[Span], width: int) -> _Row | None:
    """The cells of a line that has as many as its table has columns."""
    joined: _Row = [*_unspaced(page, pieces)]
    if len(joined) != width and len(joined) > 1:
        joined = [*pieces]
    return joined if len(joined) == width else None


_Range: TypeAlias = tuple[int, int]


def _display(page: _Page, index: int, cell: Span) -> _Range:
    """Place of a cell on its printed line, in half-width columns of the source."""
    source = page.document.source.text
    span = page.view.to_source(*cell)
    left = _columns(source[page.view.to_source(page.starts[index], page.starts[index] + 1).start : span.start])
    return left, left + _columns(span.of(source))


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _widened(columns: list[_Range], places: list[_Range]) -> list[_Range]:
    """The range of each column over the rows seen."""
    if not columns:
        return places
    return [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(columns, places, strict=True)]


def _placed(page: _Page, index: int, pieces: list[Span], columns: list[_Range]) -> _Row | None:
    """Cells of a line that lacks some, each in the column under which it stands; None where that is not plain."""
    if not 2 <= len(pieces) < len(columns):
        return None
    row: _Row = [None] * len(columns)
    last = -1
    for cell in pieces:
        left, right = _display(page, index, cell)
        shared = [min(right, end) - max(left, start) for start, end in columns]
        best = max(range(len(columns)), key=shared.__getitem__)
        if best <= last or shared[best] <= 0:
            return None
        row[best], last = cell, best
    return row if row[0] is not None else None


def _respaced(page: _Page, index: int, width: int) -> list[_Row]:
    """A header line whose blanks were closed as spaced letters (名 次   单 位): its cells by the source's widest gaps."""
    line = page.trim(page.starts[index], page.starts[index + 1]) if index >= 0 else None
    if line is None or not 2 * width <= line.end - line.start <= MAX_NAME * width:
        return []
    source = page.view.to_source(*line)
    words = [match.span() for match in re.finditer(r"\S{1,40}", source.of(page.document.source.text))]
    gaps = sorted((right[0] - left[1] for left, right in pairwise(words)), reverse=True)
    if len(gaps) < width - 1 or (len(gaps) >= width and gaps[width - 2] == gaps[width - 1]):
        return []
    ends = [left[1] for left, right in pairwise(words) if right[0] - left[1] >= gaps[width - 2]]
    row: _Row = []
    for start, end in pairwise([0, *ends, source.end - source.start]):
        row.append(page.trim(*page.view.from_source(source.start + start, source.start + end)))
    return [row] if _are_known([page.bare(cell) for cell in row]) else []


# --- form 5: one cell a line

MAX_CELL_COLUMNS = 16
MAX_CELL = 120
"""Longest line that may be a cell of its own."""
MAX_STARTS = 4
"""Names in a row of which the header may begin at any; behind them, a list of names is none."""

_RANK = pattern(r"第?(?P<value>\d{1,4}|[一二三四五六七八九十]{1,3})(?:名|位)?[.、]?")
_TOTALS = frozenset(("合计", "总计", "小计", "平均", "平均值", "平均分", "全市", "全县", "全省", "全区"))
_NOTES = ("注:", "注：", "备注:", "备注：", "说明:", "说明：", "资料来源", "数据来源", "注1", "注2")


def _by_cells(page: _Page) -> Iterator[_Found]:
    """Header names one a line, then records of as many lines."""
    short = [index for index, line in enumerate(page.lines) if 1 < len(line) < 40]
    heads = [index for index in short if is_column_name(page.lines[index], whole=True)]
    if not heads or len(short) < 6:
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
            found = _Records(page, cells, at[index]).read() or _Records(page, solid, before[at[index]]).read()
            if found is not None:
                stop = found.span.end
                yield found


class _Records:
    """Lines from a header's first name on; `read` tries how many make a record."""

    def __init__(self, page: _Page, cells: Sequence[Span | None], first: int) -> None:
        self.page, self.cells, self.first = page, cells, first

    def bare(self, at: int) -> str:
        """Text of a cell; nothing where a line is too long for one."""
        cell = self.cells[at] if at < len(self.cells) else None
        return "" if cell is None or cell.end - cell.start > MAX_CELL else self.page.bare(cell)

    def record(self, at: int, width: int) -> list[str]:
        """Texts of the cells of a record."""
        return [self.bare(at + column) for column in range(width)]

    def read(self) -> _Found | None:
        """The table: by a first column that counts, else by columns that keep their form."""
        names = 0
        while names <= 2 * MAX_CELL_COLUMNS and _may_name(self.bare(self.first + names)):
            names += 1
        start = self.first + names
        if names > 1 and _rank(self.bare(start)) == 1:
            narrower = (k for k in range(2, min(names, MAX_CELL_COLUMNS)) if _rank(self.bare(start + k)) in (1, 2))
            for width in (names, *narrower):
                records = self._counted(start, width)
                if len(records) > 1 and _are_known(self.record(self.first, width)):
                    return self._found(names, width, records)
        for width in range(2, min(names, MAX_CELL_COLUMNS) + 1):
            if _are_known(self.record(self.first, width)):
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
        forms = [_form(bare) for bare in first]
        if not {"number", "grade"} & set(forms) or any(is_column_name(bare, whole=True) for bare in first):
            return []
        records: list[int] = []
        at = start
        while at + width <= len(self.cells):
            at += self._repeated_header(at, width)
            bares = self.record(at, width)
            if not bares[0] or sum(map(bool, bares)) * 2 < width or max(map(len, bares)) > 40:
                break
            if any(form and _form(bare) not in ("", form) for form, bare in zip(forms, bares, strict=True)):
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
            counts = Counter(form for at in records if (form := _form(self.bare(at + column))))
            forms.append(counts.most_common(1)[0][0] if counts else "")
        return forms

    def _found(self, names: int, width: int, records: list[int]) -> _Found:
        matrix = [list(self.cells[at : at + width]) for at in records]
        matrix += self._total(records, width)
        header = self._header(names, width)
        if header is not None:
            matrix.insert(0, header)
        first = self.cells[self.first]
        span = _extent([[first], *matrix])
        return _Found(span, matrix, rank=3, depth=0 if header is None else 1)

    def _header(self, names: int, width: int) -> _Row | None:
        """The header's cells; a bracket on a line of its own belongs to the name above. None for merged cells."""
        row: _Row = []
        for cell in self.cells[self.first : self.first + names]:
            last = row[-1] if row else None
            if names > width and last and cell and self.page.text[cell.start] in "(（[":
                row[-1] = Span(last.start, cell.end)
            else:
                row.append(cell)
        return row if len(row) == width else None

    def _total(self, records: list[int], width: int) -> list[_Row]:
        """A last row 合计 that lost the cells merged into it: its numbers belong to the last columns."""
        at = records[-1] + width
        if self.bare(at) not in _TOTALS:
            return []
        forms = self._forms(records, width)
        count = 0
        while count < width - 1 and _form(self.bare(at + 1 + count)) not in ("", "text"):
            count += 1
        trailing = next((k for k, form in enumerate(reversed(forms)) if form != "number"), width)
        if not count or count not in (width - 1, trailing):
            return []
        return [[self.cells[at], *[None] * (width - 1 - count), *self.cells[at + 1 : at + 1 + count]]]


def _rank(bare: str) -> int | None:
    match = _RANK.fullmatch(bare)
    return han_to_int(match["value"]) if match else None


def _may_name(bare: str) -> bool:
    return 0 < len(bare) <= MAX_NAME + 14 and not _is_strict(bare) and bare[-1] not in "。；，;,"


def _is_whole(bares: list[str], forms: list[str]) -> bool:
    """Whether a last record keeps the form of its columns."""
    for bare, form in zip(bares, forms, strict=True):
        if form in ("number", "grade") and _form(bare) not in ("", form):
            return False
        if form == "text" and (bare[-1:] in ("。", ":", "：") or bare.startswith(_NOTES)):
            return False
    return True


_FORMS: tuple[Callable[[_Page], Iterator[_Found]], ...] = (_piped, _tabbed, _by_cells, _aligned)


# --- header and body: the same for every form


def _grid(page: _Page, table: _Found, floor: int) -> Grid | None:
    """The grid of a table of data; None for what is none. Nothing above `floor` belongs to it."""
    matrix, caption, unit = _peeled(page, table)
    if _is_form(page, matrix):
        return None
    depth = _depth(page, matrix) if table.depth is None else table.depth
    above, unit_above = _above(page, table.span.start, floor)
    caption, unit = caption or above, unit or unit_above
    head = _filled_up(matrix[:depth])
    body = [row for row in matrix[depth:] if depth != 1 or not page.same(row, head[0])]  # repeated on a next page
    ordinals = [row for row in body[:1] if len(body) > 1 and _are_ordinals(page, row)]
    body = _without_notes(page, body[len(ordinals) :])
    if not body or not (table.ruled or _is_data(page, head, body, caption)):
        return None
    return Grid(
        span=table.span,
        header=tuple(_name(page, head, column) for column in range(len(matrix[0]))),
        header_rows=_cells(page, head + ordinals),
        rows=_cells(page, body),
        caption=caption,
        unit=unit,
    )


def _cells(page: _Page, rows: list[_Row]) -> tuple[GridRow, ...]:
    """Grid cells for spans; one object for all the places of a merged cell."""
    made: dict[Span, GridCell] = {}
    for number, row in enumerate(rows):
        for column, span in enumerate(row):
            if span is not None and span not in made:
                made[span] = GridCell(page.bare(span), span, number, column)
    return tuple(tuple(None if span is None else made[span] for span in row) for row in rows)


def _peeled(page: _Page, table: _Found) -> tuple[list[_Row], str | None, str | None]:
    """The rows without first ones that name the table (of one cell) or state its unit."""
    matrix, caption, unit = table.matrix, None, None
    while len(matrix) > 1:
        texts = [cell.of(page.text) for cell in _filled(matrix[0])]
        stated = len(texts) < len(matrix[0]) or _FILED_BY.match(texts[0])
        if len(texts) > 1 and not (stated and any(map(_UNIT.match, texts))):
            break
        unit = unit or next(filter(None, map(_unit, texts)), None)
        caption = caption or _caption(texts[0])
        matrix = matrix[1:]
    return matrix, caption, unit


MAX_HEADER_ROWS = 4
MAX_HEADER_CELL = 40


def _depth(page: _Page, matrix: list[_Row]) -> int:
    """How many rows are header: names over cells of another form, and the rows into which their cells reach."""
    names = [page.bare(cell) for cell in _filled(matrix[0])]
    if len(matrix) < 2 or len(names) < 2 or not all(map(_may_head, names)) or not _heads(page, matrix):
        return 0
    depth = 1
    while depth < min(MAX_HEADER_ROWS, len(matrix) - 1) and _goes_on(page, matrix[depth - 1], matrix[depth]):
        depth += 1
    return depth


def _may_head(bare: str) -> bool:
    return len(bare) <= MAX_HEADER_CELL and bare[-1:] not in ("。", "；") and not _is_strict(bare)


def _heads(page: _Page, matrix: list[_Row]) -> bool:
    """Whether a first row of names is a header: the lexicon knows half of them, or the cells below differ in form."""
    if _are_known([page.bare(cell) for cell in _filled(matrix[0])]):
        return True
    body = [row for row in matrix[1:] if len(_filled(row)) > 1]
    if len(body) < 2:
        return False
    over_numbers = [page.bare(matrix[0][column]) for column in _numeric_columns(page, body)]
    if any(name and (not _is_number(name) or _YEAR.match(name)) for name in over_numbers):
        return True
    return _says_more_below(page, matrix[0], body)


def _numeric_columns(page: _Page, body: list[_Row]) -> list[int]:
    """Columns most of whose filled cells are numbers."""
    found = []
    for column in range(len(body[0])):
        texts = [text for row in body if (text := page.bare(row[column])) not in _FILLER]
        if len(texts) * 2 >= len(body) and sum(map(_is_number, texts)) * 5 >= len(texts) * 3:
            found.append(column)
    return found


def _says_more_below(page: _Page, head: _Row, body: list[_Row]) -> bool:
    """A column of short name and long cells, under a row that has a name for each column."""
    if len(_filled(head)) < len(head):
        return False
    return any(
        all(len(page.bare(row[column])) >= max(12, 2 * len(page.bare(name))) for row in body)
        for column, name in enumerate(head)
    )


def _goes_on(page: _Page, above: _Row, row: _Row) -> bool:
    """Whether the row below a header row is header too: cells of the upper reach into it, or it divides one of them."""
    if any(cell is not None and cell == upper for cell, upper in zip(row, above, strict=True)):
        return True
    texts = [page.bare(cell) for cell in _filled(row)]
    divided = any(left == right or right is None for left, right in pairwise(above))
    if not divided or len(texts) < 2 or any(map(_is_number, texts)):
        return False
    return (row[0] is None and above[0] is not None) or (_are_known(texts) and len(_filled(above)) < len(above))


def _filled_up(head: list[_Row]) -> list[_Row]:
    """Header rows in which a merged cell that text could only print once stands in all its places."""
    rows = [list(row) for row in head]
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if upper[column] is None and lower[column] is not None:
                upper[column] = upper[column - 1]
        for column, cell in enumerate(lower):
            lower[column] = cell or upper[column]
    return rows


def _name(page: _Page, head: list[_Row], column: int) -> str:
    """Name of a column: its header cells top to bottom, none twice."""
    name = ""
    for cell in _filled(row[column] for row in head):
        text = page.bare(cell)
        name = text if text.startswith(name) else name if name.endswith(text) else name + text
    return name


def _are_ordinals(page: _Page, row: _Row) -> bool:
    """A row that numbers the columns: 1 2 3 4, 甲 1 2 3."""
    texts = [page.bare(cell) for cell in row]
    while texts and texts[0] in ("甲", "乙", "丙", "栏次", "行次"):
        texts.pop(0)
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _without_notes(page: _Page, body: list[_Row]) -> list[_Row]:
    """The body without last rows of one cell that comment on the table."""
    while body and len(_filled(body[-1])) == 1 and page.bare(_filled(body[-1])[0]).startswith(_NOTES):
        body = body[:-1]
    return body


# --- what is no table of data


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["label"] for row in lexicon.table("header_labels"))


def _is_form(page: _Page, matrix: list[_Row]) -> bool:
    """The header table of a page (索引号 … 发文字号 …): most of its rows begin with such a label."""
    begun = [page.bare(_filled(row)[0]) for row in matrix]
    labelled = sum(re.split("[:：]", text, maxsplit=1)[0] in _labels() for text in begun)
    return labelled * 2 > len(begun)


_LIST_LABEL = pattern(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?|[•●■◆·▪]|附件\d{0,2}[:：]?")
_CONTENTS = pattern(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|第.{1,3}[章节条]|附[件录表]"
)
_COLON = pattern(r"[^:：]{1,10}[:：]")
_LEADER = pattern(r"…{2}|\.{4}|·{4}")


def _is_data(page: _Page, head: list[_Row], body: list[_Row], caption: str | None) -> bool:
    """Whether lines of text that fall into columns are a table: by a header or numbers, and like no list or form."""
    texts = [[page.bare(cell) for cell in _filled(row)] for row in body]
    every = [text for row in texts for text in row]
    if sum(map(bool, map(_COLON.match, every))) * 3 >= len(every) or any(map(_LEADER.search, every)):
        return False
    if head and _are_known([page.bare(cell) for cell in _filled(head[0])]):
        return True
    if len(body) < 2 or not (head or _numeric_columns(page, body)):
        return False
    if sum(any(len(text) > 15 and text[-1] in "。；;" for text in row) for row in texts) * 2 >= len(body):
        return False
    return not _is_list(page, [*head, *body], caption)


def _is_list(page: _Page, rows: list[_Row], caption: str | None) -> bool:
    """Numbered items, or a list of contents with its page numbers."""
    if len(rows[0]) != 2:
        return False
    first, last = ([page.bare(row[column]) for row in rows] for column in (0, 1))
    if sum(map(bool, map(_LIST_LABEL.fullmatch, first))) * 2 > len(first):
        return True
    pages = all(map(str.isdecimal, last)) and all(int(left) <= int(right) for left, right in pairwise(last))
    titles = sum(map(bool, map(_CONTENTS.match, first)))
    return pages and ("目录" in (caption or "") or titles * 2 >= len(first))


# --- the lines right above

MAX_CAPTION = 50
_UNIT = pattern(
    r"(?P<open>[(（【\[])?(?:(?<![\u4e00-\u9fff])|(?<=计量)|(?<=金额)|(?<=面积))单 {0,8}位 {0,4}[:：] {0,4}"
    r"(?P<unit>[^()（）【】\[\]\n\t]{1,20}?) {0,8}(?:[)）】\]]|$|(?=\t))"
)
_ORGAN_END = tuple("局委厅院校办部会府司队站所")
_FILED_BY = pattern(r"\s{0,8}(?:填报|填表|编报|编制|制表|报送|上报|汇总)(?:单位|机关|部门|人|日期|时间)[:：]")
_ATTACHED = pattern(r"附[件表录]?[一二三四五六七八九十\d]{0,3}[:：]?|表[一二三四五六七八九十\d]{0,3}[:：]?")
_NO_CAPTION = pattern(r"(?:19|20|二).{2,4}年.{1,3}月.{1,3}日|[(（].{1,40}[)）]|[^\u4e00-\u9fff]{1,50}")


def _unit(line: str) -> str | None:
    """The unit that a line states; an organ after 单位 is none."""
    match = _UNIT.search(line[:200])
    if match is None or match["unit"].endswith(_ORGAN_END):
        return None
    return "".join(match["unit"].split()) or None


def _caption(line: str) -> str | None:
    """The name that a line gives to what stands below; None for sentences, dates, a bare 附件1."""
    if _FILED_BY.match(line):
        return None
    match = _UNIT.search(line[:200])
    if match is not None and not match["open"]:
        line = line[: match.start()] + line[match.end() :]
    text = re.sub(r"(?<=\d)\s{1,20}(?=\d)", "\0", line.strip())
    bare = "".join(text.split()).replace("\0", " ")
    if not 1 < len(bare) <= MAX_CAPTION or bare[-1] in "。；，：、;,:!！?？" or "。" in bare or "\t" in line:
        return None
    return None if _ATTACHED.fullmatch(bare) or _NO_CAPTION.fullmatch(bare) or _PAGE_MARK.fullmatch(bare) else bare


def _above(page: _Page, start: int, floor: int) -> tuple[str | None, str | None]:
    """Caption and unit in the two lines right above a table, at most one blank line over each."""
    unit = None
    blanks = read = 0
    stop = page.line_at(floor) if floor else -1
    for index in range(page.line_at(start) - 1, stop, -1):
        line = page.text[page.starts[index] : page.starts[index] + len(page.lines[index])] if page.lines[index] else ""
        if not line.strip():
            blanks += 1
            if blanks > 1:
                break
            continue
        if page.skipped(index):
            continue
        blanks, read = 0, read + 1
        unit = unit or _unit(line)
        caption = _caption(line)
        if caption is not None or not (_FILED_BY.match(line) or _unit(line)) or read == 2:
            return caption, unit
    return None, unit
