"""Names of units in lists: 市财政局、经贸委、民政局等3个部门 → 市财政局, 市经贸委, 市民政局.

A list is cut at its separators, its open brackets and scores are told from brackets inside names, and what the list
elides is restored: the place that the first name bears (市), the county of a town, the ending that the last name or the
noun of the count bears (番禺、萝岗、花都等3个区政府).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from govtext import lexicon
from govtext.patterns import pattern
from govtext.text import Span
from govtext.units.divisions import named
from govtext.units.organs import is_department, is_known
from govtext.values.numeral import han_to_int

HAN: Final = "\u4e00-\u9fff〇"
MAX_NAME: Final = 40
NEAR: Final = 200
"""Characters before a name in which a list shows how its names end."""

PLACE_END: Final = (
    "特别行政区|自治[区州县旗]|开发区|高新区|示范区|示范园区|产业园区|工业园区|工业园|园区|风景名胜区|名胜区|保税区|管理区|"
    "新区|新城|林区|矿区|地区|街道|兵团|团场|省|市|州|盟|县|区|旗|镇|乡|村|社区|师|团"
)
ORGAN_END: Final = (
    "人民政府|政府|公所|管委会|委员会|办公厅|办公室|办事处|检察院|法院|公司|集团|银行|支行|分行|学校|大学|学院|中学|小学|幼儿园|"
    "医院|保健院|卫生院|海关|中心|酒店|宾馆|旅舍|公寓|总队|支队|大队|中队|水电站|电站|车站|总站|协会|学会|联合会|总工会|残联|妇联|"
    "管理段|公路段|工务段|养护段|机务段|车辆段|文联|侨联|科联|工商联|研究所|事务所|派出所|工作室|处理厂|水厂|电厂|门店|分店|代表队|工作站|服务站|管理站|"
    "(?<!社)会|(?<=[局委厅院])[\u4e00-\u9fff]{2,6}科|[局委厅办处院社署部所站队馆厂矿场店行库校]|电视台|电台|报社|小区|花园"
)
_END: Final = pattern(f"(?:{PLACE_END}|{ORGAN_END})(?:[（(][^（()）]{{1,20}}[)）])?$")
_PLACE: Final = pattern(f"(?:{PLACE_END})$")
_STOP_START: Final = pattern(
    "除|从|在|对(?!口)|按|根据|依据|经(?!开|济|信|贸|委)|为了|由(?!$)|各|全[省市县区国]|本[省市县区次年季]|我[省市县区]|其[余他中]|该|有的|部分|一些|个别|少数|多数|"
    "未|没有|不|无(?!锡|棣|极|为)|同时|此外|另|共|截至|现将|上述|以上|以下|这|但|并|且|因|据|会同|组织|抽调|包括|分别|获批|新增|新建|推进|推动|加强|加快|实施|支持|打造|成立|组建|创建|培育|引进|建成|开工|启动|制定|出台|落实|"
    "深化|优化|提升|做好|抓好|坚持|继续|全力|积极|大力|认真|切实|进一步|努力"
)
_NOT_IN_NAME: Final = pattern(
    r"[，。；：！？、“”《》,;:!?%％\n]|的|了|被评|考核|得分|排名|达到|超过|受到|责令|违反|进行|开展|发生|存在|情况|问题|不清|不力|查处|对(?![外台口])|超标|检出|\d+(?:\.\d+)?(?:分|份|批次)|\d{3}年"
)


class Listed(Struct, frozen=True):
    """One name of a list.

    Attributes:
        text: as printed, without blanks; without a score in brackets.
        span: its characters in the view.
        score: the number in brackets after it, or None.
        note: what else stands in brackets after it (并列), or None.
    """

    text: str
    span: Span
    score: float | None = None
    note: str | None = None


_ACCOUNT = pattern(
    r"[“\"‘][^“”\"，。；]{2,20}[”\"’](?:(?:政务|官方)?(?:微信)?(?:公众号|服务号|订阅号)|(?:政务|官方|新浪)?微博|微信|(?:今日)?头条号?|抖音号?|快手号?|视频号|客户端|APP|小程序)(?:账号)?"
)
"""“清水水保”微信公众号: accounts of organs are units, and keep the quotation marks of their names."""


def is_name(text: str) -> bool:
    """Whether a short text reads as the name of one unit: it ends as organs and places do, and starts no clause."""
    return _ACCOUNT.fullmatch(text) is not None or (
        2 <= len(text) <= MAX_NAME
        and bool(_END.search(text))
        and not _STOP_START.match(text)
        and not _NOT_IN_NAME.search(text)
    )


def is_unit(text: str) -> bool:
    """Whether a piece of a list is a unit: a name, a province without its kind (江苏、浙江), a street (瑞景街)."""
    return is_name(text) or (len(text) <= 3 and text in _provinces()) or bool(_STREET.fullmatch(text))


_STREET = pattern(f"[{HAN}]{{2,4}}(?<![业行老小美食古步条大])街")


@cache
def _provinces() -> frozenset[str]:
    """Short names of provinces, which stand in lists without their kind: 江苏、浙江."""
    return frozenset(row["name"] for row in lexicon.table("places") if row["kind"] == "province")


# --- cutting

_SEPARATOR = pattern(r"[、，,；;／]|(?<=[^\s])\s+(?=[^\s])")
_AND = pattern(r"以及|及|和|与|暨")
_BRACKET_AT_END = pattern(r"[（(][^（()）]*[)）]$")
_COUNT_AT_END = pattern(r"等?(?:\d{1,3}|[两二三四五六七八九十]{1,3})[个家所][\u4e00-\u9fff（）、]{0,8}$")
"""龙马潭区和古蔺县2个; …和丙县等3个县（区）."""
_OPEN, _CLOSE = "（(", "）)"


def split_list(text: str, start: int, end: int) -> list[Listed]:
    """The names of `text[start:end]` in order: cut at 、 ， ； and blanks outside brackets, and at 和 及 与 between names."""
    found: list[Listed] = []
    pieces = list(_pieces(text, start, end))
    printed = ["".join(piece.of(text).split()) for piece in pieces]
    for index, piece in enumerate(pieces):
        beside = (*printed[max(0, index - 1) : index], *printed[index + 1 : index + 2])
        found.extend(_named(text, part) for part in _conjuncts(text, piece, beside))
    return _with_scores([listed for listed in found if listed.text])


_BARE_SCORE = pattern(
    r"(?:均为|同为|都是|得分?|总分|综合得分|得分为)?(?P<score>\d{1,3}(?:\.\d{1,6})?)(?P<unit>分|%|％)?"
)


def _with_scores(items: list[Listed]) -> list[Listed]:
    """甲镇 98.5、乙镇，得97分: a number behind a name is its score."""
    if not any(item.text[-1] in "分%％0123456789" for item in items):
        return items
    found: list[Listed] = []
    for item in items:
        score = _BARE_SCORE.fullmatch(item.text)
        if score and found and found[-1].score is None and is_name(_BRACKET_AT_END.sub("", found[-1].text)):
            found[-1] = replace(found[-1], score=float(score["score"]))
        else:
            found.append(item)
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for cut in _cuts(text, start, end):
        if text[at : cut.start].strip():
            yield Span(at, cut.start)
        at = cut.end
    if text[at:end].strip():
        yield Span(at, end)


def _cuts(text: str, start: int, end: int) -> Iterator[Span]:
    depth, at, last = 0, start, start
    while at < end:
        char = text[at]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "、，,；;／":
            yield Span(at, at + 1)
            last = at + 1
        elif depth == 0 and char.isspace():
            stop = at
            while stop < end and text[stop].isspace():
                stop += 1
            if _parts_names(text, last, at, stop, end):
                yield Span(at, stop)
                last = stop
            at = stop
            continue
        at += 1


_KIND_ONLY = pattern("(?:[小中大]学|学校|学院|幼儿园|医院|卫生院|公司|集团|银行|委员会|办公室|办事处|政府|局|街道)")
"""What no unit is called alone, so that it ends the name on the line before."""


def _parts_names(text: str, last: int, at: int, stop: int, end: int) -> bool:
    """Whether the blank `[at, stop)` stands between two names, and not inside one (科\\n创区, 佳 县)."""
    before = "".join(text[last:at].split())
    following = re.match(r"[^、，,；;\s]{0,40}", text[stop:end])
    after = following[0] if following else ""
    if len(before) < 2 or len(after) < 2:
        return False
    if "\n" not in text[at:stop]:
        return True
    if _KIND_ONLY.fullmatch(after):
        return False  # … 、甲镇中心|小学
    if _PLACE_ONLY.fullmatch(before) and any(is_known(after[:length]) for length in range(3, min(len(after), 10) + 1)):
        return False  # a margin broke 贵港市水利局
    if _PLACE_ONLY.fullmatch(before) and before[-1] + after in text[max(0, last - NEAR) : last]:
        return False  # … 尹庄乡总校、汉儿庄乡|总校
    if is_known(before.lstrip("省市县区") + after) and not is_known(before.lstrip("省市县区")):
        return False
    return is_name(re.sub(r"[（(][^（()）]*[)）]$", "", before))


def _conjuncts(text: str, piece: Span, beside: Sequence[str]) -> Iterator[Span]:
    """Cut at 和, 及, 与 where whole names stand on both sides: 林业和园林局 is one, 甲县和乙县 are two.

    `beside`: the names before and after; where one begins with the same place, that place is no name of its own
    (甲县卫生局、甲县和平镇公所).
    """
    at = piece.start
    for mark in _AND.finditer(text, piece.start, piece.end):
        left = "".join(text[at : mark.start()].split())
        right = _BRACKET_AT_END.sub("", "".join(text[mark.end() : piece.end].split()))
        counted = _COUNT_AT_END.sub("", right)
        right = counted if is_name(counted) else right
        if _PLACE_ONLY.fullmatch(left) and _COMPANY.search(right):  # 宝鸡市和兴公路公司 is one company
            continue
        if (
            len(left) < 2
            or len(right) < 2
            or text[at : mark.start()].count("（") != text[at : mark.start()].count("）")
        ):
            continue
        if any(name.startswith(left) and len(name) > len(left) for name in beside):
            continue
        whole = mark[0] in ("以及", "及") and len(left) <= 12 and not is_department(left + mark[0] + right)
        towns = bool(_KIND_OF_PLACE.search(left)) and bool(
            re.fullmatch(f"[{HAN}]{{2,3}}", right)
        )  # 苏坑镇和介福、外山乡
        if towns or (is_name(left) and is_name(right) and len(right) >= 3) or (whole and is_name(right)):
            yield Span(at, mark.start())
            at = mark.end()
    yield Span(at, piece.end)


_LEAD = pattern(
    r"(?:(?:19|20)\d\d年度?|其中|包括|分别|依次|即|它们是|名单如下|如下|鉴于|除了?(?=[省市县区州])|其[余他]|余下|有|是|为|由|对|授予|评定|核定|审定|确定|认定|同意|决定|表彰|奖励|给予|将|把|和|及|与|以及|[：:\s•●■·]+|经[考评审][核评定]{1,3})+"
)
_SCORE = pattern(
    r"[（(]\s*(?:并列\s*[，,、]?\s*)?(?:得分\s*|综合得分\s*|总分\s*)?(?P<score>-?\d{1,5}(?:\.\d{1,6})?)\s*(?P<unit>分|%|％)?\s*(?:[，,]\s*并列)?\s*[)）]$"
)
_VERB = pattern(r"(?:评定|核定|审定|认定|确定|评选|授予|表彰)+")
_GLUED_SCORE = pattern(
    r"[\s，,]?(?:均?为|得分?|总分|综合得分|得分为)?"
    r"(?:(?P<score>\d{1,3}(?:\.\d{1,6})?)\s?(?:分|%|％)|(?P<bare>\d{2,3}(?:\.\d{1,3})?))$"
)
"""甲镇97.5分, 乙镇得96分."""
_LEVEL_WITH = pattern(r"并列(?:第[\d一二三四五六七八九十]{1,3}[名位]?)?$")
"""甲县、乙县并列第四，均为87.3分."""
_ITEM_NUMBER = pattern(rf"\s*(?:\d{{1,3}}[.．、)）]|[（(]\d{{1,3}}[)）]|[①-⑳])\s*(?=[{HAN}])")
_NOTE = pattern(r"[（(](?P<note>(?:[^（()）]|[（(][^（()）]{1,20}[)）]){1,120})[)）]$")


def _named(text: str, span: Span) -> Listed:
    """A piece without its leading words and without the score after it."""
    raw = span.of(text)
    if (verb := _VERB.match(raw)) and is_name("".join(raw[verb.end() :].split())):
        span = Span(span.start + verb.end(), span.end)
        raw = span.of(text)
    lead = _LEAD.match(raw)
    if lead and lead.end() < len(raw) and not is_name("".join(raw.split())[:6]):
        span = Span(span.start + lead.end(), span.end)
    raw = span.of(text)
    if number := _ITEM_NUMBER.match(raw):
        span = Span(span.start + number.end(), span.end)
        raw = span.of(text)
    start = span.start + len(raw) - len(raw.lstrip())
    raw = raw.strip().rstrip("。.、：:”“\"'")
    raw = raw if _ACCOUNT.match(raw) else raw.lstrip('“‘"')
    start = text.index(raw, start) if raw else start
    score, note = None, None
    glued = _GLUED_SCORE.search(raw)
    if glued and is_name("".join(raw[: glued.start()].split())):
        score, raw = float(glued["score"] or glued["bare"]), raw[: glued.start()].rstrip()
    elif (level := _LEVEL_WITH.search(raw)) and is_name("".join(raw[: level.start()].split())):
        note, raw = "并列", raw[: level.start()].rstrip()
    elif match := _SCORE.search(raw):
        score, raw = float(match["score"]), raw[: match.start()].rstrip()
    elif (
        (match := _NOTE.search(raw))
        and re.search(r"并列|\d|因|由于|直接|^被|未|主办|主要问题", match["note"])
        and len(raw) > len(match[0]) + 1
    ):
        note, raw = match["note"], raw[: match.start()].rstrip()
        digits = re.search(r"\d+(?:\.\d+)?(?=[%％分])", note)
        score = float(digits[0]) if digits else None
    return Listed("".join(raw.split()), Span(start, start + len(raw)), score, note)


# --- what the list elides

_LEVEL = pattern(f"(?P<level>[省市县区州盟旗])(?P<rest>[{HAN}]{{2,}})")
_COUNTY = pattern(
    f"(?P<place>[{HAN}]{{1,8}}?(?:自治县|自治旗|市|县|区|旗))(?P<rest>[{HAN}]{{1,10}}(?:镇|乡|街道|街道办事处|镇政府|乡政府))$"
)
_TOWN = pattern(f"[{HAN}]{{1,10}}(?:镇|乡|街道|街道办事处|镇政府|乡政府)$")
_SHORT = pattern(f"[{HAN}]{{2,5}}$")
_SHARED = pattern(
    f"(?:(?<=[{HAN}]{{2}})|(?<=^[{HAN}]))(?P<end>(?:[省市县区州旗镇乡](?:人民)?政府|[区镇乡市]公所|街道办事处)(?:[{HAN}]{{2,8}}[局处])?)$"
)
_NOUN_END = pattern(
    r"(?:[省市县区州旗镇乡](?:人民)?政府|街道办事处|[区镇乡市]公所|管委会|社区)$|^(?:镇|乡|县|区|旗|街道|村|市|州|盟)$|(?<=^行政)村$|(?<=^设区)市$"
)
_ORGAN_NOUN = pattern("^(?:公所|人民政府|政府|党委|党工委)$|[^镇乡街]{2,}局$|[^镇乡街管]{2,}[委办]$")
"""What a count's noun says that each of the places before it has: 彰化市、鹿港镇等8所公所; 甲县、乙县2个食安委."""
_PLACE_ONLY = pattern(f"[{HAN}]{{1,10}}?(?:自治[县州旗]|[县市区旗镇乡]|街道|社区)$")
_ORGAN_OF_PLACE = pattern(
    f"(?P<place>(?!都市(?!区)|城市)[{HAN}]{{1,10}}?(?:自治[县州旗]|[县市区旗镇乡]|街道|社区))(?P<organ>[{HAN}]{{2,12}})$"
)
_KIND_OF_PLACE = pattern("(?:街道|[县市区旗镇乡])$")
_OWN_PLACE = pattern(f"[{HAN}]{{2,6}}?(?:自治[县州旗]|[县区市旗州])[{HAN}]{{2,}}")
_COMPANY = pattern(r"公司$|集团$|厂$|银行|大学|学院|[中小]学|酒店")


