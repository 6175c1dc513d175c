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

STATISTICS = ("statistics", "indicators", "modifiers", "part_of", "share_of")
"""Facets of the rows of `statistics`, which are matched by the place of their numbers."""

FACETS = ("elements", "sections", "parts", "profile", *COMPLETE, *STATISTICS, "checks", "contradictions")


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


def checks(gold: dict[str, Any], have: dict[str, Any]) -> tuple[int, list[str]]:
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


def _place(quote: str, text: str) -> tuple[int, int]:
    """Where the number of a quote, between its marks, stands in a text."""
    at = text.index(quote.replace("⟦", "").replace("⟧", ""))
    return at + quote.index("⟦"), at + quote.index("⟧") - 1


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def similar(have: str | None, accepted: Iterable[str]) -> bool:
    """Whether an indicator holds, or is held by, an accepted phrase, or shares most of its pairs of characters."""
    name = fold(have or "")
    for want in map(fold, accepted):
        if name and ((want in name and len(name) <= 4 * len(want) + 8) or (len(name) > 1 and name in want)):
            return True
        ours, theirs = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (name, want))
        if ours and theirs and len(ours & theirs) / (len(ours) + len(theirs)) >= 0.3:
            return True
    return False


def _same_number(want: dict[str, Any], row: dict[str, Any]) -> bool:
    units = {fold(unit) for unit in _as_list(want.get("unit") or "")}
    numbers = ("value", "low", "high")
    return fold(row["unit"]) in units and all(
        row[name] == want.get(name) or (None not in (row[name], want.get(name)) and abs(row[name] - want[name]) < 1e-6)
        for name in numbers
    )


def statistics(gold: dict[str, Any], have: dict[str, Any], facet: str) -> tuple[int, int, int, list[str]]:
    """Wanted, reported and right rows of a facet of the statistics of one document, and what was missed or invented."""
    text, rows = have["text"], have["statistics"]
    wanted = {_place(row["quote"], text): row for row in gold["statistics"]}
    optional = [_place(quote, text) for quote in gold.get("statistics_optional", [])]
    matched = {
        place: row
        for place, want in wanted.items()
        for row in rows
        if row["span"][0] < place[1] and place[0] < row["span"][1] and _same_number(want, row)
    }
    ids = {place: row["id"] for place, row in matched.items()}
    name = have["source"]["name"]
    if facet == "statistics":
        used = {row["id"] for row in matched.values()}
        invented = [
            row
            for row in rows
            if row["id"] not in used and not any(row["span"][0] < e and s < row["span"][1] for s, e in optional)
        ]
        differences = [f"{name}: -{wanted[place]['quote']}" for place in wanted if place not in matched]
        differences += [f"{name}: +{row['text']} {row['indicator']}" for row in invented]
        return len(wanted), len(matched) + len(invented), len(matched), differences
    if facet in ("indicators", "modifiers"):
        asked = {p: r for p, r in matched.items() if facet == "modifiers" or wanted[p].get("indicator")}
        wrong = [
            f"{name}: {wanted[p]['quote']}: {row['indicator']} {row['modifier']}"
            for p, row in asked.items()
            if not (
                row["modifier"] in _as_list(wanted[p]["modifier"])
                if facet == "modifiers"
                else similar(row["indicator"], _as_list(wanted[p]["indicator"]))
            )
        ]
        return len(asked), len(asked), len(asked) - len(wrong), wrong
    told = {p: w[facet] for p, w in wanted.items() if w.get(facet)}
    reported = {p: row[facet] for p, row in matched.items() if row[facet]}
    right = [p for p, quote in told.items() if p in reported and reported[p] == ids.get(_place(quote, text))]
    differences = [f"{name}: -{wanted[p]['quote']} {facet} {quote}" for p, quote in told.items() if p not in right]
    differences += [f"{name}: +{wanted[p]['quote']} {facet} {reported[p]}" for p in reported if p not in told]
    return len(told), len(reported), len(right), differences


def f1(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], facet: str) -> tuple[float, list[str]]:
    """F1 over (gold, record) pairs that annotate the facet, and what was missed (-) and invented (+)."""
    wanted = found = hits = 0
    differences: list[str] = []
    for gold, have in pairs:
        if facet in ("sections", "parts", "profile") and facet not in gold:
            continue
        if facet in COMPLETE and COMPLETE[facet] not in gold.get("complete", ["document_numbers"]):
            continue
        if facet in STATISTICS:
            if "statistics" in gold.get("complete", []):
                one, two, three, differences_here = statistics(gold, have, facet)
                wanted, found, hits = wanted + one, found + two, hits + three
                differences += differences_here
            continue
        if facet == "contradictions" and "failed_checks" not in gold:
            continue
        if facet == "checks":
            found_here, missed = checks(gold, have)
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
