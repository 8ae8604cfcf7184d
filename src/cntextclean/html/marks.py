"""What the tags of a page say of each line of its text, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np

from ..alignment import Span
from ..marks import Marks
from .attributes import CUES
from .elements import HEADINGS
from .extract import TextLine
from .tree import Element

__all__ = ["NAMES", "mark"]

_PART = frozenset(("blockquote", "dd", "dt", "li", "p", "pre", "td", "th", "tr", *HEADINGS))
"""Blocks that are parts of something; others hold parts."""

NAMES = (
    "depth", "links", "heading", "lists", "tables", "pre", "paragraph", "item", "cell", "caption", "quote", "title",
    "kin", "order", "held", "held_links", "held_lines", *(f"is_{name}" for name in CUES),
)  # fmt: skip
"""depth, lists, tables: how many blocks, lists and tables a line stands in. links: share of its characters in links.
heading: 7 minus its level, 0 of none. pre, paragraph, item, cell, caption, quote, title: of such an element.
kin: logarithm of how many blocks beside its own look like it; order: which of them it is, as a share.
held: share of the page's characters that its container holds; held_links, held_lines: the container's share of links,
and the logarithm of its lines. is_...: whether an element that it stands in, or its class, id or role, says so."""


def mark(lines: Sequence[TextLine]) -> Marks:
    """The marks of the lines of a page, in order."""
    total = sum(line.size for line in lines) or 1
    held: dict[int, tuple[int, int, int]] = {}
    homes = [_container(line.element) for line in lines]
    for home, line in zip(homes, lines, strict=True):
        size, links, count = held.get(id(home), (0, 0, 0))
        held[id(home)] = size + line.size, links + line.links, count + 1
    rows = [_row(line, *held[id(home)], total) for home, line in zip(homes, lines, strict=True)]
    values = np.array(rows, np.float32) if rows else np.zeros((0, len(NAMES)), np.float32)
    return Marks(NAMES, tuple(Span(line.start, line.end) for line in lines), values)


def _container(element: Element) -> Element:
    """The block that holds the block a line stands in, if that one is a part of something."""
    block = element.block
    return block.parent.block if block.name in _PART and block.parent is not None else block


def _row(line: TextLine, held: int, held_links: int, held_lines: int, total: int) -> list[float]:
    element = line.element
    block = element.block
    name = block.name
    kin = block.kin.get(block.sign, 1)
    return [
        float(element.depth),
        line.links / (line.size or 1),
        float(7 - element.heading) if element.heading else 0.0,
        float(element.lists),
        float(element.table),
        float(element.pre),
        float(name == "p"),
        float(name in ("li", "dd", "dt")),
        float(name in ("td", "th")),
        float(name in ("figcaption", "caption")),
        float(name == "blockquote"),
        float(name == "title"),
        log1p(kin),
        block.order / kin,
        held / total,
        held_links / (held or 1),
        log1p(held_lines),
        *(float(element.words >> bit & 1) for bit in range(len(CUES))),
    ]
