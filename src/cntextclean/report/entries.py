"""What a pass did to a page, as lines a person can read: sums, then edits and drops in the order of the source."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Literal

from ..alignment import Edit, Span
from ..vocabulary import UNSETTLED
from .cleaned import SAID_UNSETTLED, Cleaned, Gone, damage_of

__all__ = ["Paint", "Part", "explain", "plainly"]

Part = Literal["head", "place", "before", "after", "dropped", "rule"]
"""The parts of a line, which a terminal may show in colours."""
Paint = Callable[[Part, str], str]

_LONGEST = 60  # code points of a quoted text
_WIDTHS = ("fullwidth", "compatibility", "quote", "space")
_PLAIN = ("script.", "punctuation.", *(f"characters.{name}" for name in _WIDTHS))


def plainly(part: str, text: str) -> str:
    """A part of a line as it is, where there are no colours."""
    return text


def explain(document: Cleaned, name: str = "-", *, every: bool = False, paint: Paint = plainly) -> Iterator[str]:
    """What a page was taken for, how often each rule acted, and a line for each edit and each dropped block.

    Lines and columns count from 1, in code points of `Document.source`. What was edited inside a dropped
    block is not listed; nor are, unless `every` is asked for, edits of script and width alone, of which a page
    may have hundreds. `name` stands on the first line only. `paint` is given each part of a line and says how it is
    shown.
    """
    lines = _Lines(document.source)
    entries = [(d.source_span, _drop(document, d, paint)) for d in document.dropped]
    rules = Counter(d.rule for d in document.dropped)
    edits = [edit for paragraph in document.paragraphs for edit in paragraph.edits]
    rules.update(rule for edit in edits for rule in edit.rule.split("+"))
    folded = 0
    for paragraph in document.paragraphs:
        for group in _touching(paragraph.edits):
            if not every and all(map(_is_plain, group)):
                folded += len(group)
            else:
                entries.append((Span(group[0].start, group[-1].end), _change(document.source, group, paint)))
    yield f"{paint('head', name)}: {_sums(document, edits)}"
    if rules:
        yield "  rules: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
    if damage := damage_of(document):
        yield "  damage: " + ", ".join(f"{rule} {count}" for rule, count in damage.items())
    if UNSETTLED in document.damage:
        yield f"  {SAID_UNSETTLED}"
    for span, words in sorted(entries):
        yield f"  {paint('place', lines.place(span.start))}: {words}"
    if folded:
        yield f"  and {folded} edits of script and width alone, which --explain-all lists"


def _sums(document: Cleaned, edits: list[Edit]) -> str:
    read = f"read as {document.encoding}, " if document.encoding else ""
    inferred = sum(edit.inferred for edit in edits)
    guessed = f" ({inferred} inferred)" if inferred else ""
    return (
        f"{read}script {document.script}: {len(document.paragraphs)} paragraphs kept, "
        f"{len(document.dropped)} blocks dropped, {len(edits)} edits{guessed}"
    )


def _is_plain(edit: Edit) -> bool:
    """Whether an edit changes the script or the width of characters and nothing else."""
    return all(rule.startswith(_PLAIN) for rule in edit.rule.split("+")) and not edit.inferred


class _Lines:
    """Where the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(self, position: int) -> str:
        k = bisect_right(self._starts, position) - 1
        return f"{k + 1}:{position - self._starts[k] + 1}"


def _touching(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Edits with nothing between them, together: 開(kāi) to 开 is one change for two reasons."""
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start > group[-1].end:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _change(source: str, edits: list[Edit], paint: Paint) -> str:
    """Before and after; with a neighbour on both sides where one of the two would be empty."""
    start, end = edits[0].start, edits[-1].end
    before, after = source[start:end], "".join(edit.replacement for edit in edits)
    if not before.strip() or not after.strip():
        left, right = source[max(0, start - 1) : start], source[end : end + 1]
        before, after = left + before + right, left + after + right
    rules = dict.fromkeys(rule for edit in edits for rule in edit.rule.split("+"))
    change = f"{paint('before', _shown(before))} → {paint('after', _shown(after))}"
    return f"{change}  {paint('rule', '[' + ' '.join(rules) + ']')}{_surety(edits)}"


def _surety(edits: list[Edit]) -> str:
    """How sure a change is: nothing where it is certain, else its margin and, in a near tie, the other readings."""
    if not any(edit.inferred for edit in edits):
        return ""
    margins = [edit.margin for edit in edits if edit.margin is not None]
    others = [other for edit in edits for other in edit.alternatives]
    margin = f" by {min(margins):.1f} nats" if margins else ""
    return f" inferred{margin}" + (f", or {' or '.join(map(_shown, others))}" if others else "")


def _drop(document: Cleaned, block: Gone, paint: Paint) -> str:
    start, end = block.source_span
    what = paint("dropped", f"dropped as {block.label}")
    return f"{what}: {_shown(document.source[start:end].strip())}  {paint('rule', '[' + block.rule + ']')}"


def _shown(text: str) -> str:
    """A text on one line, shortened, with whatever cannot be seen written as an escape."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 20] + "…" + text[-19:]
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
