"""Where a document orders something, and each order by itself.

Below headings that order or plan (下步工作要求, 打算), and in plans (工作要点, 方案), each sentence is an order that names who is to
do it or begins with a verb; elsewhere only what asks or bids in words (请各单位…, 甲局要…). A sentence that announces a list of
things keeps it; one that announces orders is none itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from govtext.facts.tasks.actors import Actors, begins_with_actor, is_bidden, of_line, read_actors
from govtext.facts.tasks.words import begins_with_verb, threatens
from govtext.patterns import pattern
from govtext.scan import Block, Mentions
from govtext.structure.clauses import LABEL, assertions, clauses
from govtext.text import Span

MIN_TASK = 4
"""Characters of the shortest order."""

_ORDER = pattern(
    r"要求|打算|下一?步|下一?阶段|今后|工作安排|整改(?!情况|问题)|措施|对策|努力方向|改进方向|工作重点|工作计划|工作思路|主要任务|重点任务|目标任务|重点工作|任务分工|工作任务|保障|组织领导|有关事项|处理意见|改进|工作建议"
)
_REPORTS = pattern("问题|不足|困难|差距|情况|成效|做法|进展|结果|排名|案例|成绩|经验|特点|薄弱环节")
_NO_ORDER = pattern(
    "总体要求|指导思想|基本原则|工作目标|总体目标|主要目标|目标要求|重要意义|重要性|背景|适用范围|编制依据|总体思路|工作思路与目标"
)
_PLAN = pattern(
    r"(?:要点|安排|计划|方案|分工|行动|举措|措施|(?<!反馈)(?<!检查)(?<!巡查)意见|任务清单|任务|清单|分解表?|打算)[》”]?(?:[（(][^（()）]*[)）])?(?:的通知)?$"
)
_RULES = pattern(
    r"(?:办法|条例|规则|规定|细则|规程|解释|章程|[法律]|标准|指南|准则|守则|名单|目录|决定|批复|公报|公告)(?:[（(][^（()）]*[)）])?$"
)
_ANNOUNCES = pattern(
    r"(?:以下|下列|如下|下述|几[个项方]|[一二三四五六七八九十两\d]{1,3}[个项方]面?)[^，,。；;：:]{0,14}(?:工作(?!日)|任务|措施|要求|方面|重点|事项|意见|几点|部署|安排)[^，,。；;：:]{0,6}[：:。]?$|(?:要求|通知|安排|意见|部署|打算|措施)(?:是|为)?如下[：:。]?$|(?:做到|抓好|做好|突出|实现|坚持)[：:]$|(?:工作|方面)[：:]$"
)
_THINGS = pattern(
    "(?:以下|下列|如下)[^，,。；;]{0,12}(?:信息|内容|材料|资料|事项|途径|方式|渠道|要素|情况|指标|文件|目录|类别|制度|程序|服务)"
)
_THREAT = pattern(
    r"对[^。]{2,60}(?:的|者)[，,]?[^。]{0,30}(?:通报|批评|追究|处分|处罚|问责|约谈|取消|扣减|扣分|从重|移送|一票否决)"
)
_STRONG = pattern(r"(?:敬?请|望)[^。]{2,60}|责令|责成|要求[^，,。；;]{2,30}(?:于|在|要|立即|限期)")
_BIDS = pattern(
    r"(?:^|[，,])[^，,。；;]{0,40}?(?:(?<![主重必首摘])要(?!求|点|素|件|闻|情|害|道|看到|清醒)|应当?(?!急|对|用|届|收|付|聘|邀)|须|必须|务必|责令)"
)
_TOLD = pattern(
    "^[\u4e00-\u9fff]{2,4}了|^附[件表]|^《[^》]{2,60}》[^，,。；;]{0,12}(?:规定|明确|要求)|取得了|已经?(?:完成|建成|全部|经|基本|于)|共(?:清理|检查|受理|办理|开展|完成)|去年|"
    "是[^，,。；;]{2,40}(?:部分|之策|基础|关键|重要|保障|前提|内容|抓手|途径|体现|环节)|密切相关|通报如下|印发给你们|现将|"
    "为了?[^，,。；;]{2,60}[，,](?:经|现|根据|特)|联系(?:人|电话)|特此|有利于|具有(?:十分|非常)?重要|事关|主管部门[，,]"
)
_GOAL = pattern("(?:总体要求|指导思想|工作目标|总体目标|总体思路|工作思路|基本原则)(?:是|为|：|:)")


class Order(Struct):
    """One order. `path`: headings above it, outermost first; `due`: a line of its own that says by when."""

    span: Span
    path: tuple[str, ...]
    actors: Actors
    due: Span | None = None


def find_orders(mentions: Mentions) -> Iterator[Order]:
    """Orders in the order of the text."""
    yield from _Reader(mentions).read()


class _Place(Enum):
    """How likely a sentence is an order where it stands."""

    ORDERS = "each sentence that names who is to do it, or begins with a verb"
    MIXED = "below 存在问题和改进措施: the same, but nothing is carried over"
    OTHER = "only what asks or bids in words"
    NONE = "none: 总体要求, 工作目标"


class _Reader:
    def __init__(self, mentions: Mentions) -> None:
        self._text = mentions.text
        self._blocks = [block for block in mentions.blocks if block.text.strip("。.；;，, \n")]
        title = mentions.document.elements.title
        self._title = title.value if title is not None else ""
        self._is_rules = _RULES.search(self._title) is not None and "通知" not in self._title
        self._orders: list[Order] = []
        self._lead: tuple[tuple[str, ...], Actors] | None = None  # headings and actors of 甲局要做好以下工作：
        self._heading_actors: dict[tuple[str, ...], Actors] = {}

    def read(self) -> list[Order]:
        index = 0
        while index < len(self._blocks):
            index += self._block(index)
        return self._orders

    def _block(self, index: int) -> int:
        """Read the block at `index`; returns how many blocks that took."""
        block = self._blocks[index]
        if self._is_rules and not block.title:
            return 1
        place = self._place(block)
        if self._lead is not None and block.headings[: len(self._lead[0])] == self._lead[0]:
            place = _Place.ORDERS
        if place is _Place.NONE:
            return 1
        if block.is_heading and self._has_body(index) and not self._only_bracket(index + 1):
            self._heading_actors[(*block.headings, _name(block.text))] = read_actors(self._text, block.span)
            if not self._is_item(block):
                return 1
        if block.is_heading and self._only_bracket(index + 1):
            whole = Span(block.span.start, self._blocks[index + 1].span.end)  # …不得整村推开。（牵头单位：甲局）
            self._orders.append(Order(whole, block.headings, read_actors(self._text, whole)))
            return 2
        if _FIELD_LINE.match(block.text) and len(block.text) < MAX_FIELD:
            self._apply(block)
            return 1
        if block.is_heading and place is _Place.ORDERS and self._has_fields(index):
            self._orders.append(Order(block.span, block.headings, read_actors(self._text, block.span)))
            return 1
        taken = self._listed(index, block) if place in (_Place.ORDERS, _Place.MIXED) else 0
        span = Span(block.span.start, self._blocks[index + taken].span.end)
        self._read_sentences(block, span, whole=taken > 0, place=place)
        return 1 + taken

    def _place(self, block: Block) -> _Place:
        """What the headings above a block, or its document's title, say of orders in it."""
        headings = [re.sub(r"[（(][^（()）]*[)）]", "", heading) for heading in block.headings]
        if any(_NO_ORDER.search(heading) for heading in headings):
            return _Place.NONE
        for heading in reversed(headings):
            if _REPORTS.search(heading) and _MIXED.search(heading):
                return _Place.MIXED
            if (_REPORTS.search(heading) or _LACKS.search(heading)) and not begins_with_verb(heading):
                return _Place.OTHER
            if _ORDER.search(heading):
                return _Place.ORDERS
        plan = _PLAN.search(block.title or "") or _PLAN.search(self._title)
        if plan and not _RULES.search(block.title or "") and (block.headings or block.is_heading):
            return _Place.ORDERS
        return _Place.OTHER

    def _has_fields(self, index: int) -> bool:
        """Whether a line that says who or by when stands right below a heading."""
        following = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        return (
            following is not None
            and _name(self._blocks[index].text) in following.headings
            and _FIELD_LINE.match(following.text) is not None
        )

    def _apply(self, block: Block) -> None:
        """责任单位：甲局; 完成时限：三季度: a line that speaks for the orders of its item."""
        line = of_line(self._text, block.span)
        for order in self._orders[-MAX_SHARED:]:
            if order.path == block.headings or (*order.path, _name(order.span.of(self._text))) == block.headings:
                own = order.actors
                order.actors = Actors(own.responsible or line.responsible, own.supporting or line.supporting)
                if _DUE_LINE.search(block.text):
                    order.due = block.span

    def _is_item(self, block: Block) -> bool:
        """Whether what the structure takes for a heading is an item of a list: 三是强化培训，每季度轮训一次."""
        label = self._text[max(0, block.span.start - 4) : block.span.start]
        if _STRONG.match(block.text) or is_bidden(self._text, block.span):
            return True
        return _ITEM_LABEL.search(label) is not None and ("，" in block.text or "," in block.text)

    def _only_bracket(self, index: int) -> bool:
        """Whether a block is a bracket that says who is to do what stands before it."""
        block = self._blocks[index] if index < len(self._blocks) else None
        return block is not None and _ONLY_BRACKET.fullmatch(block.text.strip("。；; \n")) is not None

    def _has_body(self, index: int) -> bool:
        """Whether more stands below a heading than the lines that say who and by when."""
        name = (*self._blocks[index].headings, _name(self._blocks[index].text))
        for following in self._blocks[index + 1 :]:
            if following.headings[: len(name)] != name:
                return False
            if not _FIELD_LINE.match(following.text):
                return True
        return False

    def _listed(self, index: int, block: Block) -> int:
        """How many of the next blocks are the list of things that a sentence announces."""
        last = re.split("[。；;]", block.text.rstrip("。 \n"))[-1]
        if _ANNOUNCES.search(last) or not (last.endswith(("：", ":")) or _THINGS.search(last)):
            return 0
        taken = 0
        for following in self._blocks[index + 1 :]:
            before = self._text[max(0, following.span.start - 6) : following.span.start]
            if (
                following.headings[: len(block.headings)] != block.headings
                or not (_LABELLED.search(before) or following.text.rstrip().endswith(("；", ";")))
                or self._is_order(following.span, _Place.OTHER)
            ):
                break
            taken += 1
        return taken

    def _read_sentences(self, block: Block, span: Span, *, whole: bool, place: _Place) -> None:
        text = self._text
        actor = self._heading_actors.get(block.headings, Actors())
        if self._lead is not None:
            if block.headings[: len(self._lead[0])] == self._lead[0]:
                actor = actor or self._lead[1]
            else:
                self._lead = None
        first = len(self._orders)
        pieces = [piece for piece, _ in assertions(text, block.span, "。！？" if whole else "。！？；;")]
        if whole and pieces:
            pieces[-1] = Span(pieces[-1].start, span.end)
        for number, piece in enumerate(pieces):
            bare = _bare(text, piece)
            if bare is None:
                continue
            words = bare.of(text)
            if _ONLY_BRACKET.fullmatch(words) and len(self._orders) > first:  # …推开。（牵头单位：甲局）
                order = self._orders[-1]
                order.span = Span(order.span.start, bare.end)
                order.actors = read_actors(text, order.span) or order.actors
                continue
            labelled = LABEL.match(text, piece.start, piece.end)
            if labelled and labelled[0].strip() and number + 1 < len(pieces) and _TITLE.fullmatch(words):
                continue  # 6.整治违规收费。市市场监管局要…: a heading that stands before its sentences
            if place is _Place.OTHER and _NEXT.match(piece.of(text).lstrip("。；; ")):
                place = _Place.MIXED  # 下一步，由甲室牵头…: the rest of a paragraph of shortcomings
            if _ANNOUNCES.search(words) and not whole:
                actor = read_actors(text, bare) or actor
                if place is _Place.ORDERS or _WORK.search(words):
                    self._lead = (block.headings, actor)
                continue
            if place is _Place.OTHER and (not _MAY_BID.search(words) or _BY_RULE.match(words)):
                continue
            for part in self._by_actor(bare):
                if not self._is_order(part, place, carried=bool(actor.responsible)):
                    continue
                own = read_actors(text, part)
                if own.responsible:
                    actor = Actors(own.responsible)
                else:
                    own = Actors(actor.responsible, own.supporting)
                self._orders.append(Order(part, block.headings, own))
        added = self._orders[first:]
        if added and added[-1].actors.responsible:
            for order in added[:-1]:
                if not order.actors.responsible and _IN_BRACKET.search(text, added[-1].span.start, added[-1].span.end):
                    order.actors = Actors(added[-1].actors.responsible, order.actors.supporting)

    def _by_actor(self, span: Span) -> Iterator[Span]:
        """A sentence cut where a clause brings another actor: 甲县要立即整改，乙县要举一反三."""
        start = span.start
        seen = False
        for clause in clauses(self._text, span):
            acts = begins_with_actor(self._text, clause) and (
                not _HELPS.search(clause.of(self._text)) or is_bidden(self._text, clause)
            )
            orders = seen or begins_with_verb(self._text[start : clause.start].lstrip())
            if acts and orders and clause.start > start:
                yield Span(start, clause.start - 1)
                start = clause.start
            seen = seen or acts
        yield Span(start + len(self._text[start : span.end]) - len(self._text[start : span.end].lstrip()), span.end)

    def _is_order(self, span: Span, place: _Place, *, carried: bool = False) -> bool:
        text = self._text
        words = span.of(text)
        if len(words) < MIN_TASK or _GOAL.search(words) or _SIGNED.match(words):
            return False
        bidden = is_bidden(text, span)
        if _SOME.match(words) and not bidden:
            return False
        if (threatens(words) and not bidden) or _THREAT.match(words):
            return False
        if _STRONG.match(words):
            return True
        if _TOLD.search(words) and not bidden:
            return False
        if place is _Place.OTHER:
            return bidden or (_WHEN.search(words) is not None and begins_with_actor(text, span))
        if place is _Place.MIXED and _LACKS.search(words) and not bidden:
            return False
        if bidden or begins_with_verb(words) or _DUE.match(words) or _BIDS.search(_QUOTED.sub("", words)):
            return True
        acts = begins_with_actor(text, span) or bool(read_actors(text, span))
        if place is _Place.ORDERS:
            return acts or (carried and _FUTURE.search(words) is not None)
        return acts and _FUTURE.search(words) is not None


