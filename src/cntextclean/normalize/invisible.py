"""Characters that cannot be seen or only strike through others, and the few places where they do good work."""

from __future__ import annotations

import unicodedata
from typing import Final

from ..patterns import lazy
from .marks import is_wide

__all__ = [
    "COMBINING",
    "FILLERS",
    "INVISIBLE",
    "TAGS",
    "VARIATION",
    "keeps_combining",
    "keeps_invisible",
    "keeps_variation",
]


def _span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


_JOINERS: Final = "\u200c\u200d"
_DIRECTIONS: Final = "\u061c\u200e\u200f" + _span(0x202A, 0x202E) + _span(0x2066, 0x2069)
INVISIBLE: Final = (
    _span(0x00, 0x08) + _span(0x0E, 0x1F) + _span(0x7F, 0x84) + _span(0x86, 0x9F)  # controls but tab and line ends
    + "\xad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
    + _span(0x206A, 0x206F) + _JOINERS + _DIRECTIONS
)  # fmt: skip
_LEFTWARD: Final = lazy("[\u0590-\u08ff]")
_REACH: Final = 2_000  # code points on each side in which Hebrew or Arabic makes a page that needs directions
FILLERS: Final = "\u115f\u1160\u3164\uffa0\u2800"
TAGS: Final = _span(0xE0000, 0xE007F)
VARIATION: Final = _span(0xFE00, 0xFE0F) + _span(0xE0100, 0xE01EF) + _span(0x180B, 0x180D)
COMBINING: Final = _span(0x0300, 0x036F) + _span(0x20D0, 0x20EF) + _span(0xFE20, 0xFE2F)


def _is_emoji(char: str) -> bool:
    return "\U0001f000" <= char <= "\U0001faff" or "\u2190" <= char <= "\u2bff" or char in "\ufe0f\u3030\u303d©®#*"


def _joins_letters(char: str) -> bool:
    """Whether a character is of a script in which joiners and directions mean something."""
    return "\u0590" <= char <= "\u109f" or "\u1780" <= char <= "\u18af" or "\ua840" <= char <= "\uabff"


def keeps_invisible(text: str, at: int) -> bool:
    """Whether an invisible character does something where it stands."""
    char, left, right = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if char in _JOINERS:
        if _joins_letters(left) or _joins_letters(right):
            return True
        return char == "\u200d" and _is_emoji(left or " ") and _is_emoji(right or " ")
    if char in _DIRECTIONS:
        return _LEFTWARD.search(text, max(0, at - _REACH), at + _REACH) is not None
    if char in FILLERS:
        return _like_filler(left or " ", char) or _like_filler(right or " ", char)
    if char in TAGS:  # the flags of England, Scotland and Wales are spelt in tags
        start = at
        while start and text[start - 1] in TAGS and at - start < 8:
            start -= 1
        return start > 0 and text[start - 1] == "\U0001f3f4"
    return False


def _like_filler(char: str, filler: str) -> bool:
    if filler == "\u2800":
        return "\u2801" <= char <= "\u28ff"
    return "\u1100" <= char <= "\u11ff" or "\u3131" <= char <= "\u318e" or "\uac00" <= char <= "\ud7a3"


def keeps_variation(text: str, at: int) -> bool:
    """Variation selectors mean something after an ideograph (names), an emoji, or a letter of the scripts that
    use them."""
    left = text[at - 1 : at] if at else ""
    if text[at] >= "\U000e0100" or text[at] <= "\ufe02":
        return "\u3400" <= left <= "\u9fff" or "\U00020000" <= left <= "\U0003ffff" or _joins_letters(left)
    return _is_emoji(left or " ") or left.isdigit() or _joins_letters(left) or left in "〰〽㊗㊙"


def keeps_combining(text: str, at: int) -> bool:
    """Combining marks belong to letters; over Chinese they only strike it through."""
    start = at
    while start and unicodedata.combining(text[start - 1]) and at - start < 8:
        start -= 1
    return not (start and is_wide(text[start - 1]))
