"""What can be measured on the lines of a page, for all lines at once.

Every column is cheap and none looks at what a site is called: lengths, marks, function words, digits, repetition,
likeness to the page's prose, what the rules say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..page.blocks import Block
from ..page.fold import Folded
from .structure import TOPICS, Lines, alike, likeness_to_title, repeats, stamps, topics

__all__ = ["BASE", "COLUMN", "Page", "columns_of", "measure"]

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
    "overlap", "prose", "drop", "tail", "head", "any", "date", "byline", "thread", "comment", "related",
    "login", "title_like", "title_share", "stamp", "floor", "build", "ending", "opening", "copies", "alike", "main",
    "main_overlap", "replies", "others", "entries", *TOPICS,
)  # fmt: skip
_TALK, _SHORT = 0.15, 60  # share of words about comments, and characters, of a heading of comments
_BEGUN = 60  # characters of prose: the article has begun
COLUMN = {name: i for i, name in enumerate(BASE)}


def columns_of(names: Sequence[str]) -> list[int]:
    """The places of columns of BASE."""
    return [COLUMN[name] for name in names]



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


def measure(page: Folded, blocks: Sequence[Block], marks: Sequence[tuple[str, ...]]) -> Page:
    """The measurements of the lines `blocks` of a page; `marks` names the columns that rules set for each."""
    bounds = np.array(blocks, np.int64)
    starts, ends = bounds[:, 0], bounds[:, 1]
    n = len(bounds)
    line = _line_of(starts, ends, len(page.codes))
    kinds = _classes()[page.codes]
    counts = np.bincount(line * 16 + kinds, minlength=16 * n + 16).reshape(-1, 16)[:n]
    size = (ends - starts - counts[:, SPACE]).astype(np.float32)
    lines = Lines(page, starts, ends, line, kinds, size)
    base = np.zeros((len(BASE), n), np.float32).T  # a column lies in one piece
    _sizes(base, size)
    _shares(base, counts, size)
    _edges(base, page.codes, starts, ends)
    _indents(base, page.codes, starts, ends)
    prose = (size >= 18) & ((counts[:, END] > 0) | ((size >= 40) & (counts[:, COMMA] > 0)))
    prose &= (counts[:, FUNCTION] + counts[:, HAN] // 64) * 25 >= size
    base[:, COLUMN["prose"]] = prose
    _likeness(base, page.pairs, line, prose)
    _structure(base, lines)
    _main(base, lines, prose)
    places = [(i, COLUMN[name]) for i, names in enumerate(marks) for name in names]
    if places:
        rows, columns = zip(*places, strict=True)
        base[rows, columns] = 1
    _below(base, size)
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
    for top in (4, 20, 60, 200):
        base[:, COLUMN[f"size{top}"]] = np.minimum(size, top) / top
    base[:, COLUMN["log_size"]] = np.log1p(size) / 5


def _shares(base: Floats, counts: Ints, size: Floats) -> None:
    one = np.maximum(size, 1)
    ends = counts[:, END]
    base[:, COLUMN["ends"]] = np.log1p(ends)
    base[:, COLUMN["commas"]] = np.log1p(counts[:, COMMA])
    base[:, COLUMN["lists"]] = np.log1p(counts[:, LIST])
    base[:, COLUMN["functions"]] = np.log1p(counts[:, FUNCTION])
    base[:, COLUMN["function_share"]] = np.minimum(counts[:, FUNCTION] / one, 0.3) * 4
    base[:, COLUMN["digit_share"]] = counts[:, DIGIT] / one
    base[:, COLUMN["latin_share"]] = counts[:, LATIN] / one
    base[:, COLUMN["space_share"]] = np.minimum(counts[:, SPACE] / one, 1)
    base[:, COLUMN["separator_share"]] = np.minimum(counts[:, SEPARATOR] / one * 2, 1)
    base[:, COLUMN["quotes"]] = np.log1p(counts[:, QUOTE])
    base[:, COLUMN["colon"]] = counts[:, COLON] > 0
    base[:, COLUMN["brackets"]] = counts[:, BRACKET] > 0
    base[:, COLUMN["han_share"]] = counts[:, HAN] / one


def _edges(base: Floats, codes: NDArray[np.uint16], starts: Ints, ends: Ints) -> None:
    last = codes[ends - 1]
    kind = _classes()[last]
    closing = (last == 0x201D) | (last == 0x300D) | (last == 0x300F)  # quotation marks
    base[:, COLUMN["final_end"]] = (kind == END) | closing
    base[:, COLUMN["final_colon"]] = (kind == COMMA) | (kind == COLON)
    before = codes[np.maximum(ends - 3, starts)]
    base[:, COLUMN["final_dots"]] = (kind == DOTS) | ((last == ord(".")) & (before == ord(".")))


def _indents(base: Floats, codes: NDArray[np.uint16], starts: Ints, ends: Ints) -> None:
    """Indentation and blank lines: read only where a page still has them."""
    gaps = np.empty_like(starts)
    gaps[0] = starts[0]
    gaps[1:] = starts[1:] - ends[:-1]
    base[:, COLUMN["indent"]] = np.minimum(np.maximum(gaps - 1, 0), 4) / 4
    base[:, COLUMN["blank_before"]] = (gaps >= 2) & (codes[np.maximum(starts - 1, 0)] == 10)
    space = codes[np.maximum(starts - 1, 0)] == 32
    base[:, COLUMN["wide_indent"]] = space & (gaps == 3)


def _likeness(base: Floats, pairs: NDArray[np.uint16], line: Ints, prose: NDArray[np.bool_]) -> None:
    """Which share of a line's pairs of characters stands in the prose of the page, itself left out."""
    if not prose.any():
        return
    n = len(prose)
    of_prose = np.append(prose, False)[line]
    table = np.bincount(pairs[of_prose], minlength=65536)
    seen = table[pairs] > of_prose
    found = np.bincount(line[np.flatnonzero(seen)], minlength=n)[:n]
    base[:, COLUMN["overlap"]] = found / np.maximum(np.bincount(line, minlength=n)[:n], 1)


