"""A pattern that is compiled later says what one says that is compiled at once."""

from __future__ import annotations

import re

import pytest

from cntextclean import patterns
from cntextclean.patterns import lazy

CASES = [
    ("match", "aab", 2), ("fullmatch", "aa", 2), ("search", "baa", 3), ("finditer", "aabaa", None),
    ("findall", "aabaa", None), ("split", "xaay", None),
]  # fmt: skip


@pytest.mark.parametrize(("method", "text", "end"), CASES)
def test_every_method_gives_what_a_compiled_pattern_gives(method: str, text: str, end: int | None) -> None:
    found, expected = getattr(lazy("a+"), method)(text), getattr(re.compile("a+"), method)(text)
    if method == "finditer":
        found, expected = [m.span() for m in found], [m.span() for m in expected]
    elif end is not None:
        assert found.end() == end
        found, expected = found.span(), expected.span()
    assert found == expected


def test_flags_count_and_a_replacement_is_made() -> None:
    assert lazy("a+", re.IGNORECASE).sub("-", "xAay") == "x-y"
    assert lazy("a+").sub("-", "xAay") == "xA-y"


def test_bytes_and_the_source_of_a_pattern() -> None:
    assert lazy(b"a+").search(b"xaa")
    assert lazy("(a)(b)").pattern == "(a)(b)"
    assert lazy("(a)(b)").groups == 2


def test_nothing_is_compiled_before_it_is_used_and_then_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = re.compile
    monkeypatch.setattr(patterns.re, "compile", lambda source, flags: made.append(source) or real(source, flags))
    pattern = lazy("a+")
    assert not made
    assert pattern.search("a") and pattern.search("a") and not pattern.match("b")
    assert made == ["a+"]


def test_a_broken_pattern_is_an_error_when_it_is_used() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("a")
