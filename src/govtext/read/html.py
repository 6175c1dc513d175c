"""HTML pages and fragments: text in reading order, data tables cell by cell, what the portal adds marked as furniture.

Nothing visible is dropped. Where it is doubtful whether text belongs to the document, it is not marked: the structure
stage knows furniture by its words, but cannot bring back a title that was taken for a banner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct, field

from govtext import lexicon
from govtext.errors import DecodeError, InputError
from govtext.patterns import pattern
from govtext.read import limits
from govtext.read.markup import VERBATIM, Element, Page, flatten
from govtext.read.plain import decode, lost_characters
from govtext.source import Cell, Metadata, Notice, Source, Table, digest
from govtext.text import Span

_CHARSET: Final = re.compile(rb"(?:charset|encoding)\s{0,8}=\s{0,8}[\"']?\s{0,8}([A-Za-z][\w.:-]{1,40})", re.I)
_HEAD: Final = 2048
"""Bytes in which a page must state its encoding; the standard says 1,024, portals put scripts before it."""

_SUMMARY: Final = re.compile(
    rb"<meta\s[^>]{0,200}?name\s{0,8}=\s{0,8}[\"']?(?:description|keywords)\b[^>]{0,4000}>", re.I
)
_FACTS: Final = ("ArticleTitle", "PubDate", "ContentSource", "SiteName", "ColumnName")
"""Facts of the page's head that are reported, in this order; those of national standards for government sites."""

_RUNS: Final = pattern(r"([ \t\r\n\f]+)|[^ \t\r\n\f]+")
_LINE_ENDS: Final = pattern(r"\r\n?|\n|\f")
_COLON: Final = pattern(r"[:：]")

_SEGMENT: Final = pattern(r"[-_|—–－]+")
_SURE_TITLE: Final = 10
"""Characters from which a part of the page's title is more than a site's or a column's name."""

_MAX_COLUMNS: Final = 1_000
"""What browsers make of a larger colspan."""

_LONG_CELL: Final = 300
"""Characters of a cell with paragraphs that may be the page's text rather than an entry."""

_MAX_LABELLED: Final = 2_000
"""Characters of the longest cell of a header table; its abstract may be long, a document is longer."""


def read_html(data: bytes, name: str) -> Source:
    """Read an HTML page or fragment.

    Raises:
        InputError: the page shows no text.
        DecodeError: its encoding cannot be decided.
        LimitError: it nests too deep, or is too large.
    """
    markup, encoding = _decode(data)
    marks = _marks()
    page = flatten(markup.removeprefix("\ufeff"), marks.content)
    body = next((element for element in page.elements if element.tag in ("body", "frameset")), None)
    if body is None or not body.chars:
        raise InputError(
            f"{name}: the page shows no text; if it is all pictures, give those; "
            "if scripts or frames load its content, save that from a browser and read it"
        )
    plan = _Plan(page, body, marks)
    text = _Text()
    metadata = tuple(_write_facts(text, plan.stated()))
    facts = Span(0, text.length)
    writer = _Writer(page, plan, text)
    writer.play(*body.events)
    whole = text.whole()
    limits.check(len(whole), limits.MAX_TEXT_CHARACTERS, f"{name}: characters", "MAX_TEXT_CHARACTERS")
    furniture = writer.spans(plan.furniture, whole)
    if sum(_visible(span.of(whole)) for span in furniture) >= _visible(whole[facts.end :]):
        furniture = ()  # the page is nothing but links, and they are what it says
    return Source(
        name=name,
        media_type="text/html",
        encoding=encoding,
        sha256=digest(data),
        text=whole,
        furniture=_merge(whole, [facts, *furniture]),
        tables=tuple(writer.finish(whole)),
        metadata=metadata,
        titles=writer.spans(plan.titles, whole),
        notices=(*_pictures(plan, whole, furniture), *lost_characters(whole)),
    )


def _decode(data: bytes) -> tuple[str, str]:
    """Markup and its encoding. Systems cut a page's summary at a number of bytes, also inside a character: where
    nothing else is damaged, it is left out, for none of it is shown.
    """
    found = _CHARSET.search(data[:_HEAD])
    declared = found[1].decode("ascii") if found else None
    try:
        return decode(data, declared=declared)
    except DecodeError:
        head = _SUMMARY.sub(b"", data[: limits.LONG_HEAD])
        if len(head) == len(data[: limits.LONG_HEAD]):
            raise
        return decode(head + data[limits.LONG_HEAD :], declared=declared)


