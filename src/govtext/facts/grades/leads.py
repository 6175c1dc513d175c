"""What a sentence says before it grades: the class at hand, and how many units it has."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice

from govtext.facts.grades.classes import CLASS_NOUN, GENERIC, NEUTRAL, clean_class
from govtext.facts.grades.forms import NEAR, words_of
from govtext.facts.grades.model import CLASSIFIER, NUMBER, Commended, Found, Total
from govtext.facts.grades.schemes import find_words, is_weak, kind_of
from govtext.patterns import pattern
from govtext.text import Span
from govtext.values.numeral import han_to_int

_LEAD_CLASS = pattern(
    rf"(?:^|[。；;：:，,])\s*(?P<of>[^，,；;。：:\d]{{0,12}}?)(?:\d{{1,4}}\s?(?:{CLASSIFIER})(?P<joint>[^，,；;。：:\d]{{1,20}}?)(?:一?共|共计|合计))?(?P<n>\d{{1,4}})\s{{0,2}}(?:{CLASSIFIER})(?P<cls>[^，,；;。：:\d]{{1,24}}?)(?:(?:(?<![初高集])中|里|内)(?:[，,]|(?=没有|无|未|有))|(?<=[县市区镇乡校位门业中])(?=有(?:{NUMBER})(?:{CLASSIFIER})))"
)
_LEAD_COUNTED = pattern(
    rf"(?:^|[。；;])\s*(?:纳入|参加|列入)?[^，,；;。：:\d]{{0,10}}?(?P<n>\d{{1,4}})\s{{0,2}}(?:{CLASSIFIER})(?P<cls>(?:(?!中|没有)[\u4e00-\u9fff（）()、]){{0,10}}?(?:{CLASS_NOUN}))(?:(?:参加|纳入|列入|接受|参与|实行|进行)了?(?:分级|分类)?(?:本次|年度|今年)?(?:的)?(?:考核|考评|评级|评估|评价|评定|评审|测评))?(?=[，,]|[^，,；;。、]{{2,14}}[:：])"
)
"""47个县直单位，甲局…为A级; 6个县（市、区）信访工作按四类确定档次：A类…."""
_LEAD_SIZED = pattern(
    rf"(?:^|[。；;，,])\s*(?:其中)?(?P<cls>[\u4e00-\u9fff（）()、]{{0,12}}?(?:{CLASS_NOUN}))(?:一?共有?|共计)?(?P<n>\d{{1,4}})\s{{0,2}}(?:{CLASSIFIER})[，,：:](?!即|包括)"
)
"""中央、省在市单位5个，其中优秀2个; 施工企业15家：AA级3家."""
_LEAD_SIDE = pattern(rf"(?:^|[。；;：:\n])\s*(?P<cls>[\u4e00-\u9fff（）()、]{{0,12}}?(?:{CLASS_NOUN}))方面[，,]")
"""县区方面，甲、乙2县亮绿灯."""
_LEAD_LABEL = pattern(
    rf"(?:^|[。；;])\s*(?P<cls>[\u4e00-\u9fff（）()、]{{0,16}}?(?:{CLASS_NOUN}|类))(?:[（(]\s*(?:共?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})|[^（()）\d]{{2,12}})\s*[)）])?[:：]"
)
"""甲组：优等3所，为…; 乡镇（11个）：甲镇…为优秀."""
_LEAD_TOPIC = pattern(
    r"(?:^|[。；;\n])\s*(?:\d{1,2}[、.．]\s?)?(?P<cls>[\u4e00-\u9fff]{2,16})[：:](?=[^：:。；;]{2,80}?(?:获得|获|被评为|评为|荣获)[^：:。；;，,]{0,12}奖"
    rf"|[特一二三]等奖\s?[（(]?\s?(?:{NUMBER})\s?(?:{CLASSIFIER}))"
)
"""国民经济核算：甲县统计局获一等奖; 农业统计：一等奖1个，…: prizes by what they are for (see `prize_topics`)."""
_LEAD_INSPECTED = pattern(
    rf"(?:抽查|检查|抽检|评估|考核|监测|测评|评价)了?(?:全[省市县区州])?(?P<cls>(?:(?!的|范围|对象)[\u4e00-\u9fff]){{0,8}}?(?:{CLASS_NOUN}|新媒体|账号))(?:共)?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?=[，,；;。])"
)
"""本次共抽查政府网站103家，…。检查结果为合格100家."""
_LEAD_AMONG = pattern(rf"(?:^|[。；;，,])\s*(?P<cls>[\u4e00-\u9fffA-Z（）()、]{{0,12}}?(?:{CLASS_NOUN}))(?:中|里)[，,]")
"""A类部门中，甲局考核等次为优秀."""
_LEAD_RESULTS = pattern(
    rf"(?:^|[。；;])\s*(?:参加|纳入|列入|接受)?(?:(?:本次|年度)?(?:考核|考评|评估|评价|测评)的)?(?:(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER}))?"
    rf"(?:[\u4e00-\u9fff]{{2,6}}对)?(?P<cls>(?:(?!关于)[\u4e00-\u9fff（）()、]){{0,10}}?(?:{CLASS_NOUN}|政府))(?:的)?(?:综合|总体|年度|绩效|目标)*(?:考核|考评|评估|评价|测评)(?:结果|等次|等级)+(?:分别)?(?:为|是|如下)[：:]"
)
"""市级责任单位考核结果为：甲局、乙局2家单位评为优秀; 参加考核的11个县考核等次如下：优秀4个，…."""
_OWN_CLASS = pattern(
    r"(?:^|[。；;])\s*(?P<cls>[\u4e00-\u9fff（）()、]{2,12}?)(?:单独|另行|分别|分开)(?:评定|考核|考评|排名|设奖|评估)[，,]|(?:^|[。；;])\s*(?P<only>[\u4e00-\u9fff（）()、]{2,12}?)只评(?:定|出)?等[次级][^。；;]{0,12}?[，,](?!不)"
)
"""A class that a sentence grades apart: 市属开发区单独评定，高新区为A级."""
_ALL_UNITS = pattern(rf"(?P<n>\d{{1,4}})\s{{0,2}}(?:{CLASSIFIER})(?:网站|单位)?[，,]经?(?:考核|考评|评定|评审|评估)")
"""The number of all that are graded, before their grades: 受评机关计28个，经评定优等5个."""
_COMMENDED = pattern(
    rf"(?<!第)(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?:(?:单位|集体|部门|企业|学校)(?:给予|予以|进行)?(?:通报)?(?:表彰|表扬|奖励|命名)|[\u4e00-\u9fff]{{2,10}}(?:达到|符合)[\u4e00-\u9fff]{{2,14}}(?:标准|等级|条件))[，,；;：:]\s*(?=其中)"
)
"""对28个单位给予表彰，其中一等奖3个…: how many get something, before how many get what."""
_BARE_SIZE = pattern(rf"(?:一?共|共计|共有|合计)\s?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?:单位|部门|企业|学校)?")
_ASSESSED = pattern(
    "(?:考核|考评|评估|参评|受评|被考核|受检|参加考核的?)(?:对象|单位|部门|机关|企业|学校|乡镇|网站|县区)"
)
_SCOPE = pattern("范围")
"""Words of whom a number is said, and no class: 纳入考核范围的单位共76个."""
_INTRODUCES = pattern("如下$|^其中$|^(?:本次|此次|共)|^(?:获|受)奖|评出$|评选$|产生$|奖$")
"""What only introduces prizes: 获奖单位：, 具体如下：."""


def read_leads(text: str, start: int, end: int, own: str | None, found: Found) -> list[tuple[int, str]]:
    """Classes that the sentence `text[start:end]` names before it grades them, each with the offset from which it holds.

    34个市一类部门中，…；中央在市单位5个，其中…. `own`: the class of the headings; sizes of classes go to `found`.
    """
    leads: list[tuple[int, str]] = []
    piece = text[start:end]
    several = sum(1 for _ in islice(_LEAD_LABEL.finditer(piece), 2)) > 1  # 县区：…；部门：…
    for lead in (
        _LEAD_CLASS,
        _LEAD_COUNTED,
        _LEAD_SIZED,
        _LEAD_SIDE,
        _LEAD_LABEL,
        _LEAD_AMONG,
        _LEAD_INSPECTED,
        _LEAD_TOPIC,
        _LEAD_RESULTS,
    ):
        for match in lead.finditer(piece):
            name = clean_class(match["cls"])
            beside = several and lead is _LEAD_LABEL and name == "部门"
            if lead is _LEAD_TOPIC and name not in found.topics:
                continue
            if (GENERIC.fullmatch(name) and not beside) or (own and _ASSESSED.fullmatch(name)):
                joint = match.groupdict().get("joint")
                name = clean_class(joint) if joint else own or name
            number = int(match["n"]) if match.groupdict().get("n") else None
            span = Span(start + match.start("cls"), start + match.end("cls"))
            if (
                name
                and (beside or not GENERIC.fullmatch(name))
                and not NEUTRAL.search(name)
                and not _SCOPE.search(name)
                and not _INTRODUCES.search(name)
                and not _names_grade(name)
            ):
                leads.append((start + match.end(), name))
                if number is not None:
                    told = sum(n for _, n in _breakdown(piece, match.end()))
                    closed = told > number if lead is not _LEAD_CLASS else told > 0  # some may be left out
                    loose = lead not in (_LEAD_CLASS, _LEAD_RESULTS) and not closed
                    found.totals.append(Total(name, number, span, loose=loose, closed=closed, broken_down=told > 0))
            elif number is not None and (lead in (_LEAD_CLASS, _LEAD_RESULTS) or _SCOPE.search(name)):
                found.totals.append(Total("", number, span, whole=True))
    leads += ((start + match.end(), clean_class(match["cls"] or match["only"])) for match in _OWN_CLASS.finditer(piece))
    if (all_of := _COMMENDED.search(piece)) and (parts := _breakdown(piece, all_of.end())):
        span = Span(start + all_of.start(), start + all_of.end())
        found.commended.append(Commended(int(all_of["n"]), parts, span))
    if own and (bare := _BARE_SIZE.fullmatch(piece.strip())):  # 市级部门。共26个。
        found.totals.append(Total(own, int(bare["n"]), Span(start, end)))
    if everyone := _ALL_UNITS.search(piece):
        number = int(everyone["n"])
        found.totals.append(Total(own or "", number, Span(start, end), whole=own is None))
    return sorted(leads)


_SHARE = pattern(
    rf"[\s，,、；;]*(?:其中|和|及|有|获得|获|得)*[：:，,]?[“\"]?(?:[\u4e00-\u9fff]{{2,8}}(?=#))?(?:(?:{NUMBER})\s?(?:{CLASSIFIER})(?:单位|部门|企业|学校)?(?:被)?(?:评为|评定为|考核为|列为|获得|获|为|是)?[“\"]?#|#[”\"]?(?:等次|等级)?(?:的)?(?:共|有|为)*(?P<n>{NUMBER})\s?(?:{CLASSIFIER}))[”\"]?(?:等次|等级)?"
)
"""One grade and its number; # stands for the grade: 优秀16个, 4家为优秀."""


