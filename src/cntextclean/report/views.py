"""A cleaned page in a terminal beside its source: one under the other as in a diff, or in two columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import east_asian_width

from .cleaned import Cleaned, Gone, Kept
from .entries import Paint, Part
from .frame import shown

__all__ = ["columns", "side_by_side", "unified"]

Run = tuple[Part | None, str]
"""A stretch of a line and the part it is, None for what is the same on both sides."""

Line = list[Run]

_BETWEEN = " │ "


class _Block(NamedTuple):
    """What stood in the source, what became of it, and the rules."""

    source: list[Line]
    text: list[Line]
    rules: str


def unified(document: Cleaned, *, paint: Paint) -> Iterator[str]:
    """What was dropped or changed behind "-", what became of it behind "+" with the rules, and the rest behind " "."""
    for block in _blocks(document):
        if block.source == block.text:
            yield from (f"  {_painted(line, paint)}" for line in block.text)
            continue
        yield from (f"- {_painted(line, paint)}" for line in block.source)
        yield from (f"+ {_painted(line, paint)}" for line in block.text)
        yield f"  {paint('rule', block.rules)}"


def side_by_side(document: Cleaned, *, width: int, paint: Paint) -> Iterator[str]:
    """The source on the left, the text on the right, wrapped to `width` columns; hanzi take two."""
    half = max(8, (width - len(_BETWEEN)) // 2)
    for block in _blocks(document):
        right = block.text or [[("rule", block.rules)]]
        left_lines, right_lines = _wrapped(block.source, half), _wrapped(right, half)
        empty: Line = []
        for left, line in zip_longest(left_lines, right_lines, fillvalue=empty):
            space = " " * (half - sum(columns(words) for _, words in left))
            yield f"{_painted(left, paint)}{space}{_BETWEEN}{_painted(line, paint)}".rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes. Source: Unicode Standard Annex 11"""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _blocks(document: Cleaned) -> Iterator[_Block]:
    kept = [(part.source_span, _kept(document.source, part)) for part in document.paragraphs]
    gone = [(part.source_span, _gone(document.source, part)) for part in document.dropped]
    for _, block in sorted([*kept, *gone], key=lambda item: item[0]):
        yield block


def _gone(source: str, part: Gone) -> _Block:
    start, end = part.source_span
    return _Block(_lines([("before", source[start:end])]), [], f"[dropped as {part.label}: {part.rule}]")


def _kept(source: str, part: Kept) -> _Block:
    """A paragraph as what is the same and what was edited, on both sides."""
    before: Line = []
    after: Line = []
    place, end = part.source_span
    for edit in part.edits:
        same: Run = (None, source[place : edit.start])
        before += [same, ("before", source[edit.start : edit.end])]
        after += [same, ("after", edit.replacement)]
        place = edit.end
    rest: Run = (None, source[place:end])
    rules = dict.fromkeys(rule for edit in part.edits for rule in edit.rule.split("+"))
    return _Block(_lines([*before, rest]), _lines([*after, rest]), f"[{' '.join(rules)}]")


def _lines(runs: Iterable[Run]) -> list[Line]:
    """Runs cut at line breaks; lines of nothing but spaces are left out."""
    lines: list[Line] = [[]]
    for part, words in runs:
        for number, piece in enumerate(words.split("\n")):
            if number:
                lines.append([])
            if piece:
                lines[-1].append((part, shown(piece.replace("\t", " "))))
    return [line for line in lines if any(words.strip() for _, words in line)]


def _wrapped(lines: Iterable[Line], width: int) -> list[Line]:
    """Lines of at most `width` columns."""
    found: list[Line] = []
    for line in lines:
        found.append([])
        left = width
        for part, words in line:
            for piece, fits in _pieces(words, left, width):
                if not fits:
                    found.append([])
                    left = width
                found[-1].append((part, piece))
                left -= columns(piece)
    return found


def _pieces(words: str, left: int, width: int) -> Iterator[tuple[str, bool]]:
    """A text cut where a line is full, each piece with whether it still fits on the line before it."""
    fits, piece = True, ""
    for char in words:
        size = columns(char)
        if size > left:
            if piece or not fits:
                yield piece, fits
            fits, piece, left = False, "", width
        piece += char
        left -= size
    if piece:
        yield piece, fits


def _painted(line: Line, paint: Paint) -> str:
    return "".join(paint(part, words) if part else words for part, words in line)
