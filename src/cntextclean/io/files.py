"""Files as streams of bytes: compressed ones decompressed, new ones under their name only when complete."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import CleanError
from ..extras import need

__all__ = ["AtomicFile", "DamagedFileError", "InputFile", "compression_in", "compression_of", "short_name", "zstd"]

MAGIC = {b"\x1f\x8b": "gz", b"\x28\xb5\x2f\xfd": "zst", b"BZh": "bz2", b"\xfd7zXZ\0": "xz"}
SUFFIXES = {"gz": "gz", "gzip": "gz", "zst": "zst", "zstd": "zst", "bz2": "bz2", "xz": "xz"}
BLOCK = 1 << 18
XZ_MEMORY = 1 << 28  # bytes; xz -9 takes 65 MB to decompress, a file made to do harm up to 4 GB
LONGEST_NAME = 255  # bytes, of all common file systems


class DamagedFileError(CleanError):
    """A file that ends too early or cannot be decompressed. What stood before the damage has been read."""


def compression_of(name: str) -> str:
    """ "gz", "zst", "bz2", "xz" or "" by the end of a file name."""
    return SUFFIXES.get(name.lower().rpartition(".")[2], "")


def compression_in(path: Path) -> str:
    """The same by the first bytes of a regular file; "" also for what cannot be read.

    A pipe is not looked at: what is taken from it is gone.
    """
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return _magic(file.read(6))
    return ""


def _magic(start: bytes) -> str:
    return next((name for magic, name in MAGIC.items() if start.startswith(magic)), "")


def zstd() -> Any:
    """The standard library's zstd, or its backport.

    Raises MissingExtraError.
    """
    module = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return need(module, extra="zstd", purpose="a .zst file")


class InputFile:
    """A file opened for reading, decompressed by what its first bytes say.

    position: bytes of the file itself, compressed, that were read so far, for progress; 0 for a pipe.
    Raises OSError as `open` does, and for a device: one like /dev/zero never ends.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = path.open("rb")
        try:
            mode = os.fstat(self._raw.fileno()).st_mode
            if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not self._raw.isatty() and self._raw.peek(1)):
                raise OSError(f"{path}: a device, and not a file")
            self.stream = self._decompressed()
        except BaseException:
            self._raw.close()
            raise

    def _decompressed(self) -> BinaryIO:
        kind = _magic(self._raw.peek(6))
        if kind == "gz":
            return cast(BinaryIO, gzip.GzipFile(fileobj=self._raw))
        if kind == "bz2":
            return cast(BinaryIO, bz2.BZ2File(self._raw))
        if kind == "xz":
            return cast(BinaryIO, _Xz(self._raw))
        return cast(BinaryIO, zstd().ZstdFile(self._raw)) if kind == "zst" else self._raw

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

    def start(self, size: int) -> bytes:
        """The first `size` bytes of the contents, or all there are. Raises as `blocks` does."""
        parts: list[bytes] = []
        for block in self.blocks():
            parts.append(block[:size])
            size -= len(parts[-1])
            if not size:
                break
        return b"".join(parts)

    def damage(self, error: Exception) -> Exception:
        """The error to raise for one that reading raised: the same, if it is no damage of the file."""
        if isinstance(error, EOFError):
            return DamagedFileError(f"{self.path}: the compressed data ends too early; the file was cut off")
        # bz2 has no error of its own: damage is an OSError without a number of the system
        broken = isinstance(error, (zlib.error, lzma.LZMAError, gzip.BadGzipFile))
        if broken or type(error).__name__ == "ZstdError" or (isinstance(error, OSError) and error.errno is None):
            return DamagedFileError(f"{self.path}: the compressed data is damaged ({error})")
        return error

    def close(self) -> None:
        self.stream.close()
        self._raw.close()

    def __enter__(self) -> InputFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Xz:
    """A .xz file read in bounded memory, which lzma.LZMAFile has no argument for."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._unpack: lzma.LZMADecompressor | None = None

    def read1(self, size: int) -> bytes:
        while True:
            data = b""
            if self._unpack is None or self._unpack.needs_input or self._unpack.eof:
                data = (self._unpack.unused_data if self._unpack and self._unpack.eof else b"") or self._raw.read(BLOCK)
                if self._unpack is None or self._unpack.eof:
                    data = data.lstrip(b"\0") if self._unpack else data  # streams may be padded
                    if not data:
                        return b""
                    self._unpack = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
                elif not data:
                    raise EOFError("the stream has no end")
            if block := self._unpack.decompress(data, size):
                return block

    def close(self) -> None:
        self._unpack = None


class AtomicFile:
    """A new file that gets its name only when it is complete and on the disk.

    Until `commit` it stands beside its final place under a hidden name, always the same one, so that what a
    killed run left behind is overwritten by the next; with `shared`, one that no other process has. A link is
    followed, and the mode of a file that is replaced is kept. Raises OSError as `open`, `write` and `fsync` do.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self.path = Path(os.path.realpath(path)) if path.is_symlink() else path
        if self.path.is_dir():
            raise IsADirectoryError(f"{path}: a folder, and not a file")
        owner = f".{os.getpid()}" if shared else ""
        self.temporary = self.path.with_name(short_name(f".{self.path.name}", f"{owner}.tmp"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.stream: BinaryIO = self.temporary.open("wb")
        self._done = False

    def commit(self) -> int:
        """Give the file its name; its size in bytes."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        size = self.stream.tell()
        self.stream.close()
        with suppress(FileNotFoundError):
            self.temporary.chmod(stat.S_IMODE(self.path.stat().st_mode))
        os.replace(self.temporary, self.path)
        self._done = True
        sync_folder(self.path.parent)
        return size

    def discard(self) -> None:
        """Leave no trace. Harmless after `commit`."""
        with suppress(OSError):  # closing writes what is buffered, which fails again on a full disk
            self.stream.close()
        if not self._done:
            with suppress(OSError):
                self.temporary.unlink(missing_ok=True)


def short_name(name: str, end: str) -> str:
    """`name` with `end` added; cut, with a digest in place of what is lost, if that is too long for a file system."""
    data = os.fsencode(name)
    if len(data) + len(os.fsencode(end)) <= LONGEST_NAME:
        return name + end
    mark = "~" + hashlib.sha256(data).hexdigest()[:16]
    kept = data[: LONGEST_NAME - len(mark) - len(os.fsencode(end))]
    return os.fsdecode(kept).encode("utf-8", "ignore").decode() + mark + end


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last, on systems where a folder can be synchronised."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
