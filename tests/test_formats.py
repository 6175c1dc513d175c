"""The same five bulletins as html, pdf and docx say what their text says."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from . import scoring

ROOT = Path(__file__).parent.parent
FLOORS = {
    ".html": {"elements": 1.0, "document_numbers": 1.0, "sections": 0.977},
    ".pdf": {"elements": 1.0, "document_numbers": 1.0, "sections": 0.977},
    ".docx": {"elements": 1.0, "document_numbers": 1.0, "sections": 0.977},
}
"""F1 against the gold of the text; floors only rise."""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    spec = importlib.util.spec_from_file_location("make_formats", ROOT / "corpora" / "make_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["make_formats"] = module
    spec.loader.exec_module(module)
    return list(module.make_formats(tmp_path_factory.mktemp("formats")))


def _pairs(paths: list[Path], suffix: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    pairs = []
    for path in paths:
        if path.suffix == suffix:
            gold = ROOT / "corpora" / "bulletins" / f"{path.stem}.gold.json"
            pairs.append((json.loads(gold.read_text("utf-8")), scoring.record_of(path)))
    return pairs


@pytest.mark.parametrize(("suffix", "facet"), [(s, f) for s, floors in FLOORS.items() for f in floors])
def test_a_format_says_what_the_text_says(rendered: list[Path], suffix: str, facet: str) -> None:
    pairs = _pairs(rendered, suffix)
    assert len(pairs) == 5
    value, differences = scoring.f1(pairs, facet)
    assert value >= FLOORS[suffix][facet], f"{suffix} {facet} {value:.4f}\n" + "\n".join(differences)


def test_pages_of_a_pdf_have_their_spans(rendered: list[Path]) -> None:
    for path in rendered:
        if path.suffix == ".pdf":
            data = scoring.record_of(path)
            assert data["pages"]
            assert all(0 <= start <= end <= len(data["text"]) for start, end in data["pages"])
