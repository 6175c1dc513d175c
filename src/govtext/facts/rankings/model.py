"""Rankings in the making, and which pieces of a list are units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from govtext.text import Span
from govtext.units import Listed, is_name, is_unit, restore_names

NUMBER = r"\d{1,3}|[一二三四五六七八九十两]{1,3}"
CLASSIFIER = "个|家|所|间|座|支|份|户|条|项|处|只|名|位"


class Place(Struct, frozen=True):
    """One unit with its place."""

    rank: int
    item: Listed
    tied: bool = False


class Order(Struct):
    """One ranking in the making. `stated`: how many places or units its lead promises."""

    measure: str
    category: str | None
    span: Span
    places: list[Place] = field(default_factory=list)
    ascending: bool = False
    stated: int | None = None
    from_table: bool = False
    strict: bool = False
    """Whether `stated` is said of this very list (前六位, 26个乡镇得分率为), so that another number contradicts it."""
    broken: bool = False
    """Whether places are left out on purpose (the first and the last few)."""
    sizes: frozenset[int] = frozenset()
    """Numbers of units of its class that the text states."""


def run_of_names(items: list[Listed]) -> list[Listed]:
    """The names that begin a list, up to the first clause (…、丙旗，3个旗县要作出说明)."""
    for index, item in enumerate(items):
        name = bare(item)
        if re.match(r"\d|被|评为|获|受到|予以|给予", item.text) or (
            not is_name(name) and (len(item.text) > 8 or re.search(r"\d", name))
        ):
            return items[:index] if index else items
    return items


def all_units(items: Sequence[Listed]) -> bool:
    texts = [re.sub(r"[（(][^（()）]*[)）]$", "", item.text) for item in items]
    good = sum(is_unit(name) for name in restore_names(items))
    return good >= 0.6 * len(texts) and not any(
        re.search(r"\d{2}|的|了|[：:]", text) or len(text) > 30 for text in texts
    )


def bare(item: Listed) -> str:
    return re.sub(r"[（(][^（()）]*[)）]$", "", item.text)
