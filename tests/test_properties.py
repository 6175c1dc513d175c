"""Whatever the input: a record whose spans hold, or a typed error; and no input costs more than linear time."""

from __future__ import annotations

import json
import runpy
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govtext
from govtext.export.json import to_json

from .test_corpora import wrong_spans

PIECES = [
    "国办发〔2012〕41号",
    "穗府办",
    "〔",
    "〕",
    "《关于印发",
    "》",
    "（",
    "）",
    "一、",
    "(二)",
    "1.",
    "第三条",
    "一是",
    "：",
    "。",
    "，",
    "\n",
    "\r\n",
    "\u3000\u3000",
    " ",
    "2012年8月30日",
    "二〇一二年",
    "号",
    "附件：",
    "抄送：",
    "印发",
    "市人民政府",
    "办公室",
    "关于工作的通知",
    "索引号：",
    "標題：",
    "檔案",
    "入口網站",
    "民國101年",
    "\u200b",
    "\x00",
    "字第10600299220號",
    "各区、县级市人民政府",
    "（此件公开发布）",
    "•",
    "财政部公告2015年第3号",
    "\x0c",
    "\t",
    "國務院",
    "P.Mso {a: b}",
    "以下简称",
    "𠮷",
    "⼀",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_hold_on_any_text(text: str) -> None:
    try:
        bulletin = govtext.extract_text(text)
    except govtext.GovtextError:
        assert not text.strip()
        return
    data = json.loads(to_json(bulletin).encode("utf-8", "surrogatepass"))
    assert data["text"] == text
    assert list(wrong_spans(data, text)) == []
    for section in data["sections"]:
        assert 0 <= section["span"][0] <= section["span"][1] <= len(text)


@given(
    st.binary(max_size=400)
    | st.sampled_from(
        [b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    ).flatmap(lambda head: st.binary(max_size=200).map(head.__add__))
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_record_or_a_typed_error(data: bytes) -> None:
    try:
        bulletin = govtext.extract(data)
    except govtext.GovtextError as error:
        assert str(error)
    else:
        assert bulletin.source.sha256


BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "adversarial.py"
HOSTILE = runpy.run_path(str(BENCHMARK))
FAMILIES: dict[str, str] = HOSTILE["FAMILIES"]
HEADED = (
    "digits",
    "brackets",
    "marks of scale",
    "han",
    "organs",
    "lists of names",
    "colons",
    "leads",
    "clauses of orders",
    "roles",
)
CASES = [(HOSTILE["HEADS"][0], family) for family in FAMILIES]
CASES += [(head, family) for head in HOSTILE["HEADS"][1:] for family in HEADED]


@pytest.mark.parametrize(("head", "family"), CASES)
def test_time_is_linear(head: str, family: str) -> None:
    """Eight times the text costs well below the 64 times of a quadratic rule (a ratio, as machines are noisy)."""
    piece = FAMILIES[family]

    def cost(size: int) -> float:
        text = head + piece * (size // len(piece))
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            govtext.extract_text(text)
            best = min(best, time.process_time() - start)
        return best

    cost(1_000)
    small, large = cost(12_500), cost(100_000)
    assert large < 24 * max(small, 0.004)
