"""Document to mentions, in one pass over the view: 《titles》 and document numbers. Later finders read only these."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from govtext.patterns import pattern
from govtext.record import Unit
from govtext.structure import Document
from govtext.structure.passages import Passage, read_passages
from govtext.structure.tables import Grid, find_tables
from govtext.text import Span, resolve_overlaps
from govtext.units import Home, Listed, home_of, is_name, unit_of
from govtext.units.organs import is_known
from govtext.values.docnumber import DocNumber, find_numbers

MAX_TITLE_MARKS = 240
"""Characters between 《 and its 》; a longer run is an unbalanced mark."""

_MARKS = pattern("[《》\n]")


class TitleMention(Struct, frozen=True):
    """A 《title》: `span` with its marks, `inner` without."""

    span: Span
    inner: Span


class Block(Struct, frozen=True):
    """A passage with the lines that go on with its list: one statement or several, under their headings.

    `orders`: it stands under a heading that orders, plans or complains, where nobody is graded.
    """

    span: Span
    text: str
    headings: tuple[str, ...]
    is_heading: bool
    orders: bool
    title: str | None
    """Title of the attachment or enclosed document that it stands in."""


_FULL_STOP = pattern("[。！？]")
_SENTENCE_END = pattern(r"[。！？]|(?<=[\u4e00-\u9fff）)”])\.(?=[\u4e00-\u9fff“\s\d]|$)")
"""Ends of sentences, also the half-width full stop that some prints put between Chinese characters."""


MAX_SENTENCE = 50_000
"""Characters. No real sentence, with the longest list of names, comes near; a file without full stops is read in such
pieces, so that looking for the end of a clause never costs the whole file."""


def sentences(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a block, without its mark."""
    base, at = block.span.start, 0
    ends = [(m.start(), m.end()) for m in (_SENTENCE_END if "." in block.text else _FULL_STOP).finditer(block.text)]
    for stop, following in (*ends, (len(block.text), len(block.text))):
        while stop - at > MAX_SENTENCE:
            marks = (block.text.rfind(mark, at, at + MAX_SENTENCE) + 1 for mark in "；;，,、")
            cut = next((mark for mark in marks if mark), at + MAX_SENTENCE)
            yield base + at, base + cut
            at = cut
        if block.text[at:stop].strip():
            yield base + at, base + stop
        at = following


class Mentions(Struct, dict=True):
    """What one scan of a document finds; the finders read this, never the source again.

    What only some finders need is made when it is first asked for.
    """

    document: Document
    titles: tuple[TitleMention, ...]
    numbers: tuple[DocNumber, ...]

    @cached_property
    def text(self) -> str:
        """The view with its furniture blanked out, so that offsets hold and no furniture is read."""
        pieces: list[str] = []
        at = 0
        text = self.document.view.text
        for span in sorted(self.document.boilerplate):
            if span.start >= at:
                pieces += (text[at : span.start], "\n" * (span.end - span.start))
                at = span.end
        pieces.append(text[at:])
        return "".join(pieces)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text in pieces under their headings."""
        return read_passages(self.document)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Passages with the lines that continue their lists."""
        elements = self.document.elements
        signature = [found.span for found in (*elements.issuers, elements.date_of_issue, *elements.notes) if found]
        if elements.addressees:
            signature.append(Span(elements.addressees[0].span.start, elements.addressees[-1].span.end))
        tail = (*elements.copy_recipients, *elements.subject_terms, elements.printing_office, elements.printing_date)
        closing = [found.span for found in tail if found]
        inner = tuple(
            p
            for p in self.passages
            if not any(_fills(span, p.span) for span in signature)
            and not any(span.overlaps(p.span) for span in closing)
        )
        return tuple(_below_bullets(list(_below_brackets(_blocks(inner, self.text, self.tables)))))

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """Tables of any print."""
        return find_tables(self.document)

    @cached_property
    def home(self) -> Home:
        """The document's own place and year."""
        elements = self.document.elements
        names = [issuer.value for issuer in elements.issuers]
        names += [element.value for element in (elements.title,) if element is not None]
        profile = self.document.profile  # words that a converter put into a mainland text tell nothing of its place
        return home_of(names, self.year, "mainland" if profile.converted else profile.vocabulary)

    @cached_property
    def year(self) -> int | None:
        """Year of the document: of its date, its number, or the first that its title names."""
        elements = self.document.elements
        for element in (elements.date_of_issue, elements.printing_date, elements.document_number, elements.title):
            if element is not None and (match := _YEAR.search(element.value)):
                return int(match[0])
        return None

    @cached_property
    def period(self) -> str | None:
        """What the title says the document is about: 2011, 2018-Q1, 2022-H1, 2023-11."""
        title = self.document.elements.title
        return title_period(title.value) if title is not None else None

    @cached_property
    def subject(self) -> str | None:
        """What a title is about, without issuer, period and 情况的通报: 政务公开工作考评."""
        title = self.document.elements.title
        match = _SUBJECT.search(title.value) if title is not None else None
        return match["subject"] if match else None

    def headings_at(self, offset: int) -> tuple[str, ...]:
        """Headings above an offset of the view, the nearest last."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return ()
        passage = self.passages[index]
        return (*passage.headings, passage.text) if passage.is_heading else passage.headings

    def unit(self, listed: Listed, name: str, within: str = "") -> Unit:
        """The record's unit of a listed name, restored to `name`; `within` is the place that its list belongs to."""
        where = self.document.view.to_source(*listed.span)
        printed = where.of(self.document.source.text)
        unit = unit_of(printed, where, name, self.home)
        if not within or name.startswith(within):
            return unit
        whole = unit_of(printed, where, within + name, self.home)
        return replace(whole, name=name)

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.span.start for passage in self.passages]


