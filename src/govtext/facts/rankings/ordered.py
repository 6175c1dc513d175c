"""Lists said to be in order: 得分从高到低依次为甲、乙; 排名后三位的依次是; numbered items; 居第14、第15位的分别为."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from govtext.facts.rankings.measures import Sizes, category_of, measure_of, total_of
from govtext.facts.rankings.model import CLASSIFIER, NUMBER, Order, Place, all_units, run_of_names
from govtext.patterns import pattern
from govtext.scan import Block, Mentions
from govtext.text import Span
from govtext.units import Listed, is_name, split_list
from govtext.values.numeral import han_to_int

_ORDERED = pattern(
    r"(?P<lead>[^。；;：:]{0,60}?)(?:(?P<dir>[由从](?:高到低|好到差|优到劣|大到小|多到少|快到慢|前到后|低到高|差到好|劣到优|小到大|少到多))(?:的)?(?:顺序)?(?:排列|排名|排序|排)?(?:[，,])?)?"
    r"(?P<say>依次为|依次是|依序为|依次|排名为|排序为|排名如下|排序如下|名次为|顺序为|分别为|分别是|(?<![行作认视称])为|是|(?:排序|排名)(?=[：:])|(?<=[名位])(?=[：:]|[（(][^（()）]{2,30}[)）][：:]))(?P<note>[（(][^（()）]{2,30}[)）])?(?P<colon>[：:]?)\s*(?P<list>[^。；;\n]{4,1500})"
)
_NUMBERED = pattern(
    r"(?P<lead>[^。；;：:]{2,60})(?P<dir>)(?P<say>)(?P<colon>[：:])\s*(?P<list>(?:1\s?[.．、]|①|[（(]1[)）])\s?[\u4e00-\u9fff][^。\n]{4,1500}?[；;、，,\s]\s?(?:\d{1,3}\s?[.．、]|[②-⑳]|[（(]\d{1,2}[)）])\s?[\u4e00-\u9fff][^。\n]{0,1500})"
)
"""得分前六位：1.甲市（97.4分）；2.乙市（96.8分）: items with the numbers of their places."""
_UNNUMBERED = pattern(r"(?P<n>)(?P<names>[\u4e00-\u9fff][^；;。\n]{1,80})(?=[；;。\n]\s*2\s?[.．、])")
_FIRST_ITEM = pattern(r"[：:]\s*(?:1\s?[.．、]|①|[（(]1[)）])")
_RATE_LEAD = pattern(r"(?:得分率|综合得分|得分|总分|成绩|指数|排名|排序|名次|位次)$")
TOP = pattern(
    rf"(?:得分|排名|位列|排在|居|位居|列|综合得分|总分)?(?:的)?(?P<end>前|后|末|倒数)\s?(?P<n>{NUMBER})\s?(?P<cl>名|位|的|个|家)?(?:的)?(?:单位|部门|城市|市|县|区|市（州）|市州|县区|县\(市、区\)|县（市、区）|县（区）|乡镇|街道|乡镇（街道）|镇（街道）|镇街|企业|学校)?$"
)


_AT_PLACES = pattern(
    r"(?:排名|位列|排在|位居|名列|居|列)?第?(?P<ranks>\d{1,3}[名位]?(?:[、，,和及]第?\d{1,3}[名位]?)+)[名位](?:的)?(?:单位|部门|街道|乡镇)?(?:分别|依次)?(?:为|是)[：:]?\s*(?P<list>[^。；;\n]{4,400})"
)
"""居第14、第15、第16位的分别为甲局、乙局、丙局."""


def at_places(text: str, start: int, end: int, block: Block, beside: list[Order]) -> Iterator[Order]:
    """Places told together, then their units; the measure is that of the ranking beside it in the sentence."""
    for match in _AT_PLACES.finditer(text, start, end):
        ranks = [int(number) for number in re.findall(r"\d{1,3}", match["ranks"])]
        items = run_of_names(split_list(text, *match.span("list")))[: len(ranks)]
        if len(items) != len(ranks) or not all_units(items):
            continue
        lead = text[start : match.start()].rstrip("，, ")
        near = next((order for order in beside if order.span.start < match.start()), None)
        measure = near.measure if near else measure_of(lead, block)
        category = near.category if near else category_of(lead, block)
        places = [Place(rank, item) for rank, item in zip(ranks, items, strict=True)]
        if near is not None:  # its list reaches no further than this clause
            near.span = Span(near.span.start, min(near.span.end, match.start()))
        yield Order(measure, category, Span(*match.span()), places)


_ITEM = pattern(
    r"[\s；;、，,。]*(?:(?P<n>\d{1,3})\s?[.．、]|(?P<ring>[①-⑳])|[（(](?P<in>\d{1,2})[)）])\s?(?P<names>[\u4e00-\u9fff][^；;。\n]{1,80})"
)


def _rank(match: re.Match[str]) -> int:
    """The number of an item: 3., （3）, ③; 1 where its label was taken for a section's."""
    found = match.groupdict()
    if found.get("ring"):
        return ord(found["ring"]) - ord("①") + 1
    return int(found["n"] or found.get("in") or 1)


