"""Score records against gold files, facet by facet: what of the gold was found, and what was invented."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import govtext
from govtext.export.json import to_json

COMPLETE = {
    "document_numbers": "document_numbers",
    "titles": "document_numbers",
    "grades": "grades",
    "grade_counts": "grade_counts",
    "grade_scale": "grade_scale",
    "rankings": "rankings",
}
"""Facets of which a gold file says in `complete`, under this name, whether it annotates them."""

FACETS = ("elements", "sections", "parts", "profile", *COMPLETE, "checks", "contradictions")


def fold(text: object) -> str:
    """Comparison form: width, brackets and blanks folded."""
    folded = unicodedata.normalize("NFKC", str(text))
    folded = folded.translate(str.maketrans("〔﹝[［【(（〕﹞]］】)）○◯", "[[[[[[[]]]]]]]〇〇"))
    return re.sub(r"\s+", "", folded)


def gold_files(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Each source with its gold."""
    found = []
    for path in sorted(folder.rglob("*.gold.json")):
        stem = path.name.removesuffix(".gold.json")
        source = next(p for p in sorted(path.parent.glob(f"{stem}.*")) if p.suffix != ".json")
        found.append((source, json.loads(path.read_text("utf-8"))))
    return found


def record(source: Path) -> dict[str, Any]:
    """The record of a source as plain data."""
    data: dict[str, Any] = json.loads(to_json(govtext.extract(source)))
    return data


def items(data: dict[str, Any], facet: str, *, gold: bool) -> Iterator[tuple[str, ...]]:
    """What a gold file, or a record, says of one facet, as comparable tuples."""
    if facet == "elements":
        for name, value in (data.get("elements") or {}).items():
            for one in value if isinstance(value, list) else [] if value is None else [value]:
                yield name, fold(one if gold else one["value"])
    elif facet == "document_numbers":
        yield from {(fold(row["normalized"]), row["role"]) for row in data.get("document_numbers", [])}
    elif facet == "titles":
        yield from {
            (fold(row["normalized"]), fold(row["title"])) for row in data.get("document_numbers", []) if row["title"]
        }
    elif facet == "sections":
        for section in data.get("sections", []):
            level, label, heading = section if gold else (section["level"], section["label"], section["heading"])
            yield str(level), fold(label or ""), fold(heading or "").rstrip("。;:")
    elif facet == "parts":
        for part in data.get("parts", []):
            kind, title = part if gold else (part["kind"], part["title"])
            yield kind, fold(title or "")
    elif facet == "grades":
        for row in data.get("grades", []):
            yield fold(row["unit"] if gold else row["unit"]["name"]), fold(row["grade"])
    elif facet == "grade_counts":
        for row in data.get("grade_counts", []):
            yield fold(row["grade"]), str(row["stated"])
    elif facet == "grade_scale":
        for row in data.get("grade_scale", []):
            yield fold(row["grade"]), str(_number(row["low"])), str(_number(row["high"]))
    elif facet == "rankings":
        for ranking in data.get("rankings", []):
            for entry in ranking["entries"]:
                yield fold(entry["unit"] if gold else entry["unit"]["name"]), str(entry["rank"])
    elif facet == "contradictions":
        count = data.get("failed_checks", 0) if gold else sum(c["verdict"] == "fail" for c in data.get("checks", []))
        yield from ((str(index),) for index in range(count))
    elif facet == "profile" and data.get("profile"):
        profile = data["profile"]
        yield tuple(str(profile[key]) for key in ("script", "vocabulary", "converted"))


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _checks(gold: dict[str, Any], have: dict[str, Any]) -> tuple[int, list[str]]:
    """How many of the wanted checks a record has (kind, verdict, and all that they mention), and the others."""
    missed = []
    for want in gold.get("checks", []):
        kinds = want["kind"] if isinstance(want["kind"], list) else [want["kind"]]
        if not any(
            row["kind"] in kinds
            and row["verdict"] == want["verdict"]
            and all(fold(m) in fold(json.dumps(row, ensure_ascii=False)) for m in want.get("mentions", []))
            for row in have.get("checks", [])
        ):
            missed.append(f"{have['source']['name']}: -{want}")
    return len(gold.get("checks", [])) - len(missed), missed


def f1(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], facet: str) -> tuple[float, list[str]]:
    """F1 over (gold, record) pairs that annotate the facet, and what was missed (-) and invented (+)."""
    wanted = found = hits = 0
    differences: list[str] = []
    for gold, have in pairs:
        if facet in ("sections", "parts", "profile") and facet not in gold:
            continue
        if facet in COMPLETE and COMPLETE[facet] not in gold.get("complete", ["document_numbers"]):
            continue
        if facet == "contradictions" and "failed_checks" not in gold:
            continue
        if facet == "checks":
            found_here, missed = _checks(gold, have)
            hits, wanted, found = hits + found_here, wanted + len(gold.get("checks", [])), found + found_here
            differences += missed
            continue
        keys = gold.get("elements") or {}
        want = Counter(items(gold, facet, gold=True))
        got = Counter(item for item in items(have, facet, gold=False) if facet != "elements" or item[0] in keys)
        both = want & got
        wanted, found, hits = wanted + want.total(), found + got.total(), hits + both.total()
        name = have["source"]["name"]
        differences += [f"{name}: -{item}" for item in want - both] + [f"{name}: +{item}" for item in got - both]
    return (2 * hits / (wanted + found) if wanted + found else 1.0), differences
