"""Print forms with marks: what a reader found, tabs, pipes, columns aligned by blanks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias
from unicodedata import east_asian_width

from govtext.source import Cell
from govtext.structure.tables.grids import MAX_HEADER_ROWS, header_depth
from govtext.structure.tables.page import MAX_NAME, Found, Page, Row, are_known, extent, filled, is_number
from govtext.text import Span

# --- form 1: what a reader found marked up or ruled


def marked_up(page: Page) -> list[Found]:
    found: list[Found] = []
    for table in page.document.source.tables:
        matrix = _matrix(page, table.cells)
        if matrix and len(matrix[0]) > 1:
            found[-1:] = _over_pages(page, found[-1:], Found(extent(matrix), matrix, rank=0, ruled=True))
    return [table for table in found if not _is_layout(table)]


def _matrix(page: Page, cells: Sequence[Cell]) -> list[Row]:
    """Rows of the cells of a marked-up table, those without any text left out."""
    width = max((cell.column + cell.columns for cell in cells), default=0)
    height = max((cell.row + cell.rows for cell in cells), default=0)
    if width * height > 100 * len(cells) + 10_000:  # spans that lie
        return []
    matrix: list[Row] = [[None] * width for _ in range(height)]
    for cell in cells:
        span = page.trim(*page.view.from_source(*cell.span))
        for row in matrix[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [span] * cell.columns
    return [row for row in matrix if filled(row)]


def _over_pages(page: Page, before: list[Found], table: Found) -> list[Found]:
    """The table joined to the one before it where only a page break parts them; else both."""
    if not before or not _breaks_page(page, before[0], table):
        return [*before, table]
    first, rows = before[0], table.matrix
    repeated = 0
    while repeated < min(MAX_HEADER_ROWS, len(rows), len(first.matrix)) and page.same(
        rows[repeated], first.matrix[repeated]
    ):
        repeated += 1
    if not repeated and header_depth(page, rows):
        return [*before, table]
    joined = [*first.matrix, *rows[repeated:]]
    return [first._replace(span=extent([*first.matrix, *rows]), matrix=joined)]


def _breaks_page(page: Page, first: Found, second: Found) -> bool:
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


def _is_layout(table: Found) -> bool:
    """A cell that holds the article, with little around it."""
    sizes = sorted(cell.end - cell.start for row in table.matrix for cell in filled(row))
    return sizes[-1] > LAYOUT_CELL and sizes[-1] * 2 > sum(sizes)


# --- form 2: tabs


def tabbed(page: Page) -> Iterator[Found]:
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


def _runs(page: Page, indices: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring lines; a page mark does not part them."""
    run: list[int] = []
    for index in indices:
        if run and (index > run[-1] + 4 or not all(map(page.skipped, range(run[-1] + 1, index)))):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _tab_table(page: Page, run: list[int]) -> Iterator[Found]:
    rows = [row for row in (page.pieces(index, "\t") for index in run) if filled(row)]
    matrix = _squared(page, rows) if len(rows) > 1 else []
    if matrix and len(matrix[0]) > 1:
        yield Found(extent(matrix), matrix, rank=2)


def _squared(page: Page, rows: list[Row]) -> list[Row]:
    """Rows of one length: by their filled cells where all have as many, else by place."""
    if len({len(filled(row)) for row in rows}) == 1:
        return [list(filled(row)) for row in rows]
    width = max(map(len, rows))
    full = [row for row in rows if len(row) == width]
    numeric = [sum(is_number(page.bare(row[column])) for row in full) * 2 > len(full) for column in range(width)]
    matrix: list[Row] = []
    for row in rows:
        shifted = bool(matrix) and len(row) < width and _fits(page, row, numeric[1:]) > _fits(page, row, numeric)
        placed = [matrix[-1][0], *row] if shifted else row  # the cell above was merged over this row
        matrix.append([*placed, *[None] * (width - len(placed))])
    kept = [column for column in range(width) if any(row[column] for row in matrix)]
    return [[row[column] for column in kept] for row in matrix]


def _fits(page: Page, row: Row, numeric: list[bool]) -> int:
    """In how many places a row has a number where its column has numbers, and none where it has none."""
    return sum(is_number(page.bare(cell)) == wanted for cell, wanted in zip(row, numeric, strict=False) if cell)


# --- form 3: pipes


def piped(page: Page) -> Iterator[Found]:
    """Markdown: a header, a line of dashes, rows; or, without the line of dashes, rows of as many pipes each."""
    if "|" not in page.text:
        return
    yield from _piped_rows(page)
    if "-" not in page.text:
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
        matrix = [row for row in ((row + [None] * width)[:width] for row in rows) if filled(row)]
        if width > 1 and len(matrix) > 1:
            named = bool(filled(rows[0]))
            yield Found(extent(matrix), matrix, rank=1, depth=1 if named else None, ruled=True)
        stop -= 1


MIN_PIPED_ROWS = 3
"""Rows between pipes, the header among them, that make a table without a line of dashes."""


def _piped_rows(page: Page) -> Iterator[Found]:
    lines = page.lines
    index = 0
    while index < len(lines):
        pipes = lines[index].count("|")
        start = index
        while index < len(lines) and pipes > 1 and lines[index].count("|") == pipes and not _is_rule(lines[index]):
            index += 1
        dashed = _is_rule("".join(lines[start + 1 : start + 2])) or _is_rule("".join(lines[index : index + 1]))
        if index - start >= MIN_PIPED_ROWS and not dashed:
            matrix = [_between_pipes(page, at) for at in range(start, index)]
            if all(filled(row) for row in matrix) and len({len(row) for row in matrix}) == 1:
                yield Found(extent(matrix), matrix, rank=2)
        index = max(index, start + 1)


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and not set(line) - set("|-: \t")


