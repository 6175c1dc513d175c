"""Alignment: whatever is edited, spans of the view lead back to the characters they came from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtext.text import AlignedText, Edit, Span, resolve_overlaps

LETTERS = st.text(alphabet="甲乙丙丁戊0123\n \u200b", max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> AlignedText:
    """A text after up to three rounds of random edits."""
    view = AlignedText(draw(LETTERS))
    for _ in range(draw(st.integers(0, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, len(view.text)), max_size=8)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        at = -1
        edits = []
        for start, end in pairs:
            if start > at:
                edits.append(Edit(start, end, draw(st.text(alphabet="子丑寅", max_size=3))))
                at = end
        view = view.edit(edits)
    return view


@given(edited())
def test_untouched_characters_lead_back_to_themselves(view: AlignedText) -> None:
    for index, char in enumerate(view.text):
        span = view.to_source(index, index + 1)
        assert 0 <= span.start <= span.end <= len(view.source)
        if char not in "子丑寅":
            assert char in span.of(view.source)


@given(edited())
def test_spans_keep_order(view: AlignedText) -> None:
    spans = [view.to_source(i, i + 1) for i in range(len(view.text))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(spans))


@given(edited(), st.data())
def test_a_longer_span_holds_a_shorter_one(view: AlignedText, data: st.DataObject) -> None:
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    whole = view.to_source(start, end)
    assert whole.contains(view.to_source(start, start + 1))
    assert whole.contains(view.to_source(end - 1, end))


@given(edited(), st.data())
def test_from_source_finds_what_to_source_gave(view: AlignedText, data: st.DataObject) -> None:
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    span = view.to_source(start, start + 1)
    if span.start == span.end:  # an insertion has no characters in the source
        return
    back = view.from_source(*span)
    assert back.start <= start
    assert back.end >= start + 1


def test_dropped_characters_at_the_edge_stay_outside_a_span() -> None:
    view = AlignedText("\u200b网\u200b路\u200b").edit([Edit(0, 1, ""), Edit(2, 3, ""), Edit(4, 5, "")])
    assert view.text == "网路"
    assert view.to_source(0, 2) == Span(1, 4)
    assert view.to_source(0, 1) == Span(1, 2)


def test_replacements_map_as_a_whole() -> None:
    view = AlignedText("入口网站开设").edit([Edit(0, 4, "门户网站")])
    assert view.to_source(1, 2) == Span(0, 4)
    assert view.to_source(4, 6) == Span(4, 6)


def test_folding_must_keep_the_length() -> None:
    with pytest.raises(ValueError, match="length"):
        AlignedText("网路").with_text("网")


def test_the_lower_rank_wins_then_the_longer_span() -> None:
    items = [
        ("number", Span(0, 8), 0),
        ("digits", Span(4, 8), 1),
        ("long", Span(10, 16), 1),
        ("short", Span(12, 14), 1),
    ]
    kept = resolve_overlaps(items, lambda item: item[1], lambda item: item[2])
    assert [name for name, *_ in kept] == ["number", "long"]
