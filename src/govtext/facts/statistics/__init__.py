"""Numbers that measure: rows of `statistics`, from running text and from tables.

A quantity is a row where it has a unit that counts or measures and its place is no date, name, title, ordinal or list label
(`measuring.py`). What it counts stands on its right (187条黑臭水体) or on its left (办结件107.3万件), or was said before
(同比增长11.2%) (`reading.py`). Which number is a part of which whole is told by words (其中, 从…看, brackets) and by
arithmetic: numbers that add up to the one before them are its parts (`wholes.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from govtext.facts.statistics.cells import read_cells
from govtext.facts.statistics.model import Breakdown, Measure, Statistics, Table, TableRow
from govtext.facts.statistics.reading import read_text
from govtext.facts.statistics.wholes import relate
from govtext.record import Statistic
from govtext.scan import Mentions
from govtext.structure import Document
from govtext.text import Span
from govtext.values.quantity import Number

__all__ = ["Breakdown", "Measure", "Statistics", "Table", "TableRow", "find"]


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `statistics` in the order of the text, and for the checks what adds up to what."""
    tables = read_cells(mentions)
    cells = sorted(measure.span for table in tables for row in table.rows for measure in row.cells.values())
    running = [measure for measure in read_text(mentions) if not _inside(measure.span, cells)]
    breakdowns = list(relate(mentions.text, running))
    celled = (measure for table in tables for row in table.rows for measure in row.cells.values())
    measures = sorted((*running, *celled), key=lambda m: m.span)
    for index, measure in enumerate(measures, 1):
        measure.id = f"v{index}"
    rows = tuple(_row(document, measure) for measure in measures)
    return {
        "statistics": rows,
        "_statistics": (Statistics(mentions.text, tuple(measures), tuple(breakdowns), tuple(tables)),),
    }


def _inside(span: Span, cells: list[Span]) -> bool:
    """Whether a number of the running text is a cell of a table that a paragraph holds."""
    index = bisect_right(cells, (span.end, 0)) - 1
    return index >= 0 and span.start < cells[index][1]


def _row(document: Document, measure: Measure) -> Statistic:
    view, quantity = document.view, measure.quantity
    where = view.to_source(*quantity.span)
    return Statistic(
        id=measure.id,
        text=where.of(document.source.text),
        span=where,
        value=_plain(quantity.value),
        low=_plain(quantity.low),
        high=_plain(quantity.high),
        unit=measure.unit,
        modifier=quantity.modifier,
        indicator=measure.indicator,
        indicator_span=None if measure.indicator_span is None else view.to_source(*measure.indicator_span),
        subject=measure.subject,
        period=measure.period,
        kind=measure.kind,
        direction=measure.direction,
        compared_to=measure.compared_to,
        part_of=measure.whole.id if measure.whole is not None else None,
        share_of=measure.share.id if measure.share is not None else None,
    )


def _plain(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
