"""How long records took: the slowest of them, which differ from run to run and so stand apart from what does not."""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Times", "read_times", "write_times"]

SLOWEST = 20  # records of a shard


@dataclass(slots=True)
class Times:
    """seconds: of all records. slowest: pairs of seconds and record, slowest first. Two add up to the one of both."""

    seconds: float = 0.0
    slowest: list[tuple[float, int]] = field(default_factory=list)

    def add(self, other: Times) -> None:
        """Add the times of others."""
        self.seconds += other.seconds
        self.slowest = heapq.nlargest(SLOWEST, [*self.slowest, *other.slowest])


def write_times(path: Path, shard: str, times: Times) -> None:
    """Add the times of a shard to a file of one line each; the last of a shard counts. Raises OSError."""
    slowest = [[round(seconds, 4), record] for seconds, record in times.slowest]
    line = json.dumps({"name": shard, "seconds": round(times.seconds, 3), "slowest": slowest})
    with path.open("ab") as file:  # one write, so that a kill leaves whole lines; nothing rests on them
        file.write(line.encode() + b"\n")


def read_times(path: Path) -> dict[str, Times]:
    """The times of all shards, by name; none where there is no such file. Lines that are damaged are passed over."""
    found: dict[str, Times] = {}
    if not path.exists():
        return found
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
            slowest = [(float(seconds), int(record)) for seconds, record in entry["slowest"]]
            found[str(entry["name"])] = Times(float(entry["seconds"]), slowest)
        except (ValueError, TypeError, KeyError):
            continue
    return found
