"""An HTML page as the source of a pass, and what it calls itself."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from ..alignment import Span
from ..document import Document, Dropped, Paragraph
from ..errors import ConfigError
from ..extras import MissingExtraError
from ..patterns import lazy
from ..source import Aside, Source, read
from .detect import is_html
from .extract import Left, extract
from .marks import mark

__all__ = ["LABELS", "name_title", "read_page", "title_of"]

# rule html.alternative: what an element says in place of an image or another medium
# rule html.form: what stands in the fields and on the buttons of a form
# rule html.hidden: what no browser shows
# rule html.media: what stands inside an element of pictures, sound or formulas
# rule html.noscript: what is shown only where scripts or frames are not
# rule html.ruby: how a character is read, written over it
# rule html.unclosed: what a browser takes for the inside of an element that is not closed
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

_TAG = lazy(r"<[^<>]*>")


def read_page(data: object, *, encoding: str | None = None, html: bool | str = "auto") -> Source:
    """A page as it was given, with the text of HTML taken from it; "auto" looks whether it is HTML.

    HTML that was recognised and cannot be read, as the extra is not there, is text, and `unread` says so. Raises
    TypeError for anything but str or bytes, ConfigError for an unknown encoding or another value of `html`,
    MissingExtraError for html=True.
    """
    if html not in (True, False, "auto"):
        raise ConfigError(f"html={html!r} is not allowed; it must be one of 'auto', True, False")
    given = read(data, encoding=encoding)
    if html is True:
        return as_html(given)
    if html == "auto" and is_html(given.text.value):
        try:
            return as_html(given)
        except MissingExtraError:
            return given._replace(unread=True)
    return given


def as_html(given: Source) -> Source:
    """The text of an HTML page with the HTML as its source. Raises MissingExtraError."""
    page = given.text.value
    found = extract(page)
    return given._replace(
        text=given.text.apply(found.edits),
        asides=tuple(_aside(page, left) for left in found.left),
        title=found.title,
        marks=mark(found.lines),
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