def numbered_below(block: Block, mentions: Mentions) -> Iterator[Order]:
    """得分居前10位的依次是：, and below it lines of 1.甲局（186分）；2.乙局（179分）."""
    text = mentions.text
    lead = re.split("[。；;]", block.text.rstrip("：: \n"))[-1]
    plain = re.sub(r"(?:的)?(?:依次|分别)?(?:为|是|如下)?$", "", lead)
    top = TOP.search(plain.rstrip("的")) or TOP.search(plain)
    if not (top and top["end"] == "前") and not re.search("排名|排序|名次|位次|[由从]高到低|依次", lead):
        return
    places: list[Place] = []
    at, last = block.span.end, 0
    while match := _ITEM.match(text, at):
        rank = _rank(match)
        items = _with_score(split_list(text, *match.span("names")))
        if (
            not items
            or not all_units(items)
            or not last < rank <= last + max(1, len(places[-4:]))
            or (not last and rank != 1)
        ):
            break
        places += [Place(rank, item, len(items) > 1) for item in items]
        at, last = match.end(), rank
    if len(places) < 2:
        return
    order = Order(measure_of(plain, block), category_of(plain, block), Span(block.span.start, at), places)
    order.stated = han_to_int(top["n"]) if top else None
    order.strict = order.stated is not None
    yield order


RANKED_HEADING = pattern(r"(?:及|和)?(?:排名|名次|位次|排序)(?:情况|结果)?$")


def numbered_here(block: Block, text: str) -> Iterator[Order]:
    """1.甲市（96.4分）；2.乙县（95.8分） as a paragraph below a heading that says 排名; its first number may be its label."""
    heading = block.headings[-1] if block.headings else ""
    if block.is_heading or not RANKED_HEADING.search(heading):
        return
    places: list[Place] = []
    at, last = block.span.start, 0
    while match := _ITEM.match(text, at, block.span.end) or (
        _UNNUMBERED.match(text, at, block.span.end) if not places else None
    ):
        rank = _rank(match)
        items = _with_score(split_list(text, *match.span("names")))
        if not items or not all_units(items) or not last < rank + 1 <= last + 1 + max(1, len(places[-4:])):
            break
        places += [Place(rank, item, len(items) > 1) for item in items]
        at, last = match.end(), rank
    if len(places) > 2 and at >= block.span.end - 2:
        yield Order(RANKED_HEADING.sub("", heading), category_of(heading, block), Span(block.span.start, at), places)


def _with_score(items: list[Listed]) -> list[Listed]:
    """Units of one place with the score that the last of them bears."""
    score = next((item.score for item in reversed(items) if item.score is not None), None)
    return [item if item.score is not None else replace(item, score=score) for item in items]


