"""Undo characters that were swapped, slipped in or masked on purpose (damage guide 8c to 8n, 11).

One file for each kind, in an order in which each finds what it needs: what is invisible goes first, since it parts
words; the script comes last, since the words must be whole. What has no single answer is left: altered.py counts it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...alignment import Edit
from ...config import Config
from ...page import Page
from ...page.characters import CharClass
from ...text import Text
from .emoji import remove_emoji
from .hangul import read_hangul
from .invisible import remove_invisible
from .masks import fill_masks
from .mixed_script import fold_mixed_script
from .noise import remove_noise
from .question_marks import remove_question_marks
from .swaps import undo_swaps

__all__ = ["undo_lookalikes"]

_ROUNDS = 4  # what one repair uncovers another may need
STAGES = (
    remove_invisible,
    remove_emoji,
    read_hangul,
    remove_question_marks,
    fill_masks,
    remove_noise,
    undo_swaps,
    fold_mixed_script,
)


def undo_lookalikes(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that undo alterations of single characters. Idempotent; none on undamaged text."""
    result = Text.of(page.text)
    for _ in range(_ROUNDS):
        before = result
        japanese = page.classes.count(CharClass.KANA) * 20 > page.classes.size
        for stage in STAGES[:1] if japanese else STAGES:
            changed = result.apply(stage(page, config))
            if changed is not result:
                result, page = changed, Page(changed.value)
        if result is before:
            break
    return result.edits if result.layers else ()
