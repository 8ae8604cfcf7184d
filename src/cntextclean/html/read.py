"""An HTML page as the source of a pass."""

from __future__ import annotations

from html import unescape

from ..alignment import Span
from ..errors import ConfigError
from ..extras import MissingExtraError
from ..patterns import lazy
from ..source import Aside, Source, read
from .detect import is_html
from .extract import Left, extract
from .marks import mark

__all__ = ["LABELS", "read_page"]

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
