"""Alignment and Text: replay, composition and mapping both ways."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.alignment import Alignment, Edit, Span
from cntextclean.text import Substitution, Text


@st.composite
def edits_of(draw: st.DrawFn, value: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(value)), max_size=8).filter(lambda c: len(c) % 2 == 0)))
    spans = zip(cuts[::2], cuts[1::2], strict=True)
    words = st.text("甲乙丙", max_size=3)
    return [Edit(a, b, draw(words), draw(st.sampled_from(["r1", "r2"]))) for a, b in spans]


@st.composite
def texts(draw: st.DrawFn) -> Text:
    text = Text.of(draw(st.text("abcdef子丑寅", max_size=12)))
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            text = text.apply(draw(edits_of(text.value)))
        else:
            bulk = Substitution(text.value).then(text.value.replace("a", "b").replace("甲", "丁"), "bulk")
            text = text.apply(bulk.then(bulk.after.replace("b", "c"), "more"))
    return text


@given(texts())
def test_composed_edits_replay(text: Text) -> None:
    assert Text.of(text.source).apply(text.edits).value == text.value


@given(texts(), st.data())
def test_a_source_range_reproduces_its_output(text: Text, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text.value)))
    start = data.draw(st.integers(0, end))
    span = text.alignment.source_span(start, end)
    assert 0 <= span.start <= span.end <= len(text.source)
    # Every output character that no edit touched stands in the source range it maps to.
    if start < end:
        piece = Text.of(text.source[span.start : span.end])
        inside = list(text.edits_in(span))
        moved = [Edit(e.start - span.start, e.end - span.start, e.replacement, e.rule) for e in inside]
        assert text.value[start:end] in piece.apply(moved).value


@given(texts(), st.data())
def test_unchanged_characters_map_to_themselves(text: Text, data: st.DataObject) -> None:
    blocks = text.alignment.blocks
    for i, char in enumerate(text.value):
        if not any(b.out_start <= i < b.out_end for b in blocks):
            span = text.alignment.source_span(i, i + 1)
            assert span.end - span.start == 1
            assert text.alignment.output_span(*span) == Span(i, i + 1)
            if not any(e.start <= span.start < e.end for e in text.edits):
                assert text.source[span.start] == char


@given(st.text("abcdef", max_size=10), st.data())
def test_then_is_associative(source: str, data: st.DataObject) -> None:
    one = Text.of(source)
    alignments = []
    for _ in range(3):
        # Insertions that touch another edit have no one right place in a composition: leave them out.
        edits = [e for e in data.draw(edits_of(one.value)) if e.start < e.end]
        alignments.append(Alignment.from_edits(edits))
        one = one.apply(edits)
    a, b, c = alignments
    left, right = a.then(b).then(c), a.then(b.then(c))
    for start in range(len(one.value) + 1):
        for end in range(start, len(one.value) + 1):
            assert left.source_span(start, end) == right.source_span(start, end)


CASES = [
    # source, edits, output range, source range, why
    ("數(shù)據", [Edit(1, 6, "", "gloss")], (0, 2), (0, 7), "a range over a deletion holds it"),
    ("數(shù)據", [Edit(1, 6, "", "gloss")], (0, 1), (0, 1), "a deletion at the end is left out"),
    ("數(shù)據", [Edit(1, 6, "", "gloss")], (1, 2), (6, 7), "a deletion at the start is left out"),
    ("當?shù)母x", [Edit(0, 6, "當的", "slip")], (0, 1), (0, 6), "inside a replacement: the whole of it"),
    ("abc", [Edit(1, 1, "X", "r")], (1, 2), (1, 1), "an insertion comes from an empty range"),
    ("abc", [], (1, 3), (1, 3), "no edits: identity"),
]


@pytest.mark.parametrize(("source", "edits", "output", "expected", "why"), CASES, ids=[c[-1] for c in CASES])
def test_source_span(
    source: str, edits: list[Edit], output: tuple[int, int], expected: tuple[int, int], why: str
) -> None:
    assert Alignment.from_edits(edits).source_span(*output) == expected, why


def test_edits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="sorted"):
        Text.of("abcd").apply([Edit(2, 3, "", "r"), Edit(1, 2, "", "r")])


def test_substitution_must_keep_the_length() -> None:
    with pytest.raises(ValueError, match="length"):
        Substitution("abcd").then("abc", "r")


def test_a_substitution_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        Text.of("abcd").apply(Substitution("abce").then("abcf", "r"))


def test_a_substitution_is_the_edits_it_stands_for() -> None:
    bulk = Substitution("数据abc").then("數據abc", "one").then("數據aBx", "two").then("數据aBx", "three")
    assert list(bulk) == [Edit(0, 1, "數", "one"), Edit(3, 4, "B", "two"), Edit(4, 5, "x", "two")]
    whole, single = Text.of("数据abc").apply(bulk), Text.of("数据abc").apply(list(bulk))
    assert (whole.value, whole.edits) == (single.value, single.edits)
    assert [e.rule for e in Substitution("a").then("b", "one").then("c", "two")] == ["one+two"]


def test_rules_that_meet_are_joined() -> None:
    text = Text.of("a,b").apply([Edit(1, 2, ";", "one")]).apply([Edit(1, 2, "；", "two")])
    assert text.edits == (Edit(1, 2, "；", "one+two"),)


@given(texts(), st.data())
def test_covering_spans_of_a_division_cover_the_source(text: Text, data: st.DataObject) -> None:
    cuts = [0, *sorted(data.draw(st.lists(st.integers(0, len(text.value)), max_size=3))), len(text.value)]
    covered = 0
    for start, end in pairwise(cuts):
        span = text.alignment.covering_span(start, end)
        assert span.start <= text.alignment.source_span(start, end).start
        assert span.start <= covered
        covered = max(covered, span.end)
    assert covered == len(text.source)


def test_how_sure_a_guess_is_survives_later_changes() -> None:
    """The margin always; the alternatives as long as nothing reaches beyond the place they are readings of."""
    guess = Edit(2, 4, "行走著", "guess", True, 0.4, ("行走中",))
    guessed = Text.of("我們??步").apply([guess])
    assert guessed.edits == (guess,)
    inside = guessed.apply(Substitution(guessed.value).then("我们行走着步", "script"))
    assert inside.edits[-1] == Edit(2, 4, "行走着", "guess+script", True, 0.4, ("行走中",))
    beyond = guessed.apply([Edit(4, 6, "著慢步", "joined")])
    assert beyond.edits == (Edit(2, 5, "行走著慢步", "guess+joined", True, 0.4, ()),)
    assert guessed.has_guesses and not Text.of("a").apply([Edit(0, 1, "b", "sure")]).has_guesses


@given(texts(), st.data())
def test_the_output_of_a_range_is_what_the_inverse_says(text: Text, data: st.DataObject) -> None:
    alignment = text.alignment
    start = data.draw(st.integers(0, len(text.source)))
    end = data.draw(st.integers(start, len(text.source)))
    assert alignment.output_span(start, end) == alignment.inverse().source_span(start, end)
