"""Fold Traditional characters that were scattered over a Simplified page: 市場经济 is 市场经济.

Spinners exchange single characters so that copies are not found. Names, quotations and headings in Traditional stand
together and keep their form; 於 and 後, which careless converters leave behind, are no sign of it. Neither is a
Japanese word (続編, 中国語).

See docs/damage.md, Scattered Traditional.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...page import Page
from ...page.characters import CharClass, Classes
from ...patterns import lazy
from ...scripts import characters as scripts
from ...scripts.conversion import convert
from ...scripts.languages import foreign, japanese_words
from .affinity import affinity

__all__ = ["fold_mixed_script"]

# rule lookalike.mixed-script: Traditional characters scattered over a Simplified page: 市場经济
RULE: Final = "lookalike.mixed-script"

_SHORT: Final = 80  # hanzi: a title or a sentence, where one character must be evidence enough
_FEWEST: Final = 4  # different characters on a longer page
_CLAUSE: Final = lazy("[\u3400-\u9fff0-9A-Za-z.,%]+")
_SENTENCE: Final = lazy("[^。！？!?.\n\t]+")
_QUOTED: Final = lazy('[《「『“‘【"][^《》「」『』“”‘’【】"\n]{1,60}[》」』”’】"]')
_HAN: Final = lazy("[㐀-鿿]+")
_SENSE: Final = 0.8  # mean affinity: prose has 1.5 and more, encoding errors and Martian script below 0
_LEFTOVER: Final = frozenset("於後")


def fold_mixed_script(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that write scattered Traditional characters in Simplified. Idempotent; none on a page of one script."""
    text, classes = page.text, page.classes
    both = CharClass.TRADITIONAL | CharClass.SIMPLIFIED
    if classes.present & both != both or not config.allows(RULE):
        return
    places = [i for i in classes.positions(CharClass.TRADITIONAL) if text[i] not in _LEFTOVER]
    if classes.size > 2 * _SHORT and len({text[i] for i in places}) < _FEWEST:
        return
    if len(places) > classes.count(CharClass.SIMPLIFIED) + _halves(text):
        return
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    other, japanese = foreign(text, page.scripts), japanese_words(text, page.scripts)
    places = [i for i in places if not other[i] and not _inside(i, quoted)]
    telling = [i for i in places if not japanese[i]]
    if not telling or _sense(text, telling) < _SENSE:
        return
    hanzi = int((page.scripts != scripts.Kind.OTHER).sum())
    mixed = _mixed(text, classes, _SENTENCE if hanzi > _SHORT else _CLAUSE)
    scattered = [i for i in telling if _inside(i, mixed)]
    if hanzi > _SHORT and (len({text[i] for i in scattered}) < _FEWEST or len(scattered) < 0.6 * len(telling)):
        return
    if hanzi <= _SHORT and any(classes.is_a(i, CharClass.SELDOM) for i in scattered):
        return  # a rarer one may well be a name
    converted = convert(text, "t2s")
    if len(converted) != len(text):
        return
    for place in places if hanzi > _SHORT else scattered:
        if converted[place] != text[place]:
            yield Edit(place, place + 1, converted[place], RULE)


def _sense(text: str, places: list[int]) -> float:
    """The mean affinity of neighbours round some of the places."""
    runs = [run for i in places[:: len(places) // 12 + 1] for run in _HAN.findall(text[max(0, i - 4) : i + 5])]
    bonds = [affinity(left, right) for run in runs for left, right in pairwise(run)]
    return sum(bonds) / len(bonds) if bonds else 0.0


def _halves(text: str) -> int:
    """Simplified characters that Traditional fonts have too (体 复 听): evidence in a short text."""
    return int((scripts.kinds(text) == scripts.Kind.HALF).sum()) if len(text) <= 2 * _SHORT else 0


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of some spans, which are sorted and disjoint."""
    k = bisect_right(spans, (place, len(spans) and spans[-1][1])) - 1
    return k >= 0 and place < spans[k][1]


def _mixed(text: str, classes: Classes, unit: re.Pattern[str]) -> list[tuple[int, int]]:
    """Clauses with as many characters of the one script as of the other, or sentences with a third as many."""
    spans = [found.span() for found in unit.finditer(text)]
    traditional = classes.counts_in(spans, CharClass.TRADITIONAL)
    simplified = classes.counts_in(spans, CharClass.SIMPLIFIED)
    times = 3 if unit is _SENTENCE else 1
    return [
        (start, end)
        for (start, end), old, new in zip(spans, traditional, simplified, strict=True)
        if old and new and new * times + _halves(text[start:end]) >= old
    ]
