"""The stages in order: read → normalise → structure → scan → facts → record."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeAlias

from msgspec.structs import replace

from govtext.check import check
from govtext.errors import GovtextError, InputError
from govtext.facts import FACTS, Finder
from govtext.normalise import normalise
from govtext.read import read
from govtext.record import Bulletin, Element, Elements, Part, Problem, Section, SourceInfo, Statistic, Warn
from govtext.scan import scan
from govtext.source import Notice, Source, digest
from govtext.structure import Document, read_structure
from govtext.structure.model import Found
from govtext.text import Span

Input: TypeAlias = str | os.PathLike[str] | bytes | bytearray | BinaryIO


class Pipeline:
    """Turns inputs into records. Without arguments it finds all facts that govtext knows.

    Args:
        facts: finders by name, instead of `govtext.facts.FACTS`; take some out, or add your own. A finder is a function
            `(Document, Mentions) -> {field of Bulletin: rows}`.
        keep_text: whether records carry the source text.

    Example:
        >>> pipeline = Pipeline(keep_text=False)
        >>> pipeline.extract_text("国发〔2005〕18号").document_numbers[0].issuer_code
        '国发'
    """

    def __init__(self, facts: Mapping[str, Finder] | None = None, *, keep_text: bool = True) -> None:
        self.facts = dict(FACTS if facts is None else facts)
        self.keep_text = keep_text

    def extract(self, source: Input, *, name: str | None = None) -> Bulletin:
        """Record of one input: a path, bytes, a binary file object, or "-" for standard input.

        Raises:
            GovtextError: the input cannot be read; its subclass says why, its message what to do.
        """
        return self.run(read(source, name=name))

    def extract_text(self, text: str, *, name: str = "text") -> Bulletin:
        """Record of a text that is in memory already; offsets count its code points."""
        if not isinstance(text, str):
            raise InputError(f"extract_text takes a str, not {type(text).__name__}; use extract for bytes and files")
        if not text.strip():
            raise InputError("the text is empty; give the text of a bulletin")
        data = text.encode("utf-8", "surrogatepass")
        return self.run(Source(name, "text/plain", "utf-8", digest(data), text))

    def extract_many(self, sources: Iterable[Input]) -> Iterator[tuple[Input, Bulletin | GovtextError]]:
        """Pairs of input and record, in order; an input that cannot be read gives its error in place of a record."""
        for source in sources:
            try:
                yield source, self.extract(source)
            except GovtextError as error:
                yield source, error

    def run(self, source: Source) -> Bulletin:
        """Record of a source that a reader made."""
        document = read_structure(source, normalise(source))
        mentions = scan(document)
        rows: dict[str, Any] = {}
        notices: list[Notice] = []
        for finder in self.facts.values():
            found = dict(finder(document, mentions))
            notices += found.pop("warnings", ())
            rows.update(found)
        working = {name: rows.pop(name) for name in list(rows) if name.startswith("_")}
        rows["problems"] = _with_numbers(rows.get("problems", ()), rows.get("statistics", ()))
        rows["checks"] = check(rows, working)
        notices = [
            n if n.span is None else Notice(n.code, n.message, document.view.to_source(*n.span)) for n in notices
        ]
        return _record(document, rows, (*document.notices, *notices), keep_text=self.keep_text)


def _record(document: Document, rows: dict[str, Any], notices: tuple[Notice, ...], *, keep_text: bool) -> Bulletin:
    source, view = document.source, document.view
    ids = [f"s{index}" for index in range(1, len(document.sections) + 1)]
    return Bulletin(
        source=SourceInfo(source.name, source.media_type, source.encoding, source.sha256, len(source.text)),
        pages=source.pages,
        profile=document.profile,
        text=source.text if keep_text else None,
        elements=_elements(document),
        parts=tuple(Part(part.kind, part.title, view.to_source(*part.span)) for part in document.parts),
        boilerplate=tuple(_merged([view.to_source(*span) for span in document.boilerplate])),
        sections=tuple(
            Section(
                id=name,
                parent=None if section.parent is None else ids[section.parent],
                level=section.level,
                label="".join(view.to_source(*section.label).of(source.text).split())
                if len(section.label.of(view.text)) and section.label != (section.heading and section.heading.span)
                else "",
                heading=section.heading.value if section.heading else None,
                span=view.to_source(*section.span),
            )
            for name, section in zip(ids, document.sections, strict=True)
        ),
        warnings=tuple(Warn(notice.code, notice.message, notice.span) for notice in notices),
        **rows,
    )


def _with_numbers(problems: tuple[Problem, ...], statistics: tuple[Statistic, ...]) -> tuple[Problem, ...]:
    """Problems with the ids of the statistics that their statements hold."""
    starts = [row.span.start for row in statistics]
    return tuple(
        replace(
            problem,
            numbers=tuple(
                row.id
                for row in statistics[bisect_left(starts, problem.span.start) : bisect_left(starts, problem.span.end)]
                if row.span.end <= problem.span.end
            ),
        )
        for problem in problems
    )


def _merged(spans: list[Span]) -> list[Span]:
    """Sorted spans, those that touch joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _elements(document: Document) -> Elements:
    found = document.elements

    def one(value: Found | None) -> Element | None:
        if value is None:
            return None
        span = document.view.to_source(*value.span)
        return Element(value.value, span.of(document.source.text), span)

    def many(values: list[Found]) -> tuple[Element, ...]:
        return tuple(element for value in values if (element := one(value)) is not None)

    return Elements(
        title=one(found.title),
        document_type=one(found.document_type),
        document_number=one(found.document_number),
        issuers=many(found.issuers),
        addressees=many(found.addressees),
        date_of_issue=one(found.date_of_issue),
        printing_office=one(found.printing_office),
        printing_date=one(found.printing_date),
        publication_date=one(found.publication_date),
        index_number=one(found.index_number),
        copy_number=one(found.copy_number),
        classification=one(found.classification),
        urgency=one(found.urgency),
        approver=one(found.approver),
        copy_recipients=many(found.copy_recipients),
        subject_terms=many(found.subject_terms),
        notes=many(found.notes),
        attachments=many(found.attachments),
    )
