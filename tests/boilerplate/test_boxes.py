"""The boxes of a page, and that tags decide where the text alone does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.boilerplate.boxes import find_boxes, levels_of


@pytest.mark.parametrize(
    ("shared", "boxes", "why"),
    [
        ([0], {(0, 1)}, "one line is the page"),
        ([0, 0, 0], {(0, 3)}, "nothing is shared but the page"),
        ([0, 2, 2, 1], {(0, 4), (0, 3)}, "three lines in one box, the fourth beside it"),
        ([0, 1, 2, 1], {(0, 4), (1, 3)}, "a box in the page, which all share"),
        ([0, 3, 0, 3], {(0, 4), (0, 2), (2, 4)}, "two boxes"),
        ([0, 2, 1, 2, 0], {(0, 5), (0, 4), (0, 2), (2, 4)}, "two boxes in a third"),
    ],
)
def test_boxes_of_a_page(shared: list[float], boxes: set[tuple[int, int]], why: str) -> None:
    found = find_boxes(np.array(shared, np.float32))
    assert set(zip(found.first.tolist(), found.end.tolist(), strict=True)) == boxes, why


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
def test_boxes_lie_in_their_parents(shared: list[int]) -> None:
    found = find_boxes(np.array(shared, np.float32))
    for box in range(1, len(found.first)):
        up = found.parent[box]
        assert 0 <= up != box
        assert found.first[up] <= found.first[box] < found.end[box] <= found.end[up]
    for line, home in enumerate(found.home):
        assert found.first[home] <= line < found.end[home]
        inner = [b for b in range(len(found.first)) if found.first[b] <= line < found.end[b]]
        sizes = [found.end[b] - found.first[b] for b in inner]
        assert found.end[home] - found.first[home] == min(sizes)
    assert levels_of(found).shape == (len(shared), 5)


MENU = "<ul class=nav><li><a>首页</a><li><a>新闻</a><li><a>登录</a></ul><div>首页 &gt; 新闻 &gt; 正文</div>"
STORY = (
    "腊月里，镇上的老茶馆又坐满了人，炉子上的水壶咕嘟咕嘟地响，说书先生把醒木往桌上轻轻一拍。",
    "听书的多半是附近的老人，也有带着孙子来的，孩子们只顾着吃花生，吃完了就靠在大人腿上睡着了。",
    "散场的时候天已经黑了，大家约好明天再来，掌柜的站在门口一个一个地送出去，嘱咐他们慢一点走。",
)
TEASERS = (
    "石桥修好以后，从镇上到对岸的集市只要走一刻钟，挑担子的人再也不用绕路了。",
    "集市开张那天下着小雨，卖布的和卖糖的都搭起了棚子，孩子们在中间跑来跑去。",
    "学堂里换了新的桌椅，先生说旧的要留给邻村的孩子，谁也不许在上面刻字。",
)


def test_a_box_of_teasers_is_left_out_though_each_is_a_sentence() -> None:
    pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")
    article = "".join(f"<p>{line}</p>" for line in STORY)
    teasers = "".join(f"<li><a href=/{i}>{line}</a></li>" for i, line in enumerate(TEASERS))
    page = (
        f"<title>老茶馆里的说书人_柳镇生活网</title>{MENU}<h1>老茶馆里的说书人</h1><div>2021-01-20 来源：柳镇晚报</div>"
        f"<div class=content>{article}</div><div class=related><ul>{teasers}</ul></div><div>版权所有 柳镇生活网</div>"
    )
    text = cn.clean_html(page).text
    assert text.split("\n") == list(STORY)