def _pictures(plan: _Plan, whole: str, furniture: Iterable[Span]) -> Iterator[Notice]:
    """A notice where pictures stand in the place of sentences: many portals publish scans of the paper."""
    sentences = whole.count("。") - sum(span.of(whole).count("。") for span in furniture)
    if sentences or plan.grids.keys() - plan.headers:
        return
    if any(element.tag == "img" and not plan.decorates(element) for element in plan.page.elements):
        message = "the page shows pictures and no sentence; if they are the document, give them as input"
        yield Notice("needs_ocr", message)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _visible(text: str) -> int:
    return len(_squeeze(text))


# What the lexicons say


class _Marks(Struct, frozen=True):
    """What lexicons/html_furniture.tsv, header_labels.tsv and document_types.tsv say, ready for use."""

    content: re.Pattern[str]
    broad: re.Pattern[str]
    title: re.Pattern[str]
    comment: re.Pattern[str]
    line: re.Pattern[str]
    footer: re.Pattern[str]
    words: frozenset[str]
    link_words: frozenset[str]
    metas: dict[str, str]
    labels: frozenset[str]
    types: tuple[str, ...]

    def is_label(self, text: str) -> bool:
        """Whether a text without blanks is or begins with a label of a header table."""
        head = _COLON.split(text[:24], maxsplit=1)[0]
        return head in self.labels


@cache
def _marks() -> _Marks:
    rows = lexicon.table("html_furniture")

    def words(kind: str) -> list[str]:
        return [row["pattern"] for row in rows if row["kind"] == kind]

    def pattern(kind: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{word})" for word in words(kind)))

    return _Marks(
        content=pattern("content"),
        broad=pattern("broad"),
        title=pattern("title"),
        comment=pattern("comment"),
        line=pattern("line"),
        footer=pattern("footer"),
        words=frozenset(words("word")),
        link_words=frozenset(words("linkword")),
        metas={row["pattern"].replace("\\", ""): row["value"] for row in rows if row["kind"] == "meta"},
        labels=frozenset(row["label"] for row in lexicon.table("header_labels")),
        types=("关于", "關於", *(row["word"] for row in lexicon.table("document_types") if row["word"])),
    )


# What the elements are


