"""Fold Traditional characters that were scattered over a Simplified page (damage guide 8g): 市場经济 is 市场经济."""

from __future__ import annotations

from typing import Final

from .._data.repair_tables import TRADITIONAL_ONLY, TRADITIONAL_ONLY_SIMPLIFIED

__all__ = ["to_traditional"]

_SIMPLIFIED: Final = dict(zip(TRADITIONAL_ONLY, TRADITIONAL_ONLY_SIMPLIFIED, strict=True))


def _inverse() -> dict[str, str]:
    """The Traditional form of each Simplified character that has one; empty if it has several."""
    forms: dict[str, str] = {}
    for traditional, simplified in _SIMPLIFIED.items():
        forms[simplified] = "" if simplified in forms else traditional
    return {s: t if not s.encode("big5", "ignore") else "" for s, t in forms.items()}


_TRADITIONAL: Final = _inverse()


def to_traditional(char: str) -> str:
    """A Simplified character in Traditional spelling; empty if there are several."""
    return _TRADITIONAL.get(char, char)
