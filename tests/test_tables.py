"""Tidy rows for pandas, Arrow and databases."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import govtext
from govtext.export import tables

BULLETINS = Path(__file__).parent.parent / "corpora" / "bulletins"
ONE = BULLETINS / "c01_zhaoqing_openness_annex.txt"
OTHER = BULLETINS / "c24_xiangyang_hotline.txt"


def test_a_panel_of_units_by_grade() -> None:
    rows = govtext.rows(govtext.extract(ONE), "grades")
    row = next(r for r in rows if r["unit"] == "高要市政府")
    assert row["document"] == ONE.name
    assert (row["year"], row["grade"], row["level"], row["category"]) == (2014, "良好", 2, "县(市、区)政府")
    assert (row["qualified_name"], row["division_code"]) == ("肇庆市高要市政府", "441283")
    assert row["evidence"] == "高要市政府"


@pytest.mark.parametrize("what", list(tables.TABLES))
def test_all_rows_of_a_kind_have_the_columns_that_are_told(what: tables.What) -> None:
    bulletins = [govtext.extract(path) for path in (ONE, OTHER)]
    rows = govtext.rows(bulletins, what)
    assert rows
    assert all(list(row) == tables.columns(what) for row in rows)
    if what != "checks":
        texts = {b.source.name: b.text or "" for b in bulletins}
        assert all(texts[row["document"]][row["start"] : row["end"]] == row["evidence"] for row in rows)


def test_frames_and_arrow_tables_say_the_same() -> None:
    bulletins = [govtext.extract(path) for path in (ONE, OTHER)]
    frame = govtext.to_frame(bulletins, "rankings")
    table = govtext.to_arrow(bulletins, "rankings")
    rows = govtext.rows(bulletins, "rankings")
    assert table.to_pylist() == rows
    assert len(frame) == len(rows)
    assert frame["unit"].tolist() == [row["unit"] for row in rows]


def test_no_rows_still_have_columns() -> None:
    empty = govtext.extract_text("没有等次的文字。")
    assert list(govtext.to_frame(empty, "grades").columns) == tables.columns("grades")
    assert govtext.to_arrow(empty, "grades").column_names == tables.columns("grades")


def test_an_unknown_table_says_what_there_is() -> None:
    with pytest.raises(govtext.GovtextError, match="grade_counts"):
        govtext.rows(govtext.extract_text("文字"), "marks")  # type: ignore[arg-type]


def test_rows_need_neither_pandas_nor_pyarrow() -> None:
    code = (
        "import sys, govtext\n"
        f"govtext.rows(govtext.extract({str(ONE)!r}), 'grades')\n"
        "print([m for m in ('pandas', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
