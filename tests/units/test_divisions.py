"""Divisions by year: what the map was, what names mean, and which words of a text are no places."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtext import lexicon
from govtext.units.divisions import Division, ancestors, coded, find_places, full_name, named, short_name

LIUAN = "341500"
XUZHOU = "320300"


def _codes(name: str, year: int | None = None) -> list[str | None]:
    return [division.code for division in named(name, year)]


def _one(name: str, year: int | None = None) -> Division:
    (division,) = named(name, year)
    return division


def _found(text: str, year: int | None = None, within: str | None = None) -> list[tuple[str, str]]:
    """Each mention as printed, with the full name of what it means."""
    mentions = find_places(text, year, within)
    return [(mention.span.of(text), full_name(mention.division, year)) for mention in mentions]


# ---------------------------------------------------------------------------------------------------- the table


def test_the_table_is_well_formed() -> None:
    for row in lexicon.table("divisions"):
        assert re.fullmatch(r"(\d{6})?", row["code"]), row
        assert re.fullmatch(r"[\u4e00-\u9fff]{2,15}", row["name"]), row
        assert row["name"][-1] in "省市区县州盟旗", row
        assert 1980 <= int(row["since"]) <= int(row["until"] or 2024) <= 2024, row
        assert row["code"] or row["parent"] == "710000", row


def test_stretches_of_one_unit_do_not_overlap() -> None:
    rows = [row for row in lexicon.table("divisions") if row["code"]]
    for before, after in pairwise(rows):
        if all(before[key] == after[key] for key in ("code", "name", "parent")):
            assert int(before["until"]) < int(after["since"]), (before, after)


def test_todays_map_is_complete() -> None:
    """Totals of the Ministry of Civil Affairs for the end of 2024: 34, 333, 2846."""
    now = [row["code"] for row in lexicon.table("divisions") if row["code"] and not row["until"]]
    assert sum(code.endswith("0000") for code in now) == 34
    assert sum(code.endswith("00") and not code.endswith("0000") for code in now) == 333
    assert sum(not code.endswith("00") for code in now) == 2846


def test_every_parent_exists_in_every_year() -> None:
    for row in lexicon.table("divisions"):
        for division in named(row["name"]):
            if division.level == "province":
                assert division.parent is None
            else:
                assert division.parent
                for year in {division.since, division.until or 2024}:
                    above = ancestors(division, year)
                    assert above[0].level == "province", division
                    assert above[-1].code == division.parent, division


# ---------------------------------------------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("广州市", 1980, "440100"),
        ("广州市", 2030, "440100"),
        ("萝岗区", 2004, None),
        ("萝岗区", 2005, "440116"),
        ("萝岗区", 2012, "440116"),
        ("萝岗区", 2014, "440116"),
        ("萝岗区", 2015, None),
        ("增城市", 2012, "440183"),
        ("增城市", 2014, "440183"),
        ("增城市", 2015, None),
        ("增城区", 2013, None),
        ("增城区", 2014, "440118"),
        ("从化市", 2013, "440184"),
        ("番禺市", 1999, "440181"),
        ("番禺区", 2012, "440113"),
        ("叶集区", 2014, None),
        ("叶集区", 2015, "341504"),
        ("襄樊市", 2010, "420600"),
        ("襄樊市", 2011, None),
        ("襄阳市", 2009, None),
        ("襄阳市", 2010, "420600"),
        ("崇文区", 2010, "110103"),
        ("宣武区", 2011, None),
        ("潞州区", 2017, None),
        ("潞州区", 2018, "140403"),
        ("莱芜市", 2018, "371200"),
        ("莱芜市", 2020, None),
        ("莱芜区", 2020, "370116"),
        ("仙桃市", 2012, "429004"),
        ("杭州市", 1975, "330100"),
        ("香港特别行政区", 1996, None),
        ("香港特别行政区", 1997, "810000"),
        ("澳门特别行政区", 1999, "820000"),
        ("台湾省", 2012, "710000"),
    ],
)
def test_a_name_is_in_force_in_its_years(name: str, year: int, code: str | None) -> None:
    assert _codes(name, year) == ([code] if code else [])


def test_what_the_source_skips_is_filled() -> None:
    assert _codes("井陉矿区", 1990) == ["130107"]
    assert "511102" in _codes("市中区", 1988)


def test_a_county_that_changed_its_city_has_both_in_that_year() -> None:
    assert _codes("寿县", 2014) == ["341521"]
    assert _codes("寿县", 2015) == ["340422", "341521"]
    assert [full_name(division) for division in named("寿县", 2015)] == ["安徽省淮南市寿县", "安徽省六安市寿县"]


def test_a_city_that_only_got_another_code_is_there_once() -> None:
    assert _codes("瓦房店市", 1994) == ["219001"]
    assert _codes("瓦房店市", 1995) == ["210281"]


def test_without_a_year_the_latest_comes_first() -> None:
    years = [(division.until or 9999, division.since) for division in named("莱芜")]
    assert years == sorted(years, reverse=True)
    assert named("襄樊市")[0].until == 2010


def test_a_code_has_its_names_by_year() -> None:
    assert [division.name for division in coded("420600", 2005)] == ["襄樊市"]
    assert [division.name for division in coded("420600", 2024)] == ["襄阳市"]
    assert [division.name for division in coded("420600", 2010)] == ["襄阳市", "襄樊市"]
    assert coded("999999") == coded("") == ()


@pytest.mark.parametrize(
    ("name", "year", "whole"),
    [
        ("番禺区", 2012, "广东省广州市番禺区"),
        ("老河口市", 2005, "湖北省襄樊市老河口市"),
        ("老河口市", 2012, "湖北省襄阳市老河口市"),
        ("仙桃市", 2012, "湖北省仙桃市"),
        ("海淀区", 2012, "北京市海淀区"),
        ("石河子市", 2012, "新疆维吾尔自治区石河子市"),
        ("金寨县", 1990, "安徽省六安地区金寨县"),
        ("金寨县", 2012, "安徽省六安市金寨县"),
        ("琼山市", 1996, "海南省琼山市"),
        ("琼山县", 1986, "广东省海南行政区琼山县"),
        ("阿城市", 1995, "黑龙江省哈尔滨市阿城市"),
        ("龙胜各族自治县", 2012, "广西壮族自治区桂林市龙胜各族自治县"),
        ("屏东县", 2012, "台湾省屏东县"),
        ("广东省", 2012, "广东省"),
    ],
)
def test_a_full_name_is_that_of_the_year(name: str, year: int, whole: str) -> None:
    assert full_name(_one(name, year), year) == whole


def test_taiwan_has_names_without_codes() -> None:
    assert (_one("台中市", 2009).level, _one("台中市", 2012).level) == ("county", "prefecture")
    assert _one("新北市", 2012).code is None
    assert named("新北市", 2009) == ()
    assert _one("桃园县", 2012).parent == "710000"


# ---------------------------------------------------------------------------------------------------- short names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("番禺区", "番禺"),
        ("六安市", "六安"),
        ("六安地区", "六安"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("广西壮族自治区", "广西"),
        ("西藏自治区", "西藏"),
        ("香港特别行政区", "香港"),
        ("延边朝鲜族自治州", "延边"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("海西蒙古族藏族自治州", "海西"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("东乡族自治县", "东乡"),
        ("隆林各族自治县", "隆林"),
        ("三都水族自治县", "三都"),
        ("大通回族土族自治县", "大通"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("鄂温克族自治旗", "鄂温克"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("阿荣旗", "阿荣"),
        ("科尔沁左翼后旗", "科尔沁左翼后旗"),
        ("浦东新区", "浦东"),
        ("永新区", "永新"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("六枝特区", "六枝"),
        ("井陉矿区", "井陉矿区"),
        ("津市市", "津市"),
        ("市中区", "市中"),
        ("忻县", "忻县"),
        ("郊区", "郊区"),
    ],
)
def test_a_name_has_its_short_form(name: str, short: str) -> None:
    assert short_name(name) == short


def test_no_short_name_has_one_character() -> None:
    assert [row["name"] for row in lexicon.table("divisions") if len(short_name(row["name"])) < 2] == []


def test_named_knows_short_and_spoken_forms() -> None:
    assert _codes("延边", 2012) == _codes("延边州", 2012) == _codes("延边朝鲜族自治州", 2012) == ["222400"]
    assert [division.level for division in named("吉林", 2012)] == ["province", "prefecture"]
    assert _codes("长阳县", 2012) == ["420528"]
    assert _one("番禺", 2012).short_name == "番禺"
    assert named("市", 2012) == named("", 2012) == ()


# ---------------------------------------------------------------------------------------------------- in text


@pytest.mark.parametrize(
    ("text", "printed", "whole"),
    [
        ("广东省广州市番禺区人民政府", "广东省广州市番禺区", "广东省广州市番禺区"),
        ("报送安徽六安金寨县", "安徽六安金寨县", "安徽省六安市金寨县"),
        ("贵州省白云区", "贵州省白云区", "贵州省贵阳市白云区"),
        ("广州市白云区", "广州市白云区", "广东省广州市白云区"),
        ("浙江杭州西湖", "浙江杭州西湖", "浙江省杭州市西湖区"),
        ("六安市金寨的做法", "六安市金寨", "安徽省六安市金寨县"),
        ("吉林吉林市", "吉林吉林市", "吉林省吉林市"),
        ("安徽省 六安市　霍山县", "安徽省 六安市　霍山县", "安徽省六安市霍山县"),
        ("济南市中区", "济南市中区", "山东省济南市市中区"),
        ("枣庄市市中区", "枣庄市市中区", "山东省枣庄市市中区"),
        ("恩施州利川市", "恩施州利川市", "湖北省恩施土家族苗族自治州利川市"),
        ("湖北省仙桃市", "湖北省仙桃市", "湖北省仙桃市"),
        ("青海省海南藏族自治州共和县", "青海省海南藏族自治州共和县", "青海省海南藏族自治州共和县"),
        ("乌海市海南区", "乌海市海南区", "内蒙古自治区乌海市海南区"),
        ("江西南昌县", "江西南昌县", "江西省南昌市南昌县"),
        ("在合肥召开", "合肥", "安徽省合肥市"),
        ("原增城市", "增城市", "广东省广州市增城市"),
        ("结合运城市实际", "运城市", "山西省运城市"),
        ("湘潭", "湘潭", "湖南省湘潭市"),
        ("河南新县", "河南新县", "河南省信阳市新县"),
        ("对云南丽江的支援", "云南丽江", "云南省丽江市"),
        ("台湾省高雄市", "台湾省高雄市", "台湾省高雄市"),
        ("香港", "香港", "香港特别行政区"),
    ],
)
def test_a_place_is_found(text: str, printed: str, whole: str) -> None:
    assert _found(text) == [(printed, whole)]


@pytest.mark.parametrize(
    "text",
    [
        "促进和平的环境",
        "和平",
        "老城中的建筑",
        "隆重庆祝",
        "江河南北",
        "沿海城市规划",
        "新增城市低保对象",
        "振兴城市经济",
        "适应城市发展",
        "东部山区和湖区",
        "召开县委常委会",
        "完成县级考核",
        "相应县区",
        "各市县区",
        "创新县域经济",
        "推进老城区改造",
        "平安县（市、区）创建",
        "会同县有关部门",
        "教育、公安、民政部门",
        "促进长治久安",
        "、长治久安",
        "克服文山会海",
        "各位领导、来宾、同志们",
        "黄金、白银、铂金",
        "走中山路",
        "、中山路",
        "北京路12号",
        "经济开发区",
        "鼓楼区",
        "朝阳区",
        "市中区",
        "郊区",
        "金寨",
        "",
    ],
)
def test_what_is_no_place_or_several_is_not_reported(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("江西安全生产", ["江西"]),
        ("湖南昌明公司", ["湖南"]),
        ("荆州市公安局", ["荆州市"]),
        ("南昌市新建道路", ["南昌市"]),
        ("商丘市民权益", ["商丘市"]),
        ("海南区域合作", ["海南"]),
        ("广州市场监管", ["广州市"]),
        ("，西安全市", ["西安"]),
        ("广州市北京路", ["广州市"]),
        ("江苏省鼓楼区", ["江苏省"]),
    ],
)
def test_a_name_ends_where_another_word_begins(text: str, printed: list[str]) -> None:
    assert [mention for mention, _ in _found(text)] == printed


def test_the_year_decides_what_a_name_means() -> None:
    assert _found("湖北襄樊", 2008) == [("湖北襄樊", "湖北省襄樊市")]
    assert _found("襄樊市") == [("襄樊市", "湖北省襄樊市")]
    assert _found("襄樊市", 2013) == []
    assert _found("六安市寿县", 2012) == _found("六安市寿县", 2015) == [("六安市寿县", "安徽省六安市寿县")]
    assert _found("淮南市寿县", 2015) == [("淮南市寿县", "安徽省淮南市寿县")]
    assert _found("萝岗区、增城市", 2012) == [("萝岗区", "广东省广州市萝岗区"), ("增城市", "广东省广州市增城市")]
    assert [mention.division.code for mention in find_places("莱芜", 2012)] == ["371200"]
    assert [mention.division.code for mention in find_places("莱芜")] == ["370116"]


def test_neighbours_in_a_list_decide() -> None:
    assert [whole for _, whole in _found("徐州市鼓楼区、云龙区")] == ["江苏省徐州市鼓楼区", "江苏省徐州市云龙区"]
    assert [whole for _, whole in _found("玄武区、鼓楼区")] == ["江苏省南京市玄武区", "江苏省南京市鼓楼区"]
    assert [whole for _, whole in _found("朝阳区、海淀区")] == ["北京市朝阳区", "北京市海淀区"]
    assert [printed for printed, _ in _found("六安市金寨、舒城和霍山")] == ["六安市金寨", "舒城", "霍山"]
    assert [printed for printed, _ in _found("南宁、来宾")] == ["南宁", "来宾"]


def test_the_context_decides() -> None:
    assert _found("鼓楼区", 2018, XUZHOU) == [("鼓楼区", "江苏省徐州市鼓楼区")]
    assert _found("南京市鼓楼区", 2018, XUZHOU) == [("南京市鼓楼区", "江苏省南京市鼓楼区")]
    assert _found("鼓楼区", 2018, "321000") == []  # Jiangsu has two, neither is in Yangzhou
    assert _found("玄武区、鼓楼区", 2018, XUZHOU)[1] == ("鼓楼区", "江苏省南京市鼓楼区")
    assert _found("老城区", 2018, "410300") == [("老城区", "河南省洛阳市老城区")]
    assert _found("老城区", 2018, LIUAN) == []
    assert _found("教育、公安、民政", 2018, "421000") == []
    assert _found("鼓楼区", 2018, "000000") == []


def test_the_context_lets_short_names_of_counties_stand_alone() -> None:
    names = ["金寨县", "舒城县", "寿县", "裕安区"]
    text = "金寨、舒城(3个),寿县;裕安 均为良好"
    assert [mention.division.name for mention in find_places(text, 2012, LIUAN)] == names
    assert [mention.division.name for mention in find_places(text, 2012, "341503")] == names
    assert find_places("金寨", 2012, "440100") == []
    assert find_places("推金寨沟", 2012, LIUAN) == []


@given(
    st.text(alphabet="江苏省南京市鼓楼区玄武安徽六金寨县、和在全新增城路 朝阳州盟旗1", max_size=60),
    st.sampled_from([None, 1985, 2012]),
)
def test_mentions_are_in_order_and_apart(text: str, year: int | None) -> None:
    end = 0
    for span, division in find_places(text, year, LIUAN):
        assert end <= span.start < span.end <= len(text)
        assert division.in_force(year)
        end = span.end
