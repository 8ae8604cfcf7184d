"""The most frequent of any number of values, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Frequent"]

MOST = 1024  # values that are kept: one that makes up more than 1/1024 of all is among them, whatever comes


@dataclass(slots=True)
class Frequent:
    """Counts of the most frequent values. Two of these add up to the one of both.

    counts: each is at most `missed` too low, and exact while `missed` is 0; a value that is not here came at most
    `missed` times.
    Source: Misra and Gries, "Finding repeated elements", 1982; that sums keep the bound: Agarwal et al., "Mergeable
    summaries", 2012.
    """

    counts: Counter[str] = field(default_factory=Counter)
    missed: int = 0

    def add(self, counts: Mapping[str, int], missed: int = 0) -> None:
        """Add other counts."""
        self.counts.update(counts)
        self.missed += missed
        if len(self.counts) > 2 * MOST:
            self._shorten()

    def most_common(self) -> list[tuple[str, int]]:
        """The values and counts, the most frequent first, equal ones by name."""
        if len(self.counts) > MOST:
            self._shorten()
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))

    def _shorten(self) -> None:
        """Take from all counts the first that has no place, and drop what has none left."""
        least = sorted(self.counts.values(), reverse=True)[MOST]
        self.counts = Counter({value: count - least for value, count in self.counts.items() if count > least})
        self.missed += least
