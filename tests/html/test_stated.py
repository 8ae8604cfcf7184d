"""The day that only the head of a page states."""

from __future__ import annotations

import pytest

import cntextclean as cn

pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")

BODY = "<p>腊月里，镇上的老茶馆又坐满了人，炉子上的水壶咕嘟咕嘟地响。</p>"


@pytest.mark.parametrize(
    ("head", "date", "why"),
    [
        ('<meta property="article:published_time" content="2021-01-20T08:00:00+08:00">', "2021-01-20", "Open Graph"),
        ("<META content='2021-01-20' name='PubDate'>", "2021-01-20", "a portal's name, the other way round"),
        ('<script type="application/ld+json">{"datePublished": "2021-01-20T08:00"}</script>', "2021-01-20", "JSON-LD"),
        ('<meta property="article:modified_time" content="2021-01-20">', None, "when it was changed"),
        ('<meta name="description" content="2021-01-20">', None, "another property"),
        ('<meta name="pubdate" content="昨天">', None, "no day"),
        ('<meta name="pubdate" content="2021-01-200">', None, "a number"),
    ],
)
def test_days_of_heads(head: str, date: str | None, why: str) -> None:
    document = cn.clean_html(head + BODY)
    assert document.metadata.get("date") == date, why
    if date:
        (span,) = document.metadata_spans["date"]
        assert document.source[slice(*span)] == date


def test_what_is_seen_wins() -> None:
    head = '<meta name="pubdate" content="2021-01-20">'
    seen = "<h1>老茶馆</h1><div>2020-03-04 来源：柳镇生活网</div>"
    assert cn.clean_html(head + seen + BODY).metadata["date"] == "2020-03-04"
