"""WARC and WET files, read by fastwarc: the body of each HTTP response, the text of each WET conversion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..extras import need
from .arrow import pyarrow
from .chunks import Pages, TooLong, grouped
from .files import DamagedFileError, InputFile

__all__ = ["FIELD", "read", "schema"]

FIELD = "payload"

TAIL = 1 << 16
HEADER = re.compile(
    rb"^WARC/1\.\d\r?\n(?:[^\r\n]+\r?\n)*?Content-Length: *(?P<size>\d+)\r?\n(?:[^\r\n]+\r?\n)*\r?\n",
    re.M | re.I,
)


def read(path: Path, most: int | None = None) -> Iterator[Pages]:
    """Records {"id", "url", "date", "type", "content_type", "charset", "status", "payload": bytes}.

    Numbers count these records from 1; requests and other records of a WARC file are no pages and are passed
    over. most: bytes that a payload may have, decompressed.
    Raises OSError, MissingExtraError; DamagedFileError after the last record that could be read.
    """
    warc = need("fastwarc.warc", extra="warc", purpose="a WARC file")
    with InputFile(path) as file:
        records = enumerate(_records(warc, file, most), start=1)
        for numbers, pages in grouped(records, lambda page: len(page[FIELD])):
            yield Pages(numbers, pages, file.position)


def schema() -> Any:
    """The Arrow schema of these records."""
    pa = pyarrow()
    names = ("id", "url", "date", "type", "content_type", "charset")
    return pa.schema([*((name, pa.string()) for name in names), ("status", pa.int32()), (FIELD, pa.binary())])


class _Source:
    """A file as fastwarc reads it: it ends where the file is damaged, and `damage` then says how.

    fastwarc reads ahead, so an error raised here would cost the records before it. And its own decompression
    takes a file that is cut off for a complete one.
    """

    def __init__(self, file: InputFile) -> None:
        self.path = file.path
        self.damage: DamagedFileError | None = None
        self._blocks = file.blocks()
        self._rest = b""
        self._tail = b""
        self._size = 0

    def read(self, size: int) -> bytes:
        if not self._rest:
            try:
                self._rest = next(self._blocks, b"")
            except DamagedFileError as error:
                self.damage = error
        data, self._rest = self._rest[:size], self._rest[size:]
        self._tail = (self._tail + data)[-TAIL:]
        self._size += len(data)
        return data

    def tell(self) -> int:
        return self._size

    def check_end(self) -> None:
        """Raises DamagedFileError if the file ends before its last record does."""
        if self.damage is None and self._tail and not _is_complete(self._tail):
            self.damage = DamagedFileError(f"{self.path}: the last record is cut off")
        if self.damage:
            raise self.damage


def _is_complete(tail: bytes) -> bool:
    """Whether the end of a file is the end of a record: two line ends, and as many bytes as the header says.

    fastwarc passes over a record of which only the header is there. Source: ISO 28500, 4.
    """
    if not tail.replace(b"\r", b"").endswith(b"\n\n"):
        return False
    *_, last = [None, *HEADER.finditer(tail)]
    return last is None or len(tail) - last.end() >= int(last["size"])


def _records(warc: Any, file: InputFile, most: int | None) -> Iterator[dict[str, Any]]:
    kinds = warc.WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion
    source = _Source(file)
    try:
        for record in warc.ArchiveIterator(source, record_types=wanted, auto_decode="all"):
            page = _page(record, most)
            if page is None:
                break
            yield page
    except OSError as error:
        if error.errno is not None:  # the disk, not the contents
            raise
        raise source.damage or DamagedFileError(f"{file.path}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what fastwarc, which is Rust, raises when it gives up
            raise
        raise source.damage or DamagedFileError(f"{file.path}: fastwarc cannot read it") from error
    source.check_end()


def _page(record: Any, most: int | None) -> dict[str, Any] | None:
    """A record as a dictionary; None if it is cut off."""
    headers = record.headers
    http = record.http_headers if record.is_http_parsed else None
    expected = record.content_length
    body = record.reader.read() if most is None else record.reader.read(most + 1)
    long = most is not None and len(body) > most
    coded = http is not None and ("Content-Encoding" in http or "Transfer-Encoding" in http)
    if headers.get("Content-Length") is None or (len(body) < expected and not coded and not long):
        return None
    return {
        "id": headers.get("WARC-Record-ID"),
        "url": headers.get("WARC-Target-URI"),
        "date": headers.get("WARC-Date"),
        "type": headers.get("WARC-Type"),
        "content_type": headers.get("Content-Type") if http is None else record.http_content_type,
        "charset": None if http is None else record.http_charset,
        "status": None if http is None else http.status_code,
        FIELD: TooLong(max(len(body), expected), most) if long and most is not None else body,
    }
