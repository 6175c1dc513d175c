"""Regular expressions that are compiled when they are first used.

A grammar has hundreds of patterns and most documents need few of them; compiled at import they would make up most of the
time of reading one file.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern; turns into its methods on first use."""

    __slots__ = (
        "_flags",
        "_source",
        "findall",
        "finditer",
        "fullmatch",
        "groupindex",
        "match",
        "pattern",
        "search",
        "split",
        "sub",
    )

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


_METHODS = frozenset(_Pattern.__slots__) - {"_flags", "_source"}


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the pattern is first used. A wrong pattern shows only then; the tests use them all."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
