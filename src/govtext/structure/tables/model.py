"""What a table is: a grid of cells with a header, whatever its print."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from govtext.text import Span


class GridCell(Struct, frozen=True):
    """A cell: its characters without blanks and newlines, its span in the view, its zero-based place in its block.

    The block is the body for cells of `rows`, the header for cells of `header_rows`. A merged cell has the place of its
    first row and column.
    """

    text: str
    span: Span
    row: int
    column: int


GridRow: TypeAlias = tuple[GridCell | None, ...]


class Grid(Struct, frozen=True):
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
