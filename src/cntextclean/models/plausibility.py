"""How likely is one character after another in undamaged text of any script?

Chinese is judged by the bigram model of the package. It knows nothing of other scripts, and a repair that compares
Korean or French with the Chinese it might have been needs to: they are judged here by classes of letters, roughly,
in nats, as what they cost where they are at home and where they are not.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from heapq import nlargest
from typing import Final

import numpy as np
import numpy.typing as npt

from .bigrams import BOUNDARY, Bigrams, bigrams
from .table import Floats

__all__ = [
    "FREQUENT_HANGUL",
    "FREQUENT_KANA",
    "Plausibility",
    "char_class",
    "is_foreign",
    "is_hanzi",
    "is_usual_hangul",
    "plausibility",
]

_ENTRIES = 100_000  # pairs remembered before the memory is emptied: 10 MB
_LONG = 24  # characters from which a text is scored in arrays

# The syllables that make up more than half of running Korean.
FREQUENT_HANGUL: Final = frozenset(
    "이다는을의에가고하지은로도를한그사기대인자어리서시나해정보일있아스수장전부만주게상제여요구들원면과세성오동적"
    "으마신비조연국문라관안무소공모유학계화진당우경드등중생실합행발명개거미트니할위내방법글말습입된되않없같것와"
)
_SMALL_KANA: Final = frozenset("ぁぃぅぇぉゃゅょっァィゥェォャュョ")
# A small kana stands after one of these (っ is small without a rule of this kind).
_BEFORE_SMALL: Final = {
    **dict.fromkeys("ゃゅょ", frozenset("きしちにひみりぎじぢびぴ")),
    **dict.fromkeys("ャュョ", frozenset("キシチニヒミリギジヂビピテデフヴ")),
    **dict.fromkeys("ァィゥェォ", frozenset("ファテデウヴシジチツトドグクイヤ")),
    **dict.fromkeys("ぁぃぅぇぉ", frozenset("あいうえおねなまわかやはさたふてで")),
}
FREQUENT_KANA: Final = frozenset("のにをはたがでとしてるいすかなもれらまくこっりさきうあーンスルトイラリドレクシタ")

# class: (cost after the same class, after a space or a mark, after anything else)
_COSTS: Final[dict[str, tuple[float, float, float]]] = {
    "latin-lower": (5.5, 6.5, 12.0),
    "latin-upper": (11.0, 9.0, 13.0),
    "latin-sign": (11.0, 9.0, 11.0),
    "latin-rare": (11.0, 11.0, 14.0),
    "kana": (4.5, 5.0, 6.5),
    "katakana": (4.0, 5.0, 6.5),
    "halfwidth": (6.0, 8.0, 11.0),
    "hangul": (5.0, 6.0, 12.0),
    "jamo": (10.0, 11.0, 12.0),
    "zhuyin": (6.0, 7.0, 9.0),
    "thai": (4.5, 6.0, 12.0),
    "cyrillic-lower": (3.5, 6.0, 12.0),
    "cyrillic-upper": (6.0, 6.0, 12.0),
    "cyrillic-rare": (9.0, 10.0, 13.0),
    "greek": (4.5, 7.0, 9.0),
    "script": (5.0, 7.0, 12.0),
    "mark": (9.0, 12.0, 13.0),
    "sign": (8.0, 8.0, 8.5),
    "private": (16.0, 16.0, 16.0),
    "control": (14.0, 14.0, 14.0),
    "lost": (14.0, 14.0, 14.0),
}
# Thai signs that stand over, under or after a letter and never begin anything.
_THAI_SECOND: Final = frozenset(map(chr, (*range(0xE30, 0xE3B), 0xE45, *range(0xE47, 0xE4F))))
_CHINESE: Final = frozenset({"hanzi", "rare", "ascii", "space", "punctuation", "fullwidth"})
_LETTERS: Final = frozenset({"latin-lower", "latin-upper", "latin-rare"})


def is_foreign(char: str) -> bool:
    """Whether a character is neither Chinese nor ASCII nor a mark of either."""
    return char > "\x7f" and char_class(char) not in _CHINESE


def is_usual_hangul(char: str) -> bool:
    """Whether a syllable is one of those that make up most of running Korean."""
    return char in FREQUENT_HANGUL


def is_hanzi(char: str) -> bool:
    """Whether a character is a unified ideograph, extensions included."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"


