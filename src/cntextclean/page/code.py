"""Where a page shows code: whole lines by their block, and pieces of code inside sentences.

A fence, a block comment or the tags of a listing say so themselves. Other lines are judged in runs: one line that can
be nothing but code, or two that look like it, make code of the comments and the indented lines round them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ..alignment import Edit, Span
from .code_shape import Shape, shape

__all__ = ["code_lines", "code_spans", "outside"]

_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
# What opens a block, and what closes it. A comment of Python is code only beside code, a fence of tildes only with a
# name of a language: rows of tildes part sections of prose.
_OPENER: Final = re.compile(
    r"^[ \t]*(?:(?P<fence>`{3,}[^`\n]*$|~{3,} ?[a-zA-Z]\w*$)|(?P<comment>/\*)|(?P<markup><!--)"
    r"|<(?P<tag>pre|script|style|code)\b[^>\n]*>|\\begin\{(?P<verbatim>verbatim|lstlisting|minted)\}"
    r"|(?:[^\n]*[=(\[{,:]\s*|[rRuUbBfF]{1,2})?(?P<quotes>\"{3}|'{3})|[^\n]*<<-?[ \t]*[\"']?(?P<here>[A-Z_]{2,20})[\"']?\s*$)",
    re.MULTILINE,
)
_TOKENS: Final = ("```", "~~~", "/*", "<!--", "<pre", "<script", "<style", "<code", "\\begin{", '"""', "'''", "<<")
_WEAK: Final = frozenset({"quotes", "here"})
_LONGEST: Final = 20_000  # characters of one block: an opener without its partner makes no code of a page
_INLINE: Final = re.compile(
    r"`[^`\n]{1,200}`|\[\[[^\]\n]{1,200}\]\]|\{\{[^}\n]{1,200}\}\}|&(?:#?[0-9A-Za-z]{1,31});"
    r"|</?[A-Za-z][\w-]*(?:\s+[\w:@.-]+=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))+\s*/?>"
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][\w.]*\((?:[\w.]+, ?)?(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')(?:, ?[\w.%\"'\u4e00-\u9fff]+){0,8}\);?",
    re.ASCII,
)
_INLINE_SIGNS: Final = ("`", "[[", "{{", "&", "</", '="', "='", '("', "('", ', "', ", '")
_OPENS: Final = (":", ">", "{", "[", "(", "|")


class _Line(NamedTuple):
    """A line that is not blank: text[start:end] with its indentation, which is `indent` columns, and its shape."""

    start: int
    end: int
    indent: int
    shape: Shape


@lru_cache(maxsize=4)
def code_spans(text: str) -> tuple[Span, ...]:
    """The ranges of a text that are code, sorted and disjoint: whole lines with their indentation, and pieces of
    lines. The last pages are remembered, as every stage asks. Linear."""
    whole = code_lines(text)
    pieces = (Span(*match.span()) for match in _INLINE.finditer(text)) if _has_pieces(text) else ()
    starts = [span.start for span in whole]
    apart = [piece for piece in pieces if not _meets(whole, starts, piece.start, piece.end)]
    return tuple(sorted((*whole, *apart)))


def _has_pieces(text: str) -> bool:
    return any(sign in text for sign in _INLINE_SIGNS)


@lru_cache(maxsize=4)
def code_lines(text: str) -> tuple[Span, ...]:
    """The blocks of whole lines that are code, without the line end of the last; sorted and disjoint. Linear."""
    lines = list(_lines(text))
    found: list[Span] = []
    for first, last in _runs(lines, text):
        span = Span(lines[first].start, lines[last].end)
        if found and text[found[-1].end : span.start].isspace():
            span = Span(found.pop().start, span.end)
        found.append(span)
    return tuple(found)


def outside(edits: Iterable[Edit], text: str) -> Iterable[Edit]:
    """The edits of a text that leave its code alone. Costs nothing where there are none."""
    edits = tuple(edits)
    spans = code_spans(text) if edits else ()
    if not spans:
        return edits
    starts = [span.start for span in spans]
    return tuple(edit for edit in edits if not _meets(spans, starts, edit.start, edit.end))


def _meets(spans: tuple[Span, ...], starts: list[int], start: int, end: int) -> bool:
    """Whether a range shares a character with one of the spans, or stands wholly inside one."""
    k = bisect_right(starts, max(end - 1, start)) - 1
    return k >= 0 and spans[k].end > start


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text with their shapes, those inside a block as the block has it."""
    blocks = list(_blocks(text))
    starts = [block[0] for block in blocks]
    for match in _LINE.finditer(text):
        start, end = match.span()
        line = match[0].strip()
        k = bisect_right(starts, start) - 1
        inside = k >= 0 and end <= blocks[k][1]
        found = blocks[k][2] if inside else shape(line)
        yield _Line(start, end, len(match[0]) - len(match[0].lstrip(" \t")), found)


def _blocks(text: str) -> Iterator[tuple[int, int, Shape]]:
    """What opens and closes: its whole lines, and what shape that gives them."""
    done = 0
    missing: set[str] = set()
    if not any(token in text for token in _TOKENS):
        return
    for match in _OPENER.finditer(text):
        kind = match.lastgroup or ""
        closer = _closer(match, kind)
        if match.start() < done or closer in missing:
            continue
        begin = match.end()
        at = text.find(closer, begin)
        if at < 0:
            missing.add(closer)
        if not 0 <= at <= begin + _LONGEST:
            continue
        end = text.find("\n", at + len(closer))
        done = end if end >= 0 else len(text)
        yield match.start(), done, Shape.BESIDE if kind in _WEAK else Shape.CODE


def _closer(match: re.Match[str], kind: str) -> str:
    """What closes a block; a fence and a here-document are closed by a line."""
    name = match[kind]
    if kind == "fence":
        return "\n" + re.match("[`~]+", name)[0]  # type: ignore[index]
    closers = {"comment": "*/", "markup": "-->", "tag": f"</{name}>", "verbatim": f"\\end{{{name}}}"}
    return closers.get(kind, name if kind == "quotes" else f"\n{name}")


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
        run = lines[first:at]
        if any(line.shape == Shape.CODE for line in run) or sum(line.shape == Shape.LIKE for line in run) > 1:
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
    """The lines of a run from the first to the last that is code or a remark right beside it.

    Lines that may be anything are code where code stands on both sides, but not many of them in a row.
    """
    sure = [i for i in range(first, last + 1) if lines[i].shape >= Shape.LIKE]
    groups: list[list[int]] = []
    for i in sure:
        if groups and i - groups[-1][1] <= _APART:
            groups[-1][1] = i
        else:
            groups.append([i, i])
    for low, high in groups:
        strong = [lines[i].shape for i in range(low, high + 1)]
        if Shape.CODE not in strong and strong.count(Shape.LIKE) < 2:
            continue
        while low > first and _joins(lines, low - 1, low, text):
            low -= 1
        while high < last and _joins(lines, high + 1, high, text):
            high += 1
        yield low, high


_APART: Final = 6  # lines


def _joins(lines: list[_Line], at: int, beside: int, text: str) -> bool:
    """Whether a line at the edge of code is a remark on it, or goes on with it: no blank line stands between them."""
    line, code = lines[at], lines[beside]
    upper, lower = (line, code) if at < beside else (code, line)
    if text.count("\n", upper.end, lower.start) > 1:
        return line.shape == Shape.BESIDE and line.indent > 0
    return line.shape == Shape.BESIDE or (line.indent > 0 and at > beside)
