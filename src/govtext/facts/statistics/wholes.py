"""Which number is a part of which whole, and which share is whose.

Words tell it: 其中, 包括, 从…看, 按…分, brackets behind a number, 149家企业尚有8家. Arithmetic tells it too: numbers behind
another that add up to it are its parts, whatever the words, over sentences and list items. Sums win: what words began,
a sum may go on with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from govtext.facts.statistics.model import Breakdown, Measure
from govtext.patterns import pattern
from govtext.values.quantity import Number

MAX_AHEAD: Final = 60
"""Measures behind a whole among which its parts are looked for."""
MAX_GAP: Final = 220
"""Characters between two parts of one whole."""


def relate(text: str, section: Sequence[Measure]) -> Iterator[Breakdown]:
    """Set `whole` and `share` of the measures of a section, in place; yield what is broken down into what."""
    chains = _by_words(text, section)
    sums = list(_by_sums(text, section))
    for index, measure in enumerate(section):
        if measure.kind == "share" and not measure.cell:
            measure.share = _numerator(text, section, index)
    told = {id(part) for found in sums for part in found.parts}
    yield from sums
    for whole, parts, closed in chains:
        if not any(id(part) in told for part in parts):
            yield Breakdown(whole, tuple(parts), adds=False, closed=closed)


# --- words

_OF = pattern("其中|(?<!不)包括|包含|分别为|分别是|分别有|(?<=[，,（(])含(?!量)|分布在|涉及(?=[一-龥]{2,8}$)")
_BY = pattern(
    r"从[^，。；：]{2,14}(?:看|来看|上看|分析)|按(?:照)?[^，。；：]{2,14}(?:分|划分|统计|看|计|分类|区分)|分[^，。；：]{1,6}看"
)
_LASTING = pattern("[；;]")
_CLAUSE_MARK = pattern("[，,；;：:、]")
_IS_PART = pattern("(?:中|里)?[^，]{0,8}?(?:有|仍|尚|已|未|为)|中")
_CLOSED_BRACKET = pattern("[（(][^（()）]*[)）]")
_STILL = pattern("(?:尚|仍|还)有[^，,。；;、]{0,4}$")
_REST = pattern(r"^[\s，,、；;及和(（]*(?:其他|其它|其余|另外|另有|另|余下)")
_ETC = pattern("等(?:方面|[\\s，。；、)）]|\\d)|多个|部分")
_OPENS = pattern(r"^[^，。；、（(\d]{0,16}[（(][^（()）]{0,24}$")

_Chain = tuple[Measure, list[Measure], bool]


def _by_words(text: str, section: Sequence[Measure]) -> list[_Chain]:
    chains: list[_Chain] = []
    stack: list[_Chain | None] = []  # what was open outside of the brackets
    open_: _Chain | None = None
    counted: list[Measure] = []  # counts and amounts of this sentence and the one before
    previous: Measure | None = None
    for measure in section:
        if measure.cell:
            open_, previous, stack = None, None, []
            continue
        fresh = previous is None or measure.within != previous.within
        start = measure.within if fresh or previous is None else previous.span.end
        gap = text[start : measure.span.start]
        if fresh:
            open_, stack = None, []
        for mark in gap:
            if mark in "（(":
                stack.append(open_)
            elif mark in "）)" and stack:
                open_ = stack.pop()
            elif mark in "；;" and not stack:
                open_ = None
        if not measure.counts:
            previous = measure
            continue
        whole, lasts, closed = _named_whole(_CLOSED_BRACKET.sub("", gap), measure, counted, previous, fresh=fresh)
        if whole is not None:
            chain = (whole, [measure], closed)
            chains.append(chain)
            measure.whole = whole
            if lasts:
                open_ = chain
        elif open_ is not None and _fits(open_[0], measure) and open_[1][0].unit == measure.unit:
            measure.whole = open_[0]
            open_[1].append(measure)
            if _REST.search(gap):
                chains[chains.index(open_)] = open_ = (open_[0], open_[1], True)
        counted.append(measure)
        previous = measure
    return chains


def _named_whole(
    gap: str, part: Measure, counted: list[Measure], previous: Measure | None, *, fresh: bool
) -> tuple[Measure | None, bool, bool]:
    """The whole that words before a part point to, whether the next ones may be parts too, and whether all are told."""
    by = _BY.search(gap)
    if by or _OF.search(gap):
        return _nearest(part, counted, far=bool(by)), True, bool(by)
    if previous is None or fresh or not counted or previous is not counted[-1]:
        return None, False, False
    if previous.unit != part.unit or not _fits(previous, part):
        return None, False, False
    if _OPENS.search(gap) and "同比" not in gap:
        return previous, True, True
    if not _CLAUSE_MARK.search(gap) and _IS_PART.search(gap) and previous.whole is None:
        return previous, "中" in gap, False
    if _STILL.search(gap):
        return previous, False, False
    return None, False, False


def _nearest(part: Measure, counted: list[Measure], *, far: bool) -> Measure | None:
    """The nearest number of the part's unit that is not smaller; one that is no part itself where the words look far back."""
    fitting = [
        m for m in counted[-12:] if m.unit == part.unit and _fits(m, part) and part.within - m.within < 2 * MAX_GAP
    ]
    if far:
        fitting = [m for m in fitting if m.whole is None] or fitting
    return fitting[-1] if fitting else None


