"""Addressees (主送机关) and recipients of copies: where their list ends, and one each."""

from __future__ import annotations

import re
from functools import cache

from govtext import lexicon
from govtext.patterns import pattern
from govtext.structure.model import Found, Paragraph
from govtext.text import Span

MAX_ADDRESSEES = 2400
MAX_WRAPPED_LINE = 80
"""Characters of a line of addressees that a margin broke."""

SECTION_LABEL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百零〇\d]{1,6}[章节条]|[一二三四五六七八九]是)"
)
_LEAD = pattern(
    r"(?:现将|如下|通报如下|通知如下|收悉|以下|下列|要求|问题|措施|为[了]?[^、]|根据|按照|各位|同志|尊敬|记者|联系|电话|时间|地点|来源)"
)


def first_outside(text: str, marks: str) -> int | None:
    """Offset of the first of `marks` outside 《》, （） and “”."""
    depth = 0
    for index, char in enumerate(text):
        if char in "《（(“〔":
            depth += 1
        elif char in "》）)”〕":
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            return index
    return None


def addressee_end(piece: str) -> int | None:
    """Offset of the colon that ends a list of addressees at the start of `piece`, or None."""
    window = piece[:MAX_ADDRESSEES]
    colon = first_outside(window, "：:")
    if colon is None or not addressee_like(window[:colon]):
        return None
    return colon


def wrapped_addressees(text: str, begin: int, lines: list[Paragraph]) -> tuple[int | None, int]:
    """Addressees that a margin broke: offset of their colon (or None), and how many lines below it stands."""
    for count, line in enumerate(lines):
        if len(line.text) > MAX_WRAPPED_LINE or "。" in line.text or (count == 0 and not _BROKEN_OFF.search(line.text)):
            return None, 0
        if count and (end := addressee_end(text[begin : line.span.end])) is not None:
            return end, count
    return None, 0


_BROKEN_OFF = pattern(r"[，,、（(][^。；：:]{0,40}$")
"""A line of a list that goes on below."""

_ADDRESSED = pattern(
    r"(?:政府|部门|机构|单位|厅|局|委|办|办事处|院|会|社|公司|集团|中心|学校|大学|学院|中学|医院|银行|处|所|站|部|署|企业|组织|团体|党组|党委|兵团|团委|妇联|工会|省|市|县|区|州|镇|乡|人|户|家|"
    r"代表|委员|庭|队|馆|园|协会|台|报|司|府|军|行|室|科|组|员|所属|窗口|机关|团|基地|大队|支队|门店|药店|用户|同志|居民|市民|村民|股|站所|分局|店|厂|场|矿|村|群众)(?:[（(][^（）()]{1,24}[)）])*\s*$"
)


_EVERY = pattern(r"各(?![项类种自])(?:(?!要|应|须|可|将|认真|按照|必须|务必)[\u4e00-\u9fff、，,（）()]){1,40}")
"""各缴存单位、职工: what begins so and orders nothing names those addressed."""


def addressee_like(piece: str) -> bool:
    tight = re.sub(r"^尊敬的(?!各位)", "", "".join(piece.split()))
    plain = re.sub(r"[（(][^（）()]{0,60}[)）]|“[^“”。，]{1,12}”", "", tight)  # “三区”管委会
    return (
        len(tight) >= 2
        and not re.search(r"[。！？《》“”]|\d{2}|[:：]", plain)
        and not _LEAD.search(plain)
        and not SECTION_LABEL.match(tight)
        and not re.match(r"附件|抄送|主题词|注|说明|关于|[•●■\-—]|.{0,40}签发人", tight)
        and bool(_ADDRESSED.search(tight) or _EVERY.fullmatch(tight))
        and (len(plain) <= 60 or bool(re.search(r"[、，,]", plain)))
    )


_PLACE_ONLY = pattern(
    r"(?:华北|华东|华南|华中|西南|西北|东北|中南|^中央|^部|省|自治区|直辖市|计划单列市|县级市|区|县|市|州|盟|旗|镇|乡|街道|团场|兵团|各省|各市|各县|各区|新区|开发区|区块|片区|园区|组团)$"
)


