"""A text that remembers where every character of it came from.

Every stage of the pass is a function from a page to edits; only `Text.apply` builds strings, so the output, the
explanation and the offsets cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from .alignment import Alignment, Block, Edit, Span, blocks_of, meeting

__all__ = ["Substitution", "Text"]


@dataclass(frozen=True, slots=True)
class Substitution:
    """Edits that exchange single characters, in bulk: told apart only when somebody asks.

    A stage may return it in place of many edits. value: the text before. steps: what it became, and by which rule.
    """

    value: str
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def after(self) -> str:
        """The text with all steps taken."""
        return self.steps[-1][0] if self.steps else self.value

    def then(self, value: str, rule: str) -> Substitution:
        """This one with another step. Raises ValueError if that changes the length."""
        if len(value) != len(self.value):
            raise ValueError(f"{rule}: a substitution must keep the length")
        return self if value == self.after else Substitution(self.value, (*self.steps, (value, rule)))

    def sparing(self, spans: Iterable[Span]) -> Substitution:
        """This one without what it changes in some ranges, which are sorted and disjoint."""
        spans = tuple(spans)
        spared = Substitution(self.value)
        for value, rule in self.steps if spans else ():
            spared = spared.then(_replace(value, [Edit(*span, self.value[slice(*span)], rule) for span in spans]), rule)
        return spared if spans else self

    def __iter__(self) -> Iterator[Edit]:
        """One edit for each character that differs; where several steps changed it their rules are joined."""
        for i, (old, new) in enumerate(zip(self.value, self.after, strict=True)):
            if old != new:
                yield Edit(i, i + 1, new, self._rules_at(i))

    def _rules_at(self, place: int) -> str:
        values = (self.value, *(value for value, _ in self.steps))
        acted = (rule for (_, rule), (a, b) in zip(self.steps, pairwise(values), strict=True) if a[place] != b[place])
        return "+".join(dict.fromkeys(acted))


Layer = tuple[Edit, ...] | Substitution


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """What became of `source`: its present value and the layers of edits that led there.

    Offsets are code points of `source`, half-open. Immutable: `apply` returns a new Text. Two are equal if they are
    of one source and the same edits replay them, in whatever layers these were made.
    """

    value: str
    source: str
    layers: tuple[Layer, ...] = ()
    _cache: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, source: str) -> Text:
        """A text nothing has been done to."""
        return cls(source, source)

    def apply(self, edits: Iterable[Edit]) -> Text:
        """This text with `edits` made, which are sorted and disjoint and refer to `value`.

        Raises ValueError if they overlap or leave the text.
        """
        if isinstance(edits, Substitution):
            return self._substituted(edits)
        layer = tuple(edit for edit in edits if edit.replacement or edit.start < edit.end)
        if not layer:
            return self
        return Text(_replace(self.value, layer), self.source, (*self.layers, layer))

    def _substituted(self, layer: Substitution) -> Text:
        if layer.value != self.value:
            raise ValueError("the substitution is of another text")
        return Text(layer.after, self.source, (*self.layers, layer)) if layer.after != self.value else self

    def then(self, later: Text) -> Text:
        """This text followed by what `later` did to this one's value."""
        if later.source != self.value:
            raise ValueError("the later text does not start from this one's value")
        return Text(later.value, self.source, self.layers + later.layers)

    @property
    def alignment(self) -> Alignment:
        """The map from `source` to `value`."""
        found = self._cache.get("alignment")
        if not isinstance(found, Alignment):
            parts = [Alignment.from_edits(layer) for layer in self.layers if not isinstance(layer, Substitution)]
            found = reduce(Alignment.then, parts, Alignment())
            self._cache["alignment"] = found
        return found

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All changes as edits of `source`, sorted and disjoint: replaying them gives `value`."""
        found = self._cache.get("edits")
        if not isinstance(found, tuple):
            found = tuple(_compose(self))
            self._cache["edits"] = found
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return self is other or (
            self.source == other.source and self.value == other.value and self.edits == other.edits
        )

    def __hash__(self) -> int:
        return hash((self.source, self.value))

    @property
    def has_guesses(self) -> bool:
        """Whether any change was chosen by a language model; cheap, as nothing is composed."""
        return any(edit.inferred for layer in self.layers if not isinstance(layer, Substitution) for edit in layer)

    def edits_in(self, span: Span) -> tuple[Edit, ...]:
        """The edits that lie wholly inside a range of the source."""
        edits = self.edits
        first = bisect_left(edits, span.start, key=lambda e: e.start)
        last = first
        while last < len(edits) and edits[last].end <= span.end:
            last += 1
        return edits[first:last]

    def edits_between(self, span: Span, output: Span) -> tuple[Edit, ...]:
        """The edits that make of source[span] just value[output], where `span` is what `output` came from.

        An edit that reaches beyond the output, such as a line made together with its indent, is cut to it.
        """
        blocks = self._edit_blocks()
        k = max(0, bisect_left(blocks, span.start, key=lambda b: b.start) - 1)
        found: list[Edit] = []
        while k < len(blocks) and (blocks[k].start <= span.end or blocks[k].out_start < output.end):
            block, edit = blocks[k], self.edits[k]
            start, end = max(block.start, span.start), min(block.end, span.end)
            low, high = max(block.out_start, output.start), min(block.out_end, output.end)
            if (low < high and start <= end) or (start < end and low <= high):
                new = self.value[low:high]
                whole = new == edit.replacement and (start, end) == (edit.start, edit.end)
                found.append(edit if whole else edit._replace(start=start, end=end, replacement=new, alternatives=()))
            k += 1
        return tuple(found)

    def _edit_blocks(self) -> tuple[Block, ...]:
        found = self._cache.get("blocks")
        if not isinstance(found, tuple):
            found = self._cache["blocks"] = tuple(blocks_of(self.edits))
        return found

    def counts(self) -> dict[str, int]:
        """How often each rule acted, over all layers (a Substitution counts its characters)."""
        totals: dict[str, int] = {}
        for layer in self.layers:
            for edit in layer:
                totals[edit.rule] = totals.get(edit.rule, 0) + 1
        return totals


def _replace(value: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(value):
            raise ValueError(f"{edit.rule}: edits must be sorted, disjoint and inside the text")
        pieces.append(value[position : edit.start])
        pieces.append(edit.replacement)
        position = edit.end
    pieces.append(value[position:])
    return "".join(pieces)


class _Reason(NamedTuple):
    """Why a block changed, and how sure that is: the last four fields of an Edit."""

    rule: str
    inferred: bool
    margin: float | None
    alternatives: tuple[str, ...]


def _compose(text: Text) -> Iterable[Edit]:
    """The layers of a text as one list of edits of its source."""
    first, *others = text.layers or ((),)
    if not others:
        yield from (edit for edit in first if edit.replacement != text.source[edit.start : edit.end])
        return
    edits = tuple(first)
    blocks = list(blocks_of(edits))
    reasons = [_Reason(*edit[3:]) for edit in edits]
    for layer in others:
        edits = tuple(layer)
        later = list(blocks_of(edits))
        merged: list[Block] = []
        merged_reasons: list[_Reason] = []
        for i0, i1, j0, j1, block in meeting(blocks, later):
            parts = [(Span(*blocks[i][2:]), reasons[i]) for i in range(i0, i1)]
            parts += [(Span(e.start, e.end), _Reason(*e[3:])) for e in edits[j0:j1]]
            merged.append(block)
            merged_reasons.append(parts[0][1] if len(parts) == 1 else _join(parts))
        blocks, reasons = merged, merged_reasons
    for block, reason in zip(blocks, reasons, strict=True):
        replacement = text.value[block.out_start : block.out_end]
        if replacement != text.source[block.start : block.end]:
            yield Edit(block.start, block.end, replacement, *reason)


def _join(parts: list[tuple[Span, _Reason]]) -> _Reason:
    """One reason for changes that met; spans are those of the text between the two layers.

    The margin is the least. The alternatives stay true only of the change that covers all the others.
    """
    reasons = [reason for _, reason in parts]
    rules = dict.fromkeys(rule for reason in reasons for rule in reason.rule.split("+"))
    margins = [reason.margin for reason in reasons if reason.margin is not None]
    whole = Span(min(span.start for span, _ in parts), max(span.end for span, _ in parts))
    alternatives = next((reason.alternatives for span, reason in parts if span == whole and reason.alternatives), ())
    return _Reason(
        "+".join(rules), any(reason.inferred for reason in reasons), min(margins, default=None), alternatives
    )
