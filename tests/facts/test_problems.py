"""Problems: where they are reported, how they are cut, what they name; and what is none."""

from __future__ import annotations

import pytest

import govtext
from govtext.errors import ModelError
from govtext.facts import FACTS, problems
from govtext.record import Bulletin

HEAD = "扬州市人民政府办公室关于2018年政务公开检查情况的通报\n\n各县、区人民政府：\n\n"
TAIL = "\n\n扬州市人民政府办公室\n2018年4月20日\n"


def read(body: str, head: str = HEAD) -> Bulletin:
    return govtext.extract_text(head + body + TAIL)


def statements(body: str) -> list[str]:
    return [row.statement for row in read(body).problems]


BELOW = "一、存在的主要问题\n"
CUTS = {
    "at semicolons": ("部分单位公开不及时；个别栏目长期空白。", ["部分单位公开不及时", "个别栏目长期空白"]),
    "at a clause with an extent of its own": (
        "一些县没有公布清单，有的公布了清单但缺少依据。",
        ["一些县没有公布清单", "有的公布了清单但缺少依据"],
    ),
    "at a clause with a new noun": (
        "有的单位目录编制粗糙，政府信息依申请答复文书格式不统一。",
        ["有的单位目录编制粗糙", "政府信息依申请答复文书格式不统一"],
    ),
    "not before a consequence": (
        "部分窗口授权不到位，群众难以一次办结。",
        ["部分窗口授权不到位，群众难以一次办结"],
    ),
    "not before a restatement": (
        "个别单位只公开程序，却不公开结果。",
        ["个别单位只公开程序，却不公开结果"],
    ),
    "without labels and connecting words": (
        "一是人员变动频繁；二是此外，经费没有列入预算。",
        ["人员变动频繁", "经费没有列入预算"],
    ),
    "a cause stays with its effect": (
        "由于制度没有细化，多数乡镇不知道该公开什么。",
        ["由于制度没有细化，多数乡镇不知道该公开什么"],
    ),
    "a unit and topics": (
        "东林县的财政预算、招生信息；西塘县的征地补偿等，存在公开不全的问题。",
        ["东林县的财政预算、招生信息", "西塘县的征地补偿等，存在公开不全的问题"],
    ),
    "background before the turn is praise": (
        "各单位网站建设取得了明显成效，但部分栏目更新滞后。",
        ["部分栏目更新滞后"],
    ),
}


@pytest.mark.parametrize("name", CUTS)
def test_sentences_are_cut_into_assertions(name: str) -> None:
    body, wanted = CUTS[name]
    assert statements(BELOW + body) == wanted


NONE = {
    "an order": "一、存在的主要问题\n以上问题，各单位要认真整改。",
    "an announcement": "一、存在的主要问题\n检查中发现存在以下问题：",
    "what is mended": "一、存在的主要问题\n去年指出的栏目空白问题已全部整改到位。",
    "praise": "一、主要成效\n各单位高度重视，公开工作取得明显成效。",
    "what was not found": "一、检查情况\n检查未发现违规收费问题。",
    "a rule": "一、有关规定\n存在下列情形之一的，由市政务公开办责令改正。",
    "orders below a heading": "一、下步工作要求\n各单位要着力解决公开不及时的问题。",
    "background of law": "一、存在的主要问题\n《条例》第十条规定，行政机关应当及时更新目录。",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_problem(name: str) -> None:
    assert statements(NONE[name]) == []


PLACES = {
    "a section": "一、不足之处\n部分单位公开不及时。",
    "a mixed section": "一、存在问题及改进措施\n部分单位公开不及时。下一步，我们将完善制度。",
    "an announcement in text": "总体情况较好，但仍存在一些不足：部分单位公开不及时。",
    "a turn without a heading": "各县公开工作稳步推进。但是，部分单位公开不及时。",
    "a heading that is one itself": "一、部分单位公开不及时",
    "a bullet that lost its number": "一、需要改进的方面\n• 公开时效不够强\n部分单位公开不及时。\n• 公开质量不够高\n个别文件缺少附件。",
}


@pytest.mark.parametrize("name", PLACES)
def test_places_where_problems_are_reported(name: str) -> None:
    assert "部分单位公开不及时" in statements(PLACES[name])


def test_headings_are_the_sources_own_and_no_generic_ones() -> None:
    rows = read("一、存在的问题\n（一）公开时效不强。部分单位公开不及时。\n二、主要问题\n个别栏目空白。").problems
    assert [(row.statement, row.heading) for row in rows] == [
        ("部分单位公开不及时", "公开时效不强"),
        ("个别栏目空白", None),
    ]


def test_a_direction_is_the_heading_where_there_is_none() -> None:
    (row,) = read("一、存在问题\n在平台建设方面，部分栏目无法打开。").problems
    assert row.heading == "平台建设方面"


def test_extent_units_and_numbers() -> None:
    first, second, third = read(
        BELOW + "个别单位没有公开年度报告；市财政局、民政局未按时报送材料；全市还有14个村没有设立公开栏。"
    ).problems
    assert (first.extent, first.units) == ("个别", ())
    assert [unit.name for unit in second.units] == ["市财政局", "市民政局"]
    assert [unit.qualified_name for unit in second.units] == ["扬州市财政局", "扬州市民政局"]
    assert second.extent is None
    assert len(third.numbers) == 1
    bulletin = read(BELOW + "全市还有14个村没有设立公开栏。")
    assert [bulletin.statistics[0].id] == list(bulletin.problems[0].numbers)


def test_the_field_chooses_the_taxonomy_and_the_contract_stays() -> None:
    (row,) = read(BELOW + "政策解读材料照搬原文。").problems
    assert (row.taxonomy, row.topic, row.category) == ("openness", "interpretation", "interpretation")
    head = "扬州市安全生产委员会关于2018年安全检查情况的通报\n\n各县、区人民政府：\n\n"
    (row,) = read(BELOW + "车间疏散通道被原料堵塞。", head).problems
    assert (row.taxonomy, row.topic, row.category) == ("general", "safety", "other")
    assert max(row.probabilities, key=row.probabilities.__getitem__) == "safety"


def test_the_user_overrides_the_taxonomy() -> None:
    pipeline = govtext.Pipeline({**FACTS, "problems": problems.using(model="general")})
    (row,) = pipeline.extract_text(HEAD + BELOW + "部分单位公开不及时。" + TAIL).problems
    assert row.taxonomy == "general"
    missing = govtext.Pipeline({"problems": problems.using(model="no-such-model")})
    with pytest.raises(ModelError, match="openness, general"):
        missing.extract_text(HEAD + BELOW + "部分单位公开不及时。" + TAIL)


def test_statements_stand_where_their_spans_say() -> None:
    bulletin = read(BELOW + "(1)部分单位\n公开不及时;(2)個別欄目空白。")
    assert bulletin.text is not None
    for row in bulletin.problems:
        assert bulletin.text[row.span.start : row.span.end] == row.statement
