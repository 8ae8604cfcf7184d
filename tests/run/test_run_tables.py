"""The run command over tables and WARC files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from corpus import page, pages
from test_io_warc import record
from test_run import CLEAN, command, read_jsonl, rejected

from cntextclean.io.record import details

if os.environ.get("CI"):
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip("fastwarc")


def write_table(path: Path, rows: int, *, binary: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts: list[Any] = [text.encode("gb18030") if binary else text for text in pages(rows)]
    texts[1] = None
    data = pa.table({"id": pa.array(range(rows), pa.int16()), "text": texts, "tags": [["a", None]] * rows})
    if path.suffix == ".parquet":
        pq.write_table(data, path)
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, data.schema) as writer:
            writer.write_table(data)
    return path


def read_table(path: Path) -> Any:
    return pq.read_table(path) if path.suffix == ".parquet" else pa.ipc.open_file(path.read_bytes()).read_all()


def expected(rows: int, *, binary: bool = False) -> list[dict[str, Any]]:
    texts = [text.encode("gb18030") if binary else text for text in pages(rows)]
    return [
        {
            "id": i,
            "text": CLEAN(text).text,
            "tags": ["a", None],
            "original_text": text,
            "cntextclean": details(CLEAN(text)),
        }
        for i, text in enumerate(texts)
        if i != 1
    ]


@pytest.mark.parametrize("end", ["parquet", "arrow"])
@pytest.mark.parametrize("binary", [False, True])
def test_tables_keep_their_columns_and_types(tmp_path: Path, end: str, binary: bool) -> None:
    source = write_table(tmp_path / f"a.{end}", 100, binary=binary)
    assert command(source, "-o", tmp_path / "out", "-j", 2, "-q") == 1, "one page is null"
    result = read_table(tmp_path / "out" / f"a.{end}")
    assert result.schema.field("id").type == pa.int16()
    assert result.to_pylist() == expected(100, binary=binary)
    (entry,) = rejected(tmp_path / "out", f"a.{end}")
    assert (entry["record"], entry["reason"]) == (2, "the field 'text' is null")
    assert entry["data"] == {"id": 1, "tags": ["a", None], "text": None}


def test_a_table_can_keep_what_failed(tmp_path: Path) -> None:
    source = write_table(tmp_path / "a.parquet", 10)
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--on-error", "keep") == 1
    rows = read_table(tmp_path / "out" / "a.parquet").to_pylist()
    assert [row["id"] for row in rows] == list(range(10))
    assert (rows[1]["text"], rows[1]["cntextclean"]["error"]) == (None, "the field 'text' is null")


def test_a_table_can_become_lines(tmp_path: Path) -> None:
    source = write_table(tmp_path / "a.parquet", 20)
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--output-format", "jsonl") == 1
    keys = ("id", "tags", "text", "original_text", "cntextclean")
    assert read_jsonl(tmp_path / "out" / "a.jsonl") == [{k: row[k] for k in keys} for row in expected(20)]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--text-field", "body"], "no field 'body'; the fields are 'id', 'text', 'tags'"),
        (["--text-field", "id", "--output-field", "x"], "must hold strings or binary, not int16"),
        (["--output-field", "tags"], "a field 'tags' already"),
    ],
)
def test_a_table_that_does_not_fit_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], args: list[str], message: str
) -> None:
    source = write_table(tmp_path / "a.parquet", 10)
    assert command(source, "-o", tmp_path / "out", "-j", 1, *args) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "1 failed; 0 records in" in said
    assert not (tmp_path / "out" / "a.parquet").exists()


def test_an_empty_table_stays_a_table(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "a.parquet")
    assert command(tmp_path / "a.parquet", "-o", tmp_path / "out", "-j", 1, "-q") == 0
    assert pq.read_table(tmp_path / "out" / "a.parquet").schema.names == [
        "text",
        "original_text",
        "cntextclean",
    ]


def test_a_cut_parquet_file_has_no_result_and_is_done_when_it_is_whole(tmp_path: Path) -> None:
    source = write_table(tmp_path / "in" / "a.parquet", 50)
    write_table(tmp_path / "in" / "b.parquet", 5)
    data = source.read_bytes()
    source.write_bytes(data[:-100])
    args = [tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q"]
    assert command(*args) == 1
    assert not (tmp_path / "out" / "a.parquet").exists()
    assert read_table(tmp_path / "out" / "b.parquet").num_rows == 4
    source.write_bytes(data)
    command(*args, "--resume")
    assert read_table(tmp_path / "out" / "a.parquet").to_pylist() == expected(50)


PLAIN = page(0).encode("gb18030")
WARC = [
    record("response", "http://a/1", PLAIN, http="Content-Type: text/plain; charset=gb2312"),
    record("response", "http://a/2", b"\x89PNG\r\n", http="Content-Type: image/png"),
    record("conversion", "http://a/3", page(1).encode()),
    record("response", "http://a/4", PLAIN, http="Content-Type: text/plain; charset=no-such-thing"),
]


@pytest.mark.parametrize("end", ["jsonl.gz", "parquet"])
def test_pages_of_a_warc_file(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(WARC))
    out = tmp_path / "out"
    assert command(tmp_path / "a.warc", "-o", out, "-j", 1, "-q", "--output-format", end, "--drop-source") == 0
    path = out / f"a.{end}"
    rows = read_table(path).to_pylist() if end == "parquet" else read_jsonl(path)
    assert [row["url"] for row in rows] == ["http://a/1", "http://a/3", "http://a/4"]
    assert [row["text"] for row in rows] == [
        CLEAN(PLAIN, encoding="gb2312").text,
        CLEAN(page(1).encode()).text,
        CLEAN(PLAIN).text,
    ]
    assert "payload" not in rows[0]
    (entry,) = rejected(out, "a.warc")
    assert (entry["outcome"], entry["reason"]) == ("dropped", "not text: image/png")


def test_the_payload_of_a_warc_file_is_kept_unless_asked_not_to(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(WARC[0])
    args = [tmp_path / "a.warc", "-o", tmp_path / "out", "-j", 1, "-q", "--output-format", "parquet"]
    assert command(*args) == 0
    assert read_table(tmp_path / "out" / "a.parquet").column("payload").to_pylist() == [PLAIN]
