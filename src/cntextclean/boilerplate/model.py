"""The trained part: how likely each line is content, where the article begins and ends, and is it a thread?

Three logistic models score every line (content, first line, last line); the best intervals are collected and a small
set of trees that has seen how good such intervals turn out chooses among them. Weights: tools/train_labeller.py.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .features import COLUMN, Page
from .structure import TOPICS

__all__ = [
    "DEPTH", "Intervals", "Nodes", "Scores", "Weights", "choose", "content_lines", "describe", "intervals",
    "load", "page_row",
    "rank", "score", "thread_lines",
]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Nodes = NDArray[np.int16]

DEPTH = 6  # of the trees
_PLAIN = 0.15  # what the sum of scores counts beside the trees
_MOST = 45  # candidates by their sums that are described
_BEST = 8  # of the likeliest first and last lines: all ranges between these are described
_EDGES = 40  # lines that are tried as first and as last line
_THRESHOLDS = (-3.0, -1.5, 0.0, 1.5)  # log odds above which lines next to each other make a candidate
_RUNS = 6
_THREAD = -0.5  # log odds above which a page is read as a thread
_FEWEST = 3  # marks of posts, such as dates and floors, without which no page is a thread
_OF_THREADS = [COLUMN[name] for name in ("thread", "comment", "date", "byline", "stamp", "floor")]
_WEIGHT = 400  # characters: a longer line does not count for more


class Weights(NamedTuple):
    """Trained numbers. Each network is applied to standardised features, cut off at five deviations."""

    line_mean: Floats
    line_scale: Floats
    line: Floats  # features + 1 by 3: content, first, last
    tree_feature: Nodes  # trees by nodes; a leaf leads to itself
    tree_threshold: Floats
    tree_below: Nodes  # where to go if the feature is not above the threshold
    tree_above: Nodes
    tree_value: Floats  # of leaves; the first tree's carry the mean
    thread_mean: Floats
    thread_scale: Floats
    thread_line: Floats  # features + 1: is a line of a thread a post?
    page_mean: Floats
    page_scale: Floats
    page: Floats  # features + 1: is the page a thread?


class Scores(NamedTuple):
    """Log odds of every line: to be content, to be the first content line, to be the last one."""

    content: Floats
    first: Floats
    last: Floats


class Intervals(NamedTuple):
    """Candidate ranges of lines [first, last], with the sum of their scores and the F1 these promise."""

    first: Ints
    last: Ints
    total: Floats
    promise: Floats


@lru_cache(maxsize=1)
def load() -> Weights:
    """The weights of the package."""
    data = np.load(BytesIO(files("cntextclean._data").joinpath("labeller.npz").read_bytes()))
    return Weights(*(data[name] for name in Weights._fields))


def _standard(rows: Floats, mean: Floats, scale: Floats) -> Floats:
    out: Floats = np.clip((rows - mean) * scale, -5, 5)
    return out


def score(rows: Floats, weights: Weights) -> Scores:
    """Scores for the context rows of all lines of a page."""
    out = _standard(rows, weights.line_mean, weights.line_scale) @ weights.line[:-1] + weights.line[-1]
    return Scores(out[:, 0], out[:, 1], out[:, 2])


def _chance(logits: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return out


def _sums(values: Floats) -> Floats:
    out = np.zeros(len(values) + 1, np.float32)
    np.cumsum(values, out=out[1:])
    return out


def intervals(page: Page, scores: Scores) -> Intervals:
    """The ranges of lines that may be the article: those with the best sums and those with the best promise."""
    content, begin, end = scores
    n = len(content)
    weight = np.minimum(np.maximum(page.sizes, 1), _WEIGHT).astype(np.float32)
    sums = _sums((content * np.log1p(weight) / 3).astype(np.float32))
    likely = _sums(_chance(content) * weight)
    weights = _sums(weight)
    firsts, lasts = _edges(begin + content * 0.3, n, _EDGES), _edges(end + content * 0.3, n, _EDGES)
    at, to = np.meshgrid(firsts, lasts, indexing="ij")
    ordered = at <= to
    first, last = at[ordered], to[ordered]

    def total(first: Ints, last: Ints) -> Floats:
        out: Floats = sums[last + 1] - sums[first] + 1.5 * (begin[first] + end[last])
        return out

    def promise(first: Ints, last: Ints) -> Floats:
        mass = likely[last + 1] - likely[first]
        out: Floats = 2 * mass / (weights[last + 1] - weights[first] + likely[-1] + 1)
        return out

    if len(first) > _MOST:
        by_total, by_promise = total(first, last), promise(first, last)
        picked = np.argpartition(-by_total, _MOST - 1)[:_MOST]
        picked = np.concatenate([picked, np.argpartition(-by_promise, 19)[:20]])
        first, last = first[picked], last[picked]
    more = _runs(content, likely)
    at, to = np.meshgrid(_edges(begin + content * 0.1, n, _BEST), _edges(end + content * 0.1, n, _BEST), indexing="ij")
    between = (at * n + to)[at <= to]
    both = np.unique(np.concatenate([first * n + last, more[0] * n + more[1], between]))
    if not len(both):
        both = np.array([n - 1])  # all of it
    first, last = both // n, both % n
    return Intervals(first, last, total(first, last), promise(first, last))


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


_SPREAD = (
    "thread", "comment", "date", "byline", "any", "tail", "drop", "related", "prose", "login", "head", "stamp", "floor",
)  # fmt: skip
_MEANS = ("size20", "size60", "build", "ending", "opening", "copies", "alike", "main", *TOPICS)
_CUES = [
    COLUMN[name]
    for name in (
        "tail", "drop", "any", "related", "comment", "head", "thread", "login", "floor", "stamp", "ending", "build",
        "replies", "others", "entries", "date", "byline",
    )
]  # fmt: skip
_DATE = 15  # the place of "date" among them; "byline" is the next
_FAR = 60  # lines
_AT_EDGES = [
    COLUMN[name]
    for name in (
        "prose", "bullet", "final_end", "size60", "overlap", "final_dots", "byline", "date", "blank_before",
        "tail", "numbered", "size20", "stamp", "title_like", "build", "ending", "main", "main_overlap", "talk", "links",
        "meta", "act", "comment", "alike",
    )
]  # fmt: skip


def describe(page: Page, scores: Scores, found: Intervals) -> Floats:
    """Features of candidate intervals: one row for each."""
    first, last, total, promise = found
    base, n = page.base, len(page.base)
    end = last + 1
    sizes = np.minimum(page.sizes, _WEIGHT).astype(np.float32)
    content = scores.content
    chance = _chance(content)
    logits, size = _sums(np.clip(content, -4, 4)), _sums(sizes)
    likely = _sums(chance * sizes)
    prose = _sums(base[:, COLUMN["prose"]] * sizes)
    plus, minus = _sums(np.maximum(content, 0)), _sums(np.maximum(-content, 0))

    def mean(left: Ints, right: Ints) -> Floats:
        left, right = np.clip(left, 0, n), np.clip(right, 0, n)
        out: Floats = (logits[right] - logits[left]) / np.maximum(right - left, 1)
        return out

    inside, marked = size[end] - size[first], prose[end] - prose[first]
    columns = np.stack([
        total - total.max(), promise, promise - promise.max(),
        mean(first, end), mean(first - 3, first), mean(first - 8, first), mean(end, end + 3), mean(end, end + 8),
        mean(first, np.minimum(first + 3, end)), mean(np.maximum(end - 3, first), end),
        scores.first[first], scores.first[first] - scores.first.max(),
        scores.last[last], scores.last[last] - scores.last.max(), content[first], content[last],
        (likely[end] - likely[first]) / (likely[-1] + 1), (likely[end] - likely[first]) / (inside + 1),
        marked / (prose[-1] + 1), marked / (inside + 1), np.log1p(inside) / 8, np.log1p(marked) / 8,
        np.log1p(end - first) / 5, inside / (size[-1] + 1), first / n, end / n, np.log1p(first) / 5,
        np.log1p(n - end) / 5, np.log1p(prose[first]) / 8, np.log1p(prose[-1] - prose[end]) / 8,
        (plus[end] - plus[first]) / (plus[-1] + 1), (minus[end] - minus[first]) / (plus[end] - plus[first] + 1),
        likely[first] / (likely[-1] + 1), (likely[-1] - likely[end]) / (likely[-1] + 1),
        *_unlikely(chance, first, end), *_headed(base, size, first), *_gaps(base, size, first, end),
    ]).astype(np.float32)  # fmt: skip
    edge = np.zeros((len(_AT_EDGES), n + 1), np.float32)
    edge[:, :n] = base.T[_AT_EDGES]
    before = np.where(first > 0, first - 1, n)
    edges = [edge[:, first], edge[:, last], edge[:, before], edge[:, end]]
    cues, masses = _cues(base, first, end), _masses(base, sizes, first, end)
    out: Floats = np.concatenate([columns, cues, masses, *edges]).T
    return out


def _running(rows: Floats) -> Floats:
    """Sums of each row up to every place."""
    out = np.zeros((len(rows), rows.shape[1] + 1), np.float32)
    np.cumsum(rows, axis=1, out=out[:, 1:])
    return out


def _cues(base: Floats, first: Ints, end: Ints) -> Floats:
    """How many cues of each kind stand inside, just after and before."""
    n = len(base)
    rows = base.T[_CUES]
    rows = np.concatenate([rows, rows[_DATE : _DATE + 1] + rows[_DATE + 1 : _DATE + 2]])
    sums = _running(rows)
    at_first, at_end = sums[:, first], sums[:, end]
    after, above = sums[:, np.minimum(end + 3, n)] - at_end, at_first - sums[:, np.maximum(first - 3, 0)]
    out: Floats = np.concatenate([np.log1p(at_end - at_first), np.log1p(at_first), after, above])
    return out


_MASSES = [
    COLUMN[name]
    for name in (
        "main", "main_overlap", "title_share", "stamp", "build", "ending", "opening", "alike", "talk", "board", "links",
    )
]  # fmt: skip


def _masses(base: Floats, sizes: Floats, first: Ints, end: Ints) -> Floats:
    """How much of what repeats, of what is like the main run of prose, and of furniture's words is inside."""
    n = len(base)
    values = base.T[_MASSES]
    size = _sums(sizes)
    by_size, by_line = _running(values * sizes), _running(values)
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
    turns = _sums(np.abs(np.diff(likely, prepend=0)))
    row = np.arange(n)
    since = row - np.maximum.accumulate(np.where(chance >= 0.35, row, -1))
    since = np.append(since, 0)
    edges = np.empty(2 * len(first), np.int64)
    edges[0::2], edges[1::2] = first, end
    longest = np.minimum(np.maximum.reduceat(since, edges)[0::2], end - first)
    return [np.log1p(turns[end] - turns[first]), np.log1p(longest).astype(np.float32)]


