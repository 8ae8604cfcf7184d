"""Remove escaped tags that a page shows after its sentences: 他走了。&lt;/p&gt;.

They were meant to be markup and never words. A tag in the middle of a sentence is what the sentence is about.

See docs/damage.md, Escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...page import Page
from ...patterns import lazy
from .setting import HINT, LESSON, Setting

__all__ = ["tag_spans", "undo_tags"]

# rule escape.tag: a tag of HTML left in the text
TAG: Final = "escape.tag"
_BLOCK: Final = "p|br|div|h[1-6]|ul|ol|li|table|tr|td|center|section|article"
_LT, _GT = "&(?:amp;){0,3}lt;", "&(?:amp;){0,3}gt;"
_TAG: Final = lazy(
    rf"{_LT}/?(?:(?P<block>{_BLOCK})|span|font|strong|em|b|i|u|img|a)"
    rf"(?:[ /](?:(?!&(?:amp;)*[lg]t;)[^\n<>]){{0,160}})?{_GT}",
    re.IGNORECASE,
)
_ENDS: Final = "。！？；：…”’」』）》"
_CLOSED: Final = lazy(f"[{_ENDS}]{_LT}/")
_END_TAGS: Final = lazy(f"(?<=[{_ENDS}])(?:</(?:{_BLOCK}|span)>)+(?=[ \t\u3000]*(?:\n|\\Z))", re.IGNORECASE)
_HABIT: Final = 3  # lines
_START_TAG: Final = lazy(f"<(?:{_BLOCK}|span|html|body|head|!--)\\b", re.IGNORECASE)


def undo_tags(page: Page, config: Config) -> Iterator[Edit]:
    """Edits that remove escaped tags between sentences and at the ends of Chinese lines; a block's becomes a break."""
    text = page.text
    if not config.allows(TAG):
        return
    if "</" in text:
        yield from _left_over(text)
    elif "lt;" in text:
        yield from _escaped(text)


def _left_over(text: str) -> Iterator[Edit]:
    """End tags behind the sentences of a text whose other tags are gone: 他走了。</p>. They are the habit of a page
    where a third of its lines end so."""
    found = list(_END_TAGS.finditer(text))
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    if len(found) < _HABIT or 3 * len(found) < lines or _START_TAG.search(text) or LESSON.search(text):
        return
    setting = Setting(text)
    for tags in found:
        if not setting.mentions(tags.start(), HINT):
            yield Edit(*tags.span(), "", TAG)


def _escaped(text: str) -> Iterator[Edit]:
    """Escaped tags behind sentences."""
    found = list(_TAG.finditer(text))
    if not found or LESSON.search(text):
        return
    setting = Setting(text)
    reached = -1  # where the last removed tag ended: the next may follow it at once
    for tag in found:
        start, end = tag.span()
        opens_line = text[start - 1 : start] in ("", "\n") and _closes_later(text, end)
        if not (start == reached or opens_line or (start and text[start - 1] in _ENDS)):
            continue
        if not _is_chinese(text, start) or setting.mentions(start, HINT):
            continue
        reached = end
        inside = not opens_line and text[end : end + 1] not in ("", "\n")
        yield Edit(start, end, "\n" if inside and tag["block"] else "", TAG)


def tag_spans(text: str) -> list[tuple[int, int]]:
    """Where escaped tags stand: those that are left are what the text is about, and keep all their entities."""
    return [tag.span() for tag in _TAG.finditer(text)] if "lt;" in text else []


def _closes_later(text: str, start: int) -> bool:
    """Whether a line goes on to a sentence with a closing tag behind it."""
    return _CLOSED.search(text, start, text.find("\n", start) % (len(text) + 1)) is not None


def _is_chinese(text: str, place: int) -> bool:
    """Whether the line of a place holds hanzi within reach."""
    first = text.rfind("\n", max(place - 80, 0), place) + 1 or max(place - 80, 0)
    last = text.find("\n", place, place + 80)
    return re.search("[\u4e00-\u9fff]", text[first : last if last >= 0 else place + 80]) is not None