_YEAR = pattern(r"(?:19|20)\d\d")
_SUBJECT = pattern(
    r"(?:关于|对)(?:[\u4e00-\u9fff]{0,12}?(?:(?:19|20)\d\d年(?:度|第[一二三四]季度|[上下]半年|\d{1,2}月份?)?))?(?P<subject>[\u4e00-\u9fff“”、（）()]{2,40}?)(?:结果|情况|评定)*的(?:通报|通知|公告|报告|函|决定|通告)"
)
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4", "1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_PERIOD = pattern(r"(?P<y>(?:19|20)\d\d)年(?:度)?(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年|(?P<m>\d{1,2})月)?")


def title_period(text: str) -> str | None:
    """The first period that a text names, as ISO-like text; None where it names none."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    if match["q"]:
        return f"{match['y']}-{_QUARTERS[match['q']]}"
    if match["h"]:
        return f"{match['y']}-H{1 if match['h'] == '上' else 2}"
    return f"{match['y']}-{int(match['m']):02d}" if match["m"] else match["y"]


def scan(document: Document) -> Mentions:
    """Find every mention outside boilerplate."""
    text = document.view.text
    skip = sorted(document.boilerplate)
    numbers = resolve_overlaps(find_numbers(text), lambda n: n.span, lambda n: 0)
    titles = _titles(text)
    return Mentions(
        document,
        tuple(t for t in titles if not _inside(t.span, skip)),
        tuple(n for n in numbers if not _inside(n.span, skip)),
    )


# --- blocks

_ORDERS = pattern(
    r"要求|打算|下一步|下步|下一阶段|今后|工作安排|整改|措施|奖惩(?!情况|结果)|结果运用|问题|不足|差距|建议|意见$|其他事项|努力方向"
)
_RESULTS = pattern(r"结果(?!运用|应用)|等次|排名|排序|通报(?!批评)")
_OPEN_END = ("、", "，", ",", "：", ":")
_CLOSED = ("。", "；", ";", "！", "？", "”", "）", ")", "：", ":")
MAX_LIST_LINE = 240
MAX_PROMISED = 2000
"""Characters of a list whose number of names is held against the number that its label states."""
FULL_LINE = 30
"""Characters of a line that may have been broken by a margin."""


def _fills(span: Span, passage: Span) -> bool:
    """Whether addressees, a signature, date or note are all that a passage holds, but for blanks and a seal."""
    return passage.contains(span) and (passage.end - passage.start) - (span.end - span.start) <= 6


def _blocks(passages: tuple[Passage, ...], text: str, tables: tuple[Grid, ...]) -> Iterator[Block]:
    """Passages outside tables; one whose list goes on in the next lines takes them in."""
    index = 0

    def in_table(passage: Passage, *, named: bool = False) -> bool:
        return any(grid.span.overlaps(passage.span) and (not named or any(grid.header)) for grid in tables)

    while index < len(passages):
        passage = passages[index]
        index += 1
        if in_table(passage):
            continue
        end = passage.span.end
        while (
            index < len(passages)
            and _goes_on(text, passage, end, passages[index])
            and not in_table(passages[index], named=True)
        ):
            end = passages[index].span.end
            index += 1
        headings = passage.headings
        orders = _orders(headings)
        yield Block(
            Span(passage.span.start, end),
            text[passage.span.start : end],
            headings,
            passage.is_heading,
            orders,
            passage.title if passage.part != "body" else None,
        )


_BRACKETED = pattern(r"【(?P<name>[^【】\n]{2,20})】\s*")


def _below_brackets(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks below a line, or behind a beginning, in bold brackets (【本科高校】) have it as their heading.

    The first such heading sets the level of all: what stands under numbered headings between two of them ends with the next.
    """
    outer: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    name: str | None = None
    for block in blocks:
        match = _BRACKETED.match(block.text)
        if name is not None and block.headings[: len(outer)] != outer:
            name = None
        if match is not None and not _PAGE_WORDS.search(match["name"]):
            outer = outer if name is not None else block.headings
            name, stale = match["name"], block.headings
            if match.end() == len(block.text):
                span = Span(block.span.start + 1, block.span.start + match.end("name"))
                yield replace(block, text=name, span=span, headings=outer, is_heading=True, orders=False)
                continue
            span = Span(block.span.start + match.end(), block.span.end)
            block = replace(block, text=block.text[match.end() :], span=span)  # noqa: PLW2901
        if name is None:
            yield block
            continue
        below = () if block.headings == stale else block.headings[len(outer) :]
        headings = (*outer, name, *below)
        yield replace(block, headings=headings, orders=_orders(headings))


