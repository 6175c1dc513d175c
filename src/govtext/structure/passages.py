"""The running text in pieces that each stand under their headings: what the fact finders read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from govtext.record import PartKind
from govtext.structure.model import Document, Found, SectionFound
from govtext.structure.paragraphs import paragraphs
from govtext.text import Span

MAX_HEADING_LINE = 40


class Passage(Struct, frozen=True):
    """A piece of text without its label: a heading, or what stands below one.

    Attributes:
        span: in the view, without outer blanks.
        text: the characters at `span`.
        headings: texts of the headings above it, outermost first, without labels; not its own.
        is_heading: whether the piece is a heading itself.
        part: kind of the part it stands in; title: that part's title.
        section: index of the innermost section in `Document.sections`, or None.
    """

    span: Span
    text: str
    headings: tuple[str, ...]
    is_heading: bool
    part: PartKind
    title: str | None
    section: int | None


def read_passages(document: Document) -> tuple[Passage, ...]:
    """Passages in order; furniture is left out."""
    text = document.view.text
    furniture = set(document.boilerplate)
    cuts = _Sections(document.sections)
    found: list[Passage] = []
    for part in document.parts:
        for span in _paragraph_spans(document, part.span):
            if span in furniture:
                continue
            for piece, section, own in cuts.split(span):
                stripped = _stripped(text, piece)
                if stripped.start < stripped.end:
                    headings = cuts.headings(section, own=not own)
                    found.append(Passage(stripped, stripped.of(text), headings, own, part.kind, part.title, section))
    return tuple(found)


def _paragraph_spans(document: Document, part: Span) -> list[Span]:
    """Paragraphs of a part; they are cut again only where it begins or ends inside a line."""
    text = document.view.text
    stop = text.find("\n", part.end)
    behind = text[part.end : stop] if stop >= 0 else text[part.end :]
    if text[text.rfind("\n", 0, part.start) + 1 : part.start].strip() or behind.strip():
        cut = paragraphs(text[part.start : part.end])
        return [Span(p.span.start + part.start, p.span.end + part.start) for p in cut]
    first = bisect_left(document.paragraphs, part.start, key=lambda paragraph: paragraph.span.start)
    last = bisect_left(document.paragraphs, part.end, key=lambda paragraph: paragraph.span.start)
    return [paragraph.span for paragraph in document.paragraphs[first:last]]


def _stripped(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


class _Sections:
    """Where sections begin, where their headings end, and what stands above each."""

    def __init__(self, sections: tuple[SectionFound, ...]) -> None:
        self._sections = sections
        self._starts = [section.span.start for section in sections]
        self._chains: list[tuple[str, ...]] = []
        for section in sections:
            above = () if section.parent is None else self._chains[section.parent]
            self._chains.append((*above, _name(section.heading)) if section.heading else above)

    def headings(self, section: int | None, *, own: bool) -> tuple[str, ...]:
        """Headings above a piece of a section; `own`: with the section's own."""
        if section is None:
            return ()
        parent = self._sections[section].parent
        return self._chains[section] if own else () if parent is None else self._chains[parent]

    def split(self, span: Span) -> list[tuple[Span, int | None, bool]]:
        """Pieces of a paragraph between labels: (piece without label, its section, whether it is the heading)."""
        first = bisect_right(self._starts, span.start) - 1
        while first >= 0 and self._sections[first].span.end <= span.start:
            parent = self._sections[first].parent
            first = -1 if parent is None else parent
        pieces: list[tuple[Span, int | None, bool]] = []
        at, current = span.start, first if first >= 0 else None
        index = bisect_right(self._starts, span.start - 1)
        while index < len(self._sections) and self._starts[index] < span.end:
            section = self._sections[index]
            if at < section.span.start:
                pieces.append((Span(at, section.span.start), current, False))
            at, current = min(section.label.end, span.end), index
            heading = section.heading
            if heading is not None and heading.span != section.label and heading.span.start < span.end:
                end = min(heading.span.end, span.end)
                pieces.append((Span(at, end), index, True))
                at = end
            index += 1
        if at < span.end:
            pieces.append((Span(at, span.end), current, False))
        return pieces


def _name(heading: Found) -> str:
    return re.sub(r"[：:。;；]+$", "", "".join(heading.value.split()))
