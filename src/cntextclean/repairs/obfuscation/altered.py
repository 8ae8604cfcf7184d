"""Find alterations that have no single answer, so that they can be counted.

Nothing is changed here: style, evasion and spinning are for whoever judges the page.

See docs/damage.md, Found and counted, not undone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ...alignment import Span
from ...page import Page
from ...page.characters import CharClass, Classes
from ...patterns import lazy

__all__ = ["find_altered", "locate_altered"]

# rule altered.martian-script: a text in look-alikes and rare characters (火星文); counted and left as it is
MARTIAN: Final = "altered.martian-script"
# rule altered.ad-evasion: a trade word spelled to evade filters: 薇信; counted and left as it is
EVASION: Final = "altered.ad-evasion"
# rule altered.synonym-spin: words exchanged for synonyms by a program; counted and left as it is
SPUN: Final = "altered.synonym-spin"
# rule altered.flattened-ruby: readings of Japanese put behind their words; counted and left as it is
RUBY: Final = "altered.flattened-ruby"
# rule altered.keyword-line: a line of keywords for search engines; counted and left as it is
KEYWORDS: Final = "altered.keyword-line"

# A character that makes the word worth looking for, and the word.
_EVASIONS: Final = (
    ("薇", "(?<![蔷薔采紫])薇[信芯](?!步)"),
    ("葳", "葳[信芯]"),
    ("扣", "扣扣(?=[号號群:：0-9])"),
    ("菜", "时时菜"),
    ("琪", "[一上本每]琪开"),
)
_SPINS: Final = ("只有一项为哪一项", "项为哪一项符合", "说真的步", "我们这篇文章", "我們這篇文章", "〔非选择题〕两局部")
_RUBY: Final = lazy("[\u4e00-\u9fff]{1,4}[\u3041-\u3096]{2,8}(?=[\u4e00-\u9fffA-Za-z0-9])")
_JAPANESE: Final = lazy("(?:です|ます|した|して|する|から|など|という|には|では|[のをはがにでと][\u4e00-\u9fff])")
_KEYWORD: Final = lazy(
    "久久|精品|国产|國產|欧美|歐美|亚洲|亞洲|日韩|日韓|[一二三]区|[一二三]區|无码|無碼|中文字幕|成人|人妻|熟女|看片|做爰|激情|黄色|免费观看"
    "|六合彩|时时彩|赛车pk|博彩|娱乐城|百家乐|棋牌|av"
)
_LINES: Final = 3  # such a line stands first
_KEYWORDS: Final = 4


def find_altered(page: Page) -> dict[str, int]:
    """How often each kind of alteration that cannot be undone was found, by rule id. Cheap on clean text."""
    return dict(Counter(rule for _, rule in locate_altered(page)))


def locate_altered(page: Page) -> Iterator[tuple[Span, str]]:
    """The alterations that cannot be undone, as (span, rule), kind by kind. Spans are code points, half-open."""
    text, classes = page.text, page.classes
    yield from _keyword_lines(text)
    yield from _words(text)
    if classes.present & CharClass.MARTIAN:
        places = classes.positions(CharClass.MARTIAN)
        if len({text[i] for i in places}) >= 2:
            yield from ((Span(i, i + 1), MARTIAN) for i in places)
    if classes.present & CharClass.KANA:
        yield from _rubies(text, classes)


def _words(text: str) -> Iterator[tuple[Span, str]]:
    for char, word in _EVASIONS:
        if char in text:
            yield from ((Span(*m.span()), EVASION) for m in re.finditer(word, text))
    if "项为" in text or "这篇" in text or "這篇" in text or "说真" in text or "两局" in text:
        for phrase in _SPINS:
            yield from ((Span(*m.span()), SPUN) for m in re.finditer(phrase, text))


def _rubies(text: str, classes: Classes) -> Iterator[tuple[Span, str]]:
    """Kana poured between hanzi of a text that is not Japanese."""
    kana = classes.count(CharClass.KANA)
    if (kana * 3 > classes.size and classes.size > 40) or _JAPANESE.search(text):
        return
    yield from ((Span(*m.span()), RUBY) for m in _RUBY.finditer(text))


def _keyword_lines(text: str) -> Iterator[tuple[Span, str]]:
    """A first line that is made of search words of the trade, joined by marks that no sentence has."""
    start = 0
    for _ in range(_LINES):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 300)]
        if "。" not in line and len(_KEYWORD.findall(line)) >= _KEYWORDS and len(line) < 200:
            yield Span(start, end), KEYWORDS
        start = end + 1
        if start >= len(text):
            return
