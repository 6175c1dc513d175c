"""Wholes that words point to: 其中, 从…看, brackets behind a number, 64家企业中有23家, 已办结12件.

A chain is a whole with the parts that the words enumerate of it. It goes on over commas, over semicolons where each part has
a label or a share, and ends with its bracket or sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from govtext.facts.statistics.model import CLOSED_BRACKET, MAX_FAR, MAX_GAP, MEAN, Measure, squeezed
from govtext.patterns import pattern

SLIP: Final = Decimal("1.1")
"""By how much parts may exceed their whole by a slip of the pen; what exceeds it by more is of another."""
MAX_LABEL: Final = 12
"""Characters between the end of a lead and the first item of its list."""

_OF = pattern("其中|当中|(?<!不)包括|包含|(?<=[，,（(])含(?!量)|[总全](?:量|数|部)中")
_BY = pattern(
    r"从[^，。；：]{2,14}(?:看|来看|上看|分析)|按(?:照)?[^，。；：]{2,14}(?:分|划分|统计|看|计|分类|区分)(?![管公])|分[^，。；：]{1,6}看|分为(?=[:：\d一-龥①（(])|(?:具体|分别)[为是](?=[:：])|分布如下"
)
_LEAD_IN = pattern(
    r"(?:从[^，。；：\n]{2,14}|按[^，。；：\n]{2,14}|分[^，。；：\n]{1,6})(?:看|分|情况|统计)[。：:，,\s]*$"
)
_MOST = pattern(
    r"(?:主要)?(?:集中在|集中于|分布在|分布于|涉及)(?=[一-龥\d])|居前|最多的|较多的|前[一二三四五六]位|排名?靠前"
)
_LEADS = pattern("(?<=[，,。；;）)])以[^，,。；;：:、]{2,20}$")
"""以甲局12件、乙局8件居前."""
_DONE_IN = pattern("在?已?(?P<done>[一-龥]{2})的[一-龥]{2,8}(?:当)?中[，,]")
_ALL = pattern("分为|分成|具体[为是]|分别[为是]")
_DIVIDED = pattern("^[^，,。；;]{0,8}分为|^[，,]分为")
_AMONG = pattern(
    r"^[^，,。；;：:、]{0,16}中[，,]?(?:共|已|仅|只|就)?有?[^，,。；;：:、]{0,4}$|^[^，,。；;：:、]{0,16}中[，,][^，,。；;：:]{2,60}$"
)
_PART_OF_IT = pattern(
    r"^[^，,。；;：:、]{0,12}[，,]?(?:中有|尚有|仍有|共有|已有|仅有|只有|已|尚|仍)[^，,。；;：:、]{0,6}$|^[^，,。；;：:、]{1,12}有[^，,。；;：:、]{0,4}$"
)
_STILL = pattern(r"[，,](?:截至[^，,]{0,12})?(?:目前|现)?(?:已|尚|仍|还)有?未?(?P<done>[^，,。；;、已尚仍]{0,12})$")
_SHARED = pattern("[，,（(]?占")
_DOES = pattern("办结|完成|整改|已|尚|处罚|罚款|立案|移送|其中|同比|比上年|平均|累计|共|从|按")
"""What starts another statement behind a semicolon."""
_LEFT = pattern("尚有|仍有|还有|其余|余下|正在|未")
_STILL_TOO = pattern("[；;](?:已|尚|仍|还|正在)[^，,。；;、]{0,12}$")
_DONE_TOO = pattern(
    "^[、，,；;](?:已)?(?:开工|竣工|完工|建成|投产|交付|销号|整改|办结|验收|拨付|支出)[^，,。；;、]{0,6}$"
)
_REST = pattern(r"^[\s，,、；;及和(（⑤-⑩\d.．]*(?:其他|其它|其余|另外|另有|余下)")
_LABEL = pattern(
    r"(?:^|[；;。：:，,、\s])\s*(?:[（(]?\d{1,2}[)）.．、]|[①-⑳]|[一二三四五六七八九十]是)[^，,。；;\d]{0,30}$"
)
_LABELS = pattern(r"[；;。：:]\s*(?:[（(]?\d{1,2}[)）.．、]|[①-⑳])\s*$")
_OPENS = pattern(r"^[^，,。；;、（(\d]{0,16}(?:[，,]?占[^，,。；;（(]{0,16}%)?[（(][^（()）]{0,24}$")
_BEHIND_ETC = pattern("等(?:[一-龥]{0,2})?$")
_FROM = pattern("(?:由|从)[^，,。；;]{0,12}$")
_OVERLAP = pattern(
    "可.{0,8}多[于於]|两种以上|两类以上|之和大于|可多选|重复|重叠|交叉|既.{1,10}又|同时属于|同时涉及|兼有|不重复计"
)

_PERSONS: Final = frozenset("人名位")
_CASES: Final = frozenset("件宗起例")


def _same_unit(one: Measure, other: Measure) -> bool:
    """Whether what two numbers count may be the same: 14名 and 3人."""
    return one.unit == other.unit or any(one.unit in kind and other.unit in kind for kind in (_PERSONS, _CASES))


class Chain(Struct, eq=False):
    """A whole by unit, and its parts so far.

    `strong`: its words follow right on the whole; `closed`: words or labels say that all parts are told; `labelled`: its
    parts are items of a list (1.…; 2.…), `shared`: each has its share (88批次，占7.0%), over semicolons; `divides`: 按…分 goes over them, too.
    """

    whole: Measure
    parts: list[Measure]
    strong: bool = False
    closed: bool = False
    labelled: bool = False
    shared: bool = False
    divides: bool = False

    def overlaps(self, text: str) -> bool:
        last = self.parts[-1].span.end
        return bool(_OVERLAP.search(text, self.whole.span.end, last + 40))


class _Reader:
    """Walks over the measures of a text and opens, goes on with and closes chains."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.chains: list[Chain] = []
        self.open: list[Chain] = []  # one a unit
        self.stack: list[list[Chain]] = []  # what was open outside of the brackets
        self.counted: list[tuple[Measure, int]] = []  # counts and amounts so far, and how deep in brackets
        self.last: Measure | None = None

    def read(self, measure: Measure) -> None:
        if not measure.counts:
            return
        fresh = self.last is None or measure.within != self.last.within
        start = measure.within if fresh or self.last is None else self.last.span.end
        if fresh and self.last is not None:
            floor = self.last.span.end
            labels = measure.within - floor < MAX_GAP and _LABELS.search(self.text, floor, measure.within)
            if measure.within - floor < MAX_LABEL or labels:
                start = floor  # 58件，其中：↵（1）当面申请21件
            elif lead := _LEAD_IN.search(self.text, max(floor, measure.within - 30), measure.within):
                start = lead.start()  # （二）分地区看。死亡人数分别为
        gap = squeezed(self.text[start : measure.span.start])
        labelled = bool(_LABEL.search(gap))
        if fresh:
            self.open = [chain for chain in self.open if chain.labelled and labelled]
            self.stack = []
        before_bracket = self._brackets(gap)
        if ("；" in gap or ";" in gap) and not self.stack:
            shared = bool(_SHARED.match(self.text, measure.span.end))
            self.open = [
                chain
                for chain in self.open
                if (chain.labelled and labelled)
                or (chain.shared and shared)
                or (chain.divides and not _DOES.search(gap))
            ]
        self.last = measure
        past = measure.compared
        if not past and not self._begins(
            measure,
            CLOSED_BRACKET.sub("", gap).lstrip("。；;"),
            fresh=fresh,
            outside=before_bracket,
            labelled=labelled,
        ):
            self._goes_on(measure, gap)
        if not past:
            self.counted.append((measure, len(self.stack)))
            del self.counted[:-40]

    def _brackets(self, gap: str) -> bool:
        """Follow the brackets of a gap; True where one stays open and words stand before it."""
        opened = -1
        for index, mark in enumerate(gap):
            if mark in "（(":
                self.stack.append(self.open)
                opened = index
            elif mark in "）)" and self.stack:
                self.open = self.stack.pop()
                opened = -1
        return opened > 0

    def _begins(self, part: Measure, gap: str, *, fresh: bool, outside: bool, labelled: bool) -> bool:
        """Whether words before a part point to its whole."""
        at = max((match.end() for cue in (_OF, _BY, _MOST) for match in cue.finditer(gap)), default=-1)
        whole, strong, closed, lasts, divides = None, False, False, True, False
        near = self.counted[-1][0] if self.counted else None
        if at < 0 and (lead := _LEADS.search(gap)) and _MOST.search(self.text, part.span.end, part.span.end + 80):
            at = lead.start()
        if at >= 0 and not _BEHIND_ETC.search(gap):
            by = bool(_BY.search(gap))
            if near is not None and not fresh and _DIVIDED.match(gap) and _same_unit(near, part) and _fits(near, part):
                whole, by = near, True
            elif by and (again := self._broken_down(part)) is not None:
                whole = again  # 按区域看，…；按类型分，…
            else:
                whole = self._nearest(part, far=by or fresh, topic=gap if by or fresh else "")
            strong = not by and not fresh and whole in [m for m, _ in self.counted[-2:]]
            closed = by and bool(_ALL.search(gap))
            divides = by
        elif near is not None and fresh:
            money = part.quantity.dimension.startswith("money")
            if _AMONG.search(gap):  # 检出的不合格样品中，农兽药残留超标13批次
                whole = self._nearest(part, far=True, topic=gap)
            elif _STILL.search("，" + gap) and not money and part.within - near.within < MAX_GAP:
                whole, lasts = self._nearest(part, far=True, parts=False), False
        elif near is not None and near.within == part.within and not self._is_past(near):
            if not _same_unit(near, part) or not _fits(near, part):
                whole, lasts = self._still(part, gap), False
            elif _OPENS.search(gap) and "同比" not in gap:
                whole, strong, closed = near, True, True
            elif _AMONG.search(gap):
                whole, strong = near, True
            elif _PART_OF_IT.search(gap) and near.whole is None:
                whole, strong, lasts = near, True, False
            else:
                whole, lasts = self._still(part, gap), False
        if whole is None:
            return False
        if near is not None and whole is near.whole and not lasts and _LEFT.search(gap):
            for chain in self.chains[-4:]:  # 已整改389座，尚有33座正在整改
                if chain.whole is whole and chain.parts == [near]:
                    chain.parts.append(part)
                    chain.closed = True
                    part.whole, part.group = whole, near.group
                    return True
        chain = Chain(whole, [part], strong=strong, closed=closed or labelled, labelled=labelled)
        chain.divides = divides and not labelled
        chain.shared = bool(_SHARED.match(self.text, part.span.end))
        self.chains.append(chain)
        part.whole = whole
        part.group = len(self.chains)
        if lasts:
            self.open = [chain]
            if outside and at >= 0 and at <= max(gap.rfind("（"), gap.rfind("(")):
                self.stack[-1] = [chain]  # 主要集中在甲区（412件）、乙区（365件）
        return True

    def _broken_down(self, part: Measure) -> Measure | None:
        """The whole that the sentence has broken down already."""
        last = self.chains[-1] if self.chains else None
        again = last is not None and last.divides and last.parts[-1].within == part.within and not self.stack
        return (
            last.whole
            if last is not None and again and _same_unit(last.whole, part) and _fits(last.whole, part)
            else None
        )

    def _is_past(self, measure: Measure) -> bool:
        return bool(_FROM.search(self.text, max(measure.within, measure.span.start - 14), measure.span.start))

    def _still(self, part: Measure, gap: str) -> Measure | None:
        """The whole of 已办结12件 and 尚有3家未完成 behind it."""
        if part.quantity.dimension.startswith("money"):
            return None  # what is paid out is no part of what is planned
        near = self.counted[-1][0]
        if _STILL.search(gap):
            if near.whole is not None and near.unit == part.unit and _both_fit(near.whole, near, part):
                return near.whole  # 已化解351件，尚有35件
            return self._nearest(part, far=False, parts=False)
        if near.whole is not None and _fits(near.whole, part) and (_DONE_TOO.search(gap) or _STILL_TOO.search(gap)):
            return near.whole
        return None

    def _goes_on(self, part: Measure, gap: str) -> None:
        """Join a part to the open chain of its unit, or of the companion of the whole in another unit (41起、死亡33人)."""
        if not self.open or MEAN.search(gap):
            return
        for chain in self.open:
            if chain.parts[0].unit == part.unit:
                larger = None if chain.strong or chain.overlaps(self.text) else self._larger(chain, part)
                if larger is not None:
                    chain.whole = larger
                    for other in chain.parts:
                        other.whole = larger
                if _fits(chain.whole, part):
                    part.whole = chain.whole
                    chain.parts.append(part)
                    part.group = chain.parts[0].group
                    chain.closed = chain.closed or bool(_REST.search(gap))
                return
        first = self.open[0]
        companion = self._companion(part, first.whole)
        if companion is not None:
            chain = Chain(companion, [part], strong=first.strong)
            part.whole = companion
            self.chains.append(chain)
            part.group = len(self.chains)
            self.open.append(chain)

    def _larger(self, chain: Chain, part: Measure) -> Measure | None:
        """A whole further back, where the parts have outgrown the one that was nearer."""
        total = sum((Decimal(m.value or 0) * m.times for m in (*chain.parts, part)), Decimal(0))
        if total <= Decimal(chain.whole.value or 0) * SLIP + chain.whole.error:
            return None
        fitting = [
            m
            for m, _ in self.counted
            if m.unit == part.unit and m.span < chain.whole.span and total <= Decimal(m.value or 0) * SLIP + m.error
        ]
        near = [m for m in fitting if part.within - m.within < MAX_FAR]
        return near[-1] if near else None

    def _companion(self, part: Measure, whole: Measure) -> Measure | None:
        """What stands beside a whole in the unit of a part: of several, the one whose name the part shares."""
        beside = [m for m, _ in self.counted if m.within == whole.within and m.unit == part.unit and _fits(m, part)]
        beside = [m for m in beside if m.span.start > whole.span.start and m.whole is None] or beside
        named = [m for m in beside if _share_noun(m, part)]
        return next(iter(named or beside), None)

    def _listed(self, measure: Measure) -> bool:
        """Whether a measure stands in an enumeration of parts."""
        return any(measure in chain.parts and len(chain.parts) > 1 for chain in self.chains[-8:])

    def _nearest(self, part: Measure, *, far: bool, parts: bool = True, topic: str = "") -> Measure | None:
        """The nearest number of the part's unit that is not smaller and in no bracket that is closed.

        One that is no part itself where the words look far back; one of which the words tell the topic (检出的不合格样品中)
        before the others.
        """
        depth = len(self.stack)
        near = [
            m for m, deep in self.counted if _same_unit(m, part) and deep <= depth and part.within - m.within < MAX_FAR
        ]
        fitting = [m for m in near if _fits(m, part)]
        done = _DONE_IN.search(topic)  # 在办结的申请中 is of 已办结518件, not of 应办理申请540件
        told = (
            [
                (
                    _common(m.indicator or "", topic) + 2 * (done is not None and done["done"] in (m.indicator or "")),
                    m.whole is None,
                    i,
                )
                for i, m in enumerate(fitting)
            ]
            if topic
            else []
        )
        if told and max(told)[0] > 1:
            return fitting[max(told)[2]]
        if far or not parts:
            last = self.counted[-1][0] if self.counted else None
            fresh = last is not None and last.within != part.within
            alone = {id(m) for m in (last,) if m is not None and fresh and not self._listed(m)}
            fitting = [m for m in fitting if m.whole is None or id(m) in alone] or (fitting if parts else [])
        if not far and near:
            if near[-1].within == part.within and near[-1] not in fitting and parts:
                return None  # an average, or another thing
            fitting = [m for m in fitting if part.within == m.within] or fitting[-1:]
        return fitting[-1] if fitting else None


