"""Work spread over processes: results in order, bounded memory, and no hang when a worker dies.

Each worker has a pipe of its own. So nothing is shared that a killed worker could leave locked, the end of
the pipe tells at once that it died, and the task it was at is known. Workers are started by "spawn": the same
on every system, and safe in programs with threads (pyarrow, Jupyter).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from .errors import CleanError, ConfigError

__all__ = ["WorkerError", "clean_many", "map_ordered"]

Page = TypeVar("Page", bound="str | bytes")
Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks a worker holds at most: the one it is at and the next, so that it never waits for the parent."""

WINDOW = 4
"""Tasks begun and not yet handed on, for each worker: bounds the memory when one task is slow."""

TRIES = 2
"""How often a task is begun before it is held to be what kills the worker."""

GROUP_ITEMS = 64
GROUP_SIZE = 1 << 18  # code points or bytes


class WorkerError(CleanError):
    """A worker process died, or sent something that cannot be read."""


def clean_many(clean: Callable[[Page], Result], items: Iterable[Page], *, jobs: int = 1) -> Iterator[Result]:
    """The result of `clean` for each item, in order; with several jobs, in that many processes.

    Items are taken from the iterable as they are needed, in groups of up to 64, and a bounded number of them
    is in memory at a time. What `clean` or the iterable raises is raised here, after the results before it.
    Raises ConfigError for jobs < 1, WorkerError for an item that killed its worker twice.
    """
    if isinstance(items, (str, bytes)):
        raise TypeError("items must be an iterable of pages, not one page")
    if isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 1:
        raise ConfigError(f"jobs={jobs!r} is not allowed; it must be a whole number of at least 1")
    if jobs == 1:
        return map(clean, items)
    return _clean_groups(clean, items, jobs)


def _clean_groups(clean: Callable[[Page], Result], items: Iterable[Page], jobs: int) -> Iterator[Result]:
    for results, failure in map_ordered(_Each(clean), _groups(items), jobs=jobs):
        yield from results
        if failure is not None:
            raise failure


def _groups(items: Iterable[Page]) -> Iterator[tuple[list[Page], Exception | None]]:
    """Items by the group; what the iterable raises ends the last group."""
    group: list[Page] = []
    size = 0
    failure: Exception | None = None
    source = iter(items)
    while failure is None:
        try:
            item = next(source)
        except StopIteration:
            break
        except Exception as error:  # handed on in its place
            failure = error
            break
        group.append(item)
        size += len(item) if isinstance(item, (str, bytes)) else 0
        if len(group) >= GROUP_ITEMS or size >= GROUP_SIZE:
            yield group, None
            group, size = [], 0
    if group or failure:
        yield group, failure


@dataclass(frozen=True, slots=True)
class _Each(Generic[Page, Result]):
    """A function over a group, that keeps the results before an error."""

    function: Callable[[Page], Result]

    def __call__(self, group: tuple[list[Page], Exception | None]) -> tuple[list[Result], Exception | None]:
        results: list[Result] = []
        items, failure = group
        for item in items:
            try:
                results.append(self.function(item))
            except Exception as error:  # raised again in the parent
                return results, portable(error)
        return results, failure


