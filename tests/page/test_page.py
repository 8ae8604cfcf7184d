"""A page's views: each made once, each as long as the text, each allowing lone surrogates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cntextclean.page import Page
from cntextclean.page.characters import CharClass
from cntextclean.scripts.characters import kinds

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_views_are_as_long_as_the_text(text: str) -> None:
    page = Page(text)
    assert len(page.codes) == len(page.scripts) == page.classes.size == len(page.folded.text) == len(text)


@given(ANY)
def test_the_one_table_tells_scripts_as_the_scripts_do(text: str) -> None:
    assert Page(text).scripts.tolist() == kinds(text).tolist()


@given(ANY)
def test_the_lines_hold_all_that_is_no_white_space(text: str) -> None:
    lines = [text[start:end] for start, end in Page(text).lines]
    assert lines == [line.strip() for line in text.split("\n") if line.strip()]


def test_a_view_is_made_once() -> None:
    page = Page("一行\n两行")
    assert page.classes is page.classes
    assert page.lines is page.lines
    assert page.folded is page.folded


def test_classes_say_what_is_present_and_where() -> None:
    classes = Page("汉\ue000字，漢\u200b字").classes
    assert classes.present & CharClass.PRIVATE and not classes.present & CharClass.HANGUL
    assert classes.positions(CharClass.PRIVATE) == [1]
    assert classes.positions(CharClass.TRADITIONAL) == [4]
    assert classes.positions(CharClass.INVISIBLE) == [5]
    assert classes.count(CharClass.KANA) == 0
    assert classes.counts_in([(0, 3), (3, 7)], CharClass.SIMPLIFIED) == [1, 0]
