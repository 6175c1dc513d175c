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


_added: list[Path] = []
_NOT_EXTENDED = frozenset({"divisions"})  # read in a form of its own, for speed


def use_lexicons(folder: str | Path) -> None:
    """Add the rows of a folder's tables to those of govtext: `grade_schemes.tsv` there adds grades, and so on.

    A file has the name of a lexicon that govtext has, and some of its columns, in any order; columns that it leaves out
    are empty. Call it before the first extraction: rules are made from the tables once.

    Raises:
        LexiconError: nothing to add in the folder, an unknown table or column, a bad row, or tables already in use.
    """
    path = Path(folder)
    files = sorted(path.glob("*.tsv")) if path.is_dir() else []
    if not files:
        raise LexiconError(f"{folder}: no folder with .tsv files; name one that holds tables such as grade_schemes.tsv")
    if table.cache_info().currsize:
        raise LexiconError(f"{folder}: the tables are in use; add a folder of lexicons before the first extraction")
    for file in files:
        if file.stem in _NOT_EXTENDED:
            raise LexiconError(f"{file}: this table cannot be extended; leave it out")
        try:
            own = rows_of(locate("lexicons", file.name))
        except LexiconError:
            raise LexiconError(
                f"{file}: govtext has no table of this name; choose from {', '.join(_names())}"
            ) from None
        unknown = {column for row in rows_of(file) for column in row} - set(own[0])
        if unknown:
            raise LexiconError(f"{file}: unknown column {', '.join(sorted(unknown))}; it may have {', '.join(own[0])}")
    _added.append(path)


def _names() -> list[str]:
    folder = locate("lexicons", "grade_schemes.tsv").parent
    return sorted(path.stem for path in folder.glob("*.tsv") if path.stem not in _NOT_EXTENDED)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `lexicons/<name>.tsv`, each a mapping of column name to cell text (unknown: the empty string).

    Rows that `use_lexicons` added come last.
    """
    rows = rows_of(locate("lexicons", f"{name}.tsv"))
    empty = dict.fromkeys(rows[0], "") if rows else {}
    for folder in _added:
        if (path := folder / f"{name}.tsv").is_file():
            rows.extend(empty | row for row in rows_of(path))
    return tuple(rows)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table at a path; columns that a row leaves out are empty.

    Raises:
        LexiconError: the file cannot be read, or is no table.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read as UTF-8 ({error}); save it as UTF-8 text") from None
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    if not lines:
        raise LexiconError(f"{path}: no line of column names")
    columns = lines[0].split("\t")
    width = len(columns)
    rows = []
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if len(cells) != width:
            if len(cells) > width:
                raise LexiconError(f"{path}: row {number} has {len(cells)} cells, its header {width}")
            cells += [""] * (width - len(cells))
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


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
