"""What a reader hands on: the text of one input, and what only its format could tell about that text."""

from __future__ import annotations

from hashlib import sha256

from msgspec import Struct, field

from govtext.text import Span


class Cell(Struct, frozen=True):
    """A table cell: its text span, its zero-based row and column, and how many of them it covers."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Table(Struct, frozen=True):
    """A table in reading order. In `Source.text` cells of a row are joined by tabs, rows by newlines."""

    span: Span
    cells: tuple[Cell, ...]


class Metadata(Struct, frozen=True):
    """A fact that the format states about the document (`<meta name="ArticleTitle">`); `span` is its value's place."""

    name: str
    span: Span


class Notice(Struct, frozen=True):
    """A warning in the making; see `warnings` in the record. `span` is in source offsets, or None."""

    code: str
    message: str
    span: Span | None = None


class Source(Struct, frozen=True):
    """One input as read. All spans count code points of `text`.

    Attributes:
        name: file name, or "-" for standard input, or a name the caller gave.
        media_type: "text/plain", "text/html", "application/pdf", or DOCX's media type.
        encoding: of text formats, as Python names it ("utf-8", "gb18030", "big5", "utf-16-le"); None for binary ones.
        sha256: of the bytes, in hexadecimal.
        text: exactly the decoded source for plain text; for other formats the text that the reader built.
        pages: one span a page for paged sources, else empty.
        furniture: spans that the format itself marks as not the document (navigation, page headers, page numbers).
        tables: ruled or marked-up tables; a table of layout only is not one.
        metadata: facts that the format states, in order.
        titles: spans that the format marks as the title of the whole (h1, style Title).
        soft_breaks: offsets of newlines that only wrap a line; the normalised view joins there.
        notices: what the reader has to warn about.
    """

    name: str
    media_type: str
    encoding: str | None
    sha256: str
    text: str
    pages: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    tables: tuple[Table, ...] = ()
    metadata: tuple[Metadata, ...] = ()
    titles: tuple[Span, ...] = ()
    soft_breaks: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = field(default=())


def digest(data: bytes) -> str:
    """SHA-256 of the input's bytes in hexadecimal, as `source.sha256` reports it."""
    return sha256(data).hexdigest()
