
"""Which line above an article is its title."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from operator import mul
from typing import NamedTuple

from ..errors import RuleError
from ..metadata.dates import DAY, find_days
from ..metadata.title import title_range
from ..patterns import lazy
from .line_rules import NUMBERED, Line
from .sorting import HEADER, Decision

__all__ = ["COLUMNS", "Candidates", "find_heading", "find_headings", "find_title"]

# rule layout.title: the title of the page
TITLE = "layout.title"

_ABOVE = 16  # lines above the article in which its title is looked for
_HEADS = 60  # lines above the article that may repeat it
_INTO = 8  # lines of the article before its first sentence, of which one may be the title
_BODY = 3000  # characters of the article that are compared with a title
_LONGEST = 90  # characters of a title
_TOP = 3  # lines at the very top of a page, of which one may be what the browser shows as its title
_FARTHEST = 12  # lines between title and article: so many count as many more do
_SHORTEST_COPY = 9  # characters: a shorter line may be the last word of a title by chance
_PARAGRAPH = 40

# What a line begins with, ends in or has inside that is no title
_NO_START = lazy(
    r"(?:您|你|当前|现在).{0,4}位置|(?:原标题|标题|来源|作者|编辑|责编|摘要|导读|核心提示|提示|注|附|发文字号|索引号|文号):|[^一-鿿]{0,4}/"
    r"|[^一-鿿]{0,3}(?:欢迎|登录|注册|搜索|请|本站|正在|点击|返回|上一|下一|订阅|立刻|立即|免费|更多|相关|推荐|热门|最新).{0,14}$"
    r"|.{0,14}(?:人民政府|门户网站|官网|网站|论坛|频道|在线|社区|博客|百科|新闻网|日报|晚报)$"
    r"|[一-鿿·]{2,4}(?:[、\s]{1,2}[一-鿿·]{2,4}){0,3}$|[^一-鿿]*$"
)
_NO_END = frozenset(":;,、。")
_NO_INSIDE = lazy(
    r"https?:|www\.|\bblog\b|[0-9]:[0-9]{2}|记者[\s:]|[:,]\s?[“「『][^”」』]*[。!?,;…]|[。!?,;…][”」』]|>.*>|\|.*\|.*\||│"
)
_TITLED = lazy(r"[标题]\s{0,8}[题目]\s?:")
_SHORTEST = 4
_HANZI = lazy("[一-鿿]")
_SECOND = ("—", "──", "--")  # a second title begins with a dash
_CHAPTER = lazy(r"第[一二三四五六七八九十百千零0-9]{1,6}[章节回卷集]")
_PATH = frozenset("/>»→|")  # before a word that a path to the page names
_HEADER = frozenset({"byline", "date", "source"})


def find_title(lines: Sequence[Line], kept: Sequence[int], free: Sequence[int]) -> dict[int, Decision]:
    """The title and its copies, by line, on a page that has furniture.

    kept: the lines of the article. free: lines above it that were dropped for no rule of their own.
    """
    page = Candidates(lines, kept, free)
    weights = _weights()
    worth = {i: sum(map(mul, weights.of_line, page.features(i))) for i in page.rows}
    title = max(worth, key=lambda i: worth[i], default=-1)
    if title < 0 or worth[title] < weights.none:
        return {}
    given = _core(lines[title].text)
    # a copy of it that has no name of a site or of a casino before it is the title itself
    bare = [i for i in page.rows if i not in {title, *page.inside} and len(_core(lines[i].text)) >= _SHORTEST_COPY]
    title = next((i for i in bare if given != _core(lines[i].text) and given.endswith(_core(lines[i].text))), title)
    found = {title: Decision("title", None, TITLE)}
    text = _core(lines[title].text)
    for i in free:
        if i < title and lines[i].text.endswith(text):
            # rule layout.title-prefix: a copy of the title behind the name of a site or of a channel
            found[i] = Decision(None, "spam" if lines[i].text != text else "nav", "layout.title-prefix")
    return found


def find_heading(lines: Sequence[Line], kept: Sequence[int]) -> dict[int, Decision]:
    """The title of a text without furniture, where it is sure: the first line stands there twice, for the browser and
    over the article, or the second line says when it was published."""
    if len(kept) < 3 or not _is_sure(lines[kept[0]]):
        return {}
    title, following = lines[kept[0]], lines[kept[1]]
    named = {kept[0]: Decision("title", None, TITLE)}
    if len(title.text) >= 6 and len(kept) > 3 and _core(title.text) == following.text:
        return named
    stated = following.role in _HEADER and any(find_days(following.text, labelled=True))
    if stated and len(title.text) >= 6 and any(len(lines[i].text) >= _PARAGRAPH for i in kept[2:6]):
        return named | {kept[1]: Decision(following.role, None, HEADER)}
    return {}


def find_headings(lines: Sequence[Line], kept: Sequence[int]) -> dict[int, Decision]:
    """All that `find_heading` names one after the other, where no line that is kept could be furniture: then nothing
    else changes when a title goes, and a page that is one line many times is read once."""
    named: dict[int, Decision] = {}
    while found := find_heading(lines, kept[len(named) : len(named) + _INTO]):
        named |= found
    return named


def _may_be(line: Line) -> bool:
    """Whether a line is as long as titles are, and more than a number."""
    if len(line.text) > 3 * _LONGEST:
        return False
    text = _core(line.text)
    return 2 <= len(text) <= _LONGEST and any(map(str.isalpha, text)) and not text.startswith(_SECOND)


def _is_sure(line: Line) -> bool:
    """Whether nothing in a line speaks against a title."""
    text = _core(line.text)
    if not (_may_be(line) and len(text) >= _SHORTEST):
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


COLUMNS = (
    "short", "wordy", "long", "too long", "labelled", "chapter", "copied", "header next", "header near", "shared",
    "shared and near", "top", "first of page", "distance", "kept", "kept distance", "bullet", "dots", "sentence",
    "stop", "menu-like", "no title inside", "wide", "no hanzi", "numbered", "dated", "before prose", "original",
)  # fmt: skip
"""What the title is judged by, in the order of `Candidates.features`."""


class Weights(NamedTuple):
    """What each of COLUMNS says for a title, and how much has to be said for a line. Trained: tools/train_title.py."""

    of_line: tuple[float, ...]
    none: float


@lru_cache(maxsize=1)
def _weights() -> Weights:
    """The weights of the package. Raises RuleError where they are for other columns."""
    data = json.loads(files("cntextclean._data").joinpath("title.json").read_text(encoding="utf-8"))
    if (*data["weights"],) != COLUMNS:
        raise RuleError(f"the weights are for the columns {', '.join(data['weights'])}", file="title.json", rule="")
    return Weights(tuple(data["weights"].values()), data["none"])


class Candidates:
    """The lines that may be the title, and what they are judged by: the lines round them, their copies further up, and
    the words of the article."""

    def __init__(self, lines: Sequence[Line], kept: Sequence[int], free: Sequence[int]) -> None:
        self.lines = lines
        self.inside = frozenset(_opening(lines, kept))
        above = [i for i in free if i < _TOP or i in free[-_ABOVE:]]
        self.rows = [i for i in (*above, *sorted(self.inside)) if _may_be(lines[i])]
        last = max(self.inside, default=kept[0])
        heads = sorted({*range(min(_TOP + 1, last + 1)), *range(max(last - _HEADS, 0), last + 1)})
        squeezed = [_squeeze(lines[i].text) for i in heads]
        starts = accumulate((len(head) + 1 for head in squeezed), initial=1)
        self.places = {i: (start, start + len(head)) for i, start, head in zip(heads, starts, squeezed, strict=False)}
        self.heads = "\n" + "\n".join(squeezed)
        self.body = "\n".join(lines[i].text for i in kept[: _BODY // 20] if i not in self.inside)[:_BODY]
        self.prose = next((i for i in kept if i not in self.inside), last + 1)

    def features(self, i: int) -> list[float]:
        """The numbers of COLUMNS for a line."""
        line = self.lines[i]
        text, raw = _core(line.text), line.text
        shared, inside = self._shared(text), i in self.inside
        between = sum(len(other.text) >= _SHORTEST for other in self.lines[i + 1 : self.prose])
        distance = min(between, _FARTHEST) / _FARTHEST
        header = self._header_below(i)
        return [
            len(text) < 6, len(text) >= 9, len(text) > 36, len(text) > 56, _TITLED.match(raw) is not None,
            _is_chapter(text), self._copied(i, text), header == 1, 1 < header <= 4, shared, shared * (1 - distance),
            i < _TOP, i == 0, distance, inside, inside * distance, "bullet" in line.marks, text.endswith(("...", "…")),
            text[-1] in "!?。", text[-1] in _NO_END, _NO_START.match(text) is not None,
            _NO_INSIDE.search(text) is not None, "\t" in text or len(_WIDE.findall(text)) > 2,
            _HANZI.search(text) is None, NUMBERED.match(text) is not None, _dated(line),
            i + 1 == self.prose, raw.startswith("原创"),
        ]  # fmt: skip

    def _header_below(self, i: int) -> int:
        """How many lines below it a line says who wrote the article and when; 0 if none near it does."""
        after = self.lines[i + 1 : min(i + 5, self.prose)]
        return next((k for k, line in enumerate(after, 1) if line.role in _HEADER or _dated(line)), 0)

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

    def _shared(self, text: str) -> float:
        """Which share of its pairs of characters the article has as well."""
        pairs = [a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿"]
        return sum(pair in self.body for pair in pairs) / len(pairs) if pairs else 0.0


def _dated(line: Line) -> bool:
    return len(line.text) <= 60 and DAY.match(line.text) is not None


_WIDE = lazy(r"\s{2,}|\s[|·/]\s")


def _squeeze(text: str) -> str:
    return "".join(text.split())
