"""What a run did, while it is under way and afterwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .counts import Counts

__all__ = ["Summary"]

MOST_ERRORS = 20  # told in words; all of them are in the files of rejected records


@dataclass(slots=True)
class Summary:
    """What a run did.

    counts: of all shards, those of earlier runs included. shards: "in", "done" (by this run), "resumed" (by
    an earlier one), "damaged" (done as far as they could be read) and "failed" (could not be read at all).
    skipped: files of folders that were not read, by the reason. errors: the first of them, in words.
    stopped: why the run ended before its end, or None.
    """

    counts: Counts = field(default_factory=Counts)
    shards: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    stopped: str | None = None
    interrupted: bool = False
    seconds: float = 0.0
    records: int = 0  # read by this run

    @property
    def ok(self) -> bool:
        """Whether every record is where it should be."""
        lost = self.counts.records["failed"] + self.counts.records["out_with_errors"]
        return not (lost or self.shards["failed"] or self.stopped or self.interrupted)

    def tell(self, error: str) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(error)
