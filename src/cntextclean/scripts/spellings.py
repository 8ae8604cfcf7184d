"""How words are spelt in Traditional Chinese, where one simplified character stands for several: 上面 but 麵粉.

A text is as good as its best division into words that are spelt right. Two spellings of one place are compared by
that, so 這隻有用 (這隻 + 有用) stays and 文章中隻有 becomes 文章中只有.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..models.bigrams import bigrams
from ..models.words import words
from .characters import codes, standard_forms

__all__ = [
    "PHRASE",
    "forms",
    "guarded",
    "is_word",
    "kept",
    "misspelt",
    "score",
    "shorts",
    "spells",
    "standard",
    "usual",
    "wrong_pairs",
]

_LONGEST: Final = 4
_ALONE: Final = 2.0  # a character that is no part of a word costs this much more than its frequency says
_UNUSUAL: Final = 1.5  # and this much more if it is not the usual form of what it stands for
_COUNTED: Final = -10.0  # ln P of a number or pronoun with the classifier 隻, which no dictionary lists
# 公佈 and 公布, 週末 and 周末, 儘管 and 盡管: nothing is wrong with either.
_BOTH_IN_USE: Final = str.maketrans(
    "佈週佔臺採託昇遊嘆註唸慾巖瞭藉夥儘鬍嚮誌捲迴兇餵僱盃癒噁纔牠牀喫",
    "布周占台采托升游歎注念欲岩了借伙盡胡向志卷回凶喂雇杯愈惡才它床吃",
)
COUNTS: Final = "一二兩三四五六七八九十百千萬半幾數這那哪每某各此"
PHRASE: Final = -15.0  # ln P of a phrase of OpenCC that jieba does not count


class Spellings(NamedTuple):
    """The tables: the value of each word as it is spelt; the words with a spelling of their own; the guarded ones."""

    words: dict[str, float]
    spelt: tuple[str, ...]
    guarded: tuple[str, ...]


@lru_cache(maxsize=1)
def _rows() -> list[str]:
    data: bytes = files("cntextclean._data").joinpath("spellings.bin").read_bytes()
    return zlib.decompress(data).decode("utf-8").split("\n")


@lru_cache(maxsize=1)
def forms() -> dict[str, str]:
    """For each form of a character with several: all the forms it may be taken for, the usual one first."""
    return {form: group[1:] for group in _rows()[0].split("\t") for form in group[1:]}


@lru_cache(maxsize=1)
def shorts() -> dict[str, str]:
    """Simplified words with a spelling of their own, each with that."""
    found: dict[str, str] = {}
    rows = _rows()[1:-3]
    for size, short, full in zip((2, 3, 4), rows[::2], rows[1::2], strict=True):
        found.update((short[i : i + size], full[i : i + size]) for i in range(0, len(short), size))
    return found


@lru_cache(maxsize=1)
def usual() -> dict[str, str]:
    """Simplified characters, each with its usual Traditional form where that differs."""
    pairs = _rows()[-3]
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@lru_cache(maxsize=1)
def _spellings() -> Spellings:
    guarded, spelt = _rows()[-2], shorts()
    values = dict.fromkeys(spelt.values(), PHRASE)
    plain = str.maketrans(usual())
    for (word, value), usually in zip(words().items(), _translated(words(), plain), strict=True):
        full = spelt.get(word) or usually
        values[full] = max(value, values.get(full, value))
    for other, value in zip(_translated(values, _BOTH_IN_USE), list(values.values()), strict=True):
        values.setdefault(other, value)
    values.update((count + "隻", _COUNTED) for count in COUNTS)
    values["金鍾"] = values["金鐘"]  # a place, and the beginning of many a Korean name
    return Spellings(values, tuple(spelt.values()), tuple(guarded.split("\t")) if guarded else ())


def _translated(texts: Iterable[str], table: Mapping[int, str] | Mapping[int, int]) -> list[str]:
    """Many short texts translated at once, which is much faster than one by one."""
    return "\n".join(texts).translate(table).split("\n")


@lru_cache(maxsize=1)
def _standard_codes() -> NDArray[np.uint32]:
    table = np.arange(0x10000, dtype=np.uint32)
    for form, char in standard_forms().items():
        table[form] = ord(char)
    return table


def standard(text: str) -> str:
    """A text in OpenCC's standard forms (裡 to 裏, 麵 to 麪), in which the words are kept. Keeps the length."""
    points = codes(text)
    plain = np.where(points < 0x10000, _standard_codes().take(points, mode="clip"), points)
    return plain.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


