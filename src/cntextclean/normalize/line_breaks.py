"""Lines that were broken at a fixed width, joined again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..alignment import Edit
from ..config import Config
from ..page import Page
from ..page.blocks import Block
from ..patterns import lazy

__all__ = ["join_lines"]

# rule layout.join: a line broken in the middle of a sentence, joined with the next
RULE = "layout.join"
_SHORTEST = 40  # columns: lines narrower than this are verse, lists or captions rather than wrapped prose
_LONGEST = 160  # columns: mail and old portals wrap at 60 to 100
_SLACK = 4  # columns: a mark that may not begin a line, or a word of Latin letters, moves to the next one
_RUN = 4  # as many full lines have to follow each other before they count as wrapped
_ENDS = frozenset("。！？!?…；;：:”’」』）)】》.—~")
_STARTS = lazy(
    r"[•·●○■□◆◇★☆※▪\-*#>|]|[（(]?[0-9一二三四五六七八九十百]{1,3}[、.．）)]|第[一二三四五六七八九十百0-9]{1,4}[章节条回]"
)


def join_lines(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that join lines broken at a fixed width. Verse, lists, tables and headings stay as they are.

    A line counts as broken if it is as wide as the lines round it, stands in a run of such lines, and ends
    inside a sentence. Idempotent: joined lines are wider than any width that counts as a break.
    """
    text = page.text
    if not config.allows(RULE) or text.count("\n") < _RUN - 1:
        return
    lines = [_Line(*block, *_measure(text, block)) for block in page.lines]
    found: list[Edit] = []
    while True:  # joined lines are looked at again, as they are when the text is cleaned twice
        widths = [line.width for line in lines]
        joins = [i for first, last in _runs(widths) for i in _joins(text, lines[first : last + 1], first)]
        if not joins:
            break
        lines = list(_merged(text, lines, set(joins), found))
    yield from page.outside_code(sorted(found))


class _Line(NamedTuple):
    """A line or several joined: text[start:end], its characters, and these together with its bytes in UTF-8."""

    start: int
    end: int
    size: int
    weight: int

    @property
    def width(self) -> int:
        """Columns; 0 if it is too short or too long to have been broken at a width.

        Wide characters take three bytes in UTF-8 and two columns, ASCII one and one: half of bytes and characters.
        """
        return self.weight // 2 if _SHORTEST <= 2 * self.size <= 2 * _LONGEST else 0


def _merged(text: str, lines: list[_Line], joins: set[int], found: list[Edit]) -> Iterator[_Line]:
    """The lines with those of `joins` put together with the next; adds the edits to `found`."""
    now = lines[0]
    for i, right in enumerate(lines[1:]):
        if i not in joins:
            yield now
            now = right
            continue
        latin = text[now.end - 1].isascii() and text[right.start].isascii()
        found.append(Edit(now.end, right.start, " " if latin else "", RULE))
        now = _Line(now.start, right.end, now.size + right.size + latin, now.weight + right.weight + 2 * latin)
    yield now


def _measure(text: str, block: Block) -> tuple[int, int]:
    size = block.end - block.start
    if not _SHORTEST <= 2 * size <= 2 * _LONGEST:
        return size, 2 * size
    return size, size + len(text[block.start : block.end].encode("utf-8", "surrogatepass"))


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


def _joins(text: str, lines: list[_Line], offset: int) -> Iterator[int]:
    """Which lines of a run of equally wide ones go on in the next; numbered from `offset`."""
    open_ends = sum(text[line.end - 1] not in _ENDS for line in lines[:-1])
    if 3 * open_ends < 2 * (len(lines) - 1):
        return
    for i, (left, right) in enumerate(pairwise(lines)):
        gap = text[left.end : right.start]
        if not left.width or text[left.end - 1] in _ENDS or _STARTS.match(text, right.start) or "　" in gap:
            continue
        if gap.endswith(("  ", "\t")) and not _indented(text, left):
            continue
        yield offset + i


def _indented(text: str, block: _Line) -> bool:
    return text[max(block.start - 2, 0) : block.start] == "  "
