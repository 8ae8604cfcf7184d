"""A cleaned page as one HTML file: source and text side by side, each word leading to where it came from.

Whatever the page holds is shown as text: it enters the file only through `escape` or as JSON with "<" spelt out, and
the file's own policy allows no script but the one whose hash it names, no network and no inline handlers.
"""

from __future__ import annotations

import json
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from ..alignment import Edit, Span
from .cleaned import Cleaned, Kept

__all__ = ["compact_html", "page_html"]

_COMPACT = 12  # paragraphs shown in a notebook
# What would not be seen, or would turn the text round it, is shown by a sign: controls, marks of direction (a page may
# hide text behind U+202E), lone surrogates, which no UTF-8 can hold
_SIGNS = {
    **{code: 0x2400 + code for code in range(32) if code not in (9, 10)},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x200E, 0x2010)], 0x2426),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0x2426),
    **dict.fromkeys([0x2028, 0x2029], 0x21B5),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


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
    style, script = _asset("page.css"), _asset("page.js")
    own = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    data = {"links": links, "kinds": [list(kind) for kind in legend.kinds], "notes": _notes(document, blocks)}
    title = escape(name or document.title or "cntextclean")
    return "\n".join([
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_shown(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
        f"<header>\n<h1>{_shown(title)}</h1>\n{_summary(document, legend)}\n</header>",
        _filters(legend),
        f"<main>\n{_pane('source', 'Source', left)}\n{_pane('text', 'Text', right)}\n</main>",
        '<footer><p id="note" role="status" aria-live="polite">'
        "Point at a word or select some: its counterpart lights up.</p></footer>",
        f'<script type="application/json" id="data">{_json(data)}</script>',
        f"<script>{script}</script>\n</body>\n</html>\n",
    ])  # fmt: skip


def compact_html(document: Cleaned) -> str:
    """A few lines for a notebook: what the page is, and its first paragraphs. No script and no style of its own."""
    rows = "".join(
        f'<tr><td style="text-align:left"><code>{escape(part.role)}</code></td>'
        f'<td style="text-align:left">{_shown(escape(part.text))}</td></tr>'
        for part in document.paragraphs[:_COMPACT]
    )
    more = len(document.paragraphs) - _COMPACT
    tail = f"<p>and {more} more paragraphs</p>" if more > 0 else ""
    return f"{_summary(document, None)}<table>{rows}</table>{tail}"


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
        left.append(_text(source[place:start]))
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
            right.append(f'<p data-role="{escape(role)}">{"".join(shown)}</p>')
    left.append(_text(source[place:]))
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


def _summary(document: Cleaned, legend: Legend | None) -> str:
    """What the page is, as a list of facts."""
    facts = [
        ("kind", document.kind), ("confidence", f"{document.confidence:.2f}"), ("script", document.script),
        ("read as", document.encoding or "text"), ("paragraphs kept", str(len(document.paragraphs))),
        ("blocks dropped", str(len(document.dropped))),
    ]  # fmt: skip
    if legend is not None:
        edits = sum(n for (family, _), n in zip(legend.kinds, legend.counts, strict=True) if family == "edited")
        facts.append(("edits", str(edits)))
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts) + "</dl>"


def _filters(legend: Legend) -> str:
    """A box for each kind of drop and edit, with its count: the legend, and what switches it off."""
    boxes = [
        f'<label class="{family}"><input type="checkbox" checked data-k="{number}"><span class="k" data-k="{number}">'
        f"{escape(name)}</span> <b>{count}</b></label>"
        for (family, name), number, count in zip(legend.kinds, range(len(legend.counts)), legend.counts, strict=True)
    ]
    return f'<nav aria-label="Legend and filters">{"".join(boxes)}</nav>'


def _span(text: str, mark: str) -> str:
    return f"<span{mark}>{_text(text)}</span>" if mark else _text(text)


def _text(text: str) -> str:
    return _shown(escape(text, quote=False))


def _shown(text: str) -> str:
    """A text with signs for what would not be seen; as long as before, in UTF-16 too."""
    return text.translate(_SIGNS)


def _json(data: object) -> str:
    """Data inside a script element: no "<" can end it, and nothing outside ASCII can be taken for a line break."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return files("cntextclean.report").joinpath(name).read_text(encoding="utf-8")
