"""Find lines that nothing could undo: hanzi that no language has side by side, and question marks for letters.

闂傚倸鍊搁崐鎼佸磹 was read with the wrong table time after time, each time with losses; in ????:1??????,????? every
hanzi went through an encoding that has none. The repairs leave such a line as it is, and what is left is no text.

See docs/damage.md, Found and counted, not undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..alignment import Span
from ..models.bigrams import bigrams
from ..page import Page
from ..page.characters import CharClass
from ..patterns import lazy

__all__ = ["find_undeciphered"]

# rule unreadable.mojibake: hanzi read with a wrong table, so often or with such losses that no reading is left
MOJIBAKE: Final = "unreadable.mojibake"
# rule unreadable.lost: a page whose hanzi were all lost to question marks or U+FFFD
LOST: Final = "unreadable.lost"

_ROWS: Final = lazy("[?\ufffd]{3,}")
_FEWEST: Final = 2  # lines with several rows between marks or figures; who is puzzled types one row
_LENGTHS: Final = 3  # different ones of such rows; the blanks of a form are all alike
_HAN: Final = lazy("[\u4e00-\u9fff]")
_SHORTEST: Final = 20  # hanzi of a line; shorter ones may be names or a list of rare characters
_SELDOM: Final = 0.5  # of the hanzi; prose has 0.05, a list of names 0.2, mojibake 0.8
# Mean ln P of each hanzi after the one before. Prose has -6, the oddest lists of names of 204 pages -9.3, mojibake
# read twice or more -13.
_NONSENSE: Final = -11.5
_REPEATED: Final = 0.95  # of the hanzi are different ones at the most; in a list of rare characters all are


def find_undeciphered(page: Page) -> Iterable[tuple[Span, str]]:
    """Lines that are no text, as (span, rule). Spans in code points, half-open, in order."""
    yield from sorted([*_nonsense(page), *_lost(page)])


def _nonsense(page: Page) -> Iterable[tuple[Span, str]]:
    if page.classes.count(CharClass.SELDOM) < _SHORTEST:
        return
    for line, seldom in zip(page.lines, page.classes.counts_in(page.lines, CharClass.SELDOM), strict=True):
        if seldom < _SELDOM * _SHORTEST:
            continue
        hanzi = _HAN.findall(page.text, line.start, line.end)
        if len(hanzi) >= _SHORTEST and seldom >= _SELDOM * len(hanzi) and _is_nonsense("".join(hanzi)):
            yield Span(line.start, line.end), MOJIBAKE


def _is_nonsense(hanzi: str) -> bool:
    if len(set(hanzi)) > _REPEATED * len(hanzi):
        return False
    return bigrams().score(hanzi[1:], before=hanzi[:1]) < _NONSENSE * (len(hanzi) - 1)


def _lost(page: Page) -> Iterable[tuple[Span, str]]:
    """Lines of little but lost characters, on a page where some are sentences without their letters."""
    if not (b"???" in page.narrow or "\ufffd" in page.text) or not _ROWS.search(page.text):
        return
    found = [line for line in page.lines if _is_lost(page.text[line.start : line.end])]
    rows = [_ROWS.findall(page.text, line.start, line.end) for line in found]
    sentences = [[len(row) for row in line] for line in rows if len(line) > 1]
    if len(sentences) >= _FEWEST and len({length for lengths in sentences for length in lengths}) >= _LENGTHS:
        for line in found:
            yield Span(line.start, line.end), LOST


def _is_lost(line: str) -> bool:
    """Half of it at least is lost, three in a row somewhere, and no hanzi is left."""
    lost = line.count("?") + line.count("\ufffd")
    return lost * 2 >= len("".join(line.split())) and bool(_ROWS.search(line)) and not _HAN.search(line)
