"""Which round brackets of a line belong to its Chinese text: judged in pairs, so that both sides stay alike."""

from __future__ import annotations

from typing import Final

from ..patterns import lazy
from .marks import is_chinese, is_wide

__all__ = ["wide_brackets"]

_BRACKET: Final = lazy("[()]")
_HANZI: Final = lazy("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What may stand in brackets beside Chinese without a Chinese character in it: words, numbers, units. Faces may not.
_PLAIN: Final = lazy(r"[\w .,%+\-/&:;·'’×~～—–°℃#、，。：；…$￥¥€£\"“”@Ⅰ-ⅿ①-⑳|()\uff01-\uff5e?!]*")
_FACE: Final = lazy(r"[\^;:><TtOoQqXx@*=~.,'\"]_+[\^;:><TtOoQqXx@*=~.,'\"]|[´`ﾟ゜▽∀ω╯╰￣≧≦✿◕⊙]")
_OPERATOR: Final = frozenset("*/^=<>|&")


_NARROW: Final = frozenset(",:;?!")
_OPENING: Final = frozenset("（《〈“‘「『【〔")
_NUMBER: Final = lazy("[0-9]{1,3}|[a-zA-Z]")


def wide_brackets(line: str) -> dict[int, bool]:
    """For each bracket of a line whether it should be wide; one that has no partner and is not Chinese either is
    left out. Linear."""
    verdicts: dict[int, bool] = {}
    open_at: list[int] = []
    for match in _BRACKET.finditer(line):
        at = match.start()
        if match.group() == "(":
            open_at.append(at)
        elif open_at:
            start = open_at.pop()
            verdicts[start] = verdicts[at] = _pair(line, start, at)
        elif _after_chinese(line, at) and line[at - 1] not in ":;":
            verdicts[at] = True
    for start in open_at:
        left = line[start - 1] if start else ""
        if is_chinese(line[start + 1 : start + 2]) and (not left or left == " " or _after_chinese(line, start)):
            verdicts[start] = True
    return verdicts


def _after_chinese(line: str, at: int) -> bool:
    """Whether Chinese stands before a position, narrow marks that will be widened aside."""
    while at and line[at - 1] in _NARROW:
        at -= 1
    return at > 0 and is_wide(line[at - 1]) and line[at - 1] not in _OPENING


def _pair(line: str, start: int, end: int) -> bool:
    """Whether the pair at `start` and `end` belongs to Chinese text."""
    content = line[start + 1 : min(end, start + 200)]
    left, right = line[start - 1] if start else "", line[end + 1 : end + 2]
    if not content.strip():
        return False
    chinese = _HANZI.search(content) is not None
    if not chinese and (not _PLAIN.fullmatch(content) or _FACE.search(content)):
        return False
    if left == ")" or _after_chinese(line, start):
        return chinese or right not in _OPERATOR or not right
    if left and (left.isalnum() or left in "_]$"):
        return is_chinese(content[0]) and left != "]" and not any(c in "\"'=" for c in content)
    if left and left not in " “‘(（<《\t\u3000●•■·*-、，。：；,:;?!":
        return False
    if not line[:start].strip() and _NUMBER.fullmatch(content):
        return _HANZI.search(line, end, end + 20) is not None  # (3) as the number of a paragraph
    return chinese or is_chinese(right)
