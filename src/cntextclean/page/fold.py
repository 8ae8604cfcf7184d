"""One spelling for rules and features to read: Simplified, ASCII marks, small letters. Keeps every offset."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..scripts.characters import codes

__all__ = ["Folded", "fold", "fold_codes", "pair_of", "trimmed"]

_LAST = 65535  # everything beyond the basic plane counts as one character


class Folded(NamedTuple):
    """A text in folded spelling, as a string and as numbers.

    codes: its code points, with _LAST for all beyond. pairs: a 16-bit number for every character and the next.
    """

    text: str
    codes: NDArray[np.uint16]
    pairs: NDArray[np.uint16]


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint16]:
    data = np.frombuffer(files("cntextclean._data").joinpath("fold.bin").read_bytes(), "<u2")
    old, new = data.reshape(2, -1)
    to = np.arange(_LAST + 1, dtype=np.uint16)
    to[old] = new
    return to


def fold_codes(wide: NDArray[np.uint32]) -> Folded:
    """A text, given as its code points, with its characters exchanged for plainer ones of the same number."""
    if len(wide) and int(wide.max()) > _LAST:
        plainer = _table()[np.minimum(wide, _LAST)]
        plain = np.where(wide > _LAST, wide, plainer).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    else:
        plainer = _table()[wide]
        plain = plainer.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    following = np.append(plainer[1:], np.uint16(0)) if len(plainer) else plainer
    return Folded(plain, plainer, plainer * np.uint16(40503) ^ following)


def pair_of(two: str) -> int:
    """The number that stands for two folded characters in `Folded.pairs`."""
    return (ord(two[0]) * 40503 & _LAST) ^ ord(two[1])


def fold(text: str) -> str:
    """A text of the same length in the spelling that rules are written in. Idempotent."""
    return fold_codes(codes(text)).text


def trimmed(line: str, start: int, end: int, edges: Container[str]) -> tuple[int, int]:
    """A range of a line without the characters `edges` at its ends."""
    while end > start and line[end - 1] in edges:
        end -= 1
    while start < end and line[start] in edges:
        start += 1
    return start, end
