"""Pinyin in brackets after a character: damage on an injected page, content in a dictionary. Decided by the page.

Kinds 0 and 8a of the damage guide: mirrored spam pages carry 創(chuàng)新 or 利用(yong)法拉第電(dian)磁, put there
by a program; dictionaries, textbooks and annotated classics carry 籴(dí)些麦稃(fū), put there for readers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ...models.bigrams import bigrams
from ...models.readings import is_syllable, readings, toneless

__all__ = ["LETTERS", "Gloss", "Verdict", "find_glosses", "fits", "judge"]

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿếềêɑɡ"
_GLOSS = re.compile(rf"[(（] ?([{LETTERS}]{{1,6}}) ?[)）]")
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếề]")

# ln P of a character. Readers know everything above COMMON; a gloss below RARE is there for them.
COMMON = -10.6
RARE = -13.0
EVERYDAY = -8.0  # the three hundred commonest: nobody glosses 一, 有 or 中 for a reader


class Gloss(NamedTuple):
    """text[start:end] is a bracketed syllable; `char` stands before it and `fits` says if it is read so."""

    start: int
    end: int
    char: str
    reading: str
    toned: bool
    fits: bool


class Verdict(NamedTuple):
    """Which glosses of a page are damage: `keys` are the characters it annotates by rote, `sparse` means all."""

    damaged: bool
    keys: frozenset[str]
    sparse: bool

    def condemns(self, gloss: Gloss) -> bool:
        """Whether this gloss is damage."""
        if not (self.damaged and gloss.fits):
            return False
        return gloss.char in self.keys or (self.sparse and bigrams().frequency(gloss.char) > RARE)


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
        found.append(Gloss(start, end, char, reading, bool(_TONED.search(reading)), fits(char, reading)))
    return found


def judge(text: str, glosses: Sequence[Gloss], *, slips: bool) -> Verdict:
    """Whether the glosses of a page are damage; `slips` says that the page shows byte shifts as well.

    An injected page glosses common characters, each with one fixed reading, wherever they stand, and for a toned
    reading only characters whose Traditional form differs. A page for readers glosses rare characters, or a
    character by its reading in context, or every single character.
    """
    fitting = [g for g in glosses if g.fits]
    innocent = Verdict(False, frozenset(), False)
    if not fitting or _is_ruby(fitting) or _is_for_readers(fitting):
        return innocent
    keys = _rote_keys(text, fitting)
    sparse = _is_sparse(text, fitting)
    if len(keys) >= 2 or sparse or (keys and slips):
        return Verdict(True, keys, sparse)
    return innocent


def _is_ruby(glosses: Sequence[Gloss]) -> bool:
    """Every character has its reading: 你(nǐ)好(hǎo)世(shì)界(jiè), a page for learners."""
    touching = sum(b.start == a.end + 1 for a, b in pairwise(glosses))
    return len(glosses) >= 2 and touching >= 0.75 * (len(glosses) - 1)


def _is_for_readers(glosses: Sequence[Gloss]) -> bool:
    """Rare characters, or readings told apart by context (好(hǎo)人, 爱好(hào))."""
    rare = sum(bigrams().frequency(g.char) < COMMON for g in glosses)
    by_char: dict[str, set[str]] = {}
    for gloss in glosses:
        if gloss.toned:
            by_char.setdefault(gloss.char, set()).add(gloss.reading)
    told_apart = sum(len(r) > 1 for r in by_char.values())
    return rare > 0.35 * len(glosses) or told_apart > max(1, 0.2 * len(by_char))


def _rote_keys(text: str, glosses: Sequence[Gloss]) -> frozenset[str]:
    """Traditional characters with a toned gloss nearly everywhere they stand: all or nothing for a key on a page."""
    fold = bigrams().fold
    counts = Counter(g.char for g in glosses if g.toned and fold(g.char) != g.char)
    keys = {char for char, count in counts.items() if count >= 0.6 * text.count(char)}
    return frozenset(keys)


def _is_sparse(text: str, glosses: Sequence[Gloss]) -> bool:
    """A gloss after every few characters of running text, with or without its tone (kind 8a)."""
    frequency = bigrams().frequency
    common = [g for g in glosses if frequency(g.char) >= COMMON]
    if len(common) < 2 or len({g.char for g in common}) < 2:
        return False
    running = sum(not _ends_word(text[g.end : g.end + 1]) for g in common)
    if running <= 0.5 * len(common):
        return False
    if sum(not g.toned for g in common) >= 0.2 * len(common):
        return True
    everyday = sum(frequency(g.char) >= EVERYDAY for g in common)
    return len(common) >= 5 and everyday >= 0.25 * len(common)


def _ends_word(following: str) -> bool:
    """Whether a mark follows, as in a list of names: 王(wang)、李(li)、张(zhang)."""
    return following in tuple("、，,；;/") or following == " "
