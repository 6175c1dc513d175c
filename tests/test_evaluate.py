"""Evaluation: figures of a folder of gold, what was missed and invented, floors, and gold that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govtext.cli import main
from govtext.errors import GoldError
from govtext.evaluate import evaluate, locate

TEXT = "青川市关于2018年检查情况的通报\n一、存在问题\n部分单位公开不及时；个别栏目空白。\n二、工作要求\n各县要在6月底前完成整改。\n"
GOLD: dict[str, Any] = {
    "complete": ["problems", "tasks", "statistics"],
    "elements": {"document_type": "通报"},
    "statistics": [],
    "problems": [
        {"quote": "部分单位公开不及时", "category": ["timeliness"], "heading": [], "units": []},
        {"quote": "个别栏目空白", "category": ["platform", "other"], "heading": [], "units": []},
    ],
    "tasks": [
        {
            "quote": "各县要在6月底前完成整改",
            "responsible": ["各县"],
            "supporting": [],
            "deadline": "2018-06-30",
            "recurrence": None,
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, GOLD)
    return tmp_path


def write(folder: Path, gold: dict[str, Any]) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "a.gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")


def test_all_right_is_one(folder: Path) -> None:
    found = evaluate(folder)
    assert {name: outcome.f1 for name, outcome in found.items() if name != "problem_categories"} == {
        name: 1.0 for name in found if name != "problem_categories"
    }
    assert found["problems"].wanted == 2
    assert found["task_deadlines"].hits == 1
    assert "grades" not in found  # this gold does not annotate them


def test_what_is_missed_and_invented_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {**GOLD, "problems": [{**GOLD["problems"][0], "quote": "青川市关于2018年检查情况的通报"}]}
    write(folder, gold)
    assert main(["evaluate", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "-青川市关于2018年检查情况的通报" in out
    assert "+个别栏目空白" in out
    assert main(["evaluate", "--figures", str(folder)]) == 0
    assert "+个别栏目空白" not in capsys.readouterr().out
    assert main(["evaluate", "--format", "json", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["problems"]["right"] == 0


def test_floors_give_an_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(folder), "--floor", "problems=0.9", "--floor", "tasks=1"]) == 0
    assert main(["evaluate", str(folder), "--floor", "grades=0.9"]) == 1
    assert "grades: not annotated, below 0.9" in capsys.readouterr().err
    assert main(["evaluate", str(folder), "--floor", "problem=0.9"]) == 2
    assert main(["evaluate", str(folder), "--floor", "problems=high"]) == 2


def test_wrong_gold_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {**GOLD, "problems": [{**GOLD["problems"][0], "quote": "没有这句话"}]})
    assert main(["evaluate", str(folder)]) == 1
    assert "occurs 0 times" in capsys.readouterr().err
    (folder / "a.gold.json").write_text("[]", "utf-8")
    assert main(["evaluate", str(folder)]) == 1
    assert "not a JSON object" in capsys.readouterr().err
    (folder / "a.txt").unlink()
    assert main(["evaluate", str(folder)]) == 1
    assert "no source a.*" in capsys.readouterr().err
    (folder / "a.gold.json").unlink()
    assert main(["evaluate", str(folder)]) == 1
    assert "no NAME.gold.json" in capsys.readouterr().err


def test_quotes_are_located() -> None:
    assert locate("共⟦3个⟧县", "全市共3个县") == (3, 5)
    assert locate("@1,4", "whatever") == (1, 4)
    with pytest.raises(GoldError, match="2 times"):
        locate("县", "县县")