def _structure(base: Floats, lines: Lines) -> None:
    """What repeats, what is dated, what the words are about."""
    at = COLUMN["title_like"]
    columns = [*likeness_to_title(lines), *stamps(lines), *repeats(lines), alike(lines.size)]
    base[:, at : at + len(columns)] = np.stack(columns, axis=1)
    at = COLUMN["talk"]
    base[:, at : at + len(TOPICS)] = np.stack(topics(lines), axis=1)


def _below(base: Floats, size: Floats) -> None:
    """Headings of comments and of other articles, and entries of a list with dates, once there has been some prose: the
    same words stand in the menus above."""
    prose = base[:, COLUMN["prose"]] * size
    below = np.cumsum(prose) - prose >= _BEGUN
    talk = (base[:, COLUMN["talk"]] >= _TALK) & (size <= _SHORT)
    base[:, COLUMN["replies"]] = below & (talk | (base[:, COLUMN["comment"]] > 0))
    base[:, COLUMN["others"]] = below & (base[:, COLUMN["related"]] > 0)
    base[:, COLUMN["entries"]] = below & (base[:, COLUMN["ending"]] > 0) & (base[:, COLUMN["stamp"]] > 0)


def _main(base: Floats, lines: Lines, prose: NDArray[np.bool_]) -> None:
    """The largest run of prose, and how much of the pairs of characters of other lines is found in it."""
    if not prose.any():
        return
    n = len(prose)
    worth = np.where(prose, np.minimum(lines.size, 400), -np.maximum(12, np.minimum(lines.size, 40)))
    sums = np.zeros(n + 1, np.float32)
    np.cumsum(worth, out=sums[1:])
    lowest = np.minimum.accumulate(sums)
    last = int((sums - lowest).argmax())
    first = int(sums[: last + 1].argmin())
    base[first:last, COLUMN["main"]] = 1
    pairs = lines.page.pairs
    table = np.zeros(65536, np.bool_)
    table[pairs[lines.starts[first] : lines.ends[last - 1]]] = True
    found = np.bincount(lines.line[np.flatnonzero(table[pairs])], minlength=n)[:n]
    base[:, COLUMN["main_overlap"]] = np.minimum(found / np.maximum(lines.ends - lines.starts, 1), 1)
