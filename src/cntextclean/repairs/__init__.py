"""Undo damage, and change nothing else: one folder for each family of damage; STAGES is the order in which they run.

Byte-level repair comes before everything that folds characters: private-use characters, C1 controls, soft hyphens
and fullwidth forms are evidence.
"""

from __future__ import annotations

from ..config import Config
from ..page import Page
from ..text import Text
from .escapes import undo_escapes
from .injection import undo_injection
from .mojibake import remove_residue, undo_mojibake
from .obfuscation import undo_lookalikes
from .private_use import map_private_use

__all__ = ["repair_text"]

STAGES = (
    undo_escapes,
    undo_mojibake,
    undo_injection,
    remove_residue,
    map_private_use,
    undo_lookalikes,
)


ROUNDS = 3
"""What one repair lays bare another may mend: undamaged text costs one round, damaged text two or three."""


def repair_text(text: str, config: Config) -> Text:
    """A text with its damage undone. Undamaged text comes back without an edit."""
    result, page = Text.of(text), Page(text)
    for _ in range(ROUNDS):
        before = result
        for stage in STAGES:
            changed = result.apply(stage(page, config))
            if changed is not result:
                result, page = changed, Page(changed.value)
        if result.value == before.value:
            break
    return result
