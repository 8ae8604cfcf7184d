"""Reads damaged double-byte text: of all ways to cut bytes into characters, takes the likeliest.

A lost or changed byte shifts the pairs after it, and every shifted pair may be a valid character. So validity
cannot say where to go on; the language model can. Each way to read pays for what it cannot read.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from .likelihood import BAD_BYTES, CUT_BYTES, Likelihood
from .reading import CODECS

__all__ = ["WIDTHS", "Piece", "align", "table"]

# Numbers of bytes that a character may take, in the encodings that are aligned.
WIDTHS: Final = {
    "gb18030": (1, 2, 4),
    "big5hkscs": (1, 2),
    "shift_jis": (1, 2),
    "euc_jp": (1, 2, 3),
    "euc_kr": (1, 2),
    "utf-16-le": (2, 4),
    "utf-16-be": (2, 4),
    "utf-32-le": (4,),
    "utf-32-be": (4,),
}
_PAIR: Final = -3.0  # more for an unreadable pair than for one unreadable byte
_BEHIND: Final = 25.0  # nats behind a reading that is further on: not worth following
_WAYS: Final = 3  # readings kept at each byte, told apart by their last character
# Bytes that Python's cp932 passes through although they are no characters.
_NO_SHIFT_JIS: Final = frozenset(b"\x80\xa0\xfd\xfe\xff")


class Piece(NamedTuple):
    """bytes[at: at + size] read as `text`; "" if they cannot be read."""

    at: int
    size: int
    text: str


_REMEMBERED = 1 << 13  # characters of a table that are held: one megabyte and a half


class _Table(dict[bytes, str]):
    """The character for the bytes of one; "" if they are none."""

    __slots__ = ("_codec", "_encoding")

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding
        self._codec = CODECS.get(encoding, encoding)

    def __missing__(self, key: bytes) -> str:
        try:
            text = key.decode(self._codec)
        except UnicodeDecodeError:
            # Windows writes the euro sign as 0x80 in GBK (WHATWG: gb18030 decoder).
            text = "€" if key == b"\x80" and self._encoding == "gb18030" else ""
        # Four pairs of Big5-HKSCS are a letter and an accent.
        if len(text) > 1 and text[1:] not in ("\u0304", "\u030c"):
            text = ""
        if self._encoding == "shift_jis" and len(key) == 1 and key[0] in _NO_SHIFT_JIS:
            text = ""
        if len(self) >= _REMEMBERED:  # GB 18030 has a million and a half of four bytes
            self.clear()
        self[key] = text
        return text


@lru_cache(maxsize=16)
def table(encoding: str) -> dict[bytes, str]:
    """The characters of an encoding by their bytes, looked up as they are needed."""
    return _Table(encoding)


# One way to read up to some byte: (score, last character, its piece or None, the way before it).
_Way = tuple[float, str, Any, Any]
_score = itemgetter(0)


def align(
    data: bytes, encoding: str, model: Likelihood, *, cut: tuple[bool, bool] = (False, False)
) -> tuple[float, list[Piece]]:
    """The likeliest reading of `data`, and its score. Linear in its length, but slow: for damaged spans only.

    cut: whether data begins and ends where bytes may have been cut off; unreadable bytes cost less there.
    """
    chars, widths, step = table(encoding), WIDTHS[encoding], model.step
    size = len(data)
    ways: list[list[_Way]] = [[] for _ in range(size + 1)]
    ways[0].append((0.0, "", None, None))
    for at in range(size):
        here = _best(ways[at])
        ways[at] = []
        if not here or (ways[at + 1] and max(ways[at + 1], key=_score)[0] > here[0][0] + _BEHIND):
            continue
        for width in widths:
            end = at + width
            if end > size:
                break
            text = chars[data[at:end]]
            if text:
                piece, first, last = (at, width, text), text[0], text[-1]
                score, way = max([(way[0] + step(way[1], first), way) for way in here], key=_score)
                ways[end].append((score, last, piece, way))
        top = here[0]
        price = top[0] + (CUT_BYTES if cut[0] and at == 0 else BAD_BYTES)
        ways[at + 1].append((price, "", (at, 1, ""), top))
        if at + 2 <= size and data[at] >= 0x80 <= data[at + 1] and widths[0] == 1:
            ways[at + 2].append((price + _PAIR, "", (at, 2, ""), top))
    ends = [(s + _relief(piece, cut), left, piece, back) for s, left, piece, back in ways[size]]
    return _trace(_best(ends)[0])


def _trace(way: _Way) -> tuple[float, list[Piece]]:
    """The score of a way and its pieces from the start."""
    score, pieces = way[0], []
    while way[2] is not None:
        pieces.append(Piece(*way[2]))
        way = way[3]
    return score, pieces[::-1]


def _best(ways: list[_Way]) -> list[_Way]:
    if len(ways) > 1:
        ways.sort(key=_score, reverse=True)
        del ways[_WAYS:]
    return ways


def _relief(piece: tuple[int, int, str] | None, cut: tuple[bool, bool]) -> float:
    """What unreadable bytes cost less at the end of the data, if they have not been at its start as well."""
    if piece is None or piece[2] or not cut[1] or (cut[0] and piece[0] == 0):
        return 0.0
    return CUT_BYTES - BAD_BYTES
