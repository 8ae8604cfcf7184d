"""Advertisement and watermarks inside lines that are otherwise content, cut out with the sentence left whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from ..alignment import Edit
from ..config import Config
from ..page import Page
from .rulebook import rulebook

__all__ = ["cut_fragments"]

_LONGEST = 20_000  # characters: a longer line is a list of words, not a paragraph somebody wrote
_ROUNDS = 10  # a line with more fragments one behind the other is nothing else, and is left as it is


def cut_fragments(page: Page, config: Config) -> Iterable[Edit]:
    """Deletions of advertising fragments inside lines; a line that is nothing else is left for `label`.

    Offsets are code points. Idempotent.
    """
    lines = page.lines
    if not lines:
        return ()
    masks = rulebook("fragments").masks(page.folded, np.array(lines, np.int64).ravel())
    folded = page.folded.text
    found: list[Edit] = []
    for (start, end), mask in zip(lines, masks, strict=True):
        if mask and end - start <= _LONGEST:
            found += _cut_line(folded[start:end], start, mask, config)
    return page.outside_code(found)


def _cut_line(line: str, offset: int, mask: int, config: Config) -> Iterator[Edit]:
    """Deletions in one line, searched for again in what they leave until nothing is found; none if that takes long."""
    rules: dict[int, str] = {}  # position -> the rule that deletes it
    places = list(range(len(line)))
    left = line
    for _ in range(_ROUNDS):
        found = list(_find(left, mask, config))
        if not found:
            yield from _runs(rules, offset)
            return
        for start, end, rule in reversed(found):
            rules.update(dict.fromkeys(places[start:end], rule))
            del places[start:end]
        left = "".join(line[i] for i in places)


def _runs(rules: dict[int, str], offset: int) -> Iterator[Edit]:
    """One deletion for each run of positions that the same rule deletes."""
    previous = start = -1
    for place in [*sorted(rules), -1]:
        if previous >= 0 and (place != previous + 1 or rules[place] != rules[previous]):
            yield Edit(offset + start, offset + previous + 1, "", rules[previous])
            start = place
        elif previous < 0:
            start = place
        previous = place


def _find(line: str, mask: int, config: Config) -> Iterator[tuple[int, int, str]]:
    """Fragments of a folded line, except one that is all of it."""
    for start, end, rule in rulebook("fragments").search(line, mask):
        if config.allows(rule.id) and line[start:end].strip() != line.strip():
            yield start, end, rule.id
