"""Sums of small trees that ask the same question everywhere on a level: a row's answers, as bits, name the leaf.

Source: oblivious decision trees, as in CatBoost (Prokhorenkova and others, 2018), which trains them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trees"]

Floats = NDArray[np.float32]


class Trees(NamedTuple):
    """feature, threshold: trees by levels; a level asks whether a column is above a threshold.
    value: trees by leaves by outputs. bias: what is added for each output."""

    feature: NDArray[np.int16]
    threshold: Floats
    value: Floats
    bias: Floats

    def values(self, rows: Floats) -> Floats:
        """The sum of all trees for every row: rows by outputs."""
        trees, levels = self.feature.shape
        asked = np.ascontiguousarray(rows.T)[self.feature.T.ravel()]  # levels * trees by rows
        answers = (asked > self.threshold.T.reshape(-1, 1)).reshape(levels, trees, len(rows))
        leaf = np.zeros((trees, len(rows)), np.uint8)
        for level in range(levels):
            leaf |= answers[level].view(np.uint8) << np.uint8(level)
        at = leaf + (np.arange(trees) * self.value.shape[1])[:, None]
        flat = self.value.reshape(-1, self.value.shape[2])
        out = np.stack([flat[:, k].take(at).sum(axis=0) for k in range(flat.shape[1])], axis=1)
        total: Floats = (out + self.bias).astype(np.float32)
        return total
