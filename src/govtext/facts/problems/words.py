"""The words of shortcomings, of `lexicons/problem_words.tsv`, as patterns."""

from __future__ import annotations

import re
from functools import cache

from govtext import lexicon
from govtext.patterns import pattern


def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["word"] for row in lexicon.table("problem_words") if row["kind"] == kind))


def _any(kind: str) -> str:
    return "|".join(map(re.escape, sorted(_of_kind(kind), key=len, reverse=True)))


@cache
def _deficits() -> lexicon.Finder:
    return lexicon.matcher(_of_kind("deficit"))


@cache
def _phrases() -> re.Pattern[str]:
    """Shortcomings that more than one word says: 存在…问题, 重…轻…, 较少."""
    said = r"(?:存在|出现|发生|有着|暴露出|反映出)[^，,。；;]{1,60}(?:" + _any("noun") + ")"
    heavy = r"重[^，,。；;、”]{1,8}[、，,]?轻[^，,。；;、”]{1,8}"
    less = (
        r"[较偏过太极](?:少|小|低|差|弱|慢|晚|短|窄|乱|松|浅|粗|难|远|大|多|高|长|散|旧)|只有|仅[有为占]?(?!供|限)|尚有\d|少公开|"
        r"被[^，,。；;]{0,6}(?:通报批评|约谈|问责|处罚|退回)"
    )
    return re.compile(f"{said}|{heavy}|{less}")


def _is_deficit(text: str) -> bool:
    return bool(_deficits()(text)) or _phrases().search(text) is not None


@cache
def _extents() -> tuple[re.Pattern[str], dict[str, str]]:
    values = {row["word"]: row["value"] for row in lexicon.table("problem_words") if row["kind"] == "extent"}
    return re.compile(_any("extent")), values


_goes_on = cache(lambda: _of_kind("goes_on"))
_solved = cache(lambda: re.compile(_any("solved")))
_praise = cache(lambda: re.compile(_any("praise")))


_FINE = pattern(
    r"不断|不仅|不但|不同(?!程度)|不少于|不低于|不动产|不得|不再|不超过|不懈|毫不|不忘|不可或缺|不折不扣|不存在|不久|不已|不愧|不妨|不论|不管|不管怎样|不含|"
    r"无线|无人机|无障碍|无害化|无偿|无锡|无论|无疑|无党派|未来|未成年|未婚|未必|未雨绸缪|没有发生|未发生|避免|不公开[是为]例外|不予公开"
)
"""Words that hold 不, 无 or 未 and say nothing bad."""
_NEGATION = pattern("[不未没无缺欠]")


def _without_fine(text: str) -> str:
    """A clause without the words that only seem to deny, and without praise: 有了较大改善 holds 较大."""
    return _praise().sub("", _FINE.sub("", text))


def says_deficit(text: str) -> bool:
    """Whether a clause says a shortcoming in its own words."""
    return _is_deficit(_without_fine(text))


def negates(text: str) -> bool:
    """Whether a clause denies anything, or says a shortcoming: below 存在的问题 either is one."""
    bare = _without_fine(text)
    return _NEGATION.search(bare) is not None or _is_deficit(bare)


def deficit_behind(text: str, start: int) -> bool:
    """Whether a word of a shortcoming stands at `start` or behind it."""
    bare = _FINE.sub(lambda match: "＿" * len(match[0]), text)[start:]
    return _NEGATION.search(bare) is not None or _is_deficit(bare)


def extent_at(text: str) -> tuple[re.Match[str], str] | None:
    """The word that says how far a shortcoming reaches, at the beginning of a clause, with the record's word for it."""
    words, values = _extents()
    match = words.match(text)
    return (match, values[match[0]]) if match else None


def extent_in(text: str) -> str | None:
    """The first such word inside a clause."""
    words, values = _extents()
    match = words.search(text)
    return values[match[0]] if match else None


def goes_on(text: str) -> bool:
    """Whether a clause begins with a word that keeps the subject of the clause before."""
    return text.startswith(_goes_on())


def is_solved(text: str) -> bool:
    """Whether a shortcoming is said to be mended, or not to have been found, and nothing else is wrong."""
    return _solved().search(text) is not None and not _TURNS.search(_solved().sub("", text))


_TURNS = pattern("但|仍|依然|却|尚|未|反弹|没有")


def praises(text: str) -> bool:
    """Whether a clause praises."""
    return _praise().search(text) is not None
