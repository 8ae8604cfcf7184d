"""CSV: every row is a record or is refused with a reason, whatever its encoding, its quotes and its length."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cntextclean.io.chunks import Cells, TooLong
from cntextclean.io.delimited import parse, read
from cntextclean.io.files import DamagedFileError


def rows(path: Path, data: bytes, most: int | None = None) -> list[tuple[int, Cells | TooLong]]:
    path.write_bytes(data)
    return [pair for chunk in read(path, most) for pair in zip(chunk.numbers, chunk.lines, strict=True)]  # type: ignore[misc]


def records(path: Path, data: bytes) -> list[tuple[int, dict[str, str]]]:
    return [(number, parse(row).record) for number, row in rows(path, data) if isinstance(row, Cells)]


@pytest.mark.parametrize(
    ("data", "expected", "why"),
    [
        ("id,text\n1,甲\n", [(2, {"id": "1", "text": "甲"})], "the plainest"),
        ("\ufeffid,text\r\n1,甲\r\n\r\n2,乙",
         [(2, {"id": "1", "text": "甲"}), (4, {"id": "2", "text": "乙"})], "Excel"),
        ('id,text\n1,"甲\n乙""丙"",丁"\n2,戊\n',
         [(2, {"id": "1", "text": '甲\n乙"丙",丁'}), (4, {"id": "2", "text": "戊"})],
         "a cell over two lines"),
        ("id;text\n1;甲,乙\n", [(2, {"id": "1", "text": "甲,乙"})], "semicolons"),
        ("id\ttext\n1\t甲,乙\n", [(2, {"id": "1", "text": "甲,乙"})], "tabs"),
        ("text\n甲\n", [(2, {"text": "甲"})], "one column"),
        ("id,text\n1,甲\0乙\n", [(2, {"id": "1", "text": "甲\0乙"})], "a NUL"),
        ("id,text\n", [], "names only"),
        ("", [], "nothing"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 and "\n" not in value else "",
)  # fmt: skip
def test_rows(tmp_path: Path, data: str, expected: list[tuple[int, dict[str, str]]], why: str) -> None:
    assert records(tmp_path / "a.csv", data.encode()) == expected, why


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_rows_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """In Big5 the second byte of 功 and 許 is a backslash, of others a bracket or a bar."""
    text = "這項工作獲得成功，許多人\n都來參觀，蓋好的房屋也很漂亮。"
    if encoding == "gb18030":
        text = "这项工作获得成功，许多人\n都来参观，盖好的房屋也很漂亮。"
    data = f'標題,text\n"甲乙",""\n"成功的例子","{text}"\n'.replace("標題", "id").encode(encoding)
    assert records(tmp_path / "a.csv", data)[1:] == [(3, {"id": "成功的例子", "text": text})]


def test_rows_of_two_encodings_in_one_file(tmp_path: Path) -> None:
    line = "今天的会议讨论了学校图书馆的开放时间，大家都同意延长到晚上九点。"
    data = b"id,text\n1," + line.encode("gb18030") + b"\n2," + line.encode() + b"\n"
    path = tmp_path / "a.csv"
    assert [record["text"] for _, record in records(path, data)] == [line, line]
    assert [parse(row).encoding for _, row in rows(path, data) if isinstance(row, Cells)] == ["gb18030", None]


def test_a_row_that_does_not_fit_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", "id,text\n1,甲,乙\n2\n3,丙\n".encode())
    for (_, row), size in zip(found[:2], (3, 1), strict=True):
        with pytest.raises(ValueError, match=f"the row has {size} cells and the first row of the file 2"):
            parse(row)  # type: ignore[arg-type]
    assert parse(found[2][1]).record == {"id": "3", "text": "丙"}  # type: ignore[arg-type]


def test_what_is_too_long_is_no_more_than_told(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    long = b"x" * 5000
    data = b"id,text\n1," + long + b"\n2,y\n3,\"" + b"z\n" * 4000 + b"\n4,\"y\"\n"
    found = rows(tmp_path / "a.csv", data, 1000)
    assert [number for number, row in found if isinstance(row, TooLong)][:2] == [2, 4]
    assert parse(found[1][1]).record == {"id": "2", "text": "y"}  # type: ignore[arg-type]
    assert csv.field_size_limit() == before, "other users of csv keep their limit"


def test_a_long_cell_is_read_where_that_is_allowed(tmp_path: Path) -> None:
    text = "甲" * csv.field_size_limit()
    assert records(tmp_path / "a.csv", f"id,text\n1,{text}\n".encode()) == [(2, {"id": "1", "text": text})]


def test_a_first_row_that_names_no_fields(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match=r"a\.csv: the first row must name the fields, and names \['id'\] twice"):
        rows(tmp_path / "a.csv", b"id,id\n1,2\n")
