"""How long a record may take, and how much memory: what it is stopped by, inside the process that cleans it."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

__all__ = ["Limits", "TookTooLong", "limit_memory"]

GRACE = 5.0  # seconds after the limit until a process that does not heed it is ended


class TookTooLong(BaseException):
    """Raised wherever the record is; no Exception, so that nothing on the way takes it for a fault of its own."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of what is done in a `with` block. Picklable.

    timeout: seconds. A signal ends the work at the next step of Python; a process that is inside a library for longer
    ends itself, and its record is then known by that it kills (Linux, macOS). The signal needs the main thread.
    """

    timeout: float | None = None

    def __enter__(self) -> None:
        if self.timeout is None or not _can_signal():
            return
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, self.timeout)
        faulthandler.dump_traceback_later(self.timeout + GRACE, exit=True, file=_nowhere())

    def __exit__(self, *_: object) -> None:
        if self.timeout is None or not _can_signal():
            return
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def _can_signal() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise TookTooLong


_NULL: list[int] = []


def _nowhere() -> int:
    """A descriptor for the traceback that nobody reads."""
    if not _NULL:
        _NULL.append(os.open(os.devnull, os.O_WRONLY))
    return _NULL[0]


def limit_memory(size: int | None) -> None:
    """Let this process have no more than `size` bytes of address space: beyond that MemoryError is raised (POSIX)."""
    if size is None or os.name != "posix":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
