"""Take out question marks that no one wrote: 为?什么 was 为什么 with a zero-width mark in it.

Five causes look alike. Only two are undone here: zero-width marks inside words, and no-break spaces after a date, a
number or at the start of lines. A lost hanzi, an orphan byte beside a mark (a matter of injection.py) and a real
question stay.

See docs/damage.md, False question marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ...alignment import Edit
from ...config import Config
from ...page import Page
from ...patterns import lazy
from .affinity import affinity

__all__ = ["remove_question_marks"]

# rule question-mark.zero-width: a question mark in the place of a zero-width mark inside a word: 为?什么
ZERO_WIDTH: Final = "question-mark.zero-width"
# rule question-mark.space: a question mark in the place of a no-break space
SPACE: Final = "question-mark.space"


_HAN: Final = lazy("[\u3400-\u9fff]")
# A gloss or what is left of one: then the orphan bytes of section 0 look the same, and are not ours.
_INJECTED: Final = lazy("[(?][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\\)|\\?[！，、。；：？]")
# What a question ends in, so that the mark may be real.
_ASKING: Final = frozenset("吗呢么吧啊嗎麼嘛呀谁誰何否了的好对對是不没沒啦哪里裡样樣办辦")
_QUESTION: Final = lazy("[是谁誰哪何几幾吗嗎呢否怎啥么麼多有会會能行要对對真就好可]")
_CLAUSE_BREAK: Final = lazy(r"[^㐀-鿿]")
# Questions make up less than 0.01 marks per hanzi of an ordinary page, and no dialogue has one in ten.
_MANY: Final = 0.03
_FLOOD: Final = 0.1
_RUN: Final = lazy(r"\?+")
# 16:43:46??點擊, 2012-01-05?來源, PS.?輪回: where a no-break space stands. After a label it may as well be a character
# that was lost (地址：?州市), so 來源:?新華社 needs one of the others beside it.
_SPACED_BEFORE: Final = lazy(r"[0-9]:[0-9]{2}\Z|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\Z|[A-Za-z]\.\Z")
_LABEL_BEFORE: Final = lazy(r"[㐀-鿿]{2}[:：]\Z")
_INDENT: Final = 40  # code points
_LINE: Final = 200  # code points of a line that are read
_SELDOM_FIRST: Final = -1.0  # affinity of a character with the start of a line; 州 has -2.9, 我 1.2
_BLANKS: Final = lazy("(?:\\A|\n)[ \t\u3000\ue000-\uf8ff]*\\Z")
_FIELD_AFTER: Final = lazy("[㐀-鿿]{2,5}[:：]")
# Chinese text, and not a form, a crossword or a column of flags (????年??月, ??高照, ??5?????? of `dpkg -V`).
_TEXT: Final = lazy(r'(?!.*\?\?)(?=.{0,20}[㐀-鿿])[㐀-鿿“「『《"0-9A-Za-z]')
_NO_BEGINNING: Final = frozenset("是的了和与與有为為在之")  # ??是: what is missing is the subject
_WIDTHS: Final = (2, 4, 8)  # of an indent by two fullwidth blanks, in no-break spaces
# The commonest surnames: what is missing after one that stands alone on a page is a rare given name (朱?基, 王?国).
_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董程曹袁邓鄧许許傅沈曾彭"
)


def remove_question_marks(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that delete false question marks or make spaces of them. Idempotent; real questions stay."""
    text = page.text
    if "?" not in text:
        return
    edits: list[Edit] = []
    runs = [m.span() for m in _RUN.finditer(text)]
    if config.allows(ZERO_WIDTH):
        edits += _inner_marks(text, runs)
    if config.allows(SPACE):
        edits += _spaces(text, runs)
    if edits and not _INJECTED.search(text):
        yield from sorted(edits)


def _inner_marks(text: str, runs: list[tuple[int, int]]) -> Iterator[Edit]:
    """Marks between two hanzi that belong together, and on a page full of them the rest as well."""
    places = [i for i, j in runs if j == i + 1 and _HAN.match(text[i - 1 : i]) and _HAN.match(text, j)]
    strong = {i for i in places if _is_inside(text, i)}
    if not strong:
        return
    rate = len(places) / len(_HAN.findall(text))
    many = rate > _MANY and len(strong) * 4 >= len(places)
    if len(strong) == 1 and all(text[i - 1] in _SURNAMES for i in strong):
        return
    suspects = {text[i - 1] for i in strong}
    for place in places:
        if place in strong or (rate > _FLOOD and len(places) > 1) or (many and _is_loose(text, place, suspects)):
            yield Edit(place, place + 1, "", ZERO_WIDTH)


def _is_loose(text: str, place: int, suspects: set[str]) -> bool:
    """Whether a mark on a page full of false ones is likely one of them."""
    left = text[place - 1]
    if left in suspects:
        return True
    return _bond(left, text[place + 1]).whole > (0 if left in _ASKING else -1.5)


def _is_inside(text: str, place: int) -> bool:
    """Whether a mark stands where no question can end."""
    left = text[place - 1]
    if left == "的":  # 老头的?怀里: a question that ends in 的 has a 是 or a word that asks
        clause = _CLAUSE_BREAK.split(text[max(0, place - 20) : place])[-1]
        return not _QUESTION.search(clause) and _bond(left, text[place + 1]).whole > 2
    return left not in _ASKING and _parts_a_word(_bond(left, text[place + 1]))


class Bond(NamedTuple):
    """How well two hanzi go together, and how much better than with a question mark between them."""

    near: float
    whole: float


def _bond(left: str, right: str) -> Bond:
    near = affinity(left, right)
    return Bond(near, near - affinity(left, "?") - affinity("?", right))


def _parts_a_word(bond: Bond) -> bool:
    """Real questions of ordinary pages stay below 1.5 and 3.8, but for one after 的."""
    return (bond.near > 2.5 and bond.whole > 3.5) or (bond.near > 1 and bond.whole > 5.5)


def _spaces(text: str, runs: list[tuple[int, int]]) -> Iterator[Edit]:
    """Marks that stand for no-break spaces: after a date or a label, and as the indent of lines."""
    indents: list[Edit] = []
    spaces: list[Edit] = []
    labelled: list[Edit] = []
    for start, end in runs:
        edit = Edit(start, end, " " * (end - start), SPACE)
        if _leads(text, start):
            if end - start in _WIDTHS and _begins(text, end):
                indents.append(edit)
        elif _is_space(text, start, end):
            spaces.append(edit)
        elif _LABEL_BEFORE.search(text, max(0, start - 3), start) and _HAN.match(text, end):
            labelled.append(edit)
    yield from spaces
    if spaces:
        yield from labelled
    if len(indents) >= 2 and len({edit.end - edit.start for edit in indents}) == 1:
        yield from indents


def _leads(text: str, place: int) -> bool:
    """Whether nothing but blanks and icons stands before a place on its line, within reach."""
    return _BLANKS.search(text, max(0, place - _INDENT), place) is not None


def _begins(text: str, place: int) -> bool:
    """Whether a line of Chinese text may begin here."""
    if not _TEXT.match(text, place, place + _LINE) or text[place] in _NO_BEGINNING:
        return False
    return not _HAN.match(text[place]) or affinity("", text[place]) > _SELDOM_FIRST


def _is_space(text: str, start: int, end: int) -> bool:
    if not _HAN.match(text, end):
        return False
    before = text[max(0, start - 10) : start]
    return bool(_SPACED_BEFORE.search(before)) or (before[-1:].isdecimal() and bool(_FIELD_AFTER.match(text, end)))
