"""How often each rule is right, from a person's verdicts on drawn cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from ..errors import ConfigError
from .account import Account, Case

__all__ = ["FORMAT", "VERDICTS", "Precision", "Verdicts", "precision_by_rule", "read_verdicts", "wilson"]

FORMAT = 1
"""Version of the file that the page of an audit gives."""

VERDICTS = ("right", "wrong", "unsure")

_NORMAL_95 = 1.959964  # the 97.5th percentile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A file of verdicts. of: verdict by the case's id. fingerprint: of the run it was drawn from."""

    of: Mapping[str, str]
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Precision:
    """A rule's verdicts. low, high: Wilson's interval of 95 % for the share that is right."""

    rule: str
    right: int
    wrong: int
    unsure: int

    @property
    def share(self) -> float | None:
        """right / (right + wrong); None where nobody was sure."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.right + self.wrong)


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The interval of 95 % for a share of which `right` of `judged` were seen; 0 to 1 where nothing was.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if not judged:
        return 0.0, 1.0
    z2 = _NORMAL_95**2
    share, scale = right / judged, 1 + z2 / judged
    middle = share + z2 / (2 * judged)
    half = _NORMAL_95 * sqrt(share * (1 - share) / judged + z2 / (4 * judged**2))
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def read_verdicts(data: Any) -> Verdicts:
    """The verdicts in a file's JSON; of two for one case the last. Raises ConfigError if it holds something else."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT or not isinstance(data.get("labels"), list):
        raise ConfigError(f"these are no labels of format {FORMAT}, as the page of `cntextclean audit` gives them")
    found: dict[str, str] = {}
    for label in data["labels"]:
        if not isinstance(label, Mapping) or label.get("verdict") not in VERDICTS or "id" not in label:
            raise ConfigError(f"{label!r} is no label; it needs an id and a verdict of {', '.join(VERDICTS)}")
        found[str(label["id"])] = str(label["verdict"])
    return Verdicts(found, str(data.get("fingerprint", "")))


def precision_by_rule(account: Account, verdicts: Verdicts) -> list[Precision]:
    """The precision of each rule that was judged, the one most often wrong first."""
    counts: dict[str, Counter[str]] = {}
    for rule, case in _cases(account):
        if verdict := verdicts.of.get(case["id"]):
            counts.setdefault(rule, Counter())[verdict] += 1
    rows = [Precision(rule, *(found[verdict] for verdict in VERDICTS)) for rule, found in counts.items()]
    return sorted(rows, key=lambda row: (-row.wrong, row.rule))


def _cases(account: Account) -> Iterable[tuple[str, Case]]:
    return ((rule, case) for rule in account.rules() for case in account.of_rule(rule))
