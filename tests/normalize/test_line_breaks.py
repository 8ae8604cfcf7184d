# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Lines as blocks, and hard-wrapped lines joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.config import Config
from cntextclean.normalize.line_breaks import join_lines
from cntextclean.page import Page
from cntextclean.page.blocks import segment
from cntextclean.text import Text

KEEP = Config(script=None, punctuation="keep")


def joined(text: str, config: Config = KEEP) -> str:
    return Text.of(text).apply(join_lines(Page(text), config)).value


@given(st.text(alphabet="一。 \n\t　\u3000\x0b\u2028ab", max_size=60))
def test_blocks_cover_all_that_is_not_space_and_have_clean_edges(text: str) -> None:
    blocks = segment(text)
    position = 0
    for start, end in blocks:
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        assert "\n" not in text[start:end]
        position = end
    assert not text[position:].strip()


PROSE = "春天的早晨山里起了雾小路上没有行人只听见水声从石桥下面流过去老人背着竹篓慢慢地走到茶园里面开始采茶他说今年的雨水比往年多一些茶叶长得也好"
WRAPPED = "\n".join(PROSE[i : i + 30] for i in range(0, 60, 30)) * 1
LONG = (PROSE * 3)[:200]


def wrap(text: str, width: int, gap: str = "\n") -> str:
    return gap.join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [30, 35, 40])
def test_lines_broken_at_one_width_are_joined(width: int, gap: str) -> None:
    assert joined(wrap(LONG, width, gap)) == LONG


def test_a_page_of_four_wrapped_lines_is_joined() -> None:
    text = LONG[:119] + "。"
    assert joined(wrap(text, 30)) == text


def test_a_page_of_three_lines_is_not() -> None:
    text = wrap(LONG[:90], 30)
    assert joined(text) == text


def test_a_finished_sentence_ends_a_paragraph() -> None:
    first = LONG[:149] + "。"
    second = LONG[:140]
    text = wrap(first, 30) + "\n" + wrap(second, 30)
    assert joined(text) == first + "\n" + second


def test_an_indented_line_begins_a_paragraph() -> None:
    text = "　　" + wrap(LONG[:148], 30) + "\n　　" + wrap(LONG[:148], 30)
    assert joined(text).count("\n　　") == 1


VERSE = "白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼"
LIST = "\n".join(f"{i}、{PROSE[i : i + 27]}" for i in range(6))
MENU = "\n".join(["首页", "新闻", "体育", "娱乐", "更多"] * 4)
DIALOGUE = "\n".join(f"“{PROSE[i : i + 25]}。”" for i in range(8))
PARAGRAPHS = "\n".join(PROSE[: 31 + 9 * (i % 4)] for i in range(8))


@pytest.mark.parametrize(
    "text",
    [VERSE, LIST, MENU, DIALOGUE, PARAGRAPHS, "", "\n\n\n\n", LONG, "a\nb\nc\nd\ne\nf"],
    ids=["verse", "list", "menu", "dialogue", "paragraphs", "nothing", "breaks", "one line", "letters"],
)
def test_what_is_not_broken_at_a_width_stays(text: str) -> None:
    assert joined(text) == text


def test_latin_words_keep_a_space_between_them() -> None:
    words = "the quick brown fox jumps over the lazy dog and runs away from the old farm house now"
    text = "\n".join([words[:42].strip(), words[42:].strip()[:42].strip()] * 4)
    assert "\n" not in joined(text)
    assert joined(text).split() == text.split()


def test_joining_can_be_switched_off() -> None:
    text = wrap(LONG, 30)
    assert joined(text, Config(disable={"layout.join"})) == text


@given(st.lists(st.sampled_from([PROSE[:30], PROSE[:31], PROSE[:28] + "。", PROSE[:60], "短", "", "　　" + PROSE[:30]]), max_size=14))
def test_joining_twice_is_joining_once(lines: list[str]) -> None:
    once = joined("\n".join(lines))
    assert joined(once) == once
