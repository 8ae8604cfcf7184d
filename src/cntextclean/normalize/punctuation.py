"""Restore marks that an earlier cleaner narrowed to ASCII, between and beside Chinese characters.

Never in numbers, times, ratios, addresses, code and English sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..alignment import Edit
from ..config import Config

__all__ = ["widen_punctuation"]

_WIDE: Final = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_RULES: Final = dict(zip(",:;?!()", ("comma", "colon", "semicolon", "question", "exclamation", "bracket", "bracket"), strict=True))
_HANZI: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
_MARKS: Final = "，。、；：？！（）《》〈〉「」『』【】〔〕…“”‘’"
_MARK: Final = re.compile("[,:;?!()]")
_CHINESE: Final = re.compile(f"[{_HANZI}{_MARKS}]")


def widen_punctuation(text: str, config: Config) -> Iterable[Edit]:
    """Edits that widen narrowed marks. Yields nothing when config.punctuation is "keep". Idempotent."""
    if config.punctuation == "keep":
        return ()
    return _edits(text, config)


def _edits(text: str, config: Config) -> Iterator[Edit]:
    widened = -1
    for match in _MARK.finditer(text):
        at = match.start()
        mark = match[0]
        left, right = text[at - 1 : at], text[at + 1 : at + 2]
        chinese_left = bool(_CHINESE.match(left)) or widened == at - 1 >= 0
        chinese_right = bool(_CHINESE.match(right))
        if mark == "(" and not chinese_left and not (chinese_right or text[at + 1 : at + 4].isdigit()):
            continue
        if not (chinese_left or chinese_right):
            continue
        widened = at
        rule = f"punctuation.{_RULES[mark]}"
        if config.allows(rule):
            yield Edit(at, at + 1, _WIDE[mark], rule)
