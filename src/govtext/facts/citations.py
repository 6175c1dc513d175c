"""Document numbers and cited titles: which number is the document's own, which title bears which number, and why it is cited."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from msgspec.structs import replace

from govtext import lexicon
from govtext.patterns import pattern
from govtext.record import Citation, DocumentNumberRow, Relation
from govtext.scan import Mentions, TitleMention
from govtext.structure import Document
from govtext.structure.head import document_types
from govtext.structure.model import Found
from govtext.text import Span
from govtext.values.docnumber import DocNumber, same_order

REACH = 40
"""Characters between a title and a number that belong together."""


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `document_numbers` and `citations`."""
    text = document.view.text
    titles = _Titles(mentions.titles)
    rows: list[DocumentNumberRow] = []
    own = document.elements.document_number
    bearer: dict[Span, str] = {}
    for index, mention in enumerate(mentions.numbers, 1):
        is_own = own is not None and _is_own(mention, own)
        number = _as_own(mention, own) if is_own and own is not None else mention
        title = None if is_own else _title_of(text, number, titles)
        if title is not None:
            bearer[title.span] = f"n{index}"
        name, span = _own_title(document) if is_own else _title_words(document, number, title)
        where = document.view.to_source(*number.span)
        rows.append(
            DocumentNumberRow(
                id=f"n{index}",
                text=where.of(document.source.text),
                span=where,
                normalized=number.normalized,
                form=number.form,
                issuer_code=number.issuer_code,
                year=number.year,
                serial=number.serial,
                issuer=issuer_of(number.issuer_code, number.year, _places(document)),
                role="self" if is_own else "citation",
                title=name,
                title_span=None if span is None else document.view.to_source(*span),
                relation=None if is_own else _relation(text, title.span if title else number.span, number.span),
            )
        )
    return {"document_numbers": tuple(rows), "citations": tuple(_citations(document, mentions, bearer))}


def _is_own(number: DocNumber, own: Found) -> bool:
    return number.span.overlaps(own.span) or number.normalized == own.value or same_order(number.normalized, own.value)


def _as_own(number: DocNumber, own: Found) -> DocNumber:
    """The number as the head has it, which knows what line breaks hide and the whole name of an order's organ."""
    span = own.span if number.span.overlaps(own.span) else number.span
    return replace(number, span=span, normalized=own.value)


def _title_words(document: Document, number: DocNumber, title: TitleMention | None) -> tuple[str | None, Span | None]:
    """Words and place of the title that bears a cited number."""
    text = document.view.text
    name, span = _named(text, title)
    if title is None or _SPEAKS_OF.match(text, title.span.end):
        whole, where = _unmarked_title(text, number)
        name, span = (whole, where) if whole else (name, span)
    if name is None and _OF_VERSION.match("".join(text[number.span.end : number.span.end + 24].split())):
        return _own_title(document)
    return name, span


class _Titles:
    """Titles by position."""

    def __init__(self, titles: tuple[TitleMention, ...]) -> None:
        self.all = titles
        self._starts = [title.span.start for title in titles]
        self._ends = [title.span.end for title in titles]

    def before(self, at: int) -> TitleMention | None:
        index = bisect_right(self._ends, at) - 1
        return self.all[index] if index >= 0 else None

    def after(self, at: int) -> TitleMention | None:
        index = bisect_left(self._starts, at)
        return self.all[index] if index < len(self.all) else None

    def around(self, span: Span) -> TitleMention | None:
        index = bisect_right(self._starts, span.start) - 1
        return self.all[index] if index >= 0 and self.all[index].span.contains(span) else None


# --- titles of numbers

_IN_BRACKET = pattern(rf"\s*(?:的\w{{0,4}})?\s*[（(【\[]\s*[^（()）。；;《》]{{0,{REACH}}}")
_AMENDS = pattern(r"\s*(?:第[一二三四五]次)?(?:修改|修正)\s*[)）、，,；]")
"""…公告2018年第8号修改）is the number of what amended the title before it, which bears another title."""
_SPEAKS_OF = pattern(r"的[\u4e00-\u9fff]{1,5}\s*[（(]")
"""关于印发《某办法》的通知（number）: the number is the notice's."""
_OF_VERSION = pattern(r"令(?:订定|制定|修正|修订)(?:发布|公布)")
"""A line of a regulation's history: the order that issued this version of it."""
_OWN_NUMBER = re.compile(r"\s*[（(][^（()）]{2,40}号")
_IN_ITEM = pattern(r"\s*[，,]\s*")

