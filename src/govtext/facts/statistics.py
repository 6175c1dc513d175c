"""Numbers that measure: rows of `statistics`, from running text.

A quantity is a row where it has a unit that counts or measures and its place is no date, name, title, ordinal or list label. What
it counts stands on its right (187条黑臭水体) or on its left (办结件107.3万件), or was said before (同比增长11.2%).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from govtext.patterns import pattern
from govtext.record import Statistic, StatisticKind
from govtext.scan import Mentions, sentences
from govtext.structure import Document
from govtext.text import Span
from govtext.values.quantity import Number, Quantity, find_quantities

MAX_PHRASE = 30
"""Characters of an indicator; a longer run of text before a number is cut to its end."""


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `statistics`, in the order of the text."""
    text = mentions.text
    closed = _closed(mentions)
    rows: list[_Row] = []
    for block in mentions.blocks:
        for start, end in sentences(block):
            rows.extend(_read(text, start, end, closed, orders=block.orders))
    rows.sort(key=lambda row: row.quantity.span)
    ids = {id(row): f"v{index}" for index, row in enumerate(rows, 1)}
    view = document.view
    made = []
    for row in rows:
        where = view.to_source(*row.quantity.span)
        named = None if row.indicator_span is None else view.to_source(*row.indicator_span)
        made.append(
            Statistic(
                id=ids[id(row)],
                text=where.of(document.source.text),
                span=where,
                value=_plain(row.quantity.value),
                low=_plain(row.quantity.low),
                high=_plain(row.quantity.high),
                unit=row.unit,
                modifier=row.quantity.modifier,
                indicator=row.indicator,
                indicator_span=named,
                subject=None,
                period=mentions.period,
                kind=row.kind,
                direction=row.direction,
                compared_to=row.compared_to,
                part_of=ids.get(id(row.whole)) if row.whole is not None else None,
                share_of=ids.get(id(row.share)) if row.share is not None else None,
            )
        )
    return {"statistics": tuple(made), "_measures": tuple(zip((m.id for m in made), rows, strict=True))}


class _Row(Struct):
    """A statistic in the making."""

    quantity: Quantity
    unit: str
    kind: StatisticKind
    indicator: str | None = None
    indicator_span: Span | None = None
    direction: str | None = None
    compared_to: str | None = None
    whole: _Row | None = None
    share: _Row | None = None