def misspelt(text: str) -> list[int]:
    """Where standard forms may be misspelt: positions of the first of two characters that spell no word, but would
    with another form of one of them. Not where one word ends and another begins."""
    points = codes(text).astype(np.uint64)
    if len(points) < 2:
        return []
    several = _several().take(codes(text), mode="clip")
    places = np.flatnonzero(several[:-1] | several[1:])
    pairs = (points[places] << np.uint64(32)) | points[places + 1]
    known = wrong_pairs()
    found = np.minimum(np.searchsorted(known, pairs), len(known) - 1)
    hits: list[int] = places[known[found] == pairs].tolist()
    return [at for at in hits if not (_ends_word(text, at) and _begins_word(text, at + 1))]


@lru_cache(maxsize=1)
def _several() -> NDArray[np.bool_]:
    """Whether a code point is a form of a character that has several."""
    table = np.zeros(0x10000, np.bool_)
    table[[ord(form) for form in forms()]] = True
    return table


def _ends_word(text: str, at: int) -> bool:
    return (at > 0 and is_word(text[at - 1 : at + 1])) or (at > 1 and is_word(text[at - 2 : at + 1]))


def _begins_word(text: str, at: int) -> bool:
    return is_word(text[at : at + 2]) or is_word(text[at : at + 3])


def spells(before: str, form: str, after: str) -> bool:
    """Whether a form takes part in any word with what stands before and after it."""
    values = _spellings().words
    for left in range(min(_LONGEST - 1, len(before)) + 1):
        start = before[len(before) - left :] + form
        for right in range(min(_LONGEST - 1 - left, len(after)) + 1):
            if left + right and start + after[:right] in values:
                return True
    return False


def guarded() -> tuple[str, ...]:
    """Long phrases that are right although their words say otherwise (放之四海皆準)."""
    return _spellings().guarded


@lru_cache(maxsize=1)
def kept() -> tuple[str, ...]:
    """Simplified phrases that OpenCC spells rightly although their words say otherwise (星露谷)."""
    return tuple(_rows()[-1].split("\t"))


def is_word(word: str) -> bool:
    """Whether standard forms spell a word of the dictionary rightly."""
    return _spellings().words.get(word, PHRASE) > PHRASE


def score(text: str) -> float:
    """ln P of the best division of a text in standard forms into words that are spelt right. Linear."""
    return _best(text, _spellings().words)


def _best(text: str, values: dict[str, float]) -> float:
    frequency, groups = bigrams().frequency, forms()
    best = [0.0]
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        group = groups.get(char)
        value = best[end - 1] + frequency(char) - _ALONE - (_UNUSUAL if group and group[0] != char else 0.0)
        for size in range(2, min(_LONGEST, end) + 1):
            found = values.get(text[end - size : end])
            if found is not None and best[end - size] + found > value:
                value = best[end - size] + found
        best.append(value)
    return best[-1]


@lru_cache(maxsize=1)
def wrong_pairs() -> NDArray[np.uint64]:
    """Pairs of standard forms that spell no word but would with another form of one of the two: sorted numbers,
    the code point of the first times 2**32 plus that of the second."""
    groups, (values, spelt, _) = forms(), _spellings()
    near = {(word[i], word[i + 1]) for word in spelt for i in range(len(word) - 1)}
    wrong = {(form, b) for a, b in near for form in groups.get(a, "")}
    wrong |= {(a, form) for a, b in near for form in groups.get(b, "")}
    numbers = [(ord(a) << 32) + ord(b) for a, b in wrong if values.get(a + b, PHRASE) <= PHRASE]
    return np.array(sorted(numbers), np.uint64)
