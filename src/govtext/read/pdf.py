"""PDF to text in reading order: lines, columns, ruled tables, page furniture, and which line ends only wrap.

pypdfium2 gives the characters with their boxes; pdfplumber finds the cells of pages that have rulings. The text is
built once from the boxes, so that every character of a page comes out exactly once, a table's in its cells.
pdfium is not thread-safe: read PDFs in one thread of a process.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import accumulate, pairwise
from math import atan2, isfinite, pi
from statistics import median
from typing import Any, Final, NamedTuple

from msgspec import Struct, field

from govtext.errors import FormatError, InputError
from govtext.patterns import pattern
from govtext.read import limits, scan
from govtext.source import Cell, Notice, Source, Table, digest
from govtext.text import Span

MEDIA_TYPE: Final = "application/pdf"

OCR_DPI: Final = 200
"""Resolution at which a page without text is drawn for recognition; more only costs time, the engine scales down."""

_MAX_EDGES: Final = 20_000
"""Rulings beyond which a page is a map or a chart."""

_MAX_CONTENT: Final = 4 * 1024 * 1024
"""Bytes of a page's instructions beyond which it is a drawing; those of a page full of tables stay below 500 kB."""

_MAX_CROSSINGS: Final = 10_000
"""Places where the rulings of a page may cross, beyond which it is millimetre paper: finding cells visits them all."""

_MAX_BLOCKS: Final = 50
"""Groups of vertical rulings, one above the other, whose open sides are closed."""

_MAX_OBJECTS: Final = 20_000
"""Page objects looked at to decide whether a page has rulings."""

_EDGE_ZONE: Final = 0.14
"""Share of the page's height, at top and bottom, where furniture stands (GB/T 9704 leaves 12.5 % and 11.8 %)."""

_EDGE_LINES: Final = 3
"""Most lines of furniture at one end of a page."""

_LEAST_SIZE: Final = 0.01
"""Points below which no character is taken to be: distances are told in sizes."""

_SCAN_CHARACTERS: Final = 30
"""A page covered by an image with fewer characters than this is a scan with a stamp of the scanner's maker."""


# --- Geometry ---------------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    """A rectangle in points from the upper left corner of the page as it is read."""

    x0: float
    top: float
    x1: float
    bottom: float


class Glyph(NamedTuple):
    """A printed character; `spaced` tells of a blank before it: 2 in the source, 1 as pdfium guesses, 0 none."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaced: int = 0

    @property
    def middle(self) -> float:
        """Height of the character's centre."""
        return (self.top + self.bottom) / 2


class RawCharacter(NamedTuple):
    """A character of the file: direction in quarter turns (-1: slanting), box in PDF coordinates, blank before it."""

    text: str
    turn: int
    box: Box
    spaced: int


class Line(Struct):
    """Characters that stand on one line, left to right; also a piece of one before lines are put together."""

    glyphs: list[Glyph]
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    text: str = ""
    frame: tuple[int, ...] = ()
    furniture: bool = False

    def __post_init__(self) -> None:
        self.x0, self.x1 = min(g.x0 for g in self.glyphs), max(g.x1 for g in self.glyphs)
        self.top, self.bottom = min(g.top for g in self.glyphs), max(g.bottom for g in self.glyphs)
        wide = [g.x1 - g.x0 for g in self.glyphs if _is_han(g.text)]
        widths = median(wide) if wide else 0.0  # damaged fonts claim that theirs are nothing
        self.size = max(widths or median(g.bottom - g.top for g in self.glyphs), _LEAST_SIZE)

    @property
    def middle(self) -> float:
        """Height of the line's centre."""
        return (self.top + self.bottom) / 2


class GridCell(Struct):
    """A cell as drawn: place in the grid and the characters inside."""

    row: int
    column: int
    rows: int
    columns: int
    glyphs: list[Glyph] = field(default_factory=list)


class Grid(Struct):
    """A ruled table as drawn."""

    x0: float
    top: float
    x1: float
    bottom: float
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    frame: tuple[int, ...] = ()
    furniture: bool = False


Item = Line | Grid
Remark = tuple[int, Notice]  # index of a page, and a notice that gets the page's span once the text is built


class Page(Struct):
    """One page: its size and what stands on it in reading order."""

    width: float
    height: float
    items: list[Item]


def _is_han(text: str) -> bool:
    """Whether the character is an ideograph (radicals and compatibility forms too), which fills its square."""
    code = ord(text[0])
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x2E80 <= code <= 0x2FDF or code >= 0x20000


def _is_wide(text: str) -> bool:
    """Whether the character belongs to Chinese setting: ideographs, their punctuation, full-width forms."""
    code = ord(text[0])
    return _is_han(text) or 0x3000 <= code <= 0x33FF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF


