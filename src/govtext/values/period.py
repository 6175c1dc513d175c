"""Periods as bulletins print them: 2011年, 2010至2011年, 上半年, 1—6月, 第一季度, 截至2012年3月31日, 今年, 民国101年.

A period is ISO-like text: 2011, 2011-H1, 2011-Q3, 2011-05, 2012-03-31, and two of them with a stroke between (2011-01/2011-06).
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from govtext.patterns import pattern
from govtext.text import Span
from govtext.values.date import ROC_EPOCH
from govtext.values.numeral import han_to_int

_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TO: Final = r"\s?(?:[-—–~～－]{1,2}|至|到)\s?"
_HAN_YEAR: Final = {**{c: str(i) for i, c in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0"}
_BOTH_YEARS: Final = r"(?:年|(?=(?:[-—–~～－]{1,2}|至|到)\s?(?:19|20)\d\d\s?年))"
_YEAR: Final = (
    r"(?:(?:民国\s?(?P<roc>\d{2,3}|[一二三四五六七八九十百零〇]{2,6})|(?P<y>(?:19|20)\d\d)"
    rf"|(?P<hy>[一二][〇○零一二三四五六七八九]{{3}}))\s?{_BOTH_YEARS}"
    r"|(?P<now>今年|本年度?|全年|年内)|(?P<before>去年|上年|上一年))?"
)
_PART: Final = (
    r"(?:(?:度|的)?(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年|前(?P<first>[一二三四五六七八九十]{1,2}|\d{1,2})个?月|前三季度(?P<three>)"
    rf"|(?P<m>\d{{1,2}})(?:月(?P<d>\d{{1,2}})日|月?{_TO}(?P<m2>\d{{1,2}})月|月(?:份|底|末)?)))?"
)
_PERIOD = pattern(rf"(?P<until>{_TO})?{_YEAR}{_PART}")
_HINT = pattern("年|季度|月|半年")


class Period(Struct, frozen=True):
    """A printed period; `value` is ISO-like text."""

    value: str
    span: Span


def find_periods(text: str, start: int, end: int, *, about: int | None, now: int | None) -> list[Period]:
    """Periods of `text[start:end]`, in order.

    Args:
        about: the year that the text is about, of a period without year: 上半年, 1—6月.
        now: the year in which it is written: 今年, 去年.
    """
    if not _HINT.search(text, start, end):
        return []
    found: list[Period] = []
    for match in _PERIOD.finditer(text, start, end):
        if match.end() - match.start() < 2:
            continue
        year = _year(match, now)
        part = match["q"] or match["h"] or match["m"] or match["first"] or match["three"] is not None
        if year is None and (not part or about is None):
            continue
        value = _value(year if year is not None else about or 0, match)
        if match["until"] and found and found[-1].span.end == match.start() and value:
            begun = found.pop()
            found.append(Period(f"{begun.value}/{value}", Span(begun.span.start, match.end())))
        elif value:
            found.append(Period(value, Span(*match.span())))
    return found


def _year(match: re.Match[str], now: int | None) -> int | None:
    if match["roc"]:
        years = int(match["roc"]) if match["roc"].isdigit() else han_to_int(match["roc"])
        return None if years is None else years + ROC_EPOCH
    if match["y"]:
        return int(match["y"])
    if match["hy"]:
        return int("".join(_HAN_YEAR[c] for c in match["hy"]))
    if match["now"] and now is not None:
        return now
    return now - 1 if match["before"] and now is not None else None


def _value(year: int, match: re.Match[str]) -> str:
    if match["q"]:
        return f"{year}-Q{_QUARTERS[match['q']]}"
    if match["h"]:
        return f"{year}-H{1 if match['h'] == '上' else 2}"
    if match["three"] is not None:
        return f"{year}-Q1/{year}-Q3"
    if match["first"]:
        months = int(match["first"]) if match["first"].isdigit() else han_to_int(match["first"]) or 0
        return f"{year}-01/{year}-{months:02d}" if 1 < months <= 12 else ""
    if match["m"]:
        month = int(match["m"])
        if not 1 <= month <= 12:
            return ""
        if match["d"]:
            return f"{year}-{month:02d}-{int(match['d']):02d}" if 1 <= int(match["d"]) <= 31 else ""
        if match["m2"]:
            return f"{year}-{month:02d}/{year}-{int(match['m2']):02d}" if month < int(match["m2"]) <= 12 else ""
        return f"{year}-{month:02d}"
    return str(year)
