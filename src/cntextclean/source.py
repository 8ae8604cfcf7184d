"""Where a page comes from: its text before the pass, and the bytes that text was read from."""

from __future__ import annotations

from typing import NamedTuple

from .decoding.decoded import Decoded, decode
from .text import Text

__all__ = ["Source", "checked", "read"]


class Source(NamedTuple):
    """A page before the pass.

    text: the page as it was decoded. decoded: how, where the page came as bytes.
    """

    text: Text
    decoded: Decoded | None


def read(data: object, *, encoding: str | None = None) -> Source:
    """A page as it was given: bytes are decoded, `encoding` is a hint for them.

    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding.
    """
    if isinstance(data, bytes):
        decoded = decode(data, hint=encoding)
        return Source(Text.of(decoded.text), decoded)
    return Source(Text.of(checked(data)), None)


def checked(data: object) -> str:
    """A page that is no bytes, if it is text. Raises TypeError if it is not."""
    if not isinstance(data, str):
        raise TypeError(f"expected str or bytes, not {type(data).__name__}")
    return data
