"""What is seen on an injected page, cut into characters, glosses and what a swallowed bracket leaves of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...models.readings import is_syllable
from ...patterns import lazy
from .glosses import LETTERS

__all__ = ["CUT_MARKS", "WIDE_MARKS", "Token", "in_row", "seen_text", "tokens"]

WIDE_MARKS = frozenset("、。！，；？：")
"""Marks before which some pages cut the bytes at any alignment (docs/damage.md, Injected pinyin)."""
CUT_MARKS = WIDE_MARKS | frozenset("!,;?:")
"""The same, also when they were narrowed since."""

_TOKEN = lazy(
    rf"(?P<gloss>[(（] ?([{LETTERS}]{{1,6}}) ?[)）])|(?P<tail>\?([{LETTERS}]{{1,6}}) ?[)）])"
    r"|(?P<tag>\?/?[a-z]{1,10}[0-9]? ?/?>)|(?P<char>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """One thing seen: a character, a whole gloss "(shù)", or what a swallowed bracket leaves: "?shù)", "?/p>"."""

    start: int
    end: int
    kind: str  # "char" "gloss" "tail" "tag"
    value: str  # the character, the reading, or the tag without its bracket


def tokens(seen: str, start: int, end: int) -> list[Token]:
    """What is seen in seen[start:end], in order; offsets are those of `seen`."""
    found: list[Token] = []
    for match in _TOKEN.finditer(seen, start, end):
        kind = match.lastgroup or "char"
        reading = match[2] or match[4] or ""
        if kind == "tag":
            reading = match[0][1:]
        elif kind != "char" and not is_syllable(reading):
            kind = "char"
        if kind == "char":
            found.extend(Token(i, i + 1, "char", seen[i]) for i in range(*match.span()))
        else:
            found.append(Token(*match.span(), kind, reading))
    return found


def seen_text(token: Token) -> str:
    """The text a token was read from, without spaces inside its brackets."""
    forms = {"char": "{}", "gloss": "({})", "tail": "?{})", "tag": "?{}"}
    return forms[token.kind].format(token.value)


def in_row(line: Sequence[Token], index: int) -> bool:
    """Whether three "?" stand here: a cut leaves two at most, and of more bytes nothing is left to go by."""
    return "???" in "".join(token.value for token in line[max(0, index - 2) : index + 3])
