"""Who is to do a task, and who is to help: 由甲局牵头会同乙局, 各县区要, （责任单位：丙局；配合单位：丁局）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from govtext.patterns import pattern
from govtext.structure.clauses import LABEL, clauses
from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, restore_names, split_list

MAX_LIST = 120
"""Characters of the longest list of those who are to do something."""

_MODAL = (
    r"要(?!求|点|素|件|闻|情|害|道)|应(?!急|对|用|届|收|付|聘|邀)|须|必须|务必|需(?!求|方|要的)|负责|牵头|主动|会同|联合|协同|将(?!近)|按照?|根据|对照|组织|于(?=\d|[今明本年每上下])|在(?=\d|[今明本年每上下一二三四五六七八九十])|"
    r"每(?=[日天周月季年半])|继续|进一步|切实|认真|抓紧|尽快|立即|加快|加强|加大|结合|依托|以|对(?!外|口)|把|定期|适时|全面|严格|积极|充分|及时|[年上下\d一二三四五六七八九十]+(?=(?:月|季度|半年)[底末]?[前内])|\d+月"
)
_SUBJECT = pattern(rf"(?P<who>[^，,。；;：:《“]{{2,{MAX_LIST}}}?)(?:{_MODAL})")
_BEHIND_BY = pattern(
    r"由(?P<who>[^，,。；;：:]{2,100}?)(?:共同|统一|分别|具体|总)?(?:牵头|负责|会同|联合|组织|对|于|在|按|将|依|统筹|承担|制定|提出|汇总|尽快|抓紧|加快|具体|督促|约谈|指导|开展|根据|每)"
)
_ASKED = pattern(
    r"(?:敬?请|望|责令|要求|责成|督促|由)(?P<who>[^，,。；;：:]{2,100}?)(?:于|在|按|将|认真|要|务必|及时|立即|抓紧|尽快|对|结合|根据|切实|限期|停|继续|进一步|高度|严格|以|把|参照|组织|做好|加强|据此|遵照|就|每|从|迅速|主动|完成|停产|改正|向|自|收|全)"
)
_HELP = pattern(
    r"(?:^|[，,、])(?P<who>[^，,。；;：:]{2,100}?)(?:要)?(?:予以|给予|积极|做好|密切|分工|共同|协同)?(?:配合|协助|参与|协办|支持)(?=$|[，,。；;）)、])"
)
_TOGETHER = pattern(
    r"(?:会同|联合|商)(?P<who>[^，,。；;：:]{2,100}?)(?=等(?:部门|单位|有关)|于(?=\d|[今明本年每])|在(?=\d)|[，,。；;]|制定|组织|建立|开展|研究|对|做好|以|加快|尽快|抓紧|负责|完成|进行|共同|举办|编制|印发|出台|推进|加强|提出|定期|每|按|将|修订|完善|落实|抽查|检查|汇总|统一|做|\d|$)"
)
_BRACKET = pattern(
    r"[（(【\[](?P<in>[^（()）【】\[\]]{2,200}(?:[（(][^（()）]{1,20}[)）][^（()）]{0,200})*)[)）】\]]\s*$"
)
_FIELD = pattern(
    r"(?P<label>责任(?:单位|部门|处室|科室|人|主体)|牵头(?:单位|部门|处室|科室)|主办(?:单位|部门)|负责(?:单位|部门)|实施(?:单位|主体)|落实(?:单位|部门)|承办单位|(?P<help>配合(?:单位|部门)|协办(?:单位|部门)|参与(?:单位|部门)|参加单位|协助(?:单位|部门)|协同单位))\s?[：:]?\s?(?P<who>[^；;。：:]{2,200}?)(?=[；;。]|$|[，,]\s?(?:责任|牵头|主办|负责|实施|落实|承办|配合|协办|参与|参加|协助|协同|完成)[^，,。；;：:]{0,6}[：:])"
)
_ROLE = pattern(
    r"(?P<who>[^；;。：:，,]{2,160}?)(?:等)?(?:按职责分工|按职责|分别|具体|共同)*(?P<role>牵头负责|牵头|负责|落实|承办|配合|参与|参加|协助|协办)(?=$|[，,；;])"
)
_GROUP = pattern(
    r"(?:(?:各|所有|全部|有关|相关|市直|省直|县直|区直|直属|上述|以上|受检|受查|其他|其它|属地|当地|基层|本|被|未|凡|存在|承担|涉及|具有|有|在|驻|全|我|[省市县区州][级]?|市政府|县政府|区政府|省政府|政府|省级|市级|县级|区级|乡级|城区|农村|公共|民办|公办|重点|下属|所属|行业|项目|生产经营|用人|施工|监理|建设|业主|主管|监管|牵头|责任|承办|成员|参评|食品|医疗|定点|教育|公用|国有)[^，,。；;：:]{0,24})?"
    r"(?:单位|部门|机构|企业|学校|幼儿园|乡镇|镇街|街道|县区|区县|县市区|县|区|市|镇|乡|村|社区|科室|股室|处室|科|股|窗口|负责人|负责同志|主要领导|领导|干部|人员|机关|医院|卫生院|园区|领导小组|专班|工作组|检查组|督查组|办公室|委员会|政府|组织|业主|公司|站|所|局|委|办|厅|中心|店|厂|商场|食堂|河长|湖长|林长|田长|村干部|信息员|联络员|联络员制度|经营者|用户|分行|支行)(?:[（(][^（()）]{1,14}[)）])?(?:[\u4e00-\u9fff]{0,6}(?:部门|单位|政府|机构|办事处|管委会|人民政府))?"
)
_STARTS_GROUP = pattern(
    "各|所有|全部|有关|相关|市直|省直|县直|区直|上述|以上|受检|其他|属地|当地|基层|全[省市县区]|我[省市县区局委厅]|本[省市县区局]|[省市县区]政府各|[省市县区]级|凡|被检查|存在"
)
_NOT_ACTOR = pattern(
    "^(?:加强|推进|完善|建立|进一步|继续|通过|为|对|从|按|根据|依托|围绕|以|在|将|把|切实|认真|要|全面|深入|积极|大力|检查|督促|指导|组织|开展|做好|不|未|是)"
)
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


def begins_with_actor(text: str, span: Span) -> bool:
    """Whether a clause begins with those who are to do it."""
    return bool(_leading(text, span))


def _of_words(text: str, span: Span) -> Actors:
    responsible: tuple[tuple[Listed, str], ...] = ()
    for clause in clauses(text, span):
        if responsible := _leading(text, clause):
            break
        by = _BEHIND_BY.search(text, clause.start, clause.end)
        if by is not None and (responsible := _names(text, by.span("who"))):
            break
    supporting: dict[str, tuple[Listed, str]] = {}
    own = {name for _, name in responsible}
    for form in (_TOGETHER, _HELP):
        for match in form.finditer(text, span.start, span.end):
            for item, name in _names(text, match.span("who")):
                if name not in own:
                    supporting.setdefault(name, (item, name))
    return Actors(responsible, tuple(supporting.values()))


def _leading(text: str, clause: Span) -> tuple[tuple[Listed, str], ...]:
    """Names at the beginning of a clause, before 要, 应, 负责 and the like, or behind 请, 由, 责令."""
    label = LABEL.match(text, clause.start, clause.end)
    start = label.end() if label else clause.start
    while start < clause.end and text[start].isspace():
        start += 1
    asked = _ASKED.match(text, start, clause.end) or _BEHIND_BY.match(text, start, clause.end)
    if asked is not None and (names := _names(text, asked.span("who"))):
        return names
    for subject in _growing(text, start, clause.end):
        if names := _names(text, subject.span("who")):
            return names
    return ()


def _growing(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches of a subject before ever later modal words: 市安监局 in 市安监局要会同, 甲县应急局 in 甲县应急局要."""
    at = start
    for _ in range(4):
        match = _SUBJECT_FROM(text, start, at, end)
        if match is None:
            return
        yield match
        at = match.end()


def _SUBJECT_FROM(text: str, start: int, at: int, end: int) -> re.Match[str] | None:  # noqa: N802
    """The first subject from `start` whose modal word begins at `at` or later."""
    least = max(2, at - start)
    form = _SUBJECT if least == 2 else re.compile(rf"(?P<who>[^，,。；;：:《“]{{{least},{MAX_LIST}}}?)(?:{_MODAL})")
    return form.match(text, start, end)


def _names(text: str, where: tuple[int, int]) -> tuple[tuple[Listed, str], ...]:
    """The names of a list; none where one of them is neither a unit nor a group of units."""
    start, end = where
    piece = text[start:end]
    if tail := _TAIL.search(piece):
        end -= len(tail[0])
    items = [item for item in split_list(text, start, end) if item.text]
    if not items or any(_NOBODY.match(item.text) for item in items):
        return ()
    if not all(_may_act(item.text) for item in items):
        return ()
    names = restore_names(items)
    return tuple(zip(items, names, strict=True))


def _may_act(name: str) -> bool:
    if _NOT_ACTOR.match(name):
        return False
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
        names = _names(text, match.span("who"))
        (supporting if match["help"] else responsible).extend(names)
    return Actors(tuple(responsible), tuple(supporting))
