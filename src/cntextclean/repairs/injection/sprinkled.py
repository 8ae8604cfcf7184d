"""Pinyin sprinkled by a die: the gloss is blind to what the character is and to what its neighbours carry.

在(zai)数(shu)字世(shi)界的浩(hao)瀚海洋中(zhong): spam mirrors put readings behind characters drawn at random, up to
three in four of them. By chance runs of glossed characters arise that look like a verse for learners. The page tells
them apart: a person glosses what is hard, never 的 or 我们, or else whole lines.

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ...models.bigrams import bigrams
from ...patterns import lazy
from .glosses import EVERYDAY, HAN, Gloss

__all__ = ["sprinkled"]

_BREAK = lazy("[㐀-䶿一-鿿\n]")
_LINE = lazy("[^\n]+")
_FEWEST = 12  # glosses; below that chance makes any picture
_LEAST, _MOST = 0.04, 0.9  # of the hanzi glossed; above that every character is
_VERSE = 4  # glosses; in fewer, all of a line may be glossed by chance
_BLIND = 0.5  # of the rate of the page; a die gives 1 short of chance, lessons, word lists and classics 0 to 0.3
_LATE = 0.15  # of the glosses; a die gives 0.3 to 0.7, a program with a table of characters 0.05 at most
_CHANCE = 0.01  # a run that a page has with less chance than this was not drawn


def sprinkled(text: str, glosses: Sequence[Gloss], *, rote: Sequence[Gloss] = ()) -> list[Gloss]:
    """Those of `glosses`, in order and in the form most have, that were drawn at random.

    rote: glosses that a table of characters explains; their places tell nothing. None if the page shows no such
    program.
    """
    forms = Counter(g.form for g in glosses).most_common(1)
    glosses = [g for g in glosses if g.form == forms[0][0]]
    glossed = {g.start - 1 for g in glosses if not g.doubled}
    if len(glossed) < _FEWEST:
        return []
    explained = {g.start - 1 for g in rote}
    lines = [
        [(m.start() in glossed, m[0]) for m in HAN.finditer(text, *line.span()) if m.start() not in explained]
        for line in _LINE.finditer(text)
    ]
    hanzi = [h for line in lines if _is_drawn_from(line) for h in line]
    rate = _mean([is_glossed for is_glossed, _ in hanzi])
    if not _LEAST <= rate <= _MOST or not _is_blind(hanzi, rate):
        return []
    return _without_runs(text, glosses, longest=math.log(_CHANCE / len(hanzi)) / math.log(rate))


def _is_drawn_from(line: Sequence[tuple[bool, str]]) -> bool:
    """Whether a line tells of the die: not a menu without a gloss, and not a verse with one behind every character."""
    return 0 < sum(is_glossed for is_glossed, _ in line) <= max(_MOST * len(line), _VERSE)


def _is_blind(hanzi: Sequence[tuple[bool, str]], rate: float) -> bool:
    """Whether a gloss falls on everyday characters, behind bare neighbours, and on characters that stood bare before,
    as often as a die would have it. Who explains a character does so where it first stands."""
    frequency = bigrams().frequency
    everyday = [is_glossed for is_glossed, char in hanzi if frequency(char) >= EVERYDAY]
    behind_bare = [second for (first, _), (second, _) in pairwise(hanzi) if not first]
    bare: set[str] = set()
    late = 0
    for is_glossed, char in hanzi:
        if not is_glossed:
            bare.add(char)
        elif char in bare:
            late += 1
    return min(_mean(everyday), _mean(behind_bare)) >= _BLIND * rate and late >= _LATE * rate * len(hanzi)


def _mean(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _without_runs(text: str, glosses: Sequence[Gloss], *, longest: float) -> list[Gloss]:
    """All but those in rows without a bare character that are longer than chance makes them: a verse on the page."""
    rows: list[list[Gloss]] = []
    end = 0
    for gloss in glosses:
        if rows and not _BREAK.search(text, end, gloss.start - 1):
            rows[-1].append(gloss)
        else:
            rows.append([gloss])
        end = gloss.end
    return [gloss for row in rows if sum(not g.doubled for g in row) <= longest for gloss in row]
