"""Of whom a grade is said: the names, the number or the rest before the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from govtext.facts.grades.classes import CLASS_NOUN, clean_class
from govtext.facts.grades.forms import ADVERB
from govtext.facts.grades.model import CLASSIFIER, NUMBER
from govtext.patterns import pattern
from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, names_counted, organ_noun, shares_kind, split_list
from govtext.values.numeral import han_to_int

_KINDS = "地|县市区|县区|市县|县|市|区|镇|乡|校|州|旗|街道|单位|部门|乡镇|省份|省|城市|企业|医院|学校|乡公所|镇公所|区公所|村|社区"
QUANTITY = pattern(
    rf"(?P<etc>等)?(?P<about>这|共计|合计|共|计|全部)?\s{{0,2}}(?<!第)(?P<n>{NUMBER})\s{{0,2}}"
    rf"(?:(?P<cl>{CLASSIFIER}|名|人|位)(?P<named>(?!月|季|百分|方面|工作日|年|以上|以下)(?:(?!的)[\u4e00-\u9fff（）()、“”A-Z]){{0,18}})|(?P<kind>(?:{_KINDS})(?:（[^（）]{{1,8}}）|[\u4e00-\u9fff]{{0,4}})))$"
)
"""A number of units at the end of a list: 等3个区政府, 4地, 等9乡公所."""
MAX_KINDS = 300
"""A number without classifier above this is part of a name (3201医院)."""


def quantity(text: str) -> re.Match[str] | None:
    """The number of units that ends `text`."""
    match = QUANTITY.search(text)
    if match and match["kind"] and ((han_to_int(match["n"]) or 0) > MAX_KINDS or match.start() == 1):
        return None  # 3201医院, 斗六市公所
    return match


def noun_of(match: re.Match[str]) -> str:
    """What a number counts: 区政府; 单位 of 4家单位达到创建标准."""
    noun = _ASSESSED.sub("", match["named"] or match["kind"] or "")
    for clause in _CLAUSE_START.finditer(noun, 1):
        if _CLASS_AT_END.search(noun[: clause.start()]):
            return noun[: clause.start()]
    organ = _FIRST_ORGAN.match(noun) if "、" in noun else None  # 食安委组织有力、推进有序
    return organ[0] if organ else noun


_ASSESSED = pattern("(?:检查|抽查|评估|考核|考评|评价|验收|测评|监测)(?:的?(?:结果|等次|情况))?$")
"""3个县区政府门户网站检查结果: what is said of the units that are counted."""
_CLASS_AT_END = pattern(f"(?:{CLASS_NOUN})$")
_PERSONS = ("人", "名", "位")
_TALLY = pattern(
    rf"^(?P<cls>[^，,；;：:]{{2,24}}?)(?:共?有|中|共)\s{{0,2}}(?P<n>{NUMBER})\s{{0,2}}(?P<cl>{CLASSIFIER})(?:单位|部门)?$"
)


class Subject(Struct, frozen=True):
    """What a grade is said of.

    `items` and the `number` and `noun` that end the list (等3个区政府); `open`: it names some of them only; `default`: the
    rest of a class; `persons`: people, who are no units; `outside`: the text before it in its clause.
    """

    items: tuple[Listed, ...] = ()
    number: int | None = None
    noun: str = ""
    open: bool = False
    default: bool = False
    persons: bool = False
    category: str | None = None
    outside: str = ""


_REST = pattern(
    rf"(?:^|[，,；;、])\s*(?:其[余他]|余下|剩余)(?:的)?\s*(?P<n>{NUMBER})?\s*(?:{CLASSIFIER})?[\u4e00-\u9fff（）()、]{{0,16}}?(?:[和、及]\s*(?:{NUMBER})\s*(?:{CLASSIFIER})[\u4e00-\u9fff]{{0,12}})?$"
)
_REST_LISTED = pattern(
    rf"(?:其[余他]|余下)?\s*(?<!第)(?P<n>{NUMBER})\s*(?:{CLASSIFIER})?(?P<noun>[\u4e00-\u9fff]{{0,10}})[（(](?P<list>[^（()）]{{2,400}})[)）]$"
)
"""其余3地（甲县、乙县、丙县）, 2个县（甲县、乙县）: a number with its names."""
TWO_RESTS = pattern(
    rf"其[余他]\s*(?P<n>{NUMBER})\s*(?:{CLASSIFIER})(?P<a>[\u4e00-\u9fff]{{2,12}}?)[和、及]\s*(?P<m>{NUMBER})\s*(?:{CLASSIFIER})(?P<b>[\u4e00-\u9fff]{{2,12}}?)(?={ADVERB}|$)"
)


def subject_of(text: str, start: int, end: int) -> Subject | None:
    """What a grade is said of: the list, the number or the rest that ends `text[start:end]`."""
    raw = text[start:end]
    stretch = raw.rstrip('，, \n“"')
    end = start + len(stretch)
    if match := _REST_LISTED.search(stretch):
        items = split_list(text, start + match.start("list"), start + match.end("list"))
        if are_names(items):
            number = han_to_int(match["n"])
            return Subject(tuple(items), number, match["noun"], outside=stretch[: match.start()])
    if match := _REST.search(stretch):
        number = han_to_int(match["n"]) if match["n"] else None
        return Subject(number=number, default=True, outside=stretch[: match.start()])
    counted = quantity(stretch)
    noun, number, opened = "", None, False
    if counted:
        noun, number, opened = noun_of(counted), han_to_int(counted["n"]), bool(counted["etc"])
        if _NO_UNITS.match(noun):
            return None
        if counted["cl"] in _PERSONS:
            return Subject(number=number, noun=noun, open=opened, persons=True, outside=stretch)
        if _BARE_PAIR.fullmatch(counted[0]):
            number = None  # 五乡、横溪两镇: it ends the names and states nothing
        last = re.split(r"[，,、]", stretch)[-1]
        tally = _TALLY.match(last)
        if tally and not is_name(tally["cls"].strip()):
            return Subject(number=number, category=clean_class(tally["cls"]), outside=stretch[: -len(last)])
        end = start + counted.start()
    elif stretch.endswith("等"):
        opened, end = True, end - 1
    items, outside = _trailing_names(text, start, end, noun, number)
    if not items and counted and not re.search(r"(?:超过|达到|低于|以上)[^，,]*$", stretch[: counted.start()]):
        return Subject(number=number, noun=noun, outside=stretch[: counted.start()])
    if not items:
        return None
    if number is not None and number > len(items) and outside.endswith("、"):  # the list goes on to the left, unread
        opened = True
    return Subject(tuple(items), number, noun, opened, outside=outside)


def _trailing_names(text: str, start: int, end: int, noun: str, limit: int | None = None) -> tuple[list[Listed], str]:
    """The run of names that ends `text[start:end]`, and what stands before it; behind `limit` names only sure ones."""
    pieces = split_list(text, start, end)
    bare = bool(
        re.search(
            r"[省市县区州旗镇乡](?:人民)?政府$|公所$|[县市区][)）]?$|[县市区旗镇乡]$|街道$|街道办事处$|社区$|村$", noun
        )
        or organ_noun(noun)
    )
    taken: list[Listed] = []
    carried, owed = False, -1  # names that 京山两市 says stand before it
    for piece in reversed(pieces):
        name = re.sub(r"[（(][^（()）]*[)）]$", "", piece.text)
        if limit is not None and len(taken) >= limit and not is_unit(name):
            break
        if bare and _TIME.search(name):
            break
        kind = bool(taken) and (
            _KIND.search(taken[-1].text)
            or shares_kind(taken[-1].text)
            or (carried and not _KIND.search(taken[-1].text))
        )
        carried = kind and bool(re.fullmatch("(?!经)[\u4e00-\u9fff]{2,3}", name))  # 塘栖、瓶窑、径山镇
        owed = max(owed - 1, names_counted(name) - 1)
        if owed >= 0 and _SHORT.fullmatch(name):  # 钟祥、京山两市
            taken.append(piece)
            continue
        if (
            is_unit(name)
            or (bare and re.fullmatch("(?!全[省市县区州]|共有|其中)[\u4e00-\u9fff]{2,5}", name))
            or (taken and _PROPER.search(name))
            or carried
        ):
            taken.append(piece)
        elif not taken or not (tail := _name_at_end(text, piece)):
            break
        else:
            taken.append(tail)
            break
    if limit and limit > 1 and len(taken) < limit <= len(pieces) and all(map(may_be_name, pieces[-limit:])):
        taken = pieces[-limit:][::-1]  # as many as the number says, whatever they are called
    if not taken:
        tail = _name_at_end(text, pieces[-1]) if pieces else None
        if tail is None:
            return [], text[start:end]
        taken = [tail]
    taken.reverse()
    return taken, text[start : taken[0].span.start]


_SHORT = pattern("[\u4e00-\u9fff]{2,5}")
_NO_UNITS = pattern("等次|等级|档次|级别|类型|方面|环节|步骤|阶段")
"""What a number may count that is no unit: 分优秀、良好、合格三个等次."""


def may_be_name(piece: Listed) -> bool:
    return bool(_ANY_NAME.fullmatch(piece.text)) and not _CLAUSE.search(piece.text)


_ANY_NAME = pattern(r"[\u4e00-\u9fffA-Za-z（）()·\d]{2,24}")
_CLAUSE = pattern("[的了在被对将把从经使让为是有]|考核|得分|进行|以上|以下|其中|情况|工作(?!站|室|局)|取得|完成")
_TIME = pattern("方面$|年$|月$|年度$|季度$|期间$|以来$|当前$")
_KIND = pattern("(?:街道|[镇乡县区旗])$|[市县区州旗镇乡](?:[\u4e00-\u9fff]{1,8}[局委办厅]|(?:人民)?政府|公所)$")
_PROPER = pattern(
    r"^(?:[\u4e00-\u9fff]{2,8})(?:七中|一中|二中|三中|四中|五中|六中|实小|附小|附中|[一二三四五六七八九十]{1,4}团)$"
)
_BEFORE_NAME = pattern(
    r"(?:.*(?:年度?|季度|半年|\d月|机关|部门|单位|方面|系统|类|中|对|将|给|定|的(?:有|为|是)?|[\s：:])|除)(?=[\u4e00-\u9fff])"
)


def _name_at_end(text: str, piece: Listed) -> Listed | None:
    """A name glued to the words before it: 其中党群机关市委统战部, 经研究确定甲县."""
    match = _BEFORE_NAME.match(piece.text)
    if match is None or not is_name(piece.text[match.end() :]):
        return None
    name = piece.text[match.end() :]
    at = text.rfind(name[0], piece.span.start, piece.span.end - len(name) + 1)
    return Listed(name, Span(at, piece.span.end), piece.score, piece.note) if at >= 0 else None


_OPENING_ORGAN = pattern(
    r"(?P<name>[\u4e00-\u9fff]{1,12}?(?:医院|小学|中学|学校|公司|公所|办事处|[局厅]|委(?![托派])|办(?![理法事])))(?=[^、，,]{2,})"
)
_OPENING = pattern(
    r"(?P<name>(?:(?![因由被未])[\u4e00-\u9fff]){0,14}(?:街道办事处|街道|办事处|公所|公司|医院|学校|小学|中学|[县市区旗镇乡局委办厅院社处]|兵团))(?=[^县市区旗镇乡局委办厅院社处、，,]{2,}|$)"
)
_CLAUSE_START = pattern(
    "达到|全年|当年|上半年|下半年|本年|[一二三四]季度|今年|去年|因|由于|在|连续|工作|得分|成绩|综合|未|没有|坚持|认真|高度|切实|积极|能够|做到|实现|完成|措施|成效|重视|落实|按照|围绕|结合|通过|率先|主动|虽|以"
)
"""Words with which a clause about a unit goes on: 县国有林场|全年未发生火情."""


def _before_clause(text: str) -> re.Match[str] | None:
    """The name at the head of a clause, whatever kind of unit it is."""
    for start in _CLAUSE_START.finditer(text, 2):
        if is_name(text[: start.start()]):
            return re.match(f"(?P<name>.{{{start.start()}}})", text)
    return None


_COUNTED = pattern(
    rf"(?P<name>.{{2,24}}?)(?:等)?(?P<n>{NUMBER})(?:{CLASSIFIER})(?P<noun>[\u4e00-\u9fff]{{0,4}}(?:单位|部门|企业|[县市区]))?"
)


_FIRST_COUNT = pattern(
    rf"(?P<etc>等)?(?:共|共计|这)?\s{{0,2}}(?<![第\d])(?P<n>{NUMBER})\s{{0,2}}(?:{CLASSIFIER})(?P<noun>[\u4e00-\u9fff（）]{{0,14}})"
)


_INNER_COUNT = pattern(
    rf"(?:(?:等)?(?:{NUMBER})\s?(?:{CLASSIFIER})[\u4e00-\u9fff]{{0,8}}?(?:{CLASS_NOUN})|(?<=[\u4e00-\u9fff]{{2}})[两三四五六](?:[市县区州盟旗镇乡]|街道))(?P<and>[和及与、，,]|以及)(?=[\u4e00-\u9fff]{{2}})"
)
"""甲县等5个县（区）和市财政局等10个市直部门: a list with the numbers of two classes."""


def counted_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a subject whose parts have numbers of their own; one where it has but one number."""
    cuts = [match.span("and") for match in _INNER_COUNT.finditer(text, start, end)]
    begins = [start, *(cut[1] for cut in cuts)]
    return list(zip(begins, [*(cut[0] for cut in cuts), end], strict=True))


