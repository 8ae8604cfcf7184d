"""Undo damage, and change nothing else: one folder for each family of damage; REPAIRS is the order in which they run.

Byte-level repair comes before everything that folds characters: private-use characters, C1 controls, soft hyphens
and fullwidth forms are evidence. What one repair lays bare another may mend: they are run until none finds more.
Code keeps what only looks odd in it: there, nothing is undone but a wrong encoding, and of escapes nothing in whole
lines of code.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from ..alignment import Edit
from ..config import Config
from ..page import Act, Page, Stage
from ..page.characters import CharClass
from ..page.code import outside
from . import escapes, obfuscation
from .injection import undo_injection
from .mojibake import remove_residue, undo_mojibake
from .private_use import map_private_use

__all__ = ["REPAIRS"]

def _outside_code(act: Act, page: Page, config: Config) -> Iterable[Edit]:
    """The edits of a stage that leave the code of a page alone."""
    return page.outside_code(act(page, config))


_OF_MAILS: frozenset[Act] = frozenset({escapes.undo_mime, escapes.undo_quoted_printable})


def _outside_listings(act: Act, page: Page, config: Config) -> Iterable[Edit]:
    """The edits of a stage that leave whole lines of code alone. An entity by itself counts as a piece of code, and
    the header of a mail as a line of it."""
    if act in _OF_MAILS:
        return act(page, config)
    edits = tuple(act(page, config))
    return outside(edits, page.code_lines) if edits else edits


_IN_PROSE: tuple[Stage, ...] = (
    Stage(undo_injection, CharClass.QUESTION | CharClass.BRACKET),
    Stage(remove_residue),
    Stage(map_private_use, CharClass.PRIVATE),
    *obfuscation.STAGES,
)

REPAIRS: tuple[Stage, ...] = (
    *(Stage(partial(_outside_listings, act), needs) for act, needs in escapes.STAGES),
    Stage(undo_mojibake),
    *(Stage(partial(_outside_code, act), needs) for act, needs in _IN_PROSE),
)
