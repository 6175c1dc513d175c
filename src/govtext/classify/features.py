"""What the classifier sees of a statement: its characters in runs of one to three, and words that speak for a class.

The heading above a statement counts less than the statement, because bulletins put mixed statements below one heading.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from govtext import lexicon, script

MAX_RUN = 3
"""Characters of the longest run; runs of four gained nothing in cross-validation by families."""
HEADING = 0.4
"""Weight of the heading's runs beside the statement's."""
WORDS = 0.2
"""Weight of the words of a class; 0.1 to 0.3 came out alike in cross-validation, 0.6 worse."""

Vector = dict[str, float]


def runs(text: str, mark: str) -> Counter[str]:
    """Character runs of a text, each with the mark of its place: s for the statement, h for the heading."""
    bare = re.sub(r"\s+", "", re.sub(r"\d+", "0", script.fold(text)))
    return Counter(
        f"{mark}{bare[at : at + size]}" for size in range(1, MAX_RUN + 1) for at in range(len(bare) - size + 1)
    )


def word_counter(words: Mapping[str, Iterable[str]]) -> Callable[[str, str], Vector]:
    """A function that counts, for each class, its words in a text: {mark + code: log(1 + count)}."""
    pairs = [(word, code) for code, own in words.items() for word in own]
    names = sorted({word for word, _ in pairs})
    codes = {name: [code for word, code in pairs if word == name] for name in names}
    find = lexicon.matcher(names, overlapping=True) if names else lambda text: []

    def count(text: str, mark: str) -> Vector:
        found = {names[index] for _, _, index in find(script.fold(text))}
        totals = Counter(code for name in found for code in codes[name])
        return {f"{mark}{code}": math.log1p(total) for code, total in totals.items()}

    return count


def vector(text: str, heading: str | None, idf: Mapping[str, float], count: Callable[[str, str], Vector]) -> Vector:
    """Weighted features of a statement; runs that `idf` does not know are left out."""
    found = _scaled(runs(text, "s"), idf, 1.0)
    found |= {name: WORDS * value for name, value in count(text, "W").items()}
    if heading:
        found |= _scaled(runs(heading, "h"), idf, HEADING)
        found |= {name: WORDS / 2 * value for name, value in count(heading, "H").items()}
    return found


def _scaled(counts: Counter[str], idf: Mapping[str, float], scale: float) -> Vector:
    weights = {name: (1 + math.log(number)) * idf[name] for name, number in counts.items() if name in idf}
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {name: scale * weight / norm for name, weight in weights.items()} if norm else {}
