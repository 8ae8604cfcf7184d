"""What can be measured on the lines of a page, for all lines at once.

Every column is cheap and none looks at what a site is called: lengths, marks, function words, digits, repetition,
likeness to the page's prose, what the rules say, and the same of the lines round it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .fold import Folded
from .segment import Block

__all__ = ["BASE", "Page", "context", "measure"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CLASSES = (
    "的了是在不和与有我他她它你这那就也都而但因为于以及其之被把给让从到对等着过地得很还又或并要会能可将已曾向由所",
    "。!?",
    ",;",
    "、",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    " \t",
    "|┊/·>_-<→*+=\\",
    "“”‘’「」『』《》\"",
    ":",
    "()[]【】〔〕{}",
    "…",
)
"""Characters that are counted, as they are spelled in folded text; Han characters are the class after the last."""

FUNCTION, END, COMMA, LIST, DIGIT, LATIN, SPACE, SEPARATOR, QUOTE, COLON, BRACKET, DOTS, HAN = range(13)

BASE = (
    "size4", "size20", "size60", "size200", "log_size", "ends", "commas", "lists", "functions", "function_share",
    "digit_share", "latin_share", "space_share", "separator_share", "quotes", "colon", "brackets", "han_share",
    "final_end", "final_colon", "final_dots", "bullet", "numbered", "wide_indent", "indent", "blank_before",
    "repeated", "overlap", "prose", "drop", "tail", "head", "any", "date", "byline", "thread", "comment", "related",
    "login", "title_like",
)  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(BASE)}


class Page(NamedTuple):
    """Measurements of a page: one row for each line."""

    base: Floats
    sizes: Ints  # characters of each line, without its spaces


@lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """Table from code point to class; 13 is everything else."""
    table = np.full(65536, HAN + 1, np.uint8)
    table[0x3400:0x4DC0] = table[0x4E00:0xA000] = table[0xF900:0xFB00] = HAN
    for number, group in enumerate(CLASSES):
        table[[ord(char) for char in group]] = number
    return table


def measure(page: Folded, blocks: Sequence[Block], marks: Sequence[tuple[str, ...]], *, laid_out: bool = True) -> Page:
    """The measurements of the lines `blocks` of a page; `marks` names the columns that rules set for each.

    laid_out: whether indentation and blank lines are looked at.
    """
    bounds = np.array(blocks, np.int64)
    starts, ends = bounds[:, 0], bounds[:, 1]
    n = len(bounds)
    line = _line_of(starts, ends, len(page.codes))
    counts = np.bincount(line * 16 + _classes()[page.codes], minlength=16 * n + 16).reshape(-1, 16)[:n]
    size = (ends - starts - counts[:, SPACE]).astype(np.float32)
    base = np.zeros((n, len(BASE)), np.float32)
    _sizes(base, size)
    _shares(base, counts, size)
    _edges(base, page.codes, starts, ends)
    if laid_out:
        _indents(base, page.codes, starts, ends)
    prose = (size >= 18) & ((counts[:, END] > 0) | ((size >= 40) & (counts[:, COMMA] > 0)))
    prose &= (counts[:, FUNCTION] + counts[:, HAN] // 64) * 25 >= size
    base[:, _COLUMN["prose"]] = prose
    _likeness(base, page.pairs, line, prose)
    places = [(i, _COLUMN[name]) for i, names in enumerate(marks) for name in names]
    if places:
        rows, columns = zip(*places, strict=True)
        base[rows, columns] = 1
    return Page(base, size.astype(np.int64))


def _line_of(starts: Ints, ends: Ints, size: int) -> Ints:
    """The line every character belongs to; characters between lines belong to one after the last."""
    n = len(starts)
    lengths = np.empty(2 * n + 1, np.int64)
    lengths[1::2] = ends - starts
    lengths[0] = starts[0]
    lengths[2:-1:2] = starts[1:] - ends[:-1]
    lengths[-1] = size - ends[-1]
    numbers = np.full(2 * n + 1, n, np.int64)
    numbers[1::2] = np.arange(n)
    return np.repeat(numbers, lengths)


def _sizes(base: Floats, size: Floats) -> None:
    for i, top in enumerate((4, 20, 60, 200)):
        base[:, i] = np.minimum(size, top) / top
    base[:, _COLUMN["log_size"]] = np.log1p(size) / 5


def _shares(base: Floats, counts: Ints, size: Floats) -> None:
    one = np.maximum(size, 1)
    ends = counts[:, END]
    base[:, 5] = np.log1p(ends)
    base[:, 6] = np.log1p(counts[:, COMMA])
    base[:, 7] = np.log1p(counts[:, LIST])
    base[:, 8] = np.log1p(counts[:, FUNCTION])
    base[:, 9] = np.minimum(counts[:, FUNCTION] / one, 0.3) * 4
    base[:, 10] = counts[:, DIGIT] / one
    base[:, 11] = counts[:, LATIN] / one
    base[:, 12] = np.minimum(counts[:, SPACE] / one, 1)
    base[:, 13] = np.minimum(counts[:, SEPARATOR] / one * 2, 1)
    base[:, 14] = np.log1p(counts[:, QUOTE])
    base[:, 15] = counts[:, COLON] > 0
    base[:, 16] = counts[:, BRACKET] > 0
    base[:, 17] = counts[:, HAN] / one


def _edges(base: Floats, codes: NDArray[np.uint16], starts: Ints, ends: Ints) -> None:
    last = codes[ends - 1]
    kind = _classes()[last]
    closing = (last == 0x201D) | (last == 0x300D) | (last == 0x300F)  # quotation marks
    base[:, _COLUMN["final_end"]] = (kind == END) | closing
    base[:, _COLUMN["final_colon"]] = (kind == COMMA) | (kind == COLON)
    before = codes[np.maximum(ends - 3, starts)]
    base[:, _COLUMN["final_dots"]] = (kind == DOTS) | ((last == ord(".")) & (before == ord(".")))


def _indents(base: Floats, codes: NDArray[np.uint16], starts: Ints, ends: Ints) -> None:
    """Indentation and blank lines: read only where a page still has them."""
    gaps = np.empty_like(starts)
    gaps[0] = starts[0]
    gaps[1:] = starts[1:] - ends[:-1]
    base[:, _COLUMN["indent"]] = np.minimum(np.maximum(gaps - 1, 0), 4) / 4
    base[:, _COLUMN["blank_before"]] = (gaps >= 2) & (codes[np.maximum(starts - 1, 0)] == 10)
    space = codes[np.maximum(starts - 1, 0)] == 32
    base[:, _COLUMN["wide_indent"]] = space & (gaps == 3)


def _likeness(base: Floats, pairs: NDArray[np.uint16], line: Ints, prose: NDArray[np.bool_]) -> None:
    """Which share of a line's pairs of characters stands in the prose of the page, itself left out."""
    if not prose.any():
        return
    n = len(prose)
    of_prose = np.append(prose, False)[line]
    table = np.bincount(pairs[of_prose], minlength=65536)
    seen = table[pairs] > of_prose
    total = np.bincount(line, minlength=n)[:n]
    base[:, _COLUMN["overlap"]] = np.bincount(line, weights=seen, minlength=n)[:n] / np.maximum(total, 1)