_VILLAGE = pattern("(?P<town>[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道))?[\u4e00-\u9fff]{1,5}村")
_NUMBERED_END = pattern("(?P<name>[\u4e00-\u9fff]{2,5})(?P<n>[两三四五六])(?P<kind>[市县区州盟旗镇乡]|街道)")


def names_counted(name: str) -> int:
    """How many names of a list its own number counts, itself included: 2 of 京山两市 in 钟祥、京山两市; else 0."""
    match = _NUMBERED_END.fullmatch(name)
    return "两三四五六".index(match["n"]) + 2 if match else 0


def _with_numbers(names: list[str]) -> list[str]:
    """钟祥、京山两市、漳河新区 → 钟祥市、京山市、漳河新区: the number ends those just before it, inside a list, too."""
    for index, name in enumerate(names):
        match, many = _NUMBERED_END.fullmatch(name), names_counted(name)
        if match is None or many > index + 1:
            continue
        shorts = [*names[index + 1 - many : index], match["name"]]
        kind = match["kind"]
        if all(
            2 <= len(short) <= 5 and (_KIND_OF_PLACE.search(short) is None or (len(short) == 2 and short[-1] != kind))
            for short in shorts
        ):  # 五乡镇
            names[index + 1 - many : index + 1] = [short + kind for short in shorts]
    return names


