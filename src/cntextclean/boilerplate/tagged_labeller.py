"""The labeller that was trained for pages with tags. What has no text it leaves to that of text to say first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..vocabulary import NO_ARTICLE
from . import context, fit, pages
from .candidates import Candidates, find_candidates
from .features import Page, measure
from .labeller import Labeller, Opinion, PageLines, fresh_rules, kind_columns, known_marks, labeller
from .scores import Scores, score, softmax
from .tagged import (
    FIT_COLUMNS,
    LINE_COLUMNS,
    PAGE_COLUMNS,
    Tagged,
    add_candidates,
    describe_candidates,
    describe_tags,
    read_tags,
)
from .weights import Weights, check_columns, load

__all__ = [
    "MEASURED", "TaggedLabeller", "opinion_of", "row_of_page", "rows_of_candidates", "rows_of_lines", "tagged_labeller",
]  # fmt: skip

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

MEASURED: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "line": (context.COLUMNS, LINE_COLUMNS),
    "page": (pages.COLUMNS, PAGE_COLUMNS),
    "fit": (fit.COLUMNS, FIT_COLUMNS),
}
"""The columns that each model reads: of the text, and of the tags."""

_NONE = 0.65  # the least chance at which a page is said to have no article: a lost article is worse than a kept list
_FEWEST = 8  # lines: a shorter page shows too little of its build
_CLOSE = 0.01  # guesses of F1 that differ by less say the same
_SURE = 4.0  # log odds of a line: more is all the same


class TaggedLabeller:
    """A labeller with trained weights that read tags. text: what judges the same page as text.

    Raises ValueError, naming the columns, if the weights were trained on others than are measured now.
    """

    def __init__(self, weights: Weights, text: Labeller) -> None:
        for model, (of_text, of_tags) in MEASURED.items():
            check_columns(weights, model, (*of_text, *of_tags))
        self._weights, self._text = weights, text
        self._fresh = fresh_rules(weights)

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """One opinion for each page, in order; pages without marks are judged as text."""
        return [self._judge(page, said) for page, said in zip(pages, self._text.judge(pages), strict=True)]

    def _judge(self, page: PageLines, said: Opinion) -> Opinion:
        if page.marks is None or said.kind in NO_ARTICLE:
            return said
        known = [known_marks(line, self._fresh) for line in page.lines]
        measured = measure(page.page, [line.block for line in page.lines], known)
        return choose(measured, read_tags(measured, page.marks), self._weights)


def choose(page: Page, tags: Tagged, weights: Weights) -> Opinion:
    """The opinion on a page that was measured."""
    scores = score(rows_of_lines(page, tags), weights)
    chances = softmax(weights.page.values(row_of_page(page, tags, scores)[None])[0])
    found, rows = rows_of_candidates(page, tags, scores, chances)
    fits = weights.fit.values(rows)[:, 0]
    best = likeliest(found, fits, scores)
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


def likeliest(found: Candidates, fits: Floats, scores: Scores) -> int:
    """The candidate that the scores of lines speak for most, of those guessed to fit about as well as the best: a short
    line counts for little in a fit, and for as much as any other here."""
    close = np.flatnonzero(fits >= fits.max() - _CLOSE)
    spoken = np.clip(scores.content, -_SURE, _SURE)
    return int(close[(found.lines[close] @ spoken).argmax()])


def rows_of_lines(page: Page, tags: Tagged) -> Floats:
    """What the models of lines read."""
    return np.concatenate([context.context(page), tags.rows], axis=1)


def row_of_page(page: Page, tags: Tagged | None, scores: Scores) -> Floats:
    """What the page model reads; of a page without tags what is measured of its text."""
    row = pages.describe_page(page, scores)
    return row if tags is None else np.concatenate([row, describe_tags(tags)])


def rows_of_candidates(page: Page, tags: Tagged | None, scores: Scores, chances: Floats) -> tuple[Candidates, Floats]:
    """What may be the text, and what the trees read that guess how well each fits."""
    found = find_candidates(page, scores)
    if tags is None:
        return found, fit.describe(page, scores, found, kind_columns(chances))
    found = add_candidates(tags, scores, found)
    rows = fit.describe(page, scores, found, kind_columns(chances))
    return found, np.concatenate([rows, describe_candidates(tags, found)], axis=1)


@lru_cache(maxsize=1)
def tagged_labeller() -> Labeller:
    """The labeller of the package for pages with tags."""
    return TaggedLabeller(load("tagged"), labeller())
