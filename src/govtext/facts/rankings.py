"""Lists whose order is the result: rows of `rankings`.

An order is said in a few ways: places with their names (第1名：甲县; 甲县居第一), a run of places (分列第2位到第5位), a list said to be in
order (得分从高到低依次为甲、乙), the first or last few (排名后三位的依次是), numbered items below such a lead, or a table with a column of places.
The place of one unit alone is a statistic, no ranking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from govtext import lexicon
from govtext.patterns import pattern
from govtext.record import Ranking, RankingEntry
from govtext.scan import Block, Mentions, sentences
from govtext.structure import Document
from govtext.structure.tables import Grid
from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, restore_names, split_list
from govtext.values.numeral import han_to_int

__all__ = ["find"]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit with its place."""

    rank: int
    item: Listed
    tied: bool = False


@dataclass(slots=True)
class Order:
    """One ranking in the making. `stated`: how many places or units its lead promises."""

    measure: str
    category: str | None
    span: Span
    places: list[Place] = field(default_factory=list)
    ascending: bool = False
    stated: int | None = None
    from_table: bool = False
    strict: bool = False
    """Whether `stated` is said of this very list (前六位, 26个乡镇得分率为), so that another number contradicts it."""
    broken: bool = False
    """Whether places are left out on purpose (the first and the last few)."""
    sizes: frozenset[int] = frozenset()
    """Numbers of units of its class that the text states."""


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `rankings`."""
    if not _hints()(mentions.text):
        return {}
    orders: list[Order] = []
    sizes = _Sizes(mentions.text)
    for block in mentions.blocks:
        if not block.orders and _HINT.search(block.text):
            orders.extend(_read_block(block, mentions, sizes))
    orders.extend(_read_columns(mentions))
    for grid in mentions.tables:
        orders.extend(_read_table(grid, mentions))
    orders = [order for order in orders if len(order.places) > 1]
    for order in orders:
        order.sizes = sizes.of(order)
    rows: list[Ranking] = []
    for index, order in enumerate(orders, 1):
        names = restore_names([place.item for place in order.places])
        ranks = [place.rank for place in order.places]
        rows.append(
            Ranking(
                id=f"r{index}",
                measure=order.measure,
                category=order.category,
                period=mentions.period,
                order="ascending" if order.ascending else "descending",
                entries=tuple(
                    RankingEntry(
                        rank=place.rank,
                        tied=ranks.count(place.rank) > 1,
                        score=place.item.score,
                        unit=mentions.unit(place.item, name),
                    )
                    for place, name in zip(order.places, names, strict=True)
                ),
                span=document.view.to_source(*order.span),
            )
        )
    return {"rankings": tuple(rows), "_orders": tuple(orders)}


@cache
def _hints() -> lexicon.Finder:
    """Words without which nothing is ranked; a first look that costs nothing."""
    numbers = [*"一二三四五六七八九十123456789"]
    places = [mark + number for mark in "第前后末" for number in numbers]
    orders = [way + end + "到" for way in "由从" for end in "高低好大优差劣小少多"]
    return lexicon.matcher([*places, *orders, "依次", "排名", "名次", "位次", "排序", "得分率为", "倒数"])


_NUMBER = r"\d{1,3}|[一二三四五六七八九十两]{1,3}"
_HINT = pattern(
    r"[第前后末][一二三四五六七八九十\d]|依次|[排名位]次|排名|排序|[由从](?:[高低好大优差劣小少多]到)|得分率为|倒数"
)
MAX_LEAD = 400
"""Characters before a list in which its sentence may say of how many units it is."""
_MEASURE_END = (
    r"得分率|综合得分|总得分|得分|总分|分数|成绩|综合指数|指数|满意度|[\u4e00-\u9fff]{1,4}率|幅度|增幅|增速|浓度|绩效|"
    "排名|排序|名次|位次|总量|数量|金额|规模|水平|质量|情况"
)
_CLASSIFIER = "个|家|所|间|座|支|份|户|条|项|处|只|名|位"

# --- lists said to be in order

_ORDERED = pattern(
    r"(?P<lead>[^。；;：:]{0,60}?)(?:(?P<dir>[由从](?:高到低|好到差|优到劣|大到小|多到少|快到慢|前到后|低到高|差到好|劣到优|小到大|少到多))(?:的)?(?:顺序)?(?:排列|排名|排序|排)?(?:[，,])?)?"
    r"(?P<say>依次为|依次是|依序为|依次|排名为|排序为|排名如下|排序如下|名次为|顺序为|分别为|分别是|为|是)(?P<note>[（(][^（()）]{2,30}[)）])?(?P<colon>[：:]?)\s*(?P<list>[^。；;\n]{4,1500})"
)
_NUMBERED = pattern(
    r"(?P<lead>[^。；;：:]{2,60})(?P<dir>)(?P<say>)(?P<colon>[：:])\s*(?P<list>1\s?[.．、]\s?[\u4e00-\u9fff][^。\n]{4,1500}?[；;、，,\s]\s?\d{1,3}\s?[.．、]\s?[\u4e00-\u9fff][^。\n]{0,1500})"
)
"""得分前六位：1.甲市（97.4分）；2.乙市（96.8分）: items with the numbers of their places."""
_RATE_LEAD = pattern(r"(?:得分率|综合得分|得分|总分|成绩|指数|排名|排序|名次|位次)$")
_TOP = pattern(
    rf"(?:得分|排名|位列|排在|居|位居|列|综合得分|总分)?(?:的)?(?P<end>前|后|末|倒数)\s?(?P<n>{_NUMBER})\s?(?P<cl>名|位|的|个|家)?(?:的)?(?:单位|部门|城市|市|县|区|市（州）|市州|县区|县\(市、区\))?$"
)


def _read_block(block: Block, mentions: Mentions, sizes: _Sizes) -> Iterator[Order]:
    text = mentions.text
    for start, end in sentences(block):
        ordered = list(_in_order(text, start, end, block, sizes))
        runs = list(_at_places(text, start, end, block, ordered))
        if not runs:
            yield from _explicit(text, start, end, block)
        yield from _joined(sorted([*ordered, *runs], key=lambda order: order.span))
    if block.text.rstrip().endswith(("：", ":")):
        yield from _numbered_below(block, mentions)


_AT_PLACES = pattern(
    r"(?:排名|位列|排在|位居|名列|居|列)?第?(?P<ranks>\d{1,3}[名位]?(?:[、，,和及]第?\d{1,3}[名位]?)+)[名位](?:的)?(?:单位|部门|街道|乡镇)?(?:分别|依次)?(?:为|是)[：:]?\s*(?P<list>[^。；;\n]{4,400})"
)
"""居第14、第15、第16位的分别为甲局、乙局、丙局."""


def _at_places(text: str, start: int, end: int, block: Block, beside: list[Order]) -> Iterator[Order]:
    """Places told together, then their units; the measure is that of the ranking beside it in the sentence."""
    for match in _AT_PLACES.finditer(text, start, end):
        ranks = [int(number) for number in re.findall(r"\d{1,3}", match["ranks"])]
        items = _run_of_names(split_list(text, *match.span("list")))[: len(ranks)]
        if len(items) != len(ranks) or not _all_units(items):
            continue
        lead = text[start : match.start()].rstrip("，, ")
        near = next((order for order in beside if order.span.start < match.start()), None)
        measure = near.measure if near else _measure(lead, block)
        category = near.category if near else _category(lead, block)
        places = [Place(rank, item) for rank, item in zip(ranks, items, strict=True)]
        if near is not None:  # its list reaches no further than this clause
            near.span = Span(near.span.start, min(near.span.end, match.start()))
        yield Order(measure, category, Span(*match.span()), places)


_ITEM = pattern(r"[\s；;、，,。]*(?P<n>\d{1,3})\s?[.．、]\s?(?P<names>[\u4e00-\u9fff][^；;。\n]{1,80})")


def _numbered_below(block: Block, mentions: Mentions) -> Iterator[Order]:
    """得分居前10位的依次是：, and below it lines of 1.甲局（186分）；2.乙局（179分）."""
    text = mentions.text
    lead = re.split("[。；;]", block.text.rstrip("：: \n"))[-1]
    plain = re.sub(r"(?:的)?(?:依次|分别)?(?:为|是|如下)?$", "", lead)
    top = _TOP.search(plain.rstrip("的")) or _TOP.search(plain)
    if not (top and top["end"] == "前") and not re.search("排名|排序|名次|位次|[由从]高到低|依次", lead):
        return
    places: list[Place] = []
    at, last = block.span.end, 0
    while match := _ITEM.match(text, at):
        rank = int(match["n"])
        items = _with_score(split_list(text, *match.span("names")))
        if (
            not items
            or not _all_units(items)
            or not last < rank <= last + max(1, len(places[-4:]))
            or (not last and rank != 1)
        ):
            break
        places += [Place(rank, item, len(items) > 1) for item in items]
        at, last = match.end(), rank
    if len(places) < 2:
        return
    order = Order(_measure(plain, block), _category(plain, block), Span(block.span.start, at), places)
    order.stated = han_to_int(top["n"]) if top else None
    order.strict = order.stated is not None
    yield order


def _with_score(items: list[Listed]) -> list[Listed]:
    """Units of one place with the score that the last of them bears."""
    score = next((item.score for item in reversed(items) if item.score is not None), None)
    return [item if item.score is not None else replace(item, score=score) for item in items]


def _joined(orders: list[Order]) -> list[Order]:
    """The first and the last few of one measure in one sentence are one ranking."""
    joined: list[Order] = []
    for order in orders:
        last = joined[-1] if joined else None
        ranks = {place.rank for place in last.places} if last else set()
        if last and last.measure == order.measure and not ranks & {place.rank for place in order.places}:
            last.places += sorted(order.places, key=lambda place: place.rank)
            last.broken, last.stated = True, None
            last.span = Span(last.span.start, order.span.end)
        else:
            joined.append(order)
    return joined


def _in_order(text: str, start: int, end: int, block: Block, sizes: _Sizes) -> Iterator[Order]:
    """得分从高到低依次为A、B、C; 县区综合得分率为A、B; 排名后三位的依次是A、B、C."""
    at = start
    while at < end:
        stop = min((i for mark in "；;" if (i := text.find(mark, at, end)) >= 0), default=end)
        if numbered := _NUMBERED.match(text, at, end):  # its items may be parted by ；
            stop = end
        begins = [at, *(at + colon.end() for colon in re.finditer("[：:]", text[at:stop]))]
        for match in [numbered] if numbered else [_ORDERED.match(text, begin, stop) for begin in begins]:
            order = _ordered(text, match, block, sizes, start) if match is not None and _is_order(match) else None
            if order is not None:
                yield order
                break
        at = stop + 1


def _is_order(match: re.Match[str]) -> bool:
    lead = match["lead"].rstrip("，, ")
    if re.search(r"不分先后|检查|开展|行程|负责|座谈|调研|抽查了|顺序由|抽签", lead):
        return False
    if match["list"].startswith("1") and not match["say"]:
        return bool(_TOP.search(lead) or re.search("排名|排序|名次|位次|依次|前|得分", lead))
    if match["dir"] or match["say"] in ("排名为", "排序为", "排名如下", "排序如下", "名次为"):
        return True
    if match["say"] in ("依次为", "依次是", "依次", "依序为"):
        return bool(re.search(r"排名|排序|排在|得分|名次|位次|总分|成绩|前|后|倒数|末|较[高低好差]|率|指数|幅度", lead))
    return bool(_RATE_LEAD.search(lead) or _TOP.search(lead))


def _ordered(text: str, match: re.Match[str], block: Block, sizes: _Sizes, sentence: int) -> Order | None:
    items = split_list(text, *match.span("list"))
    items = _run_of_names([_unnumbered(item) for item in items])
    stated, noun = None, ""
    tail = (
        re.search(
            rf"(?:等)?(?P<n>{_NUMBER})(?:{_CLASSIFIER})(?P<noun>[\u4e00-\u9fff（）()、]{{0,10}})$", items[-1].text
        )
        if items
        else None
    )
    if tail and is_name(items[-1].text[: tail.start()]):
        stated, noun = han_to_int(tail["n"]), tail["noun"]
        items[-1] = Listed(
            items[-1].text[: tail.start()], Span(items[-1].span.start, items[-1].span.start + tail.start())
        )
    ranks = _printed_ranks(text, match, len(items))
    if len(items) < 2 or not _all_units(items):
        return None
    del noun
    lead = match["lead"].rstrip("，, ")
    plain = re.sub(r"[，,]?从倒数第[一1][名位]?数?起.*$|(?:的)?(?:依次|分别)?$", "", lead)
    top = _TOP.search(plain.rstrip("的")) or _TOP.search(plain) or _TOP.search(lead)
    category = _category(lead, block)
    total = _total(text, sentence, match.start("list"), category, sizes)
    backwards = bool(top and top["end"] != "前") or "倒数" in lead
    if top:
        stated = han_to_int(top["n"])
    order = Order(_measure(lead, block), category, Span(match.start(), match.end()), stated=stated)
    if stated is None and not backwards and (number := re.search(rf"(?P<n>\d{{1,3}})(?:{_CLASSIFIER})", lead)):
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


_RUN = pattern(r"从第\s?(?P<a>\d{1,3})\s?[名位]?\s?(?:到|至)\s?第?\s?(?P<b>\d{1,3})\s?[名位]")


def _run_of_names(items: list[Listed]) -> list[Listed]:
    """The names that begin a list, up to the first clause (…、丙旗，3个旗县要作出说明)."""
    for index, item in enumerate(items):
        name = _bare(item)
        if re.match(r"\d", item.text) or (not is_name(name) and (len(item.text) > 8 or re.search(r"\d", name))):
            return items[:index] if index else items
    return items


def _unnumbered(item: Listed) -> Listed:
    """A name without the number of its place (1.长沙市)."""
    match = re.match(r"(?:\d{1,3}[.．、]|[（(]\d{1,3}[)）]|[①-⑳])", item.text)
    if not match:
        return item
    return Listed(item.text[match.end() :], Span(item.span.start + match.end(), item.span.end), item.score, item.note)


def _printed_ranks(text: str, match: re.Match[str], count: int) -> list[int] | None:
    """Numbers printed before each item of a list (1.甲市；2.乙市；3.丙市)."""
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


def _all_units(items: Sequence[Listed]) -> bool:
    texts = [re.sub(r"[（(][^（()）]*[)）]$", "", item.text) for item in items]
    good = sum(is_unit(name) for name in restore_names(items))
    return good >= 0.6 * len(texts) and not any(
        re.search(r"\d{2}|的|了|[：:]", text) or len(text) > 30 for text in texts
    )


# --- places said one by one

_MARK = pattern(
    rf"(?P<tie>并列)?(?P<say>位列|位居|名列|分列|分别?位?列|分居|居|列|排名|排|获|为|是)?(?:全[省市县区州国])?(?P<tie2>并列)?(?P<back>倒数)?第\s?(?P<r>{_NUMBER})\s?[名位]?"
    rf"(?:\s?(?:至|到|—|-|~|～|、)\s?第?\s?(?P<to>{_NUMBER})\s?[名位]?)?"
)
_NAME_NEXT = pattern(r"\s?(?:[：:]|为|是)?\s?(?=[\u4e00-\u9fff])(?!至|到|和|及|的|[、，,])")


def _explicit(text: str, start: int, end: int, block: Block) -> Iterator[Order]:
    """Places with their numbers: 第1名：甲县；第2名：乙县、丙县（并列）, or 甲县居第一，乙县、丙县并列第二，丁县、戊县分列第三、第四位."""
    marks = [m for m in _MARK.finditer(text, start, end) if _is_place(text, m)]
    if not marks:
        return
    places: list[Place] = []
    at = lead_end = begin = start
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        rank = han_to_int(mark["r"])
        stop = end if following is None else following.start()
        items = _names_before(text, at, mark.start()) if at <= mark.start() else []
        after = False
        if not items and (ahead := _NAME_NEXT.match(text, mark.end(), stop)):
            items, after = (
                _names_after(text, ahead.end(), stop, listed=following is None or _names_follow(text, following)),
                True,
            )
        at = mark.end() if not after or not items else items[-1].span.end
        if not items or rank is None:
            continue
        if places and rank == 1 and places[-1].rank > 1 and len(places) > 1:  # 甲组第1名…；乙组第1名…
            yield from _ranked(text, begin, lead_end, places, block)
            begin, places = max(begin, text.rfind("；", begin, mark.start()) + 1), []
        if not places:
            lead_end = mark.start() if after else items[0].span.start
        places += _placed(items, rank, mark)
    if places and (rest := _BELOW.match(text, at, end)):
        names = _run_of_names(split_list(text, rest.end(), end))
        if names and _all_units(names):
            last = max(len(places), places[-1].rank)
            places += [Place(last + i, item) for i, item in enumerate(names, 1)]
    yield from _ranked(text, begin, lead_end, places, block, end)


_BELOW = pattern(r"[，,；;]?\s*(?:以下|其后|之后|接下来|其余)(?:单位|各县区|县区)?(?:依次|分别)(?:为|是)[：:]?\s*")
"""…并列第一，以下依次为丙县、丁县."""


def _ranked(
    text: str, start: int, lead_end: int, places: list[Place], block: Block, end: int | None = None
) -> Iterator[Order]:
    """One ranking of places said one by one, if they are one."""
    ranks = [place.rank for place in places]
    stop = end if end is not None else places[-1].item.span.end
    said_tied = "并列" in text[start:stop]
    if len(places) >= 2 and (len(set(ranks)) > 1 or said_tied) and (len(places) > 2 or abs(ranks[0] - ranks[1]) <= 1):
        lead = text[start:lead_end].rstrip("，,为是 ：:")
        yield Order(_measure(lead, block), _category(lead, block), Span(start, stop), places)


def _is_place(text: str, mark: re.Match[str]) -> bool:
    """Whether 第N is a place: 第1名, 居第一，, 并列第二、 — not the 第二 of a name nor of 第三季度."""
    if mark[0].endswith(("名", "位")):
        return True
    said = (
        mark["say"]
        or mark["tie"]
        or mark["tie2"]
        or re.search("[县市区旗州局委办厅镇乡]$", text[max(0, mark.start() - 1) : mark.start()])
    )
    return bool(said) and (mark.end() == len(text) or text[mark.end()] in "，,；;。、）)\n")


def _placed(items: list[Listed], rank: int, mark: re.Match[str]) -> list[Place]:
    """Units at one place, or at a run of places as many as they are."""
    last = han_to_int(mark["to"]) if mark["to"] else None
    if last is not None:
        return [Place(rank + i, item) for i, item in enumerate(items)] if last - rank + 1 == len(items) else []
    if mark["back"]:
        return []
    return [Place(rank, item, len(items) > 1) for item in items]


def _names_follow(text: str, mark: re.Match[str]) -> bool:
    """Whether the names of a place stand behind it: 第2名市公安局, not 甲局并列第2名，."""
    return bool(_NAME_NEXT.match(text, mark.end())) and not mark["tie"] and not mark["tie2"]


def _names_after(text: str, start: int, end: int, *, listed: bool) -> list[Listed]:
    """The names that begin `text[start:end]`, a score behind a comma taken in (第一名平武县，98.6%).

    `listed`: no names of the next place can stand in it.
    """
    stop = min(
        (i for mark in ("；;。" if listed else "，,；;。") if (i := text.find(mark, start, end)) >= 0), default=end
    )
    named: list[Listed] = []
    for item in split_list(text, start, stop):
        score = re.fullmatch(r"(?P<n>\d{1,5}(?:\.\d{1,6})?)(?:%|％|分)?", item.text)
        if score and named:
            last = named[-1]
            named[-1] = Listed(last.text, last.span, float(score["n"]), last.note)
        elif is_name(_bare(item)):
            named.append(item)
        else:
            break
    return named


def _names_before(text: str, start: int, end: int) -> list[Listed]:
    """The run of names that ends `text[start:end]`."""
    begin = max(start, max((text.rfind(mark, start, end) for mark in "；;：:。"), default=-1) + 1)
    taken: list[Listed] = []
    for item in reversed(_pieces_before(text, begin, end)):
        if is_name(_bare(item)):
            taken.append(item)
        elif not taken and (said := _SAID_OF.match(item.text)) and is_name(said["name"]):  # 山阳县均为100%，并列第一
            taken.append(Listed(said["name"], Span(item.span.start, item.span.start + len(said["name"]))))
        else:
            break
    return taken[::-1] or _subject_of_clause(text, begin, end)


_SUBJECT = pattern(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?(?:自治[县州旗]|[省市县区旗州盟镇乡局委厅办]|街道|公司))(?=完成|得分|以|达|为|实现|同比|下降|上升|增长|共|\d|综合|总分)"
)


def _subject_of_clause(text: str, start: int, end: int) -> list[Listed]:
    """The unit at the head of one of the last two clauses before its place (甲旗完成52.6亿元，居第1位)."""
    at = [start, *(start + m.end() for m in re.finditer("[，,]", text[start:end]))]
    for left in reversed(at[-3:]):
        match = _SUBJECT.match(text, left, end)
        if match and is_name(match["name"]):
            return [Listed(match["name"], Span(*match.span("name")))]
    return []


_SAID_OF = pattern(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?[县市区旗州镇乡局委办厅]|[\u4e00-\u9fff]{2,8}街道)(?=均|都|同为|皆)"
)


def _pieces_before(text: str, start: int, end: int) -> list[Listed]:
    """The pieces of a list, without the comma that stands before a place."""
    return split_list(text, start, start + len(text[start:end].rstrip("，, ")))


def _bare(item: Listed) -> str:
    return re.sub(r"[（(][^（()）]*[)）]$", "", item.text)


# --- places, names and scores in columns that no table shows

_TRIPLE = pattern(
    r"(?:^|\s)第?(?P<r>\d{1,3})名?\s+(?P<name>[\u4e00-\u9fff（）()]{2,16})\s+(?P<score>\d{1,4}(?:\.\d{1,4})?)(?:分|%)?(?=\s|$)"
)
_COLUMNS = pattern(r"名次|排名|位次")


def _read_columns(mentions: Mentions) -> Iterator[Order]:
    """1 甲镇 97.20 2 乙镇 96.85: places, names and scores in turn below a line of column names, several a line."""
    head: str | None = None
    places: list[Place] = []
    start = end = 0
    for passage in (*mentions.passages, None):
        found = list(_TRIPLE.finditer(passage.text)) if passage is not None else []
        covered = sum(m.end() - m.start() for m in found)
        if passage is not None and found and covered >= 0.9 * len(passage.text) and head is not None:
            start = start or passage.span.start
            end = passage.span.end
            at = passage.span.start
            places += (
                Place(int(m["r"]), Listed(m["name"], Span(at + m.start("name"), at + m.end("name")), float(m["score"])))
                for m in found
            )
            continue
        if len(places) > 2 and head is not None and not any(g.span.overlaps(Span(start, end)) for g in mentions.tables):
            names = [name for name in head.split() if not _COLUMNS.search(name)]
            measure = next((name for name in reversed(names) if _SCORE.search(name)), "得分")
            yield Order(measure, names[0] if names else None, Span(start, end), places, from_table=True)
        places, start = [], 0
        short = passage is not None and len(passage.text) <= 60 and _COLUMNS.search(passage.text)
        several = passage is not None and (len(passage.text.split()) > 1 or passage.is_heading)
        head = passage.text if passage is not None and short and several else None


# --- what is measured, of whom, and of how many


def _measure(lead: str, block: Block) -> str:
    """The measure that a lead or the headings name: 县区综合得分率, 回访满意率."""
    lead = re.sub(r"[由从]\S到\S.*$", "", lead)
    lead = re.sub(
        rf"(?:排名|排序|排在|位列|得分)?(?:较[高低好]|[前后末](?:{_NUMBER})[名位]?)?(?:的)?(?:单位|部门|市|县|区|城市)?(?:依次|分别)?$",
        lambda m: "得分" if m[0].startswith("得分") else "",
        lead,
    )
    if looked := re.search(
        r"从(?P<of>[^，,；;。]{4,30}?)(?:来)?看[，,]?$", lead
    ):  # 从实际引进资金看，甲镇、乙镇分列第一、第二
        return looked["of"]
    clause = re.split(r"[，,。；;：:]", lead.strip("，, "))[-1].strip()
    clause = re.sub(r"^.{0,40}?按照?(?![期时年月季质量])(?=[\u4e00-\u9fff]{2})", "", clause)
    named = re.search(rf"[\u4e00-\u9fffA-Za-z\d.（）()、—-]{{0,24}}(?:{_MEASURE_END})", clause)
    if named and len(named[0]) >= 2:
        return _SCOPE.sub("", "".join(named[0].split())).strip("：:，, ")
    for heading in reversed(block.headings):
        head = re.sub(r"(?:排名|排序|情况|结果)$", "", heading)
        if re.search(_MEASURE_END, heading) or heading.endswith(("排名", "排序")):
            return head or heading
    inside = re.search(rf"[\u4e00-\u9fff（）()、]{{0,16}}(?:{_MEASURE_END})", lead)
    if inside:
        return inside[0]
    if clause and len(clause) <= 24 and not re.search(r"\d", clause):
        return clause
    return block.headings[-1] if block.headings else "得分"


_SCOPE = pattern(r"^(?:本[月季年次期]度?)?\d{1,3}(?:个|家|所)(?=[\u4e00-\u9fff]{4})")
"""本月12个 of 本月12个社区得分."""


def _category(lead: str, block: Block) -> str | None:
    match = re.search(
        r"(?:^|[，,：:；;\d个家所的])(?P<cls>[\u4e00-\u9fff（）()、]{2,12}?(?:县区|市州|部门|单位|乡镇|镇街|城市|学校|企业|管委|园区|省份|组|县（市、区）|县\(市、区\)))(?=综合|本级|得分|门户|按|$|中)",
        lead,
    )
    if match:
        return match["cls"]
    unfit = re.compile(rf"排名|结果|情况|名次|得分|排序|状况|(?:{_MEASURE_END})$|^个")
    return next((h for h in reversed(block.headings) if 2 <= len(h) <= 16 and not unfit.search(h)), None)


def _total(text: str, start: int, end: int, category: str | None, sizes: _Sizes) -> int | None:
    """How many units are ranked, where the sentence says so, or the document of the same class."""
    here = (m for m in _HOW_MANY.finditer(text, max(start, end - MAX_LEAD), end) if _CLASS_NOUN.search(m["noun"]))
    first = next(here, None)
    return int(first["n"]) if first else sizes.first(category)


class _Sizes:
    """Numbers of units that the text states, by what they count."""

    def __init__(self, text: str) -> None:
        self._any: set[int] = set()
        self._by_noun: dict[str, dict[tuple[str, int], None]] = {}
        for match in _HOW_MANY.finditer(text):
            noun, number = _letters(match["noun"]), int(match["n"])
            self._by_noun.setdefault(noun[:2], {})[noun, number] = None
            if _CLASS_NOUN.match(noun):
                self._any.add(number)

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
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


# --- tables

_RANK_COLUMN = pattern(r"名次|排名|位次|排序|名第")
_ROW_NUMBER = pattern(r"序号|编号|^序$")
_UNIT_COLUMN = pattern(r"单位|部门|名称|县|区|市|学校|企业|乡|镇|街道|地区|机构|园区|团场|医院|网站|省|对象|城市")
_SCORE = pattern(r"总分|综合得分|得分|成绩|率|指数|浓度|分数|金额|资金|改善|变化|幅度")


def _read_table(grid: Grid, mentions: Mentions) -> Iterator[Order]:
    """One ranking for each column of places; a column that only numbers the rows is none."""
    columns = [i for i, name in enumerate(grid.header) if _RANK_COLUMN.search(name) and not _ROW_NUMBER.search(name)]
    headings = mentions.headings_at(grid.span.start)
    caption = grid.caption or (headings[-1] if headings else "")
    orders: list[tuple[str, Order]] = []
    for column in columns:
        unit = _nearest_unit(grid, column)
        score = _score_column(grid, column, unit) if unit is not None else None
        places = _column_of_places(grid, column, unit, score) if unit is not None else []
        if len(places) < 2:
            continue
        beside = next((order for head, order in orders if head == grid.header[column]), None)
        if beside is not None and not {p.rank for p in beside.places} & {p.rank for p in places}:
            beside.places += places  # 排名 | 市州 | 排名 | 市州: one ranking printed in two halves
            continue
        measure = _table_measure(grid, column, score, caption, len({grid.header[i] for i in columns}))
        orders.append((grid.header[column], Order(measure, caption or None, grid.span, places, from_table=True)))
    for _, order in orders:
        order.places.sort(key=lambda place: place.rank)
        yield order


def _column_of_places(grid: Grid, column: int, unit: int, score: int | None) -> list[Place]:
    places: list[Place] = []
    for row in grid.rows:
        cell, name = row[column], row[unit]
        if cell is None or name is None or not name.text or re.match("合计|总计|平均", name.text):
            continue
        match = re.fullmatch(r"(?:并列)?第?(\d{1,3})(?:名|位)?(?:[（(]并列[)）])?", cell.text)
        rank = int(match[1]) if match else han_to_int(cell.text) if cell.text else None
        if rank is None:
            continue
        value = row[score] if score is not None else None
        number = re.match(r"-?\d{1,6}(?:\.\d{1,6})?", value.text) if value is not None else None
        places.append(Place(rank, Listed(name.text, name.span, float(number[0]) if number else None)))
    return places


def _nearest_unit(grid: Grid, column: int) -> int | None:
    """The column of names that a column of places belongs to: the nearest, on its left rather than on its right.

    Where places come first in each of several groups of columns (排名 | 市州 | 排名 | 市州), it is the one on the right.
    """

    def names(index: int) -> int:
        return sum(
            1 for row in grid.rows if index < len(row) and (cell := row[index]) is not None and is_name(cell.text)
        )

    headed = [i for i, n in enumerate(grid.header) if i != column and _UNIT_COLUMN.search(n) and names(i)]
    named = headed or [i for i in range(len(grid.header)) if i != column and names(i) >= 0.5 * len(grid.rows)]
    firsts = [i for i, name in enumerate(grid.header) if name == grid.header[column]]
    right_first = len(firsts) > 1 and firsts[0] < min(named, default=0)
    if right_first:
        named = [i for i in named if i > column]
    return min(named, key=lambda i: (abs(i - column), i > column), default=None)


def _score_column(grid: Grid, column: int, unit: int) -> int | None:
    scores = [
        i
        for i, name in enumerate(grid.header)
        if i not in (column, unit) and _SCORE.search(name) and not _RANK_COLUMN.search(name)
    ]
    return min(scores, key=lambda i: (abs(i - max(column, unit)), i < unit), default=None)


def _table_measure(grid: Grid, column: int, score: int | None, caption: str, several: int) -> str:
    own = re.sub(r"名次|排名|位次|排序", "", grid.header[column])
    if len(own) >= 2:
        return own
    if score is not None and several > 1:
        return grid.header[score]
    if score is not None and len(grid.header[score]) > 2:
        return grid.header[score]
    return caption or (grid.header[score] if score is not None else "得分")
