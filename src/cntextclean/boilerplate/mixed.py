"""Lines that are furniture at their ends and text in between: `推 id: 文字 06/05 21:26`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..config import Config
from ..page.blocks import Labelled
from ..patterns import lazy
from .line_rules import Line
from .rulebook import Rule, rulebook

__all__ = ["is_answer", "without_ends"]

_PUSH = "mixed.push"  # the rule of answers in one line
_VERDICTS = frozenset("推嘘→")  # with which such a line begins
_LONGEST = 400  # characters: a longer line is a paragraph


def without_ends(line: Line, kept: Labelled, config: Config) -> Iterator[Labelled]:
    """A kept line, its ends dropped if it is a case of a rule in mixed.toml."""
    found = _middle(line.text, config) if len(line.text) <= _LONGEST else None
    if found is None:
        yield kept
        return
    rule, start, end = found
    begin = line.block.end - len(line.text)  # what is left of a line without its bullet
    if line.block.start < begin + start:
        yield Labelled(line.block.start, begin + len(line.text[:start].rstrip()), None, rule.label or None, rule.id)
    yield kept._replace(start=begin + start, end=begin + end)
    after = end + len(line.text[end:]) - len(line.text[end:].lstrip())
    if begin + after < line.block.end:
        yield Labelled(begin + after, line.block.end, None, rule.label or None, rule.id)


def is_answer(text: str) -> bool:
    """Whether a folded line is an answer in one line, of a form that nothing but a board has."""
    return text[:1] in _VERDICTS and len(text) <= _LONGEST and any(
        rule.id == _PUSH and pattern.fullmatch(text) is not None for rule, pattern in _patterns()
    )


def _middle(text: str, config: Config) -> tuple[Rule, int, int] | None:
    """The first rule that a line is a case of, and the range of the line that stays."""
    for rule, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match and config.allows(rule.id):
            return rule, *match.span(1)
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[Rule, re.Pattern[str]]]:
    return [(rule, lazy(rule.pattern)) for rule in rulebook("mixed").rules]
