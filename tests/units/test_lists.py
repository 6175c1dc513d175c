"""Names in lists: where they are cut, and what a list elides."""

from __future__ import annotations

import pytest

from govtext.units import restore_names, split_list


def names(text: str, noun: str = "") -> list[str]:
    return restore_names(split_list(text, 0, len(text)), noun)


CASES = {
    "市财政局、经贸委、民政局": ["市财政局", "市经贸委", "市民政局"],
    "市国土房管局,广州港务局,市工商局、质监局": ["市国土房管局", "广州港务局", "市工商局", "市质监局"],
    "县委办公室、政府办公室，县卫生局、公安局": ["县委办公室", "县政府办公室", "县卫生局", "县公安局"],
    "省教育厅、公安厅、市场监管局": ["省教育厅", "省公安厅", "省市场监管局"],
    "市教育局、市场监督管理局": ["市教育局", "市市场监督管理局"],
    "港北区贵城街道、港城街道，港南区桥圩镇": ["港北区贵城街道", "港北区港城街道", "港南区桥圩镇"],
    "市发改委（物价局）、科技局（知识产权局）": ["市发改委（物价局）", "市科技局（知识产权局）"],
    "县财政局　民政局　教育局": ["县财政局", "县民政局", "县教育局"],
    "市委统战部、市总工会、团市委": ["市委统战部", "市总工会", "团市委"],
    "塘头镇、许家坝镇和板桥乡": ["塘头镇", "许家坝镇", "板桥乡"],
    "市科技和信息化局、林业和园林局": ["市科技和信息化局", "市林业和园林局"],
    "平镇、杨梅、大溪及新屋区公所": ["平镇区公所", "杨梅区公所", "大溪区公所", "新屋区公所"],
    "台南市、桃园市、台北市政府卫生局": ["台南市政府卫生局", "桃园市政府卫生局", "台北市政府卫生局"],
    "市中心医院、市三中学": ["市中心医院", "市三中学"],
    "市人力资源和社会\n保障局、体育局": ["市人力资源和社会保障局", "市体育局"],
    "市审计局、国家统计局六安调查队、市残联、市气象局、市司法局": [
        "市审计局", "国家统计局六安调查队", "市残联", "市气象局", "市司法局",
    ],
    "县国税局、供电公司、永丰化工有限公司": ["县国税局", "县供电公司", "永丰化工有限公司"],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_names_of_a_list(text: str) -> None:
    assert names(text) == CASES[text]


def test_the_noun_of_the_count_gives_the_ending() -> None:
    assert names("番禺、萝岗、花都", "区政府") == ["番禺区政府", "萝岗区政府", "花都区政府"]
    assert names("明光市涧溪、来安县水口", "镇政府") == ["明光市涧溪镇政府", "来安县水口镇政府"]
    assert names("市财政局、民政局", "部门") == ["市财政局", "市民政局"]


def test_scores_and_notes_are_told_from_brackets_inside_names() -> None:
    text = "甲县（95.2分）、乙县(并列，99.96%)、市住建局（市人防办）(99.81%)"
    found = split_list(text, 0, len(text))
    assert [(item.text, item.score) for item in found] == [
        ("甲县", 95.2),
        ("乙县", 99.96),
        ("市住建局（市人防办）", 99.81),
    ]
    assert all(text[item.span.start : item.span.end] == item.text for item in found)
