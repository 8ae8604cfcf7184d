"""What says of a page which lines are its text: a protocol, and the labeller that was trained for it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ..page.fold import Folded
from ..vocabulary import Kind
from . import context, fit, pages
from .candidates import WEIGHT, Candidates, find_candidates
from .choice import COLUMNS, describe_choice
from .features import Page, measure
from .kinds import ARTICLE, NONE, THREAD, KindModel, load_kinds
from .line_rules import Line
from .mixed import is_answer
from .rulebook import rulebook
from .scores import Scores, chance, score, softmax
from .tagged import MarkColumns
from .weights import Weights, check_columns, load

__all__ = [
    "Labeller", "Opinion", "PageLines", "TrainedLabeller", "fresh_rules", "kind_columns", "known_marks", "labeller",
]  # fmt: skip

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

KINDS: tuple[Kind, ...] = ("article", "thread", "list", "stub")
"""The kinds that are told apart, in the order of the page model's outputs."""

_NONE = 0.55  # the least chance at which a page is said to have no article: a lost article is worse than a kept list
_WRITTEN = 0.2  # a page of which so much stands in lines of several sentences is no list, whatever its build
_THREAD = 0.4  # the least chance at which a page with a text is read post by post
_ANSWERS = 3  # so many lines of the form that only answers on a board have make a thread
_SEVERAL, _TITLED = (COLUMNS.index(name) for name in ("several_size_share", "title_near"))
_FEWEST = 8  # lines: a shorter page shows too little of its build; what is there is kept, or a rule knows its notice
_SMALLEST = 1e-4  # a chance whose logarithm is still a number


class PageLines(NamedTuple):
    """A page as a labeller reads it: its folded text, what each of its lines tells by itself, and what tags say of it,
    if it had any."""

    page: Folded
    lines: Sequence[Line]
    marks: MarkColumns | None = None


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


class Choice(NamedTuple):
    """What was chosen of a page before it is known what the page is.

    lines: the candidate that may fit best. guess: the F1 it may have. posts: the lines that look like posts of a
    thread. promise: the F1 that their scores promise. chances: of KINDS, at first sight. row: all of it in numbers.
    answered: whether lines stand on the page that only a thread has.
    """

    lines: Flags
    guess: float
    posts: Flags
    promise: float
    chances: Floats
    row: Floats
    answered: bool = False


class TrainedLabeller:
    """A labeller with trained weights.

    Raises ValueError, naming the columns, if the weights were trained on others than are measured now.
    """

    def __init__(self, weights: Weights, kinds: KindModel) -> None:
        check_columns(weights, "line", context.COLUMNS)
        check_columns(weights, "page", pages.COLUMNS)
        check_columns(weights, "fit", fit.COLUMNS)
        self._weights = weights
        self._kinds = kinds
        self._fresh = fresh_rules(weights)

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """One opinion for each page, in order."""
        return [self._judge(page) for page in pages]

    def _judge(self, page: PageLines) -> Opinion:
        marks = [known_marks(line, self._fresh) for line in page.lines]
        measured = measure(page.page, [line.block for line in page.lines], marks)
        weights = self._weights
        scores = score(context.context(measured), weights)
        chances = softmax(weights.page.values(pages.describe_page(measured, scores)[None])[0])
        found = find_candidates(measured, scores)
        guesses = weights.fit.values(fit.describe(measured, scores, found, kind_columns(chances)))[:, 0]
        choice = choose(page.lines, measured, scores, found, guesses, chances)
        return opinion_of(choice, self._kinds.chances(choice.row), weights.reliable)


def fresh_rules(weights: Weights) -> Set[str]:
    """The rules that are newer than the weights."""
    return {rule.id for rule in rulebook("chrome").rules} - {*weights.columns["rules"]}


def known_marks(line: Line, fresh: Set[str]) -> tuple[str, ...]:
    """The marks of a line; what a rule says that is newer than the weights is no input that they know."""
    if line.rule is None or line.rule.id not in fresh:
        return line.marks
    return tuple(mark for mark in line.marks if mark not in (line.rule.cue, line.rule.mark))


def choose(
    lines: Sequence[Line], page: Page, scores: Scores, found: Candidates, guesses: Floats, chances: Floats
) -> Choice:
    """What is chosen of a page with scores, from its candidates and the F1 guessed of each."""
    best = int(guesses.argmax())
    size = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    posts = scores.post > 0
    likely = size * chance(scores.post)
    promise = 2 * float(likely[posts].sum()) / (float(size[posts].sum()) + float(likely.sum()) + 1)
    row = describe_choice(lines, page, scores, found.lines[best], guesses)
    answered = sum(is_answer(line.text) for line in lines) >= _ANSWERS
    return Choice(found.lines[best], float(guesses[best]), posts, promise, chances, row, answered)


def opinion_of(choice: Choice, kinds: Floats, reliable: Floats) -> Opinion:
    """The opinion on a page, from what was chosen and the chances of what it is (article, thread, none)."""
    if is_none(choice, kinds):
        index, stub = choice.chances[2:].tolist()
        kind: Kind = "list" if index >= stub else "stub"
        return Opinion(kind, float(kinds[NONE]), np.flatnonzero(choice.lines).tolist())
    confidence = float(np.interp(raw_confidence(choice, kinds), *reliable))
    if is_thread(choice, kinds):
        return Opinion("thread", confidence, np.flatnonzero(choice.posts).tolist())
    return Opinion("article", confidence, np.flatnonzero(choice.lines).tolist())


def is_none(choice: Choice, kinds: Floats) -> bool:
    """Whether a page has no text. One whose headline stands again just above the text is about it."""
    if kinds[NONE] < _NONE or len(choice.lines) < _FEWEST or choice.answered:
        return False
    return bool(choice.row[_SEVERAL] <= _WRITTEN and not choice.row[_TITLED])


def is_thread(choice: Choice, kinds: Floats) -> bool:
    """Whether a page with a text is read post by post."""
    likely = bool(kinds[THREAD] >= _THREAD * (kinds[THREAD] + kinds[ARTICLE]))
    return (likely or choice.answered) and bool(choice.posts.any())


def raw_confidence(choice: Choice, kinds: Floats) -> float:
    """How well the text may fit, before that is compared with what became of other pages."""
    return (choice.promise if is_thread(choice, kinds) else choice.guess) * (1 - float(kinds[NONE]))


def kind_columns(chances: Floats) -> Floats:
    """What the trees for candidates read of the kind: logarithms of the chance of an article, a thread, neither."""
    three = np.array([chances[0], chances[1], chances[2] + chances[3]])
    out: Floats = np.log(three + _SMALLEST).astype(np.float32)
    return out


@lru_cache(maxsize=1)
def labeller() -> Labeller:
    """The labeller of the package."""
    return TrainedLabeller(load(), load_kinds())
