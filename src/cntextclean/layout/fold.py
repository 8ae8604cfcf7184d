"""One spelling for rules and features to read: Simplified, ASCII marks, small letters. Keeps every offset."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

__all__ = ["codes_of", "fold", "fold_codes"]

Codes = NDArray[np.uint32]


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint32]:
    data = np.frombuffer(files("cntextclean._data").joinpath("fold.bin").read_bytes(), "<u2")
    pairs = data.reshape(2, -1)
    to = np.arange(65536, dtype=np.uint32)
    to[pairs[0]] = pairs[1]
    return to


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def fold_codes(codes: Codes) -> Codes:
    """Code points with those that have a plainer spelling exchanged for it. Idempotent."""
    low = np.minimum(codes, 65535)
    return np.where(codes < 65536, _table()[low], codes)


def fold(text: str) -> str:
    """A text of the same length in the spelling that rules are written in."""
    return fold_codes(codes_of(text)).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
