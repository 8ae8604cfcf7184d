"""Vertical and small forms of marks, and quotes and brackets of the wrong kind.

Sources: Unicode's blocks Vertical Forms, CJK Compatibility Forms and Small Form Variants. NFKC is not used: it turns
U+FE30, which Big5 pages write for a colon, into two full stops, and narrows what Chinese writes wide.
"""

from __future__ import annotations

from typing import Final

from ..patterns import lazy
from .marks import is_chinese, is_wide

__all__ = ["SMALL", "VERTICAL", "mend_quote", "upright"]

VERTICAL: Final = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—–＿（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
SMALL: Final = dict(
    zip(
        "﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹩﹪﹫",
        "，、．；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝＄％＠",
        strict=True,
    )
)
_NARROW: Final = {wide: chr(ord(wide) - 0xFEE0) for wide in SMALL.values() if wide >= "！"}
# Brackets on their side are eyes and arms of faces: ︶︿︶ ╮(︶﹏︶)╭
_ARMS: Final = frozenset("︵︶︷︸︿﹀﹏_^ˇ′ ̄￣*╮╭╯╰≧≦oO")
_FACES: Final = frozenset("︵︶︷︸︿﹀︱︳")
_YEAR: Final = lazy("[12][0-9]{3}")


def upright(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The upright, full-size form of a mark: wide beside Chinese, else the ASCII one."""
    char = text[start]
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if char in VERTICAL:
        beside = is_wide(left) or is_wide(right) or not (left or right)
        if char in _FACES and (left in _ARMS or right in _ARMS or not beside):
            return None
        # rule characters.vertical: a form of a mark for vertical lines
        return VERTICAL[char], "characters.vertical"
    wide = SMALL[char]
    chinese = is_wide(left) or is_wide(right) or left in SMALL or right in SMALL
    # rule characters.small: a small form of a mark, made for narrow columns
    return (wide if chinese else _NARROW.get(wide, wide)), "characters.small"


def mend_quote(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Quotes of the wrong kind: „2009‟ is 〔2009〕 in a document number, 〝 and 〞 are “ and ”, ＂ is either."""
    char = text[start]
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if char in "„‟":
        return _low_quote(text, start)
    if char in "〝〟〞":
        # rule characters.quote: a quotation mark or bracket in a form that belongs to other scripts or fonts
        return "“" if char == "〝" else "”", "characters.quote"
    if is_wide(left) != is_wide(right):
        return "”" if is_wide(left) else "“", "characters.quote"
    opening = text.count("＂", max(0, start - 200), start) % 2 == 0
    return "“" if opening else "”", "characters.quote"


def _low_quote(text: str, start: int) -> tuple[str, str] | None:
    """German quotes are „ and “ and stay; „ and ‟ round Chinese or a year are slips for 〔〕 or “”."""
    opening = text[start] == "„"
    other = text.find("‟", start, start + 60) if opening else text.rfind("„", max(0, start - 60), start)
    if other < 0:
        return None
    first, last = min(start, other), max(start, other)
    content = text[first + 1 : last]
    if "\n" in content or "„" in content or "‟" in content:
        return None
    if _YEAR.fullmatch(content) and (is_chinese(text[first - 1 : first]) or is_chinese(text[last + 1 : last + 2])):
        return "〔" if opening else "〕", "characters.quote"
    if any(map(is_chinese, content)):
        return "“" if opening else "”", "characters.quote"
    return None
