"""The words of orders, of `lexicons/task_words.tsv`."""

from __future__ import annotations

from functools import cache

from govtext import lexicon


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["word"] for row in lexicon.table("task_words") if row["kind"] == kind))


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with a verb that begins orders: 完善, 开展."""
    return text.startswith(_of_kind("verb"))


def threatens(text: str) -> bool:
    """Whether a text says what happens to those who fail."""
    return any(word in text for word in _of_kind("no_task"))
