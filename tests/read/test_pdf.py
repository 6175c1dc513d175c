"""PDFs drawn here with our own bulletin text, read back: order, wrapped lines, furniture, tables, and refusals."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import Any

import pytest

from govtext.errors import FormatError, InputError, LimitError, MissingExtraError
from govtext.read import limits, pdf, scan
from govtext.read.pdf import read_pdf
from govtext.source import Source, digest

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

WIDTH, HEIGHT = 595.0, 842.0
LEFT, SIZE, PER_LINE, PITCH = 80.0, 16.0, 27, 28.0

PARAGRAPHS = [
    "青禾市人民政府办公室关于二季度政务公开抽查情况的说明如下，请各单位对照检查并认真整改落实，有关结果将纳入年度考核。",
    "一、总体情况",
    "抽查共涉及56个单位，其中县区政府9个、市直部门47个，总体得分率为86.5%，较上季度提高2.3个百分点，多数单位能够按时更新栏目内容，"
    "及时回应群众关切，但仍有少数单位信息发布滞后。",
    "二、下步要求",
    "各单位要在2019年9月30日前完成整改，并将整改报告报送市政府办公室政务公开科。",
]


@cache
def register_font() -> None:
    """Make the Chinese font known that every reader of PDFs has to bring along."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def draw(*pages: Callable[[Any], None], size: tuple[float, float] = (WIDTH, HEIGHT), **options: Any) -> bytes:
    """A PDF with one page for each function that draws on the canvas it is given."""
    register_font()
    out = BytesIO()
    board = canvas.Canvas(out, pagesize=size, invariant=1, **options)
    for page in pages:
        page(board)
        board.showPage()
    board.save()
    return out.getvalue()


def put(board: Any, x: float, top: float, text: str, size: float = SIZE) -> None:
    """Write `text` with its upper edge about `top` points below the page's."""
    board.setFont("STSong-Light", size)
    board.drawString(x, HEIGHT - top - size, text)


def centre(board: Any, top: float, text: str, size: float = SIZE) -> None:
    board.setFont("STSong-Light", size)
    board.drawCentredString(WIDTH / 2, HEIGHT - top - size, text)


def lay_down(board: Any, quarters: int) -> None:
    """Turn what is drawn from here on, so that it fills a sheet that lies on its side or stands on its head."""
    board.translate(*{1: (HEIGHT, 0), 2: (WIDTH, HEIGHT), 3: (0, WIDTH)}[quarters])
    board.rotate(90 * quarters)


def em(text: str) -> float:
    """Width in ideographs, so that lines end where a setter would end them."""
    from reportlab.pdfbase import pdfmetrics

    register_font()
    return float(pdfmetrics.stringWidth(text, "STSong-Light", 1))


def wrap(paragraph: str, per_line: float = PER_LINE, indent: int = 2) -> list[tuple[int, str]]:
    """Lines of a paragraph with their indents; closing marks do not begin a line, numbers are not cut."""
    import re

    lines, now, used = [], "", float(indent)
    for word in re.findall(r"[\d.%]+[，。、；]?|.[，。、；]?", paragraph):
        if used + em(word) > per_line + 0.01:
            lines.append(now)
            now, used = "", 0.0
        now, used = now + word, used + em(word)
    return [(indent if n == 0 else 0, line) for n, line in enumerate([*lines, now])]


def paginate(paragraphs: list[str], per_page: int, indent: int = 2) -> list[list[tuple[int, str]]]:
    lines = [line for p in paragraphs for line in wrap(p, indent=indent)]
    return [lines[at : at + per_page] for at in range(0, len(lines), per_page)]


def body(lines: list[tuple[int, str]], top: float = 110.0) -> Callable[[Any], None]:
    def page(board: Any) -> None:
        for number, (indent, text) in enumerate(lines):
            put(board, LEFT + indent * SIZE, top + number * PITCH, text)

    return page


