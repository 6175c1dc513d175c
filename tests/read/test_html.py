"""HTML: text in reading order, exact spans, furniture that never swallows the document, limits."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtext import lexicon
from govtext.errors import DecodeError, InputError, LimitError
from govtext.read import limits
from govtext.read.html import read_html
from govtext.source import Source, Table

BODY = (
    "<p>各县（区）人民政府，市政府各部门：</p><p>现将2019年度政务公开工作考评结果通报如下，请认真学习。</p>"
    "<p>一、考评结果</p><p>市财政局、市民政局考评等次为优秀，其余单位为良好。</p>"
)

TRS = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于考评结果的通报_某某市人民政府</title>
<meta name="SiteName" content="某某市人民政府"><meta name="ArticleTitle" content="关于考评结果的通报">
<meta name="PubDate" content="2020-01-15 09:30"><meta name="contentSource" content="市政务公开办">
<meta name="Keywords" content="考评"><meta name="Url" content="http://www.example.gov.cn/1.html">
<style>p{{color:red}}</style><script>var a = "脚本";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">通报</a></div>
<div class="xxgk_head"><table><tr><td><b>索 引 号：</b></td>
<td>000123/2020-00011</td><td>主题分类：</td><td>综合政务</td></tr>
<tr><td>发文字号：</td><td colspan="3">某政办〔2020〕3号</td></tr></table></div>
<div class="article"><h1 class="title">关于考评结果的通报</h1>
<div class="info">发布日期：2020-01-15 来源：市政务公开办</div>
<div class="TRS_Editor">{BODY}<p style="display:none">隐藏的字</p></div>
<div class="share-box">分享到：<a href="#">微信</a></div></div>
<div class="related"><h3>相关阅读</h3><ul>
<li><a href="/1">另一条新闻的标题</a></li><li><a href="/2">再一条</a></li></ul></div>
<div class="foot">版权所有：某某市人民政府 备案号：粤ICP备05000000号</div>
</body></html>"""


def load(markup: str) -> Source:
    return read_html(markup.encode(), "a.html")


def outside(source: Source) -> str:
    """The text without its furniture."""
    pieces, at = [], 0
    for start, end in source.furniture:
        pieces.append(source.text[at:start])
        at = end
    return "".join([*pieces, source.text[at:]])


def furniture(source: Source) -> str:
    return "\n".join(span.of(source.text) for span in source.furniture)


def rows(source: Source, table: Table) -> list[list[str]]:
    out: dict[int, list[str]] = {}
    for cell in table.cells:
        out.setdefault(cell.row, []).append(cell.span.of(source.text))
    return list(out.values())


def test_portal_page_keeps_document_and_marks_furniture() -> None:
    source = load(TRS)
    rest = outside(source)
    assert source.media_type == "text/html"
    assert source.encoding == "utf-8"
    for piece in ("索 引 号：\t000123/2020-00011\t主题分类：\t综合政务", "发文字号：\t某政办〔2020〕3号"):
        assert piece in rest
    assert "发布日期：2020-01-15 来源：市政务公开办" in rest
    assert "各县（区）人民政府，市政府各部门：\n现将2019年度" in rest
    for piece in ("首页", "当前位置", "分享到", "相关阅读", "另一条新闻的标题", "版权所有"):
        assert piece in furniture(source)
        assert piece not in rest
    for piece in ("脚本", "隐藏的字", "color", "Keywords", "example.gov.cn"):
        assert piece not in source.text


def test_facts_of_the_head_come_first_as_lines() -> None:
    source = load(TRS)
    assert source.text.split("\n")[:4] == [
        "ArticleTitle:关于考评结果的通报",
        "PubDate:2020-01-15 09:30",
        "ContentSource:市政务公开办",
        "SiteName:某某市人民政府",
    ]
    assert [(fact.name, fact.span.of(source.text)) for fact in source.metadata] == [
        ("ArticleTitle", "关于考评结果的通报"),
        ("PubDate", "2020-01-15 09:30"),
        ("ContentSource", "市政务公开办"),
        ("SiteName", "某某市人民政府"),
    ]
    assert source.furniture[0].contains(source.metadata[-1].span)


