"""Which format a file has, and the reader and the writer for it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ..errors import ConfigError
from ..extras import need
from . import arrow, delimited, jsonl, parquet, text, warc
from .chunks import Chunk
from .files import AtomicFile, compression_in, compression_of, zstd

__all__ = ["INPUTS", "OUTPUTS", "Writer", "bare_name", "format_of", "need_extras", "open_output", "pack", "read"]


class Format(NamedTuple):
    """How the files of a format are read, and how their names end.

    read: the records of a file by the chunk, TooLong for those of more bytes than are allowed. read_schema: the Arrow
    schema of a file, of a format in which all records have the same.
    """

    read: Callable[[Path, int | None], Iterator[Chunk]]
    suffixes: tuple[str, ...]
    read_schema: Callable[[Path], Any] | None = None


FORMATS = {
    "text": Format(text.read, ("txt", "text")),
    "html": Format(text.read_html, ("html", "htm", "xhtml")),
    "jsonl": Format(jsonl.read, ("jsonl", "ndjson", "jl", "json")),
    "csv": Format(delimited.read, ("csv", "tsv")),
    "parquet": Format(parquet.read, ("parquet", "pq"), parquet.read_schema),
    "arrow": Format(arrow.read, ("arrow", "feather", "ipc", "arrows"), arrow.read_schema),
    "warc": Format(warc.read, ("warc", "wet")),
}
"""The formats that can be read. To add one, add a row."""

SUFFIXES = {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}
INPUTS = tuple(FORMATS)

OUTPUTS = {
    "text": ".txt",
    "jsonl": ".jsonl",
    "jsonl.gz": ".jsonl.gz",
    "jsonl.zst": ".jsonl.zst",
    "parquet": ".parquet",
    "arrow": ".arrow",
}
"""The formats that can be written, and how the names of their files end."""

GROUP_ROWS = 8192
GROUP_SIZE = 1 << 25  # bytes: what a row group of a table written here may hold


def format_of(name: str) -> str | None:
    """The format that the end of a file name says, or None."""
    parts = name.lower().split(".")
    if compression_of(name):
        parts.pop()
    return SUFFIXES.get(parts[-1]) if len(parts) > 1 else None


def bare_name(name: str) -> str:
    """A file name without what says its format and compression."""
    if compression_of(name):
        name = name.rpartition(".")[0]
    return name.rpartition(".")[0] if format_of(name) else name


def need_extras(path: Path, format: str, output_format: str) -> None:
    """Raises MissingExtraError if a file cannot be read and written with what is installed."""
    if format == "parquet" or output_format == "parquet":
        need("pyarrow.parquet", extra="parquet", purpose="a Parquet file")
    if format == "arrow" or output_format == "arrow":
        need("pyarrow", extra="arrow", purpose="an Arrow file")
    if format == "warc":
        need("fastwarc.warc", extra="warc", purpose="a WARC file")
    if format == "html" or (format == "warc" and "wet" not in path.name.lower().split(".")):
        need("turbohtml", extra="html", purpose="an HTML page")
    if output_format.endswith(".zst") or compression_in(path) == "zst":
        zstd()


def read(path: Path, format: str, most: int | None = None) -> Iterator[Chunk]:
    """The records of a file by the chunk; TooLong for those of more than `most` bytes.

    Raises OSError, MissingExtraError; DamagedFileError after the last record that could be read.
    """
    return FORMATS[format].read(path, most)


def read_schema(path: Path, format: str) -> Any:
    """The Arrow schema of a file, or None for a format whose records may all be different."""
    reader = FORMATS[format].read_schema
    return reader(path) if reader else None


def pack(data: bytes, format: str) -> bytes:
    """The bytes of some records in the form in which the writer takes them.

    gzip is done here, a member for each call, as it is slow and here is a worker; the members in a row are a
    gzip file. zstd is fast and left to the writer: some readers stop after the first frame.
    """
    return _gzip(data) if data and format.endswith(".gz") else data


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: a gzip header, whose time is 0
    return packer.compress(data) + packer.flush()


class Writer(Protocol):
    """A file that is being written. `commit` gives its size; until then it does not stand under its name."""

    def write(self, payload: bytes) -> None: ...
    def commit(self) -> int: ...
    def discard(self) -> None: ...


def open_output(path: Path, format: str) -> Writer:
    """A writer of payloads: bytes that `pack` gave, or Arrow IPC streams for tables.

    Raises OSError, MissingExtraError; ConfigError for a format that cannot be written.
    """
    if format not in OUTPUTS:
        raise ConfigError(f"{format!r} cannot be written; known are {', '.join(OUTPUTS)}")
    if format in ("parquet", "arrow"):
        return _TableWriter(path, parquet.ParquetWriter if format == "parquet" else arrow.ArrowWriter)
    return _ByteWriter(path, format)


class _ByteWriter:
    """Bytes into a file, as one zstd frame if the format says so."""

    def __init__(self, path: Path, format: str) -> None:
        packer = zstd() if format.endswith(".zst") else None
        options = packer and {
            packer.CompressionParameter.compression_level: 3,
            packer.CompressionParameter.checksum_flag: 1,
        }
        self._file = AtomicFile(path)
        self._format = format
        self._packer = packer.ZstdFile(self._file.stream, "wb", options=options) if packer else None

    def write(self, payload: bytes) -> None:
        (self._packer or self._file.stream).write(payload)

    def commit(self) -> int:
        if self._packer:
            self._packer.close()
        elif self._format.endswith(".gz") and not self._file.stream.tell():
            self._file.stream.write(_gzip(b""))
        return self._file.commit()

    def discard(self) -> None:
        with suppress(Exception):  # what its buffers hold is not wanted any more
            if self._packer:
                self._packer.close()
        self._file.discard()


class _TableWriter:
    """Record batches into a table, put together to row groups of a useful size."""

    def __init__(self, path: Path, make: Callable[[Any, Any], Any]) -> None:
        self._pa = arrow.pyarrow()
        self._make = make
        self._file = AtomicFile(path)
        self._writer: Any = None
        self._batches: list[Any] = []
        self._rows = self._size = 0

    def write(self, payload: bytes) -> None:
        if not payload:
            return
        batch = arrow.from_ipc(payload)
        if self._writer is None:
            self._writer = self._make(self._file.stream, batch.schema)
        self._batches.append(batch)
        self._rows += batch.num_rows
        self._size += len(payload)
        if self._rows >= GROUP_ROWS or self._size >= GROUP_SIZE:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write(self._pa.Table.from_batches(self._batches).combine_chunks())
        self._batches, self._rows, self._size = [], 0, 0

    def commit(self) -> int:
        self._flush()
        if self._writer is not None:
            self._writer.close()
        return self._file.commit()

    def discard(self) -> None:
        with suppress(Exception):  # as above
            if self._writer is not None:
                self._writer.close()
        self._file.discard()
