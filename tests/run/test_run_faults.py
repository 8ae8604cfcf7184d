"""Faults that really happen to a run: kills, full disks, cut files. Nothing is lost, nothing hangs."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus import page
from test_run import command, read_jsonl, records, rejected, tree, write_jsonl

from cntextclean.io.chunks import CHUNK_ROWS, Lines
from cntextclean.io.jsonl import encode
from cntextclean.run import engine, progress

PATIENCE = 120  # seconds; reached only if something hangs
STALL = 12 * CHUNK_ROWS  # more than can be under way in two workers, so that some of it has been written


def start(*args: object) -> subprocess.Popen[str]:
    """The command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "cntextclean.cli.run", *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], object], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"this never happened; {process.communicate()}")
        time.sleep(0.02)


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The worker processes of a run (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


class Stalled:
    """A run that has done a.jsonl, has written a part of b.jsonl, and waits for the rest of it.

    b.jsonl is a pipe, so that the run is at that place for certain and for as long as it takes.
    """

    def __init__(self, folder: Path, *, jobs: int = 2) -> None:
        self.inputs, self.out = folder / "in", folder / "out"
        write_jsonl(self.inputs / "a.jsonl", records(20))
        write_jsonl(self.inputs / "c.jsonl", records(20, 40))
        self.pipe = self.inputs / "b.jsonl"
        os.mkfifo(self.pipe)
        named = [self.inputs / f"{name}.jsonl" for name in "abc"]  # in a folder a pipe is passed over
        self.process = start(*named, "-o", self.out, "-j", jobs)
        self.sink = self.pipe.open("wb", buffering=0)
        self.rows = [{"id": i, "text": f"第{i}条船回来了。"} for i in range(STALL + 100)]
        for record in self.rows[:STALL]:
            self.sink.write(encode(record))
        wait_until((self.out / ".b.jsonl.tmp").exists, self.process)

    def go_on(self) -> None:
        for record in self.rows[STALL:]:
            self.sink.write(encode(record))
        self.sink.close()

    def end(self) -> tuple[int, str]:
        """The exit code and what was said."""
        _, said = self.process.communicate(timeout=PATIENCE)
        if not self.sink.closed:
            self.sink.close()
        return self.process.returncode, said

    def resume_and_compare(self, folder: Path) -> None:
        """With a file in place of the pipe, resuming gives what a run without interruption gives."""
        finished = (self.out / "a.jsonl").stat().st_mtime_ns
        self.pipe.unlink()
        write_jsonl(self.pipe, self.rows)
        assert command(self.inputs, "-o", self.out, "-j", 2, "-q", "--resume") == 0
        assert command(self.inputs, "-o", folder / "fresh", "-j", 1, "-q") == 0
        assert tree(self.out) == tree(folder / "fresh")
        assert (self.out / "a.jsonl").stat().st_mtime_ns == finished, "what was done was not done again"


def test_a_killed_run_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    run = Stalled(tmp_path)
    run.process.kill()
    code, _ = run.end()
    assert code == -signal.SIGKILL
    assert [n for n in tree(run.out) if n[0] not in "._"] == ["a.jsonl"], (
        "nothing half-written under its name"
    )
    run.resume_and_compare(tmp_path)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_leaves_in_order(tmp_path: Path, how: signal.Signals, jobs: int) -> None:
    run = Stalled(tmp_path, jobs=jobs)
    if how == signal.SIGINT:
        os.killpg(run.process.pid, how)  # as a terminal does it: the workers get it too
    else:
        run.process.send_signal(how)
    code, said = run.end()
    assert code == 130
    assert "interrupted; 1 of 3 files are done, and --resume does the rest" in said
    assert "Traceback" not in said
    assert [n for n in tree(run.out) if not n.startswith("_")] == ["a.jsonl"], "no temporary file is left"
    run.resume_and_compare(tmp_path)


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    run = Stalled(tmp_path)
    os.kill(workers(run.process)[0], signal.SIGKILL)
    run.go_on()
    code, said = run.end()
    assert code == 0, said
    run.pipe.unlink()
    write_jsonl(run.pipe, run.rows)
    assert command(run.inputs, "-o", tmp_path / "fresh", "-j", 1, "-q") == 0
    names = ("a.jsonl", "b.jsonl", "c.jsonl")
    assert [(run.out / n).read_bytes() for n in names] == [
        (tmp_path / "fresh" / n).read_bytes() for n in names
    ]


class Deadly(engine.Cleaning):
    """Dies of a page with a certain word, as a process does that the system kills for its memory."""

    def __call__(self, event: Any) -> Any:
        chunk = getattr(event, "chunk", None)
        if isinstance(chunk, Lines) and any(isinstance(line, bytes) and b"DEADLY" in line for line in chunk.lines):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(event)


def test_a_record_that_kills_its_worker_is_told_and_the_others_are_cleaned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = records(10)
    rows[4]["text"] = "DEADLY"
    source = write_jsonl(tmp_path / "a.jsonl", rows)
    monkeypatch.setattr(engine, "Cleaning", Deadly)
    assert command(source, "-o", tmp_path / "out", "-j", 2, "-q") == 1
    assert [r["id"] for r in read_jsonl(tmp_path / "out" / "a.jsonl")] == [0, 1, 2, 3, 5, 6, 7, 8, 9]
    (entry,) = rejected(tmp_path / "out", "a.jsonl")
    assert (entry["record"], entry["data"]) == (5, rows[4])
    assert "died twice" in entry["reason"]


@pytest.mark.parametrize("end", ["gz", "zst"])
def test_a_cut_file_is_done_as_far_as_it_goes(
    tmp_path: Path, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": i, "text": page(i), "salt": os.urandom(1500).hex()} for i in range(300)]
    whole = write_jsonl(tmp_path / "in" / f"b.jsonl.{end}", rows)
    for name in "ac":
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", records(3))
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) * 2 // 3])
    args = [tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "--report", tmp_path / "report.json"]
    assert command(*args) == 1
    assert "cut off" in capsys.readouterr().err
    found = read_jsonl(tmp_path / "out" / f"b.jsonl.{end}")
    assert [r["id"] for r in found] == list(range(len(found)))
    assert len(found) > 30
    *half, lost = rejected(tmp_path / "out", f"b.jsonl.{end}")
    assert (lost["record"], lost["outcome"]) == (None, "failed")
    report = json.loads((tmp_path / "report.json").read_text())
    failed = 1 + len(half)
    counts = report["records"]
    assert (counts["in"], counts["out"], counts["failed"]) == (
        len(found) + 6 + failed,
        len(found) + 6,
        failed,
    )
    assert report["shards"] == {"in": 3, "done": 3, "resumed": 0, "damaged": 1, "failed": 0}
    whole.write_bytes(data)
    assert command(*args, "--resume") == 0, "the file is whole now, and is done again"
    assert read_jsonl(tmp_path / "out" / f"b.jsonl.{end}")[-1]["id"] == 299
    assert not (tmp_path / "out" / "_cntextclean" / "rejected" / f"b.jsonl.{end}.jsonl").exists()


def test_a_file_that_cannot_be_read_at_all_has_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", records(3))
    (tmp_path / "in" / "b.jsonl").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "c.jsonl.gz").write_bytes(gzip.compress(b"x" * 1000)[:10])
    args = [tmp_path / "in", "-o", tmp_path / "out", "-j", 1]
    assert command(*args) == 1
    said = capsys.readouterr().err
    assert "No such file" in said
    assert "cut off" in said
    assert "1 files done, 0 done before, 2 failed" in said
    assert [n for n in tree(tmp_path / "out") if not n.startswith("_")] == ["a.jsonl"]
    assert command(*args, "--resume") == 1, "it is tried again, and fails again"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that holds 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs root, to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_a_full_disk_ends_the_run_in_order(
    tmp_path: Path, small_disk: Path, format: str, jobs: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        rows = [{"id": i, "text": page(i), "ballast": os.urandom(8000).hex()} for i in range(60)]
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", rows)
    args = [tmp_path / "in", "--output-format", format, "-q"]
    assert command(*args, "-j", jobs, "-o", small_disk / "out") == 1
    said = capsys.readouterr().err
    assert "No space left on device" in said
    assert "of 3 files are done, and --resume does the rest" in said
    there = {n: b for n, b in tree(small_disk / "out").items() if not n.startswith("_")}
    assert len(there) < 3
    assert not any(name.startswith(".") for name in there)
    assert command(*args, "-j", 1, "-o", tmp_path / "fresh") == 0
    fresh = tree(tmp_path / "fresh")
    assert there == {name: fresh[name] for name in there}, "what is there is whole"
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    assert command(*args, "-j", jobs, "-o", small_disk / "out", "--resume") == 0
    assert tree(small_disk / "out") == fresh


def test_a_disk_that_cannot_be_written_is_told(
    tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert command(source, "-o", small_disk / "out", "-j", 1, "-q") == 1
    assert "Read-only file system" in capsys.readouterr().err


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    assert command(source, "-o", source, "-j", 1, "-q") == 1
    assert "a.jsonl" in capsys.readouterr().err
    assert len(read_jsonl(source)) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    (tmp_path / "out").mkdir(mode=0o500)
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert "Permission denied" in capsys.readouterr().err


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Stalled(tmp_path)
    assert command(tmp_path / "in" / "a.jsonl", "-o", run.out, "-j", 1, "-q", "--resume") == 1
    assert "another run is writing there" in capsys.readouterr().err
    run.go_on()
    assert run.end()[0] == 0


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("pyarrow", "a.parquet", "parquet"),
        ("fastwarc", "a.warc", "warc"),
        ("backports.zstd", "a.jsonl", "zstd"),
    ],
)
def test_a_missing_package_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
    name: str,
    extra: str,
) -> None:
    for loaded in list(sys.modules):
        if loaded == module or loaded.startswith(f"{module}."):
            monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    if extra == "zstd":
        monkeypatch.setattr("cntextclean.io.files.sys.version_info", (3, 13))
    (tmp_path / name).write_bytes(b"\x28\xb5\x2f\xfd" if extra == "zstd" else b"x")
    assert command(tmp_path / name, "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert not (tmp_path / "out").exists(), "before any work"
    assert f"pip install 'cntextclean[{extra}]'" in capsys.readouterr().err


def test_a_log_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 4.0, 11.0, 12.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    log = io.StringIO()
    told = progress.open_progress(2_000_000, stream=log)
    for records_, errors in ((10, 0), (45, 1), (5, 0)):
        told.advance(records=records_, errors=errors, size=500_000)
    told.close()
    assert log.getvalue() == " 50.0 %  55 records, 5/s, 0.1 MB/s, 1 errors\n"


def test_a_terminal_gets_a_bar() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    told = progress.open_progress(2_000_000, stream=screen)
    told.advance(records=10, errors=2, size=2_000_000)
    told.close()
    assert "100%" in screen.getvalue()
    assert "10 records" in screen.getvalue()
    assert "2 errors" in screen.getvalue()


def test_quiet_is_quiet() -> None:
    log = io.StringIO()
    told = progress.open_progress(1, quiet=True, stream=log)
    told.advance(records=1, errors=0, size=1)
    assert log.getvalue() == ""
