"""The marks of Chinese text: which characters count as Chinese, and one form for dashes, dots and doubled marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..alignment import Edit
from ..config import Config

__all__ = ["is_chinese", "is_wide", "one_form"]

_OPENING: Final = "（《〈「『【〔〖“‘"
_CLOSING: Final = "）》〉」』】〕〗”’"
_STOPS: Final = "，。、；：？！"
_WIDE: Final = frozenset(_OPENING + _CLOSING + _STOPS + "…—～％")
_AFTER_SPACE: Final = frozenset(_OPENING)
_DOUBLED: Final = ("，，", "、、", "；；", "：：", "。。")


def is_chinese(char: str) -> bool:
    """Whether a character is an ideograph. False for ""."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "〇"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_wide(char: str) -> bool:
    """Whether a character is an ideograph or a mark that only stands in Chinese and Japanese text."""
    return char in _WIDE or is_chinese(char)


def one_form(text: str, config: Config) -> list[Edit]:
    """Edits that give dots, dashes, doubled marks and the spaces beside marks one form. Idempotent."""
    found = [
        *(_spaces(text) if " " in text else ()),
        *(_dots(text) if "..." in text or "。。" in text else ()),
        *(_dashes(text) if "--" in text or "──" in text else ()),
        *(_doubled(text) if any(pair in text for pair in _DOUBLED) else ()),
    ]
    return sorted(edit for edit in found if config.allows(edit.rule))


_SPACE: Final = re.compile(" +")


def _spaces(text: str) -> Iterator[Edit]:
    """Spaces after a closing mark or stop, before one, and inside brackets and quotes. Three are a column."""
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if end - start > 2 or not start:
            continue
        left, right = text[start - 1], text[end : end + 1]
        if not right or left == "\n" or right == "\n":
            continue
        after = left in _STOPS and (is_chinese(right) or right in _OPENING or right.isalnum() and left in "，：；")
        before = right in _STOPS and is_wide(left)
        inside = (left in "（《〈「『【〔“‘" and is_chinese(right)) or (right in "）》〉」』】〕”’" and is_chinese(left))
        if after or before or inside:
            yield Edit(start, end, "", "punctuation.space")


_DOTS: Final = re.compile(r"\.{3,}|。{3,}")


def _dots(text: str) -> Iterator[Edit]:
    """Three dots or more between Chinese characters, and three full stops or more, are an ellipsis."""
    for match in _DOTS.finditer(text):
        start, end = match.span()
        if match.group()[0] == "。" or (start and is_chinese(text[start - 1]) and is_wide(text[end : end + 1])):
            yield Edit(start, end, "……", "punctuation.ellipsis")


_DASHES: Final = re.compile("-{2,3}|──")


def _dashes(text: str) -> Iterator[Edit]:
    """Two hyphens or rules between Chinese characters are a dash."""
    for match in _DASHES.finditer(text):
        start, end = match.span()
        if start and is_wide(text[start - 1]) and is_wide(text[end : end + 1]) and text[end : end + 1] not in "-─":
            yield Edit(start, end, "——", "punctuation.dash")


_DOUBLE: Final = re.compile("([，、；：])\\1(?!\\1)|。。(?!。)")


def _doubled(text: str) -> Iterator[Edit]:
    """A mark written twice, other than ！！ and ？？, which mean something."""
    for match in _DOUBLE.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] != text[start]:
            yield Edit(start, end, text[start], "punctuation.doubled")
