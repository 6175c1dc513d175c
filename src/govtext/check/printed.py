"""Printed numbers as intervals, and how messages say them.

A printed number stands for an interval: 64.8% is anything from 64.7 to 64.9 (rounded or cut off), 81万 anything that a writer
might so print. What no number of the intervals can satisfy is a contradiction.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from govtext.check.model import Facts
from govtext.facts.statistics import Measure
from govtext.facts.statistics.model import squeezed
from govtext.record import Verdict

RELATION: Final[dict[Verdict, tuple[str, str]]] = {
    "pass": ("相符", "agrees"),
    "fail": ("不符", "contradiction"),
    "uncertain": ("可能不符", "may not agree"),
    "not_assessable": ("无法核对", "not assessable"),
}


def plain(value: Decimal | int) -> str:
    """Digits without exponent or idle zeros: 810429, 64.8."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def name_of(measure: Measure) -> str:
    return measure.indicator or measure.unit


def number(measure: Measure) -> Decimal:
    assert measure.value is not None
    return Decimal(measure.value)


def printed(facts: Facts, measure: Measure) -> str:
    """A number as it is printed: 81万条; 15个×2 where each of two has it."""
    return squeezed(measure.span.of(facts.text)) + (f"×{measure.times}" if measure.times > 1 else "")


def said(facts: Facts, measure: Measure) -> str:
    """A number as it is printed, and in plain digits where those are others: 81万条（810000）."""
    shown = squeezed(measure.span.of(facts.text))
    digits = plain(number(measure))
    return shown if digits in shown else f"{shown}（{digits}）"


def interval(measure: Measure) -> tuple[Decimal, Decimal]:
    """What a printed count or amount may stand for."""
    value, error = number(measure), measure.error
    modifier = measure.quantity.modifier
    low = value if modifier in ("over", "at_least") else value - error
    high = value if modifier in ("under", "at_most") else value + error
    return max(low, Decimal(0)), high
