"""A document as a value: what it shows of itself, how it is compared, and the ways between text and source."""

from __future__ import annotations

import pickle

import pytest
from corruptor import inject
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import FIXTURES, sources
from test_promises import pages

import cntextclean as cn
from cntextclean.alignment import Span
from cntextclean.known_rules import known_rules

PAGE = "首頁 | 新聞 | 財經 | 體育\n清溪縣環湖觀光巴士發車\n" + inject(
    "巴士全長三十二公里，設站十八個。車上的人說，湖邊的風很大，站台也新。\n版權所有 清溪日報社"
)


def test_a_document_shows_a_little_of_itself() -> None:
    document = cn.clean("巴士全长三十二公里，设站十八个。" * 100)
    shown = repr(document)
    beginning = "巴士全长三十二公里，设站十八个。巴士全长三十二公里，设站十…"
    assert shown == f"<Document plain '{beginning}': 1 paragraphs, 0 dropped, 1600 characters>"
    assert len(repr(cn.clean(PAGE))) < 120
    assert repr(cn.clean("")) == "<Document plain '': 0 paragraphs, 0 dropped, 0 characters>"


def test_a_document_is_compared_by_value_and_has_no_hash() -> None:
    document = cn.clean(PAGE)
    assert document == cn.clean(PAGE)
    assert document != cn.clean(PAGE + "。")
    with pytest.raises(TypeError, match="unhashable type: 'Document'"):
        hash(document)
    assert len({*document.paragraphs, *cn.clean(PAGE).paragraphs}) == len(document.paragraphs)
    again = pickle.loads(pickle.dumps(document))
    assert again == document and again.metadata == document.metadata


@pytest.mark.parametrize("chrome", ["drop", "keep"])
def test_a_paragraph_says_by_which_rule_it_was_kept(chrome: str) -> None:
    for source in sources():
        document = cn.clean((FIXTURES / "pages" / f"{source.name}.txt").read_bytes(), cn.Config(chrome=chrome))
        assert {paragraph.rule for paragraph in document.paragraphs} <= known_rules().keys()
        for part, dropped in ((p, d) for p in document.paragraphs for d in document.dropped if p.role == "title"):
            assert part.rule != dropped.rule


WRONG = [
    ({"role": "chapter"}, {}, {}, "unknown role 'chapter'; known are body, byline"),
    ({}, {"label": "menu"}, {}, "unknown label 'menu'; known are ad, alternative"),
    ({}, {}, {"kind": "poem"}, "unknown kind 'poem'; known are article, list"),
]


@pytest.mark.parametrize(("paragraph", "dropped", "document", "message"), WRONG, ids=[w[-1][:13] for w in WRONG])
def test_an_invented_word_is_refused(
    paragraph: dict[str, str], dropped: dict[str, str], document: dict[str, str], message: str
) -> None:
    data = cn.clean(PAGE).to_dict()
    assert data["paragraphs"] and data["dropped"]
    data["paragraphs"][0] |= paragraph
    data["dropped"][0] |= dropped
    with pytest.raises(cn.ConfigError, match=message):
        cn.Document.from_dict(data | document)


def came_from(document: cn.Document, start: int, end: int) -> list[int]:
    """The characters of the text that came from a range of the source in whole or in part, one by one."""
    spans = [document.source_span(i, i + 1) for i in range(len(document.text))]
    return [i for i, span in enumerate(spans) if max(span.start, start) < min(span.end, end)]


def check_inverse(document: cn.Document, start: int, end: int) -> None:
    found, expected = document.text_span(start, end), came_from(document, start, end)
    if expected:
        assert found == Span(expected[0], expected[-1] + 1)
        # what it leads to covers what can be seen of the range, and leads there again
        assert document.text_span(*document.source_span(*found)) == found
    else:
        assert found.start == found.end


@settings(max_examples=40)
@given(pages, st.data())
def test_text_span_is_the_inverse_of_source_span(page: str, draw: st.DataObject) -> None:
    document = cn.clean(page)
    for _ in range(5):
        start = draw.draw(st.integers(0, len(page)))
        check_inverse(document, start, draw.draw(st.integers(start, len(page))))
    for i, char in enumerate(document.text):
        span = document.source_span(i, i + 1)
        if span.start < span.end and char != "\n":
            found = document.text_span(*span)
            assert found.start <= i < found.end


def test_every_range_of_a_page_leads_into_the_text() -> None:
    document = cn.clean(PAGE)
    for start in range(len(PAGE) + 1):
        for end in range(start, len(PAGE) + 1):
            check_inverse(document, start, end)


CASES = [
    # page, part of the source, what of the text came from it, why
    ("巴士全長\u200b三十二公里。", "\u200b", None, "what was taken out is nowhere"),
    ("巴士全長三十二公里。", "全長", "全长", "a change of script is one for one"),
    ("&#20013;&#25991;的说法很多。", "0013;&#2", "中文", "what an entity in part became is there in whole"),
    ("首页 | 新闻 | 财经 | 体育\n版权所有 清溪日报社", "新闻", None, "what was dropped is nowhere"),
]


@pytest.mark.parametrize(("page", "part", "became", "why"), CASES, ids=[case[-1] for case in CASES])
def test_what_became_of_a_part(page: str, part: str, became: str | None, why: str) -> None:
    document = cn.clean(page)
    start = page.index(part)
    span = document.text_span(start, start + len(part))
    assert (document.text[slice(*span)] or None) == became, why


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 1000)])
def test_a_range_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match="not a range of a source of 10 characters"):
        cn.clean("巴士全長三十二公里。").text_span(start, end)
