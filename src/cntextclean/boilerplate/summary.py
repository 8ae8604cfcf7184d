"""Summaries above an article that only repeat how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from .line_rules import Line
from .sorting import Decision

__all__ = ["copied_summaries"]

_WINDOW = 8  # characters that stand in the same order twice: one text was copied from the other
# rule layout.summary-copy: a summary whose words are those of the article's beginning
_COPY = Decision(None, "summary", "layout.summary-copy")


def copied_summaries(lines: Sequence[Line], folded: str) -> dict[int, Decision]:
    """Lines under a summary heading of which most stands elsewhere on the page."""
    return {
        i: _COPY
        for i in range(1, len(lines))
        if _is_summary(lines[i - 1]) and lines[i].rule is None and _is_copied(lines[i - 1], lines[i], folded)
    }


def _is_summary(line: Line) -> bool:
    return line.rule is not None and line.rule.label == "summary"


def _is_copied(above: Line, line: Line, folded: str) -> bool:
    others = "".join((folded[: above.block.start] + folded[line.block.end :]).split())
    text = "".join(line.text.split())  # a summary runs over the breaks between title and paragraphs
    windows = [text[k : k + _WINDOW] for k in range(0, len(text) - _WINDOW + 1, _WINDOW)]
    return bool(windows) and 2 * sum(window in others for window in windows) >= len(windows)
