"""Real documents that lie beside the project: floors on their gold, and a record or a typed error from each of the archive."""

from __future__ import annotations

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
}


@pytest.mark.parametrize("facet", FLOORS)
def test_gold(shared: Path, facet: str) -> None:
    pairs = [(gold, scoring.record(source)) for source, gold in scoring.gold_files(shared / "gold")]
    value, differences = scoring.f1(pairs, facet)
    assert value >= FLOORS[facet], "\n".join(differences)


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
        data = scoring.record(source)
        assert list(wrong_spans(data, data["text"])) == []
