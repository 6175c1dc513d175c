"""What pdfminer (below pdfplumber) must not be given unmeasured.

It writes out each range of codes that a font states, however long: a file of one kilobyte may state a billion. Where only
the rulings of a page are wanted, its fonts are not looked at; where its characters are, a font is measured first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pdfminer.pdffont import PDFFont, PDFType1Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from govtext.read import limits

_RANGE: Final = re.compile(rb"<([0-9A-Fa-f\s]{2,24})>\s{0,16}<([0-9A-Fa-f\s]{2,24})>\s{0,16}(?:<|\[|\d)")


class _Mute(PDFType1Font):
    """A font that draws nothing."""

    def decode(self, bytes: bytes) -> Iterable[int]:
        return ()


class NoFonts(PDFResourceManager):
    """Resources of a page whose text is not wanted."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        return _Mute(self, {"BaseFont": "Helvetica"})


class MeasuredFonts(PDFResourceManager):
    """Resources of a page whose fonts are looked at before they are built.

    Raises:
        LimitError: when a font states more codes than `govtext.read.limits` allows.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        codes = sum(_widths(spec.get("W"), 3)) + sum(_widths(spec.get("W2"), 5)) + sum(_unicodes(spec.get("ToUnicode")))
        limits.check(codes, limits.MAX_FONT_CODES, "codes of a font", "MAX_FONT_CODES")
        return super().get_font(objid, spec)


def content_length(contents: Iterable[object]) -> int:
    """Bytes of instructions of a page, unpacked: pdfminer takes a second for half a million of them."""
    streams = (resolve1(entry) for entry in contents)
    return sum(len(stream.get_data()) for stream in streams if isinstance(stream, PDFStream))


def _widths(stated: object, step: int) -> Iterator[int]:
    """Lengths of the ranges `first last width…` of an array that also holds `first [width…]`."""
    found = resolve1(stated)
    run: list[float] = []
    for entry in found if isinstance(found, list) else ():
        value = resolve1(entry)
        if isinstance(value, list):
            run = []
        elif isinstance(value, (int, float)):
            run.append(value)
            if len(run) == step:
                yield max(0, int(run[1]) - int(run[0]))
                run = []


def _unicodes(stated: object) -> Iterator[int]:
    """Lengths of the ranges of a map to Unicode."""
    stream = resolve1(stated)
    if isinstance(stream, PDFStream):
        for match in _RANGE.finditer(stream.get_data()):
            first, last = (int(b"".join(match[group].split()) or b"0", 16) for group in (1, 2))
            yield max(0, last - first)