def restore_names(items: Sequence[Listed], noun: str = "") -> list[str]:
    """Full names of a list's units, what it elides restored; `noun` is that of the count (区政府 of 等3个区政府)."""
    if not items:
        return []
    names = _with_ends(_with_numbers([item.text for item in items]), noun)
    spelt = sum(bool(_LEVEL.match(name)) for name in names) > 0.5 * len(names)  # then a name without its place has none
    level = county = organs = parish = ""
    restored: list[str] = []
    for printed in names:
        name = printed
        if village := _VILLAGE.fullmatch(name):  # 齐溪镇龙门村、左溪村
            name = parish + name if not village["town"] else name
            parish = village["town"] or parish
        own = _ORGAN_OF_PLACE.match(name)
        bears = _LEVEL.match(name)
        town = _COUNTY.match(name)
        if bears and not _is_whole_place(name):
            level, county = bears["level"], ""
        elif town:
            county, level = town["place"], ""
        elif county and _TOWN.match(name):
            name = county + name
        elif level and _elides(name, known_only=spelt):
            name = level + ("委" if name in _PARTY_ORGANS else "") + name
        elif own:
            county = (
                own["place"] if re.search("[市县区旗州]$", own["place"]) and not _is_whole_place(own["place"]) else ""
            )
        elif county and (
            name in _kin()
            or (organs and (is_known(name) or len(name) <= 4) and is_department(name) and not _begins_with_place(name))
        ):
            name = county + name
        elif not _SHORT.match(name):
            county = ""
        if own and county == own["place"]:  # 甲县警察局、消防局: what follows are organs of 甲县 too
            organs = own["organ"] if is_department(own["organ"]) and not _SEAT.search(own["organ"]) else ""
        restored.append(name)
    return restored


