"""The public functions as a researcher calls them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import govtext
from govtext.errors import InputError
from govtext.export.json import schema_json
from govtext.facts import FACTS

NOTICE = """青禾市人民政府办公室关于2021年秸秆禁烧检查情况的通报
青政办〔2021〕62号
各县、区人民政府,市政府各部门:
根据《青禾市秸秆禁烧管理办法》(青政〔2018〕7号)第九条第二款,现将检查情况通报如下。
一、总体情况
共检查乡镇31个。
二、存在问题
巡查记录不全。
附件:检查情况汇总表
青禾市人民政府办公室
2021年11月3日
"""


def test_a_text_gives_its_record() -> None:
    bulletin = govtext.extract_text(NOTICE)
    elements = bulletin.elements
    assert elements.title is not None
    assert elements.title.value == "青禾市人民政府办公室关于2021年秸秆禁烧检查情况的通报"
    assert elements.document_type is not None
    assert elements.document_type.value == "通报"
    assert elements.document_number is not None
    assert elements.document_number.value == "青政办〔2021〕62号"
    assert [a.value for a in elements.addressees] == ["各县、区人民政府", "市政府各部门"]
    assert [i.value for i in elements.issuers] == ["青禾市人民政府办公室"]
    assert elements.date_of_issue is not None
    assert elements.date_of_issue.value == "2021-11-03"
    assert [a.value for a in elements.attachments] == ["检查情况汇总表"]
    assert [(s.label, s.heading) for s in bulletin.sections] == [("一、", "总体情况"), ("二、", "存在问题")]
    cited = bulletin.document_numbers[1]
    assert (cited.role, cited.title, cited.relation) == ("citation", "青禾市秸秆禁烧管理办法", "basis")
    assert bulletin.citations[0].article == "第九条第二款"
    assert bulletin.citations[0].number == cited.id


def test_unfilled_facts_are_empty_lists() -> None:
    bulletin = govtext.extract_text("青禾市人民政府办公室\n2021年11月3日\n")
    for name in ("grades", "grade_counts", "grade_scale", "rankings", "problems", "tasks", "checks"):
        assert getattr(bulletin, name) == ()


def test_paths_bytes_and_files_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    records = [
        govtext.extract(path),
        govtext.extract(str(path)),
        govtext.extract(path.read_bytes()),
        govtext.extract(io.BytesIO(path.read_bytes())),
    ]
    assert {record.source.encoding for record in records} == {"gb18030"}
    assert len({record.source.sha256 for record in records}) == 1
    assert all(record.elements == records[0].elements for record in records)


def test_line_ends_keep_their_offsets() -> None:
    plain, crlf = govtext.extract_text(NOTICE), govtext.extract_text(NOTICE.replace("\n", "\r\n"))
    assert plain.elements.title is not None
    assert crlf.elements.title is not None
    assert crlf.text == NOTICE.replace("\n", "\r\n")
    assert [e.value for e in crlf.elements.issuers] == [e.value for e in plain.elements.issuers]
    issuer = crlf.elements.issuers[0]
    assert crlf.text[issuer.span.start : issuer.span.end] == "青禾市人民政府办公室"


def test_many_keeps_order_and_reports_errors(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(NOTICE, "utf-8")
    results = list(govtext.extract_many([good, tmp_path / "none.txt", good]))
    assert [isinstance(result, govtext.GovtextError) for _, result in results] == [False, True, False]


def test_facts_can_be_left_out_and_added() -> None:
    assert govtext.Pipeline(facts={}).extract_text(NOTICE).document_numbers == ()
    seen = []
    govtext.Pipeline(
        facts={**FACTS, "mine": lambda document, mentions: seen.append(len(mentions.numbers)) or {}}
    ).extract_text(NOTICE)
    assert seen == [2]


def test_text_can_be_left_out() -> None:
    assert govtext.Pipeline(keep_text=False).extract_text(NOTICE).text is None


def test_blank_text_is_an_error_that_says_so() -> None:
    with pytest.raises(InputError, match="empty"):
        govtext.extract_text(" \n\u3000")


def test_the_same_bytes_give_the_same_record() -> None:
    assert govtext.extract_text(NOTICE) == govtext.extract_text(NOTICE)


def test_the_committed_schema_is_the_one_of_the_types(root: Path) -> None:
    assert (root / "docs" / "schema.json").read_text("utf-8") == schema_json(), "run: govtext schema > docs/schema.json"
