"""Plain text and HTML: a file is a page, in any encoding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..decoding.decoded import decode
from ..extras import need
from .arrow import pyarrow
from .chunks import Lines, Pages, TooLong
from .files import InputFile
from .jsonl import HEAD, sound

__all__ = ["FIELD", "encode", "is_binary", "read", "read_html", "schema"]

FIELD = "text"


def read(path: Path, most: int | None = None) -> Iterator[Pages | Lines]:
    """The one record {"text": bytes} of a file; the whole page is in memory, if it has no more than `most` bytes.

    Raises OSError, DamagedFileError.
    """
    with InputFile(path) as file:
        data = b"".join(file.blocks()) if most is None else file.start(most + 1)
        if most is not None and len(data) > most:
            yield Lines((1,), (TooLong(len(data), most, data[:HEAD]),), file.position)
            return
        yield Pages((1,), ({FIELD: data},), file.position)


def read_html(path: Path, most: int | None = None) -> Iterator[Pages | Lines]:
    """The one record {"text": bytes} of a file of HTML.

    Raises OSError, DamagedFileError, and MissingExtraError before anything is read.
    """
    need("turbohtml", extra="html", purpose="an HTML page")
    yield from read(path, most)


def schema() -> Any:
    """The Arrow schema of these records."""
    pa = pyarrow()
    return pa.schema([(FIELD, pa.binary())])


def encode(text: str) -> bytes:
    """The page as UTF-8 with a newline at the end; lone surrogates become U+FFFD."""
    if not text:
        return b""
    data = sound(text).encode()
    return data if data.endswith(b"\n") else data + b"\n"


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: one in fifty of them is a control character.

    A stray NUL in a page is dirt and no reason to refuse it.
    """
    if len(data.translate(None, _CONTROLS)) >= 0.98 * len(data):
        return False
    text = decode(data).text  # UTF-16 and ISO-2022 are full of such bytes, and text all the same
    strange = sum(map(text.count, [*map(chr, _CONTROLS), "\ufffd"]))
    return strange > 0.02 * len(text)


_CONTROLS = bytes({*range(32), 127} - {*b"\b\t\n\v\f\r\x1b"})
