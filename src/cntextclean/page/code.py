"""Where a page shows code: whole lines by their block, and pieces of code inside sentences.

A fence, a block comment or the tags of a listing say so themselves. Other lines are judged in runs: one line that can
be nothing but code, or two that look like it, make code of the comments and the indented lines round them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..alignment import Edit, Span
from ..patterns import lazy
from .code_blocks import CodeBlock, ascii_of, find_blocks
from .code_shape import Shape, shape

__all__ = ["ascii_of", "code_lines", "outside", "with_pieces"]

_LINE: Final = lazy(r"[^\n]*\S[^\n]*")
_INLINE: Final = lazy(
    r"`[^`\n]{1,200}`|\[\[[^\]\n]{1,200}\]\]|\{\{[^}\n]{1,200}\}\}|&(?:#?[0-9A-Za-z]{1,31});"
    r"|</?[A-Za-z][\w-]*(?:\s+[\w:@.-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))+\s*/?>"
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][\w.]{0,60}\((?:[\w.]{1,60}, ?)?(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')"
    r"(?:, ?[\w.%\"'\u4e00-\u9fff]{1,60}){0,8}\);?",
    re.ASCII,
)
_INLINE_SIGNS: Final = (b"`", b"[[", b"{{", b"&", b"</", b'="', b"='", b'("', b"('", b', "', b", '")
_APART: Final = 6  # lines that may be anything between two that are code
_OPENS: Final = (":", ">", "{", "[", "(", "|")


class _Line(NamedTuple):
    """A line that is not blank: text[start:end] with its indentation, which is `indent` columns, and its shape.

    quoted: whether it stands in quotes that hold several lines.
    """

    start: int
    end: int
    indent: int
    shape: Shape
    quoted: bool


def with_pieces(whole: tuple[Span, ...], text: str, narrow: bytes) -> tuple[Span, ...]:
    """The blocks of lines that are code, and the pieces of code in the lines between them. Linear.

    narrow: the ASCII characters of the text.
    """
    if not any(sign in narrow for sign in _INLINE_SIGNS):
        return whole
    starts = [span.start for span in whole]
    pieces = (Span(*match.span()) for match in _INLINE.finditer(text))
    apart = [piece for piece in pieces if not _meets(whole, starts, piece.start, piece.end)]
    return tuple(sorted((*whole, *apart)))


def code_lines(text: str, narrow: bytes | None = None) -> tuple[Span, ...]:
    """The blocks of whole lines that are code, without the line end of the last; sorted and disjoint. Linear.

    narrow: the ASCII characters of the text, if they are known.
    """
    found: list[Span] = []
    blocks = list(find_blocks(text, narrow))
    if not (blocks or _shows_code(text)):
        return ()
    lines = list(_lines(text, blocks))
    for first, last in _runs(lines, text):
        span = Span(lines[first].start, lines[last].end)
        if found and not text[found[-1].end : span.start].strip():
            before = found.pop()
            span = Span(before.start, max(before.end, span.end))
        found.append(span)
    return tuple(found)


def _shows_code(text: str) -> bool:
    """Whether a line looks like code: without one, or a block, there is no run. Lines of prose cost next to nothing."""
    for line in text.split("\n"):
        if line[:1] <= "\x7f" or line[0].isspace() or line.count(",") > 1:
            bare = line.strip()
            if bare and shape(bare) >= Shape.LIKE:
                return True
    return False


def outside(edits: Iterable[Edit], spans: tuple[Span, ...]) -> Iterable[Edit]:
    """The edits that share nothing with any of the spans, which are sorted and disjoint."""
    if not spans:
        return edits
    starts = [span.start for span in spans]
    return tuple(edit for edit in edits if not _meets(spans, starts, edit.start, edit.end))


def _meets(spans: tuple[Span, ...], starts: list[int], start: int, end: int) -> bool:
    """Whether a range shares a character with one of the spans, or stands wholly inside one."""
    k = bisect_right(starts, max(end - 1, start)) - 1
    return k >= 0 and spans[k].end > start


def _lines(text: str, blocks: list[CodeBlock]) -> Iterator[_Line]:
    """The lines of a text with their shapes, those inside a block as the block has it."""
    starts = [block.start for block in blocks]
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match[0].strip()
        k = bisect_right(starts, start) - 1
        inside = k >= 0 and end <= blocks[k].end
        found = blocks[k].shape if inside else shape(line)
        indent = len(match[0]) - len(match[0].lstrip(" \t"))
        yield _Line(start, end, indent, found, inside and found == Shape.BESIDE)


def _runs(lines: list[_Line], text: str) -> Iterator[tuple[int, int]]:
    """First and last line of each run that is code."""
    at = 0
    while at < len(lines):
        if lines[at].shape == Shape.PROSE:
            at += 1
            continue
        first = at
        while at < len(lines) and (lines[at].shape != Shape.PROSE or _belongs(lines, at, text)):
            at += 1
        yield from _trimmed(lines, first, at - 1, text)


def _belongs(lines: list[_Line], at: int, text: str) -> bool:
    """Whether a line of prose is the text of an element or of a setting: deeper than the line that opens it."""
    before, line = lines[at - 1], lines[at]
    if line.indent <= 0 or before.shape == Shape.OPEN:
        return False
    if before.shape == Shape.PROSE:
        return line.indent == before.indent
    return line.indent > before.indent and text[before.start : before.end].rstrip().endswith(_OPENS)


def _trimmed(lines: list[_Line], first: int, last: int, text: str) -> Iterator[tuple[int, int]]:
    """The parts of a run from the first to the last line that is code or a remark right beside it.

    Lines that may be anything are code where code stands on both sides, but not many of them.
    """
    groups: list[list[int]] = []
    open_lines = 0
    for i in range(first, last + 1):
        if lines[i].shape < Shape.LIKE:
            open_lines += lines[i].shape < Shape.BESIDE
            continue
        if groups and open_lines <= _APART:
            groups[-1].append(i)
        else:
            groups.append([i])
        open_lines = 0
    for group in groups:
        shapes = [lines[i].shape for i in group]
        if Shape.CODE not in shapes and len(shapes) < 2:
            continue
        low, high = group[0], group[-1]
        while low > first and _joins(lines[low - 1], lines[low], text, above=True):
            low -= 1
        while high < last and _joins(lines[high + 1], lines[high], text, above=False):
            high += 1
        yield low, high


def _joins(line: _Line, code: _Line, text: str, *, above: bool) -> bool:
    """Whether a line at the edge of code is a remark on it, or goes on with it. Over a blank line, only what is quoted
    or indented does."""
    upper, lower = (line, code) if above else (code, line)
    if line.quoted:
        return True
    if text.count("\n", upper.end, lower.start) > 1:
        return line.shape == Shape.BESIDE and line.indent > 0
    return line.shape == Shape.BESIDE or (line.indent > 0 and not above)
