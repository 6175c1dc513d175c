"""Sentences to measures: what a number counts, of what kind it is, in which direction it moves."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from govtext.facts.statistics.measuring import closed_stretches, measures
from govtext.facts.statistics.model import Direction, Measure, squeezed
from govtext.facts.statistics.naming import clause_of, inherit, name, subject
from govtext.patterns import pattern
from govtext.record import StatisticKind
from govtext.scan import Block, Mentions, sentences
from govtext.text import Span
from govtext.values.period import find_periods
from govtext.values.quantity import Quantity, find_quantities


def read_text(mentions: Mentions) -> list[Measure]:
    """The measures of the running text, in order."""
    closed = closed_stretches(mentions)
    found: list[Measure] = []
    for block in _joined(mentions):
        for start, end in sentences(block):
            found += _read(mentions, start, end, closed, orders=block.orders)
    found.sort(key=lambda measure: measure.span)
    return found


_OPEN_END = pattern(r"[^。；;！？：:\s]\s*$")
_FRESH = pattern(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳]|第.{1,3}[章条]|附)"
)
MIN_WRAPPED: Final = 16
"""Characters of a line that a margin may have broken."""


def _joined(mentions: Mentions) -> Iterator[Block]:
    """Blocks, those joined that a margin broke inside a sentence: the first line is no heading and ends without a mark."""
    text = mentions.text
    held: Block | None = None
    for block in mentions.blocks:
        if (
            held is not None
            and not held.is_heading
            and not block.is_heading
            and held.headings == block.headings
            and len(held.text.rsplit("\n", maxsplit=1)[-1]) >= MIN_WRAPPED
            and _OPEN_END.search(held.text[-4:])
            and not _FRESH.match(block.text)
            and not text[held.span.end : block.span.start].strip()
        ):
            span = Span(held.span.start, block.span.end)
            held = replace(held, span=span, text=text[span.start : span.end])
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


# --- one sentence

_RISES: Final = (
    r"增长|上升|增加(?!值)|提高|(?<!改造)提升|上涨|扩大|净增|增收(?!节支)|延长|"
    r"(?<!提)升(?![级学华温旗])|(?<!新)增(?![值设补加长]|收节支)|涨|上浮"
)
_FALLS: Final = r"下降|减少|降低|回落|下滑|缩减|下跌|压减|净减|减收|收窄|负增长|缩短|压缩|(?<![审核削])减(?![灾排持])|降(?![水雨尘温噪碳解落临级])"
_UP = pattern(rf"(?P<up>{_RISES}|多)|(?P<down>{_FALLS}|少)")
_CHANGE = pattern(
    rf"(?:{_RISES}|{_FALLS}|(?:增幅|降幅|升幅|涨幅|跌幅|增速)(?:分别)?为?|翻|高于|低于|快于|慢于)(?:了|(?:速度?|幅度?)(?:分别)?为?)?(?:达|约|近|超过?|分别|[^，。；%\d到至为等与、的]{{0,4}})?$|(?:比|较)[^，。；]{{1,10}}(?:多|少)$"
)
_MORE = pattern("[多少高低](?:[发收办报用支征出])?(?:了|约|近)?")
_COMPARED = pattern(
    r"(?P<to>同比|环比|(?:比|较|与)[^，。；\d]{0,3}(?:上年|去年|年初|上月|上季度|往年|(?:19|20)?\d*年?)[^，。；]{0,4}?(?:同期|底|末|度)?(?:相比)?)[^，。；]{0,6}?(?:增长|上升|增加|提高|提升|下降|减少|降低|回落|多|少|净增|上涨|下滑|翻)"
)
_SHARE = pattern(r"占[^，。；]{0,16}?(?:的|比|比重|比例|为|约|达|近|超过?)*$|(?:比重|占比|比例)(?:为|达|约|到|是|占)*$")
_RATE = pattern(r"率[^，。；、]{0,4}$")
_CHANGE_RATE = pattern(
    "(?:增长|增|下降|降|减|变化|上升|提高)率|率[^，。；]{0,10}(?:增长|提高|提升|上升|下降|降低|增加|减少)"
)
_THRESHOLD = pattern(r"(?:不得?(?:少于|低于|超过|高于|多于)|至少|力争|确保|目标|控制在)[^，。；]{0,6}$")


def _read(
    mentions: Mentions, start: int, end: int, closed: tuple[list[int], list[int]], *, orders: bool
) -> list[Measure]:
    text = mentions.text
    found = [q for q in find_quantities(text, start, end) if measures(text, q, start, end, closed)]
    rows: list[Measure] = []
    at = start
    for index, quantity in enumerate(found):
        until = found[index + 1].span.start if index + 1 < len(found) else end
        rows.append(_row(text, quantity, at, until, rows, within=start, orders=orders))
        at = quantity.span.end
    if rows:
        inherit(text, rows)
        _place(mentions, rows, start, end)
    return rows


def _place(mentions: Mentions, rows: list[Measure], start: int, end: int) -> None:
    """Set whose number each is, and of what period: the last one printed before it in its sentence, or the title's."""
    about = int(mentions.period[:4]) if mentions.period else mentions.year
    periods = find_periods(mentions.text, start, end, about=about, now=mentions.year)
    for row in rows:
        said = [period.value for period in periods if period.span.end <= row.span.start]
        if row.kind == "change" and len(said) > 1:
            said = said[:-1]  # the last is what it is compared with
        row.period = said[-1] if said else mentions.period
        row.subject = subject(row.indicator)


