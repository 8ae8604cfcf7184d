"""Advertisement and watermarks inside lines that are otherwise content, cut out with the sentence left whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from ..alignment import Edit
from ..config import Config
from ..page import Page
from .rulebook import rulebook

__all__ = ["cut_fragments"]

_LONGEST = 20_000  # characters: a longer line is a list of words, not a paragraph somebody wrote
_KEPT = 300  # characters of a line that is remembered
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
            cut = _cuts if end - start <= _KEPT else _cuts.__wrapped__
            ranges = cut(folded[start:end], mask, config)
            found += (Edit(start + first, start + last, "", rule) for first, last, rule in ranges)
    return page.outside_code(found)


Cut = tuple[int, int, str]


@lru_cache(maxsize=1 << 11)  # a page is gone through twice, and most lines are the same then
def _cuts(line: str, mask: int, config: Config) -> tuple[Cut, ...]:
    """Ranges of one line that go, each with its rule, searched for again in what they leave until nothing is found;
    none if that takes long."""
    rules: dict[int, str] = {}  # position -> the rule that deletes it
    places = list(range(len(line)))
    left = line
    for _ in range(_ROUNDS):
        found = list(_find(left, mask, config))
        if not found:
            return tuple(_runs(rules))
        for start, end, rule in reversed(found):
            rules.update(dict.fromkeys(places[start:end], rule))
            del places[start:end]
        left = "".join(line[i] for i in places)
    return ()


def _runs(rules: dict[int, str]) -> Iterator[Cut]:
    """One range for each run of positions that the same rule deletes."""
    previous = start = -1
    for place in [*sorted(rules), -1]:
        if previous >= 0 and (place != previous + 1 or rules[place] != rules[previous]):
            yield start, previous + 1, rules[previous]
            start = place
        elif previous < 0:
            start = place
        previous = place


def _find(line: str, mask: int, config: Config) -> Iterator[Cut]:
    """Fragments of a folded line, except one that is all of it."""
    for start, end, rule in rulebook("fragments").search(line, mask):
        if config.allows(rule.id) and line[start:end].strip() != line.strip():
            yield start, end, rule.id
