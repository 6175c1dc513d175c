"""Whose words a text in traditional script uses, where only a few regional words tell."""

from __future__ import annotations

from govtext import Pipeline

PIPELINE = Pipeline(facts={})

CONVERTED = (
    "某省人民政府辦公廳關於考核結果的通報\n各市人民政府:\n經省政府同意,透過實地核查,對省經濟和資訊化委等單位進行了考核,"
    "軟體系統運行正常,重組專案按期完成。省政府要求整改。\n"
)
SCRIPT_ONLY = (
    "某省人民政府辦公廳關於考核結果的通報\n各市人民政府:\n經省政府同意,通過實地核查,對省經濟和信息化委等單位進行了考核,"
    "檔案管理規範。省政府要求整改。\n"
)


def test_a_few_borrowed_words_amid_mainland_institutions_tell_a_converter() -> None:
    found = PIPELINE.extract_text(CONVERTED)
    assert (found.profile.vocabulary, found.profile.converted) == ("taiwan", True)
    assert "converted_vocabulary" in {warning.code for warning in found.warnings}


def test_a_text_of_which_only_the_script_was_converted_keeps_its_words() -> None:
    found = PIPELINE.extract_text(SCRIPT_ONLY)
    assert (found.profile.vocabulary, found.profile.converted) == ("mainland", True)


def test_native_documents_stay_native_beside_the_same_words() -> None:
    text = (
        "某縣政府　函\n受文者：各鄉鎮公所\n發文日期：中華民國108年10月23日\n主旨：檢送本府資訊系統考評結果，請查照。\n"
        "說明：透過實地核查，列印清單，專案辦理，並副知大陸委員會及某市人民政府。\n"
    )
    found = PIPELINE.extract_text(text)
    assert (found.profile.vocabulary, found.profile.converted) == ("taiwan", False)