_BULLETED = pattern(r"[•●■◆▪·○◇]\s*(?P<name>[\u4e00-\u9fff、“”]{4,24})")


def _below_bullets(blocks: list[Block]) -> Iterator[Block]:
    """Blocks below a short line with a bullet that lost its number (• 主体责任落实不到位) have it as their heading.

    Only where text stands below it, and where it is one of several under the same headings.
    """
    names = [_BULLETED.fullmatch(block.text.rstrip("。：: ")) if not block.is_heading else None for block in blocks]
    heads = {
        index
        for index, match in enumerate(names)
        if match is not None
        and index + 1 < len(blocks)
        and names[index + 1] is None
        and not blocks[index + 1].is_heading
    }
    alike = Counter(blocks[index].headings for index in heads)
    outer: tuple[str, ...] | None = None
    name = ""
    for index, block in enumerate(blocks):
        match = names[index]
        if match is not None and index in heads and alike[block.headings] > 1:
            outer, name = block.headings, match["name"]
            span = Span(block.span.start + match.start("name"), block.span.start + match.end("name"))
            yield replace(block, text=name, span=span, is_heading=True)
            continue
        if outer is None or block.headings[: len(outer)] != outer:
            outer = None
            yield block
            continue
        headings = (*outer, name, *block.headings[len(outer) :])
        yield replace(block, headings=headings, orders=_orders(headings))


_PAGE_WORDS = pattern("打印|关闭|字体|收藏|返回|索引|分享|大.?中.?小|来源|字号")


def _orders(headings: tuple[str, ...]) -> bool:
    return any(_ORDERS.search(h) and not _RESULTS.search(h) for h in headings)


_NOBODY = pattern(r"[：:]\s*(?:无|没有|从缺|空缺)\s*$")


