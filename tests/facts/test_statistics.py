"""Statistics: which numbers measure, what they count, and which is a part or share of which."""

from __future__ import annotations

import pytest

import govtext
from govtext.record import Bulletin, Statistic

HEAD = "青川市信访局关于2018年第一季度工作情况的通报\n\n各县、区人民政府：\n\n一、总体情况\n"
TAIL = "\n\n青川市信访局\n2018年4月20日\n"


def read(body: str) -> Bulletin:
    return govtext.extract_text(HEAD + body + TAIL)


def rows(body: str) -> dict[str, Statistic]:
    return {row.text: row for row in read(body).statistics}


NOTHING = {
    "dates": "会议于2018年3月5日上午9时召开，3月底前完成。",
    "periods": "近两年来，连续5年，第一季度工作有序开展。",
    "a slogan": "落实“三公”经费管理，推进“两集中、两到位”，做好“四个三”工程。",
    "a number that announces its list": "存在以下3个问题：认识不足、力量薄弱、督办不严。",
    "shortcomings that are listed": "工作中还存在3个方面的问题。",
    "articles of a law": "根据《信访条例》第21条第2款的规定办理。",
    "a telephone": "联系电话：0739-5032118，邮编422000。",
    "capacities in the name of a project": "对西塘石化2000万吨/年炼化一体化项目进行了检查。",
    "an address": "请寄解放路219号2栋。",
    "a service": "开通24小时热线。",
    "a session": "全面贯彻十九届五中全会精神。",
    "a list of names by number": "第三监督检查室负责督办。",
}


@pytest.mark.parametrize("name", NOTHING)
def test_numbers_that_measure_nothing(name: str) -> None:
    assert read(NOTHING[name]).statistics == ()


INDICATORS = {
    "the noun behind": ("排查187条黑臭水体。", "187条", "黑臭水体"),
    "the noun before": ("办结件107.3万件。", "107.3万件", "办结件"),
    "the verb with the noun": ("立案查处案件12件，罚款30万元。", "30万元", "罚款"),
    "carried over a comma": ("发生道路交通事故121起、死亡31人。", "31人", "死亡"),
    "of a change": ("受理信访事项320件，同比下降11.2%。", "11.2%", "信访事项"),
    "of what is compared": ("受理信访事项320件，比上年的360件减少40件。", "360件", "信访事项"),
    "behind a bracket": ("市本级（含4个园区）完成342500万元。", "342500万元", "市本级"),
    "in the clause before": ("最大点雨量出现在东林县华江乡，达486.5毫米。", "486.5毫米", "最大点雨量"),
    "respectively, by names": ("东林县、西塘县和南屏县受理量分别增长11.4%、8%和15.2%。", "8%", "西塘县"),
    "respectively, by numbers": ("发生事故86起，死亡61人，受伤47人，同比分别下降11.3%、14.1%、6.0%。", "14.1%", "死亡"),
    "an index without unit": ("市区空气质量综合指数为3.16。", "3.16", "综合指数"),
    "a place": ("其中：东林县4件、全州县2人。", "2人", "全州县"),
}


@pytest.mark.parametrize("name", INDICATORS)
def test_indicators(name: str) -> None:
    body, number, indicator = INDICATORS[name]
    assert indicator in (rows(body)[number].indicator or "")


KINDS = {
    "a count": ("受理320件。", "320件", "count", None),
    "an amount": ("罚款30万元。", "30万元", "amount", None),
    "a share": ("网上受理120件，占37.5%。", "37.5%", "share", None),
    "a rate": ("按期办结率98.2%。", "98.2%", "rate", None),
    "a rise": ("受理320件，同比增长11.2%。", "11.2%", "change", "up"),
    "a fall": ("受理320件，同比下降11.2%。", "11.2%", "change", "down"),
    "the second of two changes": ("同比减少12起、3人。", "3人", "change", "down"),
    "new things are no change": ("新增专项债券支持项目127个。", "127个", "count", None),
    "an added value is no change": ("第二产业增加值27.63亿元。", "27.63亿元", "amount", None),
    "rainfall is no fall": ("采集降水样品36个。", "36个", "count", None),
    "a duration": ("集中整治为期3个月。", "3个月", "duration", None),
    "a place": ("总量名列全省第二。", "第二", "rank", None),
    "a threshold": ("督查不少于2次。", "不少于2次", "threshold", None),
}


@pytest.mark.parametrize("name", KINDS)
def test_kinds_and_directions(name: str) -> None:
    body, number, kind, direction = KINDS[name]
    row = rows(body)[number]
    assert (row.kind, row.direction) == (kind, direction)


