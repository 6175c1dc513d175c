"""Every lexicon states where it comes from, is well formed, and proves its examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import govtext
from govtext import lexicon, script
from govtext.structure.furniture import is_furniture
from govtext.structure.model import Paragraph
from govtext.text import Span

ROOT = Path(__file__).parent.parent.parent
NAMES = sorted(path.stem for path in (ROOT / "lexicons").glob("*.tsv"))


@pytest.mark.parametrize("name", NAMES)
def test_states_source_licence_and_version(name: str) -> None:
    head = "".join(
        line
        for line in (ROOT / "lexicons" / f"{name}.tsv").read_text("utf-8").splitlines()[:12]
        if line.startswith("#")
    )
    assert re.search(r"source", head, re.I)
    assert re.search(r"licen[cs]e", head, re.I)
    assert re.search(r"version", head, re.I)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_distinct(name: str) -> None:
    rows = [tuple(row.values()) for row in lexicon.table(name)]
    assert rows
    assert len(rows) == len(set(rows))


def _line(text: str) -> Paragraph:
    return Paragraph(Span(0, len(text)), text)


def test_furniture_proves_its_examples() -> None:
    for row in lexicon.table("furniture"):
        lines = [row["line"]] if row["kind"] == "line" else list(filter(None, row["examples"].split("|")))
        for line in lines:
            assert is_furniture(_line(line)), line
        for line in filter(None, row["counter_examples"].split("|")):
            assert not is_furniture(_line(line)), line


def test_overrides_prove_their_examples() -> None:
    for row in lexicon.table("script_overrides"):
        assert len(row["found"]) == len(row["folded"])
        assert script.fold(row["found"]) == row["folded"]


def test_the_vocabulary_is_large_enough_and_proved() -> None:
    rows = lexicon.table("regional_vocabulary")
    assert len(rows) >= 150
    assert all(row["examples"] for row in rows)


def _problems_below(heading: str, text: str) -> list[str]:
    bulletin = govtext.extract_text(f"扬州市政务公开办公室关于检查情况的通报\n一、{heading}\n{text}\n")
    return [row.statement for row in bulletin.problems]


def test_words_of_problems_prove_their_examples() -> None:
    proved = 0
    for row in lexicon.table("problem_words"):
        for text in filter(None, row["examples"].split("|")):
            assert _problems_below("存在的问题", text), text
            proved += 1
        for text in filter(None, row["counter_examples"].split("|")):
            assert not _problems_below("检查情况", text), text
            proved += 1
    assert proved >= 8


def test_words_of_tasks_prove_their_examples() -> None:
    proved = 0
    for row in lexicon.table("task_words"):
        for column, wanted in (("examples", 1), ("counter_examples", 0)):
            for text in filter(None, row[column].split("|")):
                bulletin = govtext.extract_text(f"扬州市政务公开办公室关于检查情况的通报\n一、下步工作要求\n{text}\n")
                assert len(bulletin.tasks) == wanted, text
                proved += 1
    assert proved >= 2
    kinds = {row["kind"] for row in lexicon.table("task_words")}
    assert kinds == {"verb", "no_task"}


@pytest.mark.parametrize("name", ["openness", "general"])
def test_classes_count_as_a_category_of_the_contract(name: str) -> None:
    contract = {row["code"] for row in lexicon.table("problem_classes_openness")}
    rows = lexicon.table(f"problem_classes_{name}")
    assert all(row["contract"] in contract for row in rows)
    assert all(row["words"] and row["examples"] and row["counter_examples"] for row in rows)
    assert {row["taxonomy"] for row in lexicon.table("problem_fields")} <= {"openness", "general"}
