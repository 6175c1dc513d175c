"""Where a bulletin reports shortcomings: below headings that say so, behind sentences that announce them, behind 但 and 目前."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from govtext.facts.problems.statements import Trust, begins_with_label, closes, is_rule, turns
from govtext.facts.problems.words import extent_at, says_deficit
from govtext.patterns import pattern
from govtext.scan import Block, Mentions, sentences
from govtext.text import Span

_NOUN = "问题|不足|困难|短板|弱项|差距|薄弱环节|隐患|缺陷|缺点|矛盾|挑战|教训"
_REPORT = pattern(
    rf"(?:存在|发现|暴露|反映|面临|检出|查出|梳理出|指出)(?:出|的|着|有|到)*[^，。]{{0,12}}(?:{_NOUN}|情形)|^(?:[^，。]{{0,12}}的)?(?:主要|突出|具体|共性|个性|普遍|典型|其他|有关|一般|重点|当前|目前|仍|和|与|及|、|工作|{_NOUN})*(?:{_NOUN})(?:之处|情况|分析|方面|通报|表现|及原因|和原因|案例)*$"
    rf"|(?:{_NOUN})(?:和|与|及|、|以及)(?:主要)?(?:{_NOUN}|建议|下一步|改进|整改|对策|原因|工作)|不足之处|薄弱(?:环节|之处)|(?:需要?|有待|亟待|尚需|仍需)(?:进一步)?(?:完善|改进|加强|提高|解决|重视|关注)的?(?:事项|方面|问题|地方|环节|工作)|[失扣]分(?:情况|原因|点|项)|突出问题$|主要问题$|问题(?:通报|曝光)"
)
_TOPIC_ONLY = pattern(
    rf"(?:解决|化解|处置|处理|办理|整治|治理|防范|消除|查处|纠正|回应|研究|关于|排查|清理|破解|聚焦|针对|围绕)[^，。]{{0,20}}(?:{_NOUN})|(?:{_NOUN})(?:处理|办理|解决|排查|治理|查处|线索|导向|反馈|整改(?:落实)?(?:情况|进展|工作)|清单)|问题整改"
)
_MIXED = pattern(
    rf"(?:{_NOUN})(?:和|与|及|、|以及)(?:主要|今后)?(?:改进|整改|下一步|下步|建议|对策|工作|措施|打算|努力|解决)"
)
_ORDER = pattern(
    r"要求|打算|下一步|下步|下一阶段|下阶段|今后|工作安排|整改|措施|建议|对策|努力方向|改进方向|工作重点|工作计划|工作思路|工作目标|主要任务|目标任务|重点任务|改进意见|处理意见|处理决定|处理结果|问责"
)
_GENERIC = pattern(
    r"(?:[^，。]{0,10}(?:中|的))?(?:存在|发现|暴露|反映|面临|主要|突出|具体|当前|目前|仍|还|需要|有待|进一步|完善|改进|加强|事项|方面|地方|"
    rf"的|和|与|及|、|以及|着|出|工作|检查|考核|考评|评估|督查|测评|抽查|审计|中|下一步|整改|措施|建议|情况|打算|对策|原因|分析|{_NOUN}|之处)+"
)

_GLUED_END = "不(?:到位|够|足|高|强|严|力|实|全|规范|及时|完善|健全|平衡)|薄弱|滞后|缓慢|较[低差多]|主体责任|突出|淡薄|混乱|短板|问题|有待\\S{2,6}"
_GLUED_SUB = pattern(  # a heading that a flattened page left glued to its text: …监管不到位部分地方…
    rf"(?P<name>[^，。；：]{{4,36}}?(?:{_GLUED_END}))"
    r"(?=[一首]是|部分|个别|一些|有的|少数|为|检查|从|[^\s，。；：、和与及的]{2,12}[省市县区局])"
)

_LEAD = pattern(
    rf"(?:存在|面临|发现|暴露|反映|看到|认识到|还有|仍有|尚有|也有|有|出现)(?:着|了|出|到)?(?:的|一些|不少|许多|诸多|较多|很多|大量|以下|如下|下列|\d{{1,3}}(?!\d)[个类项种]?|[一二两三四五六七八九十]{{1,3}}(?![一二两三四五六七八九十])[个类项种]?|几个?方?面?|方面|共性|普遍性?|突出|明显|主要|一定|不容忽视|亟[待需](?:认真)?(?:研究)?解决|亟[待需]改进|需要(?:认真)?(?:研究)?解决|深层次|各类|各种|值得[^，。；]{{1,8}}|工作|发展|{_NOUN}|和|与|及|、|的)*"
    rf"(?:{_NOUN})(?:和|与|、|及)?(?:{_NOUN})?(?:之处)?(?:需要?[^，。；：]{{0,14}})?"
    rf"|(?:主要|突出|这些|上述|其)?(?:的)?(?:{_NOUN})(?:之处)?(?:主要|集中|突出)*(?:有|是|为|表现在|表现为|体现在|反映在|集中在|集中体现在|包括|在于)(?:以下|如下)?(?:[一二两三四五六七八九十几\d]{{1,3}}个?(?:方面|点))?"
)
_LEAD_TAIL = pattern(
    r"[：:，,。]?\s*(?:(?:这些问题)?(?:主要|集中|突出|具体|分别)*(?:问题)?(?:有|是|为|表现在|表现为|体现在|反映在|集中在|包括|在于|如下)(?:以下|如下)?(?:[一二两三四五六七八九十几\d]+个?(?:方面|点|类))?|如(?!果|期)|例如|比如)?[：:，,]?\s*"
)
_TURN = pattern(
    r"(?:^|[，,。；;])\s*(?P<turn>但是?|然而|不过|可是|同时[，,](?:也|还|仍)?|另一方面|美中不足|与此同时[，,]?(?:也|还)?)[，,]?"
)
_NOW = pattern(r"(?:^|[，,])(?:目前|当前|截至|至今|但目前)")
_COMING = pattern(r"现将|通报如下|如下意见|报告如下|公告如下|提出以下|提出如下")
_PLAN = pattern(r"要点|方案|办法|规定|细则|条例|计划|规划|标准|指南|意见$|章程|规则")


_FEEDBACK = pattern("反馈|督察|暗访|巡[查察]")
_INSPECTED = pattern("(?:督[察查导]|检查|抽查|暗访|巡[查察]|现场|实地|核查)[^，。]{0,6}情况$")
"""实地督察情况 of a feedback: praise and shortcomings side by side."""
_CASES = pattern("案例|典型(?:问题|情况)|(?:点名|曝光|反面)")
_OWN_MENDING = pattern("(?:改进|整改|解决)(?:措施|情况|打算|办法)[：:]")
"""改进措施：… behind each shortcoming: the next one has a paragraph of its own."""
_TURNS_ALL = pattern(
    "(?:下一?步|今后|下学[年期]|明年|下半年|(?:19|20)\\d\\d年|新的一年|接下来|我们将)[^。]{0,40}(?:以下|几个?方面|[：:]$)"
)
_RULE = pattern("情形之一|下列情形|^第[一二三四五六七八九十百]+[条章]")
_RULES = pattern(
    r"(?:办法|条例|规则|规定|细则|规程|解释|章程|[法律]|标准|指南|准则|守则|要点)(?:[（(][^（()）]*[)）])?$"
)


class Region(Struct, frozen=True):
    """A piece of the view that reports shortcomings. `heading`: the nearest, None where it only says that there are problems."""

    span: Span
    heading: str | None
    trust: Trust


MAX_HEADING_SAID = 14
"""Characters up to which 一是… is a heading of what follows, and beyond which a statement."""


class _Mode(Enum):
    REPORT = "below a heading that announces shortcomings"
    STATED = "below a heading that is one itself"
    ORDER = "below a heading that orders or plans"
    NONE = "elsewhere"


def find_regions(mentions: Mentions) -> Iterator[Region]:
    """Regions in order."""
    yield from _Reader(mentions).read()


def is_generic(heading: str) -> bool:
    """Whether a heading only says that there are shortcomings: 存在的主要问题."""
    return _GENERIC.fullmatch(_bare(heading)) is not None


def _bare(heading: str) -> str:
    return re.sub(r"[（(][^（()）]*[)）]|[：:。；;\s]", "", heading)


def _mode(headings: Sequence[str]) -> _Mode:
    """What the headings above a piece say of it; the innermost that says something decides."""
    mode = _Mode.NONE
    for printed in headings:
        heading = _bare(printed)
        if _RULE.search(heading):
            return _Mode.ORDER
        if _REPORT.search(heading) and (not _TOPIC_ONLY.search(heading) or _MIXED.search(heading)):
            mode = _Mode.REPORT
        elif not closes(heading) and _states_deficit(heading):
            mode = _Mode.STATED if mode is _Mode.NONE else mode
        elif _ORDER.search(heading) and not (mode is _Mode.REPORT and says_deficit(heading)):
            mode = _Mode.ORDER
    return mode


def _states_deficit(heading: str) -> bool:
    """Whether a heading is itself a shortcoming: 部分单位信息公开不及时, 责任链条没有压实, 整改闭环管理不严."""
    if extent_at(heading) is not None and says_deficit(heading):
        return True
    return _ENDS_WRONG.search(heading) is not None and not _BEGINS_VERB.match(heading)


_ENDS_WRONG = pattern(
    r"(?:不(?:力|严|实|够|足|高|强|到位|及时|规范|健全|完善|平衡|全面|落实|明显|深入|扎实|彻底|顺畅|畅|准|清|细|紧|牢固?|硬)|没有[\u4e00-\u9fff]{2,10}|"
    "失之于[\u4e00-\u9fff、]{1,10}|薄弱|滞后|缺失|缺位|缺乏|隐患突出|问题突出|偏低|悬空|空档|松懈|虚化|弱化|淡化|缓慢|较差|较低|较慢|落后)$"
)
_BEGINS_VERB = pattern(
    "解决|防止|防范|避免|杜绝|整治|治理|查处|纠正|克服|破解|化解|消除|针对|严防|坚决|着力|加强|改进|严查|关于"
)


class _Reader:
    """Walks the blocks and knows where a report of shortcomings is open."""

    def __init__(self, mentions: Mentions) -> None:
        self._text = mentions.text
        self._blocks = [block for block in mentions.blocks if block.text.strip("。.；;，, \n")]
        title = mentions.document.elements.title
        self._is_rules = title is not None and _RULES.search(title.value) is not None and "通报" not in title.value
        self._is_inspection = title is not None and _FEEDBACK.search(title.value) is not None
        self._sections = mentions.document.sections
        self._starts = [section.span.start for section in self._sections]
        self._closed: tuple[str, ...] | None = None  # headings under which the report has turned to what is to be done
        self._reports = False  # whether a section of shortcomings has come
        self._said: set[str] = set()  # headings that are statements
        self._open: int | None = None  # section of a sentence that announced shortcomings; -1: of none

    def read(self) -> Iterator[Region]:
        for index, block in enumerate(self._blocks):
            headings = block.headings
            section = self._section(block.span.start)
            mode = _mode(headings)
            if mode is not _Mode.ORDER and headings and self._reports and _CASES.search(_bare(headings[-1])):
                if not block.is_heading:
                    yield Region(block.span, self._heading(headings[:-1]), Trust.SAID)
                continue
            self._reports |= mode is _Mode.REPORT
            if mode is _Mode.REPORT or (mode is _Mode.STATED and not self._is_rules):
                if headings and self._closed is not None and headings[: len(self._closed)] == self._closed:
                    continue
                if block.is_heading:
                    yield from self._headed(index, block)
                else:
                    yield from self._reported(block, Trust.HEADED if mode is _Mode.REPORT else Trust.ANNOUNCED)
                continue
            if mode is _Mode.ORDER:
                self._open = None
                continue
            if self._is_inspection and headings and _INSPECTED.search(_bare(headings[-1])) and not block.is_heading:
                yield Region(block.span, None, Trust.SAID)
                continue
            if self._open is not None and self._goes_on(block, section):
                yield from self._reported(block, Trust.ANNOUNCED)
                continue
            self._open = None
            if block.is_heading and not self._is_rules and extent_at(block.text) and says_deficit(block.text):
                yield from self._headed(index, block)
            if not block.is_heading and not self._is_rules and not (block.title and _PLAN.search(block.title)):
                yield from self._in_prose(index, block, section)

    # below headings

    def _headed(self, index: int, block: Block) -> Iterator[Region]:
        """A heading below which nothing stands is a statement itself."""
        following = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        name = re.sub(r"[：:。;；]+$", "", "".join(block.text.split()))
        listed = (
            following is not None and name in following.headings and begins_with_label(following.text.lstrip("。；; "))
        )
        if self._is_said(block, name) or (listed and says_deficit(name)):
            self._said.add(name)
            yield Region(block.span, self._heading(block.headings), Trust.HEADED)
        elif following is None or name not in following.headings:
            if _mode((*block.headings, block.text)) is _Mode.ORDER or is_generic(block.text):
                return
            yield Region(block.span, self._heading(block.headings), Trust.HEADED)

    def _is_said(self, block: Block, name: str) -> bool:
        """Whether what the structure takes for a heading is a sentence: 三是部分作业现场违章作业现象时有发生."""
        section = self._section(block.span.start)
        label = "" if section is None else self._sections[section].label.of(self._text)
        sentence = extent_at(name) is not None or len(name) > MAX_HEADING_SAID
        alone = _LINE_END.match(self._text, block.span.end) is not None and (sentence or "，" in name or "," in name)
        return says_deficit(name) and (
            ("是" in label and sentence) or (_ITEM_LABEL.search(label) is not None and alone)
        )

    def _reported(self, block: Block, trust: Trust) -> Iterator[Region]:
        """The sentences of a block up to the one that turns to orders."""
        begin = block.span.start
        heading = self._heading(block.headings)
        if self._is_labelled(block) and (sub := _GLUED_SUB.match(self._text, begin, block.span.end)):
            heading, begin = sub["name"], sub.end()
        end = block.span.end
        for low, high in sentences(block):
            if high <= begin:
                continue
            if turns(self._text[max(low, begin) : high]):
                end = low
                if block.headings and not _OWN_MENDING.match(self._text[low:high].lstrip("。；; \n")):
                    whole = _TURNS_ALL.search(self._text[low : high + 1]) is not None
                    self._closed = self._report_above(block.headings) if whole else block.headings
                self._open = None
                break
        if begin < end:
            yield Region(Span(begin, end), heading, trust)

    def _report_above(self, headings: tuple[str, ...]) -> tuple[str, ...]:
        """The headings down to the one that announces shortcomings."""
        size = next((size for size in range(1, len(headings) + 1) if _mode(headings[:size]) is _Mode.REPORT), 0)
        return headings[:size] or headings

    def _heading(self, headings: Sequence[str]) -> str | None:
        """The nearest heading, unless it only says that there are problems; one that is a statement itself is passed over."""
        nearest = next((heading for heading in reversed(headings) if heading not in self._said), None)
        return nearest if nearest is not None and not is_generic(nearest) else None

    def _is_labelled(self, block: Block) -> bool:
        """Whether a block stands right behind a label (一)."""
        section = self._section(block.span.start)
        return section is not None and 0 <= block.span.start - self._sections[section].label.end <= 1

    def _section(self, offset: int) -> int | None:
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._sections[index].span.end <= offset:
            parent = self._sections[index].parent
            index = -1 if parent is None else parent
        return index if index >= 0 else None

    # in running text

    def _goes_on(self, block: Block, section: int | None) -> bool:
        """Whether a block belongs to the list that a sentence before it announced."""
        assert self._open is not None
        if section is None:
            return self._open == -1 and bool(_ITEM.match(block.text))
        if self._open == -1:
            return self._sections[section].level > 1 and not block.is_heading
        return section != self._open and self._is_below(section, self._open)

    def _is_below(self, section: int, above: int) -> bool:
        at: int | None = section
        while at is not None:
            at = self._sections[at].parent
            if at == above:
                return True
        return False

    def _in_prose(self, index: int, block: Block, section: int | None) -> Iterator[Region]:
        """Sentences that announce, turn to, or say shortcomings outside a section of their own."""
        text = self._text
        opened: int | None = None
        spans = list(sentences(block))
        for number, (low, high) in enumerate(spans):
            sentence = text[low:high]
            if is_rule(sentence) or _COMING.search(sentence):
                if opened is not None:
                    yield Region(Span(opened, low), None, Trust.ANNOUNCED)
                    opened = None
                continue
            if opened is not None:
                if closes(sentence):
                    yield Region(Span(opened, low), None, Trust.ANNOUNCED)
                    opened = None
                continue
            lead = self._lead(sentence)
            if lead is not None:
                opened = low + lead
                if number == len(spans) - 1 and not text[opened:high].strip("：:，, "):
                    opened = None
                    self._open = -1 if section is None else section
                continue
            if (at := self._turn(sentence)) is not None:
                yield Region(Span(low + at, high), None, Trust.SAID)
        if opened is not None and text[opened : block.span.end].strip("：:，,。 "):
            yield Region(Span(opened, block.span.end), None, Trust.ANNOUNCED)

    def _lead(self, sentence: str) -> int | None:
        """Where what is announced begins."""
        for match in _LEAD.finditer(sentence):
            tail = _LEAD_TAIL.match(sentence, match.end())
            end = tail.end() if tail else match.end()
            before = sentence[: match.start()]
            if _NO_LEAD.search(before[-12:]) or not _ENDS_LEAD.match(sentence[match.end() :]):
                continue
            return end
        return None

    def _turn(self, sentence: str) -> int | None:
        """Where a sentence turns to a shortcoming: 但部分单位…不及时; 目前…尚未."""
        if _BIDS.search(sentence):
            return None
        for turn in _TURN.finditer(sentence):
            rest = sentence[turn.end() :].lstrip("，, ")
            if seen := _SEEN.match(rest):
                rest = rest[seen.end() :]
            if (extent_at(rest) or _IS_SAID.search(rest) or seen) and says_deficit(rest) and not closes(rest):
                return turn.end()
        now = _NOW.search(sentence)
        if now is not None and _IS_SAID.search(sentence[now.start() :]):
            return now.start() + (sentence[now.start()] in "，,")
        bare = sentence.lstrip()
        if (extent_at(bare) or _STILL.match(bare)) and says_deficit(bare) and not closes(bare):
            return 0
        return None


_SEEN = pattern("(?:从[^，,。；;]{2,20}看|(?:检查|抽查|督查|调研)(?:中)?(?:也|还)?(?:发现|看到))[，,]")
_LINE_END = pattern(r"[。；;]?[ \\t\u3000]*(?:\\n|$)")
_ITEM_LABEL = pattern(r"[①-⑳]|[（(]\\d{1,2}[)）]|\\d{1,2}[)）]")
_STILL = pattern("(?:仍|还|尚|另)有(?:部分|个别|少数|一些|的|不少|\\d)")
_IS_SAID = pattern(
    "存在[^，,。；;]{2,60}(?:问题|困难|现象|隐患|不足)|主要问题是|(?:尚未|仍未|还没有|尚有)(?![^，,。；;]*的)|"
    "(?:不够|不足|不高|滞后|薄弱|缓慢|不到位|不强|不平衡|突出|严重)(?:$|[，,；;])"
)
_BIDS = pattern(
    "(?<!需)要(?:进一步|切实|认真|加强|加大|高度|严格|抓紧|加快|继续|坚持|按照|把)|应当|必须|不得|除外|确保|不在此限|"
    "(?:依法|予以)(?:处理|处罚|追究)|通报批评"
)
_NO_LEAD = pattern(
    "解决|化解|及时|善于|认真|查找|排查|梳理|针对|对|将|把|研究|反映|受理|处理|可能|如|若|是否|防止|避免|不|未|没有|无|凡|的，$"
)
_ENDS_LEAD = pattern(r"\s*(?:$|[：:，,。]|主要|集中|突出|表现|体现|如(?!果)|例如|比如|一是|有|是|为)")
_ITEM = pattern(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[一二三四五六七八九十]是|[①-⑳]|[-—•●■·])")
