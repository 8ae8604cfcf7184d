"""Arrow IPC, as a file or as a stream: a row is a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..extras import need
from .chunks import CHUNK_ROWS, CHUNK_SIZE, Lines, Table, TooLong
from .files import DamagedFileError

__all__ = ["ArrowWriter", "from_ipc", "read", "read_schema", "slices", "to_ipc"]


def pyarrow(purpose: str = "an Arrow table", extra: str = "arrow") -> Any:
    """The package pyarrow.

    Raises MissingExtraError.
    """
    return need("pyarrow", extra=extra, purpose=purpose)


def read_schema(path: Path) -> Any:
    """The schema of a file.

    Raises OSError, DamagedFileError, MissingExtraError.
    """
    with _open(path) as reader:
        return reader.schema


def read(path: Path, most: int | None = None) -> Iterator[Table | Lines]:
    """The rows of a file by the chunk; always at least one Table, so that the schema is known.

    most: bytes that a row may have.
    Raises OSError, MissingExtraError; DamagedFileError after the last record batch that could be read.
    """
    pa = pyarrow("an Arrow file")
    size = path.stat().st_size
    with _open(path) as reader:
        yield from slices(_batches(pa, path, reader), reader.schema, size, most)


def _open(path: Path) -> Any:
    pa = pyarrow("an Arrow file")
    path.open("rb").close()  # for a plain OSError if it cannot be opened
    try:
        source = pa.memory_map(str(path))
        try:
            return pa.ipc.open_file(source)
        except pa.ArrowInvalid:
            return pa.ipc.open_stream(pa.memory_map(str(path)))
    except Exception as error:  # of all kinds, whatever the bytes say
        raise DamagedFileError(f"{path}: no Arrow file, or cut off ({error})") from error


def _batches(pa: Any, path: Path, reader: Any) -> Iterator[tuple[Any, float]]:
    """Record batches, and how much of the file has been read after each, from 0 to 1 (0 if unknown)."""
    count = getattr(reader, "num_record_batches", None)
    number = 0
    while count is None or number < count:
        try:
            batch = reader.read_next_batch() if count is None else reader.get_batch(number)
        except StopIteration:
            return
            check(batch)
        except Exception as error:  # of all kinds, whatever the bytes say that should be a header
            raise DamagedFileError(f"{path}: record batch {number + 1} cannot be read ({error})") from error
        number += 1
        yield batch, number / count if count else 0.0


def check(batch: Any) -> None:
    """Raises ArrowInvalid if the values of a batch are not where it says.

    A file of which a part was overwritten leads pyarrow to memory that is not there. Strings that are no UTF-8 are
    let through: pages in other encodings are stored so.
    """
    for column in batch.columns:
        _check_column(column)


def _check_column(column: Any) -> None:
    pa = pyarrow()
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise
        parts = column.flatten() if pa.types.is_struct(column.type) or pa.types.is_list(column.type) else ()
        for part in parts if isinstance(parts, (list, tuple)) else [parts]:
            _check_column(part)


def slices(
    batches: Iterator[tuple[Any, float]], schema: Any, size: int, most: int | None
) -> Iterator[Table | Lines]:
    """Batches cut to the size of a chunk; an empty one, which has the schema, if there is no other."""
    first, known = 1, False
    for batch, share in batches:
        for part in _parts(batch, most):
            if part.num_rows == 1 and most is not None and (size_of := _size(part)) > most:
                yield Lines((first,), (TooLong(size_of, most),), int(size * share))
            else:
                known = True
                yield Table(first, 0, part.num_rows, to_ipc(part), int(size * share))
            first += part.num_rows
    if not known:
        yield Table(first, 0, 0, to_ipc(pyarrow().RecordBatch.from_pylist([], schema=schema)), size)


def _parts(batch: Any, most: int | None) -> Iterator[Any]:
    """A batch cut to the size of a chunk; row by row where one may be too long."""
    rows = max(1, min(CHUNK_ROWS, CHUNK_SIZE * batch.num_rows // max(batch.nbytes, 1)))
    for start in range(0, batch.num_rows, rows):
        part = batch.slice(start, rows)
        if most is None or _size(part) <= most:
            yield part
        else:
            yield from (part.slice(i, 1) for i in range(part.num_rows))


def _size(part: Any) -> int:
    """The bytes of a batch, of its own values and not of a dictionary that it has with others."""
    types = pyarrow().types
    columns = [c.dictionary_decode() if types.is_dictionary(c.type) else c for c in part.columns]
    return sum(column.nbytes for column in columns)


def to_ipc(batch: Any) -> bytes:
    """A record batch as an IPC stream: unlike pickle it holds no more than the rows of the batch."""
    pa = pyarrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def from_ipc(data: bytes) -> Any:
    """The record batch that `to_ipc` wrote."""
    with pyarrow().ipc.open_stream(data) as reader:
        return reader.read_next_batch()


class ArrowWriter:
    """Batches into an IPC file, compressed with zstd."""

    def __init__(self, stream: Any, schema: Any) -> None:
        ipc = pyarrow("an Arrow file").ipc
        self._writer = ipc.new_file(stream, schema, options=ipc.IpcWriteOptions(compression="zstd"))

    def write(self, table: Any) -> None:
        self._writer.write_table(table)

    def close(self) -> None:
        self._writer.close()