class _Placed(Struct, frozen=True):
    """A cell of a data table in its grid."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


class _Grid(Struct):
    """Rows of cells of one table element, nested tables left out."""

    rows: list[list[Element]] = field(default_factory=list)
    captions: list[Element] = field(default_factory=list)
    nested: int = 0
    """Characters in tables inside of its cells."""

    def filled(self) -> list[Element]:
        """Cells with text."""
        return [cell for row in self.rows for cell in row if cell.chars]

    def place(self, used: int) -> Iterator[list[_Placed]]:
        """Row and column of each cell; spans beyond the last row or the widest row are cut.

        `used` cells of other tables count towards the limit.
        """
        widths = [sum(_span(cell, "colspan", _MAX_COLUMNS) for cell in row) for row in self.rows if len(row) > 1]
        width = max(widths, default=1)
        free: dict[int, int] = {}  # column → first row in which it is free again
        for index, row in enumerate(self.rows):
            line = []
            column = 0
            for cell in row:
                while free.get(column, 0) > index:
                    column += 1
                columns = _span(cell, "colspan", _MAX_COLUMNS)
                if len(row) == 1:
                    columns = max(1, min(columns, width - column))
                rows = min(_span(cell, "rowspan", len(self.rows)), len(self.rows) - index)
                used += rows * columns
                limits.check(used, limits.MAX_TABLE_CELLS, "table cells of the page", "MAX_TABLE_CELLS")
                if rows > 1:
                    free.update((covered, index + rows) for covered in range(column, column + columns))
                line.append(_Placed(cell, index, column, rows, columns))
                column += columns
            yield line


def _span(cell: Element, name: str, most: int) -> int:
    """Rows or columns that a cell states, between 1 and `most`."""
    stated = re.match(r"\s{0,8}(\d{1,9})", cell.attributes.get(name) or "")
    number = int(stated[1]) if stated else 1
    if not number:  # to the last row, says the standard; for columns it says nothing
        return most if name == "rowspan" else 1
    return min(number, most)


def _grid(page: Page, table: Element) -> _Grid:
    grid = _Grid()
    index = table.index + 1
    while index < table.end:
        element = page.elements[index]
        index += 1
        if element.tag == "table":
            grid.nested += element.chars
            index = element.end
        elif element.tag == "tr":
            grid.rows.append([])
        elif element.tag == "caption":
            grid.captions.append(element)
        elif element.tag in ("td", "th") and grid.rows:
            grid.rows[-1].append(element)
    return grid


class _Plan:
    """What each element of a page is taken for; the order of the decisions is the order in `__init__`."""

    def __init__(self, page: Page, body: Element, marks: _Marks) -> None:
        self.page, self.body, self.marks = page, body, marks
        self.facts = self._facts()
        self.main, self.known = self._main()
        self.core = self._core()
        self.titles = {element.index for element in self._titles()}
        self.grids, self.headers = self._grids()
        self.furniture = set(self._furniture())
        self.joined = set(self._joined())

    def stated(self) -> dict[str, str]:
        """Facts of the head; the page's title only where nothing else states one and it is no mere site name."""
        title = self.page.title
        if "ArticleTitle" in self.facts or self.titles or not any(word in title for word in self.marks.types):
            return self.facts
        return {"title": title, **self.facts}

    def _facts(self) -> dict[str, str]:
        order = list(self.marks.metas)
        metas = [(name.lower(), content) for name, content in self.page.metas if name.lower() in self.marks.metas]
        facts: dict[str, str] = {}
        for name, content in sorted(metas, key=lambda meta: order.index(meta[0])):
            facts.setdefault(self.marks.metas[name], content)
        return {name: facts[name] for name in _FACTS if name in facts}

    def _main(self) -> tuple[Element, bool]:
        """The element of the main text, and whether the page itself marks it (else it is only likely)."""
        marked = [element for element in self.page.elements if element.plain and self._is_content(element)]
        marked += [
            element
            for text, element in self.page.comments
            if element.plain and element.tag not in ("html", "body", "form") and self.marks.comment.search(text)
        ]
        if marked:
            most = max(element.plain for element in marked)
            # The innermost that holds nearly all: outer boxes of such names hold the page's furniture as well.
            return min((e for e in marked if e.plain >= 0.7 * most), key=lambda e: (e.plain, -e.index)), True
        broad = [
            element
            for element in self.page.elements
            if element.plain >= 0.5 * self.body.plain and element.plain and self._is_broad(element)
        ]
        if broad:
            return min(broad, key=lambda e: (e.plain, -e.index)), False
        return self._densest(), False

    def _is_content(self, element: Element) -> bool:
        if element.tag == "article" or element.attributes.get("itemprop") == "articleBody":
            return True
        return any(self.marks.content.fullmatch(name) for name in element.names)

    def _is_broad(self, element: Element) -> bool:
        if element.tag == "main" or element.attributes.get("role") == "main":
            return True
        return any(self.marks.broad.fullmatch(name) for name in element.names)

    def _densest(self) -> Element:
        """Go down from the body as long as one box holds most sentences of the box around it."""
        at, index = self.body, self.body.index + 1
        while index < at.end:
            element = self.page.elements[index]
            if element.prose * 10 < self.body.prose * 7 or not element.prose:
                index = element.end
                continue
            if element.lines < 3 and element.tag != "tr":
                break
            if element.block and element.tag not in ("table", "tbody", "tr", "ul", "ol", "li", "p"):
                at = element
            index += 1
        return at

    def _core(self) -> tuple[int, int]:
        """Pieces of text that are the document, or lie between its first and last sentence."""
        start, end = self.main.pieces
        if self.known:
            return start, end
        pieces, footer = self.page.pieces, self.marks.footer
        sentences = [index for index in range(start, end) if pieces[index][1] and not footer.search(pieces[index][0])]
        return (sentences[0], sentences[-1] + 1) if sentences else (start, end)

    def _titles(self) -> list[Element]:
        candidates = []
        for element in self.page.elements:
            named = element.tag == "h1" or any(self.marks.title.fullmatch(name) for name in element.names)
            if named and 4 <= element.chars <= 200 and element.linked * 2 < element.chars:
                outer = [element.tag, *(up.tag for up in element.ancestors())]
                if not {"nav", "footer", "aside", "select"}.intersection(outer) and not element.tables:
                    candidates.append((element, self.page.compact(element)))
        # Of boxes within each other with the same text, the innermost.
        candidates = [
            (element, text)
            for (element, text), (inner, same) in zip(candidates, [*candidates[1:], (self.body, "")], strict=False)
            if not (element.holds(inner) and text == same)
        ]
        stated = _squeeze(self.facts.get("ArticleTitle", ""))
        exact = [element for element, text in candidates if text == stated]
        if exact:
            return exact
        headline = _squeeze(self.page.title)
        for whole in (stated, headline):
            within = [pair for pair in candidates if len(pair[1]) >= 6 and pair[1] in whole]
            if within:
                longest = max(within, key=lambda pair: len(pair[1]))[1]
                return [element for element, text in within if text == longest]
        printed = list(self._printed({stated, *map(_squeeze, _SEGMENT.split(self.page.title))}))
        if printed:
            return printed
        near = [pair for pair in candidates if pair[0].pieces[0] <= self.core[0] + 5]
        first = [element for element, text in near if element.tag == "h1" and len(text) >= 6]
        return (first or [element for element, text in near if len(text) >= 10])[:1]

    def _printed(self, titles: set[str]) -> Iterator[Element]:
        """Innermost blocks outside of links whose whole text is one of the titles that the head states."""
        lengths = {len(title) for title in titles if len(title) >= _SURE_TITLE}
        last = None
        for element in reversed(self.page.elements):
            if not element.block or element.links or element.chars not in lengths or (last and element.holds(last)):
                continue
            if self.page.compact(element) in titles:
                last = element
                yield element

    def _grids(self) -> tuple[dict[int, _Grid], set[int]]:
        """Data tables by index, and which of them are header tables."""
        grids, headers = {}, set()
        for table in self.page.elements:
            if table.tag != "table" or not table.chars or table.attributes.get("role") == "presentation":
                continue
            grid = _grid(self.page, table)
            if (self.known and table.holds(self.main)) or any(table.index < title < table.end for title in self.titles):
                continue
            if self._is_header(grid):
                headers.add(table.index)
                grids[table.index] = grid
            elif _is_data(table, grid):
                grids[table.index] = grid
        return grids, headers

    def _is_header(self, grid: _Grid) -> bool:
        cells = grid.filled()[:60]
        if grid.nested or max((cell.chars for cell in cells), default=0) > _MAX_LABELLED:
            return False
        labelled = [cell for cell in cells if cell.chars <= 400 and self.marks.is_label(self.page.compact(cell))]
        return len(labelled) >= 2 or (len(labelled) == 1 and len(cells) <= 2)

    def _furniture(self) -> Iterator[int]:
        """Outermost elements that are furniture; none that holds a title, a header table or the main text."""
        held: set[int] = set()
        for index in (self.main.index, *self.titles, *self.headers):
            element = self.page.elements[index]
            held.add(index)
            held.update(up.index for up in element.ancestors())
        index = 0
        while index < len(self.page.elements):
            element = self.page.elements[index]
            index += 1
            if not element.chars:
                index = element.end
            elif element.index not in held and self._is_furniture(element):
                yield element.index
                index = element.end
            elif element.index in self.headers or element.index in self.titles:
                index = element.end

    def _is_furniture(self, element: Element) -> bool:
        marks = self.marks
        inside = self.known and self.main.holds(element)
        if element.tag in ("nav", "select", "button") or (element.tag in ("footer", "aside") and not inside):
            return True
        if element.guards:
            return False
        if inside:
            if element.chars > 120 or element.prose:
                return False
            linked = element.block and element.linked * 2 >= element.chars
            return not marks.words.isdisjoint(element.words) or (linked and self._is_line(element))
        if not marks.words.isdisjoint(element.words) and element.plain <= 300:
            return True
        if not marks.link_words.isdisjoint(element.words) and element.linked >= 0.3 * element.chars:
            return True
        start, end = element.pieces
        if not element.block:
            return False
        last = len(self.page.pieces)
        if 3 * start > 2 * last or start >= self.core[1]:
            compact = self.page.compact(element) if element.chars <= 400 else ""
            if marks.footer.search(compact):
                return True
        if start < self.core[1] and end > self.core[0]:
            return False
        if element.links >= 2 and element.linked >= 0.6 * element.chars:
            return True
        return element.chars <= 150 and self._is_line(element)

    def decorates(self, picture: Element) -> bool:
        """Whether a picture belongs to a link or to the page's furniture (which is only marked where it has text)."""
        return any(
            up.tag in ("a", "nav", "header", "footer", "aside", "button")
            or up.index in self.furniture
            or not self.marks.words.isdisjoint(up.words)
            for up in (picture, *picture.ancestors())
        )

    def _is_line(self, element: Element) -> bool:
        return bool(self.marks.line.match(self.page.compact(element)))

    def _joined(self) -> Iterator[int]:
        """Blocks that hold the value of a label in the block before them: they continue its line."""
        for element in self.page.elements:
            if not element.block or not 2 <= element.chars <= 14:
                continue
            following = self._sibling(element)
            if following is None or not following.block or not 1 <= following.chars <= 200:
                continue
            text = self.page.compact(element)
            ended = _COLON.search(text[-1]) or element.pieces[1] <= self.core[0]
            if not ended or not self.marks.is_label(text) or following.holds(self.main):
                continue
            if not self.marks.is_label(self.page.compact(following)):
                yield following.index

    def _sibling(self, element: Element) -> Element | None:
        """The element that directly follows, blanks aside."""
        events = self.page.events
        for index in range(element.events[1], len(events)):
            event = events[index]
            if isinstance(event, Element):
                return event if event.tag not in ("table", "hr", "br") else None
            if event is None or event.strip():
                return None
        return None


