"""Records that are too long, take too long or need too much: rejected with a reason, and the run goes on."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_run import SIMPLE, command, read_jsonl, rejected, write_jsonl

from cntextclean.io.files import zstd
from cntextclean.run import work

ROWS = [{"id": 1, "text": SIMPLE}]
LONG = {"id": 2, "text": SIMPLE * 100}
MOST = 4000  # bytes

arrow = pytest.importorskip("pyarrow")


def write_table(path: Path, rows: list[dict[str, Any]]) -> Path:
    import pyarrow.feather
    import pyarrow.parquet

    table = arrow.Table.from_pylist(rows)
    write = pyarrow.parquet.write_table if path.suffix == ".parquet" else pyarrow.feather.write_feather
    write(table, str(path))
    return path


def write_warc(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("wb") as file:
        for row in rows:
            body = row["text"].encode()
            file.write(b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n")
            file.write(f"WARC-Record-ID: <urn:{row['id']}>\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            file.write(b"\r\n\r\n")
    return path


WRITE: dict[str, Callable[[Path, list[dict[str, Any]]], Path]] = {
    "jsonl": write_jsonl,
    "jsonl.gz": write_jsonl,
    "parquet": write_table,
    "arrow": write_table,
    "warc.wet": write_warc,
}


@pytest.mark.parametrize("end", WRITE)
def test_a_long_record_is_rejected(tmp_path: Path, end: str) -> None:
    if "warc" in end:
        pytest.importorskip("fastwarc")
    source = WRITE[end](tmp_path / f"a.{end}", [*ROWS, LONG, *ROWS])
    args = [source, "-o", tmp_path / "out", "-j", 1, "-q", "--max-record-bytes", MOST, "--output-format"]
    assert command(*args, end if end in ("parquet", "arrow") else "jsonl") == 1
    (result,) = (p for p in (tmp_path / "out").iterdir() if p.name[0] != "_")
    count = len(read_jsonl(result)) if "jsonl" in result.name else _table(result).num_rows
    assert count == 2
    (entry,) = rejected(tmp_path / "out", source.name)
    assert entry["record"] == 2
    assert "record too long" in entry["reason"]
    assert "--max-record-bytes" in entry["reason"]


def _table(path: Path) -> Any:
    import pyarrow.feather
    import pyarrow.parquet

    read = pyarrow.parquet.read_table if path.suffix == ".parquet" else pyarrow.feather.read_table
    return read(str(path))


@pytest.mark.parametrize("end", ["parquet", "arrow"])
def test_a_table_of_nothing_else_is_a_table(tmp_path: Path, end: str) -> None:
    source = write_table(tmp_path / f"a.{end}", [LONG, LONG])
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--max-record-bytes", MOST) == 1
    assert _table(tmp_path / "out" / f"a.{end}").num_rows == 0


def test_a_dictionary_is_no_part_of_each_row(tmp_path: Path) -> None:
    import pyarrow.feather

    texts = [SIMPLE + str(i) for i in range(200)]
    table = arrow.table({"text": arrow.array(texts).dictionary_encode()})
    pyarrow.feather.write_feather(table, str(tmp_path / "a.arrow"))
    args = ["-o", tmp_path / "out", "-j", 1, "-q", "--max-record-bytes", MOST]
    assert command(tmp_path / "a.arrow", *args) == 0
    assert _table(tmp_path / "out" / "a.arrow").num_rows == 200


def test_a_long_page_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(LONG["text"], encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(SIMPLE, encoding="utf-8")
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q", "--max-record-bytes", MOST) == 1
    assert "record too long" in rejected(tmp_path / "out", "a.txt")[0]["reason"]
    assert (tmp_path / "out" / "b.txt").read_text(encoding="utf-8") == SIMPLE + "\n"


def bomb(kind: str, size: int) -> bytes:
    """`size` bytes of one line that take next to none."""
    block = b"x" * (1 << 20)
    if kind == "zst":
        packer = zstd().ZstdCompressor()
    else:
        packer = {"bz2": bz2.BZ2Compressor, "xz": lzma.LZMACompressor}.get(kind, lambda: None)()
    if packer is None:
        one = gzip.compress(block)
        return one * (size >> 20)
    return b"".join([*(packer.compress(block) for _ in range(size >> 20)), packer.flush()])


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is one of Linux here")
@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("form", ["jsonl", "txt"])
def test_what_expands_without_end_takes_no_memory(tmp_path: Path, kind: str, form: str) -> None:
    """128 MB in one line, which at 15 bytes for a byte would not fit into 1.4 GB of addresses."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"a.{form}.{kind}").write_bytes(bomb(kind, 128 << 20))
    write_jsonl(tmp_path / "in" / "b.jsonl", ROWS)
    call = [sys.executable, "-m", "cntextclean.cli.run", "in", "-o", "out", "-j", "1", "-q"]
    script = f"ulimit -v 1400000; exec {' '.join(call)}"
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, timeout=600, env=_one_thread())
    assert (done.returncode, done.stderr.count(b"record too long")) == (1, 1), done.stderr
    assert len(read_jsonl(tmp_path / "out" / "b.jsonl")) == 1
    assert "record too long" in rejected(tmp_path / "out", f"a.{form}.{kind}")[0]["reason"]