def _opening_list(text: str, start: int, end: int) -> Subject | None:
    """Units with their number before the clauses that say why: 甲、乙等3个县政府网站更新快，办事指南全，评为优秀."""
    first = _FIRST_COUNT.search(text, start, end)
    number = han_to_int(first["n"]) if first else None
    if first is None or number is None or _NO_UNITS.match(first["noun"]):
        return None
    kind = _FIRST_NOUN.match(first["noun"])
    organ = _FIRST_ORGAN.match(first["noun"])
    noun = organ_noun(first["noun"]) or (kind[0] if kind else organ[0] if organ else "")
    items, outside = _trailing_names(text, start, first.start(), noun, number)
    if not items or not (number == len(items) or (first["etc"] and number > len(items))):
        return None
    return Subject(tuple(items), number, noun, bool(first["etc"]), outside=outside)


_FIRST_NOUN = pattern(f"(?:政府)?(?:{CLASS_NOUN})")
_FIRST_ORGAN = pattern("[\u4e00-\u9fff]{2,6}?(?:局|委(?![员托])|办(?![公法理事]))")
"""甲市、乙区2个食安委组织有力: the organ that the places have, before what is said of it."""


def opening_subject(text: str, start: int, end: int) -> Subject | None:
    """Units at the head of a clause that says why they got the grade: 甲局、乙局因…，为合格; 丙镇瞒报…，亮红牌."""
    if counted_first := _opening_list(text, start, end):
        return counted_first
    names: list[Listed] = []
    for piece in split_list(text, start, end):
        counted = _COUNTED.match(piece.text)
        if counted and is_name(counted["name"]):
            last, number = counted["name"], han_to_int(counted["n"])
        elif is_name(piece.text):
            names.append(piece)
            continue
        else:
            opening, number = (
                (_OPENING_ORGAN.match(piece.text) or _before_clause(piece.text) or _OPENING.match(piece.text)),
                None,
            )
            last = opening["name"] if opening else ""
            beside = (
                _OPENING_ORGAN.match(piece.text, len(last) + 1)
                if last and piece.text[len(last) : len(last) + 1] in ("和", "及", "与")
                else None
            )
            if beside and is_name(last) and is_name(beside["name"]):  # 甲局和乙局得分超过90分，定为优秀
                at = piece.span.start
                names.append(Listed(last, Span(at, at + len(last))))
                last = beside["name"]
                piece = replace(piece, span=Span(at + beside.start("name"), piece.span.end))  # noqa: PLW2901
        if not is_name(last):
            return None
        at = piece.span.start
        items = (*names, Listed(last, Span(at, at + len(last))))
        return Subject(items, number, outside=text[start : items[0].span.start])
    return None