def in_order(text: str, start: int, end: int, block: Block, sizes: Sizes) -> Iterator[Order]:
    """得分从高到低依次为A、B、C; 县区综合得分率为A、B; 排名后三位的依次是A、B、C."""
    at = start
    has_items = _FIRST_ITEM.search(text, start, end) is not None
    while at < end:
        stop = min((i for mark in "；;" if (i := text.find(mark, at, end)) >= 0), default=end)
        numbered = _NUMBERED.match(text, at, end) if has_items else None
        if numbered:  # its items may be parted by ；
            stop = end
        begins = [at, *(at + colon.end() for colon in re.finditer("[：:]|[，,]其中(?=得分|[排总综])", text[at:stop]))]
        for match in [numbered] if numbered else [_ORDERED.match(text, begin, stop) for begin in begins]:
            order = _ordered(text, match, block, sizes, start) if match is not None and _is_order(match) else None
            if order is not None:
                yield order
                last = max(place.item.span.end for place in order.places)
                if not numbered and (comma := _GOES_ON.match(text, last, stop)):  # 前三位依次为…，后三位依次为…
                    stop = comma.end() - 1
                break
        at = stop + 1


_GOES_ON = pattern(r"(?:[（(][^（()）]{0,20}[)）]|\d[\d.]{0,6}分?|[%％])?[，,]")


def _is_order(match: re.Match[str]) -> bool:
    lead = match["lead"].rstrip("，, ")
    if re.search(
        r"不分先后|检查|开展|行程|负责|座谈|调研|抽查了|顺序由|抽签",
        re.split("[，,]", lead)[-1] if match["dir"] else lead,
    ):
        return False
    if re.match(r"1|①|[（(]1", match["list"]) and not match["say"]:
        return bool(TOP.search(lead) or re.search("排名|排序|名次|位次|依次|前|得分", lead))
    if re.match(r"第\s?[\d一二三四五六七八九十]", match["list"]):
        return False  # each place is said: 第1名甲县
    if not match["say"]:
        return TOP.search(lead) is not None
    if match["dir"] or match["say"] in ("排序", "排名", "排名为", "排序为", "排名如下", "排序如下", "名次为"):
        return True
    if match["say"] in ("依次为", "依次是", "依次", "依序为"):
        return bool(re.search(r"排名|排序|排在|得分|名次|位次|总分|成绩|前|后|倒数|末|较[高低好差]|率|指数|幅度", lead))
    return bool(_RATE_LEAD.search(lead) or TOP.search(lead) or _RUN.search(lead))


def _ordered(text: str, match: re.Match[str], block: Block, sizes: Sizes, sentence: int) -> Order | None:
    items = split_list(text, *match.span("list"))
    items = run_of_names([_unnumbered(item) for item in items])
    stated = None
    tail = (
        re.search(rf"(?:等)?(?P<n>{NUMBER})(?:{CLASSIFIER})[\u4e00-\u9fff（）()、]{{0,10}}$", items[-1].text)
        if items
        else None
    )
    if tail and is_name(items[-1].text[: tail.start()]):
        stated = han_to_int(tail["n"])
        items[-1] = Listed(
            items[-1].text[: tail.start()], Span(items[-1].span.start, items[-1].span.start + tail.start())
        )
    ranks = _printed_ranks(text, match, len(items))
    if len(items) < 2 or not all_units(items):
        return None
    lead = match["lead"].rstrip("，, ")
    plain = re.sub(r"[，,]?从倒数第[一1][名位]?数?起.*$|(?:的)?(?:依次|分别)?$", "", lead)
    top = TOP.search(plain.rstrip("的")) or TOP.search(plain) or TOP.search(lead)
    category = category_of(lead, block)
    total = total_of(text, sentence, match.start("list"), category, sizes)
    backwards = bool(top and top["end"] != "前") or "倒数" in lead
    if top:
        stated = han_to_int(top["n"])
    order = Order(measure_of(lead, block), category, Span(match.start(), match.end()), stated=stated)
    if stated is None and not backwards and (number := _HOW_MANY_IN_LEAD.search(lead)):
        stated = order.stated = int(number["n"])
    order.strict = stated is not None
    run = _RUN.search(match.groupdict().get("note") or lead)
    if run and abs(int(run["a"]) - int(run["b"])) + 1 == len(items):
        step = 1 if int(run["b"]) > int(run["a"]) else -1
        order.places = [Place(int(run["a"]) + step * i, item) for i, item in enumerate(items)]
    elif ranks is not None:
        order.places = [Place(rank, item) for rank, item in zip(ranks, items, strict=True)]
    elif backwards:
        up = bool(re.search("倒数", lead)) or not top
        order.places = _from_the_end(items, total, counted_up=up, scores=[item.score for item in items])
        order.ascending = total is None
    else:
        order.places = _with_ties(items)
        order.ascending = bool(match["dir"] and match["dir"][1] in "低差劣小少")
    return order


