"""Checks of statistics: sums, shares, rates and changes, recomputed exactly from the printed numbers.

A printed number stands for an interval: 64.8% is anything from 64.7 to 64.9 (rounded or cut off), 81万 anything that a writer
might so print. What no number of the intervals can satisfy is a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from govtext.check.model import Facts, outcome
from govtext.facts.statistics import Breakdown, Measure
from govtext.patterns import pattern
from govtext.record import Check, Verdict

_RELATION: Final[dict[Verdict, tuple[str, str]]] = {
    "pass": ("相符", "agrees"),
    "fail": ("不符", "contradiction"),
    "uncertain": ("可能不符", "may not agree"),
    "not_assessable": ("无法核对", "not assessable"),
}


def _plain(value: Decimal | int) -> str:
    """Digits without exponent or idle zeros: 810429, 64.8."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _name(measure: Measure) -> str:
    return measure.indicator or measure.unit


def _number(measure: Measure) -> Decimal:
    assert measure.value is not None
    return Decimal(measure.value)


def _interval(measure: Measure) -> tuple[Decimal, Decimal]:
    """What a printed count or amount may stand for."""
    value, error = _number(measure), measure.error
    modifier = measure.quantity.modifier
    low = value if modifier in ("over", "at_least") else value - error
    high = value if modifier in ("under", "at_most") else value + error
    return max(low, Decimal(0)), high


# --- sums


def breakdowns(facts: Facts) -> Iterator[Check]:
    """The parts of a whole against it: 共收到申请9532宗，其中网上6178宗、信函2298宗…."""
    for found in facts.statistics.breakdowns:
        whole = _number(found.whole)
        total = sum((_number(part) * part.times for part in found.parts), Decimal(0))
        tolerance = found.whole.error + sum((part.error for part in found.parts), Decimal(0)) / 2
        verdict = _sum_verdict(found, whole, total, tolerance)
        if verdict is None:
            continue
        chinese, english = _RELATION[verdict]
        message = (
            f"{_name(found.whole)}：写明{_plain(whole)}{found.whole.unit}，{len(found.parts)}个分项合计{_plain(total)}，{chinese}"
            f" / stated {_plain(whole)}, its {len(found.parts)} parts add up to {_plain(total)}: {english}"
        )
        evidence = [found.whole.id, *(part.id for part in found.parts)]
        yield outcome("sum", verdict, float(whole), float(total), message, evidence, tolerance=float(tolerance))


def _sum_verdict(found: Breakdown, whole: Decimal, total: Decimal, tolerance: Decimal) -> Verdict | None:
    """None where the parts need not be all: 其中 names some."""
    if abs(whole - total) <= tolerance:
        return "pass" if len(found.parts) > 1 else None
    if len(found.parts) < 2 or not found.closed:
        return None
    return "fail"


# --- shares and rates


def _ratio(part: Measure, whole: Measure, stated: Measure) -> tuple[Decimal, bool]:
    """The share in the unit of the stated one, and whether the stated one may stand for it."""
    scale = {"%": 100, "‰": 1000, "‱": 10000}.get(stated.unit, 1)
    (low, high), (least, most) = _interval(part), _interval(whole)
    step = stated.quantity.step
    printed = _number(stated)
    smallest = low / most * scale if most else Decimal(0)
    largest = high / least * scale if least else Decimal("Infinity")
    exact = _number(part) / _number(whole) * scale
    modifier = stated.quantity.modifier
    down = step if modifier not in ("over", "at_least") else step * 10
    up = step if modifier not in ("under", "at_most") else step * 10
    if modifier == "about":
        down = up = step * 5
    return exact, smallest - up <= printed <= largest + down


def shares(facts: Facts) -> Iterator[Check]:
    """占X% against its numerator and the whole of that."""
    measures = facts.statistics.measures
    place = {id(measure): index for index, measure in enumerate(measures)}
    for share in measures:
        part = share.share
        if part is None or share.value is None or share.cell:
            continue
        wholes = _denominators(measures, place[id(part)], part)
        fitting = [whole for whole in wholes if _ratio(part, whole, share)[1]]
        whole = fitting[0] if fitting else part.whole
        if whole is None or not whole.value or (not fitting and _of_another(facts, part, share)):
            continue
        yield _share_check(part, whole, share, "pass" if fitting else "fail")


def _denominators(measures: Sequence[Measure], at: int, part: Measure) -> list[Measure]:
    """What a share may be of: the whole of its numerator, its whole, or a larger number before it."""
    chain: list[Measure] = []
    whole = part.whole
    while whole is not None and len(chain) < 4:
        chain.append(whole)
        whole = whole.whole
    before = [
        m
        for m in reversed(measures[max(0, at - 20) : at])
        if m.counts and not m.cell and m.unit == part.unit and _number(m) >= _number(part) and m not in chain
    ]
    return [m for m in (*chain, *before) if m.value]


_OTHER_WHOLE = pattern("占(?!比|总|全部|其|该|到|了|的|受理|检查|申请)[^\\d约近超]{2,}$|占全[省国市县区]|占同期")


def _of_another(facts: Facts, part: Measure, share: Measure) -> bool:
    """Whether the words between a number and its share name another whole: 占全省的3%."""
    between = facts.text[part.span.end : share.span.start]
    return bool(_OTHER_WHOLE.search(between)) or len(between) > 24


