"""Read bytes, some of them lost, the way an encoding would: which characters can a few bytes be?

A lost byte is the number -1 (any byte from 80 to FF), a byte that a table could not show is one of a set that the
channel names: see codec_pairs.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from ...models.plausibility import is_hanzi, plausibility

__all__ = ["ANY", "PRIVATE", "UNDEFINED", "UNSHOWN", "Bytes", "Candidates", "Reader", "reader"]

Bytes = tuple[int, ...]
ANY: Final = -1  # a lost byte, 80 to FF
UNSHOWN: Final = -2  # a lost byte, 80 to A0 or AD: a control or a blank in ISO 8859, which gets stripped
UNDEFINED: Final = -3  # a lost byte that is undefined, blank or a soft hyphen in windows-1252
PRIVATE: Final = -4  # a lost lead byte of the user-defined zones of GBK, whose characters get stripped
_SETS: Final = {
    ANY: frozenset(range(0x80, 0x100)),
    UNSHOWN: frozenset([*range(0x80, 0xA1), 0xAD]),
    PRIVATE: frozenset([*range(0xA1, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF)]),
    UNDEFINED: frozenset([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0, 0xAD]),
}
_CHOICES: Final = {1: 126, 2: 800, 3: 1000}  # candidates kept, by the number of lost bytes
_RARER: Final = 1.5  # nats for hanzi that GBK has beyond GB 2312: Traditional text in GBK is less usual
_MARKS: Final = "，。、；：？！“”‘’（）《》—…「」『』"
_REMEMBERED: Final = 1_000_000  # candidates a reader remembers: 2 bytes each
_ENTRY: Final = 80  # an entry without candidates takes as much as so many of them
_RARE = -14.0  # characters below this frequency are not guessed


class Candidates(NamedTuple):
    """What a few bytes may be: one character or, if some are lost, many, the most frequent first; nats against each."""

    chars: str
    cost: float = 0.0


_NOTHING: Final = Candidates("")


class Reader:
    """The characters of one encoding, by bytes."""

    def __init__(self, name: str, *, japanese: bool = False) -> None:
        self.name = name
        self._japanese = japanese
        self._read: dict[Bytes, Candidates | None] = {}
        self._size_read = 0  # candidates in it, and what its entries take besides
        self._common: dict[tuple[int, int, int], list[tuple[str, bytes]]] = {}

    def read(self, held: Bytes) -> Candidates | None:
        """The characters that `held` may be, or None where a byte is still missing.

        Empty where the bytes are not the beginning of anything.
        """
        found = self._read.get(held, _NOTHING)
        if found is _NOTHING and held not in self._read:
            found = self._find(held)
            self._size_read += _ENTRY + len(found.chars if found else "")
            if self._size_read > _REMEMBERED:
                self._read.clear()
                self._size_read = _ENTRY + len(found.chars if found else "")
            self._read[held] = found
        return found

    def _find(self, held: Bytes) -> Candidates | None:
        size = self._size(held)
        if size == 0:
            return _NOTHING
        if len(held) < size:
            return None if self._may_go_on(held) else _NOTHING
        if min(held) < 0:
            return self._guess(held)
        try:
            char = bytes(held).decode(self.name)
        except UnicodeDecodeError:
            return _NOTHING
        if len(char) != 1 or not (_possible(char) or (self.name == "utf-8" and "\ue000" <= char <= "\uf8ff")):
            return _NOTHING  # private use may be the damage of a layer below
        return Candidates(char, _RARER if self.name == "gb18030" and held[0] < 0xB0 and is_hanzi(char) else 0.0)

    def _size(self, held: Bytes) -> int:
        """How many bytes a character has that starts with these; 0 if none does."""
        first = held[0]
        if 0 <= first < 0x80:
            return 1
        if self.name == "gb18030" and len(held) > 1 and 0x30 <= held[1] <= 0x39 and min(held) >= 0:
            return 4
        if self.name != "utf-8":
            if self._japanese and 0xA1 <= first <= 0xDF:
                return 1
            return 2 if first < 0 or 0x81 <= first <= 0xFE else 0
        if first < 0:
            return 3
        return 2 if 0xC2 <= first <= 0xDF else 3 if 0xE0 <= first <= 0xEF else 4 if 0xF0 <= first <= 0xF4 else 0

    def _may_go_on(self, held: Bytes) -> bool:
        return self.name != "utf-8" or all(b < 0 or 0x80 <= b <= 0xBF for b in held[1:])

    def _guess(self, held: Bytes) -> Candidates:
        lost = sum(b < 0 for b in held)
        if lost > 3:
            return _NOTHING
        known = [(i, b) for i, b in enumerate(held) if b >= 0]
        sets = [(i, _SETS[b]) for i, b in enumerate(held) if b < 0]
        fitting = (
            char
            for char, spelling in self._candidates(len(held), known)
            if all(spelling[i] == b for i, b in known) and all(spelling[i] in s for i, s in sets)
        )
        return Candidates("".join(islice(fitting, _CHOICES[lost])))

    def _candidates(self, size: int, known: list[tuple[int, int]]) -> list[tuple[str, bytes]]:
        """The usual characters that agree with the known byte that fewest agree with, most frequent first."""
        if not self._common:
            for pair in _common(self.name):
                length = len(pair[1])
                self._common.setdefault((length, -1, -1), []).append(pair)
                for place, byte in enumerate(pair[1]):
                    self._common.setdefault((length, place, byte), []).append(pair)
        keys = [(size, place, byte) for place, byte in known] or [(size, -1, -1)]
        return min((self._common.get(key, []) for key in keys), key=len)


def _possible(char: str) -> bool:
    """Whether a character occurs in undamaged text: no control, private or unassigned one."""
    code = ord(char)
    if 0xE000 <= code <= 0xF8FF or code == 0x7F or code >= 0x30000:
        return False
    return code >= 32 or char in "\t\n\r"


def _common(encoding: str) -> Iterable[tuple[str, bytes]]:
    """The usual Chinese characters and marks of an encoding with their bytes, most frequent first."""
    frequency = plausibility().frequency
    ranked = sorted(_repertoire(), key=lambda c: (-frequency(c), c))
    for char in ranked:
        if frequency(char) < _RARE:
            break
        try:
            spelling = char.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(spelling) in (2, 3):
            yield char, spelling


@lru_cache(maxsize=1)
def _repertoire() -> tuple[str, ...]:
    """Hanzi and marks of GB 2312 and of Big5: what may be guessed."""
    chars: set[str] = set()
    for encoding, leads in (("gb2312", range(0xA1, 0xF8)), ("big5", range(0xA1, 0xFA))):
        for lead in leads:
            for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
                char = bytes((lead, trail)).decode(encoding, "ignore")
                if len(char) == 1 and (is_hanzi(char) or char in _MARKS):
                    chars.add(char)
    return tuple(sorted(chars))


@lru_cache(maxsize=16)
def reader(name: str) -> Reader:
    """The reader of an encoding, made once."""
    return Reader(name, japanese=name in ("cp932", "shift_jis"))
