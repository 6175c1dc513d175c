"""Figures of an evaluation, as a table to read or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[str, int, int, int, float, float, float]
"""Facet, wanted, found, right, precision, recall, F1."""


def figures_text(rows: Sequence[Row], differences: Mapping[str, Sequence[str]]) -> str:
    """A table of the facets, then what was missed (-), invented (+) or read otherwise (≠), by facet."""
    lines = [f"{'facet':20}{'gold':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]
    lines += [
        f"{name:20}{wanted:7}{found:7}{hits:7}{precision:8.3f}{recall:8.3f}{f1:8.3f}"
        for name, wanted, found, hits, precision, recall, f1 in rows
    ]
    for name, said in differences.items():
        lines += ["", name, *(f"  {line}" for line in said)]
    return "\n".join(lines) + "\n"


def figures_json(rows: Sequence[Row], differences: Mapping[str, Sequence[str]]) -> str:
    """The same as one JSON object."""
    names = ("gold", "found", "right", "precision", "recall", "f1")
    data = {
        name: dict(zip(names, (round(value, 4) for value in values), strict=True))
        | {"differences": differences.get(name, [])}
        for name, *values in rows
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
