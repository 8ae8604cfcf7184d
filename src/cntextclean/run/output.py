"""What a run writes for one shard: the result, the rejected records and the samples, all or nothing."""

from __future__ import annotations

from pathlib import Path

from ..io.files import AtomicFile, short_name
from ..io.formats import Writer, open_output
from ..io.jsonl import encode
from .counts import Counts
from .findings import Findings, samples_path, write_findings
from .sample import Plan
from .shards import OWN_FOLDER, Shard
from .times import Times, write_times
from .work import Cleaned

__all__ = ["ShardOutput"]


class ShardOutput:
    """The files of one shard while they are written. Raises OSError wherever it writes."""

    def __init__(self, folder: Path, shard: Shard, plan: Plan) -> None:
        self.shard = shard
        self.counts = Counts()
        self.findings = Findings(plan)
        self.times = Times()
        self._path = folder / shard.output
        self._own = folder / OWN_FOLDER
        above, slash, last = shard.name.rpartition("/")
        self._rejected_path = self._own / "rejected" / (above + slash + short_name(last, ".jsonl"))
        self._writer: Writer | None = None
        self._rejected: AtomicFile | None = None

    def write(self, cleaned: Cleaned) -> None:
        """Add what became of a chunk."""
        if self._writer is None:
            self._writer = open_output(self._path, self.shard.output_format)
        self._writer.write(cleaned.payload)
        if cleaned.rejected:
            self._reject(cleaned.rejected)
        self.counts.add(cleaned.counts)
        self.findings.add(cleaned.findings)
        self.times.add(cleaned.times)

    def _reject(self, lines: bytes) -> None:
        if self._rejected is None:
            self._rejected = AtomicFile(self._rejected_path)
        self._rejected.stream.write(lines)

    def damaged(self, damage: str) -> None:
        """Count the record that was lost where the file is damaged."""
        entry = {"path": self.shard.name, "record": None, "outcome": "failed", "reason": damage}
        self._reject(encode(entry))
        self.counts.add_record("failed", "file damaged")

    def commit(self) -> int:
        """Give the files their names; the size of the result in bytes."""
        if self._writer is None:
            self._writer = open_output(self._path, self.shard.output_format)
        if self._rejected:
            self._rejected.commit()
        else:
            self._rejected_path.unlink(missing_ok=True)
        write_findings(samples_path(self._own, self.shard.name), self.findings)
        write_times(self._own / "times.jsonl", self.shard.name, self.times)
        return self._writer.commit()

    def discard(self) -> None:
        """Leave no trace of what is not committed."""
        for file in (self._writer, self._rejected):
            if file:
                file.discard()
