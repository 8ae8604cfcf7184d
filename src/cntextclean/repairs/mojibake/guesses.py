"""Choose the characters whose bytes were lost, and say how sure the choice is.

The beam sees two characters at a time. Where it had to guess, the candidates are weighed again with three-character
contexts and with words, two neighbouring guesses together; a candidate whose damage would not look like what is
seen is out.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import nlargest
from itertools import islice, product
from typing import NamedTuple

import numpy as np

from ...alignment import NEAR_TIE
from ...models.bigrams import bigrams
from ...models.plausibility import is_hanzi
from ...models.words import word_scores
from ...scripts.conversion import convert, to_traditional
from .codec_pairs import Channel
from .lattice import Guess, Run
from .readers import ANY, Bytes, reader

__all__ = ["Choice", "chosen"]

_SHORTLIST = 40  # candidates of one place that are weighed in words
_PAIRED = 28  # candidates of each of two neighbouring places that are weighed together
_TRIED = 60  # fillings of which it is asked whether their damage would look like what is seen
_WORDS = 0.6  # weight of words beside characters
_OTHER_SCRIPT = 5.0  # nats against a Traditional guess in a Simplified text and the other way round
_UNCOMMON = 1.0  # nats against the rarer half of Big5, where two spellings of one character compete
_VARIANT = 2.0  # nats against a Traditional spelling beside the usual one of the same character: 箇 beside 個
_CLOSING = 6.0  # nats for the mark that closes what was opened
_PAIRS = {"「": "」", "『": "』", "“": "”", "‘": "’", "（": "）", "《": "》", "【": "】"}


# Decoders that know fewer pairs lose more bytes: Python's and Java's GBK drop what GB 18030 has for private use.
_STRICTER = {"gb18030": ("gb18030", "gbk"), "cp950": ("cp950", "big5")}


class Choice(NamedTuple):
    """A run with its guesses made again, by how many nats the closest of them won, and the fillings of near ties.

    tied: from the first of its places, one or two neighbours, the fillings within one nat of the best, best first.
    """

    run: Run
    margin: float
    tied: dict[int, tuple[str, ...]]

    @property
    def marked(self) -> str:
        """The output with the sign of loss where two readings are too close to choose between."""
        chars = list(self.run.output)
        for place, fillings in self.tied.items():
            chars[place : place + len(fillings[0])] = "\ufffd" * len(fillings[0])
        return "".join(chars)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The readings of near ties, one place filled in each, likeliest first; none where nothing is tied."""
        output = self.marked
        return tuple(
            output[:place] + filling + output[place + len(filling) :]
            for place, fillings in self.tied.items()
            for filling in fillings
            if "\ufffd" not in filling
        )


class _Setting(NamedTuple):
    """What surrounds the guesses: the channel, the run as seen, the text before and after, the script."""

    channel: Channel
    seen: str
    before: str
    after: str
    traditional: bool

    def cost(self, char: str, before: str) -> float:
        """Nats against a character, beside what the language says."""
        if is_hanzi(char):
            if _off(char, self.traditional):
                return _OTHER_SCRIPT
            return _UNCOMMON * _rare(char, self.traditional) + _VARIANT * (self.traditional and _is_variant(char))
        return -_CLOSING if char == _open_mark(self.before + before) else 0.0


def chosen(run: Run, channel: Channel, seen: str, *, before: str = "", after: str = "") -> Choice:
    """The run with each lost character chosen by its neighbourhood; `seen` is the run as it stands in the text."""
    chars = list(run.output)
    traditional = _is_traditional(chars, {g.place for g in run.guesses}, channel)
    setting = _Setting(channel, seen, before, after, traditional)
    guesses = run.guesses
    found: dict[int, list[tuple[float, str]]] = {}
    for _ in range(2 if len(guesses) > 1 else 1):
        for number, guess in enumerate(guesses):
            together = guesses[number : number + 2]
            if len(together) == 2 and together[1].place == guess.place + 1:
                found[guess.place] = _choose(chars, together, setting)
            elif not (number and guesses[number - 1].place == guess.place - 1):
                found[guess.place] = _choose(chars, (guess,), setting)
    margins = {place: _margin(fillings) for place, fillings in found.items()}
    tied = {
        place: tuple(filling for score, filling in fillings if score > fillings[0][0] - NEAR_TIE)
        for place, fillings in found.items()
        if margins[place] < NEAR_TIE
    }
    return Choice(run._replace(output="".join(chars)), min(margins.values()), tied)


def _margin(fillings: list[tuple[float, str]]) -> float:
    """By how many nats the best of some fillings, best first, beats the second."""
    return fillings[0][0] - fillings[1][0] if len(fillings) > 1 else 99.0


