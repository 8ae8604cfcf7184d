"""Take out characters that nobody sees and strokes through hanzi.

Zero-width marks between hanzi are there to spoil copies and searches. The same marks have work to do in emoji
sequences, in Indic, Thai, Khmer or Arabic text, in ideographic variants, and as soft hyphens in Western words.

See docs/damage.md, Invisible characters and strokes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...alignment import Edit, Span
from ...config import Config
from ...page import Page
from ...page.characters import CharClass
from ...patterns import lazy

__all__ = ["remove_invisible"]

# rule invisible.format: invisible characters put between hanzi
INVISIBLE: Final = "invisible.format"
# rule invisible.stroke: combining strokes put over hanzi
STROKE: Final = "invisible.stroke"

_HAN: Final = lazy(
    "[\u2e80-\u2fdf\u3001-\u303f\u3041-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\uff01-\uffef"
    "\U00020000-\U0003ffff“”‘’…—·]"
)
_BASE: Final = lazy("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Scripts in which no zero-width mark has work to do.
_PLAIN: Final = lazy("[\x00-\u036f\u0370-\u052f\u2010-\u2fff]")
_RIGHT_TO_LEFT: Final = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PICTURE: Final = lazy(
    "[#*0-9©®‼⁉™ℹ\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff〰〽㊗㊙\U0001f000-\U0001faff]"
)
_MARK: Final = lazy(r"[\s\u3001-\u3003\u3008-\u301f，。、；：！？（）,.;:!?()]")
_EVERYWHERE: Final = frozenset("\u200b\u2060\ufeff")  # these part words of no script but those that need them


def remove_invisible(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that delete invisible characters beside hanzi or plain text, and strokes over hanzi. Idempotent."""
    text, classes = page.text, page.classes
    if not classes.present & (CharClass.INVISIBLE | CharClass.STROKE):
        return
    places = classes.positions(CharClass.INVISIBLE | CharClass.STROKE)
    right_to_left = bool(_RIGHT_TO_LEFT.search(text))
    for start, end in _runs(places):
        rule = STROKE if classes.is_a(start, CharClass.STROKE) else INVISIBLE
        if config.allows(rule) and (rule == STROKE or _parts_a_word(text, start, end)):
            yield from _edits(text, Span(start, end), rule, right_to_left=right_to_left)


def _parts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a run stands inside a word, to hide it. Beside a mark or a space normalising drops it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before and after and (_MARK.match(before) or _MARK.match(after)))


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Places that touch, as half-open ranges."""
    start = end = -1
    for place in places:
        if place != end and end >= 0:
            yield start, end
            start = place
        elif end < 0:
            start = place
        end = place + 1
    if end >= 0:
        yield start, end


def _edits(text: str, run: Span, rule: str, *, right_to_left: bool) -> Iterator[Edit]:
    """Deletions inside one run of invisible characters and strokes."""
    start, end = run
    before, after = text[start - 1 : start], text[end : end + 1]
    first = start
    for i in range(start, end + 1):
        if (
            i < end
            and not (right_to_left and _is_direction(text[i]))
            and not _stays(text[i], before, after, i == start)
        ):
            continue
        if first < i:
            yield Edit(first, i, "", rule)
        first = i + 1


def _is_direction(char: str) -> bool:
    return "\u200e" <= char <= "\u200f" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u206f"


def _stays(char: str, before: str, after: str, leads: bool) -> bool:
    """Whether a character of a run between two visible ones has work to do there."""
    code = ord(char)
    if (0x300 <= code <= 0x489 and code != 0x34F) or 0x20D0 <= code <= 0x20FF:
        return not _BASE.match(before)
    beside = bool(_HAN.match(before) or _HAN.match(after))
    if 0xFE00 <= code <= 0xFE0F:
        variant = code <= 0xFE02 and leads and bool(_BASE.match(before))
        return variant or bool(_PICTURE.match(before)) or not beside
    if 0xE0000 <= code <= 0xE01EF:
        variant = code >= 0xE0100 and leads and bool(_BASE.match(before))
        return variant or bool(_PICTURE.match(before)) or not beside
    if char in "\u200d" and _PICTURE.match(before) and _PICTURE.match(after):
        return True
    quiet = all(not c or _HAN.match(c) or _PLAIN.match(c) or _PICTURE.match(c) for c in (before, after))
    if char in _EVERYWHERE:
        return not quiet
    if char == "\xad":
        return not (quiet and (_BASE.match(before) or _BASE.match(after)))
    return not (beside and quiet)
