"""Bytes to `Source`: opens an input, tells what it is by its content, and hands it to the reader of its format."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from govtext.errors import DecodeError, FormatError, InputError
from govtext.read import limits
from govtext.source import Source

__all__ = ["read", "sniff"]

_CHUNK: Final = 1024 * 1024
_HEAD: Final = 4096
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BLANK_BYTES: Final = b" \t\r\n\v\f\0\xef\xbb\xbf\xfe\xff"
_BINARY_NAMES: Final = frozenset((".pdf", ".docx", ".docm", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp"))

_IMAGES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_REFUSED: Final = (
    (b"{\\rtf", "an RTF file; save it as .docx"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"BZh91AY&SY", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"),
    (b"%!PS", "a PostScript file; save it as PDF"),
    (b"\x7fELF", "a program, not a document"),
)
_OFFICE_XML: Final = (b"<?mso-application", b"schemas.microsoft.com/office/word/2003/wordml", b"<pkg:package")


def read(
    source: str | os.PathLike[str] | bytes | bytearray | BinaryIO,
    *,
    name: str | None = None,
) -> Source:
    """Read one input of any format.

    Args:
        source: a path, "-" for standard input, the bytes themselves, or a file opened in binary mode.
        name: what to call the input in the result; by default the file's name, or "-".

    Raises:
        InputError: nothing to read: no such file, a folder, no permission, empty.
        DecodeError: text whose encoding cannot be decided.
        FormatError: a format that is not read, or a damaged file.
        LimitError: larger than `govtext.read.limits` allows.

    >>> read("关于表彰先进单位的通报".encode("gbk"), name="a.txt").encoding
    'gb18030'
    """
    data, found = _load(source)
    name = _printable(found if name is None else str(name))
    if not data:
        raise InputError(f"{name} is empty (no bytes); check that the right file was given")
    media_type = sniff(data, name)
    if media_type == _DOCX:
        from govtext.read.docx import read_docx

        return read_docx(data, name)
    if media_type == "application/pdf":
        from govtext.read.pdf import read_pdf

        return read_pdf(data, name)
    if media_type == "text/html":
        from govtext.read.html import read_html

        return read_html(data, name)
    if media_type.startswith("image/"):
        from govtext.read.scan import read_image

        return read_image(data, name)
    from govtext.read.plain import read_plain

    return read_plain(data, name)


# --- opening ---------------------------------------------------------------------------------------------------------


def _load(source: object) -> tuple[bytes, str]:
    """Bytes of an input and the name that it has of itself."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        _check_size(len(source), "-")
        return bytes(source), "-"
    if isinstance(source, str) and source == "-":
        if sys.stdin is None:
            raise InputError("there is no standard input; give a path")
        return _drain(getattr(sys.stdin, "buffer", sys.stdin), "-"), "-"
    if isinstance(source, (str, os.PathLike)):
        return _load_path(os.fspath(source))
    if hasattr(source, "read"):
        name = getattr(source, "name", None)
        name = PurePath(name).name if isinstance(name, str) and name else "-"
        return _drain(source, name), name
    raise InputError(f"cannot read from {type(source).__name__}; give a path, bytes, or a file opened with 'rb'")


def _load_path(path: str | bytes) -> tuple[bytes, str]:
    shown = _printable(os.fsdecode(path))
    if not shown:
        raise InputError("the path is empty; give the path of a file")
    name = PurePath(shown).name or shown
    try:
        with open(path, "rb") as stream:
            _check_size(os.fstat(stream.fileno()).st_size, name)
            return _drain(stream, name), name
    except FileNotFoundError as error:
        raise _no_path() if "\n" in shown else InputError(f"{shown}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{shown} is a folder; give one of its files") from error
    except PermissionError as error:
        if os.path.isdir(path):  # how some systems answer for a folder
            raise InputError(f"{shown} is a folder; give one of its files") from error
        raise InputError(f"{shown}: no permission to read; change its access rights") from error
    except (OSError, ValueError) as error:
        if len(shown) > 200 or "\n" in shown or "\0" in shown:
            raise _no_path() from error
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{shown} cannot be opened ({reason}); check the path") from error


def _no_path() -> InputError:
    return InputError("this is no path; to read text itself, give its bytes: text.encode()")


def _printable(name: str) -> str:
    """A name that can go into records and messages: bytes of a file's name that are no UTF-8 are escaped."""
    return name.encode("utf-8", "backslashreplace").decode()


def _drain(stream: Any, name: str) -> bytes:
    """All bytes of an open file, stopping where there are too many."""
    advice = f"{name} is open in text mode; open it with 'rb', so that its encoding can be told"
    if isinstance(stream, io.TextIOBase):
        raise InputError(advice)
    chunks: list[bytes] = []
    size = 0
    try:
        while chunk := stream.read(_CHUNK):
            if not isinstance(chunk, (bytes, bytearray, memoryview)):
                raise InputError(advice)
            size += len(chunk)
            _check_size(size, name)
            chunks.append(bytes(chunk))
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read ({error}); open it again") from error
    return b"".join(chunks)


