"""What no language writes: the places that make a text suspect of mojibake, and lines that are in order in their own.

Each script has an order that damage breaks and good text keeps, whatever the language: a capital does not follow a
small letter, a sign does not stand between two letters, letters of two alphabets do not touch, a Thai vowel sign
stands on a consonant; Japanese and Korean are known by their commonest letters. Of Chinese bytes that a table reads
as letters, every second or third becomes a sign or a capital. Scripts that no table of codec_pairs.py reads bytes as
are never suspect.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ...models.plausibility import FREQUENT_HANGUL, FREQUENT_KANA
from ...patterns import lazy
from .gate import gate, ranges, usual_hanzi

__all__ = ["in_order", "is_everyday_kanji", "suspects"]

_IN_TABLES: Final = "".join(map(chr, range(0xC0, 0x530)))  # letters of the byte tables, and their relatives
_CJK: Final = "\u3400-\u9fff"
# Signs that byte tables have where Chinese has its bytes (Latin-1, windows-1252, MacRoman, KOI8, DOS), without those
# that stand inside words: the apostrophe, the soft hyphen, the middle dot of Catalan.
_SIGN: Final = (
    "\xa1-\xac\xae-\xb6\xb8-\xbf\xd7\xf7\u02c6-\u02dd\u2013-\u2018\u201a-\u2044\u20ac\u2122\u2200-\u22ff\u2310-\u2321"
    "\u2500-\u25ff"
)
_LEFTWARD: Final = "\u0531-\u07ff"  # Armenian, Hebrew, Arabic and their neighbours, which ftfy makes of pairs of bytes
_MODIFIER: Final = "\u02b9\u02ba\u02bd-\u02c5\u02cc-\u02ff"
_ABOVE: Final = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # Thai signs that stand on a consonant
# Controls, private use, signs of loss, halves of letters, kana, Hangul.
_ALWAYS: Final = (
    "\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffd\u3105-\u312f\u3131-\u318e\uff61-\uff9f\u3041-\u30fa\u1100-\u11ff"
    "\uac00-\ud7a3"
)


def _letters(of: str) -> str:
    """The letters of a set of `regex` that byte tables have, as the inside of a class of `re`, searched much faster."""
    import regex

    return ranges(regex.findall(f"[{of}]", _IN_TABLES, regex.VERSION1))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """All that breaks the order of any script, and hanzi, kana and Hangul that everyday Chinese lacks."""
    small, capital, latin = _letters(r"\p{Ll}"), _letters(r"\p{Lu}"), _letters(r"\p{Latin}")
    other = _letters(r"\p{Cyrillic}\p{Greek}")
    letter = latin + other
    odd_hanzi = f"(?![{usual_hanzi()}])[{_CJK}\uf900-\ufaff\U00020000-\U0003ffff]"
    return re.compile(
        f"[{_ALWAYS}]|{odd_hanzi}"
        f"|[{capital}](?<=[a-z{small}].)|[A-Z](?<=[{small}].)"
        f"|[{_SIGN}](?:(?<=[{letter}].)(?=[{letter}{_SIGN}])|(?<=[{_SIGN}].)(?=[{letter}]))"
        f"|[\xa1-\xaa\xac\xae\xaf\xb1\xb4\xb6\xb8\xba\xbc-\xbf](?<=[A-Za-z].)(?=[{letter}A-Za-z])"
        "|[\xa1-\xb6\xb8-\xbf](?=[\xa1-\xbf]{2})"
        "|[\u2552-\u256b](?:(?=[\xa1-\u03ff\u2500-\u253c\u2580-\u25a0])|(?<=[\xa1-\u03ff\u2500-\u253c\u2580-\u25a0].))"
        f"|[{_MODIFIER}](?:(?<=[{letter}].)|(?=[{letter}]))"
        "|[\xc0-\xd6\xd8-\xf6\xf8-\u017e](?=[\xc0-\xd6\xd8-\xf6\xf8-\u017e]{3})"
        f"|[{latin}](?<=[{other}{_CJK}{_LEFTWARD}].)|[{other}](?<=[{latin}{_LEFTWARD}].)"
        f"|[{_LEFTWARD}](?<=[{letter}].)"
        f"|[\u0400-\u052f](?:(?<=[{_CJK}].)|(?=[{_CJK}]))"
        f"|[{_ABOVE}](?<![\u0e01-\u0e2e{_ABOVE}].)|[\u0e03\u0e05]"
    )


@lru_cache(maxsize=1)
def _unusual() -> re.Pattern[str]:
    """Runs of characters of which the pattern may find one. A superset: what it leaves out breaks no order."""
    return re.compile(f"[^\x00-@\\[-\x7f\u3000-\u301f\uff01-\uff5e{usual_hanzi()}]+")


_AHEAD: Final = 3  # characters that the pattern looks ahead
_EASTERN: Final = lazy(r"[\u3041-\u30fa\u1100-\u11ff\uac00-\ud7a3]")
_KANA: Final = lazy(r"[\u3041-\u3096\u30a1-\u30fa]")
_OFTEN_KANA: Final = lazy(f"[{''.join(sorted(FREQUENT_KANA))}]")
_KATAKANA_WORD: Final = lazy("[\u30a1-\u30fa][\u30a1-\u30fc]{2,}")
# A small letter of kana without the one that it is said together with.
_TORN_KANA: Final = lazy(
    "[ゃゅょ](?<![きしちにひみりぎじぢびぴ].)|[ャュョ](?<![キシチニヒミリギジヂビピテデフヴ].)|[っッ](?![\u3041-\u30fa])"
)
_HANGUL: Final = lazy(r"[\uac00-\ud7a3]")
_OFTEN_HANGUL: Final = lazy(f"[{''.join(sorted(FREQUENT_HANGUL))}]")
_HAN: Final = lazy(f"[{_CJK}]")


def suspects(text: str) -> list[int]:
    """The places of a text that may be mojibake, in order. Cheap on good text of any language."""
    if not gate().search(text):
        return []
    if not _EASTERN.search(text):
        return _out_of_order(text)
    found: list[int] = []
    start = 0
    japanese, korean = _is_japanese(text), _is_korean(text)
    for line in text.split("\n"):
        if not line.isascii() and not (
            (japanese and _in_jis(line)) or (korean and not _HAN.search(line)) or in_order(line)
        ):
            found.extend(place + start for place in _out_of_order(line))
        start += len(line) + 1
    return found


def _out_of_order(text: str) -> list[int]:
    """The places where the pattern matches. It is tried only on what may be odd, as it is slow on every character."""
    find, found = _pattern().finditer, []
    for run in _unusual().finditer(text):
        start, end = run.span()
        found += [m.start() for m in find(text, start, end + _AHEAD) if m.start() < end]
    return found


def in_order(line: str) -> bool:
    """Whether a line is Japanese or Korean as it is written."""
    return _is_japanese(line) or _is_korean(line)


def is_everyday_kanji(char: str) -> bool:
    """Whether a hanzi is among those that Japanese is written with, 実 and 応 too."""
    return _level_one().match(char) is not None


def _is_japanese(text: str) -> bool:
    """Whether kana are common ones or make words, small letters stand in their places, and kanji are those of JIS."""
    kana = len(_KANA.findall(text))
    if not kana or len(_TORN_KANA.findall(text)) * 20 > kana:
        return False
    in_words = len(_OFTEN_KANA.findall(text))
    if in_words * 2 < kana:
        in_words = sum(map(len, _KATAKANA_WORD.findall(text)))
    return in_words * 2 >= kana and kana * 8 >= len(_HAN.findall(text)) and _in_jis(text)


def _in_jis(text: str) -> bool:
    """Whether nearly all hanzi are among the 2,965 that JIS X 0208 has at its first level."""
    hanzi = len(_HAN.findall(text))
    return len(_level_one().findall(text)) * 5 >= hanzi * 4


@lru_cache(maxsize=1)
def _level_one() -> re.Pattern[str]:
    data = bytes(b for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF) for b in (row, cell))
    return re.compile(f"[{''.join(sorted(data.decode('euc_jp', 'ignore')))}々]")


def _is_korean(text: str) -> bool:
    """Whether the syllables of a text are the common ones of Korean, with not more hanja than syllables."""
    hangul = len(_HANGUL.findall(text))
    if not hangul:
        return False
    often = len(_OFTEN_HANGUL.findall(text))
    return often * 10 >= hangul * 3 and len(_HAN.findall(text)) <= hangul
