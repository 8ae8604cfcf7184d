"""JSON lines and plain text."""

from __future__ import annotations

import datetime
import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.io import jsonl, text
from cntextclean.io.chunks import CHUNK_ROWS, CHUNK_SIZE
from cntextclean.io.files import DamagedFileError


def read_all(path: Path) -> list[tuple[int, bytes]]:
    return [pair for chunk in jsonl.read(path) for pair in zip(chunk.numbers, chunk.lines, strict=True)]


@pytest.mark.parametrize(
    ("data", "expected", "why"),
    [
        (b"", [], "an empty file has no records"),
        (b'{"a":1}\n{"b":2}\n', [(1, b'{"a":1}'), (2, b'{"b":2}')], "the usual"),
        (b'{"a":1}\n{"b":2}', [(1, b'{"a":1}'), (2, b'{"b":2}')], "no newline at the end"),
        (
            b'\n\n{"a":1}\n \r\n{"b":2}\r\n',
            [(3, b'{"a":1}'), (5, b'{"b":2}\r')],
            "blank lines count as lines only",
        ),
        (b'\xef\xbb\xbf{"a":1}\n', [(1, b'{"a":1}')], "Windows writes a byte order mark"),
    ],
)
def test_lines_are_numbered_as_in_an_editor(
    tmp_path: Path, data: bytes, expected: list[tuple[int, bytes]], why: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    assert read_all(path) == expected, why


def test_chunks_are_bounded_in_rows_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n" * (3 * CHUNK_ROWS + 5) + (b"x" * CHUNK_SIZE + b"\n") * 3)
    chunks = list(jsonl.read(path))
    assert [len(chunk) for chunk in chunks] == [CHUNK_ROWS] * 3 + [6, 1, 1]


def test_the_last_chunk_stands_at_the_end_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a":1}\n' * 1000))
    *_, last = jsonl.read(path)
    assert last.position == path.stat().st_size


def test_lines_before_a_cut_are_given(tmp_path: Path) -> None:
    lines = [
        json.dumps({"n": i, "text": f"第{i}页" * 50}, ensure_ascii=False).encode() for i in range(20_000)
    ]
    data = gzip.compress(b"\n".join(lines), 1)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    got: list[bytes] = []
    with pytest.raises(DamagedFileError, match="cut off"):
        for chunk in jsonl.read(path):
            got.extend(chunk.lines)
    assert len(got) > 1000
    assert got[:-1] == lines[: len(got) - 1]
    assert lines[len(got) - 1].startswith(got[-1])


@given(st.binary(), st.lists(st.integers(0, 200)))
def test_lines_do_not_depend_on_blocks(data: bytes, cuts: list[int]) -> None:
    places = sorted({0, len(data), *(c for c in cuts if c < len(data))})
    blocks = [data[a:b] for a, b in pairwise(places)]
    expected = data.split(b"\n")
    assert list(jsonl.split_lines(iter(blocks))) == (expected if expected[-1] else expected[:-1])


def test_a_part_of_a_chunk_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n\n2\n3\n")
    (chunk,) = jsonl.read(path)
    assert (chunk.part(1, 2).numbers, chunk.part(1, 2).lines) == ((3,), (b"2",))
    assert len(chunk.part(1, 9)) == 2


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ('{"text": "龟"}'.encode(), {"text": "龟"}),
        (b'{"text": null, "n": 1}\r', {"text": None, "n": 1}),
        (rb'{"text": "\ud83d"}', {"text": "\ud83d"}),
    ],
)
def test_a_line_is_a_record(line: bytes, record: object) -> None:
    assert jsonl.parse(line) == record


@pytest.mark.parametrize(
    "line", [b'{"text": "\xe9\xbe\x9f', b"[1]", b'"text"', b"1", b"null", b"{", b"[" * 100_000]
)
def test_a_line_that_is_no_object_is_an_error(line: bytes) -> None:
    with pytest.raises(ValueError):
        jsonl.parse(line)


def test_bytes_of_another_encoding_can_be_had_back() -> None:
    page = "乌龟爬得慢".encode("gb18030")
    record = jsonl.parse(b'{"text": "' + page + b'"}')
    assert record["text"].encode("utf-8", "surrogateescape") == page


@given(st.dictionaries(st.text(), st.text() | st.none() | st.integers() | st.lists(st.text())))
def test_a_record_survives(record: dict[str, object]) -> None:
    line = jsonl.encode(record)
    assert line.count(b"\n") == 1
    assert jsonl.parse(line) == record


def test_chinese_is_written_as_it_is() -> None:
    assert jsonl.encode({"text": "龟"}) == '{"text": "龟"}\n'.encode()


def test_lone_surrogates_are_written_as_escapes() -> None:
    assert jsonl.encode({"text": "\ud83d"}) == b'{"text": "\\ud83d"}\n'


def test_values_that_json_does_not_know_get_a_spelling() -> None:
    record = {"data": b"\x00\xff", "day": datetime.date(2020, 1, 2)}
    assert jsonl.encode(record) == b'{"data": "AP8=", "day": "2020-01-02"}\n'


def test_a_text_file_is_one_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一行\n第二行".encode("gb18030"))
    (chunk,) = text.read(path)
    assert (chunk.numbers, chunk.pages) == ((1,), ({"text": "第一行\n第二行".encode("gb18030")},))


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("", b""),
        ("龟", "龟\n".encode()),
        ("a\n", b"a\n"),
        ("a\ud83d", b"a\xef\xbf\xbd\n"),
        ("\U0001f600", "\U0001f600\n".encode()),
    ],
)
def test_a_page_is_written_as_utf8(page: str, data: bytes) -> None:
    assert text.encode(page) == data
