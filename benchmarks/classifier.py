"""The shipped classifiers on a folder of gold problems, beside a majority and a keyword baseline.

    python benchmarks/classifier.py DIR

Each gold problem is classified by its quote and first heading, with the model of its bulletin's field; a label is right when it
is the gold's first category, accepted when it is any of them. Prints accuracy, accepted, macro-F1 over the classes that occur,
and precision, recall and F1 of each class.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import govtext
from govtext.classify import field_of, load
from govtext.classify.features import word_counter
from govtext.evaluate import gold_files, locate


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    wanted: list[list[str]] = []
    said: dict[str, list[str]] = {"model": [], "keywords": []}
    for source, gold in gold_files(parser.parse_args().folder):
        if not gold.get("problems"):
            continue
        bulletin = govtext.extract(source)
        assert bulletin.text is not None
        title = bulletin.elements.title.value if bulletin.elements.title else None
        model = load(field_of((title,)) if title else field_of((bulletin.text,)))
        contract = {row["code"]: row["contract"] for row in model.classes}
        count = word_counter({row["code"]: row["words"] for row in model.classes})
        for row in gold["problems"]:
            text = "".join(bulletin.text[slice(*locate(row["quote"], bulletin.text))].split())
            heading = (row.get("heading") or [None])[0]
            wanted.append(row["category"])
            said["model"].append(model.predict(text, heading).category)
            found = count(text, "W")
            best = max(contract, key=lambda code: (found.get(f"W{code}", 0.0), code == "other"))
            said["keywords"].append(contract[best])
    first = [accepted[0] for accepted in wanted]
    majority = Counter(first).most_common(1)[0][0]
    said["majority"] = [majority] * len(first)
    print(f"{len(first)} problems, majority class {majority}")
    for name, guesses in said.items():
        right = sum(guess == code for guess, code in zip(guesses, first, strict=True))
        fits = sum(guess in accepted for guess, accepted in zip(guesses, wanted, strict=True))
        rows = {code: _figures(first, guesses, code) for code in sorted(set(first))}
        macro = sum(row[3] for row in rows.values()) / len(rows)
        print(f"{name:10} accuracy {right / len(first):.3f}  accepted {fits / len(first):.3f}  macro-F1 {macro:.3f}")
        if name == "model":
            for code, (rows_of, precision, recall, f1) in rows.items():
                print(f"    {code:18}{rows_of:5}  P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}")


def _figures(first: list[str], guesses: list[str], code: str) -> tuple[int, float, float, float]:
    hits = sum(guess == code == want for guess, want in zip(guesses, first, strict=True))
    gold, said = first.count(code), guesses.count(code)
    precision, recall = hits / said if said else 0.0, hits / gold if gold else 0.0
    return gold, precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


if __name__ == "__main__":
    main()
