"""Measures in the making, and what one says of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from govtext.patterns import pattern
from govtext.record import StatisticKind
from govtext.text import Span
from govtext.values.quantity import Number, Quantity

MAX_GAP: Final = 220
"""Characters between two parts of one whole."""
MAX_FAR: Final = 900
"""Characters between a whole and the first of its parts."""
CLOSED_BRACKET = pattern("[（(][^（()）]*[)）]")
MEAN = pattern("平均|人均|户均|亩均|亩产|单产|日均|月均|单价")
"""Words before a number that is no part of another."""

Direction: TypeAlias = Literal["up", "down"]


def squeezed(text: str) -> str:
    """Characters without blanks and the newlines that a margin put into words."""
    return "".join(text.split())


class Measure(Struct, eq=False):
    """A quantity that is a row of `statistics`, in the making.

    Attributes:
        times: of how many units it is said each: 3 of 辽宁、广东、福建各3家.
        whole: the measure of which it is a part.
        share: the measure whose share it states.
        within: start of its sentence in the view.
        cell: it stands in a table.
        group: number of the enumeration of parts that it belongs to; 0 for none.
        summed: it is a part because a sum shows it.
        compared: another number is compared with it: last year's, a target.
        base: the number that a share itself names as its whole: 占年度任务120公里的72.1%.
    """

    quantity: Quantity
    unit: str
    kind: StatisticKind
    indicator: str | None = None
    indicator_span: Span | None = None
    subject: str | None = None
    period: str | None = None
    direction: Direction | None = None
    compared_to: str | None = None
    whole: Measure | None = None
    share: Measure | None = None
    times: int = 1
    within: int = 0
    cell: bool = False
    summed: bool = False
    group: int = 0
    compared: bool = False
    base: Measure | None = None
    id: str = ""

    @property
    def value(self) -> Number | None:
        return self.quantity.value

    @property
    def span(self) -> Span:
        return self.quantity.span

    @property
    def counts(self) -> bool:
        """Whether it is a count or an amount, of which there are parts and shares."""
        return self.kind in ("count", "amount", "duration") and self.value is not None

    @property
    def error(self) -> Decimal:
        """How far the printed value may be from the true one: 0 of 238条, 10000 of 81万条 (cut off as often as rounded)."""
        quantity = self.quantity
        rounded = quantity.step != 1 or quantity.modifier != "exact"
        return quantity.step * self.times if rounded else Decimal(0)


class Breakdown(Struct, frozen=True):
    """A whole with the parts that a text lists of it.

    Attributes:
        adds: the parts were found because their sum is the whole.
        closed: the text lists all parts: their labels or its words say so.
    """

    whole: Measure
    parts: tuple[Measure, ...]
    adds: bool
    closed: bool = False


class TableRow(Struct, frozen=True):
    """A row of a table: its names, outermost first, without labels, and its measures by column."""

    names: tuple[str, ...]
    cells: dict[int, Measure]


class Table(Struct, frozen=True):
    """The measures of a table, under the names of its columns."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]


class Statistics(Struct, frozen=True):
    """What the checks need to know of the statistics of a document, besides the rows; offsets are into `text`."""

    text: str = ""
    measures: tuple[Measure, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    tables: tuple[Table, ...] = ()
