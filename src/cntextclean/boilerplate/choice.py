"""What the labeller chose and the page it stands on, in numbers: what tells an article from a thread, and both from a
page that has neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..patterns import lazy
from . import repeats
from .features import COLUMN, Page, columns_of
from .line_rules import Line
from .scores import Scores, chance

__all__ = ["COLUMNS", "describe_choice"]

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

_COUNTED = ("login", "comment", "thread", "related", "stamp", "bullet", "numbered")
_MEANS = (
    "bullet", "stamp", "numbered", "build", "ending", "opening", "copies", "alike", "overlap", "functions",
    "digit_share", "latin_share", "main", "main_overlap", "links", "sell", "talk", "meta", "colon", "space_share",
    "separator_share", "blank_before", "title_share",
)  # fmt: skip
_PAGE = (
    "lines", "size", "mean_size", "short_share", "ruled_share", "headers", "notices", "sentences", "sentence_share",
    "sentence_size_share", "several", "several_size_share", "cut", "cut_share", "buttons", "button_share", "pagers",
    "titles", "title_line_share", "run_size", "run_lines", "newest_first", "dated",
    *(f"{name}.{part}" for part in ("count", "share") for name in _COUNTED),
)  # fmt: skip
_TITLE = ("title_size", "title_again", "title_near", "title_inside")
_CHOSEN = (
    "size", "size_share", "lines", "line_share", "sentences", "sentence_share", "sentence_size",
    "sentence_size_share", "longest", "mean_size", "size_vary", "cut_share", "cut_size_share", "cut", "end_share",
    "title_share_of_lines", "several_share", "several_size", "several", "alone", "islands", "largest", "largest_share",
    "island_mean", *(f"{name}.mean" for name in _MEANS),
)  # fmt: skip
_SCORED = (
    "best", "best3", "mean", "kept_chance", "left_chance", "first", "last", "agreement", "guess", "guess_median",
    "post_size", "posts_kept", "kept_posts", "post_runs", "post_mean", "post_unsure",
)  # fmt: skip
COLUMNS = (
    *_PAGE, *_TITLE, *(f"chosen.{name}" for name in _CHOSEN), *(f"scored.{name}" for name in _SCORED),
    *(f"repeats.{name}" for name in repeats.COLUMNS),
)  # fmt: skip
"""What is measured, in order."""

_BUTTON = lazy(
    r"[\[(【]?(?:阅读全文|阅读更多|查看更多|查看详情|查看全文|继续阅读|更多|详细|详情|全文|read more|continue reading"
    r"|more|加入购物车|立即购买|立即查看|点击查看|加载更多|显示全部|展开全文|下载)[\])】]?\s?[.»>→]{0,3}"
)
_PAGER = lazy(
    r"(?:首页\s*)?上一页.{0,40}下一页|下一页|尾页|末页|共\s?[0-9]+\s?[条页个]|第\s?[0-9]+\s?/\s?[0-9]+\s?页"
    r"|[0-9](?: [0-9])+ ?(?:\.{3}|…)? ?[0-9]*|12345[0-9]*.{0,6}|找到.{0,8}[0-9]+.{0,6}结果|next.{0,3}"
)
_CUT = lazy(r"(?:\.\.|…)[^。!?]{0,8}|[\[(【](?:详细|详情|全文|阅读全文|更多|查看)[\])】]")
_DAY = lazy(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:\s{1,3}([0-9]{1,2}):([0-9]{2}))?")
_AGO = lazy(r"([0-9]{1,3})\s?个?(分钟|小时|天|周|月|年)前")
_MINUTES = {"分钟": 1, "小时": 60, "天": 1440, "周": 10080, "月": 43200, "年": 525600}
_PARTS = lazy(r"\s?[-_|–—·]\s?|\s{2,}")  # between the headline and the site's name in a browser's title
_BUTTON_SIZE, _PAGER_SIZE, _CUT_SIZE, _DATED_SIZE = 14, 60, 12, 160  # characters
_SHORT = 20  # characters of a line that is a word of a menu, or little more
_CLAUSE, _SENTENCE = 10, 18  # characters of a line that ends a sentence, or has one in it
_TITLE_SIZES = 6, 45  # characters of a headline
_NEAR = 12  # lines between a headline and its article
_GAP = 2  # lines between two parts of one text


class Flagged(NamedTuple):
    """What every line of a page is: a sentence, several of them, a text that was cut off, a headline perhaps."""

    size: Floats
    sentence: Flags
    several: Flags
    cut: Flags
    title: Flags
    end: Flags


def describe_choice(lines: Sequence[Line], page: Page, scores: Scores, kept: Flags, guesses: Floats) -> Floats:
    """One row, with COLUMNS. kept: the lines that were chosen. guesses: the F1 guessed of each candidate."""
    flags = _flags(lines, page)
    posts = scores.post > 0
    return np.concatenate([
        _of_page(lines, page, flags), _of_title(lines, kept), _of_chosen(page, flags, kept),
        _scored(flags.size, scores, kept, guesses), repeats.describe_repeats(lines, page, kept, posts),
    ]).astype(np.float32)  # fmt: skip


def _flags(lines: Sequence[Line], page: Page) -> Flagged:
    base, size = page.base, page.sizes.astype(np.float32)
    plain = np.array([line.rule is None and line.role is None for line in lines])
    marks = np.rint(np.expm1(base[:, COLUMN["ends"]]))
    end = (base[:, COLUMN["final_end"]] > 0) & (size >= _CLAUSE)
    cut = np.array([len(line.text) >= _CUT_SIZE and _is_cut(line.text) for line in lines])
    closed = base[:, columns_of(("final_end", "final_dots", "final_colon"))].any(axis=1)
    title = plain & ~closed & (size >= _TITLE_SIZES[0]) & (size <= _TITLE_SIZES[1])
    return Flagged(size, end | ((marks > 0) & (size >= _SENTENCE)), marks >= 2, cut, title, end)


def _is_cut(text: str) -> bool:
    """Whether a line breaks off, or ends with the button that leads to the rest."""
    tail = text[-14:]
    if "…" not in tail and ".." not in tail and tail[-1] not in "])】":
        return False
    return any(match.end() == len(tail) for match in _CUT.finditer(tail))


def _of_page(lines: Sequence[Line], page: Page, flags: Flagged) -> list[float]:
    size, sentence, several, cut, title, _ = flags
    n, total = len(lines), float(size.sum()) + 1
    texts = [line.text for line in lines]
    buttons = sum(len(text) <= _BUTTON_SIZE and _BUTTON.fullmatch(text) is not None for text in texts)
    pagers = sum(len(text) <= _PAGER_SIZE and _PAGER.fullmatch(text) is not None for text in texts)
    counted = page.base[:, columns_of(_COUNTED)]
    run_size, run_lines = _longest_run(size, sentence & ~cut)
    return [
        np.log1p(n), np.log1p(total), np.log1p(size.mean()), (size <= _SHORT).mean(),
        sum(line.rule is not None for line in lines) / n, np.log1p(sum(line.role is not None for line in lines)),
        np.log1p(sum(line.rule is not None and bool(line.rule.notice) for line in lines)),
        np.log1p(sentence.sum()), sentence.mean(), (size * sentence).sum() / total,
        np.log1p(several.sum()), (size * several).sum() / total,
        np.log1p(cut.sum()), cut.sum() / max((sentence | cut).sum(), 1),
        np.log1p(buttons), buttons / n, np.log1p(pagers),
        np.log1p(title.sum()), title.mean(), np.log1p(run_size), np.log1p(run_lines), *_newest_first(texts),
        *np.log1p(counted.sum(axis=0)), *counted.mean(axis=0),
    ]  # fmt: skip


def _longest_run(size: Floats, prose: Flags) -> tuple[float, float]:
    """Characters and lines of the longest run of sentences."""
    characters = np.concatenate(([0], np.cumsum(size * prose)))
    count = np.concatenate(([0], np.cumsum(prose)))
    row = np.arange(len(prose) + 1)
    stop = np.concatenate(([True], ~prose))
    begin = np.maximum.accumulate(np.where(stop, row, 0))
    return float((characters - characters[begin]).max()), float((count - count[begin]).max())


def _newest_first(texts: Sequence[str]) -> tuple[float, float]:
    """Whether the days and times of day go back down the page (1), as in a list, or on (-1); and how many there are."""
    times: list[int] = []
    for text in texts:
        if len(text) > _DATED_SIZE:
            continue
        if day := _DAY.search(text):
            year, month, date, hour, minute = (int(part or 0) for part in day.groups())
            times.append(((year * 12 + month) * 31 + date) * 1440 + hour * 60 + minute)
        elif "前" in text and (ago := _AGO.search(text)):
            times.append(-int(ago[1]) * _MINUTES[ago[2]])
    steps = np.sign(np.diff(times)) if len(times) > 1 else np.zeros(0)
    return float(-steps.sum() / (np.abs(steps).sum() + 3)), float(np.log1p(len(times)))


def _of_title(lines: Sequence[Line], kept: Flags) -> list[float]:
    """Whether the headline in a browser's title, which is the first line of many pages, stands on the page again."""
    head = lines[0].text[:120]
    title = max(_PARTS.split(head), key=len).strip()
    short = _TITLE_SIZES[0]
    again = [i for i, line in enumerate(lines) if i and len(title) >= short and _is_title(line.text, title, head)]
    first = int(kept.argmax())
    return [
        min(len(title), 40), bool(again), any(0 <= first - i <= _NEAR for i in again), any(kept[i] for i in again),
    ]  # fmt: skip


