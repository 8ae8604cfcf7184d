"""A line together with the lines round it and with the page: what the models of lines read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .features import BASE, COLUMN, Page, columns_of
from .structure import TOPICS

__all__ = ["COLUMNS", "context"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_WINDOWED = (
    "log_size", "size200", "ends", "functions", "digit_share", "separator_share", "final_end", "final_dots",
    "bullet", "overlap", "prose", "drop", "tail", "head", "any", "date", "byline", "thread", "comment", "related",
    "title_share", "stamp", "floor", "build", "ending", "copies", "alike", "main", "main_overlap", *TOPICS,
)  # fmt: skip
_NEIGHBOUR = (
    "size20", "size60", "log_size", "final_end", "bullet", "prose", "drop", "tail", "head", "any", "date", "byline",
    "blank_before", "wide_indent", "overlap", "numbered", "thread", "comment", "title_like", "stamp", "floor",
    "build", "ending", "opening", "copies", "main", "main_overlap", "talk", "board", "member", "links", "legal",
    "act", "meta",
)  # fmt: skip
_REACHES = (3, 8)  # lines up and down
_SEEN = (
    "tail", "date", "byline", "head", "drop", "related", "comment", "any", "thread", "prose", "ending", "stamp",
    "replies", "others", "entries",
)  # fmt: skip
_MARKED = (
    "comment", "related", "byline", "date", "head", "tail", "stamp", "floor", "login", "thread", "drop", "ending",
    "replies", "others", "entries",
)  # fmt: skip
"""Kinds of lines to which the distance is measured."""

_FAR = 60  # lines: further is all the same
_PLACE = ("row", "from_top", "from_bottom", "prose_before", "prose_after", "prose_begun")
_NEAREST = ("prose_up", "prose_down", "prose_since_tail", "prose_until_tail", "main_first", "main_last")
COLUMNS = (
    *BASE,
    *(f"{name}.{step}" for step in ("up1", "down1", "up2", "down2") for name in _NEIGHBOUR),
    *(f"{name}.{side}{reach}" for reach in _REACHES for side in ("above", "below") for name in _WINDOWED),
    *_PLACE, *(f"{name}.{side}" for side in ("seen", "to_come") for name in _SEEN),
    *(f"{name}.share" for name in _SEEN), "page_lines", "page_prose",
    *(f"{name}.{side}" for side in ("since", "prose_since", "until") for name in (*_MARKED, "title")),
    *_NEAREST,
)  # fmt: skip
"""What is measured of a line in its place, in order."""


def context(page: Page) -> Floats:
    """The measurements of every line together with those of the lines round it and of the page."""
    base = np.ascontiguousarray(page.base.T)
    n = base.shape[1]
    around = np.zeros((len(_NEIGHBOUR), n + 4), np.float32)
    around[:, 2 : n + 2] = base[columns_of(_NEIGHBOUR)]
    parts = [base, around[:, 1 : n + 1], around[:, 3 : n + 3], around[:, :n], around[:, 4:]]
    most = max(_REACHES)
    sums = np.zeros((len(_WINDOWED), n + 1 + 2 * most), np.float32)
    np.cumsum(base[columns_of(_WINDOWED)], axis=1, out=sums[:, most + 1 : most + 1 + n])
    sums[:, most + 1 + n :] = sums[:, [most + n]]
    for reach in _REACHES:
        here, after = sums[:, most : most + n], sums[:, most + 1 : most + 1 + n]
        parts.append((here - sums[:, most - reach : most - reach + n]) / np.float32(reach))
        parts.append((sums[:, most + 1 + reach : most + 1 + reach + n] - after) / np.float32(reach))
    prose = base[COLUMN["prose"]] * page.sizes.astype(np.float32)
    parts += [_so_far(base, prose), _since(base, prose), _distances(base, prose)]
    return np.concatenate(parts).T


def _so_far(base: Floats, prose: Floats) -> Floats:
    """Where on the page a line stands, and what came before it and comes after."""
    n = len(prose)
    before = np.cumsum(prose) - prose
    total = max(float(prose.sum()), 1.0)
    row = np.arange(n, dtype=np.float32)
    seen = np.cumsum(base[columns_of(_SEEN)], axis=1)
    everything = seen[:, -1:]
    place = np.stack([
        row / max(n - 1, 1), np.minimum(row, 10) / 10, np.minimum(n - 1 - row, 10) / 10,
        before / total, (total - before - prose) / total, np.minimum(before, 100) / 100,
    ])  # fmt: skip
    whole = np.concatenate([everything / n, [[np.log1p(n) / 6], [np.log1p(total) / 10]]])
    counts = np.log1p(np.concatenate([seen - base[columns_of(_SEEN)], everything - seen]))
    return np.concatenate([place, counts, np.broadcast_to(whole, (len(whole), n))]).astype(np.float32)


def _since(base: Floats, prose: Floats) -> Floats:
    """For several kinds of lines: how far up the last one stands, in lines and in prose, and how far down the next."""
    n = len(prose)
    row = np.arange(n)
    title = (base[COLUMN["title_like"]] > 0.8) & (base[COLUMN["size20"]] > 0.3)
    flags = np.concatenate([base[columns_of(_MARKED)] > 0, title[None]])
    last = np.maximum.accumulate(np.where(flags, row, -1), axis=1)
    following = np.minimum.accumulate(np.where(flags, row, n)[:, ::-1], axis=1)[:, ::-1]
    before = np.cumsum(prose) - prose
    steps = np.log1p(np.arange(_FAR + 1)) / 4
    up = np.where(last >= 0, steps[np.minimum(row - last, _FAR)], 1.2)
    between = np.where(last >= 0, (before - before[last]) / max(float(prose.sum()), 1.0), 1.2)
    down = np.where(following < n, steps[np.minimum(following - row, _FAR)], 1.2)
    return np.concatenate([up, between, down]).astype(np.float32)


def _distances(base: Floats, prose: Floats) -> Floats:
    """Lines to the last and to the next line of prose, prose since the last tail cue and until the next, and where the
    line stands to the main run of prose."""
    n = len(prose)
    row = np.arange(n)
    marked, tail = prose > 0, base[COLUMN["tail"]] > 0
    before = np.cumsum(prose) - prose
    last = np.maximum.accumulate(np.where(marked, row, -30))
    following = np.minimum.accumulate(np.where(marked, row, n + 30)[::-1])[::-1]
    since = np.maximum.accumulate(np.where(tail, before, 0))
    until = np.minimum.accumulate(np.where(tail, before, before[-1])[::-1])[::-1]
    main = np.flatnonzero(base[COLUMN["main"]])
    edges = (main[0], main[-1]) if len(main) else (row, row)
    return np.stack([
        np.minimum(row - last, 30) / 10, np.minimum(following - row, 30) / 10,
        np.log1p(np.maximum(before - since, 0)) / 8, np.log1p(np.maximum(until - before, 0)) / 8,
        np.clip((row - edges[0]) / 20, -2, 2), np.clip((row - edges[1]) / 20, -2, 2),
    ]).astype(np.float32)  # fmt: skip
