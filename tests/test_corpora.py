"""The bulletins of corpora/ give what their gold says, and figures never fall below corpora/baseline.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from . import scoring

ROOT = Path(__file__).parent.parent
BASELINE: dict[str, float] = json.loads((ROOT / "corpora" / "baseline.json").read_text("utf-8"))["floors"]


@cache
def _pairs() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(gold, scoring.record_of(source)) for source, gold in scoring.gold_files(ROOT / "corpora" / "bulletins")]


def test_there_are_at_least_two_hundred_bulletins_with_gold() -> None:
    assert len(_pairs()) >= 200


@pytest.mark.parametrize("facet", scoring.FACETS)
def test_figures_do_not_fall(facet: str) -> None:
    value, differences = scoring.f1(_pairs(), facet)
    assert value >= BASELINE[facet], f"{facet} F1 {value:.4f} is below its floor\n" + "\n".join(differences)


def test_known_gaps_are_gaps_still() -> None:
    """A contradiction that is marked as not found, with its reason, is taken off the marks once it is found."""
    for gold, have in _pairs():
        for gap in gold.get("known_gaps", []):
            assert gap["reason"]
            found = scoring.FACETS["checks"][1]({"checks": [gap["check"]]}, have).hits
            assert found == 0, have["source"]["name"]


def test_every_reported_text_is_what_stands_at_its_span() -> None:
    for _, have in _pairs():
        assert list(wrong_spans(have, have["text"])) == []


def wrong_spans(node: Any, text: str) -> Any:
    """Parts of a record whose `text` is not the text at their `span`."""
    if isinstance(node, dict):
        if node.get("span") and isinstance(node.get("text"), str):
            start, end = node["span"]
            if text[start:end] != node["text"]:
                yield node
        for value in node.values():
            yield from wrong_spans(value, text)
    elif isinstance(node, list):
        for value in node:
            yield from wrong_spans(value, text)
