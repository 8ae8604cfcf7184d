"""A gate at the speed of numpy: where does text that was read without an error look as if its pairs were shifted?

A shifted pair is mostly a rare character, so a stretch of characters that are all rare is looked at more closely. The
gate knows single characters only, and is allowed to be wrong both ways: text that it stops is read again with care.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..language.bigrams import bigrams
from .likelihood import likelihood

__all__ = ["first_doubt"]

_WINDOW: Final = 4  # characters
_LIMIT: Final = 10.0  # mean cost of the characters of a window, in nats; clean text stays below
_BESIDE: Final = 2  # characters beside the window that the language model sees too
_CONTEXT_LIMIT: Final = 10.0  # mean cost in context above which the stretch is doubtful
_SCALE: Final = 8
_PLAIN: Final = 5.0  # ASCII and letters that no shift produces in a row
_FOREIGN: Final = 7.0  # kana and other scripts, which are no sign of damage
_MARK: Final = 9.0  # the most that a punctuation mark costs


@lru_cache(maxsize=2)
def _costs(wide: bool) -> NDArray[np.uint8]:
    """The cost of each code unit of UTF-16. wide: for text of any script, as UTF-16 holds it."""
    frequency = bigrams().frequency
    nats = np.full(0x10000, 17.0)
    for low, high in ((0x2E80, 0xA000), (0xF900, 0xFB00), (0xFE30, 0xFE50)):
        nats[low:high] = [-frequency(chr(code)) for code in range(low, high)]
    for low, high in ((0x2010, 0x2030), (0x3000, 0x3040), (0xFF01, 0xFF60)):
        nats[low:high] = [min(_MARK, -frequency(chr(code))) for code in range(low, high)]
    nats[0x3040:0x3100] = _FOREIGN
    nats[0x20:0x7F] = nats[0x09:0x0E] = _PLAIN
    nats[0xD800:0xE000] = 12.0
    if wide:
        for low, high in ((0xA0, 0x530), (0x590, 0x1100), (0x1E00, 0x2010), (0x2030, 0x2800), (0xAC00, 0xD7A4)):
            nats[low:high] = _FOREIGN
    return np.minimum(nats * _SCALE, 255).astype(np.uint8)


def first_doubt(text: str, *, wide: bool = False) -> int:
    """Where the first stretch begins that reads as no Chinese; -1 if there is none. Code points.

    wide: whether the text may be in any script; otherwise Chinese is expected.
    """
    units = np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16)
    costs = _costs(wide)[units]
    width = min(_WINDOW, costs.size)
    if not width:
        return -1
    last = costs.size - width + 1
    sums = costs[:last].astype(np.uint16)
    for k in range(1, width):
        sums += costs[k : k + last]
    model = likelihood("any" if wide else "zh")
    done = -1
    for found in np.flatnonzero(sums > _LIMIT * _SCALE * width).tolist():
        if found < done:
            continue
        at = found - _pairs(units[:found])
        if model.measure(text[max(0, at - _BESIDE) : at + width + _BESIDE]).mean < -_CONTEXT_LIMIT:
            return at
        done = found + width
    return -1


def _pairs(units: NDArray[np.uint16]) -> int:
    """The number of trailing surrogates."""
    return int(np.count_nonzero((units & 0xFC00) == 0xDC00))
