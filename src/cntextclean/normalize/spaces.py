"""Close the gaps that old line ends and letter-spaced headings left between Chinese characters (尤 其, 规 范 性).

Menus, name lists, poems and table rows have such spaces for a reason. What tells them apart is whether the two
characters follow each other more readily than a line would end after the one and another begin with the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from ..alignment import Edit
from ..config import Config
from ..models.bigrams import Bigrams, bigrams
from ..page import Page
from ..patterns import lazy

__all__ = ["close_gaps"]

# rule characters.gap: blanks between the characters of a word
RULE: Final = "characters.gap"
_HANZI: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_GAP: Final = lazy(f" {{1,2}}(?=[{_HANZI}])")
_LEFT: Final = lazy(f"[{_HANZI}]")
_CHAPTER: Final = lazy("第?[一二三四五六七八九十百零〇\\d]+[章节節回卷篇部集讲講课課条條款项項] *$")
# One by one on purpose: 大 中 小, 甲 乙 丙 丁, 春 夏 秋 冬, 东 南 西 北.
_SERIES: Final = frozenset(
    "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬东東南西北大中小上下左右前后後"
    "男女是否有无無年月日时時分秒一二三四五六七八九十金木水火土"
    "风風云雲雨雷电電梅兰蘭竹菊松红紅橙黄黃绿綠青蓝藍紫黑白酸甜苦辣咸鹹喜怒哀乐樂琴棋书書画畫诗詩酒花柴米油盐鹽酱醬醋茶"
    "福禄祿寿壽财財鼠牛虎兔龙龍蛇马馬羊猴鸡雞狗猪豬宫宮商角徵羽生旦净淨末丑笔筆墨纸紙砚硯"
)
_SURE: Final = 11.0
_BESIDE_SINGLE: Final = 8.0
_IN_PROSE: Final = 7.5
_IN_CHAIN: Final = 4.0
_ROW: Final = 3  # gaps
_ROW_MEAN: Final = 6.0
_DENSE: Final = 4  # characters to a gap, the gap included: a line of words or of single characters
_NAMES: Final = 4  # characters
_FEW: Final = 2
_FUNCTION: Final = frozenset("的了是在和与我你他她它这那有也都就不没要会对为从把被到说着过个一之其而且但及或")
_SURNAMES: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋"
    "蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍"
    "史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯"
)


class Gap(NamedTuple):
    """A gap: where it is, how well its two sides go together, and how long the words on both sides are."""

    start: int
    end: int
    line: int
    score: float
    before: int
    after: int


def close_gaps(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that close the gaps of a text outside its code. Idempotent; linear."""
    return page.outside_code(_gaps(page.text)) if " " in page.text and config.allows(RULE) else ()


def _gaps(text: str) -> Iterator[Edit]:
    found = (m.span() for m in _GAP.finditer(text) if m.start() and _LEFT.match(text[m.start() - 1]))
    for line, group in groupby(found, key=lambda span: text.rfind("\n", 0, span[0]) + 1):
        end = text.find("\n", line)
        yield from _close(text, line, end if end >= 0 else len(text), list(group))


def _close(text: str, line: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Edit]:
    """Edits for the gaps of one line."""
    content = text[line:end]
    if "\t" in content.strip() or "|" in content:  # cells of a table
        return
    prose = "，" in content or "。" in content or "," in content
    if not prose and len(spans) > 3 and not _has_singles(text, spans):
        return
    model = bigrams()
    gaps = [_gap(text, span, (line, end), model) for span in spans]
    closed = [_is_damage(text, gap, prose) for gap in gaps]
    for i, gap in enumerate(gaps):
        beside = (i and closed[i - 1] and gaps[i - 1].end == gap.start - 1) or (
            i + 1 < len(gaps) and closed[i + 1] and gap.end + 1 == gaps[i + 1].start
        )
        if beside and not closed[i] and gap.score >= _IN_CHAIN:
            closed[i] = True
    _close_rows(gaps, closed)
    if len(gaps) >= _ROW and len(content) <= _DENSE * (len(gaps) + 1):  # wholly or not at all
        closed = [_is_segmented(content) or (all(closed) and not _names(text, gaps))] * len(gaps)
    if _series(text, gaps):
        return
    for gap, close in zip(gaps, closed, strict=True):
        if close:
            yield Edit(gap.start, gap.end, "", RULE)


def _is_segmented(line: str) -> bool:
    """Whether a line is a sentence cut into words by a program: words that no list has stand alone in it."""
    words = line.split(" ")
    return sum(word in _FUNCTION for word in words) >= _FEW and line.rstrip()[-1] in "。！？；，"


def _names(text: str, gaps: list[Gap]) -> bool:
    """Whether a row of single characters is names, each set as wide as one of three characters: 王 强 李 娜."""
    chars = [text[gaps[0].start - 1], *(text[gap.end] for gap in gaps)]
    apart = all(a.end + 1 == b.start for a, b in pairwise(gaps))
    return apart and len(chars) >= _NAMES and len(chars) % 2 == 0 and all(char in _SURNAMES for char in chars[::2])


def _close_rows(gaps: list[Gap], closed: list[bool]) -> None:
    """Close every gap of a row of single characters that go together well as a whole: 规 范 性 引 用 文 件."""
    start = 0
    for i in range(1, len(gaps) + 1):
        if i < len(gaps) and gaps[i - 1].end + 1 == gaps[i].start:
            continue
        scores = [gap.score for gap in gaps[start:i]]
        if len(scores) >= _ROW and sum(scores) >= _ROW_MEAN * len(scores) and max(scores) >= _SURE:
            closed[start:i] = [True] * len(scores)
        start = i


def _has_singles(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a character stands alone between two gaps."""
    return any(a[1] + 1 == b[0] for a, b in pairwise(spans))


def _gap(text: str, span: tuple[int, int], line: tuple[int, int], model: Bigrams) -> Gap:
    start, end = span
    left, right = text[start - 1], text[end]
    score = model.logp(left, right) - model.logp("", right) - model.logp(left, "\n")
    before = start - max(text.rfind(" ", line[0], start) + 1, line[0])
    after = text.find(" ", end, min(line[1], end + 9))
    return Gap(start, end, line[0], score, before, (after if after >= 0 else min(line[1], end + 9)) - end)


def _is_damage(text: str, gap: Gap, prose: bool) -> bool:
    if gap.score >= _SURE:
        needed = _SURE
    elif gap.before == 1 or gap.after == 1:
        needed = _BESIDE_SINGLE
    elif prose:
        needed = _IN_PROSE
    else:
        return False
    return gap.score >= needed and not _CHAPTER.search(text, max(gap.line, gap.start - 8), gap.start)


def _series(text: str, gaps: list[Gap]) -> bool:
    """Whether the characters beside the gaps are counted off one by one."""
    beside = {text[gap.start - 1] for gap in gaps} | {text[gap.end] for gap in gaps}
    return len(gaps) > 1 and beside <= _SERIES
