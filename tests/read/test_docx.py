"""What a user relies on of DOCX reading: nothing lost, nothing doubled, numbers as Word shows them, damage named."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest

from govtext.errors import FormatError, GovtextError, InputError, LimitError
from govtext.read import limits, read
from govtext.read.docx import MEDIA_TYPE, read_docx
from govtext.read.numbering import render_number
from govtext.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: dict[str, str | bytes], **options: int) -> bytes:
    """A ZIP container with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}) as container:
        for path, content in parts.items():
            container.writestr(path, content)
    return buffer.getvalue()


def document(body: str, **parts: str) -> bytes:
    """A DOCX file whose body is this XML; further parts by name (`numbering`, `styles`, `footnotes`)."""
    files: dict[str, str | bytes] = {
        "word/document.xml": f"{HEAD}<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"{HEAD}<w:{name} {W} {MC}>{content}</w:{name}>"
    return package(files)


def paragraph(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(number: int, text: str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    numbers = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{numbers}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def definition(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def instance(key: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def text_of(body: str, **parts: str) -> str:
    return read_docx(document(body, **parts), "a.docx").text


def lay_out(source: Source) -> list[tuple[str, int, int, int, int]]:
    return [(c.span.of(source.text), c.row, c.column, c.rows, c.columns) for t in source.tables for c in t.cells]


# --- text ------------------------------------------------------------------------------------------------------------


def test_a_document_of_an_office_program() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("关于全市政务公开考评情况的通报", 0)
    made.add_heading("一、考评结果", 1)
    made.add_paragraph("共有3个单位被评为优秀。")
    grid = made.add_table(rows=2, cols=2)
    for at, words in enumerate(("单位", "得分", "市财政局", "95.5")):
        grid.cell(at // 2, at % 2).text = words
    made.add_paragraph("特此通报。")
    buffer = io.BytesIO()
    made.save(buffer)
    source = read(buffer.getvalue(), name="通报.docx")
    assert source.text.split("\n") == [
        "关于全市政务公开考评情况的通报",
        "一、考评结果",
        "共有3个单位被评为优秀。",
        "单位\t得分",
        "市财政局\t95.5",
        "特此通报。",
    ]
    assert (source.media_type, source.encoding, source.name) == (MEDIA_TYPE, None, "通报.docx")
    assert [span.of(source.text) for span in source.titles] == ["关于全市政务公开考评情况的通报"]
    assert lay_out(source)[2:] == [("市财政局", 1, 0, 1, 1), ("95.5", 1, 1, 1, 1)]
    assert source.tables[0].span.of(source.text) == "单位\t得分\n市财政局\t95.5"


def test_tabs_breaks_and_hyphens() -> None:
    run = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t>"
    assert text_of(run + '<w:sym w:char="F0FC"/></w:r></w:p>') == "甲\t乙\n丙-丁"


def test_characters_of_symbol_fonts() -> None:
    def symbols(*places: tuple[str, str]) -> str:
        return "".join(f'<w:sym w:font="{font}" w:char="{place}"/>' for font, place in places)

    known = symbols(("Wingdings 2", "F052"), ("Wingdings 2", "00A3"), ("Symbol", "F0B3"), ("Wingdings", "F081"))
    source = read_docx(document(f"<w:p><w:r>{known}<w:t>九十分</w:t></w:r></w:p>"), "a.docx")
    assert (source.text, source.notices) == ("☑□≥①九十分", ())
    unknown = symbols(("Wingdings", "F028"), ("华文行楷", "F0B3"), ("Symbol", "x"))
    source = read_docx(document(f"<w:p><w:r>{unknown}<w:t>电话</w:t></w:r></w:p>"), "a.docx")
    assert source.text == "电话"
    assert [(notice.code, notice.message[:10]) for notice in source.notices] == [("unmapped_characters", "3 drawings")]


def test_tab_stops_are_no_tabs() -> None:
    assert text_of(paragraph("甲", '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>')) == "甲"


def test_revisions_read_as_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        "<w:p>"
        + run.format("共")
        + "<w:del><w:r><w:delText>5</w:delText><w:t>5</w:t></w:r></w:del><w:ins>"
        + run.format("6")
        + "</w:ins><w:moveFrom>"
        + run.format("移走")
        + "</w:moveFrom><w:moveTo>"
        + run.format("移来")
        + "</w:moveTo></w:p>"
    )
    assert text_of(body) == "共6移来"


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    assert (
        text_of(paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半") + paragraph("下段"))
        == "前半后半\n下段"
    )


def test_a_deleted_row_is_gone() -> None:
    rows = (row(cell(paragraph("甲")), cell(paragraph("1"))), row(cell(paragraph("乙")), properties="<w:del/>"))
    assert text_of(table(*rows)) == "甲\t1"


def test_containers_in_a_line_are_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        "<w:p><w:hyperlink>" + run.format("链") + "</w:hyperlink><w:smartTag>" + run.format("签") + "</w:smartTag>"
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + run.format("控") + "</w:sdtContent></w:sdt>"
        '<w:fldSimple w:instr="DATE">' + run.format("域") + "</w:fldSimple></w:p>"
    )
    assert text_of(body) == "链签控域"


def test_blocks_in_content_controls_are_read() -> None:
    assert text_of(f"<w:sdt><w:sdtContent>{paragraph('甲')}{paragraph('乙')}</w:sdtContent></w:sdt>") == "甲\n乙"


def field(code: str, result: str) -> str:
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{result}</w:t></w:r>{end}"


def test_fields_show_their_result_only() -> None:
    inner = field("MERGEFIELD x", "条件")
    nested = field("IF", "甲").replace("<w:r><w:instrText>", f"{inner}<w:r><w:instrText>")
    assert text_of(f"<w:p>{nested}<w:r><w:t>乙</w:t></w:r></w:p>") == "甲乙"


@pytest.mark.parametrize(
    ("codes", "shown"),
    [(["eq \\o\\ac(", "○", ",1)"], "①"), (["EQ \\o\\ac(○,密)"], "密"), (["eq \\f(1,2)"], ""), (["PAGE"], "")],
)
def test_encircled_characters_are_fields_without_a_result(codes: list[str], shown: str) -> None:
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    assert text_of(f"<w:p>{begin}{code}{end}<w:r><w:t>加强领导</w:t></w:r></w:p>") == f"{shown}加强领导"


def test_an_unfinished_field_does_not_swallow_the_rest() -> None:
    assert text_of('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("正文")).strip() == "正文"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(body) == "框外\n框内"


def test_hidden_text_is_left_out_and_reported() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r>'
    source = read_docx(document(f"<w:p>{hidden}{shown}</w:p>"), "a.docx")
    assert source.text == "明"
    assert [notice.code for notice in source.notices] == ["hidden_text"]


def test_notes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("数据截至年底。")}</w:footnote>'
    )
    assert text_of(paragraph("正文"), footnotes=notes) == "正文\n数据截至年底。"


@pytest.mark.parametrize("title", ["Title", "标题", "title"])
def test_only_the_title_style_is_a_title(title: str) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="a{at}"><w:name w:val="{name}"/></w:style>'
        for at, name in enumerate((title, "heading 1", "Subtitle"))
    )
    body = "".join(paragraph(f" 第{at}行", f'<w:pStyle w:val="a{at}"/>') for at in range(3))
    source = read_docx(document(body, styles=styles), "a.docx")
    assert [span.of(source.text) for span in source.titles] == ["第0行"]


def test_the_main_part_may_have_another_name() -> None:
    relations = (
        f'<Relationships><Relationship Type="{RELATIONS}/officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    body = f"<w:document {W}><w:body>{paragraph('正文')}</w:body></w:document>"
    assert read(package({"_rels/.rels": relations, "word/document2.xml": body}), name="a.docx").text == "正文"


def test_other_namespaces_of_the_strict_dialect() -> None:
    body = f"<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body>{paragraph('正文')}</x:body></x:document>"
    strict = body.replace("w:", "x:")
    assert read_docx(package({"word/document.xml": strict}), "a.docx").text == "正文"


# --- tables ----------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_once() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell(paragraph("类别"), properties='<w:gridSpan w:val="2"/>'), cell(paragraph("等次"))),
        row(cell(paragraph("甲类"), properties=begin), cell(paragraph("市财政局")), cell(paragraph("优秀"))),
        row(cell(paragraph(), properties=go_on), cell(paragraph("市审计局")), cell(paragraph("良好"))),
        row(cell(paragraph(), properties=go_on), cell(paragraph("市统计局")), cell(paragraph("良好"))),
    )
    source = read_docx(document(paragraph("前") + body + paragraph("后")), "a.docx")
    assert source.text == "前\n类别\t等次\n甲类\t市财政局\t优秀\n市审计局\t良好\n市统计局\t良好\n后"
    assert lay_out(source) == [
        *(("类别", 0, 0, 1, 2), ("等次", 0, 2, 1, 1)),
        *(("甲类", 1, 0, 3, 1), ("市财政局", 1, 1, 1, 1), ("优秀", 1, 2, 1, 1)),
        *(("市审计局", 2, 1, 1, 1), ("良好", 2, 2, 1, 1), ("市统计局", 3, 1, 1, 1), ("良好", 3, 2, 1, 1)),
    ]
    assert source.tables[0].span == (2, len(source.text) - 2)


def test_cells_merged_in_the_old_way_stand_once() -> None:
    begin, go_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    body = table(
        row(cell(paragraph("甲"), properties=begin), cell(paragraph(), properties=go_on), cell(paragraph("乙"))),
        row(cell(paragraph("1")), cell(paragraph("2")), cell(paragraph("3"))),
    )
    source = read_docx(document(body), "a.docx")
    assert source.text == "甲\t乙\n1\t2\t3"
    assert lay_out(source)[:2] == [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)]


def test_a_cell_is_one_line_with_its_nested_table() -> None:
    inner = table(row(cell(paragraph("内1")), cell(paragraph("内2"))), row(cell(paragraph("内3"))))
    two = "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t></w:r></w:p>"
    source = read_docx(document(table(row(cell(two, inner, paragraph("末")), cell(paragraph("边"))))), "a.docx")
    assert source.text == "上 下 右 内1 内2 内3 末\t边"
    assert len(source.tables) == 1


def test_a_frame_of_one_cell_is_no_table() -> None:
    source = read_docx(document(table(row(cell(paragraph("甲"), paragraph("乙"))))), "a.docx")
    assert (source.text, source.tables) == ("甲\n乙", ())
    column = table(row(cell(paragraph("文件"))), row(cell(paragraph("一、甲"), paragraph("二、乙"))), row())
    source = read_docx(document(column), "a.docx")
    assert (source.text, source.tables) == ("文件\n一、甲\n二、乙", ())


def test_rows_that_begin_later_keep_their_columns() -> None:
    body = table(
        row(cell(paragraph("甲")), cell(paragraph("乙"))),
        row(cell(paragraph("丙")), properties='<w:gridBefore w:val="1"/>'),
    )
    assert lay_out(read_docx(document(body), "a.docx"))[-1] == ("丙", 1, 1, 1, 1)


# --- automatic numbers -----------------------------------------------------------------------------------------------


def test_numbers_as_shown() -> None:
    lists = definition(
        0,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    ) + instance(1, 0)
    body = (
        *(numbered(1, "基本情况"), numbered(1, "组织", 1), numbered(1, "制度", 1), numbered(1, "细则", 2)),
        *(numbered(1, "存在问题"), numbered(1, "不及时", 1), paragraph("正文"), numbered(1, "不全面", 1)),
    )
    assert text_of("".join(body), numbering=lists).split("\n") == [
        *("一、基本情况", "（一）组织", "（二）制度", "1.细则"),
        *("二、存在问题", "（一）不及时", "正文", "（二）不全面"),
    ]


def test_numbers_of_several_levels_and_of_law() -> None:
    lists = definition(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3"),
    ) + instance(1, 0)
    body = numbered(1, "总则") + numbered(1, "甲", 1) + numbered(1, "乙", 2)
    assert text_of(body, numbering=lists).split("\n") == ["第一章总则", "1.1甲", "一.1.1乙"]


def test_lists_of_one_definition_count_on_unless_restarted() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = definition(0, level(0, "decimal", "%1、")) + instance(1, 0) + instance(2, 0) + instance(3, 0, restart)
    body = "".join(numbered(key, "项") for key in (1, 1, 2, 3, 3))
    assert text_of(body, numbering=lists) == "1、项\n2、项\n3、项\n1、项\n2、项"


def test_a_list_may_override_a_level() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=3)}</w:lvlOverride>'
    lists = definition(0, level(0, "decimal", "%1、")) + instance(1, 0, other)
    assert text_of(numbered(1, "项"), numbering=lists) == "C)项"


