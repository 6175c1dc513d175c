"""DOCX: paragraphs and tables in document order, with the automatic numbers that Word shows but does not store.

Left out is what a printed page would not show as the document's own words: deleted revisions, hidden text, field codes,
comments, page headers and footers. Footnotes and endnotes stand at the end, a line each paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from govtext.errors import InputError
from govtext.patterns import pattern
from govtext.read import limits
from govtext.read.numbering import Numbering, Styles, is_on, render_number, whole
from govtext.read.ooxml import Package, attribute, child, local
from govtext.read.symbols import symbol
from govtext.source import Cell, Notice, Source, Table, digest
from govtext.text import Span

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# What a paragraph holds that is no text of the document: properties, deleted or moved-away text, field codes, the
# reading aid over a ruby base, marks of notes and comments.
_SKIPPED: Final = frozenset(
    (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData", "rubyPr", "rt"),
        *("del", "moveFrom", "delText", "delInstrText", "annotationRef", "footnoteRef", "endnoteRef"),
    )
)
_WRAPPERS: Final = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent"))
_TITLE_NAMES: Final = frozenset(("title", "标题", "標題"))
_INLINE: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, name: str) -> Source:
    """Read a Word document (.docx, .docm).

    Raises:
        FormatError: damaged, encrypted, or not a Word document.
        LimitError: larger than `govtext.read.limits` allows.
        InputError: a document that holds nothing at all.
    """
    package = Package(data, name)
    styles = Styles(package.part("styles"))
    builder = _Builder(name, styles, Numbering(package.part("numbering"), styles))
    for element in package.body():
        builder.block(element)
    for kind in ("footnotes", "endnotes"):
        builder.notes(package.part(kind))
    source = builder.source(digest(data))
    if source.text.strip():
        return source
    if not package.has_pictures:
        raise InputError(f"{name} holds no text; check that the right file was given")
    notice = Notice("needs_ocr", "the document holds pictures but no text; give the pictures themselves as input")
    return replace(source, notices=(*source.notices, notice))


class _Builder:
    """Collects lines of text and what is known about them, in document order."""

    def __init__(self, name: str, styles: Styles, numbering: Numbering) -> None:
        self._name = name
        self._styles = styles
        self._numbering = numbering
        self._lines: list[str] = []
        self._length = 0  # of all lines with their newlines: the offset of the next one
        self._pending: list[str] = []  # texts of paragraphs whose end is a deleted revision: they run on into the next
        self._tables: list[Table] = []
        self._titles: list[Span] = []
        self._cells = 0
        self._hidden = False
        self._embedded = False
        self._unknown = 0

    def source(self, sha256: str) -> Source:
        """The finished source."""
        self._flush()
        text = "\n".join(self._lines)
        notices = []
        if self._hidden:
            notices.append(Notice("hidden_text", "text that the document hides was left out"))
        if self._embedded:
            notices.append(Notice("embedded_document", "an embedded document was left out; give it as its own input"))
        if self._unknown:
            message = f"{self._unknown} drawings of symbol fonts stand for no known character and were left out"
            notices.append(Notice("unmapped_characters", message))
        return Source(
            *(self._name, MEDIA_TYPE, None, sha256, text),
            tables=tuple(self._tables),
            titles=tuple(self._titles),
            notices=tuple(notices),
        )

    def block(self, element: Element) -> None:
        """Add a paragraph, a table, or what a wrapper of such holds."""
        kind = local(element)
        if kind == "p":
            self._add_paragraph(element)
        elif kind == "tbl":
            self._add_table(element)
        elif kind == "altChunk":
            self._embedded = True
        elif kind == "AlternateContent":
            for item in _branch(element):
                self.block(item)
        elif kind in _WRAPPERS:
            for item in element:
                self.block(item)

    def notes(self, root: Element | None) -> None:
        """Add the texts of footnotes or endnotes; separators between notes and text are none."""
        for note in root if root is not None else ():
            if attribute(note, "type") in (None, "normal"):
                for item in note:
                    self.block(item)

    def _add_line(self, text: str) -> int:
        """Add a line; returns the offset of its first character."""
        start = self._length
        self._lines.append(text)
        self._length += len(text) + 1
        limit = limits.MAX_TEXT_CHARACTERS
        limits.check(self._length, limit, f"{self._name}: characters of text", "MAX_TEXT_CHARACTERS")
        return start

    def _flush(self) -> None:
        if self._pending:
            self._add_line("".join(self._pending))
            self._pending = []

    def _add_paragraph(self, element: Element) -> None:
        text, boxes, joins = self._paragraph(element)
        if joins:
            self._pending.append(text)
        elif text or self._pending or not boxes:
            start = self._add_line("".join((*self._pending, text)))
            self._pending = []
            if self._is_title(element) and text.strip():
                end = self._length - 1
                line = self._lines[-1]
                self._titles.append(Span(start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip())))
        for box in boxes:
            self.block(box)

    def _paragraph(self, element: Element) -> tuple[str, list[Element], bool]:
        """Text of a paragraph with its automatic number, the text boxes in it, and whether it runs on into the next."""
        text, boxes = self._inline(element)
        properties = child(element, "pPr")
        if _joins_next(properties):  # the number belongs to the paragraph that this one runs into
            return text, boxes, True
        return _labelled(self._numbering.label(properties, self._style(element)), text), boxes, False

    def _style(self, element: Element) -> str | None:
        return self._styles.resolve(attribute(child(element, "pPr", "pStyle")))

    def _is_title(self, element: Element) -> bool:
        style = self._style(element)
        return style is not None and bool({style.lower(), self._styles.name(style).lower()} & _TITLE_NAMES)

    def _inline(self, root: Element) -> tuple[str, list[Element]]:
        """Text of a paragraph's runs, and the text boxes among them."""
        pieces: list[str] = []
        boxes: list[Element] = []
        fields = _Fields()
        stack = [iter(root)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            kind = local(element)
            if kind in _SKIPPED:
                continue
            if kind == "t":
                pieces += (element.text or "",) if fields.shown else ()
            elif kind in _INLINE:
                pieces += (_INLINE[kind],) if fields.shown else ()
            elif kind == "sym":
                pieces += (self._symbol(element),) if fields.shown else ()
            elif kind == "instrText":
                fields.instruct(element.text or "")
            elif kind == "fldChar":
                pieces.append(fields.mark(attribute(element, "fldCharType")))
            elif kind == "txbxContent":
                boxes.append(element)
            elif kind == "AlternateContent":
                stack.append(iter(_branch(element)))
            elif kind == "r" and is_on(child(element, "rPr", "vanish")):
                self._hidden = self._hidden or child(element, "t") is not None
                stack.append(item for item in element if local(item) == "fldChar")
            else:
                stack.append(iter(element))
        return "".join(pieces), boxes

    def _symbol(self, element: Element) -> str:
        """The character that a symbol font draws; one that means nothing known is counted."""
        found = symbol(attribute(element, "font") or "", attribute(element, "char") or "")
        self._unknown += found is None
        return found or ""

    def _add_table(self, element: Element) -> None:
        self._flush()
        rows = [(row, list(_descend(row, "tc"))) for row in _rows(element)]
        if all(len(members) <= 1 for _, members in rows):  # frames around text, one under the other
            for item in (item for _, members in rows for member in members for item in member):
                self.block(item)
            return
        cells: list[Cell] = []
        above: dict[int, int] = {}  # column to index of the cell that covers it in the row before
        start = self._length
        for number, (row, members) in enumerate(rows):
            above = self._add_row(cells, above, members, number, whole(_grid_before(row)) or 0)
        if cells:
            self._tables.append(Table(Span(start, max(start, self._length - 1)), tuple(cells)))

    def _add_row(
        self, cells: list[Cell], above: dict[int, int], members: list[Element], row: int, column: int
    ) -> dict[int, int]:
        """Add a row's line and cells; returns which cells cover its columns, for the row below."""
        here: dict[int, int] = {}
        texts: list[str] = []
        at = self._length
        for member in members:
            properties = child(member, "tcPr")
            columns = max(1, whole(attribute(child(properties, "gridSpan"))) or 1)
            self._cells += columns
            limits.check(self._cells, limits.MAX_TABLE_CELLS, f"{self._name}: cells of tables", "MAX_TABLE_CELLS")
            if texts and _goes_on(child(properties, "hMerge")):
                here[column] = len(cells) - 1
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)
            elif _goes_on(child(properties, "vMerge")) and column in above:
                here[column] = above[column]
                cell = cells[here[column]]
                cells[here[column]] = replace(cell, rows=row - cell.row + 1)
            else:
                text = self._flat(member)
                here[column] = len(cells)
                cells.append(Cell(Span(at, at + len(text)), row, column, 1, columns))
                texts.append(text)
                at += len(text) + 1
            column += columns
        if texts:
            self._add_line("\t".join(texts))
        return here

    def _flat(self, element: Element) -> str:
        """Text of a cell on one line, nested tables and text boxes included."""
        pieces: list[str] = []
        for item in element:
            kind = local(item)
            if kind == "p":
                text, boxes, _ = self._paragraph(item)
                pieces += text.replace("\t", "\n").split("\n")
                pieces += [self._flat(box) for box in boxes]
            elif kind == "tbl":
                pieces += [self._flat(cell) for row in _rows(item) for cell in _descend(row, "tc")]
            elif kind == "AlternateContent":
                pieces.append(self._flat(_branch(item)))
            elif kind in _WRAPPERS:
                pieces.append(self._flat(item))
        return " ".join(filter(None, (piece.strip(" \r") for piece in pieces)))


