"""Checks: what a clerk would recompute, found where it is wrong, and never said to be wrong where it is not."""

from __future__ import annotations

import pytest

import govtext
from govtext.record import Check

HEAD = "青川市人民政府办公室关于2012年度考核结果的通报\n\n各县、区人民政府：\n\n"
TAIL = "\n\n青川市人民政府办公室\n2013年1月20日\n"
SCALE = "一、办法\n90分以上为优秀，75—90分为良好，60—75分为合格，60分以下为不合格。\n二、结果\n"


def checks(body: str) -> list[Check]:
    return list(govtext.extract_text(HEAD + body + TAIL).checks)


def failed(body: str) -> list[str]:
    return [row.kind for row in checks(body) if row.verdict == "fail"]


WRONG = {
    "a header's number": ("一、结果\n优秀（3个）：市财政局、民政局\n良好：市水利局", "count"),
    "a closed list's number": ("一、结果\n优秀（2个）：市财政局、民政局、市教育局\n良好：市水利局", "count"),
    "the sum of a class": (
        SCALE + "20个市直部门中，优秀5个、良好9个、合格4个、不合格1个。",
        "sum",
    ),
    "a gap in the places": ("一、结果\n第1名：东林县；第2名：西塘县；第4名：南屏县。", "sequence"),
    "one place with two scores": (
        "一、结果\n名次\t单位\t得分\n1\t东林县\t97\n2\t西塘县\t96\n3\t南屏县\t95\n3\t北原县\t94\n4\t中埠县\t93",
        "sequence",
    ),
    "two grades of one class": ("一、市直部门\n优秀：市财政局、民政局\n良好：市财政局、水利局", "identity"),
    "classes against all units": (
        "一、概况\n参加考核的单位共66个，其中乡镇10个、市直部门45个、企业12个。\n二、结果\n市财政局、民政局为优秀。",
        "sum",
    ),
    "a class told by its grades": ("一、结果\n42个市直部门中，优秀16个，良好19个，一般6个。", "sum"),
    "a class of those assessed": (
        "一、概况\n本次考核的对象为10个县、15个市直部门。\n"
        + SCALE.replace("一、", "二、").replace("二、结果", "三、结果")
        + "（一）市直部门\n优秀（1个）：市财政局\n良好（2个）：市民政局、水利局\n合格：无\n不合格：无",
        "sum",
    ),
    "a ranking's number": ("一、结果\n5个县区综合得分率为东林县、西塘县、南屏县、北原县。", "count"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_contradiction_is_found_once(case: str) -> None:
    body, kind = WRONG[case]
    assert failed(body) == [kind]


RIGHT = {
    "open list": "一、结果\n市财政局、民政局等9个部门为优秀。",
    "rest not told": "一、结果\n42个市直部门中，优秀9个，良好21个。",
    "parts of a whole that overlap or leave some out": "一、概况\n共检查企业12家，其中中央企业2家、外资企业3家。\n二、结果\n永丰机械厂为优秀。",
    "a number said of the first of two": (
        "一、概况\n本次考核的对象为3个县政府和开发区管委会。\n"
        + SCALE.replace("一、", "二、").replace("二、结果", "三、结果")
        + "（一）县政府和开发区管委会\n优秀：东林县、西塘县、南屏县、开发区管委会\n良好：无\n合格：无\n不合格：无"
    ),
    "level places, dense": "一、结果\n东林县居第一，西塘县、南屏县并列第二，北原县第三。",
    "level places, left out": "一、结果\n第1名东林县，第2名西塘县、南屏县（并列），第4名北原县。",
    "units without a prize": "一、结果\n14个县区中，一等奖（2个）：东林县、西塘县\n二等奖（1个）：南屏县",
    "two schemes": "一、市直部门\n优秀：市财政局\n良好：市水利局\n绿牌：市财政局\n黄牌：市水利局",
    "two contests": "一、综合考核\n优秀：市财政局\n良好：市水利局\n二、专项考核\n优秀：市水利局\n良好：市财政局",
    "nobody": SCALE + "3个县中，优秀1个、良好2个、合格0个，没有不合格单位。",
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_no_contradiction(case: str) -> None:
    assert failed(RIGHT[case]) == []


def test_a_right_sum_passes_and_says_what_was_added() -> None:
    body = "一、结果\n12个县（区）中，3个县政府被评为优秀，8个被评为良好，1个被评为合格。"
    (row,) = [c for c in checks(body) if c.kind == "sum"]
    assert (row.verdict, row.left, row.right) == ("pass", 12, 12)
    assert all(number in row.message for number in ("12", "3", "8", "1"))


def test_a_grade_is_added_up_over_its_classes() -> None:
    body = "一、优秀等次（3个）\n县（2个）：东林县、西塘县\n市直部门（1个）：市财政局\n二、良好等次\n市直部门：市民政局"
    row = next(c for c in checks(body) if c.kind == "sum")
    assert (row.verdict, row.left, row.right) == ("pass", 3, 3)


@pytest.mark.parametrize(
    "said",
    [
        "参加考核的单位共40个，分为三个组别：县（市、区）7个，市直部门21个，企业12个。",
        "对7个县（市、区）、21个市直部门、12家企业共40个单位进行了考核。",
    ],
)
def test_classes_that_add_up_to_all_units_pass(said: str) -> None:
    rows = [c for c in checks(f"一、概况\n{said}\n二、结果\n市财政局、民政局为优秀。") if c.kind == "sum"]
    assert [(c.verdict, c.left, c.right) for c in rows] == [("pass", 40, 40)]


def test_prose_is_held_against_the_annex() -> None:
    annex = "\n附件\n\n考核等次名单\n\n优秀：市财政局、民政局\n良好：市水利局、教育局、体育局\n"
    body = "20个部门参加考核，2个部门被评为优秀，4个部门被评为良好。\n\n附件：考核等次名单" + TAIL + annex
    rows = [c for c in govtext.extract_text(HEAD + body).checks if c.kind == "agreement"]
    assert {(c.verdict, c.left, c.right) for c in rows} == {("pass", 2, 2), ("fail", 4, 3)}
    assert all(c.evidence for c in rows)
