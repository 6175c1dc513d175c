"""The few forms in which a sentence, a label or a list gives a grade: `anchors` finds them, `_forms` is the one list of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from govtext.facts.grades.classes import CLASS_NOUN, GENERIC, LEVELLED_WORDS, class_before, clean_class
from govtext.facts.grades.model import CLASSIFIER, NUMBER
from govtext.facts.grades.schemes import Word, find_words, is_weak, kind_of, of_ending
from govtext.patterns import pattern
from govtext.units import is_name, split_list


class Anchor(Struct, frozen=True):
    form: str
    start: int
    end: int
    word: int
    grades: tuple[str, ...]
    number: str | None = None
    category: str | None = None
    needs_names: bool = False
    until: int | None = None

    @property
    def grade(self) -> str:
        return self.grades[0]


MAX_JOINED = 6
"""Grades behind one that are said together with it (无C级、D级企业)."""
NEAR = 200
"""Characters before a grade in which a sentence says that it is about an assessment."""


_NAMED_AS = pattern(
    r"命名(?P<list>[^“”\"，,。；;为]{2,400}?)为[^，。；“”\"]{0,14}[“\"「](?P<title>[^“”\"」]{3,20})[”\"」](?![\u4e00-\u9fff])"
)
"""命名甲镇、乙乡2个乡镇为“地质灾害防治示范乡镇”."""
_NAMED_WHOLE = pattern(
    r"命名(?P<list>[^“”\"，,。；;为]{2,400}?)为[^，。；“”\"]{0,14}(?P<title>[“\"「][^“”\"」]{3,20}[”\"」](?!荣誉|称号)[\u4e00-\u9fff]{2,12})"
)
"""命名甲区等35个地区为第四批“某某”实践创新基地: the quotation is part of the name."""
_NAMED = pattern(
    rf"(?:(?:命名|认定|确定|评定|评)为|获评|荣获|获得)[^，。；“”\"]{{0,14}}[“\"](?P<title>[\u4e00-\u9fff]{{2,20}}(?:{CLASS_NOUN}|集体|库|站|窗口|岗|园|工地|市场|街区))[”\"]"
)
"""甲局、乙校命名为2019年度“节约型公共机构示范单位”."""
_LABELLED_HONOUR = pattern(
    rf"(?:^|[。；;\n、.])\s*(?P<title>(?:[省市县区州国]级)?(?:示范|先进|模范|文明|平安|标杆|标兵)(?:{CLASS_NOUN}|库|站|窗口|岗|校|园|工地|市场|街区))[（(]\s?(?:{NUMBER})\s?(?:{CLASSIFIER})[)）]\s?[：:]"
)
_QUOTED_LABEL = pattern(
    r"[“\"](?P<title>(?:红旗|文明|先进|示范|最佳|最美|模范|流动红旗)[\u4e00-\u9fff]{1,8})[”\"](?=[：:])"
)
"""示范社区（3个）：甲社区、乙社区: an honour by a name of its own."""
_LABELLED_PRIZE = pattern(
    rf"(?:^|[。；;\n])\s*(?P<title>(?:(?!等奖)[\u4e00-\u9fff]){{2,8}}(?<!等)奖)(?:[（(]\s?(?:{NUMBER})\s?(?:{CLASSIFIER}|名)[)）])?[：:](?=[\u4e00-\u9fff])"
)
"""指挥通信奖：甲市人防办、乙市人防办: a prize by a name of its own."""
_LEVELLED = pattern(rf"(?P<title>{LEVELLED_WORDS})(?=[（(：:\d]|$|[，,、；;。])")
_TITLED_BARE = pattern(
    rf"(?:授予|命名)(?P<list>[^“”\"，,。；;]{{2,300}}?(?:{NUMBER})\s?(?:{CLASSIFIER})[\u4e00-\u9fff]{{0,8}}?)(?:为)?(?P<title>(?:先进|示范|模范|优秀|文明|红旗|平安|标杆|最佳|十佳)[\u4e00-\u9fff]{{1,8}})(?:荣誉)?称号"
)
"""授予甲库等8个粮库示范库称号."""
_QUOTED_PRIZE = pattern(r"(?:获得|荣获|获|颁发|颁给|颁)[“\"「『](?P<title>[\u4e00-\u9fff]{2,12}奖)[”\"」』]")
"""甲所获「最佳进步奖」: a prize of any name."""


def titles(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Honours that are conferred by any name: `list` the bearers, `title` its name."""
    if text.find("称号", start, end) >= 0:
        yield from TITLED.finditer(text, start, end)
        yield from _TITLED_BARE.finditer(text, start, end)
    if text.find("命名", start, end) >= 0:
        yield from _NAMED_AS.finditer(text, start, end)
        yield from _NAMED_WHOLE.finditer(text, start, end)


