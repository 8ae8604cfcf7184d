"""A text that remembers where every character of it came from.

Every stage of the pass is a function from a str to edits; only `Text.apply` builds strings, so the output, the
explanation and the offsets cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from .alignment import Alignment, Block, Edit, Span, blocks_of, meeting

__all__ = ["Text"]


class Substitution(NamedTuple):
    """A bulk change of equal length, told apart into edits only when somebody asks."""

    before: str
    after: str
    rule: str

    def edits(self) -> tuple[Edit, ...]:
        """One edit for each character that differs."""
        pairs = enumerate(zip(self.before, self.after, strict=True))
        return tuple(Edit(i, i + 1, new, self.rule) for i, (old, new) in pairs if old != new)


Layer = tuple[Edit, ...] | Substitution


@dataclass(frozen=True, slots=True)
class Text:
    """What became of `source`: its present value and the layers of edits that led there.

    Offsets are code points of `source`, half-open. Immutable: `apply` and `substitute` return a new Text.
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
        layer = tuple(edit for edit in edits if edit.replacement or edit.start < edit.end)
        if not layer:
            return self
        return Text(_replace(self.value, layer), self.source, (*self.layers, layer))

    def substitute(self, value: str, rule: str) -> Text:
        """This text with its value exchanged for one of the same length, character for character.

        Raises ValueError if the length differs.
        """
        if value == self.value:
            return self
        if len(value) != len(self.value):
            raise ValueError(f"{rule}: a substitution must keep the length")
        return Text(value, self.source, (*self.layers, Substitution(self.value, value, rule)))

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

    def edits_in(self, span: Span) -> tuple[Edit, ...]:
        """The edits that lie wholly inside a range of the source."""
        edits = self.edits
        first = bisect_left(edits, span.start, key=lambda e: e.start)
        last = first
        while last < len(edits) and edits[last].end <= span.end:
            last += 1
        return edits[first:last]

    def counts(self) -> dict[str, int]:
        """How often each rule acted, over all layers (a Substitution counts its characters)."""
        totals: dict[str, int] = {}
        for layer in self.layers:
            for edit in layer.edits() if isinstance(layer, Substitution) else layer:
                totals[edit.rule] = totals.get(edit.rule, 0) + 1
        return totals


def _replace(value: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, replacement, rule, _ in edits:
        if not position <= start <= end <= len(value):
            raise ValueError(f"{rule}: edits must be sorted, disjoint and inside the text")
        pieces.append(value[position:start])
        pieces.append(replacement)
        position = end
    pieces.append(value[position:])
    return "".join(pieces)


def _compose(text: Text) -> Iterable[Edit]:
    """The layers of a text as one list of edits of its source."""
    blocks: list[Block] = []
    reasons: list[tuple[str, bool]] = []
    for layer in text.layers:
        edits = layer.edits() if isinstance(layer, Substitution) else layer
        later = list(blocks_of(edits))
        merged: list[Block] = []
        merged_reasons: list[tuple[str, bool]] = []
        for i0, i1, j0, j1, block in meeting(blocks, later):
            parts = reasons[i0:i1] + [(edit.rule, edit.inferred) for edit in edits[j0:j1]]
            merged.append(block)
            merged_reasons.append(_join(parts))
        blocks, reasons = merged, merged_reasons
    for block, (rule, inferred) in zip(blocks, reasons, strict=True):
        replacement = text.value[block.out_start : block.out_end]
        if replacement != text.source[block.start : block.end]:
            yield Edit(block.start, block.end, replacement, rule, inferred)


def _join(reasons: list[tuple[str, bool]]) -> tuple[str, bool]:
    if len(reasons) == 1:
        return reasons[0]
    rules = dict.fromkeys(rule for joined, _ in reasons for rule in joined.split("+"))
    return "+".join(rules), any(inferred for _, inferred in reasons)
