"""Records against gold: how well govtext reads an archive of the user's own, facet by facet.

A gold file `NAME.gold.json` beside its source says what a careful reader takes out of it: values, and quotes that occur once in
the source (`⟦…⟧` marks the number of a quote; `@3,9` is a span). A facet that it names in `complete` is annotated completely, so
that what a record adds to it counts as invented. `docs/annotation.md` has the form.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from govtext.errors import GoldError
from govtext.export.json import to_json
from govtext.pipeline import Pipeline

Data: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[int, int]

OPEN, CLOSE = "⟦", "⟧"
SAME_PLACE = 0.5
"""Share of their joint characters (IoU) from which two spans are the same statement or order."""


class Outcome(Struct):
    """What a facet of one document, or of all, comes to. `differences`: - missed, + invented, ≠ otherwise."""

    wanted: int = 0
    found: int = 0
    hits: int = 0
    differences: list[str] = []

    @property
    def f1(self) -> float:
        """F1 of the facet; 1 where nothing was wanted and nothing found."""
        return 2 * self.hits / (self.wanted + self.found) if self.wanted + self.found else 1.0

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.wanted + other.wanted,
            self.found + other.found,
            self.hits + other.hits,
            self.differences + other.differences,
        )


# --- reading


def gold_files(folder: Path) -> list[tuple[Path, Data]]:
    """Each source below a folder that has a gold file, with it, in order.

    Raises:
        GoldError: there is none, one is no JSON object, or its source is missing.
    """
    found = []
    for path in sorted(folder.rglob("*.gold.json")):
        stem = path.name.removesuffix(".gold.json")
        source = next((p for p in sorted(path.parent.glob(f"{stem}.*")) if p.suffix != ".json"), None)
        if source is None:
            raise GoldError(f"{path}: no source {stem}.* beside it; put the bulletin there")
        try:
            gold = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise GoldError(f"{path}: no JSON ({error})") from None
        if not isinstance(gold, dict):
            raise GoldError(f"{path}: not a JSON object; docs/annotation.md has the form")
        found.append((source, gold))
    if not found:
        raise GoldError(f"{folder}: no NAME.gold.json below it; docs/annotation.md has the form")
    return found


def record_of(source: Path, pipeline: Pipeline | None = None) -> Data:
    """The record of a source as plain data."""
    data: Data = json.loads(to_json((pipeline or Pipeline()).extract(source)))
    return data


def evaluate(folder: Path, pipeline: Pipeline | None = None) -> dict[str, Outcome]:
    """Figures of every facet that some gold file of the folder annotates.

    Raises:
        GoldError: a gold file cannot be read; GovtextError: a source cannot.
    """
    totals: dict[str, Outcome] = {}
    for source, gold in gold_files(folder):
        record = record_of(source, pipeline)
        for facet in FACETS:
            if (outcome := score(gold, record, facet)) is not None:
                totals[facet] = totals.get(facet, Outcome()) + outcome
    return totals


def score(gold: Data, record: Data, facet: str) -> Outcome | None:
    """The figures of one facet of one document; None where its gold does not annotate the facet.

    Raises:
        GoldError: a quote does not occur exactly once in the source.
    """
    annotates, measure = FACETS[facet]
    if not annotates(gold):
        return None
    outcome = measure(gold, record)
    name = record["source"]["name"]
    outcome.differences = [f"{name}: {line}" for line in outcome.differences]
    return outcome


# --- comparing


def fold(text: object) -> str:
    """Comparison form: width, brackets and blanks folded."""
    folded = unicodedata.normalize("NFKC", str(text))
    folded = folded.translate(str.maketrans("〔﹝[［【(（〕﹞]］】)）○◯", "[[[[[[[]]]]]]]〇〇"))
    return re.sub(r"\s+", "", folded)


def similar(have: str | None, accepted: Iterable[str]) -> bool:
    """Whether a phrase holds, or is held by, an accepted one, or shares most of its pairs of characters with it."""
    name = fold(have or "")
    for want in map(fold, accepted):
        if name and ((want in name and len(name) <= 4 * len(want) + 8) or (len(name) > 1 and name in want)):
            return True
        ours, theirs = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (name, want))
        if ours and theirs and len(ours & theirs) / (len(ours) + len(theirs)) >= 0.3:
            return True
    return False


def _same_class(have: str | None, accepted: Sequence[str]) -> bool:
    name = fold(have or "")
    return len(name) > 1 and any(name in want or want in name for want in map(fold, accepted))


def locate(quote: str, text: str) -> Place:
    """Where a quote, or the marked part of it, stands in a text.

    Raises:
        GoldError: it does not occur exactly once.
    """
    if span := re.fullmatch(r"@(\d+),(\d+)", quote):
        return int(span[1]), int(span[2])
    plain = quote.replace(OPEN, "").replace(CLOSE, "")
    if (times := text.count(plain)) != 1:
        raise GoldError(f"the quote {quote!r} occurs {times} times; lengthen it until it occurs once")
    at = text.index(plain)
    return (at + quote.index(OPEN), at + quote.index(CLOSE) - 1) if OPEN in quote else (at, at + len(plain))


def _overlap(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _is_same_place(one: Place, other: Place) -> bool:
    both = _overlap(one, other)
    return both > 0 and both / ((one[1] - one[0]) + (other[1] - other[0]) - both) >= SAME_PLACE


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _pairs(
    wanted: Sequence[Data], rows: Sequence[Data], same: Callable[[Data, Data], bool]
) -> tuple[list[tuple[Data, Data]], list[Data], list[Data]]:
    """Pairs of gold and record, one to one in order, and what is left of each."""
    left, pairs, missed = list(rows), [], []
    for want in wanted:
        for row in left:
            if same(want, row):
                left.remove(row)
                pairs.append((want, row))
                break
        else:
            missed.append(want)
    return pairs, missed, left


def _short(text: str) -> str:
    bare = "".join(text.split())
    return bare if len(bare) <= 60 else bare[:59] + "…"


# --- facets of values


def _items(data: Data, facet: str, *, gold: bool) -> Iterator[tuple[str, ...]]:
    """What a gold file, or a record, says of one facet, as comparable tuples."""
    if facet == "elements":
        for name, value in (data.get("elements") or {}).items():
            for one in _as_list(value):
                yield name, fold(one if gold else one["value"])
    elif facet == "document_numbers":
        yield from {(fold(row["normalized"]), row["role"]) for row in data.get("document_numbers", [])}
    elif facet == "titles":
        rows = (row for row in data.get("document_numbers", []) if row.get("title"))
        yield from {(fold(row["normalized"]), fold(row["title"])) for row in rows}
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
    elif facet == "profile" and data.get("profile"):
        profile = data["profile"]
        yield tuple(str(profile[key]) for key in ("script", "vocabulary", "converted"))


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _values(facet: str) -> Callable[[Data, Data], Outcome]:
    def measure(gold: Data, record: Data) -> Outcome:
        keys = gold.get("elements") or {}
        want = Counter(_items(gold, facet, gold=True))
        got = Counter(item for item in _items(record, facet, gold=False) if facet != "elements" or item[0] in keys)
        both = want & got
        lines = [f"-{' '.join(item)}" for item in want - both] + [f"+{' '.join(item)}" for item in got - both]
        return Outcome(want.total(), got.total(), both.total(), lines)

    return measure


def _grade_details(field: str) -> Callable[[Data, Data], Outcome]:
    """Classes and full names of the units that are graded as the gold says."""

    def measure(gold: Data, record: Data) -> Outcome:
        pairs, _, _ = _pairs(
            gold["grades"],
            record["grades"],
            lambda w, r: (fold(w["unit"]), fold(w["grade"])) == (fold(r["unit"]["name"]), fold(r["grade"])),
        )
        asked = [(want, row) for want, row in pairs if want.get(field)]
        wrong = []
        for want, row in asked:
            have = row["category"] if field == "category" else row["unit"]["qualified_name"]
            wants = _as_list(want[field])
            right = _same_class(have, wants) if field == "category" else fold(have or "") in map(fold, wants)
            if not right:
                wrong.append(f"≠{want['unit']}: {wants[0]}, not {have}")
        return Outcome(len(asked), len(asked), len(asked) - len(wrong), wrong)

    return measure


def _checks(gold: Data, record: Data) -> Outcome:
    """Checks that must be found: of that kind and verdict, and with all that they mention in their words."""
    missed = []
    for want in gold.get("checks", []):
        kinds = _as_list(want["kind"])
        if not any(
            row["kind"] in kinds
            and row["verdict"] == want["verdict"]
            and all(fold(m) in fold(json.dumps(row, ensure_ascii=False)) for m in want.get("mentions", []))
            for row in record["checks"]
        ):
            missed.append(f"-{want}")
    wanted = len(gold.get("checks", []))
    return Outcome(wanted, wanted - len(missed), wanted - len(missed), missed)


def _contradictions(gold: Data, record: Data) -> Outcome:
    """How many checks fail, against how many contradictions the source holds."""
    wanted = int(gold["failed_checks"])
    fails = [row for row in record["checks"] if row["verdict"] == "fail"]
    lines = [f"+{row['message']}" for row in fails] if len(fails) > wanted else []
    return Outcome(wanted, len(fails), min(wanted, len(fails)), lines)


# --- statistics


def _same_number(want: Data, row: Data) -> bool:
    units = {fold(unit) for unit in _as_list(want.get("unit") or "")}
    numbers = ("value", "low", "high")
    return fold(row["unit"]) in units and all(
        row[name] == want.get(name) or (None not in (row[name], want.get(name)) and abs(row[name] - want[name]) < 1e-6)
        for name in numbers
    )


def _statistics(facet: str) -> Callable[[Data, Data], Outcome]:
    def measure(gold: Data, record: Data) -> Outcome:
        text, rows = record["text"], record["statistics"]
        wanted = {locate(row["quote"], text): row for row in gold["statistics"]}
        matched = {
            place: row
            for place, want in wanted.items()
            for row in rows
            if _overlap(place, row["span"]) and _same_number(want, row)
        }
        if facet == "statistics":
            optional = [locate(quote, text) for quote in gold.get("statistics_optional", [])]
            used = {row["id"] for row in matched.values()}
            extra = [r for r in rows if r["id"] not in used and not any(_overlap(at, r["span"]) for at in optional)]
            lines = [f"-{wanted[place]['quote']}" for place in wanted if place not in matched]
            lines += [f"+{row['text']} {row['indicator']}" for row in extra]
            return Outcome(len(wanted), len(matched) + len(extra), len(matched), lines)
        if facet in ("indicators", "modifiers"):
            field = facet.removesuffix("s")
            asked = {p: row for p, row in matched.items() if wanted[p].get(field)}
            right = [
                p
                for p, row in asked.items()
                if (similar if field == "indicator" else _is_one_of)(row[field], _as_list(wanted[p][field]))
            ]
            lines = [f"≠{wanted[p]['quote']}: {row[field]}" for p, row in asked.items() if p not in right]
            return Outcome(len(asked), len(asked), len(right), lines)
        ids = {place: row["id"] for place, row in matched.items()}
        told = {p: w[facet] for p, w in wanted.items() if w.get(facet)}
        reported = {p: row[facet] for p, row in matched.items() if row[facet]}
        hits = [p for p, quote in told.items() if p in reported and reported[p] == ids.get(locate(quote, text))]
        lines = [f"-{wanted[p]['quote']} {facet} {quote}" for p, quote in told.items() if p not in hits]
        lines += [f"+{wanted[p]['quote']} {facet} {reported[p]}" for p in reported if p not in told]
        return Outcome(len(told), len(reported), len(hits), lines)

    return measure


def _is_one_of(have: str | None, accepted: Sequence[str]) -> bool:
    return have in accepted


# --- problems and tasks


def _quoted(kind: str, gold: Data, record: Data) -> tuple[list[tuple[Data, Data]], list[Data], list[Data]]:
    text = record["text"]
    wanted = [{**row, "at": locate(row["quote"], text)} for row in gold[kind]]
    return _pairs(wanted, record[kind], lambda want, row: _is_same_place(want["at"], row["span"]))


def _statements(kind: str) -> Callable[[Data, Data], Outcome]:
    """Problems or tasks, found where the gold has them."""

    def measure(gold: Data, record: Data) -> Outcome:
        pairs, missed, extra = _quoted(kind, gold, record)
        text = record["text"]
        lines = [f"-{_short(text[slice(*want['at'])])}" for want in missed]
        lines += [f"+{_short(text[slice(*row['span'])])}" for row in extra]
        return Outcome(len(pairs) + len(missed), len(pairs) + len(extra), len(pairs), lines)

    return measure


def _coverage(gold: Data, record: Data) -> Outcome:
    """Characters that problems cover, whatever the cuts between them."""
    text = record["text"]
    want = {at for row in gold["problems"] for at in range(*locate(row["quote"], text))}
    got = {at for row in record["problems"] for at in range(*row["span"])}
    return Outcome(len(want), len(got), len(want & got), [])


def _details(kind: str, field: str) -> Callable[[Data, Data], Outcome]:
    """A value of each problem or task that was found where the gold has it."""

    def measure(gold: Data, record: Data) -> Outcome:
        pairs, _, _ = _quoted(kind, gold, record)
        total = Outcome()
        for want, row in pairs:
            accepted, have = _as_list(want.get(field)), row[field]
            if field in ("heading", "category"):
                if accepted:
                    right = similar(have, accepted) if field == "heading" else have in accepted
                    line = [] if right else [f"≠{_short(want['quote'])}: {accepted[0]}, not {have}"]
                    total += Outcome(1, 1, int(right), line)
                continue
            values = {fold(unit["name"]) for unit in have} if isinstance(have, list) else set(map(fold, _as_list(have)))
            names = set(map(fold, accepted))
            if field == "units" and not names:
                continue  # only where the statement names units
            line = [] if names == values else [f"≠{_short(want['quote'])}: {sorted(names)}, not {sorted(values)}"]
            total += Outcome(len(names), len(values), len(names & values), line)
        return total

    return measure


# --- the facets


def _complete(name: str) -> Callable[[Data], bool]:
    return lambda gold: name in gold.get("complete", ["document_numbers"])


def _has(name: str) -> Callable[[Data], bool]:
    return lambda gold: name in gold


FACETS: dict[str, tuple[Callable[[Data], bool], Callable[[Data, Data], Outcome]]] = {
    "elements": (_has("elements"), _values("elements")),
    "sections": (_has("sections"), _values("sections")),
    "parts": (_has("parts"), _values("parts")),
    "profile": (_has("profile"), _values("profile")),
    "document_numbers": (_complete("document_numbers"), _values("document_numbers")),
    "titles": (_complete("document_numbers"), _values("titles")),
    "grades": (_complete("grades"), _values("grades")),
    "grade_categories": (_complete("grades"), _grade_details("category")),
    "unit_names": (_complete("grades"), _grade_details("qualified_name")),
    "grade_counts": (_complete("grade_counts"), _values("grade_counts")),
    "grade_scale": (_complete("grade_scale"), _values("grade_scale")),
    "rankings": (_complete("rankings"), _values("rankings")),
    **{
        name: (_complete("statistics"), _statistics(name))
        for name in ("statistics", "indicators", "modifiers", "part_of", "share_of")
    },
    "problems": (_complete("problems"), _statements("problems")),
    "problem_coverage": (_complete("problems"), _coverage),
    "problem_categories": (_complete("problems"), _details("problems", "category")),
    "problem_headings": (_complete("problems"), _details("problems", "heading")),
    "problem_units": (_complete("problems"), _details("problems", "units")),
    "tasks": (_complete("tasks"), _statements("tasks")),
    "task_responsible": (_complete("tasks"), _details("tasks", "responsible")),
    "task_supporting": (_complete("tasks"), _details("tasks", "supporting")),
    "task_deadlines": (_complete("tasks"), _details("tasks", "deadline")),
    "task_recurrences": (_complete("tasks"), _details("tasks", "recurrence")),
    "checks": (_has("checks"), _checks),
    "contradictions": (_has("failed_checks"), _contradictions),
}
"""Each facet: whether a gold file annotates it, and its figures for a gold file and a record."""
