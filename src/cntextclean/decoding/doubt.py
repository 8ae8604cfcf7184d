"""What single characters say about a whole text, at the speed of numpy.

Two questions are answered without the language model: is this Chinese at all, and where does text that was
read without an error look as if its pairs were shifted? A shifted or misread pair is mostly a rare character.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..models.bigrams import bigrams
from .likelihood import PINYIN, likelihood

__all__ = ["doubts", "mean_cost"]

# chinese: other scripts are no sign of damage in a Chinese page. any: they are expected. only: they are
# foreign.
_Table = Literal["chinese", "any", "only"]

_WINDOW: Final = 4  # characters
_LIMIT: Final = 10.25  # mean cost of the characters of a window, in nats; clean text stays below
_BESIDE: Final = 2  # characters beside the window that the language model sees too
_CONTEXT_LIMIT: Final = 10.0  # mean cost in context above which the stretch is doubtful
_SCALE: Final = 8
_PLAIN: Final = 5.0  # ASCII
_FOREIGN: Final = 7.0
_ALIEN: Final = 10.0
_MARK: Final = 9.0  # the most that a punctuation mark costs
_UNKNOWN: Final = 17.0


@lru_cache(maxsize=1)
def _rarities() -> NDArray[np.float64]:
    """-ln P of each code unit of UTF-16 that Chinese is written with."""
    frequency = bigrams().frequency
    nats = np.full(0x10000, _UNKNOWN)
    for low, high in ((0x2E80, 0xA000), (0xF900, 0xFB00), (0xFE30, 0xFE50)):
        nats[low:high] = [-frequency(chr(code)) for code in range(low, high)]
    for low, high in ((0x2010, 0x2030), (0x3000, 0x3040), (0xFF01, 0xFF60)):
        nats[low:high] = [min(_MARK, -frequency(chr(code))) for code in range(low, high)]
    return nats


@lru_cache(maxsize=3)
def _costs(table: _Table) -> NDArray[np.uint8]:
    """The cost of each code unit of UTF-16."""
    nats = _rarities().copy()
    nats[0x3040:0x3100] = _ALIEN if table == "only" else _FOREIGN
    nats[[ord(letter) for letter in PINYIN]] = _FOREIGN
    nats[0x20:0x7F] = nats[0x09:0x0E] = _PLAIN
    nats[0xD800:0xE000] = 12.0
    # GB18030 writes these scripts in four bytes, which no shift of pairs makes; boxes are drawn in tables.
    for low, high in ((0xA0, 0x370), (0x530, 0x2010), (0x2500, 0x2600), (0xAC00, 0xD7A4)):
        nats[low:high] = _ALIEN if table == "only" else _FOREIGN
    if table == "any":
        for low, high in ((0x370, 0x530), (0x2030, 0x2500), (0x2600, 0x2800)):
            nats[low:high] = _FOREIGN
    nats[0xA0] = _FOREIGN
    costs: NDArray[np.uint8] = np.minimum(nats * _SCALE, 255).astype(np.uint8)
    return costs


def _units(text: str) -> NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "replace"), np.uint16)


def mean_cost(text: str) -> tuple[float, int]:
    """The mean cost of the characters that are not ASCII as Chinese, in nats, and their number."""
    units = _units(text)
    units = units[units >= 0x80]
    return (float(_costs("only")[units].mean()) / _SCALE if units.size else 0.0), units.size


def doubts(text: str, *, wide: bool = False) -> Iterator[int]:
    """Where stretches begin that read as no Chinese, in order. Code points.

    wide: whether the text may be in any script; otherwise Chinese is expected.
    """
    units = _units(text)
    costs = _costs("any" if wide else "chinese")[units]
    width = min(_WINDOW, costs.size)
    if not width:
        return
    last = costs.size - width + 1
    sums = costs[:last].astype(np.uint16)
    for k in range(1, width):
        sums += costs[k : k + last]
    model = likelihood("any" if wide else "zh")
    done = -1
    for found in np.flatnonzero(sums > np.uint16(int(_LIMIT * _SCALE) * width)).tolist():
        if found < done:
            continue
        done = found + width
        at = found if units.size == len(text) else found - _pairs(units[:found])
        if model.measure(text[max(0, at - _BESIDE) : at + width + _BESIDE]).mean < -_CONTEXT_LIMIT:
            yield at


def _pairs(units: NDArray[np.uint16]) -> int:
    """The number of trailing surrogates: so many code points fewer than units."""
    return int(np.count_nonzero((units & 0xFC00) == 0xDC00))
