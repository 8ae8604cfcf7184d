"""The boxes of an HTML page: runs of lines that stand together in one element.

For each line the marks of a page say how many blocks the line before stands in, too (shared); from these the boxes are
found, as text stands in the order of its tags.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Boxes", "find_boxes", "levels_of"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Boxes(NamedTuple):
    """Boxes of a page, each the lines [first, end); parent: the next box round each, -1 of the page itself, which is
    the first. home: for each line the smallest box that it stands in and other lines, too."""

    first: Ints
    end: Ints
    parent: Ints
    home: Ints


class _Open:
    """The boxes that are open at a line, the innermost last: levels are the blocks that their lines share."""

    def __init__(self, level: float) -> None:
        self.first, self.end, self.parent = [0], [0], [-1]
        self.stack, self.levels = [0], [level]

    def close(self, line: int, level: float) -> None:
        """End the boxes whose lines share more than `level` at a line; what they stand in may begin where they did."""
        while self.levels[-1] > level:
            box = self.stack.pop()
            self.levels.pop()
            self.end[box] = line
            if self.levels[-1] < level:
                self.open(self.first[box], level)
                self.parent[box] = self.stack[-1]

    def open(self, line: int, level: float) -> None:
        """Begin a box at a line."""
        self.first.append(line)
        self.end.append(line)
        self.parent.append(self.stack[-1])
        self.stack.append(len(self.first) - 1)
        self.levels.append(level)


def find_boxes(shared: Floats) -> Boxes:
    """The boxes with two lines or more. Linear."""
    joint = shared.tolist()
    n = len(joint)
    at = _Open(min(joint[1:], default=0.0))
    home = [0] * n
    for line in range(1, n):
        level = joint[line]
        at.close(line, level)
        if at.levels[-1] < level:
            at.open(line - 1, level)
            home[line - 1] = at.stack[-1]
        home[line] = at.stack[-1]
    for box in at.stack:
        at.end[box] = n
    return Boxes(*(np.array(part, np.int64) for part in (at.first, at.end, at.parent, home)))


def levels_of(boxes: Boxes) -> Ints:
    """For every line its home, the next two boxes round it, and the second largest and the largest that are not the
    page (the page itself where there are not so many)."""
    parent = np.maximum(boxes.parent, 0)
    top, below = [0] * len(parent), [0] * len(parent)
    up = parent.tolist()
    for box in np.lexsort((-boxes.end, boxes.first)).tolist():
        if box:
            top[box] = box if up[box] == 0 else top[up[box]]
            below[box] = below[up[box]] if up[box] and up[up[box]] else box
    home = boxes.home
    return np.stack(
        [home, parent[home], parent[parent[home]], np.array(below)[home], np.array(top)[home]], axis=1
    )
