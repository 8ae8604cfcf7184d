"""Ranges of lines in numbers: what stands inside, at the edges, just outside, and how much of the page is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .candidates import WEIGHT
from .features import COLUMN, Page, columns_of
from .scores import Scores, bounded, chance, running

__all__ = ["COLUMNS", "describe_ranges"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CUES = (
    "tail", "drop", "any", "related", "comment", "head", "thread", "login", "floor", "stamp", "ending", "build",
    "replies", "others", "entries", "date", "byline",
)  # fmt: skip
_FAR = 60  # lines
AT_EDGES = (
    "prose", "bullet", "final_end", "size60", "overlap", "final_dots", "byline", "date", "blank_before",
    "tail", "numbered", "size20", "stamp", "title_like", "build", "ending", "main", "main_overlap", "talk", "links",
    "meta", "act", "comment", "alike",
)  # fmt: skip
MASSES = (
    "main", "main_overlap", "title_share", "stamp", "build", "ending", "opening", "alike", "talk", "board", "links",
)  # fmt: skip
_MARKED = [
    COLUMN[name]
    for name in ("drop", "tail", "any", "related", "comment", "login", "head", "byline", "date", "thread", "ending")
]  # fmt: skip
COLUMNS = (
    "mean", "mean_above3", "mean_above8", "mean_below3", "mean_below8", "mean_first3", "mean_last3",
    "first", "first_least", "last", "last_least", "content_first", "content_last", "likely_share",
    "likely_density", "prose_share", "prose_density", "log_size", "log_prose", "log_lines", "size_share",
    "place_first", "place_last", "lines_above", "lines_below", "prose_above", "prose_below", "plus_share",
    "minus_share", "likely_above", "likely_below", "turns", "unlikely_run", "title_lines", "title_size",
    "dated_lines", "dated_size", "gap_above_lines", "gap_above_size", "gap_below_lines", "gap_below_size",
    *(f"{name}.{part}" for part in ("inside", "above", "below3", "above3") for name in CUES),
    *(f"{name}.{part}" for part in ("density", "share", "mean", "below4", "above4", "left") for name in MASSES),
    *(f"{name}.{part}" for part in ("first", "last", "before", "after") for name in AT_EDGES),
)  # fmt: skip
"""What is measured of a range, in order."""


def describe_ranges(page: Page, scores: Scores, first: Ints, last: Ints) -> Floats:
    """One row for each range [first, last] of lines, with COLUMNS."""
    base, n = page.base, len(page.base)
    end = last + 1
    sizes = np.minimum(page.sizes, WEIGHT).astype(np.float32)
    content = scores.content
    likelihood = chance(content)
    size, likely = running(sizes), running(likelihood * sizes)
    prose = running(base[:, COLUMN["prose"]] * sizes)
    plus, minus = running(np.maximum(content, 0)), running(np.maximum(-content, 0))
    inside, marked = size[end] - size[first], prose[end] - prose[first]
    columns = np.stack([
        *_means(content, first, end),
        scores.first[first], scores.first[first] - scores.first.max(),
        scores.last[last], scores.last[last] - scores.last.max(), content[first], content[last],
        (likely[end] - likely[first]) / (likely[-1] + 1), (likely[end] - likely[first]) / (inside + 1),
        marked / (prose[-1] + 1), marked / (inside + 1), np.log1p(inside) / 8, np.log1p(marked) / 8,
        np.log1p(end - first) / 5, inside / (size[-1] + 1), first / n, end / n, np.log1p(first) / 5,
        np.log1p(n - end) / 5, np.log1p(prose[first]) / 8, np.log1p(prose[-1] - prose[end]) / 8,
        (plus[end] - plus[first]) / (plus[-1] + 1), (minus[end] - minus[first]) / (plus[end] - plus[first] + 1),
        likely[first] / (likely[-1] + 1), (likely[-1] - likely[end]) / (likely[-1] + 1),
        *_unlikely(likelihood, first, end), *_headed(base, size, first), *_gaps(base, size, first, end),
    ]).astype(np.float32)  # fmt: skip
    cues, masses = _cues(base, first, end), _masses(base, sizes, first, end)
    out: Floats = np.concatenate([columns, cues, masses, _at_edges(base, first, last)]).T
    return out


def _means(content: Floats, first: Ints, end: Ints) -> list[Floats]:
    """The mean score of the range, of the lines above and below it, and of its first and last lines."""
    n, sums = len(content), running(bounded(content, -4, 4))

    def mean(left: Ints, right: Ints) -> Floats:
        left, right = bounded(left, 0, n), bounded(right, 0, n)
        out: Floats = (sums[right] - sums[left]) / np.maximum(right - left, 1)
        return out

    return [
        mean(first, end), mean(first - 3, first), mean(first - 8, first), mean(end, end + 3), mean(end, end + 8),
        mean(first, np.minimum(first + 3, end)), mean(np.maximum(end - 3, first), end),
    ]  # fmt: skip


def _at_edges(base: Floats, first: Ints, last: Ints) -> Floats:
    """The first and the last line, and those before and after."""
    n = len(base)
    edge = np.zeros((len(AT_EDGES), n + 1), np.float32)
    edge[:, :n] = base.T[columns_of(AT_EDGES)]
    before = np.where(first > 0, first - 1, n)
    out: Floats = np.concatenate([edge[:, first], edge[:, last], edge[:, before], edge[:, last + 1]])
    return out


def _cues(base: Floats, first: Ints, end: Ints) -> Floats:
    """How many cues of each kind stand inside, just after and before."""
    n = len(base)
    rows = base.T[columns_of(CUES)]
    sums = running(rows)
    at_first, at_end = sums[:, first], sums[:, end]
    after, above = sums[:, np.minimum(end + 3, n)] - at_end, at_first - sums[:, np.maximum(first - 3, 0)]
    out: Floats = np.concatenate([np.log1p(at_end - at_first), np.log1p(at_first), after, above])
    return out


def _masses(base: Floats, sizes: Floats, first: Ints, end: Ints) -> Floats:
    """How much of what repeats, of what is like the main run of prose, and of furniture's words is inside."""
    n = len(base)
    values = base.T[columns_of(MASSES)]
    size = running(sizes)
    by_size, by_line = running(values * sizes), running(values)
    part = by_size[:, end] - by_size[:, first]
    at_first, at_end = by_line[:, first], by_line[:, end]
    out: Floats = np.concatenate([
        part / (size[end] - size[first] + 1), part / (by_size[:, -1:] + 1), (at_end - at_first) / (end - first),
        (by_line[:, np.minimum(end + 4, n)] - at_end) / 4, (at_first - by_line[:, np.maximum(first - 4, 0)]) / 4,
        (by_line[:, -1:] - at_end) / (n - end + 1),
    ]).astype(np.float32)  # fmt: skip
    return out


