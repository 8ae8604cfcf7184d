"""A stage of the pass: what it does to a page, and what a page must hold for it to find anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..alignment import Edit
from ..config import Config
from .characters import CharClass
from .page import Page

__all__ = ["Act", "Stage"]

Act = Callable[[Page, Config], Iterable[Edit]]


class Stage(NamedTuple):
    """Edits of a page, and the classes of characters (bits of CharClass) of which the page must hold one.

    On a page that holds none of them it has no edits, so it need not be asked; ANY where classes do not tell.
    """

    act: Act
    needs: int = CharClass.ANY
