"""Files as streams: compression, damage, and names that only complete files get."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from cntextclean.errors import ConfigError
from cntextclean.extras import MissingExtraError, need
from cntextclean.io.files import AtomicFile, DamagedFileError, InputFile, zstd
from cntextclean.io.formats import bare_name, format_of, open_output, pack

TEXT = "".join(f"第{i}行：龟山岛上的渔村。\n" for i in range(30_000)).encode()


def compressed(kind: str) -> bytes:
    if kind == "zst":
        module = zstd()  # with a checksum, as the zstd command writes it
        data: bytes = module.compress(TEXT, options={module.CompressionParameter.checksum_flag: 1})
        return data
    if kind == "gz":
        return gzip.compress(TEXT)
    if kind == "gz members":
        return gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])
    return TEXT


def contents(path: Path) -> bytes:
    with InputFile(path) as file:
        return b"".join(file.blocks())


@pytest.mark.parametrize("kind", ["plain", "gz", "gz members", "zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_a_file_is_decompressed_by_what_it_holds(tmp_path: Path, kind: str, name: str) -> None:
    """A name may lie: web servers send .gz files unpacked."""
    path = tmp_path / name
    path.write_bytes(compressed(kind))
    assert contents(path) == TEXT


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"")
    assert contents(tmp_path / "a.gz") == b""


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_what_stands_before_a_cut_is_read(tmp_path: Path, kind: str) -> None:
    data = compressed(kind)
    path = tmp_path / "a"
    path.write_bytes(data[: len(data) // 2])
    got = b""
    with InputFile(path) as file, pytest.raises(DamagedFileError, match="cut off"):
        for block in file.blocks():
            got += block
    assert len(got) > len(TEXT) // 10
    assert TEXT.startswith(got)


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_damaged_data_is_told_from_a_cut(tmp_path: Path, kind: str) -> None:
    data = bytearray(compressed(kind))
    data[len(data) // 2 : len(data) // 2 + 50] = bytes(50)
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(DamagedFileError, match="damaged"):
        contents(path)


def test_a_missing_file_is_a_plain_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        InputFile(tmp_path / "none")


def test_position_counts_compressed_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(compressed("gz"))
    with InputFile(path) as file:
        for _ in file.blocks():
            pass
        assert file.position == path.stat().st_size


def test_a_file_gets_its_name_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    file = AtomicFile(path)
    file.stream.write(b"abc")
    assert not path.exists()
    assert file.commit() == 3
    assert path.read_bytes() == b"abc"
    file.discard()
    assert os.listdir(path.parent) == ["a.txt"]


def test_a_discarded_file_leaves_no_trace(tmp_path: Path) -> None:
    file = AtomicFile(tmp_path / "a.txt")
    file.stream.write(b"abc")
    file.discard()
    assert os.listdir(tmp_path) == []


def test_the_old_file_stands_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    file = AtomicFile(path)
    file.stream.write(b"new")
    assert path.read_bytes() == b"old"
    file.commit()
    assert path.read_bytes() == b"new"


def test_what_a_killed_run_left_is_overwritten(tmp_path: Path) -> None:
    AtomicFile(tmp_path / "a.txt").stream.close()
    file = AtomicFile(tmp_path / "a.txt")
    file.commit()
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz", "jsonl.zst", "text"])
@pytest.mark.parametrize("payloads", [[], [b"a\n"], [b"a\n", b"", b"b\n"]])
def test_what_is_written_can_be_read(tmp_path: Path, format: str, payloads: list[bytes]) -> None:
    path = tmp_path / "out"
    writer = open_output(path, format)
    for payload in payloads:
        writer.write(pack(payload, format))
    assert writer.commit() == path.stat().st_size
    assert contents(path) == b"".join(payloads)


def test_even_an_empty_gzip_file_is_a_gzip_file(tmp_path: Path) -> None:
    writer = open_output(tmp_path / "a.gz", "jsonl.gz")
    writer.commit()
    assert (tmp_path / "a.gz").read_bytes()[:2] == b"\x1f\x8b"


def test_packing_depends_on_nothing_but_the_data() -> None:
    assert pack(TEXT, "jsonl.gz") == pack(TEXT, "jsonl.gz")
    assert pack(TEXT, "jsonl.gz")[4:8] == bytes(4), "the time in the header"


def test_a_format_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'warc' cannot be written"):
        open_output(tmp_path / "a", "warc")


@pytest.mark.parametrize(
    ("name", "format", "bare"),
    [
        ("a.txt", "text", "a"),
        ("a.b.JSONL.gz", "jsonl", "a.b"),
        ("c4.json.gz", "jsonl", "c4"),
        ("a.ndjson.zst", "jsonl", "a"),
        ("part-0.snappy.parquet", "parquet", "part-0.snappy"),
        ("a.feather", "arrow", "a"),
        ("CC-MAIN.warc.wet.gz", "warc", "CC-MAIN.warc"),
        ("a.csv.gz", "csv", "a"),
        ("a.TSV", "csv", "a"),
        ("a.xls", None, "a.xls"),
        ("a.gz", None, "a"),
        ("jsonl", None, "jsonl"),
    ],
)
def test_a_name_says_the_format(name: str, format: str | None, bare: str) -> None:
    assert format_of(name) == format
    assert bare_name(name) == bare


def test_a_missing_package_names_its_extra() -> None:
    with pytest.raises(
        MissingExtraError, match=r"a WARC file needs the package no_such: pip install 'cntextclean\[warc\]'"
    ):
        need("no_such.part", extra="warc", purpose="a WARC file")
