"""One form for each character: what cannot be seen goes, and a form that stands for another becomes that other.

Line-initial spaces, ideographic spaces between Chinese characters and blank lines stay: they are what the layout is
told by. Tables for whole classes of characters, and context where a character has a good reason to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..alignment import Edit
from ..config import Config
from ..page import Page
from ..scripts.characters import codes, compatibility, radicals
from .forms import SMALL, VERTICAL, mend_quote, upright
from .invisible import COMBINING, FILLERS, INVISIBLE, TAGS, VARIATION, keeps_combining, keeps_invisible, keeps_variation
from .marks import is_chinese, is_wide

__all__ = ["normalise_characters"]

# What makes one edit from a run of odd characters: (text, start, end) -> (replacement, rule), or None to leave it.
Fix = Callable[[str, int, int], tuple[str, str] | None]
# rule characters.newline: every line ends in a line feed
NEWLINE: Final = "characters.newline"
_SIZE: Final = 0x110000
_ODD_SPACES: Final = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NEWLINES: Final = "\r\x0b\x0c\x85\u2028\u2029"
_BLANKS: Final = frozenset(" \t" + _ODD_SPACES)
_LINE_ENDS: Final = frozenset("\n" + _NEWLINES)
_FULLWIDTH: Final = "".join(map(chr, [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]))
# Marks that belong to a number, a word or an address when wide letters stand on both sides of them.
_BETWEEN: Final = "．／－＿＠"
_SEPARATORS: Final = frozenset(" \t\n\u3000,:;()，、：；（）|/" + _ODD_SPACES + _NEWLINES)
_UNSEEN: Final = frozenset(INVISIBLE + TAGS + FILLERS + VARIATION + COMBINING)
_QUOTES: Final = "„‟〝〞〟＂"


def normalise_characters(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that give each character of a text its one form. Idempotent; linear; costs one scan on clean text.

    Code keeps its characters; only its lines end as all lines do.
    """
    single = list(_single(page, config))
    if not single or not page.code:
        return single
    prose = set(page.outside_code(single))
    return [edit for edit in single if edit in prose or edit.rule == NEWLINE or not edit.start]


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint8]:
    """For each code point 0, or one more than the place in FIXES of what looks after it."""
    table = np.zeros(_SIZE, np.uint8)
    for number, (chars, _) in enumerate(_fixes(), 1):
        table[codes(chars)] = number
    return table


@lru_cache(maxsize=1)
def _fixes() -> tuple[tuple[str, Fix], ...]:
    return (
        (INVISIBLE + TAGS + FILLERS, _invisible),
        (VARIATION, _variation),
        (COMBINING, _combining),
        ("".join(radicals()), _radical),
        ("".join(compatibility()), _compatibility),
        (_FULLWIDTH, _fullwidth),
        (_BETWEEN, _between),
        ("".join(VERTICAL) + "".join(SMALL), upright),
        (_ODD_SPACES, _space),
        (_NEWLINES, _newline),
        (_QUOTES, mend_quote),
    )


def _single(page: Page, config: Config) -> Iterator[Edit]:
    """One edit for each odd character, or run of one kind of them."""
    text = page.text
    if text.isascii() and text.isprintable():
        return
    numbers = _table()[page.codes]
    odd = np.flatnonzero(numbers)
    if not len(odd):
        return
    fixes = _fixes()
    breaks = np.flatnonzero((np.diff(odd) != 1) | (np.diff(numbers[odd]) != 0))
    firsts, lasts = odd[np.append(0, breaks + 1)], odd[np.append(breaks, -1)]
    for start, end, number in zip(firsts.tolist(), (lasts + 1).tolist(), numbers[firsts].tolist(), strict=True):
        fix = fixes[number - 1][1]
        pieces = ((start, end),) if fix is _fullwidth or fix is _newline else ((i, i + 1) for i in range(start, end))
        for first, last in pieces:
            made = fix(text, first, last)
            if made and made[0] != text[first:last] and config.allows(made[1]):
                yield Edit(first, last, *made)


def _invisible(text: str, start: int, end: int) -> tuple[str, str] | None:
    # rule characters.invisible: a character that nobody sees and that does nothing here
    return None if keeps_invisible(text, start) else ("", "characters.invisible")


