"""The standard streams, also where the shell has closed them, and the file of -o."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ..io.files import AtomicFile

__all__ = [
    "FAILED",
    "INTERRUPTED",
    "OK",
    "Output",
    "abandon_stdout",
    "open_closed_streams",
    "read_stdin",
    "say",
    "stdout",
    "write_out",
]

OK, FAILED, INTERRUPTED = 0, 1, 130

_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
_NAMES = {"/dev/stdout": "/dev/fd/1", "/dev/stderr": "/dev/fd/2"}


def open_closed_streams() -> None:
    """Let closed standard streams lead to nowhere: else the next file that is opened takes the place of one.

    Python has None for each of them, by which it is still known that it was closed.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)  # by the workers of `run`
    os.close(number)


def say(message: str, *, command: str = "cntextclean: ") -> None:
    """A message on standard error, if there is one that takes it."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"{command}{message}", file=sys.stderr)


def stdout() -> BinaryIO:
    """Standard output. Raises OSError if it is closed."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "closed", "standard output")
    return sys.stdout.buffer


def read_stdin(size: int) -> bytes:
    """Up to `size` bytes of standard input. Raises OSError if it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "closed", "standard input")
    return sys.stdin.buffer.read(size)


def abandon_stdout() -> None:
    """Let Python's own flush at exit go nowhere instead of failing once more."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Output:
    """Where a result goes: standard output (None or "-"), a device, or a file that only a result replaces.

    The file may be one of the inputs. Raises OSError.
    """

    def __init__(self, name: str | None) -> None:
        self.name = "standard output" if name in (None, "-") else str(name)
        self._file: AtomicFile | None = None
        self._device: BinaryIO | None = None
        if name is None or name == "-":
            self.stream = stdout()
        elif descriptor := _DESCRIPTOR.fullmatch(_NAMES.get(name, name)):
            self.stream = self._device = os.fdopen(os.dup(int(descriptor[1])), "wb")
        else:
            self.stream = self._open(Path(name))

    def _open(self, path: Path) -> BinaryIO:
        if path.exists() and not path.is_file() and not path.is_dir():
            self._device = path.open("wb")
            return self._device
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
        self._file = AtomicFile(path, shared=True)
        return self._file.stream

    def commit(self, *, complete: bool, empty: bool) -> bool:
        """Put the result in its place; whether that was done.

        A file that exists is replaced only by a complete result, and an empty one makes no new file.
        """
        self.stream.flush()
        if self._file is None:
            return True
        if not complete and (empty or self._file.path.exists()):
            return False
        self._file.commit()
        return True

    def close(self) -> None:
        """Leave no trace of what is not committed."""
        if self._device:
            with suppress(OSError):
                self._device.close()
        if self._file:
            self._file.discard()


def write_out(name: str | None, pieces: Iterable[str]) -> int:
    """Write text where it is wanted (see `Output`), in UTF-8; the exit code.

    A reader that has seen enough, as `head` does, is no error.
    """
    output = None
    try:
        output = Output(name)
        for piece in pieces:
            output.stream.write(piece.encode("utf-8", "replace"))
        output.commit(complete=True, empty=False)
    except BrokenPipeError:
        abandon_stdout()
    except OSError as error:
        say(f"{output.name if output else name or error.filename}: {error.strerror or error}")
        abandon_stdout()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if output:
            output.close()
    return OK
