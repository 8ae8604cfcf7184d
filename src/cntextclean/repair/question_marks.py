"""Take out question marks that no one wrote (damage guide 8k, 11): 为?什么 was 为什么 with a zero-width mark in it.

Five causes look alike. Only two are undone here: zero-width marks inside words, and no-break spaces after a date, a
number or at the start of lines. A lost hanzi, an orphan byte beside a mark (a matter of injection.py) and a real
question stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ..alignment import Edit
from ..config import Config
from .affinity import affinity
from .presence import Presence

__all__ = ["remove_question_marks"]

ZERO_WIDTH: Final = "question-mark.zero-width"
SPACE: Final = "question-mark.space"

_INNER: Final = re.compile("(?<=[\u3400-\u9fff])\\?(?=[\u3400-\u9fff])")
_HAN: Final = re.compile("[\u3400-\u9fff]")
# A gloss or what is left of one: then the orphan bytes of section 0 look the same, and are not ours.
_INJECTED: Final = re.compile("[(?][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\\)|\\?[！，、。；：？]")
# What a question ends in, so that the mark may be real.
_ASKING: Final = frozenset("吗呢么吧啊嗎麼嘛呀谁誰何否了的好对對是不没沒啦哪里裡样樣办辦")
# Questions make up less than 0.01 marks per hanzi of an ordinary page, and no dialogue has one in ten.
_MANY: Final = 0.03
_FLOOD: Final = 0.1
_DATED: Final = re.compile(
    r"(?<=[0-9]:[0-9]{2})\?{1,8}(?=[\u3400-\u9fff])|(?<=[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2})\?{1,8}(?=[\u3400-\u9fff])"
    r"|(?<=[0-9])\?{1,8}(?=[\u3400-\u9fff]{2,5}[:：])"
    r"|(?<=[A-Za-z]\.)\?(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff][:：])\?{1,8}(?=[\u3400-\u9fff0-9])"
)
_INDENT: Final = re.compile(r"^[?？]{1,8}(?=[\u3400-\u9fff“「『《\"0-9A-Za-z])", re.MULTILINE)


def remove_question_marks(text: str, config: Config, presence: Presence) -> Iterable[Edit]:
    """Edits that delete false question marks or make spaces of them. Idempotent; real questions stay."""
    if "?" not in text or _INJECTED.search(text):
        return
    edits: list[Edit] = []
    if config.allows(ZERO_WIDTH):
        edits += _inner_marks(text)
    if config.allows(SPACE):
        edits += _spaces(text)
    yield from sorted(edits)


def _inner_marks(text: str) -> Iterator[Edit]:
    """Marks between two hanzi that belong together, and on a page full of them the rest as well."""
    places = [m.start() for m in _INNER.finditer(text)]
    if not places:
        return
    bonds = [_bond(text[i - 1], text[i + 1]) for i in places]
    strong = [i for i, bond in zip(places, bonds, strict=True) if _parts_a_word(text[i - 1], bond)]
    if not strong:
        return
    rate = len(places) / len(_HAN.findall(text))
    many = rate > _MANY and len(strong) * 4 >= len(places)
    suspects = {text[i - 1] for i in strong}
    for place, bond in zip(places, bonds, strict=True):
        loose = text[place - 1] in suspects or bond.whole > 0
        if place in strong or (many and loose) or (rate > _FLOOD and len(places) > 1):
            yield Edit(place, place + 1, "", ZERO_WIDTH)


class Bond(NamedTuple):
    """How well two hanzi go together, and how much better than with a question mark between them."""

    near: float
    whole: float


def _bond(left: str, right: str) -> Bond:
    near = affinity(left, right)
    return Bond(near, near - affinity(left, "?") - affinity("?", right))


def _parts_a_word(left: str, bond: Bond) -> bool:
    """Real questions of 69 pages stay below 1.5 and 3.8, but for one after 的."""
    if left in _ASKING:
        return False
    return (bond.near > 2.5 and bond.whole > 3.5) or (bond.near > 1 and bond.whole > 5.5)


def _spaces(text: str) -> Iterator[Edit]:
    for found in _DATED.finditer(text):
        yield Edit(found.start(), found.end(), " " * len(found[0]), SPACE)
    indents = list(_INDENT.finditer(text))
    if len(indents) >= 2 or any(len(m[0]) >= 2 for m in indents):
        for found in indents:
            yield Edit(found.start(), found.end(), " " * len(found[0]), SPACE)