_ENDED = pattern(r"[”\"]?\s*(?:[（(][^（()）]{0,20}[)）])?\s*(?:$|[，,；;。])")
_MORE = pattern(rf"(?:{NUMBER})\s?(?:{CLASSIFIER})")
"""A further number, of what no scheme knows: 合格2所，限期整改1所."""


def _breakdown(piece: str, at: int) -> tuple[tuple[str, int], ...]:
    """Three grades or more, with their numbers, that follow `at` in one clause; empty where none do.

    42个单位中，优秀16个，良好19个，一般6个; 12家医院中，4家为优秀，6家为合格，1家为基本合格.
    """
    stop = min(len(piece), at + NEAR)
    words = words_of(piece, at, stop)
    masked, last = "", at
    for word in words:
        masked += piece[last : word.start] + "#"
        last = word.end
    masked += piece[last:stop]
    done = 0
    numbers: list[int] = []
    while share := _SHARE.match(masked, done):
        number = re.search(rf"{NUMBER}", share[0])
        numbers.append((han_to_int(number[0]) or 0) if number else 0)
        done = share.end()
    rest = re.split("[；;。]", masked[done:])[0]
    if len(numbers) < 3 or not _ENDED.match(masked, done) or _MORE.search(rest):
        return ()
    return tuple(zip((word.text for word in words), numbers, strict=False))