_WINDOWED = [
    _COLUMN[name]
    for name in (
        "log_size", "size200", "ends", "functions", "digit_share", "separator_share", "final_end", "final_dots",
        "bullet", "overlap", "prose", "drop", "tail", "head", "any", "date", "byline", "thread", "comment", "related",
    )
]  # fmt: skip
_NEIGHBOUR = [
    _COLUMN[name]
    for name in (
        "size20", "size60", "log_size", "final_end", "bullet", "prose", "drop", "tail", "head", "any", "date", "byline",
        "blank_before", "wide_indent", "overlap", "numbered", "thread", "comment",
    )
]  # fmt: skip


def context(page: Page) -> Floats:
    """The measurements of every line together with those of the lines round it and of the page."""
    base = page.base
    n = len(base)
    parts = [base]
    padded = np.zeros((n + 4, len(_NEIGHBOUR)), np.float32)
    padded[2 : n + 2] = base[:, _NEIGHBOUR]
    parts += [padded[1 : n + 1], padded[3 : n + 3], padded[:n], padded[4:]]
    windowed = base[:, _WINDOWED]
    total = np.zeros((n + 1, len(_WINDOWED)), np.float32)
    np.cumsum(windowed, axis=0, out=total[1:])
    row = np.arange(n)
    for reach in (3, 8):
        left, right = np.maximum(row - reach, 0), np.minimum(row + reach + 1, n)
        parts.append(((total[row] - total[left]) / reach).astype(np.float32))
        parts.append(((total[right] - total[row + 1]) / reach).astype(np.float32))
    parts.append(_so_far(base, page.sizes, total))
    return np.concatenate(parts, axis=1)


