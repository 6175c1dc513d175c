"""Document numbers: what is one, where its code begins, how it is normalised, and what only looks like one."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from govtext.values.docnumber import DocNumber, find_numbers


def only(text: str) -> DocNumber:
    numbers = find_numbers(text)
    assert len(numbers) == 1, numbers
    return numbers[0]


def normalized(text: str) -> list[str]:
    return [number.normalized for number in find_numbers(text)]


@pytest.mark.parametrize(
    "printed",
    [
        "穗府办〔2012〕41号",
        "穗府办[2012]41号",
        "穗府办(2012)41号",
        "穗府办（2012）41号",
        "穗府办【2012】41号",
        "穗府办﹝2012﹞41号",
        "穗府办［2012］41号",
        "穗府办〔2012]41号",
        "穗府办〔2012)41号",
        "穗府办 〔 2012 〕 41 号",
        "穗府办〔2012〕041号",
        "穗府办〔2012〕第41号",
        "穗府办〔二〇一二〕41号",
        "穗府办〔2012〕号41",
        "穗府辦〔2012〕41號",
    ],
)
def test_every_spelling_of_a_number_is_the_same_number(printed: str) -> None:
    number = only(printed)
    assert number == DocNumber((0, len(printed)), "穗府办〔2012〕41号", "standard", "穗府办", 2012, "41")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据穗府办〔2010〕18号", "穗府办〔2010〕18号"),
        ("按照国办发[2012]3号", "国办发〔2012〕3号"),
        ("经国函〔2011〕5号同意", "国函〔2011〕5号"),
        ("现按照衢市人社发[2021]25号执行", "衢市人社发〔2021〕25号"),
        ("按国办发(1985)49号", "国办发〔1985〕49号"),
        ("发文字号:穗府办〔2012〕41号", "穗府办〔2012〕41号"),
        ("2012年8月30日穗府办〔2012〕41号", "穗府办〔2012〕41号"),
        ("二〇一二年八月三十日穗府办〔2012〕41号", "穗府办〔2012〕41号"),
        ("国务院办公厅国办发〔2012〕12号", "国办发〔2012〕12号"),
        ("某某市人民政府办公厅穗府办〔2012〕41号", "穗府办〔2012〕41号"),
        ("关于促进健康发展的若干意见国发〔2011〕12号各省", "国发〔2011〕12号"),
        ("重点核查了针对国核安函〔2019〕7号", "国核安函〔2019〕7号"),
        ("执行国务院〔1977〕142号文件", "国务院〔1977〕142号"),
        ("我院法〔1998〕86号通知", "法〔1998〕86号"),
        ("工信部联规〔2012〕3号", "工信部联规〔2012〕3号"),
        ("发改办环资〔2012〕3号", "发改办环资〔2012〕3号"),
        ("和政发〔2012〕3号", "和政发〔2012〕3号"),
        ("从府〔2012〕3号", "从府〔2012〕3号"),
        ("鲁建（办）字〔2012〕3号", "鲁建（办）字〔2012〕3号"),
    ],
)
def test_the_code_begins_where_the_code_begins(text: str, expected: str) -> None:
    number = only(text)
    assert number.normalized == expected
    assert number.span.of(text).endswith("号")
    assert number.span.start == text.index(expected[:2])


@pytest.mark.parametrize(
    ("text", "expected", "code", "year", "serial"),
    [
        ("冀教财函2019年155号", "冀教财函〔2019〕155号", "冀教财函", 2019, "155"),
        ("[1993]价费字164号", "〔1993〕价费字164号", "价费字", 1993, "164"),
        ("〔84〕国函字182号", "〔84〕国函字182号", "国函字", 1984, "182"),
        ("你部(85)煤财字第817号", "〔85〕煤财字第817号", "煤财字", 1985, "817"),
        ("参照林业部（65）林经政字第13号", "〔65〕林经政字第13号", "林经政字", 1965, "13"),
        ("文件和国家计委（69）计重字第0112号", "〔69〕计重字第112号", "计重字", 1969, "112"),
        ("中石化〔1996〕办字392号", "中石化〔1996〕办字392号", "中石化", 1996, "392"),
        ("〔1993〕外经贸管发第159号", "〔1993〕外经贸管发第159号", "外经贸管发", 1993, "159"),
        ("(国发〔2012〕23)", "国发〔2012〕23号", "国发", 2012, "23"),
        ("国发〔2012〕12、13号", "国发〔2012〕12、13号", "国发", 2012, "12、13"),
        ("法函〔2012〕1号之二", "法函〔2012〕1号之二", "法函", 2012, "1号之二"),
        ("〔2012〕41号", "〔2012〕41号", None, 2012, "41"),
        ("《某办法》（常财金2016年31号）", "常财金〔2016〕31号", "常财金", 2016, "31"),
        ("（国办发〔2013〕9\n3号，以下", "国办发〔2013〕93号", "国办发", 2013, "93"),
        ("国土资源部国土资预审字[2014]136号", "国土资预审字〔2014〕136号", "国土资预审字", 2014, "136"),
        ("此前国法秘函（2005）436号", "国法秘函〔2005〕436号", "国法秘函", 2005, "436"),
        ("（昭公（交）行罚决字〔2021〕53号）", "昭公（交）行罚决字〔2021〕53号", "昭公（交）行罚决字", 2021, "53"),
        ("会议纪要\n〔2021〕9号", "〔2021〕9号", None, 2021, "9"),
    ],
)
def test_a_standard_number_in_all_its_shapes(
    text: str, expected: str, code: str | None, year: int, serial: str
) -> None:
    number = only(text)
    assert (number.normalized, number.form) == (expected, "standard")
    assert (number.issuer_code, number.year, number.serial) == (code, year, serial)


@pytest.mark.parametrize(
    ("text", "expected", "issuer", "year"),
    [
        ("国务院令第492号", "国务院令第492号", "国务院令", None),
        ("国务院令 第 606 号", "国务院令第606号", "国务院令", None),
        ("国务院令（第492号）", "国务院令第492号", "国务院令", None),
        ("国务院令492号", "国务院令第492号", "国务院令", None),
        ("中华人民共和国主席令第七十二号", "中华人民共和国主席令第72号", "中华人民共和国主席令", None),
        ("根据2017年10月7日国务院令第687号修订", "国务院令第687号", "国务院令", None),
        ("国令第707号", "国令第707号", "国令", None),
        ("某省人民政府令\n\n第223号", "某省人民政府令第223号", "某省人民政府令", None),
        ("海关总署第61号令", "海关总署令第61号", "海关总署令", None),
        ("市政府第52号令", "市政府令第52号", "市政府令", None),
        ("《某办法》第四十八条第二款和市政府令第251号", "市政府令第251号", "市政府令", None),
        ("公安部2005年第8号令", "公安部令2005年第8号", "公安部令", 2005),
        ("交通运输部令2020年第17号", "交通运输部令2020年第17号", "交通运输部令", 2020),
        ("银监会令〔2010〕年第2号", "银监会令〔2010〕第2号", "银监会令", 2010),
        ("(财政部 国家税务总局令第50号)", "财政部国家税务总局令第50号", "财政部国家税务总局令", None),
    ],
)
def test_orders(text: str, expected: str, issuer: str, year: int | None) -> None:
    number = only(text)
    assert (number.normalized, number.form) == (expected, "order")
    assert (number.issuer_code, number.year) == (issuer, year)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("财政部公告2015年第3号", "财政部公告2015年第3号"),
        ("国家发展改革委2017年第1号公告", "国家发展改革委公告2017年第1号"),
        ("福建省人大常委会公告〔十三届〕第12号", "福建省人大常委会公告〔十三届〕第12号"),
        ("公告〔2024〕第11号", "公告〔2024〕第11号"),
        ("《中国人民银行公告[2024]第11号》", "中国人民银行公告〔2024〕第11号"),
        ("中华人民共和国农业农村部公告 第344号", "中华人民共和国农业农村部公告第344号"),
        ("海关总署公告二〇一二年第3号", "海关总署公告2012年第3号"),
        ("(财政部 税务总局公告2023年第12号)", "财政部税务总局公告2023年第12号"),
        ("2018年 第12号", "2018年第12号"),
    ],
)
def test_announcements(text: str, expected: str) -> None:
    number = only(text)
    assert (number.normalized, number.form) == (expected, "announcement")


@pytest.mark.parametrize(
    ("text", "expected", "form", "year", "serial"),
    [
        ("2018年第1期", "2018年第1期", "issue", 2018, "1"),
        ("(2018第1期)", "2018年第1期", "issue", 2018, "1"),
        ("二〇一八年第一期", "2018年第1期", "issue", 2018, "1"),
        ("国办发明电〔2020〕1号", "国办发明电〔2020〕1号", "telegram", 2020, "1"),
        ("内部明电〔2020〕1号", "内部明电〔2020〕1号", "telegram", 2020, "1"),
        ("财税字第089号", "财税字第89号", "character", None, "89"),
        ("（2023）京03民终15407号", "（2023）京03民终15407号", "case", 2023, "15407"),
        ("（2017）闽行终405号", "（2017）闽行终405号", "case", 2017, "405"),
        ("教育局通告第8/2022號", "教育局通告第8/2022号", "announcement", 2022, "8"),
        ("第32/98/M號训令", "第32/98/M号训令", "other", 1998, "32"),
        ("(2009)沪高民三(知)终字第3号", "（2009）沪高民三（知）终字第3号", "case", 2009, "3"),
        ("第49/2026號行政長官批示", "第49/2026号行政长官批示", "other", 2026, "49"),
        ("×政办发〔××××〕×号", "×政办发〔××××〕×号", "other", None, "×"),
        ("〔**〕3号", "〔**〕3号", "other", None, "3"),
    ],
)
def test_the_other_forms(text: str, expected: str, form: str, year: int | None, serial: str) -> None:
    number = only(text)
    assert (number.normalized, number.form, number.year, number.serial) == (expected, form, year, serial)


@pytest.mark.parametrize(
    ("text", "expected", "year"),
    [
        ("府授工字第10600299220號", "府授工字第10600299220号", 2017),
        ("中華民國一百零一年五月十五日行政院院臺規字第 1010131134 號", "院臺規字第1010131134号", 2012),
        ("中华民国九十七年一月二十八日内政部台内地字第0970011726号", "台内地字第0970011726号", 2008),
        ("總統華總一義字第10400058211號", "華總一義字第10400058211号", 2015),
        ("行政院（62）台院人致參字第 2189 號", "（62）台院人致參字第2189号", 1973),
        ("行政院金融監督管理委員會金管銀（二）字 第 09620006298 號", "金管銀（二）字第09620006298号", 2007),
        ("中華民國九十二年一月十六日交通部交人發字第 092B000003 號", "交人發字第092B000003号", 2003),
        ("內政部台內中人字第 0910002989-1 號", "台內中人字第0910002989-1号", 2002),
        ("府授工字第105\n  00218170號", "府授工字第10500218170号", 2016),
        ("中華民國七十三年七月二十六日交通部（73）交航字第一六五八三號", "（73）交航字第16583号", 1984),
    ],
)
def test_taiwan_numbers_keep_their_zeros_and_tell_their_year(text: str, expected: str, year: int) -> None:
    number = only(text)
    assert (number.normalized, number.form, number.year) == (
        expected,
        "taiwan",
        year,
    )


@pytest.mark.parametrize(
    "text",
    [
        "索引号:004817263/201906-00114",
        "中山路12号3号楼",
        "1号机组建造许可证某核安证字第2120号",
        "GB/T 9704-2012和HJ 630-2011",
        "(十一)1号 (12)3号",
        "对全国政协十届四次会议第4626号提案的答复",
        "第7240号建议",
        "2012年8月30日",
        "〔2012〕",
        "电话:(010)58311330",
        "新增任务［24］，提升",
        "国办公开办函〔202130",
        "项目(2012)3号楼",
        "今年2012年第3号台风",
        "2019年第1期国债",
        "责令第3号车间停产",
        "",
    ],
)
def test_look_alikes_are_no_document_numbers(text: str) -> None:
    assert find_numbers(text) == []


def test_a_number_in_a_list_takes_what_it_leaves_out_from_the_one_before() -> None:
    text = "国发〔2012〕12号、13号和〔2013〕5号"
    assert normalized(text) == ["国发〔2012〕12号", "国发〔2012〕13号", "国发〔2013〕5号"]
    assert [number.span.of(text) for number in find_numbers(text)] == ["国发〔2012〕12号", "13号", "〔2013〕5号"]


def test_numbers_come_in_order_and_apart() -> None:
    text = "《办法》(国务院令第492号)、粤府〔2012〕4号、财税字第89号、2018年第1期"
    numbers = find_numbers(text)
    assert [number.form for number in numbers] == ["order", "standard", "character", "issue"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(numbers))


HOSTILE = ["1", "(", "〔", "《", " ", "\n", "第 ", "(   12  ", "〔2012〕", "发", "令 1", "2012年", "(*", "字第1111111"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_cost_is_linear_on_hostile_input(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            find_numbers(text)
            best = min(best, time.perf_counter() - start)
        return best

    find_numbers(unit)  # the patterns and lexicons are read on first use
    assert seconds(160_000) < 8 * seconds(40_000) + 0.02
