"""Where suspicious characters cluster: the stretches of a page that are worth a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...patterns import lazy
from .gate import gate

__all__ = ["Segment", "segments", "without_glosses"]

_GAP = 10  # characters between two suspicious ones of one cluster
_CONTEXT = 12  # characters looked at on both sides of a cluster
_SHORT = 40  # in a line this short one suspicious character is worth a look
_FAR = 400  # characters to either side of a cluster that may be part of it
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹɑɡ"
_GLOSS = lazy(f"[(（?]?[a-z{_TONED}]{{1,7}}[)）]")
_ONLY_SIGNS = lazy("[\x80-\u2bff]*")  # letters and signs of the west: of mojibake, if much of it is odd
_LETTERS = lazy("(?:[!-~]{0,3}[\xa1-\u2bff]+)+")  # trail bytes may be ASCII


class Segment(NamedTuple):
    """A stretch of one line, in code points of the page: a suspicious core and some context round it."""

    start: int
    end: int
    core_start: int
    core_end: int


def without_glosses(text: str, hits: list[int]) -> list[int]:
    """The hits that are no toned vowel of a pinyin gloss such as (shù), which is another stage's business."""
    if not hits or not any(text[hit] in _TONED for hit in hits):
        return hits
    glosses = [(m.start(), m.end()) for m in _GLOSS.finditer(text)]
    kept = []
    number = 0
    for hit in hits:
        while number < len(glosses) and glosses[number][1] <= hit:
            number += 1
        if number == len(glosses) or hit < glosses[number][0]:
            kept.append(hit)
    return kept


def segments(text: str, hits: list[int]) -> Iterator[Segment]:
    """Clusters of suspicious characters, each inside one line."""
    place = 0
    while place < len(hits):
        line_start = text.rfind("\n", 0, hits[place]) + 1
        line_end = text.find("\n", hits[place])
        line_end = len(text) if line_end < 0 else line_end
        after = place
        while after < len(hits) and hits[after] < line_end:
            after += 1
        yield from _clusters(text, hits[place:after], line_start, line_end)
        place = after


def _clusters(text: str, hits: list[int], line_start: int, line_end: int) -> Iterator[Segment]:
    first = 0
    limit = line_start
    for i in range(1, len(hits) + 1):
        if i < len(hits) and _linked(text, hits[i - 1], hits[i]):
            continue
        core_start, core_end = _whole(text, hits[first], hits[i - 1] + 1, limit)
        if i - first > 1 or line_end - line_start <= _SHORT:
            following = hits[i] if i < len(hits) else line_end
            end = min(core_end + _CONTEXT, following)
            yield Segment(max(core_start - _CONTEXT, limit), end, core_start, core_end)
            limit = end
        first = i


def _linked(text: str, start: int, end: int) -> bool:
    """Whether unusual characters lead from one suspicious place to the next without a wide gap."""
    if end - start <= _GAP or _ONLY_SIGNS.fullmatch(text, start, end):
        return True
    last = start
    for odd in gate().finditer(text, start + 1, end + 1):
        if odd.start() - last > _GAP:
            return False
        last = odd.start()
    return end - last <= _GAP


def _whole(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """A cluster with the letters and signs of the west that it is part of; it begins at `limit` at the earliest."""
    before = _LETTERS.match(text[max(start - _FAR, limit) : start][::-1])
    after = _LETTERS.match(text, end, end + _FAR)
    start -= before.end() if before else 0
    return start, after.end() if after else end