# --- Reading ----------------------------------------------------------------------------------------------------------


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF into text, page by page.

    Pages of pictures only are recognised where the OCR extra is installed; else each gets a notice `needs_ocr`.

    Raises:
        InputError: there are no bytes.
        FormatError: not a PDF, encrypted with a password, truncated or broken.
        LimitError: too many bytes, pages, characters or table cells.
    """
    limits.check(len(data), limits.MAX_INPUT_BYTES, name, "MAX_INPUT_BYTES")
    _check_bytes(data, name)
    with _Reader(data, name) as reader:
        pages = [reader.page(index) for index in range(reader.count)]
        remarks = reader.remarks
        if not any(page.items for page in pages):  # never an empty success
            remarks += [_no_text(index) for index in reader.blank]
    return assemble(pages, sorted(remarks, key=lambda x: x[0]), name=name, media_type=MEDIA_TYPE, sha256=digest(data))


def _no_text(index: int) -> Remark:
    """What to say about a page without readable text: that OCR is needed, or that it found nothing."""
    if scan.available():
        return index, Notice("no_text", f"page {index + 1}: no text was recognised")
    advice = f"to recognise its characters, {scan.INSTALL}"
    return index, Notice("needs_ocr", f"page {index + 1} has no text that can be read from the file; {advice}")


def _check_bytes(data: bytes, name: str) -> None:
    """Refuse what is no PDF or was cut off; pdfium would repair the latter and silently lose its last pages."""
    if not data:
        raise InputError(f"{name} is empty: it holds no bytes; copy or download it again")
    if b"%PDF-" not in data[:1024]:
        raise FormatError(f"{name} does not start like a PDF (no %PDF- header); check what kind of file it is")
    end = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    length = re.search(rb"/Linearized\b[^>]{0,200}?/L\s{1,9}(\d{1,12})", data[:2048])
    # The first page's section of a file written for the web ends with %%EOF too: more objects after it are unfinished.
    if end < 0 or b" obj" in data[end:] or (length and int(length[1]) > len(data) + 1024):
        raise FormatError(f"{name} is truncated: the end of the PDF is missing; copy or download it again")


class _Reader:
    """The open documents of pdfium and, once a page has rulings, of pdfplumber; closes both."""

    def __init__(self, data: bytes, name: str) -> None:
        import pypdfium2

        self.data, self.name = data, name
        self.remarks: list[Remark] = []
        self.blank: list[int] = []
        self._plumber: Any = None
        self._fonts: dict[bool, Any] = {}
        self._characters = self._cells = 0
        try:
            self._document = pypdfium2.PdfDocument(data)
            self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            raise _open_error(name, error) from error
        try:
            if self.count == 0:
                raise FormatError(f"{name} is broken: it has no readable page; export or download it again")
            limits.check(self.count, limits.MAX_PAGES, f"{name}: pages", "MAX_PAGES")
        except Exception:
            self._document.close()
            raise

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        if self._plumber is not None:
            with suppress(Exception):  # it walks the pages once more and stumbles over damage that pdfium mended
                self._plumber.close()
        self._document.close()

    def page(self, index: int) -> Page:
        """Read one page; whatever pdfium raises about it becomes a `FormatError` that names the page."""
        import pypdfium2

        try:
            page = self._document[index]
        except pypdfium2.PdfiumError as error:
            raise FormatError(f"{self.name}: page {index + 1} is broken ({error}); export the PDF again") from error
        try:
            return self._page(page, index)
        except pypdfium2.PdfiumError as error:
            raise FormatError(f"{self.name}: page {index + 1} is broken ({error}); export the PDF again") from error
        finally:
            page.close()

    def _page(self, page: Any, index: int) -> Page:
        drawn = list(_raw_characters(page))
        if _loses_text(page):
            drawn = self._plumbed_characters(page, index) or drawn
        turn, upright, turned = _glyphs(page, drawn)
        self._characters += len(upright) + len(turned)
        limits.check(self._characters, limits.MAX_TEXT_CHARACTERS, f"{self.name}: characters", "MAX_TEXT_CHARACTERS")
        survey = _survey(page)
        width, height = _turned_size(page, turn)
        readable = sum(g.text not in "\ufffd" and not "\ue000" <= g.text <= "\uf8ff" for g in upright)
        pictured = survey.covered > 0.5 and readable < _SCAN_CHARACTERS
        if pictured or (readable < 0.5 * len(upright)) or not upright:
            scanned = self._scan(page, index, blank=not upright and not survey.objects)
            if scanned is not None:
                return scanned
        elif readable < len(upright):
            lost = len(upright) - readable
            message = f"page {index + 1}: {lost} characters have no Unicode value in the file's fonts"
            self.remarks.append((index, Notice("unmapped_characters", message)))
        grids: list[Grid] = []
        if survey.ruled:
            grids = self._grids(page, index, turn) if survey.objects < _MAX_OBJECTS else self._too_full(index)
        rest = _fill(grids, upright)
        grids = [grid for grid in grids if any(cell.glyphs for cell in grid.cells)]
        items = _ordered(_pieces(rest), grids, index)
        for line in _lines(_pieces(turned, quarter=True)):  # a watermark across the page or a stamp on its side
            line.furniture = True
            items.append(line)
        return Page(width, height, items)

    def _scan(self, page: Any, index: int, *, blank: bool) -> Page | None:
        """The recognised page, or None and a remark. A page on which nothing is drawn at all needs no OCR."""
        if blank:
            self.blank.append(index)
            return None
        if not scan.available():
            self.remarks.append(_no_text(index))
            return None
        scale = min(OCR_DPI / 72, (0.25 * scan.MAX_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
        bitmap = page.render(scale=scale)
        try:
            lines = scan.ocr_page(bitmap.to_pil())
            width, height = bitmap.width / scale, bitmap.height / scale
        finally:
            bitmap.close()
        self.remarks.append((index, scan.page_notice(index + 1, lines)) if lines else _no_text(index))
        return scanned_page([line.scaled(1 / scale) for line in lines], width, height, index)

    def _plumbed(self, index: int, *, characters: bool) -> Any:
        """A page as pdfplumber reads it, with its characters or only what is drawn."""
        import pdfplumber

        from govtext.read.pdfminers import MeasuredFonts, NoFonts

        if self._plumber is None:
            for talker in ("pdfminer", "pdfplumber"):  # they tell of every odd font on stderr
                logging.getLogger(talker).setLevel(logging.ERROR)
            self._plumber = pdfplumber.open(BytesIO(self.data))
            self._fonts = {True: MeasuredFonts(), False: NoFonts()}
        self._plumber.rsrcmgr = self._fonts[characters]
        return self._plumber.pages[index]

    def _plumbed_characters(self, page: Any, index: int) -> list[RawCharacter]:
        """Characters as pdfminer reads them, which needs no fonts; none where it fails."""
        try:
            plumbed = self._plumbed(index, characters=True)
            try:
                shown = page.get_rotation() // 90 % 4
                return list(_as_drawn(plumbed.chars, plumbed.bbox, shown, page.get_mediabox()))
            finally:
                plumbed.close()
        except Exception as error:  # pdfminer raises about anything on what it does not expect
            message = f"page {index + 1}: some of its text could not be read ({type(error).__name__}); embed its fonts"
            self.remarks.append((index, Notice("unmapped_characters", message)))
            return []

    def _too_full(self, index: int) -> list[Grid]:
        """No tables, and a remark: looking for them would take minutes."""
        message = f"page {index + 1} has too many rulings to look for tables; its text is given as lines"
        self.remarks.append((index, Notice("table_skipped", message)))
        return []

    def _grids(self, page: Any, index: int, turn: int) -> list[Grid]:
        """Tables of a page as pdfplumber sees their rulings; a page it cannot read keeps its text as lines."""
        from govtext.read.pdfminers import content_length

        try:
            plumbed = self._plumbed(index, characters=False)
            try:
                if content_length(plumbed.page_obj.contents) > _MAX_CONTENT or _too_many(edges := plumbed.edges):
                    return self._too_full(index)
                left, top = plumbed.bbox[0], plumbed.bbox[1]
                found = [
                    [Box(c[0] - left, c[1] - top, c[2] - left, c[3] - top) for c in table.cells]
                    for table in plumbed.find_tables({"explicit_vertical_lines": _open_sides(edges)})
                ]
            finally:
                plumbed.close()
        except Exception as error:  # pdfminer raises about anything on what it does not expect; the text is safe
            message = f"page {index + 1}: its tables could not be read ({type(error).__name__}); text is given as lines"
            self.remarks.append((index, Notice("table_skipped", message)))
            return []
        shown = page.get_rotation() // 90 % 4
        if shown != turn:
            frame = page.get_mediabox()
            found = [[_turn(_unturn(box, shown, frame), turn, frame) for box in boxes] for boxes in found]
        grids = [grid for boxes in found if (grid := _grid(boxes)) is not None]
        self._cells += sum(cell.rows * cell.columns for grid in grids for cell in grid.cells)
        limits.check(self._cells, limits.MAX_TABLE_CELLS, f"{self.name}: table cells", "MAX_TABLE_CELLS")
        return grids


def _open_error(name: str, error: Any) -> FormatError:
    """What pdfium's refusal to open means, and what to do."""
    from pypdfium2 import raw

    if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return FormatError(f"{name} is encrypted: remove its password (save it again without one) and read the copy")
    return FormatError(f"{name} is a broken PDF ({error}); export or download it again")


