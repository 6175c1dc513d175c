"""Chinese numerals and years as documents write them: 一百二十三, 廿, 二○一一, 民國一百零四年."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {
    **dict.fromkeys("〇零○◯", 0),
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    **dict.fromkeys("两兩", 2),
    **dict.fromkeys("貳弍", 2),
    **dict.fromkeys("參叄参", 3),
    **dict.fromkeys("陸", 6),
}
_TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

_REPUBLIC_MARKS: Final = ("中华民国", "中華民國", "民国", "民國")
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
REPUBLIC: Final = 1911
"""Year before the first of the Republic of China: year 104 is 2015."""


def han_to_int(text: str) -> int | None:
    """Value of a Chinese whole number (digits are read too), or None where `text` is none.

    >>> han_to_int("一百二十三"), han_to_int("廿"), han_to_int("二○一一"), han_to_int("一百二"), han_to_int("号")
    (123, 20, 2011, 120, None)
    """
    if not text or len(text) > 24:
        return None
    if text.isdecimal():
        return int(text)
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _by_units(text)


def _by_units(text: str) -> int | None:
    """Value of a numeral with 十, 百, 千, 万, 亿. Units must fall: 十百 is no number."""
    total = group = 0
    digit: int | None = None
    previous = 10_000
    after_zero = False
    largest_group = 10**12
    for char in text:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            after_zero = digit == 0
            digit = _DIGITS[char]
        elif char in _TENS:
            if digit or previous <= 10:
                return None
            group, digit, previous, after_zero = group + _TENS[char], None, 10, False
        elif char in _UNITS:
            unit = _UNITS[char]
            if unit >= previous:
                return None
            group += (digit or 1) * unit
            digit, previous, after_zero = None, unit, False
        elif char in _GROUPS:
            if _GROUPS[char] >= largest_group or group + (digit or 0) == 0:
                return None
            largest_group = _GROUPS[char]
            total += (group + (digit or 0)) * largest_group
            group, digit, previous, after_zero = 0, None, 10_000, False
        else:
            return None
    if digit and previous in (100, 1000) and not after_zero:
        return total + group + digit * previous // 10  # 一百二 says 120; 102 has its 零
    if digit and previous == 10_000 and total and not after_zero:
        return total + digit * largest_group // 10  # 一万二
    return total + group + (digit or 0)


def parse_year(text: str) -> int | None:
    """Year of our era that `text` names: 2011, 二○一一年, 民國104年; None where it names none.

    >>> parse_year("二〇〇四"), parse_year("中華民國一百零四年"), parse_year("84")
    (2004, 2015, None)
    """
    text = "".join(text.split()).removesuffix("年")
    for mark in _REPUBLIC_MARKS:
        if text.startswith(mark):
            rest = text[len(mark) :]
            count = 1 if rest == "元" else han_to_int(rest)
            return REPUBLIC + count if count and count < 200 else None
    if len(text) != 4:
        return None
    year = han_to_int(text)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