@pytest.mark.parametrize(("restart", "last"), [("", "1）"), ('<w:lvlRestart w:val="0"/>', "2）")])
def test_a_level_restarts_unless_told_not_to(restart: str, last: str) -> None:
    lists = definition(0, level(0, "decimal", "%1、"), level(1, "decimal", "%2）", restart)) + instance(1, 0)
    body = numbered(1, "甲") + numbered(1, "子", 1) + numbered(1, "乙") + numbered(1, "子", 1)
    assert text_of(body, numbering=lists).split("\n")[-1] == f"{last}子"


STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="mine"/><w:basedOn w:val="2"/></w:style>'
)


def test_numbers_come_from_styles() -> None:
    lists = definition(
        0, level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), level(1, "chineseCounting", "（%2）")
    ) + instance(1, 0)
    off = '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = "".join(paragraph("项", f'<w:pStyle w:val="{key}"/>') for key in (1, 2, 3)) + paragraph("无", off)
    assert text_of(body, numbering=lists, styles=STYLES).split("\n") == ["一、项", "（一）项", "（二）项", "无"]


def test_a_level_linked_to_the_style_is_taken() -> None:
    lists = definition(
        0, level(0, "decimal", "%1、"), level(1, "upperRoman", "%2.", '<w:pStyle w:val="1"/>')
    ) + instance(1, 0)
    assert text_of(paragraph("项", '<w:pStyle w:val="1"/>'), numbering=lists, styles=STYLES) == "I.项"


