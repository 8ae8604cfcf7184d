"""The tokens of an HTML page, each with its place in the page.

turbohtml tokenizes as the WHATWG standard says and tells the line and column of every token; what a token holds is
read from the page itself, so nothing of its spelling is lost.

*Source*: WHATWG HTML Living Standard, 13.2.5 Tokenization; turbohtml (MIT).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from ..extras import need
from .attributes import Tag, read_attributes

__all__ = ["COMMENT", "END", "REFERENCE", "START", "TEXT", "Token", "load", "tokens"]

TEXT, START, END, COMMENT, REFERENCE = "text", "start", "end", "comment", "reference"


Token = tuple[str, int, int, str, "Tag | None"]
"""Kind, start, end, value, tag: page[start:end], code points.

value: the name of a tag in lower case ("img" for "image"), or the characters that a reference stands for.
tag: what the attributes of a start tag say, if anything.
"""


def load() -> None:
    """Raise MissingExtraError if there is nothing to tokenize with."""
    need("turbohtml", extra="html", purpose="an HTML page")


def tokens(page: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of page[start:end], in order and disjoint.

    What lies between two of them, or behind the last, is markup that the standard leaves out: `</>`, or a tag that
    the page ends in.
    """
    parser = need("turbohtml", extra="html", purpose="an HTML page")
    flat = _same_length(page[start:end])
    lines = [start, *accumulate((len(line) + 1 for line in flat.split("\n")), initial=start)][1:]
    text, reference = parser.TokenType.TEXT, parser.TokenType.CHARACTER_REFERENCE
    opens, closes = parser.TokenType.START_TAG, parser.TokenType.END_TAG
    read: dict[str, tuple[str, Tag | None]] = {}
    for token in parser.tokenize(flat, resolve_references=False, capture_source=True):
        kind, at = token.type, lines[token.line - 1] + token.col
        if kind is text:
            yield (TEXT, at, at + len(token.data), "", None)
            continue
        spelt = token.source
        if kind is opens:
            if spelt not in read:
                name = "img" if token.tag == "image" else token.tag
                read[spelt] = name, read_attributes(name, token.attrs) if len(spelt) > len(name) + 2 else None
            yield (START, at, at + len(spelt), *read[spelt])
        elif kind is closes:
            yield (END, at, at + len(spelt), token.tag, None)
        elif kind is reference:
            yield (REFERENCE, at, at + len(spelt), token.data, None)
        else:
            yield (COMMENT, at, at + len(spelt), "", None)


def _same_length(page: str) -> str:
    """The page without what would shift positions: two characters for one line break, and tags without a name, which
    fall out of the text round them."""
    if "\r" in page:
        page = page.replace("\r\n", " \n").replace("\r", "\n")
    return page.replace("</>", "<!>")
