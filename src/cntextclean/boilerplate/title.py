# ruff: noqa: E501  (word lists are easier to read on one line)
"""Which line above an article is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from ..metadata.dates import DAY, find_days
from ..metadata.title import title_range
from .line_rules import NUMBERED, Line
from .sorting import HEADER, Decision

__all__ = ["find_heading", "find_title"]

TITLE = "layout.title"

_ABOVE = 12  # lines above the article in which its title is looked for
_HEADS = 60  # lines above the article that may repeat it
_INTO = 3  # lines of the article before its first sentence, of which one may be the title
_BODY = 3000  # characters of the article that are compared with a title
_LONGEST = 70
_LIKE = 0.35  # a top line that shares so many pairs of characters with the article is its title, however far above
_TOP = 3  # lines at the very top of a page, of which one may be what the browser shows as its title
_LEAST, _LEAST_KEPT = 0.25, 0.5  # how much has to speak for a line
_MAIN = 1.7  # a line for which so much speaks, straight above the title, is the title
_SHORT = 9
_GIVEN_UP = 0.8  # less is said for a line of the text, which loses it
_PARAGRAPH = 40

# What a line begins with, ends in or has inside that is no title
_NO_START = re.compile(
    r"(?:您|你|当前|现在).{0,4}位置|(?:原标题|标题|来源|作者|编辑|责编|摘要|导读|核心提示|提示|注|附|发文字号|索引号|文号):|[^一-鿿]{0,4}/"
    r"|[^一-鿿]{0,3}(?:欢迎|登录|注册|搜索|请|本站|正在|点击|返回|上一|下一|订阅|立刻|立即|免费|更多|相关|推荐|热门|最新).{0,14}$"
    r"|.{0,14}(?:人民政府|门户网站|官网|网站|论坛|频道|在线|社区|博客|百科|新闻网|日报|晚报)$"
    r"|[一-鿿·]{2,4}(?:[、\s]{1,2}[一-鿿·]{2,4}){0,3}$|[^一-鿿]*$"
)
_NO_END = frozenset(":;,、。")
_NO_INSIDE = re.compile(
    r"https?:|www\.|\bblog\b|[0-9]:[0-9]{2}|记者[\s:]|[:,]\s?[“「『][^”」』]*[。!?,;…]|[。!?,;…][”」』]|>.*>|\|.*\|.*\||│"
)
_TITLED = re.compile(r"[标题]\s{0,8}[题目]\s?:")
_SHORTEST = 4
_CHAPTER = re.compile(r"第[一二三四五六七八九十百千零0-9]{1,6}[章节回卷集]")
_PATH = frozenset("/>»→|")  # before a word that a path to the page names
_HEADER = frozenset({"byline", "date", "source"})


def find_title(lines: Sequence[Line], kept: Sequence[int], free: Sequence[int]) -> dict[int, Decision]:
    """The title and its copies, by line, on a page that has furniture.

    kept: the lines of the article. free: lines above it that were dropped for no rule of their own.
    """
    inside = _opening(lines, kept)
    above = [i for i in free if i < _TOP or i in free[-_ABOVE:]]
    page = _Page(lines, kept, inside, above)
    worth = {i: page.worth(i) for i in above if _may_be(lines[i])}
    worth |= {i: page.worth(i) - _GIVEN_UP for i in inside if _may_be(lines[i])}
    title = max(worth, key=lambda i: worth[i], default=-1)
    if title < 0 or worth[title] < (_LEAST_KEPT if title in inside else _LEAST):
        return {}
    if worth.get(title - 1, 0.0) >= _MAIN and title - 1 in above and len(lines[title - 1].text) >= _SHORT:
        title -= 1  # and the line below it is a second title
    found = {title: Decision("title", None, TITLE)}
    text = _core(lines[title].text)
    for i in free:
        if i < title and lines[i].text.endswith(text):
            found[i] = Decision(None, "spam" if lines[i].text != text else "nav", "layout.title-prefix")
    return found


def find_heading(lines: Sequence[Line], kept: Sequence[int]) -> dict[int, Decision]:
    """The title of a text without furniture, where it is sure: the first line stands there twice, for the browser and
    over the article, or the second line says when it was published."""
    if len(kept) < 3 or not _may_be(lines[kept[0]]):
        return {}
    title, following = lines[kept[0]], lines[kept[1]]
    named = {kept[0]: Decision("title", None, TITLE)}
    if len(title.text) >= 6 and len(kept) > 3 and _core(title.text) == following.text:
        return named
    stated = following.role in _HEADER and any(find_days(following.text, labelled=True))
    if stated and len(title.text) >= 6 and any(len(lines[i].text) >= _PARAGRAPH for i in kept[2:6]):
        return named | {kept[1]: Decision(following.role, None, HEADER)}
    return {}


def _may_be(line: Line) -> bool:
    if len(line.text) > 3 * _LONGEST:
        return False
    text = _core(line.text)
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return _is_chapter(text) or not (text[-1] in _NO_END or _NO_START.match(text) or _NO_INSIDE.search(text))


def _is_chapter(text: str) -> bool:
    return _CHAPTER.match(text) is not None and len(_CHAPTER.findall(text)) == 1 and text[-1] not in "。:,;"


def _opening(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """The first lines of the article, up to its first sentence."""
    found = []
    for i in kept[:_INTO]:
        text = lines[i].text
        if len(text) > _LONGEST or text[-1] in "。;,:" or (NUMBERED.match(text) and not _is_chapter(text)):
            break
        found.append(i)
    return found if len(found) < len(kept) else []


@lru_cache(maxsize=1 << 10)
def _core(text: str) -> str:
    start, end = title_range(text)
    return text[start:end]


class _Page:
    """What the title is judged by: the lines round it, their copies further up, and the words of the article."""

    def __init__(self, lines: Sequence[Line], kept: Sequence[int], inside: list[int], above: list[int]) -> None:
        self.lines = lines
        self.first = kept[0]
        self.topmost = not above  # nothing but sure furniture stands over the article
        last = inside[-1] if inside else self.first
        heads = sorted({*range(min(_TOP + 1, last + 1)), *range(max(last - _HEADS, 0), last + 1)})
        squeezed = [_squeeze(lines[i].text) for i in heads]
        starts = accumulate((len(head) + 1 for head in squeezed), initial=1)
        self.places = {i: (start, start + len(head)) for i, start, head in zip(heads, starts, squeezed, strict=False)}
        self.heads = "\n" + "\n".join(squeezed)
        body = [lines[i].text for i in kept[: _BODY // 20] if i not in inside]
        self.body = "\n".join(body)[:_BODY]
        self.distance = dict.fromkeys(inside, 0)
        below = sum(len(lines[i].text) > _SHORTEST for i in inside)
        for i in reversed(above):
            self.distance[i] = below
            below += len(lines[i].text) > _SHORTEST

    def worth(self, i: int) -> float:
        """How much speaks for a line."""
        line = self.lines[i]
        text = _core(line.text)
        shared = self._shared(text)
        value = 0.5 * (len(text) >= _SHORT) + 1.2 * (_TITLED.match(line.text) is not None) + 1.6 * shared + self._above_header(i)
        value += 1.5 * min(len(text) / 9, 1.0) * self._copied(i, text)
        value += 0.5 * (i == self.first and self.topmost) + 0.7 * ((i == 0 and shared >= _LIKE) or _is_chapter(text))
        if i >= _TOP or shared < _LIKE or len(text) < _SHORT:
            value -= 0.3 * min(self.distance[i], 8)
        value -= 1.2 * ("bullet" in line.marks) + 1.5 * ("\t" in text or len(_WIDE.findall(text)) > 2)
        return value - 0.8 * text.endswith(("...", "…")) - 1.0 * text.startswith(("—", "-"))

    def _copied(self, i: int, text: str) -> bool:
        """Whether it stands on the page twice, for instance with the site's name behind it."""
        core = _squeeze(text)
        own, end = self.places.get(i, (0, 0))
        at = self.heads.find(core)
        while at >= 0:
            before = self.heads[at - 1]
            if not own <= at < end and (before == "\n" or (len(core) >= 6 and before not in _PATH)):
                return True
            at = self.heads.find(core, at + 1)
        return False

    def _above_header(self, i: int) -> float:
        """How near below it a line says who wrote the article and when."""
        after = self.lines[i + 1 : min(i + 4, self.first + _INTO + 1)]
        return next((1.2 - 0.3 * k for k, line in enumerate(after) if line.role in _HEADER or _dated(line)), 0.0)

    def _shared(self, text: str) -> float:
        """Which share of its pairs of characters the article has as well."""
        pairs = [a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿"]
        return sum(pair in self.body for pair in pairs) / len(pairs) if pairs else 0.0


def _dated(line: Line) -> bool:
    return len(line.text) <= 60 and DAY.match(line.text) is not None


_WIDE = re.compile(r"\s{2,}|\s[|·/]\s")


def _squeeze(text: str) -> str:
    return "".join(text.split())
