"""UTF-8 that was read as ISO-8859-15 and then "repaired" as if it had been cp1252.

The eight bytes at which the two tables differ are changed inside characters that stay valid: 个 becomes 䞪, 为 becomes
䞺, 影 becomes 圱. Each result is one rare hanzi, so a single one proves nothing: it takes several on one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from ...alignment import Edit
from ...models.plausibility import is_hanzi, plausibility
from .order import in_order, is_everyday_kanji

__all__ = ["RULE", "latin9_edits"]

# rule mojibake.utf8-as-latin9-repaired: UTF-8 read as Latin-9 and repaired as if it were cp1252: 䞪 for 个
RULE: Final = "mojibake.utf8-as-latin9-repaired"
_CHANGED: Final = {0x80: 0xA4, 0x8A: 0xA6, 0x9A: 0xA8, 0x8E: 0xB4, 0x9E: 0xB8, 0x8C: 0xBC, 0x9C: 0xBD, 0x9F: 0xBE}
_OFTEN: Final = -9.8  # ln P of a character that is common enough to be meant
_ENOUGH: Final = 3  # different characters on one page
_RARE_FORM: Final = 10.0  # nats by which a rare form is less likely than the language model, which folds it, says
_ORDER: Final = -8.0  # mean ln P of a character of running text, which such damage is in; a table of characters is not
_NEAR: Final = 4  # characters on each side by which that is judged
_ALONE: Final = 2  # a text this short needs no more evidence than one character


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Damaged character -> the common one it was; the most frequent one where there are several."""
    back = {wide: narrow for narrow, wide in _CHANGED.items()}
    table: dict[str, str] = {}
    model = plausibility()
    for char in map(chr, range(0x4E00, 0xA000)):
        if model.frequency(char) < _OFTEN:
            continue
        options = [(byte, back[byte]) if byte in back else (byte,) for byte in char.encode("utf-8")]
        for spelling in product(*options):
            damaged = bytes(spelling).decode("utf-8", "ignore")
            if len(damaged) != 1 or damaged == char or is_everyday_kanji(damaged):
                continue
            if model.frequency(damaged) > _OFTEN - 2.5 and not _variant(damaged):
                continue
            if damaged not in table or model.frequency(table[damaged]) < model.frequency(char):
                table[damaged] = char
    return table


def _variant(char: str) -> bool:
    """Whether a hanzi is a rare form, in whatever way common what it is a form of may be."""
    return not char.encode("gb2312", "ignore") and not b"\xa4" <= char.encode("big5", "ignore") < b"\xc9\x40"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(_table())) + "]")


def latin9_edits(text: str, hits: Iterable[int]) -> Iterable[Edit]:
    """Edits for a page whose rare hanzi are, most of them, damaged common ones; `hits` are places worth a look."""
    table = _table()
    if not any(text[hit] in table for hit in hits):
        return
    found = list(_outside_other_languages(text))
    judge = plausibility()
    alone = len(text.strip()) < _ALONE
    likely = []
    for place, char in found:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        seen = judge.score(char + after, before=before) - (_RARE_FORM if _variant(char) else 0.0)
        meant = judge.score(table[char] + after, before=before)
        if meant - seen > 9.0 and (alone or _is_in_order(text, place, table[char])):
            likely.append((place, char))
    enough = len({char for _, char in likely}) >= _ENOUGH and len(likely) * 2 > len(found)
    if enough or (alone and likely):
        for place, char in likely:
            yield Edit(place, place + 1, table[char], RULE, True)


def _is_in_order(text: str, place: int, char: str) -> bool:
    """Whether a place reads as running text with another character there."""
    before = text[max(0, place - _NEAR) : place].rpartition("\n")[2]
    after = text[place + 1 : place + 1 + _NEAR].partition("\n")[0]
    beside = before[-1:] + after[:1]
    if not any(map(is_hanzi, beside)):
        return False
    whole = before + char + after
    return plausibility().score(whole) > _ORDER * len(whole)


def _outside_other_languages(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        places = [(m.start() + start, m.group()) for m in _pattern().finditer(line)]
        if places and not in_order(line):
            yield from places
        start += len(line) + 1
