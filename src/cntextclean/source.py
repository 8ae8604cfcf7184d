"""Where a page comes from: its text before the pass, and the bytes that text was read from."""

from __future__ import annotations

from typing import NamedTuple

from .alignment import Span
from .decoding.decoded import Decoded, decode
from .errors import ConfigError
from .marks import Marks
from .text import Text

__all__ = ["Aside", "Source", "checked", "read"]


class Aside(NamedTuple):
    """What stands in a page and is not part of its text, such as a reading beside a character or a hidden line.

    span: its range in the page as decoded. text, label, rule: as those of `Dropped`.
    """

    text: str
    label: str
    span: Span
    rule: str


class Source(NamedTuple):
    """A page before the pass.

    text: what is to be cleaned; its source is the page as decoded, of which it may be a part: that of an HTML page has
    edits already, which take the markup away.
    decoded: how the page was decoded, where it came as bytes. asides: what the text leaves out, in order. title: the
    range of the page in which it names itself. unread: whether it is HTML that could not be read as such.
    marks: what is known of ranges of the page besides their text.
    """

    text: Text
    decoded: Decoded | None
    asides: tuple[Aside, ...] = ()
    title: Span | None = None
    unread: bool = False
    marks: Marks | None = None


def read(data: object, *, encoding: str | None = None) -> Source:
    """A page as it was given: bytes are decoded, `encoding` is a hint for them.

    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding or one given with a str.
    """
    if isinstance(data, (bytes, bytearray, memoryview)):
        decoded = decode(bytes(data), hint=encoding)
        return Source(Text.of(decoded.text), decoded)
    text = checked(data, "str or bytes")
    if encoding is not None:
        raise ConfigError(f"encoding={encoding!r} is a hint for bytes, and the page is a str")
    return Source(Text.of(text), None)


def checked(data: object, wanted: str = "str") -> str:
    """A page that is no bytes, if it is text. Raises TypeError if it is not."""
    if not isinstance(data, str):
        raise TypeError(f"expected {wanted}, not {type(data).__name__}")
    return data
