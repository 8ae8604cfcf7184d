"""Lines that are furniture at both ends and text in between."""

from __future__ import annotations

import pytest

import cntextclean as cn
from cntextclean.boilerplate.line_rules import Line
from cntextclean.boilerplate.mixed import without_ends
from cntextclean.config import Config
from cntextclean.page.blocks import Block, Labelled
from cntextclean.page.fold import fold


def parts(text: str, config: Config = Config()) -> list[tuple[str, str | None]]:  # noqa: B008
    line = Line(Block(0, len(text)), fold(text), None, None, ())
    whole = Labelled(0, len(text), "body", None, "layout.body")
    return [(text[part.start : part.end], part.label) for part in without_ends(line, whole, config)]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("推 abc: 好吃 06/05 21:26", [("推 abc:", "comment"), ("好吃", None), ("06/05 21:26", "comment")], "all"),
        ("→ kiki: 想問地址 06/05", [("→ kiki:", "comment"), ("想問地址", None), ("06/05", "comment")], "no time"),
        ("今天天气真好 赞[3] 转发[2]", [("今天天气真好", None), ("赞[3] 转发[2]", "share")], "buttons with numbers"),
        ("我也这么觉得 举报 回复", [("我也这么觉得", None), ("举报 回复", "share")], "two buttons"),
        ("会议时间: 06/05 21:26", [("会议时间: 06/05 21:26", None)], "no account"),
        ("三个词语: 支持 反对 评论", [("三个词语: 支持 反对 评论", None)], "words of a lesson"),
        ("他负责举报 回复群众来信", [("他负责举报 回复群众来信", None)], "a sentence"),
    ],
)
def test_the_ends_go_and_the_middle_stays(text: str, expected: list[tuple[str, str | None]], why: str) -> None:
    assert parts(text) == expected, why


def test_it_can_be_switched_off() -> None:
    text = "我也这么觉得 举报 回复"
    assert parts(text, Config(disable=frozenset({"mixed."}))) == [(text, None)]


def test_clean_text_is_not_cut() -> None:
    text = "我也这么觉得 举报 回复\n第二句话。"
    assert cn.clean(text, cn.Config(punctuation="keep")).text == text
