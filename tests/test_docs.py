"""What the documents say is what the project has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from govtext.cli import main
from govtext.evaluate import FACETS

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["openness", "general"])
def test_the_model_card_has_the_figures_of_the_models(name: str) -> None:
    card = (ROOT / "models" / "README.md").read_text("utf-8")
    figures = json.loads((ROOT / "models" / f"problems_{name}.json").read_text("utf-8"))
    assert f"Macro-F1 {figures['macro_f1']:.3f}" in card
    for code, row in figures["by_class"].items():
        assert f"| {code} | {row['rows']} | {row['precision']:.2f} | {row['recall']:.2f} | {row['f1']:.2f} |" in card


def test_the_annotation_guide_names_every_facet() -> None:
    guide = (ROOT / "docs" / "annotation.md").read_text("utf-8")
    assert [facet for facet in FACETS if f"`{facet}`" not in guide] == []


OUTPUTS = {
    "b01_safety_accidents.txt": "发文字号  晋市安办发〔2021〕37号",
    "v05_xiaoying_sanitation.txt": "等次 grades",
    "stat_h01_xinfang_halfyear.txt": "数据 statistics",
    "p04_lechuan_canteens_traditional.txt": "问题 problems",
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_readme_shows_what_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each line of a block that shows the summary of a bulletin is a line of it, in that order."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```text\n(.*?)```", readme, re.S)
    (block,) = [block for block in blocks if OUTPUTS[name] in block]
    assert main(["extract", "--format", "text", str(ROOT / "corpora" / "bulletins" / name)]) == 0
    printed = iter(capsys.readouterr().out.splitlines())
    for line in block.splitlines():
        if line.strip() not in ("…", ""):
            assert any(line == other for other in printed), line
