"""Weighs encodings against each other: which one explains a sample of the bytes best?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from .align import WIDTHS, align
from .likelihood import BAD_BYTES, CUT_BYTES, Family, Measure, likelihood
from .plain import strict
from .reading import CODECS

__all__ = ["FAMILY", "Weight", "appraise", "weigh"]

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
}
_CHINESE: Final = ("utf-8", "gb18030", "big5hkscs")
# What an encoding must make up for before it is believed: this library is for Chinese.
_PRIOR: Final = {"utf-8": 0.0, "gb18030": 0.0, "big5hkscs": -2.0, "windows-1252": -4.0, "windows-1251": -5.0}
_OTHER: Final = -8.0
_BELIEF: Final = 20.0  # nats for the encoding that the caller or the page names
_WEAK_BELIEF: Final = 4.0  # windows-1252 is what servers say that know nothing
_GLANCE: Final = 160  # bytes of the first sample
_SAMPLE: Final = 600  # bytes of the second
_LEAD: Final = 30.0  # nats ahead, and
_GOOD: Final = -8.0  # at least this mean, over
_ENOUGH: Final = 12  # characters: then a glance decides
_SHORT: Final = 64  # bytes that are aligned where they cannot be read strictly
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_LOW: Final = re.compile(rb"[\x00-\x2f]")


class Weight(NamedTuple):
    """An encoding and how well it explains the sample: the mean score of a character that is not plain ASCII."""

    encoding: str
    mean: float


def weigh(data: bytes, belief: str | None) -> Weight:
    """The encoding that explains samples of `data` best; `belief` has a head start."""
    sample, cut = _sample(data, _GLANCE)
    glance = _compare(data, sample, cut, _CHINESE, belief)
    best, second = glance[0], glance[1]
    if (
        belief in (None, *_CHINESE)
        and best[0] > second[0] + _LEAD
        and best[2].mean > _GOOD
        and best[2].count >= _ENOUGH
        and b"\0" not in data
    ):
        return Weight(best[1], best[2].mean)
    if len(data) > _GLANCE:
        sample, cut = _sample(data, _SAMPLE)
    names = [name for name in FAMILY if not name.startswith("utf-32") or _many_zeros(data)]
    if belief is not None and belief not in names:
        names.append(belief)
    best = _compare(data, sample, cut, names, belief)[0]
    return Weight(best[1], best[2].mean)


def _many_zeros(data: bytes) -> bool:
    look = data[:_SAMPLE]
    return 4 * look.count(0) >= len(look)


def _compare(
    data: bytes, sample: bytes, cut: tuple[bool, bool], names: Iterable[str], belief: str | None
) -> list[tuple[float, str, Measure]]:
    """Scores, encodings and measures, best first."""
    found = []
    for name in names:
        wide = name.startswith(("utf-16", "utf-32"))
        measure = appraise(data[:_SAMPLE], name, (True, True)) if wide else appraise(sample, name, cut)
        score = measure.score + _PRIOR.get(name, _OTHER)
        if wide:
            score *= len(sample) / len(data[:_SAMPLE])  # its sample is another one: compare per byte
        if name == belief:
            score += _WEAK_BELIEF if name == "windows-1252" else _BELIEF
        found.append((score, name, measure))
    return sorted(found, key=lambda entry: entry[0], reverse=True)


def appraise(data: bytes, encoding: str, cut: tuple[bool, bool]) -> Measure:
    """How likely `data` is as text in `encoding`. cut: whether bytes may be missing at its start and end."""
    model = likelihood(FAMILY.get(encoding, "west"))
    wide = encoding.startswith(("utf-16", "utf-32"))
    text = strict(data, encoding)
    if text is not None and not (wide or (cut[0] and len(data) <= _SHORT)):
        return model.measure(text)
    if encoding in WIDTHS and len(data) <= _SHORT:
        return _aligned(data, encoding, cut)
    best: Measure | None = None
    for skip in range((4 if encoding.startswith("utf-32") else 2) if cut[0] and encoding in WIDTHS else 1):
        text = data[skip:].decode(CODECS.get(encoding, encoding), "replace")
        score, special, count = model.measure(text)
        if text.count("\ufffd") == count:
            cut = (False, False)  # nothing but ASCII is read: that is no sign of a cut character
        relief = skip * CUT_BYTES + (CUT_BYTES - BAD_BYTES if cut[1] and text.endswith("\ufffd") else 0.0)
        if encoding == "utf-8" and cut[0] and text.startswith("\ufffd"):
            relief += CUT_BYTES - BAD_BYTES
        measure = Measure(score + relief, special + relief, count)
        if best is None or measure.score > best.score:
            best = measure
    assert best is not None
    return best


def _aligned(data: bytes, encoding: str, cut: tuple[bool, bool]) -> Measure:
    model = likelihood(FAMILY[encoding])
    score, pieces = align(data, encoding, model, cut=cut)
    measure = model.measure("".join(piece.text or "\ufffd" for piece in pieces))
    if all(piece.text.isascii() for piece in pieces):
        return measure
    return Measure(score, measure.special + score - measure.score, measure.count)


def _sample(data: bytes, limit: int) -> tuple[bytes, tuple[bool, bool]]:
    """Parts of `data` that are not ASCII, from its start and its middle, and whether its ends are among them."""
    if len(data) <= limit:
        return data, (True, True)
    parts: list[bytes] = []
    first = 0
    for start, room in ((0, limit // 2), (len(data) // 2, limit // 2)):
        at = start
        while room > 0 and (match := _HIGH.search(data, at)):
            low = match.start() if start and at == start else max(at, match.start() - 8)
            low = _after_low(data, low) if start and at == start else low
            stop = _LOW.search(data, max(low, match.end()), low + room)
            high = stop.start() if stop else min(len(data), low + room)
            first = low if not parts else first
            parts.append(data[low:high])
            room -= high - low + 1
            at = max(high, at + 1)
    return b" ".join(parts), (not parts or first == 0, True)


def _after_low(data: bytes, at: int) -> int:
    """A place soon after `at` that no character straddles, if there is one."""
    match = _LOW.search(data, at, at + 400)
    return match.end() if match else at