_BARE_PAIR = pattern("[两三四五六](?:[市县区州盟旗镇乡]|街道)")


class Ended(NamedTuple):
    """A list without the words that end it: its names, the number stated, what that counts, and whether 等 leaves some out."""

    items: list[Listed]
    number: int | None = None
    noun: str = ""
    open: bool = False
    persons: bool = False


def ended(items: list[Listed]) -> Ended:
    """甲局、乙局等3个部门 → 甲局, 乙局; 3 of 部门, open: the last name of a list has its count, or 等, glued to it."""
    if not items:
        return Ended(items)
    last, rest = items[-1], items[:-1]
    tail = quantity(last.text)
    if tail and tail["kind"] and _BARE_PAIR.fullmatch(tail[0]) and len(items) > (han_to_int(tail["n"]) or 0):
        return Ended(items)  # 丙镇，板场、七里坪两乡
    if tail is None and not (last.text.endswith("等") and is_unit(last.text[:-1])):
        return Ended(items)
    name = last.text[: tail.start() if tail else -1]
    if name:
        rest.append(Listed(name, Span(last.span.start, last.span.start + len(name)), last.score, last.note))
    if tail is None:
        return Ended(rest, open=True)
    return Ended(rest, han_to_int(tail["n"]), noun_of(tail), bool(tail["etc"]), tail["cl"] in _PERSONS)


