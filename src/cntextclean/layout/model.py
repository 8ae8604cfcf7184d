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

from .features import BASE, Page

__all__ = [
    "DEPTH", "Intervals", "Nodes", "Scores", "Weights", "choose", "content_lines", "describe", "intervals",
    "load", "page_row",
    "rank", "score", "thread_lines",
]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Nodes = NDArray[np.int16]

_COLUMN = {name: i for i, name in enumerate(BASE)}
DEPTH = 5  # of the trees
_PLAIN = 0.3  # what the sum of scores counts beside the trees
_MOST = 70  # candidates that are described
_EDGES = 40  # lines that are tried as first and as last line
_THRESHOLDS = (-3.0, -1.5, 0.0, 1.5)  # log odds above which lines next to each other make a candidate
_RUNS = 6
_THREAD = 0.0  # log odds above which a page is read as a thread
_FEWEST = 5  # marks of posts, such as dates and floors, without which no page is a thread
_OF_THREADS = [_COLUMN[name] for name in ("thread", "comment", "date", "byline")]
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
    firsts, lasts = _edges(begin + content * 0.3, n), _edges(end + content * 0.3, n)
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
    whole = [n - 1]  # all of it: a page may be nothing but its article
    both = np.unique(np.concatenate([first * n + last, more[0] * n + more[1], whole]))
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


def _edges(scores: Floats, n: int) -> Ints:
    if n <= _EDGES:
        return np.arange(n)
    return np.sort(np.argpartition(-scores, _EDGES)[:_EDGES])


_SPREAD = (
    "thread", "comment", "date", "byline", "any", "tail", "drop", "related", "prose", "repeated", "login", "head",
)  # fmt: skip
_CUES = ("tail", "drop", "any", "related", "comment")
_OTHERS = ("head", "thread", "login")
_AT_EDGES = [
    _COLUMN[name]
    for name in (
        "prose", "bullet", "final_end", "size60", "overlap", "final_dots", "byline", "date", "blank_before",
        "tail", "numbered", "size20",
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
    prose = _sums(base[:, _COLUMN["prose"]] * sizes)
    plus, minus = _sums(np.maximum(content, 0)), _sums(np.maximum(-content, 0))

    def mean(left: Ints, right: Ints) -> Floats:
        left, right = np.clip(left, 0, n), np.clip(right, 0, n)
        out: Floats = (logits[right] - logits[left]) / np.maximum(right - left, 1)
        return out

    inside, marked = size[end] - size[first], prose[end] - prose[first]
    columns = [
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
    ]  # fmt: skip
    columns += _cues(base, first, end)
    columns += _unlikely(chance, first, end)
    edge = np.concatenate([base[:, _AT_EDGES], np.zeros((1, len(_AT_EDGES)), np.float32)])
    rows = np.stack(columns, axis=1).astype(np.float32)
    before = np.where(first > 0, first - 1, n)
    return np.concatenate([rows, edge[first], edge[last], edge[before], edge[end]], axis=1)


def _cues(base: Floats, first: Ints, end: Ints) -> list[Floats]:
    """How many cues of each kind stand inside, just after and before."""
    n = len(base)
    after, above = np.minimum(end + 3, n), np.maximum(first - 3, 0)
    columns = []
    for name in _CUES:
        sums = _sums(base[:, _COLUMN[name]])
        columns += [np.log1p(sums[end] - sums[first]), sums[after] - sums[end], np.log1p(sums[first])]
    for name in _OTHERS:
        sums = _sums(base[:, _COLUMN[name]])
        columns += [np.log1p(sums[end] - sums[first]), sums[first] - sums[above]]
    for names in (("date",), ("date", "byline")):
        sums = _sums(sum((base[:, _COLUMN[name]] for name in names), np.zeros(n, np.float32)))
        columns += [
            np.log1p(sums[end] - sums[first]), sums[first] - sums[above], sums[after] - sums[end],
            np.log1p(sums[first]),
        ]  # fmt: skip
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
    base = np.arange(trees) * nodes
    feature, threshold = weights.tree_feature.ravel(), weights.tree_threshold.ravel()
    below, above = weights.tree_below.ravel(), weights.tree_above.ravel()
    place = np.broadcast_to(base, (len(rows), trees))
    row = np.arange(len(rows))[:, None]
    for _ in range(DEPTH):
        low = rows[row, feature[place]] <= threshold[place]
        place = base + np.where(low, below[place], above[place])
    out: Floats = weights.tree_value.ravel()[place].sum(axis=1)
    return out


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
        rows = np.flatnonzero(base[:, _COLUMN[name]])
        count = len(rows)
        spread = float(rows[-1] - rows[0]) / n if count > 1 else 0.0
        columns += [np.log1p(count), count / n, spread]
    columns += [np.log1p(n), float(base[:, _COLUMN["size20"]].mean()), float(base[:, _COLUMN["size60"]].mean())]
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
