"""The pinyin readings of a character, and what counts as a pinyin syllable."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import Final

__all__ = ["is_syllable", "readings", "toneless"]

# GBK writes some pinyin letters with look-alikes of the phonetic alphabet.
_LOOKALIKES: Final = str.maketrans({"\u0251": "a", "\u0261": "g"})
_UMLAUT: Final = str.maketrans("üv", "uu")


@lru_cache(maxsize=1)
def _by_char() -> dict[str, str]:
    """Readings joined with a comma, by character. *Source*: pypinyin's `pinyin_dict.json` (MIT)."""
    packed = files("cntextclean._data").joinpath("readings.bin").read_bytes()
    table: dict[str, str] = {}
    for line in zlib.decompress(packed).decode("utf-8").splitlines():
        reading, chars = line.split("\t")
        for char in chars:
            table[char] = f"{table[char]},{reading}" if char in table else reading
    return table


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    toned = {reading for joined in _by_char().values() for reading in joined.split(",")}
    plain = {_strip_tone(reading) for reading in toned}
    return frozenset(
        toned | plain | {s.translate(_UMLAUT) for s in plain} | {s.replace("ü", "v") for s in plain}
    )


def _strip_tone(reading: str) -> str:
    """Drop the tone and the circumflex of ê, but not the dots of ü."""
    marked = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize(
        "NFC", "".join(c for c in marked if c == "\u0308" or not unicodedata.combining(c))
    )


@lru_cache(maxsize=8192)
def readings(char: str) -> frozenset[str]:
    """All toned readings of one character, in NFC with the mark on the vowel; empty if it has none.

    Traditional and Simplified characters alike: the hanzi of GBK, Big5 and Big5-HKSCS.

    >>> sorted(readings("数"))
    ['shuò', 'shù', 'shǔ']
    """
    joined = _by_char().get(char)
    return frozenset(joined.split(",")) if joined else frozenset()


def toneless(reading: str) -> str:
    """The reading in plain letters: tones dropped, ü written as u, the look-alikes ɑ and ɡ as a and g.

    >>> toneless("shù"), toneless("lǜ"), toneless("ɡuān")
    ('shu', 'lu', 'guan')
    """
    return _strip_tone(reading.translate(_LOOKALIKES)).replace("ü", "u")


def is_syllable(text: str) -> bool:
    """Whether `text` is one pinyin syllable in small letters, with or without its tone.

    "lü", "lu" and "lv" all pass. Rare interjections count as syllables too: "m", "n", "ng", "hng".

    >>> is_syllable("zhuàng"), is_syllable("zhuang"), is_syllable("the")
    (True, True, False)
    """
    return unicodedata.normalize("NFC", text.translate(_LOOKALIKES)) in _syllables()
