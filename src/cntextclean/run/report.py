"""The account of a run as a JSON file; the reports of several runs add up to one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..io.files import AtomicFile
from ..io.jsonl import sound
from .counts import Counts
from .options import RunOptions, versions
from .summary import Summary

__all__ = ["merge_reports", "report", "settings", "write_report"]


def settings(options: RunOptions) -> dict[str, Any]:
    """The version and the options: what has a say in the output."""
    return {
        "version": versions()["cntextclean"],
        "versions": versions(),
        "options": options.to_dict() | {"fingerprint": options.fingerprint()},
    }


def report(summary: Summary, options: RunOptions) -> dict[str, Any]:
    """Everything about a run as plain values: counts, shards, errors, the version and the options."""
    names = ("in", "done", "resumed", "damaged", "failed")
    seconds = round(summary.seconds, 3)
    return {
        **settings(options),
        "shards": {name: summary.shards[name] for name in names},
        **summary.counts.to_dict(),
        "skipped": dict(summary.skipped),
        "errors": summary.errors,
        "stopped": "interrupted" if summary.interrupted else summary.stopped,
        "run": {
            "records": summary.records,
            "seconds": seconds,
            "records_per_second": round(summary.records / seconds, 1) if seconds else None,
        },
    }


def merge_reports(reports: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sums of several reports, of runs over different files: their shards and all counts.

    Raises ConfigError for what is no report.
    """
    counts = Counts()
    shards: Counter[str] = Counter()
    for one in reports:
        counts.add(Counts.from_dict(one))
        shards.update(one.get("shards", {}))
    return {"shards": dict(shards), **counts.to_dict()}


def write_report(path: Path, data: Mapping[str, Any]) -> None:
    """Write a report; under its name only when complete. Raises OSError."""
    file = AtomicFile(path, shared=True)
    try:
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
        file.stream.write(sound(text).encode() + b"\n")  # a name of a file may be no UTF-8
        file.commit()
    finally:
        file.discard()
