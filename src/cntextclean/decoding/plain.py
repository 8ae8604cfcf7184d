"""Reads bytes that are sound in one encoding, at the speed of Python's codecs."""

from __future__ import annotations

import codecs
from typing import Final

from .reading import CODECS, Builder, Reading, Run

__all__ = ["read_plain", "strict"]

# Windows-1252 as browsers read it: the five bytes without a character are C1 controls, so every byte has one.
_WESTERN: Final = "".join(
    bytes([i]).decode("cp1252") if i not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(i) for i in range(256)
)
# Bytes that stand for two characters, or for one that is encoded otherwise: the width of such text cannot be computed.
_ODD: Final = {
    "big5hkscs": (b"\x88\x62", b"\x88\x64", b"\x88\xa3", b"\x88\xa5"),
    "euc_jp": (b"\x8f\xa2\xb7",),
}


def strict(data: bytes, encoding: str) -> str | None:
    """The text of `data`, or None if not every byte of it can be read."""
    if encoding == "windows-1252":
        return codecs.charmap_decode(data, "strict", _WESTERN)[0]
    try:
        return data.decode(CODECS.get(encoding, encoding))
    except UnicodeError:
        return None


def read_plain(builder: Builder, data: bytes, at: int, text: str, encoding: str) -> None:
    """Add `text`, which is the whole of `data` read strictly, to the builder; `at` is where data begins."""
    odd = [key for key in _ODD.get(encoding, ()) if key in data]
    if not odd:
        builder.add(text, at, encoding)
        return
    codec = CODECS.get(encoding, encoding)
    decoder = codecs.getincrementaldecoder(codec)()
    start = 0
    for end in range(1, len(data) + 1):
        char = decoder.decode(data[end - 1 : end])
        if char:
            builder.alone(char, at + start, encoding) if data[start:end] in odd else builder.add(char, at + start, encoding)
            start = end
