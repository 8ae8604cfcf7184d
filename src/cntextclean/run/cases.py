"""What is drawn from a cleaned page for people to judge: of each rule an edit, a drop or a paragraph, and the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from ..alignment import Edit
from ..document import Document, Dropped, Paragraph
from ..report.account import PAGES, Case
from .sample import digest_of

__all__ = ["Place", "draw"]

CONTEXT = 40  # code points on either side of an edit
BLOCK = 300  # of a block, dropped or kept
PAGE = 4000  # of a page's text, where two runs are compared
GLANCE = 600  # of a page's text, where it is only looked at

Place = dict[str, str | int | None]
"""Where a page came from: "shard", "record", "url", and "page", its digest."""

Thing = tuple[Paragraph, Edit] | Paragraph | Dropped


def draw(document: Document, place: Place) -> Iterator[tuple[str, Callable[[int], Case]]]:
    """Strata that a page has something for, each with what makes the case of it for a rank.

    Of a rule that acted several times on a page one time is taken, which one the rank says.
    """
    for rule, things in sorted(_by_rule(document).items()):
        yield f"rule:{rule}", partial(_case, document, place, rule, things)
    yield f"band:{band(document.confidence)}", partial(_page, document, place, GLANCE)
    yield PAGES, partial(_page, document, place, PAGE)


def band(confidence: float) -> str:
    """A confidence by its first digit, rounded down."""
    return f"{int(confidence * 10) / 10:.1f}"


def _by_rule(document: Document) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for paragraph in document.paragraphs:
        found.setdefault(paragraph.rule, []).append(paragraph)
        for edit in paragraph.edits:
            for rule in edit.rule.split("+"):
                found.setdefault(rule, []).append((paragraph, edit))
    for block in document.dropped:
        found.setdefault(block.rule, []).append(block)
    return found


def _case(document: Document, place: Place, rule: str, things: list[Thing], rank: int) -> Case:
    thing = things[rank % len(things)]
    head = {"rule": rule, **place}
    if isinstance(thing, Dropped):
        return head | {"what": "dropped", "label": thing.label, **_block(document, thing)}
    if isinstance(thing, Paragraph):
        return head | {"what": "kept", "label": thing.role, **_block(document, thing)}
    return head | {"what": "edited", **_edit(document, *thing)}


def _edit(document: Document, paragraph: Paragraph, edit: Edit) -> Case:
    """The source before, and the text after, each as what stands to the left, the place itself, and to the right."""
    low, high = document.record.alignment.output_span(edit.start, edit.end)
    low, high = max(0, low - paragraph.position), max(0, high - paragraph.position)
    first, last = paragraph.source_span
    inside = document.source[first:last]
    return {
        "before": _between(inside, edit.start - first, edit.end - first),
        "after": _between(paragraph.text, low, high),
        "inferred": edit.inferred,
        "margin": edit.margin,
        "alternatives": list(edit.alternatives),
        "at": edit.start,
    }


def _block(document: Document, block: Paragraph | Dropped) -> Case:
    """A block between its neighbours in the source, and what became of it."""
    left, inside, right = _between(document.source, *block.source_span)
    after = ["", clipped(block.text, BLOCK), ""] if isinstance(block, Paragraph) else ["", "", ""]
    return {"before": [left, inside, right], "after": after, "at": block.source_span.start}


def _between(text: str, start: int, end: int) -> list[str]:
    return [text[max(0, start - CONTEXT) : start], clipped(text[start:end], BLOCK), text[end : end + CONTEXT]]


def _page(document: Document, place: Place, most: int, rank: int) -> Case:
    rules = Counter(rule for edit in document.edits for rule in edit.rule.split("+"))
    rules.update(block.rule for block in document.dropped)
    return {
        **place,
        "what": "page",
        "kind": document.kind,
        "confidence": document.confidence,
        "title": clipped(document.title or "", BLOCK),
        "encoding": document.encoding,
        "script": document.script,
        "size": len(document.text),
        "digest": digest_of(document.text),
        "text": document.text[:most],
        "source": document.source[:GLANCE],
        "rules": dict(sorted(rules.items())),
        "labels": dict(sorted(Counter(block.label for block in document.dropped).items())),
        "damage": dict(sorted(document.damage.items())),
    }


def clipped(text: str, most: int) -> str:
    """A text of at most `most` code points: of a longer one the beginning and the end."""
    return text if len(text) <= most else text[: most - most // 3 - 1] + "…" + text[-(most // 3) :]
