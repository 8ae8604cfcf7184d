"""Restore the marks of Chinese text that an earlier cleaner narrowed to ASCII, and give each mark one form.

Most stored Chinese text has been through width folding, which turned ，：；？！（） into ASCII and left 。、“”.
A mark is widened beside Chinese, and never in numbers, times, ratios, addresses, code, references and English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..alignment import Edit
from ..config import Config
from ..page import Page
from .brackets import wide_brackets
from .marks import is_chinese, is_wide, one_form
from .quotes import straight_quotes

__all__ = ["widen_punctuation"]

NARROW: Final = ",:;?!()"
_WIDE: Final = dict(zip(NARROW, "，：；？！（）", strict=True))
_NAMES: Final = ("comma", "colon", "semicolon", "question", "exclamation", "bracket", "bracket")
_RULES: Final = {mark: f"punctuation.{name}" for mark, name in zip(NARROW, _NAMES, strict=True)}
_MARK: Final = re.compile("[,:;?!()]")
_EITHER_WIDTH: Final = re.compile("[,:;?!()，：；？！（）]+")
# Statements, tags, comparison and calls: a line with one of these is code, and its marks are syntax.
_CODE: Final = re.compile(
    r"[;{}][ \t]*\Z|\A[ \t]*[{}<#@]|[{}]|</|/>|=>|->|==|!=|&&|\|\||:=|\);|\$\w|\\[a-zA-Z]{1,20}\{"
    r"|\b(?:def|var|function|import|return|SELECT)\b[ \t]"
)
# GB/T 7714 prints references with ASCII marks: [J]. 物流技术, 2007, 26(5): 68-70.
_REFERENCE: Final = re.compile(r"\[[JMDCRNSPGZ](?:/OL)?\]")
_ASIDE: Final = re.compile(r"`[^`\n]{1,200}`|\[\[[^\]\n]{1,200}\]\]|\{\{[^}\n]{1,200}\}\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with marks in it, and what its brackets do."""

    text: str
    english: bool
    brackets: dict[int, bool]
    asides: tuple[tuple[int, int], ...]


def widen_punctuation(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that widen narrowed marks, and mend doubled marks, dots, dashes, quotes and the spaces beside marks.

    Yields nothing when config.punctuation is "keep". Idempotent; linear.
    """
    text = page.text
    if config.punctuation == "keep" or text.isascii():
        return ()
    widened = _widened(text, config)
    value = _applied(text, widened)
    if '"' in value and (quotes := [edit for edit in straight_quotes(value) if config.allows(edit.rule)]):
        value = _applied(value, quotes)
        again = _widened(value, config)  # a mark beside a quotation stands beside Chinese now
        value = _applied(value, again)
        widened = sorted([*widened, *quotes, *again])
    return _joined(widened, one_form(value, config))


def _widened(text: str, config: Config) -> list[Edit]:
    """The edits of single marks, sorted."""
    if not any(mark in text for mark in NARROW):
        return []
    places = [at for start, end in _lines(text) for at in _widen(text[start:end], start)]
    edits = [Edit(at, at + 1, _WIDE[text[at]], _RULES[text[at]]) for at in places]
    return [edit for edit in edits if config.allows(edit.rule)] if config.disable else edits


def _applied(text: str, widened: list[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, new, *_ in widened:
        pieces += (text[position:start], new)
        position = end
    return "".join((*pieces, text[position:]))


def _joined(widened: list[Edit], formed: list[Edit]) -> list[Edit]:
    """Edits of a text and edits of what became of it, as one list: widening moves nothing, so both count alike."""
    if not formed:
        return widened
    starts = [edit.start for edit in widened]
    kept: list[Edit] = []
    position = 0
    for edit in formed:
        first = bisect_left(starts, edit.start)
        kept.extend(widened[position:first])
        kept.append(edit)
        position = bisect_left(starts, edit.end)
    return kept + widened[position:]


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


def _widen(text: str, offset: int) -> list[int]:
    """Where in one line marks are to be wide, counted from the beginning of the whole text."""
    if text.isascii():
        return []
    letters = _EITHER_WIDTH.sub("", text)  # so that what is widened here does not tip the balance the next time
    narrow = len(letters.encode("ascii", "ignore"))
    if narrow > len(letters) // 2 and _CODE.search(text):
        return []
    if "[" in text and len(text) < 400 and _REFERENCE.search(text):
        return []
    brackets = wide_brackets(text) if "(" in text or ")" in text else {}
    asides = tuple(m.span() for m in _ASIDE.finditer(text)) if "`" in text or "[[" in text or "{{" in text else ()
    line = Line(text, narrow > 4 * (len(letters) - narrow), brackets, asides)
    plain = not line.english
    places: list[int] = []
    last = -2
    for match in _MARK.finditer(text):
        at = match.start()
        mark = text[at]
        if mark == "(" or mark == ")":
            wide = brackets.get(at, False)
        elif plain and "\u4e00" <= text[at - 1] <= "\u9fff" and "\u4e00" <= text[at + 1 : at + 2] <= "\u9fff":
            wide = True  # nearly all: between two ideographs
        else:
            wide = _belongs(line, at, last == at - 1)
        if wide and not (asides and any(start <= at < end for start, end in asides)):
            last = at
            places.append(offset + at)
    return places


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
