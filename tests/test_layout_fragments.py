# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Advertisement inside content lines is cut out, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.config import Config
from cntextclean.layout.fold import fold
from cntextclean.layout.fragments import cut_fragments
from cntextclean.layout.rulebook import Rule, rulebook
from cntextclean.text import Text

KEEP = Config(script=None, punctuation="keep")
RULES = rulebook("fragments").rules


def cut(text: str, config: Config = KEEP) -> str:
    return Text.of(text).apply(cut_fragments(text, config)).value


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_hits_and_not_its_misses(rule: Rule) -> None:
    alone = Config(disable={other.id for other in RULES} - {rule.id})
    for example in rule.hit:
        text = f"他来了。{example}" if cut(example, alone) == example else example
        assert [edit.rule for edit in cut_fragments(text, alone)] == [rule.id], example
    for example in rule.miss:
        assert cut(example) == example
    assert rule.label


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("某某范文宝典:www.example.com今年以来,工作顺利。", "今年以来,工作顺利。", "glued before a sentence"),
        ("某某範文寶典：www.example.com今年以來，工作順利。", "今年以來，工作順利。", "Traditional, fullwidth marks"),
        ("会议结束。（更多精彩请关注某某公众号）下午休会。", "会议结束。下午休会。", "a bracket between sentences"),
        ("夜深了。（本章未完，请点击下一页继续阅读）", "夜深了。", "a novel site's prompt"),
        ("他的主页是www.example.com，欢迎访问。", "他的主页是www.example.com，欢迎访问。", "an address the sentence needs"),
        ("某某范文宝典：www.example.com", "某某范文宝典：www.example.com", "a whole line is a matter for label"),
        ("图片来源于网络的占三成。", "图片来源于网络的占三成。", "a sentence about pictures"),
    ],
)
def test_the_sentence_round_a_fragment_stays(text: str, expected: str, why: str) -> None:
    assert cut(text) == expected, why


def test_a_rule_can_be_switched_off() -> None:
    text = "会议结束。展开全文"
    assert cut(text) == "会议结束。"
    assert cut(text, Config(disable={"fragment.button"})) == text


PIECES = [example for rule in RULES for example in (*rule.hit, *rule.miss)] + ["\n", "。", "，", "他来了", " ", "www.", "("]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_cutting_twice_is_cutting_once(text: str) -> None:
    once = cut(text)
    assert fold(cut(once)) == fold(once)
