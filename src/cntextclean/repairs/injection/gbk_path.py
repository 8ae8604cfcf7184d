"""How a reading of shifted bytes came about, step by step, and what of the text it replaces."""

from __future__ import annotations

from typing import NamedTuple

from .gbk_tokens import Token, seen_text

__all__ = ["NONE", "Piece", "State", "path_of", "pieces_of"]

NONE = -1  # no byte waits for its partner


class Piece(NamedTuple):
    """seen[start:end] stands for `text`; `inferred` where a byte was chosen by the language model."""

    start: int
    end: int
    text: str
    inferred: bool


class State(NamedTuple):
    """A hypothesis: the byte that waits, the last character and the last two bytes of the text, and how it came."""

    cost: float
    carry: int
    prev: str  # the last two characters of the text
    b1: int
    b2: int
    lost: int  # bytes supposed lost so far
    chosen: bool  # whether one of them was open to choice
    parent: State | None
    out: str  # what was emitted since the parent
    at: int  # index of the token after which this state stands


def path_of(state: State) -> list[State]:
    """The states from the first to this one."""
    path = [state]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    path.reverse()
    return path


def pieces_of(line: list[Token], state: State) -> list[Piece]:
    """Cut the path of the winner where it stands aligned, and keep what differs from what is seen."""
    path = path_of(state)
    pieces: list[Piece] = []
    start, out = path[0].at + 1, ""
    lost = path[0].lost
    for i, step in enumerate(path[1:], 1):
        out += step.out
        last_of_token = i + 1 == len(path) or path[i + 1].at > step.at
        if step.carry == NONE and last_of_token and step.at >= start:
            seen = "".join(map(seen_text, line[start : step.at + 1]))
            if step.lost > lost or seen != out:
                span = line[start].start, line[step.at].end
                pieces.append(Piece(*span, out, step.chosen and step.lost > lost))
            start, out, lost = step.at + 1, "", step.lost
    return pieces
