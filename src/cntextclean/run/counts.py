"""What happened to the records and characters of a run; two of these add up to the one of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ..document import Document
from ..errors import ConfigError

__all__ = ["Counts"]

Tally = Counter[str]


def _tally() -> Tally:
    return Counter()


@dataclass(slots=True)
class Counts:
    """Sums over records.

    records: "in" = "out" + "dropped" + "failed"; "out_with_errors" are those of "out" kept uncleaned.
    characters: code points; "source" = "kept" + all of `dropped` + "between" (spaces and line breaks between
    blocks); "text" is the size of the clean text.
    dropped: characters of dropped blocks by label. edits: changes by rule. damage: what was damaged, by rule;
    also what cannot be undone. encodings, scripts and kinds: records by each; confidence: records
    by its first digit, rounded down. reasons: why records are not in the
    output, or in it uncleaned.
    """

    records: Tally = field(default_factory=_tally)
    characters: Tally = field(default_factory=_tally)
    dropped: Tally = field(default_factory=_tally)
    edits: Tally = field(default_factory=_tally)
    damage: Tally = field(default_factory=_tally)
    encodings: Tally = field(default_factory=_tally)
    scripts: Tally = field(default_factory=_tally)
    kinds: Tally = field(default_factory=_tally)
    confidence: Tally = field(default_factory=_tally)
    reasons: Tally = field(default_factory=_tally)

    def add_document(self, document: Document, encoding: str | None = None) -> None:
        """Count the characters of a cleaned page, whatever becomes of the record.

        encoding: of the line that it came from, where the page itself is a str.
        """
        kept = sum(p.source_span.end - p.source_span.start for p in document.paragraphs)
        gone = 0
        for block in document.dropped:
            size = block.source_span.end - block.source_span.start
            self.dropped[block.label] += size
            gone += size
        source = len(document.source)
        sizes = {"source": source, "text": len(document.text), "kept": kept, "between": source - kept - gone}
        self.characters.update(sizes)
        self.edits.update(document.record.counts())
        self.damage.update(document.damage)
        self.scripts[document.script or "none"] += 1
        self.encodings[encoding or document.encoding or "str"] += 1
        self.kinds[document.kind] += 1
        self.confidence[f"{int(document.confidence * 10) / 10:.1f}"] += 1

    def add_record(self, outcome: str, reason: str | None = None) -> None:
        """Count a record: "out", "dropped", "failed", or "out_with_errors" for one kept uncleaned."""
        self.records["in"] += 1
        if outcome == "out_with_errors":
            self.records["out"] += 1
        self.records[outcome] += 1
        if reason:
            self.reasons[reason] += 1

    def add(self, other: Counts) -> None:
        """Add the sums of another."""
        for part in fields(self):
            getattr(self, part.name).update(getattr(other, part.name))

    def check(self) -> None:
        """Raises AssertionError if the sums do not add up: a fault of this library."""
        records, characters = self.records, self.characters
        whole = records["out"] + records["dropped"] + records["failed"]
        if records["in"] != whole:
            raise AssertionError(f"{records['in']} records in, but {whole} accounted for")
        accounted = characters["kept"] + self.dropped.total() + characters["between"]
        if characters["source"] != accounted or characters["between"] < 0:
            raise AssertionError(f"{characters['source']} characters, but {accounted} accounted for")

    def to_dict(self) -> dict[str, dict[str, int]]:
        """Plain dictionaries, sorted by name; the counts that always stand there first."""
        result = {part.name: dict(sorted(getattr(self, part.name).items())) for part in fields(self)}
        result["records"] = {name: self.records[name] for name in ("in", "out", "dropped", "failed", "out_with_errors")}
        result["characters"] = {name: self.characters[name] for name in ("source", "kept", "between", "text")}
        return result

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Counts:
        """The counts that `to_dict` described; other entries are ignored.

        Raises ConfigError if one is missing.
        """
        try:
            return cls(**{part.name: Counter(data[part.name]) for part in fields(cls)})
        except (KeyError, TypeError) as error:
            raise ConfigError(f"this is no report of a run: {error} is missing") from error
