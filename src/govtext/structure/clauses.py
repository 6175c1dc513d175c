"""Text in assertions and clauses: what the finders of problems and of tasks read. Marks inside quotes and brackets cut nothing."""

from __future__ import annotations

from collections.abc import Iterator

from govtext.patterns import pattern
from govtext.text import Span

OPEN, CLOSE = "“‘（(【[《〈「『", "”’）)】]》〉」』"

LABEL = pattern(
    r"\s*(?:(?:案例|问题|线索|情形)[一二三四五六七八九十\d]{1,2}[：:、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,2}[是、]|"
    r"第[一二三四五六七八九十]{1,2}[、，,是]|\d{1,2}[.．、)）](?!\d)|[①-⑳]|[-—–•●■◆▪·*○◇☆]+|其[一二三四五六七八九十][是，,、：:]?|首先[是，,]?|再次[，,]|最后[，,]?)\s*[，,：:]?\s*"
)
"""The label of a list item, with the blanks behind it."""


def assertions(text: str, region: Span, marks: str = "。！？；;\n") -> Iterator[tuple[Span, str]]:
    """Pieces of a region that end at one of `marks`, each without its mark and with it."""
    at, depth = region.start, 0
    for index in range(region.start, region.end):
        char = text[index]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif (depth == 0 or char == "\n") and char in marks:
            if text[at:index].strip():
                yield Span(at, index), char
            at = index + 1
            depth = 0
    if text[at : region.end].strip():
        yield Span(at, region.end), "。"


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Pieces of a sentence between its commas and colons; those inside numbers (1,100; 10:30) cut nothing."""
    at, depth = sentence.start, 0
    for index in range(sentence.start, sentence.end):
        char = text[index]
        if char in OPEN:
            depth += 1
        elif char in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "，,：:":
            if char in ",:" and text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit():
                continue
            yield Span(at, index)
            at = index + 1
    yield Span(at, sentence.end)
