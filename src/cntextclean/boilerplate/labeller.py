"""What says of a page which lines are its text: a protocol, and the labeller that was trained for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ..page.fold import Folded
from ..vocabulary import Kind
from . import context, fit, pages
from .candidates import find_candidates
from .features import Page, measure
from .line_rules import Line
from .rulebook import rulebook
from .scores import score
from .weights import Weights, check_columns, load

__all__ = ["Labeller", "Opinion", "PageLines", "TrainedLabeller", "labeller"]

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

KINDS: tuple[Kind, ...] = ("article", "thread", "list", "stub")
"""The kinds that are told apart, in the order of the page model's outputs."""

_NONE = 0.65  # the least chance at which a page is said to have no article: a lost article is worse than a kept list
_FEWEST = 8  # lines: a shorter page shows too little of its build; what is there is kept, or a rule knows its notice
_SMALLEST = 1e-4  # a chance whose logarithm is still a number


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
    """A labeller with trained weights.

    Raises ValueError, naming the columns, if the weights were trained on others than are measured now.
    """

    def __init__(self, weights: Weights) -> None:
        check_columns(weights, "line", context.COLUMNS)
        check_columns(weights, "page", pages.COLUMNS)
        check_columns(weights, "fit", fit.COLUMNS)
        self._weights = weights
        self._fresh = {rule.id for rule in rulebook("chrome").rules} - {*weights.columns["rules"]}

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """One opinion for each page, in order."""
        return [self._judge(page) for page in pages]

    def _judge(self, page: PageLines) -> Opinion:
        marks = [self._marks(line) for line in page.lines]
        measured = measure(page.page, [line.block for line in page.lines], marks)
        return choose(measured, self._weights)

    def _marks(self, line: Line) -> tuple[str, ...]:
        """The marks of a line; what a rule says that is newer than the weights is no input that they know."""
        if line.rule is None or line.rule.id not in self._fresh:
            return line.marks
        return tuple(mark for mark in line.marks if mark not in (line.rule.cue, line.rule.mark))


def choose(page: Page, weights: Weights) -> Opinion:
    """The opinion on a page that was measured."""
    scores = score(context.context(page), weights)
    chances = kind_chances(weights.page.values(pages.describe_page(page, scores)[None])[0])
    found = find_candidates(page, scores)
    fits = weights.fit.values(fit.describe(page, scores, found, kind_columns(chances)))[:, 0]
    best = int(fits.argmax())
    return opinion_of(found.lines[best], chances, float(fits[best]), weights.reliable)


def opinion_of(lines: Flags, chances: Floats, guess: float, reliable: Floats) -> Opinion:
    """The opinion on a page, from its best candidate, the chances of its kinds, and how well the candidate may fit."""
    keep = np.flatnonzero(lines).tolist()
    article, thread, index, stub = chances.tolist()
    none = index + stub
    if none >= _NONE and len(lines) >= _FEWEST:
        return Opinion("list" if index >= stub else "stub", none, keep)
    fits = float(np.interp(guess, *reliable))
    return Opinion("article" if article >= thread else "thread", fits * (1 - none), keep)


def kind_chances(odds: Floats) -> Floats:
    """Probabilities of KINDS."""
    raised = np.exp(odds - odds.max())
    out: Floats = (raised / raised.sum()).astype(np.float32)
    return out


def kind_columns(chances: Floats) -> Floats:
    """What the trees for candidates read of the kind: logarithms of the chance of an article, a thread, neither."""
    three = np.array([chances[0], chances[1], chances[2] + chances[3]])
    out: Floats = np.log(three + _SMALLEST).astype(np.float32)
    return out


@lru_cache(maxsize=1)
def labeller() -> Labeller:
    """The labeller of the package."""
    return TrainedLabeller(load())
