"""What one line looks like: prose, code, or something that may be either beside code.

The rule behind all of it: in code, Chinese stands in strings, in comments and in data. So a line is looked at without
its strings and comments; what is left of code is ASCII and has the shape of a statement.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from ..patterns import lazy
from .code_patterns import CERTAIN, CLAUSE, COMMAND, LOOSE, QUERY, STATEMENT

__all__ = ["Shape", "shape"]

_LOOK: Final = 20_000  # characters of a line that are looked at; a longer one is data, and its beginning says so
_HEAD, _TAIL = 300, 100  # characters of what is left of it that are compared with shapes


class Shape(IntEnum):
    """How much a line looks like code.

    PROSE: what people write; it ends a run of code. OPEN: code if code stands on both sides of it. BESIDE: code if
    code stands on one side, as a comment does. LIKE: code if another line beside it looks so too. CODE: code alone.
    """

    PROSE = 0
    OPEN = 1
    BESIDE = 2
    LIKE = 3
    CODE = 4


# Nothing of these in a line with Chinese that begins with ASCII, and it is prose.
_SIGN: Final = lazy(
    r"[\"'`#<={}\\;%]|//|--|/\*|,[^,]+,|[A-Z]{4}|Error|Exception|Warning:|Caused by|\(\?|[+-]\s{2}"
    r"|\A(?:[\[$-]|@@|\+|PS |[a-z_][\w.-]*:|(?:def|func|function|fn|class|sub) )",
    re.ASCII,
)
_SYNTAX: Final = lazy(r"[=(){}\[\]<>;:\"'@$|\\#]|--|//")
_QUOTE: Final = lazy("[\"'`]")
_STRING: Final = lazy(  # bounded, so that a line full of quotes that are not closed stays linear
    r'"""|\'\'\'|(?<!\\)"(?:[^"\\]|\\.){0,2000}+"|(?<![A-Za-z0-9\\])[fFrRbBuUL]{0,2}\'(?:[^\'\\]|\\.){0,2000}+\'|`[^`]{0,2000}+`'
)
_COMMENT: Final = lazy(
    r"/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)|(?:\A|(?<=[\s;{}(),>]))(?://|#|--(?=\s)|%).*|(?:\A|(?<=\s));.*"
)
_HANZI: Final = lazy("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SENTENCE: Final = lazy("[。！？；，、：“”…]")
# A regular expression.
_PATTERN: Final = lazy(r"\[\^?\\u[0-9a-fA-F]{4}|\\[dwsDWSb][+*{)\]?$]|\(\?[:=!<P]|\[\u4e00-\u9fa5")
_MARKUP: Final = lazy(r"</?[A-Za-z][\w:-]*>(?:.*</[A-Za-z][\w:-]*>)?\Z|<[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>\Z")
_FORMAT: Final = lazy(  # tags that are left over in prose
    r"</?(?:p|br|b|i|u|em|strong|span|font|div|a|h[1-6]|li|ul|ol|t[dhr]|center|sup|sub)\b", re.IGNORECASE
)
_CHANGED: Final = lazy(r"[+-](?:\s{2,}\S|[^\s\d+-])")  # a line of a diff
_OPERATOR: Final = lazy(r"[!=]=|&&|\|\||=>|->|\{(?:\s|\Z)")
_PHRASE: Final = lazy('[)"][\u4e00-\u9fff]|[\u4e00-\u9fff]""')  # a call or a string that goes on in Chinese
_PROPERTY: Final = lazy(r"[a-z_][\w.-]{2,}\s*=\s*\S", re.ASCII)
_FIELD: Final = lazy(r"(?:-\s+)?[a-z_][\w.-]*:\s+\S")
_REMARK: Final = lazy(r"#|--\s|;+\s|%+\s|REM\s|'{3}|\"{3}", re.ASCII)
_DATUM: Final = lazy(r"-?[\d.]+%?|[A-Za-z_][\w.@-]*|\"\"|\d+[-/:]\d+[-/:.\d]*")
_VALUE: Final = lazy(r'""|[\w.%:/@#+-]+')
_OPTION: Final = re.compile(r"\s--?[A-Za-z][\w-]*(?:[\s=]|\Z)", re.ASCII)
_ARGUMENT: Final = 8  # hanzi
_CELL: Final = 20  # characters


def shape(line: str) -> Shape:
    """The shape of a line without its indentation. Linear for any practical purpose: only its beginning is read."""
    if line[0] > "\x7f":  # most lines of Chinese
        return _row(line) if line.count(",") > 1 else Shape.PROSE
    return _begun(line[:_LOOK])


@lru_cache(maxsize=1 << 10)  # most lines are the same at every stage
def _begun(cut: str) -> Shape:
    """The shape of a line that begins so, with ASCII."""
    if not cut.isascii() and not _SIGN.search(cut):
        return Shape.PROSE
    if CERTAIN.match(cut) or _is_query(cut):
        return Shape.CODE
    if _CHANGED.match(cut):
        return shape(cut[1:].lstrip())
    if cut[0] in "^/([\\" and _PATTERN.search(cut):
        return Shape.CODE
    bare = cut if cut.isascii() and not _SYNTAX.search(cut) else _bare(cut)
    if not bare:
        return Shape.BESIDE if _REMARK.match(cut) else Shape.OPEN
    return _statement(cut, bare) if bare.isascii() else _data(cut, bare)


def _bare(line: str) -> str:
    """A line with empty strings and without remarks; the middle of a long one left out."""
    bare = _COMMENT.sub("", _STRING.sub('""', line) if _QUOTE.search(line) else line).strip()
    return bare if len(bare) <= _HEAD + _TAIL else bare[:_HEAD] + bare[-_TAIL:]


def _is_query(line: str) -> bool:
    """Whether a line is a query, and none that a sentence speaks of."""
    return bool(QUERY.match(line)) and not _SENTENCE.search(_STRING.sub("", line))


def _statement(line: str, bare: str) -> Shape:
    """The shape of a line in which Chinese, if any, stands in strings and comments."""
    if bare == '""':
        return Shape.OPEN
    if STATEMENT.fullmatch(bare) or (COMMAND.fullmatch(bare) and (bare != line or "-" in bare or "/" in bare)):
        return Shape.CODE
    if LOOSE.fullmatch(bare) and not line.isascii() and _COMMENT.search(_STRING.sub('""', line)):
        return Shape.CODE  # with a remark
    if LOOSE.fullmatch(bare) or _MARKUP.match(line) or CLAUSE.match(bare) or COMMAND.fullmatch(bare):
        return Shape.LIKE
    return Shape.OPEN


def _data(line: str, bare: str) -> Shape:
    """The shape of a line with Chinese that is neither a string nor a comment: markup, a pattern, a setting, a row."""
    if _MARKUP.match(line):
        return Shape.BESIDE if _FORMAT.match(line) else Shape.CODE
    if '""' in bare or bare != line or _OPERATOR.search(bare):  # beside these, names may be Chinese
        named = _HANZI.sub("x", bare)
        if named.isascii() and STATEMENT.fullmatch(named) and not _PHRASE.search(bare):
            return Shape.CODE
    if _is_command(bare):
        return Shape.CODE
    if _SENTENCE.search(bare):
        return Shape.PROSE
    if _PROPERTY.match(line):
        return Shape.CODE
    if _FIELD.match(line):
        return Shape.BESIDE
    if "," in bare:
        return _row(line)
    return Shape.OPEN if line.startswith("- ") or CLAUSE.match(line) else Shape.PROSE


def _is_command(bare: str) -> bool:
    """Whether a line is a command with an option, with Chinese in short arguments only: docker run --name 測試."""
    if not _OPTION.search(bare) or not COMMAND.match(bare):
        return False
    hanzi = len(_HANZI.findall(bare))
    return 2 * hanzi < len(bare) - hanzi and all(len(_HANZI.findall(word)) <= _ARGUMENT for word in bare.split())


def _row(line: str) -> Shape:
    """The shape of a row of values between commas, if it is one."""
    cells = _STRING.sub('""', line).split(",")
    if len(cells) < 3 or any(len(cell) > _CELL or not _VALUE.fullmatch(cell) for cell in cells):
        return Shape.PROSE
    if _SENTENCE.search(line) or not _HANZI.search(line):
        return Shape.PROSE
    data = sum(_DATUM.fullmatch(cell) is not None for cell in cells)
    if data > 1 and (cells[0].isdigit() or '""' in cells):
        return Shape.CODE
    return Shape.LIKE if any(cell.isdecimal() for cell in cells) else Shape.BESIDE
