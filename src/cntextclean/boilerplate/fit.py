"""Candidates in numbers: what the trees read that guess how well each would fit the true text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import ranges
from .candidates import WEIGHT, Candidates
from .features import COLUMN, Page
from .scores import Scores, chance, running

__all__ = ["COLUMNS", "describe"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_OF_SETS = (
    "hull_size_share", "hull_line_share", "promise", "promise_least", "mean_score", "mean_left_out", "runs",
    "agreement", "set_prose_density", "set_prose_share", "doubt_inside", "likely_outside", "worst_inside",
    "best_outside", "set_size", "set_size_share", "post_promise", "mean_post", "post_density", "is_pieces",
)  # fmt: skip
_OF_PAGE = ("page_likely", "page_best", "page_best3", "page_lines", "page_prose", "page_unsure", "page_turns")
_KINDS = ("is_article", "is_thread", "is_none")
COLUMNS = (*ranges.COLUMNS, *_OF_SETS, *_OF_PAGE, *_KINDS)
"""What is measured of a candidate, in order: of the range it spans, of the set of lines, of the page."""

_NOWHERE = -9  # the score of lines that there are none of


def describe(page: Page, scores: Scores, found: Candidates, kinds: Floats) -> Floats:
    """One row for each candidate, with COLUMNS. kinds: log odds of the page to be an article, a thread, neither."""
    lines = found.lines
    n = lines.shape[1]
    first, last = lines.argmax(axis=1), n - 1 - lines[:, ::-1].argmax(axis=1)
    rows = [ranges.describe_ranges(page, scores, first, last), _of_sets(page, scores, found, first, last)]
    whole = np.concatenate([_of_page(page, scores), kinds])
    out: Floats = np.concatenate([*rows, np.broadcast_to(whole, (len(lines), len(whole)))], axis=1).astype(np.float32)
    return out


def _of_sets(page: Page, scores: Scores, found: Candidates, first: Ints, last: Ints) -> Floats:
    """What is kept and what is left out of the range that a set of lines spans, and of the page."""
    lines, content, post = found.lines, scores.content, scores.post
    kept_lines = lines.astype(np.float32)
    size = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    likely, as_post, prose = size * chance(content), size * chance(post), size * page.base[:, COLUMN["prose"]]
    count, kept = lines.sum(axis=1), kept_lines @ size
    hull = running(size)[last + 1] - running(size)[first]
    promise = 2 * (kept_lines @ likely) / (kept + likely.sum() + 1)
    sums = running(content)
    left_out = last - first + 1 - count
    inside, sure = kept_lines @ content, size * (content > 0)
    columns = [
        kept / (hull + 1), count / (last - first + 1), promise, promise - promise.max(), inside / count,
        np.where(left_out > 0, (sums[last + 1] - sums[first] - inside) / np.maximum(left_out, 1), _NOWHERE),
        np.log1p((np.diff(lines.astype(np.int8), axis=1, prepend=np.int8(0)) == 1).sum(axis=1)),
        2 * (kept_lines @ sure) / (kept + sure.sum() + 1),
        kept_lines @ prose / (kept + 1), kept_lines @ prose / (prose.sum() + 1),
        kept_lines @ np.minimum(content, 0) / 5, (1 - kept_lines) @ np.maximum(content, 0) / 5,
        np.where(lines, content, -_NOWHERE).min(axis=1), np.where(lines, _NOWHERE, content).max(axis=1),
        np.log1p(kept) / 8, kept / size.sum(), 2 * (kept_lines @ as_post) / (kept + as_post.sum() + 1),
        kept_lines @ post / count, kept_lines @ as_post / (kept + 1), found.pieces,
    ]  # fmt: skip
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _of_page(page: Page, scores: Scores) -> Floats:
    """What the scores say of the page as a whole."""
    content = scores.content
    size = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    prose = size * page.base[:, COLUMN["prose"]]
    return np.array([
        np.log1p((size * chance(content)).sum()) / 8, content.max(), np.sort(content)[-3:].mean(),
        np.log1p(len(content)) / 6, prose.sum() / (size.sum() + 1), (size * (np.abs(content) < 1)).sum() / size.sum(),
        np.abs(np.diff(content > 0)).sum() / len(content),
    ], np.float32)  # fmt: skip
