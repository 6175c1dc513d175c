"""Opening inputs and telling formats apart."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from govtext.errors import FormatError, InputError, LimitError
from govtext.read import limits, read, sniff

TEXT = "关于全市政务公开考评情况的通报"


def zipped(*names: str, first: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        if first:
            container.writestr("mimetype", first)
        for name in names:
            container.writestr(name, "x")
    return buffer.getvalue()


# --- ways to give an input -------------------------------------------------------------------------------------------


def test_a_path_bytes_and_a_file_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    path.write_bytes(TEXT.encode("gbk"))
    with path.open("rb") as stream:
        sources = [read(path), read(str(path)), read(stream), read(path.read_bytes(), name="通报.txt")]
    assert len({(source.text, source.name, source.encoding, source.sha256) for source in sources}) == 1
    assert (sources[0].text, sources[0].name) == (TEXT, "通报.txt")
    assert read(bytearray(path.read_bytes()), name="b").name == "b"
    assert read(path, name="b").name == "b"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    source = read("-")
    assert (source.text, source.name) == (TEXT, "-")


@pytest.mark.parametrize("stream", [io.StringIO(TEXT), io.TextIOWrapper(io.BytesIO(TEXT.encode()))])
def test_text_mode_is_refused_with_advice(stream: object) -> None:
    with pytest.raises(InputError, match="'rb'"):
        read(stream)  # type: ignore[arg-type]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)
    for odd in ("", "a\0b", "\ud800", "通报\n正文", "长" * 5000, "长" * 400):
        with pytest.raises(InputError):
            read(odd)
    for odd in (None, 5, ["a"]):
        with pytest.raises(InputError, match="path"):
            read(odd)  # type: ignore[arg-type]
    closed = io.BytesIO(b"x")
    closed.close()
    with pytest.raises(InputError):
        read(closed)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        read(path)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe\n\0", "\u3000\u3000".encode("utf-8-sig")]
)
def test_nothing_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


def test_too_much_is_a_limit_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_INPUT_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    for source in (path, path.read_bytes(), io.BytesIO(b"x" * 11)):
        with pytest.raises(LimitError, match="MAX_INPUT_BYTES"):
            read(source)


# --- telling formats apart -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>正文</body></html>",
        "\r\n\r\n <HTML><head></head></HTML>",
        "<!-- 模板 --><!-- 二 -->\n<html>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html>',
        '<div class="content">正文</div>',
        '<p style="text-indent:2em">正文',
        "<table><tr><td>单位</td></tr></table>",
        '<meta name="ArticleTitle" content="通报">',
        "<p>第一段<br>第二段",
        '<%@ page language="java" %>\n<html><body>正文</body></html>',
        "推荐阅读\n<!DOCTYPE html>\n<html><body>正文</body></html>",
    ],
)
def test_pages_and_pieces_of_pages(page: str, encoding: str) -> None:
    assert sniff(page.encode(encoding), "a.txt") == "text/html"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("增长率 < 5% 的有3家，> 5% 的有4家", "a.txt"),
        ("<通报>全文如下", "a.txt"),
        ("<关于推进政务公开的意见>已经印发", "a.html"),
        ("正文中提到 <div> 标签", "a.txt"),
        ("# 标题\n\n正文 <br> 正文", "a.md"),
        ('<div align="center">标题</div>\n\n正文', "README.md"),
        (TEXT, "a.pdf"),
        (TEXT, "a.docx"),
        (TEXT, "a.html"),
        ("<p", "a.txt"),
        ("PK", "a.txt"),
        ("BM", "a.txt"),
        ("这类文件以%PDF-1.4开头", "a.txt"),
    ],
)
def test_text_stays_text(text: str, name: str) -> None:
    assert sniff(text.encode(), name) == "text/plain"


def test_the_name_decides_what_the_content_leaves_open() -> None:
    page = "一、考评结果<br/>优秀3家".encode()
    assert sniff(page, "a.html") == "text/html"
    assert sniff(page, "a.txt") == "text/plain"


def test_content_wins_over_the_name() -> None:
    assert sniff(b"\r\n%PDF-1.4 \xff\xfe\0\0", "a.txt") == "application/pdf"
    assert sniff(zipped("[Content_Types].xml", "word/document.xml"), "a.doc").endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\xff\xd8\xff\xe0\0", "image/jpeg"),
        (b"II*\0\0", "image/tiff"),
        (b"MM\0*\0", "image/tiff"),
        (b"GIF89a\0", "image/gif"),
        (b"BM\x10\0\0\0\0\0\0\0\x36", "image/bmp"),
    ],
)
def test_images(data: bytes, media_type: str) -> None:
    assert sniff(data, "a.txt") == media_type


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (zipped("content.xml", first=b"application/vnd.oasis.opendocument.text"), "odt"),
        (zipped("content.xml", "META-INF/manifest.xml"), "odt"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("a.txt"), "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\0", "7z"),
        (b"PK\x03\x04" + bytes(100), "truncated"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "docx"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read(data, name="通报.docx")


def test_blanks_before_a_mark_hide_nothing() -> None:
    for start in (b"\xef\xbb\xbf", b"\r\n"):
        with pytest.raises(FormatError, match="RTF"):
            read(start + b"{\\rtf1\\ansi", name="a.doc")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt", "-"])
def test_binary_junk_is_refused(name: str) -> None:
    junk = bytes(range(256)) * 20
    with pytest.raises(FormatError, match="mislabelled" if name in ("a.pdf", "a.docx") else "binary"):
        read(junk, name=name)
    with pytest.raises(FormatError):
        read(bytes(5000) + b"\x01", name=name)


def test_a_stray_control_character_is_no_junk() -> None:
    text = TEXT * 20 + "\x07\0" + TEXT
    assert read(text.encode()).text == text


def test_hostile_heads_cost_no_time() -> None:
    for unit in (b"<?a?>", b"<!-- ", b"<", b"<p ", b"<!x>", b" <html", b"<%", b"\0<"):
        data = unit * (1_000_000 // len(unit))
        with suppress(FormatError):
            assert sniff(data, "a.html") in ("text/plain", "text/html")
