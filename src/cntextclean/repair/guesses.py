"""Choose the characters whose bytes were lost, and say how sure the choice is.

The beam sees two characters at a time. Where it had to guess, the candidates are weighed again with three-character
contexts and with words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..language.bigrams import bigrams
from ..language.words import word_score
from .lattice import Guess, Run
from .plausibility import is_hanzi
from .readers import reader

__all__ = ["Choice", "chosen"]

_ROUNDS = 2
_SHORTLIST = 24  # candidates that are weighed in words
_WORDS = 0.6  # weight of words beside characters
_OTHER_SCRIPT = 2.5  # nats against a Traditional guess in a Simplified text and the other way round


class Choice(NamedTuple):
    """A run with its guesses made again, and by how many nats the closest of them won."""

    run: Run
    margin: float


def chosen(run: Run, right: str, *, before: str = "", after: str = "") -> Choice:
    """The run with each lost character chosen by its neighbourhood."""
    chars = list(run.output)
    traditional = _is_traditional(chars, {g.place for g in run.guesses})
    margin = float("inf")
    for _ in range(_ROUNDS):
        margins = [_choose(chars, guess, right, traditional, (before, after)) for guess in run.guesses]
        margin = min(margins, default=margin)
    return Choice(run._replace(output="".join(chars)), margin)


def _choose(chars: list[str], guess: Guess, right: str, traditional: bool, around: tuple[str, str]) -> float:
    """Put the best candidate in its place; return by how much it beats the second."""
    candidates = reader(right).read(guess.held) or ()
    left = (around[0] + "".join(chars[: guess.place]))[-4:]
    rest = ("".join(chars[guess.place + 1 :]) + around[1])[:4]
    model = bigrams()
    short = []
    for char, cost in candidates:
        score = model.score3(char, before=left, after=rest) - cost
        if is_hanzi(char) and _off(char, traditional):
            score -= _OTHER_SCRIPT
        short.append((score, char))
    if not short:
        return 0.0
    short.sort(reverse=True)
    weighed = sorted(
        ((score + _WORDS * word_score(left + char + rest), char) for score, char in short[:_SHORTLIST]), reverse=True
    )
    chars[guess.place] = weighed[0][1]
    return weighed[0][0] - weighed[1][0] if len(weighed) > 1 else 99.0


def _is_traditional(chars: list[str], guessed: set[int]) -> bool:
    known = [c for i, c in enumerate(chars) if i not in guessed and is_hanzi(c)]
    return sum(_off(c, False) for c in known) > sum(_off(c, True) for c in known)


@lru_cache(maxsize=20_000)
def _off(char: str, traditional: bool) -> bool:
    """Whether a hanzi is not of a script: GB 2312 stands for Simplified, Big5 for Traditional."""
    try:
        char.encode("big5" if traditional else "gb2312")
    except UnicodeEncodeError:
        return True
    return False
