"""The words that results are described in: what a page is, what a kept paragraph is, what a dropped block is."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["IN_TEXT", "KINDS", "LABELS", "NO_ARTICLE", "ROLES", "UNSETTLED", "Kind", "Label", "Role"]

Kind = Literal["plain", "article", "thread", "list", "stub", "spam"]
"""What a page is.

plain: nothing on it looks like page furniture; it is kept whole, whatever it is (a poem, code, a list of words).
article: a text among furniture: a story, a blog's post, an entry, a product's description.
thread: posts, answers or messages of several people, kept in order.
list: links and teasers that lead to other pages; nothing on it is read for its own sake.
stub: a notice, a form or an empty frame in place of an article.
spam: advertisement of the betting and porn trades, or text made up for search engines.
"""

Role = Literal["title", "heading", "body", "list", "quote", "byline", "date", "source", "caption"]
"""What a kept paragraph is. Those of IN_TEXT make up `Document.text`; the others tell of it."""

Label = Literal[
    "ad", "alternative", "breadcrumb", "comment", "contact", "copyright", "dialog", "disclaimer", "filler", "hidden",
    "login", "nav", "reading", "related", "residue", "search", "share", "spam", "stub", "summary", "tags", "unreadable",
    "widget",
]  # fmt: skip
"""What a dropped block is.

nav, breadcrumb, search, widget, dialog, login, share, contact, tags: the site's own machinery.
related: leads to other pages. comment: readers under an article. summary: repeats the article.
copyright, disclaimer: who owns it and who is not answerable. ad, spam, filler: what is there to be sold or found.
stub: stands in place of an article. residue: what a repair took away. unreadable: in a font of the site's, or mojibake.
hidden, reading, alternative: of HTML: what no browser shows, how a character is read, what is said of a picture.
"""

KINDS: frozenset[str] = frozenset(get_args(Kind))
ROLES: frozenset[str] = frozenset(get_args(Role))
LABELS: frozenset[str] = frozenset(get_args(Label))

IN_TEXT: frozenset[str] = frozenset({"body", "heading", "list", "quote"})
"""The roles whose paragraphs make up `Document.text`."""

NO_ARTICLE: frozenset[str] = frozenset({"list", "stub", "spam"})
"""The kinds of pages that have nothing to keep."""

UNSETTLED = "unsettled"
"""Stands in `Document.damage` of a page whose text may change where it is cleaned again."""