def with_furniture(page: Callable[[Any], None], number: str, header: str = "") -> Callable[[Any], None]:
    def whole(board: Any) -> None:
        page(board)
        centre(board, 780, number, 12)
        if header:
            put(board, LEFT, 40, header, 10)

    return whole


def joined(source: Source) -> list[str]:
    """Paragraphs as the normalised view has them: furniture left out, wrapped lines joined."""
    hidden = {at for span in source.furniture for at in range(*span)} | set(source.soft_breaks)
    text = "".join(char for at, char in enumerate(source.text) if at not in hidden)
    return [line for line in text.split("\n") if line]


def furniture(source: Source) -> list[str]:
    return [span.of(source.text) for span in source.furniture]


def codes(source: Source) -> list[str]:
    return [notice.code for notice in source.notices]


# --- Text and line ends -----------------------------------------------------------------------------------------------


def test_a_page_becomes_its_lines_from_top_to_bottom() -> None:
    data = draw(body(paginate(PARAGRAPHS, 40)[0]))
    source = read_pdf(data, "a.pdf")
    assert source.media_type == "application/pdf"
    assert source.encoding is None
    assert source.sha256 == digest(data)
    assert source.text.split("\n") == [text for p in PARAGRAPHS for _, text in wrap(p)]
    assert source.pages == ((0, len(source.text)),)
    assert source.notices == ()


def test_order_is_of_the_page_not_of_the_file() -> None:
    def page(board: Any) -> None:
        put(board, LEFT, 300, "第二行在后")
        put(board, LEFT, 200, "第一行在前")

    assert read_pdf(draw(page), "a.pdf").text == "第一行在前\n第二行在后"


def test_wrapped_lines_are_soft_and_paragraph_ends_are_not() -> None:
    source = read_pdf(draw(body(paginate(PARAGRAPHS, 40)[0])), "a.pdf")
    assert all(source.text[at] == "\n" for at in source.soft_breaks)
    assert joined(source) == PARAGRAPHS


def test_a_paragraph_goes_on_over_the_page_and_its_number() -> None:
    pages = paginate(PARAGRAPHS, 5)
    data = draw(*(with_furniture(body(lines), f"— {n} —", "青禾市政务公开通报") for n, lines in enumerate(pages, 1)))
    source = read_pdf(data, "a.pdf")
    assert len(source.pages) == len(pages) >= 2
    assert joined(source) == PARAGRAPHS
    assert [source.text[s:e].split("\n")[0] for s, e in source.pages] == ["青禾市政务公开通报"] * len(pages)


def test_a_full_last_line_does_not_swallow_the_next_paragraph() -> None:
    full = "甲" * (PER_LINE - 3) + "。"  # with its indent it ends at the margin
    following = "乙" * (PER_LINE - 3) + "。"
    source = read_pdf(draw(body(paginate([*PARAGRAPHS, full, following], 40)[0])), "a.pdf")
    assert joined(source) == [*PARAGRAPHS, full, following]


def test_paragraphs_without_indent_are_parted_by_their_labels_and_short_lines() -> None:
    source = read_pdf(draw(body(paginate(PARAGRAPHS, 40, indent=0)[0])), "a.pdf")
    assert joined(source) == PARAGRAPHS


def test_lines_of_an_address_block_are_not_joined() -> None:
    def page(board: Any) -> None:
        body(paginate(PARAGRAPHS, 40)[0])(board)
        put(board, 330, 560, "青禾市人民政府办公室")
        put(board, 380, 590, "2019年8月2日")
        put(board, LEFT, 640, "抄送：市委办公室。")

    assert joined(read_pdf(draw(page), "a.pdf"))[-3:] == ["青禾市人民政府办公室", "2019年8月2日", "抄送：市委办公室。"]


