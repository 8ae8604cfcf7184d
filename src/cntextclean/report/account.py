"""What a report needs to know of a run: the shape of its account, seen from the floor below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["PAGES", "Account", "Case", "Top"]

Case = Mapping[str, Any]
"""Something that was drawn to be looked at: "id", "what" ("edited", "dropped", "kept" or "page"), "shard", "record",
"url", "page" (a digest) and more, see `cntextclean.run.cases`."""

PAGES = "pages"
"""The stratum of all pages; the others are "rule:ID" and "band:0.7"."""


@dataclass(frozen=True, slots=True)
class Top:
    """The most frequent values with their counts, each at most `missed` too low."""

    rows: Sequence[tuple[str, int]] = ()
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A run as its folder tells of it.

    shards: "done", of these "damaged" and of "other options". counts: as `run.counts.Counts` names them.
    lines: dropped lines, each behind its label and a tab. cases: by stratum, in the order in which they were drawn.
    slowest: seconds, shard and record.
    """

    name: str
    version: str
    options: Mapping[str, Any]
    shards: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    hosts: Top
    lines: Top
    cases: Mapping[str, Sequence[Case]]
    seconds: float
    slowest: Sequence[tuple[float, str, int]]

    @property
    def fingerprint(self) -> str:
        return str(self.options.get("fingerprint", ""))

    def of_rule(self, rule: str) -> Sequence[Case]:
        return self.cases.get(f"rule:{rule}", ())

    def rules(self) -> list[str]:
        """The rules that cases were drawn of, sorted."""
        return sorted(name.removeprefix("rule:") for name in self.cases if name.startswith("rule:"))
