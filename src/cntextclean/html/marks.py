"""What the tags of a page say of each line of its text, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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

_ROUND = 12  # blocks upwards from a line among which the repeated one is sought

NAMES = (
    "depth", "links", "heading", "lists", "tables", "pre", "paragraph", "item", "cell", "caption", "quote", "title",
    "kin", "order", "held", "held_links", "held_lines", "kin_round", "order_round", "shared", "path", "path_round",
    *(f"is_{name}" for name in CUES), *(f"called_{name}" for name in CUES),
)  # fmt: skip
"""depth, lists, tables: how many blocks, lists and tables a line stands in. links: share of its characters in links.
heading: 7 minus its level, 0 of none. pre, paragraph, item, cell, caption, quote, title: of such an element.
kin: logarithm of how many blocks beside its own look like it; order: which of them it is, as a share.
held: share of the page's characters that its container holds; held_links, held_lines: the container's share of links,
and the logarithm of its lines. kin_round, order_round: the same as kin and order of that block round it which has most
kin. shared: how many blocks a line stands in together with the line before. path, path_round: numbers, the same for
all lines that stand in blocks of the same names and classes; and for those whose containers do. is_...: whether an
element that it stands in, or its class, id or role, says so; called_...: whether the innermost that says anything says
so."""


def mark(lines: Sequence[TextLine]) -> Marks:
    """The marks of the lines of a page, in order."""
    total = sum(line.size for line in lines) or 1
    held: dict[int, tuple[int, int, int]] = {}
    homes = [_container(line.element) for line in lines]
    for home, line in zip(homes, lines, strict=True):
        size, links, count = held.get(id(home), (0, 0, 0))
        held[id(home)] = size + line.size, links + line.links, count + 1
    rows = [_row(line, home, *held[id(home)], total) for home, line in zip(homes, lines, strict=True)]
    values = np.array(rows, np.float32) if rows else np.zeros((0, len(NAMES)), np.float32)
    values[1:, NAMES.index("shared")] = [_shared(a.element.block, b.element.block) for a, b in pairwise(lines)]
    return Marks(NAMES, tuple(Span(line.start, line.end) for line in lines), values)


def _container(element: Element) -> Element:
    """The block that holds the block a line stands in, if that one is a part of something."""
    block = element.block
    return block.parent.block if block.name in _PART and block.parent is not None else block


def _shared(one: Element, other: Element) -> int:
    """How many blocks two blocks stand in together, themselves among them."""
    while one is not other:
        if one.depth >= other.depth:
            assert one.parent is not None
            one = one.parent.block
        else:
            assert other.parent is not None
            other = other.parent.block
    return one.depth


def _round(block: Element) -> Element:
    """The block round another, itself included, that has most kin."""
    found = block
    for _ in range(_ROUND):
        if block.parent is None:
            break
        block = block.parent.block
        if block.kin.get(block.sign, 0) > found.kin.get(found.sign, 0):
            found = block
    return found


def _row(line: TextLine, home: Element, held: int, held_links: int, held_lines: int, total: int) -> list[float]:
    element = line.element
    block = element.block
    name = block.name
    kin = block.kin.get(block.sign, 1)
    entry = _round(block)
    entry_kin = entry.kin.get(entry.sign, 1)
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
        log1p(entry_kin),
        entry.order / entry_kin,
        0.0,
        float(block.path),
        float(home.path),
        *(float(element.words >> bit & 1) for bit in range(len(CUES))),
        *(float(element.called >> bit & 1) for bit in range(len(CUES))),
    ]
