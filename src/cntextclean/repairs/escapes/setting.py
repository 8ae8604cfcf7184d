"""Where a text shows a string instead of saying it: code, addresses, and lessons about escapes.

An escape that is the subject of the text (不换行空格&nbsp;, encodeURI("%E4%B8%AD")) is content; the same escape in the
middle of an article is damage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from ...patterns import lazy

__all__ = ["HINT", "LESSON", "Setting"]

_REACH: Final = 120  # code points to either side that count as near; keeps a page on one line linear
_FENCE: Final = lazy(r"```.*?(?:```|\Z)", re.DOTALL)
_CODE_TAG: Final = lazy(r"<(code|pre|script|style)\b[^>]{0,200}>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
# Statements, calls with a quoted argument, comparison and member operators: none of them stands in prose.
_CODE: Final = lazy(
    r"[{}]|;[ \t]*$|[=!]==?|&&|\|\||=>|->|::|\w\(\)|\w\([\"'r]|\w\[[\"']|\w=[\"']"
    r"|\b(?:var|let|const|function|return|import|def|echo|printf?|elif|else|void|public|static|include)\b ?[\w\"'(<$]"
    r"|^\s*(?:#|//|\$|>>>)\s*\w",
    re.MULTILINE,
)
# What is in question is no evidence itself: the semicolon of an entity, the padding of base64.
_ESCAPED: Final = lazy(r"&(?:amp;|#38;|#x26;)*[#\w]{1,32};|=\?[\w.:*-]{2,40}\?[bBqQ]\?[^?\n]{0,2000}\?=")
_ADDRESS: Final = lazy(r"(?:[a-z][a-z0-9+.-]{1,12}://|www\.|mailto:|\bdata:)", re.IGNORECASE)
_BREAKS: Final = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")  # as normalising will have them
_OPEN: Final = "\"'`“‘「『(（[【《〈<"
_SHUT: Final = "\"'`”’」』)）]】》〉>"


# Speaking of any of these, a text shows entities rather than suffering from them.
LESSON: Final = lazy(
    r"转义|轉義|跳脫|实体(?:字符|名|编号|引用|符)|字符实体|實體(?:字元|名)|字元實體|HTML ?实体"
    r"|空格符|不换行空格|不換行空格"
    r"|htmlspecialchars|html_entity|unescape|htmlentit|entit(?:y|ies)\b|escap(?:e|ing)\b",
    re.IGNORECASE,
)
HINT: Final = lazy(
    r"HTML|XML|标签(?![:：])|標籤(?![:：])|代码|代碼|程式碼|源码|字符|字元|编码|編碼|空格"
    r"|浏览器|瀏覽器|语法|語法|写成|寫成"
    r"|网页设计|CSS|JavaScript|php|unicode",
    re.IGNORECASE,
)


class Setting:
    """The surroundings of places in one text. Spans are code points, half-open."""

    __slots__ = ("_answers", "_ends", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text = text.translate(_BREAKS)
        self._answers: dict[tuple[int, int, str], bool] = {}
        blocks = []
        if "```" in text:
            blocks += [m.span() for m in _FENCE.finditer(text)]
        if "<" in text:
            blocks += [m.span() for m in _CODE_TAG.finditer(text)]
        blocks.sort()
        self._starts = [start for start, _ in blocks]
        self._ends = [end for _, end in blocks]

    def line(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a span on its own line, within reach."""
        left = self._text[max(0, start - _REACH) : start]
        right = self._text[end : end + _REACH]
        return left[left.rfind("\n") + 1 :], right.partition("\n")[0]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after a span within reach, on other lines too."""
        return self._text[max(0, start - _REACH) : start], self._text[end : end + _REACH]

    def shown(self, start: int, end: int) -> str:
        """A span as it stands."""
        return self._text[start:end]

    def is_code(self, start: int, end: int) -> bool:
        """Whether a span stands in a code block, between backticks, or in a line that looks like a statement."""
        k = bisect_right(self._starts, start) - 1
        if k >= 0 and end <= self._ends[k]:
            return True
        if "`" in self._text[max(0, start - _REACH) : start]:
            left, right = self.line(start, end)
            if left.count("`") % 2 == 1 and "`" in right:
                return True
        return self._holds(start, _CODE)

    def _holds(self, place: int, words: re.Pattern[str]) -> bool:
        """Whether the line of a place matches within reach; neighbours share the answer, which keeps a page linear."""
        low = place // _REACH * _REACH - _REACH
        first = max(low, self._text.rfind("\n", max(0, low), place) + 1, 0)
        last = self._text.find("\n", place, low + 3 * _REACH)
        last = low + 3 * _REACH if last < 0 else last
        key = first, last, words.pattern
        if key not in self._answers:
            cut = "" if last >= len(self._text) or self._text[last] == "\n" else "…"  # no end of a line
            self._answers[key] = words.search(_ESCAPED.sub(" ", self._text[first:last] + cut)) is not None
        return self._answers[key]

    def is_address(self, start: int, end: int) -> bool:
        """Whether a span is part of a URL, a path or a query."""
        left, right = self.line(start, end)
        word = re.search(r"[!-~]*\Z", left)
        before = word[0] if word else ""
        ahead = re.match(r"[!-~]*", right)
        after = ahead[0] if ahead else ""
        if _ADDRESS.search(before) or "/" in before or "\\" in before:
            return True
        return before.endswith(("=", "?", "&", "#")) or after.startswith(("/", "&", "=", "?"))

    def is_shown(self, start: int, end: int) -> bool:
        """Whether a span is all that stands between two quotation marks or brackets, or in a table cell."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return bool(before and after and before in _OPEN and after in _SHUT)

    def mentions(self, start: int, words: re.Pattern[str]) -> bool:
        """Whether the line of a span speaks of such things, within reach."""
        return self._holds(start, words)
