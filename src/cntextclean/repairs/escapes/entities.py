"""Undo entities left over in text.

&#20013;&#25991; becomes 中文, Watch&amp;nbsp;的 becomes Watch 的.
Code, addresses and texts that teach escapes keep them.

See docs/damage.md, Escapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...page import Page
from ...patterns import lazy
from .setting import HINT, LESSON, Setting
from .tags import tag_spans

__all__ = ["undo_entities"]

# rule escape.entity: a character reference of HTML left in the text: &#20013;
ENTITY: Final = "escape.entity"

# The names that are met without their semicolon, or with one that was widened, and that no writer would type.
_BARE: Final = "nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|quot|bull|times"
_TOKEN: Final = lazy(
    r"&(?:amp;|#38;|#x26;)*(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    rf"|(#[0-9]{{2,7}}|{_BARE})；|({_BARE})(?![A-Za-z0-9;；=]))"
)
_HAN: Final = lazy("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DROPPED: Final = dict.fromkeys(map(ord, "\r\u200b\u2060\ufeff\xad\u200e\u200f"), "")
_BETWEEN: Final = str.maketrans(dict.fromkeys("\u200c\u200d", ""))
_BAD: Final = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# 用&lt;代替: the words that name an entity instead of using it stand right beside it.
_NAMED_BEFORE: Final = lazy(r"(?:用|写|寫|加|插入|输入|輸入|成|符号|符號|[小大][于於][号號]?)[\s“\"'(（:：]*\Z")
_NAMED_AFTER: Final = lazy(
    r"[\s”\"'(（:：=\-\u2013—]*(?:[小大][于於]|表示|代表|代替|是[指小大空一]|来|符号|符號|号|號)"
)
# &amp; &lt; &gt;: different ones in a row are a list of them.
_LISTED: Final = lazy(r"&(amp|lt|gt|quot|apos);[\s、,，/和及或]{1,3}&(?!\1)(?:amp|lt|gt|quot|apos);")
_NOT_CHINESE: Final = lazy("[\u3041-\u30fa\uac00-\ud7a3]")
_QUOTES: Final = lazy("[“”‘’…—]")


def undo_entities(page: Page, config: Config) -> Iterator[Edit]:
    """One edit for each unbroken run of entities that nobody shows on purpose. None on undamaged text.

    *Source*: the names of the WHATWG HTML standard as in Python's `html.entities` (PSF licence).
    """
    text = page.text
    if "&" not in text or not config.allows(ENTITY):
        return
    runs = list(_runs(text))
    if not runs:
        return
    setting = Setting(text)
    taught = LESSON.search(text) is not None
    tags = tag_spans(text)
    for start, end, value, single in runs:
        while tags and tags[0][1] <= start:
            tags.pop(0)
        if tags and tags[0][0] < end:
            continue
        certain = not single and len(_HAN.findall(value)) >= 2
        if taught or not _is_chinese(setting, start, end, value):
            continue
        if setting.is_code(start, end) or setting.is_address(start, end):
            continue
        if setting.mentions(start, HINT) and not (certain and len(runs) >= 4):
            continue
        if not certain and (setting.is_shown(start, end) or _is_named(setting, start, end, value)):
            continue
        yield Edit(start, end, _settle(value, text[start - 1 : start], text[end : end + 1]), ENTITY)


def _is_chinese(setting: Setting, start: int, end: int, value: str) -> bool:
    """Whether a run stands in Chinese: what other languages and code do with entities is not for us to judge."""
    if _HAN.search(value):
        return True
    left, right = setting.around(start, end)
    if not _HAN.search(left + right):
        return False
    left, right = setting.line(start, end)
    return not (_NOT_CHINESE.search(left + right) or _LISTED.search(left + setting.shown(start, end) + right))


def _is_named(setting: Setting, start: int, end: int, value: str) -> bool:
    left, right = setting.line(start, end)
    return not _QUOTES.search(value) and bool(_NAMED_BEFORE.search(left) or _NAMED_AFTER.match(right))


def _runs(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """(start, end, decoded, whether it is one entity alone) of each run of entities that touch."""
    start = end = count = 0
    value = ""
    for found in _TOKEN.finditer(text):
        char = _decode(found[1] or found[2] or found[3])
        if not char:
            continue
        if found.start() != end and count:
            yield start, end, value, count == 1
            value, count = "", 0
        if not count:
            start = found.start()
        value, end, count = value + char, found.end(), count + 1
    if count:
        yield start, end, value, count == 1


def _decode(name: str) -> str:
    """The character of a name or number; empty if there is none."""
    if name[0] != "#":
        return html5.get(name + ";", "")
    if name in ("#13", "#xD", "#xd", "#x0D", "#x0d"):
        return "\r"
    char = unescape(f"&{name};")
    return "" if _BAD.search(char) or char.startswith("&#") else char


def _settle(value: str, before: str, after: str) -> str:
    """The run as text: zero-width marks go, a no-break space becomes a space, or nothing between two hanzi."""
    value = value.translate(_DROPPED)
    left = value[:1] if value[:1] not in "\u200c\u200d" else before
    if _HAN.match(left or before) or _HAN.match(after):
        value = value.translate(_BETWEEN)
    if "\xa0" not in value:
        return value
    chars = [before, *value, after]
    for i in range(1, len(chars) - 1):
        if chars[i] == "\xa0":
            alone = _HAN.match(chars[i - 1]) and _HAN.match(chars[i + 1])
            chars[i] = "" if alone else " "
    return "".join(chars[1:-1])
