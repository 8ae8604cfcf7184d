"""Files as streams of bytes: compressed ones decompressed, new ones under their name only when complete."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import CleanError
from ..extras import need

__all__ = ["AtomicFile", "DamagedFileError", "InputFile", "compression_of"]

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
BLOCK = 1 << 18


class DamagedFileError(CleanError):
    """A file that ends too early or cannot be decompressed. What stood before the damage has been read."""


def compression_of(name: str) -> str:
    """ "gz", "zst" or "" by the end of a file name."""
    suffix = name.lower().rpartition(".")[2]
    return {"gz": "gz", "gzip": "gz", "zst": "zst", "zstd": "zst"}.get(suffix, "")


def zstd() -> Any:
    """The standard library's zstd, or its backport.

    Raises MissingExtraError.
    """
    module = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return need(module, extra="zstd", purpose="a .zst file")


class InputFile:
    """A file opened for reading, decompressed by what its first bytes say.

    position: bytes of the file itself, compressed, that were read so far, for progress; 0 for a pipe.
    Raises OSError as `open` does.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = path.open("rb")
        try:
            self.stream = self._decompressed()
        except BaseException:
            self._raw.close()
            raise

    def _decompressed(self) -> BinaryIO:
        start = self._raw.peek(4)
        if start[:2] == GZIP:
            return cast(BinaryIO, gzip.GzipFile(fileobj=self._raw))
        if start[:4] == ZSTD:
            return cast(BinaryIO, zstd().ZstdFile(self._raw))
        return self._raw

    @property
    def position(self) -> int:
        return self._raw.tell() if self._raw.seekable() else 0

    def blocks(self) -> Iterator[bytes]:
        """The contents in pieces.

        Raises DamagedFileError where the compressed data ends or breaks off, after all that could be read.
        """
        while True:
            try:
                # read1 hands on what one step gave, so that nothing is lost when the next step fails
                block = self.stream.read1(BLOCK)  # type: ignore[attr-defined]
            except Exception as error:
                raise self.damage(error) from error
            if not block:
                return
            yield block

    def damage(self, error: Exception) -> Exception:
        """The error to raise for one that reading raised: the same, if it is no damage of the file."""
        broken = (EOFError, zlib.error, gzip.BadGzipFile)
        if isinstance(error, EOFError):
            return DamagedFileError(f"{self.path}: the compressed data ends too early; the file was cut off")
        if isinstance(error, broken) or type(error).__name__ == "ZstdError":
            return DamagedFileError(f"{self.path}: the compressed data is damaged ({error})")
        return error

    def close(self) -> None:
        self.stream.close()
        self._raw.close()

    def __enter__(self) -> InputFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AtomicFile:
    """A new file that gets its name only when it is complete and on the disk.

    Until `commit` it stands beside its final place under a hidden name, always the same one, so that what a
    killed run left behind is overwritten by the next. Raises OSError as `open`, `write` and `fsync` do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.tmp")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.stream: BinaryIO = self.temporary.open("wb")
        self._done = False

    def commit(self) -> int:
        """Give the file its name; its size in bytes."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        size = self.stream.tell()
        self.stream.close()
        os.replace(self.temporary, self.path)
        self._done = True
        sync_folder(self.path.parent)
        return size

    def discard(self) -> None:
        """Leave no trace. Harmless after `commit`."""
        with suppress(OSError):  # closing writes what is buffered, which fails again on a full disk
            self.stream.close()
        if not self._done:
            self.temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last, on systems where a folder can be synchronised."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
