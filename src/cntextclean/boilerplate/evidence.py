"""Whether anything on a page looks like page furniture. A text without it is kept whole, however odd it is: a poem, a
table, code, a list of words. What is kept of a page is judged by the same rule, so cleaning twice is cleaning once."""

from __future__ import annotations

from collections.abc import Sequence

from ..patterns import lazy
from .line_rules import Line

__all__ = ["has_furniture", "is_furniture", "is_stamp"]

_MOMENT = lazy(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{1,3}[0-9]{1,2}:[0-9]{2}")
_SIGNS = 3  # so many weak signs of furniture, and such a share of the lines, make a page one that has furniture
_SHARE = 0.03
_STAMPS = 3  # so many short lines with a date and a time of day are those of posts or comments
_STAMP = 100  # characters of such a line at most
_HEADER = 20  # characters: a longer header line is none that a clean text has
_MENU, _WORD = 25, 8  # so many lines of so few characters with one weak sign are menus, if they are two in five


def is_furniture(line: Line) -> bool:
    """Whether a line says by itself that it is no part of a text."""
    return line.rule is not None or line.role is not None


def is_stamp(line: Line) -> bool:
    """Whether a short line has a date and a time of day in it."""
    return ":" in line.text and len(line.text) < _STAMP and _MOMENT.search(line.text) is not None


def has_furniture(lines: Sequence[Line]) -> bool:
    """Whether a page has a line of sure furniture, enough weak signs of it, a menu, or the stamps of posts."""
    if len(lines) < 2:
        rule = lines[0].rule if lines else None
        return rule is not None and (rule.label == "spam" or rule.goes)
    if any(line.rule is not None and line.rule.cue == "drop" for line in lines):
        return True
    signs = sum(map(_signs, lines))
    return _is_menu(lines, signs) or (signs >= _SIGNS and signs >= _SHARE * len(lines)) or _is_stamped(lines)


def _signs(line: Line) -> int:
    """For how many weak signs of furniture a line counts."""
    if line.rule is not None:
        return 1
    if line.role is None or len(line.text) <= _HEADER:
        return 0
    return _SIGNS if line.role == "byline" else 1


def _is_menu(lines: Sequence[Line], signs: int) -> bool:
    short = sum(len(line.text) <= _WORD for line in lines)
    return signs > 0 and short >= _MENU and 5 * short >= 2 * len(lines)


def _is_stamped(lines: Sequence[Line]) -> bool:
    """Whether so many lines say when they were written that several people must have written them."""
    stamps = sum(map(is_stamp, lines))
    if stamps < _STAMPS:
        return False
    return sum(len(_MOMENT.findall(line.text)) for line in lines) >= 2 * _SHARE * len(lines)
