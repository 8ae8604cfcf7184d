"""Mojibake that a text shows and does not suffer from: in quotation marks, or where the text speaks of it."""

from __future__ import annotations

import re

from ...alignment import Edit
from .gate import gate

__all__ = ["is_specimen", "without_topics"]

_REACH = 400  # characters to either side that count as near
_TOPIC = re.compile("乱码|亂碼|[Mm]ojibake|文字化け|锟斤拷|烫烫烫")
_PAIRS = ("''", '""', "``", "“”", "‘’", "「」", "『』", "《》", "【】")
_QUOTED = re.compile("|".join(f"{pair[0]}[^{pair[1]}\n]*{pair[1]}" for pair in _PAIRS))


def is_specimen(text: str, start: int, end: int) -> bool:
    """Whether a run stands in quotation marks inside a line that is otherwise in order: an example, not damage."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    high = text.find("\n", end, end + _REACH)
    line = text[low : high if high >= 0 else end + _REACH]
    quoted = any(m.start() < start - low and end - low < m.end() for m in _QUOTED.finditer(line))
    if not quoted:
        return False
    rest = _QUOTED.sub("", line)
    return any(c.isalpha() for c in rest) and not gate().search(rest)


def without_topics(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits that are not near words about mojibake, or all if most of what is not ASCII is damaged."""
    if not edits or not _TOPIC.search(text) or _mostly(text, edits):
        return edits
    return [e for e in edits if not _TOPIC.search(text, max(e.start - _REACH, 0), e.end + _REACH)]


def _mostly(text: str, edits: list[Edit]) -> bool:
    damaged = sum(edit.end - edit.start for edit in edits)
    return damaged * 2 > sum(c > "\x7f" for c in text)
