"""Spans, and text that knows where each of its characters came from.

A normalised view differs from its source by a list of edits; between two edits the characters run one to one. The
alignment is built while editing, never recovered by comparing two texts afterwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct


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


class Edit(Struct, frozen=True, order=True, gc=False):
    """Replace `[start, end)` of the text at hand by `text`."""

    start: int
    end: int
    text: str


class _Step(Struct, frozen=True, gc=False):
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
        """Apply edits given in offsets of this view; they must not overlap. Cost is linear in text and edits.

        An edit that cuts into an earlier replacement takes it whole: their source spans become one.
        """
        new = sorted(edit for edit in edits if edit.start < edit.end or edit.text)
        if not new:
            return self
        old = self._steps
        pieces: list[str] = []
        steps: list[_Step] = []
        at = made = i = j = 0  # view offset copied so far, length made so far, next old step, next new edit
        delta = 0  # source offset minus view offset behind the last old step
        while i < len(old) or j < len(new):
            if j == len(new) or (i < len(old) and _stands_before(old[i], new[j])):
                step = old[i]
                pieces.append(self.text[at : step.end])
                made += step.end - at
                steps.append(_Step(step.source_start, step.source_end, made - (step.end - step.start), made))
                at, delta, i = step.end, step.source_end - step.end, i + 1
                continue
            first = min(new[j].start, old[i].start) if i < len(old) else new[j].start
            source_start, end, cursor = first + delta, first, first
            changed: list[str] = []
            begun = False
            while True:
                if j < len(new) and (new[j].start < end or (not begun and new[j].start == first)):
                    if new[j].start < cursor:
                        raise ValueError(f"edits overlap at {new[j].start}")
                    changed += (self.text[cursor : new[j].start], new[j].text)
                    cursor, end, j = new[j].end, max(end, new[j].end), j + 1
                elif i < len(old) and (old[i].start < end or (not begun and old[i].start == first)):
                    end, delta, i = max(end, old[i].end), old[i].source_end - old[i].end, i + 1
                else:
                    break
                begun = True
            changed.append(self.text[cursor:end])
            replacement = "".join(changed)
            pieces += (self.text[at:first], replacement)
            made += first - at
            steps.append(_Step(source_start, end + delta, made, made + len(replacement)))
            made += len(replacement)
            at = end
        if j and new[-1].end > len(self.text):
            raise ValueError("an edit reaches beyond the text")
        pieces.append(self.text[at:])
        return AlignedText(self.source, "".join(pieces), steps)


def _stands_before(step: _Step, edit: Edit) -> bool:
    """Whether an earlier step lies wholly before an edit; a deletion at the edit's start does."""
    return step.end <= edit.start and (step.start < edit.start or step.start == step.end)


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
        if (index and taken[index - 1].end > mine.start) or (index < len(taken) and taken[index].start < mine.end):
            continue
        starts.insert(index, mine.start)
        taken.insert(index, mine)
        kept.append(item)
    return sorted(kept, key=span)
