"""Sentences to measures: what a number counts, of what kind it is, in which direction it moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from govtext.facts.statistics.measuring import closed_stretches, measures
from govtext.facts.statistics.model import Direction, Measure
from govtext.patterns import pattern
from govtext.record import StatisticKind
from govtext.scan import Block, Mentions, sentences
from govtext.text import Span
from govtext.values.quantity import Quantity, find_quantities

MAX_PHRASE: Final = 30
"""Characters of an indicator; a longer run of text before a number is cut to its end."""


def read_text(mentions: Mentions) -> list[Measure]:
    """The measures of the running text, in order."""
    text = mentions.text
    closed = closed_stretches(mentions)
    found: list[Measure] = []
    for block in _joined(mentions):
        for start, end in sentences(block):
            found += _read(text, start, end, closed, orders=block.orders)
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

_CLAUSE = pattern("[，,；;：:。！？\n]")
_RISES: Final = (
    r"增长|上升|增加(?!值)|提高|(?<!改造)提升|上涨|扩大|净增|增收|升(?![级学华温旗])|(?<!新)增(?![值设补])|涨|上浮"
)
_FALLS: Final = r"下降|减少|降低|回落|下滑|缩减|下跌|压减|净减|减收|收窄|负增长|(?<![审核削])减(?![灾排持])|降(?![水雨尘温噪碳解落临级])"
_UP = pattern(rf"(?P<up>{_RISES}|多)|(?P<down>{_FALLS}|少)")
_CHANGE = pattern(
    rf"(?:{_RISES}|{_FALLS}|增幅|降幅|翻|高于|低于|快于|慢于)(?:了|速度?|幅度?)?(?:为|达|约|近|超过?|分别|[^，。；%\d到至为等与、的]{{0,4}})?$|(?:比|较)[^，。；]{{1,10}}(?:多|少)$"
)
_COMPARED = pattern(
    r"(?P<to>同比|环比|(?:比|较|与)[^，。；\d]{0,3}(?:上年|去年|年初|上月|上季度|往年|(?:19|20)?\d*年?)[^，。；]{0,4}?(?:同期|底|末|度)?(?:相比)?)[^，。；]{0,6}?(?:增长|上升|增加|提高|提升|下降|减少|降低|回落|多|少|净增|上涨|下滑|翻)"
)
_SHARE = pattern(r"占[^，。；]{0,16}?(?:的|比|比重|比例|为|约|达|近|超过?)*$|(?:比重|占比|比例)(?:为|达|约|到|是|占)*$")
_RATE = pattern(r"率[^，。；、]{0,4}$")
_CHANGE_RATE = pattern(
    "(?:增长|增|下降|降|减|变化|上升|提高)率|率[^，。；]{0,10}(?:增长|提高|提升|上升|下降|降低|增加|减少)"
)
_THRESHOLD = pattern(r"(?:不得?(?:少于|低于|超过|高于|多于)|至少|力争|确保|目标|控制在)[^，。；]{0,6}$")
_LEAD = pattern(
    r"(?:其中[:：,，]?|据统计|截至[^，,]{0,14}|目前|累计|全年|今年以来|今年|去年|上半年|下半年|一年来|年内|共计|总计|合计|共|总共|已|先后|分别|平均|每年|同时|另外|此外|并|还|又|均|仍|尚|有|达到?|为|是|约|全[市省县区州]|我[市省县区州]|本[市省县区]|各级|对|将|把|在|了|的|新|实现(?=地区)|\d{1,2}月份?|[0-9]{4}年度?|[\s、和及与或“”\"()（）.．:：]|[一二三四五六七八九十]是|[(（]?\d{1,2}[)）.、．])+"
)
_TRAIL = pattern(
    r"(?:同比|环比|累计|共计|总计|合计|分别|达到?|为|是|约|近|超过?|突破|共|有|了|已|的|均|各|计|在|至|到|由|从|增长|增加|增至|上升|下降|减少|降至|提高|提升|升至|占|[\s、:：“”(（]|其中|总数|多达|高达|不少于|不低于|至少)+$"
)
_NOUN = pattern(r"\s?的?(?P<noun>[^，,。；;：:、\d\n！？]{2,24})")


def _read(text: str, start: int, end: int, closed: tuple[list[int], list[int]], *, orders: bool) -> list[Measure]:
    found = [q for q in find_quantities(text, start, end) if measures(text, q, start, end, closed)]
    rows: list[Measure] = []
    at = start
    for index, quantity in enumerate(found):
        until = found[index + 1].span.start if index + 1 < len(found) else end
        row = _row(text, quantity, at, until, rows, orders=orders)
        row.within = start
        row.times = _times(text, at, quantity.span.start)
        rows.append(row)
        at = quantity.span.end
    return rows


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


def _row(text: str, q: Quantity, at: int, until: int, rows: list[Measure], *, orders: bool) -> Measure:
    left = text[max(at, q.span.start - 60) : q.span.start]
    clause = _CLAUSE.split(left)[-1]
    kind, direction = _kind(q, clause, left, rows, orders=orders)
    row = Measure(q, q.unit if not q.ordinal else "", kind, direction=direction)
    if kind == "change" and (compared := _COMPARED.search(clause + text[q.span.start : q.span.end])):
        row.compared_to = compared["to"]
    where = _named(text, q, at, until, clause, kind)
    if where is not None and where.start < where.end:
        row.indicator_span = where
        row.indicator = "".join(where.of(text).split())
    if kind in ("change", "share", "rank") or row.indicator is None:
        base = next((r for r in reversed(rows) if r.kind not in ("change", "share", "rank") and r.indicator), None)
        weak = row.indicator is None or _CHANGE_ONLY.fullmatch(row.indicator)
        if base is not None and weak:
            row.indicator, row.indicator_span = base.indicator, base.indicator_span
        elif row.indicator is None and rows:
            row.indicator, row.indicator_span = rows[-1].indicator, rows[-1].indicator_span
    return row


_CHANGE_ONLY = pattern(
    r"(?:同比|环比|比|较|占|居|列|排|两年平均|增长|下降|增加|减少|提高|高于|低于|全[国省市区县]|回落)[^，]{0,14}"
)


def _kind(
    q: Quantity, clause: str, left: str, rows: list[Measure], *, orders: bool
) -> tuple[StatisticKind, Direction | None]:
    if q.ordinal:
        return "rank", None
    if q.dimension == "share" and _RATE.search(clause) and not _CHANGE_RATE.search(clause):
        return "rate", None
    if q.dimension in ("points", "doubling", "multiple") or _CHANGE.search(clause):
        last = None
        for last in _UP.finditer(clause):
            pass
        if last is None and rows and rows[-1].kind == "change":
            return "change", rows[-1].direction
        return "change", None if last is None else "up" if last["up"] else "down"
    if rows and not clause.strip("、和及 ") and rows[-1].kind == "change":  # 同比增加1起、3人
        return "change", rows[-1].direction
    if q.unit in ("%", "‰", "‱", "") and q.dimension == "share":
        return ("rate" if _RATE.search(clause) else "share"), None
    if (orders and (q.modifier in ("at_least", "at_most") or _THRESHOLD.search(clause))) or (
        q.modifier in ("at_least", "at_most") and "不" in clause[-4:]
    ):
        return "threshold", None
    if q.dimension == "time":
        return "duration", None
    if q.dimension == "score":
        return "score", None
    return ("count" if q.dimension in ("count", "occasion", "") else "amount"), None


def _named(text: str, q: Quantity, at: int, until: int, clause: str, kind: str) -> Span | None:
    """The phrase that says what a number counts: right of it where a noun follows at once, else left of it."""
    noun = _NOUN.match(text, q.span.end, until) if kind in ("count", "share", "threshold", "amount", "rank") else None
    begin = q.span.start - len(clause)
    lead = _LEAD.match(text, begin, q.span.start)
    left_start = lead.end() if lead else begin
    trail = _TRAIL.search(text, left_start, q.span.start)
    left_end = trail.start() if trail else q.span.start
    if left_end - left_start > MAX_PHRASE:
        left_start = left_end - MAX_PHRASE
    if noun is not None and not _NO_NOUN.match(noun["noun"]) and q.dimension in ("count", "share", ""):
        return Span(*noun.span("noun"))
    return Span(left_start, left_end) if left_end - left_start > 1 else None


_NO_NOUN = pattern("以上|以下|左右|的?(?:增长|增加|下降|减少)|和|及|与|）|\\)|”|增至|降至|提高|上升|用于|分别|占")