def _own_forms() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """How texts name honours and prizes of their own, and what they never do so without."""
    return (
        (("命名为", "认定为", "确定为", "评定为", "评为", "获评", "荣获", "获得"), _NAMED),
        (("”：", '":', '"：', "”:"), _QUOTED_LABEL),
        (("奖：", "奖:", "奖（", "奖("), _LABELLED_PRIZE),
        (("奖”", '奖"', "奖」", "奖』"), _QUOTED_PRIZE),
        (("）：", "):", ")：", "）:"), _LABELLED_HONOUR),
        (("级图书馆", "级文化馆", "级博物馆", "级档案馆", "级文化站", "级幼儿园"), _LEVELLED),
    )


def _dateless(match: re.Match[str]) -> Word:
    """An honour without the year it is for: 优秀工作队 of “2022年度优秀工作队”."""
    year = re.match(r"(?:19|20)\d\d年度?(?=[\u4e00-\u9fff]{4})", match["title"])
    start, end = match.span("title")
    cut = year.end() if year else 0
    return Word(start + cut, end, match["title"][cut:])


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Grades of the lexicon, and honours and prizes that the text gives by names of its own, in order."""
    words = find_words(text, start, end)
    own = [_dateless(match) for match in titles(text, start, end)]
    low = max(0, start - 1)  # the mark before a sentence
    for signs, form in _own_forms():
        if any(text.find(sign, start, end) >= 0 for sign in signs):
            own += (_dateless(match) for match in form.finditer(text, low, end))
    if not own:
        return words
    words = [word for word in words if not any(new.start <= word.start and word.end <= new.end for new in own)]
    return sorted({*words, *own})


def anchors(text: str, start: int, end: int) -> Iterator[Anchor]:
    """Statements about grades in `text[start:end]`, in order and without overlap."""
    words = _without_scales(text, words_of(text, start, end))
    at = start
    for index, word in enumerate(words):
        if word.start < at:
            continue
        for form in _forms():
            anchor = form(text, word, start, end, words[index + 1 : index + 1 + MAX_JOINED])
            if anchor is not None:
                yield anchor
                at = max(at, anchor.end if anchor.form != "label" else word.end)
                break


def _without_scales(text: str, words: list[Word]) -> list[Word]:
    """Grades without those of a scale that is only named: 评定为A级、B级、C级三个等级."""
    kept: list[Word] = []
    run: list[Word] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        run.append(word)
        if following is not None and text[word.end : following.start].strip('”“"') in ("、", "和", "及", "与"):
            continue
        if (
            len(run) == 1
            or not _SCALE_BEHIND.match(text, word.end)
            or _NOBODY_BEHIND.search(text, run[0].start - 12, word.end + 24)
        ):
            kept += run
        run = []
    return kept


_NOBODY_BEHIND = pattern("没有|无[单个一]|均无|空缺|未出现")
_SCALE_BEHIND = pattern('[”"]?(?:等)?[两二三四五六七]个?(?:等级|等次|档次|级别|档|类别|层次)')
_Words = Sequence[Word]
_Form = Callable[[str, Word, int, int, _Words], Anchor | None]


def _forms() -> tuple[_Form, ...]:
    """All forms; the first that a grade's surroundings fit is the one in which it is given."""
    return (_zero, _paired, _conferred, _label, _numbered, _of, _count, _predicate)


_NOBODY_BEFORE = pattern(
    r"(?:没有|无|未有|没|并无|未出现)(?:(?:单位|部门|县|市|区|企业|学校)?(?:(?:综合|总体|年度)?(?:考核|考评|评价|评定|测评)(?:结果|等次)?(?=为)|被|为|获|评出|评为|评定为|列为|列|亮|得|确定为|产生)*)[“\"]?$|无(?:公所|机关|单位|地区|学校|县|市|区)(?:被)?(?:列|评为|列为)$|(?:未|没有)(?:评出|评选出|产生|设)[“\"]?$"
)
_NOBODY_AFTER = pattern(
    r"[”\"]?(?:等次|等级|单位|企业|部门)?的?(?:没有|无)(?=$|[，,。；;\s])|[”\"]?(?:(?:及|和|、)(?P<more>[\u4e00-\u9fffA-D]{2,5}))?(?:等次|等级)?(?:本(?:年|季|次|月)度?|今年|当年)?(?:从缺|空缺|0[个家所间]|零[个家])|[”\"]?(?:[\u4e00-\u9fff]{0,4}年度)?(?:没有|无)(?:单位|企业|部门)(?:获得|获)"
)


_NOBODY_LABEL = pattern(
    r"[”\"]?(?:[两二三]个)?(?:等次|等级|单位|企业)?(?:均|都)?[：:]?\s*(?:均|都)?(?:无|没有|空缺|从缺|暂无)(?=$|[，,。；;\s])"
)


