"""The container of a DOCX file and its XML, opened with distrust.

Sizes are counted while inflating, entries and depth are limited, and XML with a document type declaration is refused,
so that no entity is ever expanded.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Final, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from govtext.errors import FormatError
from govtext.read import limits

_MEBIBYTE: Final = 1024 * 1024
_CHUNK: Final = 256 * 1024
_DECLARATION: Final = re.compile(rb"\s{0,64}<\?xml[^>]{0,512}\?>")
_ENCODING: Final = re.compile(rb"""encoding\s{0,8}=\s{0,8}["']([\w.-]{1,40})["']""")


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a ZIP container after a look at how many entries it claims to have."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise FormatError(f"{name} is a truncated container (its directory is missing); fetch the file again")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    start = 0 if size == 0xFFFFFFFF else max(0, end - size - 64)
    limits.check(data.count(b"PK\x01\x02", start, end), limits.MAX_ENTRIES, f"{name}: entries", "MAX_ENTRIES")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError) as error:
        raise FormatError(f"{name} is a damaged container ({error}); fetch the file again") from error


class Package:
    """The parts of a DOCX container, inflated one by one under the limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._zip = open_zip(data, name)
        self._entries = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}
        limits.check(len(self._entries), limits.MAX_ENTRIES, f"{name}: entries", "MAX_ENTRIES")
        self._unpacked = 0
        main = self._targets("_rels/.rels").get("officeDocument", "word/document.xml")
        self._main = main if main in self._entries else "word/document.xml"
        if self._main not in self._entries:
            raise FormatError(f"{name} has no word/document.xml, so it is no Word document; save it again as .docx")

    @cached_property
    def _related(self) -> dict[str, str]:
        folder, _, file = self._main.rpartition("/")
        return self._targets(f"{folder}/_rels/{file}.rels", folder)

    @property
    def has_pictures(self) -> bool:
        """Whether the container holds images."""
        return any("/media/" in entry for entry in self._entries)

    def _targets(self, path: str, folder: str = "") -> dict[str, str]:
        """Type (the last word of its address) to part path, of one relationship file."""
        if path not in self._entries:
            return {}
        targets: dict[str, str] = {}
        for element in parse(self._inflate(path), f"{self.name}: {path}"):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                targets.setdefault(element.get("Type", "").rpartition("/")[2], _resolve(full))
        return targets

    def part(self, kind: str) -> Element | None:
        """The parsed part of a kind ("styles", "numbering"), or None."""
        folder = self._main.rpartition("/")[0]
        path = self._related.get(kind, f"{folder}/{kind}.xml".lstrip("/"))
        if path not in self._entries:
            return None
        return parse(self._inflate(path), f"{self.name}: {path}")

    def body(self) -> Iterator[Element]:
        """The blocks of the main document, each dropped after use so that memory does not grow with length."""
        where = f"{self.name}: {self._main}"
        found = False
        stack: list[Element] = []
        for event, element in _events(self._inflate(self._main), where):
            if event == "start":
                stack.append(element)
                found = found or local(element) == "body"
                continue
            stack.pop()
            if stack and local(stack[-1]) == "body" and len(stack) == 2:
                yield element
                stack[-1].clear()
        if not found:
            raise FormatError(f"{where} has no body, so it is no Word document; save it again as .docx")

    def _inflate(self, path: str) -> bytes:
        info = self._entries[path]
        where = f"{self.name}: {path}"
        if info.flag_bits & 1:
            raise FormatError(f"{where} is encrypted; remove the password and try again")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FormatError(f"{where} is packed in a way that DOCX does not use; save it again as .docx")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    limits.check(self._unpacked, limits.MAX_UNPACKED_BYTES, f"{where}: bytes", "MAX_UNPACKED_BYTES")
                    if size > _MEBIBYTE:
                        ratio = size // max(info.compress_size, 1)
                        limits.check(ratio, limits.MAX_UNPACK_RATIO, f"{where}: times unpacked", "MAX_UNPACK_RATIO")
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise FormatError(f"{where} is damaged ({error}); fetch the file again") from error
        return b"".join(chunks)


def _resolve(path: str) -> str:
    """A part path without `.` and `..`."""
    kept: list[str] = []
    for piece in path.split("/"):
        if piece == "..":
            kept[-1:] = []
        elif piece not in ("", "."):
            kept.append(piece)
    return "/".join(kept)


def local(element: Element) -> str:
    """Name of an element without its namespace: transitional, strict and drawing dialects read alike."""
    return _local_name(element.tag)


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Value of an attribute by its local name."""
    if element is not None:
        for key, value in element.items():
            if _local_name(key) == name:
                return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """First descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        for item in element:
            if _local_name(item.tag) == name:
                element = item
                break
        else:
            return None
    return element


def parse(xml: bytes, where: str) -> Element:
    """Parse a whole part."""
    root: Element | None = None
    for _, element in _events(xml, where):
        root = element if root is None else root
    if root is None:
        raise FormatError(f"{where} is empty; fetch the file again")
    return root


def _events(xml: bytes, where: str) -> Iterator[tuple[str, Element]]:
    """Start and end of each element, under the limit of depth and without document types."""
    utf8 = _as_utf8(xml, where)
    if b"<!DOCTYPE" in utf8 or b"<!ENTITY" in utf8:
        raise FormatError(f"{where} declares a document type, which Word never writes; save it again as .docx")
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth = 0
    try:
        for at in range(0, len(utf8) + 1, _CHUNK):
            parser.feed(utf8[at : at + _CHUNK])
            for event, element in _read(parser):
                depth += 1 if event == "start" else -1
                if depth > limits.MAX_NESTING:
                    limits.check(depth, limits.MAX_NESTING, f"{where}: depth of elements", "MAX_NESTING")
                yield event, element
        parser.close()
        yield from _read(parser)
    except ParseError as error:
        raise FormatError(f"{where} is damaged XML ({error}); save it again as .docx") from error


def _read(parser: XMLPullParser[Element]) -> Iterator[tuple[str, Element]]:
    for event in parser.read_events():
        kind, element = cast(tuple[str, Element], event)
        yield kind, element


def _as_utf8(xml: bytes, where: str) -> bytes:
    """The XML as UTF-8 without a declaration: a codec of the file's choosing could hide a document type."""
    encoding = "utf-8"
    if xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif xml.startswith((b"<\0", b"\0<")):
        encoding = "utf-16-le" if xml.startswith(b"<") else "utf-16-be"
    if encoding != "utf-8":
        try:
            xml = xml.decode(encoding).encode()
        except UnicodeError as error:
            raise FormatError(f"{where} is damaged XML ({error}); save it again as .docx") from error
    xml = xml.removeprefix(codecs.BOM_UTF8)
    declaration = _DECLARATION.match(xml)
    if declaration is None:
        return xml
    stated = _ENCODING.search(declaration[0])
    if stated and stated[1].lower() not in (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"):
        raise FormatError(f"{where} is in an encoding that Word does not write; save it again as .docx")
    return xml[declaration.end() :]
