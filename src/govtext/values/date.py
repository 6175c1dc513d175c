"""Dates as bulletins print them: 2012年8月30日, 二〇一二年八月三十日, 2012-08-30 10:05, 民國101年8月30日."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cache

from msgspec import Struct

from govtext.patterns import pattern
from govtext.text import Span

_HAN_DIGIT = {**{c: i for i, c in enumerate("〇一二三四五六七八九")}, "○": 0, "零": 0, "元": 1, "O": 0, "Ο": 0}
_HAN = "〇○零OΟ一二三四五六七八九"

ROC_EPOCH = 1911
"""民國 year 1 is 1912."""


class Date(Struct, frozen=True):
    """A printed calendar date; `iso` is ISO 8601 (YYYY-MM-DD)."""

    iso: str
    span: Span


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:中[华華]民[国國]|民[国國])\s{{0,2}}(?P<ry>\d{{1,3}}|[元一二三四五六七八九十百〇○零]{{1,6}})\s?年|"
        rf"(?P<y>(?:19|20)\d\d|[一二][{_HAN}]{{3}})\s{{0,3}}年)\s{{0,3}}"
        rf"(?P<m>\d{{1,2}}|[{_HAN}十]{{1,3}})\s{{0,3}}月\s{{0,3}}(?P<d>\d{{1,2}}|[{_HAN}十廿卅]{{1,3}})\s{{0,3}}日"
        rf"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m2>\d{{1,2}})(?P=sep)(?P<d2>\d{{1,2}})(?!\d|[-/.]\d)"
    )


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """All full dates of `text[start:end]`, in order; what no calendar has (2012年13月40日) is left out."""
    found = []
    for match in _pattern().finditer(text, start, len(text) if end is None else end):
        iso = _iso(match)
        if iso:
            found.append(Date(iso, Span(*match.span())))
    return found


_REPUBLIC = pattern(
    r"(?:日期|时间|時間)\s?[:：]\s?(?P<y>1[01]\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)"
)


def find_republic_dates(text: str) -> list[Date]:
    """Dates after a label that count years of the Republic: 发布日期：112-03-08 is 2023-03-08."""
    found = []
    for match in _REPUBLIC.finditer(text):
        with suppress(ValueError):
            day = date(int(match["y"]) + ROC_EPOCH, int(match["m"]), int(match["d"]))
            found.append(Date(day.isoformat(), Span(match.start("y"), match.end())))
    return found


def parse_date(text: str) -> str | None:
    """The first date of a short text as ISO 8601, or None."""
    found = find_dates(text)
    return found[0].iso if found else None


def _iso(match: re.Match[str]) -> str | None:
    if match["y2"]:
        year, month, day = int(match["y2"]), int(match["m2"]), int(match["d2"])
    else:
        year = _number(match["ry"]) + ROC_EPOCH if match["ry"] else _digits(match["y"])
        month, day = _number(match["m"]), _number(match["d"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _digits(text: str) -> int:
    """A year digit by digit: 二〇一二, 2012."""
    return int(text) if text.isascii() and text.isdigit() else int("".join(str(_HAN_DIGIT.get(c, 0)) for c in text))


def _number(text: str) -> int:
    """A number below 1000 in digits or Han numerals: 三十, 廿五, 一百零四, 一〇四."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not set(text) & set("十百廿卅"):
        return _digits(text)
    hundreds, _, rest = text.rpartition("百")
    total = 100 * (_HAN_DIGIT.get(hundreds, 1) if hundreds else int("百" in text))
    for mark, value in (("廿", 2), ("卅", 3)):
        rest = rest.replace(mark, {2: "二十", 3: "三十"}[value])
    tens, ten, ones = rest.rpartition("十")
    total += 10 * (_HAN_DIGIT.get(tens.lstrip("零〇○"), 1) if ten else 0)
    ones = ones.lstrip("零〇○")
    return total + (_HAN_DIGIT.get(ones, 0) if ones else 0)
