# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Advertisement inside content lines is cut out, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.boilerplate.fragments import cut_fragments
from cntextclean.boilerplate.rulebook import Rule, rulebook
from cntextclean.config import Config
from cntextclean.page import Page
from cntextclean.page.fold import fold
from cntextclean.text import Text

KEEP = Config(script=None, punctuation="keep")
RULES = rulebook("fragments").rules


def cut(text: str, config: Config = KEEP) -> str:
    return Text.of(text).apply(cut_fragments(Page(text), config)).value


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_hits_and_not_its_misses(rule: Rule) -> None:
    alone = Config(disable={other.id for other in RULES} - {rule.id})
    for example in rule.hit:
        text = f"他来了。{example}" if cut(example, alone) == example else example
        assert [edit.rule for edit in cut_fragments(Page(text), alone)] == [rule.id], example
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
        ("他推开门。某某小说网 www.example.com 她抬起头。", "他推开门。她抬起头。", "a site between sentences"),
        ("中文网www.example.com是他创办的。", "中文网www.example.com是他创办的。", "a site the sentence is about"),
        ("雨停了。本文转自：某某微信公众号，侵权请联系删除。", "雨停了。", "where it was taken from"),
        ("他认为未经许可不得转载的规定应当修改。", "他认为未经许可不得转载的规定应当修改。", "a sentence about copying"),
        ("课程开班了。详询：400-123-4567", "课程开班了。", "a telephone that sells"),
        ("消息公布了。联系电话：010-12345678", "消息公布了。联系电话：010-12345678", "a telephone in a notice"),
        ("货很多。需要的请加微信 abc12345", "货很多。", "an account that sells"),
        ("他加了微信群，群里有三百人。", "他加了微信群，群里有三百人。", "a sentence about accounts"),
        ("她走了。最新网址：www.example.com", "她走了。", "a novel site's new address"),
        ("最新地址选在城东。", "最新地址选在城东。", "another kind of address"),
        ("她笑了。【無彈窗小說網】", "她笑了。", "Traditional, a novel site's praise"),
        ("大家都来了。7 x+ n: a) s& y$ k% o", "大家都来了。", "letters drawn at random by forum software"),
        ("选项有a, b, c, d, e, f六个。", "选项有a, b, c, d, e, f六个。", "letters that are listed"),
        ("古镇很美。（图片来源：网络，侵删）", "古镇很美。", "pictures from nowhere"),
        ("古镇很美。（图片由受访者提供）", "古镇很美。（图片由受访者提供）", "pictures from somebody"),
        ("问题很复杂。展开全部", "问题很复杂。", "a button"),
        ("图很美。【点击查看大图】", "图很美。", "a button in brackets"),
        ("他说。查看了原件。", "他说。查看了原件。", "a verb that buttons use"),
    ],
)
def test_the_sentence_round_a_fragment_stays(text: str, expected: str, why: str) -> None:
    assert cut(text) == expected, why


def test_a_rule_can_be_switched_off() -> None:
    text = "会议结束。展开全文"
    assert cut(text) == "会议结束。"
    assert cut(text, Config(disable={"fragment.button"})) == text


def test_a_line_of_many_fragments_one_behind_the_other_is_left_alone() -> None:
    tail = "更多精彩请关注某某公众号。"
    assert cut("他睡了。" + 2 * tail) == "他睡了。"
    assert cut("他睡了。" + 200 * tail) == "他睡了。" + 200 * tail


PIECES = [example for rule in RULES for example in (*rule.hit, *rule.miss)] + ["\n", "。", "，", "他来了", " ", "www.", "("]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_cutting_twice_is_cutting_once(text: str) -> None:
    once = cut(text)
    assert fold(cut(once)) == fold(once)
