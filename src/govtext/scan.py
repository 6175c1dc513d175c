"""Document to mentions, in one pass over the view: 《titles》 and document numbers. Later finders read only these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govtext.structure import Document
from govtext.text import Span, resolve_overlaps
from govtext.values.docnumber import DocNumber, find_numbers

MAX_TITLE_MARKS = 240
"""Characters between 《 and its 》; a longer run is an unbalanced mark."""

_MARKS = re.compile("[《》\n]")


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A 《title》: `span` with its marks, `inner` without."""

    span: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a document, each kind in order of position; spans are offsets of the view."""

    titles: tuple[TitleMention, ...]
    numbers: tuple[DocNumber, ...]


def scan(document: Document) -> Mentions:
    """Find every mention outside boilerplate."""
    text = document.view.text
    skip = sorted(document.boilerplate)
    numbers = resolve_overlaps(find_numbers(text), lambda n: n.span, lambda n: 0)
    titles = _titles(text)
    return Mentions(
        tuple(t for t in titles if not _inside(t.span, skip)), tuple(n for n in numbers if not _inside(n.span, skip))
    )


def _inside(span: Span, spans: list[Span]) -> bool:
    from bisect import bisect_right

    index = bisect_right(spans, (span.start, 1 << 62)) - 1
    return index >= 0 and spans[index][1] >= span.end


def _titles(text: str) -> list[TitleMention]:
    """Outermost balanced 《…》; an opening mark that is never closed nearby is passed over."""
    found: list[TitleMention] = []
    stack: list[int] = []
    for mark in _MARKS.finditer(text):
        at = mark.start()
        while stack and at - stack[0] > MAX_TITLE_MARKS:
            stack.pop(0)
        if mark[0] == "《":
            if len(stack) < 8:
                stack.append(at)
        elif mark[0] == "》" and stack:
            opened = stack.pop()
            if not stack or (text[opened - 1 : opened] != "《" and _unclosed(text, stack[0], at)):
                if at - opened > 1:
                    found.append(TitleMention(Span(opened, at + 1), Span(opened + 1, at)))
                if stack and not _closes(text, at + 1):
                    stack.clear()
    return found


def _closes(text: str, at: int) -> bool:
    """Whether a 》 follows before the next 《 or sentence end, so that an outer mark is still open rightly."""
    return bool(re.match(r"[^《。；]{0,80}》", text[at : at + 90]))


def _unclosed(text: str, opened: int, at: int) -> bool:
    """Whether the outer mark at `opened` has no partner: then the inner title stands on its own."""
    return not _closes(text, at + 1)