def rank(rows: Floats, weights: Weights) -> Floats:
    """How good each described interval is expected to be: about its F1. All trees are walked at once."""
    trees, nodes = weights.tree_feature.shape
    base = np.arange(trees)[:, None] * nodes
    children = np.stack([weights.tree_above + base, weights.tree_below + base], axis=-1).ravel()
    feature, threshold = weights.tree_feature.astype(np.int64).ravel(), weights.tree_threshold.ravel()
    values, start = rows.ravel(), np.arange(len(rows))[:, None] * rows.shape[1]
    place = np.broadcast_to(base.T, (len(rows), trees))
    for _ in range(DEPTH):
        low = values.take(start + feature.take(place)) <= threshold.take(place)
        place = children.take(2 * place + low)
    out: Floats = weights.tree_value.ravel().take(place).sum(axis=1)
    return out


_MARKED = [
    COLUMN[name]
    for name in ("drop", "tail", "any", "related", "comment", "login", "head", "byline", "date", "thread", "ending")
]  # fmt: skip


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


def choose(page: Page, scores: Scores, found: Intervals, weights: Weights) -> int:
    """Which interval is the article: the one that is expected to fit best, with a word for the plain sum."""
    total = found.total - found.total.max()
    scale = max(float(np.abs(found.total).max()), 20.0)
    return int((rank(describe(page, scores, found), weights) + _PLAIN * total / scale).argmax())


