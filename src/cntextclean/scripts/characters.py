"""Which characters belong to which Chinese script: one number for each character of a text, at C speed."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Kind",
    "codes",
    "compatibility",
    "count",
    "kinds",
    "local_forms",
    "radicals",
    "regional",
    "script_table",
    "standard_forms",
    "to_simplified",
]

_SIZE: Final = 0x40001  # ideographs end with the third plane; the last entry stands for all beyond


class Kind:
    """What a character tells about the script it was written in. Plain numbers: numpy compares those at once."""

    OTHER = 0
    HANZI = 1  # the same in every script, or in several
    SIMPLIFIED = 2
    HALF = 3  # simplified, but known to Big5: careless converters leave it in Traditional text (听 圣 复 体)
    TRADITIONAL = 4
    KEPT = 5  # traditional in most words, and yet right in some Simplified ones (乾隆, 显著, 瞭望)
    KANA = 6
    HANGUL = 7
    JAPANESE = 8  # a form of Japan alone (気 読 沢)


_CLASSES: Final = {
    "simplified": Kind.SIMPLIFIED,
    "simplified_in_big5": Kind.HALF,
    "traditional": Kind.TRADITIONAL,
    "in_both": Kind.KEPT,
    "japanese": Kind.JAPANESE,
}
_HANZI: Final = ((0x3005, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x40000))
_KANA: Final = (
    (0x3041, 0x3097), (0x309D, 0x309F), (0x30A1, 0x30FB), (0x30FD, 0x30FF), (0x31F0, 0x3200), (0xFF66, 0xFFA0),
)  # fmt: skip
_HANGUL: Final = ((0x1100, 0x1200), (0x3131, 0x318F), (0xAC00, 0xD7A4))


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    text = files("cntextclean._data").joinpath("scripts.json").read_text("utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


def _points(chars: str) -> NDArray[np.uint32]:
    return np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), np.uint32)


@lru_cache(maxsize=1)
def script_table() -> NDArray[np.uint8]:
    """The `Kind` of each code point; the last entry stands for all beyond."""
    table = np.zeros(_SIZE, np.uint8)
    for ranges, kind in ((_HANZI, Kind.HANZI), (_KANA, Kind.KANA), (_HANGUL, Kind.HANGUL)):
        for start, end in ranges:
            table[start:end] = kind
    classes = _data()["classes"]
    for name, kind in _CLASSES.items():
        table[_points(classes[name])] = kind
    return table


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text, lone surrogates included."""
    return _points(text)


def kinds(text: str) -> NDArray[np.uint8]:
    """One `Kind` for each character of a text. About 250 million characters a second."""
    found: NDArray[np.uint8] = script_table().take(_points(text), mode="clip")
    return found


def count(found: NDArray[np.uint8]) -> list[int]:
    """How many characters of each `Kind`, in the order of their numbers."""
    counts: list[int] = np.bincount(found, minlength=Kind.JAPANESE + 1).tolist()
    return counts


def radicals() -> dict[str, str]:
    """Kangxi and supplementary radicals, each with its ideograph.

    Source: Unicode's EquivalentUnifiedIdeograph.txt (Unicode licence).
    """
    return _data()["radicals"]


def compatibility() -> dict[str, str]:
    """Compatibility ideographs, each with its canonical equivalent. Source: Unicode (Unicode licence)."""
    return _data()["compatibility"]


@lru_cache(maxsize=1)
def standard_forms() -> dict[int, str]:
    """For str.translate: the forms of Taiwan and Hong Kong to those of OpenCC's standard (裡 to 裏)."""
    return {ord(b): a for tag in ("zh-Hant-HK", "zh-Hant-TW") for a, b in local_forms(tag).items()}


def local_forms(script: str) -> dict[str, str]:
    """How Taiwan ("zh-Hant-TW") or Hong Kong ("zh-Hant-HK") writes the forms of OpenCC's standard."""
    return _data()[script]


@lru_cache(maxsize=1)
def to_simplified() -> dict[int, str]:
    """For str.translate: each traditional character to its usual simplified one. Source: OpenCC (Apache-2.0)."""
    return {ord(a): b for a, b in _data()["simple"].items()}


@lru_cache(maxsize=1)
def _habits() -> NDArray[np.uint8]:
    table = np.zeros(_SIZE, np.uint8)
    table[_points(_data()["classes"]["taiwan"])] = 1
    table[_points(_data()["classes"]["hong_kong"])] = 2
    return table


def regional(text: str) -> tuple[int, int]:
    """How many characters of a text are the habit of Taiwan, and how many that of Hong Kong."""
    found = _habits().take(_points(text), mode="clip")
    return int((found == 1).sum()), int((found == 2).sum())
