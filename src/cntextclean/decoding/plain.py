"""Reads bytes in one encoding at the speed of Python's codecs, and steps over bytes that it cannot read."""

from __future__ import annotations

import codecs
from typing import Final

from .reading import CODECS, Builder

__all__ = ["prefix", "read_stepping", "read_strict", "strict"]

# Windows-1252 as browsers read it: the five bytes without a character are C1 controls, so every byte has one.
_WESTERN: Final = "".join(
    bytes([i]).decode("cp1252") if i not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(i) for i in range(256)
)
# Bytes that stand for two characters, or for one that is encoded otherwise: their width cannot be computed.
# First the characters that give them away.
_ODD: Final = {
    "big5hkscs": ("\u0304\u030c", (b"\x88\x62", b"\x88\x64", b"\x88\xa3", b"\x88\xa5")),
    "euc_jp": ("~", (b"\x8f\xa2\xb7",)),
}
_CHUNK: Final = 4096  # bytes read again after an error, so that many errors stay linear


def strict(data: bytes, encoding: str) -> str | None:
    """The text of `data`, or None if not every byte of it can be read."""
    if encoding == "windows-1252":
        return codecs.charmap_decode(data, "strict", _WESTERN)[0]
    try:
        return data.decode(CODECS.get(encoding, encoding))
    except UnicodeError:
        return None


def prefix(data: bytes, encoding: str, *, final: bool) -> tuple[str, int, int]:
    """The text of the longest readable start of `data`, its number of bytes, and how many after it are
    unreadable.

    Without `final`, a character that is cut off at the end is not counted as unreadable.
    """
    codec = CODECS.get(encoding, encoding)
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(data, final)
        return text, len(data) - len(decoder.getstate()[0]), 0
    except UnicodeDecodeError as error:
        start = error.start
        return data[:start].decode(codec), start, error.end - start


def read_strict(builder: Builder, data: bytes, at: int, text: str, encoding: str) -> None:
    """Add `text`, which is the whole of `data` read strictly; `at` is where data begins."""
    signs, odd = _ODD.get(encoding, ("", ()))
    if not any(sign in text for sign in signs):
        builder.add(text, at, encoding)
        return
    decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))()
    start = 0
    for end in range(1, len(data) + 1):
        char = decoder.decode(data[end - 1 : end])
        if char and data[start:end] in odd:
            builder.alone(char, at + start, encoding)
        elif char:
            builder.add(char, at + start, encoding)
        start = end if char else start


def read_stepping(builder: Builder, data: bytes, at: int, encoding: str) -> None:
    """Read all of `data` in an encoding that finds its place again by itself: UTF-8, and all of one byte
    each.

    One U+FFFD stands for each maximal part of a UTF-8 character, as in browsers (WHATWG, Unicode 3.9).
    """
    done = 0
    while done < len(data):
        chunk = data[done : done + _CHUNK]
        text, size, bad = prefix(chunk, encoding, final=done + _CHUNK >= len(data))
        if text:
            builder.add(text, at + done, encoding)
        if bad:
            builder.error(at + done + size, at + done + size + bad)
        done += size + bad