_SEAT = pattern("(?:政府|公所|管委会|委员会)$")
"""Organs beside which departments stand that are not of the same place."""
_PARTY_ORGANS = frozenset(
    ("组织部", "宣传部", "统战部", "社会工作部", "农工部", "政法委", "老干部局", "党史研究室", "政研室", "巡察办")
)
"""Departments of a place's party committee: 统战部 beside 县委宣传部 is 县委统战部."""


def _is_whole_place(name: str) -> bool:
    """市中区, 区公所: the first character is no level of its own."""
    return bool(re.match(r"市[中南北郊]区|州市|县级|区级|市级|省级|区域|市场", name))


def _elides(name: str, *, known_only: bool) -> bool:
    """Whether a name in such a list stands without its place: a department's usual name, that of no firm or branch.

    `known_only`: by the lexicon, not by its ending alone (淠史杭管理总局 is a whole name).
    """
    name = re.sub(r"[（(][^（()）]*[)）]$", "", name)
    if re.match(f"[{HAN}]{{1,8}}(?:镇|(?<!城)乡|街道)[{HAN}]{{2,}}", name):  # a town's own office
        return False
    if re.match(f"[{HAN}]{{2,8}}(?:[景园林矿]区|保护区|开发区)(?:管理|管委)", name):  # that of a scenic area
        return False
    if name.startswith("团") and len(name) == 3:  # 团市委 bears its level inside
        return False
    if name in _kin() or is_known(name) or (name.endswith("委") and is_known(name + "员会")):
        return True
    if (
        _SCHOOL.fullmatch(name)
        or _CENTRE.fullmatch(name)
        or ((part := _BRANCH_OF.fullmatch(name)) and is_known(part["whole"]))
    ):
        return True
    if _OWN_PLACE.match(name):
        return False
    if _COMPANY.search(name):
        return False
    return not known_only and is_department(name) and not _begins_with_place(name)


