"""Reads damaged and mixed bytes: each line in its own encoding, and damaged spots by the language model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ..alignment import Span
from ..patterns import lazy
from .align import WIDTHS, Piece, align
from .doubt import doubts, mean_cost
from .likelihood import CUT_BYTES, likelihood
from .plain import prefix, read_stepping, read_strict, strict
from .reading import CODECS, Builder
from .weigh import FAMILY, Sample, appraise

__all__ = ["read_whole"]

_CHUNK: Final = 2048  # bytes read at once
_BEFORE: Final = 16  # characters before a doubtful one that are read again
_AFTER: Final = 64  # bytes after it
_SPARE: Final = 16  # bytes at the end of a part whose reading is left to the next
_SURE: Final = (
    40.0  # nats by which a reading with errors must beat one without: damage that is older than these
)
# bytes, such as a shift that somebody stored as text, is for the repairs of text to undo
_PATIENCE: Final = 40  # doubtful spots in a row that needed no change: then the rest is read as it is
_CHEAP: Final = 8.4  # mean cost of characters of a line whose encoding is not in question,
_LEAD: Final = 2.5  # and so much less than in any other encoding
_SWITCH: Final = 12.0  # nats by which another encoding must explain a line better than that of the page
_FAIR: Final = -8.5  # mean score of a character above which no other encoding is tried
_LOOK: Final = 128  # bytes of a line that decide its encoding
_BEGUN: Final = 8.0  # nats for the usual case that data begins with a whole character
_HEAD: Final = 32  # bytes that tell whether data begins inside a character
_ONE_BYTE: Final = lazy(rb"[\x00-\x2f]")  # never part of a longer character, in what can be shifted
_HIGH: Final = lazy(rb"[\x80-\xff]")
_MIXED: Final = ("utf-8", "gb18030", "big5hkscs")


class Part(NamedTuple):
    """A line, or all of a page without lines, that begins at byte `at` of the page.

    cut: whether characters may be cut off at its start and its end.
    """

    data: bytes
    at: int
    encoding: str
    cut: tuple[bool, bool]


def read_whole(builder: Builder, data: bytes, at: int, encoding: str, *, cut: bool) -> None:
    """Read data[at:], which is mostly in `encoding`. cut: whether it may begin inside a character."""
    rest = data[at:] if at else data
    text = strict(rest, encoding)
    sound = text is not None and not (cut and _shifted(rest, encoding))
    if encoding.startswith(("utf-16", "utf-32")):  # which have no lines until they are read
        if text is not None and sound and next(_doubts(text, encoding), None) is None:
            read_strict(builder, rest, at, text, encoding)
        else:
            _read_part(builder, Part(rest, at, encoding, (cut, True)))
    elif text is not None and sound:
        _read_sound(builder, Part(rest, at, encoding, (False, True)), text)
    else:
        _read_lines(builder, Part(rest, at, encoding, (cut, True)))


def _doubts(text: str, encoding: str) -> Iterator[int]:
    if encoding in ("gb18030", "big5hkscs"):
        return doubts(text)
    return doubts(text, wide=True) if encoding.startswith("utf-16") else iter(())


def _read_lines(builder: Builder, page: Part) -> None:
    """Read a page line by line; lines that can be read are taken together."""
    data, at, encoding, cut = page
    low = sound = 0
    for high in _line_ends(data):
        line = data[low:high]
        begins = cut[0] and low == 0
        text = strict(line, encoding)
        if text is None or (begins and _shifted(line, encoding)):
            _read_block(builder, page, Span(sound, low))
            ends = (begins, cut[1] and high == len(data))
            part = Part(line, at + low, encoding, ends)
            _read_part(builder, part._replace(encoding=_line_encoding(part)))
            sound = high
        low = high
    _read_block(builder, page, Span(sound, low))


def _read_block(builder: Builder, page: Part, span: Span) -> None:
    """Read lines of a page that can be read."""
    data = page.data[span.start : span.end]
    if data:
        part = Part(
            data, page.at + span.start, page.encoding, (False, page.cut[1] and span.end == len(page.data))
        )
        _read_sound(builder, part, strict(data, page.encoding) or "")


def _read_sound(builder: Builder, part: Part, text: str) -> None:
    """Add `text`, which is the whole of a part, but read again the lines that make no sense."""
    data, at, encoding, cut = part
    spans = _doubtful_lines(text, encoding)
    if not spans:
        read_strict(builder, data, at, text, encoding)
        return
    codec = CODECS.get(encoding, encoding)
    done = low = vain = 0
    for start, stop in [*spans, Span(len(text), len(text))]:
        if vain > _PATIENCE:
            start = stop = len(text)
        good = text[done:start]
        size = len(good.encode(codec))
        read_strict(builder, data[low : low + size], at + low, good, encoding)
        low += size
        high = low + len(text[start:stop].encode(codec))
        if high > low:
            line = Part(data[low:high], at + low, encoding, (False, cut[1] and high == len(data)))
            line = line._replace(encoding=_line_encoding(line))
            errors = len(builder.errors)
            _read_part(builder, line)
            vain = vain + 1 if line.encoding == encoding and len(builder.errors) == errors else 0
        done, low = stop, high


def _doubtful_lines(text: str, encoding: str) -> list[Span]:
    spans: list[Span] = []
    for doubt in _doubts(text, encoding):
        if not spans or doubt >= spans[-1].end:
            spans.append(Span(text.rfind("\n", 0, doubt) + 1, text.find("\n", doubt) + 1 or len(text)))
    return spans


def _line_encoding(part: Part) -> str:
    """The encoding of one line on a page that is mostly in part.encoding."""
    line, _, encoding, cut = part
    costs = {name: _cost(line, name) for name in dict.fromkeys((encoding, *_MIXED))}
    if costs[encoding] < _CHEAP:
        return encoding
    first, second = sorted(costs, key=lambda name: costs[name])[:2]
    if costs[first] < _CHEAP and costs[second] > costs[first] + _LEAD:
        return first
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


def _cost(line: bytes, encoding: str) -> float:
    """The mean cost of a line's characters as Chinese; what cannot be read costs most."""
    return mean_cost(line.decode(CODECS.get(encoding, encoding), "replace"))[0]


