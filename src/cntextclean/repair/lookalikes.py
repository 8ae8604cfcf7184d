"""Undo characters that were swapped, slipped in or masked on purpose (damage guide 8c to 8n, 11), where one answer exists.

One file for each kind, in an order in which each finds what it needs: what is invisible goes first, since it parts words;
the script comes last, since the words must be whole. What has no single answer is left, and counted in altered.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..alignment import Edit
from ..config import Config
from ..text import Text
from .hangul import read_hangul
from .invisible import remove_invisible
from .presence import find_presence
from .question_marks import remove_question_marks

__all__ = ["undo_lookalikes"]

STAGES = (remove_invisible, read_hangul, remove_question_marks)


def undo_lookalikes(text: str, config: Config) -> Iterable[Edit]:
    """Edits that undo alterations of single characters. Idempotent; none on undamaged text."""
    result = Text.of(text)
    presence = find_presence(text)
    for stage in STAGES:
        changed = result.apply(stage(result.value, config, presence))
        if changed is not result:
            presence = find_presence(changed.value)
            result = changed
    return result.edits if result.layers else ()
