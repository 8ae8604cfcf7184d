"""Stages run alone, as the pass runs them together."""

from __future__ import annotations

from collections.abc import Sequence

from cntextclean.config import Config
from cntextclean.settle import Paged, Stage, run, settle
from cntextclean.text import Text

__all__ = ["applied"]


def applied(stages: Sequence[Stage], text: str, config: Config) -> Text:
    """A text after turns of some stages, until none of them changes anything."""
    return settle(Paged.of(text), lambda state: run(state, stages, config))[0].text
