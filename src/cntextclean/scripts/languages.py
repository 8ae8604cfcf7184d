"""Where a text is Japanese or Korean, so that nobody takes its characters for variants of Chinese ones.

Judged by page, then by line, then by clause, then by word. Kana and Hangul are the plain sign. Without them Japanese is
told by forms that it alone has (経済産業省 on a line of its own, 続編 in a Chinese sentence), and never where a
character stands beside them that Japanese does not use (这, 們, 很).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..patterns import lazy
from .characters import Kind, codes

__all__ = ["foreign", "japanese_words", "language"]

Mask = NDArray[np.bool_]
Kinds = NDArray[np.uint8]

# A Japanese or Korean clause inside a Chinese line is told by its own letters, so lines are cut at marks.
_CLAUSE: Final = lazy(r"[^\n，。！？；：、“”‘’「」『』（）《》【】,!?;:()\"\s]+")
_LINE: Final = lazy("[^\n]+")
_PAGE: Final = 0.7  # Hangul for each hanzi that makes a page Korean
_BETWEEN: Final = 24  # a line of kanji alone between Japanese lines is a heading, not a paragraph
# Chinese function words that Japanese could write and does not.
_NOT_JAPANESE: Final = "這那你您她很呢吧啊哪啦咱"
_NOT_KOREAN: Final = "了我這那們你她他很嗎呢麼也就把說吧還这们说还让吗么"
# A Korean particle or ending after a word in hanja: 主權은, 國民에게.
_PARTICLE: Final = lazy(
    "(?<=[\u3400-\u9fff])(?:의|은|는|이|가|을|를|에|에게|에서|에는|에도|로|으로|으로서|와|과|도|만|부터|까지|이다|이라|이며|이나|라는|이라는"
    "|하다|하고|하여|하는|하며|한|했다|할|된|되어|되는|적|적인|입니다|합니다|처럼|보다)(?![\uac00-\ud7a3])"
)


class _Counts(NamedTuple):
    """What one stretch of text holds."""

    kana: int
    hangul: int
    hanzi: int
    alien: int  # hanzi that Japanese does not write today
    own: int  # hanzi that Japanese alone writes so
    chinese: int  # function words and simplified forms: no Korean
    particles: int


class _Sums:
    """Running totals over a text, so that any stretch is counted at once."""

    def __init__(self, value: str, found: Kinds) -> None:
        points = codes(value)
        today = _today().take(points, mode="clip")
        hanzi = (found != Kind.OTHER) & (found != Kind.KANA) & (found != Kind.HANGUL)
        particle = np.zeros(len(value), np.bool_)
        if Kind.HANGUL in found.tobytes():
            particle[[match.start() for match in _PARTICLE.finditer(value)]] = True
        rows = (
            found == Kind.KANA,
            found == Kind.HANGUL,
            hanzi,
            hanzi & ~(today | ((found == Kind.HANZI) & _known().take(points, mode="clip"))),
            (found == Kind.JAPANESE) & today,
            (found == Kind.SIMPLIFIED) | np.isin(points, _NO_HANJA),
            particle,
        )
        self._sums = np.zeros((len(rows), len(value) + 1), np.int32)
        np.cumsum(np.array(rows), axis=1, out=self._sums[:, 1:])

    def each(self, spans: list[tuple[int, int]]) -> list[_Counts]:
        """What each of some stretches holds."""
        bounds = np.array(spans, np.int64).reshape(-1, 2)
        return [_Counts(*row) for row in (self._sums[:, bounds[:, 1]] - self._sums[:, bounds[:, 0]]).T.tolist()]


_NO_HANJA: Final = np.array([ord(char) for char in _NOT_KOREAN], np.uint32)


@lru_cache(maxsize=1)
def _today() -> Mask:
    """Whether Japanese writes a character today: the first level of JIS X 0208, which has 国 and 語, not 國 or 语."""
    return _rows_of_jis(0xB0, 0xD0)


@lru_cache(maxsize=1)
def _known() -> Mask:
    """Whether a character is in JIS X 0208 at all: names and literature use the second level too (夏目漱石)."""
    return _rows_of_jis(0xB0, 0xF5)


def _rows_of_jis(first: int, end: int) -> Mask:
    table = np.zeros(0x10000, np.bool_)
    for row in range(first, end):
        for column in range(0xA1, 0xFF):
            char = bytes((row, column)).decode("euc_jp", "ignore")
            if char:
                table[ord(char)] = True
    table[0x3005] = True  # 々
    table[[ord(char) for char in _NOT_JAPANESE]] = False
    table[-1] = False  # what lies beyond
    return table


def _japanese(seen: _Counts) -> bool:
    if not seen.kana:
        return seen.own > 0 and not seen.alien and seen.hanzi > 1
    if seen.alien * 10 > seen.hanzi:
        return seen.kana > seen.hanzi
    return not seen.alien or seen.kana > 0.15 * (seen.hanzi + seen.kana)


def _korean(seen: _Counts, *, share: float = 2.0) -> bool:
    """Whether a stretch is Korean. By Hangul alone it needs `share` times as much of it as of hanzi: on a Chinese page
    a name is often given in both (《逃離危機》（탈출））."""
    if seen.hangul < 2:
        return seen.hangul > seen.hanzi
    if seen.hangul > share * seen.hanzi:
        return True
    return seen.particles > 0 and not seen.chinese and seen.hangul > 0.2 * seen.hanzi


def _chinese(seen: _Counts, *, korean: bool) -> bool:
    """Whether a line or clause on a Japanese or Korean page is Chinese all the same."""
    if korean:
        return seen.chinese > 0 and seen.hangul < seen.hanzi
    return seen.alien * 10 > seen.hanzi and seen.kana < seen.hanzi


def language(value: str, found: Kinds) -> str:
    """ "ja" or "ko" for a text that is that as a whole, "" for any other; `found` are the kinds of its characters."""
    present = found.tobytes()
    if not (Kind.KANA in present or Kind.HANGUL in present or Kind.JAPANESE in present):
        return ""
    page = _Sums(value, found).each([(0, len(value))])[0]
    return "ko" if _korean(page, share=_PAGE) else "ja" if _japanese(page) else ""


def foreign(value: str, found: Kinds) -> Mask:
    """Which characters of a text are Japanese or Korean; `found` are the kinds of its characters."""
    mask = np.zeros(len(value), np.bool_)
    present = found.tobytes()
    if not (Kind.KANA in present or Kind.HANGUL in present or Kind.JAPANESE in present):
        return mask
    sums = _Sums(value, found)
    page = sums.each([(0, len(value))])[0]
    korean = _korean(page, share=_PAGE)
    whole = korean or (page.kana > 0 and _japanese(page))
    lines = [match.span() for match in _LINE.finditer(value)]
    counts = sums.each(lines)
    clauses: list[tuple[int, int]] = []
    for (start, end), seen in zip(lines, counts, strict=True):
        if (whole and not _chinese(seen, korean=korean)) or _korean(seen) or _japanese(seen):
            mask[start:end] = True
        if mask[start] or (not whole and seen.kana + seen.hangul + seen.own):  # no other clause is foreign
            clauses.extend(match.span() for match in _CLAUSE.finditer(value, start, end))
    _judge_clauses(clauses, sums.each(clauses), mask)
    _fill_headings(lines, counts, mask)
    return mask | _beside_own_forms(value, found)


def _judge_clauses(clauses: list[tuple[int, int]], counts: list[_Counts], mask: Mask) -> None:
    """Mark the foreign clauses of Chinese lines; spare the Chinese ones of foreign lines."""
    for (start, end), seen in zip(clauses, counts, strict=True):
        if not mask[start]:  # as its line is: no clause has been judged twice
            if _korean(seen) or _japanese(seen):
                mask[start:end] = True
        elif seen.kana + seen.hangul < 2 and seen.alien and seen.chinese:
            mask[start:end] = False


def _fill_headings(lines: list[tuple[int, int]], counts: list[_Counts], mask: Mask) -> None:
    """Mark short lines of kanji between Japanese lines."""
    state = [(start, end, seen) for (start, end), seen in zip(lines, counts, strict=True)]
    state = [line for line in state if line[2].hanzi + line[2].kana + line[2].hangul]
    japanese = [bool(mask[start]) and seen.kana > 0 for start, _, seen in state]
    for i, (start, end, seen) in enumerate(state):
        if seen.kana or seen.alien or seen.hangul or seen.hanzi > _BETWEEN:
            continue
        near = japanese[max(0, i - 1) : i] + japanese[i + 1 : i + 2]
        if near and all(near):
            mask[start:end] = True


def _beside_own_forms(value: str, found: Kinds) -> Mask:
    """Traditional characters within two places of a form that Japanese alone has: 続編, 経済産業."""
    today = _today().take(codes(value), mode="clip")
    return _within_two((found == Kind.JAPANESE) & today, today) & today


def _within_two(seed: Mask, bridge: Mask) -> Mask:
    """Places at most two away from a seed, the place between being a bridge."""
    near = seed.copy()
    near[1:] |= seed[:-1]
    near[:-1] |= seed[1:]
    near[2:] |= seed[:-2] & bridge[1:-1]
    near[:-2] |= seed[2:] & bridge[1:-1]
    return near


def japanese_words(value: str, found: Kinds) -> Mask:
    """Which characters may be of a Japanese word: a traditional form beside a simplified one, both Japanese (国語)."""
    today = _today().take(codes(value), mode="clip")
    shared = ((found == Kind.SIMPLIFIED) | (found == Kind.HALF)) & today
    old = (found == Kind.TRADITIONAL) & today & ~np.isin(codes(value), _LEFT_BEHIND)
    pairs = np.zeros(len(value), np.bool_)
    if len(value) > 1:
        pairs[:-1] |= (shared[:-1] & old[1:]) | (old[:-1] & shared[1:])
        pairs[1:] |= pairs[:-1].copy()
    return pairs | _beside_own_forms(value, found)


# Careless converters leave 後 in Simplified text (後来).
_LEFT_BEHIND: Final = np.array([ord("後"), ord("於")], np.uint32)
