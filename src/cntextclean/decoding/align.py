"""Reads damaged double-byte text: of all ways to cut bytes into characters, takes the likeliest.

A lost or changed byte shifts the pairs after it, and every shifted pair may be a valid character. So validity cannot
say where to go on; the language model can. Each way to read pays for what it cannot read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from .likelihood import BAD_BYTES, CUT_BYTES, Likelihood
from .reading import CODECS

__all__ = ["Piece", "align", "table"]

# Numbers of bytes that a character may take.
WIDTHS: Final = {
    "gb18030": (1, 2, 4),
    "big5hkscs": (1, 2),
    "shift_jis": (1, 2),
    "euc_jp": (1, 2, 3),
    "euc_kr": (1, 2),
    "utf-8": (1, 2, 3, 4),
    "utf-16-le": (2, 4),
    "utf-16-be": (2, 4),
}
# Bytes that Python's cp932 passes through although they are no characters.
_NO_SHIFT_JIS: Final = frozenset(b"\x80\xa0\xfd\xfe\xff")


class Piece(NamedTuple):
    """bytes[at: at + size] read as `text`; "" if they cannot be read."""

    at: int
    size: int
    text: str


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
        if len(text) > 1 and text[1:] not in ("\u0304", "\u030c"):  # four pairs of Big5-HKSCS are letter and accent
            text = ""
        if self._encoding == "shift_jis" and len(key) == 1 and key[0] in _NO_SHIFT_JIS:
            text = ""
        value = self[key] = text
        return value


@lru_cache(maxsize=16)
def table(encoding: str) -> dict[bytes, str]:
    """The characters of an encoding by their bytes, looked up as they are needed."""
    return _Table(encoding)


class _State(NamedTuple):
    score: float
    left: str
    piece: Piece
    back: _State | None


def align(data: bytes, encoding: str, model: Likelihood, *, cut: tuple[bool, bool]) -> tuple[float, list[Piece]]:
    """The likeliest reading of `data`, and its score. Linear in its length, but slow: for damaged spans only.

    cut: whether data begins and ends where bytes may have been cut off; unreadable bytes cost less there.
    """
    chars, widths, step = table(encoding), WIDTHS[encoding], model.step
    double = encoding.startswith("utf") is False
    size = len(data)
    ways: list[list[_State]] = [[] for _ in range(size + 1)]
    ways[0].append(_State(0.0, "", Piece(0, 0, ""), None))
    for at in range(size):
        states = _best(ways[at])
        ways[at] = states
        if not states:
            continue
        if data[at] < 0x30 and double:
            # No trail byte is below 0x30: whatever stood before, this byte is a character of its own.
            states = states[:1]
        for width in widths:
            end = at + width
            if end > size:
                break
            text = chars[data[at:end]]
            if text:
                piece = Piece(at, width, text)
                for state in states:
                    score = state.score + step(state.left, text[0])
                    ways[end].append(_State(score, text[-1], piece, state))
        top = states[0]
        for width in (1, 2):
            end = at + width
            if end > size or (width == 2 and (data[at] < 0x80 or data[at + 1] < 0x80)):
                break
            price = _price(at, end, size, cut)
            ways[end].append(_State(top.score + price - (width - 1) * 3.0, "", Piece(at, width, ""), top))
    last: _State | None = _best(ways[size])[0]
    score = last.score if last else 0.0
    pieces: list[Piece] = []
    while last and last.back:
        pieces.append(last.piece)
        last = last.back
    return score, pieces[::-1]


def _best(states: list[_State]) -> list[_State]:
    """At most the three best states, best first."""
    if len(states) > 1:
        states.sort(key=_score, reverse=True)
    return states[:3]


def _score(state: _State) -> float:
    return state.score


def _price(start: int, end: int, size: int, cut: tuple[bool, bool]) -> float:
    if (cut[0] and start == 0) or (cut[1] and end == size):
        return CUT_BYTES
    return BAD_BYTES
