"""How a reading of shifted bytes came about, step by step, and what of the text it replaces."""

from __future__ import annotations

from typing import NamedTuple

from ...alignment import NEAR_TIE
from ...models.bigrams import bigrams
from .gbk_tokens import Token, seen_text

__all__ = ["NONE", "Piece", "Rival", "State", "path_of", "pieces_of", "with_margin"]

_ODD = -7.0  # mean ln P of neighbours; prose has -5
NONE = -1  # no byte waits for its partner


class Piece(NamedTuple):
    """seen[start:end] stands for `text`; `inferred` where a byte was chosen by the language model.

    margin and alternatives: as in an Edit.
    """

    start: int
    end: int
    text: str
    inferred: bool
    margin: float | None = None
    alternatives: tuple[str, ...] = ()


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


class Rival(NamedTuple):
    """A hypothesis and by how many nats the winner is better."""

    gap: float
    state: State


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


def with_margin(piece: Piece, line: list[Token], rivals: list[Rival]) -> Piece:
    """A piece with how sure it is: by how much the best rival that reads it otherwise is worse.

    What the model holds for two spellings of one text, ” and 」 among them, is no other reading.
    """
    steps = path_of(rivals[0].state)[1:]
    text = "".join(step.out for step in steps)
    start = sum(len(step.out) for step in steps if line[step.at].start < piece.start)
    end = start + len(piece.text)
    others: dict[str, float] = {}
    fold = bigrams().fold
    for gap, state in rivals[1:]:
        other = "".join(step.out for step in path_of(state)[1:])
        same = _shared(text, other)
        rest = _shared(text[same:][::-1], other[same:][::-1])
        if same < end and len(text) - rest > start and fold(other) != fold(text):
            low, high = min(start, same), max(end, len(text) - rest)
            whole = low == start and high == end
            others.setdefault(other[low : len(other) - len(text) + high] if whole else "", gap)
    if not piece.inferred and not _is_odd(piece.text):
        return piece
    near = tuple(other for other, gap in others.items() if gap < NEAR_TIE and other)
    return piece._replace(inferred=True, margin=min(others.values(), default=None), alternatives=near)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_odd(text: str) -> bool:
    """Whether what the bytes say is so unlikely that some of them may have vanished without a mark."""
    hanzi = "".join(char for char in text if "㐀" <= char <= "鿿")
    return len(hanzi) > 1 and bigrams().score(hanzi[1:], before=hanzi[0]) < _ODD * (len(hanzi) - 1)
