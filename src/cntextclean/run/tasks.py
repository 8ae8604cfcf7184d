"""What goes through the workers of a run: chunks of files there, and what became of them back."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass

from ..extras import MissingExtraError
from ..io.chunks import Chunk
from ..pool import map_ordered
from .limits import limit_memory
from .options import RunOptions
from .shards import Shard
from .stamp import Stamp
from .work import Cleaned, Work, fields_for

__all__ = ["Cleaning", "Done", "End", "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """A chunk of a shard, on its way to a worker."""

    shard: int
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class Done:
    """A chunk that has been cleaned; in pieces, if it had to be taken apart."""

    shard: int
    position: int
    cleaned: tuple[Cleaned, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The end of a shard: `damage` says what is wrong with the file; `rows` how many records it gave.

    stamp: the state of the file before it was read, see `Stamp`; None where it could not be found out.
    """

    shard: int
    rows: int
    start: int
    damage: str | None
    stamp: Stamp | None


class Cleaning:
    """What runs in the workers: chunks are cleaned, everything else is passed on."""

    def __init__(self, shards: Sequence[Shard], options: RunOptions) -> None:
        self.options = options
        self.names = [shard.name for shard in shards]
        kinds = {(shard.format, shard.output_format) for shard in shards}
        works = {kind: Work(options, *kind, fields_for(options, kind[0])) for kind in kinds}
        self.works = [works[shard.format, shard.output_format] for shard in shards]

    def __call__(self, event: Part | End) -> Done | End:
        if isinstance(event, End):
            return event
        if multiprocessing.parent_process() is not None:
            limit_memory(self.options.max_memory)
        return Done(event.shard, event.chunk.position, self._clean(event.shard, event.chunk))

    def _clean(self, shard: int, chunk: Chunk) -> tuple[Cleaned, ...]:
        """A chunk cleaned; if that fails as a whole, record by record, so that one costs no other."""
        try:
            return (self.works[shard](self.names[shard], chunk),)
        except MissingExtraError:
            raise
        except Exception as error:
            if len(chunk) > 1:
                parts = (chunk.part(i, i + 1) for i in range(len(chunk)))
                return tuple(piece for part in parts for piece in self._clean(shard, part))
            reason = f"cannot be read: {type(error).__name__}: {error}"
            return (self.works[shard].give_up(self.names[shard], chunk, reason),)

    def lost(self, event: Part | End) -> Done | End:
        """The result of a chunk that kills the process that cleans it: its records are tried one by one."""
        if isinstance(event, End):
            return event
        shard, chunk = event.shard, event.chunk
        if len(chunk) > 1:
            singles = (Part(shard, chunk.part(i, i + 1)) for i in range(len(chunk)))
            results = list(map_ordered(self, singles, jobs=1, lost=self.lost))
            pieces = tuple(piece for done in results if isinstance(done, Done) for piece in done.cleaned)
        else:
            late = "" if self.options.timeout is None else f"more than {self.options.timeout} seconds, or "
            reason = f"the process that cleaned it died twice ({late}out of memory?)"
            pieces = (self.works[shard].give_up(self.names[shard], chunk, reason),)
        return Done(shard, chunk.position, pieces)
