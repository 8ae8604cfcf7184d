"""Restore the marks of Chinese text that an earlier cleaner narrowed to ASCII, and give each mark one form.

Most stored Chinese text has been through width folding, which turned ，：；？！（） into ASCII and left 。、“”. A mark is
widened beside Chinese, and never in numbers, times, ratios, addresses, code, formulas, references and English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from ..alignment import Edit
from ..config import Config
from ..text import Text
from .brackets import wide_brackets
from .marks import is_chinese, is_wide, one_form

__all__ = ["widen_punctuation"]

NARROW: Final = ",:;?!()"
_WIDE: Final = dict(zip(NARROW, "，：；？！（）", strict=True))
_RULES: Final = dict(
    zip(
        NARROW,
        [f"punctuation.{name}" for name in "comma colon semicolon question exclamation bracket bracket".split()],
        strict=True,
    )
)
_MARK: Final = re.compile("[,:;?!()]")
_LINE: Final = re.compile("[^\n]*[,:;?!()][^\n]*")
# Statements, tags, comparison and calls: a line with one of these is code, and its marks are syntax.
_CODE: Final = re.compile(
    r"[;{}]\s*$|^\s*[{}<#@]|[{}]|</|/>|=>|->|==|!=|&&|\|\||:=|\);|\$\w|\\[a-zA-Z]+\{|\b(?:def|var|function|import|return|SELECT)\b\s"
)
# GB/T 7714 prints references with ASCII marks: [J]. 物流技术, 2007, 26(5): 68-70.
_REFERENCE: Final = re.compile(r"\[[JMDCRNSPGZ](?:/OL)?\]")
_ASIDE: Final = re.compile(r"`[^`\n]*`|\[\[[^\]\n]*\]\]|\{\{[^}\n]*\}\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with marks in it: where it is, and what its brackets do."""

    text: str
    english: bool
    brackets: dict[int, bool]

    def at(self, position: int) -> str:
        """The character at a position, "" outside the line."""
        return self.text[position] if 0 <= position < len(self.text) else ""


def widen_punctuation(text: str, config: Config) -> Iterable[Edit]:
    """Edits that widen narrowed marks and mend doubled ones and spaces beside them.

    Yields nothing when config.punctuation is "keep". Idempotent.
    """
    if config.punctuation == "keep" or text.isascii():
        return ()
    edits: list[Edit] = []
    if any(mark in text for mark in NARROW):
        edits.extend(chain.from_iterable(_widen(m.group(), m.start(), config) for m in _LINE.finditer(text)))
    return _joined(edits, one_form(Text.of(text).apply(edits).value, config))


def _joined(widened: list[Edit], formed: list[Edit]) -> list[Edit]:
    """Edits of a text and edits of what became of it, as one list: widening moves nothing, so both count alike."""
    if not formed:
        return widened
    starts = [edit.start for edit in widened]
    kept, position = [], 0
    for edit in formed:
        first = bisect_left(starts, edit.start)
        kept.extend(widened[position:first])
        kept.append(edit)
        position = bisect_left(starts, edit.end)
    return kept + widened[position:]


def _widen(text: str, offset: int, config: Config) -> Iterator[Edit]:
    """Edits for one line."""
    narrow = len(text.encode("ascii", "ignore"))
    if narrow == len(text):
        return
    if (narrow > len(text) // 2 and _CODE.search(text)) or (len(text) < 400 and _REFERENCE.search(text)):
        return
    line = Line(text, narrow > 4 * (len(text) - narrow), wide_brackets(text) if "(" in text or ")" in text else {})
    asides = [m.span() for m in _ASIDE.finditer(text)] if "`" in text or "[[" in text or "{{" in text else []
    last = -2
    for match in _MARK.finditer(text):
        at = match.start()
        if any(start <= at < end for start, end in asides):
            continue
        mark = text[at]
        wide = line.brackets.get(at, False) if mark in "()" else _belongs(line, at, last == at - 1)
        if wide:
            last = at
            if config.allows(_RULES[mark]):
                yield Edit(offset + at, offset + at + 1, _WIDE[mark], _RULES[mark])


def _belongs(line: Line, at: int, after_wide: bool) -> bool:
    """Whether a mark that is no bracket belongs to the Chinese text beside it."""
    mark, left, right = line.text[at], line.at(at - 1), line.at(at + 1)
    beyond = right
    if right == " ":
        beyond = line.text[at + 1 : at + 4].lstrip(" ")[:1]
    if right in "()" and right and line.brackets.get(at + 1) is None and mark in ":;":
        return False  # :) and :(
    chinese_left = after_wide or is_wide(left)
    if chinese_left:
        return _ends_chinese(line, at, beyond)
    if line.english or not _may_precede(left):
        return False
    if is_chinese(beyond):
        return mark != ":" or right != " " or not left.isalpha()
    return not beyond and mark != "," and left.isalnum() and len(line.text) > at - 1 > 1 and _has_chinese(line.text)


def _ends_chinese(line: Line, at: int, beyond: str) -> bool:
    """Whether a mark right after a Chinese character is punctuation and not part of an address or an operator."""
    mark, right = line.text[at], line.at(at + 1)
    if mark == "!" and right == "=":
        return False
    if line.english:
        return not beyond or is_wide(beyond)
    if right and (right.isascii() and right not in " ()\"'") and mark in "?:":
        token = line.text[max(0, at - 200) : at].rsplit(" ", 1)[-1]
        return "://" not in token and line.text[at + 1 : at + 3] != "//"
    return True


def _may_precede(left: str) -> bool:
    """What may stand before a mark that is followed by Chinese: a word, a number, a closing bracket, or nothing."""
    return not left or left.isalnum() or left in ")]%\"'°℃+*#>}” "


def _has_chinese(text: str) -> bool:
    return any(map(is_chinese, text))
