"""Which number is a part of which whole, and which share is whose.

Three kinds of evidence, the later ones correcting the earlier: printed shares (已开工3552套，开工率94.5%, where a number
before makes just that ratio: `shares.py`), words (其中, 从…看, 按…分, brackets behind a number, 64家企业中有23家: `chains.py`), and
sums (numbers behind another that add up to it: `sums.py`). Words that join a part to the number right before it are not
overruled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govtext.facts.statistics.chains import read_chains
from govtext.facts.statistics.model import Breakdown, Measure
from govtext.facts.statistics.shares import join_by_ratios, numerator
from govtext.facts.statistics.sums import add_up, totals_behind


def relate(text: str, section: Sequence[Measure]) -> Iterator[Breakdown]:
    """Set `whole` and `share` of the measures of a text, in place; yield what is broken down into what."""
    for index, measure in enumerate(section):
        if measure.kind == "share":
            measure.share = numerator(text, section, index)
    join_by_ratios(text, section)
    chains = read_chains(text, section)
    strong = {id(part) for chain in chains if chain.strong for part in chain.parts}
    totals = list(totals_behind(text, section))
    behind = {id(total.whole) for total in totals}
    for _ in range(2):  # the second time, with the parts of parts known
        yield from add_up(text, section, strong, behind)
    yield from totals
    for chain in chains:
        parts = tuple(part for part in chain.parts if part.whole is chain.whole)
        if len(parts) == len(chain.parts) and not any(part.summed for part in parts):
            overlap = chain.overlaps(text)
            total = sum((Decimal(part.value or 0) for part in parts), Decimal(0))
            if overlap and (chain.closed or chain.divides) and total > Decimal(chain.whole.value or 0):
                for part in parts:  # one case may be in several classes
                    part.whole = None
                continue
            yield Breakdown(chain.whole, parts, adds=False, closed=chain.closed and not overlap)
