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
from govtext.facts.statistics.model import squeezed
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


def _said(facts: Facts, measure: Measure) -> str:
    """A number as it is printed, and in plain digits where those are others: 81万条（810000）."""
    printed = squeezed(measure.span.of(facts.text))
    plain = _plain(_number(measure))
    return printed if plain in printed else f"{printed}（{plain}）"


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
        verdict = _sum_verdict(facts, found, whole, total, tolerance)
        if verdict is None:
            continue
        chinese, english = _RELATION[verdict]
        message = (
            f"{_name(found.whole)}：写明{_said(facts, found.whole)}，{len(found.parts)}个分项合计{_plain(total)}，{chinese}"
            f" / stated {_plain(whole)}, its {len(found.parts)} parts add up to {_plain(total)}: {english}"
        )
        evidence = [found.whole.id, *(part.id for part in found.parts)]
        yield outcome("sum", verdict, float(whole), float(total), message, evidence, tolerance=float(tolerance))


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
    if len(found.parts) > 2 and not tolerance and missing <= FEW and missing < min(map(_number, found.parts)):
        return "fail"  # nobody leaves one case of seventeen unnamed
    return "uncertain"


MAX_LEAD: Final = 30


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
            yield _share_check(part, base, share, "pass" if _ratio(part, base, share)[1] else "fail")
            continue
        fitting = next((whole for whole in _denominators(measures, at, part) if _ratio(part, whole, share)[1]), None)
        if fitting is not None:
            shared, within = fitting, share.within
            yield _share_check(part, fitting, share, "pass")
            continue
        if _of_another(facts, part, share):
            elsewhere = share.within  # 占同期全省出口总值的46.3%; the next 占18.5% is of that too
            continue
        presumed = _presumed(facts, part, share, [shared] if within == share.within and shared else [])
        whole = part.whole or presumed or _presumed(facts, part, share, _larger_beside(measures, at))
        if whole is not None and whole.value and elsewhere != share.within:
            yield _share_check(part, whole, share, "fail")


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


MAX_BACK: Final = 80
"""Measures before a share among which the whole that it names is looked for."""
_BASE_NAME = pattern(
    "占(?:当年|当期|本年|全部|全市|我市)?(?P<name>[一-龥]{3,16}?)(?:总[量额数])?的(?:比重|比例)?(?:为|约|达)?$"
)


def _named_base(facts: Facts, measures: Sequence[Measure], part: Measure, share: Measure) -> Measure | None:
    """The number that 占缴存余额的71.45% itself names as its whole: the last one of just that name."""
    said = _BASE_NAME.search("".join(facts.text[part.span.end : share.span.start].split()))
    if said is None:
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
            and _IDLE.sub("", m.indicator).endswith(said["name"])
            and _number(m) >= _number(part)
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
        if m.within == part.within
        and m.counts
        and m.unit == part.unit
        and not m.compared
        and _number(m) > _number(part)
    ]


def _presumed(facts: Facts, part: Measure, share: Measure, wholes: list[Measure]) -> Measure | None:
    """The whole of a bare 占X%: that of the shares beside it, or the only larger number of the sentence."""
    if len(wholes) != 1 or not _BARE.match(squeezed(facts.text[part.span.end : share.span.start])):
        return None
    off = abs(_number(part) / _number(wholes[0]) * 100 - _number(share))
    return wholes[0] if share.unit == "%" and wholes[0].unit == part.unit and off < MAX_SLIP else None


MAX_SLIP: Final = 10
"""Percentage points by which a share may miss its presumed whole by a slip; what misses it by more is of another."""
_ABROAD = pattern("占(?P<of>同期|全国|全省|全市|全县|全区)")
_OTHER_WHOLE = pattern("占(?!比|总|全部|其|该|到|了|的|受理|检查|申请)[^\\d约近超]{2,}$|占全[省国市县区]|占同期")