def test_a_title_of_two_centred_lines_is_one() -> None:
    def page(board: Any) -> None:
        centre(board, 60 + 60, "青禾市人民政府办公室关于二季度", 24)
        centre(board, 60 + 98, "政务公开抽查情况的通报", 24)
        body(paginate(PARAGRAPHS, 40)[0], 230)(board)

    assert joined(read_pdf(draw(page), "a.pdf")) == [
        "青禾市人民政府办公室关于二季度政务公开抽查情况的通报",
        *PARAGRAPHS,
    ]


def test_every_character_comes_out_once() -> None:
    pages = paginate(PARAGRAPHS * 3, 12)
    source = read_pdf(draw(*map(body, pages)), "a.pdf")
    assert sorted(source.text.replace("\n", "")) == sorted("".join(PARAGRAPHS * 3))


def test_characters_without_any_size_are_read() -> None:
    page = draw(body([(0, "一、总体情况"), (0, "抽查共涉及56个单位，其中县区9个。")]), pageCompression=0)
    source = read_pdf(page.replace(b" 16 Tf", b" 00 Tf"), "a.pdf")
    assert "总体情况" in source.text


def test_two_columns_are_read_one_after_the_other() -> None:
    long = "".join(PARAGRAPHS[2:3] * 5)
    lines = [text for _, text in wrap(long, per_line=13, indent=0)]
    half = (len(lines) + 1) // 2

    def page(board: Any) -> None:
        centre(board, 90, "政务公开简报", 22)
        for number in range(half):  # as some producers write them: row by row
            put(board, 60, 150 + number * 24, lines[number])
            if half + number < len(lines):
                put(board, 320, 150 + number * 24, lines[half + number])

    source = read_pdf(draw(page), "a.pdf")
    assert source.text.split("\n") == ["政务公开简报", *lines]


def test_a_list_in_two_columns_without_rulings_stays_in_rows() -> None:
    rows = [("市财政局", "92.5"), ("市民政局", "90"), ("市教育局", "88"), ("市水务局", "87"), ("市林业局", "85")]

    def page(board: Any) -> None:
        for number, (unit, score) in enumerate(rows):
            put(board, 120, 150 + number * 24, unit)
            put(board, 360, 150 + number * 24, score)

    assert [line.split() for line in read_pdf(draw(page), "a.pdf").text.split("\n")] == [list(row) for row in rows]


def test_rows_of_a_table_without_rulings_are_not_joined() -> None:
    rows = [
        ("单位", "得分", "等次"),
        ("水利局", "98", "优秀"),
        ("发展和改革委员会", "95", "优秀"),
        ("司法局", "9", "差"),
    ]

    def page(board: Any) -> None:
        for number, row in enumerate(rows):
            for x, entry in zip((90, 300, 420), row, strict=True):
                put(board, x, 100 + number * PITCH, entry)

    source = read_pdf(draw(page), "a.pdf")
    assert source.soft_breaks == ()
    assert source.text == "\n".join("  ".join(row) for row in rows)


def test_radicals_and_rare_ideographs_stay_as_the_file_has_them() -> None:
    text = "\u2f00、\u2f42件和𠮷林〔2019〕41号（试行）"
    assert read_pdf(draw(lambda board: put(board, LEFT, 200, text)), "a.pdf").text == text


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_pages_are_read_upright(quarters: int) -> None:
    def marked(board: Any) -> None:
        board.setPageRotation(90 * quarters)
        unmarked(board)

    def unmarked(board: Any) -> None:
        """The letters stand on their side, and no entry of the file says so."""
        lay_down(board, quarters)
        body(paginate(PARAGRAPHS, 40)[0])(board)

    sheet = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
    assert joined(read_pdf(draw(marked), "a.pdf")) == PARAGRAPHS
    assert joined(read_pdf(draw(unmarked, size=sheet), "a.pdf")) == PARAGRAPHS