def test_a_definition_may_stand_behind_a_numbering_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    lists = definition(0, level(0, "ideographTraditional", "%1、")) + linked + instance(1, 0) + instance(2, 1)
    assert text_of(numbered(2, "项"), numbering=lists, styles=styles) == "甲、项"


def test_the_blank_after_a_number() -> None:
    lists = definition(0, level(0, "decimal", "%1.", '<w:suff w:val="space"/>'), level(1, "decimal", "%2.")) + instance(
        1, 0
    )
    body = numbered(1, "甲") + numbered(1, "乙", 1) + numbered(1, "5亿元", 1)
    assert text_of(body, numbering=lists).split("\n") == ["1. 甲", "1.乙", "2. 5亿元"]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    lists = definition(
        0,
        level(0, "bullet", "l").replace("</w:lvl>", fonts + "</w:lvl>"),
        level(1, "bullet", "\uf0b7"),
        level(2, "bullet", "◆"),
    ) + instance(1, 0)
    body = "".join(numbered(1, "项", at) for at in range(3))
    assert text_of(body, numbering=lists) == "•项\n•项\n◆项"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "japaneseCounting", "十二"),
        (10, "ideographTraditional", "癸"),
        (11, "ideographTraditional", "11"),
        (10, "ideographDigital", "一〇"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (28, "lowerLetter", "bb"),
        (26, "upperLetter", "Z"),
        (9, "lowerRoman", "ix"),
        (1994, "upperRoman", "MCMXCIV"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (2, "ideographEnclosedCircle", "㈡"),
        (5, "none", ""),
        (5, "bullet", ""),
        (5, "somethingNew", "5"),
        (2_000_000_000, "lowerLetter", "2000000000"),
    ],
)
def test_number_formats(value: int, form: str, shown: str) -> None:
    assert render_number(value, form) == shown


