"""Does a short text name an organ, and how many? What the head and the tail of a document need to know of names.

Full unit recognition (elision, qualification, codes) is not here: the structure only tells a signature from a sentence.
"""

from __future__ import annotations

import re
from functools import cache

from govtext import lexicon
from govtext.patterns import pattern
from govtext.text import Span

MAX_ORGAN = 40

_SUFFIX = (
    "人民政府|政府|办公厅|办公室|委员会|管委会|党委|党组|省委|市委|区委|县委|工委|总局|厅|局|部|院|署|处|总队|支队|大队|调查队|指挥部|领导小组|"
    "联席会议|总工会|联合会|协会|学会|工会|妇联|团委|团中央|中央|兵团|总社|公司|集团|银行|分行|支行|大学|学院|学校|中学|小学|医院|法院|检察院|"
    "中心|总站|站|所|馆|室|会|办|委|行|社|司|总统|总会|基金会|理事会|府|庭"
)
_PLAIN = pattern(
    rf"(?:[\u4e00-\u9fff〇·“”]|[（(][\u4e00-\u9fff、]{{1,12}}[)）]){{1,36}}(?:{_SUFFIX})(?:[（(][\u4e00-\u9fff、]{{1,20}}[)）])?"
)
_NOT_NAME = pattern(r"[，。；：！？,;:!?《》\d]|的|请|现将|如下|为了|根据|按照|关于|要求|工作情况|了$")


def is_organ(text: str) -> bool:
    """Whether the whole of a short text reads as the name of one organ (or of several, run together)."""
    tight = _HOTLINE.sub("", "".join(text.split()))
    return (
        2 <= len(tight) <= 2 * MAX_ORGAN
        and not _NOT_NAME.search(tight)
        and bool(tight in _known() or _PLAIN.fullmatch(tight) or split_organs(tight) is not None)
    )


_HOTLINE = pattern(r"(?<!\d)(?:12[13]\d\d|1(?:10|19|20|22))(?=政务|政府|便民|热线|市民|服务|平台|社会|投诉|举报|指挥)")
"""The number of a hotline in the name of the office that runs it: 某市12345政务服务便民热线办公室."""


@cache
def _known() -> frozenset[str]:
    names = {row["name"] for row in lexicon.table("organs")}
    return frozenset(names)


@cache
def _known_by_letter() -> dict[str, list[str]]:
    """Known names by their first letter, the longest first."""
    names: dict[str, list[str]] = {}
    for name in sorted(_known(), key=len, reverse=True):
        names.setdefault(name[0], []).append(name)
    return names


def _known_at(text: str, start: int) -> int | None:
    """Where the longest known name ends that begins at `start`, or None."""
    names = _known_by_letter().get(text[start : start + 1], ())
    return next((start + len(name) for name in names if text.startswith(name, start)), None)


_HAN = r"[^\W\x00-\xff]"
"""A letter beyond Latin; a range of ideographs costs a hundred times as much to compile."""
_LOCAL = (
    rf"(?:中共{_HAN}{{2,10}}?(?:省|自治区|市|州|盟|地|县|区|旗)委(?:员会)?(?:办公[厅室])?(?=$|{_HAN}{{2,12}}政府))|"
    rf"(?:{_HAN}{{2,7}}?(?:省|自治区|特别行政区|市|自治州|州|盟|地区|自治县|县|区|旗))"
    rf"(?:{_HAN}{{2,7}}?(?:市|州|盟|县|区|旗))?(?:{_HAN}|[、（）()]){{0,18}}?"
    r"(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|委员会|办公厅|办公室|管委会|总工会|联合会|厅|局|中心|公司|委|院|部|处|队|行)"
)


_LOCAL_ORGAN = pattern(_LOCAL)
_DIVISION = pattern(rf"{_HAN}{{2,8}}司(?![法长令])")


def _organ_at(text: str, start: int) -> int | None:
    """Where the organ ends that begins at `start`: a known one, with its 司 or without, or a local one; or None."""
    known = _known_at(text, start)
    if known is None:
        local = _LOCAL_ORGAN.match(text, start)
        return local.end() if local else None
    division = _DIVISION.match(text, known) if text.find("司", known, known + 9) >= 0 else None
    return division.end() if division else known


def split_organs(text: str) -> list[Span] | None:
    """Spans of the organs that tile `text` without a gap (生态环境部人力资源社会保障部 → two), or None."""
    if "、" in text:
        return _listed(text)
    spans: list[Span] = []
    at = 0
    while at < len(text):
        end = _organ_at(text, at)
        if end is None or len(spans) > 20:
            return None
        spans.append(Span(at, end))
        at = end
    return _with_branches(text, spans) if spans else None


def _listed(text: str) -> list[Span] | None:
    """Organs that 、 parts: 最高人民法院、最高人民检察院."""
    spans: list[Span] = []
    at = 0
    for piece in text.split("、"):
        if len(piece) < 3 or not (
            piece in _known() or _organ_at(piece, 0) == len(piece) or _LOCAL_ORGAN.fullmatch(piece)
        ):
            return None
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    return spans


_TITLE_END = pattern(
    r"(?:名单|[表册稿样图式书单函]|结果|方案|办法|情况|要点|清单|目录|意见|规定|细则|说明|指南|标准|通知|计划|报告|材料|范本|条件|要求|安排|分工|大纲|[）)》”\d])$"
)


def organs_at_end(text: str) -> Span | None:
    """The run of organ names that ends `text` (附件：某某名单生态环境部市场监管总局 → the last two), or None.

    Of the runs that tile the last 200 characters, the longest that follows the end of a title; else the longest.
    """
    low = max(0, len(text) - 200)
    runs = [start for start in range(low, len(text)) if split_organs(text[start:]) is not None]
    if not runs:
        return None
    named = [start for start in runs if begins_with_name(text, start)] or runs
    best = next((start for start in named if _TITLE_END.search(text[:start][-8:])), named[0])
    return Span(best, len(text))


def begins_with_name(text: str, start: int) -> bool:
    """Whether a known place or central organ begins at `start`."""
    return text.startswith(_places(), start) or _known_at(text, start) is not None


@cache
def _places() -> tuple[str, ...]:
    return tuple(row["name"] for row in lexicon.table("places"))


_VERTICAL = frozenset(
    (
        "国家税务总局",
        "国家统计局",
        "中国人民银行",
        "国家矿山安全监察局",
        "中国银保监会",
        "中国银行保险监督管理委员会",
        "国家金融监督管理总局",
        "海关总署",
        "中国证监会",
        "国家能源局",
        "国家邮政局",
    )
)
"""Organs whose local offices bear their name in front (国家税务总局湖北省税务局 is one)."""


def _with_branches(text: str, tiles: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for tile in tiles:
        if merged and merged[-1].of(text) in _VERTICAL and tile.of(text) not in _known():
            merged[-1] = Span(merged[-1].start, tile.end)
        else:
            merged.append(tile)
    return merged


def joint_names(text: str, start: int) -> list[Span]:
    """Spans (offset by `start`) of the organs in a signature line: separated by blanks, or run together."""
    pieces = list(re.finditer(r"\S+", text))
    if len(pieces) > 1 and all(len(m[0]) >= 3 and is_organ(m[0]) for m in pieces):
        return [Span(start + m.start(), start + m.end()) for m in pieces]
    if not any(c.isspace() for c in text):
        tiles = split_organs(text)
        if tiles and len(tiles) > 1:
            return [Span(start + span.start, start + span.end) for span in tiles]
    return [Span(start, start + len(text))]
