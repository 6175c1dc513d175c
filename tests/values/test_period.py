"""Periods as bulletins print them."""

from __future__ import annotations

import pytest

from govtext.values.period import find_periods

PERIODS = {
    "2011年，全市": ["2011"],
    "2010至2011年": ["2010/2011"],
    "2010年至2011年": ["2010/2011"],
    "上半年": ["2020-H1"],
    "2022年下半年": ["2022-H2"],
    "1—6月": ["2020-01/2020-06"],
    "第一季度": ["2020-Q1"],
    "2011年度第三季度": ["2011-Q3"],
    "前三季度": ["2020-Q1/2020-Q3"],
    "前5个月": ["2020-01/2020-05"],
    "截至2012年3月31日": ["2012-03-31"],
    "今年1-9月": ["2021-01/2021-09"],
    "去年同期": ["2020"],
    "民国101年": ["2012"],
    "二○一一年": ["2011"],
    "3月份": ["2020-03"],
    "13月": [],
    "12件": [],
    "第3号": [],
}


@pytest.mark.parametrize("text", PERIODS)
def test_periods(text: str) -> None:
    found = find_periods(text, 0, len(text), about=2020, now=2021)
    assert [period.value for period in found] == PERIODS[text]


def test_a_relative_period_without_a_year_is_none() -> None:
    assert find_periods("今年上半年", 0, 5, about=None, now=None) == []
