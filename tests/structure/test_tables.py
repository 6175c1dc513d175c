"""Tables of every print form become the same grid; what merely looks like one does not."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from govtext import lexicon
from govtext.normalise import normalise
from govtext.read import read
from govtext.source import Cell, Source, Table, digest
from govtext.structure import read_structure
from govtext.structure.model import Document
from govtext.structure.tables import Grid, find_tables, is_column_name
from govtext.text import Span


def document(
    text: str, tables: tuple[Table, ...] = (), pages: tuple[Span, ...] = (), **more: tuple[Span, ...]
) -> Document:
    source = Source("t", "text/plain", "utf-8", digest(text.encode()), text, pages=pages, tables=tables, **more)
    return read_structure(source, normalise(source))


def prove(document: Document) -> tuple[Grid, ...]:
    """The grids of a document, each cell proved by the characters at its span."""
    grids = find_tables(document)
    text = document.view.text
    for grid in grids:
        for rows in (grid.header_rows, grid.rows):
            for number, row in enumerate(rows):
                assert len(row) == len(grid.header)
                for column, cell in enumerate(row):
                    if cell is not None:
                        assert cell.text == "".join(cell.span.of(text).split()) != ""
                        assert grid.span.contains(cell.span)
                        assert (cell.row, cell.column) <= (number, column)
                        assert rows[cell.row][cell.column] is cell
    for left, right in pairwise(grids):
        assert left.span.end <= right.span.start
    return grids


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in grid.rows]


def one(text: str) -> Grid:
    (grid,) = prove(document(text))
    return grid


SCORES = [["1", "教育局", "97.3"], ["2", "财政局", "95.8"], ["3", "佳县", "94.1"]]
HEADER = ("名次", "单位", "得分")
FORMS = {
    "tabs": "名次\t单位\t得分\n1\t教育局\t97.3\n2\t财政局\t95.8\n3\t佳  县\t94.1\n",
    "pipes": "| 名次 | 单位 | 得分 |\n|---|:---:|---:|\n| 1 | 教育局 | 97.3 |\n| 2 | 财政局 | 95.8 |\n| 3 | 佳 县 | 94.1 |\n",
    "bare pipes": "名次 | 单位 | 得分\n---|---|---\n1 | 教育局 | 97.3\n2 | 财政局 | 95.8\n3 | 佳县 | 94.1\n",
    "aligned": "  名次    单  位      得  分\n  1       教育局      97.3\n  2       财政局      95.8\n  3       佳  县      94.1\n",
    "aligned, wide blanks": "名次　　单　位　　得　分\n1　　　教育局　　97.3\n2　　　财政局　　95.8\n3　　　佳　县　　94.1\n",
    "aligned, header closed up": "名 次   单 位   得 分\n1    教育局    97.3\n2    财政局    95.8\n3    佳县    94.1\n",
    "cells": "名次\n单位\n得分\n1\n教育局\n97.3\n2\n财政局\n95.8\n3\n佳县\n94.1\n",
    "cells with blank lines": "名次\n\n单位\n\n得分\n\n1\n\n教育局\n\n97.3\n\n2\n\n财政局\n\n95.8\n\n3\n\n佳县\n\n94.1\n",
    "cells over pages": "名次\n单位\n得分\n1\n教育局\n97.3\n— 3 —\n名次\n单位\n得分\n2\n财政局\n95.8\n第4页\n3\n佳县\n94.1\n",
    "tabs over pages": "名次\t单位\t得分\n1\t教育局\t97.3\n— 3 —\n名次\t单位\t得分\n2\t财政局\t95.8\n3\t佳县\t94.1\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_print_form_gives_the_same_grid(form: str) -> None:
    grid = one(
        f"现将结果予以公布，请认真学习。\n附件\n2012年度考核结果\n{FORMS[form]}\n特此通报，请各单位认真抓好落实。\n"
    )
    assert grid.header == HEADER
    assert texts(grid) == SCORES
    assert grid.caption == "2012年度考核结果"
    assert len(grid.header_rows) == 1


def test_traditional_text_is_read_in_the_view() -> None:
    grid = one("名次\n單位\n得分\n等次\n1\n鎮頭鎮\n96\n優良\n2\n許村鎮\n61\n合格\n")
    assert grid.header == ("名次", "单位", "得分", "等次")
    assert texts(grid) == [["1", "镇头镇", "96", "优良"], ["2", "许村镇", "61", "合格"]]


# --- tabs


def test_blank_cells_are_none() -> None:
    grid = one("县区\t得分\t备注\n天长市\t95.6\t\n明光市\t\t缺考\n全椒县\t90\t\n")
    assert texts(grid) == [["天长市", "95.6", ""], ["明光市", "", "缺考"], ["全椒县", "90", ""]]
    assert grid.rows[1][1] is None


def test_a_cell_merged_over_rows_that_text_printed_once() -> None:
    grid = one(
        "等级\t序号\t企业名称\t得分\nA级\t1\t山泉公司\t97\n2\t草原公司\t96\nB级\t3\t天河面粉\t88\n4\t湖城豆业\t87\n"
    )
    assert texts(grid)[1] == ["A级", "2", "草原公司", "96"]
    assert texts(grid)[3] == ["B级", "4", "湖城豆业", "87"]
    assert grid.rows[0][0] is grid.rows[1][0]


def test_a_header_of_two_rows_in_text() -> None:
    grid = one(
        "城市\tPM2.5\t\t综合指数\t\n\t浓度\t同比\t数值\t排名\n合肥市\t32\t-3.0\t3.62\t7\n淮北市\t43\t-2.3\t4.18\t16\n"
    )
    assert grid.header == ("城市", "PM2.5浓度", "PM2.5同比", "综合指数数值", "综合指数排名")
    assert len(grid.header_rows) == 2
    assert len(grid.rows) == 2


def test_years_and_ordinals_head_columns() -> None:
    grid = one("指标\t计量单位\t2011年\t2012年\n甲\t1\t2\t3\n投资\t万元\t100\t90\n产值\t万元\t200\t180\n")
    assert grid.header == ("指标", "计量单位", "2011年", "2012年")
    assert texts(grid) == [["投资", "万元", "100", "90"], ["产值", "万元", "200", "180"]]
    assert one("区划\t2011\t2012\n产值\t100\t110\n税收\t20\t30\n").header == ("区划", "2011", "2012")


def test_without_header_names_are_blank() -> None:
    grid = one("得分如下。\n天长市\t95.6\t优秀\n明光市\t84.5\t良好\n全椒县\t94.1\t优秀\n")
    assert grid.header == ("", "", "")
    assert grid.header_rows == ()
    assert len(grid.rows) == 3


def test_totals_stay_rows() -> None:
    assert texts(one("序号\t地区\t检查单位(家)\n1\t河  北\t171\n2\t内蒙古\t98\n合计\t\t269\n"))[-1] == [
        "合计",
        "",
        "269",
    ]


# --- pipes


def test_a_pipe_table_whose_header_is_blank_takes_its_first_row() -> None:
    grid = one("| | |\n|---|---|\n|单位|得分|\n|教育局|95|\n|财政局| |\n")
    assert grid.header == ("单位", "得分")
    assert texts(grid) == [["教育局", "95"], ["财政局", ""]]


def test_two_pipe_tables_in_a_row() -> None:
    grids = prove(document("|单位|得分|\n|---|---|\n|甲局|95|\n|县区|合格率|\n|---|---|\n|乙县|90%|\n"))
    assert [grid.header for grid in grids] == [("单位", "得分"), ("县区", "合格率")]


# --- columns aligned by blanks


def test_a_line_that_lacks_a_cell_is_placed_under_its_columns() -> None:
    grid = one(
        "  名次    单  位          得  分\n  1       教 育 局        97.3\n  2       财政局          95.8\n"
        "  3       民政局 机关      94.1\n  合计                    287.2\n"
    )
    assert texts(grid)[2:] == [["3", "民政局机关", "94.1"], ["合计", "", "287.2"]]


@pytest.mark.parametrize(
    "text",
    [
        "出席人员\n张三    李四    王五\n赵六    钱七    孙八\n周九    吴十    郑一\n",
        "  某某市教育局          某某市财政局\n  某某市民政局          某某市人社局\n    2014年1月16日        2014年1月16日\n",
        "甲方：教育局    乙方：财政局\n代表：张三      代表：李四\n日期：2014年    日期：2014年\n",
        "目  录\n一、总体情况      1\n二、主要问题      3\n三、整改要求      8\n",
        "一、总体情况  ……………  1\n二、主要问题  ……………  3\n三、整改要求  ……………  8\n",
        "1.八十九年七月十一日院字第 16640  號\n  令、行政院字第 19450  號令會同訂定發布全文 18 條；並\n  正發布第 2、4、5  條條文；並自發布日施行\n"
        "  第 4  屆第 5  會期第 2  次會議\n",
        "得分  95\n合格  12\n",
    ],
)
def test_blanks_that_make_no_table(text: str) -> None:
    assert prove(document(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "一、\t总体情况。全市各级各部门认真贯彻落实，成效明显。\n二、\t存在问题。个别单位公开不及时。\n三、\t下步要求。请认真整改。\n",
        "\t为进一步做好工作，现将3项要求通知如下。\n\t各单位要高度重视，按时报送95%以上。\n",
        "目  录\n一、总体情况\t1\n二、主要问题\t3\n三、整改要求\t8\n",
        "联系人：\t张三\n联系电话：\t0551-62600000\n传真：\t0551-62600001\n",
        "联系人\t张三\n联系电话\t0551-62600000\n",
        "附件：\t1.考核结果\n\t2.考核办法\n",
        "1.\t2012年\n2.\t2013年\n3.\t2014年\n",
        "索引号\t00322\t信息分类\t通报\n发文机关\t滁州市\t成文日期\t2016-10-12\n文号\t滁政办秘〔2016〕147号\t发布日期\t2016-10-14\n",
        "索引号：\t00322\n发文字号：\t滁政办秘〔2016〕147号\n",
        "\t\t\t教育局\n\t\t\t2014年1月16日\n",
    ],
)
def test_tabs_that_make_no_table(text: str) -> None:
    assert prove(document(text)) == ()


# --- one cell a line


def test_ranks_with_ties_and_a_note_behind() -> None:
    grid = one(
        "名次\n学校\n得分\n1\n一中\n96.4\n2\n二中\n93\n3\n三中\n91.5\n3\n四中\n91.5\n5\n五中\n89\n注:三中、四中并列第3名。\n上一篇:通知\n"
    )
    assert [row[0] for row in texts(grid)] == ["1", "2", "3", "3", "5"]


def test_a_last_record_without_its_end_is_left_out() -> None:
    grid = one("名次\n学校\n得分\n等级\n1\n一中\n96.4\n优秀\n2\n二中\n93\n良好\n3\n三中\n84\n注：未评等级。\n")
    assert len(grid.rows) == 2


def test_blank_lines_are_blank_cells_and_a_total_keeps_its_columns() -> None:
    grid = one("序号\n单位\n得分\n备注\n1\n教育局\n95\n\n2\n财政局\n93\n补报\n3\n民政局\n90\n\n特此通报\n")
    assert texts(grid) == [["1", "教育局", "95", ""], ["2", "财政局", "93", "补报"], ["3", "民政局", "90", ""]]
    grid = one("序号\n单位\n家数\n件数\n1\n教育局\n95\n4\n2\n财政局\n93\n5\n合计\n188\n9\n特此通报。\n")
    assert texts(grid)[-1] == ["合计", "", "188", "9"]


def test_records_without_a_counting_column() -> None:
    grid = one("考核结果\n县区\n得分\n等次\n榆阳区\n96.8\n优秀\n神木市\n95.9\n优秀\n府谷县\n—\n良好\n特此通报。\n")
    assert grid.header == ("县区", "得分", "等次")
    assert texts(grid)[-1] == ["府谷县", "—", "良好"]


def test_a_bracket_on_its_own_line_belongs_to_the_name_above() -> None:
    grid = one("序号\n城市\n合格率\n（%）\n1\n合肥\n32\n2\n淮北\n43\n")
    assert grid.header == ("序号", "城市", "合格率（%）")


def test_a_merged_header_in_cells_is_not_guessed() -> None:
    grid = one("序号\n城市\nPM2.5\n浓度\n同比\n1\n合肥\n32\n-3\n2\n淮北\n43\n-2\n3\n亳州\n41\n0\n")
    assert grid.header == ("", "", "", "")
    assert texts(grid)[2] == ["3", "亳州", "41", "0"]


@pytest.mark.parametrize(
    "text",
    [
        "时间\n地点\n内容\n首页\n政务公开\n办事服务\n互动交流\n",
        "序号单位得分1教育局952财政局93\n",
        "单位\n得分\n教育局\n95\n",
        "序号\n单位\n1\n教育局\n",
        "名称\n标题\n日期\n2012-01-01\n政务公开\n2012-01-02\n办事服务\n",
    ],
)
def test_lines_that_make_no_table(text: str) -> None:
    assert prove(document(text)) == ()


# --- marked-up tables

HTML = """<html><body><p>现将考核结果通报如下，请各单位认真抓好落实。</p><p>附件1</p><p>消防考核（单位：分）</p><table border=1>
<tr><td rowspan=2>类别</td><td rowspan=2>单位</td><td colspan=2>等次</td></tr><tr><td>优秀</td><td>良好</td></tr>
<tr><td rowspan=2>县区</td><td>佳 县</td><td>95</td><td></td></tr><tr><td>神木市</td><td></td><td>84</td></tr>
<tr><td colspan=2>合计</td><td>95</td><td>84</td></tr><tr><td colspan=4>注：未计加分。</td></tr></table><p>完。</p></body></html>"""


def test_merged_cells_of_html() -> None:
    source = read(HTML.encode(), name="a.html")
    (grid,) = prove(read_structure(source, normalise(source)))
    assert grid.header == ("类别", "单位", "等次优秀", "等次良好")
    assert texts(grid) == [["县区", "佳县", "95", ""], ["县区", "神木市", "", "84"], ["合计", "合计", "95", "84"]]
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.rows[2][0] is grid.rows[2][1]
    assert len(grid.header_rows) == 2
    assert (grid.caption, grid.unit) == ("消防考核（单位：分）", "分")


def table_of(text: str, start: int, rows: list[str]) -> tuple[Table, int]:
    """A table whose rows stand in a text from an offset on, tabs between the cells, and the offset behind it."""
    cells, at = [], start
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.split("\t")):
            assert text.startswith(cell, at)
            cells.append(Cell(Span(at, at + len(cell)), number, column))
            at += len(cell) + 1
    return Table(Span(start, at - 1), tuple(cells)), at


def test_a_table_over_two_pages_is_one_grid() -> None:
    first = ["序号\t单位\t得分", "1\t甲局\t95"]
    second = ["序号\t单位\t得分", "2\t乙局\t93"]
    head = "考核结果\n"
    text = head + "\n".join(first) + "\n— 1 —\n" + "\n".join(second) + "\n"
    one_table, at = table_of(text, len(head), first)
    two_table, _ = table_of(text, text.index("序号", at), second)
    cut = text.index("序号", at)
    found = prove(document(text, (one_table, two_table), (Span(0, cut), Span(cut, len(text)))))
    assert [texts(grid) for grid in found] == [[["1", "甲局", "95"], ["2", "乙局", "93"]]]


@pytest.mark.parametrize(
    "rows", [["标题一", "标题二"], ["索引号\t00322", "发文字号\t某府〔2012〕1号", "主题词\t"], ["正" * 500 + "\t导航"]]
)
def test_layout_and_header_tables_are_left_out(rows: list[str]) -> None:
    text = "\n".join(rows) + "\n"
    table, _ = table_of(text, 0, rows)
    assert prove(document(text, (table,))) == ()


# --- caption and unit


@pytest.mark.parametrize(
    ("above", "caption", "unit"),
    [
        ("表1  2020年财政收支\n单位：万元\n", "表1 2020年财政收支", "万元"),
        ("财政收支（单位：万元）\n\n", "财政收支（单位：万元）", "万元"),
        ("财政收支    单位：万元、%\n", "财政收支", "万元、%"),
        ("财政收支\n\t\t单位：万元\n", "财政收支", "万元"),
        ("财政收支\n填报单位：某市财政局\t单位：万元\n", "财政收支", "万元"),
        ("单位：某市财政局\n", None, None),
        ("附件1\n", None, None),
        ("现将收支情况公布如下：\n", None, None),
        ("收支情况良好。\n", None, None),
        ("2012年3月5日\n", None, None),
        ("财政收支\n\n\n\n", None, None),
    ],
)
def test_caption_and_unit(above: str, caption: str | None, unit: str | None) -> None:
    grid = one(f"{above}单位\t收入\t支出\n甲局\t100\t90\n乙局\t200\t190\n")
    assert (grid.caption, grid.unit) == (caption, unit)
    assert grid.header == ("单位", "收入", "支出")


def test_a_unit_in_the_corner_of_a_header_stays() -> None:
    grid = one("单位：万元\t收入\t支出\n甲局\t100\t90\n乙局\t200\t190\n")
    assert grid.header == ("单位：万元", "收入", "支出")


def test_a_table_is_no_caption_of_the_next() -> None:
    grids = prove(document("|县区|得分|\n|---|---|\n|天长|95|\n单位\t收入\t支出\n甲局\t100\t90\n"))
    assert [grid.caption for grid in grids] == [None, None]


# --- lexicon, cost


def test_the_lexicon_proves_its_examples() -> None:
    for row in lexicon.table("table_headers"):
        whole = row["kind"] == "whole"
        if whole:
            assert is_column_name(row["word"], whole=True)
        for text in filter(None, row["examples"].split("|")):
            assert is_column_name(text, whole=whole), text
        for text in filter(None, row["counter_examples"].split("|")):
            assert not is_column_name(text), text


LINES = [
    "为推动政务公开工作落到实处，市政府办公室对各级各部门进行了督查，现将有关情况通报如下。" * 4 + "\n",
    "1\t教育局\t95.6\n",
    "1  教育局  95\n1  教育局\n1  教  育  局\n",
    "序号\n单位\n得分\n",
    "序号\n单位\n1\n教育局\n2\n",
    "|-\n",
    "\t\n",
    "|甲|乙|\n|---|---|\n",
    "— 3 —\n",
]


@pytest.mark.parametrize("line", LINES)
def test_cost_is_linear(line: str) -> None:
    def cost(characters: int) -> float:
        text = line * (characters // len(line))
        source = Source("t", "text/plain", "utf-8", "", text)
        made = read_structure(Source("t", "text/plain", "utf-8", "", ""), normalise(source))
        took = []
        for _ in range(3):
            begun = time.process_time()
            find_tables(made)
            took.append(time.process_time() - begun)
        return min(took)

    assert cost(80_000) < 0.02 + 8 * cost(20_000)
