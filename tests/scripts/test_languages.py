"""Japanese and Korean are left alone, on a page, a line, in a clause and as a word; Chinese beside them is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.config import Script
from cntextclean.normalize.script import identify_script
from cntextclean.scripts.characters import kinds
from cntextclean.scripts.languages import foreign, japanese_words, language

CASES = json.loads((Path(__file__).parent.parent / "cases" / "languages.json").read_text("utf-8"))
TEXTS = st.text("国國語语經経済の東はです한국은의我们這很，。「」\n a", max_size=30)


@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: case["input"][:20])
def test_what_is_japanese_or_korean_stays(case: dict[str, Any]) -> None:
    text = case["input"]
    assert identify_script(text).script == case["script"]
    assert cn.repair(text).value == text
    assert all(cn.unify(text, script).value == text for script in get_args(Script))


@pytest.mark.parametrize("case", CASES["parts"], ids=lambda case: f"{case['entry']} {case['input'][:20]}")
def test_what_is_chinese_beside_it_does_not(case: dict[str, Any]) -> None:
    text, entry = case["input"], case["entry"]
    result = cn.repair(text) if entry == "repair" else cn.unify(text, entry)
    assert result.value == case["expected"]


def test_the_table_is_large_and_says_why() -> None:
    assert len(CASES["whole"]) + len(CASES["parts"]) >= 100
    assert all(case["why"] for part in CASES.values() for case in part)


@given(TEXTS)
def test_a_line_added_below_leaves_a_chinese_page_chinese(text: str) -> None:
    page = "我们这里说的话很多，你们都来听吧。\n" * 5
    whole = page + text
    mask = foreign(whole, kinds(whole))
    assert not mask[: len(page) - 1].any()


@given(TEXTS)
def test_a_japanese_word_is_made_of_what_japanese_writes(text: str) -> None:
    found = kinds(text)
    words = np.flatnonzero(japanese_words(text, found))
    assert not {text[at] for at in words.tolist()} & set("國语經们這很")


@given(TEXTS)
def test_a_text_without_letters_or_forms_of_its_own_has_no_other_language(text: str) -> None:
    plain = "".join(char for char in text if char not in "経済のはです한국은의")
    assert language(plain, kinds(plain)) == ""
    assert not foreign(plain, kinds(plain)).any()
