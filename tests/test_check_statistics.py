"""Checks of statistics: what does not add up fails, what need not add up never does."""

from __future__ import annotations

import pytest

import govtext
from govtext.record import Check

HEAD = "青川市信访局关于2018年第一季度工作情况的通报\n\n各县、区人民政府：\n\n一、总体情况\n"
TAIL = "\n\n青川市信访局\n2018年4月20日\n"


def checks(body: str) -> list[Check]:
    return list(govtext.extract_text(HEAD + body + TAIL).checks)


WRONG = {
    "a closed breakdown": ("受理320件，按渠道分，网上180件，来信90件，其他55件。", "sum", ("320", "325")),
    "parts beyond their whole": ("受理320件，其中来信190件、来访150件。", "sum", ("320", "340")),
    "one case unnamed": ("移送线索17件，其中移送纪检监察机关8件、公安机关3件、主管部门5件。", "sum", ("17", "16")),
    "a numbered list": ("共受理58件，其中：1.来信21件；2.来访9件；3.网上26件。", "sum", ("58", "56")),
    "classes over another sentence": (
        "发现问题187个。分为四类：落实类88个，推进类64个，资金类20个，其他类13个。",
        "sum",
        ("187", "185"),
    ),
    "each of several": ("表扬集体60个，具体为：江苏、浙江各15个，山东、河南各14个，其他1个。", "sum", ("60", "59")),
    "a share": ("受理9532宗，其中传真申请5宗，占0.001%。", "share", ("0.001", "9532")),
    "a bare share": ("新收申请37件；自然人提出的33件，占92.8%。", "share", ("92.8", "89.19")),
    "a share of a named base": ("缴存余额189.46亿元。贷款余额131.58亿元，占缴存余额的71.45%。", "share", ("71.45",)),
    "a share of its own base": ("改造公路86.5公里，占年度任务120公里的82.1%。", "share", ("82.1", "72.08")),
    "a rate of what is named": ("抽检1200批次，合格1176批次，合格率96.0%。", "share", ("96", "98")),
    "a rate of what a sentence before counts": (
        "排查隐患1467处，其中重大隐患62处。截至4月底，已完成整改1382处，整改率90.2%。",
        "share",
        ("90.2", "94.2"),
    ),
    "a share of its own total": (
        "排查安全隐患1467处。工商用户隐患781处，占隐患总数的55.2%，其他隐患686处。",
        "share",
        ("55.2", "53.24"),
    ),
    "what was done of the applications": (
        "应办理申请540件，已办结518件，结转22件。在办结的申请中，予以公开247件，部分公开68件，不予公开43件，无法提供142件，其他处理28件。",
        "sum",
        ("518", "528"),
    ),
    "a total behind its parts": (
        "9家单位列支会议费43.8万元，6家单位列支培训费27.6万元，两项合计72.4万元。",
        "sum",
        ("724000", "714000"),
    ),
    "a growth": ("受理320件，比上年的250件增长38%。", "identity", ("38", "28")),
    "a fall from and to": ("损失由21.09亿元降至17.35亿元，下降27.7%。", "identity", ("27.7", "17.73")),
    "a difference": ("受理320件，比上年的360件减少50件。", "identity", ("50", "40")),
    "a growth by a difference": ("受理320件，比上年增加70件，增长18%。", "identity", ("18", "28")),
    "behind parts": ("查处17人，其中迟到6人、脱岗11人，比上月的25人减少8人，下降42%。", "identity", ("42", "32")),
    "weights": ("得分由自评（占5%）、测评（占75%）、评估（占10%）和社会评价（占15%）组成。", "sum", ("105",)),
    "names behind": ("不合格的4家单位为：东林县水务局、西塘县水务局、南屏县水务局。", "count", ("4", "3")),
    "names before": ("检查发现，东林县、西塘县、南屏县、北原县3个县进度滞后。", "count", ("3", "4")),
    "names in marks": ("“东林政府网站”“西塘政府网站”“南屏政府网站”2家网站长期不更新。", "count", ("2", "3")),
    "more than 等": ("东林县、西塘县、南屏县、北原县等3个县进度滞后。", "count", ("3", "4")),
    "an announced list": ("以下4所学校不规范：东林县第一小学、西塘县第一小学、南屏县第一中学。", "count", ("4", "3")),
    "labels": ("一是加强领导。二是健全制度。四是强化督办。", "sequence", ("3",)),
    "the identity in prose": (
        "新收申请3214件，上年结转89件；办理结果总计3187件，结转下年度106件。",
        "identity",
        ("3303", "3293"),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_contradictions_fail_with_both_sides(name: str) -> None:
    body, kind, numbers = WRONG[name]
    (row,) = [row for row in checks(body) if row.verdict == "fail"]
    assert row.kind == kind
    assert all(number in row.message for number in numbers), row.message
    assert "/" in row.message  # in Chinese and in English


RIGHT = {
    "shares of a sentence before": "生产总值186.41亿元。第一产业增加值22.37亿元，第二产业增加值78.29亿元，第三产业增加值85.75亿元。"
    "三次产业增加值占生产总值的比重分别为12.0%、42.0%和46.0%。",
    "more receipts and savings": "闲置资金2.74亿元。促进增收节支2.97亿元，其中上缴国库1.24亿元，归还资金0.85亿元，调整账目0.88亿元。",
    "rounded shares": "受理300件，其中来信100件，占33.3%；来访100件，占33.3%；网上100件，占33.3%。",
    "rounded wholes": "公开信息81万条：1.动态类9.6万条；2.执法类65.5万条；3.机构类5.9万条。",
    "some of them": "受理320件，其中来信120件、来访80件。",
    "an open list": "受理320件，主要涉及征地72件、规划48件、社保35件等。",
    "the largest": "按区域分，受理最多的是东林县120件、西塘县80件。全市共受理320件。",
    "overlapping classes": "检查点位103个，其中明察86个、暗访41个（部分点位既明察又暗访）。",
    "an open list of names": "东林县、西塘县、南屏县等5个县进度滞后。",
    "names with 和 inside": "市发展和改革局、市财政局、市水利局3个部门参加。",
    "what names do": "市教育局、市财政局、市水利局组成2个检查组。",
    "growth at constant prices": "地区生产总值68.42亿元，比上年的62亿元增长4.9%。",
    "a share of something else": "受理320件，其中来信120件，占全省来信总量的3.2%。",
    "another thing's change": "租房额度由24000元提高到36000元，多子女家庭额度上浮30%。",
    "a rate of another thing": "抽检386批次，合格378批次；检测果蔬420份，合格率99.5%。",
    "a label inside a line": "1.加强领导。2.健全制度。\n3.强化督办。",
    "two comparisons": "受理320件，较上季度的300件增加20件，环比增长6.7%，同比下降2.1%。",
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_need_not_agree_never_fails(name: str) -> None:
    assert [row.message for row in checks(RIGHT[name]) if row.verdict == "fail"] == []


def test_passes_carry_their_evidence() -> None:
    found = govtext.extract_text(HEAD + "受理320件（网上200件、来信120件），同比增长28%。" + TAIL)
    (row,) = [row for row in found.checks if row.kind == "sum"]
    texts = {statistic.id: statistic.text for statistic in found.statistics}
    assert (row.verdict, row.left, row.right) == ("pass", 320, 320)
    assert [texts[i] for i in row.evidence] == ["320件", "200件", "120件"]


def test_a_sum_writes_out_its_parts() -> None:
    (row,) = [row for row in checks("受理320件，其中来信120件、来访200件。") if row.kind == "sum"]
    assert "120件＋200件" in row.message


def test_a_total_of_a_table() -> None:
    table = "表1 受理情况（单位：件）\n| 县区 | 受理量 |\n|---|---|\n| 东林县 | 120 |\n| 西塘县 | 80 |\n| 合计 | {} |\n"
    assert [row.verdict for row in checks(table.format(200)) if row.kind == "sum"] == ["pass"]
    assert [row.verdict for row in checks(table.format(202)) if row.kind == "sum"] == ["fail"]


def test_a_total_behind_an_enumeration_is_of_that() -> None:
    body = "四大产业分别完成产值88.6亿元、64.3亿元、47.9亿元和21.5亿元，合计{}亿元。"
    (right,) = checks(body.format("222.3"))
    assert (right.kind, right.verdict) == ("sum", "pass")
    (wrong,) = checks(body.format("224.3"))
    assert wrong.verdict == "fail"
    assert "88.6亿元＋64.3亿元＋47.9亿元＋21.5亿元" in wrong.message


def test_messages_write_numbers_as_they_are_printed() -> None:
    (share,) = checks("公开信息21.36万条，其中部门公开65238条，占30.5%。")
    assert "65238条占21.36万条（213600）的30.54%" in share.message
    rows = checks("罚款783.5万元，比去年同期的612万元增加161.5万元。")
    assert "612万元（6120000）与783.5万元（7835000）相差1715000" in rows[0].message
    (growth,) = checks("学生71.43万人，比上年增加1.14万人，增长1.6%。")
    assert "71.43万人－1.14万人" in growth.message
