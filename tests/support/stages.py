"""Stages run alone, as the pass runs them together."""

from __future__ import annotations

from collections.abc import Sequence

from cntextclean.config import Config
from cntextclean.page import Act, Stage
from cntextclean.settle import Paged, run, settle
from cntextclean.text import Text

__all__ = ["applied"]


def applied(stages: Sequence[Act | Stage], text: str, config: Config) -> Text:
    """A text after turns of some stages, until none of them changes anything."""
    whole = [stage if isinstance(stage, Stage) else Stage(stage) for stage in stages]
    return settle(Paged.of(text), lambda state: run(state, whole, config))[0].text
