"""Lines of a page as blocks, and hard-wrapped lines joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..alignment import Edit
from ..config import Config

__all__ = ["Block", "join_lines", "segment"]

RULE = "layout.join"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_SHORTEST = 40  # columns: lines narrower than this are verse, lists or captions rather than wrapped prose
_LONGEST = 160  # columns: mail and old portals wrap at 60 to 100
_SLACK = 4  # columns: a mark that may not begin a line, or a word of Latin letters, moves to the next one
_RUN = 4  # as many full lines have to follow each other before they count as wrapped
_ENDS = frozenset("。！？!?…；;：:”’」』）)】》.—~")
_STARTS = re.compile(
    r"[•·●○■□◆◇★☆※▪\-*#>|]|[（(]?[0-9一二三四五六七八九十百]{1,3}[、.．）)]|第[一二三四五六七八九十百0-9]{1,4}[章节条回]"
)


class Block(NamedTuple):
    """One line of the page: text[start:end], code points, no whitespace at its edges, never empty."""

    start: int
    end: int


def segment(text: str) -> tuple[Block, ...]:
    """The lines of a text that are not blank; together they cover every non-whitespace character."""
    return tuple(Block(*match.span()) for match in _LINE.finditer(text))


def join_lines(text: str, config: Config) -> Iterable[Edit]:
    """Edits that join lines broken at a fixed width. Verse, lists, tables and headings stay as they are.

    A line counts as broken if it is as wide as the lines round it, stands in a run of such lines, and ends
    inside a sentence. Idempotent: joined lines are wider than any width that counts as a break.
    """
    if not config.allows(RULE) or text.count("\n") < _RUN:
        return
    blocks = segment(text)
    widths = [_width(text, block) for block in blocks]
    for first, last in _runs(widths):
        yield from _joins(text, blocks[first : last + 1], widths[first : last + 1])


def _width(text: str, block: Block) -> int:
    """Columns of a line; 0 if it is too short or too long to have been broken at a width.

    Wide characters take three bytes in UTF-8 and two columns, ASCII one and one: half of bytes and characters.
    """
    size = block.end - block.start
    if size > _LONGEST or 2 * size < _SHORTEST:
        return 0
    return (size + len(text[block.start : block.end].encode("utf-8", "surrogatepass"))) // 2


def _runs(widths: list[int]) -> Iterator[tuple[int, int]]:
    """Ranges of lines of which enough in a row are equally wide; the line after the last full one belongs to it."""
    start = 0
    while start < len(widths):
        end, low, high = start, widths[start], widths[start]
        while end + 1 < len(widths):
            low2, high2 = min(low, widths[end + 1]), max(high, widths[end + 1])
            if low2 < _SHORTEST or high2 - low2 > _SLACK:
                break
            end, low, high = end + 1, low2, high2
        if low >= _SHORTEST and end - start + 1 >= _RUN and high <= _LONGEST:
            yield start, min(end + 1, len(widths) - 1)
        start = end + 1


def _joins(text: str, blocks: tuple[Block, ...], widths: list[int]) -> Iterator[Edit]:
    open_ends = sum(text[b.end - 1] not in _ENDS for b in blocks[:-1])
    if 3 * open_ends < 2 * (len(blocks) - 1):
        return
    for i, (left, right) in enumerate(pairwise(blocks)):
        gap = text[left.end : right.start]
        if not widths[i] or text[left.end - 1] in _ENDS or _STARTS.match(text, right.start) or "　" in gap:
            continue
        if gap.endswith(("  ", "\t")) and not _indented(text, left):
            continue
        latin = text[left.end - 1].isascii() and text[right.start].isascii()
        yield Edit(left.end, right.start, " " if latin else "", RULE)


def _indented(text: str, block: Block) -> bool:
    return text[max(block.start - 2, 0) : block.start] == "  "
