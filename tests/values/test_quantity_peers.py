"""The cases of other tools' tests (shared/peers): numbers, percentages, money and dimensions, by span and value.

A case is right where each number that it expects is found with its characters and its value. CONTRACT.md decides where
conventions differ: 百分点 is no %, a range is one closed row, a lone Chinese digit inside a word is none. Those cases stand in
`DEVIATIONS` with their reason and are left out of the share; what we get wrong stands in `WRONG` and counts as wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import pytest

from govtext.normalise import normalise
from govtext.source import Source
from govtext.values.numeral import parse_number
from govtext.values.quantity import Quantity, find_quantities

FLOOR: Final = 0.95

LONE_DIGIT: Final = (
    "a lone Chinese digit without unit inside a sentence is a word here (三 of 前三, 五 of 不是五), no measure"
)

DEVIATIONS: Final[dict[tuple[str, int], str]] = {
    ("gov_number", 1): "一点 is a time of day, 两小时 a duration",
    ("gov_number", 66): "多 belongs to a printed number: it says how exact it is",
    **{("gov_number", i): LONE_DIGIT for i in (199, 200, 203, 204, 205, 206, 210, 211)},
    ("gov_currency", 8): "sen of Japan are no coins of today; 日 and 銭 are read apart",
    ("gov_currency", 18): "a currency without a number is no quantity",
    ("gov_currency", 21): "a comma between three digits groups thousands, also a full-width one",
    ("gov_currency", 23): "bitcoin is no currency of ISO 4217; its classifier is the unit",
    ("gov_dimension", 16): "the printed unit is kept: 3000 bit, not 3 kilobit",
    ("gov_dimension", 19): "the printed unit is kept: 1000 bit, not 1 kilobit",
}
"""By file and line: what the contract wants otherwise, and why. Cases with 百分点 stand in `_deviates`."""

WRONG: Final[dict[tuple[str, int], str]] = {
    ("gov_number", 23): "倆 as a digit",
    ("gov_number", 146): "four numbers run together with full stops",
    ("gov_currency", 14): "又 between two units of a currency",
}
"""What we get wrong, and count as wrong."""


def _deviates(name: str, index: int, text: str) -> bool:
    points = name == "gov_percent" and ("百分点" in text or "百分點" in text)  # a percentage point is no per cent
    return points or (name, index) in DEVIATIONS


_PER: Final = {"%": Decimal(1), "‰": Decimal("0.1"), "‱": Decimal("0.01"), "": Decimal(100)}


def _cases(shared: Path, name: str) -> list[dict[str, Any]]:
    path = shared / "peers" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("shared/peers is not here")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _found(text: str) -> Iterator[tuple[int, int, int, int, Quantity]]:
    """Quantities of a text with the source places of the number and of the whole."""
    view = normalise(Source("t", "text/plain", "utf-8", "", text)).view
    for quantity in find_quantities(view.text):
        number, whole = view.to_source(*quantity.number), view.to_source(*quantity.span)
        yield number.start, number.end, whole.start, whole.end, quantity


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.rstrip("%"))
    except InvalidOperation:
        return None


def _close(one: Decimal | None, other: Decimal | int | None) -> bool:
    return one is not None and other is not None and abs(one - Decimal(other)) <= abs(one) / 10**9


def _is_right(kind: str, want: dict[str, Any], found: list[tuple[int, int, int, int, Quantity]]) -> bool:
    start, end, value = want["start"], want["end"], want.get("value")
    for number_start, number_end, whole_start, whole_end, q in found:
        if not (start in (number_start, whole_start) or number_start <= start < number_end):
            continue
        if value is None:
            if start == whole_start and end <= whole_end:
                return True
            continue
        wanted = _number(value)
        if kind == "number":
            if start == number_start and number_end <= end <= whole_end and _close(wanted, q.value):
                return True
        elif kind == "percentage":
            if q.dimension == "share" and number_end <= end <= whole_end and _percent(wanted, value, q):
                return True
        elif number_end < end <= whole_end and _close(wanted, q.value):
            return True
    return False


def _percent(wanted: Decimal | None, value: str, q: Quantity) -> bool:
    if q.value is None:
        ends = (q.low, q.high)
        return all(_number(part.strip(" ()[]")) in ends for part in value.split(",") if part.strip(" ()[]"))
    return _close(wanted, Decimal(q.value) * _PER[q.unit])


@pytest.mark.parametrize("name", ["gov_number", "gov_percent", "gov_currency", "gov_dimension"])
def test_peers_numbers(shared: Path, name: str) -> None:
    cases = _cases(shared, name)
    kind = {"gov_number": "number", "gov_percent": "percentage"}.get(name, "unit")
    asked = [i for i, case in enumerate(cases) if not _deviates(name, i, case["input"])]
    wrong = {
        i
        for i in asked
        if not all(_is_right(kind, want, list(_found(cases[i]["input"]))) for want in cases[i]["expected"])
    }
    assert {i for file, i in WRONG if file == name} == wrong
    assert 1 - len(wrong) / len(asked) >= FLOOR


CHINESE: Final = {"負": "负", "萬": "万", "億": "亿"}


def test_cn2an(shared: Path) -> None:
    """Values of numerals: of what the peer reads as numbers, not of its amounts of money (see below)."""
    cases = [case for case in _cases(shared, "cn2an") if case["func"] == "cn2an" and case.get("expected") is not None]
    wrong, amounts = [], 0
    for case in cases:
        text = case["input"]
        for traditional, simplified in CHINESE.items():
            text = text.replace(traditional, simplified)
        if any(mark in text for mark in "元圆角整正"):
            amounts += 1
            found = list(find_quantities(text))
            if len(found) != 1 or not _close(Decimal(str(case["expected"])), found[0].value):
                wrong.append(case["input"])
            continue
        value = parse_number(text)
        if value is None or not _close(Decimal(str(case["expected"])), value):
            wrong.append(case["input"])
    assert amounts < len(cases) / 10
    assert 1 - len(wrong) / len(cases) >= FLOOR, wrong


CURRENCIES: Final = {"新台币": "新台币元", "日币": "日元"}
MONEY_DEVIATIONS: Final = {
    7: "k is no scale of official texts",
    8: "w is no scale of official texts",
    38: "k is no scale of official texts",
}
"""Lines of jionlp_money where the contract wants otherwise."""
MONEY_WRONG: Final = {
    17: "两个亿",
    22: "元 before another currency",
    23: "日币 behind 元",
}


def _is_money(want: dict[str, Any], q: Quantity) -> bool:
    numbers = want["num"] if isinstance(want["num"], list) else [want["num"]]
    if len(numbers) == 2 and q.low is None:  # 3000多, 十几: the contract reports the number and `over`
        right = q.modifier == "over" and _close(Decimal(numbers[0]), q.value)
    elif len(numbers) == 2:
        right = _close(Decimal(numbers[0]), q.low) and _close(Decimal(numbers[1]), q.high)
    else:
        right = q.value is not None and abs(Decimal(numbers[0]) - Decimal(q.value)) < Decimal("0.01")
    unit = CURRENCIES.get(want["case"], want["case"])
    bare = unit == "元" and q.unit in ("", "块")  # 三百万: the peer takes any number for money
    return right and (q.unit == unit or bare) and (want["definition"] == "accurate") == (q.modifier == "exact")


def test_money(shared: Path) -> None:
    cases = _cases(shared, "jionlp_money")
    asked = [i for i in range(len(cases)) if i not in MONEY_DEVIATIONS]
    wrong = {
        i for i in asked if not any(_is_money(cases[i]["expected"], found[-1]) for found in _found(cases[i]["input"]))
    }
    assert wrong == set(MONEY_WRONG)
    assert 1 - len(wrong) / len(asked) >= 0.9