# --- damage and attack -----------------------------------------------------------------------------------------------


def test_damage_is_a_format_error() -> None:
    good = document(paragraph("正文" * 500))
    for at in (40, len(good) // 2, len(good) - 10):
        with pytest.raises(FormatError):
            read(good[:at], name="a.docx")
    with pytest.raises(FormatError):
        read_docx(package({"word/other.xml": "x"}), "a.docx")
    with pytest.raises(FormatError, match="XML"):
        read_docx(package({"word/document.xml": "<w:document>"}), "a.docx")
    with pytest.raises(FormatError, match="body"):
        read_docx(package({"word/document.xml": f"<w:document {W}/>"}), "a.docx")


def test_every_cut_and_flip_is_a_typed_error_or_a_reading() -> None:
    good = document(table(row(cell(paragraph("甲")), cell(paragraph("乙")))), numbering=definition(0))
    for at in range(0, len(good), 7):
        for bad in (good[:at], good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]):
            with suppress(GovtextError):
                read(bad, name="a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "b">]>'
    xml = f"{head}<w:document {W}><w:body/></w:document>"
    with pytest.raises(FormatError, match="document type"):
        read_docx(package({"word/document.xml": xml.encode(encoding)}), "a.docx")


def test_codecs_that_could_hide_something_are_refused() -> None:
    xml = b'<?xml version="1.0" encoding="cp037"?><x/>'
    with pytest.raises(FormatError, match="encoding"):
        read_docx(package({"word/document.xml": xml}), "a.docx")


def test_bombs_hit_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = document(paragraph(" " * 30_000_000))
    with pytest.raises(LimitError, match="MAX_UNPACK_RATIO"):
        read_docx(bomb, "a.docx")
    deep = document("<w:sdt>" * 500 + "</w:sdt>" * 500)
    with pytest.raises(LimitError, match="MAX_NESTING"):
        read_docx(deep, "a.docx")
    wide = document(
        table(row(cell(paragraph("甲"), properties='<w:gridSpan w:val="9999999"/>'), cell(paragraph("乙"))))
    )
    with pytest.raises(LimitError, match="MAX_TABLE_CELLS"):
        read_docx(wide, "a.docx")
    monkeypatch.setattr(limits, "MAX_TEXT_CHARACTERS", 100)
    with pytest.raises(LimitError, match="MAX_TEXT_CHARACTERS"):
        read_docx(document(paragraph("字" * 101)), "a.docx")
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(LimitError, match="MAX_UNPACKED_BYTES"):
        read_docx(document(paragraph("字" * 1000)), "a.docx")
    monkeypatch.setattr(limits, "MAX_ENTRIES", 10)
    with pytest.raises(LimitError, match="MAX_ENTRIES"):
        read_docx(package({f"word/{at}.xml": "" for at in range(11)}), "a.docx")


def test_deep_tables_within_the_limit_are_read() -> None:
    body = paragraph("芯")
    for _ in range(120):
        body = table(row(cell(body), cell(paragraph("边"))))
    assert text_of(body).startswith("芯 边 边")


def test_nothing_in_it_is_an_input_error_and_pictures_ask_for_recognition() -> None:
    with pytest.raises(InputError):
        read_docx(document(paragraph()), "a.docx")
    empty = f"<w:document {W}><w:body><w:p/></w:body></w:document>"
    source = read_docx(package({"word/document.xml": empty, "word/media/image1.png": b"\x89PNG"}), "a.docx")
    assert [notice.code for notice in source.notices] == ["needs_ocr"]