def _fits(whole: Measure, part: Measure) -> bool:
    assert whole.value is not None
    assert part.value is not None
    return part.unit == whole.unit and part.value * part.times <= Decimal(whole.value) + whole.error


# --- arithmetic


def _by_sums(text: str, section: Sequence[Measure]) -> Iterator[Breakdown]:
    """Runs of numbers that add up to one before them."""
    taken: dict[int, Measure] = {}  # parts by sums
    for index, whole in enumerate(section):
        if whole.cell or not whole.counts or not whole.value or whole.value < _LEAST:
            continue
        ahead: list[Measure] = []
        last = whole
        for measure in section[index + 1 : index + 1 + MAX_AHEAD]:
            if measure.cell or measure.span.start - last.span.end > MAX_GAP:
                break
            last = measure
            if measure.counts and measure.unit == whole.unit:
                ahead.append(measure)
        at = 0
        while at < len(ahead):
            run = _run(text, whole, ahead, at) if _may_begin(text, whole, ahead, at) else None
            if run is None:
                at += 1
                continue
            parts, at = run
            if any(whole.value == m.value for m in ahead[: ahead.index(parts[0])]):
                break  # the same whole is said again nearer to its parts
            if all(id(part) not in taken for part in parts):
                for part in parts:
                    taken[id(part)] = whole
                    part.whole = whole
                yield Breakdown(whole, tuple(parts), adds=True)


_LEAST: Final = 3
_BEGINS = pattern(r"[。；;：:（(\n]|其中|包括|分别|从|按")


def _may_begin(text: str, whole: Measure, ahead: list[Measure], at: int) -> bool:
    """Whether a run of parts may begin here: right behind the whole, with a new sentence, a colon, a bracket or a word."""
    first = ahead[at]
    before = whole.span.end if at == 0 else ahead[at - 1].span.end
    return at == 0 or first.whole is whole or bool(_BEGINS.search(text, before, first.span.start))


def _run(text: str, whole: Measure, ahead: list[Measure], at: int) -> tuple[list[Measure], int] | None:
    """The parts from a place on whose sum is the whole, and where they end."""
    assert whole.value is not None
    parts: list[Measure] = []
    total: Number = 0
    error = whole.error if whole.quantity.modifier != "exact" or whole.quantity.step > 1 else whole.error / 2
    for place in range(at, len(ahead)):
        part = ahead[place]
        assert part.value is not None
        if part.whole is not None and any(part.whole is other for other in parts):
            continue  # a part of a part
        if part.value * part.times > Decimal(whole.value) + error:
            return None
        parts.append(part)
        total += part.value * part.times
        error += part.error / 2
        if error and error > abs(Decimal(whole.value)) / 30:
            return None
        if abs(Decimal(total) - whole.value) <= error and len(parts) > 1:
            return (parts, place + 1) if _credible(text, whole, parts, ahead, place) else None
        if total > Decimal(whole.value) + error:
            return None
    return None


def _credible(text: str, whole: Measure, parts: list[Measure], ahead: list[Measure], place: int) -> bool:
    """Whether a sum is no accident: large numbers, several parts, or a word; and the list does not simply go on."""
    assert whole.value is not None
    following = ahead[place + 1] if place + 1 < len(ahead) else None
    if (
        following is not None
        and following.value
        and text[parts[-1].span.end : following.span.start].strip() in ("、", "和")
    ):
        return False
    cue = any(part.whole is whole for part in parts)
    same = parts[-1].within == whole.within
    if cue or (len(parts) > 2 and whole.value >= 10):
        return True
    return float(whole.value) >= (_LEAST + 1 if same else 100)


# --- shares

_SHARE_WORD = pattern("占|比重|比例")


def _numerator(text: str, section: Sequence[Measure], index: int) -> Measure | None:
    """The number whose share a 占X% states: the nearest before it in its sentence, or with 分别 each its own."""
    share = section[index]
    before = [m for m in section[max(0, index - 8) : index] if m.within == share.within]
    left = text[before[-1].span.end if before else share.within : share.span.start]
    counted = [m for m in before if m.counts]
    run = before[len(before) - _tail(before) :]
    if run and not left.strip("、和及，, "):  # 分别占60%、40%
        first = run[0].share
        following = counted[counted.index(first) + len(run) :] if first is not None and first in counted else []
        return following[0] if following else None
    if not _SHARE_WORD.search(left):
        return None
    if "分别" in left:
        many = 1 + _following(text, section, index)
        return counted[-many] if len(counted) >= many else None
    near = [m for m in before[-2:] if m.counts]
    return near[-1] if near else None


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
