"""What the readers of grades collect: awards, counts, sizes of classes, defaults; and how classes are told apart."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct, field

from govtext.patterns import pattern
from govtext.text import Span
from govtext.units import Listed

MAX_CHECKED: Final = 400
"""Counts, and sizes of classes, that the checks of one document compare with its rows."""
NUMBER: Final = r"\d{1,4}|[一二三四五六七八九十百两]{1,4}"
CLASSIFIER: Final = "个|家|所|间|座|支|份|户|条|项|处|只|院"


class Award(Struct, frozen=True):
    """A unit that got a grade, as one place of the text says it."""

    grade: str
    name: str
    listed: Listed
    category: str | None
    mark: Span
    whole: bool = False
    """Whether it stands in a list that names all (a label's, a heading's, a table's), not in running prose."""
    within: str = ""
    """The place that the list says its units belong to, where the names do without it."""


class Count(Struct, frozen=True):
    """How many got a grade, as one place says it; `names`: how many it lists itself; `open`: it lists some of them (等)."""

    grade: str
    category: str | None
    stated: int
    span: Span
    names: int | None = None
    open: bool = False


class Total(Struct, frozen=True):
    """How many units a class has: 12个区(县级市)中."""

    category: str
    stated: int
    span: Span
    whole: bool = False
    """Whether it counts all units that the document grades, of no class in particular."""
    loose: bool = False
    """Whether the number may count others than those that are graded: it can bear out a sum, not contradict it."""
    closed: bool = False
    """Whether the clause that states it goes on with the numbers of all its grades."""
    broken_down: bool = False
    """Whether the clause goes on with numbers of three grades or more, which may leave some out."""


class Partition(Struct, frozen=True):
    """Units by class, as one sentence tells them: 共66个，其中乡镇10个、市直单位45个; `whole` None where it states no total."""

    whole: int | None
    parts: tuple[tuple[str, int], ...]
    span: Span
    assessed: bool = False
    """Whether the text says that these units were assessed, so that each must have got a grade."""


class Commended(Struct, frozen=True):
    """How many units are commended in all, and the sum of the numbers by prize that the same sentence goes on with."""

    stated: int
    parts: tuple[tuple[str, int], ...]
    span: Span


class Default(Struct, frozen=True):
    """其余为良好: a grade for whoever is left of a class."""

    grade: str
    category: str | None
    stated: int | None
    mark: Span
    roster: tuple[Listed, ...]


class Found(Struct):
    """What the readers collect."""

    awards: list[Award] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    partitions: list[Partition] = field(default_factory=list)
    defaults: list[Default] = field(default_factory=list)
    commended: list[Commended] = field(default_factory=list)
    opened: list[tuple[str, str | None]] = field(default_factory=list)
    carried: tuple[tuple[str, ...], str, bool] | None = None
    """Headings and class of the line before, and whether its sentence goes on in the next."""
    topics: frozenset[str] = frozenset()
    """What prizes are for, where the document has several (农业统计, 工业统计)."""
    subjects: frozenset[str] = frozenset()
    """What is assessed, where the headings announce the results of several things."""
    about: str | None = None
    """The document's title."""
    titles: list[str] = field(default_factory=list)
    sized: set[str] = field(default_factory=set)
    """Honours that the text confers by name: 授予…“能效领跑者”称号."""

    def is_open(self, grade: str, category: str | None) -> bool:
        """Whether some place lists units of a grade and class with 等: then no list of them is whole."""
        return any(g == grade and compatible(c, category) for g, c in set(self.opened))


class GradeWork(Struct, frozen=True, dict=True):
    """What the checks need besides the rows: what each place says, the merged awards and counts, and overall numbers."""

    found: Found
    awards: list[Award]
    counts: list[Count]
    overall: frozenset[int]
    text: str

    @cached_property
    def totals(self) -> list[Total]:
        """Each size of a class that the text states, once."""
        kept = {
            (t.category, t.stated, t.whole, t.loose, t.closed, t.broken_down): t for t in reversed(self.found.totals)
        }
        return list(kept.values())[::-1][:MAX_CHECKED]

    @cached_property
    def rows(self) -> dict[tuple[str, str | None], tuple[int, bool]]:
        """By grade and class: how many units got it, and whether lists that name all say so."""
        rows: dict[tuple[str, str | None], tuple[int, bool]] = {}
        for award in self.awards:
            number, whole = rows.get((award.grade, award.category), (0, True))
            rows[award.grade, award.category] = (number + 1, whole and award.whole)
        return rows

    @cached_property
    def listing(self) -> frozenset[tuple[str, int, str | None]]:
        """Counts that stand with names of their own."""
        return frozenset((c.grade, c.stated, c.category) for c in self.found.counts if c.names is not None)

    def sizes(self, category: str) -> set[int]:
        """Numbers of units of a class that the text states (全县18个乡镇); of any kind of unit where no class is named."""
        wanted = letters(category)[:6] if category else ""
        return {n for n, noun in self._sized if noun.startswith(wanted) and (wanted or _UNIT_NOUN.match(noun))}

    @cached_property
    def _sized(self) -> set[tuple[int, str]]:
        behind = {(int(m["n"]), "单位") for m in _ALL_SIZED.finditer(self.text)}
        return behind | {(int(m["n"]), letters(m["noun"])) for m in SIZED.finditer(self.text)}


_ALL_SIZED = pattern(
    rf"(?:单位|部门|企业|学校|机关|对象|机构)(?:一?共有?|共计|合计)(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?=[，,。；;、])"
)
"""纳入考核范围的单位共76个: the number of all, behind what it counts."""
SIZED = pattern(rf"(?<![第前后末\d.])(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?P<noun>[\u4e00-\u9fff（）()、]{{1,16}})")
_UNIT_NOUN = pattern(r"县|市(?!场)|区|部门|单位|乡|镇|街道|学校|企业|园区|省|州|旗|公所|机关|社区|医院|网站|机构")


@lru_cache(maxsize=4096)
def compatible(one: str | None, other: str | None) -> bool:
    """Whether two names of a class may mean the same: 市一类部门 and 市政府一类部门; one that is not named fits any."""
    if one is None or other is None:
        return True
    short, long = sorted((letters(one), letters(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


@lru_cache(maxsize=4096)
def letters(name: str) -> str:
    return re.sub(r"[^\u4e00-\u9fffA-Za-z]|政府|单位|等次", "", name) or name