def _plain(value: Number | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


# --- what is no statistic

_DATE = pattern(
    r"(?:19|20)\d\d\s?(?:[—–~～至到-]\s?(?:19|20)\d\d\s?)?(?:学?年度?)|[\d〇零一二三四五六七八九十]{1,3}\s?(?:[—–~～至到、-]\s?[\d一二三四五六七八九十]{1,3}\s?)?月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s?[\d一二三四五六七八九十]{1,3}\s?(?:日|号))?"
    r"|\d{1,2}日|\d{1,2}[:：]\d\d|\d{1,2}[时点](?:\d{1,2}分)?|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|[一二][〇○零一二三四五六七八九]{3}年|(?:19|20)\d\d(?=[-—]\d{4}年)|民国[\d一二三四五六七八九十百〇零]{1,6}年"
)
_NUMBERED = pattern(r"[A-Za-z/T]{1,6}\s?\d[\d.—-]*|第[\d一二三四五六七八九十百零]{1,6}[条款项章节号期次届]|\d{3,4}-\d{7,8}|\d{7,}(?=[^\d人户件个元条万亿次份家吨])|1\d{10}")


def _closed(mentions: Mentions) -> tuple[list[int], list[int]]:
    """Starts and ends of stretches whose digits are nobody's statistic: titles, document numbers, dates."""
    text = mentions.text
    spans = [t.span for t in mentions.titles if _NAMES_DOCUMENT.search(t.inner.of(text))] + [n.span for n in mentions.numbers]
    spans += [Span(*m.span()) for pattern_ in (_DATE, _NUMBERED) for m in pattern_.finditer(text)]
    spans.sort()
    return [s.start for s in spans], [s.end for s in spans]


_NAMES_DOCUMENT = pattern(".")
_CONTEXT = 14
_NOT_UNITS = frozenset(("位", "级", "分"))
_AFTER_NONE = pattern(r"\s?(?:方面|类|种(?!植|子)|部分|大类|级|维度|步|阶段|周年|年来|年内|年前|年后|左右地震)")
_BEFORE_NONE = pattern(r"(?:前|头|第|近|过去|未来|今后|连续|每|“|以下|下列|如下|上述|这|那|某|同|逐|单|统|首|其)$")
_SLOGAN = pattern("[“\"'‘][^”\"'’\n]{0,16}$")
_LISTS = pattern(r"(?:以下|下列|如下|存在)[^，。]{0,4}$")
_RANK = pattern(r"(?:居|列|排名?|位次|名次|位于|获得?|跃升至|上升[到至]|前进至|排[在名]|取得)[^，。；]{0,12}$|全[国省市][^，。；]{0,4}$|[、和]\s?$")
_RANK_UNIT = frozenset(("位", "名", ""))
_WEAK_HAN = frozenset("个位次种批项件条名处份部场期".split() or ())


def _measures(text: str, q: Quantity, start: int, end: int, closed: tuple[list[int], list[int]]) -> bool:
    """Whether a quantity may be a row by its form and the characters beside it."""
    index = bisect_right(closed[0], q.number.start) - 1
    if index >= 0 and closed[1][index] > q.number.start and closed[1][index] >= q.number.end:
        return False
    before = text[max(start, q.span.start - _CONTEXT) : q.span.start]
    if q.ordinal:
        return q.unit in _RANK_UNIT and bool(_RANK.search(before[:-1]))
    if not q.unit and q.dimension != "share":
        bare = q.number.end - q.number.start
        return not q.han and bare > 1 and text[q.number.end - 1] in "万亿" and bool(_HAN_NOUN.match(text, q.span.end))
    if q.dimension == "score" and q.modifier in ("at_least", "at_most", "range"):
        return False
    if _AFTER_NONE.match(text, q.span.end) or _BEFORE_NONE.search(before) or _LISTS.search(before):
        return False
    if q.dimension == "time" and (q.unit == "年" or q.unit == "日") and not _LASTS.search(before):
        return False
    if q.han:
        if _SLOGAN.search(text[max(start, q.span.start - 18) : q.span.start]):
            return False
        single = q.number.end - q.number.start == 1 and q.dimension in ("count", "occasion", "time")
        if single:
            return text[q.number.start] in "两二三四五六七八九" and q.unit in ("家", "起", "宗", "人", "例", "户") and bool(_DONE.search(before))
        if q.modifier == "range" and text[q.number.start] in "几数":
            return False
    return q.dimension != "magnitude"


_HAN_NOUN = re.compile("[一-鿿]")
_LASTS = pattern("(?:为期|历时|用时|时间|时限|期限|缩短|压缩|提前|延长|平均|工期)[^，。；]{0,6}$")
_DONE = pattern("(?:查处|发生|死亡|受伤|造成|处罚|关停|取缔|新增|立案|抓获|检查|通报|约谈|问责|处理)[^，。；]{0,6}$")


# --- one sentence

_CLAUSE = pattern("[，,；;：:。！？\n]")
_UP = pattern("(?P<up>增长|上升|增加|提高|提升|上涨|扩大|增|升|涨|上浮|多)|(?P<down>下降|减少|降低|回落|下滑|缩减|下跌|压减|减|降|收窄|负增长|少)")
_CHANGE = pattern(r"(?:增长|上升|增加|提高|提升|上涨|扩大|下降|减少|降低|回落|下滑|缩减|下跌|压减|收窄|增幅|降幅|翻|高于|低于|快于|慢于|同比增|同比降|增收|减收|升|降)(?:了|速度?|幅度?)?(?:为|达|约|近|超过?|分别|[^，。；%\d到至为]{0,8})?$")
_COMPARED = pattern(r"(?P<to>同比|环比|(?:比|较|与)[^，。；\d]{0,3}(?:上年|去年|年初|上月|上季度|往年|(?:19|20)?\d*年?)[^，。；]{0,4}?(?:同期|底|末|度)?(?:相比)?)[^，。；]{0,6}?(?:增长|上升|增加|提高|提升|下降|减少|降低|回落|多|少|净增|上涨|下滑|翻)")
_SHARE = pattern(r"占[^，。；]{0,16}?(?:的|比|比重|比例|为|约|达|近|超过?)*$|(?:比重|占比|比例)(?:为|达|约|到|是|占)*$")
_RATE = pattern(r"率[^，。；、]{0,4}$")
_THRESHOLD = pattern(r"(?:不得?(?:少于|低于|超过|高于|多于)|至少|力争|确保|目标|达到|控制在|完成)[^，。；]{0,6}$")
_LEAD = pattern(
    r"(?:其中[:：,，]?|据统计|截至[^，,]{0,14}|目前|累计|全年|今年以来|今年|去年|上半年|下半年|一年来|年内|共计|总计|合计|共|总共|已|先后|分别|平均|每年|同时|另外|此外|并|还|又|均|仍|尚|有|达到?|为|是|约|全[市省县区州]|我[市省县区州]|本[市省县区]|各级|对|将|把|在|了|的|新|实现(?=地区)|\d{1,2}月份?|[0-9]{4}年度?|[\s、和及与或“”\"()（）.．:：]|[一二三四五六七八九十]是|[(（]?\d{1,2}[)）.、．])+"
)
_TRAIL = pattern(r"(?:同比|环比|累计|共计|总计|合计|分别|达到?|为|是|约|近|超过?|突破|共|有|了|已|的|均|各|计|在|至|到|由|从|增长|增加|增至|上升|下降|减少|降至|提高|提升|升至|占|[\s、:：“”(（]|其中|总数|多达|高达|不少于|不低于|至少)+$")
_NOUN = pattern(r"\s?的?(?P<noun>[^，,。；;：:、\d\n！？]{2,24})")
_OF = pattern(r"其中|包括|含|分别为")


def _read(text: str, start: int, end: int, closed: tuple[list[int], list[int]], *, orders: bool) -> Iterator[_Row]:
    found = [q for q in find_quantities(text, start, end) if _measures(text, q, start, end, closed)]
    rows: list[_Row] = []
    within: _Row | None = None  # the whole of the 其中 in force
    at = start
    for index, q in enumerate(found):
        until = found[index + 1].span.start if index + 1 < len(found) else end
        left, right = text[at : q.span.start], text[q.span.end : until]
        row = _row(text, q, at, until, rows, orders=orders)
        if "；" in left or ";" in left:
            within = None
        if _OF.search(left) and rows:
            within = _whole(rows, row)
        elif within is not None and row.kind in ("count", "amount") and within.unit != row.unit:
            within = None
        if within is not None and row.kind in ("count", "amount"):
            row.whole = within
        if row.kind == "share" and rows:
            row.share = next((r for r in reversed(rows[-2:]) if r.kind in ("count", "amount")), None) if "占" in left or "比" in left else None
        rows.append(row)
        at = q.span.end
        del right
    yield from rows


def _whole(rows: list[_Row], part: _Row) -> _Row | None:
    """The nearest number before a 其中 whose unit its part shares."""
    fitting = [r for r in rows if r.kind in ("count", "amount") and r.whole is None]
    return next((r for r in reversed(fitting) if r.unit == part.unit), fitting[-1] if fitting and part.kind == "count" else None)


def _row(text: str, q: Quantity, at: int, until: int, rows: list[_Row], *, orders: bool) -> _Row:
    left = text[max(at, q.span.start - 60) : q.span.start]
    clause = _CLAUSE.split(left)[-1]
    kind, direction = _kind(q, clause, left, rows, orders=orders)
    row = _Row(q, q.unit if not q.ordinal else "", kind, direction=direction)
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


_CHANGE_ONLY = pattern(r"(?:同比|环比|比|较|占|居|列|排|两年平均|增长|下降|增加|减少|提高|高于|低于|全[国省市区县]|回落)[^，]{0,14}")


def _kind(q: Quantity, clause: str, left: str, rows: list[_Row], *, orders: bool) -> tuple[StatisticKind, str | None]:
    if q.ordinal:
        return "rank", None
    if q.dimension in ("points", "doubling", "multiple") or _CHANGE.search(clause):
        last = None
        for last in _UP.finditer(clause):
            pass
        if last is None and rows and rows[-1].kind == "change":
            return "change", rows[-1].direction
        return "change", None if last is None else "up" if last["up"] else "down"
    if q.unit in ("%", "‰", "‱", "") and q.dimension == "share":
        if rows and not clause.strip("、和及 ") and rows[-1].kind == "change":
            return "change", rows[-1].direction
        return ("rate" if _RATE.search(clause) else "share"), None
    if orders and (q.modifier in ("at_least", "at_most") or _THRESHOLD.search(clause)) or q.modifier in ("at_least", "at_most") and "不" in clause[-4:]:
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