def split_addressees(piece: str, start: int) -> list[Found]:
    """Addressees one each: places that share one organ word (各区、县级市人民政府) stay together."""
    cuts: list[tuple[int, int, str]] = []
    depth = at = 0
    for index, char in enumerate(piece):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in "，,、；;" or (char == "\n" and _ADDRESSED.search(piece[at:index]))):
            cuts.append((at, index, char))
            at = index + 1
    cuts.append((at, len(piece), "，"))
    found: list[Found] = []
    held: int | None = None
    for left, right, mark in cuts:
        begin = left if held is None else held
        tight = "".join(piece[left:right].split())
        shared = right < len(piece) and (
            (mark == "、" and (bool(_PLACE_ONLY.search(_BRACKET_AT_END.sub("", tight))) or tight in _provinces()))
            or _kinds_follow(piece, right)
            or (len(tight) > 5 and not _ADDRESSED.search(tight) and bool(_DEPARTMENTS.match(piece, right)))
            or (bool(_PARTY.search(tight)) and bool(_GOVERNMENT_TOO.match(piece, right)))
            or (mark == "、" and _is_bare_place(tight) and bool(_UNIT_OF_PLACES.match(piece, right)))
        )
        if mark == "\n" and not tight:
            continue
        if shared:
            held = begin
            continue
        held = None
        raw = piece[begin:right]
        lead = len(raw) - len(raw.lstrip())
        raw = _COPIES_OF.sub("", raw.rstrip())
        polite = re.match(r"\s*尊敬的(?!各位)", raw)
        lead = polite.end() if polite else lead
        value = "".join(raw[lead:].split())
        if value:
            found.append(Found(value, Span(start + begin + lead, start + begin + len(raw))))
    return found


_BRACKET_AT_END = pattern("[（(][^（()）]{1,6}[)）]$")


@cache
def _provinces() -> frozenset[str]:
    """Short names of provinces: 山西、贵州、安徽省发展改革委 are one addressee."""
    names = [row["name"] for row in lexicon.table("places") if row["kind"] == "province"]
    return frozenset(re.sub(r"(?:省|市|[壮回维]\S{0,2}族?自治区|自治区|特别行政区)$", "", name) for name in names)


def _is_bare_place(name: str) -> bool:
    return bool(_BARE_PLACE.fullmatch(name)) and not _ADDRESSED.search(name)


def _kinds_follow(piece: str, at: int) -> bool:
    """省各委、办、厅、局; 县政府有关部门、单位: the next names are words of kind alone, which share the first one's place."""
    return bool(_KIND_ALONE.match(piece, at))


_KIND_ALONE = pattern(r"、\s*(?:[办厅局委院部处直]|单位|部门|机构)\s*(?=[、，,；;]|$)")


_GOVERNMENT_TOO = pattern(r"、\s*(?:(?:人民)?政府|办事处|管委会|居委会)(?:[（(][^（）()]{1,12}[)）])?\s*(?=[，,；;]|$)")
"""各县党委、政府: the party committee and the government of the same places are one addressee."""

_NO_PLACE = r"[各市省县区州旗镇乡本驻中]|有关|直属"
_SHORT_ORGAN = r"人大|政协|武警|消防|公安|检察|纪检|监察|供销|气象|邮政|电信|移动|联通|铁通|电力|烟草|联社"
_BARE_PLACE = pattern(rf"(?!{_NO_PLACE})(?!(?:{_SHORT_ORGAN})$)[\u4e00-\u9fff]{{2,4}}(?<![联协大导志长员人者媒体关])")
_UNIT_OF_PLACES = pattern(
    rf"(?:、\s*(?!{_NO_PLACE}|{_SHORT_ORGAN})[\u4e00-\u9fff]{{2,4}}(?<![联协局厅委办部院署会处室府所站社])){{0,8}}"
    rf"、\s*(?!{_NO_PLACE})(?:[\u4e00-\u9fff]\s?){{2,12}}?(?:局|厅|委|委员会|管委会|办|办公室|办事处|人民政府|支队|大队|法院|检察院)"
    r"\s*(?=[，,；;、\n]|$)"
)
"""东湾、北岭环保分局: places without an ending share the unit behind them. Organs known by a short name share none."""

_DEPARTMENTS = pattern(r"、\s*[\u4e00-\u9fff]{1,4}(?:部门|机构)\s*(?=[，,；;：:]|$)")
"""…单位财务、人事部门: the departments of the same units are one addressee."""

_PARTY = pattern(r"(?:委|工委)(?:[（(][^（）()]{1,8}[)）])?$")

_COPIES_OF = pattern(r"\s*[（(](?:\d{1,3}\s*份|均?含附件|以上.{0,6}|不?含附件|本级)[)）]\s*$")