def _is_title(text: str, title: str, head: str) -> bool:
    return text == title or (len(text) >= 8 and text in head)


def _of_chosen(page: Page, flags: Flagged, kept: Flags) -> list[float]:
    size, sentence, several, cut, title, end = (part[kept] for part in flags)
    count, total = len(size), float(size.sum()) + 1
    rows = np.flatnonzero(kept)
    islands = np.add.reduceat(size, np.flatnonzero(np.diff(rows, prepend=-_GAP - 1) > _GAP))
    row = np.concatenate(([False], kept, [False]))
    alone = kept & ~row[:-2] & ~row[2:]
    return [
        np.log1p(total), total / (flags.size.sum() + 1), np.log1p(count), kept.mean(),
        np.log1p(sentence.sum()), sentence.mean(), np.log1p((size * sentence).sum()), (size * sentence).sum() / total,
        np.log1p(size.max()), np.log1p(total / count), np.log1p(size).std(),
        cut.mean(), (size * cut).sum() / total, np.log1p(cut.sum()), end.mean(), title.mean(),
        several.mean(), np.log1p((size * several).sum()), np.log1p(several.sum()), alone.sum() / count,
        np.log1p(len(islands)), np.log1p(islands.max()), islands.max() / total, np.log1p(islands.mean()),
        *page.base[kept][:, columns_of(_MEANS)].mean(axis=0),
    ]  # fmt: skip


def _scored(size: Floats, scores: Scores, kept: Flags, guesses: Floats) -> list[float]:
    """What the scores of lines say of the choice, and whether the lines that look like posts are the same."""
    content, post = scores.content, scores.post
    likely, total = chance(content), float(size.sum()) + 1
    sure, posts = content > 0, post > 0
    mine, theirs, surely = (float((size * flags).sum()) + 1 for flags in (kept, posts, sure))
    both = float((size * (kept & posts)).sum())
    return [
        content.max(), np.sort(content)[-3:].mean(), content[kept].mean(), (size * kept * likely).sum() / mine,
        (size * ~kept * likely).sum() / total, scores.first.max(), scores.last.max(),
        2 * (size * (kept & sure)).sum() / (mine + surely), guesses.max(), np.median(guesses),
        np.log1p(theirs), both / theirs, both / mine, np.log1p((np.diff(posts, prepend=False) & posts).sum()),
        post[posts].mean() if posts.any() else -2, (size * (np.abs(post) < 1)).sum() / total,
    ]  # fmt: skip