def map_ordered(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int,
    lost: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """function(item) for each item, in order, computed by `jobs` processes.

    A task whose worker died is begun once more by another. If that dies too, `lost(item)` is called here to
    give the result; without it WorkerError is raised. What `function` raises is raised here, in its place.
    """
    pool = _Pool(function, jobs, lost)
    try:
        yield from pool.map(items)
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    """One process, the parent's end of its pipe, and the numbers of the tasks sent to it."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[int] = field(default_factory=deque)
    ready: bool = False


class _Pool(Generic[Item, Result]):
    """Workers and the tasks that are under way."""

    def __init__(
        self, function: Callable[[Item], Result], jobs: int, lost: Callable[[Item], Result] | None
    ) -> None:
        self.function = function
        self.lost = lost
        self.jobs = jobs
        self.workers: list[_Worker] = []
        self.items: dict[int, Item] = {}  # begun and without a result
        self.results: dict[int, tuple[bool, Any]] = {}  # not yet handed on
        self.again: deque[int] = deque()  # to be sent once more
        self.deaths: dict[int, int] = {}

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        source = iter(items)
        begun = handed = 0
        more = True
        while more or self.items or self.results:
            while (worker := self._idle()) and self.again:
                self._send(worker, self.again.popleft())
            while more and begun - handed < self.jobs * WINDOW and (worker := self._idle()):
                try:
                    self.items[begun] = next(source)
                except StopIteration:
                    more = False
                    break
                self._send(worker, begun)
                begun += 1
            if handed in self.results:
                good, value = self.results.pop(handed)
                handed += 1
                if not good:
                    raise value
                yield value
            elif self.items:
                self._collect()

    def _idle(self) -> _Worker | None:
        """The worker with the fewest tasks, if it can take one more; started when it is first needed."""
        if len(self.workers) < self.jobs:
            self.workers.append(_start(self.function))
            return self.workers[-1]
        worker = min(self.workers, key=lambda w: len(w.tasks))
        return worker if len(worker.tasks) < AHEAD else None

    def _send(self, worker: _Worker, number: int) -> None:
        worker.tasks.append(number)
        with suppress(OSError):  # if it is dead, the next read of its pipe says so and its tasks begin again
            worker.pipe.send(self.items[number])

    def _collect(self) -> None:
        """Take what has arrived; wait if nothing has."""
        by_pipe = {worker.pipe: worker for worker in self.workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]  # wait() gives back what it was given
            try:
                message = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if not worker.ready:
                worker.ready = True
                continue
            number = worker.tasks.popleft()
            del self.items[number]
            self.results[number] = _read(message)

    def _bury(self, worker: _Worker) -> None:
        """A worker has died: begin its tasks again, and give up the one that has killed two."""
        worker.pipe.close()
        worker.process.join()
        self.workers.remove(worker)
        how = _how_it_ended(worker.process.exitcode)
        if not worker.ready:
            raise WorkerError(
                f"a worker process {how} before it could begin. A script that uses several jobs must start "
                'its work under `if __name__ == "__main__":`, and what it hands to workers must be importable'
            )
        if worker.tasks:
            first = worker.tasks[0]
            self.deaths[first] = self.deaths.get(first, 0) + 1
            if self.deaths[first] >= TRIES:
                worker.tasks.popleft()
                self._give_up(first, f"a worker process {how} at this task, {TRIES} times")
            self.again.extendleft(reversed(worker.tasks))

    def _give_up(self, number: int, reason: str) -> None:
        item = self.items.pop(number)
        if self.lost:
            self.results[number] = (True, self.lost(item))
        else:
            self.results[number] = (False, WorkerError(reason))

    def close(self) -> None:
        """End all workers; one that is at a task drops it."""
        for worker in self.workers:
            worker.pipe.close()
        for worker in self.workers:
            worker.process.join(1)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self.workers.clear()


def _start(function: Callable[[Any], Any]) -> _Worker:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, function), daemon=True)
    try:
        process.start()
    except BaseException:
        here.close()
        raise
    finally:
        there.close()  # the worker's copy is then the only one, so that its death closes the pipe
    return _Worker(process, here)


def _serve(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """The life of a worker: answer each message until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    inbox: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    pipe.send_bytes(b"ready")
    while True:
        pipe.send_bytes(_answer(function, inbox.get()))


def _receive(pipe: Connection, inbox: SimpleQueue[bytes]) -> None:
    """Take messages while the worker is busy: so the parent never blocks, and no worker outlives it."""
    while True:
        try:
            inbox.put(pipe.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)


def _answer(function: Callable[[Any], Any], message: bytes) -> bytes:
    try:
        return pickle.dumps((True, function(pickle.loads(message))), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # raised again in the parent
        return pickle.dumps((False, portable(error)), pickle.HIGHEST_PROTOCOL)


def portable(error: Exception) -> Exception:
    """The error itself if it can be pickled and read back, else a WorkerError with its traceback."""
    try:
        copy = pickle.loads(pickle.dumps(error))
    except Exception:  # an exception class whose arguments do not give it back
        copy = None
    if type(copy) is type(error):
        return error
    return WorkerError("".join(traceback.format_exception(error)).rstrip())


def _read(message: bytes) -> tuple[bool, Any]:
    good, value = pickle.loads(message)
    return good, value


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"was killed by signal {-code}"
    return f"ended with exit code {code}"