def thread_lines(page: Page, rows: Floats, weights: Weights) -> NDArray[np.bool_] | None:
    """Which lines are posts if the page is a thread; None if it is none."""
    if float(page.base[:, _OF_THREADS].sum()) < _FEWEST:
        return None
    whole = _standard(page_row(page), weights.page_mean, weights.page_scale)
    if float(whole @ weights.page[:-1] + weights.page[-1]) <= _THREAD:
        return None
    lines = _standard(rows, weights.thread_mean, weights.thread_scale) @ weights.thread_line[:-1]
    posts: NDArray[np.bool_] = lines + weights.thread_line[-1] > 0
    return posts


def page_row(page: Page) -> Floats:
    """What tells a thread from an article: how often its furniture comes back down the page."""
    base = page.base
    n = len(base)
    columns = []
    for name in _SPREAD:
        rows = np.flatnonzero(base[:, COLUMN[name]])
        count = len(rows)
        spread = float(rows[-1] - rows[0]) / n if count > 1 else 0.0
        columns += [np.log1p(count), count / n, spread]
    chosen = base[:, [COLUMN[name] for name in _MEANS]]
    third = max(n // 3, 1)
    columns += [np.log1p(n), *chosen.mean(axis=0), *np.log1p((chosen > 0).sum(axis=0)), *chosen[:third].mean(axis=0)]
    prose = base[:, COLUMN["prose"]] * page.sizes
    all_of_it = float(prose.sum()) + 1
    columns += [float((prose * base[:, COLUMN["main"]]).sum()) / all_of_it, np.log1p(all_of_it)]
    columns.append(np.log1p(float(np.abs(np.diff(base[:, COLUMN["prose"]])).sum())))
    return np.array(columns, np.float32)


def content_lines(page: Page, rows: Floats, weights: Weights) -> NDArray[np.bool_]:
    """Which lines are content: one interval for an article, every post of a thread."""
    posts = thread_lines(page, rows, weights)
    if posts is not None:
        return posts
    scores = score(rows, weights)
    found = intervals(page, scores)
    best = choose(page, scores, found, weights)
    keep = np.zeros(len(rows), np.bool_)
    keep[found.first[best] : found.last[best] + 1] = True
    return keep
