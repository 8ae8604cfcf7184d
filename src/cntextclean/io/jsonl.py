"""JSON lines: a line is a record, in any encoding; what is written is always valid UTF-8 and valid JSON.

Where JSON leaves it open: of two fields with one name the last counts, NaN and the infinities are null, and half of a
surrogate pair is U+FFFD. Each of these is counted (`Parsed.faults`).
"""

from __future__ import annotations

import base64
import codecs
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..decoding.decoded import decode
from .chunks import Lines, TooLong, grouped
from .files import DamagedFileError, InputFile

__all__ = ["Parsed", "as_utf8", "encode", "parse", "read", "read_line", "sound", "split_lines"]

BOM = b"\xef\xbb\xbf"
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"{\0": "utf-16-le", b"\0{": "utf-16-be"}
HEAD = 1000  # bytes of a line that is too long, to tell which it was

_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(rb"\\u[dD][89a-fA-F]")


def read(path: Path, most: int | None = None) -> Iterator[Lines]:
    """The lines of a file that are not blank, by the chunk, numbered from 1 as an editor does.

    most: bytes that a line may have. Raises OSError; DamagedFileError after the last line that could be read, and for
    a file that is JSON but not JSON lines.
    """
    with InputFile(path) as file:
        for numbers, lines in grouped(_numbered(file, most), len):
            yield Lines(numbers, lines, file.position)


def _numbered(file: InputFile, most: int | None) -> Iterator[tuple[int, bytes | TooLong]]:
    first = True
    for number, line in enumerate(split_lines(as_utf8(file.blocks()), most), start=1):
        if isinstance(line, bytes):
            line = line.removeprefix(BOM)  # also where files with one were put together
        if isinstance(line, TooLong) or line.strip():
            if first:
                _check_lines(file.path, line)
            first = False
            yield number, line


def as_utf8(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """A file in UTF-16 as UTF-8: its line ends are not where a byte is one."""
    start = next(blocks, b"")
    name = WIDE.get(start[:2])
    if name is None:
        yield start
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(name)("replace")
    yield decoder.decode(start).encode()
    for block in blocks:
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


def _check_lines(path: Path, line: bytes | TooLong) -> None:
    """Raises DamagedFileError if the first line of a file says that it is one JSON value over many lines."""
    start = (line.start if isinstance(line, TooLong) else line).strip()
    if start == b"{" or (start[:1] == b"[" and (isinstance(line, TooLong) or not _is_record(start))):
        kind = "array" if start[:1] == b"[" else "object over several lines"
        raise DamagedFileError(f"{path}: a JSON {kind}, not JSON lines; make them with: jq -c '.[]?' or jq -c .")


def _is_record(line: bytes) -> bool:
    """Whether a line that begins an array is a record of its own, if a wrong one, and not a list of records."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return not value or not all(isinstance(item, dict) for item in value)


def split_lines(blocks: Iterable[bytes], most: int | None = None) -> Iterator[bytes | TooLong]:
    """Lines without their newline. A line over many blocks costs no more than its length, nor more than `most`.

    What stands before an error that `blocks` raises is given before it.
    """
    line = _Line(most)
    try:
        for block in blocks:
            first, *rest = block.split(b"\n")
            line.add(first)
            for part in rest:
                yield line.take()
                line.add(part)
    except DamagedFileError:
        if line.size:
            yield line.take()
        raise
    if line.size:
        yield line.take()


@dataclass(slots=True)
class _Line:
    """A line that is being read, of which no more is kept than is allowed."""

    most: int | None
    size: int = 0
    parts: list[bytes] = field(default_factory=list)

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self.most is None or self.size <= self.most:
            self.parts.append(part)
        elif len(self.parts) != 1 or len(self.parts[0]) != HEAD:
            self.parts = [b"".join([*self.parts, part])[:HEAD].ljust(HEAD)]

    def take(self) -> bytes | TooLong:
        whole, size = b"".join(self.parts), self.size
        self.parts, self.size = [], 0
        return whole if self.most is None or size <= self.most else TooLong(size, self.most, whole)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The record of a line.

    encoding: of the line, where it is no UTF-8. faults: what could not be kept as it was, and how often.
    """

    record: dict[str, Any]
    encoding: str | None
    faults: Counter[str]


def parse(line: bytes) -> dict[str, Any]:
    """The record of a line. Raises ValueError as `read_line` does."""
    return read_line(line).record


def read_line(line: bytes) -> Parsed:
    """The record of a line and how it was read.

    The whole line is decoded before it is parsed: in Big5 and GBK the second byte of a character may be a backslash.
    Only where that gives no JSON are its strings decoded one by one, as of a line that was put together from bytes.
    Raises ValueError if it is no JSON object.
    """
    faults: Counter[str] = Counter()
    try:
        record, encoding = _loads(line.decode(), faults), None
    except UnicodeDecodeError:
        decoded = decode(line)
        encoding = decoded.encoding
        try:
            record = _loads(decoded.text, faults)
            faults["record.undecodable"] = len(decoded.errors)
        except ValueError:
            faults.clear()
            record = _loads(line.decode("utf-8", "surrogateescape"), faults)
            record = _mapped(record, lambda text: _recoded(text, encoding))
    if not isinstance(record, dict):
        raise ValueError(f"a record must be a JSON object, not {type(record).__name__}")
    if _ESCAPED.search(line):
        record = _mapped(record, lambda text: _counted(text, faults))
    return Parsed(record, encoding, +faults)


def _loads(text: str, faults: Counter[str]) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        faults["record.duplicate-field"] += len(pairs) - len(result)
        return result

    def null(name: str) -> None:
        faults["record.not-a-number"] += 1

    try:  # strict=False: a raw tab in a string is dirt
        return json.loads(text, object_pairs_hook=unique, parse_constant=null, strict=False)
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error


def _recoded(text: str, encoding: str | None) -> str:
    if text.isascii():
        return text
    try:
        return decode(text.encode("utf-8", "surrogateescape"), hint=encoding).text
    except UnicodeEncodeError:
        return sound(text)


def _counted(text: str, faults: Counter[str]) -> str:
    result, count = _SURROGATE.subn("\ufffd", text)
    faults["record.lone-surrogate"] += count
    return result


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with all its strings changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): _mapped(item, change) for key, item in value.items()}
    return [_mapped(item, change) for item in value] if isinstance(value, list) else value


def sound(text: str) -> str:
    """A text with U+FFFD for each lone surrogate: two that meet do not become a character."""
    return _SURROGATE.sub("\ufffd", text)


def encode(record: Mapping[str, Any]) -> bytes:
    """A record as a line with its newline. bytes become base64, dates and the like their usual spelling."""
    try:
        text = json.dumps(record, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(record), ensure_ascii=False, default=_plain)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return sound(text).encode() + b"\n"


def _finite(value: Any) -> Any:
    """A value with null for each number that JSON has no word for."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, (list, tuple)) else value


def _plain(value: object) -> object:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode("ascii")
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
