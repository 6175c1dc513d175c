"""The command as a clerk uses it: output, messages, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from govtext.cli import main

TEXT = "临河县人民政府关于防汛工作的通知\n临政发〔2020〕15号\n各乡镇人民政府:\n请做好防汛工作。\n临河县人民政府\n2020年6月1日\n"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_json_on_standard_output(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(notice)]) == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert record["elements"]["document_number"]["value"] == "临政发〔2020〕15号"
    assert list(record)[:4] == ["schema_version", "source", "pages", "profile"]
    assert err == ""


def test_several_files_make_a_list_or_lines(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(notice), str(notice)]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert main(["extract", "--format", "jsonl", "--no-text", str(notice), str(notice)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["text"] for line in lines] == [None, None]


def test_only_keeps_the_named_fields(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--only", "elements,sections", str(notice)]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"schema_version", "source", "elements", "sections"}


def test_an_unknown_field_is_a_usage_error(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--only", "grade", str(notice)]) == 2
    assert "grades" in capsys.readouterr().err


def test_text_is_a_summary(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--format", "text", str(notice)]) == 0
    out = capsys.readouterr().out
    assert "临政发〔2020〕15号" in out
    assert "2020-06-01" in out


def test_a_missing_file_fails_and_the_others_are_done(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "none.txt"), str(notice)]) == 1
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1
    assert "none.txt" in err
    assert "Traceback" not in err


def test_output_is_whole_or_not_at_all(notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.json"
    assert main(["extract", str(notice), "-o", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["source"]["name"].endswith("通知.txt")
    assert main(["extract", str(notice), "-o", str(tmp_path / "no" / "out.json")]) == 1
    assert "choose another place" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "通知.txt"]


def test_convert_round_trip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("政府信息公开工作报告", "utf-8")
    assert main(["convert", "--to", "traditional", str(path)]) == 0
    traditional = capsys.readouterr().out
    assert traditional == "政府信息公開工作報告"
    path.write_text(traditional, "utf-8")
    assert main(["convert", "--to", "simplified", str(path)]) == 0
    assert capsys.readouterr().out == "政府信息公开工作报告"


def test_standard_input_and_a_closed_pipe(notice: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "govtext.cli", "extract", "-"], input=TEXT.encode(), capture_output=True, check=False
    )
    assert run.returncode == 0
    assert json.loads(run.stdout)["source"]["name"] == "-"


def test_start_does_not_pay_for_what_it_does_not_use(notice: Path) -> None:
    code = (
        "import sys; from govtext.cli import main; main(['extract', '-o', sys.argv[2], sys.argv[1]]);"
        "print([m for m in ('spacy','sklearn','jieba','pdfplumber','pypdfium2','pandas','numpy','selectolax','opencc','lxml') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(notice), str(notice.with_name("o.json"))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "govtext record"


@pytest.mark.parametrize("arguments", [["extract"], ["convert", "a"], ["nothing"], ["extract", "--format", "xml", "a"]])
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
