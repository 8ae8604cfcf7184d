"""What a reader hands on: text, and the runs that say which bytes each part of it came from."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..alignment import Span

__all__ = ["CODECS", "Builder", "Evidence", "Reading", "Run"]

REPLACEMENT = "\ufffd"

# Encodings by the name this package gives them, where Python's codec of that name is narrower than what pages
# use (WHATWG Encoding Standard: Shift_JIS is windows-31j, EUC-KR is windows-949).
CODECS = {"shift_jis": "cp932", "euc_kr": "cp949"}


Evidence = Literal[
    "empty",
    "ascii",
    "bom",
    "hint",
    "meta",
    "against-hint",
    "utf-8",
    "utf-16",
    "utf-32",
    "escape-sequence",
    "language",
    "detector",
    "mixed",
    "binary",
]
"""What decided the encoding.

- empty: no bytes
- ascii: only ASCII, the same in every encoding; `encoding` is the hinted one or UTF-8
- bom: a byte order mark
- hint: the caller's charset
- meta: a charset declared in the first 2,048 bytes (HTML or XML)
- against-hint: the bytes refuted the caller's or the page's charset, and decided
- utf-8: strict UTF-8, or UTF-8 with bad bytes in it
- utf-16, utf-32: without a byte order mark
- escape-sequence: HZ or ISO-2022
- language: the language model chose
- detector: charset-normalizer chose
- mixed: parts of different encodings, see `runs`
- binary: no text; every byte stands for itself (windows-1252 with C1)
"""


class Run(NamedTuple):
    """text[start: next run's start] was read from bytes[byte_start: next run's byte_start] in `encoding`.

    A run without characters stands for bytes that are no text: a byte order mark, an escape sequence.
    `encoding` None marks undecodable bytes; such a run holds either one U+FFFD for all its bytes, or as many
    U+FFFD as bytes. A run of one character of any encoding takes all bytes of the run.
    """

    start: int
    byte_start: int
    encoding: str | None


class Reading(NamedTuple):
    """Text with its runs and the spans of undecodable bytes, one span for each U+FFFD put for them."""

    text: str
    runs: list[Run]
    errors: list[Span]


class Builder:
    """Collects a reading from left to right."""

    __slots__ = ("_open", "chars", "errors", "pieces", "runs")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[Run] = []
        self.errors: list[Span] = []
        self.chars = 0
        self._open = False  # whether the last run may grow

    def add(self, text: str, at: int, encoding: str) -> None:
        """Append text whose bytes begin at `at`, each character as wide as its encoding makes it."""
        if not text:
            return
        if not (self._open and self.runs[-1].encoding == encoding):
            self.runs.append(Run(self.chars, at, encoding))
        self._open = True
        self._append(text)

    def alone(self, text: str, at: int, encoding: str) -> None:
        """Append text of a width of its own, as a run of its own; "" for bytes that are no text."""
        self.runs.append(Run(self.chars, at, encoding))
        self._open = False
        self._append(text)

    def seal(self) -> None:
        """Let no more characters join the last run: those that follow have another width."""
        self._open = False

    def error(self, start: int, end: int) -> None:
        """Append one U+FFFD for undecodable bytes [start, end)."""
        last = self.runs[-1] if self.runs else None
        single = end - start == 1
        if not (last and self._open and last.encoding is None and single):
            self.runs.append(Run(self.chars, start, None))
        self._open = single
        self.errors.append(Span(start, end))
        self._append(REPLACEMENT)

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.chars += len(text)

    def reading(self) -> Reading:
        return Reading("".join(self.pieces), self.runs, self.errors)