# --- Characters -------------------------------------------------------------------------------------------------------


def _turn(box: Box, turn: int, frame: Sequence[float]) -> Box:
    """A box in PDF coordinates (x0, y0, x1, y1) as it lies on the page turned clockwise by quarters."""
    left, low, right, high = frame
    x0, y0, x1, y1 = box
    if turn == 1:
        return Box(y0 - low, x0 - left, y1 - low, x1 - left)
    if turn == 2:
        return Box(right - x1, y0 - low, right - x0, y1 - low)
    if turn == 3:
        return Box(high - y1, right - x1, high - y0, right - x0)
    return Box(x0 - left, high - y1, x1 - left, high - y0)


def _unturn(box: Box, turn: int, frame: Sequence[float]) -> Box:
    """Undo `_turn`: a box on the turned page in PDF coordinates."""
    left, low, right, high = frame
    x0, top, x1, bottom = box
    if turn == 1:
        return Box(top + left, x0 + low, bottom + left, x1 + low)
    if turn == 2:
        return Box(right - x1, top + low, right - x0, bottom + low)
    if turn == 3:
        return Box(right - bottom, high - x1, right - top, high - x0)
    return Box(x0 + left, high - bottom, x1 + left, high - top)


def _turned_size(page: Any, turn: int) -> tuple[float, float]:
    """Width and height of the page as it is read."""
    left, low, right, high = page.get_mediabox()
    return (high - low, right - left) if turn % 2 else (right - left, high - low)


def _raw_characters(page: Any) -> Iterator[RawCharacter]:
    """Characters in the file's order, as pdfium reads them."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        rect, spaced = raw.FS_RECTF(), 0
        high, half, left = 0, -2, 0.0  # first half of a rare ideograph: its code, index and left side
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if raw.FPDFText_IsGenerated(text_page, index) == 1:  # blanks and line ends that pdfium guesses
                spaced = max(spaced, 1)
                continue
            pair = 0xDC00 <= code < 0xE000 and half == index - 1
            text = _character(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if pair else code)
            if text.isspace() or not text:
                spaced = 2 if text else spaced
                continue
            if not raw.FPDFText_GetLooseCharBox(text_page, index, rect):
                continue
            if 0xD800 <= code < 0xDC00:
                high, half, left = code, index, rect.left
                continue
            angle = raw.FPDFText_GetCharAngle(text_page, index) / (pi / 2)
            # Clockwise in pdfium: letters that stand turned to the left need the sheet turned to the right.
            turn = -round(angle) % 4 if abs(angle - round(angle)) < 0.06 else -1
            x0 = min(left, rect.left) if pair else rect.left
            yield RawCharacter(text, turn, Box(x0, rect.bottom, rect.right, rect.top), spaced)
            spaced = 0
    finally:
        text_page.close()


def _as_drawn(
    chars: list[dict[str, Any]], bbox: Sequence[float], shown: int, frame: Sequence[float]
) -> Iterator[RawCharacter]:
    """pdfplumber's characters of a page shown in `shown` quarter turns, as pdfium would give them."""
    spaced = 0
    for char in chars:
        text = str(char["text"])
        if text.isspace() or not text:
            spaced = 2
            continue
        angle = atan2(char["matrix"][1], char["matrix"][0]) / (pi / 2)
        turn = (round(angle) + shown) % 4 if abs(angle - round(angle)) < 0.06 else -1
        place = Box(char["x0"] - bbox[0], char["top"] - bbox[1], char["x1"] - bbox[0], char["bottom"] - bbox[1])
        yield RawCharacter("\ufffd" if text.startswith("(cid:") else text, turn, _unturn(place, shown, frame), spaced)
        spaced = 0