def _share_check(part: Measure, whole: Measure, share: Measure, verdict: Verdict) -> Check:
    exact, _ = _ratio(part, whole, share)
    shown = _plain(exact.quantize(min(share.quantity.step, Decimal("0.1")) / 10)) + share.unit
    chinese, english = _RELATION[verdict]
    message = (
        f"{_name(part)}：{_plain(_number(part))}占{_plain(_number(whole))}的{shown}，写明{_plain(_number(share))}{share.unit}，{chinese}"
        f" / {_plain(_number(part))} of {_plain(_number(whole))} is {shown}, stated {_plain(_number(share))}{share.unit}: {english}"
    )
    return outcome(
        "share",
        verdict,
        float(_number(share)),
        float(exact),
        message,
        [share.id, part.id, whole.id],
        tolerance=float(share.quantity.step),
    )


_RATE_NAME = pattern("(?P<stem>[一-龥]{2,4}?)(?:率|比例|比重)[^率]{0,3}$")


def rates(facts: Facts) -> Iterator[Check]:
    """合格率98.0% against 抽检1200批次 and 合格1176批次; only a count that bears the name of the rate can contradict it."""
    measures = facts.statistics.measures
    for index, rate in enumerate(measures):
        if rate.kind not in ("rate", "share") or rate.value is None or rate.cell or rate.share is not None:
            continue
        before = [m for m in measures[max(0, index - 6) : index] if m.counts and m.within == rate.within and m.value]
        pairs = [(part, whole) for part in before for whole in before if part is not whole and _may_divide(part, whole)]
        fitting = [pair for pair in pairs if _ratio(*pair, rate)[1]]
        if fitting:
            yield _share_check(*fitting[-1], rate, "pass")
            continue
        name = _RATE_NAME.search(rate.indicator or "")
        if name is None or rate.kind != "rate":
            continue
        stem = name["stem"]
        named = [pair for pair in pairs if _bears(pair[0], stem) and not _bears(pair[1], stem)]
        if len(named) == 1:
            yield _share_check(*named[0], rate, "fail")


def _may_divide(part: Measure, whole: Measure) -> bool:
    return part.unit == whole.unit and _number(part) <= _number(whole) and whole.span < part.span


def _bears(measure: Measure, stem: str) -> bool:
    return stem in (measure.indicator or "") and f"不{stem}" not in (measure.indicator or "")


# --- changes

_ROSE = pattern("由|从|上年|去年|同期|上月|上季")
_TO = pattern("(?:增加|增长|提高|上升|提升|下降|减少|降低|降|增|升|扩大|变|调整)?[到至为]$")


def changes(facts: Facts) -> Iterator[Check]:
    """从A到B and 同比增长X% against the two numbers, or against the number and by how much it changed."""
    measures = facts.statistics.measures
    for index, change in enumerate(measures):
        if (
            change.kind != "change"
            or change.value is None
            or change.unit != "%"
            or change.cell
            or change.direction is None
        ):
            continue
        near = [m for m in measures[max(0, index - 3) : index + 2] if m.within == change.within and m is not change]
        pair = _before_and_after(facts, change, near)
        if pair is None:
            continue
        yield _change_check(change, *pair)


def _before_and_after(
    facts: Facts, change: Measure, near: Sequence[Measure]
) -> tuple[Measure, tuple[Decimal, Decimal], Decimal] | None:
    """The number that a change is of, the interval of what it was before, and that value itself."""
    levels = [m for m in near if m.counts and m.span < change.span and m.value]
    if not levels:
        return None
    now = levels[-1]
    if facts.text[now.span.end : change.span.start].count("，") > 2:
        return None
    by = next((m for m in near if m.kind == "change" and m.unit == now.unit and m.value and m.span > now.span), None)
    if by is not None and by.direction == change.direction:
        sign = 1 if by.direction == "up" else -1
        earlier = _number(now) - sign * _number(by)
        error = now.error + by.error
        return (now, (earlier - error, earlier + error), earlier) if earlier > 0 else None
    if len(levels) > 1 and levels[-2].unit == now.unit:
        old = levels[-2]
        lead = facts.text[max(old.within, old.span.start - 14) : old.span.start]
        between = facts.text[old.span.end : now.span.start]
        if _ROSE.search(lead) and _TO.search(between) and len(between) < 10:
            return now, _interval(old), _number(old)
    return None


def _change_check(change: Measure, now: Measure, earlier: tuple[Decimal, Decimal], value: Decimal) -> Check:
    sign = 1 if change.direction == "up" else -1
    low, high = _interval(now)
    least, most = max(earlier[0], Decimal("1e-9")), earlier[1]
    ends = sorted(sign * (a / b - 1) * 100 for a in (low, high) for b in (least, most))
    exact = sign * (_number(now) / value - 1) * 100
    step = change.quantity.step * (5 if change.quantity.modifier != "exact" else 1)
    verdict: Verdict = "pass" if ends[0] - step <= _number(change) <= ends[-1] + step else "fail"
    chinese, english = _RELATION[verdict]
    shown = _plain(exact.quantize(Decimal("0.01")))
    message = (
        f"{_name(now)}：由{_plain(value)}到{_plain(_number(now))}，变化{shown}%，写明{_plain(_number(change))}%，{chinese}"
        f" / from {_plain(value)} to {_plain(_number(now))} is {shown}%, stated {_plain(_number(change))}%: {english}"
    )
    return outcome(
        "share", verdict, float(_number(change)), float(exact), message, [change.id, now.id], tolerance=float(step)
    )
