"""JSON lines and plain text."""

from __future__ import annotations

import datetime
import gzip
import json
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.io import jsonl, text
from cntextclean.io.chunks import CHUNK_ROWS, CHUNK_SIZE, TooLong
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
        (rb'{"text": "\ud83d"}', {"text": "\ufffd"}),
        (rb'{"text": "\ud83d\ude00"}', {"text": "😀"}),
        (b'{"text": "a\tb"}', {"text": "a\tb"}),
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


SOUND = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(SOUND, SOUND | st.none() | st.integers() | st.lists(SOUND)))
def test_a_record_survives(record: dict[str, object]) -> None:
    line = jsonl.encode(record)
    assert line.count(b"\n") == 1
    assert jsonl.parse(line) == record


@given(st.dictionaries(st.text(), st.text() | st.floats() | st.lists(st.text() | st.floats())))
def test_what_is_written_is_utf8_and_json_that_others_read(record: dict[str, object]) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    json.loads(jsonl.encode(record).decode("utf-8"), parse_constant=refuse).keys()


def test_chinese_is_written_as_it_is() -> None:
    assert jsonl.encode({"text": "龟"}) == '{"text": "龟"}\n'.encode()


def test_lone_surrogates_are_written_as_replacement_characters() -> None:
    assert jsonl.encode({"a\ud83d": ["\ud83d", "\ud83d\ude00"]}) == '{"a�": ["�", "��"]}\n'.encode()


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


RECORD = {
    "標題": "成功大學",
    "text": "這是一個成功的故事，許多人因此受到鼓舞。餐廳的牆上掛著題詞：「功成不居」。",
    "tags": ["功課", "蓋許", {"誠": "裡"}],
    "n": 1,
}


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gbk", "gb18030", "euc_jp", "shift_jis"])
def test_a_line_in_another_encoding_is_decoded_before_it_is_parsed(encoding: str) -> None:
    """功 ends in 5C in Big5, 誠 in GBK, 表 in Shift JIS: to a parser of bytes that is a backslash."""
    record = RECORD
    if encoding == "shift_jis":
        record = {"題": "ソ連の表示能力について、予定を申し込むことができる。", "tags": ["十", {"貼": "構造"}]}
    line = json.dumps(record, ensure_ascii=False).encode(encoding)
    parsed = jsonl.read_line(line)
    assert parsed.record == record
    assert parsed.encoding is not None
    assert not parsed.faults


def test_a_line_put_together_from_bytes_is_read_string_by_string() -> None:
    """Its backslashes were escaped where they are halves of characters, so that as a whole it is no Big5."""
    page = RECORD["text"].encode("big5").replace(b"\\", b"\\\\")
    parsed = jsonl.read_line(b'{"text": "' + page + b'"}')
    assert parsed.record in ({"text": RECORD["text"]}, {"text": RECORD["text"].replace("功", "功\\")})


@pytest.mark.parametrize(
    ("line", "record", "faults", "why"),
    [
        (rb'{"a": "\udc00x\ud83d", "\ud800": 1}', {"a": "�x�", "�": 1}, {"record.lone-surrogate": 3}, "half emoji"),
        (b'{"a": NaN, "b": [Infinity, -Infinity]}', {"a": None, "b": [None, None]}, {"record.not-a-number": 3}, "NaN"),
        (b'{"a": 1, "a": 2, "b": {"c": 1, "c": 3}}', {"a": 2, "b": {"c": 3}}, {"record.duplicate-field": 2}, "last"),
        ('{"text": "一切都好，没有什么"'.encode() + b', "b": "\xff"}', {"text": "一切都好，没有什么", "b": "�"},
         {"record.undecodable": 1}, "a byte that is nothing"),
        ('{"a": "龟"}'.encode(), {"a": "龟"}, {}, "nothing to tell"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_counted(line: bytes, record: object, faults: dict[str, int], why: str) -> None:
    parsed = jsonl.read_line(line)
    assert (parsed.record, dict(parsed.faults)) == (record, faults), why


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_file_in_utf16_has_lines(tmp_path: Path, encoding: str) -> None:
    """上 and 戊 are 4E0A and 620A: a byte of each is that of a line end."""
    records = [{"text": "上戊" * 3}, {"text": "第二行"}]
    data = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "a.jsonl").write_bytes(data.encode(encoding))
    assert [jsonl.parse(line) for _, line in read_all(tmp_path / "a.jsonl")] == records


def test_byte_order_marks_where_files_were_put_together(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"a": 1}\n\xef\xbb\xbf{"a": 2}\n\xef\xbb\xbf\n')
    assert [jsonl.parse(line) for _, line in read_all(tmp_path / "a.jsonl")] == [{"a": 1}, {"a": 2}]


@given(st.lists(st.integers(0, 60)), st.lists(st.integers(0, 400)))
def test_lines_that_are_too_long_are_told_and_cost_no_other(sizes: list[int], cuts: list[int]) -> None:
    data = b"".join(b"x" * size + b"\n" for size in sizes)
    places = sorted({0, len(data), *(c for c in cuts if c < len(data))})
    found = list(jsonl.split_lines((data[a:b] for a, b in pairwise(places)), 40))
    assert [line.size if isinstance(line, TooLong) else len(line) for line in found] == sizes
    assert all(isinstance(line, TooLong) == (size > 40) for line, size in zip(found, sizes, strict=True))


def test_a_line_without_end_is_not_kept() -> None:
    endless = (bytes(1 << 16) for _ in range(1000))
    tracemalloc.start()
    try:
        (line,) = jsonl.split_lines(endless, 1 << 20)
        assert tracemalloc.get_traced_memory()[1] < 3 << 20
    finally:
        tracemalloc.stop()
    assert isinstance(line, TooLong)
    assert line.size == 1000 << 16
