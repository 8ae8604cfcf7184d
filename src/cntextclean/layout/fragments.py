"""Advertisement and watermarks inside lines that are otherwise content, cut out with the sentence left whole."""

from __future__ import annotations

from collections.abc import Iterable

from ..alignment import Edit
from ..config import Config

__all__ = ["cut_fragments"]


def cut_fragments(text: str, config: Config) -> Iterable[Edit]:
    """Deletions of advertising fragments inside lines."""
    return ()
