"""Training of the problem classifier with scikit-learn, and the figures by which it is judged.

A statement's class is learnt one against the rest, by logistic regression with the liblinear solver, which is single-threaded
and gives the same weights every time. A further class that a label accepts (`also`) is neither for nor against.
Figures come from cross-validation in which rows of one family (variations of one another) are never on both sides.
"""

from __future__ import annotations

import json
import math
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from govtext import lexicon
from govtext.classify.features import Vector, runs, vector, word_counter
from govtext.classify.modelfile import save, write
from govtext.errors import LexiconError, MissingExtraError, ModelError

MIN_ROWS = 2
"""Rows that must hold a run of characters; one that a single row holds tells of that row only."""
STRENGTH = 10.0
"""Inverse of the regularisation; 3 to 30 came out alike."""
FOLDS = 5
SEEDS = (0, 1, 2, 3, 4)
DIGITS = 5
"""Decimals of the weights that are kept: sums of them stay within 1e-3 of the full ones."""
UNSURE = 0.4
"""A prediction of less confidence than this share of hits in cross-validation is no better than none."""


class Example(Struct, frozen=True):
    """A labelled statement. `also`: further classes that fit; `family`: rows that vary one another share it."""

    text: str
    heading: str | None
    category: str
    also: tuple[str, ...]
    family: str


class Taxonomy(Struct, frozen=True):
    """The classes of a field: rows with code, name, contract (a category of CONTRACT) and words."""

    name: str
    classes: tuple[dict[str, Any], ...]

    @property
    def codes(self) -> list[str]:
        return [row["code"] for row in self.classes]


def read_taxonomy(name: str) -> Taxonomy:
    """A taxonomy of lexicons/ (openness, general), or a table of the same form at a path.

    Raises:
        ModelError: no such table, or columns are missing.
    """
    path = Path(name)
    try:
        rows = lexicon.rows_of(path) if path.suffix == ".tsv" else lexicon.table(f"problem_classes_{name}")
    except LexiconError as error:
        raise ModelError(
            f"{name}: no taxonomy ({error}); name one of govtext or a .tsv file of the same form"
        ) from None
    try:
        classes = tuple(
            {
                "code": row["code"],
                "name": row["name"],
                "contract": row["contract"],
                "words": [word for word in row["words"].split("|") if word],
            }
            for row in rows
        )
    except KeyError as error:
        raise ModelError(f"{name}: no column {error}; a taxonomy has code, name, contract and words") from None
    if "other" not in {row["code"] for row in classes}:
        raise ModelError(f"{name}: no class `other`; add one, for statements that fit none")
    return Taxonomy(path.stem.removeprefix("problem_classes_"), classes)


def read_examples(path: Path, taxonomy: Taxonomy) -> list[Example]:
    """Labelled statements of a JSONL file: text, heading, category, also, family.

    Raises:
        ModelError: a line is no such object, or a class is unknown; the message names the line.
    """
    known = set(taxonomy.codes)
    found: list[Example] = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); name a JSONL file in UTF-8") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            example = Example(
                row["text"],
                row.get("heading"),
                row["category"],
                tuple(row.get("also", ())),
                row.get("family", str(number)),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path}:{number}: no labelled statement ({error}); it needs text and category") from None
        unknown = {example.category, *example.also} - known
        if unknown:
            raise ModelError(f"{path}:{number}: no class {', '.join(sorted(unknown))} in {taxonomy.name}")
        found.append(example)
    rows = Counter(example.category for example in found)
    if short := [code for code in taxonomy.codes if rows[code] < FOLDS]:
        raise ModelError(f"{path}: under {FOLDS} statements of {', '.join(short)}; label more, or leave the class out")
    return found


class _Fitted(Struct):
    names: list[str]
    idf: dict[str, float]
    weights: Any  # classes × features
    bias: Any


