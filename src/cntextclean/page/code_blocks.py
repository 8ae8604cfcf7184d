"""Blocks of code that say so themselves: fences, block comments, the tags of a listing, quotes over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .code_shape import Shape

__all__ = ["CodeBlock", "find_blocks"]


class CodeBlock(NamedTuple):
    """Whole lines text[start:end], half-open, and the shape that standing in the block gives them."""

    start: int
    end: int
    shape: Shape


# What opens a block, and what closes it. A comment of Python is code only beside code, a fence of tildes only with a
# name of a language: rows of tildes part sections of prose.
_OPENER: Final = re.compile(
    r"^[ \t]*(?:(?P<fence>`{3,}[^`\n]*$|~{3,} ?[a-zA-Z]\w*$)|(?P<comment>/\*)|(?P<markup><!--)"
    r"|<(?P<tag>pre|script|style|code)\b[^>\n]*>|\\begin\{(?P<verbatim>verbatim|lstlisting|minted)\}"
    r"|(?:[^\n]{0,200}[=(\[{,:][ \t]*|[rRuUbBfF]{1,2})?(?P<quotes>\"{3}|'{3})"
    r"|[^\n]{0,200}<<-?[ \t]*[\"']?(?P<here>[A-Z_]{2,20})[\"']?[ \t]*$)",
    re.MULTILINE,
)
_TOKENS: Final = ("```", "~~~", "/*", "<!--", "<pre", "<script", "<style", "<code", "\\begin{", '"""', "'''", "<<")
_WEAK: Final = frozenset({"quotes", "here"})
_LONGEST: Final = 20_000  # characters of one block: an opener without its partner makes no code of a page


def find_blocks(text: str) -> Iterator[CodeBlock]:
    """The blocks of a text, in order and disjoint. An opener without its partner opens nothing. Linear."""
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
        yield CodeBlock(match.start(), done, Shape.BESIDE if kind in _WEAK else Shape.CODE)


def _closer(match: re.Match[str], kind: str) -> str:
    """What closes a block; a fence and a here-document are closed by a line."""
    name = match[kind]
    if kind == "fence":
        return "\n" + re.match("[`~]+", name)[0]  # type: ignore[index]
    closers = {"comment": "*/", "markup": "-->", "tag": f"</{name}>", "verbatim": f"\\end{{{name}}}"}
    return closers.get(kind, name if kind == "quotes" else f"\n{name}")
