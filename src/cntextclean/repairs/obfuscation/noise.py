"""Take out hanzi drawn at random: two before each mark, or a stretch of filler.

Mirrors slip two characters before the marks (作為材料趣些，編輯撰寫仿荆。) or pour filler between sentences so that
their copies differ. One such pair may be a name; a page where every other mark has one was made by a program.

See docs/damage.md, Random hanzi.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...models.words import word_score
from ...page import Page
from ...page.characters import CharClass, Classes
from ...patterns import lazy
from .affinity import affinity

__all__ = ["remove_noise"]

# rule noise.pair: two characters put in before the marks all over a page
PAIR: Final = "noise.pair"
# rule noise.filler: a stretch of filler poured between sentences
FILLER: Final = "noise.filler"

_HAN: Final = "\u4e00-\u9fff"
_BEFORE_MARK: Final = lazy(f"(?<=[{_HAN}0-9A-Za-z])([{_HAN}])([{_HAN}])(?=[，。、；：！？,.;:!?](?![0-9]))")
_CLAUSE_END: Final = lazy(f"[{_HAN}]{{6,}}(?=[，。；！？,.;!?](?![0-9]))")
_FEWEST: Final = 6  # clauses on a page that shows what is done to it
_SHARE: Final = 0.4  # of clause ends; ordinary pages stay below 0.25, random pairs before all marks give 0.7
_MOST: Final = 0.6
_RICH: Final = 0.03  # share of rare hanzi; half a page of prose has 0.05, technical prose less, random hanzi 0.65
_EXCERPT: Final = 60  # characters; a longer text must show more than
_FOREIGN: Final = 3  # different Simplified characters less one: writers have a name or a habit of their own (朱學恒)
# Of two hanzi drawn at random both are rare 4 times in 10, of two that an author put before a mark 2 times in 100.
_PEPPERED: Final = 0.06
_ODD_END: Final = b"\1\1\2"
_CROWDED: Final = b"\1" * 6
_RUN: Final = lazy(f"[{_HAN}]{{12,}}")
_RARE: Final = -8.8  # mean ln P; a random choice of GB 2312 level 1 has -9.5, prose -6.5, a list of surnames -8.6
_APART: Final = -0.6  # mean affinity; random choice has -1.1, the worst stretch of ordinary pages -0.5


def remove_noise(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that delete random hanzi. Idempotent; a single odd pair or a list of names stays."""
    text, classes = page.text, page.classes
    if not (classes.count(CharClass.SELDOM) > _RICH * classes.size or _has_foreign(classes)):
        return
    edits: list[Edit] = []
    seldom = classes.seldom()
    if config.allows(FILLER) and _CROWDED in seldom:
        edits += _fillers(text, seldom)
    if config.allows(PAIR) and (_has_foreign(classes) or seldom.count(_ODD_END) > _PEPPERED * seldom.count(2)):
        ends = {edit.end for edit in edits} | {edit.end - 1 for edit in edits}  # filler ends in two odd hanzi as well
        edits += [edit for edit in _pairs(text, classes) if edit.end not in ends]
    yield from sorted(edits)


def _has_foreign(classes: Classes) -> bool:
    """A few Simplified characters on a Traditional page."""
    if not classes.present & CharClass.SIMPLIFIED or not classes.present & CharClass.TRADITIONAL:
        return False
    simplified = classes.count(CharClass.SIMPLIFIED)
    if not 0 < simplified <= 40:
        return False
    traditional = classes.count(CharClass.TRADITIONAL)
    return simplified * 20 < traditional or (classes.size <= _EXCERPT and simplified <= traditional)


def _is_filler(run: str) -> bool:
    """Characters of GB 2312 level 1 without repetition, rare on the whole, that nobody puts side by side."""
    if len(set(run)) < 0.85 * len(run) and len(run) < 100:
        return False
    level = [c.encode("gb2312", "ignore") for c in run]
    if not all(b"\xb0\xa1" <= code <= b"\xd7\xf9" for code in level):
        return False
    frequency = bigrams().frequency
    if sum(map(frequency, run)) > _RARE * len(run):
        return False
    bonds = [affinity(a, b) for a, b in pairwise(run)]
    return sum(bonds) < _APART * len(bonds) and sum(bond > 0 for bond in bonds) <= 0.2 * len(bonds)


def _fillers(text: str, seldom: bytes) -> Iterator[Edit]:
    """Runs of filler, each with the mark after it where one stands before it too."""
    for found in _RUN.finditer(text):
        start, end = found.span()
        if seldom.count(1, start, end) * 2 > end - start and _is_filler(found[0]):
            doubled = text[start - 1 : start] in ("", "\n", *"。！？.!?") and text[end : end + 1] in tuple(
                "，。、；,.;"
            )
            yield Edit(start, end + doubled, "", FILLER)


def _pairs(text: str, classes: Classes) -> Iterator[Edit]:
    found = [(m.start(), text[m.start() - 1], m[1], m[2]) for m in _BEFORE_MARK.finditer(text)]
    # The same pair before mark after mark was not drawn at random: it is a word the model does not know (函式).
    words = {pair for pair, count in Counter(first + second for *_, first, second in found).items() if count > 1}
    found = [row for row in found if row[2] + row[3] not in words]
    odd = [place for place, *chars in found if _is_odd(*chars)]
    if not odd:
        return
    share = _peppered(text) if classes.count(CharClass.SELDOM) >= _FEWEST else 0.0
    if share >= _MOST:
        odd = [place for place, *chars in found if _is_loose(*chars)]
    elif share < _SHARE:
        # On a Traditional page nothing shows so plainly what does not belong as Simplified characters.
        foreign = set(classes.positions(CharClass.SIMPLIFIED))
        if classes.size > _EXCERPT and len({text[place] for place in foreign}) < _FOREIGN:
            return
        if classes.count(CharClass.TRADITIONAL) < 2 or not foreign <= {i for p in odd for i in (p, p + 1)}:
            return
        odd = [place for place in odd if place in foreign or place + 1 in foreign]
    for place in odd:
        yield Edit(place, place + 2, "", PAIR)


def _peppered(text: str) -> float:
    """How many of the longer clauses end in a pair that belongs to nothing, as a share."""
    ends = [m[0][-3:] for m in _CLAUSE_END.finditer(text)]
    return sum(_is_odd(*end) for end in ends) / len(ends) if len(ends) >= _FEWEST else 0.0


def _is_odd(before: str, first: str, second: str) -> bool:
    """Whether two hanzi go neither with each other nor with what stands before."""
    alone = affinity(first, second) <= 0
    return alone and (not "\u4e00" <= before <= "\u9fff" or affinity(before, first) <= -0.4)


def _is_loose(before: str, first: str, second: str) -> bool:
    """The same on a page where nearly every mark has such a pair: chance makes neighbours, but hardly words."""
    if affinity(first, second) > 2 or ("\u4e00" <= before <= "\u9fff" and affinity(before, first) > 0.8):
        return False
    return word_score(first + second) <= word_score(first) + word_score(second)
