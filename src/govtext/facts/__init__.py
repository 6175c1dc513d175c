"""The fact finders: mentions to rows. `FACTS` is the one list of them; they do not know one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from govtext.facts import citations, grades, problems, rankings, statistics, tasks
from govtext.scan import Mentions
from govtext.structure import Document

Finder: TypeAlias = Callable[[Document, Mentions], Mapping[str, tuple[Any, ...]]]
"""A finder returns rows by the field of the record that they fill; `warnings` are notices in view offsets, and fields that
begin with `_` are working facts for the checks, which do not enter the record."""

FACTS: dict[str, Finder] = {
    "citations": citations.find,
    "grades": grades.find,
    "rankings": rankings.find,
    "statistics": statistics.find,
    "problems": problems.find,
    "tasks": tasks.find,
}
