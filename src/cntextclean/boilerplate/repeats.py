"""Entries that come back down a page, and what stands between their repeated parts.

Thirty lines of a member's panel round one sentence are a thread; a headline, a date and a button, thirty times over,
are a list. The line that comes back most often and most evenly parts the page into entries; what is new in each of them
is what somebody wrote, or where a link leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..patterns import lazy
from .features import COLUMN, Page
from .line_rules import Line

__all__ = ["COLUMNS", "describe_repeats"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

COLUMNS = (
    "anchors", "spread", "entry_lines", "entry_lines_vary", "repeated", "size_between", "new_between", "new_sentences",
    "new_per_entry", "kept_between", "posts_between", "kept_entries", "posted_entries", "sentence_entries",
    "entry_vary", "entry_median", "first_entry", "largest_entry",
)  # fmt: skip
"""What is measured, in order; of a page without repeated lines all are 0."""

_DIGITS = lazy(r"[0-9]+")
_LINE = 60  # characters: a longer line is not compared without its numbers
_TIMES = 3  # a line that comes as often may part entries
_LEAST = 2.0  # entries: fewer are no rhythm
_WHOLE = 1.5  # two thirds of a page are as good as all of it


class Entries(NamedTuple):
    """A page in entries: which lines part them, the entry of each line (0: above the first), which lines are like no
    other."""

    parting: Flags
    entry: Ints
    new: Flags


def describe_repeats(lines: Sequence[Line], page: Page, kept: Flags, posts: Flags) -> Floats:
    """One row, with COLUMNS. kept: the lines that were chosen. posts: those that look like a post of a thread."""
    found = _entries(lines, page)
    if found is None:
        return np.zeros(len(COLUMNS), np.float32)
    parting, entry, new = found
    rows = np.flatnonzero(parting)
    count = len(rows)
    between = (entry > 0) & (entry < count)
    size = page.sizes.astype(np.float32)
    sentences = page.base[:, COLUMN["final_end"]] > 0
    total = float(size.sum()) + 1
    fresh = size * new * between
    lengths = np.bincount(entry[between], minlength=count + 1)[1:count] if count > 1 else np.zeros(1)
    in_entries = np.bincount(entry, weights=size * new, minlength=count + 1)
    return np.array([
        np.log1p(count), (rows[-1] - rows[0]) / len(lines), np.log1p(lengths).mean(), np.log1p(lengths).std(),
        1 - new[between].mean() if between.any() else 0, size[between].sum() / total,
        np.log1p(fresh.sum()), ((fresh * sentences).sum() + 1) / (fresh.sum() + 10),
        np.log1p(fresh.sum() / (count + 1)),
        _share(size * kept, between), _share(size * posts, between),
        *(_in_entries(entry, flags, count) for flags in (kept, posts & (size >= 4), sentences & new)),
        np.log1p(in_entries).std(), np.log1p(np.median(in_entries)),
        in_entries[0] / (in_entries.sum() + 1), in_entries.max() / (in_entries.sum() + 1),
    ], np.float32)  # fmt: skip


def _share(mass: Floats, chosen: Flags) -> float:
    return float(mass[chosen].sum() / (mass.sum() + 1))


def _in_entries(entry: Ints, flags: Flags, count: int) -> float:
    """The share of entries that have such a line."""
    return len(np.unique(entry[flags])) / (count + 1)


def _entries(lines: Sequence[Line], page: Page) -> Entries | None:
    """The page in entries, by the line that comes back most often and over most of the page."""
    numbered = page.base[:, COLUMN["digit_share"]] > 0
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        text = line.text
        key = _DIGITS.sub("0", text) if numbered[i] and len(text) <= _LINE else text
        places.setdefault(key, []).append(i)
    new = np.zeros(len(lines), np.bool_)
    new[[rows[0] for rows in places.values() if len(rows) == 1]] = True
    often = [rows for rows in places.values() if len(rows) >= _TIMES]
    if not often:
        return None
    best = max(often, key=lambda rows: _evenness(rows, len(lines)))
    if _evenness(best, len(lines)) < _LEAST:
        return None
    parting = np.zeros(len(lines), np.bool_)
    parting[best] = True
    return Entries(parting, np.cumsum(parting), new)


def _evenness(rows: Sequence[int], n: int) -> float:
    """How many entries these lines part, if they stand all over the page."""
    apart = sum(following - row > 1 for row, following in pairwise(rows))
    return apart * min(1.0, (rows[-1] - rows[0]) / n * _WHOLE) if apart > 1 else 0.0
