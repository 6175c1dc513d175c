"""govtext: exact, offline extraction from Chinese government bulletins.

>>> import govtext
>>> bulletin = govtext.extract_text("穗府办〔2012〕41号")
>>> bulletin.document_numbers[0].normalized
'穗府办〔2012〕41号'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from govtext.errors import GovtextError
from govtext.lexicon import use_lexicons

if TYPE_CHECKING:
    from govtext.export.tables import What
    from govtext.pipeline import Input, Pipeline
    from govtext.record import Bulletin

__version__ = "0.1.0"

__all__ = [
    "Bulletin",
    "GovtextError",
    "Pipeline",
    "__version__",
    "extract",
    "extract_many",
    "extract_text",
    "rows",
    "to_arrow",
    "to_frame",
    "use_lexicons",
]


def extract(source: Input, *, name: str | None = None) -> Bulletin:
    """Record of one bulletin: a path, bytes, a binary file object, or "-" for standard input.

    Args:
        source: txt, html, pdf, docx, or an image with the `ocr` extra; told by content, then by name.
        name: the name that the record reports and that helps to tell the format of bytes and streams.

    Raises:
        GovtextError: the input cannot be read; its subclass says why, its message what to do.
    """
    from govtext.pipeline import Pipeline

    return Pipeline().extract(source, name=name)


def extract_text(text: str, *, name: str = "text") -> Bulletin:
    """Record of a text in memory. Spans of the record count code points of `text`."""
    from govtext.pipeline import Pipeline

    return Pipeline().extract_text(text, name=name)


def extract_many(sources: Iterable[Input]) -> Iterator[tuple[Input, Bulletin | GovtextError]]:
    """Pairs of input and record in order; what cannot be read gives its error in place of a record."""
    from govtext.pipeline import Pipeline

    return Pipeline().extract_many(sources)


def rows(bulletins: Bulletin | Iterable[Bulletin], what: What) -> list[dict[str, Any]]:
    """Tidy rows of one kind of fact ("grades", "rankings", …) over records: one mapping each, with its document.

    Raises:
        GovtextError: for a kind that has no table.
    """
    from govtext.export import tables

    return tables.rows(bulletins, what)


def to_frame(bulletins: Bulletin | Iterable[Bulletin], what: What) -> Any:
    """The same rows as a `pandas.DataFrame`; pandas is no dependency of govtext.

    Raises:
        GovtextError: when pandas is not installed, or for a kind that has no table.
    """
    from govtext.export import tables

    return tables.to_frame(bulletins, what)


def to_arrow(bulletins: Bulletin | Iterable[Bulletin], what: What) -> Any:
    """The same rows as a `pyarrow.Table`; pyarrow is no dependency of govtext.

    Raises:
        GovtextError: when pyarrow is not installed, or for a kind that has no table.
    """
    from govtext.export import tables

    return tables.to_arrow(bulletins, what)


def __getattr__(name: str) -> Any:
    if name == "Pipeline":
        from govtext.pipeline import Pipeline

        return Pipeline
    if name == "Bulletin":
        from govtext.record import Bulletin

        return Bulletin
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
