"""What becomes of the lines of a listing: they are kept or dropped together, and with their indentation."""

from __future__ import annotations

from bisect import bisect_right

from ..alignment import Span
from .blocks import Labelled
from .page import Page

__all__ = ["keep_listings"]

# rule layout.code: a line of a listing, kept with its indentation
RULE = "layout.code"


def keep_listings(labelled: tuple[Labelled, ...], page: Page) -> tuple[Labelled, ...]:
    """The same blocks, those of a listing of which half or more is kept all kept as paragraphs of the body; a line of
    code is no title and no heading. The blanks before a line of code belong to it. Linear."""
    text, spans = page.text, page.code_lines
    if not spans:
        return labelled
    places = [_listing(spans, block) for block in labelled]
    kept, size = [0] * len(spans), [0] * len(spans)
    for place, block in zip(places, labelled, strict=True):
        if place is not None:
            size[place] += 1
            kept[place] += block.role is not None
    return tuple(
        block if place is None else _as_code(block, text, spans[place].start, keep=2 * kept[place] >= size[place])
        for place, block in zip(places, labelled, strict=True)
    )


def _listing(spans: tuple[Span, ...], block: Labelled) -> int | None:
    """The number of the listing that a block stands in."""
    k = bisect_right(spans, block.start, key=_start) - 1
    return k if k >= 0 and block.end <= spans[k].end else None


def _start(span: Span) -> int:
    return span.start


def _as_code(block: Labelled, text: str, first: int, *, keep: bool) -> Labelled:
    """One line of code, or a part of one, in a listing that begins at `first`; what is kept takes along the blank
    lines above it, and what is not the blanks before it."""
    start = text.rfind("\n", 0, block.start) + 1
    if text[start : block.start].strip():
        start = block.start
    if not keep:
        return block._replace(start=start)
    above = _written(text, first, start)
    if start > above > first:
        start = text.find("\n", above, start) + 1
    return Labelled(start, block.end, "body", None, RULE)


def _written(text: str, first: int, start: int) -> int:
    """Where what is written in text[first:start] ends. Costs what the blanks behind it are long."""
    while start > first and text[start - 1].isspace():
        start -= 1
    return start
