"""Spans, and text that knows where each of its characters came from.

A normalised view differs from its source by a list of edits; between two edits the characters run one to one. The
alignment is built while editing, never recovered by comparing two texts afterwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """Half-open range `[start, end)` of Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """Replace `[start, end)` of the text at hand by `text`."""

    start: int
    end: int
    text: str


class _Step(NamedTuple):
    """One difference between source and view: source `[source_start, source_end)` became view `[start, end)`."""

    source_start: int
    source_end: int
    start: int
    end: int


class AlignedText:
    """A view of a source text, with the source offset of each character of the view.

    >>> view = AlignedText("網\\u200b路 12").edit([Edit(1, 2, "")])
    >>> view.text, view.to_source(0, 2)
    ('網路 12', Span(start=0, end=3))
    """

    __slots__ = ("_ends", "_starts", "_steps", "source", "text")

    def __init__(self, source: str, text: str | None = None, steps: Sequence[_Step] = ()) -> None:
        self.source = source
        self.text = source if text is None else text
        self._steps = tuple(steps)
        self._starts = [step.start for step in self._steps]
        self._ends = [step.source_start for step in self._steps]
        if text is not None and not steps and len(text) != len(source):
            raise ValueError("a view of another length needs the steps that made it")

    def to_source(self, start: int, end: int) -> Span:
        """Source span of view `[start, end)`: the smallest that holds all its characters.

        Characters that the view dropped belong to a span only where they lie inside it.
        """
        if start >= end:
            at = self._source_start(start)
            return Span(at, at)
        return Span(self._source_start(start), self._source_end(end))

    def _source_start(self, at: int) -> int:
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        step = self._steps[index]
        return step.source_start if at < step.end else step.source_end + at - step.end

    def _source_end(self, at: int) -> int:
        index = bisect_left(self._starts, at) - 1
        if index < 0:
            return at
        step = self._steps[index]
        return step.source_end if at <= step.end else step.source_end + at - step.end

    def from_source(self, start: int, end: int) -> Span:
        """View span of source `[start, end)`; empty where the view dropped all of it."""
        left = self._view_at(start, opening=True)
        return Span(left, max(left, self._view_at(end, opening=False)))

    def _view_at(self, at: int, *, opening: bool) -> int:
        index = bisect_right(self._ends, at) - 1
        if index < 0:
            return at
        step = self._steps[index]
        if at >= step.source_end:
            return step.end + at - step.source_end
        if at == step.source_start:
            return step.start
        return step.start if opening else step.end

    def with_text(self, text: str) -> AlignedText:
        """The same alignment over another text of equal length (a character-by-character folding)."""
        if len(text) != len(self.text):
            raise ValueError(f"folding changed the length from {len(self.text)} to {len(text)}")
        view = AlignedText.__new__(AlignedText)
        view.source, view.text = self.source, text
        view._steps, view._starts, view._ends = self._steps, self._starts, self._ends
        return view

    def edit(self, edits: Iterable[Edit]) -> AlignedText:
        """Apply edits given in offsets of this view; they must not overlap. Cost is linear in text and edits."""
        ordered = sorted(edits)
        if not ordered:
            return self
        pieces: list[str] = []
        steps: list[_Step] = []
        old = self._steps
        at = shift = index = 0  # view offset copied so far; new minus old offset; next old step
        for start, end, replacement in _absorb(ordered, old, self.text):
            if start < at:
                raise ValueError(f"edits overlap at {start}")
            while index < len(old) and old[index].end <= start and old[index].start < max(start, old[index].end + 1):
                step = old[index]
                if step.start == step.end == start:
                    break
                steps.append(step._replace(start=step.start + shift, end=step.end + shift))
                index += 1
            first, last = self._source_start(start), self._source_end(end)
            if start == end:  # an insertion: between two characters of the source
                last = first
            while index < len(old) and old[index].start < end:
                first, last = min(first, old[index].source_start), max(last, old[index].source_end)
                index += 1
            while index < len(old) and old[index].start == old[index].end == start and start < end:
                index += 1
            if steps and steps[-1].source_end > first:
                first = steps[-1].source_end
            pieces += (self.text[at:start], replacement)
            steps.append(_Step(first, last, start + shift, start + shift + len(replacement)))
            shift += len(replacement) - (end - start)
            at = end
        steps.extend(step._replace(start=step.start + shift, end=step.end + shift) for step in old[index:])
        pieces.append(self.text[at:])
        return AlignedText(self.source, "".join(pieces), steps)


def _absorb(edits: list[Edit], steps: Sequence[_Step], text: str) -> Iterable[Edit]:
    """Widen each edit that cuts into an earlier replacement, so that it takes the replacement whole."""
    starts = [step.start for step in steps]
    for start, end, replacement in edits:
        index = bisect_left(starts, start) - 1
        if index >= 0 and steps[index].end > start:
            head = steps[index].start
            replacement, start = text[head:start] + replacement, head
        index = bisect_left(starts, end) - 1
        if index >= 0 and steps[index].end > end:
            tail = steps[index].end
            replacement, end = replacement + text[end:tail], tail
        yield Edit(start, end, replacement)


T = TypeVar("T")


def resolve_overlaps(items: Iterable[T], span: Callable[[T], Span], rank: Callable[[T], int]) -> list[T]:
    """Keep the items that win: lower rank first, then the longer, then the earlier; none that overlaps a kept one.

    This is the one rule by which mentions of different kinds share a text. Returned in order of position.
    """
    taken: list[Span] = []
    starts: list[int] = []
    kept: list[T] = []
    for item in sorted(items, key=lambda x: (rank(x), span(x).start - span(x).end, span(x).start)):
        mine = span(item)
        index = bisect_right(starts, mine.start)
        if index and taken[index - 1].end > mine.start or index < len(taken) and taken[index].start < mine.end:
            continue
        starts.insert(index, mine.start)
        taken.insert(index, mine)
        kept.append(item)
    return sorted(kept, key=lambda x: span(x))