def test_title_is_the_printed_one() -> None:
    source = load(TRS)
    assert [span.of(source.text) for span in source.titles] == ["关于考评结果的通报"]
    assert source.titles[0].start > source.metadata[-1].span.end


def test_page_title_serves_only_where_nothing_else_states_one() -> None:
    assert "title:" not in load(TRS).text
    source = load(f"<title>关于考评结果的通报</title><body>{BODY}")
    assert source.text.startswith("title:关于考评结果的通报\n")
    assert [fact.name for fact in source.metadata] == ["title"]


def test_site_name_is_no_title() -> None:
    assert load(f"<title>某县政府网</title><body>{BODY}").metadata == ()


def test_unmarked_title_is_found_by_the_head() -> None:
    source = load(
        "<title>关于2019年考评结果的通报_某县政府网</title><body><table><tr><td align=center><font size=5>"
        f"关于2019年考评结果的通报</font></td></tr><tr><td>{BODY}</td></tr></table>"
    )
    assert [span.of(source.text) for span in source.titles] == ["关于2019年考评结果的通报"]
    assert source.metadata == ()


def test_site_banner_is_not_the_title() -> None:
    source = load(
        "<title>关于2019年考评结果的通报_某某市人民政府门户网站</title><body>"
        f"<h1>某某市人民政府</h1><div class=bt>关于2019年考评结果的通报</div><div id=zoom>{BODY}</div>"
    )
    assert [span.of(source.text) for span in source.titles] == ["关于2019年考评结果的通报"]


@pytest.mark.parametrize(
    "opening",
    [
        "<div class='TRS_Editor'>",
        "<div id='zoom'>",
        "<td id='UCAP-CONTENT'>",
        "<div class='pages_content'>",
        "<div class='bt_content'>",
        "<div class='article-conter'>",
        "<div id='js_content' style='visibility: hidden; opacity: 0;'>",
        "<div id='vsb_content_2'>",
        "<div class='view TRS_UEDITOR trs_paper_default'>",
        "<div><!--<$[信息内容]>begin-->",
        "<div><!--ZJEG_RSS.content.begin-->",
        "<article>",
        "<div class='whatever'>",
    ],
)
def test_content_of_many_systems_is_complete(opening: str) -> None:
    tag = re.match(r"<(\w+)", opening)
    assert tag
    menu = "".join(f"<li><a href='/{n}'>栏目{n}的名称</a></li>" for n in range(12))
    wrap = ("<table><tr>", "</tr></table>") if tag[1] == "td" else ("", "")
    source = load(
        f"<html><body><ul>{menu}</ul><div><p>关于考评结果的通报</p>{wrap[0]}{opening}{BODY}"
        f"<p>附件：<a href='/f/1.doc'>1.考评结果表.doc</a></p></{tag[1]}>{wrap[1]}</div>"
        f"<div><ul>{menu}</ul></div><div>主办单位：某某市人民政府办公室 网站标识码4401000001</div></body></html>"
    )
    rest = outside(source)
    assert rest.strip().startswith("关于考评结果的通报\n")
    assert "市财政局、市民政局考评等次为优秀，其余单位为良好。\n附件：1.考评结果表.doc" in rest
    assert "栏目3的名称" not in rest
    assert "网站标识码" not in rest
    assert source.text.count("栏目3的名称") == 2


def test_attachments_after_the_content_are_no_furniture() -> None:
    source = load(
        f"<body><div class=TRS_Editor>{BODY}</div><ul class=fj><li><a href='1.xls'>附件1：名单</a></li>"
        "<li><a href='2.pdf'>附件2：评分表</a></li></ul></body>"
    )
    assert "附件1：名单\n附件2：评分表" in outside(source)


def test_classes_of_furniture_do_not_swallow_text() -> None:
    source = load(f"<body><div class='print-share'>{BODY * 5}</div><div class='top'>某政办〔2020〕3号</div></body>")
    assert source.furniture == ()


