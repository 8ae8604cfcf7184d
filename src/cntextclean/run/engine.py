"""The run: shards are read in order, cleaned by workers, and written in order.

Reading, cleaning and writing go on at the same time, over the borders between shards, with a bounded number
of chunks under way. A shard is done when its result has its name.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError, need
from ..io.chunks import Chunk
from ..io.columns import output_schema
from ..io.formats import need_extras, read, read_schema
from ..pool import WorkerError, map_ordered
from .counts import Counts
from .interrupts import held_back
from .manifest import Entry, Manifest
from .options import RunOptions
from .output import ShardOutput
from .progress import Progress, Silent
from .report import settings, write_report
from .shards import OWN_FOLDER, Shard, find_shards
from .stamp import Stamp, stamp
from .summary import Summary
from .tasks import Cleaning, Done, End, Part
from .work import fields_for

__all__ = ["Mode", "run"]

Mode = Literal["new", "resume", "overwrite"]

_log = logging.getLogger(__name__)


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
    found = find_shards(inputs, output, options)
    _check_extras(found.shards, options)
    manifest = Manifest(output)
    summary = Summary(skipped=found.skipped)
    complete = False
    try:
        _check_mode(mode, manifest, found.shards)
        write_report(output / OWN_FOLDER / "run.json", settings(options))
        engine = _Engine(found.shards, options, manifest, summary)
        complete = engine.go(jobs, progress or Silent())
    finally:
        manifest.close(final=complete)
    return summary


def _check_extras(shards: Iterable[Shard], options: RunOptions) -> None:
    """Raises MissingExtraError, before any work, if a file could not be read or written."""
    if options.html:
        need("turbohtml", extra="html", purpose="an HTML page")
    for shard in shards:
        need_extras(shard.path, shard.format, shard.output_format)


def _check_mode(mode: Mode, manifest: Manifest, shards: Iterable[Shard]) -> None:
    if mode == "overwrite":
        manifest.entries.clear()
        (manifest.path.parent / "times.jsonl").unlink(missing_ok=True)
    if mode != "new":
        return
    there = [shard.output for shard in shards if (manifest.folder / shard.output).exists()]
    if manifest.entries or there:
        found = there[0] if there else next(iter(manifest.entries.values())).output
        raise ConfigError(
            f"{manifest.folder} holds results already ({found}): resume to do what is missing, "
            "overwrite to do everything again, or name another folder"
        )


class _Engine:
    """One run under way."""

    def __init__(self, shards: Sequence[Shard], options: RunOptions, manifest: Manifest, summary: Summary) -> None:
        self.shards = shards
        self.options = options
        self.manifest = manifest
        self.summary = summary
        self.fingerprint = options.fingerprint()
        self.output: ShardOutput | None = None
        self.position = 0  # in the input file of `output`

    def go(self, jobs: int, progress: Progress) -> bool:
        """Do all there is to do; whether the end was reached."""
        began = time.monotonic()
        cleaning = Cleaning(self.shards, self.options)
        self.summary.shards["in"] = len(self.shards)
        limited = self.options.timeout is not None or self.options.max_memory is not None
        alone = jobs == 1 and not limited  # a process that is limited must be one that may die
        events = self._events()
        results = map(cleaning, events) if alone else map_ordered(cleaning, events, jobs=jobs, lost=cleaning.lost)
        try:
            for result in results:
                with held_back():
                    self._write(result, progress)
                if self.summary.stopped:
                    return False
            return True
        except KeyboardInterrupt:
            self.summary.interrupted = True
            return False
        except (WorkerError, MemoryError) as error:
            self.summary.stopped = str(error) or "out of memory"
            return False
        finally:
            if close := getattr(results, "close", None):
                close()
            if self.output:
                self.output.discard()
            progress.close()
            self.summary.seconds = time.monotonic() - began
            self.summary.counts.check()

    def _events(self) -> Iterator[Part | End]:
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
            damage = state = None
            try:
                state = stamp(shard.path)
                for chunk in _chunks(shard, self.options, left):
                    rows += len(chunk)
                    yield Part(number, chunk)
                if state.size >= 0 and stamp(shard.path) != state:
                    damage = f"{shard.path}: it was changed while it was read"
            except (GeneratorExit, MissingExtraError):
                raise
            except Exception as error:  # whatever it is, it is this file's, and the others go on
                damage = _words(error, shard)
            yield End(number, rows, start if limited else 0, damage, state)
            start += rows

    def _count_done(self, entry: Entry) -> None:
        self.summary.shards["resumed"] += 1
        self.summary.shards["damaged"] += entry.damage is not None
        self.summary.counts.add(Counts.from_dict(entry.counts))
        if entry.damage:
            self.summary.tell(entry.damage)

    def _write(self, result: Done | End, progress: Progress) -> None:
        """Write what came back. Whatever goes wrong here ends the run: the next file would have no place either."""
        try:
            self._take(result, progress)
        except Exception as error:
            reason = error if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
            self.summary.stopped = f"cannot write the result of {self.shards[result.shard].path}: {reason}"

    def _take(self, result: Done | End, progress: Progress) -> None:
        shard = self.shards[result.shard]
        if self.output is None:
            self.output = ShardOutput(self.manifest.folder, shard, self.options.plan)
            self.position = 0
        if isinstance(result, End):
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

    def _end(self, end: End, shard: Shard, progress: Progress) -> None:
        output, self.output = self.output, None
        assert output is not None
        try:
            if end.stamp is None or (end.damage and not end.rows):
                self.summary.shards["failed"] += 1
                self._error(end.damage or "")
                return
            if end.damage:
                output.damaged(end.damage)
                self.summary.shards["damaged"] += 1
                self._error(end.damage)
                if self.summary.stopped:
                    return
            self._commit(end, end.stamp, shard, output)
            progress.advance(records=0, errors=0, size=max(end.stamp.size, 0) - self.position)
        finally:
            output.discard()

    def _commit(self, end: End, before: Stamp, shard: Shard, output: ShardOutput) -> None:
        with suppress(OSError):
            before = before.with_digest(shard.path)
        entry = Entry(
            name=shard.name,
            stamp=before,
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
        _log.info("%s: %d records, %s", shard.path, end.rows, end.damage or "all read")

    def _error(self, error: str) -> None:
        self.summary.tell(error)
        if self.options.on_error == "fail":
            self.summary.stopped = "stopped at the first error, as on_error is 'fail'"


def _words(error: Exception, shard: Shard) -> str:
    """An error of reading, with the name of the file and without that of its class where that is plain."""
    if isinstance(error, (CleanError, OSError)):
        return str(error) if str(shard.path) in str(error) else f"{shard.path}: {error}"
    return f"{shard.path}: cannot be read: {type(error).__name__}: {error}"


def _chunks(shard: Shard, options: RunOptions, left: int | None) -> Iterator[Chunk]:
    """The chunks of a shard, up to `left` records.

    Raises OSError, CleanError.
    """
    schema = read_schema(shard.path, shard.format)
    if schema is not None:
        try:
            output_schema(schema, fields_for(options, shard.format))
        except ConfigError as error:
            raise ConfigError(f"{shard.path}: {error}") from error
    if left is not None and left <= 0 and schema is None:
        return
    for chunk in read(shard.path, shard.format, options.max_record_bytes):
        if left is not None:
            chunk = chunk.part(0, max(left, 0))
            left -= len(chunk)
        yield chunk
        if left is not None and left <= 0:
            return
