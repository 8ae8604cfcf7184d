"""Parquet: a row is a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..extras import need
from .arrow import slices
from .chunks import CHUNK_ROWS, Lines, Table
from .files import DamagedFileError

__all__ = ["ParquetWriter", "read", "read_schema"]

EXTRA = {"extra": "parquet", "purpose": "a Parquet file"}


def read_schema(path: Path) -> Any:
    """The Arrow schema of a file.

    Raises OSError, DamagedFileError, MissingExtraError.
    """
    with _open(path) as file:
        return file.schema_arrow


def read(path: Path, most: int | None = None) -> Iterator[Table | Lines]:
    """The rows of a file by the chunk; always at least one Table, so that the schema is known.

    most: bytes that a row may have. Not more than a row group is in memory.
    Raises OSError, MissingExtraError; DamagedFileError after the last
    rows that could be read.
    """
    with _open(path) as file:
        yield from slices(_batches(path, file), file.schema_arrow, path.stat().st_size, most)


def _open(path: Path) -> Any:
    pq = need("pyarrow.parquet", **EXTRA)
    path.open("rb").close()  # for a plain OSError if it cannot be opened
    try:
        return pq.ParquetFile(path)
    except Exception as error:  # of all kinds, whatever the bytes say
        raise DamagedFileError(f"{path}: no Parquet file, or cut off ({error})") from error


def _batches(path: Path, file: Any) -> Iterator[tuple[Any, float]]:
    total = file.metadata.num_rows
    done = 0
    try:
        for batch in file.iter_batches(batch_size=CHUNK_ROWS, use_threads=False):
            done += batch.num_rows
            yield batch, done / total
    except Exception as error:  # as above
        raise DamagedFileError(f"{path}: the rows after row {done} cannot be read ({error})") from error


class ParquetWriter:
    """Tables into a Parquet file, one row group each, compressed with zstd."""

    def __init__(self, stream: Any, schema: Any) -> None:
        self._writer = need("pyarrow.parquet", **EXTRA).ParquetWriter(stream, schema, compression="zstd")

    def write(self, table: Any) -> None:
        self._writer.write_table(table)

    def close(self) -> None:
        self._writer.close()