_OF_CLASS = pattern(rf"[”\"]?(?:等级|等次)|(?:的)?(?:{CLASS_NOUN})(?=$|[，,；;。、])")
"""没有较差乡镇: what follows a grade that is also an everyday word makes it one."""


def _zero(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    grades: tuple[str, ...] = (word.text,)
    before = _NOBODY_BEFORE.search(text, max(start, word.start - 14), word.start)
    joined = word.end
    for other in following:  # 没有一般和较差等次
        if not re.fullmatch("[、或和及]", text[joined : other.start]):
            break
        joined = other.end
    if (
        before
        and is_weak(word.text)
        and not (re.search("评|等次|列|亮|挂", before[0]) or _OF_CLASS.match(text, joined, end))
    ):
        return None
    if before and re.compile(r"[”\"]?[\u4e00-\u9fffA-D（）()、]{0,8}(?=$|[，,；;。\s（(])").match(text, word.end, end):
        last = word
        for other in following:  # 无C级、D级企业: nobody got either
            if not re.fullmatch("[、或和及]", text[last.end : other.start]):
                break
            grades, last = (*grades, other.text), other
        return Anchor("zero", before.start(), last.end, word.start, grades)
    chain = [word]
    for other in following:  # C级和D级：无
        if not re.fullmatch('[”"]?[、或和及][“"]?', text[chain[-1].end : other.start]):
            break
        chain.append(other)
    if len(chain) > 1 and (none := _NOBODY_LABEL.match(text, chain[-1].end, end)):
        return Anchor("zero", word.start, none.end(), word.start, tuple(w.text for w in chain))
    after = _NOBODY_AFTER.match(text, word.end, end)
    if after is None:
        return None
    others = [w for w in following if w.start < after.end() and after["more"]]
    more = tuple(w.text for w in others)
    return Anchor("zero", word.start, after.end(), word.start, grades + more)


_PAIR_BEFORE = pattern(
    r"(?:^|[。；;：:，,、\n.．）)])\s*(?:\d{1,2}[.．、]\s?)?(?P<name>[^。；;：:，,、\n]{2,24}?)(?P<mark>[：:，,]|——|—|\s)\s*$"
)
_SCORED = pattern(r"(?:得)?\d{1,3}(?:\.\d{1,4})?分?$|[（(][^（()）]{1,12}[)）]$")
_INSIDE_BEFORE = pattern(
    r"(?:^|[。；;：:，,、\n.．）)])\s*(?:\d{1,2}[.．、]\s?)?(?P<name>[^。；;：:，,、（(\n]{2,24}?)(?P<inside>[（(](?:综合)?(?:考核)?(?:得分|总分|分数)?[\d.]{0,6}分?[，,、]?(?:等次|等级)?[为:：]?)$"
)
"""甲县（综合得分98.2分，优秀）: the grade in the brackets after a name."""
_INSIDE_AFTER = pattern(r"(?:等次|等级)?[)）]")
_PAIR_AFTER = pattern(r"(?:等次|等级)?\s*(?=$|[。；;，,、\n])")
_PAIR_BESIDE = pattern(
    r"\s*(?:等次|等级)?\s*[；;，,、\n]\s*(?:\d{1,2}[.．、]\s?)?(?P<name>[^。；;：:，,、\n]{2,24}?)(?:[：:，,]|——|—|\s)\s*$"
)


def _paired(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    """甲县，优秀；乙县，良好: names that each have their grade beside them."""
    low = max(start - 1, word.start - 48, 0)
    inside = _INSIDE_BEFORE.search(text, low, word.start)
    if inside and is_name(inside["name"]) and (closed := _INSIDE_AFTER.match(text, word.end, end)):
        stop = (
            closed.end() if re.search(r"\d", inside["inside"]) else inside.end("name")
        )  # its score belongs to the name
        return Anchor("confer", inside.start("name"), stop, word.start, (word.text,))
    before = _PAIR_BEFORE.search(text, max(start - 1, word.start - 32, 0), word.start)
    if before is None or not is_name(_SCORED.sub("", before["name"])) or not _PAIR_AFTER.match(text, word.end, end):
        return None
    if before["mark"] not in "：:":
        near = following[0] if following else None
        after = near and _PAIR_BESIDE.fullmatch(text, word.end, near.start)
        last = find_words(text, max(start, before.start() - 8), before.start("name"))
        if not (after and is_name(_SCORED.sub("", after["name"]))) and not (
            last and _PAIR_BESIDE.fullmatch(text, last[-1].end, word.start)
        ):
            return None
    return Anchor("confer", *before.span("name"), word.start, (word.text,))


_LABEL_TAIL = pattern(
    rf"[”\"]?(?:[（(][\u4e00-\u9fff]{{1,4}}[)）])?(?:等次|等级|档次|格次|级(?=[:：]))?(?:的)?(?:单位|部门|企业|学校|县区|县|市|区|乡镇|行政村|村|社区|街道|科室|窗口|网站|医院|城市|省份|名单|项目|品牌|(?:环保|信用|诚信|守法|达标|纳税|物业|建筑|施工|监理)+(?:企业|单位)|纳税人)?(?:名单)?\s*"
    rf"(?:[（(]\s*共?\s*(?P<n>{NUMBER})\s*(?:{CLASSIFIER}|名)?[^（()）\d]{{0,8}}[)）]|(?P<m>{NUMBER})(?:{CLASSIFIER}|名)(?:单位|部门|机关|学校|企业|县区|县|市|区|乡镇)?)?\s*(?:(?:[为是有]?[:：]|——|—)\s*|(?<=[)）])\s+(?=[\u4e00-\u9fff]{{2,20}}(?:[:：、，\s]|$)))"
)
_LABEL_START = pattern(
    r"(?:^|[。；;，,：:）)\s、“”\"])\s*(?:\d{1,2}[.．、]\s*|[①-⑳]\s*|[•●■·]\s*|[（(][一二三四五六七八九十\d]{1,2}[)）]\s*)?(?:\d{1,2}月份?|第?[一二三四]季度|[上下]半年)?[“\"]?$"
)
_LABEL_CLASS = pattern(
    r"(?:^|[。；;\n])\s*(?:\d{1,2}[.．、]\s*|[①-⑳]\s*|[（(][一二三四五六七八九十\d]{1,2}[)）]\s*)?(?P<cls>[\u4e00-\u9fffA-Z（）()、\d]{2,20})[“\"]?$"
)
"""What a label says of its class before the grade: 统计工作先进单位(4个)：, 乡镇优秀（3个）：."""


_BLANK_BEFORE = pattern(r"[\s：:；;]$")
_LABEL_BLANK = pattern(r"(?P<n>)(?P<m>)[ \u3000]{1,4}(?=(?P<next>[\u4e00-\u9fff（）()]{2,30})(?:[、，,；;。\s]|$))")
"""特等奖　甲市；一等奖　乙市、丙市."""
_JUDGED = pattern(
    '(?:本次|共|评出|评选出|产生|综合|总体|年度|检查|抽查|考核|考评|评价|评定|评估|测评|结果|等次|等级|被|为)+[“"]?$'
)
"""What a label says before its grade: 综合评价好的(8个)：; 考核结果为优秀的：."""


def _label(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    tail = _LABEL_TAIL.match(text, word.end, end)
    if tail is None and (
        kind_of(word.text) == "prize"
        or word.start == start
        or _BLANK_BEFORE.search(text, max(start, word.start - 2), word.start)
    ):
        tail = _LABEL_BLANK.match(text, word.end, end)
        tail = tail if tail and (is_name(tail["next"]) or kind_of(word.text) == "prize") else None
    if tail is None:
        return None
    category = None
    judged = _JUDGED.search(text, max(start, word.start - 12), word.start)
    opening = judged.start() if judged else word.start
    if not _LABEL_START.search(text[max(start, opening - 12) : opening]):
        before = _LABEL_CLASS.search(text[max(start, opening - 26) : opening])
        if (
            before
            and word.text.endswith("奖")
            and of_ending(word.text)
            and re.fullmatch("[\u4e00-\u9fff]{2,4}", before["cls"])
        ):
            whole = text[word.start - len(before["cls"]) : word.end]  # 技术创新奖: a prize's own name
            at = word.start - len(before["cls"])
            return Anchor("label", at, tail.end(), at, (whole,), tail["n"] or tail["m"])
        category = class_before(before["cls"], word.text) if before else None
        praised = (
            before and kind_of(word.text) == "honour" and before["cls"].startswith(("表彰", "通报表扬", "授予", "命名"))
        )
        if category is None and not praised:
            return None
    if is_weak(word.text) and not split_list(text, tail.end(), min(end, tail.end() + 60)):
        return None
    return Anchor("label", opening, tail.end(), word.start, (word.text,), tail["n"] or tail["m"], category)


def label_end(text: str, anchor: Anchor, following: Iterable[Anchor], end: int) -> int:
    """Where a label's list ends: before the next label, before a clause that grades others, or with the sentence."""
    at, cut = anchor.end, -1
    for other in following:
        if other.start < anchor.end:
            continue
        if other.form == "label":
            return other.start
        cut = max(cut, *(text.rfind(mark, at, other.start) for mark in "；;。"))
        if cut > anchor.end:
            return cut
        at = other.start
    return end


_OF = pattern(
    rf"[”\"]?(?:等次|等级|档次|称号|标准)?的(?P<noun>[\u4e00-\u9fff（）()、]{{0,10}}?)(?:(?:共)?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})(?:单位|部门|学校|企业|县|区|乡镇|街道)?(?:[，,](?=分别|依次))?)?(?:分别|依次)?(?:是|有|为|包括|[:：])[:：]?\s*(?:(?P<m>{NUMBER})(?:{CLASSIFIER})[，,：:]\s*)?"
)
_IS = pattern(r"[”\"]?(?:者)?[为是]\s*(?=[\u4e00-\u9fff]{2,20}[、，,及和\d])(?P<noun>)(?P<n>)(?P<m>)")
"""优等为甲、乙、丙3乡公所."""
_WHO = pattern(
    rf"[”\"]?者(?:[，,](?=[\u4e00-\u9fff]{{2,8}}[、，,及和])|(?:共|计)?(?P<n>{NUMBER})\s?(?:{CLASSIFIER})[（(]|[：:](?=[\u4e00-\u9fff]))(?P<noun>)(?P<m>)"
)
"""列优等者，甲镇、乙乡; 列甲等者5所（甲乡、乙乡）."""
_TO = pattern(
    r"[”\"」]?(?:荣誉)?(?:称号|奖牌|锦旗)?(?:分别)?(?:授予|颁发给|颁给|发给|归)(?:了)?(?P<noun>)(?P<n>)(?P<m>)"
)
"""“流动红旗”授予甲社区、乙社区."""
_BEARERS = pattern(
    rf"[”\"]?(?:等次|等级)?的(?P<list>[\u4e00-\u9fff、，,和及（）()]{{4,200}}?)(?:等)?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})(?:单位|部门|地区|县|市|区|企业|学校)"
)
"""获评优秀的甲局、乙局等4个单位."""
_BEARERS_TREATED = pattern(
    r"[”\"]?(?:等次|等级)?的(?P<list>[\u4e00-\u9fff、和及（）()]{2,120}?)(?=予以|给予|进行(?:通报|约谈|表))"
)
"""对考核结果为不合格的甲县予以通报批评."""
_IS_HONOUR = pattern(
    r"[”\"]?(?:分别)?(?:为|是)[：:]?\s*(?=[\u4e00-\u9fff（）()]{2,24}[、，,；;。])(?P<noun>)(?P<n>)(?P<m>)"
)
"""安全生产先进单位为：甲局、乙局."""
_IS_UNITS = pattern(
    r"[”\"]?(?:等次|等级)?(?:单位|部门|县区|企业|学校|乡镇|镇街|网站)(?:分别)?(?:为|是|有|包括)[：:]?\s*"
    r"(?=[\u4e00-\u9fff]{2,20}(?:[、，,；;。及和]|$))(?P<noun>)(?P<n>)(?P<m>)"
)
"""“良好”单位为甲县、乙县."""
_OF_COUNT = pattern(
    rf"(?!率)[”\"]?(?:等次|等级|标准)?的(?P<noun>[\u4e00-\u9fff（）()]{{0,8}}?)(?:共|有)?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})(?P<kind>[\u4e00-\u9fff（）()、]{{0,8}}?)[:：]\s*"
)


def _of(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    match = _OF_COUNT.match(text, word.end, end) or _OF.match(text, word.end, end)
    if match is None and kind_of(word.text) in ("honour", "prize"):
        match = _TO.match(text, word.end, end)
    if match is None and (match := _WHO.match(text, word.end, end)) and text[match.end() - 1] in "（(":
        close = next((i for mark in "）)" if (i := text.find(mark, match.end(), end)) >= 0), end)
        return Anchor("of", word.start, match.end(), word.start, (word.text,), match["n"], until=close)
    if match is None and kind_of(word.text) in ("word", "letter", "pass") and not is_weak(word.text):
        match = _IS.match(text, word.end, end) or _IS_UNITS.match(text, word.end, end)
    if match is None and kind_of(word.text) in ("honour", "prize"):
        match = _IS_HONOUR.match(text, word.end, end)
    if (
        match is None
        and is_weak(word.text)
        and (text[word.end : word.end + 1] in ("”", '"') or text.startswith(("等次", "等级"), word.end))
    ):
        match = _IS_UNITS.match(text, word.end, end)
    if match is None and (
        bearers := _BEARERS.match(text, word.end, end) or _BEARERS_TREATED.match(text, word.end, end)
    ):
        if not re.search(
            '(?:获评|被评为|评为|获得|荣获|评定为|定为|结果为|等次为)[“"]?$',
            text[max(start, word.start - 6) : word.start],
        ) or (
            bearers.re is _BEARERS_TREATED and not all(is_name(i.text) for i in split_list(text, *bearers.span("list")))
        ):
            return None
        begin = bearers.start("list")
        return Anchor(
            "of", word.start, begin, word.start, (word.text,), bearers.groupdict().get("n"), until=bearers.end("list")
        )
    if match is None:
        return None
    number = match["n"] or match.groupdict().get("m")
    left = re.compile(r"(?:被|获|评为|评定为|定为|确定为|考核为|列为|亮|挂|授予|为|获得|荣获)*[“\"]?$").search(
        text, max(start, word.start - 8), word.start
    )
    begin = left.start() if left else word.start
    if is_weak(word.text) and begin == word.start and not text.startswith(("等级", "等次"), word.end):
        return None
    return Anchor("of", begin, match.end(), word.start, (word.text,), number, match["noun"] or None)


_COUNT = pattern(
    rf"(?!率)[”\"]?(?:等次|等级|档次)?(?P<of>单位|部门|企业|学校|网站|县区|县|市|乡镇|机构|医院|行政村|村|社区)?(?:的)?(?:共有|有|共|各|分别)?[^\S\n]{{0,2}}(?P<n>{NUMBER})[^\S\n]{{0,2}}(?:{CLASSIFIER}|(?P<card>张|面))(?P<noun>[\u4e00-\u9fff]{{0,8}}?)(?=$|[，,；;。、：:（()）\s]|其中|[A-D优良合不])"
)
_BEARERS_COUNTED = pattern(
    rf"[”\"]?(?:等次|等级|称号)?的(?:共|有|共有)?(?:{NUMBER})\s?(?:{CLASSIFIER})(?=[，,；;、。]|$)"
)
"""获得甲级等级的6家."""
_ASSESSED = pattern("评为|考核|考评|评价|评定|评议|等次|等级|得分")
_STRONG_COUNT = pattern(rf"(?:优秀|良好|合格|达标)\s?(?:{NUMBER})\s?(?:{CLASSIFIER})[，,、；;]")
"""优秀10个，良好9个，一般3个: what stands beside a grade is one."""
_COUNT_AHEAD = pattern(
    r"(?:^|[，,、。；;：:（(“\"\s]|[为有共出定发计获得到生]|发现|存在|单位|部门|企业|学校|机关|[县市区校组类]|其中|年检|年审|验收|复查|复核)$"
)
_COUNT_LEAD = pattern(
    r"(?:^|[，,；;：:。、\s])(?:经|共)?(?:本次|此次|考核|考评|评估|综合|最终|共|年检|年审|验收|复查|复核|抽查|检查)*(?:结果为|结果是|评定|评出|有|共有|为|获得|获|取得|达到|被评为|评为|评定为|定为|列为)?[“\"]?$"
)


def _count(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    if (
        is_weak(word.text)
        and not re.search(r"[，,、。；;：:]\s*$|^$", text[max(start, word.start - 2) : word.start])
        and not _BEARERS_COUNTED.match(text, word.end, end)
        and not _beside_strong(text, word, following)
        and not _in_series(text, word, end)
    ):
        return None
    if (
        _PREDICATE_BEFORE.search(text, max(start, word.start - 20), word.start)
        and not _COUNT_LEAD.search(text[max(start, word.start - 16) : word.start])
        and not _BEARERS_COUNTED.match(text, word.end, end)
    ):
        return None
    if (
        is_weak(word.text)
        and not _ASSESSED.search(text, max(start, word.start - NEAR), min(end, word.end + NEAR))
        and not _STRONG_COUNT.search(text, max(start, word.start - NEAR), word.start)
        and not _beside_strong(text, word, following)
        and not _in_series(text, word, end)
    ):
        return None
    if not _BEARERS_COUNTED.match(text, word.end, end) and not _COUNT_AHEAD.search(
        text[max(start, word.start - 4) : word.start]
    ):
        return None
    match = _COUNT.match(text, word.end, end)
    if match and match["card"] and kind_of(word.text) not in ("card", "honour"):  # 7 张庄镇
        return None
    if match and not re.match("等次|档次|等级|类|级|层次|方面|次", match["noun"]):
        return Anchor("count", word.start, match.end(), word.start, (word.text,), match["n"], match["of"])
    return None


_OF_UNITS = "(?:单位|部门|企业|学校|医院|机构)"
_SERIES_AFTER = pattern(
    rf"{_OF_UNITS}(?:{NUMBER})(?:{CLASSIFIER})[，,、；;](?:[\u4e00-\u9fff]{{1,4}}){_OF_UNITS}(?:(?:{NUMBER})(?:{CLASSIFIER})|无)"
)
_SERIES_BEFORE = pattern(rf"{_OF_UNITS}(?:(?:{NUMBER})(?:{CLASSIFIER})|无)[，,、；;]$")
_COUNTED_UNITS = pattern(rf"{_OF_UNITS}(?:{NUMBER})(?:{CLASSIFIER})(?=[，,、；;。]|$)")


def _in_series(text: str, word: Word, end: int) -> bool:
    """Whether an everyday word is counted among others of its kind: 满意单位3个，比较满意单位6个，不满意单位1个."""
    if not _COUNTED_UNITS.match(text, word.end, end):
        return False
    return bool(
        _SERIES_AFTER.match(text, word.end, end) or _SERIES_BEFORE.search(text[max(0, word.start - 12) : word.start])
    )


def _beside_strong(text: str, word: Word, following: _Words) -> bool:
    """Whether a grade that is no everyday word is counted next: 计特优3所、优等8所."""
    after = following[0] if following else None
    return (
        after is not None
        and not is_weak(after.text)
        and re.fullmatch(rf"(?:{NUMBER})(?:{CLASSIFIER})[、，,]", text[word.end : after.start]) is not None
    )


_NUMBERED = pattern(rf"(?P<n>{NUMBER})\s{{0,2}}(?:{CLASSIFIER})(?P<cls>[\u4e00-\u9fff、]{{0,10}})[“\"]?$")


_PLAIN_NUMBER = pattern(
    rf"(?:另有|其中|[，,、；;：:])\s?(?P<n>{NUMBER})\s?(?:{CLASSIFIER})(?:单位|部门|学校|企业)?[“\"]?$"
)
_PLAIN_AFTER = pattern(r"[”\"]?(?:等次|等级)?(?=[，,、；;。]|$)(?![，,]\s*(?:分别)?(?:为|即|是))")


def _numbered(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    """11个省级表现突出集体为：甲省、乙省: a number of honours or prizes, with their class; 另有6所良好、3所合格."""
    grades = (word.text,)
    if kind_of(grades[0]) not in ("honour", "prize"):
        plain = _PLAIN_NUMBER.search(text, max(start, word.start - 16), word.start)
        if plain is None or is_weak(word.text) or not _PLAIN_AFTER.match(text, word.end, end):
            return None
        return Anchor("number", plain.start("n"), word.end, word.start, grades, plain["n"])
    before = _NUMBERED.search(text, max(start, word.start - 18), word.start)
    if before is None or re.search("[获评为授得]|晋级|晋升|入选", before["cls"]):
        return None
    tail = re.compile(r"[”\"]?(?:分别)?(?:为|是)?\s*[:：]\s*").match(text, word.end, end)
    named = clean_class(before["cls"])
    category = None if GENERIC.fullmatch(named) else named
    if tail:
        return Anchor("of", before.start(), tail.end(), word.start, grades, before["n"], category)
    if re.compile(r"[”\"]?(?=$|[，,；;。、和及（(]|予以|给予|进行)").match(text, word.end, end):
        return Anchor("number", before.start(), word.end, word.start, grades, before["n"], category)
    return None


_VERB = (
    "评选为|评为|评定为|评定|考评为|考核为|评估为|评价为|评议为|核定为|认定为|判定为|确定为|确认为|定等为|定为|列为|列入|列|为|是|获评|获得|荣获|喜获|获|得到|得|达到|达|取得|"
    "授予|给予|颁给|颁发|颁|亮出|亮|挂|夺得|摘得|出示|发放"
)
ADVERB = (
    "等次|等级|档次|格次|级别|结果|考核|考评|评估|评议|评价|评定|测评|"
    "年度|综合|总体|总评|均|都|全部|皆|也|同时|分别|被|并|一并|最终|予以|经审定|初步|本年度|本季度|全年|被评|续|仍|继续|已"
)
_PREDICATE_BEFORE = pattern(rf"(?P<adv>(?:{ADVERB})*)(?:{_VERB})[“\"‘「]?$")
_BARE_BEFORE = pattern(rf"(?P<adv>(?:{ADVERB})*)[“\"]?$")
_AFTER = pattern(
    r"[”\"’」]?(?:等次|等级|档次|格次|等第|单位|集体|荣誉称号|称号|级别|格|部门|警示|提醒|警告)?(?=$|外[，,]|[，,；;。、:：）)\s（(“]|\d|其[他余]|和|及|予以(?:肯定|表扬|通报|提醒|警告|批评|鼓励|警示))"
)
_CONFERRED = pattern(r"(?:授予|命名)(?!为)(?P<list>[^“”\"，。；]{4,400}?)(?:为)?[“\"](?P<cls>[^“”\"]{0,24})$")


_CONFERRED_BARE = pattern(
    rf"(?:授予|命名)(?!为)(?P<list>[^“”\"，,。；;]{{1,240}}?(?:[县市区旗州镇乡局委厅办院社司校团队站所道]|(?:{NUMBER})(?:{CLASSIFIER})(?:单位|部门|企业|学校|集体)))(?:为)?(?P<cls>(?:(?:19|20)\d\d年度?[^、，。；]{{0,20}})?)$"
)


TITLED = pattern(
    r"(?:授予|命名|颁给|颁发)(?P<list>[^“”\"，。；]{2,400}?)(?:为)?[“\"「](?P<title>[^“”\"」]{3,20})[”\"」](?:荣誉)?称号"
)
"""授予甲局、乙局“能效领跑者”称号: an honour by any name."""


def _conferred(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    """授予甲局、乙局“先进单位”称号."""
    if kind_of(word.text) not in ("honour", "prize"):
        return None
    near = titles(text, max(start, word.start - 440), min(end, word.end + 8))
    titled = next((m for m in near if m.start("title") <= word.start < m.end("title")), None)
    if titled:
        return Anchor("confer", titled.start("list"), titled.end("list"), word.start, (word.text,))
    match = _CONFERRED.search(text, max(start, word.start - 440), word.start)
    if match is None:
        match = _CONFERRED_BARE.search(text, max(start, word.start - 240), word.start)
    if match is None:
        return None
    return Anchor(
        "confer",
        match.start("list"),
        match.end("list"),
        word.start,
        (word.text,),
        category=clean_class(match["cls"]) or None,
    )


_GIVEN_TO = pattern(
    r"(?:给予|对|向|授予)(?P<list>[^，,。；;：:“”]{2,240}?[县市区旗州镇乡局委厅办院社司校团队站所道处位门业])(?:予以|给予|以)?[“\"]?$"
)
"""给予甲街道、乙局黄牌警示; 对甲镇予以“黄牌”警示."""
_FOR_BEARERS = pattern(r"[”\"]?(?:(?:和|及|、)(?:先进)?个人)?(?:予以|给予)?(?:记功|奖励|奖金|嘉奖|表彰|表扬|通报)")
"""福建给予先进集体和个人记功奖励: what bearers get, said of who gives it."""
_TAKEN_BY = pattern(r"由(?P<unit>[^，。；]{2,30}?)(?:夺得|获得|摘得|荣获|取得)")


def _predicate(text: str, word: Word, start: int, end: int, following: _Words) -> Anchor | None:
    grades = (word.text,)
    kind = kind_of(grades[0])
    if kind in ("prize", "honour") and (by := _TAKEN_BY.match(text, word.end, end)):
        return Anchor("confer", by.start("unit"), by.end("unit"), word.start, grades)
    after = _AFTER.match(text, word.end, end)
    if after is None:
        return None
    low = max(start, word.start - 24)
    before = _PREDICATE_BEFORE.search(text, low, word.start)
    category = None
    if before is None and kind in ("prize", "honour"):
        before, category = _prize_class(text, low, word)
    if before is None and kind == "card" and (to := _GIVEN_TO.search(text, max(start, word.start - 250), word.start)):
        return Anchor("confer", to.start("list"), to.end("list"), word.start, grades)
    if kind == "honour" and _FOR_BEARERS.match(text, word.end, end):
        return None
    if before is not None:
        if is_weak(word.text) and not re.search(
            '评|等次|等级|档次|结果|均|分别|定为|确定为|为[“"]?$|列|亮|挂', before[0]
        ):
            return None
        return Anchor("given", before.start(), after.end(), word.start, grades, category=category)
    if _GLUED_AFTER.match(text, word.end, end) and not is_weak(word.text) and kind in ("word", "pass", "letter"):
        glued = _GLUED_BEFORE.search(text, max(start - 1, word.start - 24, 0), word.start)
        if glued and is_name(glued["name"]) and not _ANYWHERE.search(glued["name"]):
            return Anchor("given", word.start, word.end, word.start, grades)
    if kind == "pass":
        bare = _BARE_BEFORE.search(text, low, word.start)
        if bare is not None:
            return Anchor("given", bare.start(), after.end(), word.start, grades, needs_names=True)
    return None


_GLUED_BEFORE = pattern(r"(?:^|[：:；;。\n，,、])(?P<name>[^，,。；;：:、\d\s]{2,22})$")
"""仁怀市优秀；贵安新区良好。 No more than a name and its grade."""
_GLUED_AFTER = pattern("(?:等次)?(?=[；;。]|$)")
_ANYWHERE = pattern(f"全[省市县区州]$|^(?:{CLASS_NOUN}|各.*|所有.*)$")
"""What ends as a name does and is none: 队伍建设水平全市优秀; 各县优秀."""


def _prize_class(text: str, low: int, word: Word) -> tuple[re.Match[str] | None, str | None]:
    """获生态环境监测综合比武团体奖: words between the verb and the prize name its class."""
    match = re.compile(
        rf"(?:{ADVERB})*(?:(?<=单位|部门|企业|学校|县区)为|评选为|评为|确定为|命名为|认定为|获评|获得|荣获|喜获|获|授予|夺得|摘得)[“\"]?(?P<cls>[\u4e00-\u9fff\dA-Z（）()“”]{{2,24}}?)$"
    ).search(text, low, word.start)
    if match is None:
        return None, None
    return match, re.sub(r"^(?:(?:19|20)\d\d年度?)?[“\"]?$", "", clean_class(match["cls"])) or None
