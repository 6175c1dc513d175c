"""Which numbers measure, and which only number, name, date or promise."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from govtext.facts.statistics.model import squeezed
from govtext.patterns import pattern
from govtext.scan import Mentions
from govtext.text import Span
from govtext.values.quantity import Quantity

_DATE = pattern(
    r"(?:19|20)\d\d\s?(?:[—–~～至到-]\s?(?:19|20)\d\d\s?)?(?:学?年度?)|[\d〇零一二三四五六七八九十]{1,3}\s?(?:[—–~～至到、-]\s?[\d一二三四五六七八九十]{1,3}\s?)?月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s?[\d一二三四五六七八九十]{1,3}\s?(?:日|号))?"
    r"|\d{1,2}日|\d{1,2}[:：]\d\d|\d{1,2}[时点](?:\d{1,2}分)?|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?|[一二][〇○零一二三四五六七八九]{3}年|(?:19|20)\d\d(?=[-—]\d{4}年)|民国[\d一二三四五六七八九十百〇零]{1,6}年"
)
_NUMBERED = pattern(
    r"第\d{1,3}[-—–~～至]\d{1,3}[条款项章节号期批个]?|[A-Za-z/T]{1,6}\s?\d[\d.—-]*(?![\d件个家条人次户份项宗])|第[\d一二三四五六七八九十百零]{1,6}[条款项章节号期次届]|\d{3,4}-\d{7,8}|(?<!\d)\d{7,}(?=[^\d人户件个元条万亿次份家吨])|(?<!\d)1\d{10}(?!\d)"
)


def closed_stretches(mentions: Mentions) -> tuple[list[int], list[int]]:
    """Starts and ends of stretches whose digits are nobody's statistic: titles, document numbers, dates."""
    text = mentions.text
    spans = [t.span for t in mentions.titles] + [n.span for n in mentions.numbers]
    spans += [Span(*m.span()) for pattern_ in (_DATE, _NUMBERED) for m in pattern_.finditer(text)]
    spans.sort()
    return [s.start for s in spans], [s.end for s in spans]


_CONTEXT: Final = 14
_AFTER_NONE = pattern(r"\s?(?:方面|类|种(?!植|子)|部分|大类|级|维度|步|阶段|周年|年来|年内|年前|年后|左右地震|届)")
_BEFORE_NONE = pattern(
    r"(?:前|[排最]后|头|第|近|过去|未来|今后|连续|每|“|(?<!及)以下|下列|如下|这|那|某|(?<!合)同|一式|逐|统|首|其|×|\*|[KkＫ]\d{1,4}\+)$"
)
_NICKNAME = pattern("[^”\"’'“‘\n，。；]{0,12}[”\"’']")
_SLOGAN = pattern("[“\"'‘][^”\"'’\n]{0,16}$")
_LISTS = pattern(r"(?:(?<![\d分岁元%万米名位）)及])以下|下列|如下)[^，。]{0,4}$")
_AGED = pattern("年龄[^，。；]{0,6}$|平均$")
_ROOMS = frozenset(("栋", "幢", "楼", "室", "层", "座"))
_SHORTCOMINGS = pattern("(?:个|项|类|方面|点)?[^，。；]{0,6}(?:问题|方面|不足|情形|短板)")
_RANK = pattern(
    r"(?:居|列|排名?|位次|名次|位于|获得?|跃升至|上升[到至]|前进至|排[在名]|取得)[^，。；]{0,12}$|(?:名列|分列|分别居|分居)[^，。；]{0,30}$|全[国省市][^，。；]{0,4}$|[、和]\s?$"
)
_RANK_UNIT = frozenset(("位", "名", ""))
_CAPACITY = pattern(
    r"[一-龥A-Za-z]{0,14}?(?:项目|工程|矿井|煤矿|装置|生产线|基地|电站|电厂|机组|风电场|炼化|炼油|矿区|[（(])"
)
"""What follows the capacity in the name of a project: 300万吨/年煤矿项目; not 180万吨/年煤制油产能."""
_HAS_CAPACITY = frozenset(("mass", "mass/time", "power", "volume/time", "mass/day", "capacity"))
_NAMED_FOR = pattern("(?:年产|日产|公司|集团|油田|石化|炼化|关于)$")
_PLANT: Final = 10_000
"""Tonnes from which a mass before 项目 is what a plant makes a year."""
_NO_UNITS = frozenset(("届", "季度", "周年", "G"))
_SERVICE = pattern(r"\s?(?:滑动|值班|服务|热线|自助|在线|接听|不间断|开放|监测|咨询|报警|受理|应急)")
_RATE_WITHIN = pattern(r"(?:内)?(?:人工)?[一-龥]{0,4}率")


