"""The promises on pages of damage: every corruptor on every sample page under every indent, and text that no encoding
has (lone surrogates, NULs) at every entry."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from corruptors.every import CORRUPTORS, INDENTS
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import sources
from test_promises import check

import cntextclean as cn
from cntextclean.report.entries import explain

LINES = [[line.text for line in source.lines if line.text] for source in sources()]


@st.composite
def damaged_pages(draw: st.DrawFn) -> str:
    """Up to six neighbouring lines of a sample page, indented, then some of them damaged in one way."""
    corrupt = CORRUPTORS[draw(st.sampled_from(sorted(CORRUPTORS)))]
    indent = draw(st.sampled_from(INDENTS))
    lines = draw(st.sampled_from(LINES))
    first = draw(st.integers(0, max(0, len(lines) - 6)))
    outside = draw(st.booleans())  # whether the indent is damaged with its line
    made = []
    for line in lines[first : first + 6]:
        seen = corrupt(line if outside else indent + line) if draw(st.integers(0, 3)) else None
        made.append((indent if outside or seen is None else "") + (line if seen is None else seen))
    return "\n".join(made)


@settings(max_examples=60)
@given(damaged_pages(), st.sampled_from(["drop", "keep"]))
def test_replaying_edits_gives_every_paragraph_of_a_damaged_page(page: str, chrome: str) -> None:
    check(cn.clean(page, cn.Config(chrome=chrome)))  # type: ignore[arg-type]


ODD = "\ud83d\udc00\udfff\0\x01\ufffe\U000e0001的龍日本嘩數(shù)當?ä¸­涓&#;<p>% \n\u200b"
odd_texts = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)


def through_json(text: str) -> object:
    document = cn.clean(text)
    assert cn.Document.from_dict(json.loads(json.dumps(document.to_dict()))).text == document.text
    return document


ENTRIES: dict[str, Callable[[str], object]] = {
    "clean": cn.clean,
    "clean, all of it": lambda text: cn.clean(text, cn.Config(script=None, chrome="keep", pages="all")),
    "clean, Taiwan": lambda text: cn.clean(text, cn.Config(script="zh-Hant-TW")),
    "clean bytes": lambda text: cn.clean(text.encode("utf-8", "surrogatepass")),
    "clean many": lambda text: list(cn.Cleaner().clean_many([text, text])),
    "clean with a site": lambda text: cn.Cleaner(site=cn.learn_site([text] * 3)).clean(text),
    "decode": lambda text: cn.decode(text.encode("utf-16", "surrogatepass")),
    "identify_script": cn.identify_script,
    "repair": cn.repair,
    "unify": cn.unify,
    "unify, Hong Kong": lambda text: cn.unify(text, "zh-Hant-HK"),
    "as a file": lambda text: cn.clean(text).to_html().encode(),
    "in a notebook": lambda text: cn.clean(text)._repr_html_().encode(),
    "in words": lambda text: [*explain(cn.clean(text), every=True)],
    "repr": lambda text: repr(cn.clean(text)),
    "ranges": lambda text: cn.clean(text).text_span(0, len(text)),
    "dictionary": through_json,
}


@pytest.mark.parametrize("entry", ENTRIES)
@settings(max_examples=12)
@given(odd_texts)
def test_text_that_no_encoding_has_raises_nowhere(entry: str, text: str) -> None:
    ENTRIES[entry](text)


@settings(max_examples=12)
@given(odd_texts)
def test_nor_does_such_html(text: str) -> None:
    pytest.importorskip("turbohtml")
    cn.clean_html(f"<html><title>{text}</title><p title='{text}'>{text}</p>")
    cn.html_text(text)


@settings(max_examples=25)
@given(odd_texts)
def test_such_text_keeps_the_promises(text: str) -> None:
    check(cn.clean(text))
