"""The one loop: turns that go on until one changes nothing.

What one stage lays bare another may mend, what a repair leaves may be read as furniture, and what furniture leaves
may be damage to be repaired. So a page is cleaned until cleaning its own text again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .alignment import Edit
from .config import Config
from .page import Page
from .text import Text

__all__ = ["TURNS", "Stage", "run", "settle"]

Stage = Callable[[Page, Config], Iterable[Edit]]
State = TypeVar("State")

TURNS = 10
"""Turns after which the loop gives up; a page of glued damage needs two to four."""


def settle(state: State, turn: Callable[[State], State]) -> tuple[State, bool]:
    """What becomes of a state by turns until one returns it as it was, and whether one did within the bound."""
    for _ in range(TURNS):
        after = turn(state)
        if after is state:
            return state, True
        state = after
    return state, False


def run(text: Text, stages: Sequence[Stage], config: Config) -> Text:
    """A text after one turn of stages; the same object if none of them changed it."""
    page = Page(text.value)
    for stage in stages:
        changed = text.apply(stage(page, config))
        if changed is not text:
            text, page = changed, Page(changed.value)
    return text
