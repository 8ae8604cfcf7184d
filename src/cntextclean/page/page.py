"""A text as the stages read it: the string, and views of it that are made when a stage first asks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..alignment import Edit, Span
from ..scripts.characters import codes
from .blocks import Block, segment
from .characters import CharClass, Classes
from .code import ascii_of, code_lines, outside, with_pieces
from .fold import Folded, fold_codes

__all__ = ["Page"]


class Page:
    """One text and its views, handed from stage to stage until an edit makes another text of it.

    Not slotted, unlike other values: a view is kept in place of the property that made it.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def narrow(self) -> bytes:
        """Its ASCII characters in order, without the others. What is not found here is not in the text, and on a page
        of Chinese a search costs next to nothing."""
        return ascii_of(self.text)

    @cached_property
    def codes(self) -> NDArray[np.uint32]:
        """The code points, lone surrogates included."""
        return codes(self.text)

    @cached_property
    def classes(self) -> Classes:
        """Which classes of characters stand where."""
        return Classes(self.codes)

    @cached_property
    def holds(self) -> int:
        """The classes that the text holds any character of, as bits of CharClass."""
        return self.classes.present | CharClass.ANY

    @cached_property
    def scripts(self) -> NDArray[np.uint8]:
        """What each character tells about its script: a Kind of scripts/characters.py."""
        return self.classes.scripts

    @cached_property
    def lines(self) -> tuple[Block, ...]:
        """The lines that are not blank, without the white space at their edges."""
        return segment(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text in the plain spelling that rules and features read."""
        return fold_codes(self.codes)

    @cached_property
    def code_lines(self) -> tuple[Span, ...]:
        """The blocks of whole lines that are code, with their indentation; sorted and disjoint."""
        return code_lines(self.text, self.narrow)

    @cached_property
    def code(self) -> tuple[Span, ...]:
        """All that is code: whole lines, and pieces of code inside sentences; sorted and disjoint."""
        return with_pieces(self.code_lines, self.text, self.narrow)

    def outside_code(self, edits: Iterable[Edit]) -> Iterable[Edit]:
        """The edits of this text that leave its code alone. Costs nothing where there are no edits."""
        edits = tuple(edits)
        return outside(edits, self.code) if edits else edits
