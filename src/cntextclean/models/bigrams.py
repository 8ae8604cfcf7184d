"""A small character language model: how likely is one character after another in Chinese text?

The model lives in a folded space, so that one table serves Simplified, Traditional and mixed pages: see
`Bigrams.fold`. *Source*: counts over packages with permissive licences; `tools/build_language.py` names them
and writes the table.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from .table import NATS, Floats, Numbers, Table

__all__ = ["BOUNDARY", "Bigrams", "bigrams"]

BOUNDARY: Final = "\n"
"""The character that stands for the start and the end of a line; "" is taken for it."""

_OFFSET: Final = 4  # a stored fallback weight may be above 1, by up to 4 nats
_UNKNOWN: Final = -17.5  # ln P of a character that the model does not know

_Spellings = Mapping[str, str]
_ROOM: Final = 512  # how many contexts without a row of their own are remembered per first character
_LONG: Final = 24  # characters from which a text is scored in arrays
_FIRSTS: Final = 2_000  # characters whose contexts are held at a time: those of all 13,000 take some 100 MB


class _Singles(dict[str, float]):
    """ln P of a character on its own; asked with `[]` it takes any spelling and never fails."""

    __slots__ = ("_spellings",)

    def __init__(self, known: Mapping[str, float], spellings: _Spellings) -> None:
        super().__init__(known)
        self._spellings = spellings

    def __missing__(self, char: str) -> float:
        return self.get(self._spellings.get(char, char), _UNKNOWN)


class _Row(dict[str, float]):
    """ln P of the characters stored after one context; asked with `[]` it falls back on a shorter context."""

    __slots__ = ("_backoff", "_shorter", "_spellings")

    def __init__(self, shorter: _Row | _Singles, spellings: _Spellings, backoff: float) -> None:
        super().__init__()
        self._shorter = shorter
        self._spellings = spellings
        self._backoff = backoff

    def __missing__(self, right: str) -> float:
        folded = self._spellings.get(right)
        if folded is None:
            return self._backoff + self._shorter[right]
        if folded in self:
            value = self[right] = self[folded]
            return value
        return self._backoff + self._shorter[folded]


class _Rows(dict[str, _Row]):
    """The row of each character, unpacked when it is first asked for."""

    __slots__ = ("_model",)

    def __init__(self, model: Bigrams) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, left: str) -> _Row:
        model = self._model
        folded = model._spellings.get(left, left)
        if folded not in model._number:
            return model._nothing
        row = self[left] = self[folded] if folded != left else model._unpack_row(folded)
        return row


class _Contexts(dict[str, _Row]):
    """The rows after two characters, for one first character, unpacked when they are first asked for; where none is
    stored, the row of the second."""

    __slots__ = ("_model", "_places", "_room")

    def __init__(self, model: Bigrams, places: Mapping[str, int]) -> None:
        """places: where the row of each second character is stored."""
        super().__init__()
        self._model = model
        self._places = places
        self._room = _ROOM

    def __missing__(self, left: str) -> _Row:
        model = self._model
        folded = model._spellings.get(left, left)
        place = self._places.get(folded)
        if place is not None:
            if folded not in self:
                self[folded] = model._unpack_context(folded, place)
            row = self[left] = self[folded]
            return row
        row = model._rows[folded]
        if self._room:
            self._room -= 1
            self[left] = row
        return row


class _Firsts(dict[str, _Contexts]):
    """The contexts that begin with each character, unpacked when they are first asked for."""

    __slots__ = ("_model",)

    def __init__(self, model: Bigrams) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, first: str) -> _Contexts:
        model = self._model
        folded = model._spellings.get(first, first)
        if folded not in model._number:
            return model._no_contexts
        if len(self) >= _FIRSTS:
            self.clear()
        contexts = self[first] = self[folded] if folded != first else model._unpack_contexts(folded)
        return contexts


class Bigrams:
    """Probabilities of a character after one or two others, as natural logarithms.

    Immutable as seen from outside (rows are unpacked on first use); threads may share it; cheap to pickle.
    """

    def __init__(self, payload: bytes) -> None:
        lengths = struct.unpack_from("<17I", payload)
        ends = list(accumulate(lengths, initial=17 * 4))
        view = memoryview(payload)
        part = [view[start:end] for start, end in pairwise(ends)]
        vocabulary, variants, targets = (str(p, "utf-8") for p in part[:3])
        self._fold = dict(zip(map(ord, variants), targets, strict=True))
        spellings = self._spellings = {**dict(zip(variants, targets, strict=True)), "": BOUNDARY}
        self._vocabulary = vocabulary
        self._number = {char: i for i, char in enumerate(vocabulary)}
        self._alone = NATS[np.frombuffer(part[3], np.uint8)]
        self._singles = _Singles(dict(zip(vocabulary, self._alone.tolist(), strict=True)), spellings)
        self._after_one = _OFFSET + NATS[np.frombuffer(part[4], np.uint8)]
        self._table = Table(len(vocabulary), (part[5], part[6], part[7], part[8]))
        self._contexts = Table(len(vocabulary), (part[9], part[10], part[11], part[12]))
        self._after_two = _OFFSET + NATS[np.frombuffer(part[12], np.uint8)]
        self._triples = Table(len(vocabulary), (part[13], part[14], part[15], part[16]))
        self._rows = _Rows(self)
        self._nothing = _Row(self._singles, spellings, 0.0)
        self._firsts = _Firsts(self)
        self._no_contexts = _Contexts(self, {})

    def __reduce__(self) -> tuple[object, ...]:
        return bigrams, ()

    def _unpack_row(self, left: str) -> _Row:
        number = self._number[left]
        row = _Row(self._singles, self._spellings, float(self._after_one[number]))
        row.update(self._table.row(number, self._vocabulary))
        return row

    def _unpack_contexts(self, first: str) -> _Contexts:
        number = self._number[first]
        start, end = self._contexts.starts[number : number + 2]
        seconds = map(self._vocabulary.__getitem__, self._contexts.columns[start:end].tolist())
        return _Contexts(self, dict(zip(seconds, range(start, end), strict=True)))

    def _unpack_context(self, second: str, place: int) -> _Row:
        row = _Row(self._rows[second], self._spellings, float(self._after_two[place]))
        row.update(self._triples.row(place, self._vocabulary))
        return row

    @cached_property
    def _numbers(self) -> npt.NDArray[np.int16]:
        """The number of each code point in the vocabulary, whatever its spelling; -1 for what the model lacks."""
        table = np.full(0x110000, -1, np.int16)
        for codes, chars in ((self._number, self._number), (self._spellings, self._spellings.values())):
            known = [(ord(code), self._number.get(char, -1)) for code, char in zip(codes, chars, strict=True) if code]
            places, numbers = zip(*known, strict=True)
            table[list(places)] = numbers
        return table

    @property
    def vocabulary(self) -> str:
        """The folded characters that the model knows, most frequent first; "\\n" stands for a line break."""
        return self._vocabulary

    def fold(self, text: str) -> str:
        """Map each character to the one that stands for it in the model. Keeps the length; idempotent.

        Traditional becomes Simplified, digits "0", ASCII letters "a", fullwidth forms ASCII, corner
        brackets “ ” ‘ ’, all spaces " " and all line breaks "\\n".

        >>> bigrams().fold("「龍年２０２４，OK」")
        '“龙年0000,aa”'
        """
        return text.translate(self._fold)

    def frequency(self, char: str) -> float:
        """ln P(char) whatever stands beside it; a low floor for a character that the model does not know."""
        return self._singles[char]

    def row(self, left: str) -> Mapping[str, float]:
        """The probabilities after `left`, for tight loops. Ask it with `row[right]`, which never fails;
        `row.get` and `in` see the stored pairs and not the rest."""
        return self._rows[left]

    def logp(self, left: str, right: str) -> float:
        """ln P(right | left), one character each, folded or not; "" is the start or the end of a line."""
        return self._rows[left][right]

    def logp3(self, first: str, second: str, right: str) -> float:
        """ln P(right | first, second), sharper than `logp` where two characters before are known."""
        return self._firsts[first][second][right]

    def numbers(self, text: str) -> Numbers:
        """The numbers by which `logps` and `logps3` know the characters of a text, folded or not."""
        found: Numbers = self._numbers[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")].astype(np.int64)
        return found

    def logps(self, left: Numbers, right: Numbers) -> Floats:
        """`logp` of many pairs at once; one number on the left goes with all on the right."""
        alone = np.where(right < 0, _UNKNOWN, self._alone[right])
        shorter = np.where(left < 0, alone, self._after_one[left] + alone)
        places = self._table.find(left, right)
        return np.where(places < 0, shorter, NATS[self._table.scores[places]])

    def logps3(self, first: Numbers, second: Numbers, right: Numbers) -> Floats:
        """`logp3` of many at once."""
        contexts = self._contexts.find(first, second)
        shorter = self.logps(second, right)
        shorter = np.where(contexts < 0, shorter, self._after_two[contexts] + shorter)
        places = self._triples.find(contexts, right)
        return np.where(places < 0, shorter, NATS[self._triples.scores[places]])

    def score(self, text: str, *, before: str = "", after: str = "") -> float:
        """Sum of `logp` over `text`, beginning after the character `before`, and on to `after` if given."""
        if len(text) >= _LONG:
            numbers = self.numbers((before or BOUNDARY) + text + after)
            return float(self.logps(numbers[:-1], numbers[1:]).sum())
        rows, total, left = self._rows, 0.0, before
        for char in text + after:
            total += rows[left][char]
            left = char
        return total

    def score3(self, text: str, *, before: str = "", after: str = "") -> float:
        """Sum of `logp3` over `text` and `after`, which like `before` is up to two characters of context."""
        firsts, total = self._firsts, 0.0
        first, second = before[-2:-1], before[-1:]
        for char in text + after[:2]:
            total += firsts[first][second][char]
            first, second = second, char
        return total

    def scores3(self, texts: Sequence[str], *, before: str = "", after: str = "") -> Floats:
        """`score3` of many texts of one length between the same neighbours."""
        shared = len(texts), 1
        left, right = (np.tile(self.numbers(part), shared) for part in ((2 * BOUNDARY + before)[-2:], after[:2]))
        numbers = np.hstack((left, self.numbers("".join(texts)).reshape(len(texts), -1), right))
        steps = range(2, numbers.shape[1])
        return sum((self.logps3(*numbers[:, i - 2 : i + 1].T) for i in steps), np.zeros(len(texts)))


@lru_cache(maxsize=1)
def bigrams() -> Bigrams:
    """The model of the package, loaded on first use."""
    return Bigrams(zlib.decompress(files("cntextclean._data").joinpath("bigrams.bin").read_bytes()))
