"""The units that a statement of a shortcoming names, with what its list elides restored."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.patterns import pattern
from govtext.record import Unit
from govtext.scan import Mentions
from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, restore_names
from govtext.units.organs import is_department

MAX_SUBJECT = 160
"""Characters of the longest list of units that a statement begins with."""

_OPENING = pattern(
    r"(?:(?:截至|截止|目前|当前|其中|如|特别是|尤其是|在|从|经|此外|另外|(?:19|20)\d\d年)[^，,、]{0,24}[，,]|(?:仅|还有|仍有|尚有|另有|包括|像|有|除))*"
)
_PREDICATE = pattern(
    r"未|没有|(?:门户)?网站|官网|微[信博]|公众号|今年|去年|上半年|以来|领导|干部|负责人|带队|拖欠|拖延|采取|投入|承建|开发(?!区)|牵头|承担|上报|报送|制定|实施|以(?!上|下|内|外)|用于|使用|存放|堆放|组织(?!部|人事)|开展|建立|设立|发放|发布|公布|履行|执行|落实|推进|办理|处理(?!厂|站|中心)|不(?!动产)|对(?!外|口)|在(?!线)|的|存在|因|于|仍|尚|虽|已|被|超(?!市)|擅自|违规|违法|违反|迟|缺|无(?!锡|为|棣|极)|仅|只|均|都|也|还|则|至|自(?!治|然|贸|由)|由|将|把|从(?!化|江)|(?:19|20)\d\d年|\d|[，,；;：:“《]|[两三四五六七八九十]+(?:个|家|所|地|县|区|市)|等"
)
_JOIN = pattern("、|和|与|及|以及")
_CLASSES = pattern(
    r"(?:[一二三四五六七八九十两多\d]+个?|各|本|该|我|其|某|有关|相关|属地|当地|地方|基层|主管|责任|承办|涉事|被检查|受检|市直|省直|县直|区直|直属|县级|市级|省级|区级|各级|上级|乡级|镇级|村级|所属|下属|全|个别|部分|少数)*"
    r"(?:政府|乡镇|镇街|乡镇政府|镇政府|街道|镇乡|县区|区县|市县|县市区|县市|市区|县|区|乡|镇|村|社区|村居|街镇|政府部门|部门|单位|企业|机关|学校|幼儿园|医院|中小学|卫生院|医疗机构|机构|中心|公司|开发区|园区|委员会|办公室|村委会|居委会|村民委员会|派出所|水厂|工厂|门店|车站|法院|检察院|党委|党组)"
)
_OF_THINGS = pattern("项目|工程|专案")
_IN_BRACKETS = pattern(r"[（(](?:如|包括|涉及|分别(?:为|是))?(?P<list>[^（()），。；]{3,120})[)）]")
_PREFIXES = ("市", "县", "区", "省", "州", "旗")


def named_units(mentions: Mentions, statement: Span, known: dict[str, str]) -> tuple[Unit, ...]:
    """Units in the list that a statement begins with, in order (甲分行、邮政局未能…), or in a bracket (如甲局、乙局).

    `known` remembers what names are in full in this document.
    """
    text = mentions.text
    found = list(_leading(text, statement)) or list(_bracketed(text, statement))
    if not found:
        return ()
    names = restore_names(found)
    return tuple(mentions.unit(item, _whole(name, text, known)) for item, name in zip(found, names, strict=True))


def _leading(text: str, statement: Span) -> Iterator[Listed]:
    words = text[statement.start : min(statement.end, statement.start + MAX_SUBJECT)]
    opening = _OPENING.match(words)
    at = opening.end() if opening else 0
    pieces: list[Listed] = []
    while at < len(words):
        stop = _PREDICATE.search(words, at)
        end = stop.start() if stop else len(words)
        join = _JOIN.search(words, at + 2, end)  # 安和县 holds 和
        whole = words[at : join.start()] if join else words[at:end]
        name = whole if is_unit(whole.strip()) else _longest(whole)
        if name is None or (name != whole and _OF_THINGS.search(whole[len(name) :])):
            longer = _with_and(words, at, end) if join is not None else None
            if longer is None:
                break
            name, whole, join = longer, longer, _JOIN.match(words, at + len(longer))
        if not _is_class(name):
            start = statement.start + at + len(name) - len(name.lstrip())
            pieces.append(Listed("".join(name.split()), Span(start, statement.start + at + len(name.rstrip()))))
        if join is None or name != whole:
            break
        at = join.end()
    yield from pieces


def _with_and(words: str, at: int, end: int) -> str | None:
    """林业和园林局 holds the word that joins names."""
    for join in _JOIN.finditer(words, at, end):
        following = _JOIN.search(words, join.end(), end)
        piece = words[at : following.start()] if following else words[at:end]
        name = piece if is_unit(piece) else _longest(piece)
        if name is not None and len(name) > join.start() - at and is_department(name.lstrip("省市县区州")):
            return name
    return None


def _longest(words: str) -> str | None:
    """The longest name that a text begins with."""
    for stop in range(min(len(words), 30), 2, -1):
        if is_name(words[:stop]) and not _INSIDE_WORD.match(words, stop - 1):
            return words[:stop]
    return None


def _is_class(name: str) -> bool:
    """乡镇政府, 属地生态环境部门: units of a kind, none by name."""
    bare = re.sub(r"[（(][^（()）]*[)）]", "", name)
    return _CLASSES.fullmatch(bare) is not None or len(bare) < 2 or _STARTS_CLASS.match(bare) is not None


_STARTS_CLASS = pattern(r"\d|基层|各级|[省市县区乡镇村]级|部分|政府")
_INSIDE_WORD = pattern(
    "行(?=[政业为动驶使程人])|市(?=[场民政直容])|县(?=[级直域])|区(?=[级域直块划])|村(?=[级民务])|所(?=[有属在需])|站(?=[点内])|"
    "办(?=[理事公法结件学])|部(?=[分门署])|会(?=[议计同])|社(?=会)|局(?=[部面限])|处(?=[理置罚于])|署(?=名)|馆(?=藏)|乡(?=村)|店(?=铺)"
)


def _bracketed(text: str, statement: Span) -> Iterator[Listed]:
    for match in _IN_BRACKETS.finditer(text, statement.start, statement.end):
        at = match.start("list")
        pieces = []
        for word in _JOIN.split(match["list"]):
            where = text.index(word, at)
            at = where + len(word)
            pieces.append(Listed(word.removesuffix("等"), Span(where, where + len(word.removesuffix("等")))))
        if pieces and all(is_unit(piece.text) and not _is_class(piece.text) for piece in pieces):
            yield from pieces


def _whole(name: str, text: str, known: dict[str, str]) -> str:
    """邮政局 of a bulletin that lists 市邮政局 elsewhere."""
    if name[0] in _PREFIXES or not is_department(name):
        return name
    if name not in known:
        fuller = (prefix + name for prefix in _PREFIXES)
        known[name] = next((full for full in fuller if f"、{full}" in text or f"{full}、" in text), name)
    return known[name]
