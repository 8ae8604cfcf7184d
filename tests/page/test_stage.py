"""A stage that a page is passed over for has no edits of it."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean import Config
from cntextclean._pass import LAYOUT
from cntextclean.normalize.characters import _table
from cntextclean.page import Page, Stage
from cntextclean.page.characters import CharClass
from cntextclean.repairs import REPAIRS
from cntextclean.settle import Paged, run

PIECES = [
    "&amp;lt;p&amp;gt;", "&#20013;", "&nbsp;", "=?gb2312?B?1tDOxA==?=", "=E4=B8=AD", "%E4%B8%AD", "\\u4e2d\\u6587",
    "中(zhong)国(guo)", "??", "?(xi)", "（wen）", "规 范 性 引 用", "\n", "\r\n", "\x85", "\u3000", "\xa0", "ＡＢ１",
    "．", "⼀", "豈", "︰", "﹐", "„2009‟",
    "\ue000", "\ue5e5", "\U000f0000", "中\u200b国", "中\u0336国", "\u2800", "😀", "你😀好",
    "가", "나쁜", "說话", "国國", "*", "最*",
    "锟斤拷", "\ufffd", "æ–‡", "ä¸\xad", "中文", "今天天气很好，", "。", "a",
    "1", ":", ",", '"', "(", ")", "lt;p gt;", "の", "ア",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)
CHOOSY = [stage for stage in (*REPAIRS, *LAYOUT) if stage.needs != CharClass.ANY]


def name(stage: Stage) -> str:
    act: object = stage.act
    while isinstance(act, partial):
        act = act.args[0]
    return str(getattr(act, "__name__", act))


@pytest.mark.parametrize("stage", CHOOSY, ids=name)
@given(text=TEXTS)
def test_a_stage_has_no_edits_of_a_page_without_what_it_needs(stage: Stage, text: str) -> None:
    needed = {*Page(text).classes.positions(stage.needs)}
    rest = "".join(char for place, char in enumerate(text) if place not in needed)
    page = Page(rest)
    assert not page.holds & stage.needs
    assert not list(stage.act(page, Config()))


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("规 范", CharClass.SPACE), ("一\n二", CharClass.LINE_END), ("&amp;", CharClass.ESCAPE),
        ("100%", CharClass.ESCAPE), ("什么?", CharClass.QUESTION), ("中(zhong)", CharClass.BRACKET),
        ("中（文", CharClass.BRACKET), ("\u3000", CharClass.ODD), ("\ue000", CharClass.PRIVATE), ("", CharClass.ANY),
    ],
)  # fmt: skip
def test_what_a_page_holds(text: str, needed: int) -> None:
    assert Page(text).holds & needed


def test_plain_chinese_holds_nothing_odd() -> None:
    page = Page("今天（周一）天气“很好”，他说：去吧！……")
    assert not page.holds & (CharClass.ODD | CharClass.SPACE | CharClass.LINE_END | CharClass.ESCAPE)


def test_every_character_that_is_given_another_form_is_odd() -> None:
    changed = [chr(code) for code in _table().nonzero()[0].tolist() if not 0xD800 <= code < 0xE000]
    assert changed
    assert len(Page("".join(changed)).classes.positions(CharClass.ODD)) == len(changed)


def test_a_stage_is_asked_only_where_it_may_find_something() -> None:
    asked: list[str] = []

    def act(page: Page, config: Config) -> tuple[()]:
        asked.append(page.text)
        return ()

    for text in ("中文", "中 文"):
        run(Paged.of(text), [Stage(act, CharClass.SPACE)], Config())
    assert asked == ["中 文"]
