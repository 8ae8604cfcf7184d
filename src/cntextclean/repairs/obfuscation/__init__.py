"""Characters that were swapped, slipped in or masked on purpose: one file for each kind.

They stand in an order in which each finds what it needs: what is invisible goes first, since it parts words; the script
comes last, since the words must be whole. What has no single answer is left: altered.py counts it. affinity.py: how
well two characters go together.

Each kind has its section in docs/damage.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from ...alignment import Edit
from ...config import Config
from ...page import Act, Page, Stage
from ...page.characters import CharClass
from .altered import find_altered
from .emoji import remove_emoji
from .hangul import read_hangul
from .invisible import remove_invisible
from .masks import fill_masks
from .mixed_script import fold_mixed_script
from .noise import remove_noise
from .question_marks import remove_question_marks
from .swaps import undo_swaps

__all__ = ["STAGES", "find_altered"]

def _in_chinese(act: Act, page: Page, config: Config) -> Iterable[Edit]:
    """A stage that leaves Japanese pages alone, which have hanzi in an order of their own."""
    return () if page.classes.count(CharClass.KANA) * 20 > page.classes.size else act(page, config)


STAGES: tuple[Stage, ...] = (
    Stage(remove_invisible, CharClass.INVISIBLE | CharClass.STROKE),
    Stage(partial(_in_chinese, remove_emoji), CharClass.EMOJI),
    Stage(partial(_in_chinese, read_hangul), CharClass.HANGUL),
    Stage(partial(_in_chinese, remove_question_marks), CharClass.QUESTION),
    Stage(partial(_in_chinese, fill_masks)),
    Stage(partial(_in_chinese, remove_noise)),
    Stage(partial(_in_chinese, undo_swaps)),
    Stage(partial(_in_chinese, fold_mixed_script), CharClass.TRADITIONAL),
)
