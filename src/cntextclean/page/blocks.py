"""The lines of a page, and what was said of each."""

from __future__ import annotations

from typing import NamedTuple

from ..patterns import lazy
from ..vocabulary import Label, Role

__all__ = ["Block", "Labelled", "segment"]

_LINE = lazy(r"\S(?:[^\n]*\S)?")


class Block(NamedTuple):
    """One line of the page: text[start:end], code points, no whitespace at its edges, never empty."""

    start: int
    end: int


def segment(text: str) -> tuple[Block, ...]:
    """The lines of a text that are not blank; together they cover every non-whitespace character."""
    return tuple(Block(*match.span()) for match in _LINE.finditer(text))


class Labelled(NamedTuple):
    """A block or a part of one: kept with a role, or dropped with a label; `rule` says why."""

    start: int
    end: int
    role: Role | None
    label: Label | None
    rule: str