def without_group(items: Sequence[Listed]) -> tuple[list[Listed], str | None]:
    """党群机关市委统战部、市总工会: the first name's group, where the others show that a name begins with its level."""
    items = list(items)
    if len(items) < 2:
        return items, None
    match = re.match(r"(?P<group>[\u4e00-\u9fff]{2,6}(?:机关|部门|单位|系统|方面|类))(?=[省市县区州旗])", items[0].text)
    if match is None or not re.match("[省市县区州旗团]", items[1].text):
        return items, None
    name = items[0].text[match.end() :]
    span = items[0].span
    items[0] = replace(items[0], text=name, span=Span(span.end - len(name), span.end))
    return items, match["group"]


_QUOTED_AHEAD = pattern('^[“"][^“”"]{2,20}[”"]')
"""“麦积文旅”微博: a name that begins in quotation marks."""


def are_names(items: Sequence[Listed], noun: str = "") -> bool:
    """Whether a list can be one of units: no clause in it, and most read as names (or are short, as proper names are)."""
    if not items:
        return False
    good = sum(is_unit(re.sub(r"[（(][^（()）]*[)）]$", "", item.text)) for item in items)
    if any(
        re.search(
            r"^(?:上述|以上|以下|下列|一批|若干|部分|各|该|并|因|由|除|另)|[（(][^）)]*$|[。；：！？“”《》]|的|了|\d[\d.]*[万亿]?元|\d{2,}(?!\d?[中团院局医])",
            _QUOTED_AHEAD.sub("", item.text),
        )
        or len(item.text) > 40
        for item in items
    ):
        return False
    short = all(2 <= len(item.text) <= 12 for item in items)
    return good >= 0.6 * len(items) or (short and (bool(noun) or good > 0 or len(items) >= 2))


_GOES_ON = ("该", "其", "并", "由", "奖励", "各奖", "每", "分别", "颁", "给予", "奖金")
"""How a clause about the units of a list begins: 甲镇，奖励10万元."""


def leading_names(items: Sequence[Listed]) -> list[Listed]:
    """The names that begin a list, where a clause about them follows: 甲乡公所，该所自办演练12场次."""
    names: list[Listed] = []
    for item in items:
        if not is_name(re.sub(r"[（(][^（()）]*[)）]$", "", item.text)):
            return names if len(item.text) > 8 or item.text.startswith(_GOES_ON) or item.text[0].isdigit() else []
        names.append(item)
    return names
