"""Every way in which the tests damage a text, by name."""

from __future__ import annotations

from collections.abc import Callable

from corruptor import KEYS, inject, narrow, sprinkle
from opencc import OpenCC

from .mojibake import EXACT, LOSSY

__all__ = ["CORRUPTORS", "INDENTS"]

TRADITIONAL = OpenCC("s2tw").convert
Corruptor = Callable[[str], str | None]


def injected(text: str) -> str | None:
    """Pinyin put into a Traditional page as a program did; None if GBK does not have the text."""
    try:
        return inject(TRADITIONAL(text))
    except UnicodeEncodeError:
        return None


CORRUPTORS: dict[str, Corruptor] = {
    **{damage.name: damage.apply for damage in (*EXACT, *LOSSY)},
    "injected": injected,
    "sprinkled": lambda text: sprinkle(TRADITIONAL(text), KEYS, every=3, toned=True),
    "narrowed": narrow,
    "entities": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "zero width": "\u200b".join,
    "untouched": str,
}
INDENTS = ("", "  ", "\t", "　　")