class _Fields:
    """The fields open at a point of a paragraph: text before a field's separator is its code and is not shown.

    Codes do not run over paragraphs, so that a field without a separator cannot swallow the rest of the document.
    """

    def __init__(self) -> None:
        self._open: list[list[str] | None] = []  # the code of each field as far as it was read; None once it shows text
        self._codes = 0

    @property
    def shown(self) -> bool:
        """Whether text at this point is shown."""
        return self._codes == 0

    def instruct(self, code: str) -> None:
        """Take note of a piece of the innermost field's code."""
        if self._open and self._open[-1] is not None:
            self._open[-1].append(code)

    def mark(self, kind: str | None) -> str:
        """Take note of a field's beginning, separator or end; returns what a field that is all code draws."""
        if kind == "begin":
            self._open.append([])
            self._codes += 1
        elif kind in ("separate", "end") and self._open:
            code = self._open[-1]
            self._codes -= code is not None
            self._open[-1] = None
            if kind == "end":
                self._open.pop()
                return _encircled("".join(code or ())) if self.shown else ""
        return ""


_ENCIRCLED: Final = pattern(r"\s{0,8}eq\s{0,8}\\o\s{0,8}\\a[clr]\s{0,8}\([○◯〇],(\w{1,3})\)\s{0,8}", re.I)


