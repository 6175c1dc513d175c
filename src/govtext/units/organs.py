"""The official name (官方全称) of an organ, of the name that a bulletin prints and the bulletin's year.

发改委 is 发展和改革委员会, 经贸委 was 经济贸易委员会 until the reform of 2008 reached its place, and 环保局 names nobody any more
in 2021. `lexicons/organ_names.tsv` says which name meant which organ, at which level, from which year to which; it says
nothing where a name had two meanings, and then the answer here is None.

A *stem* is a name without its place: 发改委 of 广州市发改委. Names of central organs are whole: 国家发改委.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from govtext import lexicon
from govtext.errors import LexiconError
from govtext.patterns import pattern

Level = Literal["central", "province", "prefecture", "county"]
"""The government an organ belongs to; the municipalities under the central government are of level province."""

_LOCAL = frozenset({"prefecture", "county"})
_LEVELS: dict[str, frozenset[str]] = {
    "central": frozenset({"central"}),
    "province": frozenset({"province"}),
    "prefecture": frozenset({"prefecture"}),
    "county": frozenset({"county"}),
    "local": _LOCAL,
    "regional": _LOCAL | {"province"},
}

# Endings of organs' names; those of one character also end common words, verbs and the committees of the party.
_ORGAN = pattern(
    r".(?:[局厅委办]|委员会|办公室|办事处|管理处|法院|检察院|联合会|总工会|(?:管理|服务|交易|信息|指挥)中心)$"
)
_NO_ORGAN = pattern(
    r"(?:[布格大结开破僵当书]局|(?<!安)全局|[大餐客展歌]厅|营业厅|(?<!团)[省市县区州旗]委|[党常]委|(?<![市财])政委|怎么办"
    r"|[举主承协督交催查开申补代经转领联网通上特好难帮快兴包停]办|(?<!综)合办|(?<!双)创办)$"
)


class _Row(NamedTuple):
    levels: frozenset[str]
    place: str
    official: str
    since: int
    until: int


@cache
def _rows() -> dict[str, list[_Row]]:
    """The lexicon by printed name."""
    index: dict[str, list[_Row]] = {}
    for row in lexicon.table("organ_names"):
        try:
            levels = frozenset().union(*(_LEVELS[level] for level in row["level"].split("|")))
            since, until = int(row["since"] or 0), int(row["until"] or 9999)
        except (KeyError, ValueError) as error:
            raise LexiconError(f"lexicons/organ_names.tsv: {row['name']} has a level or year that is none") from error
        index.setdefault(row["name"], []).append(_Row(levels, row["place"], row["official"], since, until))
    return index


def official_stem(name: str, level: Level | None, year: int | None, place: str | None = None) -> str | None:
    """Official name, without its place, of the organ that prints itself `name` in `year`; None where that is not sure.

    `level` None asks for all levels, `year` None for all years: there is an answer only where they agree. `place` is the
    full name of the organ's place (广州市, 江苏省); where the place is known to have had its own name for the organ, that goes
    before what is usual in the country.
    """
    rows = [row for row in _rows().get(name, ()) if level is None or level in row.levels]
    own = [row for row in rows if row.place and row.place == place]
    usual = [row for row in rows if not row.place]
    if year is None:
        chosen = own + usual
    else:
        chosen = [row for row in own if row.since <= year <= row.until]
        chosen = chosen or [row for row in usual if row.since <= year <= row.until]
    officials = {row.official for row in chosen}
    return officials.pop() if len(officials) == 1 else None


def is_department(name: str) -> bool:
    """Whether `name`, without its place, is the name of an organ: of the lexicon, or of an organ's usual ending."""
    return name in _rows() or bool(_ORGAN.search(name) and not _NO_ORGAN.search(name))


def is_known(name: str) -> bool:
    """Whether the lexicon has `name`, an organ without its place, of any year."""
    return name in _rows()