def _character(code: int) -> str:
    """The character of a code as pdfium gives it; "" for what prints nothing."""
    if code in (0x02, 0xFFFE):  # pdfium's marks for a hyphen at the end of a line
        return "-"
    if code == 0 or 0xDC00 <= code < 0xE000:
        return "\ufffd"
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if code in (0x09, 0x0A, 0x0D) else ""
    return chr(code)


def _loses_text(page: Any) -> bool:
    """Whether pdfium drops text of this page: it does on turned pages whose font is neither embedded nor installed.

    Asking for the text of one object reads the whole page, so only the first few are asked.
    """
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        asked = 0
        for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
            item = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            if raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 1:
                continue
            if raw.FPDFTextObj_GetText(item, text_page, None, 0) <= _EMPTY_TEXT_BYTES:
                return True
            asked += 1
            if asked == _ASKED_OBJECTS:
                break
        return False
    finally:
        text_page.close()


_ASKED_OBJECTS = 30
_EMPTY_TEXT_BYTES = 2
"""UTF-16's end mark alone."""


def _glyphs(page: Any, drawn: list[RawCharacter]) -> tuple[int, list[Glyph], list[Glyph]]:
    """The page's reading direction, the characters along it, and those across it (watermarks, side stamps)."""
    turns = Counter(turn for _, turn, _, _ in drawn if turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else page.get_rotation() // 90 % 4
    frame = page.get_mediabox()
    width, height = _turned_size(page, turn)
    upright: list[Glyph] = []
    across: list[Glyph] = []
    for text, own, raw_box, spaced in drawn:
        box = _turn(raw_box, turn, frame)
        on_sheet = box.x1 >= 0 and box.x0 <= width and box.bottom >= 0 and box.top <= height
        if not on_sheet or not all(map(isfinite, box)):
            continue  # cutting marks and leftovers that nobody sees, or damage
        (upright if own == turn else across).append(_glyph(text, box, spaced))
    return turn, upright, across


def _glyph(text: str, box: Box, spaced: int) -> Glyph:
    """A character whose height is believable: some fonts claim ascents of three lines."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if _is_han(text) and height > 1.6 * width > 0:
        middle = (box.top + box.bottom) / 2
        return Glyph(text, box.x0, middle - width / 2, box.x1, middle + width / 2, spaced)
    return Glyph(text, *box, spaced)


class _Survey(NamedTuple):
    """What is drawn on a page: how many objects, share of it under images, whether rulings may form a table."""

    objects: int
    covered: float
    ruled: bool


def _survey(page: Any) -> _Survey:
    """Look over the page's objects without building Python objects for the text among them."""
    import ctypes

    from pypdfium2 import raw

    area = max(1.0, page.get_width() * page.get_height())
    covered, across, down, seen = 0.0, 0, 0, 0
    sides = [ctypes.c_float() for _ in range(4)]
    pending = [(page.raw, raw.FPDFPage_GetObject, index) for index in range(raw.FPDFPage_CountObjects(page))][::-1]
    total = len(pending)
    while pending and seen < _MAX_OBJECTS:
        owner, getter, index = pending.pop()
        seen += 1
        item = getter(owner, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = min(raw.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)
            pending += [(item, raw.FPDFFormObj_GetObject, place) for place in range(inner)]
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            if not raw.FPDFPageObj_GetBounds(item, *sides):
                continue
            width, height = sides[2].value - sides[0].value, sides[3].value - sides[1].value
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                covered += width * height / area
                continue
            segments = max(1, raw.FPDFPath_CountSegments(item) // 2)
            if height < 3 < width:
                across += 1
            elif width < 3 < height:
                down += 1
            elif width > 3 and height > 3:  # a frame, or a whole grid in one path
                across, down = across + min(2, segments), down + min(2, segments)
                if segments > 3:
                    across, down = across + segments // 2, down + segments // 2
    return _Survey(total, covered, across >= 3 and down >= 1)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _edges(values: Iterable[float]) -> list[float]:
    """Distinct positions of rulings; those within three points are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def _too_many(edges: list[dict[str, Any]]) -> bool:
    """Whether looking for cells would cost seconds."""
    across = {round(edge["top"]) for edge in edges if edge["orientation"] == "h"}
    down = {round(edge["x0"]) for edge in edges if edge["orientation"] == "v"}
    return len(edges) > _MAX_EDGES or len(across) * len(down) > _MAX_CROSSINGS


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rulings that close the left and right side of tables printed without them, as statistical yearbooks do.

    A table reaches as far down as its inner rulings; its sides are where at least three of its horizontals end.
    """
    blocks: list[list[float]] = []  # top, bottom, leftmost and rightmost vertical
    for edge in sorted((e for e in edges if e["orientation"] == "v"), key=lambda e: float(e["top"])):
        if blocks and edge["top"] <= blocks[-1][1] + 3:
            block = blocks[-1]
            block[1:] = max(block[1], edge["bottom"]), min(block[2], edge["x0"]), max(block[3], edge["x0"])
        else:
            blocks.append([edge["top"], edge["bottom"], edge["x0"], edge["x0"]])
    sides: list[dict[str, Any]] = []
    for top, bottom, first, last in blocks[:_MAX_BLOCKS]:
        flat = [e for e in edges if e["orientation"] == "h" and top - 3 <= e["top"] <= bottom + 3]
        left, right = min((e["x0"] for e in flat), default=first), max((e["x1"] for e in flat), default=last)
        opens_left = (left, left < first - 3 and sum(e["x0"] < left + 3 for e in flat) >= 3)
        opens_right = (right, right > last + 3 and sum(e["x1"] > right - 3 for e in flat) >= 3)
        sides += [_ruling(x, top, bottom) for x, open_side in (opens_left, opens_right) if open_side]
    return sides


def _ruling(x: float, top: float, bottom: float) -> dict[str, Any]:
    """A vertical line as pdfplumber describes one."""
    return {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0, "height": bottom - top}


def _nearest(edges: list[float], value: float) -> int:
    """Index of the edge next to `value`."""
    after = min(bisect_left(edges, value), len(edges) - 1)
    return after - 1 if after and value - edges[after - 1] < edges[after] - value else after


def _grid(boxes: list[Box]) -> Grid | None:
    """A table of at least two rows and two columns; anything less is a frame around text."""
    xs, ys = _edges(x for b in boxes for x in (b.x0, b.x1)), _edges(y for b in boxes for y in (b.top, b.bottom))
    if len(xs) < 3 or len(ys) < 3 or len(boxes) < 3:
        return None
    cells = []
    for box in boxes:
        row, column = _nearest(ys, box.top), _nearest(xs, box.x0)
        rows, columns = max(1, _nearest(ys, box.bottom) - row), max(1, _nearest(xs, box.x1) - column)
        cells.append(GridCell(row, column, rows, columns))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], xs, ys, cells)


def _fill(grids: list[Grid], glyphs: list[Glyph]) -> list[Glyph]:
    """Put characters into the cells where their centres lie; those of no cell are returned."""
    if not grids:
        return glyphs
    places = [
        {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        for grid in grids
    ]
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        for grid, place in zip(grids, places, strict=True):
            cell = place.get((bisect_right(grid.ys, y) - 1, bisect_right(grid.xs, x) - 1))
            if cell is not None:
                cell.glyphs.append(glyph)
                break
        else:
            rest.append(glyph)
    return rest


def _cell_text(cell: GridCell) -> str:
    """The lines of a cell in one: joined directly inside Chinese text, else by a blank."""
    text = ""
    for line in _lines(_pieces(cell.glyphs)):
        glue = "" if not text or (_is_wide(text[-1]) and _is_wide(line.text[0])) else " "
        text += glue + line.text
    return text


# --- Lines and columns ------------------------------------------------------------------------------------------------


def _pieces(glyphs: list[Glyph], *, quarter: bool = False) -> list[Line]:
    """Runs of characters in the file's order that follow one another on a line; `quarter` takes any direction."""
    pieces: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not quarter:
            last = run[-1]
            height = max(1.0, min(glyph.bottom - glyph.top, last.bottom - last.top))
            onwards = glyph.x0 > last.x0 - 0.3 * height and glyph.x0 - last.x1 < height
            if abs(glyph.middle - last.middle) > 0.5 * height or not onwards:
                pieces.append(Line(run))
                run = []
        run.append(glyph)
    if run:
        pieces.append(Line(run))
    if quarter:
        for piece in pieces:
            piece.text = "".join((" " if g.spaced == 2 else "") + g.text for g in piece.glyphs).strip()
    return pieces


def _lines(pieces: list[Line]) -> list[Line]:
    """Pieces at one height put together, top to bottom; a piece belongs to a line when half of it overlaps."""
    if not pieces or pieces[0].text:  # nothing, or already lines of their own
        return pieces
    lines: list[Line] = []
    group: list[Line] = []
    anchor = pieces[0]
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        if group:
            shared = min(piece.bottom, anchor.bottom) - max(piece.top, anchor.top)
            if shared < 0.5 * min(piece.bottom - piece.top, anchor.bottom - anchor.top):
                lines.append(_joined(group))
                group = []
        if not group or len(piece.glyphs) > len(anchor.glyphs):
            anchor = piece  # the longest piece tells where the line stands, not a raised mark beside it
        group.append(piece)
    if group:
        lines.append(_joined(group))
    return lines


def _joined(pieces: list[Line]) -> Line:
    """One line from its pieces, with blanks where the page shows them."""
    line = Line([glyph for piece in pieces for glyph in piece.glyphs])
    places = [x for piece in pieces for x in accumulate((glyph.x0 for glyph in piece.glyphs), max)]
    kept: list[Glyph] = []
    text: list[str] = []
    before = -1
    for order, glyph in sorted(enumerate(line.glyphs), key=lambda entry: places[entry[0]]):
        if kept:
            last = kept[-1]
            # The letters of a ligature share its place too, but follow one another in the file.
            ligature = glyph.text.isascii() and glyph.text.isalpha() and order == before + 1
            near = glyph.x0 - last.x0 < 0.3 * min(glyph.x1 - glyph.x0, last.x1 - last.x0)
            if glyph.text == last.text and near and not ligature:
                continue  # printed twice to look bold
            text.append(_blank(last, glyph, line.size))
        text.append(glyph.text)
        kept.append(glyph)
        before = order
    line.glyphs, line.text = kept, "".join(text)
    return line


_GAP: Final = "  "
"""How a blank of two characters or more is written: what keeps the entries of a row apart."""


def _blank(left: Glyph, right: Glyph, size: float) -> str:
    """The blank between two characters: as the source says, or as wide as the page shows."""
    gap = right.x0 - left.x1
    if gap >= 2 * size:
        return _GAP
    latin = not _is_wide(left.text) and not _is_wide(right.text)
    guessed = right.spaced == 1 and latin  # between ideographs and digits pdfium guesses too many
    return " " if right.spaced == 2 or guessed or gap > (0.25 if latin else 0.7) * size else ""


def _ordered(pieces: list[Line], grids: list[Grid], page: int) -> list[Item]:
    """Lines and tables of a page in reading order; `frame` of each names the column it stands in."""
    items: list[Item] = []
    for number, (frame, group) in enumerate(_columns([*pieces, *grids], 0)):
        lines = _lines([piece for piece in group if isinstance(piece, Line)])
        block: list[Item] = sorted([*lines, *(g for g in group if isinstance(g, Grid))], key=lambda i: (i.top, i.x0))
        for item in block:
            item.frame = (page, number) if frame else ()
        items += block
    return items


def _columns(pieces: list[Item], depth: int) -> list[tuple[bool, list[Item]]]:
    """Split pieces into groups to be read one after the other; the flag tells that a group is a column."""
    gutter = _gutter(pieces) if depth < 2 else None
    if gutter is None:
        return [(depth > 0, pieces)] if pieces else []
    groups: list[tuple[bool, list[Item]]] = []
    above: list[Item] = []
    for crosses, band in _bands(pieces, gutter):
        left, right = _sides(band, gutter)
        if crosses or not _are_columns(left, right):
            above += band
            continue
        if above:
            groups.append((depth > 0, above))
            above = []
        groups += _columns(left, depth + 1) + _columns(right, depth + 1)
    if above:
        groups.append((depth > 0, above))
    return groups


def _gutter(pieces: list[Item]) -> float | None:
    """Left edge of a second column: where many lines begin that are not the leftmost ones."""
    lines = [p for p in pieces if isinstance(p, Line)]
    if len(lines) < 8:
        return None
    left, right = min(p.x0 for p in lines), max(p.x1 for p in lines)
    starts = Counter(round(p.x0 / 2) for p in lines if 0.2 < (p.x0 - left) / max(1.0, right - left) < 0.8)
    best: tuple[int, float] | None = None
    for start, count in starts.most_common(8):
        edge = start * 2 - 1.5
        both = any(_are_columns(*_sides(band, edge)) for crosses, band in _bands(pieces, edge) if not crosses)
        if count >= 3 and both and (best is None or count > best[0]):
            best = count, edge
    return best[1] if best else None


def _sides(band: list[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    return [p for p in band if p.x1 <= gutter], [p for p in band if p.x0 >= gutter - 1]


def _bands(pieces: list[Item], gutter: float) -> list[tuple[bool, list[Item]]]:
    """Pieces from top to bottom in bands that cross the gutter and bands that keep clear of it."""
    bands: list[tuple[bool, list[Item]]] = []
    for piece in sorted(pieces, key=lambda p: (p.top, p.x0)):
        size = piece.size if isinstance(piece, Line) else 0.0
        crosses = piece.x0 < gutter - 1 and piece.x1 > gutter - 0.5 * size
        if not bands or bands[-1][0] != crosses:
            bands.append((crosses, []))
        bands[-1][1].append(piece)
    return bands


def _are_columns(left: list[Item], right: list[Item]) -> bool:
    """Whether both sides are running text that fills its column, not the cells of a table without rulings."""
    for side in (left, right):
        lines = [p for p in side if isinstance(p, Line)]
        if len(lines) < 3 or median(len(p.glyphs) for p in lines) < 7:
            return False
        x0, x1 = min(p.x0 for p in lines), max(p.x1 for p in lines)
        if median(p.x1 - p.x0 for p in lines) < 0.65 * (x1 - x0):
            return False
    gap = min(p.x0 for p in right) - max(p.x1 for p in left)
    return gap < 0.6 * min(max(p.x1 for p in s) - min(p.x0 for p in s) for s in (left, right))


def scanned_page(lines: Sequence[scan.OcrLine], width: float, height: float, index: int = 0) -> Page:
    """A page from recognised lines: the characters share their line's box, narrow ones half as wide as ideographs."""
    pieces = []
    for line in lines:
        weights = [0.5 if char.isascii() else 1.0 for char in line.text]
        step = (line.x1 - line.x0) / max(0.5, sum(weights))
        glyphs: list[Glyph] = []
        x0, spaced = line.x0, 0
        for char, weight in zip(line.text, weights, strict=True):
            if not char.isspace():
                glyphs.append(Glyph(char, x0, line.top, x0 + weight * step, line.bottom, spaced))
            x0, spaced = x0 + weight * step, 2 * char.isspace()
        if glyphs:
            pieces.append(Line(glyphs))
    return Page(width, height, _ordered(pieces, [], index))


# --- Furniture --------------------------------------------------------------------------------------------------------

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇○]{1,5})"
_PAGE_NUMBER: Final = pattern(
    rf"[-—–―─－·•.\s]{{1,6}}\d{{1,4}}[-—–―─－·•.\s]{{1,6}}"
    rf"|(?:第\s{{0,3}}{_NUMBER}\s{{0,3}}[页頁])?[\s,，/／、]{{0,4}}(?:[(（]?\s{{0,3}}[共总總]\s{{0,3}}{_NUMBER}\s{{0,3}}[页頁][)）]?)?"
    rf"|(?:[Pp]age|PAGE|[Pp]\.)\s{{0,3}}\d{{1,4}}(?:\s{{0,3}}(?:of|/|OF)\s{{0,3}}\d{{1,4}})?"
    rf"|(?:https?://\S{{1,300}}\s{{1,4}})?\d{{1,4}}\s{{0,2}}[/／]\s{{0,2}}\d{{1,4}}"
)
_BARE_NUMBER: Final = pattern(r"\d{1,4}")


def _shape(line: Line, page: Page) -> tuple[str, int, int]:
    """What stays the same of a running header from page to page: its text without digits, and its height."""
    text = re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text))
    return text, round(line.middle / 4), round(page.height)


