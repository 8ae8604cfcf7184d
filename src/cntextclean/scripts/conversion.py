"""OpenCC's converters, each built once."""

from __future__ import annotations

from functools import lru_cache

from opencc import OpenCC

__all__ = ["converter", "to_traditional"]


@lru_cache(maxsize=8)
def converter(table: str) -> OpenCC:
    """One of OpenCC's converters, built on first use. It holds no state, so threads may share it."""
    return OpenCC(table)


def to_traditional(char: str) -> str:
    """A Simplified character in its commonest Traditional spelling. *Source*: OpenCC (Apache-2.0)."""
    converted: str = converter("s2t").convert(char)
    return converted
