"""Private-use characters: the table, the evidence each reading needs, and what is left for want of a font."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages import applied

import cntextclean as cn
from cntextclean._data.repair_tables import GBK_PRIVATE_USE
from cntextclean.config import Config
from cntextclean.page import Page
from cntextclean.repairs.private_use import drop_icons, find_unreadable, map_private_use
from cntextclean.text import Text

CASES = json.loads((Path(__file__).parent.parent / "cases" / "private_use.json").read_text(encoding="utf-8"))


def mapped(text: str, config: Config = Config()) -> str:  # noqa: B008
    return applied([drop_icons], applied([map_private_use], text, config).value, config).value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    assert mapped(case["input"]) == case["expected"], case["why"]


def test_the_eighty_places_of_row_fe() -> None:
    rows = [GBK_PRIVATE_USE[code] for code in range(0xE815, 0xE865)]
    assert len(set(rows)) == 80
    assert rows[0] == ord("⺁") and rows[0x6E - 0x50] == ord("⺪") and rows[-1] == 0x9FBB


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("可㤎陆深卸㮭㯣脑炸炎", ["unreadable.permuted-font"]),
        ("正文\n他\ue900\ue901\ue902\ue903\ue904去了\ue905\ue906\n完", ["unreadable.private-use"]),
        ("「䦖𨳺門」，是鄭成功時期", []),
        ("㐀㐁㐂㐃㐄㐅㐆㐇㐈㐉", []),  # a list of rare characters
        ("普通的句子，没有什么。", []),
    ],
)
def test_find_unreadable(text: str, rules: list[str]) -> None:
    assert [rule for _, rule in find_unreadable(Page(text))] == rules


def test_unreadable_spans_are_lines() -> None:
    text = "正文\n他\ue900\ue901\ue902\ue903\ue904去了\ue905\ue906\n完"
    assert [text[start:end] for (start, end), _ in find_unreadable(Page(text))] == [text.split("\n")[1]]


def test_a_rule_can_be_switched_off() -> None:
    assert mapped("\ue81e", Config(disable={"private-use.gbk"})) == "\ue81e"


@given(st.text(st.sampled_from("\ue81e\ue5e5\ue900\uf075的一是。，a 嘅係說\U000f0001\n"), max_size=40))
def test_settles(text: str) -> None:
    once = mapped(text)
    assert mapped(once) == once


@given(st.text(max_size=60))
def test_other_text_is_left(text: str) -> None:
    if not any("\ue000" <= c <= "\uf8ff" or c >= "\U000f0000" for c in text):
        assert not list(map_private_use(Page(text), Config()))


@pytest.mark.parametrize(
    ("text", "repaired", "why"),
    [
        ("\uf0d8 北京", "\uf0d8 北京", "a bullet is no damage"),
        ("结束了。\ue004", "结束了。\ue004", "an icon after a mark neither"),
        ("中\ue132国", "中国", "inside a word it is"),
    ],
)
def test_repair_leaves_icons_to_normalising(text: str, repaired: str, why: str) -> None:
    assert Text.of(text).apply(map_private_use(Page(text), Config())).value == repaired, why
    assert "\ue004" not in cn.clean(text).text and "\uf0d8" not in cn.clean(text).text
