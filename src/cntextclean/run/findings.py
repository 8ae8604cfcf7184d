"""What a run keeps of its pages for people to look at, beside the counts: hosts, dropped lines, samples."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..document import Document
from ..errors import CleanError
from ..io.files import AtomicFile, InputFile, short_name
from ..io.formats import pack
from ..io.jsonl import encode
from .cases import Place, draw
from .frequent import Frequent
from .sample import Plan, Sample

__all__ = ["Findings", "host_of", "read_findings", "samples_path", "write_findings"]

LINE = 80  # code points of a dropped line that count; furniture is shorter


@dataclass(slots=True)
class Findings:
    """What was found on pages. Two of these add up to the one of both.

    hosts: pages of each host, where a URL says it. lines: how often each line was dropped, behind its label and a tab;
    a longer one counts by its first 80 code points. cases: see `cases.draw`.
    """

    plan: Plan
    hosts: Frequent = field(default_factory=Frequent)
    lines: Frequent = field(default_factory=Frequent)
    cases: Sample = field(init=False)

    def __post_init__(self) -> None:
        self.cases = Sample(self.plan)

    def add_page(self, document: Document, place: Place) -> None:
        """Look at a cleaned page."""
        if host := host_of(place["url"]):
            self.hosts.add({host: 1})
        self.lines.add(Counter(_lines(document)))
        if self.plan.size:
            for stratum, make in draw(document, place):
                self.cases.offer(stratum, str(place["page"]), make)

    def add(self, other: Findings) -> None:
        """Add what was found elsewhere."""
        self.hosts.add(other.hosts.counts, other.hosts.missed)
        self.lines.add(other.lines.counts, other.lines.missed)
        self.cases.add(other.cases)


def _lines(document: Document) -> Iterator[str]:
    for block in document.dropped:
        for line in block.text.splitlines():
            if line := line.strip()[:LINE]:
                yield f"{block.label}\t{line}"


def host_of(url: object) -> str:
    """The host that a URL names, in lower case; "" if there is none."""
    if not isinstance(url, str):
        return ""
    try:
        return (urlsplit(url.strip()).hostname or "")[:253]  # RFC 1035: no name is longer
    except ValueError:
        return ""


def samples_path(folder: Path, name: str) -> Path:
    """The file of findings of a shard, below the run's own folder."""
    above, slash, last = name.rpartition("/")
    return folder / "samples" / (above + slash + short_name(last, ".jsonl.gz"))


def write_findings(path: Path, found: Findings) -> None:
    """Write a shard's findings; under their name only when complete. Raises OSError."""
    file = AtomicFile(path)
    try:
        file.stream.write(pack(b"".join(map(encode, _entries(found))), "jsonl.gz"))
        file.commit()
    finally:
        file.discard()


def _entries(found: Findings) -> Iterator[Mapping[str, Any]]:
    yield {
        "size": found.plan.size,
        "seed": found.plan.seed,
        **{
            name: {"counts": dict(part.most_common()), "missed": part.missed}
            for name, part in (("hosts", found.hosts), ("lines", found.lines))
        },
    }
    for stratum, rank, case in found.cases:
        yield {"stratum": stratum, "rank": f"{rank:016x}", **case}


def read_findings(path: Path) -> Findings:
    """The findings that `write_findings` wrote. Raises OSError; CleanError, which names the file, if it is none."""
    with InputFile(path) as file:
        lines = b"".join(file.blocks()).splitlines()
    try:
        head, *cases = (json.loads(line) for line in lines)
        return _read(head, cases)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CleanError(f"{path}: these are no samples of a run: {error}") from error


def _read(head: Mapping[str, Any], cases: Iterable[dict[str, Any]]) -> Findings:
    found = Findings(Plan(head["size"], head["seed"]))
    found.hosts.add(**head["hosts"])
    found.lines.add(**head["lines"])
    for case in cases:
        rank = int(case.pop("rank"), 16)
        found.cases.strata.setdefault(case.pop("stratum"), {})[rank] = case
    return found
