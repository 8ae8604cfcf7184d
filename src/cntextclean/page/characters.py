"""The one table of characters: which classes each character of a text is of, looked up once at C speed.

Every stage asks it first whether the text holds anything that is its business.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from .._data.repair_tables import EVERYDAY
from ..scripts.characters import Kind, script_table

__all__ = ["CharClass", "Classes"]


class CharClass:
    """Classes of characters that a stage may look at, as bits (plain numbers: enum members are slow to combine)."""

    PRIVATE: Final = 1
    HANGUL: Final = 2
    INVISIBLE: Final = 4
    STROKE: Final = 8
    EMOJI: Final = 16
    TRADITIONAL: Final = 64
    SIMPLIFIED: Final = 128
    EXTENSION_A: Final = 256
    KANA: Final = 512
    SELDOM: Final = 1024  # hanzi beyond the everyday ones
    MARTIAN: Final = 8192  # characters that only playful spelling uses for others
    MARK: Final = 2048  # ends of clauses
    SPACE: Final = 1 << 14
    LINE_END: Final = 1 << 15
    ESCAPE: Final = 1 << 16  # what begins an escaped character or byte
    QUESTION: Final = 1 << 17
    BRACKET: Final = 1 << 18  # an opening round one, narrow or wide
    ODD: Final = 1 << 19  # all but the letters, hanzi and marks that nearly all text is made of
    NARROW_MARK: Final = 1 << 20  # marks that Chinese writes wide
    QUOTE: Final = 1 << 21  # the straight one
    ANY: Final = 1 << 22  # every text holds it, the empty one too: what a stage needs that must see all


MARTIAN_CHARS: Final = "莪伱咜菂湜洎罘卟哘茬萊楿媞惢莈嘚戓蓷鼡浍働苐渞駡尕亽呮"

_RANGES: Final = (
    (CharClass.PRIVATE, (0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD)),
    (CharClass.HANGUL, (0xAC00, 0xD7A3)),
    (
        CharClass.INVISIBLE,
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF9, 0xFFFB),
        (0xE0000, 0xE01EF),
    ),
    (CharClass.STROKE, (0x300, 0x34E), (0x350, 0x36F), (0x483, 0x489), (0x20D0, 0x20FF)),
    (
        CharClass.EMOJI,
        (0x231A, 0x231B),
        (0x23E9, 0x23FA),
        (0x2600, 0x26FF),
        (0x2705, 0x2728),
        (0x274C, 0x2757),
        (0x2763, 0x2767),
        (0x2795, 0x2797),
        (0x2B50, 0x2B55),
        (0x1F000, 0x1FAFF),
    ),
    (CharClass.MARK, (0x21, 0x21), (0x2C, 0x2C), (0x2E, 0x2E), (0x3A, 0x3B), (0x3F, 0x3F), (0x3001, 0x3002)),
    (CharClass.MARK, (0xFF01, 0xFF01), (0xFF0C, 0xFF0C), (0xFF1A, 0xFF1B), (0xFF1F, 0xFF1F)),
    (CharClass.SPACE, (0x20, 0x20)),
    (CharClass.NARROW_MARK, (0x21, 0x21), (0x28, 0x29), (0x2C, 0x2C), (0x3A, 0x3B), (0x3F, 0x3F)),
    (CharClass.QUOTE, (0x22, 0x22)),
    (CharClass.LINE_END, (0x0A, 0x0A)),
    (CharClass.ESCAPE, (0x25, 0x26), (0x3D, 0x3D), (0x5C, 0x5C)),
    (CharClass.QUESTION, (0x3F, 0x3F)),
    (CharClass.BRACKET, (0x28, 0x28), (0xFF08, 0xFF08)),
    (CharClass.EXTENSION_A, (0x3400, 0x4DBF)),
    (CharClass.KANA, (0x3041, 0x30FF)),
)


_USUAL: Final = (
    (0x09, 0x0A), (0x20, 0x7E), (0xB7, 0xB7), (0x2014, 0x2014), (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022),
    (0x2026, 0x2026), (0x3001, 0x3003), (0x3008, 0x3011), (0x3041, 0x3096), (0x30A1, 0x30FF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3), (0xFF01, 0xFF01), (0xFF08, 0xFF09), (0xFF0C, 0xFF0C), (0xFF1A, 0xFF1B), (0xFF1F, 0xFF1F),
)  # fmt: skip
"""What is not ODD. A character that some stage gives another form must not stand here; a test compares."""

_SCRIPT: Final = 15  # the lowest four bits hold the Kind of scripts/characters.py, the classes stand above them
_SHIFT: Final = 4
_SELDOM: Final = 10 + _SHIFT  # where SELDOM and MARK lie, side by side


def _points(chars: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(chars.encode("utf-32-le"), np.uint32)


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint32]:
    """For each code point its classes and the script it tells of."""
    table = np.full(sys.maxunicode + 1, CharClass.ODD, np.uint32)
    for first, last in _USUAL:
        table[first : last + 1] = 0
    for kind, *ranges in _RANGES:
        for first, last in ranges:
            table[first : last + 1] |= np.uint32(kind)
    script = script_table()
    known = table[: len(script)]
    known[script == Kind.TRADITIONAL] |= np.uint32(CharClass.TRADITIONAL)
    known[script == Kind.SIMPLIFIED] |= np.uint32(CharClass.SIMPLIFIED)
    table[0x4E00:0x9FA6] |= np.uint32(CharClass.SELDOM)
    table[_points(EVERYDAY)] &= ~np.uint32(CharClass.SELDOM)
    table[_points(MARTIAN_CHARS)] |= np.uint32(CharClass.MARTIAN)
    table <<= np.uint32(_SHIFT)
    known |= script
    return table


class Classes:
    """The classes of each character of one text."""

    __slots__ = ("_numbers", "present")

    def __init__(self, codes: npt.NDArray[np.uint32]) -> None:
        """codes: the code points of the text; lone surrogates are allowed."""
        self._numbers = _table().take(codes)
        self.present = int(np.bitwise_or.reduce(self._numbers, initial=0)) >> _SHIFT
        """The classes that the text holds any character of."""

    @property
    def scripts(self) -> npt.NDArray[np.uint8]:
        """What each character tells about its script: a Kind of scripts/characters.py."""
        found: npt.NDArray[np.uint8] = (self._numbers & np.uint32(_SCRIPT)).astype(np.uint8)
        return found

    @property
    def size(self) -> int:
        """The length of the text."""
        return len(self._numbers)

    def _mask(self, kind: int) -> npt.NDArray[np.bool_]:
        mask: npt.NDArray[np.bool_] = (self._numbers & np.uint32(kind << _SHIFT)) != 0
        return mask  # numpy counts and searches booleans many times faster

    def seldom(self) -> bytes:
        """One byte for each character, for fast searches: 1 for a rare hanzi, 2 for the end of a clause, else 0."""
        return ((self._numbers >> np.uint32(_SELDOM)) & np.uint32(3)).astype(np.uint8).tobytes()

    def counts_in(self, spans: Sequence[tuple[int, int]], kind: int) -> list[int]:
        """How many characters of a class each of some stretches holds."""
        sums = np.zeros(self.size + 1, np.int64)
        np.cumsum(self._mask(kind), out=sums[1:])
        bounds = np.array(spans, np.int64).reshape(-1, 2)
        counts: list[int] = (sums[bounds[:, 1]] - sums[bounds[:, 0]]).tolist()
        return counts

    def is_a(self, place: int, kind: int) -> bool:
        """Whether one character is of a class."""
        return bool(int(self._numbers[place]) >> _SHIFT & kind)

    def positions(self, kind: int) -> list[int]:
        """Where characters of a class stand, as code point offsets in order."""
        return np.flatnonzero(self._mask(kind)).tolist() if self.present & kind else []

    def count(self, kind: int) -> int:
        """How many characters of a class there are."""
        return int(np.count_nonzero(self._mask(kind))) if self.present & kind else 0
