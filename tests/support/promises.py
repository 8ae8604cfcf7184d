"""The promises of the library, as questions to a document: what of them does it break?"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import cntextclean as cn

__all__ = ["broken", "replay"]


def broken(document: cn.Document, given: str | bytes, chance: random.Random) -> Iterator[str]:
    """The promises about one document that do not hold: nothing lost, offsets exact, the dictionary says it all."""
    source, position, lost = document.source, 0, []
    for start, end in sorted(part.source_span for part in (*document.paragraphs, *document.dropped)):
        if not position <= start <= end:
            yield "parts are ordered and disjoint"
        lost.append(source[position:start])
        position = max(position, end)
    if "".join([*lost, source[position:]]).strip():
        yield "parts cover the source"
    if document.text != "\n".join(p.text for p in document.paragraphs if p.span):
        yield "the text joins its paragraphs"
    for paragraph in document.paragraphs:
        if replay(source, paragraph) != paragraph.text:
            yield "a paragraph's edits give its text"
        if paragraph.span and document.text[slice(*paragraph.span)] != paragraph.text:
            yield "a paragraph's span is its place"
        if paragraph.span and isinstance(given, bytes):
            start, end = document.byte_span(*paragraph.span)
            if not 0 <= start <= end <= len(given):
                yield "byte spans are inside the input"
    if not all(part.label and part.rule for part in document.dropped):
        yield "every drop has a label and a rule"
    if cn.Document.from_dict(json.loads(json.dumps(document.to_dict()))) != document:
        yield "a document read back is equal"
    yield from _ranges(document, chance)


def _ranges(document: cn.Document, chance: random.Random) -> Iterator[str]:
    size = len(document.text)
    for _ in range(8):
        start, middle, end = sorted(chance.randint(0, size) for _ in range(3))
        if start < middle < end:
            whole, left, right = (document.source_span(*r) for r in ((start, end), (start, middle), (middle, end)))
            if whole != (min(left.start, right.start), max(left.end, right.end)):
                yield "a range is the union of its parts"


def replay(source: str, paragraph: cn.Paragraph) -> str:
    """A paragraph's edits made on its part of the source; empty where they are out of order or outside of it."""
    position, out = paragraph.source_span.start, []
    for edit in paragraph.edits:
        if not (edit.rule and position <= edit.start <= edit.end <= paragraph.source_span.end):
            return ""
        out += [source[position : edit.start], edit.replacement]
        position = edit.end
    return "".join([*out, source[position : paragraph.source_span.end]])
