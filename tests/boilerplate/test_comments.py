"""Readers' comments under an article go unless they are asked for; the posts of a thread always stay."""

from __future__ import annotations

import pytest
from test_label import BODY, THREAD

import cntextclean as cn

COMMENTS = [
    "这篇报道写得真好，希望更多的人关心山里的孩子。",
    "我小时候也在这样的学校读书，每天走两个小时。",
    "书可以捐到哪里？我家里有很多旧书。",
]
HEADING = pytest.mark.parametrize("heading", ["网友评论", "全部评论\n共有3条评论", "发表评论"])


def page(heading: str) -> str:
    comments = [
        line
        for i, text in enumerate(COMMENTS)
        for line in (f"河边的人{i}", f"2021-03-0{i + 5} 08:12", text, "回复 举报")
    ]
    above = ["某某在线", "首页", "新闻", "首页 > 新闻 > 正文", "山村小学来了新老师", "2021-03-04 10:20 来源：某某晚报"]
    below = ["相关阅读", "某地举行春季运动会", "公园里的花开了", "关于我们 | 联系我们", "版权所有 某某在线"]
    return "\n".join([*above, *BODY, "责任编辑：李四", "分享到：", heading, *comments, *below])


@HEADING
def test_comments_go_by_default(heading: str) -> None:
    document = cn.clean(page(heading))
    assert document.text.split("\n") == BODY
    assert [block.label for block in document.dropped if block.text in COMMENTS] == ["comment"] * len(COMMENTS)


@HEADING
def test_comments_stay_in_order_behind_the_article(heading: str) -> None:
    config = cn.Config(comments="keep")
    text = cn.clean(page(heading), config).text
    places = [text.find(part) for part in (*BODY, *COMMENTS)]
    assert -1 not in places
    assert places == sorted(places)
    for furniture in ("回复 举报", "公园里的花开了", "版权所有", "首页"):
        assert furniture not in text
    assert cn.clean(text, config).text == text


@pytest.mark.parametrize("comments", ["drop", "keep"])
def test_the_posts_of_a_thread_are_no_comments(comments: str) -> None:
    text = cn.clean(THREAD, cn.Config(comments=comments)).text  # type: ignore[arg-type]
    posts = [line for line in THREAD.split("\n") if "。" in line]
    assert all(post in text for post in posts)
    assert "只看该作者" not in text
