"""A run read back from its folder: the sums of its shards, whatever the number of runs that made them."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import CleanError, ConfigError
from ..report.account import Account, Case, Top
from .counts import Counts
from .findings import Findings, read_findings, samples_path
from .frequent import Frequent
from .manifest import Entry, read_entries
from .sample import Plan, Sample
from .shards import OWN_FOLDER
from .times import SLOWEST, read_times

__all__ = ["read_account"]


def read_account(folder: Path) -> Account:
    """The account of the run in a folder.

    Memory is bounded by the number of rules and of cases drawn, and does not grow with the run.
    Raises ConfigError where there is no run; OSError and CleanError for files that cannot be read.
    """
    own = folder / OWN_FOLDER
    entries = read_entries(own / "manifest.jsonl")
    if not entries:
        raise ConfigError(
            f"{folder}: here is no result of `cntextclean run`: {OWN_FOLDER}/manifest.jsonl names no file"
        )
    settings = _settings(own / "run.json")
    options = settings.get("options", {})
    counts, shards = Counts(), Counter(done=len(entries))
    for entry in entries.values():
        counts.add(Counts.from_dict(entry.counts))
        shards["damaged"] += entry.damage is not None
        shards["other options"] += entry.fingerprint != options.get("fingerprint")
    found = _findings(own, entries.values(), Plan(options.get("samples", 0), options.get("seed", 0)))
    seconds, slowest = _slowest(own, entries)
    return Account(
        name=folder.name or str(folder),
        version=str(settings.get("version", "")),
        options=options,
        shards=dict(shards),
        counts=counts.to_dict(),
        hosts=_top(found.hosts),
        lines=_top(found.lines),
        cases=_cases(found.cases),
        seconds=seconds,
        slowest=slowest,
    )


def _settings(path: Path) -> dict[str, Any]:
    """The version and the options; nothing where an older version wrote the folder."""
    if not path.exists():
        return {}
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise CleanError(f"{path}: {error}") from error
    return data


def _findings(own: Path, entries: Iterable[Entry], plan: Plan) -> Findings:
    """The findings of all shards; of those that were drawn by another plan without the cases."""
    found = Findings(plan)
    for entry in sorted(entries, key=lambda entry: entry.name):
        path = samples_path(own, entry.name)
        if path.exists():
            part = read_findings(path)
            if part.plan != plan:
                part.cases.strata.clear()
            found.add(part)
    return found


def _slowest(own: Path, entries: Iterable[str]) -> tuple[float, list[tuple[float, str, int]]]:
    known = frozenset(entries)
    times = {name: part for name, part in read_times(own / "times.jsonl").items() if name in known}
    all_of_them = ((s, name, record) for name, part in times.items() for s, record in part.slowest)
    return sum(part.seconds for part in times.values()), heapq.nlargest(SLOWEST, all_of_them)


def _top(found: Frequent) -> Top:
    return Top(tuple(found.most_common()), found.missed)


def _cases(sample: Sample) -> dict[str, list[Case]]:
    cases: dict[str, list[Case]] = {}
    for stratum, rank, case in sample:
        cases.setdefault(stratum, []).append({"id": f"{rank:016x}", **case})
    return cases
