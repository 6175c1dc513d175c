"""Checks of sums: the parts of a whole against it, and weights against 100%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from govtext.check.model import Facts, outcome
from govtext.check.printed import RELATION, name_of, number, plain, printed, said
from govtext.facts.statistics import Breakdown, Measure
from govtext.patterns import pattern
from govtext.record import Check, Verdict


def breakdowns(facts: Facts) -> Iterator[Check]:
    """The parts of a whole against it: 共收到申请9532宗，其中网上6178宗、信函2298宗…."""
    for found in facts.statistics.breakdowns:
        whole = number(found.whole)
        total = sum((number(part) * part.times for part in found.parts), Decimal(0))
        tolerance = found.whole.error + sum((part.error for part in found.parts), Decimal(0)) / 2
        verdict = _sum_verdict(facts, found, whole, total, tolerance)
        if verdict is None:
            continue
        chinese, english = RELATION[verdict]
        terms = "＋".join(printed(facts, part) for part in found.parts[:MAX_TERMS])
        terms += "＋…" if len(found.parts) > MAX_TERMS else ""
        message = (
            f"{name_of(found.whole)}：写明{said(facts, found.whole)}，{len(found.parts)}个分项合计{plain(total)}（{terms}），{chinese}"
            f" / stated {plain(whole)}, its {len(found.parts)} parts add up to {plain(total)}: {english}"
        )
        evidence = [found.whole.id, *(part.id for part in found.parts)]
        yield outcome("sum", verdict, float(whole), float(total), message, evidence, tolerance=float(tolerance))


MAX_TERMS: Final = 20
"""Parts that a message writes out."""
_OPEN: Final = pattern("等|主要|部分|最多|居前|靠前|较多|较大|前[一二三四五六]")
NEAR: Final = Decimal("0.1")
"""Part of a whole by which its parts may miss it in a slip of the pen; what misses it by more is another list."""
FEW: Final = 2


def _sum_verdict(facts: Facts, found: Breakdown, whole: Decimal, total: Decimal, tolerance: Decimal) -> Verdict | None:
    """None where the parts need not be all: 其中 names some, and another list misses the whole by far."""
    if abs(whole - total) <= tolerance:
        return "pass" if len(found.parts) > 1 else None
    first, last = found.parts[0].span, found.parts[-1].span
    said = facts.text[found.whole.span.end : first.start][-MAX_LEAD:] + facts.text[last.end : last.end + 2]
    if len(found.parts) < 2 or _OPEN.search(said) or abs(whole - total) > NEAR * whole:
        return None
    if found.closed or total > whole:
        return "fail"
    missing = whole - total
    if len(found.parts) > 2 and not tolerance and missing <= FEW and missing < min(map(number, found.parts)):
        return "fail"  # nobody leaves one case of seventeen unnamed
    return "uncertain"


MAX_LEAD: Final = 30


def weights(facts: Facts) -> Iterator[Check]:
    """The weights of a score, or the shares of an enumeration, against 100%: 自评(占5%)、考评表(占65%)….

    They contradict it only where the words say that they make the whole.
    """
    shares: list[Measure] = []
    for measure in (*facts.statistics.measures, None):
        alone = measure if measure is not None and _is_weight(measure) else None
        if alone is not None and (not shares or alone.within == shares[-1].within):
            shares.append(alone)
            continue
        if len(shares) > 2:
            yield from _weighed(facts, shares)
        shares = [alone] if alone is not None else []


def _is_weight(measure: Measure) -> bool:
    share = measure.kind == "share" and measure.unit == "%" and measure.value is not None
    return share and measure.share is None and not measure.cell


_COMPOSES = pattern("百分制|权重|组成|构成")


def _weighed(facts: Facts, shares: Sequence[Measure]) -> Iterator[Check]:
    total = sum(map(number, shares), Decimal(0))
    tolerance = sum((share.error for share in shares), Decimal(0)) / 2
    said = facts.text[max(shares[0].within, shares[0].span.start - MAX_LEAD) : shares[-1].span.end + MAX_LEAD]
    agrees = abs(total - 100) <= tolerance
    if not agrees and (not _COMPOSES.search(said) or abs(total - 100) > 10):
        return
    verdict: Verdict = "pass" if agrees else "fail"
    terms = "＋".join(plain(number(share)) for share in shares)
    chinese, english = RELATION[verdict]
    message = (
        f"各项占比{terms}＝{plain(total)}，应为100，{chinese} / the shares add up to {plain(total)} of 100: {english}"
    )
    yield outcome(
        "sum", verdict, 100, float(total), message, [share.id for share in shares], tolerance=float(tolerance)
    )