def test_page_of_links_keeps_them() -> None:
    source = load("<body><ul>" + "".join(f"<li><a href='/{n}'>通知第{n}条</a></li>" for n in range(9)) + "</ul></body>")
    assert source.furniture == ()
    assert source.text.startswith("通知第0条\n通知第1条\n")


def test_lines_and_blanks_are_a_browsers() -> None:
    source = load(
        "<div>\n   <p>\u3000\u3000现将考评\n      结果<b>通</b><span>报</span>如下</p>\n\n <p>2019 年&nbsp;度</p>"
        "第一行<br>第二行<br><br><br><br>第三行<p>&nbsp;</p><p></p><p> </p><div><div>尾 GDP\n growth</div></div></div>"
    )
    assert source.text == ("\u3000\u3000现将考评结果通报如下\n2019 年\xa0度\n第一行\n第二行\n\n第三行\n\n尾 GDP growth")


def test_preformatted_text_keeps_its_lines() -> None:
    assert load("<pre>关于考评的通报\n\n  某政办〔2020〕3号\n正文</pre>").text == (
        "关于考评的通报\n\n  某政办〔2020〕3号\n正文"
    )


def test_hidden_and_silent_elements_leave_nothing() -> None:
    source = load(
        "<p>正文<font style='display: none'>乱码</font>内容</p><div hidden>甲</div><noscript>乙</noscript>"
        "<template><p>丙</p></template><!-- 丁 -->"
        "<textarea hidden>戊</textarea><iframe>己</iframe><i style='display:none'>庚</i>。"
    )
    assert source.text == "正文内容\n。"


def test_reading_aids_do_not_break_words() -> None:
    assert load("<p><ruby>務<rp>(</rp><rt>wù</rt><rp>)</rp></ruby>实工作</p>").text == "務实工作"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("<p><img src=1.jpg></p><p><img src=2.jpg></p>", ["needs_ocr"]),
        (f"<img src=1.jpg>{BODY}", []),
        ("<img src=1.jpg><table border=1><tr><td>单位<td>分<tr><td>甲局<td>9</table>", []),
        ("<p>见附件</p>", []),
    ],
)
def test_a_document_of_pictures_is_no_empty_success(content: str, codes: list[str]) -> None:
    page = f"<div class=logo><img src=0.png></div><h1>关于考评结果的通报</h1><div id=zoom>{content}</div>"
    foot = "<div class=footer>版权所有：某某市人民政府。<img src=3.png></div>"
    assert [notice.code for notice in load(page + foot).notices] == codes


def test_data_table_cell_by_cell() -> None:
    source = load(
        "<p>考评结果如下：</p><table border=1><caption>考评结果</caption><tbody>"
        "<tr><th rowspan=2>单位</th><th colspan=2>得分</th></tr><tr><th>2018年</th><th>2019年</th></tr>"
        "<tr><td><p>市财政局</p><p>（国资委）</p></td><td>95.5</td><td></td></tr>"
        "<tr><td>市民\n   政局</td><td>&nbsp;</td><td>90</td></tr></tbody></table><p>以上。</p>"
    )
    (table,) = source.tables
    assert table.span.of(source.text) == ("单位\t得分\n2018年\t2019年\n市财政局 （国资委）\t95.5\t\n市民政局\t\t90")
    assert source.text.startswith("考评结果如下：\n考评结果\n单位\t")
    assert source.text.endswith("\t90\n以上。")
    assert [(c.row, c.column, c.rows, c.columns) for c in table.cells[:5]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
    ]
    assert rows(source, table)[2:] == [["市财政局 （国资委）", "95.5", ""], ["市民政局", "", "90"]]


def test_spans_of_cells_are_bounded() -> None:
    source = load(
        "<table><tr><td colspan=99>标题行</td></tr><tr><td rowspan=1000000000>甲</td><td colspan=-3>1</td></tr>"
        "<tr><td rowspan=0>2</td></tr><tr></tr></table>"
    )
    (table,) = source.tables
    assert [(c.rows, c.columns) for c in table.cells] == [(1, 2), (3, 1), (1, 1), (2, 1)]
    assert [c.column for c in table.cells] == [0, 0, 1, 1]