def _is_data(table: Element, grid: _Grid) -> bool:
    """Whether a table relates its cells, or only lays out the page."""
    cells = grid.filled()
    columns = max((len(row) for row in grid.rows), default=0)
    if len(cells) < 2 or columns < 2:
        return False
    longest = max(cells, key=lambda cell: cell.chars)
    if grid.nested and (len(grid.rows) < 3 or grid.nested * 5 > table.chars):
        return False
    if longest.chars > _LONG_CELL and longest.lines >= 3 and (longest.chars * 10 > table.chars * 6 or len(cells) <= 4):
        return False
    if table.links >= 3 and table.linked * 10 > table.chars * 8:
        return False
    return len(grid.rows) > 1 or _is_ruled(table)


def _is_ruled(table: Element) -> bool:
    """Whether a table of one row draws lines."""
    if any(name.startswith("mso") for name in table.names):
        return True
    border = (table.attributes.get("border") or "0").strip()
    return border not in ("", "0", "0px") or "border" in (table.attributes.get("style") or "")


# Writing the text


def _is_wide(character: str) -> bool:
    """Whether a line end in the markup beside this character is no blank: Chinese is written without."""
    return character >= "\u2e80" or character in "“”‘’—…·"


class _Text:
    """Text in the making: blanks collapse as in a browser, line ends wait until something follows them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.flat = False
        """Inside a cell, where line ends are blanks."""
        self._breaks = 0
        self._space = ""
        self._lead: list[str] = []
        self._fresh = True
        self._last = ""

    def whole(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def raw(self, text: str) -> None:
        """Write as it is."""
        self.parts.append(text)
        self.length += len(text)

    def write(self, text: str) -> None:
        """Write text of the markup."""
        for run in _RUNS.finditer(text):
            blank = run[1]
            if blank is None:
                self._put(run[0])
            elif self._space != " ":
                self._space = "\n" if "\n" in blank or "\r" in blank else " "

    def write_verbatim(self, text: str) -> None:
        """Write text whose blanks and line ends count."""
        for index, line in enumerate(_LINE_ENDS.split(text)):
            if index:
                self.end_line(forced=True)
            if line:
                self._put(line.replace("\t", " "))

    def _put(self, run: str) -> None:
        if self._fresh and run.isspace():
            self._lead.append(run)
            return
        if self._breaks:
            if self.length:
                self.raw("\n" * self._breaks)
            self._breaks = 0
        if self._space and not self._fresh and not (self._space == "\n" and _is_wide(self._last) and _is_wide(run[0])):
            self.raw(" ")
        if self._lead:
            self.raw("".join(self._lead))
            self._lead.clear()
        self.raw(run)
        self._last, self._space, self._fresh = run[-1], "", False

    def end_line(self, *, forced: bool = False) -> None:
        """End the line if there is one; a line of blanks only, or forced without one, leaves one empty line."""
        if self.flat:
            self._lead.clear()
            self._space = "" if self._fresh else " "
            return
        empty = self._fresh and (forced or bool(self._lead))
        self._breaks = 2 if empty else max(self._breaks, 1)
        self._fresh, self._space = True, ""
        self._lead.clear()

    def go_on(self) -> None:
        """Continue the line that just ended, after a tab."""
        if self._breaks and not self.flat:
            self._breaks, self._space, self._fresh = 0, "", True
            self._lead.clear()
            self.raw("\t")

    def open_cell(self, separator: str) -> None:
        """Begin a cell after a separator; the first of a table ends the line before."""
        if self._breaks:
            separator = "\n" * self._breaks if self.length else ""
            self._breaks = 0
        self.raw(separator)
        self.flat, self._fresh, self._space = True, True, ""

    def close_cell(self) -> None:
        """End a cell; blanks at its end are dropped."""
        self._lead.clear()
        self.flat, self._fresh, self._space = False, False, ""


def _write_facts(text: _Text, facts: dict[str, str]) -> Iterator[Metadata]:
    for name, value in facts.items():
        text.raw("\n" if text.length else "")
        text.raw(f"{name}:")
        yield Metadata(name, Span(text.length, text.length + len(value)))
        text.raw(value)
    text.end_line()


class _Writer:
    """Plays the events of a page into its text and notes where elements came to stand."""

    def __init__(self, page: Page, plan: _Plan, text: _Text) -> None:
        self.page, self.plan, self.text = page, plan, text
        self.noted = plan.furniture | plan.titles
        self.places: dict[int, Span] = {}
        self.tables: list[list[tuple[_Placed, Span]]] = []
        self.cells = 0

    def spans(self, indexes: Iterable[int], whole: str) -> tuple[Span, ...]:
        """Where these elements stand in the whole text, in order."""
        spans = (_trim(whole, self.places[index]) for index in sorted(indexes) if index in self.places)
        return tuple(span for span in spans if span.start < span.end)

    def play(self, index: int, end: int) -> None:
        """Write the events `[index, end)`, which close all that they open."""
        text, events = self.text, self.page.events
        opened: list[tuple[Element, int]] = []
        verbatim = furniture = 0
        while index < end:
            event = events[index]
            index += 1
            if isinstance(event, str):
                (text.write_verbatim if verbatim else text.write)(event)
            elif event is None:
                element, start = opened.pop()
                verbatim -= element.tag in VERBATIM
                if element.block:
                    text.end_line()
                furniture -= element.index in self.plan.furniture
                if element.index in self.noted:
                    self.places[element.index] = Span(start, text.length)
            else:
                if event.index in self.plan.joined:
                    text.go_on()
                elif event.block or event.tag == "br":
                    text.end_line(forced=event.tag == "br")
                opened.append((event, text.length))
                verbatim += event.tag in VERBATIM
                furniture += event.index in self.plan.furniture
                if event.index in self.plan.grids and not text.flat and not furniture:
                    self._table(self.plan.grids[event.index])
                    index = event.events[1] - 1

    def _table(self, grid: _Grid) -> None:
        text = self.text
        for caption in grid.captions:
            if caption.chars:
                self._cell(caption, "")
                text.end_line()
        entries: list[tuple[_Placed, Span]] = []
        for row in grid.place(self.cells):
            self.cells += sum(cell.rows * cell.columns for cell in row)
            if not any(cell.element.chars for cell in row):
                continue
            separator = "\n" if entries else ""
            for cell in row:
                entries.append((cell, self._cell(cell.element, separator)))
                separator = "\t"
        if entries:
            self.tables.append(entries)

    def _cell(self, element: Element, separator: str) -> Span:
        self.text.open_cell(separator)
        start = self.text.length
        first, end = element.events
        self.play(first + 1, end - 1)
        self.text.close_cell()
        return Span(start, self.text.length)

    def finish(self, whole: str) -> Iterator[Table]:
        """The tables, with cells trimmed."""
        for entries in self.tables:
            cells = tuple(
                Cell(_trim(whole, span), cell.row, cell.column, cell.rows, cell.columns) for cell, span in entries
            )
            yield Table(Span(entries[0][1].start, entries[-1][1].end), cells)


def _trim(text: str, span: Span) -> Span:
    """A span without blanks at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _merge(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order; those with only blanks between them become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