def _one_thread() -> dict[str, str]:
    """numpy's library of linear algebra takes addresses for each thread."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Slow(work.Work):
    """Takes as long as it is given for a page with a certain word, in Python or inside a library."""

    def __call__(self, path: str, chunk: Any) -> Any:
        clean = self.cleaner.clean

        class Sleepy:
            def clean(self, page: Any, **options: Any) -> Any:
                while "SLOW" in page:
                    time.sleep(0.01)
                return clean(page, **options)

        self.cleaner = Sleepy()  # type: ignore[assignment]
        return super().__call__(path, chunk)


@pytest.mark.skipif(os.name != "posix", reason="needs the signals of POSIX")
def test_a_record_that_takes_too_long_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [*ROWS, {"id": 2, "text": "SLOW"}, *ROWS])
    monkeypatch.setattr("cntextclean.run.tasks.Work", Slow)
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--timeout-per-record", "1.5") == 1
    assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 2
    (entry,) = rejected(tmp_path / "out", "a.jsonl")
    assert (entry["record"], entry["reason"]) == (2, "took too long: more than 1.5 seconds (--timeout-per-record)")


class Hungry(work.Work):
    """Needs 8 GB for a page with a certain word."""

    def __call__(self, path: str, chunk: Any) -> Any:
        if any(isinstance(line, bytes) and b"HUNGRY" in line for line in chunk.lines):
            bytearray(8 << 30)
        return super().__call__(path, chunk)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is one of Linux here")
def test_a_record_that_needs_too_much_memory_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [*ROWS, {"id": 2, "text": "HUNGRY"}, *ROWS])
    monkeypatch.setattr("cntextclean.run.tasks.Work", Hungry)
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--max-memory", 4 << 30) == 1
    assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 2
    (entry,) = rejected(tmp_path / "out", "a.jsonl")
    assert "MemoryError" in entry["reason"]


@pytest.mark.parametrize("option", ["--max-record-bytes", "--timeout-per-record", "--max-memory"])
def test_limits_are_more_than_nothing(tmp_path: Path, option: str) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", ROWS)
    assert command(source, "-o", tmp_path / "out", "-q", option, "0") == 2


def test_a_limit_has_a_say_in_the_result(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [*ROWS, LONG])
    args = [source, "-o", tmp_path / "out", "-j", 1, "-q", "--report", tmp_path / "report.json"]
    assert command(*args, "--max-record-bytes", MOST) == 1
    assert command(*args, "--resume") == 0
    assert json.loads((tmp_path / "report.json").read_text())["records"]["out"] == 2