def test_a_slanting_watermark_is_furniture() -> None:
    def page(board: Any) -> None:
        board.saveState()
        board.translate(200, 300)
        board.rotate(40)
        board.setFont("STSong-Light", 40)
        board.drawString(0, 0, "内部资料")
        board.restoreState()
        body(paginate(PARAGRAPHS, 40)[0])(board)

    source = read_pdf(draw(page), "a.pdf")
    assert furniture(source) == ["内部资料"]
    assert joined(source) == PARAGRAPHS


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    def page(board: Any) -> None:
        put(board, LEFT, 200, "一、总体情况")
        put(board, LEFT + 0.4, 200, "一、总体情况")

    assert read_pdf(draw(page), "a.pdf").text == "一、总体情况"


# --- Furniture --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", ["— 1 —", "-1-", "第1页 共1页", "第 1 页", "1/1", "1", "· 1 ·", "Page 1 of 1", "第一页"]
)
def test_a_page_number_is_furniture_and_stays_in_the_text(number: str) -> None:
    source = read_pdf(draw(with_furniture(body(paginate(PARAGRAPHS, 40)[0]), number)), "a.pdf")
    assert [text.replace(" ", "") for text in furniture(source)] == [number.replace(" ", "")]
    assert joined(source) == PARAGRAPHS


def test_running_headers_are_furniture_even_when_a_number_in_them_changes() -> None:
    pages = paginate(PARAGRAPHS * 2, 9)
    data = draw(*(with_furniture(body(p), str(n + 6), f"青禾政报 2019年第{n}期") for n, p in enumerate(pages, 1)))
    source = read_pdf(data, "a.pdf")
    assert [f.startswith("青禾政报") for f in furniture(source)] == [True, False] * len(pages)
    assert joined(source) == PARAGRAPHS * 2


def test_text_that_repeats_on_several_pages_is_no_furniture() -> None:
    lines = wrap(PARAGRAPHS[2])
    pages = [with_furniture(body(lines, top=60), f"- {number} -", "承诺书") for number in (1, 2)]
    source = read_pdf(draw(*pages), "a.pdf")
    assert [span.of(source.text) for span in source.furniture] == ["承诺书", "- 1 -", "承诺书", "- 2 -"]


def test_a_line_that_one_page_has_at_its_edge_is_no_furniture() -> None:
    def page(board: Any) -> None:
        body(paginate(PARAGRAPHS, 40)[0], 60)(board)
        put(board, LEFT, 790, "2019年8月5日印发")

    source = read_pdf(draw(page), "a.pdf")
    assert source.furniture == ()
    assert source.text.endswith("2019年8月5日印发")


# --- Tables -----------------------------------------------------------------------------------------------------------


def ruled(board: Any, xs: list[float], ys: list[float], cells: list[list[str]]) -> None:
    """Rulings of a grid and a text in each cell; a newline in a cell is a wrapped line."""
    for x in xs:
        board.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
    for y in ys:
        board.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            for number, line in enumerate(text.split("\n")):
                put(board, xs[column] + 5, ys[row] + 4 + number * 14, line, 12)


TABLE = [["序号", "单位", "等次"], ["1", "市人力资源和\n社会保障局", "优秀"], ["2", "市水务局", ""]]


def table_page(board: Any) -> None:
    put(board, LEFT, 120, "抽查结果见下表")
    ruled(board, [80, 140, 300, 400], [160, 190, 230, 260], TABLE)
    put(board, LEFT, 300, "特此说明。")


