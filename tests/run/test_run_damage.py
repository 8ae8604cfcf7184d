"""Files that are broken inside, and files that change: an error of reading is that file's, and the rest goes on."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from corpus import page
from test_run import SIMPLE, command, read_jsonl, records, tree, write_jsonl
from test_run_limits import write_table, write_warc

from cntextclean.io import arrow as arrow_io
from cntextclean.run import options, output
from cntextclean.run.options import RunOptions
from cntextclean.run.stamp import stamp

pa = pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")

ROWS = [{"id": str(i), "text": page(i)} for i in range(12)]


def write_text(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(row["text"] for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "text"])
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_stream(path: Path, rows: list[dict[str, Any]]) -> Path:
    table = pa.Table.from_pylist(rows)
    with path.open("wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        for batch in table.to_batches(max_chunksize=4):
            writer.write_batch(batch)
    return path


def write_file(path: Path, rows: list[dict[str, Any]]) -> Path:
    table = pa.Table.from_pylist(rows)
    with path.open("wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        for batch in table.to_batches(max_chunksize=4):
            writer.write_batch(batch)
    return path


def write_warc_gz(path: Path, rows: list[dict[str, Any]]) -> Path:
    data = b"".join(gzip.compress(write_warc(path, [row]).read_bytes()) for row in rows)
    path.write_bytes(data)
    return path


FORMATS: dict[str, Callable[[Path, list[dict[str, Any]]], Path]] = {
    "txt": write_text,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "jsonl.gz": write_jsonl,
    "jsonl.zst": write_jsonl,
    "parquet": write_table,
    "arrow": write_file,
    "arrows": write_stream,
    "warc.wet": write_warc,
    "warc.wet.gz": write_warc_gz,
}


def flipped(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def holed(data: bytes, chance: random.Random) -> bytes:
    """As a disk that lost a block gives it back."""
    place = chance.randrange(len(data))
    return data[:place] + bytes(min(500, len(data) - place)) + data[place + 500 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


@pytest.mark.parametrize("end", FORMATS)
@pytest.mark.parametrize("harm", [flipped, holed, cut])
def test_a_broken_file_costs_no_other(
    tmp_path: Path, end: str, harm: Callable[[bytes, random.Random], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is broken is another place at every run; the bytes are in the message if this fails."""
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", records(2))
    whole = FORMATS[end](tmp_path / "in" / f"b0.{end}", ROWS).read_bytes()
    for number in range(3):
        (tmp_path / "in" / f"b{number}.{end}").write_bytes(harm(whole, random.Random()))
    write_jsonl(tmp_path / "in" / "c.jsonl", records(2))
    args = [tmp_path / "in", "-o", tmp_path / "out", "-q", "--report", tmp_path / "report.json", "--details", "none"]
    code = command(*args, "-j", 1)
    said = capsys.readouterr().err
    assert code in (0, 1), said
    assert "cannot write" not in said
    report = json.loads((tmp_path / "report.json").read_text())
    counts = report["records"]
    assert counts["in"] == counts["out"] + counts["dropped"] + counts["failed"]
    assert report["stopped"] is None
    assert report["shards"]["done"] + report["shards"]["failed"] == 5
    assert (code == 1) == bool(counts["failed"] or report["shards"]["failed"]), said
    for name in "ac":
        assert len(read_jsonl(tmp_path / "out" / f"{name}.jsonl")) == 2


def test_a_broken_body_is_a_fault_of_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    data = write_stream(tmp_path / "in" / "b.arrows", ROWS).read_bytes()
    half = data.index(ROWS[4]["text"].encode()) - 400  # the header of the second batch
    (tmp_path / "in" / "b.arrows").write_bytes(data[:half] + b"\xff" * 380 + data[half + 380 :])
    write_jsonl(tmp_path / "in" / "c.jsonl", records(2))
    args = [tmp_path / "in", "-o", tmp_path / "out", "-q", "-j", 1]
    for mode in ([], ["--resume"]):
        assert command(*args, *mode) == 1
        said = capsys.readouterr().err
        assert "b.arrows: record batch 2 cannot be read" in said
        assert "cannot write" not in said
    assert len(read_jsonl(tmp_path / "out" / "c.jsonl")) == 2


@pytest.mark.parametrize("end", ["parquet", "arrow"])
def test_a_table_with_two_columns_of_one_name_is_refused_alone(
    tmp_path: Path, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "in").mkdir()
    table = pa.Table.from_arrays([pa.array(["x"]), pa.array([SIMPLE]), pa.array(["y"])], names=["n", "text", "n"])
    if end == "parquet":
        pq.write_table(table, tmp_path / "in" / "b.parquet")
    else:
        with (tmp_path / "in" / "b.arrow").open("wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    write_jsonl(tmp_path / "in" / "c.jsonl", records(2))
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-q", "-j", 1) == 1
    assert f"b.{end}: several columns are called 'n'" in capsys.readouterr().err
    assert len(read_jsonl(tmp_path / "out" / "c.jsonl")) == 2


def test_an_error_of_writing_ends_the_run_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: object, cleaned: object) -> None:
        raise OSError(28, "No space left on device")

    source = write_jsonl(tmp_path / "a.jsonl", records(2))
    monkeypatch.setattr(output.ShardOutput, "write", full)
    assert command(source, "-o", tmp_path / "out", "-q", "-j", 1, "--report", tmp_path / "report.json") == 1
    assert "cannot write the result of" in capsys.readouterr().err
    assert "No space" in json.loads((tmp_path / "report.json").read_text())["stopped"]