def measures(text: str, q: Quantity, start: int, end: int, closed: tuple[list[int], list[int]]) -> bool:
    """Whether a quantity may be a row by its form and the characters beside it."""
    index = bisect_right(closed[0], q.number.start) - 1
    if index >= 0 and closed[1][index] > q.number.start and closed[1][index] >= q.number.end:
        return False
    before = squeezed(text[max(start, q.span.start - _CONTEXT) : q.span.start])
    if q.ordinal:
        behind = text[q.span.end : q.span.end + 1]
        named = not q.unit and behind not in "和及与" and bool(_HAN_NOUN.match(behind))  # 第三监督检查室
        return (
            q.unit in _RANK_UNIT and not named and bool(_RANK.search(text, max(start, q.span.start - 32), q.span.start))
        )
    if not q.unit and q.dimension != "share":
        return _is_large(text, q)
    if not q.unit and "/" in text[q.number.start : q.number.end]:
        return bool(_OF_WHICH.search(before))
    if q.dimension == "score" and q.modifier in ("at_least", "at_most", "range"):
        return False
    if _AFTER_NONE.match(text, q.span.end) or _BEFORE_NONE.search(before) or _LISTS.search(before):
        return False
    if q.unit in _NO_UNITS or (
        (q.dimension in _HAS_CAPACITY or before.endswith(("年产", "日产"))) and _names_project(text, q, end, before)
    ):
        return False
    if before.endswith(("存在", "存在着", "存在的")) and q.unit in "个项点" and _SHORTCOMINGS.match(text, q.span.end):
        return False  # what follows lists them
    if _NICKNAME.match(text, q.span.end) and _SLOGAN.search(text, max(start, q.span.start - 18), q.span.start):
        return False
    if q.dimension == "age" and not _AGED.search(before):
        return False
    if before.endswith("号") and q.unit in _ROOMS:
        return False  # 仙来中大道219号2栋
    if q.dimension == "time" and not _is_duration(text, q, before):
        return False
    return q.dimension != "magnitude" and (not q.han or _is_told(text, q, start, end, before))


def _names_project(text: str, q: Quantity, end: int, before: str) -> bool:
    """Whether a capacity is part of the name of a project."""
    weighs = q.dimension == "mass" and q.value is not None and q.value >= _PLANT
    return (weighs or "/" in q.unit or bool(_NAMED_FOR.search(before))) and bool(_CAPACITY.match(text, q.span.end, end))


def _is_large(text: str, q: Quantity) -> bool:
    """Whether a number without a unit counts all the same: 注册用户860多万, 32万贫困人口."""
    printed = text[q.number.start : q.span.end]
    if "." in printed and _INDEX.search(text, max(0, q.span.start - 30), q.span.start):
        return True
    if q.han or len(printed) < 2 or not printed.rstrip("余多").endswith(("万", "亿")):
        return False
    return bool(_HAN_NOUN.match(text, q.span.end)) or bool(_HAN_NOUN.match(text, q.span.start - 1))


_INDEX = pattern(
    r"(?:指数|均值|系数|比值|率|[pP][hH]值?|AQI|PMI|CPI|容积率|中位数|密度比|综合值)[^，。；;\d]{0,12}$|指数[^，。；;]{0,24}[（(]$|指数[^，。；;]{0,14}\d\.\d+[^，。；;\d]{0,4}(?:到|至|为)$"
)


def _is_duration(text: str, q: Quantity, before: str) -> bool:
    """Whether a time is how long something lasts; 24小时 of a hotline, 近3年 and 15秒接通率 are none."""
    if q.unit in ("年", "日") or q.han:
        return bool(_LASTS.search(before))
    if q.unit == "天" and text[q.span.end : q.span.end + 1] in "内后前":
        return False
    if q.value == 24 and q.unit == "小时" and not _LASTS.search(before):
        return not _SERVICE.match(text, q.span.end) and bool(_HAN_NOUN.match(text, q.span.end))
    return not _RATE_WITHIN.match(text, q.span.end) and not text.startswith(
        ("滑动", "平均值", "降雨", "降水", "雨量"), q.span.end
    )


def _is_told(text: str, q: Quantity, start: int, end: int, before: str) -> bool:
    """Whether a number in words counts: 立案查处两起, 曝光典型案例九批; not 两个维护, 几十项, “三下乡”."""
    if _SLOGAN.search(text[max(start, q.span.start - 18) : q.span.start]):
        return False
    if q.modifier == "range" and text[q.number.start] in "几数":
        return False
    if q.number.end - q.number.start > 1:
        return True
    if text[q.number.start] in "百千万":  # 逾百人
        return q.modifier != "exact"
    if text[q.number.start] not in "两二三四五六七八九" or q.unit not in _TOLD_UNITS:
        return False
    ends = q.span.end >= end or text[q.span.end] in "，。；、,;（(）)\n"
    begins = q.unit in "家户起名人例宗所" and before.rstrip()[-1:] in ("", "，", "；", "、", "。", ",", ";")
    return bool(_DONE.search(before)) or begins or (ends and bool(_HAN_NOUN.fullmatch(before.rstrip()[-1:])))


_HAN_NOUN = re.compile("[一-鿿]")
_OF_WHICH = pattern("(?:占|达|约|近|有|的|超过?)$")
_LASTS = pattern(
    "(?:为期|历时|用时|时间|时限|期限|缩短|压缩|提前|延长|平均|工期|日数|日数为|天数|时长|年限|周期|耗时|等候|滞留|停留|空置|拖欠|长达|逾期|超期|挂账|闲置|最长)[^，。；]{0,8}$"
)
_TOLD_UNITS = frozenset("家起宗人例户次批部台辆件所座处份名条场篇")
_DONE = pattern(
    "(?:查处|发生|死亡|受伤|造成|处罚|关停|取缔|新增|立案|抓获|检查|通报|约谈|问责|处理|召开|举办|开展|组织|督办|吊销|移送)[^，。；]{0,8}$"
)
