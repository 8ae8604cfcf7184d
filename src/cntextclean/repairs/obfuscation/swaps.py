"""Undo look-alike swaps inside words: 己经 is 已经, 西大家族 is 四大家族, 叁次 is 三次.

A swap is undone only where what stands makes no word and what should stand makes one: 囚徒, 西四环, 叁仟元, Φ50 stay.

See docs/damage.md, Swaps inside words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..._data.repair_tables import SOUND_PAIRS
from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...models.words import word_score, words
from ...page import Page
from ...patterns import lazy
from .affinity import affinity
from .lookalikes import SWAPS

__all__ = ["undo_swaps"]

# rule lookalike.swap: a character exchanged for one that looks like it
RULE: Final = "lookalike.swap"

# Pairs in which a common look-alike is at home: nothing more is asked about those, so sound pages load no model.
_SOUND: Final = frozenset(SOUND_PAIRS[i : i + 2] for i in range(0, len(SOUND_PAIRS), 2))
_HAN: Final = lazy("[\u3400-\u9fff]+")
_REACH: Final = 4
_AROUND: Final = 10  # code points of the line on each side that say what kind of text this is
# Nats, set on 4,000 swaps made in modern prose and on 19 million characters of sound text, poems and classics among it.
_ORDINARY: Final = -6.5  # mean ln P of a character in modern prose stays above this; in verse it does not
_FAMILIAR: Final = -6.0
_LIKELIER: Final = 7.0  # by the neighbours on both sides
_WORDIER: Final = 4.0
# Numerals for cheques (叁仟元整) and what is counted in plain ones.
_CHEQUE: Final = frozenset("零壹贰叁肆伍陆柒捌玖拾佰仟貳參陸圆圓元整正角分号號")
_COUNTED: Final = frozenset("个個次天年月日岁歲名位块塊倍种種条條层層届屆期百千十点點部件只隻张張本家人代维維方分")
_NUMERALS: Final = frozenset("一二三四五六七八九十")
_NEXT_TO_FOUR: Final = "三五"
_LINE: Final = 60  # code points of the line on each side that say what it is about
_LONG: Final = 1000  # code points: a text of that length that has no 三 writes 叁 on principle
# Lines about the right character for a word: what looks swapped there is what they speak of.
_TOPIC: Final = lazy(
    "错别字|錯別字|错字|錯字|别字|別字|形近字|误写|誤寫|误作|誤作|[写寫]作[“「]|写成|寫成|错误写法|錯誤寫法|辨析|区分|區分"
    "|哪个(?:是)?(?:正确|对)|哪個(?:是)?(?:正確|對)"
)


def undo_swaps(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that put the right character for its look-alike. Idempotent; none where both readings make sense."""
    text = page.text
    if config.allows(RULE):
        for place in sorted(_doubtful(text)):
            left = _near(text[max(0, place - _REACH) : place], -1)
            right = _near(text[place + 1 : place + 1 + _REACH], 0)
            if (left or right) and _is_wrong(text, place, left, right) and not _is_topic(text, place):
                yield Edit(place, place + 1, SWAPS[text[place]], RULE)


def _is_topic(text: str, place: int) -> bool:
    """Whether the line of a place speaks of spelling, within reach."""
    start = max(text.rfind("\n", 0, place) + 1, place - _LINE)
    end = text.find("\n", place, place + _LINE)
    return _TOPIC.search(text, start, end if end >= 0 else place + _LINE) is not None


def _doubtful(text: str) -> Iterator[int]:
    """Places of look-alikes that are not at home beside their neighbours."""
    for char in SWAPS:
        place = text.find(char)
        while place >= 0:
            if text[place - 1 : place + 1] not in _SOUND and text[place : place + 2] not in _SOUND:
                yield place
            place = text.find(char, place + 1)


def _is_wrong(text: str, place: int, left: str, right: str) -> bool:
    char = text[place]
    if SWAPS[char] in _NUMERALS and char in _CHEQUE:
        return _is_plain_numeral(left, right) and (len(text) < _LONG or SWAPS[char] in text)
    return _is_swap(text, place, left, right) or (SWAPS[char] == "四" and _is_counted(text, place, right))


def _near(beside: str, end: int) -> str:
    """The hanzi that touch a place, on one side of it."""
    runs = _HAN.findall(beside)
    if not runs or not (beside.endswith(runs[-1]) if end else beside.startswith(runs[0])):
        return ""
    return str(runs[end])


def _is_swap(text: str, place: int, left: str, right: str) -> bool:
    """Whether ordinary prose comes out with the other character, and not with what stands there.

    One of three must hold: all neighbours are far likelier; the other makes a word of three characters and what
    stands there none; or what stands there fits neither side and the other does.
    """
    char, other = text[place], SWAPS[text[place]]
    model = bigrams()
    before = text[max(0, place - _AROUND) : place].rpartition("\n")[2]
    after = text[place + 1 : place + 1 + _AROUND].partition("\n")[0]
    then = model.score3(before + other + after)
    mean = then / (len(before) + 1 + len(after))
    if mean < _ORDINARY:
        return False
    gain = then - model.score3(before + char + after)
    worth = word_score(left + other + right) - word_score(left + char + right)
    rarity = max(0.0, model.frequency(other) - model.frequency(char))  # so much any common character would gain
    if gain > _LIKELIER + rarity / 2 and worth > _WORDIER:
        return True
    if mean < _FAMILIAR or gain < max(0.0, rarity / 2):
        return False
    is_word = bool(_word_over(left, other, right, 3)) and not _word_over(left, char, right, 2)
    return (is_word and worth > 6) or (worth > 1.5 and _is_alien(left, char, right))


def _word_over(left: str, char: str, right: str, least: int) -> bool:
    """Whether a word of `least` characters or more lies over a place, with this character in it."""
    known, folded, place = words(), bigrams().fold(left + char + right), len(left)
    return any(
        folded[start : start + size] in known
        for size in range(least, _REACH + 1)
        for start in range(max(0, place - size + 1), min(place, len(folded) - size) + 1)
    )


def _is_alien(left: str, char: str, right: str) -> bool:
    """Whether the look-alike fits neither side, where the other character fits one well."""
    if not left or not right:
        return False
    other = SWAPS[char]
    now = (affinity(left[-1], char), affinity(char, right[0]))
    then = (affinity(left[-1], other), affinity(other, right[0]))
    return max(now) <= -0.5 and max(then) >= 0.8 and sum(then) - sum(now) > 1.5


def _is_plain_numeral(left: str, right: str) -> bool:
    """叁百块 and 叁次, but not 叁仟元整, 第叁条 of a contract, nor a name."""
    if not right or right[0] not in _COUNTED or set(left[-2:] + right[:3]) & _CHEQUE - set("分"):
        return False
    return left[-1:] != "第" and (right[0] != "人" or not left)


def _is_counted(text: str, place: int, right: str) -> bool:
    """三更 … 西更: the third is named shortly before, and nobody says 西更."""
    if not right or affinity("西", right[0]) > -0.9 or affinity("四", right[0]) < 0:
        return False
    before = text[max(0, place - 40) : place]
    return any(number + right[0] in before for number in _NEXT_TO_FOUR)