class TestChangedInput:
    @pytest.mark.parametrize("way", ["written into", "replaced"])
    def test_of_the_same_size_and_time_is_noticed(self, tmp_path: Path, way: str) -> None:
        source = write_jsonl(tmp_path / "a.jsonl", [{"text": "傍晚时分渔船回港。"}])
        status = source.stat()
        args = [source, "-o", tmp_path / "out", "-q", "-j", 1, "--resume"]
        assert command(*args) == 0
        target = source if way == "written into" else tmp_path / "new"
        target.write_bytes(source.read_bytes().replace("渔船".encode(), "商船".encode()))
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
        target.replace(source)
        assert (source.stat().st_size, source.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
        assert command(*args) == 0
        assert read_jsonl(tmp_path / "out" / "a.jsonl")[0]["text"] == "傍晚时分商船回港。"

    def test_a_copy_is_the_same(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "a.jsonl", records(2))
        args = [source, "-o", tmp_path / "out", "-q", "-j", 1, "--resume", "--report", tmp_path / "report.json"]
        assert command(*args) == 0
        (tmp_path / "copy").write_bytes(source.read_bytes())
        (tmp_path / "copy").replace(source)
        assert command(*args) == 0
        assert json.loads((tmp_path / "report.json").read_text())["shards"]["resumed"] == 1

    def test_a_large_file_is_known_by_samples(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("cntextclean.run.stamp.WHOLE", 1000)
        path = tmp_path / "a"
        path.write_bytes(os.urandom(9_000_000))
        before = stamp(path).with_digest(path)
        assert before.same(path, since=before.changed)
        times = path.stat()
        with path.open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            file.write(b"\0" if path.read_bytes()[-1] else b"\1")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert not before.same(path, since=before.changed)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
    def test_a_pipe_is_not_opened_again(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        state = stamp(tmp_path / "pipe")
        assert state.with_digest(tmp_path / "pipe") == state
        assert not state.same(tmp_path / "pipe", since=1 << 62)

    def test_a_file_that_changes_while_it_is_read_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from cntextclean.run import engine

        source = write_jsonl(tmp_path / "a.jsonl", records(2))
        read = engine.read

        def meanwhile(path: Path, *args: Any) -> Any:
            yield from read(path, *args)
            with path.open("ab") as file:
                file.write(b'{"text": "x"}\n')

        monkeypatch.setattr(engine, "read", meanwhile)
        args = [source, "-o", tmp_path / "out", "-q", "-j", 1]
        assert command(*args) == 1
        assert "changed while it was read" in capsys.readouterr().err
        monkeypatch.undo()
        assert command(*args, "--resume") == 0
        assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 3


@pytest.mark.parametrize("package", ["opencc", "ftfy", "regex", "contents"])
def test_what_the_result_stands_on_is_in_the_fingerprint(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = RunOptions().fingerprint()
    assert RunOptions().fingerprint() == before
    versions = options.versions()
    monkeypatch.setattr(options, "versions", lambda: versions | {package: "0"})
    assert RunOptions().fingerprint() != before


def test_the_report_names_the_versions(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    assert command(source, "-o", tmp_path / "out", "-q", "-j", 1, "--report", tmp_path / "report.json") == 0
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["versions"]["opencc"] == metadata.version("opencc")
    assert sum(report["kinds"].values()) == sum(report["confidence"].values()) == 1


def test_tables_are_written_compressed(tmp_path: Path) -> None:
    source = write_table(tmp_path / "a.parquet", ROWS * 17)
    for form in ("parquet", "arrow"):
        assert command(source, "-o", tmp_path / form, "-q", "-j", 1, "--output-format", form) == 0
    plain = sum(len(row["text"].encode()) for row in ROWS * 17)
    assert (tmp_path / "arrow" / "a.arrow").stat().st_size < plain
    with pa.memory_map(str(tmp_path / "arrow" / "a.arrow")) as file:
        before = pa.total_allocated_bytes()
        table = pa.ipc.open_file(file).read_all()
        assert pa.total_allocated_bytes() - before > plain, "what is mapped and not compressed takes no memory"
    assert table.num_rows == 204


def test_strings_in_another_encoding_are_let_through_the_check() -> None:
    data = pa.array(["乌龟".encode("gb18030")]).view(pa.string())
    arrow_io.check(pa.RecordBatch.from_arrays([data], names=["text"]))


def test_places_outside_the_data_are_not() -> None:
    offsets = pa.py_buffer(b"".join(place.to_bytes(4, "little") for place in (0, 1 << 30, 3)))
    array = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"abc")])
    with pytest.raises(pa.ArrowInvalid):
        arrow_io.check(pa.RecordBatch.from_arrays([array], names=["text"]))


def test_all_details_take_the_edits_and_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("5月8日,环湖观光巴士发车,全长三十二公里。".encode("gb18030"))
    args = [tmp_path / "a.txt", "-o", tmp_path / "out", "-q", "-j", 1, "--output-format", "jsonl"]
    for level, edits in (("full", 2), ("spans", None), ("none", None)):
        assert command(*args, "--details", level, "--overwrite") == 0
        (row,) = read_jsonl(tmp_path / "out" / "a.jsonl")
        assert ("cntextclean" in row) == (level != "none")
        found = row.get("cntextclean", {}).get("edits")
        assert (found and len(found)) == edits
    assert set(tree(tmp_path / "out")) >= {"a.jsonl"}
