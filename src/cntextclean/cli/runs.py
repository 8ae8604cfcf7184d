"""What the commands that read a run back share: its colours in a terminal, and how they say that it cannot be read."""

from __future__ import annotations

from typing import Final

from ..errors import CleanError
from ..report.corpus_text import Part
from .streams import FAILED, say

__all__ = ["COLOURS", "fail"]

COLOURS: Final[dict[Part, str]] = {"head": "1", "bar": "36", "note": "2"}
"""Numbers of ECMA-48; see colours.py."""


def fail(error: CleanError | OSError) -> int:
    """Say why a run, or what belongs to it, could not be read; the exit code."""
    say(f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error))
    return FAILED
