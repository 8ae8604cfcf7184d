"""Reads damaged and mixed bytes: each line in the encoding that explains it best, and damaged spots with care."""

from __future__ import annotations

import re
from typing import Final

from ..alignment import Span
from .align import WIDTHS, align
from .doubt import first_doubt
from .likelihood import CUT_BYTES, likelihood
from .plain import prefix, read_stepping, read_strict, strict
from .reading import CODECS, Builder
from .weigh import FAMILY, Sample, appraise

__all__ = ["doubtful", "read_lines", "read_whole"]

_PART: Final = 2048  # bytes read at once
_BEFORE: Final = 16  # characters before a doubtful one that are read again
_AFTER: Final = 64  # bytes after it
_SPARE: Final = 16  # bytes at the end of a part whose reading is left to the next
_SURE: Final = 6.0  # nats by which a reading with errors must beat one without
_SWITCH: Final = 12.0  # nats by which another encoding must explain a line better than that of the page
_FAIR: Final = -8.5  # mean score of a character above which no other encoding is tried
_LOOK: Final = 128  # bytes of a line that decide its encoding
_HEAD: Final = 32  # bytes that tell whether data begins inside a character
_ONE_BYTE: Final = re.compile(rb"[\x00-\x2f]")  # never part of a longer character in the encodings with a shift
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_MIXED: Final = ("utf-8", "gb18030", "big5hkscs")


def read_whole(builder: Builder, data: bytes, at: int, encoding: str, *, cut: bool) -> None:
    """Read data[at:], which is mostly in `encoding`. cut: whether it may begin inside a character."""
    rest = data[at:] if at else data
    text = strict(rest, encoding)
    if text is not None and not (doubtful(text, encoding) or (cut and _shifted(rest, encoding))):
        read_strict(builder, rest, at, text, encoding)
    elif encoding.startswith(("utf-16", "utf-32")):
        _read_line(builder, rest, at, encoding, (cut, True))
    else:
        read_lines(builder, data, at, encoding, cut=cut)


def doubtful(text: str, encoding: str) -> bool:
    """Whether a text read without errors should be looked at line by line."""
    return _doubt(text, encoding) >= 0


def _doubt(text: str, encoding: str) -> int:
    if encoding in ("gb18030", "big5hkscs"):
        return first_doubt(text)
    return first_doubt(text, wide=True) if encoding.startswith("utf-16") else -1


def read_lines(builder: Builder, data: bytes, at: int, encoding: str, *, cut: bool) -> None:
    """Read data[at:] line by line; "\\n" ends a line."""
    low = at
    while low < len(data):
        high = data.find(b"\n", low) + 1 or len(data)
        line = data[low:high]
        ends = (cut and low == at, high == len(data))
        text = line.decode("ascii") if line.isascii() else strict(line, encoding)
        if text is not None and not (doubtful(text, encoding) or (ends[0] and _shifted(line, encoding))):
            read_strict(builder, line, low, text, encoding)
        else:
            _read_line(builder, line, low, _line_encoding(line, encoding, ends), ends)
        low = high


def _line_encoding(line: bytes, encoding: str, cut: tuple[bool, bool]) -> str:
    """The encoding of one line on a page that is mostly in `encoding`."""
    match = _HIGH.search(line)
    start = max(0, match.start() - 8) if match else 0
    look = line[start : start + _LOOK]
    sample = Sample(look, (cut[0] and start == 0, len(look) < len(line) - start or cut[1]))
    own = appraise(sample, encoding)
    if own.mean < _FAIR:
        own = max(own, appraise(sample, encoding, careful=True))
    best, best_score = encoding, own.score + _SWITCH
    for other in _MIXED if own.mean < _FAIR else ():
        measure = appraise(sample, other)
        if other != encoding and measure.score > best_score and measure.mean > own.mean:
            best, best_score = other, measure.score
    return best


def _read_line(builder: Builder, line: bytes, low: int, encoding: str, cut: tuple[bool, bool]) -> None:
    if encoding not in WIDTHS:
        text = strict(line, encoding)
        if text is None:
            read_stepping(builder, line, low, encoding)
        else:
            builder.add(text, low, encoding)
        return
    codec = CODECS.get(encoding, encoding)
    at = 0
    while at < len(line):
        part = line[at : at + _PART]
        text, size, bad = prefix(part, encoding, final=at + _PART >= len(line))
        doubt = 0 if at == 0 and cut[0] and _shifted(part, encoding) else _doubt(text, encoding)
        if doubt < 0 and not bad:
            read_strict(builder, part[:size], low + at, text, encoding)
            at += size
            continue
        spot = doubt if doubt >= 0 else len(text)
        sound = text[: _sound(text, spot, encoding)]
        skip = len(sound.encode(codec))
        read_strict(builder, part[:skip], low + at, sound, encoding)
        until = at + len(text[:spot].encode(codec))
        at = _read_spot(builder, line, low, Span(at + skip, until), encoding, cut)


def _sound(text: str, spot: int, encoding: str) -> int:
    """How many characters before a doubtful one are certain: up to the last that no shift can have crossed."""
    start = max(0, spot - _BEFORE)
    if not encoding.startswith("utf"):
        for k in range(spot, start, -1):
            if "\t" <= text[k - 1] < "0":
                return k
    return start


def _read_spot(builder: Builder, line: bytes, low: int, spot: Span, encoding: str, cut: tuple[bool, bool]) -> int:
    """Read line[spot.start:] up to a safe place after spot.end, with care; returns that place."""
    start, doubt = spot
    match = None if encoding.startswith("utf") else _ONE_BYTE.search(line, doubt + 2, doubt + _AFTER)
    stop = match.start() if match else min(len(line), doubt + _AFTER + _SPARE)
    certain = match is not None or stop == len(line)
    window = line[start:stop]
    model = likelihood(FAMILY[encoding])
    score, pieces = align(window, encoding, model, cut=(cut[0] and start == 0, cut[1] and stop == len(line)))
    text = strict(window, encoding)
    if certain and text is not None and model.score(text) > score - _SURE:
        read_strict(builder, window, low + start, text, encoding)
        return stop
    limit = len(window) if certain else len(window) - _SPARE
    done = 0
    for where, size, char in pieces:
        if where >= limit:
            break
        place, done = low + start + where, where + size
        if not char:
            builder.error(place, place + size)
        elif len(char) > 1 or window[where : where + size] == b"\x80":
            builder.alone(char, place, encoding)
        else:
            builder.add(char, place, encoding)
    return start + done


def _shifted(data: bytes, encoding: str) -> bool:
    """Whether data begins inside a character: it reads better without its first byte."""
    if encoding not in WIDTHS or (data[0] < 0x40 and not encoding.startswith("utf")):
        return False
    match = None if encoding.startswith("utf") else _ONE_BYTE.search(data, 0, _HEAD)
    head = data[: match.start() if match else _HEAD]
    codec, model = CODECS.get(encoding, encoding), likelihood(FAMILY[encoding])
    whole, later = (model.score(d.decode(codec, "replace").rstrip("\ufffd")) for d in (head, head[1:]))
    return later + CUT_BYTES > whole