def _choose(chars: list[str], guesses: tuple[Guess, ...], setting: _Setting) -> list[tuple[float, str]]:
    """Put the best candidates in their places; return those that fit with what they are worth, best first."""
    first, last = guesses[0].place, guesses[-1].place
    before = "".join(chars[:first])
    left = (setting.before + before)[-4:]
    rest = ("".join(chars[last + 1 :]) + setting.after)[:4]
    lists = [_candidates(guess, left if not n else "", rest if n == len(guesses) - 1 else "", setting, before)
             for n, guess in enumerate(guesses)]
    if len(lists) > 1:
        lists = [found[:_PAIRED] for found in lists]
    weighed = _weighed(lists, left, rest, setting, before)
    tried = (pair for pair in weighed[:_TRIED] if _fits(chars, first, pair[1], setting))
    best = list(islice(tried, 2)) or weighed
    if not best:
        kept = "".join(chars[first : last + 1])
        return [(0.0, kept), (0.0, "\ufffd" * len(kept))]
    chars[first : last + 1] = best[0][1]
    return best


def _candidates(guess: Guess, left: str, rest: str, setting: _Setting, before: str) -> list[str]:
    """The likeliest characters for one place, as far as one side or both can tell."""
    read = reader(setting.channel.right).read
    found = [char for held in _placings(guess.held) if (fitting := read(held)) for char in fitting.chars]
    found = list(dict.fromkeys(found))
    if not found:
        return []
    scores = bigrams().scores3(found, before=left, after=rest[:2]).tolist()
    scored = ((score - setting.cost(char, before), char) for score, char in zip(scores, found, strict=True))
    return [char for _, char in nlargest(_SHORTLIST, scored)]


def _weighed(
    lists: list[list[str]], left: str, rest: str, setting: _Setting, before: str
) -> list[tuple[float, str]]:
    """All ways to fill the places with these candidates, the likeliest first."""
    fillings = ["".join(letters) for letters in product(*lists)]
    if not fillings:
        return []
    costs = {char: setting.cost(char, before) for char in {*"".join(fillings)}}
    scores = bigrams().scores3(fillings, before=left, after=rest)
    scores -= np.array([sum(costs[char] for char in filling) for filling in fillings])
    scores += _WORDS * word_scores([left + filling + rest for filling in fillings])
    return sorted(zip(scores.tolist(), fillings, strict=True), reverse=True)


def _fits(chars: list[str], first: int, filling: str, setting: _Setting) -> bool:
    """Whether the damage that is known to have happened would turn the text into what is seen."""
    text = "".join(chars[:first]) + filling + "".join(chars[first + len(filling) :])
    try:
        data = text.encode(setting.channel.right)
    except UnicodeEncodeError:
        return False
    seen, name = _signs(setting.seen), setting.channel.wrong[0]
    return any(_signs(data.decode(table, "replace")) == seen for table in _STRICTER.get(name, (name,)))


def _signs(text: str) -> str:
    return text.replace("\ufffd", "?").lower()


def _open_mark(text: str) -> str:
    """The mark that would close the last one that is open near the end of a text, or nothing."""
    awaited: list[str] = []
    for char in text[-16:]:
        if char in _PAIRS:
            awaited.append(_PAIRS[char])
        elif awaited and char == awaited[-1]:
            awaited.pop()
    return awaited[-1] if awaited else ""


def _placings(held: Bytes) -> list[Bytes]:
    """The places where a byte that vanished without a sign may have stood in a UTF-8 triple."""
    if len(held) != 3 or held[0] < 0 or min(held) >= ANY or max(held[1:]) < 0:
        return [held]
    gone, kept = min(held[1:]), max(held[1:])
    return [(held[0], gone, kept), (held[0], kept, gone)]


def _is_traditional(chars: list[str], guessed: set[int], channel: Channel) -> bool:
    known = [c for i, c in enumerate(chars) if i not in guessed and is_hanzi(c)]
    simplified = sum(_off(c, True) for c in known)
    traditional = sum(_off(c, False) for c in known)
    if simplified == traditional:
        return "big5" in channel.rule
    return traditional > simplified


@lru_cache(maxsize=1 << 13)
def _off(char: str, traditional: bool) -> bool:
    """Whether a hanzi is not of a script: GB 2312 stands for Simplified, Big5 for Traditional."""
    try:
        char.encode("big5" if traditional else "gb2312")
    except UnicodeEncodeError:
        return True
    return False


@lru_cache(maxsize=1 << 13)
def _is_variant(char: str) -> bool:
    """Whether a Traditional hanzi is not how its Simplified form is usually spelled."""
    return to_traditional(convert(char, "t2s")) != char


@lru_cache(maxsize=1 << 13)
def _rare(char: str, traditional: bool) -> bool:
    """Whether Big5 has a hanzi in its rarer half, from C940."""
    return traditional and char.encode("big5", "ignore") >= b"\xc9\x40"
