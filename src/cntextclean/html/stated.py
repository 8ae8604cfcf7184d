"""The day that a page states in its head and not in its text: in <meta>, or in JSON-LD.

*Source*: Open Graph (article:published_time), schema.org (datePublished), and names that Chinese portals use.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..alignment import Span
from ..document import Document
from ..patterns import lazy

__all__ = ["add_date"]

_META = lazy(r"<meta\s[^<>]{1,400}>", re.I)
_NAME = lazy(
    r"""(?:name|property|itemprop)\s*=\s*["']?(?:article:published_time|og:release_date|datepublished|pubdate|publishdate"""
    r"""|publish_time|weibo:article:create_at)["'\s/>]""",
    re.I,
)
_CONTENT = lazy(r"""\scontent\s*=\s*["']?\s*((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])""", re.I)
_LINKED = lazy(r""""datePublished"\s*:\s*"((?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])""")
_HEAD = 1 << 16  # code points: no page states it later


def add_date(document: Document) -> Document:
    """The document with the day that its HTML states, where its text states none and something of it is kept."""
    if "date" in document.metadata or not document.text:
        return document
    page = document.source[:_HEAD]
    for meta in _META.finditer(page):
        found = _CONTENT.search(page, meta.start(), meta.end()) if _NAME.search(meta[0]) else None
        if found:
            return _dated(document, found)
    found = _LINKED.search(page)
    return _dated(document, found) if found else document


def _dated(document: Document, found: re.Match[str]) -> Document:
    return replace(
        document,
        metadata=document.metadata | {"date": found[1]},
        metadata_spans=document.metadata_spans | {"date": (Span(*found.span(1)),)},
    )
