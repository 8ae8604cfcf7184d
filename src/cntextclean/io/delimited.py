"""CSV and TSV: a row is a record, and the first row names its fields.

Quoting is as the standard library's csv reads it, over the bytes: in no encoding that such files are in does a comma, a
quote or a line end stand inside a character. So each row is decoded by itself, in whatever encoding it is.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..decoding.decoded import decode
from .chunks import Cells, Lines, TooLong, grouped
from .files import DamagedFileError, InputFile
from .jsonl import BOM, HEAD, Parsed, as_utf8, split_lines

__all__ = ["parse", "read"]

_DELIMITERS = ",;\t"  # Excel writes what the country uses
_BYTES = "latin-1"  # a character for each byte
_LONGEST = (1 << 31) - 1  # bytes of a field: what a C long holds on every system


def read(path: Path, most: int | None = None) -> Iterator[Lines]:
    """The rows of a file below the first, by the chunk, each numbered by the line it begins in.

    most: bytes that a row may have. Raises OSError; DamagedFileError after the last row that could be read, and for a
    file whose first row does not name its fields.
    """
    before = csv.field_size_limit(min(most or _LONGEST, _LONGEST))
    try:
        with InputFile(path) as file:
            for numbers, rows in grouped(_numbered(file, most), len):
                yield Lines(numbers, rows, file.position)
    finally:
        csv.field_size_limit(before)


def parse(cells: Cells) -> Parsed:
    """The record of a row and how it was read. Raises ValueError if it does not have one cell for each name."""
    if cells.fault:
        raise ValueError(cells.fault)
    if len(cells.values) != len(cells.names):
        raise ValueError(f"the row has {len(cells.values)} cells and the first row of the file {len(cells.names)}")
    try:
        return Parsed({n: v.decode() for n, v in zip(cells.names, cells.values, strict=True)}, None, Counter())
    except UnicodeDecodeError:
        whole = decode(b"\n".join(cells.values))
    faults = Counter({"record.undecodable": len(whole.errors)})
    texts = (decode(value, hint=whole.encoding).text for value in cells.values)
    return Parsed(dict(zip(cells.names, texts, strict=True)), whole.encoding, +faults)


def _numbered(file: InputFile, most: int | None) -> Iterator[tuple[int, Cells | TooLong]]:
    lines = _Lines(split_lines(as_utf8(file.blocks()), most))
    rows = csv.reader(lines, delimiter=lines.delimiter())
    names = _names(file.path, next(rows, []), lines)
    while True:
        number, lines.cut = lines.number + 1, None
        try:
            row, fault = next(rows), ""
        except StopIteration:
            return
        except csv.Error as error:  # which names no line: reading goes on with the next
            row, fault = [], str(error)
        cells = Cells(names, tuple(cell.encode(_BYTES) for cell in row), fault)
        if lines.cut:
            yield number, lines.cut
        elif most is not None and (len(cells) > most or "field limit" in fault):
            yield number, TooLong(max(len(cells), most), most, b",".join(cells.values)[:HEAD])
        elif row or fault:
            yield number, cells


class _Lines:
    """The lines of a file as csv wants them. number: of the last one. cut: one of them that was too long to be kept."""

    def __init__(self, lines: Iterator[bytes | TooLong]) -> None:
        self._lines = lines
        self._first = next(lines, b"")
        self.number = 0
        self.cut: TooLong | None = None

    def delimiter(self) -> str:
        """What the first line has most of."""
        start = (self._first.start if isinstance(self._first, TooLong) else self._first).decode(_BYTES)
        return max(_DELIMITERS, key=start.count)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines) if self.number else self._first
        self.number += 1
        if isinstance(line, TooLong):
            self.cut = line
            return "\n"
        return (line.removeprefix(BOM) if self.number == 1 else line).decode(_BYTES) + "\n"


def _names(path: Path, row: list[str], lines: _Lines) -> tuple[str, ...]:
    """The names that the first row gives. Raises DamagedFileError if two are alike, or it is too long."""
    encoded = [name.encode(_BYTES) for name in row]
    encoding = decode(b"\n".join(encoded)).encoding
    names = tuple(decode(name, hint=encoding).text.strip() for name in encoded)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice or lines.cut:
        raise DamagedFileError(f"{path}: the first row must name the fields, and names {twice or 'too many'} twice")
    return names
