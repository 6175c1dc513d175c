"""Checks of changes: 同比增长X% and 增加N件 against what was before and what is now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govtext.check.model import Facts, outcome
from govtext.check.printed import RELATION, interval, name_of, number, plain, printed, said
from govtext.facts.statistics import Measure
from govtext.patterns import pattern
from govtext.record import Check, Verdict

_ROSE = pattern("由|从")
_TO = pattern("(?:增加|增长|提高|上升|提升|下降|减少|降低|降|增|升|扩大|变|调整|精简|压缩)?[到至为]$")
_COMPARES = pattern("[，,（(]?(?:同比)?(?:较|比|与)")


def changes(facts: Facts) -> Iterator[Check]:
    """同比增长X% and 增加N件 against the two numbers, or against the number and by how much it changed."""
    measures = facts.statistics.measures
    for index, change in enumerate(measures):
        if change.kind != "change" or change.value is None or change.cell or change.direction is None:
            continue
        near = [m for m in measures[max(0, index - 12) : index + 2] if m.within == change.within and m is not change]
        found = [
            check for now in _levels(facts, near, change) if (check := _change(facts, change, now, near)) is not None
        ]
        if found:
            yield min(found, key=_off)


def _off(check: Check) -> tuple[bool, float]:
    return check.verdict != "pass", abs((check.left or 0) - (check.right or 0))


def _levels(facts: Facts, near: Sequence[Measure], change: Measure) -> list[Measure]:
    """What a change may be of, the nearest first: numbers behind which it stands, in no bracket that is closed.

    Behind a part it may also be of its whole: 17人，其中A 6人、B 2人，比6月份的25人减少8人.
    """
    points = change.unit == "百分点"  # of rates and shares: 由90.7%提高到94.4%，上升3.7个百分点
    levels = [
        m
        for m in reversed(near)
        if (m.kind in ("rate", "share") if points else m.counts) and m.value and m.span < change.span and not m.compared
    ]
    levels = [m for m in levels if not _CLOSES.search(_CLOSED.sub("", facts.text[m.span.end : change.span.start]))]
    nearest = [*levels[:1], *[m for m in levels if not _is_mean(facts, m)][:1]]
    wholes = [m.whole for m in nearest if m.whole is not None and m.whole in near]
    return list(dict.fromkeys((*nearest, *wholes)))


_CLOSED = pattern("[（(][^（()）]*[)）]")
_CLOSES = pattern("[)）]")


def _change(facts: Facts, change: Measure, now: Measure, near: Sequence[Measure]) -> Check | None:
    """The verdict on a change as one of a number; None where it cannot be of that."""
    if not _goes_with(_between(facts, now, change, near)):
        return None
    if change.unit == "%" and _REAL.search(now.indicator or ""):
        return None  # growth at constant prices
    earlier = _earlier(facts, now, near, change)
    by = next((m for m in near if _tells_by(m, now, change)), None)
    points = change.unit == "百分点" and now.unit == "%"
    if (change.unit == now.unit or points) and earlier is not None:
        return _difference(facts, change, now, earlier)
    if change.unit == "%" and earlier is not None:
        return _growth(facts, change, now, interval(earlier), number(earlier), said(facts, earlier))
    if change.unit == "%" and by is not None:
        before = number(now) - number(by) * (1 if by.direction == "up" else -1)
        error = now.error + by.error
        shown = f"{plain(before)}（{printed(facts, now)}{'－' if by.direction == 'up' else '＋'}{printed(facts, by)}）"
        return _growth(facts, change, now, (before - error, before + error), before, shown) if before > 0 else None
    return None


def _between(facts: Facts, now: Measure, change: Measure, near: Sequence[Measure]) -> str:
    """The words between two measures, without the numbers among them."""
    pieces, at = [], now.span.end
    for other in sorted(near, key=lambda m: m.span):
        if at <= other.span.start and other.span.end <= change.span.start:
            pieces.append(facts.text[at : other.span.start])
            at = other.span.end
    return "".join((*pieces, facts.text[at : change.span.start]))


_CLAUSE_MARK = pattern("[，,；;（(]")
_COMPARING = pattern(
    r"同比|环比|按年|同期|上年|去年|末|底|[比较与][^，,；;]{0,14}?(?:期|年|月|底|末|度|时|季度|的)(?:相比)?|分别|实际|名义|增长|增加|提高|提升|上升|上涨|上浮|扩大|净增|下降|减少|降低|回落|下滑|缩减|压减|净减|缩短|压缩|延长|[增减升降涨]幅?|[多少](?:发|收|办|报|用|支|征)?|幅度?|了|约|近|为|达到?|超过?|也|又|则|由|[、的]"
)


def _goes_with(between: str) -> bool:
    """Whether a change stands behind a number as what that number did: no other thing is named between."""
    clauses = _CLAUSE_MARK.split(between)
    return len(clauses) < 12 and len(_COMPARING.sub("", clauses[-1]).strip()) < 2


_REAL = pattern("生产总值|增加值|GDP|产值")
_MEAN = pattern("日均|月均|年均|平均|人均|户均|案均|单日|最高|最低")


def _is_mean(facts: Facts, measure: Measure) -> bool:
    """Whether a number is an average or an extreme beside the one that changes: 受理186432件，日均约2026件."""
    return bool(_MEAN.search(facts.text, max(measure.within, measure.span.start - 8), measure.span.start))


def _tells_by(by: Measure, now: Measure, change: Measure) -> bool:
    """Whether a measure says by how much the number has changed: 增加356人."""
    same = by.kind == "change" and by.unit == now.unit and by.direction == change.direction
    return same and by.value is not None and now.span < by.span


def _earlier(facts: Facts, now: Measure, near: Sequence[Measure], change: Measure) -> Measure | None:
    """What a number was before: 比上年的268.4万人次 behind it, 由21.09亿元 before it."""
    for other in sorted(near, key=lambda m: m.span, reverse=True):
        if (
            other is now
            or other.unit != now.unit
            or other.kind == "change"
            or other.span > change.span
            or other.value is None
        ):
            continue
        lead = facts.text[max(other.within, other.span.start - 24) : other.span.start]
        last = max((m.span.end for m in near if m.span < other.span), default=now.span.end)
        behind = facts.text[max(last, now.span.end) : other.span.start] if now.span < other.span else ""
        told = any(m.kind == "change" and m.unit == "%" and other.span < m.span < change.span for m in near)
        if other.compared and not told and _COMPARES.match(behind):
            return other
        between = facts.text[other.span.end : now.span.start]
        if other.span < now.span and _ROSE.search(lead) and _TO.search(between) and len(between) < 10:
            return other
    return None


def _difference(facts: Facts, change: Measure, now: Measure, earlier: Measure) -> Check:
    """Two numbers against 增加N件 between them."""
    exact = abs(number(now) - number(earlier))
    tolerance = (now.error + earlier.error + change.error) / 2
    if change.quantity.modifier != "exact":
        tolerance = max(tolerance, number(change) / 10)
    verdict: Verdict = "pass" if abs(exact - number(change)) <= tolerance else "fail"
    chinese, english = RELATION[verdict]
    message = (
        f"{name_of(now)}：{said(facts, earlier)}与{said(facts, now)}相差{plain(exact)}，写明{said(facts, change)}，{chinese}"
        f" / {plain(number(earlier))} and {plain(number(now))} differ by {plain(exact)}, stated {plain(number(change))}: {english}"
    )
    evidence = [change.id, now.id, earlier.id]
    return outcome(
        "identity", verdict, float(number(change)), float(exact), message, evidence, tolerance=float(tolerance)
    )


def _growth(
    facts: Facts, change: Measure, now: Measure, earlier: tuple[Decimal, Decimal], value: Decimal, before: str
) -> Check:
    """Two numbers against 增长X%; `before` is the earlier one as the message writes it."""
    sign = 1 if change.direction == "up" else -1
    low, high = interval(now)
    least, most = max(earlier[0], Decimal("1e-9")), earlier[1]
    ends = sorted(sign * (a / b - 1) * 100 for a in (low, high) for b in (least, most))
    exact = sign * (number(now) / value - 1) * 100
    step = change.quantity.step * (5 if change.quantity.modifier != "exact" else 1)
    verdict: Verdict = "pass" if ends[0] - step <= number(change) <= ends[-1] + step else "fail"
    chinese, english = RELATION[verdict]
    shown = plain(exact.quantize(Decimal("0.01")))
    message = (
        f"{name_of(now)}：由{before}到{said(facts, now)}，变化{shown}%，写明{plain(number(change))}%，{chinese}"
        f" / from {plain(value)} to {plain(number(now))} is {shown}%, stated {plain(number(change))}%: {english}"
    )
    evidence = [change.id, now.id]
    return outcome("identity", verdict, float(number(change)), float(exact), message, evidence, tolerance=float(step))
