"""What a number counts: the noun on its right or left, or what was said before.

The order of the attempts: a noun right behind the number (187条黑臭水体), the words before it in its clause (办结件107.3万件),
the clause before (最大点雨量出现在华江乡，达486.5毫米), and for comparisons, changes and shares what they compare
(比上年增加611条). 分别 gives the numbers of an enumeration to its names, or to the numbers before it, in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from govtext.facts.statistics.model import Measure
from govtext.patterns import pattern
from govtext.text import Span
from govtext.units import is_name

MAX_BACK: Final = 24
"""Numbers before a change among which the one that changes is looked for."""
MAX_PHRASE: Final = 30
"""Characters of an indicator; a longer run of text before a number is cut to its end."""

_LEAD = pattern(
    r"(?:其中[:：,，]?|据统计|截至[^，,]{0,14}|目前|累计|全年|今年以来|今年|去年|上半年|下半年|一年来|年内|共计|总计|合计|共|总共|已|先后|分别|平均|每年|同时|另外|此外|并|还|又|均|仍|尚|有|达到?|为|是|约|全[市省县区州](?![县市区])|我[市省县区州]|本[市省县区]|各级|对|将|把|在(?![建册校岗编职产逃])|了|的|\d{1,2}月份?|[0-9]{4}年度?|[\s、和及与或“”\"()（）.．:：]|[一二三四五六七八九十]是|[(（]?\d{1,2}[)）.、．]|[①-⑳])+"
)
_TRAIL = pattern(
    r"(?:同比|环比|累计|共计|总计|合计|分别|达到?|为|是|约|近|超过?|突破|共|有|了|已|的|均|各|计|在|至|到|由(?:上年|去年|年初)?(?:同期)?(?:的)?|从|增长|增加|增至|上升|下降|减少|降至|提高|提升|升至|占|[\s、:：“”(（]|其中|总数|多达|高达|不少于|不低于|至少)+$"
)
_NOUN = pattern(r"\s?的?(?P<noun>(?:[一-龥]、)?[^，,。；;：:、\d！？（）()]{2,24})")
_NO_NOUN = pattern(
    r"\s?(?:以上|以下|左右|的?(?:增长|增加|下降|减少)|和|及|与|或|[”》】\]]|增至|降至|升至|提高|提升|上升|缩短|压缩|用于|分别|占|中|居|位居|位列|名列|排名|合计|共计|之[间和]|次之|变为|变更|调整|精简|整合|改为|转为|尚有|已|仍|均|为|是|由|至|到|同比|环比|计|[，。；])"
)
_NOUN_END = pattern(
    "(?<=..)(?:尚|已经?|仍|均|未|被|因|存在|进行|涉及|同比|增长|下降|被评|达到|超过|低于|高于|实现|完成|参加|平均每|中[，,]?有?|中$)"
)
_COMPARES = pattern(
    r"(?:(?:均|虽|则|也)?(?:同比|环比|按年|比(?!例|重)|较|占|居|列|排|两年平均|增长|下降|增加(?!值)|减少|提高|高于|低于|全[国省市区县]|回落|由|从|与)[^，]{0,16}|(?:缩短|提升|提高|降低|变|调整|精简|压缩|增加|减少|下降|上升)(?:为|至|到)?|.{0,2})"
)
_ITEMS = pattern(r"[、，,]|和|及|与")
_RESPECTIVE = pattern(r"分别(?:为|是|达|有|达到|完成|实现|占|增长|下降|减少|增加|上升|提高|[^，,。；;、\d]{0,8})?$")
_NAMES = pattern(
    r"(?P<names>[^，,。；;：:\d（()）]{2,80})(?:次之)?[，,]?(?:的?[^，,。；;：:、\d]{0,6})?(?:同比|环比)?分别[^，,。；;、\d]{0,8}$"
)
_PREVIOUS = pattern(r"(?:^|[，,。；;：:])(?P<phrase>[^，,。；;：:\d]{2,40})[，,：:]\s*[^，,。；;：:\d]{0,4}$")
_HEAD = pattern(r"出现[在于]|位于|发生在|达到?$|为$|是$|者为")
_OPENING = pattern(r"(?P<phrase>[^，,。；;：:（）()]{2,24})[（(][^（()）]{0,60}[)）][^，,。；;：:]{0,8}$")


def name(text: str, measure: Measure, at: int, until: int, clause: str) -> None:
    """Set the indicator that the words around a number give; `at` and `until` are the ends of the numbers beside it."""
    quantity = measure.quantity
    where = _beside(text, measure, at, until, clause)
    floor = max(at, quantity.span.start - 60)
    if where is None and (before := _PREVIOUS.search(text[floor : quantity.span.start])):
        phrase = _HEAD.split(before["phrase"])[0]
        start = floor + before.start("phrase")
        where = _trimmed(text, start, start + len(phrase))
    if where is not None and where.start < where.end:
        measure.indicator_span = where
        measure.indicator = "".join(where.of(text).split())


def _beside(text: str, measure: Measure, at: int, until: int, clause: str) -> Span | None:
    q = measure.quantity
    noun = _NOUN.match(text, q.span.end, until) if measure.kind in _HAS_NOUN else None
    if noun is not None and q.dimension in ("count", "share", "") and not _NO_NOUN.match(text, q.span.end):
        start, end = noun.span("noun")
        if cut := _NOUN_END.search(text, start, end):
            end = cut.start()
        left = _trimmed(text, q.span.start - len(clause), q.span.start) if clause.endswith("的") else None
        return left or Span(start, end)
    if clause.count("）") + clause.count(")") > clause.count("（") + clause.count("("):  # 市本级（含4个园区）完成
        opened = _OPENING.search(text, max(measure.within, q.span.start - 90), q.span.start)
        return _trimmed(text, *opened.span("phrase")) if opened else None
    return _trimmed(text, q.span.start - len(clause), q.span.start)


_HAS_NOUN: Final = frozenset(("count", "share", "threshold", "amount", "rank"))


def _trimmed(text: str, begin: int, end: int) -> Span | None:
    """A phrase without the words before and behind that name nothing; None where nothing is left."""
    lead = _LEAD.match(text, begin, end)
    start = lead.end() if lead else begin
    trail = _TRAIL.search(text, start, end)
    stop = trail.start() if trail else end
    if stop - start > MAX_PHRASE:
        start = stop - MAX_PHRASE
    return Span(start, stop) if stop - start > 1 else None


def inherit(text: str, rows: Sequence[Measure]) -> None:
    """Give the rows of a sentence that name nothing themselves what they compare, and the numbers of a 分别 their names."""
    for index, row in enumerate(rows):
        if row.indicator is not None and not (
            (row.compared or row.kind in _DERIVED) and _COMPARES.fullmatch(row.indicator)
        ):
            continue
        base = _base(text, rows, index)
        if base is not None:
            row.indicator, row.indicator_span = base.indicator, base.indicator_span
    _distribute(text, rows)


_DERIVED: Final = frozenset(("change", "share", "rank"))


def _base(text: str, rows: Sequence[Measure], index: int) -> Measure | None:
    """The number that a change or share is of: no comparison itself, and in no bracket that is closed."""
    row = rows[index]
    other: Measure | None = None
    for base in reversed(rows[max(0, index - MAX_BACK) : index]):
        between = text[base.span.end : row.span.start]
        if between.count("）") + between.count(")") > between.count("（") + between.count("("):
            continue
        if base.indicator and base.kind not in _DERIVED and not base.compared:
            return base
        other = other or (base if base.indicator else None)
    return other


def _distribute(text: str, rows: Sequence[Measure]) -> None:
    """分别下降11.4%、8%和15.2% meets its three subjects in order."""
    index = 0
    while index < len(rows):
        first = rows[index]
        start = rows[index - 1].span.end if index else first.within
        left = text[max(start, first.span.start - 100) : first.span.start]
        many = 1
        while index + many < len(rows) and _is_next(text, rows[index + many - 1], rows[index + many]):
            many += 1
        if many > 1 and _RESPECTIVE.search(left):
            _share_out(left, rows, index, many)
        index += many


def _is_next(text: str, one: Measure, other: Measure) -> bool:
    between = text[one.span.end : other.span.start].strip()
    return between in ("、", "和", "及", "与", "，", ",") and one.kind == other.kind


def _share_out(left: str, rows: Sequence[Measure], index: int, many: int) -> None:
    group = rows[index : index + many]
    names = _NAMES.search(left)
    items = [item.strip() for item in _ITEMS.split(names["names"]) if item.strip()] if names else []
    if len(items) == many or (len(items) > many and all(map(is_name, items[-many:]))):
        what = group[0].indicator if group[0].kind in _DERIVED else None
        for row, item in zip(group, items[-many:], strict=True):
            label = "".join(_TRAIL.sub("", _LEAD.sub("", item, count=1)).split()) or item
            row.indicator = f"{label}{what}" if what and is_name(label) and what not in label else label
        return
    levels = [row for row in rows[max(0, index - MAX_BACK) : index] if row.kind not in _DERIVED and not row.compared]
    if len(levels) >= many:
        for row, level in zip(group, levels[-many:], strict=True):
            row.indicator, row.indicator_span = level.indicator, level.indicator_span


_SUBJECT = pattern(
    r"(?!检|抽|完成|办|收到|受理|开展|组织|共|全|新|查|发现|整改|建成|涉及|其|各|该|累计|通过|对|向|为|在|从|按|公开|主动|未|已|有)[一-龥（()）]{2,24}"
)
"""Beginnings of units and places, and of no verb."""


def subject(indicator: str | None) -> str | None:
    """The unit or place that a phrase begins with, and whose number it is."""
    match = _SUBJECT.match(indicator or "")
    if match is None:
        return None
    return next((part for stop in range(len(match[0]), 1, -1) if is_name(part := match[0][:stop])), None)


def clause_of(text: str) -> str:
    """The words of the last clause."""
    return re.split("[，,；;：:。！？]", text)[-1]
