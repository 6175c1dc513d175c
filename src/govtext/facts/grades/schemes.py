"""The schemes of grades (lexicons/grade_schemes.tsv): which words are grades, and how high each is in its scheme."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from govtext import lexicon
from govtext.errors import LexiconError
from govtext.patterns import pattern

KINDS = ("word", "letter", "pass", "prize", "card", "honour")

PRIZE_ENDS = (
    *("特别贡献奖", "突出贡献奖", "优秀组织奖", "优秀服务奖", "组织奖", "团体奖", "个人奖"),
    *("进步奖", "创新奖", "贡献奖", "特别奖", "单项奖", "提名奖", "成果奖"),
)
"""Prizes that are known by their ending, whatever they are for."""

HONOURS = (
    ("先进", ["基层党组织", "集体", "单位", "县", "市", "区", "乡镇", "企业", "部门", "学校"]),
    ("表现突出", ["集体", "单位"]),
    *((kind, ["单位", "集体"]) for kind in ["优秀", "模范", "示范", "文明", "红旗", "优胜", "进步", "达标"]),
)
"""Honours, and who bears them."""


class Scheme(Struct, frozen=True):
    """Ordered grades, the best first."""

    name: str
    grades: tuple[str, ...]

    @staticmethod
    def of(used: Iterable[str]) -> Scheme | None:
        """The scheme that holds most of the grades used; of equals the one with fewest others, then the first."""
        wanted = set(used)
        best = max(_schemes(), key=lambda s: (len(wanted & set(s.grades)), -len(set(s.grades) - wanted)), default=None)
        return best if best is not None and wanted & set(best.grades) else None


@cache
def _schemes() -> tuple[Scheme, ...]:
    grades: dict[str, list[str]] = {}
    for row in lexicon.table("grade_schemes"):
        if row["kind"] != "honour":
            grades.setdefault(row["scheme"], []).append(row["grade"])
    return tuple(Scheme(name, tuple(members)) for name, members in grades.items())


@cache
def _rows() -> dict[str, dict[str, str]]:
    """A row for each printed form; the strong one where a word is weak in one scheme only."""
    rows: dict[str, dict[str, str]] = {}
    for row in lexicon.table("grade_schemes"):
        if not (row["scheme"] and row["grade"] and row["level"].isdecimal() and row["kind"] in KINDS):
            raise LexiconError(
                f"grade_schemes.tsv: {row['grade'] or 'a row'}: scheme and grade are needed, level is a number, kind one of {', '.join(KINDS)}"
            )
        for form in (row["grade"], *filter(None, row["aliases"].split("|"))):
            if form not in rows or (rows[form]["weak"] and not row["weak"]):
                rows[form] = row
    return rows


class Word(NamedTuple):
    """A grade as printed."""

    start: int
    end: int
    text: str


@cache
def _finder() -> tuple[tuple[str, ...], lexicon.Finder]:
    words = (*_rows(), *PRIZE_ENDS, *(kind + who for kind, whom in HONOURS for who in whom))
    return words, lexicon.matcher(words)


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Grades printed in `text[start:end]`, the longest first where several begin at one place; none inside Latin words or rates."""
    words, find = _finder()
    found: list[Word] = []
    for at, stop, index in find(text if start == 0 and end is None else text[start:end]):
        left, right = at + start, stop + start
        if text[left - 1 : left].isascii() and text[left - 1 : left].isalpha():
            continue
        if text[left : left + 1].isascii() and text[left - 1 : left].isdigit():  # 5A级 is a class of sights
            continue
        if words[index] == "中" and text[left - 1 : left] == "其":
            continue
        if text[right : right + 1] == "率" or (text[right : right + 1].isascii() and text[right : right + 1].isalpha()):
            continue
        if words[index] == "特别奖":
            left -= len(_PRIZE_NAME.findall(text[max(start, left - 8) : left])[0])
        elif index >= len(_rows()) or _rows()[words[index]]["kind"] == "honour":
            left = _quoted(text, left, right, start)
        found.append(Word(left, right, text[left:right]))
    return found


def _quoted(text: str, left: int, right: int, start: int) -> int:
    """Where an honour begins: with the quotation mark, where the whole title stands in quotes (“信访工作先进集体”)."""
    if text[right : right + 1] not in tuple('”"」』'):
        return left
    at = max(text.rfind(mark, max(start, left - 20), left) for mark in '“"「『')
    if at < 0 or any(mark in text[at + 1 : left] for mark in "”」』，。；"):
        return left
    year = _YEAR.match(text, at + 1, left)
    return year.end() if year else at + 1


_YEAR = pattern(r"(?:19|20)\d\d年度?")
_PRIZE_NAME = pattern("[^获为得予评\\W\\d_a-zA-Z]*$")
"""What stands before 特别奖 and belongs to its name: 减碳表现特别奖."""


def whole_word(text: str) -> str | None:
    """The grade that `text` is as a whole."""
    found = find_words(text)
    return found[0].text if len(found) == 1 and found[0].text == text else None


def is_weak(word: str) -> bool:
    """Whether a word is a grade only in places that give grades."""
    row = _rows().get(word)
    return bool(row and row["weak"])


def of_ending(word: str) -> bool:
    """Whether a word is known by its ending only."""
    return word not in _rows()


def kind_of(grade: str) -> str:
    """Kind of a grade: word, letter, pass, prize, card or honour."""
    row = _rows().get(grade)
    if row is not None:
        return "pass" if grade in ("达标", "未达标", "不达标", "合格", "不合格") else row["kind"]
    return "prize" if grade.endswith("奖") else "honour"


def level_of(grade: str, scheme: Scheme | None) -> int:
    """Place of a grade in the document's scheme, or in its own; 1 is the best."""
    if scheme is not None and grade in scheme.grades:
        return scheme.grades.index(grade) + 1
    row = _rows().get(grade)
    return int(row["level"]) if row is not None else 1
