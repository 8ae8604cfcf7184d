"""Blocks of code that say so themselves: fences, block comments, the tags of a listing, quotes over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..patterns import lazy
from .code_shape import Shape

__all__ = ["CodeBlock", "find_blocks"]


class CodeBlock(NamedTuple):
    """Whole lines text[start:end], half-open, and the shape that standing in the block gives them."""

    start: int
    end: int
    shape: Shape


# What opens a block, and what closes it. A comment of Python is code only beside code, a fence of tildes only with a
# name of a language: rows of tildes part sections of prose.
_OPENER: Final = lazy(
    r"^[ \t]*(?:(?P<fence>`{3,}[^`\n]*$|~{3,} ?[a-zA-Z]\w*$)|(?P<comment>/\*)|(?P<markup><!--)"
    r"|<(?P<tag>pre|script|style|code)\b[^>\n]*>|\\begin\{(?P<verbatim>verbatim|lstlisting|minted)\}"
    r"|(?:[^\n]{0,200}[=(\[{,:][ \t]*|[rRuUbBfF]{1,2})?(?P<quotes>\"{3}|'{3})"
    r"|[^\n]{0,200}<<-?[ \t]*[\"']?(?P<here>[A-Z_]{2,20})[\"']?[ \t]*$)",
    re.MULTILINE,
)
_TOKENS: Final = (
    b"```", b"~~~", b"/*", b"<!--", b"<pre", b"<script", b"<style", b"<code", b"\\begin{", b'"""', b"'''", b"<<",
)  # fmt: skip
_WEAK: Final = frozenset({"quotes", "here"})
_LONGEST: Final = 20_000  # characters of one block: an opener without its partner makes no code of a page


def ascii_of(text: str) -> bytes:
    """The ASCII characters of a text without the others. What is not in it is not in the text."""
    return text.encode("ascii", "ignore")


def find_blocks(text: str, narrow: bytes | None = None) -> Iterator[CodeBlock]:
    """The blocks of a text, in order and disjoint. An opener without its partner opens nothing. Linear.

    narrow: the ASCII characters of the text, if they are known.
    """
    done = 0
    missing: set[str] = set()
    if narrow is None:
        narrow = ascii_of(text)
    tokens = [token.decode() for token in _TOKENS if token in narrow]
    for match in _openers(text, tokens) if tokens else ():
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
        yield CodeBlock(match.start(), done, Shape.BESIDE if kind in _WEAK else Shape.CODE)


def _openers(text: str, tokens: Sequence[str]) -> Iterator[re.Match[str]]:
    """What may open a block, in the lines that hold a token of it."""
    done = 0
    for token in re.finditer("|".join(map(re.escape, tokens)), text):
        if token.start() >= done:
            start = text.rfind("\n", done, token.start()) + 1 or done
            done = text.find("\n", start) + 1 or len(text)
            if match := _OPENER.match(text, start):
                yield match


def _closer(match: re.Match[str], kind: str) -> str:
    """What closes a block; a fence and a here-document are closed by a line."""
    name = match[kind]
    if kind == "fence":
        return "\n" + re.match("[`~]+", name)[0]  # type: ignore[index]
    closers = {"comment": "*/", "markup": "-->", "tag": f"</{name}>", "verbatim": f"\\end{{{name}}}"}
    return closers.get(kind, name if kind == "quotes" else f"\n{name}")
