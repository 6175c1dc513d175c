"""The record: what one bulletin becomes, as msgspec structs. The JSON Schema is generated from these types.

Spans are `[start, end)` in code points of `Bulletin.text`. `text` fields hold the source's characters; `value`,
`normalized`, `heading` and names hold them simplified and folded. An unstated fact is None, or () of many.
Terms follow GB/T 9704-2012 (elements of an official document) and GB/T 33480 (metadata).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from govtext.text import Span

SCHEMA_VERSION = "1.0"

Script = Literal["simplified", "traditional", "mixed"]
Vocabulary = Literal["mainland", "taiwan", "hongkong", "macau"]
PartKind = Literal["body", "attachment", "enclosed"]
NumberForm = Literal["standard", "order", "announcement", "issue", "telegram", "character", "case", "taiwan", "other"]
Role = Literal["self", "citation"]
Relation = Literal["basis", "forwards", "repeals", "amends", "replies", "mentions"]
Modifier = Literal["exact", "about", "over", "under", "at_least", "at_most", "range"]
StatisticKind = Literal["count", "amount", "share", "rate", "change", "score", "threshold", "duration", "rank"]
CheckKind = Literal["sum", "share", "count", "scale", "identity", "sequence", "agreement"]
Verdict = Literal["pass", "fail", "uncertain", "not_assessable"]


class Record(Struct, frozen=True):
    """Base of all parts of the record: immutable, compared by value."""


class SourceInfo(Record, frozen=True):
    """Which bytes the record was made from."""

    name: str
    media_type: str
    encoding: str | None
    sha256: str
    characters: int


class Profile(Record, frozen=True):
    """Script and vocabulary of the words as printed; `converted`: a mainland text that a converter turned."""

    script: Script
    vocabulary: Vocabulary
    converted: bool


class Element(Record, frozen=True):
    """One element: its value as normalised, its characters as printed, and where they stand."""

    value: str
    text: str
    span: Span


class Elements(Record, frozen=True):
    """The elements of an official document (GB/T 9704-2012) and of the page that carries it."""

    title: Element | None = None
    document_type: Element | None = None
    document_number: Element | None = None
    issuers: tuple[Element, ...] = ()
    addressees: tuple[Element, ...] = ()
    date_of_issue: Element | None = None
    printing_office: Element | None = None
    printing_date: Element | None = None
    publication_date: Element | None = None
    index_number: Element | None = None
    copy_number: Element | None = None
    classification: Element | None = None
    urgency: Element | None = None
    approver: Element | None = None
    copy_recipients: tuple[Element, ...] = ()
    subject_terms: tuple[Element, ...] = ()
    notes: tuple[Element, ...] = ()
    attachments: tuple[Element, ...] = ()


class Part(Record, frozen=True):
    """A part of the input: the body, an attachment, or the document that a cover notice carries."""

    kind: PartKind
    title: str | None
    span: Span


class Section(Record, frozen=True):
    """A numbered section. `span` runs from the label to the end of the section, its children included."""

    id: str
    parent: str | None
    level: int
    label: str
    heading: str | None
    span: Span


class DocumentNumberRow(Record, frozen=True):
    """A printed document number (发文字号, order, announcement, issue, case number)."""

    id: str
    text: str
    span: Span
    normalized: str
    form: NumberForm
    issuer_code: str | None
    year: int | None
    serial: str
    issuer: str | None
    role: Role
    title: str | None
    title_span: Span | None
    relation: Relation | None


class Citation(Record, frozen=True):
    """A 《title》 that names a document; `number` is the id of its document number, `article` the article cited."""

    id: str
    title: str
    text: str
    span: Span
    number: str | None
    article: str | None


class Unit(Record, frozen=True):
    """An organ, place or class of units."""

    text: str
    name: str
    qualified_name: str | None
    official_name: str | None
    division_code: str | None
    span: Span


class Grade(Record, frozen=True):
    """One unit that got one grade."""

    id: str
    grade: str
    level: int
    unit: Unit
    category: str | None
    subject: str | None
    period: str | None
    score: float | None
    evidence: tuple[Span, ...]


class GradeCount(Record, frozen=True):
    """How many units got a grade, as stated and as listed."""

    category: str | None
    grade: str
    stated: int
    listed: int | None
    span: Span


class GradeScale(Record, frozen=True):
    """What score makes a grade."""

    grade: str
    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    text: str
    span: Span


class RankingEntry(Record, frozen=True):
    """One place of a ranking."""

    rank: int
    tied: bool
    score: float | None
    unit: Unit


class Ranking(Record, frozen=True):
    """A list whose order is said to be the result."""

    id: str
    measure: str
    category: str | None
    period: str | None
    order: Literal["descending", "ascending"]
    entries: tuple[RankingEntry, ...]
    span: Span


class Statistic(Record, frozen=True):
    """A number that measures."""

    id: str
    text: str
    span: Span
    value: int | float | None
    low: int | float | None
    high: int | float | None
    unit: str
    modifier: Modifier
    indicator: str | None
    indicator_span: Span | None
    subject: str | None
    period: str | None
    kind: StatisticKind
    direction: Literal["up", "down"] | None
    compared_to: str | None
    part_of: str | None
    share_of: str | None


class Problem(Record, frozen=True):
    """One shortcoming.

    `category` and `categories` are codes of the contract, which compare across fields; `topic` is the class of the taxonomy of
    the bulletin's own field (`taxonomy`), and `probabilities` are those of its likeliest classes. `numbers`: ids of the
    statistics inside the statement.
    """

    id: str
    statement: str
    span: Span
    heading: str | None
    category: str
    categories: tuple[str, ...]
    extent: str | None
    units: tuple[Unit, ...]
    taxonomy: str
    topic: str
    probabilities: dict[str, float]
    numbers: tuple[str, ...] = ()


class Task(Record, frozen=True):
    """What the document orders, or its issuer plans.

    `section`: the headings above it, outermost first. `deadline`: the date of `deadline_text`, null where it has none
    (10个工作日内); `recurrence`: daily, weekly, monthly, quarterly, half-yearly or yearly.
    """

    id: str
    text: str
    span: Span
    section: tuple[str, ...]
    responsible: tuple[Unit, ...]
    supporting: tuple[Unit, ...]
    deadline: str | None
    deadline_text: str | None
    recurrence: str | None


class Check(Record, frozen=True):
    """A recomputation and its verdict."""

    id: str
    kind: CheckKind
    verdict: Verdict
    left: float | None
    right: float | None
    tolerance: float | None
    message: str
    evidence: tuple[str, ...]


class Warn(Record, frozen=True):
    """A damage of the text or a doubt of the reader: reported, never repaired in silence."""

    code: str
    message: str
    span: Span | None


class Bulletin(Struct, frozen=True, kw_only=True):
    """The record of one bulletin: what `govtext extract` prints."""

    schema_version: str = SCHEMA_VERSION
    source: SourceInfo
    pages: tuple[Span, ...] = ()
    profile: Profile
    text: str | None
    elements: Elements = field(default_factory=Elements)
    parts: tuple[Part, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    sections: tuple[Section, ...] = ()
    document_numbers: tuple[DocumentNumberRow, ...] = ()
    citations: tuple[Citation, ...] = ()
    grades: tuple[Grade, ...] = ()
    grade_counts: tuple[GradeCount, ...] = ()
    grade_scale: tuple[GradeScale, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    problems: tuple[Problem, ...] = ()
    tasks: tuple[Task, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[Warn, ...] = ()
