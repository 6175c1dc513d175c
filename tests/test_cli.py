"""The command as a clerk uses it: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from govtext.cli import main
from govtext.pipeline import Pipeline

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


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "govtext.cli", *arguments], capture_output=True, text=True, check=False, **options
    )


def test_a_failure_leaves_an_older_output_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out.json"
    target.write_text("older")
    for form in ("json", "jsonl", "text"):
        assert main(["extract", "--format", form, str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(target)]) == 1
        assert "left as it was" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert target.read_text() == "older"


def test_an_output_keeps_its_rights_and_a_link_stays_one(notice: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.json", tmp_path / "link.json"
    target.write_text("older")
    target.chmod(0o640)
    link.symlink_to(target)
    assert main(["extract", str(notice), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))["source"]
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_never_replaced(notice: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert main(["extract", str(notice), "-o", str(pipe)]) == 0
        assert json.loads(reader.communicate()[0])["source"]
    assert pipe.is_fifo()


def test_where_nothing_can_be_written(
    notice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, words in (("", "path is empty"), (str(tmp_path), "is a folder"), (f"{notice}/a", "cannot write there")):
        assert main(["extract", str(notice), "-o", place]) == 1
        assert words in capsys.readouterr().err
    target = tmp_path / "out.json"
    target.write_text("protected")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert main(["extract", str(notice), "-o", str(target)]) == 1
    assert target.read_text() == "protected"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["schema"], ["extract"], ["convert", "--to", "taiwan"]])
def test_a_full_standard_output_is_an_error_that_says_so(notice: Path, command: list[str]) -> None:
    arguments = command if command == ["schema"] else [*command, str(notice)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "govtext.cli", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"govtext: standard output" in done.stderr


def test_no_standard_output_at_all(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = f'"{sys.executable}" -m govtext.cli extract "{notice}" >&-'
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False, text=True)
    assert done.returncode == 1
    assert done.stderr == "govtext: there is no standard output; name a file with -o\n"


def test_odd_file_names(tmp_path: Path) -> None:
    names = [os.fsdecode(b"\xb9\xe6.txt"), "两\n行.txt"]
    try:
        for name in names:
            (tmp_path / name).write_text(TEXT, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    done = run("extract", "--format", "jsonl", "--no-text", *names, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()] == ["\\udcb9\\udce6.txt", names[1]]


def test_fields_are_chosen_of_json_only(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--only", ""], ["--only", ","], ["--only", "elements", "--format", "text"]):
        assert main(["extract", str(notice), *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "--only" in err


def test_messages_name_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_bytes(b"\xff\xfea")
    Path("b").mkdir()
    Path("b", "e.txt").touch()
    for command in (["extract"], ["convert", "--to", "taiwan"]):
        assert main([*command, "a"]) == 1
        assert capsys.readouterr().err.startswith("govtext: a: the text is truncated")
        assert main([*command, "b/e.txt"]) == 1
        assert capsys.readouterr().err.startswith("govtext: b/e.txt: ")
        assert main([*command, "b"]) == 1
        assert capsys.readouterr().err.startswith("govtext: b is a folder")


def test_a_scan_that_nobody_read_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    monkeypatch.setattr("govtext.read.scan.available", lambda: False)
    path = tmp_path / "scan.pdf"
    board = canvas.Canvas(str(path))
    board.rect(50, 50, 400, 600, fill=1)
    board.showPage()
    board.save()
    assert main(["extract", str(path)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["warnings"][0]["code"] == "needs_ocr"
    assert f"{path}: page 1 has no text" in err
    assert main(["convert", "--to", "taiwan", str(path)]) == 1
    assert f"{path}: page 1 has no text" in capsys.readouterr().err


def test_a_record_never_takes_the_place_of_its_source(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = notice.with_name("link.txt")
    link.symlink_to(notice)
    for output in (notice, link):
        assert main(["extract", str(notice), "-o", str(output)]) == 2
        assert "one of the inputs" in capsys.readouterr().err
    assert notice.read_text("utf-8") == TEXT


def test_a_summary_does_not_command_the_terminal() -> None:
    from govtext.export.summary import summary

    text = "临河县\x1b[31m人民政府关于防汛工作的通知\n临政发〔2020〕15号\n\u009b2J一、总则\n请做好防汛工作。\n"
    shown = summary(Pipeline(facts={}).extract_text(text, name="a\x1b]0;b.txt"))
    assert "临政发〔2020〕15号" in shown
    assert not any(char < " " or "\x7f" <= char < "\xa0" for char in shown.replace("\n", ""))


WRONG = TEXT.replace(
    "请做好防汛工作。", "全县受理320件，其中来信190件、来访150件；发现隐患58处，已整改29处，整改率50%。"
)


def test_check_prints_what_does_not_add_up(tmp_path: Path, capsys: pytest.CaptureFixture[str], notice: Path) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text(WRONG, "utf-8")
    assert main(["check", str(notice), str(wrong)]) == 3
    out, err = capsys.readouterr()
    first, second, failure = out.splitlines()
    assert first == f"{notice}: 没有可核对的数字 / nothing to check"
    assert "1 of 2 checks pass" in second
    assert all(word in failure for word in ("fail", "320", "340"))
    assert err == ""
    assert main(["check", str(notice)]) == 0


def test_check_shows_all_and_lines_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text(WRONG, "utf-8")
    assert main(["check", "--all", str(wrong)]) == 3
    verdicts = [line.split()[1] for line in capsys.readouterr().out.splitlines()[1:]]
    assert verdicts == ["fail:", "pass:"]
    assert main(["check", "--format", "jsonl", str(wrong)]) == 3
    (line,) = capsys.readouterr().out.splitlines()
    row = json.loads(line)
    assert (row["file"], row["kind"], row["verdict"], row["left"], row["right"]) == (
        str(wrong),
        "sum",
        "fail",
        320,
        340,
    )


def test_check_of_an_unreadable_file_says_so_and_goes_on(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(notice.parent / "fehlt.txt"), str(notice)]) == 1
    out, err = capsys.readouterr()
    assert "fehlt.txt" in err
    assert str(notice) in out