_SCHOOL = pattern(
    "(?:第[一二三四五六七八九十]{1,3}|实验|直属|初级|高级|民族|完全|特殊教育|职业教育|职业技术|职业|技工){1,3}(?:中学|小学|幼儿园|学校|中心|高中|初中)"
)
"""第一实验小学 beside 县第一中学."""
_CENTRE = pattern(f"[{HAN}]{{2,8}}(?:服务|发展|事务|管理|保障|交易|救助|监测|执法|指挥|储备|信息|传媒|媒体)中心")
_BRANCH_OF = pattern(f"(?P<whole>[{HAN}]{{2,8}}局)[{HAN}]{{0,6}}(?:支队|大队|中队|分局|执法局)")
"""公安局交警大队 beside 县水务局."""


@cache
def _kin() -> frozenset[str]:
    """Names that stand beside a place's departments without it: hospitals, courts, utilities, party organs."""
    return frozenset(row["name"] for row in lexicon.table("elided_names"))


def _begins_with_place(name: str) -> bool:
    """广州港务局, 余杭供电局, 国土资源余杭分局: a place is part of the name."""
    if any(
        d.level != "county" or is_known(name[length:]) or name[length:] in _BRANCHES
        for length in (2, 3)
        for d in named(name[:length])
    ):
        return True
    return bool(named(name[-4:-2])) if name.endswith("分局") and len(name) > 4 else False


