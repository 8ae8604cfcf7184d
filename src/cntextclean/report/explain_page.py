"""A cleaned page as one HTML file: source and text side by side, each word leading to where it came from.

What a hostile page may not do, the frame sees to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..alignment import Edit, Span
from ..vocabulary import UNSETTLED
from .cleaned import SAID_UNSETTLED, Cleaned, Kept, damage_of
from .frame import attribute, facts, page, text

__all__ = ["compact_html", "page_html"]

_COMPACT = 12  # paragraphs shown in a notebook


class Piece(NamedTuple):
    """A stretch of the page: source[start:end], what became of it, and the number of its kind in the legend (-1: kept
    as it is)."""

    start: int
    end: int
    text: str
    kind: int


class Legend:
    """The kinds of drops and edits of a page, numbered as they come, and how often each of them stands there."""

    def __init__(self) -> None:
        self.kinds: dict[tuple[str, str], int] = {}
        self.counts: list[int] = []

    def number(self, family: str, name: str) -> int:
        """The number of a kind; counts it."""
        number = self.kinds.setdefault((family, name), len(self.kinds))
        if number == len(self.counts):
            self.counts.append(0)
        self.counts[number] += 1
        return number


def page_html(document: Cleaned, *, name: str = "") -> str:
    """A whole file: summary, legend with filters, the source on the left and the text on the right.

    `name` is shown as what was cleaned. The file needs no network.
    """
    legend = Legend()
    blocks = sorted(_blocks(document, legend), key=lambda block: block[0])
    left, right, links = _panes(document.source, blocks)
    data = {"links": links, "kinds": [list(kind) for kind in legend.kinds], "notes": _notes(document, blocks)}
    title = name or document.title or "cntextclean"
    body = "\n".join([
        f"<header>\n<h1>{text(title)}</h1>\n{facts(_summary(document, legend))}{_damage(document)}\n</header>",
        _filters(legend),
        f"<main>\n{_pane('source', 'Source', left)}\n{_pane('text', 'Text', right)}\n</main>",
        '<footer><p id="note" role="status" aria-live="polite">'
        "Point at a word or select some: its counterpart lights up.</p></footer>",
    ])  # fmt: skip
    return page(title, body, assets="explain", data=data)


def compact_html(document: Cleaned) -> str:
    """A few lines for a notebook: what the page is, and its first paragraphs. No script and no style of its own."""
    rows = "".join(
        f'<tr><td style="text-align:left"><code>{text(part.role)}</code></td>'
        f'<td style="text-align:left">{text(part.text)}</td></tr>'
        for part in document.paragraphs[:_COMPACT]
    )
    more = len(document.paragraphs) - _COMPACT
    tail = f"<p>and {more} more paragraphs</p>" if more > 0 else ""
    return f"{facts(_summary(document, None))}{_damage(document)}<table>{rows}</table>{tail}"


def _pane(name: str, heading: str, content: str) -> str:
    return (
        f'<section>\n<h2 id="{name}-heading">{heading}</h2>\n'
        f'<div id="{name}" class="pane" tabindex="0" role="region" aria-labelledby="{name}-heading" lang="zh">'
        f"{content}</div>\n</section>"
    )


def _blocks(document: Cleaned, legend: Legend) -> Iterator[tuple[Span, str, list[Piece]]]:
    """Each kept paragraph and dropped block: its place, its role or "", and its pieces in order."""
    for part in document.paragraphs:
        yield part.source_span, part.role, list(_replayed(document.source, part, legend))
    for block in document.dropped:
        start, end = block.source_span
        yield block.source_span, "", [Piece(start, end, "", legend.number("dropped", block.label))]


def _replayed(source: str, part: Kept, legend: Legend) -> Iterator[Piece]:
    """A paragraph's source range as kept stretches and edits."""
    place, end = part.source_span
    for edit in part.edits:
        if place < edit.start:
            yield Piece(place, edit.start, source[place : edit.start], -1)
        yield Piece(edit.start, edit.end, edit.replacement, legend.number("edited", _family(edit)))
        place = edit.end
    if place < end:
        yield Piece(place, end, source[place:end], -1)


