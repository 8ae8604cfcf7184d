"""One form for each character: invisible ones go, radicals and old forms become the characters they stand for.

Line-initial spaces and blank lines stay: they are what the layout is told by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from ..alignment import Edit
from ..config import Config
from ..language.scripts import compatibility, radicals

__all__ = ["normalise_characters"]

_INVISIBLE: Final = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_ODD: Final = re.compile(
    f"[{_INVISIBLE}]+|[\xa0\u1680\u2000-\u200a\u202f\u205f]|[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]"
    "|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|\r\n?|[\x0b\x0c\x85\u2028\u2029]"
)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    return {**radicals(), **compatibility()}


def normalise_characters(text: str, config: Config) -> Iterable[Edit]:
    """Edits that give each character of a text its one form. Idempotent."""
    return _edits(text, config)


def _edits(text: str, config: Config) -> Iterator[Edit]:
    for match in _ODD.finditer(text):
        start, end = match.span()
        first = text[start]
        if "\uff10" <= first <= "\uff5a":
            new, rule = "".join(chr(ord(c) - 0xFEE0) for c in match[0]), "characters.fullwidth"
        elif first in "\r\n\x0b\x0c\x85\u2028\u2029":
            new, rule = "\n", "characters.newline"
        elif first in _forms():
            new, rule = _forms()[first], "characters.radical" if first < "\u3000" else "characters.compatibility"
        elif first.isspace():
            new, rule = " ", "characters.space"
        elif first < "\u2e80" or first >= "\ufe00":
            new, rule = "", "characters.invisible"
        else:
            continue
        if config.allows(rule) and new != match[0]:
            yield Edit(start, end, new, rule)
