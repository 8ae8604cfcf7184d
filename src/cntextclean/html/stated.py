"""What a page states of itself in its head and not in its text: in <meta>, and in JSON-LD.

What is seen wins: a value is taken only where the text states none, and a name only if the text shows it, too.

*Source*: Open Graph (article:published_time, og:title, article:author), schema.org (datePublished, headline, author),
and names that Chinese portals use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from ..alignment import Span
from ..document import Document, Dropped, Paragraph
from ..patterns import lazy

__all__ = ["Value", "add_stated", "stated_titles"]

_META = lazy(r"<meta\s[^<>]{1,600}>", re.I)
_NAME = lazy(r"""\s(?:name|property|itemprop)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_CONTENT = lazy(r"""\scontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_LINKED = lazy(r"<script\s[^<>]{0,200}application/ld\+json[^<>]{0,200}>(.{1,100000}?)</script", re.I | re.S)
_DAY = lazy(r"\s*((?:19|20)[0-9]{2})[-/.]([01]?[0-9])[-/.]([0-3]?[0-9])(?![0-9])")
_HEAD = 1 << 16  # code points: no page states anything later
_DEEPEST = 4  # objects of JSON-LD in each other
_LONGEST_NAME = 30
_BESIDE = 60  # characters of a line that shows a name beside other things

_SOURCE = lazy(r"(?:来源|來源|稿源)?\s?[:：]?\s?([^\s:：/@]{2,20})")

_HEADERS = frozenset(("layout.header", "layout.outside", "chrome.copyright", "chrome.filing"))
"""Rules of lines that show names; a word of a menu is none."""

_NO_PERSON = lazy(
    r"[网網报報社台臺司部局院]|新闻|新聞|团队|日[报報]|频道|頻道|编辑部|传媒|資訊|资讯|://|[@/]"
    r"|\b(?:team|inc|ltd|com|net|org|news|studio|admin|administrator|author|name)\b",
    re.I,
)

_KEYS: Mapping[str, frozenset[str]] = {
    "date": frozenset({
        "article:published_time", "og:release_date", "datepublished", "pubdate", "publishdate", "publish_time",
        "weibo:article:create_at",
    }),
    "title": frozenset({"og:title", "articletitle", "headline", "twitter:title"}),
    "authors": frozenset({"author", "article:author", "og:article:author", "weibo:article:author"}),
    "source": frozenset({"source", "contentsource", "mediaid"}),
}  # fmt: skip
"""Names of <meta> by what they state."""

_PROPERTIES = {"datePublished": "date", "headline": "title", "author": "authors"}
"""Properties of JSON-LD by what they state."""

_KINDS = {key: kind for kind, keys in _KEYS.items() for key in keys}


class Value(NamedTuple):
    """A stated value, and its range in the page as decoded."""

    text: str
    place: Span


def stated_titles(page: str) -> list[str]:
    """What the head of a page calls the article, in order, without doubles."""
    return list(dict.fromkeys(value.text for value in _stated(page[:_HEAD])["title"]))


def add_stated(document: Document) -> Document:
    """The document with the day, the source and the authors that its HTML states, where its text states none and
    something of it is kept."""
    if not document.text:
        return document
    page = document.source[:_HEAD]
    stated = _stated(page)
    found = {
        "date": [day for value in stated["date"] for day in _day(value, page)],
        "authors": [value for value in stated["authors"] if _is_shown(value.text, document)],
        "source": [source for value in stated["source"] for source in _source(value)],
    }
    for kind, values in found.items():
        if values and kind not in document.metadata:
            document = _with(document, kind, values[0])
    return document


def _with(document: Document, kind: str, value: Value) -> Document:
    return replace(
        document,
        metadata=document.metadata | {kind: [value.text] if kind == "authors" else value.text},
        metadata_spans=document.metadata_spans | {kind: (value.place,)},
    )


def _day(value: Value, page: str) -> Iterator[Value]:
    match = _DAY.match(value.text)
    if not match or not 1 <= int(match[2]) <= 12 or not 1 <= int(match[3]) <= 31:
        return
    start = page.find(match[0].strip(), *value.place)
    if start >= 0:
        iso = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        yield Value(iso, Span(start, start + len(match[0].strip())))


def _source(value: Value) -> Iterator[Value]:
    match = _SOURCE.fullmatch(value.text)
    if match:
        yield Value(match[1], value.place)


def _is_shown(name: str, document: Document) -> bool:
    """Whether a line round the article shows a name: alone, or beside other words."""
    if not 1 < len(name) <= _LONGEST_NAME or name.isdigit() or _NO_PERSON.search(name):
        return False
    lines: list[Dropped | Paragraph] = [*document.dropped, *(part for part in document.paragraphs if part.span is None)]
    return any(
        len(line.text) <= _BESIDE and line.rule in _HEADERS and _stands_in(name, line.text) for line in lines
    )


def _stands_in(name: str, line: str) -> bool:
    at = line.find(name)
    if at < 0:
        return False
    if not name.isascii():
        return True
    around = line[max(at - 1, 0) : at] + line[at + len(name) : at + len(name) + 1]
    return not (around.isascii() and any(map(str.isalnum, around)))


def _stated(page: str) -> dict[str, list[Value]]:
    """The values of each kind in <meta>, and then in JSON-LD."""
    found: dict[str, list[Value]] = {kind: [] for kind in _KEYS}
    for meta in _META.finditer(page):
        name = _NAME.search(page, meta.start(), meta.end())
        kind = _KINDS.get(name[name.lastindex or 0].strip().lower()) if name else None
        content = _CONTENT.search(page, meta.start(), meta.end()) if kind else None
        if kind and content:
            place = Span(*content.span(content.lastindex or 0))
            text = " ".join(unescape(page[slice(*place)]).split())
            if text:
                found[kind].append(Value(text, place))
    for script in _LINKED.finditer(page):
        for kind, value in _linked(script):
            found[kind].append(value)
    return found


def _linked(script: re.Match[str]) -> Iterator[tuple[str, Value]]:
    try:
        data = json.loads(script[1], strict=False)
    except (ValueError, RecursionError):
        return
    for kind, value in _properties(data, _DEEPEST):
        at = script[1].find(json.dumps(value, ensure_ascii=False))
        at = at if at >= 0 else script[1].find(json.dumps(value))
        if at >= 0:
            place = Span(script.start(1) + at + 1, script.start(1) + at + 1 + len(value))
        else:
            place = Span(*script.span(1))  # spelt with escapes of another kind
        yield kind, Value(" ".join(value.split()), place)


def _properties(data: object, depth: int) -> Iterator[tuple[str, str]]:
    """Kinds and texts of the properties of the object, of those in its lists and its graph."""
    if depth == 0:
        return
    if isinstance(data, list):
        for one in data:
            yield from _properties(one, depth - 1)
    elif isinstance(data, dict):
        for name, value in data.items():
            if kind := _PROPERTIES.get(name):
                yield from ((kind, text) for text in _texts(value, people=kind == "authors"))
            elif name in ("@graph", "mainEntity"):
                yield from _properties(value, depth - 1)


def _texts(value: object, *, people: bool) -> Iterator[str]:
    """A text, the name of a person, or those of a list."""
    if isinstance(value, list):
        for one in value:
            yield from _texts(one, people=people)
    elif isinstance(value, dict):
        if people and value.get("@type") == "Person" and isinstance(value.get("name"), str):
            yield value["name"]
    elif isinstance(value, str) and value.strip():
        yield value
