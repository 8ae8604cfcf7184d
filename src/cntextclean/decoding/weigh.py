"""Weighs encodings against each other: which one explains a sample of the bytes best?"""

from __future__ import annotations

import re
from typing import Final

from .align import WIDTHS, align
from .likelihood import BAD_BYTES, CUT_BYTES, Family, likelihood
from .plain import strict
from .reading import CODECS

__all__ = ["FAMILY", "appraise", "weigh"]

FAMILY: Final[dict[str, Family]] = {
    "utf-8": "any",
    "utf-16-le": "any",
    "utf-16-be": "any",
    "gb18030": "zh",
    "big5hkscs": "zh",
    "shift_jis": "ja",
    "euc_jp": "ja",
    "euc_kr": "ko",
    "windows-1252": "west",
    "windows-1251": "west",
    "koi8-r": "west",
}
# What each encoding must make up for before it is believed: the library is for Chinese.
_PRIOR: Final = {"utf-8": 0.0, "gb18030": 0.0, "big5hkscs": -2.0, "windows-1252": -8.0}
_OTHER: Final = -8.0
_BELIEF: Final = 20.0
_SAMPLE: Final = 600
_SHORT: Final = 64
_DENSE: Final = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")


def weigh(data: bytes, belief: str | None) -> str:
    """The encoding that explains a sample of `data` best; `belief` has a head start."""
    sample, cut = _sample(data)
    names = list(FAMILY) if belief is None or belief in FAMILY else [*FAMILY, belief]
    scores = {name: appraise(sample, name, cut) + _PRIOR.get(name, _OTHER) for name in names}
    if belief:
        scores[belief] += _BELIEF
    return max(scores, key=lambda name: scores[name])


def appraise(data: bytes, encoding: str, cut: tuple[bool, bool]) -> float:
    """ln P(data) if it is text in `encoding`. cut: whether bytes may be missing at its start and end."""
    model = likelihood(FAMILY.get(encoding, "west"))
    text = strict(data, encoding)
    if text is not None and not (cut[0] and len(data) <= _SHORT):
        return model.score(text)
    if encoding in WIDTHS and len(data) <= _SHORT:
        return align(data, encoding, model, cut=cut)[0]
    best = float("-inf")
    for skip in (0, 1) if cut[0] else (0,):
        text = data[skip:].decode(CODECS.get(encoding, encoding), "replace")
        bad = text.count("\ufffd")
        score = model.score(text) + bad * BAD_BYTES + skip * CUT_BYTES
        if cut[1] and text.endswith("\ufffd"):
            score += CUT_BYTES - BAD_BYTES
        best = max(best, score)
    return best


def _sample(data: bytes) -> tuple[bytes, tuple[bool, bool]]:
    """Some lines that are not all ASCII, and whether they begin and end with the data."""
    match = _DENSE.search(data)
    start = match.start() if match else 0
    stop = min(len(data), start + _SAMPLE)
    if stop < len(data):
        stop = data.rfind(b"\n", start, stop) + 1 or stop
    return data[start:stop], (start == 0, stop == len(data) or data[stop - 1] != 10)
