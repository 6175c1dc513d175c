"""Tidy rows: one fact a row, with the document it stands in, ready for pandas, Arrow or a database.

`rows` needs nothing but the records; `to_frame` and `to_arrow` import pandas and pyarrow when they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias, get_args

from govtext.errors import GovtextError
from govtext.record import Bulletin, Unit

What: TypeAlias = Literal[
    "grades",
    "grade_counts",
    "grade_scale",
    "rankings",
    "statistics",
    "problems",
    "tasks",
    "document_numbers",
    "citations",
    "checks",
]
"""Facts that have a table."""

Row: TypeAlias = dict[str, Any]


def rows(bulletins: Bulletin | Iterable[Bulletin], what: What) -> list[Row]:
    """One mapping for each fact of a kind, in the order of documents and rows; the same columns in every row.

    Every row begins with `document` (the source's name), `document_number`, `date_of_issue` and `year` (of the date, else of
    the document's own number); columns named `…_start` and `…_end` are offsets of the record's text, `evidence` is the text there (None where
    records carry no text).

    Raises:
        GovtextError: for a kind that has no table.
    """
    if what not in TABLES:
        raise GovtextError(f"there is no table of {what!r}; choose one of {', '.join(get_args(What))}")
    several = [bulletins] if isinstance(bulletins, Bulletin) else bulletins
    return [{**_document(bulletin), **row} for bulletin in several for row in TABLES[what](bulletin)]


def to_frame(bulletins: Bulletin | Iterable[Bulletin], what: What) -> Any:
    """The rows as a `pandas.DataFrame`, with its columns also where there is no row.

    Raises:
        GovtextError: when pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise GovtextError("to_frame needs pandas: pip install pandas") from error
    found = rows(bulletins, what)
    return pandas.DataFrame(found, columns=list(found[0]) if found else columns(what))


def to_arrow(bulletins: Bulletin | Iterable[Bulletin], what: What) -> Any:
    """The rows as a `pyarrow.Table`.

    Raises:
        GovtextError: when pyarrow is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise GovtextError("to_arrow needs pyarrow: pip install pyarrow") from error
    found = rows(bulletins, what)
    if not found:
        return pyarrow.table({name: pyarrow.array([], pyarrow.null()) for name in columns(what)})
    return pyarrow.Table.from_pylist(found)


def columns(what: What) -> list[str]:
    """Names of the columns of a kind's table."""
    return [*_DOCUMENT, *_COLUMNS[what]]


_DOCUMENT: Final = ("document", "document_number", "date_of_issue", "year")


def _document(bulletin: Bulletin) -> Row:
    elements = bulletin.elements
    date = elements.date_of_issue.value if elements.date_of_issue else None
    own = next((row.year for row in bulletin.document_numbers if row.role == "self" and row.year), None)
    number = elements.document_number.value if elements.document_number else None
    return dict(zip(_DOCUMENT, (bulletin.source.name, number, date, int(date[:4]) if date else own), strict=True))


_UNIT: Final = ("unit", "unit_text", "qualified_name", "official_name", "division_code")
_PLACE: Final = ("start", "end", "evidence")
_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "grades": (*_UNIT, "category", "grade", "level", "score", "subject", "period", *_PLACE),
    "grade_counts": ("category", "grade", "stated", "listed", *_PLACE),
    "grade_scale": ("grade", "low", "high", "low_open", "high_open", *_PLACE),
    "rankings": ("ranking", "measure", "category", "period", "order", "rank", "tied", "score", *_UNIT, *_PLACE),
    "statistics": (
        "id",
        "indicator",
        "subject",
        "period",
        "value",
        "low",
        "high",
        "unit",
        "modifier",
        "kind",
        "direction",
        "compared_to",
        "part_of",
        "share_of",
        *_PLACE,
    ),
    "problems": (
        "id",
        "heading",
        "category",
        "categories",
        "taxonomy",
        "topic",
        "probability",
        "extent",
        "units",
        "numbers",
        *_PLACE,
    ),
    "tasks": ("id", "section", "responsible", "supporting", "deadline", "deadline_text", "recurrence", *_PLACE),
    "document_numbers": (
        "number",
        "form",
        "issuer_code",
        "number_year",
        "serial",
        "issuer",
        "role",
        "title",
        "relation",
        *_PLACE,
    ),
    "citations": ("title", "number", "article", *_PLACE),
    "checks": ("kind", "verdict", "left", "right", "tolerance", "message", "rows"),
}


