"""Text that reports shortcomings to its smallest complete assertions.

A sentence ends at 。 and ；. Inside it a clause begins a new assertion where it brings a subject of its own (部分X, a unit, a
new noun) and what stands before it is complete; consequences (群众无法…), restatements (只…却…) and clauses without a subject
stay with the clause before. What announces, counts, orders, praises or says that all is mended is no assertion.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from govtext.facts.problems.words import deficit_behind, extent_at, goes_on, is_solved, negates, praises, says_deficit
from govtext.patterns import pattern
from govtext.structure.clauses import LABEL, assertions, clauses
from govtext.text import Span
from govtext.units import is_name

MIN_STATEMENT = 5
"""Characters; a shorter piece (等问题, 等) asserts nothing."""
MIN_SUBJECT_CLAUSE = 9
"""Characters of a clause that can bring a subject of its own; 内容缺项多, 信息更新滞后 go on with the one before."""

_CONNECT = pattern(
    r"\s*(?:(?:在[^，,。；;]{2,24}(?:的同时|基础上)[，,]?)?(?:我们)?(?:也|还)?(?:要|应|必须|应当)?(?:清醒)?地?(?:看到|认识到)(?=[，,])|但是?|然而|不过|可是|同时|此外|另外|其中|例如|比如|譬如|再如|又如|如(?!果|期|实|何|皋)|诸如|具体(?:表现)?(?:是|为|在|来看|来说)?|主要(?:问题)?(?:是|有|表现)(?:在|为|是)?|突出(?:问题)?(?:是|表现为)|表现为|表现在|体现在|集中表现在|"
    r"也就是|即|分别是|分别为|包括|反映出|暴露出|检查(?:中)?(?:还)?发现|抽查(?:中)?(?:还)?发现|(?:检查|抽查|督查|督导|考核|评估|测评|核查|审计|暗访|调研|巡查|通报|本次检查|此次检查|经查|经抽查|经检查|经核查|经核实|现场检查|我们)(?:中|时)?(?:也|还)?(?:发现|看到)|"
    r"从[^，,。；;]{2,24}(?:来看|情况看|看)|相比之下|与此同时|一方面|另一方面|总的来看|总体上看|特别是(?=[^，,。；;]{2,20}[，,])|除此之外|与[^，,。；;]{2,24}(?:相比|比较|比)(?=[，,]))\s*[，,：:、]?\s*"
)
_DIRECTION = pattern(r"在?[^，,。；;：:]{2,30}(?:方面|过程中|工作中|领域|环节)")
_ANNOUNCES = pattern(
    r"(?:存在|有|发现|出现|涉及|反映|暴露|看到|面临)(?:着|了|出|到)?(?:的|一些|不少|许多|诸多|较多|很多|大量|以下|如下|下列|上述|此类|这类|类似|同样|该类|这些|各类|各种|\d{1,3}(?!\d)[个类项种]?|[一二两三四五六七八九十]{1,3}(?![一二两三四五六七八九十])[个类项种]?|方面|共性|普遍性?|突出|明显|主要|一定|几个?|个别|相应|同类|问题|不足|困难|短板|薄弱环节|差距|和|与|及|、|之处)*"
    r"(?:问题|不足|困难|短板|差距|薄弱环节|之处)(?:和不足|与不足|之处|主要)?(?:(?:主要)?(?:有|是|表现在|表现为|集中在|体现在|如下|包括).{0,6})?[：:]?$"
    r"|(?:问题|不足|情况|差距|短板|表现|困难)[^，,。；;]{0,4}(?:如下|主要有|主要是|有以下|表现在|体现在|集中在)[^，,。；;]{0,12}[：:]?$"
    r"|^(?:主要)?(?:表现|问题|不足)(?:在于|有|是|为)?[：:]?$|(?:较|尤|最)为?(?:典型|突出|严重|明显)[：:]?$|(?:存在|涉及)(?:此类|上述|类似|该类|这类)(?:问题|情况|情形|现象)$"
    r"|(?:通报|说明|分述)如下|现将.{0,30}如下|(?:详见|见)附[件表]"
)
_ORDERS = pattern(
    r"(?:下一步|下步|下阶段|下一阶段|今后|为此|对此|因此|针对(?:上述|以上|这些|存在|此次|检查)|由[^，,。；;]{2,24}(?:负责|牵头|会同|依法|依纪))|"
    r"(?:我[市县省区局厅委们]|各[^，,。；;]{1,16}|有关[^，,。；;]{1,10}|相关[^，,。；;]{1,10}|以上[^，,。；;]{1,10}|上述[^，,。；;]{1,10}|请[^，,。；;]{0,16}|希望[^，,。；;]{0,16})?"
    r"(?:必须|务必|务求|应当?(?!急|对|用|届|收|付|聘|报|公|予|减|削|削减|完|实|建|办|发)|要(?!素|件|点|求|闻|害|道|地|么)|需要?(?!求|方)(?:进一步|切实|认真|抓紧|尽快|引起|高度|在今后|加强|加大|改进|采取|继续|着力|下大|及时|予以|不断|深入)|将(?!近|军|会产生)(?:进一步|继续|切实|认真|采取|按照|以)|责令|限期|要求|建议|希望|确保|力争)"
)
_NEXT = pattern(
    "(?:改进|整改|解决)(?:措施|情况|打算|办法)[：:]|(?:除[^，,。；;]{2,16}外[，,])?(?:下学[年期]|下半年|明年|来年|新的一年)|下一步|下步|下阶段|下一阶段|今后|为此|对此|因此|针对(?:上述|以上|这些|存在|此次|检查)"
)
_RESOLVES = pattern(
    r"^(?:(?:19|20)\d\d年|明年|来年|新的一年|下半年|接下来)[，,]?[^，,。；;]{0,16}(?:抓好|做好|将|要|打算|重点)|"
    r"(?:这些|上述|以上|对(?:于|这些|此|上述|以上)?)[^，,。；;]{0,12}(?:问题|不足|困难)?[^，,。；;]{0,8}(?:需要|必须|亟待|要|应|我们)|我们(?:将|要|一定|必须)|(?:必须|需要|要)(?:高度重视|引起|认真研究|采取(?:有效)?措施)|采取(?:有力|有效|切实)?措施"
)
_BIDS = pattern(
    r"[^，,。；;]{2,60}(?:[局委办县区市镇乡部厅院处站所]|中心|单位|部门|企业|学校|公司)(?:要|应|须|必须|务必)(?![求点当])"
)
"""市旅游局要在9月底前移交到位: somebody is told what to do."""
_CONSEQUENCE = pattern(
    r"(?:广大)?(?:群众|公众|企业|社会|市民|农民|老百姓|百姓|申请人|家长|学生|患者|用户|办事人)[^，,。；;]{0,6}(?:无法|难以|不能|反映|不便|意见|不满|满意度|多次|来回|投诉|利益)|(?:效果|质量|成效|效率|作用|进度|时效性)(?:不|较|偏|打|大打|难|未|低)"
)
_TOPIC = pattern(
    r"对(?!外|口|象)|在(?!线|建|校|编|岗|册)|关于|从(?!业)|根据|通过|由于|因(?!公)|为了?|随着|当[前年天时]|自(?!来水|查|评|然|筹|动|建|身)|截至|目前|至今|"
    r"按照?|经(?!营|办|费|济|常)|以|向|与|同(?!类|级|步)|受(?!检|理|助|益|灾|训)|除|就(?!业|医|诊|读)|用(?!电|水|地|人|户|工)"
)
_TOPIC_END = pattern("(?:中|后|时|内|以来|期间|方面|过程中|情况下|来看|看|前)$")
_CAUSE = pattern("由于|因(?!此|公)|鉴于|受")
_STATE_END = pattern("(?:[多快少低高大小差慢难弱乱重长短旧浅散]|严峻|突出|频繁|为零|为[0○〇])$")
_LAW = pattern(r"\s*(?:需要说明的是[，,])?(?:按照|根据|依据)?《[^》]{2,60}》[^，,。；;]{0,12}(?:规定|要求|明确)")
_NEUTRAL = pattern(
    r"(?:共|累计|合计)(?:检查|抽查|排查|发现|评估|考核|测评|梳理|督查)|(?:问题率|占比|占)[^，,。；;]{0,6}\d"
)
_UNCONDITIONAL = pattern(r"的[，,]?(?:应|可|由|将|责令|予以|给予|处|依|按|一律|不予|视为)|情形之一|如果|若|凡")


class Trust(Enum):
    """How surely a region reports shortcomings."""

    HEADED = "below a heading that announces them: each sentence is one unless it says otherwise"
    ANNOUNCED = "behind a sentence that announces them: each that denies anything"
    SAID = "in other text: each that says a shortcoming in its own words"


class Statement(Struct, frozen=True):
    """One assertion. `span`: without labels, connecting words and the full stop; `direction`: 在…方面 said before it, or None."""

    span: Span
    direction: str | None


def split(text: str, region: Span, trust: Trust) -> Iterator[Statement]:
    """Assertions of a region of the view, in order."""
    direction: str | None = None
    rows: list[Statement] = []
    waiting: list[
        Statement
    ] = []  # 舒县的A、B；金县的C；…: units and topics, until the last piece says what is wrong with them
    for sentence, mark in assertions(text, region):
        if sentence.start == region.start and mark == "。" and _is_run_in(sentence.of(text).strip()):
            direction = sentence.of(text).strip()  # 古建筑。城隍庙殿内私拉电线
            continue
        found: list[Statement] = []
        for group, said in _groups(text, sentence):
            direction = said or direction
            piece = _bare(text, group)
            if piece is None:
                continue
            if _is_shortcoming(piece.of(text), trust):
                found.append(Statement(piece, direction))
            elif mark in "；;" and _TOPICS.fullmatch(piece.of(text)):
                waiting.append(Statement(piece, direction))
        if found and _ALL_OF_THEM.search(found[0].span.of(text)):
            rows += waiting
        rows += found
        if found or mark not in "；;":
            waiting = []
    return iter(rows)


def _is_run_in(words: str) -> bool:
    return _RUN_IN.fullmatch(words) is not None and not negates(words)


_RUN_IN = pattern("[\u4e00-\u9fff、]{2,8}")
_TOPICS = pattern("[\u4e00-\u9fff、]{2,16}[县区市镇乡局委办](?:[（(][^（()）]{1,8}[)）])?的[^，,。；;]{4,200}")
_ALL_OF_THEM = pattern("的[^，,。；;]{2,200}[，,](?:均|都|也)?(?:不同程度)?(?:地)?存在")


def begins_with_label(text: str) -> bool:
    """Whether a text begins with the label of a list."""
    return LABEL.match(text) is not None


def closes(sentence: str) -> bool:
    """Whether a sentence turns from what is wrong to what is to be done."""
    bare = _strip(sentence)
    return bool(_ORDERS.match(bare) or _BIDS.match(bare) or (_RESOLVES.match(bare) and "原因" not in bare))


def turns(sentence: str) -> bool:
    """Whether a sentence ends the report: 针对上述问题…, 下一步…; an order to one unit (责令甲局…) does not."""
    bare = _strip(sentence)
    return bool(_NEXT.match(bare) or (_RESOLVES.match(bare) and "原因" not in bare))


def is_rule(sentence: str) -> bool:
    """Whether a sentence says what happens if: 存在下列情形之一的，由…责令改正."""
    return _UNCONDITIONAL.search(sentence) is not None


def announces(clause: str) -> bool:
    """Whether a clause only says that there are shortcomings, or how many, and none itself."""
    return _ANNOUNCES.search(_strip(clause)) is not None


def _strip(sentence: str) -> str:
    label = LABEL.match(sentence)
    bare = sentence[label.end() :] if label else sentence
    return bare.strip()


def _groups(text: str, sentence: Span) -> Iterator[tuple[Span, str | None]]:
    """Clauses in groups that each make one assertion, with the direction (在…方面) that stands before all of them."""
    group: list[Span] = []
    complete = wrong = False  # whether the group has said a state of things, and whether one that is wrong
    direction: str | None = None
    said = [(clause, _after_connect(clause.of(text))) for clause in clauses(text, sentence)]
    said = [(clause, words) for clause, words in said if words]
    if len(said) > 1 and announces(said[-1][1]) and not _own_shortcoming(said[-1][1]):
        return  # 与要求相比还有不适应，工作中还存在一些问题: all of it announces
    for clause, words in said:
        if announces(words) and not _own_shortcoming(words):
            if group and complete:
                yield Span(group[0].start, group[-1].end), direction
            group, complete, wrong = [], False, False
            continue
        if _orders(words):
            if group and complete:
                yield Span(group[0].start, group[-1].end), direction
            group, complete, wrong = [], False, False
            if extent_at(words) is None:
                break
            continue
        if complete and _opens(words) and (wrong or not _BUT.match(text, clause.start)):
            yield Span(group[0].start, group[-1].end), direction
            group, complete, wrong = [clause], False, False
        elif (
            group
            and not wrong
            and (_BUT.match(text, clause.start) and praises(Span(group[0].start, clause.start).of(text)))
        ):
            group, complete = [clause], False
        elif group and not complete and _REVEALS.match(text, clause.start):
            group = [clause]
        elif group or not (_DIRECTION.fullmatch(words) and _label_next(text, clause)):
            group.append(clause)
        if _DIRECTION.fullmatch(words):
            direction = words.removeprefix("在")
        if _TOPIC_END.search(words) or _CAUSE.match(words):
            continue
        wrong = wrong or negates(words)
        complete = complete or wrong or _says_state(words)
    if group:
        yield Span(group[0].start, group[-1].end), direction


def _says_state(words: str) -> bool:
    """Whether a clause says how things are, if not in words of a shortcoming: 系统相对独立, 兼职多、流动快."""
    return len(words) >= MIN_SUBJECT_CLAUSE and bool(_STATES.search(words, MIN_SUBJECT) or _STATE_END.search(words))


_BUT = pattern(r"\s*(?:但|却|而|可|然)")
_REVEALS = pattern(r"\s*(?:反映|暴露|说明|表明|折射)出?")


def _label_next(text: str, clause: Span) -> bool:
    """在规范性文件公开方面，一是…: what stands before a label speaks for all that follows."""
    return bool(LABEL.match(text, clause.end + 1))


def _after_connect(words: str) -> str:
    """A clause without its label and the word that joins it to what stands before."""
    words = words.strip()
    for _ in range(3):
        match = LABEL.match(words) or _CONNECT.match(words)
        if match is None or not match.end():
            break
        words = words[match.end() :]
    return words


def _own_shortcoming(words: str) -> bool:
    """存在答复超期的问题 announces nothing: it says which."""
    bare = _ANNOUNCES.sub("", words)
    return bool(says_deficit(bare)) and len(bare) >= MIN_STATEMENT


def _orders(words: str) -> bool:
    if _BIDS.match(words):
        return True
    match = _ORDERS.match(words)
    return match is not None and not words[match.end() :].startswith(("不到位", "不高", "不严", "不够"))


def _opens(words: str) -> bool:
    """Whether a clause brings a subject of its own."""
    if _begins_anew(words):
        return True
    bare = words.lstrip("“‘「")
    if _CONSEQUENCE.match(bare) or len(_DIGITS.sub("", bare)) < MIN_SUBJECT_CLAUSE:
        return False
    if goes_on(bare) or _TOPIC.match(bare):
        return _TOPIC.match(bare) is not None and _DIRECTION.match(bare) is not None
    if bare != words:  # “重建设、轻管理”的现象依然存在
        return True
    return deficit_behind(words, MIN_SUBJECT) or (_STATES.search(words, MIN_SUBJECT) is not None) or _names_unit(words)


_DIGITS = pattern(r"[\d.%％]+")
MIN_SUBJECT = 3
"""Characters of the shortest subject (台账内)."""
_STATES = pattern("往往|相对|仍|依然|均|都|普遍|大多|经常|时有|长期|一直|至今|被")


def _begins_anew(words: str) -> bool:
    bare = words.lstrip("“‘「")
    if extent_at(bare) is not None or _OTHERS.match(bare) is not None:
        return True
    return _ROLE.match(bare) is not None and not goes_on(bare) and not _TOPIC.match(bare)


_ROLE = pattern("[\u4e00-\u9fff]{2,6}(?:单位|部门|企业)(?=[^，,。；;]{4})")
_OTHERS = pattern(
    r"[一二三四五六七八九半]成(?:以上|左右)?的|\d{1,3}(?:\.\d{1,3})?[%％](?:以上)?的|"
    r"(?:还|另|仍|尚|也|更)有(?:相当一?部分|一?部分|一些|个别|少数|的|些|不少|\d|[一二三四五六七八九十两]|[\u4e00-\u9fff]{2,10}(?:单位|部门|县|区|市|乡|镇|局|企业|学校|公司))|各(?:单位|部门|地|级|县|区|乡|镇|街|市)|某|\d+(?:个|家|所|户|名|处|座|条|起|宗|件)"
)


def _names_unit(words: str) -> bool:
    return any(is_name(words[:stop]) for stop in range(min(len(words), 20), 2, -1))


def _bare(text: str, group: Span) -> Span | None:
    """A group without label, connecting words, outer blanks and closing marks."""
    start, end = group.start, group.end
    while start < end:
        piece = text[start:end]
        match = LABEL.match(piece) or _CONNECT.match(piece)
        blank = len(piece) - len(piece.lstrip("，,：:、 \t\u3000\n"))
        if blank:
            start += blank
        elif match and match.end() and match.end() < len(piece):
            start += match.end()
        else:
            break
    while end > start and (text[end - 1] in "，,。；;：:、 \t\u3000\n" or _AND_SO_ON.search(text, start, end)):
        end -= 1
    return Span(start, end) if end - start >= MIN_STATEMENT else None


def _is_shortcoming(words: str, trust: Trust) -> bool:
    if announces(words) and not _own_shortcoming(words):
        return False
    if _ALL_DONE.search(words) and not negates(words):
        return False
    if is_solved(words) or _LAW.match(words) or (_MUST.search(words) and not negates(words)):
        return False
    if _SUMMING_UP.match(words):
        return False
    said = says_deficit(words)
    if trust is Trust.SAID or said:
        return said
    if trust is Trust.ANNOUNCED or _COUNTS.search(words):
        return negates(words)
    return not praises(words) and not _NEUTRAL.search(words)


_ALL_DONE = pattern(
    "(?:都|均|全部)已?(?:经)?(?:开设|设置|建立|完成|实现|公开|落实|配备|设立|制定|达到|建成|按时|按要求|能)"
)
_MUST = pattern("应当?(?:在|于|由|按|对|及时|向)|(?:规定|要求)$")
_SUMMING_UP = pattern(r"(?:这些|上述|以上)[^，,。；;]{0,12}(?:问题|不足|困难|情况|现象)")
_COUNTS = pattern(r"\d[^，,、]{0,6}[，,、].{0,40}\d")
_AND_SO_ON = pattern("[\u4e00-\u9fff](?<![平同])等$")
