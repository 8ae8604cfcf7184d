"""Four times the input takes four times the steps: calls are counted, of Python's functions and of built-in ones, so
the machine and what else it does are no part of it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest
from caches import forget

from cntextclean import Config, clean

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
NEWS = (PAGES / "clean_news.txt").read_text("utf-8")
INJECTED = (PAGES / "injected_news.txt").read_text("utf-8")
MISREAD = "今天下午，市政府召开新闻发布会，通报了有关情况。\n".encode("gbk").decode("latin-1")
LINE = "受冷空气影响，北京今日气温骤降，市民纷纷换上厚衣服。"

SHAPES = {
    "pages one after the other": NEWS * 2,
    "damaged pages one after the other": INJECTED,
    "one short line": "今天天气很好\n" * 100,
    "one short line with a header": "今天天气很好\n" * 60 + "来源：新华网\n",
    "numbers on lines of their own": "1\n" * 200,
    "a label on lines of its own": "广告\n" * 120,
    "line ends of Windows": f"{LINE}\r\n" * 60,
    "nothing but line ends": "\r\n" * 300,
    "nulls": "\0" * 300,
    "nulls in text": "天\0气" * 200,
    "bytes of GBK as letters": MISREAD * 12,
    "lost characters": "中\ufffd文" * 60,
    "question marks": "?" * 400,
    "spaced characters": "今 天 天 气 " * 60,
    "entities": "&amp;" * 100,
    "brackets": "（(" * 200,
}
TIMES = 4
SLACK = 1.25  # what is done once for a page, and done more often beyond some size
"""Anything that looks at all of a page once for each of its lines takes 16 times the steps."""


def steps(text: str) -> int:
    """How many calls cleaning takes."""
    count = 0
    forget()

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        clean(text, Config())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", SHAPES)
def test_steps_grow_with_the_input_and_no_faster(name: str) -> None:
    shape = SHAPES[name]
    clean(shape * TIMES)  # what is loaded and built once is not counted
    assert steps(shape * TIMES) <= SLACK * TIMES * steps(shape)
