"""Undo look-alike swaps inside words (damage guide 8f): 己经 is 已经, 西大家族 is 四大家族, 叁次 is 三次.

A swap is undone only where what stands makes no word and what should stand makes one: 囚徒, 西四环, 叁仟元, Φ50 stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..._data.repair_tables import SOUND_PAIRS
from ...alignment import Edit
from ...config import Config
from ...models.words import word_score
from ...page import Page
from ...page.characters import CharClass, Classes
from .affinity import affinity

__all__ = ["SWAPS", "undo_swaps"]

RULE: Final = "lookalike.swap"

# What was met, and what it stood for. 已 for 己 and 末 for 未 are honest slips of the pen far more often.
SWAPS: Final = {
    "己": "已",
    "巳": "已",
    "囚": "人",
    "西": "四",
    "首": "直",
    "囯": "国",
    "Φ": "中",
    "叁": "三",
    "贰": "二",
    "旳": "的",
}
_COMMON: Final = "己西首"
_SOUND: Final = frozenset(SOUND_PAIRS[i : i + 2] for i in range(0, len(SOUND_PAIRS), 2))
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_REACH: Final = 4
# Numerals for cheques (叁仟元整) and what is counted in plain ones.
_CHEQUE: Final = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟貳參陸圆圓元整正角分号號")
_COUNTED: Final = frozenset("个個次天年月日岁歲名位块塊倍种種条條层層届屆期百千十点點部件只隻张張本家人代维維方分")
_ORDINALS: Final = "一二三五六七八九十"


def undo_swaps(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that put the right character for its look-alike. Idempotent; none where both readings make sense."""
    text, classes = page.text, page.classes
    if config.allows(RULE):
        for place in sorted(_doubtful(text, classes)):
            left = _near(text[max(0, place - _REACH) : place], -1)
            right = _near(text[place + 1 : place + 1 + _REACH], 0)
            if (left or right) and _is_wrong(text, place, left, right):
                yield Edit(place, place + 1, SWAPS[text[place]], RULE)


def _doubtful(text: str, classes: Classes) -> Iterator[int]:
    """Places of look-alikes, the common ones only where their neighbours are no usual ones."""
    if classes.present & CharClass.SWAP:
        yield from classes.positions(CharClass.SWAP)
    for char in _COMMON:
        place = text.find(char)
        while place >= 0:
            if text[place - 1 : place + 1] not in _SOUND and text[place : place + 2] not in _SOUND:
                yield place
            place = text.find(char, place + 1)


def _is_wrong(text: str, place: int, left: str, right: str) -> bool:
    char = text[place]
    if char in "叁贰":
        return _is_plain_numeral(left, right)
    return _is_swap(left, char, right) or (char == "西" and _is_counted(text, place, right))


def _near(beside: str, end: int) -> str:
    """The hanzi that touch a place, on one side of it."""
    runs = _HAN.findall(beside)
    if not runs or not (beside.endswith(runs[-1]) if end else beside.startswith(runs[0])):
        return ""
    return str(runs[end])


def _is_swap(left: str, char: str, right: str) -> bool:
    """Whether the look-alike fits nowhere here, and the other character makes a word."""
    other = SWAPS[char]
    now = (affinity(left[-1], char) if left else 0.0, affinity(char, right[0]) if right else 0.0)
    then = (affinity(left[-1], other) if left else 0.0, affinity(other, right[0]) if right else 0.0)
    gain = sum(then) - sum(now)
    alien = gain > 1.5 and max(now) <= -0.5 and max(then) >= 0.8
    if gain <= 2.5 and not alien:
        return False
    worth = word_score(left + other + right) - word_score(left + char + right)
    if char in "囚囯Φ旳巳":  # rare characters: any common one scores better in their place
        return worth > 8 and gain > 4 and max(now) < 0.3
    return (worth > 6 and gain > 2.5) or (worth > 1.5 and alien)


def _is_plain_numeral(left: str, right: str) -> bool:
    """叁百块 and 叁次, but not 叁仟元整 nor a name."""
    if not right or right[0] not in _COUNTED or set(left[-2:] + right[:3]) & _CHEQUE - set("分"):
        return False
    return right[0] != "人" or not left


def _is_counted(text: str, place: int, right: str) -> bool:
    """三更 … 西更: the same thing is counted shortly before, and nobody says 西更."""
    if not right or affinity("西", right[0]) > -0.9 or affinity("四", right[0]) < 0:
        return False
    before = text[max(0, place - 40) : place]
    return any(number + right[0] in before for number in _ORDINALS)
