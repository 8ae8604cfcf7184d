"""What encoding are bytes in? Certain signs first, then declarations, then the language model."""

from __future__ import annotations

from typing import NamedTuple

from .labels import declared
from .lines import plausible, read_lines
from .plain import read_plain, strict
from .reading import Builder, Evidence, Reading, Run
from .weigh import weigh

__all__ = ["Choice", "choose"]


class Choice(NamedTuple):
    """A reading with the encoding of most of it and the reason."""

    reading: Reading
    encoding: str
    evidence: Evidence


_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def choose(data: bytes, hint: str | None) -> Choice:
    """The reading of `data`; `hint` is an encoding that a caller believes in."""
    if not data:
        return Choice(Reading("", [], []), hint or "utf-8", "empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Choice(_whole(data, len(mark), encoding), encoding, "bom")
    meta = declared(data) if hint is None else None
    belief = hint or meta
    if data.isascii():
        return Choice(_whole(data, 0, belief or "utf-8"), belief or "utf-8", "ascii")
    text = strict(data, "utf-8")
    if text is not None:
        reading = Reading(text, [Run(0, 0, "utf-8")], [])
        if belief is None:
            return Choice(reading, "utf-8", "utf-8")
        return Choice(reading, "utf-8", ("hint" if hint else "meta") if belief == "utf-8" else "against-hint")
    encoding = weigh(data, belief)
    reading = _whole(data, 0, encoding)
    mixed = len({run.encoding for run in reading.runs if run.encoding}) > 1
    if mixed:
        return Choice(reading, encoding, "mixed")
    if belief is None:
        return Choice(reading, encoding, "language")
    return Choice(reading, encoding, ("hint" if hint else "meta") if belief == encoding else "against-hint")


def _whole(data: bytes, start: int, encoding: str) -> Reading:
    """All of data[start:], mostly in `encoding`; what stands before is a byte order mark."""
    builder = Builder()
    if start:
        builder.alone("", 0, encoding)
    rest = data[start:] if start else data
    text = strict(rest, encoding)
    if text is not None and plausible(text, encoding):
        read_plain(builder, rest, start, text, encoding)
    else:
        read_lines(builder, data, start, encoding)
    return builder.reading()
