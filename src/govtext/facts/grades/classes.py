"""What headings say: the class of units below them, its size, and the grade they give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from govtext.facts.grades.model import CLASSIFIER, NUMBER
from govtext.facts.grades.schemes import find_words, is_weak, kind_of
from govtext.patterns import pattern

GENERIC = pattern(r"各?(?:有关)?(?:单位|部门|网站|地区|地方|机关|集体|名单|等次|受检单位|参评单位|被考评单位|名称)?")
NEUTRAL = pattern(
    r"结果|情况|名单|等次|等级|考核$|考评$|评定|概况|总体|总的|通报|表彰|奖励|奖项|附件|得分|排名|名次|说明|一览|公布|评估$|督办|怎么|评审|单项|公告事项|说明|主旨|依据|[红黄绿]牌|流动红旗"
)
_BEFORE_GRADE = pattern(r"(?:综合|总体|考核|考评|评价|评定|评估|被|评|为|获|列|定)*[“\"]?")
_AFTER_GRADE = pattern(
    r"[”\"]?(?:等次|等级|档次|格次|单位|集体|企业|部门|县区|县|市|学校|乡镇|网站|省份|城市|名单|称号|的|主办|者)*"
    rf"\s*(?:[（(]\s*共?(?:{NUMBER})\s*(?:{CLASSIFIER}|名)?[^（()）]{{0,6}}[)）])?[:：]?"
)


CLASS_NOUN = (
    r"县（市、区）|县\(市、区\)|县（区）|县\(区\)|市（州）|市\(州\)|市（区）|县市区|市县区|县区|市州|市县|旗县区|乡镇（街道）|乡镇\(街道\)|镇（街道）|镇街|乡镇|街道|"
    "部门（单位）|部门和单位|部门|单位|学校|小学|初中|高中|中学|幼儿园|企业|医院|园区|开发区|省份|网站|新媒体|地区|机关|机构|公所|办事处|银行|公司|院校|高校|社区|行政村|村|"
    "县|区|市|镇|乡|组"
)
"""What a class of units is called, at its end."""
_OUTCOME = pattern(
    "(?:综合|年度|总体)?(?:考核|考评|评价|评估|测评|评审|检查|抽查|督查|评比|创建)*(?:结果|情况|等次|名单|排名|得分|评定|评审)+$"
)
_CLASS_AT_END = pattern(f"(?:{CLASS_NOUN})$")


def class_in(title: str, known: Iterable[str]) -> str | None:
    """The longest known class that a title names, by its whole name or without 参评 and the like."""
    best = ""
    for name in known:
        core = re.sub("^(?:参评|受评|参加考核的|被考核|纳入考核的|受检)", "", name)
        if len(core) > 1 and core in title and len(core) > len(best):
            best = core
    return best or None


def heading_grade(heading: str) -> str | None:
    """The grade that a heading names for what stands below it."""
    if len(heading) > 30:
        return None
    for word in find_words(heading):
        if re.search("[:：]\\s*$", heading[: word.start]):  # 甲县：优秀 is said of 甲县
            return None
        of_class = word.start > 1 and class_before(heading[: word.start], word.text) is not None
        around = _BEFORE_GRADE.fullmatch(heading[: word.start]) or of_class
        if around and _AFTER_GRADE.fullmatch(heading[word.end :]):
            alone = len(word.text) > 1 and word.text == heading.strip()  # 满意, on a line of its own
            if is_weak(word.text) and not alone and not re.search("评价|等次|等级|考核|[（(]", heading):
                return None
            return word.text
    return None


_NOT_CLASS = pattern("表彰|授予|命名|评选|获|设立|关于|奖励|考核|考评|被|评|为|力争|争创|名单|结果|等$|^等")


def class_before(words: str, grade: str) -> str | None:
    """The class that stands right before a grade or honour in a label or heading: 统计工作 of 统计工作先进单位（4个）."""
    name = re.sub(r"^(?:(?:19|20)\d\d年度?|全[省市县区])", "", clean_class(words))
    if not 2 <= len(name) <= 16 or _NOT_CLASS.search(name):
        return None
    if kind_of(grade) in ("honour", "prize") or _CLASS_AT_END.search(name):
        return name
    return None


_OWN_ASSESSMENT = pattern("(?P<of>(?!本次|年度|年终|综合)[\u4e00-\u9fff]{4,14})(?:考核|考评|评比)")
"""造林绿化目标责任制考核: a class, where the document's title is of more than that."""