def _of_another(facts: Facts, part: Measure, share: Measure) -> bool:
    """Whether the words between a number and its share name another whole: 占全省的3%."""
    between = facts.text[part.span.end : share.span.start]
    whole = part.whole.indicator or "" if part.whole is not None else ""
    if (named := _ABROAD.search(between)) and named["of"] not in whole:
        return True  # 占同期全省出口总值的46.3%
    if any(whole[i : i + 3] in between for i in range(len(whole) - 2)):
        return False  # 占特困供养人员总数的 names the whole
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
        before = [
            m
            for m in measures[max(0, index - 6) : index]
            if m.counts
            and m.within == rate.within
            and m.value
            and not _APART.search(facts.text, m.span.end, rate.span.start)
        ]
        pairs = [(part, whole) for part in before for whole in before if part is not whole and _may_divide(part, whole)]
        fitting = [pair for pair in pairs if _ratio(*pair, rate)[1]]
        if fitting:
            yield _share_check(*fitting[-1], rate, "pass")
            continue
        name = _RATE_NAME.search(rate.indicator or "")
        if name is None or rate.kind != "rate" or rate.quantity.modifier != "exact":
            continue
        stem = name["stem"]
        named = [pair for pair in pairs if _bears(pair[0], stem) and not _bears(pair[1], stem)]
        if len(named) == 1:
            yield _share_check(*named[0], rate, "fail")


_APART = pattern("[；;]")


def _may_divide(part: Measure, whole: Measure) -> bool:
    return part.unit == whole.unit and _number(part) <= _number(whole) and whole.span < part.span


def _bears(measure: Measure, stem: str) -> bool:
    name = measure.indicator or ""
    return stem in name and f"不{stem}" not in name and f"{stem}率" not in name


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
    total = sum(map(_number, shares), Decimal(0))
    tolerance = sum((share.error for share in shares), Decimal(0)) / 2
    said = facts.text[max(shares[0].within, shares[0].span.start - MAX_LEAD) : shares[-1].span.end + MAX_LEAD]
    agrees = abs(total - 100) <= tolerance
    if not agrees and (not _COMPOSES.search(said) or abs(total - 100) > 10):
        return
    verdict: Verdict = "pass" if agrees else "fail"
    terms = "＋".join(_plain(_number(share)) for share in shares)
    chinese, english = _RELATION[verdict]
    message = (
        f"各项占比{terms}＝{_plain(total)}，应为100，{chinese} / the shares add up to {_plain(total)} of 100: {english}"
    )
    yield outcome(
        "sum", verdict, 100, float(total), message, [share.id for share in shares], tolerance=float(tolerance)
    )


# --- changes

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
    levels = [m for m in levels if not _is_mean(facts, m)] or levels
    levels = [m for m in levels if not _CLOSES.search(_CLOSED.sub("", facts.text[m.span.end : change.span.start]))]
    nearest = levels[:1]
    whole = nearest[0].whole if nearest else None
    return [*nearest, whole] if whole is not None and whole in near else nearest


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
        return _growth(change, now, _interval(earlier), _number(earlier))
    if change.unit == "%" and by is not None:
        before = _number(now) - _number(by) * (1 if by.direction == "up" else -1)
        error = now.error + by.error
        return _growth(change, now, (before - error, before + error), before) if before > 0 else None
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
    r"同比|环比|按年|同期|上年|去年|末|底|[比较与][^，,；;]{0,14}?(?:期|年|月|底|末|度|时|季度|的)(?:相比)?|分别|实际|名义|增长|增加|提高|提升|上升|上涨|上浮|扩大|净增|下降|减少|降低|回落|下滑|缩减|压减|净减|缩短|压缩|延长|[增减升降涨]幅?|[多少]|幅度?|了|约|近|为|达到?|超过?|也|又|则|由|[、的]"
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
    for other in near:
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
    exact = abs(_number(now) - _number(earlier))
    tolerance = (now.error + earlier.error + change.error) / 2
    if change.quantity.modifier != "exact":
        tolerance = max(tolerance, _number(change) / 10)
    verdict: Verdict = "pass" if abs(exact - _number(change)) <= tolerance else "fail"
    chinese, english = _RELATION[verdict]
    message = (
        f"{_name(now)}：{_plain(_number(earlier))}与{_plain(_number(now))}相差{_plain(exact)}，写明{_said(facts, change)}，{chinese}"
        f" / {_plain(_number(earlier))} and {_plain(_number(now))} differ by {_plain(exact)}, stated {_plain(_number(change))}: {english}"
    )
    evidence = [change.id, now.id, earlier.id]
    return outcome(
        "identity", verdict, float(_number(change)), float(exact), message, evidence, tolerance=float(tolerance)
    )


def _growth(change: Measure, now: Measure, earlier: tuple[Decimal, Decimal], value: Decimal) -> Check:
    """Two numbers against 增长X%."""
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
    evidence = [change.id, now.id]
    return outcome("identity", verdict, float(_number(change)), float(exact), message, evidence, tolerance=float(step))
