"""Ctrl-C and SIGTERM held back while files and the manifest are between two states."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

__all__ = ["held_back"]


@contextmanager
def held_back() -> Iterator[None]:
    """Let what a signal would raise in this block be raised at its end.

    Python runs a signal's handler between any two steps: also after a file was opened and before the variable that
    would close it has its value. Only handlers written in Python are held back, as only they raise; and only in the
    main thread, where they run.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[tuple[int, FrameType | None]] = []
    handlers: dict[signal.Signals, Any] = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if callable(handler):
                handlers[number] = handler
                signal.signal(number, lambda number, frame: arrived.append((number, frame)))
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if arrived:
        first, frame = arrived[0]
        handlers[signal.Signals(first)](first, frame)