def test_a_ruled_table_stands_in_reading_order_with_its_cells() -> None:
    source = read_pdf(draw(table_page), "a.pdf")
    assert source.text == "抽查结果见下表\n序号\t单位\t等次\n1\t市人力资源和社会保障局\t优秀\n2\t市水务局\t\n特此说明。"
    (table,) = source.tables
    assert table.span.of(source.text).startswith("序号")
    assert [(c.row, c.column, c.span.of(source.text)) for c in table.cells] == [
        (row, column, text.replace("\n", "")) for row, texts in enumerate(TABLE) for column, text in enumerate(texts)
    ]
    assert source.soft_breaks == ()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_table_on_a_turned_page(quarters: int) -> None:
    def marked(board: Any) -> None:
        board.setPageRotation(90 * quarters)
        unmarked(board)

    def unmarked(board: Any) -> None:
        lay_down(board, quarters)
        table_page(board)

    upright = read_pdf(draw(table_page), "a.pdf")
    sheet = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
    for data in (draw(marked), draw(unmarked, size=sheet)):
        source = read_pdf(data, "a.pdf")
        assert source.text == upright.text
        assert source.tables == upright.tables


def test_a_table_without_rulings_at_its_sides_keeps_its_outer_columns() -> None:
    def page(board: Any) -> None:
        put(board, LEFT, 120, "抽查结果见下表")
        for y in (160, 190, 230, 260):
            board.line(80, HEIGHT - y, 400, HEIGHT - y)
        for x in (140, 300):
            board.line(x, HEIGHT - 160, x, HEIGHT - 260)
        for row, texts in enumerate(TABLE):
            for x, text in zip((85, 145, 305), texts, strict=True):
                for number, line in enumerate(text.split("\n")):
                    put(board, x, (164, 194, 234)[row] + number * 14, line, 12)
        put(board, LEFT, 300, "特此说明。")

    source = read_pdf(draw(page), "a.pdf")
    assert source.text == read_pdf(draw(table_page), "a.pdf").text
    assert [(c.row, c.column) for c in source.tables[0].cells] == [(r, c) for r in range(3) for c in range(3)]


def test_merged_cells_tell_what_they_cover() -> None:
    def page(board: Any) -> None:
        for y in (160, 190, 220, 250):
            start = 160 if y == 220 else 80  # the first column of the last two rows is one cell
            board.line(start, HEIGHT - y, 400, HEIGHT - y)
        for x in (80, 400):
            board.line(x, HEIGHT - 160, x, HEIGHT - 250)
        board.line(160, HEIGHT - 190, 160, HEIGHT - 250)
        board.line(280, HEIGHT - 190, 280, HEIGHT - 250)
        for x, y, text in ((90, 164, "考核结果一览"), (85, 210, "一类"), (165, 194, "甲局"), (285, 194, "优秀")):
            put(board, x, y, text, 12)
        for x, y, text in ((165, 224, "乙局"), (285, 224, "良好")):
            put(board, x, y, text, 12)

    source = read_pdf(draw(page), "a.pdf")
    assert source.text == "考核结果一览\n一类\t甲局\t优秀\n乙局\t良好"
    (table,) = source.tables
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        (0, 0, 1, 3),
        (1, 0, 2, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]


def test_fonts_of_endless_ranges_cost_no_time() -> None:
    page = draw(table_page, pageCompression=0)
    bomb = page.replace(b"/W [ 1 [", b"/W [ 0 2000000000 5 1 [")
    assert len(bomb) > len(page)
    began = time.perf_counter()
    source = read_pdf(bomb, "a.pdf")
    assert time.perf_counter() - began < 5
    assert len(source.tables) == 1


@pytest.mark.parametrize(
    "spec",
    [
        {"W": [0, 2_000_000_000, 5]},
        {"W": [1, [5, 5], *[0, 65_535, 5] * 20]},
        {"W2": [0, 2_000_000_000, 1, 2, 3]},
        {"ToUnicode": b"1 beginbfrange <0000> <0001> <4E00> <00000000> <0fffffff> <0041> endbfrange"},
        {"ToUnicode": b"1 begincidrange <00000000><ffffffff> 0 endcidrange"},
    ],
)
def test_fonts_are_measured_before_they_are_built(spec: dict[str, Any]) -> None:
    from pdfminer.pdftypes import PDFStream

    from govtext.read.pdfminers import MeasuredFonts

    if "ToUnicode" in spec:
        spec = {"ToUnicode": PDFStream({}, spec["ToUnicode"])}
    with pytest.raises(LimitError, match="MAX_FONT_CODES"):
        MeasuredFonts().get_font(None, {"Subtype": None, **spec})