def _line_ends(data: bytes) -> Iterator[int]:
    high = 0
    while high < len(data):
        high = data.find(b"\n", high) + 1 or len(data)
        yield high


def _read_part(builder: Builder, part: Part) -> None:
    """Read a part of one encoding: what is sound at full speed, doubtful and unreadable spots with care."""
    data, low, encoding, cut = part
    if encoding not in WIDTHS:
        text = strict(data, encoding)
        if text is None:
            read_stepping(builder, data, low, encoding)
        else:
            builder.add(text, low, encoding)
        return
    codec = CODECS.get(encoding, encoding)
    at = vain = 0
    while at < len(data):
        chunk = data[at : at + _CHUNK]
        text, size, bad = prefix(chunk, encoding, final=at + _CHUNK >= len(data))
        doubt = next(_doubts(text, encoding), -1) if vain < _PATIENCE else -1
        if at == 0 and cut[0] and _shifted(chunk, encoding):
            doubt = 0
        if doubt < 0 and not bad:
            read_strict(builder, chunk[:size], low + at, text, encoding)
            at += size
            continue
        spot = doubt if doubt >= 0 else len(text)
        sound = text[: _sound(text, spot, encoding)]
        skip = len(sound.encode(codec))
        read_strict(builder, chunk[:skip], low + at, sound, encoding)
        until = at + len(text[:spot].encode(codec))
        errors = len(builder.errors)
        at = _read_spot(builder, part, Span(at + skip, until))
        vain = vain + 1 if len(builder.errors) == errors else 0


def _sound(text: str, spot: int, encoding: str) -> int:
    """How many characters before a doubtful one are certain: up to the last that no shift can cross."""
    start = max(0, spot - _BEFORE)
    if not encoding.startswith("utf"):
        for k in range(spot, start, -1):
            if "\t" <= text[k - 1] < "0":
                return k
    return start


def _read_spot(builder: Builder, part: Part, spot: Span) -> int:
    """Read from spot.start up to a safe place after spot.end, by the language model; returns that place."""
    data, low, encoding, cut = part
    start, doubt = spot
    match = None if encoding.startswith("utf") else _ONE_BYTE.search(data, doubt + 2, doubt + _AFTER)
    stop = match.start() if match else min(len(data), doubt + _AFTER + _SPARE)
    certain = match is not None or stop == len(data)
    window = data[start:stop]
    model = likelihood(FAMILY[encoding])
    score, pieces = align(window, encoding, model, cut=(cut[0] and start == 0, cut[1] and stop == len(data)))
    text = strict(window, encoding)
    sure = 0.0 if cut[0] and start == 0 else _SURE
    if certain and text is not None and model.score(text) > score - sure:
        read_strict(builder, window, low + start, text, encoding)
        return stop
    limit = len(window) if certain else len(window) - _SPARE
    kept = [piece for piece in pieces if piece.at < limit]
    _add(builder, kept, window, low + start, encoding)
    return start + kept[-1].at + kept[-1].size


def _add(builder: Builder, pieces: list[Piece], window: bytes, at: int, encoding: str) -> None:
    """Add pieces of a window that begins at byte `at`."""
    for where, size, char in pieces:
        if not char:
            builder.error(at + where, at + where + size)
        elif len(char) > 1 or window[where : where + size] == b"\x80":
            builder.alone(char, at + where, encoding)
        else:
            builder.add(char, at + where, encoding)


def _shifted(data: bytes, encoding: str) -> bool:
    """Whether data begins inside a character: it reads better without its first byte."""
    if encoding not in WIDTHS or (data[0] < 0x40 and not encoding.startswith("utf")):
        return False
    match = None if encoding.startswith("utf") else _ONE_BYTE.search(data, 0, _HEAD)
    head = data[: match.start() if match else _HEAD]
    codec, model = CODECS.get(encoding, encoding), likelihood(FAMILY[encoding])
    whole, later = (d.decode(codec, "replace") for d in (head, head[1:]))
    if not match:  # the last character is cut off by this look only
        whole, later = whole.rstrip("\ufffd"), later.rstrip("\ufffd")
    return model.score(later) + CUT_BYTES > model.score(whole) + _BEGUN
