"""Spans, edits, and the sparse map between a text and what became of it.

An alignment stores only the blocks that changed: clean text costs nothing, and a query is a binary search.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["NEAR_TIE", "Alignment", "Block", "Edit", "Span"]

NEAR_TIE = 1.0
"""Nats: a reading that wins by less is reported together with those it beat."""


class Span(NamedTuple):
    """A half-open range of code points (or of bytes, where said)."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace text[start:end] by `replacement`, for the reason that `rule` names.

    Half-open, in code points of the text the edit is for. `inferred` marks characters that were chosen by a
    language model and not derived. Where several rules met in one place their ids are joined with "+".

    margin: by how many nats the replacement is likelier than the best other one; None where nothing else was open.
    alternatives: the others within one nat (`NEAR_TIE`), likeliest first, in the spelling of the stage that chose.
    """

    start: int
    end: int
    replacement: str
    rule: str
    inferred: bool = False
    margin: float | None = None
    alternatives: tuple[str, ...] = ()


class Block(NamedTuple):
    """source[start:end] became output[out_start:out_end]; everything between two blocks is unchanged."""

    start: int
    end: int
    out_start: int
    out_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The map between a source and an output, both ways, in code points.

    A position inside a replaced block has no counterpart of its own: a range that touches the inside of a block
    maps to the whole block. What was deleted at the edge of a range is not part of it.
    """

    blocks: tuple[Block, ...] = ()
    _out_ends: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    _out_starts: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_out_ends", tuple(b.out_end for b in self.blocks))
        object.__setattr__(self, "_out_starts", tuple(b.out_start for b in self.blocks))

    @classmethod
    def from_edits(cls, edits: Iterable[Edit]) -> Alignment:
        """The alignment of edits that are sorted and disjoint.

        One character put in the place of one needs no block: the identity says the same.
        """
        return cls(tuple(b for b in blocks_of(edits) if b.end - b.start != 1 or b.out_end - b.out_start != 1))

    def source_span(self, start: int, end: int) -> Span:
        """The source range that output[start:end] came from. An empty range maps to an empty range.

        The range of two neighbours is that of the one and that of the other together.
        """
        left = self.source_start(start)
        return Span(left, max(left, self.source_end(end))) if start < end else Span(left, left)

    def source_start(self, position: int) -> int:
        """Where in the source the character that begins at an output position begins."""
        blocks = self.blocks
        k = bisect_right(self._out_ends, position) - 1
        if k + 1 < len(blocks) and blocks[k + 1].out_start < position:
            return blocks[k + 1].start
        return blocks[k].end + position - blocks[k].out_end if k >= 0 else position

    def source_end(self, position: int) -> int:
        """Where in the source the character that ends at an output position ends."""
        blocks = self.blocks
        k = bisect_left(self._out_starts, position)
        if k > 0 and blocks[k - 1].out_end > position:
            return blocks[k - 1].end
        return blocks[k].start - (blocks[k].out_start - position) if k < len(blocks) else self._after(position)

    def _after(self, position: int) -> int:
        last = self.blocks[-1] if self.blocks else Block(0, 0, 0, 0)
        return last.end + position - last.out_end

    def covering_span(self, start: int, end: int) -> Span:
        """Like `source_span`, together with what was deleted at the two edges of the range."""
        blocks = self.blocks
        if not blocks:
            return Span(start, end)
        k = bisect_left(self._out_ends, start)
        if k == len(blocks):
            left = self._after(start)
        else:
            at = blocks[k]
            if at.out_end == start > at.out_start:
                left = at.end
            else:
                left = at.start - max(0, at.out_start - start)
        k = bisect_right(self._out_starts, end) - 1
        if k < 0:
            right = end
        else:
            at = blocks[k]
            if at.out_start == end < at.out_end:
                right = at.start
            else:
                right = at.end + max(0, end - at.out_end)
        return Span(left, max(left, right))

    def output_span(self, start: int, end: int) -> Span:
        """The output range that source[start:end] became. An empty range maps to an empty range.

        What was put in at the edge of a range is not part of it.
        """
        left = self._output_start(start)
        return Span(left, max(left, self._output_end(end))) if start < end else Span(left, left)

    def _output_start(self, position: int) -> int:
        blocks = self.blocks
        k = bisect_right(blocks, position, key=lambda b: b.end) - 1
        if k + 1 < len(blocks) and blocks[k + 1].start < position:
            return blocks[k + 1].out_start
        return blocks[k].out_end + position - blocks[k].end if k >= 0 else position

    def _output_end(self, position: int) -> int:
        blocks = self.blocks
        k = bisect_left(blocks, position, key=lambda b: b.start)
        if k > 0 and blocks[k - 1].end > position:
            return blocks[k - 1].out_end
        return position + (blocks[k - 1].out_end - blocks[k - 1].end if k > 0 else 0)

    def inverse(self) -> Alignment:
        """The same map the other way round."""
        return Alignment(tuple(Block(b.out_start, b.out_end, b.start, b.end) for b in self.blocks))

    def then(self, later: Alignment) -> Alignment:
        """One alignment for this one followed by `later`; associative; linear in the number of blocks."""
        if not later.blocks:
            return self
        if not self.blocks:
            return later
        groups = meeting(self.blocks, later.blocks)
        return Alignment(tuple(group.block for group in groups))


