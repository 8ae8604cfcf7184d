"""Stretches of UTF-8 that a table can only have read in one way: no search is needed to read them back.

UTF-8 marks where its characters begin. Where the search has come upon the beginning of one, and several that are
whole follow, there is nothing to choose; so between two lost bytes most of a text is certain.
"""

from __future__ import annotations

from typing import Final

from ...patterns import lazy
from .codec_pairs import Channel

__all__ = ["certain_stretches"]

_TRIPLES: Final = lazy("(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){4,}")
_EDGE: Final = 3  # bytes at either end of such a run that are left to the search
_TRIPLE: Final = 3  # bytes of a hanzi
_SHORTEST: Final = 2  # characters worth a leap


def certain_stretches(text: str, channel: Channel) -> dict[int, tuple[int, str]]:
    """Where a certain stretch ends, and what it says, by each place where it may begin; in code points."""
    if channel.right != "utf-8":
        return {}
    parts = [channel.only_bytes(char) for char in text]
    letters = "".join(parts)
    found: dict[int, tuple[int, str]] = {}
    place = at = 0  # the same place in characters and in bytes
    for run in _TRIPLES.finditer(letters):
        starts: list[tuple[int, int]] = []
        while at <= run.end() - _EDGE:
            if at >= run.start() + _EDGE and (at - run.start()) % _TRIPLE == 0:
                starts.append((place, at))
            at += len(parts[place])
            place += 1
        end, last = starts.pop() if starts else (0, 0)
        for start, first in starts:
            if end - start >= _SHORTEST:
                found[start] = end, letters[first:last].encode("latin-1").decode("utf-8", "replace")
    return found