WHOLES = {
    "其中": ("受理信访事项320件，其中来信120件、来访80件。", "320件", ["120件", "80件"]),
    "brackets": ("受理信访事项320件（网上200件、来信120件）。", "320件", ["200件", "120件"]),
    "a breakdown far behind": (
        "受理信访事项320件，比上年减少26件。按渠道分，网上180件，来信90件，来访50件。从办理情况看，已办结300件；正在办理20件。",
        "320件",
        ["180件", "90件", "50件", "300件", "20件"],
    ),
    "list labels": ("共受理320件，其中：1.来信120件；2.来访90件；3.网上110件。", "320件", ["120件", "90件", "110件"]),
    "only a sum tells": (
        "受理320件。东林县受理120件；西塘县受理110件；南屏县受理90件。",
        "320件",
        ["120件", "110件", "90件"],
    ),
    "rounded": (
        "公开信息81万条：1.动态类9.6万条；2.执法类65.5万条；3.机构类5.9万条。",
        "81万条",
        ["9.6万条", "65.5万条", "5.9万条"],
    ),
    "what is left": ("检查企业149家，尚有8家未完成整改。", "149家", ["8家"]),
    "of which some": ("78个行政机关中，有74个明确了机构。", "78个", ["74个"]),
    "a printed rate": ("全年计划筹集3760套，截至9月底已开工3552套，开工率94.5%。", "3760套", ["3552套"]),
    "two units side by side": ("发生事故86起、死亡61人，其中较大事故2起、死亡7人。", "61人", ["7人"]),
    "each of several": ("表扬集体37个，其中东林县7个，西塘县、南屏县各15个。", "37个", ["7个", "15个"]),
}


@pytest.mark.parametrize("name", WHOLES)
def test_wholes(name: str) -> None:
    body, whole, parts = WHOLES[name]
    found = read(body).statistics
    (top,) = (row.id for row in found if row.text == whole)
    assert [row.text for row in found if row.part_of == top] == parts


NO_WHOLES = {
    "last year's number": ("受理320件，比上年的360件减少40件，办结300件。", "360件"),
    "a target": ("完成收入118亿元，为预算215亿元的54.9%，其中税收80亿元。", "215亿元"),
    "side by side": ("查处案件12件，约谈5人，通报7家。", "12件"),
    "spending is no part of income": ("基金收入96.72亿元，支出88.14亿元，当期结余8.58亿元。", "96.72亿元"),
}


@pytest.mark.parametrize("name", NO_WHOLES)
def test_what_is_no_whole(name: str) -> None:
    body, number = NO_WHOLES[name]
    found = read(body).statistics
    ids = {row.id for row in found if row.text == number}
    assert ids
    assert not [row for row in found if row.part_of in ids]


SHARES = {
    "behind a comma": ("网上受理120件，占37.5%。", {"37.5%": "120件"}),
    "in brackets": ("男性2967人（77.15%）。", {"77.15%": "2967人"}),
    "over a change": ("税收80.79亿元，增长8.9%，占收入的68.2%。", {"68.2%": "80.79亿元"}),
    "over a bracket": ("抽查1180个（微博412个、公众号768个），占40.1%。", {"40.1%": "1180个"}),
    "respectively": ("网上120件、来信80件，分别占60%和40%。", {"60%": "120件", "40%": "80件"}),
    "with its base": ("改造公路86.5公里，占年度任务120公里的72.1%。", {"72.1%": "86.5公里"}),
}


@pytest.mark.parametrize("name", SHARES)
def test_shares_point_to_their_numerators(name: str) -> None:
    body, wanted = SHARES[name]
    found = read(body).statistics
    texts = {row.id: row.text for row in found}
    assert {row.text: texts.get(row.share_of or "") for row in found if row.share_of} == wanted


def test_periods_and_subjects() -> None:
    found = rows("今年1—3月，东林县受理320件，去年同期为360件。")
    assert found["320件"].period == "2018-01/2018-03"
    assert found["320件"].subject == "东林县"
    assert rows("受理事项12件。")["12件"].period == "2018-Q1"


TABLE = """二、分县情况

表1 各县受理情况（单位：件）
| 序号 | 县区 | 受理量 | 办结率（%） | 罚没金额（万元） |
|---|---|---|---|---|
| 1 | 东林县 | 120 | 98.3 | 12.5 |
| 2 | 西塘县 | 80 | / | 0 |
| 3 | 南屏县 |  | 97.0 | 3 |
"""


def test_cells_have_row_and_column_and_the_unit_of_header_or_caption() -> None:
    found = [row for row in read(TABLE).statistics if row.indicator]
    assert [(row.value, row.unit, row.indicator) for row in found] == [
        (120, "件", "东林县受理量"),
        (98.3, "%", "东林县办结率"),
        (125000, "元", "东林县罚没金额"),
        (80, "件", "西塘县受理量"),
        (0, "元", "西塘县罚没金额"),
        (97, "%", "南屏县办结率"),
        (30000, "元", "南屏县罚没金额"),
    ]


REPORT = """三、收到和处理政府信息公开申请情况
申请人情况
自然人
法人或其他组织
总计
商业企业
科研机构
社会公益组织
法律服务机构
其他
一、本年新收政府信息公开申请数量
28
4
0
0
2
1
35
二、上年结转政府信息公开申请数量
0
0
0
0
0
0
0
三、本年度办理结果
（一）予以公开
24
3
0
0
2
1
30
（七）总计
24
3
0
0
2
1
30
四、结转下年度继续办理
4
1
0
0
0
0
5
"""


def test_the_statutory_table_without_lines() -> None:
    found = read(REPORT)
    values = {row.indicator: row.value for row in found.statistics}
    assert values["本年新收政府信息公开申请数量自然人"] == 28
    assert values["结转下年度继续办理总计"] == 5
    assert {check.verdict for check in found.checks} == {"pass"}
    broken = read(REPORT.replace("\n4\n1\n0\n0\n0\n0\n5\n", "\n6\n1\n0\n0\n0\n0\n7\n"))
    assert [check.message.split("：")[0] for check in broken.checks if check.verdict == "fail"] == ["自然人", "总计"]
