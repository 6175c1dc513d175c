"""Checks of shares and rates: 占X% and 合格率X% against the two numbers that they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from govtext.check.model import Facts, outcome
from govtext.check.printed import RELATION, interval, name_of, number, plain, said
from govtext.facts.statistics import Measure
from govtext.facts.statistics.model import squeezed
from govtext.patterns import pattern
from govtext.record import Check, Verdict


def _ratio(part: Measure, whole: Measure, stated: Measure) -> tuple[Decimal, bool]:
    """The share in the unit of the stated one, and whether the stated one may stand for it."""
    scale = {"%": 100, "‰": 1000, "‱": 10000}.get(stated.unit, 1)
    (low, high), (least, most) = interval(part), interval(whole)
    step = stated.quantity.step
    printed = number(stated)
    smallest = low / most * scale if most else Decimal(0)
    largest = high / least * scale if least else Decimal("Infinity")
    exact = number(part) / number(whole) * scale
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
    elsewhere = -1  # the sentence whose shares are of what it does not print
    shared: Measure | None = None  # the whole of the share before, and
    within = -1  # its sentence
    for share in measures:
        part = share.share
        if part is None or share.value is None or share.cell:
            continue
        at = place[id(part)]
        base = share.base or _named_base(facts, measures[max(0, at - MAX_BACK) : at], part, share)
        if base is not None and base.value:
            yield _share_check(facts, part, base, share, "pass" if _ratio(part, base, share)[1] else "fail")
            continue
        fitting = next((whole for whole in _denominators(measures, at, part) if _ratio(part, whole, share)[1]), None)
        if fitting is not None:
            shared, within = fitting, share.within
            yield _share_check(facts, part, fitting, share, "pass")
            continue
        if _of_another(facts, part, share):
            elsewhere = share.within  # 占同期全省出口总值的46.3%; the next 占18.5% is of that too
            continue
        presumed = _presumed(facts, part, share, [shared] if within == share.within and shared else [])
        whole = part.whole or presumed or _presumed(facts, part, share, _larger_beside(measures, at))
        if whole is not None and whole.value and elsewhere != share.within:
            yield _share_check(facts, part, whole, share, "fail")


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
        if m.counts and not m.cell and m.unit == part.unit and number(m) >= number(part) and m not in chain
    ]
    return [m for m in (*chain, *before) if m.value]


MAX_BACK: Final = 80
"""Measures before a share among which the whole that it names is looked for."""
_BASE_NAME = pattern(
    "占(?:当年|当期|本年|全部|全市|我市)?(?P<name>[一-龥]{3,16}?)(?:总[量额数])?的(?:比重|比例)?(?:为|约|达)?$"
)


def _named_base(facts: Facts, measures: Sequence[Measure], part: Measure, share: Measure) -> Measure | None:
    """The number that 占缴存余额的71.45% itself names as its whole: the last one of just that name."""
    named = _BASE_NAME.search("".join(facts.text[part.span.end : share.span.start].split()))
    if named is None:
        return None
    return next(
        (
            m
            for m in reversed(measures)
            if m.span < part.span
            and m.counts
            and not m.compared
            and m.unit == part.unit
            and m.indicator is not None
            and _IDLE.sub("", m.indicator).endswith(named["name"])
            and number(m) >= number(part)
        ),
        None,
    )


_IDLE = pattern("[（(][^（()）]*[)）]|(?:累计|共|合计)?(?:完成|实现|达到?)?$")
_BARE = pattern("^[，,（(]?(?:仅|约)?占$")


def _larger_beside(measures: Sequence[Measure], at: int) -> list[Measure]:
    """Larger numbers of a part's kind before it in its sentence."""
    part = measures[at]
    return [
        m
        for m in measures[max(0, at - 8) : at]
        if m.within == part.within and m.counts and m.unit == part.unit and not m.compared and number(m) > number(part)
    ]


