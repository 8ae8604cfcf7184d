"""Scores of columns by row, packed: unpacked row by row for single look-ups, searched in arrays for many at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["NATS", "Floats", "Numbers", "Table"]

Numbers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

_STEP: Final = 16  # a stored score is -ln P in sixteenths
NATS: Final[Floats] = np.arange(256) / -float(_STEP)
"""ln P by stored score."""


class Table:
    """Rows of increasing columns, each with a stored score. Columns are stored as steps, in two planes of bytes."""

    def __init__(self, width: int, parts: tuple[memoryview, memoryview, memoryview, memoryview]) -> None:
        """width: how many columns there are. parts: sizes of the rows, low and high bytes of the steps, scores."""
        sizes, low, high, scores = parts
        self._width = width
        self._sizes = np.frombuffer(sizes, "<u2").astype(np.int64)
        ends = np.cumsum(self._sizes)
        self.starts: list[int] = [0, *ends.tolist()]
        self.scores = np.frombuffer(scores, np.uint8)
        reached = np.cumsum(np.frombuffer(low, np.uint8) + (np.frombuffer(high, np.uint8).astype(np.int64) << 8))
        before = np.concatenate(([0], reached))[ends - self._sizes]  # the steps of a row begin anew at 0
        self.columns: Numbers = reached - np.repeat(before, self._sizes)

    def row(self, row: int, names: str) -> Iterator[tuple[str, float]]:
        """The columns of a row by name, with ln P."""
        part = slice(self.starts[row], self.starts[row + 1])
        return zip(map(names.__getitem__, self.columns[part].tolist()), NATS[self.scores[part]].tolist(), strict=True)

    def find(self, rows: Numbers, columns: Numbers) -> Numbers:
        """The places of (row, column); -1 where nothing is stored, or where one of them is negative."""
        keys = self._keys
        asked = rows * self._width + columns
        places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where((keys[places] == asked) & (rows >= 0) & (columns >= 0), places, -1)

    @cached_property
    def _keys(self) -> Numbers:
        """Row and column of each place as one number, increasing."""
        return np.repeat(np.arange(len(self._sizes)) * self._width, self._sizes) + self.columns
