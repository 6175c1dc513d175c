"""What a name says in full at the document's own place and in its year."""

from __future__ import annotations

import pytest

from govtext.units import home_of
from govtext.units.home import Qualified

GUANGZHOU = home_of(["广州市人民政府办公厅"], 2012)
HUOSHAN = home_of(["霍山县人民政府"], 2018)
HUNAN = home_of(["湖南省人民政府办公厅"], 2022)
CASES = [
    (GUANGZHOU, "市财政局", "广州市财政局", "440100"),
    (GUANGZHOU, "番禺区政府", "广州市番禺区政府", "440113"),
    (GUANGZHOU, "萝岗区政府", "广州市萝岗区政府", "440116"),
    (GUANGZHOU, "增城市政府", "广州市增城市政府", "440183"),
    (GUANGZHOU, "广州港务局", "广州港务局", "440100"),
    (HUOSHAN, "县财政局", "霍山县财政局", "341525"),
    (HUOSHAN, "佛子岭镇", "霍山县佛子岭镇", "341525"),
    (HUNAN, "省教育厅", "湖南省教育厅", "430000"),
    (HUNAN, "长沙市", "湖南省长沙市", "430100"),
]


@pytest.mark.parametrize(("home", "name", "full", "code"), CASES)
def test_full_names(home: object, name: str, full: str, code: str) -> None:
    found = home.qualify(name)  # type: ignore[attr-defined]
    assert (found.name, found.code) == (full, code)


def test_official_names_are_those_of_the_year() -> None:
    assert GUANGZHOU.qualify("市经贸委").official == "广州市经济贸易委员会"
    assert home_of(["六安市人民政府"], 2018).qualify("市经信委").official == "六安市经济和信息化委员会"
    assert home_of(["六安市人民政府"], 2016).qualify("市环保局").official == "六安市环境保护局"
    assert home_of(["六安市人民政府"], 2022).qualify("市生态环境局").official == "六安市生态环境局"
    assert home_of(["六安市人民政府"], 2022).qualify("市环保局").official is None


def test_a_division_is_that_of_the_year() -> None:
    assert home_of(["六安市政务公开办公室"], 2018).qualify("叶集区").code == "341504"
    assert home_of(["广州市人民政府"], 2016).qualify("增城区政府").code == "440118"


def test_a_firm_is_given_no_place_and_keeps_its_own() -> None:
    assert GUANGZHOU.qualify("永丰化工有限公司") == Qualified("永丰化工有限公司")
    assert GUANGZHOU.qualify("广州市永丰化工有限公司").name == "广州市永丰化工有限公司"


def test_a_school_or_hospital_is_of_the_place_that_lists_it() -> None:
    assert HUOSHAN.qualify("城关小学").name == "霍山县城关小学"
    assert GUANGZHOU.qualify("番禺区人民医院").name == "广州市番禺区人民医院"