def _names_grade(name: str) -> bool:
    """Whether a grade stands in what looks like a class: 共评出优秀单位21个; 满意单位4个."""
    words = find_words(name)
    if words and words[0].start == 0 and GENERIC.fullmatch(name[words[0].end :]):
        return True
    return any(not is_weak(word.text) and kind_of(word.text) != "letter" for word in words)


def lead_at(leads: list[tuple[int, str]], at: int) -> str | None:
    index = bisect_right(leads, at, key=lambda lead: lead[0])
    return leads[index - 1][1] if index else None


def prize_topics(texts: Iterable[str]) -> frozenset[str]:
    """What prizes are for, where labels say it of at least two things: 农业统计：一等奖1个，…  工业统计：一等奖1个，….

    A label that stands alone (获奖单位：, 具体如下：) introduces the prizes and parts nothing.
    """
    labels = {clean_class(match["cls"]) for text in texts if "奖" in text for match in _LEAD_TOPIC.finditer(text)}
    labels = {name for name in labels if not NEUTRAL.search(name) and not _INTRODUCES.search(name)}
    return frozenset(labels) if len(labels) > 1 else frozenset()


def inspected(text: str, start: int, end: int) -> str | None:
    """The class whose grades a sentence announces without one: 本次共抽查政府网站103家，…; 11个县（市、区）考核等次如下：."""
    for lead in (_LEAD_INSPECTED, _LEAD_RESULTS):
        if (match := lead.search(text, start, end)) and not GENERIC.fullmatch(name := clean_class(match["cls"])):
            return name
    return None


def announces(block: str) -> bool:
    """Whether a text without a grade announces those of the lines below it: 市级部门考核结果如下：."""
    return block.endswith((":", "：")) and _LEAD_RESULTS.search(block) is not None
