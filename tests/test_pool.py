"""Several workers: order, bounds, errors, and workers that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cntextclean.errors import ConfigError, RecordError
from cntextclean.pool import GROUP_ITEMS, WorkerError, clean_many, map_ordered


def shout(text: str) -> str:
    return text.upper()


def fail_on_b(text: str) -> str:
    if text == "b":
        raise ValueError("no b, please")
    return text


def fail_without_pickle(text: str) -> str:
    raise RecordError("bad", path="p", record=1)  # its arguments are keywords: it cannot be read back


def unpicklable_result(text: str) -> object:
    return lambda: text


def die_on_x(text: str) -> str:
    if text == "x":
        os.kill(os.getpid(), signal.SIGKILL)
    return text


def die_once(path: str) -> str:
    """Kills its worker at the first call with a path that does not exist yet."""
    if path.startswith("/") and not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def slow_first(number: int) -> int:
    if number == 0:
        time.sleep(0.5)
    return number


def say_lost(text: str) -> str:
    return f"lost {text}"


def pid_of(_: object) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    pages = [f"page {i}" for i in range(5 * GROUP_ITEMS + 3)]
    assert list(clean_many(shout, pages, jobs=jobs)) == [page.upper() for page in pages]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_items_give_no_results(jobs: int) -> None:
    assert list(clean_many(shout, [], jobs=jobs)) == []


def test_several_jobs_are_several_processes() -> None:
    pids = set(map_ordered(pid_of, range(50), jobs=2))
    assert os.getpid() not in pids
    assert len(pids) == 2


@pytest.mark.parametrize("jobs", [0, -1, 1.5, True, None])
def test_jobs_must_be_a_count(jobs: object) -> None:
    with pytest.raises(ConfigError, match="at least 1"):
        clean_many(shout, [], jobs=jobs)  # type: ignore[arg-type]


def test_one_page_is_no_iterable_of_pages() -> None:
    with pytest.raises(TypeError, match="not one page"):
        clean_many(shout, "一页", jobs=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_raised_in_its_place(jobs: int) -> None:
    results = clean_many(fail_on_b, ["a", "b", "c"], jobs=jobs)
    assert next(results) == "a"
    with pytest.raises(ValueError, match="no b, please"):
        next(results)


def test_an_error_that_cannot_be_pickled_keeps_its_traceback() -> None:
    with pytest.raises(WorkerError, match="RecordError: p: record 1: bad"):
        list(clean_many(fail_without_pickle, ["a"], jobs=2))


def test_a_result_that_cannot_be_pickled_is_an_error() -> None:
    with pytest.raises(Exception, match=r"(?i)pickle|local object"):
        list(clean_many(unpicklable_result, ["a"], jobs=2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_iterable_raises_comes_after_the_results_before_it(jobs: int) -> None:
    def pages() -> Iterator[str]:
        yield "a"
        yield "b"
        raise OSError("disk gone")

    results = clean_many(shout, pages(), jobs=jobs)
    assert [next(results), next(results)] == ["A", "B"]
    with pytest.raises(OSError, match="disk gone"):
        next(results)


def test_a_slow_task_bounds_what_is_taken() -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = map_ordered(slow_first, numbers(), jobs=2)
    assert next(results) == 0
    assert len(taken) <= 2 * 4 + 1
    assert list(results) == list(range(1, 1000))


def test_an_endless_iterable_can_be_left() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "a"

    results = clean_many(shout, endless(), jobs=2)
    assert next(results) == "A"
    results.close()  # type: ignore[attr-defined]


def test_a_killed_worker_is_replaced_and_its_tasks_begun_again(tmp_path: Path) -> None:
    tasks = [str(i) for i in range(20)]
    tasks[7] = str(tmp_path / "marker")
    assert list(map_ordered(die_once, tasks, jobs=2)) == tasks


def test_a_task_that_kills_twice_is_given_up() -> None:
    results = map_ordered(die_on_x, ["a", "x", "b"], jobs=2)
    assert next(results) == "a"
    with pytest.raises(WorkerError, match="SIGKILL"):
        next(results)


def test_a_task_that_kills_twice_can_have_a_result_all_the_same() -> None:
    tasks = ["a", "x", *"bcdefgh", "x", "i"]
    expected = [say_lost(t) if t == "x" else t for t in tasks]
    assert list(map_ordered(die_on_x, tasks, jobs=2, lost=say_lost)) == expected


def run_script(tmp_path: Path, body: str) -> subprocess.Popen[str]:
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(body), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    process = run_script(
        tmp_path,
        """
        from cntextclean.pool import clean_many
        print(list(clean_many(str.upper, ["a"], jobs=2)))
        """,
    )
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert '`if __name__ == "__main__":`' in errors


SLEEPER = """
    import sys, time
    from cntextclean.pool import map_ordered

    def work(number):
        if number == 0:
            import os
            return os.getpid()
        time.sleep(600)

    if __name__ == "__main__":
        for result in map_ordered(work, range(9), jobs=2):
            print(result, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_the_parent(tmp_path: Path, how: signal.Signals) -> None:
    process = run_script(tmp_path, SLEEPER)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    os.killpg(process.pid, how) if how == signal.SIGINT else process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
