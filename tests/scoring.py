"""Figures of govtext.evaluate over several documents, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govtext.evaluate import FACETS, Outcome, fold, gold_files, record_of, score

__all__ = ["FACETS", "f1", "fold", "gold_files", "record_of", "score"]


def f1(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], facet: str) -> tuple[float, list[str]]:
    """F1 over (gold, record) pairs that annotate the facet, and what was missed (-) and invented (+)."""
    total = Outcome()
    for gold, record in pairs:
        if (outcome := score(gold, record, facet)) is not None:
            total += outcome
    return total.f1, total.differences
