"""How far a run is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import Any, Protocol, TextIO

from ..errors import ConfigError
from ..extras import need

__all__ = ["Lines", "Progress", "Silent", "open_progress"]

EVERY = 10.0  # seconds between two lines


class Progress(Protocol):
    """Told of every chunk: how many records, errors and bytes of input since the last call."""

    def advance(self, *, records: int, errors: int, size: int) -> None: ...
    def close(self) -> None: ...


class Silent:
    """Says nothing."""

    def advance(self, *, records: int, errors: int, size: int) -> None:
        pass

    def close(self) -> None:
        pass


class Lines:
    """A line every ten seconds, for logs."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self.total = total
        self.stream = stream
        self.began = self.told = time.monotonic()
        self.records = self.errors = self.size = 0

    def advance(self, *, records: int, errors: int, size: int) -> None:
        self.records += records
        self.errors += errors
        self.size += size
        now = time.monotonic()
        if now - self.told >= EVERY:
            self.told = now
            with suppress(OSError):  # a log that cannot be written is no reason to end
                print(self._line(now), file=self.stream, flush=True)

    def _line(self, now: float) -> str:
        seconds = max(now - self.began, 1e-9)
        share = 100 * self.size / self.total if self.total else 100
        return (
            f"{share:5.1f} %  {self.records} records, {self.records / seconds:.0f}/s, "
            f"{self.size / seconds / 1e6:.1f} MB/s, {self.errors} errors"
        )

    def close(self) -> None:
        pass


class _Bar:
    """tqdm's bar over the bytes of the input."""

    def __init__(self, total: int, stream: TextIO) -> None:
        tqdm = need("tqdm", extra="progress", purpose="a progress bar").tqdm
        self._bar: Any = tqdm(total=total, unit="B", unit_scale=True, file=stream, dynamic_ncols=True)
        self._began = time.monotonic()
        self._records = self._errors = 0

    def advance(self, *, records: int, errors: int, size: int) -> None:
        self._records += records
        self._errors += errors
        rate = self._records / max(time.monotonic() - self._began, 1e-9)
        self._bar.set_postfix_str(f"{self._records} records, {rate:.0f}/s, {self._errors} errors", refresh=False)
        self._bar.update(size)

    def close(self) -> None:
        self._bar.close()


def open_progress(total: int, *, quiet: bool = False, stream: TextIO | None = None) -> Progress:
    """A bar if the stream is a terminal and tqdm is there, lines if not, nothing if quiet."""
    stream = stream or sys.stderr
    if quiet or stream is None:
        return Silent()
    if stream.isatty():
        try:
            return _Bar(total, stream)
        except ConfigError:
            pass
    return Lines(total, stream)
