"""Parquet and Arrow files, and the columns with the results."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cntextclean.errors import ConfigError
from cntextclean.io import arrow, columns, parquet
from cntextclean.io.files import DamagedFileError
from cntextclean.io.formats import open_output
from cntextclean.io.record import Fields, complete, error_details

if os.environ.get("CI"):
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")

READERS = {"parquet": parquet, "arrow": arrow}


def table(rows: int = 500) -> Any:
    return pa.table(
        {
            "id": pa.array(range(rows), pa.int16()),
            "text": pa.array([f"第{i}页" for i in range(rows)], pa.string()),
            "tags": pa.array([["新闻", None]] * rows, pa.list_(pa.string())),
        }
    )


def write(path: Path, data: Any, kind: str) -> Path:
    if kind == "parquet":
        pq.write_table(data, path, row_group_size=200)
        return path
    with pa.OSFile(str(path), "wb") as sink:
        make = pa.ipc.new_file if kind == "arrow file" else pa.ipc.new_stream
        with make(sink, data.schema) as writer:
            writer.write_table(data, max_chunksize=200)
    return path


def module_for(kind: str) -> Any:
    return READERS[kind.split()[0]]


KINDS = ["parquet", "arrow file", "arrow stream"]


@pytest.mark.parametrize("kind", KINDS)
def test_rows_come_in_order_and_bounded(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", table(), kind)
    chunks = list(module_for(kind).read(path))
    assert max(len(chunk) for chunk in chunks) <= 64
    assert [chunk.first for chunk in chunks][:2] == [1, 65]
    batches = [arrow.from_ipc(chunk.data) for chunk in chunks]
    assert pa.Table.from_batches(batches) == table()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_still_has_a_schema(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a", table(0), kind)
    (chunk,) = module_for(kind).read(path)
    assert len(chunk) == 0
    assert arrow.from_ipc(chunk.data).schema == table().schema
    assert module_for(kind).read_schema(path) == table().schema


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0, 0.5])
def test_a_cut_file_is_told_so(tmp_path: Path, kind: str, share: float) -> None:
    path = write(tmp_path / "a", table(), kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DamagedFileError, match=r"cut off|cannot be read"):
        list(module_for(kind).read(path))


@pytest.mark.parametrize("module", [parquet, arrow])
def test_a_missing_file_is_a_plain_error(tmp_path: Path, module: Any) -> None:
    with pytest.raises(FileNotFoundError):
        list(module.read(tmp_path / "none"))


def test_large_rows_make_small_chunks(tmp_path: Path) -> None:
    data = pa.table({"text": ["龟" * 100_000] * 8})
    path = write(tmp_path / "a", data, "parquet")
    assert [len(chunk) for chunk in parquet.read(path)] == [1] * 8


def test_a_slice_is_sent_without_the_rest() -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["龟" * 1000] * 1000})
    assert len(arrow.to_ipc(batch.slice(5, 1))) < 10_000


@pytest.mark.parametrize("format", ["parquet", "arrow"])
def test_what_is_written_can_be_read(tmp_path: Path, format: str) -> None:
    path = tmp_path / "out"
    writer = open_output(path, format)
    for batch in table().to_batches(max_chunksize=64):
        writer.write(arrow.to_ipc(batch))
    assert not path.exists()
    assert writer.commit() == path.stat().st_size
    batches = [arrow.from_ipc(chunk.data) for chunk in READERS[format].read(path)]
    assert pa.Table.from_batches(batches) == table()


def test_small_batches_become_large_row_groups(tmp_path: Path) -> None:
    writer = open_output(tmp_path / "out", "parquet")
    for batch in table().to_batches(max_chunksize=10):
        writer.write(arrow.to_ipc(batch))
    writer.commit()
    assert pq.ParquetFile(tmp_path / "out").num_row_groups == 1


@pytest.mark.parametrize("format", ["parquet", "arrow"])
def test_a_discarded_table_leaves_no_trace(tmp_path: Path, format: str) -> None:
    writer = open_output(tmp_path / "out", format)
    writer.write(arrow.to_ipc(table().to_batches()[0]))
    writer.discard()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("fields", "names", "why"),
    [
        (
            Fields(),
            ["id", "text", "tags", "original_text", "cntextclean"],
            "the clean text takes the page's place",
        ),
        (Fields(original=None), ["id", "text", "tags", "cntextclean"], "the page is dropped"),
        (Fields(text="clean"), ["id", "text", "tags", "clean", "cntextclean"], "the page stays"),
        (Fields(text="clean", original=None), ["id", "tags", "clean", "cntextclean"], "the page is dropped"),
        (Fields(details=None), ["id", "text", "tags", "original_text"], "no details"),
    ],
)
def test_columns_and_records_get_the_same_fields(fields: Fields, names: list[str], why: str) -> None:
    batch = table(3).to_batches()[0]
    found = [error_details("none")] * 3
    result = columns.with_results(batch, fields, texts=["甲", "乙", None], details=found)
    assert result.schema.names == names, why
    rows = [
        complete(row, fields, text=text, details=found[0])
        for row, text in zip(batch.to_pylist(), ["甲", "乙", None], strict=True)
    ]
    assert result.to_pylist() == rows


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (Fields(source="body"), "no field 'body'; the fields are 'id', 'text', 'tags'"),
        (Fields(text="id"), "a field 'id' already"),
        (Fields(original="tags"), "a field 'tags' already"),
        (Fields(details="id"), "a field 'id' already"),
        (Fields(source="id", text="id"), "must hold strings or binary, not int16"),
    ],
)
def test_no_column_is_overwritten(fields: Fields, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        columns.output_schema(table().schema, fields)


@pytest.mark.parametrize("names", [{"text": "cntextclean"}, {"original": "cntextclean"}, {"source": ""}])
def test_fields_have_different_names(names: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="different names"):
        Fields(**names)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["龟", None], ["龟", None]),
        ([b"\xb9\xea", None], [b"\xb9\xea", None]),
    ],
)
def test_pages_are_text_or_bytes(column: list[Any], values: list[Any]) -> None:
    for kind in (pa.array(column), pa.array(column).dictionary_encode()):
        assert columns.page_values(kind) == values


def test_a_string_that_is_no_utf8_is_bytes() -> None:
    column = pa.array(["龟".encode(), b"\xb9\xea", None], pa.binary())
    bad = pa.Array.from_buffers(pa.string(), 3, column.buffers())
    assert columns.page_values(bad) == ["龟", b"\xb9\xea", None]


def test_a_column_of_bytes_gets_a_column_of_text() -> None:
    batch = pa.RecordBatch.from_pydict({"html": [b"a"], "text_kind": ["x"]})
    result = columns.with_results(
        batch,
        Fields(source="html", text="html", original="raw"),
        texts=["a"],
        details=[error_details("none")],
    )
    assert result.schema.field("html").type == pa.string()
    assert result.column("raw").to_pylist() == [b"a"]


def test_stale_metadata_of_hugging_face_is_dropped() -> None:
    schema = table().schema.with_metadata({"huggingface": "{}", "mine": "1"})
    assert columns.output_schema(schema, Fields()).metadata == {b"mine": b"1"}
