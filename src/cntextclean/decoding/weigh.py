"""Weighs encodings against each other: which one explains a sample of the bytes best?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from ..patterns import lazy
from .align import WIDTHS, align
from .doubt import mean_cost
from .likelihood import BAD_BYTES, CUT_BYTES, Family, Measure, likelihood
from .plain import strict
from .reading import CODECS

__all__ = ["FAMILY", "Sample", "Weight", "appraise", "weigh"]

FAMILY: Final[dict[str, Family]] = {
    "utf-8": "any",
    "gb18030": "zh",
    "big5hkscs": "zh",
    "utf-16-le": "any",
    "utf-16-be": "any",
    "utf-32-le": "any",
    "utf-32-be": "any",
    "shift_jis": "ja",
    "euc_jp": "ja",
    "euc_kr": "ko",
    "windows-1252": "west",
    "windows-1251": "west",
    "koi8-r": "west",
    "windows-1250": "west",
    "windows-1253": "west",
    "windows-1255": "west",
    "windows-1256": "west",
    "cp874": "west",
}
_CHINESE: Final = ("utf-8", "gb18030", "big5hkscs")
# What an encoding must make up for before it is believed: this library is for Chinese.
_PRIOR: Final = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "big5hkscs": -2.0,
    "windows-1252": -4.0,
    "windows-1251": -5.0,
    "koi8-r": -6.0,
    "windows-1250": -7.0,
    "windows-1253": -6.0,
    "windows-1255": -16.0,
    "windows-1256": -16.0,
    "cp874": -14.0,
}
_OTHER: Final = -8.0
_VALID: Final = 4.0  # nats that valid UTF-8 is worth, even of a few characters
_BELIEF: Final = 20.0  # nats for the encoding that the caller or the page names
_WEAK_BELIEF: Final = 4.0  # windows-1252 is what servers say that know nothing
_GLANCE: Final = 256  # bytes of the first sample: it decides if it holds
_ENOUGH: Final = 40  # characters that are not ASCII
_GOOD: Final = 8.0  # of this mean cost or less (Chinese has 6.5 to 7.5, anything else 9 or more),
_LEAD: Final = 2.5  # and so much less than in the other encoding
_SURELY: Final = -7.5  # mean score of a character of Chinese with which no other language is tried
_SOME: Final = 6  # characters at least for that,
_AHEAD: Final = 20.0  # and nats ahead of the other Chinese encodings
_SAMPLE: Final = 480  # bytes of the second sample
_FAIR: Final = -8.5  # mean score of a character above which a strict reading needs no second look
_CHUNK: Final = 48  # bytes that are judged by themselves
_SHORT: Final = 64  # bytes that are aligned where they cannot be read strictly
_WORD: Final = 8  # bytes that are a name or a field, and nothing that was cut off
_BESIDE: Final = 8  # bytes before the first high one of a part
_GUESS: Final = -5.0  # what a character costs where nobody looks
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_HIGH: Final = lazy(rb"[\x80-\xff]")
_KANA: Final = lazy("[\u3041-\u30fe]")
_LOW: Final = lazy(rb"[\x00-\x2f]")


class Sample(NamedTuple):
    """Bytes to judge by. cut: whether a character may be cut off at their start and their end."""

    data: bytes
    cut: tuple[bool, bool] = (False, False)


class Weight(NamedTuple):
    """How well an encoding explains a sample, in nats."""

    score: float
    encoding: str
    measure: Measure

    @property
    def mean(self) -> float:
        """The mean score of a character that is not plain ASCII."""
        return self.measure.mean


def weigh(data: bytes, belief: str | None) -> Weight:
    """The encoding that explains samples of `data` best; `belief` has a head start."""
    glance = _glance(data) if belief in (None, *_CHINESE) else None
    if glance is not None:
        return glance
    sample = _sample(data, _SAMPLE)
    if belief in (None, *_CHINESE):
        best, second, _ = _compare(data, sample, _CHINESE, belief)
        if best.mean > _SURELY and best.measure.number >= _SOME and best.score > second.score + _AHEAD:
            return best
    look = data[:_SAMPLE]
    names = [name for name in FAMILY if not name.startswith("utf-32") or 4 * look.count(0) >= len(look)]
    if belief is not None and belief not in names:
        names.append(belief)
    return _compare(data, sample, names, belief)[0]


def _glance(data: bytes) -> Weight | None:
    """GB18030 or Big5, where the frequencies of single characters leave no doubt."""
    sample = _sample(data, _GLANCE).data
    gb, big5 = (mean_cost(sample.decode(name, "replace")) for name in ("gb18030", "big5hkscs"))
    (cost, count), name = (gb, "gb18030") if gb[0] < big5[0] else (big5, "big5hkscs")
    if cost > _GOOD or abs(gb[0] - big5[0]) < _LEAD or count < _ENOUGH or b"\0" in sample:
        look = data[: _GLANCE & ~1]
        texts = ((look.decode(name, "replace"), name) for name in ("utf-16-le", "utf-16-be"))
        cost, count, name = min(
            ((*mean_cost(text), name) for text, name in texts if "\0" not in text), default=(_GOOD + 1, 0, "")
        )
        if cost > _GOOD or count < _SOME:
            return None
    return Weight(-cost * count, name, Measure(-cost * count, -cost * count, count))


def _compare(data: bytes, sample: Sample, names: Iterable[str], belief: str | None) -> list[Weight]:
    """What each encoding scores, best first."""
    found = []
    for name in names:
        # The units of UTF-16 and UTF-32 must be counted from the start of the data.
        wide = Sample(data[:_SAMPLE], (True, True)) if name in _WIDE else None
        measure = appraise(wide or sample, name)
        if name == belief == "gb18030":
            measure = _in_japanese(sample, measure)
        score = measure.score * (len(sample.data) / len(wide.data) if wide else 1.0) + _PRIOR.get(
            name, _OTHER
        )
        if name == "utf-8" and strict(data, name) is not None:
            score += _VALID
        if name == belief:
            score += _WEAK_BELIEF if name == "windows-1252" else _BELIEF
        found.append(Weight(score, name, measure))
    return sorted(found, key=lambda weight: weight.score, reverse=True)


def appraise(sample: Sample, encoding: str, *, careful: bool = False) -> Measure:
    """How likely a sample is as text in `encoding`. careful: search a long one for its damage, too."""
    data, cut = sample
    text = strict(data, encoding)
    read = likelihood(FAMILY.get(encoding, "west")).measure(text) if text is not None else None
    if read is not None and (encoding not in WIDTHS or read.mean > _FAIR):
        return read
    if encoding not in WIDTHS:
        return _replaced(sample, encoding, 0)
    if careful or len(data) <= _SHORT:
        other = _aligned(sample, encoding)
    elif encoding in _WIDE:
        skips = range((4 if encoding.startswith("utf-32") else 2) if cut[0] else 1)
        other = max((_replaced(sample, encoding, skip) for skip in skips), key=_score)
    else:
        other = _chunked(sample, encoding)
    return other if read is None else max(read, other, key=_score)


def _in_japanese(sample: Sample, measure: Measure) -> Measure:
    """The measure of a sample that is said to be GB18030, which holds all of Japanese, too."""
    text = strict(sample.data, "gb18030")
    if text is None or not _KANA.search(text):
        return measure
    return max(measure, likelihood("ja").measure(text), key=_score)


def _score(measure: Measure) -> float:
    return measure.score


def _chunked(sample: Sample, encoding: str) -> Measure:
    """The measure of a sample in chunks that may begin inside a character: damage shifts only its own."""
    total = Measure(0.0, 0.0, 0)
    for at in range(0, len(sample.data), _CHUNK):
        chunk = Sample(sample.data[at : at + _CHUNK], (True, True))
        best = max((_replaced(chunk, encoding, skip) for skip in (0, 1)), key=_score)
        score, special, number = best
        total = Measure(total.score + score, total.special + special, total.number + number)
    return total


def _replaced(sample: Sample, encoding: str, skip: int) -> Measure:
    """The measure of a sample read without its first `skip` bytes, as the codec reads on after errors."""
    data, cut = sample
    text = data[skip:].decode(CODECS.get(encoding, encoding), "replace")
    bad = text.count("\ufffd")
    if bad * 3 > len(text) > 3:  # hopeless: not worth the model's time
        return Measure(bad * BAD_BYTES + (len(text) - bad) * _GUESS, bad * BAD_BYTES, bad)
    measure = likelihood(FAMILY.get(encoding, "west")).measure(text)
    relief = skip * CUT_BYTES
    if bad < measure.number:  # else nothing but ASCII is read, and what is bad is no cut character
        relief += (CUT_BYTES - BAD_BYTES) * (cut[1] and text[-1] == "\ufffd")
        relief += (CUT_BYTES - BAD_BYTES) * (cut[0] and text[0] == "\ufffd" and encoding == "utf-8")
    return Measure(measure.score + relief, measure.special + relief, measure.number)


def _aligned(sample: Sample, encoding: str) -> Measure:
    """The measure of a short sample, read in the likeliest way."""
    model = likelihood(FAMILY[encoding])
    score, pieces = align(sample.data, encoding, model, cut=sample.cut)
    if all(piece.text.isascii() for piece in pieces):  # nothing of the encoding is read
        return model.measure("".join(piece.text or "\ufffd" * piece.size for piece in pieces))
    measure = model.measure("".join(piece.text or "\ufffd" for piece in pieces))
    return Measure(score, measure.special + score - measure.score, measure.number)


def _sample(data: bytes, limit: int) -> Sample:
    """Parts of `data` that are not ASCII, from its start and its middle."""
    if len(data) <= limit:
        return Sample(data, (len(data) > _WORD, len(data) > _WORD))
    parts: list[bytes] = []
    from_start = False
    middle = _LOW.search(data, len(data) // 2, len(data) // 2 + limit)
    for start in (0, middle.end() if middle else len(data) // 2):
        at, room = start, limit // 2
        while room > 0 and (match := _HIGH.search(data, at)):
            low = max(at, match.start() - _BESIDE)
            stop = _LOW.search(data, match.end(), low + room)
            at = stop.start() if stop else min(len(data), low + room)
            from_start = from_start or low == 0
            parts.append(data[low:at])
            room -= at - low + 1
    return Sample(b" ".join(parts), (from_start, True))
