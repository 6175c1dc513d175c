"""Tables of one's own: what a user adds, and what is refused with words that help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import govtext
from govtext import lexicon
from govtext.errors import LexiconError

TEXT = (
    "青川市水务局关于2020年度河长制评定结果的通报\n\n各县水务局：\n\n一、评定结果\n"
    "东林县、西塘县被评为碧水级，南屏县被评为清流级。\n\n青川市水务局\n2021年1月8日\n"
)
SCHEME = "scheme\tgrade\tlevel\tkind\nriver\t碧水级\t1\tword\nriver\t清流级\t2\tword\n"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "govtext.cli", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_grades_of_ones_own(tmp_path: Path, notice: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "grade_schemes.tsv").write_text("# ours\n" + SCHEME, "utf-8")
    done = command("extract", "--only", "grades", "--lexicons", str(folder), str(notice))
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["grades"]
    assert [(row["unit"]["name"], row["grade"], row["level"]) for row in rows] == [
        ("东林县", "碧水级", 1),
        ("西塘县", "碧水级", 1),
        ("南屏县", "清流级", 2),
    ]
    assert json.loads(command("extract", "--only", "grades", str(notice)).stdout)["grades"] == []


REFUSED = {
    "no folder": ("", "", "no folder with .tsv files"),
    "unknown table": ("grades.tsv", SCHEME, "grade_schemes"),
    "unknown column": ("grade_schemes.tsv", "scheme\tgrade\tcolour\na\tb\tc\n", "colour"),
    "too many cells": ("grade_schemes.tsv", "scheme\tgrade\na\tb\tc\n", "row 1"),
    "a level that is no number": (
        "grade_schemes.tsv",
        "scheme\tgrade\tlevel\tkind\na\tb\tbest\tword\n",
        "level is a number",
    ),
    "no columns": ("grade_schemes.tsv", "# nothing\n", "no line of column names"),
    "a table in a form of its own": ("divisions.tsv", "code\n1\n", "cannot be extended"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_added_says_why(case: str, tmp_path: Path, notice: Path) -> None:
    name, content, said = REFUSED[case]
    folder = tmp_path / "mine"
    if name:
        folder.mkdir()
        (folder / name).write_text(content, "utf-8")
    done = command("extract", "--lexicons", str(folder), str(notice))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_bytes_that_are_no_text(tmp_path: Path, notice: Path) -> None:
    (tmp_path / "grade_schemes.tsv").write_bytes("scheme\tgrade\n优\t优\n".encode("gb18030"))
    done = command("extract", "--lexicons", str(tmp_path), str(notice))
    assert done.returncode == 1
    assert "save it as UTF-8" in done.stderr


def test_too_late(tmp_path: Path) -> None:
    govtext.extract_text(TEXT)
    assert lexicon.table.cache_info().currsize
    (tmp_path / "grade_schemes.tsv").write_text(SCHEME, "utf-8")
    with pytest.raises(LexiconError, match="before the first extraction"):
        govtext.use_lexicons(tmp_path)
