"""Undo damage, and change nothing else: one folder for each family of damage; REPAIRS is the order in which they run.

Byte-level repair comes before everything that folds characters: private-use characters, C1 controls, soft hyphens
and fullwidth forms are evidence. What one repair lays bare another may mend: they are run until none finds more.
Code keeps what only looks odd in it: there, nothing is undone but a wrong encoding, and of escapes nothing in whole
lines of code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from ..alignment import Edit
from ..config import Config
from ..page import Page
from ..page.code import outside
from . import escapes, obfuscation
from .injection import undo_injection
from .mojibake import remove_residue, undo_mojibake
from .private_use import map_private_use

__all__ = ["REPAIRS"]

Stage = Callable[[Page, Config], Iterable[Edit]]


def _outside_code(stage: Stage, page: Page, config: Config) -> Iterable[Edit]:
    """The edits of a stage that leave the code of a page alone."""
    return page.outside_code(stage(page, config))


_OF_MAILS: frozenset[Stage] = frozenset({escapes.undo_mime, escapes.undo_quoted_printable})


def _outside_listings(stage: Stage, page: Page, config: Config) -> Iterable[Edit]:
    """The edits of a stage that leave whole lines of code alone. An entity by itself counts as a piece of code, and
    the header of a mail as a line of it."""
    if stage in _OF_MAILS:
        return stage(page, config)
    edits = tuple(stage(page, config))
    return outside(edits, page.code_lines) if edits else edits


_IN_PROSE: tuple[Stage, ...] = (undo_injection, remove_residue, map_private_use, *obfuscation.STAGES)

REPAIRS: tuple[Stage, ...] = (
    *(partial(_outside_listings, stage) for stage in escapes.STAGES),
    undo_mojibake,
    *(partial(_outside_code, stage) for stage in _IN_PROSE),
)
