"""What is measured, of whom, and of how many: the words around a ranking."""

from __future__ import annotations

import re
from functools import cached_property

from govtext.facts.rankings.model import NUMBER, Order
from govtext.patterns import pattern
from govtext.scan import Block

MAX_LEAD = 400
"""Characters before a list in which its sentence may say of how many units it is."""
_MEASURE_END = (
    r"得分率|综合得分|总得分|得分|总分|分数|成绩|综合指数|指数|满意度|[\u4e00-\u9fff]{1,4}率|幅度|增幅|降幅|升幅|增速|浓度|绩效|"
    "排名|排序|名次|位次|总量|数量|金额|规模|水平|质量|情况"
)


def measure_of(lead: str, block: Block) -> str:
    """The measure that a lead or the headings name: 县区综合得分率, 回访满意率."""
    lead = re.sub(r"[由从]\S到\S.*$", "", lead)
    lead = re.sub(
        rf"(?:排名|排序|排在|位列|得分)?(?:较[高低好]|[前后末](?:{NUMBER})[名位]?)?(?:的)?(?:单位|部门|市|县|区|城市)?(?:依次|分别)?$",
        lambda m: "得分" if m[0].startswith("得分") else "",
        lead,
    )
    if looked := re.search(
        r"从(?P<of>[^，,；;。]{4,30}?)(?:来)?看[，,]?$", lead
    ):  # 从实际引进资金看，甲镇、乙镇分列第一、第二
        return looked["of"]
    clause = re.split(r"[，,。；;：:]", lead.strip("，, "))[-1].strip()
    clause = re.sub(r"^.{0,40}?按照?(?![期时年月季质量])(?=[\u4e00-\u9fff]{2})", "", clause)
    clause = re.sub(r"^依(?=成绩|得分|总分|分数|综合)", "", clause)
    named = re.search(rf"[\u4e00-\u9fffA-Za-z\d.（）()、—-]{{0,24}}(?:{_MEASURE_END})", clause)
    if named and len(named[0]) >= 2:
        return _SCOPE.sub("", "".join(named[0].split())).strip("：:，, ")
    if looked := re.search(rf"从(?P<of>[^，,；;。]{{0,20}}(?:{_MEASURE_END}))(?:来)?看[，,]", lead):
        return looked["of"]  # 从整改率看，10个县中排在前三位的依次是甲县
    for heading in reversed(block.headings):
        head = re.sub(r"(?:排名|排序|情况|结果)$", "", heading)
        if re.search(_MEASURE_END, heading) or heading.endswith(("排名", "排序")):
            return head or heading
    inside = re.search(rf"[\u4e00-\u9fff（）()、]{{0,16}}(?:{_MEASURE_END})", lead)
    if inside:
        return inside[0]
    if 1 < len(clause) <= 24 and not re.search(r"\d", clause):
        return clause
    return block.headings[-1] if block.headings else "得分"


_SCOPE = pattern(r"^(?:本[月季年次期]度?)?\d{1,3}(?:个|家|所)(?=[\u4e00-\u9fff]{4})")
"""本月12个 of 本月12个社区得分."""


def category_of(lead: str, block: Block) -> str | None:
    match = re.search(
        r"(?:^|[，,：:；;\d个家所的])(?P<cls>[\u4e00-\u9fff（）()、]{2,12}?(?:县区|市州|部门|单位|乡镇|镇街|城市|学校|企业|管委|园区|省份|组|县（市、区）|县\(市、区\)))(?=综合|本级|得分|门户|按|$|中)",
        lead,
    )
    if match:
        return match["cls"]
    unfit = re.compile(rf"排名|结果|情况|名次|得分|排序|状况|(?:{_MEASURE_END})$|^个")
    return next((h for h in reversed(block.headings) if 2 <= len(h) <= 16 and not unfit.search(h)), None)


def total_of(text: str, start: int, end: int, category: str | None, sizes: Sizes) -> int | None:
    """How many units are ranked, where the sentence says so, or the document of the same class."""
    here = (m for m in _HOW_MANY.finditer(text, max(start, end - MAX_LEAD), end) if _CLASS_NOUN.search(m["noun"]))
    first = next(here, None)
    return int(first["n"]) if first else sizes.first(category)


class Sizes:
    """Numbers of units that the text states, by what they count; found when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _by_noun(self) -> dict[str, dict[tuple[str, int], None]]:
        found: dict[str, dict[tuple[str, int], None]] = {}
        for match in _HOW_MANY.finditer(self._text):
            noun = _letters(match["noun"])
            found.setdefault(noun[:2], {})[noun, int(match["n"])] = None
        return found

    @cached_property
    def _any(self) -> frozenset[int]:
        return frozenset(n for alike in self._by_noun.values() for noun, n in alike if _CLASS_NOUN.match(noun))

    def of(self, order: Order) -> frozenset[int]:
        """Numbers that may be that of a ranking's units."""
        names = [_letters(name)[:2] for name in (order.category or "", order.measure) if len(_letters(name)) > 1]
        return frozenset(self._any.union(number for name in names for _, number in self._by_noun.get(name, ())))

    def first(self, category: str | None) -> int | None:
        """The first number that counts units of a class."""
        wanted = _letters(category or "")
        alike = self._by_noun.get(wanted[:2], {}) if wanted else {}
        return next((number for noun, number in alike if noun.startswith(wanted)), None)


_HOW_MANY = pattern(r"(?<![第前后末\d.])(?P<n>\d{1,3})\s?(?:个|家|所)(?P<noun>[\u4e00-\u9fff（）()、]{1,16})")
_CLASS_NOUN = pattern("县|市|区|部门|单位|乡|镇|街道|学校|企业|园区|省|州|旗")


def _letters(text: str) -> str:
    return "".join(char for char in text if "\u4e00" <= char <= "\u9fff")