_HOW_MANY_IN_LEAD = pattern(
    rf"(?P<n>\d{{1,3}})(?:{CLASSIFIER})(?=[^，,、]{{0,8}}[县市区旗州镇乡校院局社]|[^，,、]{{0,6}}(?:单位|部门|企业|街道))"
)
_RUN = pattern(r"(?:从)?第\s?(?P<a>\d{1,3})\s?[名位]?\s?(?:到|至)\s?第?\s?(?P<b>\d{1,3})\s?[名位]")


def _unnumbered(item: Listed) -> Listed:
    """A name without the number of its place (1.长沙市)."""
    match = re.match(r"(?:\d{1,3}[.．、]|[（(]\d{1,3}[)）]|[①-⑳])", item.text)
    if not match:
        return item
    return Listed(item.text[match.end() :], Span(item.span.start + match.end(), item.span.end), item.score, item.note)


_PLACE_BEHIND = pattern(r"[（(]第\s?(\d{1,3})\s?[名位][)）]")


def _printed_ranks(text: str, match: re.Match[str], count: int) -> list[int] | None:
    """Numbers printed before each item of a list (1.甲市；2.乙市；3.丙市), or the place behind it (甲镇（第28位）)."""
    behind = _PLACE_BEHIND.findall(match["list"])
    if len(behind) == count:
        return [int(number) for number in behind]
    numbers = re.findall(r"(?:^|[；;、，,：:\s])\s*(\d{1,3})[.．]\s*[\u4e00-\u9fff]", match["colon"] + match["list"])
    return [int(number) for number in numbers] if len(numbers) == count else None


def _from_the_end(
    items: Sequence[Listed], total: int | None, *, counted_up: bool, scores: list[float | None]
) -> list[Place]:
    """Places of the last few: counted from the top where the total is known, else from the bottom."""
    falling = all(a is not None and b is not None and a >= b for a, b in pairwise(scores))
    rising = all(a is not None and b is not None and a < b for a, b in pairwise(scores))
    last_first = counted_up if not (falling or rising) or len(scores) < 2 or scores[0] is None else rising
    count = len(items)
    if total is None:
        return [Place(i, item) for i, item in enumerate(items if last_first else list(reversed(items)), 1)]
    if last_first:
        return [Place(total - i, item) for i, item in enumerate(items)]
    return [Place(total - count + 1 + i, item) for i, item in enumerate(items)]


def _with_ties(items: Sequence[Listed]) -> list[Place]:
    """Places 1, 2, 3 …; units said to be level share one, also where only the last of them is followed by the score."""
    places: list[Place] = []
    for index, item in enumerate(items, 1):
        level = item.note is not None and "并列" in item.note
        if level and places and places[-1].item.score is None and item.score is not None:
            first = places[-1]
            places[-1] = Place(first.rank, replace(first.item, score=item.score))
        level = level and bool(places) and places[-1].item.score == item.score
        places.append(Place(places[-1].rank if level else index, item))
    return places