_BRANCHES = frozenset(("供电局", "电业局", "海关", "海事局", "铁路局", "车务段", "调查队"))
"""Offices of a network that bear the name of their place."""


def _with_ends(names: list[str], noun: str) -> list[str]:
    """番禺、萝岗、花都 + 区政府; 平镇、杨梅及新屋区公所; 甲市、乙市政府卫生局; 锦斗、苏坑镇和外山乡."""
    names = _with_groups(names)
    if names[0].startswith("驻") and _POSTED.fullmatch(noun) and all(_SHORT.fullmatch(name) for name in names):
        return ["驻" + name.removeprefix("驻") + noun for name in names]
    if (sites := _SITES.fullmatch(noun)) and all(_PLACE_ONLY.fullmatch(name) for name in names):
        return [name + sites["end"] for name in names]
    if _GOVERNMENTS.fullmatch(noun) and all(_PLACE_ONLY.fullmatch(name) for name in names):
        end = "人民政府" if noun.endswith("人民政府") else "政府"
        return [name + end for name in names]
    if _ORGAN_NOUN.search(noun) and all(_PLACE_ONLY.fullmatch(name) or name.endswith("市") for name in names):
        return [name + noun for name in names]
    if (end := organ_noun(noun)) and all(_PROPER_NAME.fullmatch(name) for name in names):
        return [name + (end[1:] if name.endswith(end[0]) and len(name) > 2 else end) for name in names]
    if _HEAD_NOUN.fullmatch(noun) and all(_BARE.fullmatch(name) for name in names):
        return [name if name.endswith(noun) else name + noun for name in names]
    shared = _NOUN_END.search(noun)
    street = shared is not None and shared[0].startswith("街道")
    if shared and all(
        _SHORT.match(name) and (len(name) == 2 or not _END.search(name) or (street and name.endswith("村")))
        for name in names
    ):
        return [name if name.endswith(shared[0]) else name + shared[0] for name in names]
    last = _SHARED.search(names[-1]) if len(names) > 1 else None
    if last is not None:
        end = last["end"]
        return [_completed(name, end) for name in names[:-1]] + [names[-1]]
    if len(names) > 1 and (kind := _SHARED_KIND.search(names[-1])) and all(map(_BARE.fullmatch, names[:-1])):
        return [name + kind[0] for name in names[:-1]] + [names[-1]]
    names = _with_organs(names)
    organ = _ORGAN_OF_PLACE.match(names[-1]) if len(names) > 1 else None
    if (
        organ
        and is_name(names[-1])
        and not _KIND_OF_PLACE.search(organ["organ"])
        and (organ["organ"] != "管委会" or all(name.endswith("区") for name in names[:-1]))
        and (organ["organ"] != "办事处" or all(name.endswith("街道") for name in names[:-1]))
        and all(_PLACE_ONLY.match(name) and not _COUNTY.match(name) for name in names[:-1])
    ):
        return [name + organ["organ"] for name in names[:-1]] + [names[-1]]
    if shared:
        names = [name + shared[0] if _lacks(name, shared[0]) else name for name in names]
    return _with_prefectures(_with_kinds(names))


