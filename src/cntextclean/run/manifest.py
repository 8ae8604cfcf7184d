"""Which shards are done, with which version and options: what `--resume` goes by."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ..errors import CleanError
from ..io.files import AtomicFile
from .shards import OWN_FOLDER, Shard
from .stamp import Stamp

__all__ = ["Entry", "LockedError", "Manifest", "read_entries"]


class LockedError(CleanError):
    """Another run is writing to the same folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A shard that is done.

    name: of the input; stamp: its state, by which a changed file is known. output, output_size: of the result.
    fingerprint: of the version and the options. start: records of the run before this shard, where --limit
    counts them, else 0. rows: records it gave. counts: as `Counts.to_dict` gives them.
    damage: what is wrong with the file, or None.
    """

    name: str
    stamp: Stamp
    output: str
    output_size: int
    fingerprint: str
    start: int
    rows: int
    counts: dict[str, dict[str, int]]
    damage: str | None


class Manifest:
    """The list of shards that are done, in a folder that one run at a time may write to.

    Raises OSError if the folder cannot be written, LockedError if another run does so.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / OWN_FOLDER / "manifest.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / OWN_FOLDER / ".lock").open("w")
        try:
            _lock(self._lock, folder)
        except BaseException:
            self._lock.close()
            raise
        self.entries = _mended(self.path)

    def done(self, shard: Shard, *, fingerprint: str, start: int) -> Entry | None:
        """The entry of a shard whose result stands and would come out the same again."""
        entry = self.entries.get(shard.name)
        if entry is None or (entry.fingerprint, entry.start) != (fingerprint, start):
            return None
        try:
            output = (self.folder / entry.output).stat()
            same = output.st_size == entry.output_size and entry.output == shard.output
            same = same and entry.stamp.same(shard.path, since=output.st_mtime_ns)
        except OSError:
            return None
        return entry if same else None

    def add(self, entry: Entry) -> None:
        """Record a shard whose result stands under its name."""
        self.entries[entry.name] = entry
        with self.path.open("ab") as file:
            file.write(_line(entry))
            file.flush()
            os.fsync(file.fileno())

    def close(self, *, final: bool) -> None:
        """Let others write. `final`: first put the list in order, so that it shows no interruptions."""
        try:
            if final:
                _write(self.path, sorted(self.entries.values(), key=lambda entry: entry.name))
        finally:
            self._lock.close()


def _line(entry: Entry) -> bytes:
    return json.dumps(asdict(entry)).encode() + b"\n"  # ASCII: a name may be no UTF-8


def _write(path: Path, entries: Iterable[Entry]) -> None:
    file = AtomicFile(path)
    try:
        for entry in entries:
            file.stream.write(_line(entry))
        file.commit()
    finally:
        file.discard()


def read_entries(path: Path) -> dict[str, Entry]:
    """The entries of a manifest by name. A line that was cut off by a kill is passed over: its shard is not done."""
    entries: dict[str, Entry] = {}
    if not path.exists():
        return entries
    for line in path.read_bytes().splitlines():
        try:
            values: dict[str, Any] = json.loads(line)
            entry = Entry(**values | {"stamp": Stamp(**values["stamp"])})
        except (ValueError, TypeError, KeyError):
            continue
        entries[entry.name] = entry
    return entries


def _mended(path: Path) -> dict[str, Entry]:
    """The entries of a manifest, which is written again if its last line was cut off."""
    entries = read_entries(path)
    if path.exists() and path.stat().st_size and not path.read_bytes().endswith(b"\n"):
        _write(path, entries.values())
    return entries


def _lock(file: IO[str], folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are not noticed there
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise LockedError(f"{folder}: another run is writing there") from error
