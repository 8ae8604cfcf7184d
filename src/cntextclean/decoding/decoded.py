"""Bytes to text: never raises on any bytes, loses none, and knows where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from ..alignment import Span
from .choose import choose
from .labels import resolve
from .reading import CODECS, Evidence, Run

__all__ = ["Decoded", "Evidence", "Run", "decode"]

_STEP = 512  # characters between two remembered byte positions of a run


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read as text.

    encoding: the encoding of most of the text, in lower case as Python spells it ("gb18030", "big5hkscs",
    "utf-16-le").
    evidence: see `Evidence`.
    errors: spans of bytes (half-open) that could not be decoded, one for each U+FFFD that stands for them in
    `text`.
    runs: which bytes each part of the text came from, see `Run`; ordered, and together they cover all bytes.
    size: number of bytes.
    """

    text: str
    encoding: str
    evidence: Evidence
    errors: tuple[Span, ...]
    runs: tuple[Run, ...]
    size: int
    _marks: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def byte_span(self, start: int, end: int) -> Span:
        """The bytes that code points [start, end) of `text` came from; half-open. Empty for an empty range.

        Spans of single characters are ordered and disjoint. What no span covers is a byte order mark or an
        escape sequence. The four pairs of Big5-HKSCS that are a letter and its accent give one byte to each.
        Raises IndexError if the range is not in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is not a range of a text of {len(self.text)} characters")
        if start == end:
            at = self._edge(start, last=start == len(self.text) > 0)
            return Span(at, at)
        return Span(self._edge(start, last=False), self._edge(end, last=True))

    def _edge(self, position: int, *, last: bool) -> int:
        """The byte where the character at `position` begins or, with `last`, where the one before it ends."""
        if not self.runs:
            return 0
        k = max(0, bisect_right(self.runs, position - last, key=_start) - 1)
        run = self.runs[k]
        stop, byte_stop = len(self.text), self.size
        if k + 1 < len(self.runs):
            stop, byte_stop, _ = self.runs[k + 1]
        count = position - run.start
        if count <= 0:
            return run.byte_start
        if position >= stop:
            return byte_stop
        chars, size = stop - run.start, byte_stop - run.byte_start
        if not size % chars and (size == chars or run.encoding not in _VARIABLE):
            return run.byte_start + count * (size // chars)
        return run.byte_start + self._width(k, count, stop)

    def _width(self, k: int, count: int, stop: int) -> int:
        """The number of bytes of the first `count` characters of run k."""
        start, _, encoding = self.runs[k]
        codec = CODECS.get(encoding or "", encoding or "")
        marks = self._marks.get(k)
        if marks is None:
            marks = [0]
            for at in range(start, stop - _STEP, _STEP):
                marks.append(marks[-1] + len(self.text[at : at + _STEP].encode(codec)))
            self._marks[k] = marks
        done = min(count // _STEP, len(marks) - 1)
        return marks[done] + len(self.text[start + done * _STEP : start + count].encode(codec))


_VARIABLE = frozenset(
    {"utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "shift_jis", "euc_jp", "euc_kr"}
)
"""Encodings whose characters may differ in width within one run; in runs of all others they do not."""


def _start(run: Run) -> int:
    return run.start


def decode(data: bytes, *, hint: str | None = None) -> Decoded:
    """Read bytes as text, whatever they are.

    hint: a charset label or a Content-Type value ("gbk", "text/html; charset=big5"). It wins unless the bytes
    refute it.
    Nothing is dropped: undecodable bytes become U+FFFD and are listed in `errors`. Every line (ended by
    "\\n") may have an encoding of its own. Raises TypeError for a str and ConfigError for a hint that names
    no known encoding.

    *Source*: labels and their meaning follow the WHATWG Encoding Standard, with gb18030 for every GBK label
    and Big5-HKSCS for every Big5 label.

    >>> decode("中文网页".encode("gbk")).text
    '中文网页'
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"decode needs bytes, not {type(data).__name__}")
    data = bytes(data)
    name = resolve(hint) if hint is not None else None
    choice = choose(data, name)
    text, runs, errors = choice.reading
    return Decoded(text, choice.encoding, choice.evidence, tuple(errors), tuple(runs), len(data))