_BEFORE_TITLE = pattern(
    r"\s*(?:[)）]\s*)?(?:文件?|通知|决定|批复)?\s*(?:印发|发布|公布|下发|转发|批准|颁布|关于|规定)?[的了]?\s*[:：,，]?\s*$"
)


def _title_of(text: str, number: DocNumber, titles: _Titles) -> TitleMention | None:
    """《title》（number）, number《title》, 《title》 with several numbers in one bracket, or the title around the number."""
    if _AMENDS.match(text, number.span.end):
        return None
    around = titles.around(number.span)
    if around is not None and len(around.inner.of(text)) > len(number.span.of(text)) + 6:
        return around
    before = titles.before(number.span.start)
    if before is not None and number.span.start - before.span.end <= REACH + 60:
        gap = text[before.span.end : number.span.start]
        if not gap.strip() or _IN_BRACKET.fullmatch(gap):
            return before
        if _IN_ITEM.fullmatch(gap) and _opens_line(text, before.span.start) and _ends_item(text, number.span.end):
            return before
        if re.fullmatch(r"\s*[（(]\s*(?:以下(?:简)?称\s*[:：]?\s*)?[^。；;《》]{0,40}[)）]\s*[（(]\s*", gap):
            return before
    after = titles.after(number.span.end)
    if after is not None and after.span.start - number.span.end <= 12 and not _closed(text, number):
        gap = text[number.span.end : after.span.start]
        if ("，" in gap or "," in gap) and _OWN_NUMBER.match(text, after.span.end):
            return None  # the next document of a list, which has its number behind it
        if _BEFORE_TITLE.fullmatch(gap):
            return after
    return None


def _ends_item(text: str, at: int) -> bool:
    return bool(_ITEM_END.match(text, at))


_ITEM_END = pattern(r"[ ；;。，,)）]{0,2}(?:\n|$)")


def _closed(text: str, number: DocNumber) -> bool:
    """Whether the number stands in a bracket that belongs to what precedes it."""
    return bool(re.match(r"\s*[)）]", text[number.span.end : number.span.end + 3])) and bool(
        re.search(r"》\s*[（(][^（()）]{0,20}$", text[max(0, number.span.start - 30) : number.span.start])
    )


_UNMARKED = pattern(
    r"(?P<title>[^。；：，、《》（）()\s]{0,30}关于(?:[^。；：《》（）()\n]|《[^《》\n]{2,80}》|[（(][^（）()\n]{1,20}[)）]){2,120}?"
    r"的(?P<type>[\u4e00-\u9fff]{1,5}))(?P<gap>\s*[（(]\s*[^（）()。；]{0,20}|[ \t　，,]*\n?\s{0,4})$"
)
_LEADING = pattern(
    r"^(?:\d{1,3}\s?[.．、]|根据|按照|依据|依照|遵照|贯彻|落实|执行|转发|印发(?!.{0,6}关于)|按|经|现将|为贯彻落实|贯彻落实|学习)+"
)
MAX_UNMARKED = 180


def _unmarked_title(text: str, number: DocNumber) -> tuple[str | None, Span | None]:
    """国务院关于…的决定（国发…号): a title without marks before the bracket, or on the cell or item before the number."""
    left = max(0, number.span.start - MAX_UNMARKED)
    piece = text[left : number.span.start]
    if "关于" in piece and (match := _UNMARKED.search(piece)) and match["type"] in document_types():
        title = match["title"]
        lead = _LEADING.match(title)
        start = left + match.start("title") + (lead.end() if lead else 0)
        bracket = match["gap"].strip().startswith(("（", "("))
        if bracket or _opens_line(text, start):
            span = Span(start, left + match.end("title"))
            return "".join(span.of(text).split()), span
    return _cell_title(text, number)


_LABEL_BEFORE = pattern(r"(?:^|\n)[ \t　]*(?:[（(]?\d{1,3}\s?[.．、)）]?|[一二三四五六七八九十]{1,3}、)?[ \t　]*$")