def _ends(page: Page) -> Iterator[list[list[Line]]]:
    """Lines that may be furniture at the top and at the bottom, from the edge inwards, those at one height together."""
    lines = [item for item in page.items if isinstance(item, Line) and not item.furniture]
    grids = [item for item in page.items if isinstance(item, Grid)]
    for bottom in (False, True):
        rows: list[list[Line]] = []
        for line in sorted(lines, key=lambda x: x.middle, reverse=bottom):
            depth = (page.height - line.middle if bottom else line.middle) / max(1.0, page.height)
            if depth > _EDGE_ZONE or any((g.top > line.bottom if bottom else g.bottom < line.top) for g in grids):
                break
            if rows and abs(rows[-1][0].middle - line.middle) < 0.5 * line.size:
                rows[-1].append(line)
            elif len(rows) == _EDGE_LINES:
                break
            else:
                rows.append([line])
        yield rows


def _mark_furniture(pages: Sequence[Page]) -> None:
    """Mark running headers, footers and page numbers, from the edge inwards up to the first line that is none."""
    seen: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for index, page in enumerate(pages):
        for rows in _ends(page):
            for line in (line for row in rows for line in row):
                text, height, size = _shape(line, page)
                for near in (height - 1, height, height + 1):
                    seen[text, near, size].add(index)
    for index, page in enumerate(pages):
        for rows in _ends(page):
            for row in rows:
                if not all(_is_furniture(line, page, index, seen) for line in row):
                    break
                for line in row:
                    line.furniture = True


