"""Numerals: what Chinese whole numbers and years are worth, and what is no number."""

import pytest

from govtext.values.numeral import han_to_int, parse_year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("〇", 0),
        ("七", 7),
        ("十", 10),
        ("十二", 12),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("六十六", 66),
        ("一百", 100),
        ("一百零五", 105),
        ("一百二十三", 123),
        ("一百二", 120),
        ("两千零八", 2008),
        ("三千五", 3500),
        ("一万二", 12000),
        ("一万零二", 10002),
        ("二十四万", 240000),
        ("三亿零五", 300000005),
        ("二○一一", 2011),
        ("二五六六", 2566),
        ("壹佰贰拾", 120),
        ("42", 42),
    ],
)
def test_a_numeral_has_its_value(text: str, value: int) -> None:
    assert han_to_int(text) == value


@pytest.mark.parametrize("text", ["", "号", "十百", "一二十", "第三", "二十三十", "万", "3号", "一" * 30])
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert han_to_int(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2011", 2011),
        ("2011年", 2011),
        ("二○一一", 2011),
        ("二〇〇四年", 2004),
        ("一九八四", 1984),
        ("民國104年", 2015),
        ("中華民國一百零四年", 2015),
        ("中华民国 九十三 年", 2004),
        ("民国元年", 1912),
    ],
)
def test_a_year_is_read(text: str, year: int) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["", "84", "年", "0412", "9704", "民国", "民国三百年", "二〇"])
def test_what_names_no_year_has_none(text: str) -> None:
    assert parse_year(text) is None