def _opens_line(text: str, start: int) -> bool:
    """Whether nothing but the label of a list item stands before `start` on its line."""
    return bool(_LABEL_BEFORE.search(text[max(0, start - 12) : start]))


def _cell_title(text: str, number: DocNumber) -> tuple[str | None, Span | None]:
    """The title in the cell (line) before a number that fills its own."""
    begin = text.rfind("\n", max(0, number.span.start - 8), number.span.start)
    after = text[number.span.end : number.span.end + 3].lstrip(" )）")
    if begin < 0 or text[begin : number.span.start].strip(" （(\n\t") or (after and after[0] != "\n"):
        return None, None
    end = begin
    while end > 0 and text[end - 1].isspace() and begin - end < 8:
        end -= 1
    start = max(text.rfind("\n", max(0, end - 120), end) + 1, 0)
    if end - start > 100 or end - start < 6:
        return None, None
    line = text[start:end]
    start += len(line) - len(line.lstrip())
    title = "".join(line.split())
    bare = re.sub(r"[（(][^（）()]{1,20}[)）]$", "", title)
    if re.search(r"[。；：，《》]|^[（(\d]", title) or not bare.endswith(tuple(document_types())):
        return None, None
    start = _upper_lines(text, start, title)
    return "".join(text[start:end].split()), Span(start, end)


def _upper_lines(text: str, start: int, title: str) -> int:
    """Where a title begins of which only the last line was read: it has no 关于, a line above has."""
    if "关于" in title:
        return start
    at = start
    for _ in range(2):
        stop = at
        while stop > 0 and text[stop - 1].isspace() and at - stop < 8:
            stop -= 1
        at = text.rfind("\n", max(0, stop - 80), stop) + 1
        line = text[at:stop]
        if not at or stop - at > 60 or re.search(r"[。；：，]|^\s*[（(\d]", line):
            break
        if "关于" in line:
            return at + len(line) - len(line.lstrip())
    return start


def _named(text: str, title: TitleMention | None) -> tuple[str | None, Span | None]:
    if title is None:
        return None, None
    return _name(text, title), title.inner


_PAGE_MARK = pattern(r"\s*[—－-]\s?\d{1,3}\s?[—－-]\s*")


def _name(text: str, title: TitleMention) -> str:
    """The words of a title, without blanks and without the page number between its lines."""
    name = title.inner.of(text)
    if "—" in name or "－" in name or "\n" in name:
        name = _PAGE_MARK.sub("", name)
    return "".join(name.split())


def _own_title(document: Document) -> tuple[str | None, Span | None]:
    title = document.elements.title
    return (title.value, title.span) if title else (None, None)


# --- relations

_RELATIONS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("repeals", re.compile(r"(?:废止|停止执行|失效)[^。；]{0,8}$")),
    ("amends", re.compile(r"(?:修改|修订|修正)[^。；，]{0,6}$")),
    ("forwards", re.compile(r"(?:转发|批转|现将)[^。；，《]{0,24}$")),
    ("basis", re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|参照|按)[^。；]{0,90}$")),
)
_REPEALED_AFTER = pattern(r"[^。；《]{0,60}(?:同时废止|予以废止|即行废止|自行废止|停止执行|废止)")
_REPLIED_AFTER = pattern(r"[)）]?[^。；《]{0,24}(?:收悉|悉)")
_FORWARDED_AFTER = pattern(r"[)）]?[^。；《]{0,24}(?:转发给|印发给|批转给)")


def _relation(text: str, title: Span, number: Span) -> Relation:
    after = text[max(title.end, number.end) : max(title.end, number.end) + 70]
    before = text[max(0, min(title.start, number.start) - 100) : min(title.start, number.start)]
    if _REPLIED_AFTER.match(after):
        return "replies"
    if _REPEALED_AFTER.match(after):
        return "repeals"
    if _FORWARDED_AFTER.match(after):
        return "forwards"
    for relation, wording in _RELATIONS:
        if wording.search(before):
            return relation
    return "mentions"


# --- issuers of codes


