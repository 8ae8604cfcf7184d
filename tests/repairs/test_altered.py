"""What is found and counted, and never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.page import Page
from cntextclean.repairs.obfuscation.altered import find_altered, locate_altered


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("寂寞就湜莪們菂共哘語", "altered.martian-script"),
        ("迦我薇信qq同号", "altered.ad-evasion"),
        ("时时菜PK⑩计划", "altered.ad-evasion"),
        ("只有一项为哪一项符合题目要求的", "altered.synonym-spin"),
        ("だい英語えいごBig5", "altered.flattened-ruby"),
        ("欧美成人精品一区二区_345成人看片\n正文在此。", "altered.keyword-line"),
    ],
)
def test_found(text: str, rule: str) -> None:
    assert set(find_altered(Page(text))) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "我们的共同语言是汉语。",
        "蔷薇信步走过",
        "采薇是诗经里的一篇",
        "把纽扣扣好",
        "他做了几道时令菜",
        "東京都渋谷区の会社で働いています。日本語のテストです。",
        "这是国产精品，远销欧美。",
        "莪是一种植物",
    ],
)
def test_not_found(text: str) -> None:
    assert find_altered(Page(text)) == {}


def test_spans_are_where_the_words_are() -> None:
    text = "标题\n迦我薇信"
    ((span, _),) = locate_altered(Page(text))
    assert text[span.start : span.end] == "薇信"


@given(st.text(max_size=80))
def test_spans_lie_in_the_text(text: str) -> None:
    for span, _ in locate_altered(Page(text)):
        assert 0 <= span.start <= span.end <= len(text)
