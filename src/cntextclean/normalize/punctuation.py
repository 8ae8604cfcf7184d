"""Restore the marks of Chinese text that an earlier cleaner narrowed to ASCII, and give each mark one form.

Most stored Chinese text has been through width folding, which turned ，：；？！（） into ASCII and left 。、“”.
A mark is widened beside Chinese, and never in numbers, times, ratios, addresses, code, references and English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ..alignment import Edit
from ..config import Config
from ..page import Page, Stage
from ..page.characters import CharClass
from ..patterns import lazy
from .brackets import wide_brackets
from .marks import is_chinese, is_wide, one_form
from .quotes import straight_quotes

__all__ = ["PUNCTUATION", "pair_quotes", "unify_marks", "widen_marks"]

NARROW: Final = ",:;?!()"
_WIDE: Final = dict(zip(NARROW, "，：；？！（）", strict=True))
# rule punctuation.comma: a comma narrowed to ASCII between Chinese characters
# rule punctuation.colon: a colon narrowed to ASCII between Chinese characters
# rule punctuation.semicolon: a semicolon narrowed to ASCII between Chinese characters
# rule punctuation.question: a question mark narrowed to ASCII between Chinese characters
# rule punctuation.exclamation: an exclamation mark narrowed to ASCII between Chinese characters
# rule punctuation.bracket: round brackets narrowed to ASCII between Chinese characters
_NAMES: Final = ("comma", "colon", "semicolon", "question", "exclamation", "bracket", "bracket")
_RULES: Final = {mark: f"punctuation.{name}" for mark, name in zip(NARROW, _NAMES, strict=True)}
_MARK: Final = lazy("[,:;?!()]")
_EITHER_WIDTH: Final = lazy("[,:;?!()，：；？！（）]+")
# GB/T 7714 prints references with ASCII marks: [J]. 物流技术, 2007, 26(5): 68-70.
_REFERENCE: Final = lazy(r"\[[JMDCRNSPGZ](?:/OL)?\]")


_KEPT: Final = 300  # characters of a line that is remembered

_BEGUN: Final = lazy("[：:“《「]\\?+[\u4e00-\u9fff]")
_FILE: Final = lazy(r"\?+\.[A-Za-z][A-Za-z0-9]{1,4}(?![A-Za-z0-9])")
# A name on a line of its own or in a list, one of its characters lost; a question asks.
_NAME_BEFORE: Final = lazy("(?:\\A|[\\s、：:《“（(])[\u4e00-\u9fff]{1,2}\\Z")
_NAME_AFTER: Final = lazy("[\u4e00-\u9fff]{1,2}(?:[\\s、，。；》”）),.;]|\\Z)")
# The beginning of a clause, and one that goes on at once: who asks says more than one or two characters.
_CLAUSE_BEFORE: Final = lazy("(?:\\A|[^\u4e00-\u9fff?？])([\u4e00-\u9fff]{1,2})\\Z")
_LABELLED: Final = lazy("[：:] ?[\u4e00-\u9fff]{1,2}\\Z")
_RUN: Final = lazy("\\?{2,}[\u4e00-\u9fff》]")
_ASKS: Final = lazy("[吗嗎呢吧啊么麼什谁誰哪何几幾怎多是否不没沒了的对對好真啥]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with marks in it, and what its brackets do."""

    text: str
    english: bool
    brackets: dict[int, bool]