MANY: Final = 3
"""Bare names of cities from which on a list is one of cities: 承德、秦皇岛、唐山."""


def _with_prefectures(names: list[str]) -> list[str]:
    """承德、秦皇岛、唐山 → 承德市, 秦皇岛市, 唐山市, where all of a list are cities of a province."""
    if len(names) < MANY or not all(map(_is_prefecture, names)):
        return names
    return [f"{name}市" if any(d.name == f"{name}市" for d in named(name)) else name for name in names]


def _is_prefecture(name: str) -> bool:
    """Whether a name without its kind is that of a prefecture: 承德, 延边."""
    return len(name) <= 4 and any(d.level == "prefecture" for d in named(name))


_POSTED = pattern("[\u4e00-\u9fff]{0,6}(?:组|办|办事处|联络处|工作队|分局|商会|招商局)")
"""What is posted to places: 驻上海、杭州2个招商组."""
_SITES = pattern(
    "(?:区县|县区|市县|县市区|县市|旗县区|市区县|县（市、区）|市州|[市县区州旗])(?P<end>(?:人民)?政府(?:门户)?网站)"
)
"""甲区、乙县2个县区政府门户网站: what each of the places has."""
_GOVERNMENTS = pattern(
    r"(?:区县|县区|市县|县市区|县市|旗县区|市区县|县（市、区）|县\(市、区\)|市（州）|市州)(?:人民)?政府"
)
"""甲区、乙县2个区县政府: the governments of both."""
_HEAD_NOUN = pattern(
    f"(?!县区|学校|企业|公司|集团|医院)(?:[{HAN}]{{0,6}}(?:{ORGAN_END}))(?<=[{HAN}]{{2}})(?<!单位|部门|机构)(?<![县市区乡镇]公所)"
)
"""A kind of organ that its members are called by without it: 宁城、敖汉等4个大队, 城关、东关2个派出所."""
_BARE = pattern(f"[{HAN}]{{2,4}}(?<![省市县镇乡局委办厅院校所队站])|[{HAN}]{{1,2}}旗")
_SHARED_KIND = pattern(
    f"(?<=[{HAN}]{{2}})(?:(?:地政|户政)事务所|卫生所|卫生院|派出所|供电所|税务所|税务分局|工商所|国土所|财政所|司法所|大队|中队|支队|监狱|海关|保护区管理局)$"
)
"""Kinds of organs that a list says once, with its last name: 朴子、大林及竹崎地政事务所."""
_PROPER_NAME = pattern(f"[{HAN}]{{2,3}}|[{HAN}]{{1,5}}[市县区州旗]")


