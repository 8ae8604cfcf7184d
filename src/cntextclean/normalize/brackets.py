"""Which round brackets of a line belong to its Chinese text: judged in pairs, so that both sides stay alike."""

from __future__ import annotations

import re
from typing import Final

from .marks import is_chinese, is_wide

__all__ = ["wide_brackets"]

_BRACKET: Final = re.compile("[()]")
_HANZI: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What may stand in brackets beside Chinese without a Chinese character in it: words, numbers, units. Faces may not.
_PLAIN: Final = re.compile(r"[\w .,%+\-/&:;·'’×~～—–°℃#、，。：；…$￥¥€£\"“”@Ⅰ-ⅿ①-⑳|()]*")
_FACE: Final = re.compile(r"[\^;:><TtOoQqXx@*=~.,'\"]_+[\^;:><TtOoQqXx@*=~.,'\"]|[´`ﾟ゜▽∀ω╯╰￣≧≦✿◕⊙]")
_OPERATOR: Final = frozenset("*/^=<>|&")


def wide_brackets(line: str) -> dict[int, bool]:
    """For each bracket of a line whether it should be wide; None is left out for one without a partner that is
    not Chinese either. Linear."""
    verdicts: dict[int, bool] = {}
    open_at: list[int] = []
    for match in _BRACKET.finditer(line):
        at = match.start()
        if match.group() == "(":
            open_at.append(at)
        elif open_at:
            start = open_at.pop()
            verdicts[start] = verdicts[at] = _pair(line, start, at)
        elif is_wide(line[at - 1 : at]) and at:
            verdicts[at] = True
    for start in open_at:
        left = line[start - 1 : start] if start else ""
        if is_chinese(line[start + 1 : start + 2]) and (not left or left == " " or is_wide(left)):
            verdicts[start] = True
    return verdicts


def _pair(line: str, start: int, end: int) -> bool:
    """Whether the pair at `start` and `end` belongs to Chinese text."""
    content = line[start + 1 : min(end, start + 200)]
    left, right = line[start - 1 : start] if start else "", line[end + 1 : end + 2]
    if not content.strip():
        return False
    chinese = _HANZI.search(content) is not None
    if not chinese and (not _PLAIN.fullmatch(content) or _FACE.search(content)):
        return False
    if is_wide(left) or left == ")":
        return chinese or right not in _OPERATOR or not right
    if left and (left.isalnum() or left in "_]$"):
        return is_chinese(content[0]) and left != "]" and not any(c in "\"'=" for c in content)
    if left and left not in " “‘(（<《\t\u3000●•■·*-、，。：；":
        return False
    return chinese or is_chinese(right)
