"""An HTML page as the source of a pass, and what it calls itself."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from ..alignment import Span
from ..document import Document, Dropped, Paragraph
from ..source import Aside, Source, read
from .extract import Left, extract

__all__ = ["LABELS", "name_title", "read_html", "title_of"]

LABELS = {
    "html.alternative": "alternative",
    "html.form": "widget",
    "html.hidden": "hidden",
    "html.media": "alternative",
    "html.noscript": "hidden",
    "html.ruby": "reading",
    "html.unclosed": "hidden",
}
"""What each rule leaves out of the text of a page."""

_TAG = re.compile(r"<[^<>]*>")


def read_html(data: object, *, encoding: str | None = None) -> Source:
    """The text of an HTML page with the HTML as its source.

    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding, MissingExtraError.
    """
    given = read(data, encoding=encoding)
    page = given.text.value
    found = extract(page)
    return Source(
        given.text.apply(found.edits), given.decoded, tuple(_aside(page, left) for left in found.left), found.title
    )


def _aside(page: str, left: Left) -> Aside:
    text = " ".join(unescape(_TAG.sub(" ", page[left.start : left.end])).split())
    return Aside(text, LABELS[left.rule], Span(left.start, left.end), left.rule)


def title_of(source: Source) -> str:
    """What a page calls itself, "" if nothing."""
    if source.title is None:
        return ""
    return source.text.value[slice(*source.text.alignment.output_span(*source.title))]


def name_title(document: Document, title: str, place: Span) -> Document:
    """The document with its title as the page's <title>, which stands at `place` of the source, has it: the line of the
    page that most of it repeats, or with which it begins; else what the labeller found."""
    if document.title and document.title in title:
        return document
    parts: list[Paragraph | Dropped] = [*document.paragraphs, *document.dropped]
    named = [
        part.text
        for part in parts
        if 4 <= len(part.text) <= len(title)
        and part.text in title
        and (2 * len(part.text) >= len(title) or title.startswith(part.text))
        and not (place.start <= part.source_span.start < place.end)
    ]
    return replace(document, title=max(named, key=len)) if named else document
