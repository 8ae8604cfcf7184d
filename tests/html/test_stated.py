# ruff: noqa: E501  (pages and Chinese sentences, which count double, are easier to read on one line)
"""What only the head of a page states: the day, who wrote it, where it comes from, what it is called."""

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




@pytest.mark.parametrize(
    ("head", "seen", "authors", "why"),
    [
        ('<meta name="author" content="木子">', "本期主笔木子，第三十期", ["木子"], "the page shows the name"),
        ('<meta name="author" content="木子">', "本期主笔老船长，第三十期", None, "it shows another"),
        ('<meta property="article:author" content="柳镇生活网">', "本期由柳镇生活网，第三十期", None, "a site"),
        ('<meta property="article:author" content="https://example.com/muzi">', "本期主笔https://example.com/muzi", None, "an address"),
        ('<meta name="author" content="Ray">', "Array 入门", None, "a part of a word"),
        (
            '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "木子"}}</script>',
            "本期主笔木子，第三十期",
            ["木子"],
            "JSON-LD",
        ),
        (
            '<script type="application/ld+json">{"author": {"@type": "Organization", "name": "木子"}}</script>',
            "本期主笔木子，第三十期",
            None,
            "an organisation",
        ),
        ('<script type="application/ld+json">{"author": [[[[[[[{"name":</script>', "本期主笔木子，第三十期", None, "broken JSON"),
    ],
)
def test_authors_of_heads(head: str, seen: str, authors: list[str] | None, why: str) -> None:
    page = head + "<title>老茶馆里的说书人_柳镇生活网</title><ul><li>首页<li>登录</ul><div>首页 &gt; 正文</div>"
    page += f"<div>{seen}</div><h1>老茶馆里的说书人</h1><div>2021-01-20 10:20</div>" + BODY * 3
    document = cn.clean_html(page + "<div>相关阅读</div><div>版权所有</div>")
    assert document.metadata.get("authors") == authors, why
    for span in document.metadata_spans.get("authors", ()):
        assert document.source[slice(*span)] == "木子"


@pytest.mark.parametrize(
    ("head", "source", "why"),
    [
        ('<meta name="source" content="来源：柳镇晚报">', "柳镇晚报", "with its label"),
        ('<meta name="source" content="/img/logo.png">', None, "a file"),
        ('<meta name="description" content="柳镇晚报">', None, "another property"),
    ],
)
def test_sources_of_heads(head: str, source: str | None, why: str) -> None:
    assert cn.clean_html(head + BODY).metadata.get("source") == source, why


MENU = "<ul><li>首页<li>新闻<li>登录</ul><div>首页 &gt; 新闻 &gt; 正文</div>"


@pytest.mark.parametrize(
    ("head", "body", "title", "why"),
    [
        ("<title>茶馆_柳镇生活网</title>", "<h1>茶馆</h1>", "茶馆", "two hanzi, but the only h1 and the beginning"),
        ("<title>火星 - 某某百科，自由的百科全书</title>", "<h1>火星</h1><div>某某百科，自由的百科全书</div>", "火星", "not the site"),
        ("<meta property='og:title' content='老茶馆里的说书人'><title>柳镇生活网</title>", "<div>老茶馆里的说书人</div>", "老茶馆里的说书人",
         "Open Graph"),
        ("<meta property='og:title' content='柳镇生活网'><title>柳镇生活网</title>", "<h1>老茶馆里的说书人</h1>", "老茶馆里的说书人",
         "no line is what the head says"),
    ],
)  # fmt: skip
def test_titles(head: str, body: str, title: str, why: str) -> None:
    page = head + MENU + body + "<div>2021-01-20 来源：柳镇晚报</div>" + BODY * 3 + "<div>相关阅读</div><div>版权所有</div>"
    assert cn.clean_html(page).title == title, why