@cache
def _codes() -> tuple[dict[str, list[dict[str, str]]], dict[str, list[dict[str, str]]]]:
    """Rows by whole code, and rows by the characters that a code begins with."""
    exact: dict[str, list[dict[str, str]]] = {}
    prefixes: dict[str, list[dict[str, str]]] = {}
    for row in lexicon.table("issuer_codes"):
        code = row["code"]
        if code.endswith("*"):
            prefixes.setdefault(code[:-1], []).append(row)
        else:
            exact.setdefault(code, []).append(row)
    return exact, prefixes


def issuer_of(code: str | None, year: int | None, places: str = "") -> str | None:
    """Organ of a 发文机关代字, or None where it is unknown or stays ambiguous.

    `year` chooses among organs that bore a code in turn, `places` (text that names the document's own place) among
    organs that share one.
    """
    if not code:
        return None
    exact, prefixes = _codes()
    longest_first = (code[:length] for length in range(len(code), 0, -1))
    rows = exact.get(code) or next((prefixes[prefix] for prefix in longest_first if prefix in prefixes), [])
    rows = [row for row in rows if _valid(row, year)]
    if len({row["issuer"] for row in rows}) > 1:
        rows = [row for row in rows if row["place"] and row["place"] in places]
    names = {row["issuer"] for row in rows}
    return names.pop() if len(names) == 1 else None


def _valid(row: dict[str, str], year: int | None) -> bool:
    return year is None or (
        (not row["since"] or int(row["since"]) <= year) and (not row["until"] or year <= int(row["until"]))
    )


def _places(document: Document) -> str:
    elements = document.elements
    return "".join(found.value for found in (*elements.issuers, *filter(None, (elements.title,))))


# --- citations

_ARTICLE = pattern(
    r"\s{0,2}(?:[（(][^（()）\n]{1,60}[)）])?\s{0,2}(?:的|中)?(?P<article>第[一二三四五六七八九十百零〇\d]{1,7}条(?:之[一二三四五])?(?:第[一二三四五六七八九十\d]{1,3}款)?(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[项目])?)"
)
_ABBREVIATION = pattern(
    r"[（(][^（()）]{0,24}以下[统通]?(?:一)?(?:简)?称\s*[:：]?\s*[“\"《「]?(?P<short>[^”\"》」（()）]{1,20})[”\"》」]?\s*[)）]"
)
_PERIODICAL = pattern(r"(?:日报|晚报|时报|新闻联播|杂志|周刊|歌|在线|直通车|频道|栏目|专栏|之窗)$")


def _citations(document: Document, mentions: Mentions, bearer: dict[Span, str]) -> list[Citation]:
    text = document.view.text
    own = document.elements.title
    shorts: dict[str, tuple[str, str | None]] = {}
    rows: list[Citation] = []
    for title in mentions.titles:
        name = _name(text, title)
        is_own = own is not None and title.span.contains(own.span)
        if name not in shorts and (is_own or not _names_document(text, title, bearer)):
            continue
        number = bearer.get(title.span)
        if name in shorts:
            name, known = shorts[name]
            number = number or known
        defined = _ABBREVIATION.search(text, title.span.end, title.span.end + 100)
        if defined and not re.search(r"[。；]|《", text[title.span.end : defined.start()].replace("（", "")):
            shorts["".join(defined["short"].split())] = (name, number)
        article = _ARTICLE.match(text, title.span.end)
        where = document.view.to_source(*title.span)
        rows.append(
            Citation(
                id=f"c{len(rows) + 1}",
                title=name,
                text=where.of(document.source.text),
                span=where,
                number=number,
                article="".join(article["article"].split()) if article else None,
            )
        )
    return rows


def _names_document(text: str, title: TitleMention, bearer: dict[Span, str]) -> bool:
    """Whether a 《…》 names a document: it bears a number, ends in a 文种, or says 关于."""
    name = "".join(title.inner.of(text).split())
    if title.span in bearer:
        return True
    if _PERIODICAL.search(name):
        return False
    bare = re.sub(r"[（(][^（()）]{1,20}[)）]$", "", name)
    return "关于" in name or bare.endswith(_document_words())


@cache
def _document_words() -> tuple[str, ...]:
    return (*document_types(), "法", "表", "书", "标准", "规范", "指引", "报告", "宪法", "法典", "解释")
