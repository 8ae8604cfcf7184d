"""Where one word ends and the next begins decides how a character is spelt: 被发现 is 被 + 發現, not 被髮 + 現.

OpenCC takes the longest phrase from the left. A place where a word says otherwise is weighed again: the best division
into words, by their frequency, that gives the character one form, against the best that gives it another.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..models.bigrams import bigrams
from ..models.words import words
from .characters import codes
from .spellings import COUNTS, PHRASE, kept, shorts, standard, usual

__all__ = ["OLD_WORDS", "respelt"]

_LONGEST: Final = 4
_REACH: Final = 5  # characters on either side that are divided
_PHRASE_REACH: Final = 9
_ALONE: Final = 2.0  # a character that is no part of a word costs this much more than its frequency says
_COUNTED: Final = -10.0  # ln P of a number with a classifier, which no dictionary lists
_FAR: Final = -9.5  # and of one with 里, a mile
_RARE: Final = -13.0
_SURE: Final = 2.3  # nats; below that OpenCC's phrase stands,
_BACK: Final = 1.3  # and below that if the better form is the usual one
_NEVER_LIGHTLY: Final = "乾"  # 乾的 and 幹的 are as common
# Words of the net, which the corpus behind the frequencies is too old to know well.
_NEW_WORDS: Final = {"标签": -8.5, "粉丝": -9.5, "链接": -9.5, "下载": -9.0, "复制": -9.0, "用户": -8.0, "发送": -9.5}
# Words of old books that OpenCC lists, and that are nearly always two words today.
OLD_WORDS: Final = {"被发": -19.0, "贵征": -19.0}
# Forms of one word, in code order: OpenCC's choice is as good as another.
_AS_GOOD: Final = frozenset({"佈布", "台臺", "才纔", "煙菸", "慾欲", "佔占", "岳嶽"})
_FAR_COUNTED: Final = -11.0
_NUMBERS: Final = "一二三四五六七八九十两几数百千"


class Choice(NamedTuple):
    """The best form at a place, and by how many nats it is better than the form that stands there."""

    form: str
    margin: float


def respelt(source: str, spelt: str, local: dict[str, str]) -> str:
    """OpenCC's conversion `spelt` of a Simplified text with the borders of words put right. Keeps the length.

    `local` says how the target writes OpenCC's standard forms, see `local_forms`.
    """
    plain = standard(spelt)
    places = contested(source, plain)
    if not places:
        return spelt
    chars = list(spelt)
    for at in places:
        choice = weigh(source, at, plain[at])
        back = choice.form == usual().get(source[at], source[at]) and plain[at] not in _NEVER_LIGHTLY
        if choice.margin < (_BACK if back else _SURE) or "".join(sorted(choice.form + plain[at])) in _AS_GOOD:
            continue
        if not _is_kept(source, at):
            chars[at] = local.get(choice.form, choice.form)
    return "".join(chars)


def _is_kept(source: str, at: int) -> bool:
    """Whether a place lies in a phrase that OpenCC spells rightly although its words say otherwise."""
    start = max(0, at - _PHRASE_REACH)
    near = source[start : at + _PHRASE_REACH + 1]
    return any(0 <= at - start - near.find(phrase) < len(phrase) for phrase in kept() if phrase in near)


@lru_cache(maxsize=1)
def _lattice() -> dict[str, tuple[float, str]]:
    """Each Simplified word with ln P and its Traditional spelling."""
    plain = str.maketrans(usual())
    found = {word: (value, word.translate(plain)) for word, value in words().items()}
    for short, full in shorts().items():
        found[short] = (words().get(short, PHRASE), full)
    for count in COUNTS.translate(str.maketrans("兩萬數這幾", "两万数这几")):
        full = count.translate(plain)
        found[count + "只"] = (_COUNTED, full + "隻")
        found[count + "只只"] = (_COUNTED, full + "隻隻")
    for word, value in (_NEW_WORDS | OLD_WORDS).items():
        found[word] = (value, found[word][1] if word in found else word.translate(plain))
    found["只只"] = (_RARE, "隻隻")
    for size in "十百千万":
        found[size + "里"] = (_FAR, size.translate(plain) + "里")
        for count in _NUMBERS:
            found[count + size + "里"] = (_FAR_COUNTED, (count + size).translate(plain) + "里")
    return found


class _Pairs(NamedTuple):
    """Words of two characters in which one has several forms: sorted keys, and the forms they give."""

    keys: NDArray[np.uint64]
    first: NDArray[np.uint32]
    second: NDArray[np.uint32]


@lru_cache(maxsize=1)
def _pairs() -> _Pairs:
    rows = sorted(
        ((ord(short[0]) << 32) + ord(short[1]), ord(full[0]), ord(full[1]))
        for short, (_, full) in _lattice().items()
        if len(short) == 2 and (short[0] in _several() or short[1] in _several())
    )
    keys, first, second = zip(*rows, strict=True)
    return _Pairs(np.array(keys, np.uint64), np.array(first, np.uint32), np.array(second, np.uint32))


@lru_cache(maxsize=1)
def _several() -> frozenset[str]:
    """The Simplified characters that words spell in more than one way."""
    found: dict[str, set[str]] = {}
    for short, full in shorts().items():
        for char, form in zip(short, full, strict=True):
            found.setdefault(char, set()).add(form)
    return frozenset(char for char, forms in found.items() if len(forms) > 1)


def contested(source: str, spelt: str) -> list[int]:
    """Places of a Simplified text where a word asks for another form than `spelt` (in standard forms) has."""
    before, after = codes(source), codes(spelt)
    if len(before) < 2:
        return []
    table = _pairs()
    numbers = (before[:-1].astype(np.uint64) << np.uint64(32)) | before[1:]
    at = np.minimum(np.searchsorted(table.keys, numbers), len(table.keys) - 1)
    known = table.keys[at] == numbers
    several, unusual = _classes()
    wrong = np.zeros(len(before), np.bool_)
    wrong[:-1] |= known & (table.first[at] != after[:-1])
    wrong[1:] |= known & (table.second[at] != after[1:])
    wrong |= unusual.take(after, mode="clip")  # 箇 in 多箇中間
    wrong &= several.take(before, mode="clip")
    return [int(place) for place in np.flatnonzero(wrong)]


@lru_cache(maxsize=1)
def _classes() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a code point has several forms, and whether it is a form that is not the usual one."""
    several, unusual = np.zeros(0x10000, np.bool_), np.zeros(0x10000, np.bool_)
    several[[ord(char) for char in _several() if char < "\U00010000"]] = True
    common = {usual().get(char, char) for char in _several()}
    for short, full in shorts().items():
        for char, form in zip(short, full, strict=True):
            if char in _several() and form not in common and form < "\U00010000":
                unusual[ord(form)] = True
    return several, unusual