def test_layout_tables_are_read_as_blocks() -> None:
    source = load(
        "<table><tr><td><table><tr><td>索引号：</td><td>001/2019</td></tr><tr><td>名称：</td><td>关于考评的通报</td></tr></table>"
        f"</td></tr><tr><td><table><tr><td width=10>&nbsp;</td><td>{BODY * 3}</td></tr></table></td></tr></table>"
    )
    (header,) = source.tables
    assert rows(source, header) == [["索引号：", "001/2019"], ["名称：", "关于考评的通报"]]
    assert "各县（区）人民政府，市政府各部门：\n现将2019年度政务公开工作考评结果通报如下" in source.text


def test_labels_and_values_in_blocks_share_a_line() -> None:
    source = load(
        "<dl><dt>索 引 号：</dt><dd>001/2019</dd><dt>主题词：</dt><dt>发文字号：</dt><dd>某政办〔2020〕3号</dd></dl>"
        f"<ul><li><span>成文日期：</span><span>2020年1月3日</span></li></ul><div id=zoom>{BODY}</div>"
    )
    assert source.text.startswith(
        "索 引 号：\t001/2019\n主题词：\n发文字号：\t某政办〔2020〕3号\n成文日期：2020年1月3日\n各县（区）"
    )


def test_label_without_value_does_not_take_the_text() -> None:
    source = load(f"<div>来源：</div><div id=zoom>{BODY}</div>")
    assert source.text.startswith("来源：\n各县（区）")


def test_fragment_without_html_is_all_document() -> None:
    source = load(f"\n {BODY}\n")
    assert source.furniture == ()
    assert source.metadata == ()
    assert source.text.startswith("各县（区）人民政府，市政府各部门：\n现将")
    assert source.text.endswith("其余单位为良好。")


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("gbk", "gb18030"), ("big5", "big5")])
def test_declared_encoding_is_used(charset: str, encoding: str) -> None:
    text = "關於考評結果的通報" if encoding == "big5" else "关于考评结果的通报"
    markup = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={charset}'></head><p>{text}</p>"
    source = read_html(markup.encode(encoding), "a.htm")
    assert source.text == text
    assert source.encoding is not None
    assert source.encoding.startswith(encoding[:4])


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_summary_cut_inside_a_character_costs_no_page(encoding: str) -> None:
    cut = "现将考评".encode(encoding)[:-1]
    head = b"<html><head><meta name='description' content='" + cut + b"' /></head><body>"
    source = read_html(head + BODY.encode(encoding), "a.html")
    assert source.encoding == encoding
    assert "现将2019年度政务公开工作考评结果通报如下" in source.text
    with pytest.raises(DecodeError):
        read_html(head + BODY.encode(encoding) + cut + b"</p>" + BODY.encode(encoding), "a.html")


def test_last_lines_of_a_document_in_a_footer_are_no_furniture() -> None:
    foot = "<div class=footer><p>抄送：市委办公室。</p><p>某某市政府办公室 2020年1月15日印发</p></div>"
    assert load(f"<div class=content>{BODY}</div>{foot}").furniture == ()


def test_taiwan_page_states_its_facts_as_dublin_core() -> None:
    source = load(
        "<head><meta name='DC.Title' content='公告修正要點'><meta name='DC.Date' content='2017-09-21'></head>"
        f"<body><main><p>公告修正要點，自即日生效，請查照並轉知所屬機關。</p>{BODY}</main></body>"
    )
    assert [(fact.name, fact.span.of(source.text)) for fact in source.metadata] == [
        ("ArticleTitle", "公告修正要點"),
        ("PubDate", "2017-09-21"),
    ]


