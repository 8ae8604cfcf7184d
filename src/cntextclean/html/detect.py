"""Whether a text is an HTML page. Precision comes first: a text about HTML, or Markdown with some tags, is none.

*Source*: WHATWG MIME Sniffing, 7.1 (the tags that a page begins with), made stricter by what must follow.
"""

from __future__ import annotations

import re

from ..patterns import lazy

__all__ = ["is_html"]

_LEAD = lazy(r"(?:[\s\ufeff]|<!--.*?-->|<\?xml[^>]*>)*", re.S)
_PAGE = lazy(r"<(?:!doctype\s+html\b[^>]*>|(?:html|head|body)(?=[\s>]))", re.I)
_PART = lazy(r"<(?:article|div|h[1-6]|main|meta|ol|p|section|table|title|ul)(?:\s[^<>]*)?>", re.I)
_TAG = lazy(
    r"</?(?:a|article|aside|b|body|br|center|dd|div|dl|dt|em|font|footer|form|h[1-6]|head|header|html|img|li|link|main|meta|nav"
    r"|ol|p|script|section|span|strong|style|table|tbody|td|th|title|tr|ul)(?:\s[^<>]*)?/?>",
    re.I,
)
_CLOSED = lazy(r"</[a-z][a-z0-9]*\s*>\s*\Z", re.I)
_MARKDOWN = lazy(r"^(?:#{1,6} |```|~~~|[-*+] |> |\[[^\]]+\]\()", re.M)
_BEGINNING = 1 << 14  # code points that are looked at
_FEW, _MANY = 2, 4  # tags that must follow: <html>, or a part of a page without it
_SHARE = 0.1  # of a part of a page that must be tags


def is_html(text: str) -> bool:
    """Whether a text is an HTML page, by its beginning, or a part of one, by how much of it is tags.

    Linear in the first 16,384 characters; a comment at the beginning may be longer.

    >>> is_html("<!DOCTYPE html><html><head><title>题目</title></head><body>文")
    True
    >>> is_html("<!DOCTYPE html> 是网页的第一行，<html> 是第二行。")
    False
    """
    if text.lstrip("\ufeff \t\r\n\f")[:1] != "<":
        return False
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    page = _PAGE.match(text, start)
    beginning = text[start : start + _BEGINNING]
    if page:
        return _goes_on(beginning, page.end() - start)
    if not _PART.match(beginning) or not _CLOSED.search(text[-64:]) or _MARKDOWN.search(beginning):
        return False
    tags = [len(match[0]) for match in _TAG.finditer(beginning)]
    return len(tags) >= _MANY and sum(tags) >= _SHARE * len(beginning)


def _goes_on(beginning: str, end: int) -> bool:
    """Whether tags follow the tag that a page begins with, and no sentence comes between."""
    if not beginning.startswith("<!"):
        end = beginning.find(">", end) + 1
    following = beginning[end:].lstrip()
    return following[:1] == "<" and sum(1 for _ in zip(range(_FEW), _TAG.finditer(following), strict=False)) == _FEW
