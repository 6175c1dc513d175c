"""The only opener of lexicons/ and models/: finds them in a wheel and in a checkout, validates, caches.

A lexicon is a tab-separated file with `#` lines that state its source, licence and version, then a line of column
names. Columns `examples` and `counter_examples` hold pieces of text joined by `|`, which tests prove.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


Finder = Callable[[str], list[tuple[int, int, int]]]
"""Finds words in a text: `(start, end, index)` of each match in order of its end, `index` into the words."""


def matcher(words: Sequence[str], *, overlapping: bool = False) -> Finder:
    """A function that finds the words of a lexicon in a text, in linear time.

    Leftmost, of those the longest, so that matches do not overlap; or, `overlapping`, every occurrence of every word.
    """
    try:
        import daachorse
    except ImportError:  # some platforms have no wheel of it
        import ahocorasick_rs

        kind = ahocorasick_rs.MatchKind.Standard if overlapping else ahocorasick_rs.MatchKind.LeftmostLongest
        other = ahocorasick_rs.AhoCorasick(words, matchkind=kind)
        return lambda text: [
            (start, end, index) for index, start, end in other.find_matches_as_indexes(text, overlapping=overlapping)
        ]
    if overlapping:
        every = daachorse.CharwiseDoubleArrayAhoCorasick(list(words), daachorse.MATCH_KIND_STANDARD)
        return every.find_overlapping
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(words), daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return automaton.find
