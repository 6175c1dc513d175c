"""Tasks: what is ordered, who is to do it, by when; and what is no order."""

from __future__ import annotations

import pytest

import govtext
from govtext.record import Bulletin, Task

HEAD = "青川市人民政府办公室关于2018年政务公开检查情况的通报\n\n各县、区人民政府：\n\n"
TAIL = "\n\n青川市人民政府办公室\n2018年4月20日\n"


def read(body: str, head: str = HEAD) -> Bulletin:
    return govtext.extract_text(head + body + TAIL)


def task(body: str) -> Task:
    (row,) = read("一、下步工作要求\n" + body).tasks
    return row


def names(row: Task) -> tuple[list[str], list[str]]:
    return [unit.name for unit in row.responsible], [unit.name for unit in row.supporting]


WHO = {
    "要": ("各县、区要完善公开目录。", ["各县", "区"], []),
    "several organs, elided": ("市财政局、民政局要公布补贴标准。", ["市财政局", "市民政局"], []),
    "由…牵头会同": ("由市政务公开办牵头会同市财政局制定目录。", ["市政务公开办"], ["市财政局"]),
    "由…牵头，…配合": ("由市民政局牵头，市财政局、审计局配合，抓好清查。", ["市民政局"], ["市财政局", "市审计局"]),
    "请": ("请各有关单位认真对照检查。", ["各有关单位"], []),
    "责令": ("责令东林县教育局立即整改。", ["东林县教育局"], []),
    "a bracket": ("完善公开目录（责任单位：市财政局；配合单位：市民政局）。", ["市财政局"], ["市民政局"]),
    "a bracket with roles": ("完善公开目录（市财政局牵头，市民政局配合）。", ["市财政局"], ["市民政局"]),
    "nobody": ("加强公开目录的日常维护。", [], []),
    "a shared kind": ("各级财政、民政部门要公布补贴标准。", ["各级财政部门", "各级民政部门"], []),
    "a fronted object": ("公开目录由市财政局负责修订。", ["市财政局"], []),
}


@pytest.mark.parametrize("name", WHO)
def test_who_is_to_do_it_and_who_helps(name: str) -> None:
    body, responsible, supporting = WHO[name]
    assert names(task(body)) == (responsible, supporting)


WHEN = {
    "a year's end": ("2019年底前", "2019-12-31", None),
    "a month's end of the document's year": ("6月底前", "2018-06-30", None),
    "a day": ("于5月20日前", "2018-05-20", None),
    "half a year": ("上半年", "2018-06-30", None),
    "a quarter": ("第三季度末前", "2018-09-30", None),
    "within the year": ("年内", "2018-12-31", None),
    "a month that is past lies in the next year": ("2月底前", "2019-02-28", None),
    "next year": ("明年3月底前", "2019-03-31", None),
    "a span has no date": ("10个工作日内", None, None),
    "every month": ("每月10日前", None, "monthly"),
    "every half year": ("每半年", None, "half-yearly"),
    "none": ("", None, None),
}


@pytest.mark.parametrize("name", WHEN)
def test_by_when_and_how_often(name: str) -> None:
    words, deadline, recurrence = WHEN[name]
    row = task(f"各县要{words}完成公开目录修订。")
    assert (row.deadline, row.recurrence) == (deadline, recurrence)
    if words:
        assert row.deadline_text
        assert row.deadline_text in words


def test_a_plan_is_dated_by_its_title() -> None:
    head = "青川市2019年政务公开工作要点\n\n"
    (row,) = read("一、推进目录建设\n各县要在6月底前完成目录修订。", head).tasks
    assert row.deadline == "2019-06-30"


NONE = {
    "what was done": "一、工作情况\n各县完成了公开目录修订。",
    "a threat": "一、下步工作要求\n对整改不力的单位，由市监察局约谈其负责人。",
    "a goal": "一、总体要求\n以公开促落实，加强平台建设。",
    "an announcement": "一、下步工作要求\n各单位要做好以下工作：",
    "a problem": "一、存在的问题\n部分单位没有落实保密审查要求。",
    "a heading": "一、下步工作要求",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_task(name: str) -> None:
    assert read(NONE[name]).tasks == ()


def test_a_clause_with_another_actor_is_another_task() -> None:
    rows = read("一、下步工作要求\n东林县要补齐台账，各街道要同步清理公示牌。").tasks
    assert [(row.text, names(row)[0]) for row in rows] == [
        ("东林县要补齐台账", ["东林县"]),
        ("各街道要同步清理公示牌", ["各街道"]),
    ]


def test_an_actor_holds_for_the_sentences_behind_it_and_for_the_items_of_its_list() -> None:
    rows = read("一、下步工作要求\n（一）加强领导。各县要明确分管领导。要建立工作台账。").tasks
    assert [names(row)[0] for row in rows] == [["各县"], ["各县"]]
    rows = read("一、下步工作要求\n市民政局要抓好以下工作：\n一是清理目录。\n二是每月更新台账。").tasks
    assert [(names(row)[0], row.recurrence) for row in rows] == [(["市民政局"], None), (["市民政局"], "monthly")]


def test_a_list_of_things_stays_with_its_sentence() -> None:
    rows = read(
        "一、工作任务\n市民政局要公开以下信息：\n①低保标准；\n②临时救助标准。", "青川市2018年政务公开工作要点\n\n"
    ).tasks
    assert len(rows) == 1
    assert rows[0].text.endswith("②临时救助标准")


def test_lines_below_an_item_say_who_and_by_when() -> None:
    body = "一、重点任务\n1.完善公开目录\n责任单位：市财政局\n完成时限：三季度\n2.建立台账制度\n牵头单位：市民政局\n"
    first, second = read(body, "青川市2018年政务公开工作要点\n\n").tasks
    assert (names(first)[0], first.deadline) == (["市财政局"], "2018-09-30")
    assert names(second)[0] == ["市民政局"]


def test_the_section_path_is_kept() -> None:
    (row,) = read("一、下步工作要求\n（一）完善平台。各县要在6月底前完成网站改版。").tasks
    assert row.section == ("下步工作要求", "完善平台")
