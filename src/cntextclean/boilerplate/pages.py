"""A whole page in numbers: what tells an article from a thread, a list and a stub."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .candidates import WEIGHT
from .features import COLUMN, Page, columns_of
from .scores import Scores, chance
from .structure import TOPICS

__all__ = ["COLUMNS", "describe_page"]

Floats = NDArray[np.float32]

_SPREAD = (
    "thread", "comment", "date", "byline", "any", "tail", "drop", "related", "prose", "login", "head", "stamp", "floor",
)  # fmt: skip
_MEANS = ("size20", "size60", "build", "ending", "opening", "copies", "alike", "main", *TOPICS)
_SCORED = (
    "likely_size", "best", "best3", "best_tenth", "likely_share", "post_share", "turns", "post_turns", "first", "last",
    "sure_share", "sure_size", "longest", "main_lines", "main_size",
)  # fmt: skip
COLUMNS = (
    *(f"{name}.{part}" for name in _SPREAD for part in ("count", "share", "spread")),
    "lines", *(f"{name}.{part}" for part in ("mean", "count", "mean_top") for name in _MEANS),
    "main_share", "prose_size", "prose_turns", *_SCORED,
)  # fmt: skip
"""What is measured of a page, in order."""


def describe_page(page: Page, scores: Scores) -> Floats:
    """One row, with COLUMNS."""
    return np.concatenate([_spread(page), _scored(page, scores)])


def _scored(page: Page, scores: Scores) -> Floats:
    """What the scores of lines say of the whole: how much is likely content, and how often it is interrupted."""
    likely, post = chance(scores.content), chance(scores.post)
    size = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    main = page.base[:, COLUMN["main"]]
    n, ordered = len(likely), np.sort(scores.content)
    sure = float((size * (likely > 0.5)).sum())
    return np.array([
        np.log1p((likely * size).sum()) / 8, ordered[-1], ordered[-3:].mean(), ordered[-max(1, n // 10) :].mean(),
        (likely * size).sum() / size.sum(), (post * size).sum() / size.sum(),
        np.abs(np.diff(likely > 0.5)).sum() / n, np.abs(np.diff(post > 0.5)).sum() / n,
        scores.first.max(), scores.last.max(), sure / size.sum(), np.log1p(sure) / 8, np.log1p(size.max()) / 5,
        main.sum() / n, np.log1p((size * main).sum()) / 8,
    ], np.float32)  # fmt: skip


def _spread(page: Page) -> Floats:
    """How often furniture comes back down the page."""
    base = page.base
    n = len(base)
    columns = []
    for name in _SPREAD:
        rows = np.flatnonzero(base[:, COLUMN[name]])
        count = len(rows)
        spread = float(rows[-1] - rows[0]) / n if count > 1 else 0.0
        columns += [np.log1p(count), count / n, spread]
    chosen = base[:, columns_of(_MEANS)]
    third = max(n // 3, 1)
    columns += [np.log1p(n), *chosen.mean(axis=0), *np.log1p((chosen > 0).sum(axis=0)), *chosen[:third].mean(axis=0)]
    prose = base[:, COLUMN["prose"]] * page.sizes
    all_of_it = float(prose.sum()) + 1
    columns += [float((prose * base[:, COLUMN["main"]]).sum()) / all_of_it, np.log1p(all_of_it)]
    columns.append(np.log1p(float(np.abs(np.diff(base[:, COLUMN["prose"]])).sum())))
    return np.array(columns, np.float32)
