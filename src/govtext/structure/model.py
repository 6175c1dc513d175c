"""What the structure stage reads and makes: paragraphs in, a `Document` out. All spans are offsets of the view."""

from __future__ import annotations

from msgspec import Struct, field

from govtext.record import PartKind, Profile
from govtext.source import Notice, Source
from govtext.text import AlignedText, Span


class Paragraph(Struct, frozen=True):
    """A paragraph without its outer blanks. `inner`: it was cut out of a longer line that lost its breaks."""

    span: Span
    text: str
    inner: bool = False

    @property
    def bare(self) -> str:
        """The text without any blank, for comparing with lexicon entries."""
        return "".join(self.text.split())


class Found(Struct, frozen=True):
    """A value and the place that says it."""

    value: str
    span: Span


class PartFound(Struct, frozen=True):
    """A part of the input."""

    kind: PartKind
    title: str | None
    span: Span


class SectionFound(Struct, frozen=True):
    """A section; `parent` is an index into the list of sections."""

    parent: int | None
    level: int
    label: Span
    heading: Found | None
    span: Span


class Elements(Struct):
    """Elements as they are found; the record freezes them."""

    title: Found | None = None
    document_type: Found | None = None
    document_number: Found | None = None
    issuers: list[Found] = field(default_factory=list)
    addressees: list[Found] = field(default_factory=list)
    date_of_issue: Found | None = None
    printing_office: Found | None = None
    printing_date: Found | None = None
    publication_date: Found | None = None
    index_number: Found | None = None
    copy_number: Found | None = None
    classification: Found | None = None
    urgency: Found | None = None
    approver: Found | None = None
    copy_recipients: list[Found] = field(default_factory=list)
    subject_terms: list[Found] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)
    attachments: list[Found] = field(default_factory=list)


class Document(Struct, frozen=True):
    """A normalised source with its structure. `paragraphs`: all of the view, furniture too."""

    source: Source
    view: AlignedText
    profile: Profile
    elements: Elements
    parts: tuple[PartFound, ...]
    sections: tuple[SectionFound, ...]
    boilerplate: tuple[Span, ...]
    notices: tuple[Notice, ...]
    paragraphs: tuple[Paragraph, ...]
