"""A page between two turns of the pass: its text, and what each of its parts is.

The next turn reads the excerpt of what is kept, just as it would if the text of the document were cleaned, and the
edits it makes there are made on the page: so offsets lead to the source however often a page is gone through.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from .alignment import Alignment, Edit, Span
from .boilerplate.verdict import PageVerdict
from .config import Config
from .page.blocks import Labelled, segment
from .text import Text
from .vocabulary import IN_TEXT

__all__ = ["Draft", "is_kept", "lift"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, and what was said of it and of its lines.

    complete: whether all edits of the excerpt could be made on the page.
    """

    text: Text
    verdict: PageVerdict
    complete: bool = True

    @property
    def parts(self) -> tuple[Labelled, ...]:
        """The lines of the page in order, each kept with a role or left out with a label."""
        return self.verdict.lines

    def kept(self, config: Config) -> tuple[Labelled, ...]:
        """The parts whose lines make up the text of the document."""
        return tuple(part for part in self.parts if is_kept(part, config))

    def excerpt(self, config: Config) -> str:
        """The text of the document, if the page were left as it is."""
        return "\n".join(self.text.value[part.start : part.end] for part in self.kept(config))

    def revised(self, later: Text, config: Config) -> Draft:
        """This one with what became of its excerpt made on the page."""
        kept = self.kept(config)
        lifted, pieces, complete = lift(self.text.value, [Span(*part[:2]) for part in kept], later.edits)
        text, moved = self.text.apply(lifted), Alignment.from_edits(lifted).inverse()
        parts = [line for span, number in pieces for line in _lines(text.value, span, kept[number])]
        for part in self.parts:
            if not is_kept(part, config):
                parts.append(part._replace(start=moved.source_start(part.start), end=moved.source_end(part.end)))
        return Draft(text, self.verdict._replace(lines=tuple(sorted(parts, key=lambda part: part[:2]))), complete)

    def judged(self, later: PageVerdict, config: Config) -> Draft:
        """This one with what a labeller says of its excerpt: lines that it keeps stay what they are, and so does the
        page, unless nothing of it is kept. The same object if it keeps them all."""
        starts = accumulate((part.end - part.start + 1 for part in self.kept(config)), initial=0)
        said = zip(later.lines, starts, strict=False)
        lines = tuple(_judged(part, *next(said), config) if is_kept(part, config) else part for part in self.parts)
        if lines == self.parts:
            return self
        kept = any(is_kept(part, config) for part in lines)
        return replace(self, verdict=(self.verdict if kept else later)._replace(lines=lines))


def is_kept(part: Labelled, config: Config) -> bool:
    """Whether a part belongs to the text of the document."""
    return part.role in IN_TEXT or config.chrome == "keep"


def _judged(part: Labelled, verdict: Labelled, excerpt_start: int, config: Config) -> Labelled:
    """A part with what is said of it where it stands in the excerpt."""
    move = part.start - excerpt_start
    placed = verdict._replace(start=verdict.start + move, end=verdict.end + move)
    return part._replace(start=placed.start, end=placed.end) if is_kept(verdict, config) else placed


def _lines(value: str, span: Span, part: Labelled) -> Iterator[Labelled]:
    """The lines of a range, each with what is said of the part it was; the first with the indent it has there."""
    for number, (start, end) in enumerate(segment(value[span.start : span.end])):
        yield part._replace(start=span.start + (start if number else 0), end=span.start + end)


def lift(
    value: str, pieces: Sequence[Span], edits: Iterable[Edit]
) -> tuple[tuple[Edit, ...], tuple[tuple[Span, int], ...], bool]:
    """Edits of "\n".join(value[start:end] for each piece) as edits of `value`; the pieces after them, each with the
    number it had; and whether all could be lifted.

    Lines that an edit joins become one piece, unless something that is no white space stands between them on the
    page: then the edit is left out.
    """
    starts = [0, *accumulate(end - start + 1 for start, end in pieces)][: len(pieces)]
    growth, joined = [0] * len(pieces), [False] * len(pieces)
    lifted: list[Edit] = []
    complete = True
    for edit in edits:
        first, last = bisect_right(starts, edit.start) - 1, bisect_right(starts, edit.end) - 1
        if any(value[pieces[k].end : pieces[k + 1].start].strip() for k in range(first, last)):
            complete = False
            continue
        start, end = (pieces[k].start + at - starts[k] for k, at in ((first, edit.start), (last, edit.end)))
        lifted.append(edit._replace(start=start, end=end))
        joined[first:last] = [True] * (last - first)
        growth[last] += len(edit.replacement) - (end - start)
    return tuple(lifted), tuple(_after(pieces, growth, joined)), complete


def _after(pieces: Sequence[Span], growth: Sequence[int], joined: Sequence[bool]) -> Iterator[tuple[Span, int]]:
    """The pieces after edits that made each grow by so much and joined some with the next."""
    shift = first = 0
    start = None
    for k, piece in enumerate(pieces):
        if start is None:
            start, first = piece.start + shift, k
        shift += growth[k]
        if not joined[k]:
            yield Span(start, piece.end + shift), first
            start = None
