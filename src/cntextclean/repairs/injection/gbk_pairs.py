"""The two-byte characters of GBK as the reader of an injected page saw them.

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from ...models.bigrams import bigrams
from ...models.readings import readings, toneless
from ...scripts.conversion import convert

__all__ = ["Pairs", "gbk_pairs", "likely_ends", "likely_next", "likely_starts", "pairs_read", "vanishing_next"]

CHOICES = 24  # how many characters are tried where a byte is unknown
RARE = -15.0  # ln P of a character that no injector bothers to annotate


class Pairs(NamedTuple):
    """GBK pairs as the damaging reader saw them."""

    chars: dict[int, str]  # lead << 8 | trail -> character; pairs without a character are missing
    bytes_of: dict[str, tuple[int, int]]
    by_lead: dict[int, tuple[str, ...]]
    by_trail: dict[int, tuple[str, ...]]
    vanishing: frozenset[int]  # pairs that became private-use characters, which stored text has lost
    vanishing_after: dict[int, tuple[str, ...]]  # lead -> characters whose trail byte can lead such a pair
    simplified: frozenset[str]  # characters that a Traditional page does not have


@lru_cache(maxsize=1)
def gbk_pairs() -> Pairs:
    chars: dict[int, str] = {}
    vanishing: set[int] = set()
    frequency = bigrams().frequency
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            try:
                char = bytes((lead, trail)).decode("gb18030")
            except UnicodeDecodeError:
                char = ""
            if char and not "\ue000" <= char <= "\uf8ff":
                chars[lead << 8 | trail] = char
            else:
                vanishing.add(lead << 8 | trail)
    by_lead: dict[int, list[str]] = {}
    by_trail: dict[int, list[str]] = {}
    likely = sorted((c for c in chars.items() if frequency(c[1]) > -14.5), key=lambda c: -frequency(c[1]))
    for pair, char in likely:
        by_lead.setdefault(pair >> 8, []).append(char)
        by_trail.setdefault(pair & 255, []).append(char)
    bytes_of = {char: (pair >> 8, pair & 255) for pair, char in chars.items()}
    leads = {pair >> 8 for pair in vanishing if pair & 255 > 0x80}
    return Pairs(
        chars,
        bytes_of,
        {lead: tuple(found) for lead, found in by_lead.items()},
        {trail: tuple(found) for trail, found in by_trail.items()},
        frozenset(vanishing),
        {lead: tuple(c for c in found if bytes_of[c][1] in leads) for lead, found in by_lead.items()},
        _simplified(tuple(chars.values())),
    )


def _simplified(chars: tuple[str, ...]) -> frozenset[str]:
    """Characters that are Simplified and nothing else; 后 and 里, which are Traditional too, stay out."""
    before = "".join(chars)
    after = convert(before, "s2t")
    return frozenset(a for a, b in zip(before, after, strict=True) if a != b and not a.encode("big5", errors="ignore"))


def _likeliest(prev: str, chars: Iterable[str]) -> tuple[str, ...]:
    row = bigrams().row(prev)
    return tuple(nsmallest(CHOICES, chars, key=lambda c: -row[c]))


@lru_cache(maxsize=1 << 12)
def likely_starts(prev: str, lead: int) -> tuple[str, ...]:
    """Characters with this lead byte that go well after `prev`."""
    return _likeliest(prev, gbk_pairs().by_lead.get(lead, ()))


@lru_cache(maxsize=1 << 12)
def likely_ends(prev: str, trail: int, known: int) -> tuple[str, ...]:
    """Characters with this trail byte that go well after `prev`; `known` is the byte that vanished with the lead
    byte, or 0."""
    codec = gbk_pairs()
    chars: Iterable[str] = codec.by_trail.get(trail, ())
    if known:
        chars = (char for char in chars if known << 8 | codec.bytes_of[char][0] in codec.vanishing)
    return _likeliest(prev, chars)


@lru_cache(maxsize=1 << 11)
def likely_next(prev: str) -> tuple[str, ...]:
    """Characters that go well after `prev`, whatever their bytes."""
    codec = gbk_pairs()
    return _likeliest(prev, (char for char in bigrams().row(prev) if char in codec.bytes_of))


@lru_cache(maxsize=1 << 12)
def vanishing_next(prev: str, known: int) -> tuple[str, ...]:
    """Likely characters that lie across two vanished pairs, the first of which began with the byte `known`."""
    codec = gbk_pairs()
    fitting = (c for found in codec.vanishing_after.values() for c in found)
    if known:
        fitting = (c for c in fitting if known << 8 | codec.bytes_of[c][0] in codec.vanishing)
    return _likeliest(prev, fitting)


@lru_cache(maxsize=1)
def _by_reading() -> dict[str, list[tuple[int, int]]]:
    """Pairs of the characters that are read so, by reading with its tone and without."""
    frequency = bigrams().frequency
    table: dict[str, list[tuple[int, int]]] = {}
    for pair, char in gbk_pairs().chars.items():
        known = readings(char) if frequency(char) > RARE else frozenset()
        for reading in known | {toneless(r) for r in known}:
            table.setdefault(reading, []).append((pair >> 8, pair & 255))
    return table


def pairs_read(reading: str) -> list[tuple[int, int]]:
    """GBK pairs of the characters that are read so, with the tone or, where the reading has none, with any."""
    return _by_reading().get(reading, [])
