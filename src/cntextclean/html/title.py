"""The line of a page that is its title, by what its tags call it: <title>, <h1>, and the titles that <meta> states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..alignment import Span
from ..document import Document, Dropped, Paragraph
from ..patterns import lazy
from ..source import Source
from .stated import stated_titles

__all__ = ["name_title", "titles_of"]

_LONGEST = 300  # characters of a title that are compared with the lines of the page
_PLAIN = lazy(r"[\W_]+")
_HEADLINE = 6.0  # the mark of <h1>, see marks.py
_SHORTEST = 4  # characters of a line that is no <h1>
_MOST = 5  # titles that a head states

_STATED, _BEGINS, _WHOLE, _HALF, _HEADED, _READ = 4, 3, 3, 2, 2, 2
"""What speaks for a line: that <meta> states it; that <title> begins with it and then names the site, is it, or is half
of it; that it is the only <h1>; that the labeller reads it as the title."""

_ENOUGH = 3  # so much must speak for a line that the labeller does not read as the title


def titles_of(source: Source) -> list[str]:
    """What a page calls itself, its <title> first; "" if it has none."""
    shown = ""
    if source.title is not None:
        shown = source.text.value[slice(*source.text.alignment.output_span(*source.title))]
    stated = stated_titles(source.text.source)
    return [" ".join(title.split())[:_LONGEST] for title in (shown, *stated[:_MOST])]


def name_title(document: Document, titles: Sequence[str], source: Source) -> Document:
    """The document with that line as its title for which most speaks; the labeller's where nothing else does.

    titles: those of `titles_of`, in the script and with the marks of the document.
    """
    place = source.title or Span(-1, -1)
    heads = _heads(source)
    best: tuple[int, int, str] = (0, 0, "")
    parts: list[Paragraph | Dropped] = [*document.paragraphs, *document.dropped]
    for part in parts:
        text = part.text
        if not 2 <= len(text) <= _LONGEST or "\n" in text or place.start <= part.source_span.start < place.end:
            continue
        headed = any(head.start < part.source_span.end and part.source_span.start < head.end for head in heads)
        score = _speaks(text, titles, headed=headed) + (_READ if text == document.title else 0)
        if score > best[0] or (score == best[0] and text == document.title):
            best = score, -len(text), text
    if best[2] and best[0] >= _ENOUGH and best[2] != document.title:
        return replace(document, title=best[2])
    return document


def _heads(source: Source) -> list[Span]:
    """Where the <h1> of the page stands, if it has one only."""
    marks = source.marks
    if marks is None:
        return []
    rows = (marks.values[:, marks.names.index("heading")] == _HEADLINE).nonzero()[0]
    return [marks.spans[i] for i in rows.tolist()] if len(rows) == 1 else []


def _speaks(text: str, titles: Sequence[str], *, headed: bool) -> int:
    """How much speaks for a line to be the title."""
    plain = _PLAIN.sub("", text)
    if not plain or (len(text) < _SHORTEST and not headed):
        return 0
    score = _HEADED if headed else 0
    shown, *stated = titles
    if any(plain == _PLAIN.sub("", title) for title in stated):
        score += _STATED
    if plain == _PLAIN.sub("", shown):
        score += _WHOLE
    elif shown.startswith(text):
        score += _BEGINS if not shown[len(text)].isalnum() else _HALF
    elif text in shown and 2 * len(text) >= len(shown) and not shown.endswith(text):
        score += _HALF
    return score
