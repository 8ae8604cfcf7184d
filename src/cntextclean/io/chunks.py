"""What readers give and workers take: a few records in a row, still in the form they have in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

__all__ = ["Cells", "Chunk", "Lines", "Pages", "Table", "TooLong", "grouped"]

Value = TypeVar("Value")

CHUNK_ROWS = 64
CHUNK_SIZE = 1 << 18  # bytes


@dataclass(frozen=True, slots=True)
class TooLong:
    """What stands for a record that is longer than is allowed and was not kept.

    size: its bytes, as far as it was read. most: how many are allowed. start: how it begins.
    """

    size: int
    most: int
    start: bytes = b""

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a CSV file, not decoded yet. names: those of its fields. fault: why it could not be read as a row."""

    names: tuple[str, ...]
    values: tuple[bytes, ...]
    fault: str = ""

    def __len__(self) -> int:
        return sum(map(len, self.values))


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a JSONL file or rows of a CSV file, unparsed; also what stands for a record of any format that is too
    long.

    numbers: the line number of each, from 1. position: bytes of the file read so far, for progress.
    """

    numbers: tuple[int, ...]
    lines: tuple[bytes | Cells | TooLong, ...]
    position: int

    def __len__(self) -> int:
        return len(self.lines)

    def part(self, start: int, end: int) -> Lines:
        return replace(self, numbers=self.numbers[start:end], lines=self.lines[start:end])


@dataclass(frozen=True, slots=True)
class Pages:
    """Records that are dictionaries already; the page of one may be TooLong. `numbers` and `position` as in Lines."""

    numbers: tuple[int, ...]
    pages: tuple[Mapping[str, Any], ...]
    position: int

    def __len__(self) -> int:
        return len(self.pages)

    def part(self, start: int, end: int) -> Pages:
        return replace(self, numbers=self.numbers[start:end], pages=self.pages[start:end])


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table as one Arrow IPC stream.

    first: the number of the first row, from 1. start and end: the part of the stream's rows that is meant.
    """

    first: int
    start: int
    end: int
    data: bytes
    position: int

    def __len__(self) -> int:
        return self.end - self.start

    def part(self, start: int, end: int) -> Table:
        end = min(end, len(self))
        return replace(self, first=self.first + start, start=self.start + start, end=self.start + end)


Chunk = Lines | Pages | Table


def grouped(
    values: Iterable[tuple[int, Value]], size: Callable[[Value], int]
) -> Iterator[tuple[tuple[int, ...], tuple[Value, ...]]]:
    """Numbered values by the chunk. What stands before an error of the iterable is given before it."""
    numbers: list[int] = []
    group: list[Value] = []
    total = 0
    try:
        for number, value in values:
            numbers.append(number)
            group.append(value)
            total += size(value)
            if len(group) >= CHUNK_ROWS or total >= CHUNK_SIZE:
                yield tuple(numbers), tuple(group)
                numbers, group, total = [], [], 0
    except Exception:
        if group:
            yield tuple(numbers), tuple(group)
        raise
    if group:
        yield tuple(numbers), tuple(group)
