"""Places said one by one: 第1名：甲县; 甲县居第一; 乙县、丙县分列第2、第3位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.facts.rankings.measures import category_of, measure_of
from govtext.facts.rankings.model import NUMBER, Order, Place, all_units, bare, run_of_names
from govtext.patterns import pattern
from govtext.scan import Block
from govtext.text import Span
from govtext.units import Listed, is_name, split_list
from govtext.values.numeral import han_to_int

_MARK = pattern(
    rf"(?P<tie>并列)?(?P<say>位列|位居|名列|分列|分别?位?列|分居|分获|居|列|排名|排|获|为|是)?(?:全[省市县区州国])?(?P<tie2>并列)?(?P<back>倒数)?第\s?(?P<r>{NUMBER})\s?[名位]?"
    rf"(?:\s?(?:至|到|—|-|~|～|、)\s?第?\s?(?P<to>{NUMBER})\s?[名位]?)?"
)
_NAME_NEXT = pattern(r"\s?(?:[：:]|(?:依次|分别)?(?:为|是)[：:]?)?\s?(?=[\u4e00-\u9fff])(?!至|到|和|及|的|[、，,])")


def explicit(text: str, start: int, end: int, block: Block) -> Iterator[Order]:
    """Places with their numbers: 第1名：甲县；第2名：乙县、丙县（并列）, or 甲县居第一，乙县、丙县并列第二，丁县、戊县分列第三、第四位."""
    marks = [m for m in _MARK.finditer(text, start, end) if _is_place(text, m)]
    if not marks:
        return
    places: list[Place] = []
    parts = False  # 第1至5位依次为…；第30至32位依次为…: the first and the last few
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
        parts |= bool(mark["to"] and places and rank > places[-1].rank + 2)
        places += _placed(items, rank, mark)
    if places and (rest := _BELOW.match(text, at, end)):
        names = run_of_names(split_list(text, rest.end(), end))
        if names and all_units(names):
            last = max(len(places), places[-1].rank)
            places += [Place(last + i, item) for i, item in enumerate(names, 1)]
    for order in _ranked(text, begin, lead_end, places, block, end):
        order.broken = parts
        yield order


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
        yield Order(measure_of(lead, block), category_of(lead, block), Span(start, stop), places)


def _is_place(text: str, mark: re.Match[str]) -> bool:
    """Whether 第N is a place: 第1名, 居第一，, 并列第二、 — not the 第二 of a name nor of 第三季度."""
    if mark[0].endswith(("名", "位")):
        return True
    said = (
        mark["say"]
        or mark["tie"]
        or mark["tie2"]
        or re.search("[县市区旗州局委办厅镇乡学校院司社]$", text[max(0, mark.start() - 1) : mark.start()])
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
        elif is_name(bare(item)):
            named.append(item)
        else:
            break
    return named


def _names_before(text: str, start: int, end: int) -> list[Listed]:
    """The run of names that ends `text[start:end]`."""
    begin = max(start, max((text.rfind(mark, start, end) for mark in "；;：:。"), default=-1) + 1)
    taken: list[Listed] = []
    for item in reversed(_pieces_before(text, begin, end)):
        if is_name(bare(item)):
            taken.append(item)
        elif not taken and (said := _SAID_OF.match(item.text)) and is_name(said["name"]):  # 山阳县均为100%，并列第一
            taken.append(Listed(said["name"], Span(item.span.start, item.span.start + len(said["name"]))))
        else:
            break
    return taken[::-1] or _subject_of_clause(text, begin, end)


_SUBJECT = pattern(
    r"(?P<name>[\u4e00-\u9fff]{2,16}?(?:自治[县州旗]|[省市县区旗州盟镇乡局委厅办]|政府|街道|公司|集团|[院校]))(?=完成|得\d|得分|以|达|为|实现|同比|下降|上升|增长|共|\d|综合|总分)"
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
    r"(?P<name>[\u4e00-\u9fff]{2,16}?)(?=均|都|同为|皆|(?:得分|综合得分|总分|成绩)(?:均|都|相同|同为|$)|(?:得分|综合得分|总分|成绩)?(?:[为是以])?\d)"
)


def _pieces_before(text: str, start: int, end: int) -> list[Listed]:
    """The pieces of a list, without the comma that stands before a place."""
    return split_list(text, start, start + len(text[start:end].rstrip("，, ")))
