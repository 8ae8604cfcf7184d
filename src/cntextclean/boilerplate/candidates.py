"""What may be the text of a page: ranges of lines, and for pages of several pieces the lines that score high."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .features import Page
from .scores import Scores, chance, running
from .structure import distinct

__all__ = ["Candidates", "find_candidates"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_MOST = 24  # ranges by their sums that are described
_BEST = 6  # of the likeliest first and last lines: all ranges between these are described
_EDGES = 40  # lines that are tried as first and as last line
_THRESHOLDS = (-3.0, -1.5, 0.0, 1.5)  # log odds above which lines next to each other make a range
_RUNS = 4  # such ranges of each threshold
_PROMISING = 10  # ranges by the F1 they promise that are described
_PIECES = (-1.0, 0.0, 1.0)  # log odds above which lines are kept wherever they stand
_POSTS = (-1.0, -0.3, 0.3, 1.0)  # the same, by the scores of posts
_INSIDE = (-2.5, -1.0)  # log odds under which a line within a range is left out
_POST_INSIDE = -0.5  # the same, by the scores of posts
_THINNED = 3  # of the most promising ranges, which are tried without such lines
WEIGHT = 400  # characters: a longer line does not count for more


class Candidates(NamedTuple):
    """Sets of lines: one row for each, a flag for each line; and whether it is a set of lines and not a range."""

    lines: Flags
    pieces: Flags


def find_candidates(page: Page, scores: Scores) -> Candidates:
    """The ranges with the best sums and the best promise, and the lines above several scores."""
    first, last, promise = _ranges(page, scores)
    n = len(scores.content)
    row = np.arange(n)
    ranges = (row >= first[:, None]) & (row <= last[:, None])
    best = ranges[np.argsort(-promise)[:_THINNED]]
    sets = [scores.content > level for level in _PIECES]
    sets += [scores.post > level for level in _POSTS]
    sets += [lines & (scores.content > level) for lines in best for level in _INSIDE]
    sets += [lines & (scores.post > _POST_INSIDE) for lines in best]
    found = np.concatenate([ranges, [lines for lines in sets if lines.any()] or ranges[:1]])
    pieces = np.arange(len(found)) >= len(ranges)
    seen: dict[bytes, int] = {}
    for place, packed in enumerate(np.packbits(found, axis=1)):
        seen.setdefault(packed.tobytes(), place)
    places = [seen[packed] for packed in sorted(seen)]
    return Candidates(found[places], pieces[places])


def _ranges(page: Page, scores: Scores) -> tuple[Ints, Ints, Floats]:
    """First and last lines of the ranges that may be the article, and the F1 they promise."""
    content, begin, end, _ = scores
    n = len(content)
    weight = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    sums = running((content * np.log1p(weight) / 3).astype(np.float32))
    likely = running(chance(content) * weight)
    size = running(weight)
    firsts, lasts = _edges(begin + content * 0.3, n, _EDGES), _edges(end + content * 0.3, n, _EDGES)
    at, to = np.meshgrid(firsts, lasts, indexing="ij")
    ordered = at <= to
    first, last = at[ordered], to[ordered]

    def total(first: Ints, last: Ints) -> Floats:
        out: Floats = sums[last + 1] - sums[first] + 1.5 * (begin[first] + end[last])
        return out

    def promise(first: Ints, last: Ints) -> Floats:
        mass = likely[last + 1] - likely[first]
        out: Floats = 2 * mass / (size[last + 1] - size[first] + likely[-1] + 1)
        return out

    if len(first) > _MOST:
        by_total, by_promise = total(first, last), promise(first, last)
        picked = np.argpartition(-by_total, _MOST - 1)[:_MOST]
        picked = np.concatenate([picked, np.argpartition(-by_promise, _PROMISING - 1)[:_PROMISING]])
        first, last = first[picked], last[picked]
    more = _runs(content, likely)
    at, to = np.meshgrid(_edges(begin + content * 0.1, n, _BEST), _edges(end + content * 0.1, n, _BEST), indexing="ij")
    between = (at * n + to)[at <= to]
    both = distinct(np.concatenate([first * n + last, more[0] * n + more[1], between]))
    if not len(both):
        both = np.array([n - 1])  # all of it
    first, last = both // n, both % n
    return first, last, promise(first, last)


def _runs(content: Floats, likely: Floats) -> tuple[Ints, Ints]:
    """Runs of lines above several thresholds: the biggest of each. They find a lone paragraph in a sea of links."""
    firsts, lasts = [], []
    for threshold in _THRESHOLDS:
        change = np.diff(np.concatenate(([0], (content > threshold).view(np.int8), [0])))
        first, last = np.flatnonzero(change == 1), np.flatnonzero(change == -1) - 1
        if len(first) > _RUNS:
            best = np.argpartition(likely[first] - likely[last + 1], _RUNS - 1)[:_RUNS]
            first, last = first[best], last[best]
        firsts.append(first)
        lasts.append(last)
    return np.concatenate(firsts), np.concatenate(lasts)


def _edges(scores: Floats, n: int, most: int) -> Ints:
    if n <= most:
        return np.arange(n)
    return np.sort(np.argpartition(-scores, most)[:most])