def _family(edit: Edit) -> str:
    return edit.rule + (" (guessed)" if edit.inferred else "")


def _panes(source: str, blocks: Sequence[tuple[Span, str, list[Piece]]]) -> tuple[str, str, list[int]]:
    """The HTML of both panes, and how they belong together: start and end in each, in UTF-16 units, four by four."""
    left, right, links = [], [], []
    width = _Units(source)
    place = out = 0
    for (start, _), role, pieces in blocks:
        left.append(text(source[place:start]))
        shown = []
        for piece in pieces:
            place = max(place, piece.end)
            mark = f' class="k" data-k="{piece.kind}"' if piece.kind >= 0 else ""
            left.append(_span(source[piece.start : piece.end], mark))
            if not role:
                continue
            size = len(piece.text.encode("utf-16-le", "surrogatepass")) // 2
            links += [width.at(piece.start), width.at(piece.end), out, out + size]
            out += size
            shown.append(_span(piece.text, mark))
        if role:
            right.append(f'<p data-role="{attribute(role)}">{"".join(shown)}</p>')
    left.append(text(source[place:]))
    return "".join(left), "\n".join(right), links


class _Units:
    """Where code points stand in UTF-16, in which browsers count."""

    def __init__(self, text: str) -> None:
        self._beyond = [i for i, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []

    def at(self, position: int) -> int:
        return position + bisect_right(self._beyond, position - 1)


def _notes(document: Cleaned, blocks: Sequence[tuple[Span, str, list[Piece]]]) -> list[list[Any]]:
    """For each marked piece, in the order of the source: its place in code points and bytes, and how sure it is."""
    notes: list[list[Any]] = []
    edits = {(edit.start, edit.end): edit for part in document.paragraphs for edit in part.edits}
    rules = {block.source_span: block.rule for block in document.dropped}
    for _, _, pieces in blocks:
        for piece in pieces:
            if piece.kind < 0:
                continue
            place = document.source_bytes(piece.start, piece.end)
            edit = edits.get((piece.start, piece.end))
            sure = _surety(edit) if edit else rules.get(Span(piece.start, piece.end), "")
            notes.append([piece.start, piece.end, *(place or (-1, -1)), sure, piece.text])
    return notes


def _surety(edit: Edit) -> str:
    if not edit.inferred:
        return ""
    margin = f", by {edit.margin:.1f} nats" if edit.margin is not None else ""
    others = f"; or {' or '.join(edit.alternatives)}" if edit.alternatives else ""
    return f"guessed{margin}{others}"


def _summary(document: Cleaned, legend: Legend | None) -> list[tuple[str, object]]:
    """What the page is, as a list of facts."""
    found: list[tuple[str, object]] = [
        ("kind", document.kind), ("confidence", f"{document.confidence:.2f}"), ("script", document.script),
        ("read as", document.encoding or "text"), ("paragraphs kept", len(document.paragraphs)),
        ("blocks dropped", len(document.dropped)),
    ]  # fmt: skip
    if legend is not None:
        edits = sum(n for (family, _), n in zip(legend.kinds, legend.counts, strict=True) if family == "edited")
        found.append(("edits", edits))
    return found


def _damage(document: Cleaned) -> str:
    """What was damaged, and what could not be settled; nothing of a sound page."""
    counts = ", ".join(f"{rule} {count}" for rule, count in damage_of(document).items())
    said = [f"Damage: {counts}."] if counts else []
    if UNSETTLED in document.damage:
        said.append(SAID_UNSETTLED)
    return f"<p>{text(' '.join(said))}</p>" if said else ""


def _filters(legend: Legend) -> str:
    """A box for each kind of drop and edit, with its count: the legend, and what switches it off."""
    boxes = [
        f'<label class="{family}"><input type="checkbox" checked data-k="{number}"><span class="k" data-k="{number}">'
        f"{text(name)}</span> <b>{count}</b></label>"
        for (family, name), number, count in zip(legend.kinds, range(len(legend.counts)), legend.counts, strict=True)
    ]
    return f'<nav aria-label="Legend and filters">{"".join(boxes)}</nav>'


def _span(content: str, mark: str) -> str:
    return f"<span{mark}>{text(content)}</span>" if mark else text(content)
