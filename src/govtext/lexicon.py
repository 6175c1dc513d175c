"""The only opener of lexicons/ and models/: finds them in a wheel and in a checkout, validates, caches.

A lexicon is a tab-separated file with `#` lines that state its source, licence and version, then a line of column
names. Columns `examples` and `counter_examples` hold pieces of text joined by `|`, which tests prove.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from govtext.errors import LexiconError

_HERE = Path(__file__).parent


@cache
def locate(folder: str, name: str) -> Path:
    """Path of a data file: packed beside the code in a wheel, at the top level in a checkout."""
    for base in (_HERE / "_data", _HERE.parent.parent):
        path = base / folder / name
        if path.is_file():
            return path
    raise LexiconError(f"{folder}/{name} is missing from this installation; install govtext again")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `lexicons/<name>.tsv`, each a mapping of column name to cell text (unknown: the empty string)."""
    path = locate("lexicons", f"{name}.tsv")
    lines = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith("#")]
    if not lines:
        raise LexiconError(f"lexicons/{name}.tsv has no line of column names")
    columns = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise LexiconError(f"lexicons/{name}.tsv: row {number} has {len(cells)} cells, its header {len(columns)}")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return tuple(rows)
