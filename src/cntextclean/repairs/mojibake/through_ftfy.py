"""Text that was read with a western table and then "repaired" by ftfy, the normal form in stored corpora.

ftfy fuses every run of bytes that happens to be valid UTF-8, guesses MacRoman now and then, splits ligatures, puts
combining marks in canonical order and drops soft hyphens. Each seen character may have been several byte strings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations, product
from typing import Final

from ...patterns import lazy
from .readers import Bytes

__all__ = ["before_ftfy", "mark_orders", "register_codecs"]

Spelling = tuple[Bytes, float, bool]

_FUSED: Final = 2.0  # costs in nats
_OTHER_TABLE: Final = 5.0
_LIGATURE: Final = 1.5
_QUOTE: Final = 6.0
_COMPOSED: Final = 1.0
# ftfy tries these tables in turn (chardata.CHARMAP_ENCODINGS).
_TABLES: Final = ("mac_roman", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "cp437")
# Latin ligatures that ftfy splits: DZ is C7 B1, and so on.
_SPLIT: Final[dict[str, tuple[int, ...]]] = {
    "D": (0xC7,), "L": (0xC7,), "N": (0xC7,), "I": (0xC4,), "i": (0xC4,), "d": (0xC7,), "l": (0xC7,), "n": (0xC7,),
    "Z": (0xB1,), "z": (0xB2, 0xB3), "J": (0x87, 0x8A, 0xB2), "j": (0x88, 0x89, 0x8B, 0x8C, 0xB3),
    "Ž": (0x84,), "ž": (0x85, 0x86), "'": (0x91, 0x92), '"': (0x93, 0x94),
}
_MARKS: Final = lazy("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f]{2,4}")


def before_ftfy(char: str) -> tuple[Spelling, ...]:
    """What bytes a character may have been before ftfy, beside its own byte in cp1252."""
    found: dict[Bytes, float] = {}
    for byte in _SPLIT.get(char, ()):
        found[(byte,)] = _QUOTE if char in "'\"" else _LIGATURE
    if char == " ":
        found[(0xA0,)] = _QUOTE
    for other in _singletons().get(char, ""):
        found[tuple(other.encode("utf-8"))] = _FUSED
    if ord(char) >= 0x80:
        for spelling, cost in _spellings(char):
            found[spelling] = min(cost, found.get(spelling, cost))
        parts = unicodedata.normalize("NFD", char)
        if len(parts) > 1 and ord(char) >= 0x100:
            for pieces in product(*(list(_spellings(c)) or [((ord(c),), 0.0)] for c in parts)):
                spelling = tuple(byte for piece, _ in pieces for byte in piece)
                found.setdefault(spelling, sum(cost for _, cost in pieces) + _COMPOSED)
    return tuple((spelling, cost, False) for spelling, cost in found.items())


@lru_cache(maxsize=1)
def _singletons() -> dict[str, str]:
    """Characters that normalisation puts in the place of others: U+037E, which is 途 in GBK, becomes a semicolon."""
    table: dict[str, str] = {}
    for code in range(0x80, 0x800):
        normal = unicodedata.normalize("NFC", chr(code))
        if len(normal) == 1 and normal != chr(code):
            table[normal] = table.get(normal, "") + chr(code)
    return table


def _spellings(char: str) -> Iterator[tuple[Bytes, float]]:
    code = ord(char)
    if 0x80 <= code < 0xA0:
        yield (code,), 0.0
    western = char.encode("cp1252", "ignore")
    if western:
        yield tuple(western), 0.0
    fused = char.encode("utf-8", "ignore")
    if len(fused) in (2, 3):
        yield tuple(fused), _FUSED
        for table in _TABLES:
            for spelling, cost in _twice(fused, table):
                if spelling != tuple(fused):
                    yield spelling, cost


def _twice(fused: bytes, table: str) -> Iterator[tuple[Bytes, float]]:
    """What UTF-8 bytes were if ftfy read them out of another table, after fusing some of them itself."""
    try:
        letters = fused.decode(table)
    except UnicodeError:
        return
    found: list[int] = []
    cost = _OTHER_TABLE
    for letter in letters:
        western = letter.encode("cp1252", "ignore")
        if not western:
            western = letter.encode("utf-8")
            cost += _FUSED
        found.extend(western)
    if len(found) <= 4:
        yield tuple(found), cost


def mark_orders(text: str) -> Iterator[str]:
    """A text with the combining marks of one run after the other in all orders that normalisation makes alike."""
    for match in _MARKS.finditer(text):
        marks = match.group()
        for order in set(permutations(marks)):
            other = "".join(order)
            if other != marks and unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", marks):
                yield text[: match.start()] + other + text[match.end() :]


@lru_cache(maxsize=1)
def register_codecs() -> None:
    """Make ftfy's codecs known, which keep undefined bytes as controls, as browsers do. Imported when first needed."""
    import ftfy.bad_codecs

    ftfy.bad_codecs.ok()