def _headed(base: Floats, size: Floats, first: Ints) -> list[Floats]:
    """How far above the first line the title stands, and a date or byline: in lines and in characters."""
    row = np.arange(len(base))
    dated = base[:, COLUMN["date"]] + base[:, COLUMN["byline"]] + base[:, COLUMN["stamp"]]
    columns: list[Floats] = []
    for flags in (base[:, COLUMN["title_like"]] > 0.8, dated > 0):
        last = np.maximum.accumulate(np.where(flags, row, -_FAR))
        last = np.concatenate(([-_FAR], last))[first]
        columns.append(np.log1p(np.minimum(first - last, _FAR)).astype(np.float32))
        columns.append((np.log1p(np.maximum(size[first] - size[np.maximum(last, 0)], 0)) / 6).astype(np.float32))
    return columns


def _unlikely(chance: Floats, first: Ints, end: Ints) -> list[Floats]:
    """How often content and chrome take turns inside, and the longest run of unlikely lines."""
    n = len(chance)
    likely = (chance > 0.5).astype(np.float32)
    turns = running(np.abs(np.diff(likely, prepend=0)))
    row = np.arange(n)
    since = row - np.maximum.accumulate(np.where(chance >= 0.35, row, -1))
    since = np.append(since, 0)
    edges = np.empty(2 * len(first), np.int64)
    edges[0::2], edges[1::2] = first, end
    longest = np.minimum(np.maximum.reduceat(since, edges)[0::2], end - first)
    return [np.log1p(turns[end] - turns[first]), np.log1p(longest).astype(np.float32)]


def _gaps(base: Floats, size: Floats, first: Ints, end: Ints) -> list[Floats]:
    """How much stands between the range and the next line that is marked as furniture, above and below."""
    n = len(base)
    row = np.arange(n)
    marked = base.T[_MARKED].any(axis=0)
    above = np.concatenate(([0], np.maximum.accumulate(np.where(marked, row + 1, 0))))[first]
    below = np.concatenate((np.minimum.accumulate(np.where(marked, row, n)[::-1])[::-1], [n]))[end]
    return [
        np.log1p(first - above).astype(np.float32), (np.log1p(size[first] - size[above]) / 6).astype(np.float32),
        np.log1p(below - end).astype(np.float32), (np.log1p(size[below] - size[end]) / 6).astype(np.float32),
    ]  # fmt: skip
