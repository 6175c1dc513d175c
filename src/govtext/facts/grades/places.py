"""Grades that a text gives by place: 前2名列优等，其余4个机关列甲等, where a list before it says who holds which place."""

from __future__ import annotations

from govtext.facts.grades.model import NUMBER
from govtext.patterns import pattern
from govtext.units import Listed, is_name, split_list
from govtext.values.numeral import han_to_int

MAX_ORDER = 1200
"""Characters before a statement in which its block may list units by place."""

_SUBJECT = pattern(
    rf"(?:^|[，,；;。：:]|其中)\s*(?:得分|成绩|考核|综合)?(?:排名|排在|位列|名列|列)?(?:前\s?(?P<top>{NUMBER})|第\s?(?P<from>{NUMBER})(?:\s?[名位]?\s?(?:至|到|—|-|~|～)\s?第?\s?(?P<to>{NUMBER}))?)\s?[名位]"
    r"(?:的)?(?:单位|部门|机关|学校|企业|乡镇|街道|县区|[县市区])?(?:[，,]?(?:均|都|分别))?$"
)
_PLACE = pattern(
    rf"第\s?(?P<r>{NUMBER})\s?[名位]\s?(?:[：:]|为|是)?\s?(?P<name>[\u4e00-\u9fff]{{2,24}}(?:[（(]\d{{1,3}}(?:\.\d{{1,4}})?分?[)）])?)(?=[、，,；;。\s]|$)"
)
_IN_ORDER = pattern(
    r"[由从]高到低[^。；;：:]{0,12}?(?:依次|排序|排列|顺序)(?:为|是)?[：:]?\s*(?P<list>[^。；;]{4,600})"
)


def top_places(text: str, start: int, end: int) -> tuple[Listed, ...]:
    """The units of 前2名 or 第3至5名 that ends `text[start:end]`, from the order that the text before it gives; else none."""
    subject = _SUBJECT.search(text, max(start, end - 40), end)
    if subject is None:
        return ()
    first = 1 if subject["top"] else han_to_int(subject["from"])
    last = han_to_int(subject["top"] or subject["to"] or subject["from"])
    order = order_before(text, start, subject.start())
    if first is None or last is None or not 1 <= first <= last < len(order) + 1:
        return ()
    return order[first - 1 : last]


def order_before(text: str, start: int, end: int) -> tuple[Listed, ...]:
    """Units in the order of their places, as `text[start:end]` lists them last; none where a place is missing or shared."""
    low = max(start, end - MAX_ORDER)
    placed = list(_PLACE.finditer(text, low, end))
    firsts = [i for i, match in enumerate(placed) if han_to_int(match["r"]) == 1]
    placed = placed[firsts[-1] :] if firsts else []
    if len(placed) > 1:
        items = [item for match in placed for item in split_list(text, *match.span("name"))[:1]]
        ranks = [han_to_int(match["r"]) for match in placed]
        return tuple(items) if ranks == list(range(1, len(items) + 1)) and _names(items) else ()
    for match in reversed(list(_IN_ORDER.finditer(text, low, end))):
        items = split_list(text, *match.span("list"))
        return tuple(items) if _names(items) else ()
    return ()


def _names(items: list[Listed]) -> bool:
    return len(items) > 1 and all(is_name(item.text) for item in items)