def _is_furniture(line: Line, page: Page, index: int, seen: dict[tuple[str, int, int], set[int]]) -> bool:
    """Whether a line at the edge of a page is a page number or stands on other pages too."""
    text = line.text.strip()
    if _PAGE_NUMBER.fullmatch(text):
        return True
    again = len(seen[_shape(line, page)]) >= 2
    if _BARE_NUMBER.fullmatch(text):
        return again or int(text) == index + 1
    return again and not _is_body_like(line, page)


def _is_body_like(line: Line, page: Page) -> bool:
    """A line that ends a sentence, or fills the width with words, is text even when two pages have it at one height:
    forms repeat, and so do the sheets of a certificate.
    """
    filled = line.x1 - line.x0 > 0.6 * page.width and sum(_is_han(glyph.text) for glyph in line.glyphs) > 15
    return line.text.endswith(("。", "；", ";")) or (filled and _GAP not in line.text)


# --- Which line ends only wrap ----------------------------------------------------------------------------------------

_LABEL: Final = pattern(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[章节節条條编編部分款项項]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[.．、)）](?!\d)|[①-⑳⑴-⒇•●■◆▲]|附[件：:]|[抄主]送|主题词|主題詞|[一二三四五六七八九十]是)"
)
_SENTENCE_END: Final = tuple("。！？!?；;：:")
_CLOSING: Final = frozenset("，。、；：？！”’）〕】》〉」』…—,.;:?!)]%％℃")
_OPENING: Final = frozenset("“‘（〔【《〈「『([")
_TYPE_END: Final = (
    *(
        "通知",
        "通报",
        "通報",
        "报告",
        "報告",
        "意见",
        "意見",
        "公告",
        "通告",
        "决定",
        "決定",
        "函",
        "批复",
        "批覆",
        "纪要",
    ),
    *("纪要", "紀要", "要点", "要點", "方案", "办法", "辦法", "令", "文件"),
)


