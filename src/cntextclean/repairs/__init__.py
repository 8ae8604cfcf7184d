"""Undo damage, and change nothing else: one folder for each family of damage; REPAIRS is the order in which they run.

Byte-level repair comes before everything that folds characters: private-use characters, C1 controls, soft hyphens
and fullwidth forms are evidence. What one repair lays bare another may mend: they are run until none finds more.
"""

from __future__ import annotations

from . import escapes, obfuscation
from .injection import undo_injection
from .mojibake import remove_residue, undo_mojibake
from .private_use import map_private_use

__all__ = ["REPAIRS"]

REPAIRS = (
    *escapes.STAGES,
    undo_mojibake,
    undo_injection,
    remove_residue,
    map_private_use,
    *obfuscation.STAGES,
)
