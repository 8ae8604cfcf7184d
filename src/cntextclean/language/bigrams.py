"""A small character language model: how likely is one character after another in Chinese text?

The model lives in a folded space, so that one table serves Simplified, Traditional and mixed pages: see `Bigrams.fold`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

__all__ = ["Bigrams", "bigrams"]

_MAGIC: Final = b"CNBG1\n"
_HEADER: Final = struct.Struct("<6sIIII")
_STEP: Final = 16  # one step of a stored score is 1/16 of a nat
_FLOOR: Final = -17.0  # ln P of a character that the model does not know, before its left neighbour is weighed
BOUNDARY: Final = "\n"


class _Frequencies(dict[str, float]):
    """ln P of a character on its own; any spelling of it, folded or not."""

    __slots__ = ("_fold",)

    def __init__(self, known: Mapping[str, float], fold: Mapping[int, str]) -> None:
        super().__init__(known)
        self._fold = fold

    def __missing__(self, char: str) -> float:
        folded = self._fold.get(ord(char)) if len(char) == 1 else BOUNDARY
        value = _FLOOR if folded is None else self.get(folded, _FLOOR)
        if folded is not None:
            self[char] = value
        return value


class _Row(dict[str, float]):
    """ln P(right | one left character) of the stored pairs; `row[right]` backs off for every other character."""

    __slots__ = ("_backoff", "_fold", "_frequencies")

    def __init__(self, frequencies: _Frequencies, fold: Mapping[int, str], backoff: float) -> None:
        super().__init__()
        self._frequencies = frequencies
        self._fold = fold
        self._backoff = backoff

    def __missing__(self, right: str) -> float:
        folded = self._fold.get(ord(right)) if len(right) == 1 else BOUNDARY
        if folded is not None and folded in self:
            value = self[right] = self[folded]
            return value
        return self._backoff + self._frequencies[right]


class _Rows(dict[str, _Row]):
    """The rows of the table, each made from its packed form when it is first asked for."""

    __slots__ = ("_model",)

    def __init__(self, model: Bigrams) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, left: str) -> _Row:
        row = self._model._unpack(left)
        if row is not self._model._unknown:
            self[left] = row
        return row


class Bigrams:
    """Probabilities of neighbouring characters, as natural logarithms. Immutable; safe to share between threads."""

    __slots__ = ("_backoffs", "_columns", "_fold", "_frequencies", "_index", "_offsets", "_rows", "_scores", "_unknown",
                 "_vocabulary")

    def __init__(self, blob: bytes) -> None:
        magic, size, pairs, folds, packed = _HEADER.unpack_from(blob)
        if magic != _MAGIC:
            raise ValueError("not a bigram table")
        data = zlib.decompress(blob[_HEADER.size :])
        assert len(data) == packed
        view, at = memoryview(data), 0

        def take(count: int) -> memoryview:
            nonlocal at
            at += count
            return view[at - count : at]

        text = str(take(4 * (size + 2 * folds)), "utf-32-le")
        self._vocabulary = text[:size]
        self._fold = dict(zip(map(ord, text[size : size + folds]), text[size + folds :], strict=True))
        self._index = {char: i for i, char in enumerate(self._vocabulary)}
        unigrams = take(size)
        self._backoffs = take(size)
        take(-at % 4)
        self._offsets = take(4 * (size + 1)).cast("I")
        self._columns = take(2 * pairs).cast("H")
        self._scores = take(pairs)
        known = {char: -score / _STEP for char, score in zip(self._vocabulary, unigrams, strict=True)}
        self._frequencies = _Frequencies(known, self._fold)
        self._unknown = _Row(self._frequencies, self._fold, 0.0)
        self._rows = _Rows(self)

    def _unpack(self, left: str) -> _Row:
        folded = self._fold.get(ord(left), left) if len(left) == 1 else BOUNDARY
        if folded != left:
            return self._rows[folded]
        number = self._index.get(folded)
        if number is None:
            return self._unknown
        row = _Row(self._frequencies, self._fold, -self._backoffs[number] / _STEP)
        start, end = self._offsets[number], self._offsets[number + 1]
        names = map(self._vocabulary.__getitem__, self._columns[start:end])
        row.update(zip(names, (-score / _STEP for score in self._scores[start:end]), strict=True))
        return row

    @property
    def vocabulary(self) -> str:
        """The folded characters that the model knows, most frequent first; "\\n" stands for a line break."""
        return self._vocabulary

    def fold(self, text: str) -> str:
        """Map each character to the one that stands for it in the model. Keeps the length; idempotent."""
        return text.translate(self._fold)

    def frequency(self, char: str) -> float:
        """ln P(char) whatever stands beside it; a low floor for a character that the model does not know."""
        return self._frequencies[char]

    def row(self, left: str) -> Mapping[str, float]:
        """The probabilities after `left`, for tight loops. Ask it with `row[right]` only, which never fails:
        `row.get` and `in` see the stored pairs and not the rest."""
        return self._rows[left]

    def logp(self, left: str, right: str) -> float:
        """ln P(right | left), one character each, folded or not; "" stands for the start or end of a line."""
        return self._rows[left][right]

    def score(self, text: str, *, before: str = "", after: str = "") -> float:
        """Sum of `logp` over `text`, beginning after `before`, and on to `after` if that is given."""
        rows, total, left = self._rows, 0.0, before
        for char in text + after:
            total += rows[left][char]
            left = char
        return total


@lru_cache(maxsize=1)
def bigrams() -> Bigrams:
    """The model of the package, loaded on first use."""
    return Bigrams(files("cntextclean._data").joinpath("bigrams.bin").read_bytes())
