"""Grades: every form in which a bulletin gives one, and the sentences that look like it and give none."""

from __future__ import annotations

from typing import Any

import pytest

import govtext
from govtext import lexicon
from govtext.record import Bulletin

HEAD = "青川市人民政府办公室关于2012年度政务公开考核结果的通报\n\n各县、区人民政府，市政府各部门：\n\n"
TAIL = "\n\n青川市人民政府办公室\n2013年1月20日\n"


def read(body: str) -> Bulletin:
    return govtext.extract_text(HEAD + body + TAIL)


def given(body: str) -> set[tuple[str, str]]:
    return {(row.unit.name, row.grade) for row in read(body).grades}


def counted(body: str) -> set[tuple[str | None, str, int]]:
    return {(row.category, row.grade, row.stated) for row in read(body).grade_counts}


ROWS = [row for row in lexicon.table("grade_schemes") if row["examples"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["grade"])
def test_a_row_of_the_lexicon_proves_its_examples(row: dict[str, str]) -> None:
    for example in row["examples"].split("|"):
        bulletin = read(f"一、考核结果\n{example}")
        assert row["grade"] in {g.grade for g in bulletin.grades}, example
    for example in filter(None, row["counter_examples"].split("|")):
        bulletin = read(f"一、考核情况\n{example}")
        assert row["grade"] not in {g.grade for g in bulletin.grades}, example


ABC = {"东林县", "西塘县", "南屏县"}
FORMS: dict[str, tuple[Any, ...]] = {
    "units before the grade": ("市财政局、民政局、水利局考核为优秀。", {"市财政局", "市民政局", "市水利局"}, "优秀"),
    "closed list": ("市财政局、民政局、水利局等3个部门被评为“优秀”。", {"市财政局", "市民政局", "市水利局"}, "优秀"),
    "open list": ("市财政局、民政局等9个部门为良好。", {"市财政局", "市民政局"}, "良好"),
    "digit glued to the name": ("优秀5个，其中市财政局、市民政局2个。", {"市财政局", "市民政局"}, "优秀"),
    "the grade first": ("定为合格的是东林县、西塘县。", {"东林县", "西塘县"}, "合格"),
    "the grade first, with a number": ("被评为优秀的有东林县、西塘县等4个县。", {"东林县", "西塘县"}, "优秀"),
    "label": ("优秀：市财政局、民政局", {"市财政局", "市民政局"}, "优秀"),
    "label with a number": ("优秀（2个）：市财政局，市民政局", {"市财政局", "市民政局"}, "优秀"),
    "scores": ("东林县（95.2分）、西塘县（93分）考核等次为优秀。", {"东林县", "西塘县"}, "优秀"),
    "elided kind of organ": ("宁溪、关坪、柳河3个大队被评为优秀。", {"宁溪大队", "关坪大队", "柳河大队"}, "优秀"),
    "label with its verdict": ("综合评价较好的（2个）：关坪镇、柳河镇", {"关坪镇", "柳河镇"}, "较好"),
    "given to those who did well": (
        "对工作突出的东林县公安局、西塘县教育局等2个单位授予“先进单位”称号。",
        {"东林县公安局", "西塘县教育局"},
        "先进单位",
    ),
    "list that ends in 等": ("优秀：东林县公安局、西塘县教育局等。", {"东林县公安局", "西塘县教育局"}, "优秀"),
    "units and grades in turn": ("各县结果如下：东林县，良好；西塘县，良好；南屏县，良好。", ABC, "良好"),
    "a unit and its grade a line": ("东林县：良好\n西塘县：良好\n南屏县：良好", ABC, "良好"),
    "score and grade in brackets": ("1．东林县（91.2分，良好）；2．西塘县（90分，良好）；3．南屏县（88分，良好）。", ABC, "良好"),
    "a number with its names in brackets": ("3个县（东林县、西塘县、南屏县）考核结果为良好。", ABC, "良好"),
    "names in brackets behind the grade": ("3个县被评为良好（东林县、西塘县、南屏县）。", ABC, "良好"),
    "bearers of a grade": ("对获得优秀等次的东林县、西塘县等2个单位予以通报表扬。", {"东林县", "西塘县"}, "优秀"),
    "a grade's units": ("“良好”单位为东林县、西塘县、南屏县。", ABC, "良好"),
    "a verb before the units": ("经考评，评定东林县、西塘县、南屏县为良好等次。", ABC, "良好"),
    "a dash for a colon": ("良好——东林县、西塘县、南屏县。", ABC, "良好"),
    "blanks for a colon": ("一等奖　东林县、西塘县　二等奖　南屏县", {"东林县", "西塘县"}, "一等奖", {("南屏县", "二等奖")}),
    "letters spread over the line": ("良　好（3个）：东林县　西塘县　南屏县", ABC, "良好"),
    "numbers of prizes with names": ("评出一等奖3名：东林县、西塘县、南屏县。", ABC, "一等奖"),
    "a prize by a name of its own": ("指挥通信奖：东林县、西塘县、南屏县", ABC, "指挥通信奖"),
    "an honour by a name of its own": (
        "命名东林县、西塘县、南屏县3个县为“节水示范县”。",
        ABC,
        "节水示范县",
    ),
    "the units first, then the name": (
        "东林县、西塘县、南屏县3个单位达到标准，命名为2012年度“节水示范单位”。",
        ABC,
        "节水示范单位",
    ),
    "those below": ("以下单位考核等次为良好：\n（一）山区县：东林县、西塘县；\n（二）其他县区：南屏县。", ABC, "良好"),
    "what a reason ends in": ("对工作不力、排名末位的东林县给予黄牌警告。", {"东林县"}, "黄牌警告"),
    "an ending inside a longer list": (
        "东林、西塘2个区政府和南屏县政府共3个单位为良好。",
        {"东林区政府", "西塘区政府", "南屏县政府"},
        "良好",
    ),
    "lists of two classes with their numbers": (
        "东林县、西塘县等5个县（区）和市财政局等10个市直部门为优秀等次。",
        {"东林县", "西塘县", "市财政局"},
        "优秀",
    ),
    "prizes in turn": (
        "东林县、西塘县分别获得一、二等奖。",
        {"东林县"},
        "一等奖",
        {("西塘县", "二等奖")},
    ),
    "how many, then who": ("共有3个县被评为“优秀”，分别是：东林县、西塘县、南屏县。", ABC, "优秀"),
    "scores without their unit": ("优秀：东林县98.5、西塘县97.6、南屏县96。", ABC, "优秀"),
    "elided ending": ("东林、西塘、南屏等3个县政府被评为良好。", {"东林县政府", "西塘县政府", "南屏县政府"}, "良好"),
    "brackets inside a name": (
        "市发展改革委（物价局）、市教育局为优秀。",
        {"市发展改革委（物价局）", "市教育局"},
        "优秀",
    ),
    "和 inside names and between them": (
        "市林业和园林局、市科技和信息化局和市体育局为合格。",
        {"市林业和园林局", "市科技和信息化局", "市体育局"},
        "合格",
    ),
    "prize": ("东林县、西塘县荣获一等奖。", {"东林县", "西塘县"}, "一等奖"),
    "honour": ("授予市信访局、东林县信访局“先进单位”称号。", {"市信访局", "东林县信访局"}, "先进单位"),
    "card": ("对东林县、市城管局2家单位亮黄牌。", {"东林县", "市城管局"}, "黄牌"),
    "reason between unit and grade": ("市建设局、水利局因发生亡人事故，为合格。", {"市建设局", "市水利局"}, "合格"),
    "company": (
        "亮红牌的企业2家：东林县永丰石材厂、西塘化工有限公司。",
        {"东林县永丰石材厂", "西塘化工有限公司"},
        "红牌",
    ),
    "reasons in several clauses before the grade": (
        "东林、西塘、南屏等3个县政府网站栏目齐全，答复及时，全年没有断链，评为优秀。",
        {"东林县政府", "西塘县政府", "南屏县政府"},
        "优秀",
    ),
    "a number, then the names": ("2个县未达标，为东林县、西塘县。", {"东林县", "西塘县"}, "未达标"),
    "the grade given to those behind it": ("“流动红旗”授予东林县、西塘县2个县。", {"东林县", "西塘县"}, "流动红旗"),
    "units between 对 and 予以": ("对东林县、市城管局予以“黄牌”警示。", {"东林县", "市城管局"}, "黄牌"),
    "units between 给予 and the card": ("给予东林县、市城管局黄牌警示。", {"东林县", "市城管局"}, "黄牌"),
    "which unit, by a clause": ("对连续两个月排名末位的东林县亮黄牌。", {"东林县"}, "黄牌"),
    "by what rule": ("按照评定标准，东林县、西塘县为优秀。", {"东林县", "西塘县"}, "优秀"),
    "class before an honour's label": ("档案工作先进单位：市财政局、民政局", {"市财政局", "市民政局"}, "先进单位"),
    "a prize's own name in its label": ("技术创新奖（2户）：永丰机械厂、恒达电子有限公司", {"永丰机械厂", "恒达电子有限公司"}, "技术创新奖"),
    "a clause about the unit behind it": ("优秀：东林县，该县全年走访企业312家。", {"东林县"}, "优秀"),
    "numbered names": ("优秀（2个）：1．东林县　2．西塘县", {"东林县", "西塘县"}, "优秀"),
    "a line that is only a grade": ("优秀（2家）\n\n东林县、西塘县", {"东林县", "西塘县"}, "优秀"),
    "as many as the number says": (
        "青川供电公司、青川公路总段、市气象局3个单位考核为良好。", {"青川供电公司", "青川公路总段", "市气象局"}, "良好",
    ),
    "a unit whose name says 计划": ("优秀（2个）\n市人口和计划生育委员会，市财政局", {"市人口和计划生育委员会", "市财政局"}, "优秀"),
    "those who": ("列优等者，东林镇、西塘镇公所，共2所。", {"东林镇公所", "西塘镇公所"}, "优等"),
    "those above": ("东林县、西塘县工作扎实，经研究，授予上述2个单位“先进单位”称号。", {"东林县", "西塘县"}, "先进单位"),
    "units with their number before 予以": ("对东林镇、市城管局2个单位予以黄牌警示。", {"东林镇", "市城管局"}, "黄牌"),
    "a blank between label and names": ("优秀　市财政局　市民政局；良好　市教育局", {"市财政局", "市民政局"}, "优秀", {("市教育局", "良好")}),
    "those left of a list before": (
        "东林新区、西塘园区、南屏园区3个功能区只评定等级。其中东林新区为优秀，其余2个功能区为良好。",
        {"西塘园区", "南屏园区"}, "良好", {("东林新区", "优秀")},
    ),
    "a name that a margin broke": ("优秀3个，分别为东林区、北原县、西塘\n市、南屏市。", {"东林区", "北原县", "西塘市", "南屏市"}, "优秀"),
    "a school's kind on the next line": (
        "一等奖（2所）：东林镇中心\n小学、西塘镇中心小学", {"东林镇中心小学", "西塘镇中心小学"}, "一等奖",
    ),
    "by place, where the text tells the order": (
        "依成绩高低排序为：第1名东林所（93.5分）、第2名西塘所（92分）、第3名南屏所（89分）。前2名列优等，其余1个机关列甲等。",
        {"东林所", "西塘所"}, "优等", {("南屏所", "甲等")},
    ),
    "runs of places of an order": (
        "得分由高到低依次为：东林县、西塘县、南屏县。第1至2名评为优秀，第3名评为良好。",
        {"东林县", "西塘县"}, "优秀", {("南屏县", "良好")},
    ),
    "as many names behind a comma as the number": ("优秀2个，东林县、西塘县；良好3个，比上年增加1个。", {"东林县", "西塘县"}, "优秀"),
    "a name and its grade, nothing more": ("结果为：东林市优秀；西塘新区优秀；南屏县合格。", {"东林市", "西塘新区"}, "优秀", {("南屏县", "合格")}),
    "a number that ends two names inside a list": ("东林、西塘两市和南屏县为良好。", {"东林市", "西塘市", "南屏县"}, "良好"),
    "units with why they got it": (
        "（一）不合格单位\n东林镇：台账缺失，未通过验收。\n西塘镇：长期停用，未通过验收。", {"东林镇", "西塘镇"}, "不合格",
    ),
    "why before the units": ("不合格（2个）：进度滞后、影响全县工作的东林镇，西塘镇。", {"东林镇", "西塘镇"}, "不合格"),
    "prizes with money behind the names": (
        "一等奖1个：东林镇，奖励10万元；二等奖1个：西塘镇，奖励6万元。", {"东林镇"}, "一等奖", {("西塘镇", "二等奖")},
    ),
    "accounts": (
        "检查不合格：“东林水保”微信公众号、“西塘文旅”微博。", {"“东林水保”微信公众号", "“西塘文旅”微博"}, "不合格",
    ),
    "sites of several places": (
        "东林区、西塘县2个县区政府门户网站检查结果为合格。", {"东林区政府门户网站", "西塘县政府门户网站"}, "合格",
    ),
    "the organ of each place, before a clause": (
        "东林市、西塘区2个食安委组织有力、推进有序，授予“优秀组织奖”。", {"东林市食安委", "西塘区食安委"}, "优秀组织奖",
    ),
    "flags under what follows from the result": ("（一）红旗（2个）：东林镇、西塘镇。", {"东林镇", "西塘镇"}, "红旗"),
    "the rest of a roster in a clause": (
        "纳入考核的有东林局、西塘局、南屏局共3家，其中东林局1家为优秀，其余2家均为良好。",
        {"西塘局", "南屏局"}, "良好", {("东林局", "优秀")},
    ),
    "the rest of a list in order": (
        "3个市综合得分由高到低依次为：东林市、西塘市、南屏市。东林市为优秀，其余2个市均为良好。",
        {"西塘市", "南屏市"}, "良好", {("东林市", "优秀")},
    ),
    "weak grades as headings in sequence": ("（一）一般等次（2个）\n东林县、西塘县", {"东林县", "西塘县"}, "一般"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_units(form: str) -> None:
    body, units, grade, *others = FORMS[form]
    assert given(f"一、考核结果\n{body}") == {(unit, grade) for unit in units}.union(*others)


NOTHING = {
    "a class of units": "资金分配与评定结果挂钩，对评为优秀的县区适当倾斜。",
    "a scale that is only named": "抽查的12处水厂按运行水平评定为A级、B级、C级三个等级。",
    "a level of a place": "队伍建设水平全市优秀，干部作风过硬。",
    "a person's prize": "（四）优秀评估组织者：李某梅、张某国等8名同志",
    "who gives it": "东林、西塘给予先进单位和个人记功奖励。",
    "a rule with its exception": "成绩优良者，除直辖市、县（市）政府首长外，另依规定办理。",
    "scale": "90分以上为优秀，75—90分为良好，60—75分为合格，60分以下为不合格。",
    "rule": "考核不合格的单位，由市监察局、市人社局约谈其主要负责人。",
    "hope": "希望东林县、西塘县奋起直追，力争2013年进入优秀行列。",
    "plan": "拟设一等奖2个、二等奖4个。",
    "assessors": "考核组由市财政局、市民政局、市监察局组成，考核结果分为优秀、良好、合格三个等次。",
    "rate": "产品抽检合格率为98.6%，群众满意率达到95%。",
    "praise": "市财政局、市民政局取得了良好成效，积累了优秀经验。",
    "quota": "优秀等次不超过参评单位总数的30%。",
    "threshold": "10个单位得分超过85分。",
    "persons": "王某某等12名同志被评为优秀。",
    "places without an order": "年度考核前三名为优秀，由市政府给予奖励。",
    "places that are a rule": "得分由高到低依次为：东林县、西塘县、南屏县。连续两年前两名的评为优秀。",
    "who does what behind a number": "优秀1个，市财政局负责汇总，良好3个。",
    "number of grades": "考评分优秀、良好、合格三个等次，迟报瞒报的一律不得评为优秀。",
    "products": "东林县某加工点的粉条、西塘县一家超市的豆腐等8批次样品检验结论为不合格。",
    "condition": "连续两年为合格的东林县、西塘县要作出说明。",
}


@pytest.mark.parametrize("case", NOTHING)
def test_what_gives_no_grade(case: str) -> None:
    assert given(f"一、考核情况\n{NOTHING[case]}") == set()


def test_orders_give_no_grade() -> None:
    assert given("一、下一步要求\n市财政局、市民政局要确保考核为优秀。") == set()


def test_several_grades_and_classes_in_one_paragraph() -> None:
    body = (
        "12个县（区）中，东林、西塘、南屏等3个县政府被评为优秀，8个县（区）政府被评为良好，1个被评为合格；"
        "20个市直部门中没有优秀单位，市财政局、民政局等2个部门被评为良好，18个部门被评为合格。"
    )
    rows = {(row.unit.name, row.grade, row.category) for row in read(f"一、结果\n{body}").grades}
    assert ("东林县政府", "优秀", "县（区）") in rows
    assert ("市民政局", "良好", "市直部门") in rows
    assert counted(f"一、结果\n{body}") == {
        ("县（区）", "优秀", 3),
        ("县（区）", "良好", 8),
        ("县（区）", "合格", 1),
        ("市直部门", "优秀", 0),
        ("市直部门", "良好", 2),
        ("市直部门", "合格", 18),
    }


def test_nobody_of_several_grades_or_classes() -> None:
    assert counted("一、部门\n优秀：市财政局\nC级和D级：无。") == {("部门", "C级", 0), ("部门", "D级", 0)}
    assert {
        (c, n) for c, g, n in counted("一、结果\n优秀：市财政局。乡镇、市直部门无不合格等次。") if g == "不合格"
    } == {
        ("乡镇", 0),
        ("市直部门", 0),
    }


def test_the_results_of_several_assessments_are_told_apart() -> None:
    body = "一、平安建设考核结果\n先进单位（1个）：市财政局\n二、信访工作考核结果\n先进单位（1个）：市民政局"
    assert {(row.unit.name, row.category) for row in read(body).grades} == {
        ("市财政局", "平安建设"),
        ("市民政局", "信访工作"),
    }


def test_class_outside_and_grade_inside_and_the_reverse() -> None:
    outside = "一、县政府\n1．优秀：东林县政府\n2．良好：西塘县政府\n二、市直部门\n1．优秀：市财政局\n2．良好：无"
    inside = "一、优秀（2个）\n1．县政府：东林县政府\n2．市直部门：市财政局\n二、良好\n1．县政府（1个）：西塘县政府\n2．市直部门：无"
    wanted = {("东林县政府", "优秀", "县政府"), ("西塘县政府", "良好", "县政府"), ("市财政局", "优秀", "市直部门")}
    for body in (outside, inside):
        assert {(row.unit.name, row.grade, row.category) for row in read(body).grades} == wanted
    assert ("市直部门", "良好", 0) in counted(outside)
    assert {(None, "优秀", 2), ("县政府", "良好", 1), ("市直部门", "良好", 0)} == counted(inside)


def test_prose_and_annex_are_one_row_with_two_places() -> None:
    bulletin = govtext.extract_text(
        HEAD
        + "市财政局、民政局等2个部门被评为优秀。\n\n附件：考核等次名单"
        + TAIL
        + "\n附件\n\n考核等次名单\n\n优秀：市财政局、民政局\n良好：市水利局\n"
    )
    rows = [row for row in bulletin.grades if row.unit.name == "市民政局"]
    assert len(rows) == 1
    assert bulletin.text is not None
    assert [bulletin.text[a:b] for a, b in rows[0].evidence if b - a == 3] == ["民政局", "民政局"]


def test_a_default_grade_is_resolved_where_the_members_are_known() -> None:
    known = "一、结果\n参加考核的4个县，即东林县、西塘县、南屏县、北原县。东林县为优秀，其余3个县为良好。"
    assert given(known) == {("东林县", "优秀"), ("西塘县", "良好"), ("南屏县", "良好"), ("北原县", "良好")}
    bulletin = read("一、结果\n市财政局为优秀，其余单位均为良好。")
    assert {(row.unit.name, row.grade) for row in bulletin.grades} == {("市财政局", "优秀")}
    assert "default_grade" in {warning.code for warning in bulletin.warnings}


def test_levels_follow_the_scheme_that_the_document_uses() -> None:
    four = read("一、结果\n优秀：市财政局\n良好：市民政局\n一般：市水利局\n较差：市教育局")
    assert {row.grade: row.level for row in four.grades} == {"优秀": 1, "良好": 2, "一般": 3, "较差": 4}
    letters = read("一、结果\nA级：市财政局\nB级：市民政局")
    assert {row.grade: row.level for row in letters.grades} == {"A级": 1, "B级": 2}


SCALES = {
    "90分以上为优秀，75—90分为良好，60—75为合格，60分以下为不合格": {
        "优秀": (90, None), "良好": (75, 90), "合格": (60, 75), "不合格": (None, 60),
    },
    "得分≥95分的为A级；80分（含）以上不足95分为B级；低于80分为C级": {"A级": (95, None), "B级": (80, 95), "C级": (None, 80)},
    "优秀：90分及以上；良好：80分≤得分＜90分；合格：80分以下": {"优秀": (90, None), "良好": (80, 90), "合格": (None, 80)},
    "90分以上为优秀，80分至90分以下为良好，80分以下，或者被一票否决的，为不合格": {
        "优秀": (90, None), "良好": (80, 90), "不合格": (None, 80),
    },
}  # fmt: skip


@pytest.mark.parametrize("scale", SCALES)
def test_scales(scale: str) -> None:
    rows = {row.grade: (row.low, row.high) for row in read(f"一、计分办法\n{scale}。").grade_scale}
    assert rows == SCALES[scale]


def test_bounds_tell_whether_they_are_inside() -> None:
    rows = {
        r.grade: r
        for r in read("一、办法\n90分以上（不含90分）为优秀，60分以上不足90分为合格，60分及以下为不合格。").grade_scale
    }
    assert rows["优秀"].low_open
    assert (rows["合格"].low_open, rows["合格"].high_open) == (False, True)
    assert not rows["不合格"].high_open


TABLES = {
    "tabs": "序号\t单位\t得分\t等次\n1\t东林县\t95.2\t优秀\n2\t西塘县\t88\t良好\n3\t南屏县\t70\t合格",
    "pipes": "| 单位 | 得分 | 等次 |\n|---|---|---|\n| 东林县 | 95.2 | 优秀 |\n| 西塘县 | 88 | 良好 |\n| 南屏县 | 70 | 合格 |",
    "one cell a line": "序号\n单位\n得分\n等次\n1\n东林县\n95.2\n优秀\n2\n西塘县\n88\n良好\n3\n南屏县\n70\n合格",
}


@pytest.mark.parametrize("form", TABLES)
def test_tables_of_any_print(form: str) -> None:
    rows = {
        (row.unit.name, row.grade, row.score) for row in read(f"一、考核结果\n\n考核等次表\n{TABLES[form]}\n").grades
    }
    assert rows == {("东林县", "优秀", 95.2), ("西塘县", "良好", 88.0), ("南屏县", "合格", 70.0)}


def test_every_unit_is_what_stands_at_its_span() -> None:
    bulletin = read("一、结果\n优秀：市财政局、民政局、科技和信息化局\n良好：东林、西塘等2个县政府")
    assert bulletin.text is not None
    for row in bulletin.grades:
        assert bulletin.text[row.unit.span.start : row.unit.span.end] == row.unit.text


@pytest.mark.parametrize(
    ("body", "classes"),
    [
        ("市级责任单位考核结果为：市财政局1家单位评为优秀；市民政局1家单位评为良好。", {"市级责任单位"}),
        (
            "参加考核的3个乡镇考核等次如下：\n\n优秀1个，为东林镇；\n\n合格2个，为西塘镇、南屏镇。\n\n不合格：无。",
            {"乡镇"},
        ),
        ("各单位考核结果如下：优秀（1个）：市财政局；良好（1个）：市民政局。", {None}),
        ("具体如下：一等奖1个，东林县统计局；二等奖1个，西塘县统计局。", {None}),
        ("获奖单位：一等奖1个，东林县统计局。", {None}),
        ("市政府对市直部门考核结果为：市财政局、市民政局评为优秀。", {"市直部门"}),
        ("8个受考核单位考核结果为：东林县、西塘县为优秀，其余6个单位为良好。", {None}),
        ("农业统计：一等奖1个，东林县统计局。\n工业统计：一等奖1个，西塘县统计局。", {"农业统计", "工业统计"}),
        ("授予东林镇、西塘镇2个单位本季度“流动红旗”。", {None}),
    ],
)
def test_the_class_that_a_lead_announces(body: str, classes: set[str | None]) -> None:
    bulletin = read(f"一、考核结果\n{body}")
    assert {row.category for row in (*bulletin.grades, *bulletin.grade_counts)} == classes