def _unit(unit: Unit) -> tuple[Any, ...]:
    return unit.name, unit.text, unit.qualified_name, unit.official_name, unit.division_code


def _place(bulletin: Bulletin, start: int, end: int) -> tuple[int, int, str | None]:
    return start, end, None if bulletin.text is None else bulletin.text[start:end]


def _table(what: str, values: Callable[[Bulletin], Iterator[tuple[Any, ...]]]) -> Callable[[Bulletin], Iterator[Row]]:
    names = _COLUMNS[what]
    return lambda bulletin: (dict(zip(names, row, strict=True)) for row in values(bulletin))


def _grades(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for g in bulletin.grades:
        place = _place(bulletin, *g.unit.span)
        yield (*_unit(g.unit), g.category, g.grade, g.level, g.score, g.subject, g.period, *place)


def _counts(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for c in bulletin.grade_counts:
        yield (c.category, c.grade, c.stated, c.listed, *_place(bulletin, *c.span))


def _scale(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for s in bulletin.grade_scale:
        yield (s.grade, s.low, s.high, s.low_open, s.high_open, *_place(bulletin, *s.span))


def _rankings(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for r in bulletin.rankings:
        for e in r.entries:
            head = (r.id, r.measure, r.category, r.period, r.order, e.rank, e.tied, e.score)
            yield (*head, *_unit(e.unit), *_place(bulletin, *e.unit.span))


def _statistics(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for s in bulletin.statistics:
        head = (s.id, s.indicator, s.subject, s.period, s.value, s.low, s.high, s.unit, s.modifier)
        tail = (s.kind, s.direction, s.compared_to, s.part_of, s.share_of)
        yield (*head, *tail, *_place(bulletin, *s.span))


def _problems(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for p in bulletin.problems:
        head = (p.id, p.heading, p.category, " ".join(p.categories), p.taxonomy, p.topic, p.probabilities.get(p.topic))
        yield (*head, p.extent, _names(p.units), " ".join(p.numbers), *_place(bulletin, *p.span))


def _tasks(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for t in bulletin.tasks:
        who = (_names(t.responsible), _names(t.supporting))
        yield (t.id, " / ".join(t.section), *who, t.deadline, t.deadline_text, t.recurrence, *_place(bulletin, *t.span))


def _names(units: Iterable[Unit]) -> str:
    """Names of several units in one cell."""
    return "、".join(unit.name for unit in units)


def _numbers(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for n in bulletin.document_numbers:
        head = (n.normalized, n.form, n.issuer_code, n.year, n.serial, n.issuer, n.role, n.title, n.relation)
        yield (*head, *_place(bulletin, *n.span))


def _citations(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for c in bulletin.citations:
        yield (c.title, c.number, c.article, *_place(bulletin, *c.span))


def _checks(bulletin: Bulletin) -> Iterator[tuple[Any, ...]]:
    for c in bulletin.checks:
        yield (c.kind, c.verdict, c.left, c.right, c.tolerance, c.message, " ".join(c.evidence))


TABLES: Final[dict[str, Callable[[Bulletin], Iterator[Row]]]] = {
    name: _table(name, values)
    for name, values in (
        ("grades", _grades),
        ("grade_counts", _counts),
        ("grade_scale", _scale),
        ("rankings", _rankings),
        ("statistics", _statistics),
        ("problems", _problems),
        ("tasks", _tasks),
        ("document_numbers", _numbers),
        ("citations", _citations),
        ("checks", _checks),
    )
}
"""All tables by the field of the record that they come from."""