def _presumed(facts: Facts, part: Measure, share: Measure, wholes: list[Measure]) -> Measure | None:
    """The whole of a bare 占X%: that of the shares beside it, or the only larger number of the sentence."""
    if len(wholes) != 1 or not _BARE.match(squeezed(facts.text[part.span.end : share.span.start])):
        return None
    off = abs(number(part) / number(wholes[0]) * 100 - number(share))
    return wholes[0] if share.unit == "%" and wholes[0].unit == part.unit and off < MAX_SLIP else None


MAX_SLIP: Final = 10
"""Percentage points by which a share may miss its presumed whole by a slip; what misses it by more is of another."""
_ABROAD = pattern("占(?P<of>同期|全国|全省|全市|全县|全区)")
_OTHER_WHOLE = pattern("占(?!比|总|全部|其|该|到|了|的|受理|检查|申请)[^\\d约近超]{2,}$|占全[省国市县区]|占同期")


_OWN_TOTAL = pattern("占(?P<of>[一-龥]{2,6}?)总[数量额]的")


def _of_another(facts: Facts, part: Measure, share: Measure) -> bool:
    """Whether the words between a number and its share name another whole: 占全省的3%."""
    between = facts.text[part.span.end : share.span.start]
    whole = part.whole.indicator or "" if part.whole is not None else ""
    if (named := _ABROAD.search(between)) and named["of"] not in whole:
        return True  # 占同期全省出口总值的46.3%
    if (own := _OWN_TOTAL.search(between)) and own["of"] in whole:
        return False  # 占隐患总数的 of 排查安全隐患1467处
    if any(whole[i : i + 3] in between for i in range(len(whole) - 2)):
        return False  # 占特困供养人员总数的 names the whole
    return bool(_OTHER_WHOLE.search(between)) or len(between) > 24


def _share_check(facts: Facts, part: Measure, whole: Measure, share: Measure, verdict: Verdict) -> Check:
    exact, _ = _ratio(part, whole, share)
    shown = plain(exact.quantize(min(share.quantity.step, Decimal("0.1")) / 10)) + share.unit
    chinese, english = RELATION[verdict]
    message = (
        f"{name_of(part)}：{said(facts, part)}占{said(facts, whole)}的{shown}，写明{plain(number(share))}{share.unit}，{chinese}"
        f" / {plain(number(part))} of {plain(number(whole))} is {shown}, stated {plain(number(share))}{share.unit}: {english}"
    )
    return outcome(
        "share",
        verdict,
        float(number(share)),
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
        far = [(m, m.whole) for m in before if m.whole is not None and m.whole.within != rate.within and m.whole.value]
        pairs += [pair for pair in far if _may_divide(*pair)]  # 排查隐患1467处…。已完成整改1382处，整改率94.2%
        fitting = [pair for pair in pairs if _ratio(*pair, rate)[1]]
        if fitting:
            yield _share_check(facts, *fitting[-1], rate, "pass")
            continue
        name = _RATE_NAME.search(rate.indicator or "")
        if name is None or rate.kind != "rate" or rate.quantity.modifier != "exact":
            continue
        stem = name["stem"]
        named = [
            pair
            for pair in pairs
            if _bears(pair[0], stem)
            and not _bears(pair[1], stem)
            and not _APART.search(facts.text, pair[0].span.end, rate.span.start)
        ]
        if len(named) == 1 and abs(_ratio(*named[0], rate)[0] - number(rate)) < MAX_SLIP:
            yield _share_check(facts, *named[0], rate, "fail")


_APART = pattern("[；;]")


def _may_divide(part: Measure, whole: Measure) -> bool:
    return part.unit == whole.unit and number(part) <= number(whole) and whole.span < part.span


def _bears(measure: Measure, stem: str) -> bool:
    name = measure.indicator or ""
    return stem in name and f"不{stem}" not in name and f"未{stem}" not in name and f"{stem}率" not in name