class _Measure(NamedTuple):
    """Margins of a column, its usual character size and distance of lines, and whether paragraphs are indented."""

    left: float
    right: float
    size: float
    pitch: float
    indented: bool


def _edge(values: list[float], reach: float) -> float:
    """Lowest value; in longer texts the lowest that another one confirms, so that a stray line moves no margin."""
    ordered = sorted(values)
    if len(ordered) > 12:
        for value, following in pairwise(ordered):
            if following - value < reach:
                return value
    return ordered[0]


def _measure(lines: list[Line]) -> _Measure:
    size = median(sorted(line.size for line in lines for _ in line.glyphs))
    left = _edge([line.x0 for line in lines], 0.5 * size)
    right = -_edge([-line.x1 for line in lines], 0.7 * size)
    steps = [b.middle - a.middle for a, b in pairwise(lines) if 0 < b.middle - a.middle < 4 * size]
    pitch = median(steps) if steps else 2 * size
    indents = sum(1.4 < (line.x0 - left) / size < 2.6 for line in lines)
    return _Measure(left, right, size, pitch, indents >= max(1, len(lines) // 25))


def _measures(pages: Sequence[Page]) -> dict[tuple[int, int], _Measure]:
    """Measure of each body line, by the line's page and place; pages of one width share theirs.

    Odd and even pages are measured apart where there are enough lines: margins for binding change sides.
    """
    groups: dict[tuple[int, ...], list[tuple[int, int, Line]]] = defaultdict(list)
    for index, page in enumerate(pages):
        for place, item in enumerate(page.items):
            if isinstance(item, Line) and not item.furniture:
                key = (-1, round(page.width), index % 2) if not item.frame else (0, *item.frame)
                groups[key].append((index, place, item))
    for key in [key for key in groups if key[0] == -1 and key[2] == 1]:
        even = (*key[:2], 0)
        if min(len(groups[key]), len(groups.get(even, []))) < 15:
            groups[even] = sorted([*groups.get(even, []), *groups.pop(key)], key=lambda entry: entry[:2])
    found: dict[tuple[int, int], _Measure] = {}
    for entries in groups.values():
        measure = _measure([line for _, _, line in entries])
        found.update({(index, place): measure for index, place, _ in entries})
    return found


def _token(line: Line) -> float:
    """Width of what must stay together at the start of a line: brackets, a word or an ideograph, closing marks."""
    glyphs = line.glyphs[:24]
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].text in _OPENING:
        end += 1
    if glyphs[end].text.isascii() and glyphs[end].text.isalnum():
        while end < len(glyphs) - 1 and glyphs[end + 1].text.isascii() and glyphs[end + 1].text.isalnum():
            end += 1
    while end < len(glyphs) - 1 and glyphs[end + 1].text in _CLOSING:
        end += 1
    return glyphs[end].x1 - glyphs[0].x0


def _wraps(line: Line, mine: _Measure, after: Line, its: _Measure, *, adjacent: bool) -> bool:
    """Whether the text of `line` goes on in `after`, the next body line; `adjacent`: in the same column and page."""
    if abs(line.size - after.size) > 0.15 * line.size or (adjacent and after.middle - line.middle > 1.6 * mine.pitch):
        return False
    if _GAP in line.text and _GAP in after.text:
        return False  # rows of a table without rulings
    if _is_title_wrap(line, mine, after):
        return True
    if mine.right - line.x1 > _token(after) + 0.75 * mine.size:
        return False  # the next word would have fitted: the line was ended on purpose
    start, following = (line.x0 - mine.left) / mine.size, (after.x0 - its.left) / its.size
    if start > 4.6:
        return False  # set to the right or in the middle
    ended, label = line.text.endswith(_SENTENCE_END), _LABEL.match(after.text) is not None
    if label and ended:
        return False
    if following < 0.8:
        return mine.indented or not ended
    hanging = _LABEL.match(line.text) is not None and following > start + 0.8 and (following > 2.6 or not mine.indented)
    block = abs(following - start) < 0.4 and (start > 2.6 or not mine.indented)
    return (hanging or block) and not ended and not label


def _is_title_wrap(line: Line, mine: _Measure, after: Line) -> bool:
    """A title in larger type, centred, that runs over two lines."""
    middle = (mine.left + mine.right) / 2
    centred = all(abs((x.x0 + x.x1) / 2 - middle) < 0.8 * mine.size for x in (line, after))
    large = min(line.size, after.size) > 1.15 * mine.size
    wide = line.x1 - line.x0 > 0.55 * (mine.right - mine.left)
    return centred and large and wide and not line.text.endswith(_TYPE_END)


# --- Putting the text together ----------------------------------------------------------------------------------------


def assemble(pages: Sequence[Page], remarks: Iterable[Remark], *, name: str, media_type: str, sha256: str) -> Source:
    """The `Source` of pages in order: one text, with the spans of pages, tables, furniture and wrapped line ends."""
    _mark_furniture(pages)
    for page in pages:
        page.items = _furniture_outside(page)
    measures = _measures(pages)
    builder = _Builder()
    for index, page in enumerate(pages):
        builder.open_page()
        for place, item in enumerate(page.items):
            if isinstance(item, Grid):
                builder.table(item)
            else:
                builder.line(item, index, measures.get((index, place)))
        builder.close_page()
    text = "".join(builder.parts)
    spans = tuple(builder.pages)
    notices = tuple(Notice(n.code, n.message, spans[index]) for index, n in remarks)
    return Source(
        name=name,
        media_type=media_type,
        encoding=None,
        sha256=sha256,
        text=text,
        pages=spans,
        furniture=tuple(builder.furniture),
        tables=tuple(builder.tables),
        soft_breaks=tuple(builder.soft),
        notices=notices,
    )


def _furniture_outside(page: Page) -> list[Item]:
    """Furniture of the top first and of the bottom last, wherever the order of columns had put it."""
    middle = page.height / 2
    head = [item for item in page.items if item.furniture and (item.top + item.bottom) / 2 < middle]
    foot = [item for item in page.items if item.furniture and (item.top + item.bottom) / 2 >= middle]
    return [*head, *(item for item in page.items if not item.furniture), *foot]


class _Builder:
    """Collects the text and its spans; remembers the last body line to decide whether it goes on."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pages: list[Span] = []
        self.furniture: list[Span] = []
        self.tables: list[Table] = []
        self.soft: list[int] = []
        self._breaks: list[int] = []  # newlines since the last body line
        self._last: tuple[Line, _Measure, int] | None = None
        self._page_start: int | None = None

    def open_page(self) -> None:
        """Start a page; its first item decides where it begins."""
        self._page_start = None

    def close_page(self) -> None:
        """End the page where its last item ended."""
        start = self.length if self._page_start is None else self._page_start
        self.pages.append(Span(start, self.length))

    def line(self, line: Line, page: int, measure: _Measure | None) -> None:
        """Add a line of the body, or of furniture if it has no measure."""
        span = self._add(line.text)
        if measure is None:
            self.furniture.append(span)
            return
        if self._last is not None:
            before, its, where = self._last
            adjacent = page == where and line.frame == before.frame
            if _wraps(before, its, line, measure, adjacent=adjacent):
                self.soft += self._breaks
        self._last, self._breaks = (line, measure, page), []

    def table(self, grid: Grid) -> None:
        """Add a table: tabs between the cells of a row, newlines between rows."""
        rows: dict[int, list[tuple[GridCell, str]]] = defaultdict(list)
        for cell in grid.cells:
            rows[cell.row].append((cell, _cell_text(cell)))
        whole = self._add("\n".join("\t".join(text for _, text in row) for row in rows.values()))
        at = whole.start
        cells = []
        for row in rows.values():
            for cell, text in row:
                cells.append(Cell(Span(at, at + len(text)), cell.row, cell.column, cell.rows, cell.columns))
                at += len(text) + 1
        self.tables.append(Table(whole, tuple(cells)))
        self._last, self._breaks = None, []

    def _add(self, text: str) -> Span:
        if self.length:
            self._breaks.append(self.length)
            self.parts.append("\n")
            self.length += 1
        start = self.length
        if self._page_start is None:
            self._page_start = start
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)
