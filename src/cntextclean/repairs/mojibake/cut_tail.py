"""A character whose last bytes were cut off: what stands before it can be read all the same."""

from __future__ import annotations

from typing import Final

from ...patterns import lazy
from .lattice import Run

__all__ = ["tail_length", "with_tail"]

# The first byte of a hanzi in UTF-8, E3 to E9, and perhaps its second, as Latin-1 and windows-1252 show them.
_TAIL: Final = lazy("[ã-é][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]?\\Z")
_RULES: Final = frozenset({"mojibake.utf8-as-western", "mojibake.utf8-as-latin1"})


def tail_length(piece: str) -> int:
    """How many characters at the end of a piece are what is left of one hanzi; 0 if none are."""
    found = _TAIL.search(piece)
    return len(found[0]) if found else 0


def with_tail(found: list[tuple[Run, str]], length: int) -> list[tuple[Run, str]]:
    """The runs of a piece without its tail, the last of them with a sign of loss for that; none if the tail does not
    belong to it."""
    if not found or found[-1][1] not in _RULES:
        return []
    run, rule = found[-1]
    return [*found[:-1], (run._replace(end=run.end + length, output=run.output + "\ufffd"), rule)]
