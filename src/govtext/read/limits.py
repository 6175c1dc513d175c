"""Every limit on an input, in one place. A limit that is reached is a `LimitError` that names it."""

from __future__ import annotations

from typing import Final

from govtext.errors import LimitError

MAX_INPUT_BYTES: Final = 256 * 1024 * 1024
"""Bytes of one input. The longest bulletins with scanned pages stay below 200 MB."""

MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
"""Bytes of all entries of a container (DOCX) together."""

MAX_UNPACK_RATIO: Final = 200
"""Unpacked to packed bytes of one entry beyond 1 MiB; WordprocessingML of real files stays below 60."""

MAX_ENTRIES: Final = 10_000
"""Entries of a container."""

MAX_PAGES: Final = 5_000
"""Pages of a paged source."""

MAX_TABLE_CELLS: Final = 1_000_000
"""Cells of all tables of one source, a merged cell counted as often as its span says."""

MAX_FONT_CODES: Final = 1_000_000
"""Codes of one font of a PDF that it states by ranges; there are 65,536, and files of careless writers state some twice."""

MAX_NESTING: Final = 400
"""Depth of elements in HTML or XML."""

MAX_TEXT_CHARACTERS: Final = 64_000_000
"""Characters of the text that a reader builds."""

LONG_HEAD: Final = 64 * 1024
"""Bytes in which the first tag of a page must come; generators put long comments before it."""


def check(value: int, limit: int, what: str, name: str) -> None:
    """Raise `LimitError` when `value` exceeds `limit`; `name` is the limit's name in this module."""
    if value > limit:
        raise LimitError(f"{what}: {value:,} exceeds the limit of {limit:,} ({name}); split the input or leave it out")
