"""Wholes that arithmetic shows: runs of numbers that add up to one before them, over sentences and items of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from govtext.facts.statistics.model import MAX_FAR, MAX_GAP, Breakdown, Measure
from govtext.patterns import pattern
from govtext.values.numeral import han_to_int

MAX_AHEAD: Final = 40
"""Measures behind a whole among which its parts are looked for."""
MAX_STARTS: Final = 12
"""Places at which the parts of a whole may begin."""
MAX_ITEM: Final = 70
"""Characters between parts each of which has a sentence of its own."""
_LEAST: Final = 3
_BEGINS = pattern(r"[。；;：:（(\n]|其中|包括|分别|从|按")
_SURPLUS = pattern("结余|年终结转|支出|净流")


def add_up(text: str, section: Sequence[Measure], strong: set[int], behind: set[int]) -> Iterator[Breakdown]:
    """Runs of numbers that add up to one before them, but for those that sum up what stands before them (`behind`).

    Of two that share a part wins the one of more than two parts, in one sentence, with fewer numbers between whole and parts.
    """
    found: list[tuple[bool, bool, int, int, Measure, list[Measure]]] = []
    for index, whole in enumerate(section):
        if whole.counts and whole.value and whole.value >= _LEAST and not whole.compared and id(whole) not in behind:
            ahead = [m for m in section[index + 1 : index + 1 + MAX_AHEAD] if m.counts and m.unit == whole.unit]
            found += [
                (len(run) == 2, run[0].within != run[-1].within, ahead.index(run[0]), -len(run), whole, run)
                for run in _runs(text, whole, ahead, strong)
            ]
    found.sort(key=lambda x: x[:4])
    for *_, whole, parts in found:
        if any(part.summed for part in parts):
            continue
        for part in parts:
            part.whole, part.summed = whole, True
        yield Breakdown(whole, tuple(parts), adds=True)


_TOTAL_BEHIND = pattern(
    "[，,；;。](?:(?:上述|以上|这))?(?P<n>[两二三四五六七八\\d])(?:项|者|类|部分|笔|处|方面)(?:资金|费用|支出|收入|问题|金额)?(?:合计|共计|总计|相加|累计)(?:为|达|金额|资金)*$"
)


_PLAIN_TOTAL = pattern(
    "[，,；;](?:(?P<n>[两二三四五六七八])(?:地|县|市|区|家|国|省|校|镇|乡|个?[一-龥]{1,4}))?(?:合计|共计|总计)(?:为|达)?$"
)


def totals_behind(text: str, section: Sequence[Measure]) -> Iterator[Breakdown]:
    """A sum that its parts precede: 会议费43.8万元，…培训费27.6万元，两项合计71.4万元; 分别为96家、88家和71家，合计255家.

    Its parts are as many as it says, or those of the enumeration right before it.
    """
    for index, total in enumerate(section):
        if not total.counts:
            continue
        where = (max(0, total.span.start - 20), total.span.start)
        said = _TOTAL_BEHIND.search(text, *where) or _PLAIN_TOTAL.search(text, *where)
        if said is None:
            continue
        before = [
            m for m in section[max(0, index - 20) : index] if m.counts and not m.compared and m.unit == total.unit
        ]
        many = (han_to_int(said["n"]) or 0) if said["n"] else _enumerated(text, before)
        parts = before[-many:]
        if len(parts) == many > 1 and total.span.start - parts[0].span.start < MAX_FAR:
            yield Breakdown(total, tuple(parts), adds=False, closed=True)


def _enumerated(text: str, before: Sequence[Measure]) -> int:
    """How many of the last numbers stand one behind another: 88.6亿元、64.3亿元和21.5亿元."""
    many = min(1, len(before))
    while many < len(before) and text[before[-many - 1].span.end : before[-many].span.start].strip() in _JOINS:
        many += 1
    return many


_JOINS: Final = ("、", "和", "及", "与", "以及")


def _runs(text: str, whole: Measure, ahead: list[Measure], strong: set[int]) -> Iterator[list[Measure]]:
    at = tries = 0
    while at < len(ahead) and tries < MAX_STARTS:
        before = whole.span.end if at == 0 else ahead[at - 1].span.end
        first = ahead[at]
        if first.span.start - whole.span.end > MAX_FAR:
            return
        begins = (
            at == 0
            or (first.whole is whole and ahead[at - 1].whole is not whole)
            or bool(_BEGINS.search(text, before, first.span.start))
        )
        tries += begins
        run = _run(text, whole, ahead, at, strong) if begins and not first.summed else None
        if run is None:
            at += 1
            continue
        if not any(whole.value == m.value for m in ahead[:at]):  # else the whole is said again nearer to its parts
            yield run
        at += 1


def _run(text: str, whole: Measure, ahead: list[Measure], at: int, strong: set[int]) -> list[Measure] | None:
    """The parts from a place on whose sum is the whole."""
    assert whole.value is not None
    parts: list[Measure] = []
    total = Decimal(0)
    error = whole.error if whole.quantity.modifier != "exact" or whole.quantity.step > 1 else whole.error / 2
    for place in range(at, len(ahead)):
        part = ahead[place]
        assert part.value is not None
        if parts and part.span.start - ahead[place - 1].span.end > MAX_GAP:
            return None
        if part.whole is not None and any(part.whole is other for other in parts):
            continue  # a part of a part
        if part.whole is not None and part.whole is not whole and id(part) in strong:
            return None
        if not parts and part.group and part.group == whole.group:
            return None  # they stand side by side
        parts.append(part)
        total += Decimal(part.value) * part.times
        error += part.error / 2
        if total > whole.value + error or (error and error > abs(Decimal(whole.value)) / 30):
            return None
        if abs(total - whole.value) <= error and len(parts) > 1:
            credible = _coheres(text, parts, exact=not error) and _credible(
                text, whole, parts, ahead, place, precise=error * 500 <= Decimal(whole.value)
            )
            return parts if credible else None
    return None


def _coheres(text: str, parts: list[Measure], *, exact: bool) -> bool:
    """Whether parts stand in one sentence, or each begins its own: an enumeration, or a list."""
    gaps = [text[one.span.end : other.span.start] for one, other in pairwise(parts)]
    depth = 0
    for mark in "".join(gaps):
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0:
            return False  # the first stand in a bracket, the last behind it
    stops = sum("。" in gap for gap in gaps)
    if not stops or (exact and stops == len(gaps) and max(map(len, gaps)) < MAX_ITEM):
        return True
    semicolons = sum("。" in gap or "；" in gap or ";" in gap for gap in gaps)
    return semicolons == len(gaps)


def _credible(
    text: str, whole: Measure, parts: list[Measure], ahead: list[Measure], place: int, *, precise: bool
) -> bool:
    """Whether a sum is no accident: large numbers, several parts, or a word; and the list does not simply go on."""
    assert whole.value is not None
    following = ahead[place + 1] if place + 1 < len(ahead) else None
    if (
        following is not None
        and following.value
        and text[parts[-1].span.end : following.span.start].strip() in ("、", "和")
    ):
        return False
    if "收入" in (whole.indicator or "") and any(_SURPLUS.search(part.indicator or "") for part in parts):
        return False  # income is spending and what is left, but they are no parts of it
    same = parts[-1].within == whole.within
    between = text[whole.span.end : parts[0].span.start].lstrip("\n ")
    groups = {part.group for part in parts if part.group and part.whole is not whole}
    if any(m.group in groups and m not in parts for m in ahead):
        return False  # it would tear an enumeration
    told = parts[0].group and all(part.group == parts[0].group for part in parts)
    last = ahead[place + 1] if place + 1 < len(ahead) else None
    if told and (last is None or last.group != parts[0].group):
        return True  # just the parts that words enumerate
    if any(part.whole is whole for part in parts) or between[:1] in ("：", ":", "（", "("):
        return True
    if len(parts) > 2:
        joined = parts[0].within == parts[-1].within
        return (
            whole.value >= (6 if joined else 10)
            if parts[0].span.start - whole.span.end < MAX_FAR / 2
            else whole.value >= 20
        )
    return float(whole.value) >= (_LEAST + 1 if same else 100) and (same or precise)