def _check_size(size: int, name: str) -> None:
    limits.check(size, limits.MAX_INPUT_BYTES, f"{name}: bytes", "MAX_INPUT_BYTES")


# --- telling formats apart -------------------------------------------------------------------------------------------


def sniff(data: bytes, name: str = "-") -> str:
    """Media type of an input: by its content first; the name only decides what the content leaves open.

    Raises:
        InputError: nothing but blanks.
        FormatError: a known format that is not read, or bytes that are neither text nor any known format.
    """
    if len(data) < limits.LONG_HEAD and not data.strip(_BLANK_BYTES):
        raise InputError(f"{name} is empty (nothing but blanks); check that the right file was given")
    binary = _sniff_binary(data, name)
    if binary:
        return binary
    suffix = PurePath(name).suffix.lower()
    _refuse_junk(data, name, suffix)
    head = data[: limits.LONG_HEAD]
    if b"<" in head:  # most texts need not pay for the patterns of HTML
        from govtext.read.pages import is_html

        return "text/html" if is_html(head, suffix) else "text/plain"
    return "text/plain"


def _sniff_binary(data: bytes, name: str) -> str | None:
    """Media type by the marks that formats begin with."""
    for mark, media_type in _IMAGES:
        if data.startswith(mark):
            return media_type
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    start = data[:_HEAD].lstrip(_BLANK_BYTES)
    for mark, what in _REFUSED:
        if data.startswith(mark) or (mark.isascii() and start.startswith(mark)):
            raise FormatError(f"{name} is {what}")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise FormatError(f"{name} is {_ole_kind(data)}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(data, name)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        raise FormatError(f"{name} is a WebP image; save it as PNG")
    if data[257:262] == b"ustar":
        raise FormatError(f"{name} is a tar archive; unpack it first")
    if start.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b" obj" in data):  # a text may speak of PDF
        return "application/pdf"
    head = data[:_HEAD]
    if start.startswith(b"<?xml") and any(mark in head for mark in _OFFICE_XML):
        raise FormatError(f"{name} is an XML file of an office program; save it as .docx")
    if re.match(rb"(?:MIME-Version|From|Content-Type):[^\n]{1,200}\n", head) and b"multipart/" in head:
        raise FormatError(f"{name} is a web archive or a mail (MHTML); save the page as HTML")
    return None


def _ole_kind(data: bytes) -> str:
    """What a file of the old binary office container is, by the names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted; remove the password in the office program and save it as .docx"
    if "Workbook".encode("utf-16-le") in data:
        return "an old binary spreadsheet (.xls); save the bulletin itself as .docx or PDF"
    if "PowerPoint Document".encode("utf-16-le") in data:
        return "an old binary presentation (.ppt); save it as PDF"
    return "an old binary document (.doc or .wps); save it as .docx"


def _sniff_zip(data: bytes, name: str) -> str:
    """DOCX, or what else the container seems to be."""
    from govtext.read.ooxml import open_zip

    with open_zip(data, name) as container:
        entries = {entry.replace("\\", "/").lstrip("/") for entry in container.namelist()}
        if any(re.fullmatch(r"word/document\d{0,3}\.xml", entry) for entry in entries):
            return _DOCX
    # Container formats but Word's state their type in a first entry, stored as it is.
    kind = data[38:120] if data[30:38] == b"mimetype" else b""
    folders = {entry.partition("/")[0] for entry in entries if "/" in entry}
    if b"opendocument" in kind or {"content.xml", "META-INF/manifest.xml"} <= entries:
        what = "an OpenDocument file (.odt, .ods); save it as .docx"
    elif b"epub" in kind:
        what = "an e-book (.epub); save the bulletin as HTML or PDF"
    elif "xl" in folders:
        what = "a spreadsheet (.xlsx); save the bulletin itself as .docx or PDF"
    elif "ppt" in folders:
        what = "a presentation (.pptx); save it as PDF"
    elif "OFD.xml" in entries:
        what = "an OFD file; save it as PDF"
    elif "[Content_Types].xml" in entries:
        what = "an office container without word/document.xml; save it again as .docx"
    else:
        what = "a plain ZIP archive; unpack it first"
    raise FormatError(f"{name} is {what}")


def _refuse_junk(data: bytes, name: str, suffix: str) -> None:
    """Refuse bytes that are no text: many control characters, or a binary format's name on bytes without encoding."""
    from govtext.read.plain import count_controls, decode

    head = data[:_HEAD]
    suspicious = count_controls(head) * 50 > len(head)
    if not suspicious and suffix not in _BINARY_NAMES:
        return
    refusal = f"{name} is binary data, neither text nor a format that is read"
    if suffix in _BINARY_NAMES:
        refusal = f"{name} is called {suffix} but holds no such data: truncated or mislabelled; fetch it again"
    try:
        text, _ = decode(data)
    except DecodeError as error:
        raise FormatError(refusal) from error
    if count_controls(text[:_HEAD]) * 50 > len(text[:_HEAD]):
        raise FormatError(refusal)
