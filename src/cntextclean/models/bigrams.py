"""A small character language model: how likely is one character after another in Chinese text?

The model lives in a folded space, so that one table serves Simplified, Traditional and mixed pages: see
`Bigrams.fold`. *Source*: counts over packages with permissive licences; `tools/build_language.py` names them
and writes the table.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

__all__ = ["BOUNDARY", "Bigrams", "bigrams"]

BOUNDARY: Final = "\n"
"""The character that stands for the start and the end of a line; "" is taken for it."""

_STEP: Final = 16  # a stored score is -ln P in sixteenths
_NATS: Final = [-score / _STEP for score in range(256)]
_OFFSET: Final = 4  # a stored fallback weight may be above 1, by up to 4 nats
_UNKNOWN: Final = -17.5  # ln P of a character that the model does not know

_Spellings = Mapping[str, str]
_ROOM: Final = 512  # how many contexts without a row of their own are remembered per first character
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


class _Table(NamedTuple):
    """Rows of increasing columns with a score each; the steps between columns lie in two planes of bytes."""

    starts: list[int]
    low: memoryview
    high: memoryview
    scores: memoryview

    def columns(self, row: int) -> Iterator[int]:
        start, end = self.starts[row], self.starts[row + 1]
        return accumulate(
            low | high << 8 for low, high in zip(self.low[start:end], self.high[start:end], strict=True)
        )

    def row(self, row: int, names: str) -> Iterator[tuple[str, float]]:
        scores = self.scores[self.starts[row] : self.starts[row + 1]]
        return zip(map(names.__getitem__, self.columns(row)), map(_NATS.__getitem__, scores), strict=True)


class Bigrams:
    """Probabilities of a character after one or two others, as natural logarithms.

    Immutable as seen from outside (rows are unpacked on first use); threads may share it; cheap to pickle.
    """

    __slots__ = (
        "_after_one",
        "_after_two",
        "_contexts",
        "_firsts",
        "_fold",
        "_no_contexts",
        "_nothing",
        "_number",
        "_rows",
        "_singles",
        "_spellings",
        "_table",
        "_triples",
        "_vocabulary",
    )

    def __init__(self, payload: bytes) -> None:
        lengths = struct.unpack_from("<17I", payload)
        ends = list(accumulate(lengths, initial=17 * 4))
        view = memoryview(payload)
        part = [view[start:end] for start, end in pairwise(ends)]
        vocabulary, variants, targets = (str(p, "utf-8") for p in part[:3])
        self._fold = dict(zip(map(ord, variants), targets, strict=True))
        spellings = self._spellings = {**dict(zip(variants, targets, strict=True)), "": BOUNDARY}
        known = {char: -score / _STEP for char, score in zip(vocabulary, part[3], strict=True)}
        self._vocabulary = vocabulary
        self._number = {char: i for i, char in enumerate(vocabulary)}
        self._singles = _Singles(known, spellings)
        self._after_one = part[4]
        self._table = _Table(_starts(part[5]), *part[6:9])
        self._contexts = _Table(_starts(part[9]), *part[10:13])
        self._after_two = part[12]
        self._triples = _Table(_starts(part[13]), *part[14:17])
        self._rows = _Rows(self)
        self._nothing = _Row(self._singles, spellings, 0.0)
        self._firsts = _Firsts(self)
        self._no_contexts = _Contexts(self, {})

    def __reduce__(self) -> tuple[object, ...]:
        return bigrams, ()

    def _unpack_row(self, left: str) -> _Row:
        number = self._number[left]
        row = _Row(self._singles, self._spellings, _OFFSET - self._after_one[number] / _STEP)
        row.update(self._table.row(number, self._vocabulary))
        return row

    def _unpack_contexts(self, first: str) -> _Contexts:
        number = self._number[first]
        seconds = map(self._vocabulary.__getitem__, self._contexts.columns(number))
        return _Contexts(self, {second: place for place, second in enumerate(seconds, self._contexts.starts[number])})

    def _unpack_context(self, second: str, place: int) -> _Row:
        row = _Row(self._rows[second], self._spellings, _OFFSET - self._after_two[place] / _STEP)
        row.update(self._triples.row(place, self._vocabulary))
        return row

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

    def score(self, text: str, *, before: str = "", after: str = "") -> float:
        """Sum of `logp` over `text`, beginning after the character `before`, and on to `after` if given."""
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


def _starts(lengths: memoryview) -> list[int]:
    return list(accumulate(struct.unpack(f"<{len(lengths) // 2}H", lengths), initial=0))


@lru_cache(maxsize=1)
def bigrams() -> Bigrams:
    """The model of the package, loaded on first use."""
    return Bigrams(zlib.decompress(files("cntextclean._data").joinpath("bigrams.bin").read_bytes()))
