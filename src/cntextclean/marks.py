"""What is known of ranges of a page besides their text: by its tags, or from other pages of its site.

Marks are kept by their place in the source. Lines may be joined, cut and changed between the source and the labeller:
each is looked up by the range of the source that it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .alignment import Span

__all__ = ["Marks"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Values for ranges of a source, in named columns.

    names: of the columns. spans: ranges of the source in code points, half-open, in order and disjoint. values: a row
    for each of them. Nothing is known of what lies between.
    """

    names: tuple[str, ...]
    spans: tuple[Span, ...]
    values: Floats

    def columns(self, spans: Sequence[Span]) -> dict[str, Floats]:
        """The rows of `of` as columns, by name."""
        return dict(zip(self.names, self.of(spans).T, strict=True))

    def of(self, spans: Sequence[Span]) -> Floats:
        """A row for each range: that of the marked range which it shares most with; zeros if it meets none."""
        out = np.zeros((len(spans), len(self.names)), np.float32)
        if not self.spans or not spans:
            return out
        marked, asked = np.array(self.spans, np.int64), np.array(spans, np.int64)
        first = np.searchsorted(marked[:, 1], asked[:, 0], side="right")
        stop = np.searchsorted(marked[:, 0], asked[:, 1], side="left")
        for i in np.flatnonzero(stop > first):
            rows = marked[first[i] : stop[i]]
            shared = np.minimum(rows[:, 1], asked[i, 1]) - np.maximum(rows[:, 0], asked[i, 0])
            out[i] = self.values[first[i] + int(shared.argmax())]
        return out
