"""Shortcomings that a bulletin reports: rows of `problems`.

Where they are reported is told by headings, by sentences that announce them and by turns of speech (`regions.py`); a region
is split into its smallest complete assertions (`statements.py`); each names its units (`units.py`), says how far it reaches
(`words.py`), has the source's own heading, and gets its category from the model of the bulletin's field.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from govtext.classify import Model, field_of, load
from govtext.facts.problems.regions import find_regions
from govtext.facts.problems.statements import split
from govtext.facts.problems.units import named_units
from govtext.facts.problems.words import extent_in
from govtext.record import Problem
from govtext.scan import Mentions
from govtext.structure import Document

__all__ = ["find", "using"]

MAX_OPENING = 24
"""Characters of a statement in which a word says how far it reaches."""


def find(document: Document, mentions: Mentions, model: str | None = None) -> dict[str, tuple[object, ...]]:
    """Rows of `problems` in the order of the text; `model` names the classifier, by default that of the bulletin's field."""
    rows: list[Problem] = []
    seen = -1
    known: dict[str, str] = {}
    classifier: Model | None = None
    for region in find_regions(mentions):
        for statement in split(mentions.text, region.span, region.trust):
            if statement.span.start < seen:
                continue
            seen = statement.span.end
            classifier = classifier or load(model or _field(document, mentions))
            where = document.view.to_source(*statement.span)
            words = "".join(statement.span.of(mentions.text).split())
            heading = region.heading or statement.direction
            said = classifier.predict(words, heading)
            rows.append(
                Problem(
                    id=f"p{len(rows) + 1}",
                    statement=where.of(document.source.text),
                    span=where,
                    heading=heading,
                    category=said.category,
                    categories=said.further,
                    extent=extent_in(words[:MAX_OPENING]),
                    units=named_units(mentions, statement.span, known),
                    taxonomy=classifier.taxonomy,
                    topic=said.topic,
                    probabilities=said.probabilities,
                )
            )
    return {"problems": tuple(rows)}


def using(model: str) -> Callable[[Document, Mentions], dict[str, tuple[object, ...]]]:
    """The finder with a model of the user's choice, to be given to `Pipeline`: its name, or the path of its file."""
    return partial(find, model=model)


def _field(document: Document, mentions: Mentions) -> str:
    title = document.elements.title
    return field_of((title.value, mentions.subject)) if title is not None else field_of((mentions.text,))