@lru_cache(maxsize=1 << 13)  # more characters than a few pages have
def char_class(char: str) -> str:
    """The class of a character, by which `Plausibility` judges it."""
    code = ord(char)
    if code < 0x80:
        return "space" if char.isspace() else "control" if code < 32 or code == 127 else "ascii"
    if is_hanzi(char):
        return "hanzi" if code >= 0x4E00 and code < 0xA000 else "rare"
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "private"
    if code == 0xFFFD:
        return "lost"
    if code < 0x3000:
        return _western(char, code)
    return _eastern(char, code)


def _western(char: str, code: int) -> str:
    category = unicodedata.category(char)
    if code < 0xA0:
        return "control"
    if code == 0xA0 or category in ("Zs", "Zl", "Zp"):
        return "space"
    if category in ("Mn", "Me", "Mc") and not 0xE00 <= code < 0xE80:
        return "mark"
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        if category[0] != "L" or char in "ªº":
            return "punctuation" if char == "·" else "latin-sign"
        return "latin-lower" if category == "Ll" else "latin-upper"
    if code < 0x370:
        return "latin-rare"
    if code < 0x400:
        return "greek"
    if code < 0x530:
        if not (0x410 <= code < 0x450 or char in "ёЁіІїЇєЄ"):
            return "cyrillic-rare"
        return "cyrillic-lower" if category == "Ll" else "cyrillic-upper"
    if 0xE00 <= code < 0xE80:
        return "thai"
    if 0x2010 <= code <= 0x2027 or 0x2030 <= code <= 0x203E:
        return "punctuation"
    return "script" if category[0] == "L" and code < 0x2000 else "sign"


def _eastern(char: str, code: int) -> str:
    if code < 0x3030 or 0xFE30 <= code < 0xFE70:
        return "punctuation"
    if 0x3040 <= code < 0x30A0:
        return "kana"
    if 0x30A0 <= code < 0x3100:
        return "katakana"
    if 0x3100 <= code < 0x3130 or 0x31A0 <= code < 0x31C0:
        return "zhuyin"
    if 0x3130 <= code < 0x3190:
        return "jamo"
    if 0xAC00 <= code < 0xD7A4:
        return "hangul"
    if 0xFF01 <= code < 0xFF5F:
        return "fullwidth"
    if 0xFF61 <= code < 0xFFA0:
        return "halfwidth"
    return "rare" if 0xF900 <= code < 0xFB00 else "sign"


_ODD, _ASCII, _MARK, _WIDE_LETTER, _USUAL = range(5)
_FLOORS: Final[Floats] = np.array([-np.inf, -12.0, -11.0, -19.0, -19.0])  # by kind, as in Plausibility._judge
_WIDE_LETTER_LOGP: Final = -5.0  # whatever stands beside it
_FOREIGN_BESIDE: Final = 4.0  # nats against a hanzi after a letter of Korean or Thai


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """The kind by code point of what Chinese text is made of, _ODD for all that is judged one by one."""
    kinds = np.full(0x10000, _ODD, np.uint8)
    kinds[0x4E00:0xA000] = _USUAL
    by_class = {"ascii": _ASCII, "punctuation": _MARK, "space": _USUAL, "fullwidth": _USUAL}
    for code in (*range(0x80), *range(0x2010, 0x2028), *range(0x3000, 0x3030), *range(0xFF01, 0xFF5F)):
        kinds[code] = by_class.get(char_class(chr(code)), _ODD)
        if kinds[code] == _USUAL and unicodedata.normalize("NFKC", chr(code)).isalnum():
            kinds[code] = _WIDE_LETTER
    return kinds


