"""Punctuation: narrowed marks restored beside Chinese, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.config import Config
from cntextclean.normalize.punctuation import PUNCTUATION
from cntextclean.settle import Paged, run
from cntextclean.text import Text

CASES = json.loads((Path(__file__).parent.parent / "cases" / "punctuation.json").read_text("utf-8"))
TEXTS = st.text(
    st.one_of(
        st.sampled_from(",:;?!()\"'.-…—，。：；？！（）“”《》、 \n"),
        st.sampled_from("中国文字的好aB1é=/{}`[]のア"),
        st.characters(),
    ),
    max_size=30,
)
NARROW = str.maketrans("，：；？！（）", ",:;?!()")


def marked(text: str, config: Config = Config()) -> Text:  # noqa: B008
    return run(Paged.of(text), PUNCTUATION, config).text


def widened(text: str, config: Config = Config()) -> str:  # noqa: B008
    return marked(text, config).value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']}: {case['expected'][:12]!r}")
def test_cases(case: dict[str, Any]) -> None:
    assert widened(case["input"]) == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases_are_stable(case: dict[str, Any]) -> None:
    assert widened(case["expected"]) == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_keep_leaves_all(case: dict[str, Any]) -> None:
    assert marked(case["input"], Config(punctuation="keep")).edits == ()


@given(TEXTS)
def test_is_idempotent(text: str) -> None:
    once = widened(text)
    assert widened(once) == once


@given(TEXTS)
def test_edits_are_sorted_and_disjoint(text: str) -> None:
    position = 0
    for edit in marked(text).edits:
        assert position <= edit.start < edit.end <= len(text)
        position = edit.end


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_text_is_left_alone(text: str) -> None:
    assert marked(text).edits == ()


SENTENCES = ["今天，天气很好。", "真的吗？", "他说：“好！”", "各县（市、区）参加；", "（徐槿）"]


@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_narrowed_sentences_come_back(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert widened(text.translate(NARROW)) == text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("punctuation.comma", "今天,好"),
        ("punctuation.bracket", "各县(市)长"),
        ("punctuation.ellipsis", "他走了...然后"),
        ("punctuation.dash", "工艺--制陶"),
        ("punctuation.doubled", "预备，，不过"),
        ("punctuation.quote", "所谓\"创新\"就是"),
        ("punctuation.space", "下坡路。 众多"),
    ],
)
def test_a_rule_can_be_switched_off(rule: str, text: str) -> None:
    assert widened(text) != text
    assert widened(text, Config(disable=frozenset({rule}))) == text


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    assert widened("((今天,天气" * 20_000).count("，") == 20_000
