"""Official names of organs: what a printed name stood for in the year of its bulletin."""

from __future__ import annotations

from itertools import pairwise
from typing import cast, get_args

import pytest

from govtext import lexicon
from govtext.units import organs
from govtext.units.organs import Level, is_department, official_stem

ROWS = lexicon.table("organ_names")
COLLECTIVE = {"local": ["prefecture", "county"], "regional": ["province", "prefecture", "county"]}


def _levels(cell: str) -> list[str]:
    return [level for part in cell.split("|") for level in COLLECTIVE.get(part, [part])]


def _asked(column: str) -> list[tuple[str, str, str]]:
    return [
        (row["name"], question, row["official"]) for row in ROWS for question in filter(None, row[column].split("|"))
    ]


def _answer(name: str, question: str) -> str | None:
    level, year, *place = question.split(" ")
    return official_stem(name, cast(Level, level), int(year), *place)


# -- the lexicon ---------------------------------------------------------------------------------------------------


def test_the_lexicon_is_large_enough_and_has_no_blanks() -> None:
    assert len(ROWS) >= 450
    for row in ROWS:
        assert all((row["name"], row["level"], row["official"])), row
        assert all(cell == cell.strip() for cell in row.values()), row
        assert set(_levels(row["level"])) <= set(get_args(Level)), row


def test_no_interval_ends_before_it_begins() -> None:
    for row in ROWS:
        assert int(row["since"] or 1900) <= int(row["until"] or 2100), row


def test_one_name_has_one_official_name_at_a_time() -> None:
    intervals: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for row in ROWS:
        for level in _levels(row["level"]):
            interval = (int(row["since"] or 0), int(row["until"] or 9999))
            intervals.setdefault((row["name"], level, row["place"]), []).append(interval)
    for key, found in intervals.items():
        for earlier, later in pairwise(sorted(found)):
            assert earlier[1] < later[0], key


def test_every_place_is_a_full_name() -> None:
    for row in ROWS:
        assert not row["place"] or row["place"].endswith(("省", "市", "区", "自治区")), row


def test_an_official_name_stands_for_itself() -> None:
    """A bulletin that prints the full name must not be answered with another one."""
    for row in ROWS:
        year = int(row["until"] or 2024)
        for level in _levels(row["level"]):
            answer = official_stem(row["official"], cast(Level, level), year, row["place"])
            assert answer in (row["official"], None), row


@pytest.mark.parametrize(("name", "question", "official"), _asked("examples"))
def test_examples(name: str, question: str, official: str) -> None:
    assert _answer(name, question) == official


@pytest.mark.parametrize(("name", "question", "official"), _asked("counter_examples"))
def test_counter_examples(name: str, question: str, official: str) -> None:
    assert _answer(name, question) != official


