"""The way back into HTML: every character kept leads to what it was written as, and nothing that is seen is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cntextclean as cn

pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")

PLAIN = cn.Config(script=None, punctuation="keep", chrome="keep", repair=False)
CHARACTERS = "的一是在茶馆石桥集市𠮷Aé&<>\"'。，"


@dataclass
class Piece:
    """A piece of a page, and where its characters stand (start, end, what is read there)."""

    html: str
    seen: tuple[tuple[int, int, str], ...] = ()


def join(pieces: list[Piece]) -> Piece:
    html, seen, at = [], [], 0
    for piece in pieces:
        html.append(piece.html)
        seen += [(at + start, at + end, char) for start, end, char in piece.seen]
        at += len(piece.html)
    return Piece("".join(html), tuple(seen))


def spelt(char: str, way: int) -> Piece:
    """A character in one of the ways that HTML has for it."""
    named = escape(char) if char in "&<>\"'" else char
    html = [named, f"&#{ord(char)};", f"&#x{ord(char):X};", named][way]
    return Piece(html, ((0, len(html), char),))


def wrap(before: str, inner: Piece, after: str) -> Piece:
    return join([Piece(before), inner, Piece(after)])


words = st.lists(st.builds(spelt, st.sampled_from(CHARACTERS), st.integers(0, 3)), min_size=1, max_size=6).map(join)
odd = st.sampled_from(
    [
        *("<!-- 注 -->", "<![CDATA[无]]>", "<?p x?>", "</>", "<br>", "\n", "\r\n", "  ", "<img src=a>", "<span\n>"),
        *("</b>", "</div>", "</p>", "</a>", "</span>", "</table>", "</ul>", "<p>", "<b>", "<i class=x>", "<td>"),
        *("<li>", "<hr>", "<a href='&lt;'>", "<table>", "<h2>"),
        *("<style>p { }</style>", "<script>var a = '<p>';</script>"),
    ]
).map(Piece)
INLINE = ["b", "i", "span", "a", "em", "font", "code", "ruby"]
BLOCKS = ["p", "div", "li", "ul", "ol", "table", "tr", "td", "h1", "pre", "blockquote", "section", "title"]
ASIDES = ["rt", "rp", "button", "textarea", "noscript", "dialog", "object"]


def trees(children: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    inner = st.lists(children, max_size=4).map(join)
    tag = st.sampled_from(INLINE + BLOCKS)
    return st.one_of(
        st.builds(lambda t, i: wrap(f"<{t}>", i, f"</{t}>"), tag, inner),
        st.builds(lambda t, i: wrap(f"<{t}>", i, ""), tag, inner),
        st.builds(lambda t, i: wrap(f"<{t} hidden>", i, f"</{t}>"), st.sampled_from(["p", "span", "div"]), inner),
        st.builds(lambda t, i: wrap(f"<{t}>", i, f"</{t}>"), st.sampled_from(ASIDES), words),
    )


pages = st.recursive(words | odd, trees, max_leaves=25)


@given(pages)
def test_every_character_leads_to_what_it_was_written_as(page: Piece) -> None:
    text = cn.html_text(page.html)
    document = cn.clean_html(page.html, PLAIN)
    assert document.source == page.html
    for paragraph in document.paragraphs:
        if paragraph.span is None:
            continue
        for i in range(*paragraph.span):
            char = document.text[i]
            if char.strip() and char not in "•.0123456789":
                start, end = document.source_span(i, i + 1)
                assert unescape(page.html[start:end]) == char
                assert char in text


@given(pages)
def test_all_that_is_seen_is_accounted_for(page: Piece) -> None:
    document = cn.clean_html(page.html, PLAIN)
    kept = sorted(part.source_span for part in document.paragraphs)
    dropped = [part.source_span for part in document.dropped]
    assert dropped == sorted(dropped)
    spans = sorted([*kept, *dropped])
    for left, right in pairwise(spans):
        assert left.end <= right.start or (left in kept and right in dropped and right.end <= left.end)
    for start, end, char in page.seen:
        assert any(span.start <= start and end <= span.end for span in spans), char


@given(pages)
def test_edits_made_again_give_the_text(page: Piece) -> None:
    document = cn.clean_html(page.html, PLAIN)
    for paragraph in document.paragraphs:
        at, out = paragraph.source_span.start, []
        for edit in paragraph.edits:
            assert at <= edit.start <= edit.end <= paragraph.source_span.end
            out += [page.html[at : edit.start], edit.replacement]
            at = edit.end
        assert "".join([*out, page.html[at : paragraph.source_span.end]]) == paragraph.text
    again = cn.Document.from_dict(json.loads(json.dumps(document.to_dict())))
    assert again.to_dict() == document.to_dict()
    assert again.edits == document.edits


@settings(max_examples=50)
@given(pages, st.sampled_from(["utf-8", "gb18030"]))
def test_bytes_of_the_page(page: Piece, encoding: str) -> None:
    data = page.html.encode(encoding)
    document = cn.clean_html(data, PLAIN, encoding=encoding)
    if document.decoded is None or document.source != page.html or document.encoding != encoding:
        return  # other bytes may be read in another way
    for i, char in enumerate(document.text):
        if char.strip() and char not in "•.0123456789":
            start, end = document.byte_span(i, i + 1)
            assert unescape(data[start:end].decode(encoding)) == char


@settings(max_examples=50)
@given(pages)
def test_cleaning_the_text_again_changes_nothing(page: Piece) -> None:
    once = cn.clean_html(page.html).text
    assert cn.clean(once).text == once