_CLASS_HEADING = pattern("[^：:、，,]{2,8}[：:][^：:、，,\\s]{2,20}(?:部门|单位|企业|机构|学校|乡镇|街道|县区|医院)")
"""第三类：省直单位和企业 as a heading begins no list."""
_PROMISED = pattern(r"[（(]\s?共?(\d{1,3})\s?(?:个|家|户|所|名|间)[)）]")


def _goes_on(text: str, passage: Passage, end: int, following: Passage) -> bool:
    """Whether the next line goes on with the list that began with a passage and has come to `end`: 良好：甲局、乙局，↵丙局."""
    if (
        following.is_heading
        or _BRACKETED.match(following.text)
        or following.section != passage.section
        or following.part != passage.part
    ):
        return False
    if passage.is_heading and text[end : end + 1] in "。；;":
        return False  # 农村饮水（责任单位：市水利局）。年度任务…
    line = following.text
    head = text[passage.span.start : min(end, passage.span.start + 40)]
    so_far = text[max(passage.span.start, end - MAX_LIST_LINE) : end]
    if re.match(r"[^、，,；;]{0,24}[：:]|.{0,30}(?:19|20)\d\d年|第?\d{1,3}[页頁]", line) or _NOBODY.search(so_far):
        return False
    if passage.is_heading and _CLASS_HEADING.fullmatch(so_far):
        return False
    if so_far.rstrip().endswith(_OPEN_END):
        return True
    last = re.split(r"[、，,：:\s]", so_far.rstrip())[-1]
    if last.endswith(("市", "县", "区")) and any(is_known(line[:length]) for length in range(3, 9)):
        return True  # a margin broke 贵港市水利局
    if len(so_far.rsplit("\n", maxsplit=1)[-1]) >= FULL_LINE and not so_far.endswith(_CLOSED) and not is_name(last):
        return True  # a margin broke the line inside a word
    if (
        len(line) > MAX_LIST_LINE
        or so_far.rstrip().endswith(("。", "；", ";", "！", "？"))
        or not re.search(r"[：:]", head)
    ):
        return False
    items = [item for item in re.split(r"[、，,\s]+", line.rstrip("。；;")) if item]
    named = sum(is_name(item) for item in items) >= 0.8 * len(items)
    if (promised := _PROMISED.search(head)) and named and end - passage.span.start < MAX_PROMISED:
        listed = text[passage.span.start + promised.end() : end].strip(" ：:\n")
        if len(re.split(r"[、，,\s]+", listed)) < int(promised[1]):
            return True
    indented = (
        text[following.span.start - 2 : following.span.start] == "  " and named
    )  # it stands below the names above
    return (not is_name(last) and len(items) <= 30) or (named and (len(items) > 1 or indented))


def _inside(span: Span, spans: list[Span]) -> bool:
    index = bisect_right(spans, (span.start, 1 << 62)) - 1
    return index >= 0 and spans[index][1] >= span.end


def _titles(text: str) -> list[TitleMention]:
    """Outermost balanced 《…》; an opening mark that is never closed nearby is passed over."""
    found: list[TitleMention] = []
    stack: list[int] = []
    for mark in _MARKS.finditer(text):
        at = mark.start()
        while stack and at - stack[0] > MAX_TITLE_MARKS:
            stack.pop(0)
        if mark[0] == "《":
            if len(stack) < 8:
                stack.append(at)
        elif mark[0] == "》" and stack:
            opened = stack.pop()
            if not stack or (text[opened - 1 : opened] != "《" and _unclosed(text, stack[0], at)):
                if at - opened > 1:
                    found.append(TitleMention(Span(opened, at + 1), Span(opened + 1, at)))
                if stack and not _closes(text, at + 1):
                    stack.clear()
    return found


def _closes(text: str, at: int) -> bool:
    """Whether a 》 follows before the next 《 or sentence end, so that an outer mark is still open rightly."""
    return bool(re.match(r"[^《。；]{0,80}》", text[at : at + 90]))


def _unclosed(text: str, opened: int, at: int) -> bool:
    """Whether the outer mark at `opened` has no partner: then the inner title stands on its own."""
    return not _closes(text, at + 1)
