"""Bracketed syllables behind characters, 創(chuàng)新: where they stand, in what form. verdict.py judges them."""

from __future__ import annotations

from typing import NamedTuple

from ...models.readings import is_syllable, readings, toneless
from ...patterns import lazy

__all__ = ["EVERYDAY", "HAN", "LETTERS", "Gloss", "find_glosses", "fits"]

HAN = lazy("[㐀-䶿一-鿿]")
EVERYDAY = -8.0
"""ln P of the three hundred commonest characters: nobody glosses 一, 有 or 中 for a reader."""
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềêɑɡ"
_GLOSS = lazy(rf"[(（] ?([{LETTERS}]{{1,6}}) ?[)）]")
_TONED = lazy("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề]")


class Gloss(NamedTuple):
    """text[start:end] is a bracketed syllable; `char` stands before it and `fits` says if it is read so.

    form: its brackets and blanks, without the letters. doubled: whether another gloss of the same character stands
    before it.
    """

    start: int
    end: int
    char: str
    reading: str
    toned: bool
    fits: bool
    form: str
    doubled: bool


def fits(char: str, reading: str) -> bool:
    """Whether a character can be read so; a reading without its tone fits every tone."""
    known = readings(char)
    if not known:
        return False
    if reading in known:
        return True
    plain = toneless(reading).replace("v", "u")  # 率(lv): a keyboard has no ü
    return not _TONED.search(reading) and any(toneless(r) == plain for r in known)


def find_glosses(text: str) -> list[Gloss]:
    """Every bracketed syllable, in order; a doubled gloss (xue)(xue) annotates the same character twice."""
    found: list[Gloss] = []
    for match in _GLOSS.finditer(text):
        reading = match[1].replace("ɑ", "a").replace("ɡ", "g")
        if not is_syllable(reading):
            continue
        start, end = match.span()
        doubled = bool(found) and found[-1].end == start
        char = found[-1].char if doubled else text[start - 1 : start]
        form = match[0].replace(match[1], "")
        toned = bool(_TONED.search(reading))
        found.append(Gloss(start, end, char, reading, toned, fits(char, reading), form, doubled))
    return found
