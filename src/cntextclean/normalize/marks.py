"""The marks of Chinese text: which characters count as Chinese, and one form for dashes, dots and doubled marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from ..alignment import Edit
from ..patterns import lazy
from ..scripts.characters import codes

__all__ = ["is_chinese", "is_wide", "one_form"]

_OPENING: Final = "（《〈「『【〔〖“‘"
_CLOSING: Final = "）》〉」』】〕〗”’"
_STOPS: Final = "，。、；：？！"
_WIDE: Final = frozenset(_OPENING + _CLOSING + _STOPS + "…—～％")
_DOUBLED: Final = frozenset("，、；：。")


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


def one_form(text: str) -> list[Edit]:
    """Edits that give dots, dashes, doubled marks and the spaces beside marks one form. Idempotent."""
    points = codes(text)
    twice = np.flatnonzero(points[1:] == points[:-1]).tolist()
    repeated = {text[at] for at in twice}
    found = [
        *(_spaces(text) if " " in text else ()),
        *(_dots(text) if "." in repeated or "。" in repeated else ()),
        *(_dashes(text) if "-" in repeated or "─" in repeated else ()),
        *(_doubled(text, twice) if repeated & _DOUBLED else ()),
    ]
    return sorted(found)


_SPACE: Final = lazy(" +")


def _spaces(text: str) -> Iterator[Edit]:
    """Spaces after a stop, before one, and inside brackets and quotes. Three are a column."""
    for match in _SPACE.finditer(text):
        start, end = match.span()
        if end - start > 2 or not start:
            continue
        left, right = text[start - 1], text[end : end + 1]
        if not right or left == "\n" or right == "\n":
            continue
        after = left in _STOPS and (is_chinese(right) or right in _OPENING or (right.isalnum() and left in "，：；"))
        before = right in _STOPS and is_wide(left)
        inside = (left in _OPENING and is_chinese(right)) or (right in _CLOSING and is_chinese(left))
        if after or before or inside:
            # rule punctuation.space: a blank beside a Chinese mark
            yield Edit(start, end, "", "punctuation.space")


_DOTS: Final = lazy(r"\.{3,}|。{3,}")


def _dots(text: str) -> Iterator[Edit]:
    """Three dots or more between Chinese characters, and three full stops or more, are an ellipsis."""
    for match in _DOTS.finditer(text):
        start, end = match.span()
        if text[start] == "。" or (start and is_chinese(text[start - 1]) and is_wide(text[end : end + 1])):
            # rule punctuation.ellipsis: dots between Chinese characters are an ellipsis
            yield Edit(start, end, "……", "punctuation.ellipsis")


_DASHES: Final = lazy("-{2,3}|──")


def _dashes(text: str) -> Iterator[Edit]:
    """Two hyphens or rules between Chinese characters are a dash."""
    for match in _DASHES.finditer(text):
        start, end = match.span()
        if start and is_wide(text[start - 1]) and is_wide(text[end : end + 1]):
            # rule punctuation.dash: hyphens or rules between Chinese characters are a dash
            yield Edit(start, end, "——", "punctuation.dash")


def _doubled(text: str, twice: list[int]) -> Iterator[Edit]:
    """A mark written twice, other than ！！ and ？？, which mean something; three in a row mean something too."""
    for at in twice:
        mark = text[at]
        if mark in _DOUBLED and text[at - 1 : at] != mark and text[at + 2 : at + 3] != mark:
            # rule punctuation.doubled: a mark written twice
            yield Edit(at, at + 2, mark, "punctuation.doubled")
