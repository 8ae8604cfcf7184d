"""JSON lines: a line is a record."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .chunks import Lines, grouped
from .files import DamagedFileError, InputFile

__all__ = ["encode", "parse", "read", "split_lines"]

BOM = b"\xef\xbb\xbf"


def read(path: Path) -> Iterator[Lines]:
    """The lines of a file that are not blank, by the chunk, numbered from 1 as an editor does.

    Raises OSError; DamagedFileError after the last line that could be read.
    """
    with InputFile(path) as file:
        for numbers, lines in grouped(_numbered(file), len):
            yield Lines(numbers, lines, file.position)


def _numbered(file: InputFile) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(split_lines(file.blocks()), start=1):
        if number == 1 and line.startswith(BOM):
            line = line[len(BOM) :]
        if line.strip():
            yield number, line


def split_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without their newline. A line over many blocks costs no more than its length.

    What stands before an error that `blocks` raises is given before it.
    """
    parts: list[bytes] = []
    try:
        for block in blocks:
            first, *rest = block.split(b"\n")
            parts.append(first)
            if rest:
                yield b"".join(parts)
                yield from rest[:-1]
                parts = [rest[-1]]
    except DamagedFileError:
        if last := b"".join(parts):
            yield last
        raise
    if last := b"".join(parts):
        yield last


def parse(line: bytes) -> dict[str, Any]:
    """The record of a line.

    A line that is no UTF-8 is read all the same: its foreign bytes stand as lone surrogates, which
    `str.encode("utf-8", "surrogateescape")` turns back. Raises ValueError if it is no JSON object.
    """
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("utf-8", "surrogateescape")
    try:
        record = json.loads(text)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError(f"a record must be a JSON object, not {type(record).__name__}")
    return record


def encode(record: Mapping[str, Any]) -> bytes:
    """A record as a line with its newline. bytes become base64, dates and the like their usual spelling."""
    try:
        return json.dumps(record, ensure_ascii=False, default=_plain).encode() + b"\n"
    except UnicodeEncodeError:  # a lone surrogate: as an escape it survives
        return json.dumps(record, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode("ascii")
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
