"""Characters: one form for each, and nothing else changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages import applied

from cntextclean.config import Config
from cntextclean.normalize.characters import normalise_characters
from cntextclean.normalize.spaces import close_gaps
from cntextclean.page import Page
from cntextclean.scripts.characters import compatibility, radicals

CASES = json.loads((Path(__file__).parent.parent / "cases" / "characters.json").read_text("utf-8"))
ODD = (
    "\x00\x07\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u202a\u3164\u2800\U000e0067\ufe0f\ufe00\U000e0100\u0301\u0332"
    "\u2f00\u2f01\u2f02\u2eac\uf967\uff21\uff11\uff0e\ufe30\ufe50\ufe35\u00a0\u3000\u2003\r\x85\u2028„‟〝〞＂"
)
PLAIN = " \n\t中国规范性文件的第一章绪论部王五大小ab1.,。，😀のア한"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.sampled_from(PLAIN), st.characters()), max_size=30)


def normalised(text: str, config: Config = Config()) -> str:  # noqa: B008
    return applied([normalise_characters, close_gaps], text, config).value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']}: {case['expected'][:12]!r}")
def test_cases(case: dict[str, Any]) -> None:
    assert normalised(case["input"]) == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases_are_stable(case: dict[str, Any]) -> None:
    assert normalised(case["expected"]) == case["expected"]


@given(TEXTS)
def test_is_idempotent(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


@given(TEXTS)
def test_keeps_the_lines(text: str) -> None:
    breaks = text.replace("\r\n", "\n")
    for char in "\r\x0b\x0c\x85\u2028\u2029":
        breaks = breaks.replace(char, "\n")
    assert normalised(text).count("\n") == breaks.count("\n")


@given(TEXTS)
def test_edits_are_sorted_and_disjoint_and_change_something(text: str) -> None:
    position = 0
    for edit in normalise_characters(Page(text), Config()):
        assert position <= edit.start < edit.end <= len(text)
        assert edit.replacement != text[edit.start : edit.end]
        assert edit.rule.startswith("characters.")
        position = edit.end


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("characters.invisible", "免\u200b费"),
        ("characters.radical", "⽅便"),
        ("characters.fullwidth", "ＡＢ机"),
        ("characters.vertical", "章︰夜"),
        ("characters.gap", "尤 其适合于测量"),
        ("characters.space", "a\u00a0b"),
    ],
)
def test_a_rule_can_be_switched_off(rule: str, text: str) -> None:
    assert normalised(text) != text
    assert normalised(text, Config(disable=frozenset({rule}))) == text


def test_every_radical_has_an_ideograph() -> None:
    assert radicals()["⺬"] == "示" and radicals()["⽅"] == "方"
    assert not any("\u2e80" <= form <= "\u2fdf" for form in radicals().values())


def test_compatibility_ideographs_are_the_canonical_ones() -> None:
    assert compatibility()["\uf9e9"] == "里"
    assert "\ufa0e" not in compatibility()  # one of the twelve that are unified after all


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    text = "规 范 性 文 件\u200b，" * 20_000
    assert normalised(text) == "规范性文件，" * 20_000
