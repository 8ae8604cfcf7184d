"""Escapes: what is undone, what is shown on purpose and stays, and the promises over arbitrary text."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages import applied

from cntextclean.config import Config
from cntextclean.repairs.escapes import STAGES

CASES = json.loads((Path(__file__).parent.parent / "cases" / "escapes.json").read_text(encoding="utf-8"))
SENTENCES = ["今天的会议讨论了三个问题", "我們在台灣的公司", "他说，经济正在增长。", "春天来了"]


def undo(text: str, config: Config = Config()) -> str:  # noqa: B008
    return applied(STAGES, text, config).value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    assert undo(case["input"]) == case["expected"], case["why"]


def test_a_rule_can_be_switched_off() -> None:
    text = "&#20013;&#25991;。%E4%B8%AD%E5%9B%BD"
    assert undo(text, Config(disable={"escape.entity"})) == "&#20013;&#25991;。中国"
    assert undo(text, Config(disable={"escape."})) == text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_escape_comes_back(sentence: str) -> None:
    assert undo("".join(f"&#{ord(c)};" for c in sentence)) == sentence
    assert undo("".join(f"&amp;#x{ord(c):x};" for c in sentence)) == sentence
    assert undo("".join(f"\\u{ord(c):04x}" for c in sentence)) == sentence
    assert undo(quote(sentence)) == sentence
    assert undo("".join(f"={b:02X}" for b in sentence.encode())) == sentence
    assert undo("".join(f"={b:02X}" for b in sentence.encode("gb18030"))) == sentence


@given(st.text(st.sampled_from("&#x%=u\\amp;ltnbs123DE4B8A \n中文.?BQ5"), max_size=60))
def test_never_raises_and_settles(text: str) -> None:
    once = undo(text)
    assert undo(once) == once


@given(st.text(max_size=80))
def test_text_without_the_signs_is_left(text: str) -> None:
    if not set(text) & set("&%\\="):
        assert not applied(STAGES, text, Config()).edits
