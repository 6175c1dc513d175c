"""Shares: the number whose share a 占X% states, and the whole that a printed share or rate points to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from govtext.facts.statistics.model import CLOSED_BRACKET, Measure, squeezed
from govtext.patterns import pattern

_SHARE_WORD = pattern(
    r"(?:^|[，,、；;（(\s])(?:约|均|分别|共|仅|各)?占[^，,。；;]{0,20}$|^[，,（(\s]*(?:占比|比重|比例)[^，,。；;]{0,4}$|^[^，,。；;]{0,12}占[^，,。；;比]{0,20}$"
)
_BASE = pattern("占[^，,。；;]{0,16}[（(]?$")
_PLANNED = pattern("计划|目标|任务|预算(?!收入|支出)|下达|预计")
MAX_RATIO_GAP: Final = 26


def join_by_ratios(text: str, section: Sequence[Measure]) -> None:
    """Wholes that a printed share or rate right behind a number points to: the nearest that makes just that ratio."""
    for index, ratio in enumerate(section):
        if ratio.kind not in ("share", "rate") or ratio.unit != "%" or not ratio.value or index == 0:
            continue
        part = ratio.share or _before(text, section, index)
        if part is None or not part.counts or not part.value:
            continue
        between = CLOSED_BRACKET.sub("", squeezed(text[part.span.end : ratio.span.start]))
        if len(between) > MAX_RATIO_GAP or part.within != ratio.within:
            continue
        money = part.quantity.dimension.startswith("money")
        if money and "占" not in between:
            continue  # what is paid out is no part of what is planned
        at = next((i for i in range(index - 1, max(-1, index - 8), -1) if section[i] is part), None)
        if at is None:
            continue
        fitting = [
            (off > ratio.quantity.step / 2, -i, whole)  # rounded before cut off, near before far
            for i, whole in enumerate(section[max(0, at - 14) : at])
            if (off := _off(part, whole, ratio)) is not None
            and not (money and _PLANNED.search(whole.indicator or ""))
            and not whole.compared
        ]
        if fitting:
            part.whole = min(fitting, key=lambda x: x[:2])[2]


def _before(text: str, section: Sequence[Measure], index: int) -> Measure | None:
    """The count before a rate in its sentence, over brackets."""
    rate = section[index]
    for measure in reversed(section[max(0, index - 12) : index]):
        if measure.within != rate.within:
            return None
        if (
            measure.counts
            and measure.kind != "duration"
            and not _NOT_BEFORE.search(CLOSED_BRACKET.sub("", text[measure.span.end : rate.span.start]))
        ):
            return measure
    return None


_NOT_BEFORE = pattern("[）)]")
"""The count stands in a bracket."""


def _off(part: Measure, whole: Measure, ratio: Measure) -> Decimal | None:
    """How far a printed ratio is from that of two numbers; None where they do not make it."""
    if not (whole.counts and whole.value and whole.unit == part.unit) or part.value is None or ratio.value is None:
        return None
    if not 0 < part.value < whole.value:
        return None
    exact = Decimal(part.value) / Decimal(whole.value) * 100
    slack = ratio.quantity.step + exact * (whole.error / Decimal(whole.value) + part.error / Decimal(part.value))
    off = abs(exact - Decimal(ratio.value))
    return off if off <= slack else None


def numerator(text: str, section: Sequence[Measure], index: int) -> Measure | None:
    """The number whose share a 占X% states: the nearest before it in its sentence, or with 分别 each its own."""
    share = section[index]
    before = [m for m in section[max(0, index - 8) : index] if m.within == share.within]
    left = squeezed(text[before[-1].span.end if before else share.within : share.span.start])
    counted = [m for m in before if m.counts and m.kind != "duration"]
    run = before[len(before) - _tail(before) :]
    if run and not left.strip("、和及，, "):  # 分别占60%、40%
        first = run[0].share
        if first is not None and first not in counted:  # those of a sentence before
            alike = [m for m in section[:index] if m.within == first.within and m.counts and m.unit == first.unit]
            noun = (first.indicator or "")[-2:]
            alike = [m for m in alike[alike.index(first) :] if (m.indicator or "").endswith(noun)]
            return alike[len(run)] if len(alike) > len(run) else None
        following = counted[counted.index(first) + len(run) :] if first is not None and first in counted else []
        return following[0] if following else None
    if (
        len(counted) > 1
        and left.lstrip("）)").startswith("的")
        and _BASE.search(text, share.within, counted[-1].span.start)
    ):
        share.base = counted[-1]  # 占年度任务120公里的72.1%
        return counted[-2]
    if left in ("（", "(") and counted:
        return counted[-1]  # 男性2,967人（77.15%）
    if (named := _OWN_NOUN.search(left)) and (own := _named(section, index, named["noun"])) is not None:
        return own
    if not _SHARE_WORD.search(left) and not _EACH.search(left):
        return None
    if "分别" in left:
        many = 1 + _following(text, section, index)
        if not counted:
            return _alike(section, index, many, left)
        return counted[-many] if len(counted) >= many else None
    return _before(text, section, index)


_EACH = pattern("占[^，,。；;]{2,20}(?:比重|比例|份额)(?:分别|各)")
_SHARED_NOUN = pattern("(?P<noun>[一-龥]{2})(?:分别|各)?占")


def _alike(section: Sequence[Measure], index: int, many: int, left: str) -> Measure | None:
    """The first of as many numbers of one name before: 第一产业增加值…；第三产业增加值…。三次产业增加值占…分别为12%、42%和46%."""
    said = _SHARED_NOUN.search(left)
    if said is None:
        return None
    alike = [
        m
        for m in section[max(0, index - 4 * many - 4) : index]
        if m.counts and not m.compared and (m.indicator or "").endswith(said["noun"])
    ]
    run = [m for m in alike if m.within == alike[-1].within]
    return run[0] if len(run) == many and len({m.unit for m in run}) == 1 else None


_OWN_NOUN = pattern("(?:^|[，,；;])(?P<noun>[一-龥]{2,12})占[^，,；;]{0,20}$")


def _named(section: Sequence[Measure], index: int, noun: str) -> Measure | None:
    """The number of a name said before: 提取额33.18亿元…；提取额占当年缴存额的63.36%."""
    before = section[max(0, index - 12) : index]
    return next(
        (
            m
            for m in reversed(before)
            if m.counts
            and m.indicator
            and (m.indicator.endswith(noun) or (len(m.indicator) > 3 and noun.startswith(m.indicator)))
        ),
        None,
    )


def _tail(before: list[Measure]) -> int:
    """How many shares stand last."""
    count = 0
    while count < len(before) and before[-1 - count].kind == "share":
        count += 1
    return count


def _following(text: str, section: Sequence[Measure], index: int) -> int:
    """How many shares follow one in its enumeration: 2 of 分别占50%、30%和20%."""
    count = 0
    while index + count + 1 < len(section):
        here, following = section[index + count], section[index + count + 1]
        if following.kind != "share" or text[here.span.end : following.span.start].strip() not in (
            "、",
            "和",
            "，",
            ",",
        ):
            break
        count += 1
    return count
