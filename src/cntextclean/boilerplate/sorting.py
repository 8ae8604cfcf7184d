"""What becomes of the lines of a page: which are kept, and what each of the others is. Values; every step that changes
one returns a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..config import Config
from ..vocabulary import Label, Role
from .evidence import has_furniture, is_furniture, is_stamp
from .line_rules import Line, interviewed

__all__ = ["COMMENT", "HEADER", "OUTSIDE", "Decision", "Sorting", "decide", "settled"]

# rule layout.outside: a line before or after the article, or between its parts
# rule layout.header: a line that says who wrote the article, where and when
OUTSIDE, HEADER = "layout.outside", "layout.header"
_INSIDE = frozenset({"ad", "share", "spam", "summary"})  # furniture that interrupts articles
_LINK = 12  # characters: what stands outside the article and is longer is a headline of another


class Decision(NamedTuple):
    """What a line is that is not part of the text: a role that is metadata, or a label; and the rule."""

    role: Role | None
    label: Label | None
    rule: str


COMMENT = Decision(None, "comment", OUTSIDE)


class Sorting(NamedTuple):
    """The lines that are kept, by index and in order, and a decision for each of the others."""

    kept: tuple[int, ...]
    decisions: Mapping[int, Decision]

    def without(self, found: Mapping[int, Decision]) -> Sorting:
        """The same sorting, but for these lines."""
        if not found:
            return self
        return Sorting(tuple(i for i in self.kept if i not in found), {**self.decisions, **found})


def decide(line: Line, *, kept: bool, below: Label | None) -> Decision | None:
    """What a line is if it is not text; `below` names the section it stands in under the article."""
    rule = line.rule
    if rule is not None:
        if not kept or rule.goes or rule.label in _INSIDE:
            return Decision(None, rule.label or None, rule.id)
        return None
    if line.role is not None:
        return Decision(line.role, None, HEADER)
    if kept:
        return None
    return Decision(None, below or ("related" if len(line.text) > _LINK else "nav"), OUTSIDE)


def settled(read: Sequence[Line], sorting: Sorting, config: Config) -> Sorting:
    """Without the lines that would be read as furniture if those kept were cleaned again, until nothing more goes.

    The models need not be asked again: without signs of furniture a text is kept whole.
    """
    while True:
        lines = interviewed([read[i] for i in sorting.kept])
        if not has_furniture(lines):
            return sorting
        gone = {
            i: decide(line, kept=False, below=None) or COMMENT
            for i, line in zip(sorting.kept, lines, strict=True)
            if is_furniture(line) or is_stamp(line)
        }
        gone = {i: decision for i, decision in gone.items() if config.allows(decision.rule)}
        if not gone:
            return sorting
        sorting = sorting.without(gone)
