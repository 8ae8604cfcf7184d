"""OpenCC's converters, each built once, and fed only what they can read."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..patterns import lazy

if TYPE_CHECKING:
    from opencc import OpenCC

__all__ = ["convert", "to_traditional"]

_UNREADABLE: Final = lazy("[\0\ud800-\udfff]")


@lru_cache(maxsize=8)
def _converter(table: str) -> OpenCC:
    """One of OpenCC's converters, built on first use. It holds no state, so threads may share it."""
    from opencc import OpenCC

    return OpenCC(table)


def convert(text: str, table: str) -> str:
    """A text converted by one of OpenCC's tables, whatever script it is in. What OpenCC cannot read stays: lone
    surrogates, and NUL, which some of its tables take for the end of the text."""
    plain = text
    if "\0" in text or not _is_encodable(text):
        plain = _UNREADABLE.sub("?", text)
    converted = str(_converter(table).convert(plain))
    if plain is text:
        return converted
    places = (match.start() for match in _UNREADABLE.finditer(text))
    kept = list(converted)
    for at in places:
        kept[at] = text[at]
    return "".join(kept)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def to_traditional(char: str) -> str:
    """A Simplified character in its commonest Traditional spelling. *Source*: OpenCC (Apache-2.0)."""
    return convert(char, "s2t")
