"""WARC and WET files."""

from __future__ import annotations

import gzip
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean.io import warc
from cntextclean.io.files import DamagedFileError

if not os.environ.get("CI"):
    pytest.importorskip("fastwarc")

GBK = "<p>乌龟爬得慢</p>".encode("gb18030") * 40


def record(kind: str, uri: str, body: bytes, *, http: str = "") -> bytes:
    """A WARC record (ISO 28500); with `http` headers the body is that of a response."""
    content_type = "text/plain"
    if http:
        body = f"HTTP/1.1 200 OK\r\n{http}\r\n\r\n".encode() + body
        content_type = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{uri}>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
        f"WARC-Target-URI: {uri}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


RECORDS = [
    record("warcinfo", "http://a/info", b"software: x"),
    record("request", "http://a/1", b"", http="Host: a"),
    record("response", "http://a/1", GBK, http="Content-Type: text/html; charset=gbk"),
    record(
        "response", "http://a/2", gzip.compress(GBK), http="Content-Type: text/html\r\nContent-Encoding: gzip"
    ),
    record("conversion", "http://a/3", "乌龟".encode()),
]


def pages(path: Path) -> list[dict[str, object]]:
    return [dict(page) for chunk in warc.read(path) for page in chunk.pages]


@pytest.mark.parametrize("packed", [False, True])
def test_responses_and_conversions_are_pages(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in RECORDS))
    first, second, third = pages(path)
    assert first == {
        "id": "<urn:http://a/1>",
        "url": "http://a/1",
        "date": "2020-01-02T03:04:05Z",
        "type": "response",
        "content_type": "text/html",
        "charset": "gbk",
        "status": 200,
        "payload": GBK,
    }
    assert (second["url"], second["payload"], second["charset"]) == ("http://a/2", GBK, None)
    assert (third["type"], third["content_type"], third["status"]) == ("conversion", "text/plain", None)
    assert third["payload"] == "乌龟".encode()


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_file_gives_what_stands_before_and_says_so(tmp_path: Path, packed: bool) -> None:
    """fastwarc alone takes a file that is cut off for a complete one."""
    data = b"".join(gzip.compress(r) if packed else r for r in RECORDS[2:])
    start = len(gzip.compress(RECORDS[2]) if packed else RECORDS[2])
    path = tmp_path / "a.warc.gz"
    for cut, expected in ((start + 30, 1), (start + 200, 1), (len(data) - 3, 3)):
        path.write_bytes(data[:cut])
        got: list[object] = []
        with pytest.raises(DamagedFileError, match="cut off"):
            for chunk in warc.read(path):
                got += [page["url"] for page in chunk.pages]
        assert got == ["http://a/1", "http://a/2", "http://a/3"][:expected]


def test_every_cut_inside_a_record_is_seen(tmp_path: Path) -> None:
    data = b"".join(RECORDS[2:])
    ends = {len(b"".join(RECORDS[2:n])) for n in range(3, 6)}
    path = tmp_path / "a.warc"
    for cut in set(range(1, len(data), 7)) - ends:
        path.write_bytes(data[:cut])
        with pytest.raises(DamagedFileError):
            pages(path)
    for cut in ends:
        path.write_bytes(data[:cut])
        pages(path)


def test_a_file_that_is_no_warc_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"<html>\r\n\r\n" * 100)
    with pytest.raises(DamagedFileError, match="WARC"):
        pages(path)


def test_an_empty_file_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"")
    assert pages(path) == []


@given(st.integers(0, 400), st.binary(max_size=40))
def test_any_damage_is_damage(place: int, junk: bytes) -> None:
    data = b"".join(RECORDS[2:])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc"
        path.write_bytes(data[:place] + junk + data[place + len(junk) :])
        try:
            found = pages(path)
        except DamagedFileError:
            return
        assert len(found) <= 3
