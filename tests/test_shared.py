"""Real documents that lie beside the project: floors on their gold, and a record or a typed error from each of the archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import govtext
from govtext import script

from . import scoring
from .test_corpora import wrong_spans

FLOORS = {
    "elements": 0.97,
    "document_numbers": 0.99,
    "titles": 0.97,
    "grades": 0.98,
    "grade_counts": 0.97,
    "grade_scale": 1.0,
    "rankings": 0.99,
    "statistics": 0.99,
    "indicators": 0.94,
    "part_of": 0.97,
    "share_of": 0.99,
    "checks": 1.0,
    "contradictions": 1.0,
    "problems": 0.95,
    "problem_coverage": 0.97,
    "problem_categories": 0.85,
    "problem_headings": 0.99,
    "problem_units": 0.93,
}


@pytest.mark.parametrize("facet", FLOORS)
def test_gold(shared: Path, facet: str) -> None:
    pairs = [(gold, scoring.record_of(source)) for source, gold in scoring.gold_files(shared / "gold")]
    value, differences = scoring.f1(pairs, facet)
    assert value >= FLOORS[facet], "\n".join(differences)


TASK_FLOORS = {"002_1d0388dcfad0455b": (0.94, 0.95), "004_5542ffa0dcd5caf8": (0.93, 0.95)}
"""F1 of the orders of a document, and of those who are to carry them out."""


@pytest.mark.parametrize("name", TASK_FLOORS)
def test_tasks_by_offsets(shared: Path, name: str) -> None:
    """`shared_tasks.json` says, in offsets only, what a reader took for the orders of two documents, who does them, and when."""
    wanted = json.loads((Path(__file__).parent / "shared_tasks.json").read_text("utf-8"))[name]
    rows = list(govtext.extract(shared / "gold" / "seeds" / f"{name}.txt").tasks)
    many, hits, named, told, right = len(rows), 0, 0, 0, 0
    for want in wanted:
        row = next((row for row in rows if _alike(want["span"], row.span)), None)
        if row is None:
            continue
        rows.remove(row)
        hits += 1
        named, told = named + len(want["responsible"]), told + len(row.responsible)
        right += sum(any(_alike(span, unit.span) for unit in row.responsible) for span in want["responsible"])
        if want["deadline"] or want["recurrence"]:
            assert (row.deadline, row.recurrence) == (want["deadline"], want["recurrence"])
    assert 2 * hits / (len(wanted) + many) >= TASK_FLOORS[name][0]
    assert 2 * right / (named + told) >= TASK_FLOORS[name][1]


def _alike(one: list[int], other: tuple[int, int]) -> bool:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both > 0 and both / (max(one[1], other[1]) - min(one[0], other[0])) >= 0.5


def test_simplified_gold_is_left_as_it_is(shared: Path) -> None:
    for source, _ in scoring.gold_files(shared / "gold"):
        bulletin = govtext.extract(source)
        if bulletin.profile.script == "simplified":
            assert script.share_traditional(source.read_text("utf-8")) <= 0.1
            assert all(e.value == "".join(e.text.split()) for e in bulletin.elements.issuers)


CONTRADICTIONS = {"ljz-012.txt": {("sequence", 6, 5)}}  # its headings go from （四） to （六）
"""What documents of the archive really contradict, read by eye; everything else would be a false alarm."""


def test_archive_gives_a_record_or_a_typed_error(shared: Path) -> None:
    paths = sorted(p for p in (shared / "archive").iterdir() if p.suffix in (".txt", ".html", ".md"))
    assert len(paths) > 500
    failed = []
    for path, result in govtext.extract_many(paths):
        if isinstance(result, govtext.GovtextError):
            failed.append(path)
            continue
        assert result.text is not None
        failures = {(check.kind, check.left, check.right) for check in result.checks if check.verdict == "fail"}
        assert failures == CONTRADICTIONS.get(path.name, set()), path.name
        for element in (result.elements.title, result.elements.document_number, *result.elements.issuers):
            assert element is None or result.text[element.span.start : element.span.end] == element.text
    assert failed == []


def test_spans_hold_in_gold_documents(shared: Path) -> None:
    for source, _ in scoring.gold_files(shared / "gold"):
        data = scoring.record_of(source)
        assert list(wrong_spans(data, data["text"])) == []