class Plausibility:
    """ln P of neighbouring characters in undamaged text of any script; `cost` is its negative."""

    __slots__ = ("_model", "_rows", "_size")

    def __init__(self, model: Bigrams) -> None:
        self._model = model
        self._rows: dict[str, dict[str, float]] = {}
        self._size = 0

    def logp(self, left: str, right: str) -> float:
        """ln P(right | left); "" on the left is the start of a line."""
        row = self._rows.get(left)
        if row is None:
            row = self._rows[left] = {}
        value = row.get(right)
        if value is None:
            value = row[right] = self._judge(left, right)
            self._size += 1
            if self._size > _ENTRIES:
                self._rows, self._size = {}, 0
        return value

    def score(self, text: str, *, before: str = "") -> float:
        """The sum of `logp` over a text."""
        if len(text) >= _LONG:
            return float(self.steps((before or BOUNDARY) + text).sum())
        total, left = 0.0, before
        for char in text:
            total += self.logp(left, char)
            left = char
        return total

    def steps(self, text: str) -> Floats:
        """`logp` of each character of a text but the first, in an array."""
        kinds = _kinds()[np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), 0xFFFF)]
        numbers = self._model.numbers(text)
        values: Floats = np.maximum(self._model.logps(numbers[:-1], numbers[1:]), _FLOORS[kinds[1:]])
        values[kinds[1:] == _WIDE_LETTER] = _WIDE_LETTER_LOGP
        for place in np.flatnonzero((kinds[:-1] == _ODD) | (kinds[1:] == _ODD)).tolist():
            values[place] = self.logp(text[place], text[place + 1])
        return values

    def after(self, left: str, chars: str) -> Floats:
        """`logp` of each of many characters after one."""
        codes = np.frombuffer(chars.encode("utf-32-le", "surrogatepass"), "<u4")
        kinds = _kinds()[np.minimum(codes, 0xFFFF)]
        beside = char_class(left) if left else "space"
        known = self._model.numbers(left if left and beside in _CHINESE else BOUNDARY)
        values: Floats = self._model.logps(known, self._model.numbers(chars))
        if beside in ("hangul", "thai"):
            values -= np.where((codes >= 0x4E00) & (codes < 0xA000), _FOREIGN_BESIDE, 0.0)
        values = np.maximum(values, _FLOORS[kinds])
        values[kinds == _WIDE_LETTER] = _WIDE_LETTER_LOGP
        odd = np.ones(len(chars), bool) if beside in _LETTERS else kinds == _ODD
        for place in np.flatnonzero(odd).tolist():
            values[place] = self.logp(left, chars[place])
        return values

    def likeliest(self, left: str, chars: str, most: int) -> list[tuple[float, str]]:
        """The likeliest of many characters after one, best first, with `logp`."""
        values = self.after(left, chars)
        places = np.arange(len(chars))
        if len(chars) > most:
            places = np.flatnonzero(values >= np.partition(values, -most)[-most])
        return nlargest(most, ((float(values[place]), chars[place]) for place in places.tolist()))

    def frequency(self, char: str) -> float:
        """ln P(char) in Chinese."""
        return self._model.frequency(char)

    def _judge(self, left: str, right: str) -> float:
        kind = char_class(right)
        beside = char_class(left) if left else "space"
        if kind in _CHINESE:
            if kind == "fullwidth" and unicodedata.normalize("NFKC", right).isalnum():
                return _WIDE_LETTER_LOGP
            known = left if beside in _CHINESE else ""
            value = self._model.logp(known, right)
            if beside in ("hangul", "thai") and kind == "hanzi":
                value -= _FOREIGN_BESIDE
            if kind == "punctuation":
                value = max(value, -11.0)
            if kind == "ascii" and beside in _LETTERS and right.isalpha():
                return -3.0 if beside == "latin-lower" or right.isupper() else -5.0
            return max(value, -12.0 if kind == "ascii" else -19.0)
        same, fresh, other = _COSTS[kind]
        if beside == kind:
            cost = same
        elif beside == "space" or (beside == "punctuation") or (beside == "ascii" and not left.isalnum()):
            cost = fresh
        else:
            cost = other
        return -self._adjusted(left, right, kind, beside, cost)

    def _adjusted(self, left: str, right: str, kind: str, beside: str, cost: float) -> float:
        if kind == "hangul":
            return cost if right in FREQUENT_HANGUL else cost + 3.5
        if kind in ("kana", "katakana"):
            if right in _SMALL_KANA and left not in _BEFORE_SMALL.get(right, left):
                return cost + 8.0
            return cost - 0.5 if right in FREQUENT_KANA else cost + 1.0
        if kind == "thai" and beside != "thai" and right in _THAI_SECOND:
            return cost + 9.0
        if kind.startswith("latin") and kind != "latin-sign" and (beside in _LETTERS or left.isalpha()):
            return self._latin(left, right, kind, beside)
        if kind.startswith("cyrillic") and beside.startswith("cyrillic") and "rare" not in kind + beside:
            return 3.5 if kind == beside or kind == "cyrillic-lower" else 9.0
        return cost

    @staticmethod
    def _latin(left: str, right: str, kind: str, beside: str) -> float:
        if is_hanzi(left) or beside not in (*_LETTERS, "ascii"):
            return 13.0
        if kind == "latin-rare":
            return 9.0
        if kind == "latin-lower":
            return 5.5 if left.islower() else 8.0 if beside == "ascii" else 10.0
        return 7.0 if left.isupper() and beside == "ascii" else 11.0


@lru_cache(maxsize=1)
def plausibility() -> Plausibility:
    """The one judge, made on first use."""
    return Plausibility(bigrams())