_EACH = pattern(r"(?P<names>[^，,。；;：:（）()\d]{2,200})各(?:有|为|是|占)?$")
_AND = pattern("[、和及与]")


def _times(text: str, start: int, end: int) -> int:
    """Of how many names a number is said each: 3 in 辽宁、广东、福建各3家."""
    each = (
        _EACH.search(text, max(start, end - 208), end)
        if text[end - 1 : end] in ("各", "有", "为", "是", "占")
        else None
    )
    return 1 + len(_AND.findall(each["names"].strip("、和及与"))) if each is not None else 1


def _row(text: str, q: Quantity, at: int, until: int, rows: list[Measure], *, within: int, orders: bool) -> Measure:
    left = text[max(at, q.span.start - 60) : q.span.start]
    clause = clause_of(left)
    limits = text[q.span.start : q.number.start].startswith(("不", "至少", "最多", "至多"))
    kind, direction = _kind(q, squeezed(clause), rows, orders=orders, limits=limits)
    row = Measure(q, q.unit if not q.ordinal else "", kind, direction=direction, within=within)
    row.compared = is_compared(text, row)
    row.times = _times(text, at, q.span.start)
    if kind == "change" and (compared := _COMPARED.search(clause + text[q.span.start : q.span.end])):
        row.compared_to = compared["to"]
    name(text, row, at, until, clause)
    return row


_PAST = pattern(
    r"(?:较|与|由|从|同比|比(?!例|重|率|赛|较))[^，,。；;]{0,8}(?:上年|去年|同期|上季度|年度|上月|季度|\d{2,4}年|\d{1,2}月)[^，,。；;\d]{0,10}$"
    r"|(?:较|与|比(?!例|重|率|赛|较))[^，,。；;\d]{0,10}(?:末|初|底|期|时|前)的?$|(?:较|比(?!例|重|率|赛|较))[^，,。；;\d]{0,8}(?:值|水平|平均|目标|标准)的?$|上年同期(?:为|的)?$"
)
_TARGET = pattern("(?:完成|占|为|相当于)[^，,。；;]{0,8}(?:预算|任务|目标|计划|指标)(?:数|的)?$")
_SUBTOTAL = pattern("(?:上述|以上|[两三四五六七八九]个?[一-龥]{1,6})[^，,。；;]{0,10}合计$")


def is_compared(text: str, measure: Measure) -> bool:
    """Whether a number is what another one is compared with: of last year, the target, a sum of some. It has no parts here."""
    before = squeezed(text[max(measure.within, measure.span.start - 26) : measure.span.start])
    return any(other.search(before) for other in (_PAST, _TARGET, _SUBTOTAL))


def _kind(
    q: Quantity, clause: str, rows: list[Measure], *, orders: bool, limits: bool
) -> tuple[StatisticKind, Direction | None]:
    if q.ordinal:
        return "rank", None
    if q.dimension == "share" and _RATE.search(clause) and not _CHANGE_RATE.search(clause):
        return "rate", None
    if q.dimension in ("points", "doubling", "multiple") or _CHANGE.search(clause):
        last = next(iter(deque(_UP.finditer(clause), maxlen=1)), None)
        if last is None and rows and rows[-1].kind == "change":
            return "change", rows[-1].direction
        return "change", None if last is None else "up" if last["up"] else "down"
    if rows and rows[-1].compared and (more := _MORE.fullmatch(clause)):  # 比上年的4027本少发1709本
        return "change", "up" if more[0][0] in "多高" else "down"
    if rows and not clause.strip("、和及 ") and rows[-1].kind == "change":  # 同比增加1起、3人
        return "change", rows[-1].direction
    if q.unit in ("%", "‰", "‱", "") and q.dimension == "share":
        return ("rate" if _RATE.search(clause) else "share"), None
    bounds = q.modifier in ("at_least", "at_most")
    if (bounds and limits) or (orders and (bounds or _THRESHOLD.search(clause))):
        return "threshold", None
    if q.dimension == "time":
        return "duration", None
    if q.dimension == "score":
        return "score", None
    return ("count" if q.dimension in ("count", "occasion", "") else "amount"), None