@pytest.mark.parametrize(
    "markup",
    ["", "<head><title>通报</title></head><body><script>load()</script></body>", "<img src=x>", "<p>&nbsp;</p>"],
)
def test_page_without_text_says_so(markup: str) -> None:
    with pytest.raises(InputError, match="no text"):
        load(markup + "<br>")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<table><tr><td>" * 30_000 + "x",
        "<span>" * (limits.MAX_NESTING + 1) + "x",
        "<ul><li>" * 50_000 + "x",
    ],
)
def test_endless_nesting_is_refused(markup: str) -> None:
    began = time.perf_counter()
    with pytest.raises(LimitError, match="MAX_NESTING"):
        load(markup)
    assert time.perf_counter() - began < 2


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(LimitError, match="MAX_TABLE_CELLS"):
        load("<table>" + "<tr><td colspan=1000 rowspan=99999>甲<td>乙" * 3_000 + "</table>")


@pytest.mark.parametrize(
    "markup",
    [
        "".join(f"<font size={n}><p>x" for n in range(30_000)),
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
        "<div>" * 300 + "x</y>" * 50_000,
        "<p>正文。<plaintext>" + "<p>x" * 50_000,
        '<p a="' * 50_000 + '>x">y',
        "<!--" * 50_000 + "-->x",
        "x" + "&nbsp;<br>" * 50_000,
        "<a href=y><p>x" * 20_000,
    ],
)
def test_damaged_markup_costs_linear_time(markup: str) -> None:
    began = time.perf_counter()
    assert load(markup).text
    assert time.perf_counter() - began < 3


_MARKUP = (
    "<div>~</div>~<p>~</p>~<table>~<tr>~<td>~<td rowspan=3 colspan=2>~</table>~<br>~<b>~</b>~<h1>~</h1>~<ul class=nav>~"
    "</ul>~<a href=x>~</a>~<pre>~</pre>~ \n ~&nbsp;~&#0;~<div id=zoom>~<caption>~<select>~<!--~-->~索引号：~<footer>~"
    "<p style='display:none'>~<meta name=PubDate content=2020>~<dt>来源：</dt>~<dd>~<th>~关于考评的通报~中文，内容。~x"
)
_PIECES = st.sampled_from(_MARKUP.split("~"))


@given(st.lists(_PIECES, max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_consistent_spans(pieces: list[str]) -> None:
    try:
        source = load("".join(pieces))
    except InputError:
        return
    text = source.text
    assert text.strip()
    assert "\n\n\n" not in text or any(table.span.of(text).count("\n") for table in source.tables)
    for span in (*source.furniture, *source.titles, *(fact.span for fact in source.metadata)):
        assert 0 <= span.start < span.end <= len(text)
    assert all(a.end < b.start for a, b in pairwise(source.furniture))
    assert all(a.span.end <= b.span.start for a, b in pairwise(source.tables))
    for table in source.tables:
        shown = "".join(cell.span.of(text) for cell in table.cells)
        assert "".join(shown.split()) == "".join(table.span.of(text).split())
        assert not any(mark in cell.span.of(text) for cell in table.cells for mark in "\t\n")
        assert all(a.span.end <= b.span.start for a, b in pairwise(table.cells))
        grid = [(r, c) for x in table.cells for r in range(x.row, x.row + x.rows) for c in (x.column,)]
        assert len(grid) == len(set(grid))


def test_lexicon_proves_itself() -> None:
    ways = {"comment": re.search, "footer": re.search, "line": re.match}
    for row in lexicon.table("html_furniture"):
        search = ways.get(row["kind"], re.fullmatch)
        fold = re.IGNORECASE if row["kind"] == "meta" else 0
        for example in filter(None, row["examples"].split("|")):
            assert search(row["pattern"], example, fold), (row["pattern"], example)
        for example in filter(None, row["counter_examples"].split("|")):
            assert not search(row["pattern"], example, fold), (row["pattern"], example)


def test_real_pages_keep_their_title_and_text(shared: Path) -> None:
    index = [line.split("\t") for line in (shared / "archive" / "INDEX.tsv").read_text("utf-8").split("\n")[1:] if line]
    pages = [(row[0], row[4]) for row in index if row[0].startswith(("jx", "zhou")) and row[0].endswith(".html")]
    assert pages
    for name, title in pages:
        source = read_html((shared / "archive" / name).read_bytes(), name)
        kept = "".join(outside(source).split())
        assert "".join(title.split()) in kept, name
        assert source.tables or name.startswith("jx"), name