def organ_noun(noun: str) -> str:
    """The department, or the government, of a kind of place that words begin with: 市水利局 of 南宁、柳州等4个市水利局."""
    if government := re.match("[市县区州旗](?:人民)?政府", noun):
        return government[0]
    if not re.match("[市县区州旗]", noun):
        return ""
    return next((noun[:end] for end in range(min(len(noun), 14), 2, -1) if is_known(noun[1:end])), "")


_GROUP = pattern(
    rf"(?P<name>[{HAN}]{{1,5}}?)(?P<n>\d{{1,2}}|[两二三四五六七八九十])个(?P<end>[省市县区州旗镇乡](?:人民)?政府|街道办事处|[区镇乡市]公所|街道|[县区镇乡市])$"
)


def shares_kind(name: str) -> bool:
    """Whether a name ends in a kind of organ that a list may say once (朴子、竹崎地政事务所)."""
    return _SHARED_KIND.search(name) is not None


def _with_groups(names: list[str]) -> list[str]:
    """霞山、坡头、麻章3个区政府 inside a longer list: the number says whose ending it is."""
    whole = list(names)
    for index, name in enumerate(names):
        group = _GROUP.fullmatch(name)
        number = han_to_int(group["n"]) if group else None
        if group is None or number is None or not 1 < number <= index + 1:
            continue
        whole[index] = group["name"]
        for at in range(index - number + 1, index + 1):
            whole[at] = _completed(whole[at], group["end"])
    return whole


_SEAT_OF_PLACE = pattern(f"[{HAN}]{{1,8}}[镇乡县区市旗](?P<seat>人民政府|政府)")


def _with_organs(names: list[str]) -> list[str]:
    """Bare names before a place's organ bear its kind and organ: 梧州、钦州、百色市水利局."""
    whole: list[str] = []
    end = government = ""
    for name in reversed(names):
        if government and _PLACE_ONLY.fullmatch(name) and name[-1] in "镇乡县区市旗":  # 甲镇、乙镇人民政府和县公安局
            whole.append(name + government)
            continue
        seat = _SEAT_OF_PLACE.fullmatch(name)
        government = seat["seat"] if seat else ""
        own = _ORGAN_OF_PLACE.match(name)
        if name.endswith("街道办事处"):
            end = "街道办事处"
        elif own and is_department(own["organ"]) and re.search("[市县区州旗]$", own["place"]):
            end = own["place"][-1] + own["organ"]
        elif end and name[-1] != end[0] and (len(name) == 2 or (len(name) == 3 and not _END.search(name))):
            name += end  # noqa: PLW2901
        else:
            end = ""
        whole.append(name)
    return whole[::-1]


def _with_kinds(names: list[str]) -> list[str]:
    """Short names get the kind of the next whole one: 锦斗、桂洋、苏坑镇 are three towns."""
    kind = ""
    whole: list[str] = []
    for name in reversed(names):
        ends = _KIND_OF_PLACE.search(name)
        if kind and re.fullmatch(f"[{HAN}]{{2,3}}", name) and not _END.search(name):
            name += kind  # noqa: PLW2901
        kind = ends[0] if ends and len(name) <= 8 else kind if not ends and name.endswith(kind) else ""
        whole.append(name)
    return whole[::-1]


def _completed(name: str, end: str) -> str:
    if name.endswith(end) or "政府" in name or "公所" in name or "办事处" in name:
        return name
    if end == "街道办事处":
        return (
            name + end
            if re.fullmatch(f"[{HAN}]{{2,4}}", name) and not name.endswith(("镇", "乡", "街道", "场"))
            else name
        )
    if len(name) == 2:
        return name + end
    if name[-1] in "省市县区州旗镇乡" and len(name) > 2 and ("政府" in end or "公所" in end):
        return name + end[1:]
    return name + end if _SHORT.match(name) and not _END.search(name) else name


def _lacks(name: str, end: str) -> bool:
    """明光市涧溪 in …2个镇政府: a county and a bare town."""
    match = re.match(f"[{HAN}]{{1,8}}?[市县区旗][{HAN}]{{2,4}}$", name)
    return bool(match) and end[0] in "镇乡" and not _END.search(name)