def _encircled(code: str) -> str:
    """The character that the code of a field draws a circle around, as one character where there is one."""
    match = _ENCIRCLED.fullmatch(code)
    if match is None:
        return ""
    number = whole(match[1])
    return match[1] if number is None else render_number(number, "decimalEnclosedCircle")


def _labelled(label: str, text: str) -> str:
    """A number before its text. A blank keeps apart what would read as another number: 1. and 5亿元."""
    first = text.lstrip()[:1]
    if label[-1:].isascii() and (label[-1:].isalnum() or label.endswith(".")) and first.isascii() and first.isalnum():
        return f"{label} {text}"
    return label + text


def _branch(element: Element) -> Element:
    """The one branch of alternatives that is read: the first choice, else what older programs fall back to."""
    choice = child(element, "Choice")
    if choice is None:
        choice = child(element, "Fallback")
    return element if choice is None else choice


def _joins_next(properties: Element | None) -> bool:
    """Whether the end of a paragraph is deleted or moved away, so that the next one continues it."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _rows(table: Element) -> Iterator[Element]:
    """Rows of a table but the deleted ones."""
    return (row for row in _descend(table, "tr") if child(row, "trPr", "del") is None)


def _descend(element: Element, kind: str) -> Iterator[Element]:
    """Children of a kind, wrappers looked through."""
    for item in element:
        name = local(item)
        if name == kind:
            yield item
        elif name in _WRAPPERS:
            yield from _descend(item, kind)
        elif name == "AlternateContent":
            yield from _descend(_branch(item), kind)


def _goes_on(merge: Element | None) -> bool:
    """Whether a cell with this mark is part of the one above it or before it."""
    return merge is not None and attribute(merge) in (None, "continue")


def _grid_before(row: Element) -> str | None:
    return attribute(child(row, "trPr", "gridBefore"))
