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
    "two grades of one class": ("一、市直部门\n优秀：市财政局、民政局\n良好：市财政局、水利局", "identity"),
    "a ranking's number": ("一、结果\n5个县区综合得分率为东林县、西塘县、南屏县、北原县。", "count"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_contradiction_is_found_once(case: str) -> None:
    body, kind = WRONG[case]
    assert failed(body) == [kind]


RIGHT = {
    "open list": "一、结果\n市财政局、民政局等9个部门为优秀。",
    "rest not told": "一、结果\n42个市直部门中，优秀9个，良好21个。",
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


def test_prose_is_held_against_the_annex() -> None:
    annex = "\n附件\n\n考核等次名单\n\n优秀：市财政局、民政局\n良好：市水利局、教育局、体育局\n"
    body = "20个部门参加考核，2个部门被评为优秀，4个部门被评为良好。\n\n附件：考核等次名单" + TAIL + annex
    rows = [c for c in govtext.extract_text(HEAD + body).checks if c.kind == "agreement"]
    assert {(c.verdict, c.left, c.right) for c in rows} == {("pass", 2, 2), ("fail", 4, 3)}
    assert all(c.evidence for c in rows)