@pytest.mark.parametrize("name", ["_MAX_CONTENT", "_MAX_OBJECTS", "_MAX_CROSSINGS"])
def test_a_drawing_is_not_searched_for_tables(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = draw(table_page)
    monkeypatch.setattr(pdf, name, 8)
    source = read_pdf(data, "a.pdf")
    assert [notice.code for notice in source.notices] == ["table_skipped"]
    assert source.tables == ()
    assert all(entry in source.text for row in TABLE for entry in row if "\n" not in entry)


def test_a_frame_around_text_is_no_table() -> None:
    def page(board: Any) -> None:
        board.rect(60, 100, 470, 660)
        board.rect(64, 104, 462, 652)
        body(paginate(PARAGRAPHS, 40)[0])(board)

    source = read_pdf(draw(page), "a.pdf")
    assert source.tables == ()
    assert joined(source) == PARAGRAPHS


# --- Pages without text -----------------------------------------------------------------------------------------------


def picture(board: Any) -> None:
    board.rect(100, 300, 300, 200, fill=1)


def test_a_page_of_pictures_only_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    source = read_pdf(draw(body(paginate(PARAGRAPHS, 40)[0]), picture), "a.pdf")
    (notice,) = source.notices
    assert notice.code == "needs_ocr"
    assert "pip install govtext[ocr]" in notice.message
    assert notice.span == source.pages[1] == (len(source.text), len(source.text))
    assert joined(source) == PARAGRAPHS


@pytest.mark.parametrize("page", [picture, lambda board: None], ids=["picture", "blank"])
def test_a_pdf_without_any_text_says_so_for_each_page(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    source = read_pdf(draw(page, page), "a.pdf")
    assert source.text == ""
    assert source.pages == ((0, 0), (0, 0))
    assert codes(source) == ["needs_ocr", "needs_ocr"]


def test_a_blank_page_between_others_is_nothing_to_warn_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    one = body(paginate(PARAGRAPHS, 40)[0])
    assert codes(read_pdf(draw(one, lambda board: None, one), "a.pdf")) == []


def test_a_scan_with_the_scanner_makers_stamp_still_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def page(board: Any) -> None:
        board.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 0, 0, WIDTH, HEIGHT)
        put(board, 400, 800, "某某扫描软件", 10)

    monkeypatch.setattr(scan, "available", lambda: False)
    source = read_pdf(draw(page), "a.pdf")
    assert codes(source) == ["needs_ocr"]
    assert source.text == "某某扫描软件"


def test_recognised_lines_take_the_way_of_printed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = paginate(PARAGRAPHS, 40)[0]
    scale = 200 / 72
    seen = [
        scan.OcrLine(text, x0 * scale, y * scale, (x0 + em(text) * SIZE) * scale, (y + SIZE) * scale, 0.99)
        for n, (indent, text) in enumerate(lines)
        for x0, y in [(LEFT + indent * SIZE, 110 + n * PITCH)]
    ]
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setattr(scan, "ocr_page", lambda image: seen)
    source = read_pdf(draw(picture), "a.pdf")
    assert joined(source) == PARAGRAPHS
    assert codes(source) == ["ocr"]
    assert source.notices[0].span == source.pages[0]


# --- Refusals ---------------------------------------------------------------------------------------------------------

GOOD = body(paginate(PARAGRAPHS, 40)[0])


def test_a_password_is_named_with_its_remedy() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = draw(GOOD, encrypt=StandardEncryption("geheim", ownerPassword="besitzer", strength=128))
    with pytest.raises(FormatError, match="remove its password"):
        read_pdf(data, "a.pdf")


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = draw(GOOD, encrypt=StandardEncryption("", ownerPassword="besitzer", canCopy=0, strength=128))
    assert joined(read_pdf(data, "a.pdf")) == PARAGRAPHS


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.97])
def test_a_truncated_pdf_is_refused(share: float) -> None:
    data = draw(GOOD, GOOD, GOOD)
    with pytest.raises(FormatError, match="truncated"):
        read_pdf(data[: int(len(data) * share)], "a.pdf")