def _between_pipes(page: Page, index: int) -> Row:
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


def aligned(page: Page) -> Iterator[Found]:
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
        lines = [(index, filled(page.pieces(index, "  "))) for index in run]
        widths = [len(_unspaced(page, pieces)) for _, pieces in lines]
        at = 0
        while at + MIN_ALIGNED_ROWS - 1 <= len(lines):
            width, votes = Counter(widths[at : at + MODE_WINDOW]).most_common(1)[0]
            if width < 2 or votes < 2:
                at += MODE_WINDOW - 1
                continue
            matrix, at = _aligned_table(page, lines, at, width)
            if len(matrix) >= MIN_ALIGNED_ROWS:
                yield Found(extent(matrix), matrix, rank=4)


def _aligned_table(page: Page, lines: list[tuple[int, list[Span]]], start: int, width: int) -> tuple[list[Row], int]:
    """Rows from a line of a run that agree on their columns, and where the next table may begin."""
    matrix: list[Row] = []
    columns: list[_Range] = []
    for at in range(start, len(lines)):
        index, pieces = lines[at]
        full = _of_width(page, pieces, width) or _of_width(page, filled(page.pieces(index, " ")), width)
        row = full or _placed(page, index, _unspaced(page, pieces), columns)
        if row is None and matrix:
            return matrix, at
        if row is None:
            continue
        if not matrix and not are_known([page.bare(cell) for cell in row]):
            matrix += _respaced(page, index - 1, width)
        matrix.append(row)
        if full and len(matrix) <= MODE_WINDOW:
            columns = _widened(columns, [_display(page, index, cell) for cell in full if cell])
    return matrix, len(lines)


MAX_SPACED_LINE = 200


def spaced(page: Page) -> Iterator[Found]:
    """Lines whose cells one blank parts, below a line of column names that the lexicon knows; all have as many cells."""
    if " " not in page.text:
        return
    lines = page.lines
    index = 0
    while index < len(lines):
        line = lines[index].strip()
        spread = " " in line and len(line) <= MAX_SPACED_LINE and "\t" not in line
        header = _unspaced(page, filled(page.pieces(index, " "))) if spread else []
        names = [page.bare(cell) for cell in header]
        if len(names) < 3 or not are_known(names):
            index += 1
            continue
        stop = index + 1
        while stop < len(lines) and len(lines[stop].split()) == len(names) and len(lines[stop]) <= MAX_SPACED_LINE:
            stop += 1
        if stop - index >= MIN_ALIGNED_ROWS:
            matrix: list[Row] = [[*header]]
            matrix += [[*filled(page.pieces(at, " "))] for at in range(index + 1, stop)]
            yield Found(extent(matrix), matrix, rank=5, depth=1)
        index = stop


def _unspaced(page: Page, row: list[Span]) -> list[Span]:
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


def _of_width(page: Page, pieces: list[Span], width: int) -> Row | None:
    """The cells of a line that has as many as its table has columns."""
    joined: Row = [*_unspaced(page, pieces)]
    if len(joined) != width and len(joined) > 1:
        joined = [*pieces]
    return joined if len(joined) == width else None


_Range: TypeAlias = tuple[int, int]


def _display(page: Page, index: int, cell: Span) -> _Range:
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


def _placed(page: Page, index: int, pieces: list[Span], columns: list[_Range]) -> Row | None:
    """Cells of a line that lacks some, each in the column under which it stands; None where that is not plain."""
    if not 2 <= len(pieces) < len(columns):
        return None
    row: Row = [None] * len(columns)
    last = -1
    for cell in pieces:
        left, right = _display(page, index, cell)
        shared = [min(right, end) - max(left, start) for start, end in columns]
        best = max(range(len(columns)), key=shared.__getitem__)
        if best <= last or shared[best] <= 0:
            return None
        row[best], last = cell, best
    return row if row[0] is not None else None


def _joined_letters(text: str, words: Sequence[_Range]) -> list[_Range]:
    """Words with single letters side by side joined: 名次 单 位 得分 are three."""
    joined: list[_Range] = []
    single = False
    for start, end in words:
        before, single = single, end - start == 1 and "\u4e00" <= text[start] <= "\u9fff"
        if single and before:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _respaced(page: Page, index: int, width: int) -> list[Row]:
    """A header line whose blanks were closed as spaced letters (名 次   单 位): its cells by the source's widest gaps."""
    line = page.trim(page.starts[index], page.starts[index + 1]) if index >= 0 else None
    if line is None or not 2 * width <= line.end - line.start <= MAX_NAME * width:
        return []
    source = page.view.to_source(*line)
    words = [match.span() for match in re.finditer(r"\S{1,40}", source.of(page.document.source.text))]
    letters = _joined_letters(source.of(page.document.source.text), words)
    if len(letters) == width:
        row = [page.trim(*page.view.from_source(source.start + a, source.start + b)) for a, b in letters]
        if are_known([page.bare(cell) for cell in row]):
            return [row]
    gaps = sorted((right[0] - left[1] for left, right in pairwise(words)), reverse=True)
    if len(gaps) < width - 1 or (len(gaps) >= width and gaps[width - 2] == gaps[width - 1]):
        return []
    ends = [left[1] for left, right in pairwise(words) if right[0] - left[1] >= gaps[width - 2]]
    row = []
    for start, end in pairwise([0, *ends, source.end - source.start]):
        row.append(page.trim(*page.view.from_source(source.start + start, source.start + end)))
    return [row] if are_known([page.bare(cell) for cell in row]) else []
