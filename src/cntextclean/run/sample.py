"""A random sample of every stratum that is the same however the work is shared out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from ..report.account import PAGES, Case

__all__ = ["Plan", "Sample", "digest_of"]

_PAGES = 5  # times as many of all pages as of each rule: two runs over the same pages draw the same, to be compared


@dataclass(frozen=True, slots=True)
class Plan:
    """How many are drawn of each stratum, and by which seed; of PAGES five times as many. 0 draws none."""

    size: int = 20
    seed: int = 0

    def of(self, stratum: str) -> int:
        return _PAGES * self.size if stratum == PAGES else self.size

    def rank(self, stratum: str, page: str) -> int:
        """A number that is random over seeds, strata and pages, and always the same for the same."""
        return int.from_bytes(blake2b(f"{self.seed}\0{stratum}\0{page}".encode(), digest_size=8).digest(), "big")


def digest_of(page: str | bytes) -> str:
    """What tells one page from another, wherever it stands."""
    data = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    return blake2b(data, digest_size=8).hexdigest()


@dataclass(slots=True)
class Sample:
    """Of each stratum the cases with the lowest ranks. Two of these add up to the one of both.

    A page is drawn once for a stratum, however often it occurs. So the sample depends on the seed and the pages alone,
    not on the number of processes nor on the order of the work.
    """

    plan: Plan
    strata: dict[str, dict[int, Case]] = field(default_factory=dict)

    def offer(self, stratum: str, page: str, make: Callable[[int], Case]) -> None:
        """Draw a case, if its rank is low enough; `make` is given the rank and called only then."""
        rank, most = self.plan.rank(stratum, page), self.plan.of(stratum)
        cases = self.strata.get(stratum, {})
        if most and rank not in cases and (len(cases) < most or rank < max(cases)):
            self._put(stratum, rank, make(rank))

    def add(self, other: Sample) -> None:
        """Add what another drew."""
        for stratum, cases in other.strata.items():
            for rank, case in cases.items():
                self._put(stratum, rank, case)

    def _put(self, stratum: str, rank: int, case: Case) -> None:
        cases = self.strata.setdefault(stratum, {})
        cases.setdefault(rank, case)
        if len(cases) > self.plan.of(stratum):
            del cases[max(cases)]

    def __iter__(self) -> Iterator[tuple[str, int, Case]]:
        """Stratum, rank and case; strata by name, cases by rank."""
        for stratum, cases in sorted(self.strata.items()):
            for rank, case in sorted(cases.items()):
                yield stratum, rank, case
