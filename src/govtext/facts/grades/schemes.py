"""The schemes of grades (lexicons/grade_schemes.tsv): which words are grades, and how high each is in its scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from govtext import lexicon

PRIZE_END = (
    "特别贡献奖|突出贡献奖|优秀组织奖|优秀服务奖|组织奖|团体奖|个人奖|进步奖|创新奖|贡献奖|特别奖|单项奖|提名奖|成果奖"
)
_HONOUR_END = "先进(?:基层党组织|集体|单位|县|市|区|乡镇|企业|部门|学校)|表现突出(?:集体|单位)|(?:优秀|模范|示范|文明|红旗|优胜|进步|达标)(?:单位|集体)"


@dataclass(frozen=True, slots=True)
class Scheme:
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
        for form in (row["grade"], *filter(None, row["aliases"].split("|"))):
            if form not in rows or (rows[form]["weak"] and not row["weak"]):
                rows[form] = row
    return rows


@cache
def grade_words() -> re.Pattern[str]:
    """Grades as printed, the longest first; prizes and honours also by their endings, with the words before them."""
    words = "|".join(sorted(map(re.escape, _rows()), key=len, reverse=True))
    return re.compile(
        rf"(?:[\u4e00-\u9fff]{{2,8}}(?=特别奖)特别奖|{PRIZE_END}|{_HONOUR_END}|(?<![A-Za-z不])(?:{words})(?![A-Za-z率]))"
    )


def names_of(word: re.Match[str]) -> tuple[str, ...]:
    """The grade of the record for a printed one."""
    return (word[0],)


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