def test_what_is_no_pdf_or_a_broken_one_is_refused() -> None:
    for data in (b"\xd0\xcf\x11\xe0" * 100, b"%PDF-1.7\nnothing of use\n%%EOF\n", b"<html></html>"):
        with pytest.raises(FormatError):
            read_pdf(data, "a.pdf")
    with pytest.raises(InputError, match="empty"):
        read_pdf(b"", "a.pdf")


def test_damage_in_the_middle_gives_a_source_or_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    data = draw(GOOD, table_page, picture)
    for at in range(20, len(data) - 40, max(1, len(data) // 60)):
        with suppress(FormatError):
            assert len(read_pdf(data[:at] + b"\x00\xff\x00\xff" + data[at + 4 :], "a.pdf").pages) <= 3


@pytest.mark.parametrize(("name", "value"), [("MAX_PAGES", 2), ("MAX_INPUT_BYTES", 100), ("MAX_TEXT_CHARACTERS", 50)])
def test_limits_are_kept_and_named(name: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, name, value)
    with pytest.raises(LimitError, match=name):
        read_pdf(draw(GOOD, GOOD, GOOD), "a.pdf")


def test_the_limit_of_table_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TABLE_CELLS", 8)
    with pytest.raises(LimitError, match="MAX_TABLE_CELLS"):
        read_pdf(draw(table_page), "a.pdf")


# --- Images -----------------------------------------------------------------------------------------------------------


def png(mode: str = "RGB", size: tuple[int, int] = (200, 100)) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new(mode, size, "white").save(out, "PNG")
    return out.getvalue()


def test_an_image_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: False)
    with pytest.raises(MissingExtraError, match=r"pip install govtext\[ocr\]"):
        scan.read_image(png(), "a.png")


def test_pages_of_a_tiff_become_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    lines = iter([[scan.OcrLine("第一张的文字", 20, 20, 140, 40, 0.99)], []])
    monkeypatch.setattr(scan, "available", lambda: True)
    monkeypatch.setattr(scan, "ocr_page", lambda image: next(lines))
    out = BytesIO()
    Image.new("1", (200, 300), 1).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (200, 300), 1)])
    source = scan.read_image(out.getvalue(), "a.tif")
    assert source.media_type == "image/tiff"
    assert source.text == "第一张的文字"
    assert source.pages == ((0, 6), (6, 6))
    assert codes(source) == ["ocr", "no_text"]


def test_damaged_and_huge_images_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "available", lambda: True)
    with pytest.raises(FormatError):
        scan.read_image(png()[:40], "a.png")
    with pytest.raises(InputError):
        scan.read_image(b"", "a.png")
    monkeypatch.setattr(scan, "MAX_PIXELS", 1000)
    with pytest.raises(LimitError, match="MAX_PIXELS"):
        scan.read_image(png(), "a.png")


def test_recognition_of_a_printed_line() -> None:
    if not scan.available():
        pytest.skip("the ocr extra (rapidocr) is not installed")
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (700, 200), "white")
    ImageDraw.Draw(image).text((40, 60), "GB/T 9704-2012", font=ImageFont.load_default(48), fill="black")
    out = BytesIO()
    image.save(out, "PNG")
    source = scan.read_image(out.getvalue(), "a.png")
    assert source.text.replace(" ", "") == "GB/T9704-2012"
    assert codes(source) == ["ocr"]
