"""Verdicts to a Document: what is kept and what was dropped, each with its place in the source."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

from .alignment import Edit, Span
from .config import Config
from .document import Document, Dropped, Paragraph
from .draft import Draft, is_kept
from .metadata.read import read_metadata
from .normalize.script import identify_script
from .page import Page
from .page.blocks import Labelled
from .source import Source
from .text import Text

__all__ = ["assemble", "set_aside"]

_WORTHLESS = frozenset({"filler", "spam", "stub"})  # labels that say as much of a page as its damage does


def set_aside(labelled: tuple[Labelled, ...], unreadable: Iterable[tuple[Span, str]]) -> tuple[Labelled, ...]:
    """The same blocks, those that nobody can read dropped."""
    spans = list(unreadable)
    if not spans:
        return labelled
    aside = []
    for part in labelled:
        rule = next((rule for span, rule in spans if span.start < part.end and part.start < span.end), None)
        aside.append(part._replace(role=None, label="unreadable", rule=rule) if rule else part)
    return tuple(aside)


def assemble(draft: Draft, page: Page, *, source: Source, damage: dict[str, int], config: Config) -> Document:
    """The document of a page whose lines are labelled; `page` is a view of the text of the draft."""
    text, verdict = draft.text, draft.verdict
    kept, dropped = _sort(text, verdict.lines, _Account(text, source), config)
    stated = read_metadata(page, verdict.lines)
    return Document(
        text="\n".join(p.text for p in kept if p.span),
        title=stated.title,
        paragraphs=kept,
        dropped=dropped,
        metadata=stated.values,
        metadata_spans={
            kind: tuple(text.alignment.source_span(*place) for place in places)
            for kind, places in stated.places.items()
        },
        script=identify_script(text.value).script,
        kind=verdict.kind,
        kind_rule=verdict.rule,
        confidence=verdict.confidence,
        damage=dict(Counter(block.rule for block in dropped if block.label in _WORTHLESS)) | damage,
        record=text,
        decoded=source.decoded,
    )


def _sort(
    text: Text, labelled: tuple[Labelled, ...], account: _Account, config: Config
) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """Kept and dropped blocks, each with its place in the source."""
    kept: list[Paragraph] = []
    dropped: list[Dropped] = []
    size = 0
    for block in labelled:
        value = text.value[block.start : block.end]
        source_span = account.place(block)
        dropped.extend(account.vanished(source_span.start))
        role = block.role or ("body" if config.chrome == "keep" else None)
        inside = account.within(source_span)
        if role is None:
            dropped.append(Dropped(value, block.label or "", source_span, block.rule))
            continue
        dropped.extend(inside)
        span = None
        if is_kept(block, config):
            start = size + 1 if size else 0
            span = Span(start, start + len(value))
            size = span.end
        kept.append(Paragraph(value, role, span, source_span, block.rule, block.start, text))
    dropped.extend(account.vanished(len(text.source)))
    return tuple(kept), tuple(dropped)


class _Account:
    """Where the parts of a page stand in its source, and what of it is in none of them, so that nothing is lost.

    It is asked from the beginning of the page to its end.
    """

    def __init__(self, text: Text, source: Source) -> None:
        self._text, self._first = text, source.text
        self._alignment = text.alignment
        self._asides = deque(source.asides)
        self._covered = 0  # of the source so far
        self._to_first = source.text.alignment.inverse() if source.text.layers else None

    def place(self, block: Labelled) -> Span:
        """The range of the source that a block came from, with what was taken from its edges, but without markup."""
        left, right = self._alignment.covering_span(block.start, block.end)
        if left < self._covered:
            left, right = self._covered, max(right, self._covered)
        if self._to_first is not None:
            edits = self._text.edits_in(Span(left, right))
            while edits and edits[0].start == left and self._is_markup(edits[0]):
                left, edits = edits[0].end, edits[1:]
            while edits and edits[-1].end == right > left and self._is_markup(edits[-1]):
                right, edits = edits[-1].start, edits[:-1]
        return Span(left, right)

    def vanished(self, end: int) -> Sequence[Dropped]:
        """What edits took away, and what the text leaves out, between the last block and `end`."""
        start, self._covered = self._covered, max(self._covered, end)
        return list(self._between(start, end)) if self._text.source[start:end].strip() else ()

    def within(self, span: Span) -> Sequence[Dropped]:
        """What the text leaves out inside a block that goes on to the end of `span`."""
        self._covered = span.end
        return list(self._before(span.end)) if self._asides else ()

    def _between(self, start: int, end: int) -> Iterator[Dropped]:
        for edit in self._text.edits_in(Span(start, end)):
            yield from self._before(edit.start)
            if self._shows(edit.start, edit.end):
                kind = "filler" if edit.rule == "noise.filler" else "residue"
                yield from self._around_asides(edit, kind)
        yield from self._before(end)

    def _before(self, end: int) -> Iterator[Dropped]:
        while self._asides and self._asides[0].span.end <= end:
            yield Dropped(*self._asides.popleft())

    def _around_asides(self, edit: Edit, kind: str) -> Iterator[Dropped]:
        """What an edit took away, in parts if something that the text leaves out stands in it."""
        at = edit.start
        while self._asides and self._asides[0].span.end <= edit.end:
            aside = self._asides.popleft()
            if self._shows(at, aside.span.start):
                yield Dropped("", kind, Span(at, aside.span.start), edit.rule)
            yield Dropped(*aside)
            at = aside.span.end
        if self._shows(at, edit.end):
            yield Dropped("", kind, Span(at, edit.end), edit.rule)

    def _is_markup(self, edit: Edit) -> bool:
        return not edit.replacement and not self._shows(edit.start, edit.end)

    def _shows(self, start: int, end: int) -> bool:
        """Whether anything in a range of the source was there to be read."""
        if self._to_first is None:
            return bool(self._text.source[start:end].strip())
        return bool(self._first.value[slice(*self._to_first.source_span(start, end))].strip())
