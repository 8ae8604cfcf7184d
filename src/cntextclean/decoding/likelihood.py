"""How likely is a text, read in some encoding, to be what somebody wrote? In nats, comparable between
encodings.

Chinese is judged by the bigram model. What that model does not know is judged by its kind: kana, Hangul,
accented letters and so on each have a cost that depends on what the encoding is used for. A reading is a way
to explain every byte, so the costs of two readings of the same bytes can be compared: the cheaper explanation
is likelier.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from ..models.bigrams import bigrams

__all__ = ["BAD_BYTES", "CUT_BYTES", "PINYIN", "Family", "Likelihood", "Measure", "likelihood"]

Family = Literal["zh", "ja", "ko", "any", "west"]

BAD_BYTES: Final = -14.0  # one undecodable span inside a text: damage is rare, and any byte may stand there
CUT_BYTES: Final = -5.0  # the same at the very start or end, where a cut often falls
_CONTROL: Final = -13.0
_RARE_HAN: Final = -13.0
_ICON: Final = -15.0  # a private-use character in Unicode, where it is there on purpose
_AGAIN: Final = -5.0  # any character once more: rules, boxes, laughter
_PRIVATE: Final = -18.0
_SYMBOL: Final = -11.0
_SPOKEN: Final = -8.5  # what only spoken Cantonese is written with
_TONED: Final = -7.0
_SIGN: Final = -9.0  # © ° « and the like
_TWO_ACCENTS: Final = -3.0  # two accented letters in a row,
_IN_A_WORD: Final = -1.0  # the second of them a small one: théâtre, lições, größer
_TWO_SCRIPTS: Final = -5.0  # a letter of another alphabet after a Latin one
_BESIDE_LETTER: Final = -2.0  # a hanzi beside a Latin letter,
_BESIDE_SMALL: Final = -4.0  # a small one: no word goes on so, while T恤 and A股 are words
_INNER_CAPITAL: Final = -3.0  # a capital after a small letter
_LONELY: Final = -6.0  # a vowel sign of Thai without its consonant

# What a language's own encoding is used for is cheap in it.
_KANA: Final = {"ja": -5.0, "any": -5.5, "zh": -10.0, "ko": -11.0, "west": -12.0}
_HANGUL: Final = {"ko": -6.5, "any": -7.0, "zh": -13.0, "ja": -13.0, "west": -13.0}
_HAN: Final = {"zh": _RARE_HAN, "any": _RARE_HAN, "ja": -10.5, "ko": -12.0, "west": -13.0}
_LATIN: Final = {"west": -6.0, "any": -7.0, "zh": -9.0, "ja": -10.0, "ko": -10.0}
# Letters of European languages beyond the first two rows; others of the same rows are used by scholars alone.
_EUROPEAN: Final = frozenset("ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțşţğıİđĐŁŚŹŻĆČĎĚŇŘŠŤŮŽŐŰŞĞĂŸœŒŠşƒơưƠƯ")
_QUOTES: Final = -6.0  # “ ” ’ – — … in Western text
_SCHOLARLY: Final = -12.5
_ALPHABET: Final = {"west": -4.5, "any": -7.0, "zh": -9.0, "ja": -9.0, "ko": -9.0}

# The most frequent letters of each kind, which are about half of any text.
_COMMON_HANGUL: Final = frozenset(
    "이다는을의에가고하은를한지도로사기어리자서시인나라대정아들해여제부일수그있스보전장주만구원으생상무비"
)
_USUAL_HANGUL: Final = frozenset(
    "간감강같개거건걸것게겠결경계공과관교구국군권그극근금급길김까께나남내너넣네년념노논높누느능니님다단달"
    "당대더데덕도독동되된될됩두둘드들등디따때떤또라락란람랑래량러럼레려력련렸령례로록론료루류률르른를름리린"
    "림립마막만많말망매머먹먼메며면명모목못무문물민및바박반받발방배백버번벌법베벽변별병보복본부북분불브비"
    "빠사산살상새색생서석선설성세소속손송수술쉬슨습승시식신실심십아안않알았압앞액야약양어억언얼업없에여역연"
    "열영예오온올와왔완왕외요용우운울움원월위유육율은을음응의이익인일임입있자작잘잠장재쟁저적전절점정제져조"
    "족존종좋주죽준중증지직진질집차찬참창채책처천철청체초총최추축출충취치친침칠카커케코크키타탁태터토통투트"
    "특파판팔패편평포표품프피필하학한할함합항해행향허험현형호혹화확환활황회효후휴흐희히힘"
)
_CANTONESE: Final = frozenset("嘅係咁喇嘢唔冇佢哋咗嚟喺啲俾嗰噉㗎啱乜攞睇瞓嬲啩喎嘥咩邊啫嘞噃")
PINYIN: Final = frozenset("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüêɑɡ")
_THAI_SIGNS: Final = frozenset(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)]))
_COMMON_KANA: Final = frozenset("のにはをたがでてとしれさいるなかすンーっもりこらあくま")
_COMMON_LETTERS: Final = frozenset(
    "éèàüöäñçóáíãôêåõßłąęśżćěščřžýůőşоеаинтсрвлкмдαοιετσνηυρπκλμςάόίέاليمنوترةبعسدיוהלארתבשמנกนรอาเงมยลวดทส่้ัคตบปีิแไจะ"
)


# ln P of the letters of running Russian, in order of frequency, rounded: so much tells дъдщ from a word.
_RUSSIAN: Final = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (
            *(-2.2, -2.5, -2.5, -2.6, -2.7, -2.8, -2.9, -3.1, -3.1, -3.1, -3.4, -3.4, -3.5, -3.6, -3.6, -3.9, -4.0),
            *(-4.1, -4.1, -4.1, -4.1, -4.2, -4.4, -4.6, -4.7, -4.9, -5.1, -5.3, -5.6, -5.7, -6.0, -7.8, -6.0),
        ),
        strict=True,
    )
)


def _ascii_cost(char: str) -> float:
    if char.isalpha():
        return -3.0 if char.islower() else -4.0
    if char in " \n\r\t":
        return -2.5
    if char.isdigit():
        return -3.5
    return -4.5 if char.isprintable() else _CONTROL


_ASCII: Final = {chr(i): _ascii_cost(chr(i)) for i in range(128)}


def _rarity_of_hangul(char: str) -> float:
    if char in _COMMON_HANGUL:
        return 2.0
    try:
        char.encode("euc_kr")
    except UnicodeEncodeError:
        return -5.0  # not one of the 2,350 syllables of KS X 1001, which cover nearly all running Korean
    return 0.7 if char in _USUAL_HANGUL else -2.5


def _is_scholarly(char: str) -> bool:
    """Whether a letter or a sign is of no living spelling that has an encoding of one byte."""
    code = ord(char)
    if 0x180 <= code <= 0x2FF or 0x460 <= code < 0x530:
        return char not in _EUROPEAN and char not in PINYIN
    return 0x483 <= code <= 0x489 or 0x591 <= code <= 0x5CF or 0x610 <= code <= 0x61A


class _Floors(dict[str, float]):
    """The least that a character can score, by its kind."""

    __slots__ = ("_family",)

    def __init__(self, family: Family) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, char: str) -> float:
        value = self[char] = self._cost(char)
        return value

    def _cost(self, char: str) -> float:
        family, code = self._family, ord(char)
        if family == "west" and (0x2010 <= code <= 0x2026 or char.lower() in _RUSSIAN):
            return _RUSSIAN.get(char.lower(), _QUOTES) - (1.5 if char.isupper() else 0.0)
        if 0x3040 <= code <= 0x30FF:
            return _KANA[family] + (1.0 if char in _COMMON_KANA else -0.5 if code < 0x30A0 else -1.5)
        if char in _CANTONESE:
            return _SPOKEN
        if 0x4E00 <= code <= 0x9FFF:
            return _HAN[family]
        if 0xAC00 <= code <= 0xD7A3:
            return _HANGUL[family] + _rarity_of_hangul(char)
        if family == "zh" and char in PINYIN:
            return _TONED
        if _is_scholarly(char):
            return _SCHOLARLY
        if 0xC0 <= code <= 0x24F:
            return _LATIN[family] + (1.5 if char in _COMMON_LETTERS else -0.5 if char.isupper() else 0.0)
        if char in "\u0304\u030c":  # in no encoding but Big5-HKSCS, with the letter before them
            return -3.0
        if 0x370 <= code < 0x530 or 0x590 <= code < 0x700 or 0xE00 <= code < 0xE80:
            common = 1.5 if char in _COMMON_LETTERS else 0.0 if char.isalpha() and not char.isupper() else -1.0
            return _ALPHABET[family] + common
        if 0xFF61 <= code <= 0xFF9F:
            return -9.0
        if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2026:
            return -9.5
        if family == "any" and 0xE000 <= code <= 0xF8FF:
            return _ICON
        if 0x80 <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
            return _PRIVATE
        if 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF:
            return _RARE_HAN - 2.0
        if 0xA0 <= code < 0xC0:
            return _SIGN
        category = unicodedata.category(char)
        if category in ("Cn", "Cc", "Co"):
            return _PRIVATE
        return _SYMBOL if code < 0x10000 or category == "So" else _RARE_HAN - 2.0


class Measure(NamedTuple):
    """The score of a text, and the part of it that is not plain ASCII."""

    score: float
    special: float
    number: int

    @property
    def mean(self) -> float:
        """The mean score of a character that is not plain ASCII; 0 if there is none."""
        return self.special / self.number if self.number else 0.0


class Likelihood:
    """The score of texts in one family of languages. Safe to share between threads."""

    __slots__ = ("_floors", "_row")

    def __init__(self, family: Family) -> None:
        self._row = bigrams().row
        self._floors = _Floors(family)

    def step(self, left: str, char: str) -> float:
        """ln P(char | left); `left` is one character, or "" at the start."""
        if char < "\x80":
            return _ASCII[char] + (_after(left, char) if left >= "\x80" and char.isalpha() else 0.0)
        floor = self._floors[char]
        if char < "\u1000":
            return floor + _letters(left, char)
        if char == left:
            floor = max(floor, _AGAIN)
        score = max(self._row(left)[char], floor)
        if left.isascii() and left.isalpha():
            return score + (_BESIDE_SMALL if left.islower() else _BESIDE_LETTER)
        return score

    def score(self, text: str) -> float:
        """The sum of `step` over `text`."""
        return self.measure(text).score

    def measure(self, text: str) -> Measure:
        """The sum of `step` over `text`; an unreadable byte, written U+FFFD, has a cost of its own."""
        step, row, floors = self.step, self._row, self._floors
        plain = special = 0.0
        count = 0
        left = ""
        for char in text:
            if char == "\ufffd":
                cost, char = BAD_BYTES, ""
            elif left >= "\u2e80" and char >= "\u2e80":  # the common case of `step`, without a call
                cost, floor = row(left)[char], floors[char]
                if char == left and floor < _AGAIN:
                    floor = _AGAIN
                if cost < floor:
                    cost = floor
            else:
                cost = step(left, char)
                if char < "\x80" and cost > _CONTROL:
                    plain += cost
                    left = char
                    continue
            special += cost
            count += 1
            left = char
        return Measure(plain + special, special, count)


def _after(left: str, letter: str) -> float:
    """What makes a Latin letter unlikely after a character that is not ASCII."""
    if left >= "\u0370":
        return _BESIDE_SMALL if letter.islower() and left >= "\u2e80" else _BESIDE_LETTER
    return _INNER_CAPITAL if left.islower() and letter.isupper() else 0.0


def _letters(left: str, char: str) -> float:
    """What makes a letter of a word in an alphabet unlikely after the one before it."""
    extra = 0.0
    if char < "\u0250":
        if "\x80" <= left < "\u0250":
            extra += _IN_A_WORD if char.islower() and left.isalpha() else _TWO_ACCENTS
    elif left < "\u0250" and left.isalpha():
        extra += _TWO_SCRIPTS
    if left.islower() and char.isupper():
        extra += _INNER_CAPITAL
    if char in _THAI_SIGNS and left not in _THAI_SIGNS and not "\u0e01" <= left <= "\u0e2e":
        extra += _LONELY
    return extra


@lru_cache(maxsize=8)
def likelihood(family: Family) -> Likelihood:
    """The scorer of one family of languages."""
    return Likelihood(family)
