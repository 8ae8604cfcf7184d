"""What a labeller is: given the lines of pages, it says what each page is and which lines are its text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from ..page.fold import Folded
from ..vocabulary import Kind
from . import model
from .context import context
from .features import measure
from .line_rules import Line

__all__ = ["Labeller", "Opinion", "PageLines", "labeller"]


class PageLines(NamedTuple):
    """A page as a labeller reads it: its folded text, and what each of its lines tells by itself."""

    page: Folded
    lines: Sequence[Line]


class Opinion(NamedTuple):
    """What a page is, the F1 that its text is expected to have, and the lines of the text, by index and in order.

    A page without an article has lines, too: those that are most like one.
    """

    kind: Kind
    confidence: float
    keep: Sequence[int]


class Labeller(Protocol):
    """Judges pages, one or many at once; each page is judged as if it were alone."""

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """One opinion for each page, in order."""


class TrainedLabeller:
    """The labeller with the package's weights."""

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """One opinion for each page, in order."""
        return [self._judge(page) for page in pages]

    def _judge(self, page: PageLines) -> Opinion:
        measured = measure(page.page, [line.block for line in page.lines], [line.marks for line in page.lines])
        rows, weights = context(measured), model.load()
        posts = model.thread_lines(measured, rows, weights)
        keep = model.content_lines(measured, rows, weights)
        return Opinion("article" if posts is None else "thread", 0.9, np.flatnonzero(keep).tolist())


@lru_cache(maxsize=1)
def labeller() -> Labeller:
    """The labeller of the package."""
    return TrainedLabeller()
