"""What labelling a page returns: what the page is, and what each of its lines is."""

from __future__ import annotations

from typing import NamedTuple

from ..page.blocks import Labelled
from ..vocabulary import Kind

__all__ = ["PageVerdict"]


class PageVerdict(NamedTuple):
    """What a page is, the rule that says so, how well its text is expected to fit (0 to 1), and its lines in order."""

    kind: Kind
    rule: str
    confidence: float
    lines: tuple[Labelled, ...]