def weigh(source: str, at: int, form: str) -> Choice:
    """The best form of a Simplified character in its sentence, against the form that stands there."""
    start, end = _window(source, at)
    return _weigh(source[start:end], at - start, form)


@lru_cache(maxsize=8192)
def _weigh(text: str, at: int, form: str) -> Choice:
    values: dict[str, float] = {}
    before, after = _prefixes(text), _prefixes(text, backwards=True)
    known = _lattice()
    alone = usual().get(text[at], text[at])
    values[alone] = before[at] + bigrams().frequency(text[at]) - _ALONE + after[at + 1]
    for start in range(max(0, at - _LONGEST + 1), at + 1):
        for end in range(max(at + 1, start + 2), min(len(text), start + _LONGEST) + 1):
            word = known.get(text[start:end])
            if word is not None:
                value, full = word
                value += before[start] + after[end]
                values[full[at - start]] = max(value, values.get(full[at - start], value))
    best = max(values, key=lambda char: values[char])
    return Choice(best, values[best] - values.get(form, min(values.values()) - _ALONE))


def _prefixes(text: str, *, backwards: bool = False) -> list[float]:
    """ln P of the best division of the text up to each place, or from each place on."""
    known, frequency, size = _lattice(), bigrams().frequency, len(text)
    best = [0.0] * (size + 1)
    for step in range(1, size + 1):
        here = size - step if backwards else step
        near = here + 1 if backwards else here - 1
        value = best[near] + frequency(text[min(here, near)]) - _ALONE
        for length in range(2, min(_LONGEST, step) + 1):
            other = here + length if backwards else here - length
            word = known.get(text[min(here, other) : max(here, other)])
            if word is not None and best[other] + word[0] > value:
                value = best[other] + word[0]
        best[here] = value
    return best


def _window(text: str, at: int) -> tuple[int, int]:
    """The Chinese characters round a position."""
    start, end = at, at + 1
    while start and at - start < _REACH and "\u3400" <= text[start - 1] <= "\u9fff":
        start -= 1
    while end < len(text) and end - at <= _REACH and "\u3400" <= text[end] <= "\u9fff":
        end += 1
    return start, end
