"""The one loop: turns that go on until one changes nothing.

What one stage lays bare another may mend, what a repair leaves may be read as furniture, and what furniture leaves
may be damage to be repaired. So a page is cleaned until cleaning its own text again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .alignment import Edit
from .config import Config
from .page import Page, Stage
from .text import Text

__all__ = ["TURNS", "Paged", "run", "settle"]

State = TypeVar("State")

TURNS = 10
"""Turns after which the loop gives up; a page of glued damage needs two to four."""


@dataclass(frozen=True, slots=True)
class Paged:
    """A text together with the page that stages read of its value, so that none reads it a second time."""

    text: Text
    page: Page

    @classmethod
    def of(cls, source: str) -> Paged:
        """A text nothing has been done to."""
        return cls(Text.of(source), Page(source))

    def edited(self, edits: Iterable[Edit]) -> Paged:
        """This one with edits made; the same object if there are none."""
        text = self.text.apply(edits)
        return self if text is self.text else Paged(text, Page(text.value))


def settle(state: State, turn: Callable[[State], State]) -> tuple[State, bool]:
    """What becomes of a state by turns until one returns it as it was, and whether one did within the bound."""
    for _ in range(TURNS):
        after = turn(state)
        if after is state:
            return state, True
        state = after
    return state, False


def run(state: Paged, stages: Sequence[Stage], config: Config) -> Paged:
    """A text after one turn of stages; the same object if none of them changed it."""
    for stage in stages:
        if stage.needs & state.page.holds:
            state = state.edited(stage.act(state.page, config))
    return state
