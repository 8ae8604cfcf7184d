"""The run: shards are read in order, cleaned by workers, and written in order.

Reading, cleaning and writing go on at the same time, over the borders between shards, with a bounded number
of chunks under way. A shard is done when its result has its name.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError
from ..io.chunks import Chunk
from ..io.columns import output_schema
from ..io.formats import read, read_schema
from ..pool import map_ordered
from .counts import Counts
from .manifest import Entry, Manifest
from .options import RunOptions, version
from .output import ShardOutput
from .progress import Progress, Silent
from .shards import Shard, find_shards
from .work import Cleaned, Work, fields_for

__all__ = ["Mode", "Summary", "run"]

Mode = Literal["new", "resume", "overwrite"]

MOST_ERRORS = 20  # told in words; all of them are in the files of rejected records


@dataclass(slots=True)
class Summary:
    """What a run did.

    counts: of all shards, those of earlier runs included. shards: "in", "done" (by this run), "resumed" (by
    an earlier one), "damaged" (done as far as they could be read) and "failed" (could not be read at all).
    errors: the first of them, in words. stopped: why the run ended before its end, or None.
    """

    counts: Counts = field(default_factory=Counts)
    shards: Counter[str] = field(default_factory=Counter)
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A chunk of a shard, on its way to a worker."""

    shard: int
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class _Done:
    """A chunk that has been cleaned; in pieces, if it had to be taken apart."""

    shard: int
    position: int
    cleaned: tuple[Cleaned, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a shard: `damage` says what is wrong with the file; `rows` how many records it gave."""

    shard: int
    rows: int
    start: int
    damage: str | None


def run(
    inputs: Sequence[str],
    output: Path,
    options: RunOptions,
    *,
    jobs: int = 1,
    mode: Mode = "new",
    progress: Progress | None = None,
) -> Summary:
    """Clean the files that `inputs` name (see `find_shards`) into the folder `output`.

    mode: "new" refuses a folder that holds results, "resume" does only what is missing or would come out
    differently, "overwrite" does everything again. A run that is interrupted by Ctrl-C, a full disk or
    on_error="fail" ends in order and says so in the summary.
    Raises ConfigError for a wrong argument, OSError if the folder cannot be written, LockedError if another
    run writes there, MissingExtraError.
    """
    if isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 1:
        raise ConfigError(f"jobs={jobs!r} is not allowed; it must be a whole number of at least 1")
    shards = find_shards(inputs, output, options)
    manifest = Manifest(output)
    summary = Summary()
    complete = False
    try:
        _check_mode(mode, manifest, shards)
        engine = _Engine(shards, options, manifest, summary)
        complete = engine.go(jobs, progress or Silent())
    finally:
        manifest.close(final=complete)
    return summary


def _check_mode(mode: Mode, manifest: Manifest, shards: Iterable[Shard]) -> None:
    if mode == "overwrite":
        manifest.entries.clear()
    if mode != "new":
        return
    there = [shard.output for shard in shards if (manifest.folder / shard.output).exists()]
    if manifest.entries or there:
        found = there[0] if there else next(iter(manifest.entries.values())).output
        raise ConfigError(
            f"{manifest.folder} holds results already ({found}): resume to do what is missing, "
            "overwrite to do everything again, or name another folder"
        )


class _Cleaner:
    """What runs in the workers: chunks are cleaned, everything else is passed on."""

    def __init__(self, shards: Sequence[Shard], options: RunOptions) -> None:
        self.names = [shard.name for shard in shards]
        kinds = {(shard.format, shard.output_format) for shard in shards}
        works = {kind: Work(options, *kind, fields_for(options, kind[0])) for kind in kinds}
        self.works = [works[shard.format, shard.output_format] for shard in shards]

    def __call__(self, event: _Part | _End) -> _Done | _End:
        if isinstance(event, _End):
            return event
        cleaned = self.works[event.shard](self.names[event.shard], event.chunk)
        return _Done(event.shard, event.chunk.position, (cleaned,))

    def lost(self, event: _Part | _End) -> _Done | _End:
        """The result of a chunk that kills the process that cleans it: its records are tried one by one."""
        if isinstance(event, _End):
            return event
        shard, chunk = event.shard, event.chunk
        if len(chunk) > 1:
            singles = (_Part(shard, chunk.part(i, i + 1)) for i in range(len(chunk)))
            results = list(map_ordered(self, singles, jobs=1, lost=self.lost))
            pieces = tuple(piece for done in results if isinstance(done, _Done) for piece in done.cleaned)
        else:
            reason = "the process that cleaned it died twice (out of memory?)"
            pieces = (self.works[shard].give_up(self.names[shard], chunk, reason),)
        return _Done(shard, chunk.position, pieces)


class _Engine:
    """One run under way."""

    def __init__(self, shards: Sequence[Shard], options: RunOptions, manifest: Manifest, summary: Summary) -> None:
        self.shards = shards
        self.options = options
        self.manifest = manifest
        self.summary = summary
        self.fingerprint = options.fingerprint(version())
        self.output: ShardOutput | None = None
        self.position = 0  # in the input file of `output`

    def go(self, jobs: int, progress: Progress) -> bool:
        """Do all there is to do; whether the end was reached."""
        began = time.monotonic()
        cleaner = _Cleaner(self.shards, self.options)
        events = self._events()
        self.summary.shards["in"] = len(self.shards)
        results = map_ordered(cleaner, events, jobs=jobs, lost=cleaner.lost) if jobs > 1 else map(cleaner, events)
        try:
            for result in results:
                self._take(result, progress)
                if self.summary.stopped:
                    return False
            return True
        except KeyboardInterrupt:
            self.summary.interrupted = True
            return False
        except OSError as error:  # what reading raises is a result; so this is writing
            self.summary.stopped = f"cannot write: {error}"
            return False
        finally:
            if close := getattr(results, "close", None):
                close()
            if self.output:
                self.output.discard()
            progress.close()
            self.summary.seconds = time.monotonic() - began
            self.summary.counts.check()

    def _events(self) -> Iterator[_Part | _End]:
        """The chunks of all shards that are to be done, each shard's followed by its end."""
        start = 0
        for number, shard in enumerate(self.shards):
            limited = self.options.limit is not None
            entry = self.manifest.done(shard, fingerprint=self.fingerprint, start=start if limited else 0)
            if entry:
                self._count_done(entry)
                start += entry.rows
                continue
            left = None if self.options.limit is None else self.options.limit - start
            rows = 0
            damage = None
            try:
                for chunk in _chunks(shard, self.options, left):
                    rows += len(chunk)
                    yield _Part(number, chunk)
            except MissingExtraError:  # the same for every shard
                raise
            except (CleanError, OSError) as error:
                damage = str(error)
            yield _End(number, rows, start if limited else 0, damage)
            start += rows

    def _count_done(self, entry: Entry) -> None:
        self.summary.shards["resumed"] += 1
        self.summary.shards["damaged"] += entry.damage is not None
        self.summary.counts.add(Counts.from_dict(entry.counts))

    def _take(self, result: _Done | _End, progress: Progress) -> None:
        shard = self.shards[result.shard]
        if self.output is None:
            self.output = ShardOutput(self.manifest.folder, shard)
            self.position = 0
        if isinstance(result, _End):
            self._end(result, shard, progress)
            return
        for cleaned in result.cleaned:
            self.output.write(cleaned)
            records = cleaned.counts.records
            self.summary.records += records["in"]
            errors = records["failed"] + records["out_with_errors"]
            progress.advance(records=records["in"], errors=errors, size=result.position - self.position)
            self.position = result.position
            if cleaned.error:
                self._error(cleaned.error)

    def _end(self, end: _End, shard: Shard, progress: Progress) -> None:
        output, self.output = self.output, None
        assert output is not None
        try:
            status = shard.path.stat() if not end.damage or end.rows else None
            if status is None:
                self.summary.shards["failed"] += 1
                self._error(end.damage or "")
                return
            if end.damage:
                output.damaged(end.damage)
                self.summary.shards["damaged"] += 1
                self._error(end.damage)
                if self.summary.stopped:
                    return
            entry = Entry(
                name=shard.name,
                size=status.st_size,
                mtime_ns=status.st_mtime_ns,
                output=shard.output,
                output_size=output.commit(),
                fingerprint=self.fingerprint,
                start=end.start,
                rows=end.rows,
                counts=output.counts.to_dict(),
                damage=end.damage,
            )
            self.manifest.add(entry)
            self.summary.counts.add(output.counts)
            self.summary.shards["done"] += 1
            progress.advance(records=0, errors=0, size=status.st_size - self.position)
        finally:
            output.discard()

    def _error(self, error: str) -> None:
        self.summary.tell(error)
        if self.options.on_error == "fail":
            self.summary.stopped = "stopped at the first error, as on_error is 'fail'"


def _chunks(shard: Shard, options: RunOptions, left: int | None) -> Iterator[Chunk]:
    """The chunks of a shard, up to `left` records.

    Raises OSError, CleanError.
    """
    if left is not None and left <= 0:
        return
    schema = read_schema(shard.path, shard.format)
    if schema is not None:
        try:
            output_schema(schema, fields_for(options, shard.format))
        except ConfigError as error:
            raise ConfigError(f"{shard.path}: {error}") from error
    for chunk in read(shard.path, shard.format):
        if left is not None:
            chunk = chunk.part(0, left)
            left -= len(chunk)
        yield chunk
        if left == 0:
            return
