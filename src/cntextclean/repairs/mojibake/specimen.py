"""Mojibake that a text shows and does not suffer from: in quotation marks, or where the text speaks of it."""

from __future__ import annotations

from ...alignment import Edit
from ...patterns import lazy
from .order import suspects
from .western import is_western_damage

__all__ = ["is_specimen", "without_topics"]

_REACH = 400  # characters to either side that count as near
_TOPIC = lazy("乱码|亂碼|[Mm]ojibake|文字化け|锟斤拷|烫烫烫")
_PAIRS = ("''", '""', "``", "“”", "‘’", "「」", "『』", "《》", "【】", "«»", "‹›", "„“", "„”")
_QUOTED = lazy("|".join(f"{pair[0]}[^{pair[1]}\n]*{pair[1]}" for pair in _PAIRS))


def is_specimen(text: str, start: int, end: int) -> bool:
    """Whether a run stands in quotation marks inside a line that is otherwise in order: an example, not damage.

    It may be several examples, each in marks of its own: «Ã©» o «Ã¨».
    """
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    high = text.find("\n", end, end + _REACH)
    line = text[low : high if high >= 0 else end + _REACH]
    quoted = [m.span() for m in _QUOTED.finditer(line)]
    if not quoted or not all(_is_inside(quoted, place - low) for place in range(start, end) if text[place] > "\x7f"):
        return False
    rest = _QUOTED.sub("", line)
    return any(c.isalpha() for c in rest) and not (suspects(rest) or is_western_damage(rest))


def _is_inside(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def without_topics(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits that are not near words about mojibake, or all if most of the words are damaged."""
    if not edits or not _TOPIC.search(text) or _mostly(text, edits):
        return edits
    return [e for e in edits if not _TOPIC.search(text, max(e.start - _REACH, 0), e.end + _REACH)]


def _mostly(text: str, edits: list[Edit]) -> bool:
    damaged = sum(edit.end - edit.start for edit in edits)
    return damaged * 2 > sum(c > "\x7f" or c.isalnum() for c in text)