def outcome_of(heading: str) -> str | None:
    """Whose results a heading announces: 信访工作 of 信访工作考核结果; None where it names nobody."""
    name = clean_class(re.sub(r"^(?:(?:19|20)\d\d年度?)", "", heading))
    bare = _OUTCOME.sub("", name)
    return bare if bare != name and 2 <= len(bare) <= 16 and not _NOT_CLASS.search(bare) else None


def context(
    headings: tuple[str, ...], subjects: Collection[str] = (), about: str | None = None
) -> tuple[str | None, int | None, str | None]:
    """Class, its stated total, and grade that the headings above give.

    `subjects`: what the document assesses, where it assesses several things; then the results of each are a class.
    `about`: the document's title, whose own subject is no class.
    """
    category: str | None = None
    total: int | None = None
    grade: str | None = None
    for heading in headings:
        named = heading_grade(heading)
        if named is not None:
            grade = named
            at = heading.find(named)
            category = class_before(heading[:at], named) or category if at > 1 else category
            continue
        if grade is not None and re.search("[:：]", heading):
            continue
        name = clean_class(heading)
        if name in subjects:
            category = name
            continue
        if NEUTRAL.search(name):
            if outcome_of(heading) in subjects:
                category = outcome_of(heading)
                continue
            own = _OWN_ASSESSMENT.fullmatch(name)
            if own and about and own["of"] not in about:
                category = own["of"]
                continue
            name = _OUTCOME.sub("", name)
            if not _CLASS_AT_END.search(name) or name.startswith(("表彰", "奖励", "获奖", "受表彰", "通报")):
                continue
        if not name or len(re.sub(r"[（(][^（()）]*[)）]", "", name)) > 20:
            continue
        category = name
        match = re.search(
            rf"[（(]共?(?P<n>\d{{1,4}})(?:{CLASSIFIER})[)）]$|[，,]共(?P<m>\d{{1,4}})(?:{CLASSIFIER})$", heading
        )
        total = int(match["n"] or match["m"]) if match else None
    return category, total, grade


def clean_class(name: str) -> str:
    """A class without count, label and the words that only introduce it."""
    name = "".join(name.split())
    name = re.sub(rf"[（(]?\s*共?(?:{NUMBER})\s*(?:{CLASSIFIER})[^（()）]{{0,4}}[)）]?$", "", name)
    name = re.sub(
        r"^(?:[一二三四五六七八九十\d]{1,2}[.、．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[•●■])", "", name
    )
    name = re.sub(
        r"^(?:(?:本次|此次|同期|共)*(?:抽查|检查|抽检)(?:了|的)?(?=[\u4e00-\u9fff]{2})|(?:参加|列入|纳入|接受)(?:本次)?(?:考核|考评|评级|评估|评价|评定|评审|测评)的|被考核的|参评的|受检的|承担.{0,6}任务的|抽查的|全[省市县区]|在|我[省市县])",
        "",
        name,
    )
    name = re.sub(r"^各(?=县|市|区|乡|镇|旗|州|街道|部门)(?=.{2})|^受(?:考核|考评|检|评)的?(?=单位|部门)", "", name)
    name = re.sub(
        r"(?<=[\u4e00-\u9fff]{2})(?:[本上当](?:年度|季度|月份?|年|次))$", "", name
    )  # 授予3个单位本季度“流动红旗”
    return name.strip('：:，,。；;“”" 、')


@lru_cache(maxsize=512)
def _graded(heading: str) -> bool:
    return heading_grade(heading) is not None


