"""How many of the shapes of document numbers that large collections print are read rightly.

    python benchmarks/number_shapes.py [path/to/number_shapes.csv]

The table of shapes is no part of the repository (by default it is looked for beside it; without it there is nothing to
measure). What is expected of each example stands in tests/values/number_shapes.tsv, by offsets (drafted by the finder,
then read against each example, so it guards against regressions more than it proves accuracy): the span in the example
as printed, the year of our era and the serial; an empty span says that the example holds no document number.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from govtext.normalise import fold_script, fold_width  # noqa: E402
from govtext.text import AlignedText, Span  # noqa: E402
from govtext.values.docnumber import find_numbers  # noqa: E402

SHAPES = ROOT.parent / "shared" / "number_shapes.csv"
EXPECTED = ROOT / "tests" / "values" / "number_shapes.tsv"
FLOORS = {"mainland": 0.97, "taiwan": 0.90}


class Reading(NamedTuple):
    """What is compared of one number."""

    span: Span
    year: int | None
    serial: str


def expected() -> dict[tuple[int, int], Reading | None]:
    """The reviewed readings, by row and example."""
    readings: dict[tuple[int, int], Reading | None] = {}
    for line in EXPECTED.read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        row, example, start, end, year, serial = line.split("\t")
        where = int(row), int(example)
        readings[where] = Reading(Span(int(start), int(end)), int(year) if year else None, serial) if start else None
    return readings


def read(text: str) -> list[Reading]:
    """The numbers found in `text` as printed, spans in its own offsets."""
    view, _ = fold_script(fold_width(AlignedText(text)))
    return [Reading(view.to_source(*n.span), n.year, n.serial) for n in find_numbers(view.text)]


def digits_agree(text: str, reading: Reading) -> bool:
    """A check that knows nothing of the expectations: each digit of an ASCII serial is printed within the span."""
    printed = fold_width(AlignedText(reading.span.of(text))).text
    digits = [char for char in reading.serial if char.isdigit()]
    return all(char in printed for char in digits) or not any(map(str.isdigit, printed.split("第")[-1]))


def main() -> int:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHAPES
    if not path.is_file():
        print(f"{path.name} is not here; nothing to measure")
        return 0
    wanted = expected()
    right = dict.fromkeys(FLOORS, 0)
    total = dict.fromkeys(FLOORS, 0)
    with path.open(encoding="utf-8", newline="") as file:
        for row, shape in enumerate(csv.DictReader(file)):
            region = "taiwan" if shape["shape"].startswith("Z TW") else "mainland"
            for example in (1, 2, 3):
                text = shape[f"example{example}"]
                if not text or (row, example) not in wanted:
                    continue
                want, have = wanted[row, example], read(text)
                total[region] += 1
                if have == ([want] if want else []) and all(digits_agree(text, reading) for reading in have):
                    right[region] += 1
                else:
                    print(f"row {row} example {example}: {text!r}\n  expected {want}\n  found    {have}")
    for region, floor in FLOORS.items():
        print(f"{region}: {right[region]} of {total[region]} ({right[region] / total[region]:.1%}; floor {floor:.0%})")
    return int(any(right[region] < floor * total[region] for region, floor in FLOORS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
