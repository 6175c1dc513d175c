"""Numbers and years as documents write them: 一百二十三, 廿, 1,100万, 五点六亿, 二○一一, 民國一百零四年."""

from __future__ import annotations

import re
from decimal import Decimal
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


# --- exact numbers in any print

_SCALES: Final = _UNITS | _GROUPS | {"兆": 10**12}
_TOKEN = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?|\.\d+|.")
MAX_NUMERAL: Final = 64
"""Characters; no printed number is longer, and the cost of reading one is bounded."""


def parse_number(text: str, *, digits: bool = True) -> int | Decimal | None:
    """Exact value of a number as bulletins print it, or None: 1,100万, 5万4千6百, 两千六, 负零点五, 四十九兆九千五百九十二亿.

    Args:
        text: the number alone, simplified characters, ASCII digits.
        digits: read a row of Chinese digits as one number (一七二〇 is 1720), as years and codes are printed.
    """
    if not text or len(text) > MAX_NUMERAL:
        return None
    if text[0] in "负-−－":
        value = parse_number(text[1:], digits=digits) if text[1:2] not in ("负", "-", "") else None
        return None if value is None else -value
    whole, point, fraction = text.partition("点")
    if point:
        return _with_fraction(whole, fraction, digits=digits)
    if digits and len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _by_scales(text)


def _with_fraction(whole: str, fraction: str, *, digits: bool) -> int | Decimal | None:
    """十五点七, 五点六亿: the places behind 点 are read one by one; a group behind them multiplies all."""
    scale = 1
    while fraction and fraction[-1] in _SCALES and _SCALES[fraction[-1]] >= 100:
        scale, fraction = scale * _SCALES[fraction[-1]], fraction[:-1]
    value = parse_number(whole, digits=digits)
    places = "".join(str(_DIGITS.get(char, char)) for char in fraction)
    if value is None or not places.isdecimal() or isinstance(value, Decimal):
        return None
    return _plain((Decimal(value) + Decimal(f"0.{places}")) * scale)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _by_scales(text: str) -> int | Decimal | None:
    """Value of digits and scales in turn; within a group scales must fall, so that 十百 and 十一十二 are no numbers."""
    groups: list[tuple[Decimal, int]] = []  # closed groups: value, scale
    section, number = Decimal(0), None  # the open group, and the digit that waits for its scale
    previous, zero, begun, broken = 10**16, False, False, False
    for token in _TOKEN.findall(text):
        if broken and token not in _SCALES:  # 10.1万零100: behind places only scales follow
            return None
        broken = broken or "." in token
        if token[0].isdigit() or token[0] == ".":
            if number is not None and number != 0:
                return None
            number, begun = Decimal(token.replace(",", "").replace("，", "")), True
            if len(token) > 1:
                zero = True  # 3万4000 says it all: no colloquial 3万4千
        elif token in _DIGITS:
            if number:
                return None
            zero = zero or _DIGITS[token] == 0
            number, begun = Decimal(_DIGITS[token]), True
        elif token in _TENS:
            if number or previous <= 10:
                return None
            section, previous, number, begun, zero = section + _TENS[token], 10, None, True, False
        elif token in _UNITS:
            scale = _UNITS[token]
            if scale >= previous or (number is None and scale > 10 and not begun):
                return None
            section += (Decimal(1) if number is None or number == 0 else number) * scale
            number, previous, zero, begun = None, scale, False, True
        elif token in _SCALES:
            scale, value = _SCALES[token], section + (number or 0)
            if not begun:
                return None
            while groups and groups[-1][1] < scale:
                value += groups.pop()[0]
            if groups and groups[-1][1] == scale and value == 0 and number is None:  # 万万
                value = groups.pop()[0]
            elif value == 0:
                return None
            groups.append((value * scale, scale))
            section, number, previous, zero = Decimal(0), None, 10**16, False
        else:
            return None
    if not begun:
        return None
    if text[-1] == "两" and len(text) > 1:  # 两万两 are taels
        return None
    last = section + (number or 0)
    if number and number < 10 and not zero and text[-1] in _DIGITS:  # 一百二 says 120, 三万五 35000; 102 has its 零
        if previous in (100, 1000):
            last = section + number * previous / 10
        elif previous == 10**16 and groups:
            last = number * groups[-1][1] / 10
    return _plain(sum((value for value, _ in groups), Decimal(0)) + last)