def heading_above(headings: tuple[str, ...]) -> bool:
    """Whether a heading names a grade for what stands below it."""
    return any(_graded(heading) for heading in headings)


_TITLE_CLASS = pattern(rf"(?:(?:19|20)\d\d年度?)?(?P<cls>[\u4e00-\u9fff]{{0,6}}?(?:{CLASS_NOUN}))名单$")


def titled_class(title: str) -> str | None:
    """The class whose members an attachment lists by its title: 受表彰企业 of 2009年度受表彰企业名单."""
    match = _TITLE_CLASS.fullmatch(title)
    if match is None or re.search("先进|优秀|模范|示范", match["cls"]) or GENERIC.fullmatch(match["cls"]):
        return None
    return match["cls"]


_OPENING_CLASS = pattern(
    r"(?:(?:附[表件]|表)\s?[\d一二三四五六七八九十]{0,3}[：:.、\s]*)?(?:(?:19|20)\d\d年度?(?:第[一二三四]季度|[上下]半年|\d{1,2}月份?)?)?(?:全[省市县区州])?"
    rf"(?P<cls>[\u4e00-\u9fff]{{0,4}}?(?:级|直|属)(?:{CLASS_NOUN})(?:和单位)?|县（市、区）|县\(市、区\)|"
    r"(?:乡镇|镇)[（(][\u4e00-\u9fff、]{2,10}[)）]|县区|县市区|区县|旗县区|市州|市县|乡镇|镇街|街镇)(?=[\u4e00-\u9fff])"
)


def opening_class(title: str) -> str | None:
    """The class that the title of an attachment or table opens with: 市级部门 of 附表1　2017年度市级部门决算考评等次表."""
    match = _OPENING_CLASS.match(title.strip())
    return match["cls"] if match else None


_OWN_HONOUR = pattern(f"(?:先进|示范|模范|标兵|平安)(?:{CLASS_NOUN}|库|站点?|窗口|岗|校|园|工地|市场|街区|商圈|集体)$")
LEVELLED_WORDS = "[特一二三四五]级(?:图书馆|文化馆|博物馆|档案馆|美术馆|文化站|幼儿园|社会组织)"
"""一级图书馆（9个）: a class that an institution is put in."""
_HONOUR_HEADING = pattern(
    f"(?:[\u4e00-\u9fff]{{1,4}}型|绿色|文明|卫生|平安|园林|生态|示范|先进|模范|达标)(?:居民)?(?:{CLASS_NOUN}|小区|机关|家庭|工地|校园)|{LEVELLED_WORDS}"
)


def own_honour(heading: str) -> str | None:
    """The honour that a heading of an annexed list names with its number: 节水型企业（7家）."""
    name = clean_class(heading)
    return name if name != heading.strip() and (_HONOUR_HEADING.fullmatch(name)) else None


_CLASS_ONLY = pattern(f"(?:的)?[\u4e00-\u9fff]{{0,4}}(?:{CLASS_NOUN}|机关|账号|新媒体)")
_LIST_TITLE = pattern("(?:等次|等级|单位|集体|的)*名单(?:公示)?$")


def titled_grade(title: str, honours: Sequence[str]) -> str | None:
    """The grade or honour whose bearers an attachment lists by its title: 2015年度公共机构能效领跑者名单."""
    title = re.sub(rf"[（(]\s*共?(?:{NUMBER})\s*(?:{CLASSIFIER})[)）]$", "", title.strip())
    match = _LIST_TITLE.search(title)
    if match is None:
        return None
    if own := _OWN_HONOUR.search(title[: match.start()]):  # 2015年度示范乡镇名单
        return own[0]
    named = title[: match.start()]
    honour = next((name for name in honours if named.endswith(name)), None)
    if honour is not None:
        return honour
    words = find_words(title, 0, len(title))
    last = words[-1] if words else None
    if last is None or is_weak(last.text):
        return None
    if last.end < match.start() and not _CLASS_ONLY.fullmatch(title, last.end, match.start()):  # 不合格政府网站名单
        return None
    return last.text