def widen_marks(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that widen narrowed marks beside Chinese. Idempotent; linear."""
    return _stage(_widened, page, config)


def pair_quotes(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that pair straight quotes round Chinese. Idempotent; linear."""
    return _stage(straight_quotes, page, config)


def unify_marks(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that mend doubled marks, dots, dashes and the spaces beside marks. Idempotent; linear."""
    return _stage(one_form, page, config)


PUNCTUATION: Final = (
    Stage(widen_marks, CharClass.NARROW_MARK),
    Stage(pair_quotes, CharClass.QUOTE),
    Stage(widen_marks, CharClass.NARROW_MARK),
    Stage(unify_marks),
)
"""The stages in their order: beside a quotation that was paired a mark stands beside Chinese."""


def _stage(step: Callable[[str], Iterable[Edit]], page: Page, config: Config) -> Iterable[Edit]:
    """The edits of a step outside of code, where the configuration allows them."""
    if config.punctuation == "keep" or page.text.isascii():
        return ()
    edits = tuple(edit for edit in step(page.text) if config.allows(edit.rule))
    return page.outside_code(edits) if edits else ()


def _widened(text: str) -> Iterator[Edit]:
    """The edits of single marks, sorted."""
    for start, end in _lines(text):
        line = text[start:end]
        for place in _widen(line) if len(line) <= _KEPT else _widen.__wrapped__(line):
            at = start + place
            yield Edit(at, at + 1, _WIDE[text[at]], _RULES[text[at]])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines that have a narrow mark in them."""
    position = 0
    while match := _MARK.search(text, position):
        start = max(text.rfind("\n", position, match.start()) + 1, position)
        end = text.find("\n", match.start())
        if end < 0:
            end = len(text)
        line = text[start:end]  # without its indentation, which the pass cuts off in the end
        yield end - len(line.lstrip()), start + len(line.rstrip())
        position = end + 1


@lru_cache(maxsize=1 << 11)  # a page is gone through twice, and most lines are the same then
def _widen(text: str) -> tuple[int, ...]:
    """Where in one line marks are to be wide."""
    if text.isascii():
        return ()
    letters = _EITHER_WIDTH.sub("", text)  # so that what is widened here does not tip the balance the next time
    narrow = len(letters.encode("ascii", "ignore"))
    if "[" in text and len(text) < 400 and _REFERENCE.search(text):
        return ()
    brackets = wide_brackets(text) if "(" in text or ")" in text else {}
    line = Line(text, narrow > 4 * (len(letters) - narrow), brackets)
    plain = not line.english
    places: list[int] = []
    last = -2
    for match in _MARK.finditer(text):
        at = match.start()
        mark = text[at]
        if mark == "(" or mark == ")":
            wide = brackets.get(at, False)
        elif mark == "?" and _is_lost(text, at):
            wide = False
        elif plain and "\u4e00" <= text[at - 1] <= "\u9fff" and "\u4e00" <= text[at + 1 : at + 2] <= "\u9fff":
            wide = True  # nearly all: between two ideographs
        else:
            wide = _belongs(line, at, last == at - 1)
        if wide:
            last = at
            places.append(at)
    return tuple(places)


def _is_lost(text: str, at: int) -> bool:
    """Whether a question mark stands for a character that was lost: 地址：?州市, 朱?基, 小说名字????.epub."""
    if (at and _BEGUN.match(text, at - 1)) or _FILE.match(text, at):
        return True
    left = text[max(0, at - 8) : at].rstrip("?")
    if _ASKS.search(left):
        return False
    if _CLAUSE_BEFORE.search(left):
        follows = text[at + 1 : at + 2]
        if "\u4e00" <= follows <= "\u9fff" or (not follows and _LABELLED.search(left)):
            return True
    if _RUN.match(text, max(0, at - 8) + len(left)):
        return True
    return _NAME_BEFORE.search(left) is not None and _NAME_AFTER.match(text, at + 1) is not None


def _belongs(line: Line, at: int, after_wide: bool) -> bool:
    """Whether a mark that is no bracket belongs to the Chinese text beside it."""
    text = line.text
    mark, left, right = text[at], text[at - 1] if at else "", text[at + 1 : at + 2]
    chinese_left = after_wide or is_wide(left)
    beyond = text[at + 1 : at + 4].lstrip(" ")[:1] if right == " " else right
    if beyond == "(" and line.brackets.get(text.index("(", at)):
        beyond = "（"
    if right and right in "()" and mark in ":;" and at + 1 not in line.brackets:
        return False  # :) and :(
    if chinese_left:
        return _ends_chinese(line, at, beyond)
    if line.english or not _may_precede(left) or "\u3041" <= left <= "\u30fe":
        return False
    if is_chinese(beyond):
        return mark != ":" or right != " " or not left.isalpha()
    return not beyond and mark != "," and left.isalnum() and any(map(is_chinese, text))


def _ends_chinese(line: Line, at: int, beyond: str) -> bool:
    """Whether a mark right after a Chinese character is punctuation and not part of an address or an operator."""
    mark, right = line.text[at], line.text[at + 1 : at + 2]
    if mark == "!" and right == "=":
        return False
    if line.english and mark != ":":
        return not beyond or is_wide(beyond)
    if right and right.isascii() and right not in " ()\"'" and mark in "?:":
        token = line.text[max(0, at - 200) : at].rsplit(" ", 1)[-1]
        return "://" not in token and line.text[at + 1 : at + 3] != "//"
    return True


def _may_precede(left: str) -> bool:
    """What may stand before a mark that is followed by Chinese: a word, a number, a closing bracket, or nothing."""
    return not left or left.isalnum() or left in ")]%\"'°℃+*#>}” _"
