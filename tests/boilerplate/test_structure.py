"""What repeats down a page and what lines are about."""

from __future__ import annotations

import numpy as np
import pytest

from cntextclean.boilerplate.features import COLUMN, measure
from cntextclean.boilerplate.structure import TOPICS
from cntextclean.page import Page
from cntextclean.page.blocks import segment


def column(text: str, name: str) -> list[float]:
    """One measurement of every line of a page."""
    blocks = segment(text)
    base = measure(Page(text).folded, blocks, [()] * len(blocks)).base
    values: list[float] = base[:, COLUMN[name]].tolist()
    return values


COMMENTS = "\n".join([
    "# re: 新年好 2004-12-27 12:46 flyingbirds",
    "欢迎欢迎",
    "# re: 新年好 2004-12-28 9:07 Hover",
    "高手来了，有失远迎。",
    "# re: 新年好 2005-1-3 17:53 dudu",
    "希望以后多交流。",
])  # fmt: skip


@pytest.mark.parametrize("name", ["build", "ending", "opening"])
def test_lines_of_one_build_are_counted(name: str) -> None:
    values = column(COMMENTS, name)
    assert min(values[0::2]) > 0
    assert max(values[1::2]) == 0


def test_lines_that_come_twice_are_counted() -> None:
    values = column("回复\n第一句话。\n回复\n第二句话。\n回复", "copies")
    assert [value > 0 for value in values] == [True, False, True, False, True]
    assert values[0] == pytest.approx(np.log(3) / 3)


@pytest.mark.parametrize(
    ("line", "stamp", "floor", "why"),
    [
        ("发表于 2012-3-4 10:20", True, False, "a date and a time"),
        ("小鱼儿 08-11 16:06", True, False, "a day and a time"),
        ("3月5日 晴", True, False, "a Chinese day"),
        ("12楼", False, True, "a floor"),
        ("#5", False, True, "a floor"),
        ("共有3个问题", False, False, "a number"),
        ("比分是3:1", False, False, "a score"),
        ("第1024号文件", False, False, "a number of four digits"),
    ],
)
def test_dates_and_floors_are_found(line: str, stamp: bool, floor: bool, why: str) -> None:
    text = f"第一行\n{line}\n最后一行"
    assert column(text, "stamp") == [0, stamp, 0], why
    assert column(text, "floor") == [0, floor, 0], why


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_finds_its_words(topic: str) -> None:
    word = TOPICS[topic].split()[0]
    values = column(f"河水流过石桥\n{word}\n河水流过石桥", topic)
    assert values[1] == 1
    assert values[0] < 0.5 > values[2]  # two characters are told by a number that few others share


def test_the_title_is_known_where_it_comes_again() -> None:
    text = "山村小学来了新老师-某某网\n首页\n山村小学来了新老师\n公园里的花开了"
    values = column(text, "title_like")
    assert values[2] > 0.8
    assert values[1] < 0.2 > values[3]


def test_the_largest_run_of_prose_is_marked() -> None:
    prose = "昨天下午，县里的几位老师冒着雨走进山村小学，给孩子们带来了新的图书和文具。"
    text = "\n".join(["首页", "新闻", prose, prose, prose, "更多", "下载", "登录", prose[:20] + "。"])
    assert column(text, "main") == [0, 0, 1, 1, 1, 0, 0, 0, 0]
