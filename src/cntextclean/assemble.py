"""Verdicts to a Document: what is kept and what was dropped, each with its place in the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .alignment import Span
from .boilerplate.verdict import PageVerdict
from .config import Config
from .decoding.decoded import Decoded
from .document import Document, Dropped, Paragraph
from .draft import is_kept
from .metadata.read import read_metadata
from .normalize.script import identify_script
from .page import Page
from .page.blocks import Labelled
from .text import Text

__all__ = ["assemble", "set_aside"]

_WORTHLESS = frozenset({"filler", "spam", "stub"})  # labels that say as much of a page as its damage does


def set_aside(labelled: tuple[Labelled, ...], unreadable: Iterable[tuple[Span, str]]) -> tuple[Labelled, ...]:
    """The same blocks, those in the alphabet of a site's own font dropped: nobody can read them without it."""
    spans = list(unreadable)
    if not spans:
        return labelled
    aside = []
    for part in labelled:
        rule = next((rule for span, rule in spans if span.start < part.end and part.start < span.end), None)
        aside.append(part._replace(role=None, label="unreadable", rule=rule) if rule else part)
    return tuple(aside)


def assemble(
    text: Text, verdict: PageVerdict, *, decoded: Decoded | None, damage: dict[str, int], config: Config
) -> Document:
    """The document of a page whose lines are labelled."""
    kept, dropped = _sort(text, verdict.lines, config)
    stated = read_metadata(Page(text.value), verdict.lines)
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
        decoded=decoded,
    )


def _sort(
    text: Text, labelled: tuple[Labelled, ...], config: Config
) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """Kept and dropped blocks, each with its place in the source."""
    kept: list[Paragraph] = []
    dropped: list[Dropped] = []
    size = covered = 0  # of the text so far; of the source so far
    for block in labelled:
        value = text.value[block.start : block.end]
        left, right = text.alignment.covering_span(block.start, block.end)
        source_span = Span(max(left, covered), max(right, covered))
        dropped.extend(_vanished(text, covered, source_span.start))
        covered = source_span.end
        role = block.role or ("body" if config.chrome == "keep" else None)
        if role is None:
            dropped.append(Dropped(value, block.label or "", source_span, block.rule))
            continue
        span = None
        if is_kept(block, config):
            start = size + 1 if size else 0
            span = Span(start, start + len(value))
            size = span.end
        kept.append(Paragraph(value, role, span, source_span, block.start, text))
    dropped.extend(_vanished(text, covered, len(text.source)))
    return tuple(kept), tuple(dropped)


def _vanished(text: Text, start: int, end: int) -> Iterator[Dropped]:
    """What edits took away between two blocks, so that the account of the source adds up."""
    if start >= end or not text.source[start:end].strip():
        return
    for edit in text.edits_in(Span(start, end)):
        if text.source[edit.start : edit.end].strip():
            kind = "filler" if edit.rule == "noise.filler" else "residue"
            yield Dropped("", kind, Span(edit.start, edit.end), edit.rule)