# -- what users rely on --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "level", "year", "official"),
    [
        ("环保局", "prefecture", 2012, "环境保护局"),
        ("环保局", "prefecture", 2020, None),
        ("生态环境局", "prefecture", 2020, "生态环境局"),
        ("生态环境局", "county", 2021, None),  # a county's is a branch of the city's
        ("环保总局", "central", 2005, "国家环境保护总局"),
        ("环保部", "central", 2012, "环境保护部"),
        ("国家计委", "central", 1995, "国家计划委员会"),
        ("国家计委", "central", 2001, "国家发展计划委员会"),
        ("发改委", "central", 2012, "国家发展和改革委员会"),
        ("发改委", "prefecture", 2012, "发展和改革委员会"),
        ("广电总局", "central", 2005, "国家广播电影电视总局"),
        ("广电总局", "central", 2015, "国家新闻出版广电总局"),
        ("广电总局", "central", 2020, "国家广播电视总局"),
        ("国家药监局", "central", 2010, None),
        ("卫计委", "county", 2016, "卫生和计划生育委员会"),
        ("卫健委", "county", 2016, None),
        ("交通局", "prefecture", 2005, "交通局"),
        ("交通局", "prefecture", 2009, None),
        ("交通局", "prefecture", 2018, "交通运输局"),
        ("国税局", "prefecture", 2018, "国家税务局"),
        ("税务局", "prefecture", 2020, None),
        ("城管局", "prefecture", 2018, None),
        ("自然资源局", "county", 2021, None),
        ("计生委", "province", 1995, "计划生育委员会"),
        ("计生委", "province", 2010, "人口和计划生育委员会"),
        ("法院", "province", 2012, "高级人民法院"),
        ("法院", "prefecture", 2012, "中级人民法院"),
        ("法院", "county", 2012, "人民法院"),
        ("财政局", "county", 1960, "财政局"),
        ("无此局", "county", 2012, None),
    ],
)
def test_names_by_year(name: str, level: Level, year: int, official: str | None) -> None:
    assert official_stem(name, level, year) == official


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("经贸委", "经济贸易委员会"),
        ("建委", "城乡建设委员会"),
        ("交委", "交通委员会"),
        ("外经贸局", "对外贸易经济合作局"),
        ("国土房管局", "国土资源和房屋管理局"),
        ("城管执法局", "城市管理综合执法局"),
        ("规划局", "规划局"),
        ("民族宗教局", "民族宗教事务局"),
        ("人口计生局", "人口和计划生育局"),
        ("安全监管局", "安全生产监督管理局"),
        ("食品药品监管局", "食品药品监督管理局"),
        ("国资委", "人民政府国有资产监督管理委员会"),
        ("金融办", "金融工作办公室"),
        ("政务办", "人民政府政务管理办公室"),
    ],
)
def test_guangzhou_in_2012(name: str, official: str) -> None:
    assert official_stem(name, "prefecture", 2012, "广州市") == official


def test_the_place_goes_before_what_is_usual() -> None:
    assert official_stem("住建局", "prefecture", 2022) == "住房和城乡建设局"
    assert official_stem("住建局", "prefecture", 2022, "深圳市") == "住房和建设局"
    assert official_stem("住建局", "prefecture", 2022, "宁德市") == "住房和城乡建设局"


def test_a_place_answers_only_for_its_own_years() -> None:
    assert official_stem("经贸委", "prefecture", 2005, "广州市") == "经济贸易委员会"
    assert official_stem("经贸委", "prefecture", 2018, "广州市") is None


def test_without_year_the_name_must_have_had_one_meaning() -> None:
    assert official_stem("环保局", "prefecture", None) == "环境保护局"
    assert official_stem("国家计委", "central", None) is None
    assert official_stem("计生委", "province", None) is None
    assert official_stem("住建局", "prefecture", None, "深圳市") is None


def test_without_level_the_levels_must_agree() -> None:
    assert official_stem("人社局", None, 2012) == "人力资源和社会保障局"
    assert official_stem("国家发改委", None, 2012) == "国家发展和改革委员会"
    assert official_stem("发改委", None, 2012) is None
    assert official_stem("法院", None, 2012) is None


@pytest.mark.parametrize(
    "name",
    [
        "发改委",
        "城管局",
        "重点项目局",
        "营商环境办",
        "团市委",
        "农业农村委",
        "民政局",
        "两山办公室",
        "食品安全局",
        "综合办",
        "市政委",
    ],
)
def test_departments(name: str) -> None:
    assert is_department(name)


@pytest.mark.parametrize(
    "name", ["", "局", "布局", "新发展格局", "挂牌督办", "主办", "市委", "服务大厅", "医院", "张店镇"]
)
def test_not_departments(name: str) -> None:
    assert not is_department(name)


def test_a_bad_lexicon_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = dict.fromkeys(ROWS[0], "") | {"name": "甲局", "level": "village", "official": "甲局"}
    monkeypatch.setattr(lexicon, "table", lambda _: (bad,))
    with pytest.raises(organs.LexiconError):
        organs._rows.__wrapped__()
