"""Undo mojibake: text that was read with the wrong table of characters, by segment and not by page.

A gate finds characters that everyday text hardly holds; where they cluster, each pair of encodings in
codec_pairs.py is tried on the segment, and the language decides. Strict re-decoding counts for nothing by itself:
half of all short Chinese strings can be re-read in some other table. What is not clearly better is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from ..alignment import Edit
from ..config import Config
from .codec_pairs import CHANNELS, Channel
from .lattice import Run, read_through
from .plausibility import Plausibility, char_class, is_hanzi, plausibility

__all__ = ["undo_mojibake"]

_GAP = 10  # characters between two suspicious ones of one cluster
_CONTEXT = 12  # characters looked at on both sides of a cluster
_SHORT = 60  # in a line this short one suspicious character is worth a look
_SAMPLE = 200  # characters of a long segment by which the channel is chosen
_SEEN = -8.3  # mean ln P a character above which a segment is left alone
_GOOD = -9.3  # mean ln P a character that a repaired segment must reach
_MARGIN = 11.0  # nats that a repair must win
_LAYERS = 4
_TOPIC = re.compile("乱码|亂碼|mojibake|Mojibake|文字化け|锟斤拷|烫烫烫")
_QUOTES = {"'": "'", '"': '"', "`": "`", "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "【": "】"}

# Beside the usual hanzi: ASCII, marks, forms, signs, arrows, box drawing, shapes, emoji.
_USUAL_SIGNS = (
    "\u0000-\u007f\u00a0\u00a9\u00ae\u00b0\u00b7\u00d7\u200b-\u203e\u2103\u2122\u2160-\u217f\u2190-\u27bf\u3000-\u301f\ufe0f"
    "\ufe30-\ufe6f\ufeff\uff01-\uff5e\ufffc\U0001f000-\U0001faff"
)


@lru_cache(maxsize=1)
def gate() -> re.Pattern[str]:
    """Finds the characters that everyday Chinese text hardly holds. One pass at the speed of C."""
    usual = files("cntextclean._data").joinpath("usual.txt").read_text(encoding="utf-8")
    return re.compile(f"[^{_USUAL_SIGNS}{_ranges(usual)}]")


def _ranges(chars: str) -> str:
    """Sorted characters as the inside of a regex class."""
    pieces: list[str] = []
    first = last = chars[0]
    for char in chars[1:] + "\0":
        if ord(char) != ord(last) + 1:
            pieces.append(first if first == last else f"{first}-{last}")
            first = char
        last = char
    return "".join(pieces)


class Segment(NamedTuple):
    """A stretch of one line, in code points of the page: a suspicious core and some context round it."""

    start: int
    end: int
    core_start: int
    core_end: int


def undo_mojibake(text: str, config: Config) -> Iterable[Edit]:
    """Edits that undo mojibake over Chinese encodings (rules "mojibake.<right>-as-<wrong>"), sorted and disjoint.

    `inferred` marks edits in which lost bytes were guessed. Idempotent on what it repairs; never raises.
    """
    hits = [m.start() for m in gate().finditer(text)]
    if not hits:
        return
    channels = [c for c in CHANNELS if config.allows(c.rule)]
    edits = [edit for segment in segments(text, hits) for edit in _repaired(text, segment, channels)]
    if edits and _TOPIC.search(text) and not _mostly(text, edits):
        return
    yield from edits


def segments(text: str, hits: list[int]) -> Iterator[Segment]:
    """Clusters of suspicious characters, each inside one line."""
    place = 0
    while place < len(hits):
        line_start = text.rfind("\n", 0, hits[place]) + 1
        line_end = text.find("\n", hits[place])
        line_end = len(text) if line_end < 0 else line_end
        after = place
        while after < len(hits) and hits[after] < line_end:
            after += 1
        yield from _clusters(hits[place:after], line_start, line_end)
        place = after


def _clusters(hits: list[int], line_start: int, line_end: int) -> Iterator[Segment]:
    first = 0
    limit = line_start
    for i in range(1, len(hits) + 1):
        if i < len(hits) and hits[i] - hits[i - 1] <= _GAP:
            continue
        core_start, core_end = hits[first], hits[i - 1] + 1
        if i - first > 1 or line_end - line_start <= _SHORT:
            following = hits[i] if i < len(hits) else line_end
            end = min(core_end + _CONTEXT, following)
            yield Segment(max(core_start - _CONTEXT, limit), end, core_start, core_end)
            limit = end
        first = i


def _repaired(text: str, segment: Segment, channels: list[Channel]) -> list[Edit]:
    """The edits of one segment, or none."""
    judge = plausibility()
    core = text[segment.core_start : segment.core_end]
    if len(core) > 1 and judge.score(core) > _SEEN * len(core):
        return []
    piece = text[segment.start : segment.end]
    best = explain(piece, channels, judge)
    edits = []
    for run, rule in best:
        start, end = run.start + segment.start, run.end + segment.start
        if not _quoted(text, start, end):
            edits.append(Edit(start, end, run.output, rule, run.inferred))
    return edits


def explain(piece: str, channels: list[Channel], judge: Plausibility) -> list[tuple[Run, str]]:
    """The damaged runs of a piece with the rules that undo them, layers peeled; empty if it is better left alone."""
    found: list[tuple[float, bool, list[tuple[Run, str]]]] = []
    for lossy in (False, True):
        for channel in channels:
            if channel.triggered(piece) and (not lossy or _worth_losses(piece, channel)):
                runs = read_through(piece, channel, judge, lossy=lossy)
                good = [r for r in (_peeled(run, channels, judge, lossy) for run in runs) if _acceptable(r, judge)]
                if good:
                    total = sum(r.gain - channel.enter for r in good) - (10.0 if lossy else 0.0)
                    found.append((total, lossy, [(r, channel.rule) for r in good]))
        if found and not lossy and _complete(piece, max(found, key=lambda f: f[0])[2]):
            break
    return max(found, key=lambda f: f[0])[2] if found else []


def _worth_losses(piece: str, channel: Channel) -> bool:
    if channel.right == "utf-8" and channel.one_byte:
        return True
    if channel.rule == "mojibake.utf8-as-gbk":
        return True
    return "\ufffd" in piece


def _complete(piece: str, runs: list[tuple[Run, str]]) -> bool:
    """Whether runs explain every suspicious character of a piece."""
    covered = bytearray(len(piece))
    for run, _ in runs:
        covered[run.start : run.end] = b"\1" * (run.end - run.start)
    return all(covered[m.start()] for m in gate().finditer(piece))


def _peeled(run: Run, channels: list[Channel], judge: Plausibility, lossy: bool, layers: int = _LAYERS) -> Run:
    """A run whose output is damaged in its turn, with that undone too."""
    if layers == 0 or not gate().search(run.output):
        return run
    best = run
    for channel in channels:
        if channel.right != "utf-8" or not channel.triggered(run.output):
            continue
        inner = read_through(run.output, channel, judge, lossy=lossy)
        if not inner:
            continue
        output = "".join(_replaced(run.output, inner))
        gain = run.gain + sum(r.gain for r in inner)
        deeper = _peeled(run._replace(output=output, gain=gain), channels, judge, lossy, layers - 1)
        if deeper.gain > best.gain:
            best = deeper
    return best


def _replaced(text: str, runs: list[Run]) -> Iterator[str]:
    place = 0
    for run in runs:
        yield text[place : run.start]
        yield run.output
        place = run.end
    yield text[place:]


def _acceptable(run: Run, judge: Plausibility) -> bool:
    """Whether a run is clearly better than what was seen, and good Chinese by itself."""
    output = run.output
    if not output or run.gain < _MARGIN + (4.0 if run.inferred else 0.0):
        return False
    if judge.score(output) < _GOOD * len(output) - 4.0:
        return False
    if any(char_class(c) in ("private", "control", "lost", "rare") for c in output):
        return False
    return sum(is_hanzi(c) or char_class(c) in ("hangul", "kana", "katakana") for c in output) >= 1


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a run stands in quotation marks inside a line that is otherwise in order: an example, not damage."""
    if not (0 < start and end < len(text)) or _QUOTES.get(text[start - 1]) != text[end]:
        return False
    left, right = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[left : start - 1] + text[end + 1 : len(text) if right < 0 else right]
    return any(c.isalpha() for c in rest) and not gate().search(rest)


def _mostly(text: str, edits: list[Edit]) -> bool:
    """Whether more than half of what is not ASCII is damaged."""
    damaged = sum(edit.end - edit.start for edit in edits)
    return damaged * 2 > sum(c > "\x7f" for c in text)
