"""Lists whose order is the result: rows of `rankings`.

An order is said in a few ways: places with their names (第1名：甲县; 甲县居第一), a run of places (分列第2位到第5位), a list said to be in
order (得分从高到低依次为甲、乙), the first or last few (排名后三位的依次是), numbered items below such a lead, or a table with a column of places.
The place of one unit alone is a statistic, no ranking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from govtext import lexicon
from govtext.facts.rankings.measures import Sizes, measure_of
from govtext.facts.rankings.model import Order, Place
from govtext.facts.rankings.ordered import RANKED_HEADING, at_places, in_order, numbered_below, numbered_here
from govtext.facts.rankings.placed import explicit
from govtext.facts.rankings.tables import read_columns, read_table
from govtext.patterns import pattern
from govtext.record import Ranking, RankingEntry
from govtext.scan import Block, Mentions, sentences
from govtext.structure import Document
from govtext.text import Span
from govtext.units import restore_names

__all__ = ["Order", "find"]


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `rankings`."""
    if not _hints()(mentions.text):
        return {}
    orders: list[Order] = []
    sizes = Sizes(mentions.text)
    for block in mentions.blocks:
        if not block.orders and (_HINT.search(block.text) or RANKED_HEADING.search("".join(block.headings[-1:]))):
            orders.extend(_read_block(block, mentions, sizes))
    for whole in read_columns(mentions):  # a line of it that names level units is no ranking of its own
        orders = [order for order in orders if not whole.span.contains(order.span)]
        orders.append(whole)
    for grid in mentions.tables:
        orders.extend(read_table(grid, mentions))
    orders = [order for order in orders if len(order.places) > 1]
    for order in orders:
        order.sizes = sizes.of(order)
    rows: list[Ranking] = []
    for index, order in enumerate(orders, 1):
        names = restore_names([place.item for place in order.places])
        shared = Counter(place.rank for place in order.places)
        rows.append(
            Ranking(
                id=f"r{index}",
                measure=order.measure,
                category=order.category,
                period=mentions.period,
                order="ascending" if order.ascending else "descending",
                entries=tuple(
                    RankingEntry(
                        rank=place.rank,
                        tied=shared[place.rank] > 1,
                        score=place.item.score,
                        unit=mentions.unit(place.item, name),
                    )
                    for place, name in zip(order.places, names, strict=True)
                ),
                span=document.view.to_source(*order.span),
            )
        )
    return {"rankings": tuple(rows), "_orders": tuple(orders)}


@cache
def _hints() -> lexicon.Finder:
    """Words without which nothing is ranked; a first look that costs nothing."""
    numbers = [*"一二三四五六七八九十123456789"]
    places = [mark + number for mark in "第前后末" for number in numbers]
    orders = [way + end + "到" for way in "由从" for end in "高低好大优差劣小少多"]
    return lexicon.matcher([*places, *orders, "依次", "排名", "名次", "位次", "排序", "得分率为", "倒数"])


_HINT = pattern(
    r"[第前后末][一二三四五六七八九十\d]|依次|[排名位]次|排名|排序|[由从](?:[高低好大优差劣小少多]到)|得分率为|倒数"
)


def _read_block(block: Block, mentions: Mentions, sizes: Sizes) -> Iterator[Order]:
    text = mentions.text
    last: Order | None = None
    for start, end in sentences(block):
        ordered = list(in_order(text, start, end, block, sizes))
        runs = list(at_places(text, start, end, block, ordered))
        if not runs:
            for order in explicit(text, start, end, block):  # 依次为…甲县、乙县并列第四 tells its places already
                if (
                    not _level(order, last)
                    and not _only_level(order)
                    and sum(len(other.places) for other in ordered if order.span.overlaps(other.span))
                    < len(order.places)
                ):
                    yield order
        joined = _joined(sorted([*ordered, *runs], key=lambda order: order.span), measure_of("", block))
        last = joined[-1] if joined else last
        yield from joined
    if block.text.rstrip().endswith(("：", ":")):
        yield from numbered_below(block, mentions)
    elif last is None:
        yield from numbered_here(block, text)


def _only_level(order: Order) -> bool:
    """Whether it says no more than who shares a place that is not the first: no ranking of its own."""
    return len({place.rank for place in order.places}) == 1 and order.places[0].rank > 1


def _level(order: Order, last: Order | None) -> bool:
    """Whether a sentence says who of the ranking before it share a place (其中甲镇、乙镇并列第4名); then they do."""
    places = {place.item.text: place.rank for place in order.places}
    if last is None or len(set(places.values())) != 1 or not set(places) <= {place.item.text for place in last.places}:
        return False
    last.places = [
        Place(places[place.item.text], place.item, tied=True) if place.item.text in places else place
        for place in last.places
    ]
    return True


def _joined(orders: list[Order], unsaid: str) -> list[Order]:
    """The first and the last few of one measure in one sentence are one ranking; `unsaid` is the measure of a lead that names none."""
    joined: list[Order] = []
    for order in orders:
        last = joined[-1] if joined else None
        ranks = {place.rank for place in last.places} if last else set()
        if last and order.measure in (last.measure, unsaid) and not ranks & {place.rank for place in order.places}:
            last.places += sorted(order.places, key=lambda place: place.rank)
            last.broken, last.stated = True, None
            last.span = Span(last.span.start, order.span.end)
        else:
            if last and order.measure == unsaid:
                order.measure = last.measure
            joined.append(order)
    return joined
