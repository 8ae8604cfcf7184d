"""How likely is a text, read in some encoding, to be what somebody wrote? In nats, and comparable between encodings.

Chinese is judged by the bigram model. What that model does not know is judged by its kind: kana, Hangul, accented
letters and so on each have a cost that depends on what the encoding is used for. A reading is a way to explain every
byte, so the costs of two readings of the same bytes can be compared: the cheaper explanation is the likelier one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal

from ..language.bigrams import bigrams

__all__ = ["BAD_BYTES", "CUT_BYTES", "Likelihood", "likelihood"]

Family = Literal["zh", "ja", "ko", "any", "west"]

BAD_BYTES: Final = -14.0  # one undecodable span inside a text: damage is rare, and any byte may stand there
CUT_BYTES: Final = -5.0  # the same at the very start or end, where a cut often falls
_RARE_HAN: Final = -13.0
_PRIVATE: Final = -18.0
_SYMBOL: Final = -11.0

# Kinds of characters in the order of their cost: what a language's own encoding is used for is cheap in it.
_KANA: Final = {"ja": -5.0, "any": -5.5, "zh": -9.0, "ko": -11.0, "west": -12.0}
_HANGUL: Final = {"ko": -6.5, "any": -7.0, "zh": -13.0, "ja": -13.0, "west": -13.0}
_HAN: Final = {"zh": _RARE_HAN, "any": _RARE_HAN, "ja": -10.5, "ko": -12.0, "west": -13.0}
_LATIN: Final = {"west": -5.0, "any": -6.0, "zh": -9.0, "ja": -10.0, "ko": -10.0}
_CYRILLIC: Final = {"west": -5.0, "any": -6.0, "zh": -9.0, "ja": -9.0, "ko": -9.0}

# The most frequent Hangul syllables, in their order in running Korean: half of any text.
_COMMON_HANGUL: Final = frozenset(
    "이다는을의에가고하은를한지도로사기어리자서시인나라대정아들해여제부일수그있스보전장주만구원으생상무비"
)


def _ascii_cost(char: str) -> float:
    if char.isalpha():
        return -3.0 if char.islower() else -4.0
    if char in " \n\r\t":
        return -2.5
    if char.isdigit():
        return -3.5
    return -4.5 if char.isprintable() else -16.0


_ASCII: Final = {chr(i): _ascii_cost(chr(i)) for i in range(128)}


class _Floors(dict[str, float]):
    """The least that a character can score, by its kind."""

    __slots__ = ("_family",)

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, char: str) -> float:
        value = self[char] = self._cost(char)
        return value

    def _cost(self, char: str) -> float:
        family, code = self._family, ord(char)
        if 0x3040 <= code <= 0x30FF:
            return _KANA[family] - (1.5 if code >= 0x30A0 else 0.0)
        if 0x4E00 <= code <= 0x9FFF:
            return _HAN[family]
        if 0xAC00 <= code <= 0xD7A3:
            return _HANGUL[family] + (2.0 if char in _COMMON_HANGUL else 0.0)
        if 0xC0 <= code <= 0x24F:
            return _LATIN[family]
        if 0x400 <= code <= 0x45F:
            return _CYRILLIC[family]
        if 0xFF61 <= code <= 0xFF9F:
            return -9.0
        if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2026:
            return -9.5
        if 0x80 <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
            return _PRIVATE
        if 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF:
            return _RARE_HAN - 2.0
        category = unicodedata.category(char)
        if category in ("Cn", "Cc", "Co"):
            return _PRIVATE
        return _SYMBOL if code < 0x10000 or category == "So" else _RARE_HAN - 2.0


class Likelihood:
    """The score of texts in one family of languages. Safe to share between threads."""

    __slots__ = ("_floors", "_rows")

    def __init__(self, family: Family) -> None:
        self._rows = bigrams()
        self._floors = _Floors(family)

    def step(self, left: str, char: str) -> float:
        """ln P(char | left); `left` is one character, or "" at the start."""
        if char < "\x80":
            return _ASCII[char]
        floor = self._floors[char]
        if char < "\u0250":  # two accented letters in a row are rare, except in what is no Latin text at all
            return floor - 4.0 if "\x80" <= left < "\u0250" else floor
        score = self._rows.row(left)[char]
        return score if score > floor else floor

    def score(self, text: str, left: str = "") -> float:
        """The sum of `step` over `text`, without U+FFFD, which the caller weighs."""
        step = self.step
        total = 0.0
        for char in text:
            if char == "\ufffd":
                left = ""
                continue
            total += step(left, char)
            left = char
        return total


@lru_cache(maxsize=8)
def likelihood(family: Family) -> Likelihood:
    """The scorer of one family of languages."""
    return Likelihood(family)
