"""Reads damaged and mixed bytes line by line: each line in the encoding that explains it best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..language.bigrams import bigrams
from .align import WIDTHS, align
from .likelihood import likelihood
from .plain import read_plain, strict
from .reading import Builder
from .weigh import FAMILY, appraise

__all__ = ["plausible", "read_lines"]

_PIECE: Final = 1024  # bytes that are aligned at once
_RARE: Final = -12.5  # ln P below which a character counts as rare
_SWITCH: Final = 12.0  # nats by which another encoding must explain a line better than that of the page
_SYNC: Final = re.compile(rb"[^\x00-\x2f]+|[\x00-\x2f]+")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def read_lines(builder: Builder, data: bytes, start: int, encoding: str) -> None:
    """Read data[start:] where a strict reading in `encoding` fails or looks shifted or mixed."""
    for low, high in _lines(data, start):
        line = data[low:high]
        if line.isascii():
            builder.add(line.decode("ascii"), low, encoding)
            continue
        text = strict(line, encoding)
        if text is not None and plausible(text, encoding) and low > start:
            read_plain(builder, line, low, text, encoding)
            continue
        cut = (low == start, high == len(data))
        _read_line(builder, line, low, _choose(line, encoding, cut), cut)


def _choose(line: bytes, encoding: str, cut: tuple[bool, bool]) -> str:
    """The encoding of one line on a page that is mostly in `encoding`."""
    best, best_score = encoding, appraise(line[:_PIECE], encoding, cut) + _SWITCH
    for other in ("utf-8", "gb18030", "big5hkscs"):
        if other == encoding:
            continue
        score = appraise(line[:_PIECE], other, cut)
        if score > best_score:
            best, best_score = other, score
    return best


def _read_line(builder: Builder, line: bytes, low: int, encoding: str, cut: tuple[bool, bool]) -> None:
    if encoding not in WIDTHS:
        for at in range(len(line)):
            char = strict(line[at : at + 1], encoding)
            if char:
                builder.alone(char, low + at, encoding)
            else:
                builder.error(low + at, low + at + 1)
        return
    model = likelihood(FAMILY.get(encoding, "any"))
    at = 0
    while at < len(line):
        stop = min(len(line), at + _PIECE)
        part = line[at:stop]
        text = strict(part, encoding)
        if text is not None and plausible(text, encoding) and not (cut[0] and at == 0):
            read_plain(builder, part, low + at, text, encoding)
            at = stop
            continue
        _, pieces = align(part, encoding, model, cut=(cut[0] and at == 0, cut[1] and stop == len(line)))
        for where, size, char in pieces:
            if stop < len(line) and where + size > len(part) - 4:
                stop = at + where
                break
            place = low + at + where
            if not char:
                builder.error(place, place + size)
            elif len(char) > 1 or part[where : where + size] == b"\x80":
                builder.alone(char, place, encoding)
            else:
                builder.add(char, place, encoding)
        at = stop


def _lines(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    while start < len(data):
        stop = data.find(b"\n", start) + 1 or len(data)
        yield start, stop
        start = stop


@lru_cache(maxsize=1)
def _rarity() -> NDArray[np.uint8]:
    """For each code point of the basic plane, 1 if it is rare in Chinese."""
    model = bigrams()
    table = np.ones(0x10000, np.uint8)
    for code in range(0x10000):
        if code < 0x80 or model.frequency(chr(code)) >= _RARE:
            table[code] = 0
    table[0x3040:0x3100] = 0
    table[0xAC00:0xD7A4] = 0
    table[0xFF01:0xFF5F] = 0
    return table


def plausible(text: str, encoding: str) -> bool:
    """Whether no stretch of a strictly decoded text looks as if its pairs were shifted.

    A shifted pair is a rare character in more than half of all cases, so a shift of three characters or more shows as
    two rare characters side by side or with one between them.
    """
    if FAMILY.get(encoding) != "zh":
        return True
    units = np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16)
    rare = _rarity()[units]
    if rare.size < 3:
        return not rare.any()
    return not ((rare[:-1] & rare[1:]).any() or (rare[:-2] & rare[2:]).any())
