"""Who is to do a task, and who is to help: 由甲局牵头会同乙局, 各县区要, （责任单位：丙局；配合单位：丁局）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from govtext.facts.tasks.words import begins_with_verb
from govtext.patterns import pattern
from govtext.structure.clauses import LABEL, clauses
from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, restore_names, split_list
from govtext.units.organs import is_department

MAX_LIST = 120
"""Characters of the longest list of those who are to do something."""

_MODAL = pattern(
    r"(?<![主重必首摘])要(?!求|点|素|件|闻|情|害|道)|应(?!急|对|用|届|收|付|聘|邀)|须|必须|务必|需(?!求|方|要的)|负责(?!人|同志)|牵头(?!单位|部门)|主动|会同|联合(?!会|国)|协同|"
    r"将(?!近)|按照?|根据|对照|组织(?!部)|于(?=\d|[今明本年每上下])|在(?!线|编|岗|校|建)|围绕|立足|着眼|聚焦|一律|不得|严禁|不准|每(?=[日天周月季年半])|继续|进一步|切实|"
    r"认真|抓紧|尽快|立即|加快|加强|加大|结合|依托|以(?!上|下|内)|对(?!外|口)|把|定期|适时|全面|严格|积极|充分|及时|"
    r"[年上下\d一二三四五六七八九十]{1,4}(?=(?:月|季度|半年)[底末]?[前内])|\d{1,2}月"
)
_LED_BY = pattern(r"由(?P<who>[^，,。；;：:]{2,100}?)(?:共同|统一|分别|具体|总)?(?:牵头|负责|会同|联合)")
_BY = pattern("(?<![自理缘])由")
_BEHIND_BY = pattern(
    r"由(?P<who>[^，,。；;：:]{2,100}?)(?:组织(?!部)|对|于(?=\d)|在(?=\d)|按|将|依法|依纪|统筹|承担|制定|提出|汇总|尽快|抓紧|加快|具体|督促|约谈|指导|开展|根据|"
    r"每|挂牌|统一|进行|适时|定期|落实|实施|审核|审查|追缴|收回|拨付|完成|[，,])"
)
_ASKED = pattern(
    r"(?:敬?请|望|责令|要求|责成|督促)(?P<who>[^，,。；;：:]{2,100}?)(?:会同|商|于|在|按|将|认真|要|务必|及时|立即|抓紧|尽快|对|结合|根据|切实|限期|停|继续|进一步|高度|严格|以|把|参照|组织|做好|加强|据此|遵照|就|每|从|\d|迅速|主动|完成|停产|改正|向|自|收|全)"
)
_HELP = pattern(
    r"(?:^|[，,、])(?P<who>[^，,。；;：:]{2,100}?)(?:要)?(?:予以|给予|积极|做好|密切|分工|共同|协同)?(?:配合|协助|参与|参加|协办|(?<!技术)支持)(?=$|[，,。；;）)、])"
)
_TOGETHER = pattern("(?:会同|联合(?!会|国|检查|执法|惩戒))")
_BRACKET = pattern(
    r"[（(【\[](?P<in>[^（()）【】\[\]]{2,200}(?:[（(][^（()）]{1,20}[)）][^（()）]{0,200}){0,5})[)）】\]]\s*$"
)
_FIELD = pattern(
    r"(?P<label>责任(?:单位|部门|处室|科室|人|主体)|牵头(?:单位|部门|处室|科室)|主办(?:单位|部门)|负责(?:单位|部门)|实施(?:单位|主体)|落实(?:单位|部门)|承办单位|(?P<help>配合(?:单位|部门)|协办(?:单位|部门)|参与(?:单位|部门)|参加单位|协助(?:单位|部门)|协同单位))\s?[：:]?\s?(?P<who>[^；;。：:]{2,200}?)(?=[；;。]|$|\s+(?:责任|牵头|主办|负责|配合|协办|协助|参与|参加|完成)[^，,。；;：:\s]{0,6}[：:]|[，,](?=[^，,；;。]{0,14}(?:完成|前|底|季度|半年|每|长期|全年))|[，,]\s?(?:责任|牵头|主办|负责|实施|落实|承办|配合|协办|参与|参加|协助|协同|完成)[^，,。；;：:]{0,6}[：:])"
)
_ROLE = pattern(
    r"(?P<who>[^；;。：:，,]{2,160}?)(?:等)?(?:按职责分工|按职责|分别|具体|共同)*(?P<role>牵头负责|牵头|负责|落实|承办|配合|参与|参加|协助|协办)(?=$|[，,；;])"
)
_GROUP = pattern(
    r"[^，,。；;：:《》“”]{0,24}(?:单位|部门|机构|企业|学校|幼儿园|乡镇|镇街|街道|县区|区县|[县市区镇乡村科股站所局委办厅店厂]|社区|科室|股室|处室|窗口|"
    r"负责人|负责同志|领导|干部|人员|机关|医院|卫生院|园区|领导小组|专班|工作组|检查组|督查组|委员会|政府|组织|业主|公司|中心|商场|食堂|[河湖林田路]长|书记|主任|校长|"
    r"信息员|联络员|管理员|安全员|经营者|经营户|用户|[分支]行|银行|室|组|署|队伍|网格员|户主|法人|承包商|供应商|合作社|协会|集团|主体)(?:[（(][^（()）]{1,14}[)）])?"
    r"(?:[\u4e00-\u9fff]{0,6}(?:部门|单位|政府|机构|办事处|管委会))?"
)
_STARTS_GROUP = pattern(
    "各|所有|全部|有关|相关|市直|省直|县直|区直|上述|以上|受检|其他|属地|当地|基层|全[省市县区]|我[省市县区局委厅]|本[省市县区局]|[省市县区]政府各|[省市县区]级|凡|被检查|存在"
)
_NOT_ACTOR = pattern(
    "^(?:加强|推进|完善|建立|进一步|继续|通过|为|对|从|按|根据|依托|围绕|以|在|将|把|切实|认真|要|全面|深入|积极|大力|检查|督促|指导|组织(?!部)|"
    "开展|做好|不|未|是|使|让|确保|强化|落实|抓好|请|责令|扎实|充分|发挥|更好|出行|凡是|专人|设在|见附|含|鼓励|引导|支持|促进|推动|帮助|指(?!挥)|正处|只将|但)|是|(?<![自理])由|会同|(?<![主重必首])要(?!素|点)|对.{2,}的(?!单位|部门|企业)"
)
_MUST = pattern("要|应|须|必须|务必|负责|立即|一律|不得|严禁|不准")
_TAIL = pattern("(?:等(?:单位|部门|有关(?:单位|部门)|相关(?:单位|部门))?|等)$")
_NOBODY = pattern("^(?:我们|大家|双方|同时|并|也|都|均|应|还|今后|下一步|下步)$")


class Actors(Struct, frozen=True):
    """Those who are to do a task, and those who are to help, as they are named, with the names restored."""

    responsible: tuple[tuple[Listed, str], ...] = ()
    supporting: tuple[tuple[Listed, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.responsible or self.supporting)


def read_actors(text: str, span: Span) -> Actors:
    """Actors of an order: of its bracket, and where that has none, of its words."""
    bracket = _BRACKET.search(text, span.start, span.end)
    inside = _of_bracket(text, bracket) if bracket else Actors()
    end = bracket.start() if bracket is not None and inside else span.end
    said = _of_words(text, Span(span.start, end))
    return Actors(inside.responsible or said.responsible, inside.supporting or said.supporting)


def of_line(text: str, span: Span) -> Actors:
    """Actors of a line below an item: 责任单位：甲局、乙局."""
    return _fields(text, span.start, span.end)


def is_bidden(text: str, clause: Span) -> bool:
    """Whether a clause begins with somebody who is told that he must: 甲局要, 各县应当."""
    label = LABEL.match(text, clause.start, clause.end)
    start = label.end() if label else clause.start
    return any(
        _MUST.fullmatch(subject.modal) is not None and bool(_names(text, subject.who))
        for subject in _growing(text, start, clause.end)
    )


def begins_with_actor(text: str, span: Span) -> bool:
    """Whether a clause begins with those who are to do it."""
    return bool(_leading(text, span))


def _of_words(text: str, span: Span) -> Actors:
    responsible: tuple[tuple[Listed, str], ...] = ()
    for clause in clauses(text, span):
        if responsible := _leading(text, clause):
            break
        if responsible := _by(text, clause.start, clause.end):
            break
    supporting: dict[str, tuple[Listed, str]] = {}
    own = {name for _, name in responsible}
    runs = [_run_of_names(text, match.end(), span.end) for match in _TOGETHER.finditer(text, span.start, span.end)]
    runs += [_names(text, match.span("who")) for match in _HELP.finditer(text, span.start, span.end)]
    for item, name in (pair for run in runs for pair in run):
        if name not in own:
            supporting.setdefault(name, (item, name))
    return Actors(responsible, tuple(supporting.values()))


def _leading(text: str, clause: Span) -> tuple[tuple[Listed, str], ...]:
    """Names at the beginning of a clause, before 要, 应, 负责 and the like, or behind 请, 由, 责令."""
    label = LABEL.match(text, clause.start, clause.end)
    start = label.end() if label else clause.start
    while start < clause.end and text[start].isspace():
        start += 1
    if text.startswith("由", start):
        return _by(text, start, clause.end)
    asked = _ASKED.match(text, start, clause.end)
    if asked is not None and (names := _names(text, asked.span("who"))):
        return names
    for subject in _growing(text, start, clause.end):
        if names := _names(text, subject.who):
            return names
    if _BIDDEN_NEXT.match(text, clause.end):  # 承担公开任务的部门，要…
        return _names(text, (start, clause.end))
    return ()


_BIDDEN_NEXT = pattern("[，,](?:要(?!求|点)|应当?|须|必须|务必)")


def _by(text: str, start: int, end: int) -> tuple[tuple[Listed, str], ...]:
    """Names behind 由, first those that lead."""
    for form in (_LED_BY, _BEHIND_BY):
        match = form.search(text, start, min(len(text), end + 1))
        if match is not None and (names := _names(text, match.span("who"))):
            return names
    by = _BY.search(text, start, end)
    return _run_of_names(text, by.end(), end) if by is not None else ()


class _Subject(NamedTuple):
    """What stands before a modal word: where, and the word."""

    who: tuple[int, int]
    modal: str


def _growing(text: str, start: int, end: int) -> Iterator[_Subject]:
    """Subjects before ever later modal words: 市安监局 in 市安监局要会同, 甲县应急局 in 甲县应急局要."""
    stop = _STOP.search(text, start, end)
    limit = min(stop.start() if stop else end, start + MAX_LIST)
    for modal in islice(_MODAL.finditer(text, start + 2, end), MAX_MODALS):
        if modal.start() > limit:
            return
        at = modal.start()
        if (adverb := _ADVERB.search(text, start, at)) is not None:
            at = adverb.start()
        yield _Subject((start, at), modal[0])


MAX_MODALS = 4
"""Modal words that are tried: names hold few of their characters (应急局, 对口办)."""
_STOP = pattern("[，,。；;：:《“]")
_ADVERB = pattern("(?:也|均|都|还|同时|再|分别|共同)$")


def _run_of_names(text: str, start: int, end: int) -> tuple[tuple[Listed, str], ...]:
    """Names that stand one after another from `start`, whatever follows: 甲局、乙委等部门以…."""
    at = start
    while (piece := _PIECE.match(text, at, end)) is not None:
        stop = _name_end(text, at, piece.end())
        if stop is None:
            break
        at = stop
        join = _JOIN.match(text, at, end)
        if join is None:
            return _names(text, (start, at))
        at = join.end()
    return _names(text, (start, at - 1)) if at > start else ()


def _name_end(text: str, start: int, end: int) -> int | None:
    """Where the name that begins at `start` ends: the shortest, but for an organ that goes on (市委 of 市委党校)."""
    for stop in range(start + 2, end + 1):
        if _may_act(text[start:stop]) and not _INSIDE.match(text, stop):
            longer = _ORGAN_ON.match(text, stop, end)
            return longer.end() if longer is not None and _may_act(text[start : longer.end()]) else stop
    return None


_PIECE = pattern(r"[^，,。；;：:、《》“”]{2,30}")
_JOIN = pattern("、|和|与|及|以及")
_INSIDE = pattern("[局委办厅会院部处站所校门]|政府|单位|部门|人员")
_ORGAN_ON = pattern(
    r"(?![于在对以按将把向就]|及时|共同|每|开展|制定|建立|举办|组织(?!部)|研究|做好|加快|抓紧|负责|完成|进行|编制|印发|出台|推进|加强|提出|定期|修订|完善|"
    r"落实|抽查|检查|督促|汇总|统一|实施|推行|全面|尽快|认真|切实|等)[\u4e00-\u9fff]{0,8}?(?:局|办公室|办|室|部|党校|院|中心|委|科|处|股|队)"
)


def _names(text: str, where: tuple[int, int]) -> tuple[tuple[Listed, str], ...]:
    """The names of a list; none where one of them is neither a unit nor a group of units."""
    start, end = where
    if text[start : start + 1] in "对把将":  # 对执法不力的安监部门 is about them
        return ()
    if text[end - 1 : end] == "所" and text[end : end + 1] in "在有属需":  # 购房人在购房所|在地
        return ()
    piece = text[start:end]
    if tail := _TAIL.search(piece):
        end -= len(tail[0])
    items = [_with_have(text, item) for item in split_list(text, start, end) if item.text]
    if not items or any(_NOBODY.match(item.text) for item in items):
        return ()
    items = [part for item in items for part in _parted(text, item)]
    shared = _shared_kind(items)
    if shared is None and not all(_may_act(item.text) for item in items):
        return ()
    names = shared or restore_names(items)
    return tuple(zip(items, names, strict=True))


def _shared_kind(items: list[Listed]) -> list[str] | None:
    """各县财政、扶贫部门 → 各县财政部门, 各县扶贫部门; None where the last name shares nothing."""
    last = _KIND.search(items[-1].text)
    areas = [_SUBJECT_AREA.fullmatch(item.text) for item in items[:-1]]
    if last is None or not areas or any(area is None or (area[0][0] == "各" and not area["where"]) for area in areas):
        return None
    head = _SUBJECT_AREA.fullmatch(items[0].text)
    assert head is not None
    before = head["where"] or ""
    names = [items[0].text, *(before + item.text for item in items[1:])]
    noun = "部门" if last[0].endswith("部门") else last[0]
    return [name if name.endswith(last[0]) else name + noun for name in names]


_KIND = pattern("(?:主管部门|监管部门|部门|机关|系统)$")
_SUBJECT_AREA = pattern(
    r"(?P<where>各级|各[县市区镇乡](?:[（(][^（()）]{1,8}[)）])?|[省市县区]级|[省市县区]|属地|当地)?[\u4e00-\u9fff]{2,8}(?<![局委办厅院会县市区镇乡部府处所站])"
)


def _parted(text: str, item: Listed) -> list[Listed]:
    """市直有关部门和各学校 are two groups."""
    start, printed = item.span.start, item.span.of(text)
    for match in _AND.finditer(printed):
        one, other = printed[: match.start()], printed[match.end() :]
        if _may_act(one) and _may_act(other) and (_STARTS_GROUP.match(other) or is_unit(other)):
            return [
                Listed(one, Span(start, start + match.start())),
                Listed(other, Span(start + match.end(), item.span.end)),
            ]
    return [item]


_AND = pattern("和|及|以及|与")


def _with_have(text: str, item: Listed) -> Listed:
    """有关单位, 有行政执法权的部门: the 有 that begins a name is no verb before it."""
    at = item.span.start
    if text[max(0, at - 2) : at] in ("其他", "其它", "其余"):
        return Listed(text[at - 2 : at] + item.text, Span(at - 2, item.span.end))
    if text[at - 1 : at] == "有" and (item.text.startswith("关") or "的" in item.text):
        return Listed("有" + item.text, Span(at - 1, item.span.end))
    return item


_VERBAL = pattern("[\u4e00-\u9fff]{2,8}(?:单位|部门|机构|组|企业|人员|小组|中心|队|[局委办厅部院所站处股科室村])")
"""建设单位, 检查组, 发展改革部门: names that begin with a verb."""


def _may_act(name: str) -> bool:
    if _NOT_ACTOR.search(name) or name.count("（") + name.count("(") != name.count("）") + name.count(")"):
        return False
    if begins_with_verb(name) and not (is_department(name) or _VERBAL.fullmatch(name)):
        return False  # 鼓励教师, 支持企业
    if _STARTS_GROUP.match(name):
        return _GROUP.fullmatch(name) is not None
    return is_unit(name) or is_name(name) or _GROUP.fullmatch(name) is not None


def _of_bracket(text: str, bracket: re.Match[str]) -> Actors:
    start, end = bracket.span("in")
    if found := _fields(text, start, end):
        return found
    responsible: list[tuple[Listed, str]] = []
    supporting: list[tuple[Listed, str]] = []
    for match in _ROLE.finditer(text, start, end):
        names = _names(text, match.span("who"))
        (responsible if match["role"] in ("牵头负责", "牵头", "负责", "落实", "承办") else supporting).extend(names)
    if not responsible and not supporting:
        names = _names(text, (start, end))
        if names and all(is_unit(item.text) or _STARTS_GROUP.match(item.text) for item, _ in names):
            responsible.extend(names)
    return Actors(tuple(responsible), tuple(supporting))


def _fields(text: str, start: int, end: int) -> Actors:
    responsible: list[tuple[Listed, str]] = []
    supporting: list[tuple[Listed, str]] = []
    for match in _FIELD.finditer(text, start, end):
        led, helping = _roles(text, match.span("who"))
        (supporting if match["help"] else responsible).extend(led)
        supporting.extend(helping)
    return Actors(tuple(responsible), tuple(supporting))


def _roles(text: str, where: tuple[int, int]) -> tuple[list[tuple[Listed, str]], list[tuple[Listed, str]]]:
    """Names of a field, those that lead and those that help: 甲局（牵头）、乙局、丙局（配合）."""
    names = _names(text, where)
    marked = [(pair, _MARKED.search(pair[1])) for pair in names]
    if not any(mark for _, mark in marked):
        return list(names), []
    bare = [(Listed(_MARKED.sub("", item.text), item.span), _MARKED.sub("", name)) for item, name in names]
    leads = [
        pair for pair, (_, mark) in zip(bare, marked, strict=True) if mark and mark["role"] in ("牵头", "负责", "主办")
    ]
    return leads, [pair for pair in bare if pair not in leads]


_MARKED = pattern("[（(](?P<role>牵头|负责|主办|配合|协办|协助|参与)[)）]$")
