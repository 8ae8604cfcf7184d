"""What a report needs to know of a cleaned page: the shape of a Document, seen from the floor below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..alignment import Edit, Span
from ..vocabulary import UNSETTLED

__all__ = ["SAID_UNSETTLED", "Cleaned", "Gone", "Kept", "damage_of"]

SAID_UNSETTLED = "Unsettled: cleaning this text again would change it."


class Kept(Protocol):
    """A kept paragraph."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def source_span(self) -> Span: ...
    @property
    def edits(self) -> tuple[Edit, ...]: ...


class Gone(Protocol):
    """A dropped block."""

    @property
    def label(self) -> str: ...
    @property
    def source_span(self) -> Span: ...
    @property
    def rule(self) -> str: ...


class Cleaned(Protocol):
    """A cleaned page."""

    @property
    def source(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def script(self) -> str: ...
    @property
    def encoding(self) -> str | None: ...
    @property
    def damage(self) -> Mapping[str, int]: ...
    @property
    def paragraphs(self) -> Sequence[Kept]: ...
    @property
    def dropped(self) -> Sequence[Gone]: ...
    def source_bytes(self, start: int, end: int) -> Span | None:
        """The bytes of the input that source[start:end] came from; None where the input was a str."""
        ...


def damage_of(document: Cleaned) -> dict[str, int]:
    """What was damaged by rule, the most frequent first, without what the pass says of itself."""
    counts = {rule: count for rule, count in document.damage.items() if rule != UNSETTLED}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
