# ruff: noqa: E501  (Chinese sentences, which count double, are easier to read on one line)
"""What is measured of the lines that were chosen, of the entries of a page, and who has the last word on its kind."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cntextclean.boilerplate import repeats
from cntextclean.boilerplate.choice import COLUMNS, describe_choice
from cntextclean.boilerplate.edges import settle_edges
from cntextclean.boilerplate.features import measure
from cntextclean.boilerplate.kinds import ARTICLE, NONE, KindModel, load_kinds
from cntextclean.boilerplate.labeller import Choice, is_none, is_thread
from cntextclean.boilerplate.line_rules import read_lines
from cntextclean.boilerplate.scores import Scores
from cntextclean.config import Config
from cntextclean.page import Page

KEEP = Config(script=None, punctuation="keep")


def described(text: str, kept: str = "") -> dict[str, float]:
    """Everything that is measured if the lines with `kept` in them were chosen (all, where it is empty)."""
    page = Page(text)
    lines = read_lines(page.folded, page.lines, KEEP)
    measured = measure(page.folded, page.lines, [line.marks for line in lines])
    flags = np.array([kept in line.text for line in lines])
    odds = np.where(flags, 2, -2).astype(np.float32)
    row = describe_choice(lines, measured, Scores(odds, odds, odds, odds), flags, np.array([0.5, 0.9], np.float32))
    return dict(zip(COLUMNS, row.tolist(), strict=True))


TIMES = [
    ("甲 2021-03-04 10:20\n乙 2021-03-03 9:10\n丙 2021-03-01 8:00", 1, "the newest first, as in a list"),
    ("甲 2021-03-01 8:00\n乙 2021-03-03 9:10\n丙 2021-03-03 9:12", -1, "one after the other, as in a thread"),
    ("甲 5分钟前\n乙 2小时前\n丙 3天前", 1, "the newest first, in words"),
    ("甲 2021-03-01\n乙 2021-03-01\n丙 2021-03-01", 0, "all on one day"),
    ("甲\n乙\n丙", 0, "no day at all"),
]


@pytest.mark.parametrize(("text", "sign", "why"), TIMES)
def test_days_go_back_down_a_list_and_on_down_a_thread(text: str, sign: int, why: str) -> None:
    assert np.sign(described(text)["newest_first"]) == sign, why


CUT = [
    ("昨天下午，县里的几位老师冒着雨走进山村小学…", True, "an ellipsis"),
    ("昨天下午，县里的几位老师冒着雨走进山村小学...[详细]", True, "and the button behind it"),
    ("昨天下午，县里的几位老师冒着雨走进山村小学【阅读全文】", True, "the button alone"),
    ("昨天下午……几位老师冒着雨走进山村小学。", False, "an ellipsis inside"),
    ("昨天下午，几位老师走进山村小学（详见第二版）", False, "a bracket that is none of these buttons"),
    ("走了…", False, "a short line is no teaser"),
]


@pytest.mark.parametrize(("text", "cut", "why"), CUT)
def test_a_line_that_breaks_off_is_a_teaser(text: str, cut: bool, why: str) -> None:
    assert (described(text)["cut"] > 0) == cut, why


def test_the_longest_run_of_sentences_counts_lines_next_to_each_other() -> None:
    sentence = "河水流过石桥，桥上有人看水。"
    found = described("\n".join([sentence, "首页", sentence, sentence, sentence, "更多", sentence]))
    assert found["run_lines"] == pytest.approx(np.log1p(3))
    assert found["run_size"] == pytest.approx(np.log1p(3 * len(sentence)))


def test_a_headline_that_stands_again_above_the_text_is_seen() -> None:
    page = "山村小学来了新老师_某某网\n首页\n山村小学来了新老师\n昨天下午，几位老师走进山村小学。"
    assert described(page, "昨天")["title_near"] == 1
    assert described(page.replace("\n山村小学来了新老师", ""), "昨天")["title_near"] == 0


PANEL = "主题 {n}\n帖子 {n}\n发表于 2021-03-04 10:2{n}\n{words}\n回复 举报"
THREAD = "\n".join(
    PANEL.format(n=n, words=words)
    for n, words in enumerate(["这家店的汤很好喝。", "同意，我上周也去过。", "在哪里？", "就在江边，走过桥就到。"])
)


def test_lines_that_come_back_part_a_page_into_entries() -> None:
    found = {name: described(THREAD, "。")[f"repeats.{name}"] for name in repeats.COLUMNS}
    assert found["anchors"] == pytest.approx(np.log1p(4))
    assert found["entry_lines_vary"] == pytest.approx(0, abs=1e-6)  # all entries have five lines
    assert found["repeated"] == pytest.approx(0.8)  # and one of the five is new
    assert found["kept_entries"] == pytest.approx(3 / 5)  # three have a sentence; nothing stands above the first


def test_a_page_without_rhythm_has_no_entries() -> None:
    text = "河水流过石桥。\n桥上有人看水。\n天黑了。\n灯亮了。\n船靠了岸。"
    assert not any(value for name, value in described(text).items() if name.startswith("repeats."))
    twice = "上一页 下一页\n河水流过石桥。\n上一页 下一页"
    assert not any(value for name, value in described(twice).items() if name.startswith("repeats.")), "two are no rhythm"


def test_the_model_of_kinds_survives_json_and_gives_chances() -> None:
    model = load_kinds()
    copy = KindModel.from_dict(json.loads(json.dumps(model.to_dict())))
    row = np.array([*described(THREAD).values()], np.float32)
    assert np.array_equal(copy.chances(row), model.chances(row))
    assert model.chances(row).sum() == pytest.approx(1, abs=1e-6)
    assert np.isfinite(model.chances(row * 1e6)).all()


def test_a_model_of_other_columns_is_refused_by_name() -> None:
    table = load_kinds().to_dict()
    renamed = {("moonlight" if name == "lines" else name): row for name, row in table.items()}
    with pytest.raises(ValueError, match="moonlight"):
        KindModel.from_dict(renamed)


def chosen(lines: int, **columns: float) -> Choice:
    """A choice whose row has these values."""
    row = np.array([columns.get(name, 0.0) for name in COLUMNS], np.float32)
    flags = np.ones(lines, np.bool_)
    return Choice(flags, 0.9, flags, 0.8, np.array([0.1, 0.1, 0.7, 0.1], np.float32), row)


SAID = np.array([0.05, 0.05, 0.9], np.float32)
GUARDS = [
    (chosen(20), True, "nothing speaks for a text"),
    (chosen(20, title_near=1), False, "the page has a headline above what was chosen"),
    (chosen(20, several_size_share=0.5), False, "half of it are lines of several sentences"),
    (chosen(4), False, "too short a page to show its build"),
]


@pytest.mark.parametrize(("choice", "none", "why"), GUARDS)
def test_a_page_that_shows_a_text_is_never_said_to_have_none(choice: Choice, none: bool, why: str) -> None:
    assert is_none(choice, SAID) == none, why


def test_what_is_less_likely_a_thread_than_an_article_is_read_as_one() -> None:
    assert is_thread(chosen(20), np.array([0.2, 0.7, 0.1], np.float32))
    assert not is_thread(chosen(20), np.array([0.7, 0.2, 0.1], np.float32))
    assert (ARTICLE, NONE) == (0, 2)


ABOVE = [
    ("第七章 渡口的灯", True, "a chapter's heading opens the text"),
    ("山间笔记", False, "a name does not: the sentence may be the site's own"),
]


@pytest.mark.parametrize(("heading", "opens", "why"), ABOVE)
def test_a_sentence_under_a_numbered_heading_opens_the_text(heading: str, opens: bool, why: str) -> None:
    text = f"{heading}\n天黑得很快，渡口只剩下一盏灯。\n老梁把船绳系好，回头问他要不要过河。\n版权所有 某某在线"
    page = Page(text)
    lines = read_lines(page.folded, page.lines, KEEP)
    assert (settle_edges(lines, [2]) == [1, 2]) == opens, why