def read_chains(text: str, section: Sequence[Measure]) -> list[Chain]:
    reader = _Reader(text)
    for measure in section:
        reader.read(measure)
    return reader.chains


_WEAK: Final = frozenset(
    ("全市", "全省", "全县", "全区", "我市", "我省", "情况", "数量", "总数", "人数", "件数", "共有", "其中", "数为")
)


def _common(name: str, topic: str) -> int:
    """Length of the longest run of characters that a name shares with the words before a breakdown; weak words are none."""
    longest = 0
    for start in range(len(name)):
        while name[start : start + longest + 1] in topic and start + longest < len(name):
            if name[start : start + longest + 1] in _WEAK and longest + 1 > 1:
                break
            longest += 1
    return longest


def _share_noun(one: Measure, other: Measure) -> bool:
    first, second = one.indicator or "", other.indicator or ""
    return any(first[i : i + 2] in second for i in range(len(first) - 1))


def _both_fit(whole: Measure, one: Measure, other: Measure) -> bool:
    return Decimal(one.value or 0) + Decimal(other.value or 0) <= Decimal(whole.value or 0) * SLIP + whole.error


def _fits(whole: Measure, part: Measure) -> bool:
    assert whole.value is not None
    assert part.value is not None
    return part.value * part.times <= Decimal(whole.value) + whole.error
