"""Every table of a document as one grid, whatever its print form.

A form (marked-up, pipes, tabs, one cell a line, aligned by blanks) only says which spans stand in which row and column: a
`Found`. What is a header, a caption, a unit, and whether it is a table of data at all, is decided once for all forms.
Text that is cheap to rule out costs a few literal searches.
"""

from __future__ import annotations

from govtext.structure.model import Document
from govtext.structure.tables.annual import by_annual_form
from govtext.structure.tables.cells import by_cells
from govtext.structure.tables.forms import aligned, marked_up, piped, spaced, tabbed
from govtext.structure.tables.grids import grid_of
from govtext.structure.tables.model import Grid, GridCell
from govtext.structure.tables.page import Page, is_column_name
from govtext.text import resolve_overlaps

__all__ = ["Grid", "GridCell", "find_tables", "is_column_name"]


def find_tables(document: Document) -> tuple[Grid, ...]:
    """All tables of data of a document in order, none that overlaps another; linear in its length."""
    page = Page(document)
    found = marked_up(page)
    for table in found:
        page.hide(table.span)
    for form in (piped, tabbed, by_annual_form, by_cells, aligned, spaced):
        found += form(page)
    grids: list[Grid] = []
    for table in resolve_overlaps(found, lambda x: x.span, lambda x: x.rank):
        grid = grid_of(page, table, floor=grids[-1].span.end if grids else 0)
        if grid is not None and not any(span.contains(grid.span) for span in document.boilerplate):
            grids.append(grid)
    return tuple(grids)
