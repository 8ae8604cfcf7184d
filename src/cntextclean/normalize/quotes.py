"""Pair straight quotes round Chinese: "创新" becomes “创新”, and quotes that all point one way are turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..alignment import Edit
from ..patterns import lazy

__all__ = ["straight_quotes"]

# rule punctuation.quote: straight quotation marks round Chinese
RULE: Final = "punctuation.quote"
_QUOTE: Final = lazy('"')
_HANZI: Final = lazy("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
# Before an opening quote of code or markup, or after a closing one.
_SYNTAX: Final = frozenset("=\\{}[]<>+(_$#&|`'/")


def straight_quotes(text: str) -> Iterator[Edit]:
    """Edits for the lines in which every straight quote has a partner and every pair stands in Chinese."""
    position = 0
    while (first := text.find('"', position)) >= 0:
        start = max(text.rfind("\n", position, first) + 1, position)
        end = text.find("\n", first)
        end = end if end >= 0 else len(text)
        places = [start + m.start() for m in _QUOTE.finditer(text[start:end])]
        if len(places) % 2 == 0 and all(
            _is_pair(text, a, b) for a, b in zip(places[::2], places[1::2], strict=True)
        ):
            for number, at in enumerate(places):
                yield Edit(at, at + 1, "”" if number % 2 else "“", RULE)
        position = end + 1


def _is_pair(text: str, opening: int, closing: int) -> bool:
    """Whether two straight quotes hold a Chinese word or sentence, and nothing about them looks like code."""
    before = text[opening - 1 : opening]
    after = text[closing + 1 : closing + 2]
    if before in _SYNTAX or after in _SYNTAX or closing == opening + 1:
        return False
    if (before.isascii() and before.isalnum()) or text[opening + 1].isspace() or text[closing - 1].isspace():
        return False
    if _HANZI.search(text, opening, closing) is None:
        return bool(_HANZI.match(before) and _HANZI.match(after))
    return True
