"""What differs between two runs as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from .changes import Changes, Pair
from .corpus_text import Paint, section_lines
from .entries import plainly
from .frame import shown

__all__ = ["changes_lines", "said_of_pages"]

PAIRS = 5  # pages that are shown


def changes_lines(changes: Changes, *, paint: Paint = plainly) -> Iterator[str]:
    """Options, counts and pages that differ."""
    yield paint("head", shown(f"{changes.before.name} → {changes.after.name}"))
    for name, before, after in changes.settings:
        yield shown(f"  {name}: {before} → {after}")
    for section in changes.sections:
        yield ""
        yield from section_lines(section, paint=paint)
    yield ""
    yield said_of_pages(changes)
    for pair in changes.pairs[:PAIRS]:
        yield from _pair(pair, paint)
    if len(changes.pairs) > PAIRS:
        yield paint("note", f"and {len(changes.pairs) - PAIRS} more, which --html shows")


def said_of_pages(changes: Changes) -> str:
    """How many of the sampled pages differ."""
    if not changes.compared:
        return "No page was drawn by both runs; those with one --seed over the same pages draw the same."
    return f"Of {changes.compared} pages that both runs drew, {len(changes.pairs)} came out otherwise."


def _pair(pair: Pair, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint("head", shown(f"{pair.after['shard']}, record {pair.after['record']}"))
    for name, before, after in pair.facts:
        yield shown(f"  {name}: {before} → {after}")
    for passage in pair.passages:
        for sign, parts in (("-", passage.before), ("+", passage.after)):
            left, inside, right = (shown(part.replace("\n", "⏎")) for part in parts)
            yield f"  {sign} {left}[{inside}]{right}"