def blocks_of(edits: Iterable[Edit]) -> Iterator[Block]:
    """A block for each edit, in order."""
    shift = 0
    for edit in edits:
        out_start, out_end = edit.start + shift, edit.start + shift + len(edit.replacement)
        yield Block(edit.start, edit.end, out_start, out_end)
        shift = out_end - edit.end


class Meeting(NamedTuple):
    """Blocks ours[i0:i1] and theirs[j0:j1] that overlap in the text between them, and the one block they make."""

    i0: int
    i1: int
    j0: int
    j1: int
    block: Block


def meeting(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[Meeting]:
    """Group the blocks of two successive alignments that overlap in the middle text, in order."""
    i = j = 0
    while i < len(ours) or j < len(theirs):
        i0, j0 = i, j
        if j >= len(theirs) or (i < len(ours) and _middle(ours[i]) <= (theirs[j].start, theirs[j].end)):
            low, high = _middle(ours[i])
            i += 1
        else:
            low, high = theirs[j].start, theirs[j].end
            j += 1
        grown = True
        while grown:
            grown = False
            while i < len(ours) and _meets(ours[i].out_start, ours[i].out_end, low, high):
                high = max(high, ours[i].out_end)
                i += 1
                grown = True
            while j < len(theirs) and _meets(theirs[j].start, theirs[j].end, low, high):
                high = max(high, theirs[j].end)
                j += 1
                grown = True
        yield Meeting(i0, i, j0, j, _merge(ours, theirs, (i0, i, j0, j), Span(low, high)))


def _middle(block: Block) -> tuple[int, int]:
    return block.out_start, block.out_end


def _meets(start: int, end: int, low: int, high: int) -> bool:
    """Whether a later range [start, end) lies in part strictly inside [low, high)."""
    if start == end:
        return low < start < high
    return start < high and end > low


def _merge(
    ours: Sequence[Block], theirs: Sequence[Block], part: tuple[int, int, int, int], middle: Span
) -> Block:
    """One block from source to output for ours[i0:i1] and theirs[j0:j1], which cover `middle` between them."""
    i0, i1, j0, j1 = part
    source_before = ours[i0 - 1].end - ours[i0 - 1].out_end if i0 else 0
    source_after = ours[i1 - 1].end - ours[i1 - 1].out_end if i1 else 0
    output_before = theirs[j0 - 1].out_end - theirs[j0 - 1].end if j0 else 0
    output_after = theirs[j1 - 1].out_end - theirs[j1 - 1].end if j1 else 0
    return Block(
        middle.start + source_before,
        middle.end + source_after,
        middle.start + output_before,
        middle.end + output_after,
    )
