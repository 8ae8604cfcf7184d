"""Decode a whole stretch at once where nothing was lost: the codecs do in C what the lattice does in Python.

A long stretch whose bytes are valid throughout and read as good Chinese needs no search, and on a page whose channel
is known, nor does a short one. What is not is left to the lattice, and nothing is decided here that it would not.
"""

from __future__ import annotations

from ...models.plausibility import Plausibility, is_hanzi
from .codec_pairs import Channel
from .gate import gate
from .lattice import Run

__all__ = ["strict_run"]

_SHORTEST = 16  # characters: in fewer, chance can make valid bytes
_SHORTEST_KNOWN = 6  # the same where the channel is that of the page
_MARGIN = 11.0  # nats that so few must win
_SAMPLE = 120  # characters of the output that are judged
_GOOD = -7.2  # mean ln P a character of running Chinese
_UNUSUAL = 12  # one in so many characters may be unusual where the channel is that of the page
_LAYERS = 4


def strict_run(
    piece: str, likely: list[Channel], judge: Plausibility, *, known: bool = False
) -> tuple[Run, str] | None:
    """A stretch decoded as a whole, with its rule; None unless one channel alone makes good Chinese of it.

    known: whether the channel is that of the page.
    """
    if len(piece) < (_SHORTEST_KNOWN if known else _SHORTEST) or "\ufffd" in piece:
        return None
    found: list[tuple[Run, str]] = []
    for channel in sorted(likely, key=lambda channel: channel.extra is not None):  # plain damage first
        output = _peeled(piece, channel, judge, known=known)
        if output is not None:
            found.append((_trimmed(piece, output), channel.rule))
    if len({run.output for run, _ in found}) != 1:
        return None
    run = found[0][0]
    if len(piece) < _SHORTEST and judge.score(run.output) < judge.score(piece[run.start : run.end]) + _MARGIN:
        return None
    return found[0]


def _peeled(piece: str, channel: Channel, judge: Plausibility, *, known: bool) -> str | None:
    """The good Chinese that comes out when one or more layers of a channel are undone."""
    for _ in range(_LAYERS if channel.right == "utf-8" else 1):
        output = _decoded(piece, channel, judge)
        if output is None or _is_good(output, judge, known=known):
            return output
        piece = output
    return None


def _decoded(piece: str, channel: Channel, judge: Plausibility) -> str | None:
    data = channel.encode_strictly(piece)
    try:
        output = None if data is None else data.decode(channel.right)
    except UnicodeError:
        return None
    doubled = channel.doubled(piece)
    if output is None or not doubled:
        return output
    return _chosen(output, piece, doubled, channel, judge) if len(output) == len(piece) else None


def _chosen(output: str, piece: str, doubled: list[int], channel: Channel, judge: Plausibility) -> str:
    """An output, character for character that of a piece, with the likeliest choice where the table had two."""
    chars = list(output)
    for place in doubled:
        before, after = "".join(chars[place - 1 : place]), "".join(chars[place + 1 : place + 2])
        spellings = channel.spell(piece[place], lossy=False)
        read = (bytes(spelling).decode(channel.right, "replace") for spelling, _, _ in spellings)
        chars[place] = max(read, key=lambda char: judge.score(char + after, before=before))
    return "".join(chars)


def _is_good(output: str, judge: Plausibility, *, known: bool) -> bool:
    """Whether an output is running Chinese with no unusual character, or few where the channel is known."""
    unusual = len(gate().findall(output))
    if unusual * _UNUSUAL > (len(output) if known else 0) or sum(map(is_hanzi, output)) * 3 < len(output):
        return False
    middle = max(len(output) - _SAMPLE, 0) // 2
    return all(
        judge.score(part) > _GOOD * len(part) for part in (output[:_SAMPLE], output[middle : middle + _SAMPLE])
    )


def _trimmed(piece: str, output: str) -> Run:
    """The run without what is the same at both ends."""
    first = last = 0
    shortest = min(len(piece), len(output))
    while first < shortest and piece[first] == output[first]:
        first += 1
    while last < shortest - first and piece[-1 - last] == output[-1 - last]:
        last += 1
    end = len(piece) - last
    return Run(first, end, output[first : len(output) - last], 0.0, False)