def train(examples: Sequence[Example], taxonomy: Taxonomy, out: Path) -> dict[str, Any]:
    """Train a model, write it to `out`, and its figures as JSON beside it; returns the figures.

    Raises:
        MissingExtraError: scikit-learn is not installed. ModelError: nothing can be written there.
    """
    if not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):  # better told now than when all is done
        raise ModelError(f"{out}: no folder that can be written to; choose another place with --out")
    try:
        import sklearn
    except ImportError:
        raise MissingExtraError("training needs scikit-learn; install it with: pip install 'govtext[train]'") from None
    count = word_counter({row["code"]: row["words"] for row in taxonomy.classes})
    rounds = [_cross_validate(examples, taxonomy, count, seed) for seed in SEEDS]
    scale = _calibrate([pair for scored in rounds for pair in zip(scored, examples, strict=True)], taxonomy)
    figures = _figures(examples, taxonomy, rounds, scale, count)
    fitted = _fit(examples, taxonomy, count)
    flat = [
        round(float(fitted.weights[label, feature]), DIGITS)
        for feature in range(len(fitted.names))
        for label in range(len(taxonomy.classes))
    ]
    flat += [round(float(value), DIGITS) for value in fitted.bias]
    metadata = {
        "taxonomy": taxonomy.name,
        "classes": list(taxonomy.classes),
        "scale": str(scale),
        "sure": str(figures["sure"]),
        "also": str(figures["also"]),
        "scikit_learn": sklearn.__version__,
        "figures": figures,
    }
    save(out, metadata, fitted.names, [round(fitted.idf.get(name, 0.0), DIGITS) for name in fitted.names], flat)
    told = json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write(out.with_suffix(".json"), told.encode())
    return figures


# --- fitting


def _fit(examples: Sequence[Example], taxonomy: Taxonomy, count: Callable[[str, str], Vector]) -> _Fitted:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    idf = _idf(examples)
    names = sorted(idf) + [f"{mark}{code}" for mark in "WH" for code in sorted(taxonomy.codes)]
    matrix = _matrix([vector(e.text, e.heading, idf, count) for e in examples], names)
    weights, bias = [], []
    for code in taxonomy.codes:
        target = np.array([example.category == code for example in examples])
        weight = np.array([0.0 if code in example.also else 1.0 for example in examples])
        machine = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-6, max_iter=1000)
        machine.fit(matrix, target, sample_weight=weight)
        weights.append(machine.coef_[0])
        bias.append(machine.intercept_[0])
    return _Fitted(names, idf, np.array(weights), np.array(bias))


