"""Names of organs and places: names in lists, what lists elide, the document's own place, division codes by year."""

from __future__ import annotations

from govtext.record import Unit
from govtext.text import Span
from govtext.units.home import Home, Qualified, home_of
from govtext.units.lists import (
    Listed,
    is_name,
    is_unit,
    names_counted,
    organ_noun,
    restore_names,
    shares_kind,
    split_list,
)

__all__ = [
    "Home",
    "Listed",
    "Qualified",
    "home_of",
    "is_name",
    "is_unit",
    "names_counted",
    "organ_noun",
    "restore_names",
    "shares_kind",
    "split_list",
    "unit_of",
]


def unit_of(printed: str, where: Span, name: str, home: Home) -> Unit:
    """The record's unit: as printed at `where` (source offsets), restored, and in full at the document's place."""
    full = home.qualify(name)
    return Unit(
        text=printed,
        name=name,
        qualified_name=full.name,
        official_name=full.official,
        division_code=full.code,
        span=where,
    )