_ITEM_LABEL = pattern(r"(?:[（(]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]是)\s?$")
_MAY_BID = pattern("要|应|须|必须|务必|请|望|责令|责成|负责|一律|不得|严禁|立即|前|将于|督办")
"""Words without which no sentence outside a section of orders bids: most sentences need no closer look."""
_NEXT = pattern("下一?步|今后|下一?阶段|下学[年期]|接下来|明年")
_BY_RULE = pattern(
    "(?:按照?|根据|依据|依照)[^，,。；;]{2,24}(?:规定|要求)[，,]|《[^》]{2,60}》[^，,。；;]{0,12}(?:规定|要求|明确)"
)
_SIGNED = pattern(
    r"[\u4e00-\u9fff]{4,30}\s*(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日[^前，,]{0,12}$"
)
_WORK = pattern("(?:工作|任务|要求|措施)[^，,。；;]{0,6}[：:]?$")
_WHEN = pattern(r"\d{1,2}月(?:\d{1,2}日|底|末)?前|将于|年底前|挂牌督办")
_LACKS = pattern(
    "缺少|缺乏|不足|不够|没有|不到位|不高|滞后|薄弱|仅|尚未|未能|不严|不力|失之于|隐患突出|悬空|缺失|混乱|不强|不平衡|不规范|不及时"
)
_LABELLED = pattern(
    r"(?:[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]是|[•●■◆▪·])\s{0,3}$"
)
_TITLE = pattern("[\u4e00-\u9fff、“”]{4,14}")
_SOME = pattern("(?:有的|有些|一些|个别|部分|少数|不少|多数|大部分|存在)")
_QUOTED = pattern("“[^”]*”")
_FUTURE = pattern(r"将(?!近)|负责|牵头|每[日天周月季年半]|\d月|季度|半年|年[底内]")
_MIXED = pattern("(?:和|与|及|、)(?:下一?步|今后|改进|整改|措施|对策|建议|打算|工作)|下一?步")
_FIELD_LINE = pattern(
    r"\s*[（(【\[]?(?:责任|牵头|主办|负责|实施|落实|承办|配合|协办|协助|参与|参加|完成时|时限|时间)[^：:，。]{0,6}[：:]"
)
_DUE_LINE = pattern("(?:完成)?(?:时[限间]|期限)[^：:]{0,4}[：:]")
MAX_SHARED = 100
"""Orders of one item, at most, for which a line below them speaks."""
MAX_FIELD = 160
"""Characters of a line that says who is to do what stands above it."""
_IN_BRACKET = pattern(r"[（(【\[][^（()）]{0,60}(?:单位|部门|牵头|负责|落实)[^（()）]{0,120}[)）】\]]\s*$")
_ONLY_BRACKET = pattern(r"[（(【\[][^（()）]{4,200}[)）】\]]")
_HELPS = pattern("(?:配合|协助|参与|协办|(?<!技术)支持)$|^\\s*(?:会同|联合|商)|^\\s*(?:主要|分管)(?:负责|领导)")
_DUE = pattern(
    r"(?:在|于|力争|争取)?(?:(?:19|20)\d\d年|今年|明年)?(?:\d{1,2}月|[上下]半年|第?[一二三四]季度|年底|年内|年末|每[日天周月季年半]|按月|按季)|对|将|把|以(?!上|下)|从(?=\d)"
)
_CONNECT = pattern(
    r"\s*(?:(?:改进|整改)(?:措施|打算)[：:]|对此|为此|因此|同时|此外|另外|其次|再次|最后|并且|并|一方面|另一方面)[，,]?\s*"
)


def _bare(text: str, span: Span) -> Span | None:
    """A sentence without label, connecting words, outer blanks and closing marks."""
    start, end = span.start, span.end
    for _ in range(4):
        match = LABEL.match(text, start, end) or _CONNECT.match(text, start, end)
        if match is None or not match[0] or match.end() >= end:
            break
        start = match.end()
    while start < end and (text[start].isspace() or text[start] in "，,。；;：:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,。；;、"):
        end -= 1
    return Span(start, end) if end - start >= MIN_TASK else None


def _name(heading: str) -> str:
    return re.sub(r"[：:。;；]+$", "", "".join(heading.split()))
