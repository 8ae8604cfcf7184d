"""The damage itself, run forward: what becomes of a text when pinyin is injected into its GBK bytes.

A reading of shifted bytes is believed where this gives back what is seen.

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from .gbk_pairs import gbk_pairs

__all__ = ["inject", "looks"]

_BOUNDARY = b"\x00"


def inject(text: str, keys: Mapping[bytes, str], *, cuts: str) -> str | None:
    """What a reader sees after every key got its reading behind it, at any alignment of the bytes.

    `keys` maps two GBK bytes to a reading; before each of the marks in `cuts` the bytes were parted first, one
    mark after the other in the order of their codes. None for a text that has no GBK form.
    """
    try:
        data = text.encode("gbk")
    except UnicodeEncodeError:
        return None
    for mark in sorted(cut.encode("gbk") for cut in cuts):
        data = data.replace(mark, _BOUNDARY + mark)
    for key in sorted(keys):
        data = data.replace(key, key + b"(" + keys[key].encode("gbk", "replace") + b")")
    return _read(data)


def _read(data: bytes) -> str:
    """The reader: an impossible pair is one "?", a private-use pair is nothing, the boundary parts a pair."""
    chars = gbk_pairs().chars
    out: list[str] = []
    i = 0
    while i < len(data):
        byte = data[i]
        trail = data[i + 1] if i + 1 < len(data) else 0
        if byte <= 0x80:
            out.append({0: "", 0x80: "€"}.get(byte, chr(byte)))
            i += 1
        elif trail < 0x40 or trail in (0x7F, 0xFF):
            out.append("?")
            i += 2
        else:
            out.append(chars.get(byte << 8 | trail, ""))
            i += 2
    return "".join(out)


def looks(text: str) -> str:
    """A text as stored corpora have it: widths folded, private use and spaces gone."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and not "\ue000" <= c <= "\uf8ff")
