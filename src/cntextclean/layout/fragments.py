"""Advertisement and watermarks inside lines that are otherwise content, cut out with the sentence left whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..alignment import Edit
from ..config import Config
from .fold import fold
from .rulebook import rulebook

__all__ = ["cut_fragments"]

# Something of this kind stands in every fragment: text without any of it is not looked at again.
_GATE = re.compile(
    "www|http|微信|qq|vx|v信|薇信|威信|扣扣|企鹅|公众|订阅|二维码|网络|互联网|本文|文章|以上内容|原文|该文|此文|热线|咨询|致电|来电"
    "|本站|记住|域名|网址|最新章节|本章|弹窗|更新|无错|免费阅读|月票|推荐票|手打|收藏|手机|展开|全文|查看|详细|详情|更多|[`^#@~*][一-鿿]"
)
_LONGEST = 20_000  # characters: a longer line is a list of words, not a paragraph somebody wrote


def cut_fragments(text: str, config: Config) -> Iterable[Edit]:
    """Deletions of advertising fragments inside lines; a line that is nothing else is left for `label`.

    Offsets are code points. Idempotent.
    """
    folded = fold(text)
    found = _GATE.search(folded)
    while found is not None:
        start = folded.rfind("\n", 0, found.start()) + 1
        end = folded.find("\n", found.start())
        end = len(folded) if end < 0 else end
        if end - start <= _LONGEST:
            yield from _cut_line(folded[start:end], start, config)
        found = _GATE.search(folded, end)


def _cut_line(line: str, offset: int, config: Config) -> Iterator[Edit]:
    """Deletions in one line, searched for again in what they leave until nothing is found."""
    rules: dict[int, str] = {}  # position -> the rule that deletes it
    places = list(range(len(line)))
    left = line
    while True:
        found = list(_find(left, config))
        if not found:
            break
        for start, end, rule in reversed(found):
            rules.update(dict.fromkeys(places[start:end], rule))
            del places[start:end]
        left = "".join(line[i] for i in places)
    yield from _runs(rules, offset)


def _runs(rules: dict[int, str], offset: int) -> Iterator[Edit]:
    """One deletion for each run of positions that the same rule deletes."""
    previous = start = -1
    for place in [*sorted(rules), -1]:
        if previous >= 0 and (place != previous + 1 or rules[place] != rules[previous]):
            yield Edit(offset + start, offset + previous + 1, "", rules[previous])
            start = place
        elif previous < 0:
            start = place
        previous = place


def _find(line: str, config: Config) -> Iterator[tuple[int, int, str]]:
    """Fragments of a folded line, except one that is all of it."""
    for start, end, rule in rulebook("fragments").search(line):
        if config.allows(rule.id) and line[start:end].strip() != line.strip():
            yield start, end, rule.id
