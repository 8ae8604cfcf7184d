"""Words: how well does a text fall into words that Chinese really has?

Beside the character bigrams, which see two characters at a time, a word model tells 大量脂肪堆積 from 大量志堆積.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from .bigrams import bigrams
from .table import Floats

__all__ = ["word_score", "word_scores", "words"]

_STEPS = 4  # a stored score is in quarters of a nat
_LONGEST = 4
_ALONE = 2.0  # a character that is no part of a word costs this much more than its frequency says


@lru_cache(maxsize=1)
def words() -> dict[str, float]:
    """ln P by word, in Simplified form. *Source*: jieba's dictionary (MIT), see tools/build_words.py."""
    packed = files("cntextclean._data").joinpath("words.bin").read_bytes()
    table: dict[str, float] = {}
    for line in zlib.decompress(packed).decode("utf-8").splitlines():
        score, *by_length = line.split("\t")
        value = -int(score) / _STEPS
        for size, joined in enumerate(by_length, 2):
            table.update(dict.fromkeys((joined[i : i + size] for i in range(0, len(joined), size)), value))
    return table


def word_score(text: str) -> float:
    """ln P of the best division of `text` into words, Traditional and Simplified alike; linear in its length."""
    model = bigrams()
    known = words()
    folded = model.fold(text)
    best = [0.0]
    for end in range(1, len(text) + 1):
        score = best[end - 1] + model.frequency(text[end - 1]) - _ALONE
        for size in range(2, min(_LONGEST, end) + 1):
            value = known.get(folded[end - size : end])
            if value is not None and best[end - size] + value > score:
                score = best[end - size] + value
        best.append(score)
    return best[-1]


def word_scores(texts: Sequence[str]) -> Floats:
    """`word_score` of many texts of one length."""
    model = bigrams()
    known = words()
    folded = [model.fold(text) for text in texts]
    best = [np.zeros(len(texts))]
    for end in range(1, len(texts[0]) + 1):
        score = best[end - 1] + np.array([model.frequency(text[end - 1]) for text in texts]) - _ALONE
        for size in range(2, min(_LONGEST, end) + 1):
            value = np.array([known.get(text[end - size : end], -np.inf) for text in folded])
            score = np.maximum(score, best[end - size] + value)
        best.append(score)
    return best[-1]