def _variation(text: str, start: int, end: int) -> tuple[str, str] | None:
    # rule characters.variation: a variation selector that selects nothing here
    return None if keeps_variation(text, start) else ("", "characters.variation")


def _combining(text: str, start: int, end: int) -> tuple[str, str] | None:
    # rule characters.combining: a combining mark on a character that never bears it
    return None if keeps_combining(text, start) else ("", "characters.combining")


def _radical(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Radicals stand for characters inside words; a table of radicals or an entry of a dictionary (⼀部) means them."""
    forms = radicals()
    left, right = _seen(text, start, -1), _seen(text, end - 1, 1)
    if right[:1] in ("部", "旁") and not is_chinese(left[:1]):
        return None
    if _is_counted(text[start], left, -1) or _is_counted(text[start], right, 1):
        return None
    if left[:1] in forms and right[:1] in forms and ord(left[0]) + 1 == ord(text[start]) == ord(right[0]) - 1:
        return None
    if left[:1] in _SEPARATORS and right[:1] in _SEPARATORS and not is_chinese(right[1:]):
        return None
    # rule characters.radical: a radical in the place of the hanzi that looks like it
    return forms[text[start]], "characters.radical"


def _is_counted(char: str, others: str, step: int) -> bool:
    """Whether the two characters that follow in a direction are the next two of the table."""
    return len(others) == 2 and ord(others[0]) - ord(char) == step == ord(others[1]) - ord(others[0])


def _seen(text: str, at: int, step: int) -> str:
    """The next two characters that can be seen in a direction; the end of the text counts as a line end."""
    found = ""
    while len(found) < 2 and 0 <= at + step < len(text):
        at += step
        if text[at] not in _UNSEEN:
            found += text[at]
    return found or "\n"


def _compatibility(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Korean and Japanese names keep theirs: there they tell two readings apart."""
    if _is_beside_other_language(text, start, end):
        return None
    # rule characters.compatibility: a compatibility ideograph for the unified one
    return compatibility()[text[start]], "characters.compatibility"


def _is_beside_other_language(text: str, start: int, end: int) -> bool:
    """Whether kana or Hangul stand near a place, on its line."""
    before = text[max(0, start - 20) : start].rpartition("\n")[2]
    after = text[end : end + 20].partition("\n")[0]
    return any("\u3041" <= c <= "\u30fa" or "\uac00" <= c <= "\ud7a3" for c in before + after)


def _fullwidth(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Japanese writes single digits and letters wide by its own custom."""
    if _is_beside_other_language(text, start, end):
        return None
    # rule characters.fullwidth: fullwidth letters and digits, and marks inside numbers and addresses
    return "".join(chr(ord(c) - 0xFEE0) for c in text[start:end]), "characters.fullwidth"


def _between(text: str, start: int, end: int) -> tuple[str, str] | None:
    """A wide point, stroke or at sign inside a number, a name or an address: ３．５, ａ＠ｂ．ｃｏｍ."""
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if not all(c and (c in _FULLWIDTH or (c.isascii() and c.isalnum())) for c in (left, right)):
        return None
    return chr(ord(text[start]) - 0xFEE0), "characters.fullwidth"


def _space(text: str, start: int, end: int) -> tuple[str, str] | None:
    """An odd space inside a line is a plain one. Indentation stays, and so does an ideographic space that sets two
    Chinese words apart or stands in a row of its like."""
    if text[start] == "\u3000":
        left, right = text[start - 1 : start], text[end : end + 1]
        if "\u3000" in (left, right) or is_wide(left) or is_wide(right):
            return None
    at = start
    while at and text[at - 1] in _BLANKS and start - at < 50:
        at -= 1
    if not at or text[at - 1] in _LINE_ENDS:
        return None
    # rule characters.space: an odd space inside a line
    return " ", "characters.space"


def _newline(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Every line ending is a line feed; CR LF is one ending."""
    run = text[start:end]
    if run == "\r" and text[end : end + 1] == "\n":
        return "", NEWLINE
    tail = run.endswith("\r") and text[end : end + 1] == "\n"
    return "\n" * (len(run) - tail), NEWLINE
