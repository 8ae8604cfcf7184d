"""Decode a whole stretch at once where nothing was lost: the codecs do in C what the lattice does in Python.

A long stretch whose bytes are valid throughout and read as good Chinese needs no search. What is not is left to the
lattice, and nothing is decided here that it would not decide.
"""

from __future__ import annotations

from ...models.plausibility import Plausibility, is_hanzi
from .codec_pairs import Channel
from .gate import gate
from .lattice import Run
from .through_ftfy import register_codecs

__all__ = ["strict_run"]

_SHORTEST = 16  # characters: in fewer, chance can make valid bytes
_SAMPLE = 120  # characters of the output that are judged
_GOOD = -7.2  # mean ln P a character of running Chinese
_SLOPPY = {"cp1252": "sloppy-windows-1252", "cp1250": "sloppy-windows-1250", "cp1251": "sloppy-windows-1251"}


def strict_run(piece: str, likely: list[Channel], judge: Plausibility) -> tuple[Run, str] | None:
    """A stretch decoded as a whole, with its rule; None unless one channel alone makes good Chinese of it."""
    if len(piece) < _SHORTEST or "\ufffd" in piece:
        return None
    found: list[tuple[Run, str]] = []
    for channel in likely:
        output = _decoded(piece, channel)
        if output is not None and _is_good(output, judge):
            found.append((_trimmed(piece, output), channel.rule))
    if len({run.output for run, _ in found}) != 1:
        return None
    return found[0]


def _decoded(piece: str, channel: Channel) -> str | None:
    register_codecs()
    name = channel.wrong[0]
    try:
        if name == "gb18030":  # where Windows has the euro sign at 80
            data = b"\x80".join(part.encode(name) for part in piece.split("€"))
        else:
            data = piece.encode(_SLOPPY.get(name, name))
        return data.decode(channel.right)
    except UnicodeError:
        return None


def _is_good(output: str, judge: Plausibility) -> bool:
    """Whether an output is running Chinese without one unusual character."""
    if gate().search(output) or sum(map(is_hanzi, output)) * 3 < len(output):
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