def _idf(examples: Sequence[Example]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for example in examples:
        seen.update({*runs(example.text, "s"), *runs(example.heading or "", "h")})
    many = len(examples)
    return {name: math.log((1 + many) / (1 + number)) + 1 for name, number in seen.items() if number >= MIN_ROWS}


def _matrix(vectors: Sequence[Vector], names: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    index = {name: at for at, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, found in enumerate(vectors):
        for name in sorted(found):
            if name in index:
                rows.append(row)
                columns.append(index[name])
                values.append(found[name])
    return csr_matrix((values, (rows, columns)), shape=(len(vectors), len(names)))


def _cross_validate(
    examples: Sequence[Example], taxonomy: Taxonomy, count: Callable[[str, str], Vector], seed: int
) -> list[list[float]]:
    """Scores of each example by a model that has seen none of its family."""
    from random import Random

    families = sorted({example.family for example in examples})
    Random(seed).shuffle(families)
    fold = {family: at % FOLDS for at, family in enumerate(families)}
    scored: list[list[float]] = [[] for _ in examples]
    for number in range(FOLDS):
        kept = [example for example in examples if fold[example.family] != number]
        fitted = _fit(kept, taxonomy, count)
        held = [at for at, example in enumerate(examples) if fold[example.family] == number]
        vectors = [vector(examples[at].text, examples[at].heading, fitted.idf, count) for at in held]
        scores = _matrix(vectors, fitted.names) @ fitted.weights.T + fitted.bias
        for at, row in zip(held, scores, strict=True):
            scored[at] = [float(value) for value in row]
    return scored


# --- figures


def _softmax(scores: Sequence[float], scale: float) -> list[float]:
    top = max(scores)
    raised = [math.exp(scale * (score - top)) for score in scores]
    whole = sum(raised)
    return [value / whole for value in raised]


def _calibrate(pairs: Sequence[tuple[list[float], Example]], taxonomy: Taxonomy) -> float:
    """The scale of the scores under which held-out labels are likeliest."""
    index = {code: at for at, code in enumerate(taxonomy.codes)}

    def loss(scale: float) -> float:
        return -sum(math.log(max(1e-12, _softmax(scores, scale)[index[e.category]])) for scores, e in pairs)

    return min((round(0.3 + 0.05 * step, 2) for step in range(45)), key=loss)


def _figures(
    examples: Sequence[Example],
    taxonomy: Taxonomy,
    rounds: Sequence[Sequence[Sequence[float]]],
    scale: float,
    count: Callable[[str, str], Vector],
) -> dict[str, Any]:
    codes = taxonomy.codes
    told = [[_softmax(scores, scale) for scores in scored] for scored in rounds]
    guesses = [[codes[max(range(len(codes)), key=row.__getitem__)] for row in scored] for scored in told]
    macro = [_macro(examples, guessed, codes)[0] for guessed in guesses]
    _, by_class = _macro(examples, guesses[0], codes)
    confusions = Counter(
        (e.category, g) for e, g in zip(examples, guesses[0], strict=True) if g != e.category and g not in e.also
    )
    keyword = [_keyword(example, codes, count) for example in examples]
    majority = Counter(e.category for e in examples).most_common(1)[0][0]
    flat = [
        (max(row), guess == e.category or guess in e.also, guess == e.category)
        for scored, guessed in zip(told, guesses, strict=True)
        for row, guess, e in zip(scored, guessed, examples, strict=True)
    ]
    return {
        "taxonomy": taxonomy.name,
        "rows": len(examples),
        "families": len({e.family for e in examples}),
        "seeds": list(SEEDS),
        "folds": FOLDS,
        "macro_f1": round(sum(macro) / len(macro), 4),
        "macro_f1_by_seed": [round(value, 4) for value in macro],
        "accuracy": round(sum(hit for _, _, hit in flat) / len(flat), 4),
        "accepted": round(sum(fits for _, fits, _ in flat) / len(flat), 4),
        "calibration_error": round(_calibration_error(flat), 4),
        "baselines": {
            "majority_macro_f1": round(_macro(examples, [majority] * len(examples), codes)[0], 4),
            "keyword_macro_f1": round(_macro(examples, keyword, codes)[0], 4),
        },
        "sure": _sure(flat),
        "also": _also(examples, told[0], codes),
        "by_class": by_class,
        "confusions": [[gold, guess, number] for (gold, guess), number in confusions.most_common(12)],
    }


def _macro(
    examples: Sequence[Example], guesses: Sequence[str], codes: Sequence[str]
) -> tuple[float, dict[str, dict[str, float]]]:
    """Macro-F1 over the classes, and precision, recall and F1 of each."""
    rows = {}
    for code in codes:
        hits = sum(e.category == code == g for e, g in zip(examples, guesses, strict=True))
        gold, said = sum(e.category == code for e in examples), sum(g == code for g in guesses)
        precision, recall = hits / said if said else 0.0, hits / gold if gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        rows[code] = {"rows": gold, "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return sum(row["f1"] for row in rows.values()) / len(rows), rows


def _keyword(example: Example, codes: Sequence[str], count: Callable[[str, str], Vector]) -> str:
    """The baseline: the class most of whose words the statement holds."""
    found = count(example.text, "W")
    return max(codes, key=lambda code: (found.get(f"W{code}", 0.0), code == "other"))


def _calibration_error(flat: Sequence[tuple[float, bool, bool]]) -> float:
    """Expected calibration error over ten bins of confidence."""
    error = 0.0
    for low in range(10):
        held = [(p, hit) for p, _, hit in flat if low / 10 <= p < (low + 1) / 10 or (low == 9 and p == 1)]
        if held:
            error += abs(sum(p for p, _ in held) - sum(hit for _, hit in held)) / len(flat)
    return error


def _sure(flat: Sequence[tuple[float, bool, bool]]) -> float:
    """The confidence below which fewer than `UNSURE` of the predictions are accepted."""
    for step in range(1, 20):
        low, high = 0.05 * (step - 1), 0.05 * step
        held = [fits for p, fits, _ in flat if low <= p < high]
        if len(held) >= 20 and sum(held) / len(held) >= UNSURE:
            return round(low, 2)
    return 0.0


def _also(examples: Sequence[Example], told: Sequence[Sequence[float]], codes: Sequence[str]) -> float:
    """The probability above which a further class agrees best with the further classes of the labels (F1)."""

    def f1(threshold: float) -> float:
        hits = said = gold = 0
        for example, row in zip(examples, told, strict=True):
            best = max(range(len(codes)), key=row.__getitem__)
            further = {codes[at] for at, p in enumerate(row) if at != best and p >= threshold}
            wanted = {example.category, *example.also} - {codes[best]}
            hits += len(further & wanted)
            said += len(further)
            gold += len(wanted)
        return 2 * hits / (said + gold) if said + gold else 0.0

    return max((round(0.05 + 0.01 * step, 2) for step in range(40)), key=f1)
