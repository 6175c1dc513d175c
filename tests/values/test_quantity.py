"""Numbers with their units, and how exact they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govtext import lexicon
from govtext.values.quantity import Quantity, find_quantities

MIN_UNITS = 480


def one(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


VALUES = {
    "a scale": ("共74.9万人次", 749000, "人次", "exact"),
    "thousands": ("收到1,100万元", 11000000, "元", "exact"),
    "full-width thousands": ("收到2,123，456件", 2123456, "件", "exact"),
    "mixed scales": ("2,174万5,000元", 21745000, "元", "exact"),
    "Chinese numerals": ("一百二十三件", 123, "件", "exact"),
    "twenty": ("廿三人", 23, "人", "exact"),
    "a pair": ("两家", 2, "家", "exact"),
    "half": ("3个半月", Decimal("3.5"), "个月", "exact"),
    "per cent in words": ("百分之三点五", Decimal("3.5"), "%", "exact"),
    "per mille": ("千分之四", 4, "‰", "exact"),
    "tenths": ("近三成", 30, "%", "about"),
    "tenths and a half": ("七成五", 75, "%", "exact"),
    "doubled": ("翻了一番", 1, "番", "exact"),
    "points are no per cent": ("提高2.3个百分点", Decimal("2.3"), "百分点", "exact"),
    "over, behind": ("200余场", 200, "场", "over"),
    "over, behind a scale": ("18万余条", 180000, "条", "over"),
    "over, in front": ("超过30家", 30, "家", "over"),
    "about": ("约300元", 300, "元", "about"),
    "about, behind": ("300元左右", 300, "元", "about"),
    "at least": ("90分以上", 90, "分", "at_least"),
    "at least, in front": ("不少于2次", 2, "次", "at_least"),
    "under": ("不足50件", 50, "件", "under"),
    "no measure of 节约": ("节约12万元", 120000, "元", "exact"),
    "best is no limit": ("最高95.6分", Decimal("95.6"), "分", "exact"),
    "coins": ("123元1角1分", Decimal("123.11"), "元", "exact"),
    "a currency in front": ("人民币20万元", 200000, "元", "exact"),
    "Taiwan's": ("新台币三百三十六万元", 3360000, "新台币元", "exact"),
    "compound": ("30元/平方米", 30, "元/平方米", "exact"),
    "letters stay as printed": ("1.86mg/kg", Decimal("1.86"), "mg/kg", "exact"),
    "Greek letters too": ("29μg/m3", 29, "μg/m3", "exact"),
    "a blank for thousands": ("群众1 286户", 1286, "户", "exact"),
    "behind a word in letters": ("APP10342件", 10342, "件", "exact"),
    "a bare hundred": ("百余场", 100, "场", "over"),
    "a negative": ("负二分之一", Decimal("-0.5"), "", "exact"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    text, value, unit, modifier = VALUES[name]
    found = one(text)
    assert (found.value, found.unit, found.modifier) == (value, unit, modifier)


RANGES = {
    "a stroke": ("20—30个", 20, 30, "个"),
    "a wave": ("10～20万元", 100000, 200000, "元"),
    "words": ("十八至三十万元", 180000, 300000, "元"),
    "per cent on both sides": ("5%～10%", 5, 10, "%"),
    "digits side by side": ("二三十人", 20, 30, "人"),
    "several tens": ("几十万元", 100000, 1000000, "元"),
    "a pair of digits": ("两到三万港元", 20000, 30000, "港元"),
}


@pytest.mark.parametrize("name", RANGES)
def test_ranges_have_two_ends_and_no_value(name: str) -> None:
    text, low, high, unit = RANGES[name]
    found = one(text)
    assert (found.value, found.low, found.high, found.unit, found.modifier) == (None, low, high, unit, "range")


@pytest.mark.parametrize("text", ["四川", "百项工程", "v2.0", "GB3100", "三公经费", "/2021/03"])
def test_words_and_codes_are_no_numbers(text: str) -> None:
    assert not [found for found in find_quantities(text) if found.unit]


def test_two_numbers_from_and_to_are_no_range() -> None:
    assert [found.value for found in find_quantities("由12家增加到15家")] == [12, 15]


def test_the_last_printed_digit_tells_how_exact_a_number_is() -> None:
    steps = [one(text).step for text in ("238条", "81万条", "9.6万条", "64.8%", "5,000元")]
    assert steps == [1, 10000, 1000, Decimal("0.1"), 1]


def test_every_unit_of_the_lexicon_proves_its_examples() -> None:
    rows = list(lexicon.table("units_of_measure"))
    assert len(rows) >= MIN_UNITS
    for row in rows:
        for example in filter(None, row["examples"].split("|")):
            accepted = (row["name"] or row["unit"], row["unit"], *(("%",) if row["unit"] == "成" else ()))
            assert any(found.unit in accepted for found in find_quantities(example)), row
        for example in filter(None, row["counter_examples"].split("|")):
            assert not [found for found in find_quantities(example) if found.unit == row["unit"]], row


def test_a_run_of_digits_that_no_number_has_is_none() -> None:
    assert list(find_quantities("1234567890" * 20)) == []
