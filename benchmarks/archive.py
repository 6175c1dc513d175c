"""Titles and document numbers of the real archive against what its sources state, and a record or a typed error of each.

    python benchmarks/archive.py [path/to/archive] [--differences]

The archive is no part of the repository (by default it is looked for beside it). A statement counts where the text
prints it (compared without blanks, with brackets and width folded); the statements slip too, so `--differences` lists
each one that differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import govtext
from govtext.normalise import fold_script, fold_width
from govtext.text import AlignedText

ROOT = Path(__file__).resolve().parent.parent
BRACKETS = str.maketrans("﹝[［【(（〕﹞]］】)）〈〉", "〔〔〔〔〔〔〕〕〕〕〕〕〕《》")


SLIPS = {
    **dict.fromkeys(
        (f"jx-0{n}.txt" for n in (22, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35, 36)), "addressees or a body line"
    ),
    "jx-007.html": "has the issue number, which is no part of the title",
    "jx-028.txt": "an order's number",
    "jx-029.txt": "an order's number",
    "ljz-013.txt": "a document that this news item names",
    "ljz-016.txt": "a document that this news item names",
    "ljz-036.txt": "a regulation that this untitled document cites",
    "ljz-045.txt": "without the issuers printed above it as part of the title",
    "ljz-085.txt": "the number of a document that this news item names",
    "ljz-089.txt": "the number of a document that this news item names",
    "ljz-102.txt": "the number of a document that this news item names",
    "zhou-017.html": "the short form of an order's number that the text prints in full",
}
"""Where what the source states is not this document's title or number, and what it is instead."""


def fold(text: str) -> str:
    """Comparison form: simplified, width and brackets folded, no blanks."""
    view, _ = fold_script(fold_width(AlignedText(text)))
    return "".join(view.text.split()).translate(BRACKETS)


def _glued(stated: str, have: str) -> bool:
    """Whether the source's number is ours with the date and the organ before it, or without its year's bracket."""
    return "字第" in have and (stated.endswith(have) or ("〕" in have and have.endswith(stated.removeprefix("〕"))))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?", type=Path, default=ROOT.parent / "shared" / "archive")
    parser.add_argument("--differences", action="store_true")
    options = parser.parse_args()
    if not options.archive.is_dir():
        print("the archive is not here; nothing to measure")
        return 0
    with (options.archive / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        index = {row["file"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    asked = dict.fromkeys(("title", "document_number"), 0)
    right, slips = dict(asked), dict(asked)
    failed = 0
    for path, result in govtext.extract_many(sorted(options.archive / name for name in index)):
        if isinstance(result, govtext.GovtextError):
            failed += 1
            print(f"{path.name}: {result}")
            continue
        printed = fold(result.text or "")
        for name in asked:
            stated = fold(index[path.name][name] or "")
            if len(stated) < 2 or stated not in printed:
                continue
            asked[name] += 1
            element = getattr(result.elements, name)
            have = fold(element.value) if element else None
            if have == stated or (have and name == "document_number" and _glued(stated, have)):
                right[name] += 1
                continue
            slips[name] += path.name in SLIPS
            if options.differences:
                reason = SLIPS.get(path.name, "missed")
                print(f"{path.name}\t{name}\t{reason}\tstated {stated[:60]}\tfound {have}")
    print(f"{len(index)} documents, {failed} typed errors")
    for name, total in asked.items():
        fair = max(1, total - slips[name])
        print(f"{name}: {right[name]} of {total} printed ones as stated; {slips[name]} of the statements are slips,")
        print(f"  so {right[name]} of {fair} ({right[name] / fair:.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