_PROSE, _TAIL, _DATE, _BYLINE, _HEAD, _ANY, _DROP, _THREAD, _RELATED, _COMMENT = (
    _WINDOWED.index(_COLUMN[name])
    for name in ("prose", "tail", "date", "byline", "head", "any", "drop", "thread", "related", "comment")
)


def _so_far(base: Floats, sizes: Ints, total: Floats) -> Floats:
    """Where on the page a line stands, and what came before it and comes after."""
    n = len(base)
    before, after = total[:-1], total[-1] - total[1:]
    prose = base[:, _COLUMN["prose"]] * sizes
    prose_before = (np.cumsum(prose) - prose).astype(np.float32)
    prose_all = max(float(prose.sum()), 1.0)
    row = np.arange(n, dtype=np.float32)
    columns = [
        row / max(n - 1, 1),
        np.minimum(row, 10) / 10,
        np.minimum(n - 1 - row, 10) / 10,
        np.full(n, np.log1p(n) / 6),
        prose_before / prose_all,
        (prose_all - prose_before - prose) / prose_all,
        np.full(n, np.log1p(prose_all) / 10),
        np.minimum(prose_before, 100) / 100,
    ]
    columns += [np.log1p(before[:, k]) for k in (_TAIL, _DATE, _BYLINE, _HEAD, _DROP, _RELATED, _COMMENT)]
    columns += [np.log1p(after[:, k]) for k in (_TAIL, _DATE, _BYLINE, _HEAD, _ANY, _DROP, _THREAD)]
    columns += [np.full(n, total[-1, k] / n) for k in (_THREAD, _COMMENT, _PROSE, _ANY)]
    columns += _distances(base[:, _COLUMN["prose"]] > 0, base[:, _COLUMN["tail"]] > 0, prose_before)
    return np.stack(columns, axis=1).astype(np.float32)


def _distances(prose: NDArray[np.bool_], tail: NDArray[np.bool_], prose_before: Floats) -> list[Floats]:
    """Lines to the last and to the next line of prose, and prose since the last tail cue and until the next."""
    n = len(prose)
    row = np.arange(n)
    last = np.maximum.accumulate(np.where(prose, row, -30))
    following = np.minimum.accumulate(np.where(prose, row, n + 30)[::-1])[::-1]
    since = np.maximum.accumulate(np.where(tail, prose_before, 0))
    until = np.minimum.accumulate(np.where(tail, prose_before, prose_before[-1])[::-1])[::-1]
    return [
        (np.minimum(row - last, 30) / 10).astype(np.float32),
        (np.minimum(following - row, 30) / 10).astype(np.float32),
        (np.log1p(np.maximum(prose_before - since, 0)) / 8).astype(np.float32),
        (np.log1p(np.maximum(until - prose_before, 0)) / 8).astype(np.float32),
    ]
