"""Find lines of mojibake that nothing could undo: hanzi that no language has side by side.

闂傚倸鍊搁崐鎼佸磹 was read with the wrong table time after time, each time with losses. Where no reading is found the
line stays as it is, and what is left is no text.

See docs/damage.md, Found and counted, not undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..alignment import Span
from ..models.bigrams import bigrams
from ..page import Page
from ..page.characters import CharClass

__all__ = ["find_undeciphered"]

# rule unreadable.mojibake: hanzi read with a wrong table, so often or with such losses that no reading is left
RULE: Final = "unreadable.mojibake"

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_SHORTEST: Final = 20  # hanzi of a line; shorter ones may be names or a list of rare characters
_SELDOM: Final = 0.5  # of the hanzi; prose has 0.05, a list of names 0.2, mojibake 0.8
# Mean ln P of each hanzi after the one before. Prose has -6, the oddest lists of names of 204 pages -9.3, mojibake
# read twice or more -13.
_NONSENSE: Final = -11.5
_REPEATED: Final = 0.95  # of the hanzi are different ones at the most; in a list of rare characters all are


def find_undeciphered(page: Page) -> Iterable[tuple[Span, str]]:
    """Lines of hanzi that make no sense side by side, as (span, rule). Spans in code points, half-open, in order."""
    if page.classes.count(CharClass.SELDOM) < _SHORTEST:
        return
    for line in page.lines:
        hanzi = _HAN.findall(page.text, line.start, line.end)
        if len(hanzi) >= _SHORTEST and _is_nonsense("".join(hanzi), page, Span(line.start, line.end)):
            yield Span(line.start, line.end), RULE


def _is_nonsense(hanzi: str, page: Page, line: Span) -> bool:
    if page.classes.counts_in([line], CharClass.SELDOM)[0] < _SELDOM * len(hanzi):
        return False
    if len(set(hanzi)) > _REPEATED * len(hanzi):
        return False
    return bigrams().score(hanzi[1:], before=hanzi[:1]) < _NONSENSE * (len(hanzi) - 1)
