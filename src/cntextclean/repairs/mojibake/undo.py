"""Undo mojibake: text that was read with the wrong table of characters, by segment and not by page.

A gate finds characters that everyday text hardly holds; where they cluster, each pair of encodings in
codec_pairs.py is tried on the segment, and the language decides. Strict re-decoding counts for nothing by itself:
half of all short Chinese strings can be re-read in some other table. What is not clearly better is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ...alignment import Edit
from ...config import Config
from ...models.plausibility import Plausibility, is_hanzi, plausibility
from ...page import Page
from ...patterns import lazy
from .acceptance import is_acceptable
from .codec_pairs import CHANNELS, Channel
from .cut_tail import tail_length, with_tail
from .gate import gate
from .guesses import chosen
from .latin9 import RULE as LATIN9
from .latin9 import latin9_edits
from .lattice import Run, read_through
from .order import suspects
from .promise import looks_regrouped, promising
from .segments import Segment, segments, without_glosses
from .specimen import is_specimen, without_topics
from .strict import strict_run
from .through_ftfy import mark_orders
from .western import western_edits

__all__ = ["undo_mojibake"]

_LONG = 400  # characters of a segment for which one channel is chosen by a sample
_LONGEST = 4000  # characters of a segment in which lost bytes are looked for, for the time that it takes
_SAMPLE = 200  # characters of a long segment by which the channel is chosen
_FEW = 4  # suspicious characters that may be a rare word in good text
_NEAR = 5  # characters on either side by which that is judged
_ORDER = -8.0  # mean ln P a character of good text in such short pieces
_SEEN = -8.3  # mean ln P a character above which a segment is left alone
_OTHER_ORDER = -7.2  # the same for a few words of Korean, Japanese, Vietnamese or French
_STRANGE = -11.0  # the same below which a short text of everyday hanzi is looked at
_LAYERS = 4
_MASKED_PAGE = 100  # lost bytes on a page above which it is not tried at all, for the time that it takes
_MASKED = 48  # characters of GBK read as UTF-8 that can be guessed at: half of the bytes are lost
_MOST_LOST = 4  # one in so many characters may be a sign of loss in a table of single or double bytes
_LOST_AS_BIG5 = "mojibake.utf8-as-big5"  # which loses most of all
_LOSE_MOST = (_LOST_AS_BIG5, "mojibake.utf8-as-gbk")
# Characters of a page that are searched in vain before the rest is left as it is, for the time that it takes; what is
# found costs nothing of it, so the next turn over the page stops at the same place.
_PATIENCE = 1000
_PATIENT = 50  # one more for so many characters of the page
_SURE = 1.5  # nats by which the guesses of a short run must win
_SURE_OF_HALF = 2.5  # where each lost byte leaves half a character
_SURE_OF_BYTE = 3.5  # where what was lost left no sign
_RIVAL = 3.0  # nats by which two readings of a short text must differ
_MANY = 100  # suspicious characters of a long piece, of which some may stay unexplained
_UNEXPLAINED = 0.04
_SHORT_RUN = 12  # hanzi
_OTHER_SCRIPT = lazy(  # Japanese, Korean; Latin; Arabic, Hebrew, scripts of South Asia that tables lack
    "[\u0020-\u007e\u3040-\u30ff\uac00-\ud7a3]*|[\u0020-\u007e\u00c0-\u017f\u1e00-\u1eff\u0300-\u0323]*"
    "|[\u0020-\u007e\u0590-\u08ff]*|[\u0020-\u007e\u0900-\u0dff\u0e80-\u109f\u1780-\u17ff\u200c\u200d]*"
)
_CHINESE = lazy("[\u4e00-\u9fff、。《》“”‘’…·—，：；？！（）]*")
_SIGNS = dict.fromkeys([*range(0x21, 0x7F), *range(0xE000, 0xF900), 0xFFFD])  # no damage by themselves
_BRIEF = lazy("[\u4e00-\u9fff]|[\u4e00-\u9fff]{3,8}")  # a name or a title, all of it hanzi
_CUT = lazy("[\u4e00-\u9fff](?=[?\ufffd])")  # perhaps a hanzi of mojibake whose neighbour got lost


def undo_mojibake(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that undo mojibake over Chinese encodings (rules "mojibake.<right>-as-<wrong>"), sorted and disjoint.

    `inferred` marks edits in which lost bytes were guessed. Idempotent on what it repairs; never raises.
    """
    text = page.text
    edits = without_topics(text, list(_chinese_edits(text, config)))
    western = without_topics(text, [e for e in western_edits(text, config) if not is_specimen(text, e.start, e.end)])
    if western:
        taken = bytearray(len(text))
        for edit in edits:
            taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
        edits += [edit for edit in western if not any(taken[edit.start : edit.end])]
        edits.sort()
    return edits


def _chinese_edits(text: str, config: Config) -> Iterable[Edit]:
    hits = without_glosses(text, suspects(text))
    if not hits and not (_BRIEF.fullmatch(text) and _strange(text)):
        return []
    channels = _allowed(config)
    lost = text.count("\ufffd")
    if lost > _MASKED_PAGE:
        beyond = (_LOST_AS_BIG5,) if lost * _MOST_LOST > len(text) else ()
        channels = [c for c in channels if c.wrong != ("utf-8",) and c.rule not in beyond]
    if not hits:
        channels = [c for c in channels if c.right == "cp949"]  # Korean alone reads as everyday hanzi in GBK
        hits = list(range(len(text)))
    edits: list[Edit] = []
    known: list[Channel] = []
    patience = _PATIENCE + len(text) // _PATIENT
    for segment in segments(text, hits):
        found = _decoded(text, segment, known)
        if not found and patience > 0 and _may_be_damage(text, segment):
            found = _repaired(text, segment, channels, known)
            patience -= 0 if found else segment.end - segment.start
        edits += found
        known = _known(edits, channels)
    if not edits and config.allows(LATIN9):
        return latin9_edits(text, hits)
    return edits


@lru_cache(maxsize=8)
def _allowed(config: Config) -> list[Channel]:
    return [channel for channel in CHANNELS if config.allows(channel.rule)]


def _known(edits: list[Edit], channels: list[Channel]) -> list[Channel]:
    """The channel of the last edit, if it is sure or the edit before it has the same: a page has one."""
    last = edits[-2:]
    if not last or (last[-1].inferred and (len(last) < 2 or last[0].rule != last[1].rule)):
        return []
    return [channel for channel in channels if channel.rule == last[-1].rule]


def _strange(text: str) -> bool:
    """Whether a few everyday hanzi do not go together at all. A single one may be damage of the kind of latin9.py."""
    return len(text) == 1 or plausibility().score(text) < _STRANGE * len(text)


def _decoded(text: str, segment: Segment, known: list[Channel]) -> list[Edit]:
    """The edit of a segment by the channel that undid the one before it, if all of it is valid: a page has one."""
    found = strict_run(text[segment.start : segment.end], known, plausibility(), known=True) if known else None
    if not found:
        return []
    run, rule = found
    start, end = run.start + segment.start, run.end + segment.start
    return [] if is_specimen(text, start, end) else [Edit(start, end, run.output, rule)]


def _may_be_damage(text: str, segment: Segment) -> bool:
    """Whether a segment is worth a search: it is no good text of Chinese or another script, and no residue."""
    judge = plausibility()
    core = text[segment.core_start : segment.core_end]
    if not core.translate(_SIGNS).strip() or "锟" in core or "嚙" in core:
        return False  # see residue.py
    if len(core) > 1 and _CHINESE.fullmatch(core) and judge.score(core) > _SEEN * len(core):
        return False
    if _OTHER_SCRIPT.fullmatch(core) and judge.score(core) > _OTHER_ORDER * len(core):
        return False
    return len(core) > _FEW or looks_regrouped(core) or not _in_order(text, segment, judge)


def _repaired(text: str, segment: Segment, channels: list[Channel], known: list[Channel]) -> list[Edit]:
    """The edits of one segment, or none; `known` is the channel of the page."""
    around = text[max(segment.start, segment.core_start - 2) : min(segment.end, segment.core_end + 2)]
    piece = text[segment.start : segment.end]
    look = _explained if len(piece) <= _LONG else _explained.__wrapped__
    edits = []
    for run, rule in look(around, piece, tuple(channels), tuple(known)):
        start, end = run.start + segment.start, run.end + segment.start
        if not is_specimen(text, start, end):
            edits.append(Edit(start, end, run.output, rule, run.inferred, run.margin, run.alternatives))
    return edits


@lru_cache(maxsize=256)  # lists repeat themselves, and the second turn over a page sees most pieces again
def _explained(
    around: str, piece: str, channels: tuple[Channel, ...], known: tuple[Channel, ...]
) -> list[tuple[Run, str]]:
    judge, tried = plausibility(), list(channels)
    if piece.count("\ufffd") * _MOST_LOST > len(piece):
        tried = [channel for channel in tried if channel.wrong == ("utf-8",) or channel.rule in _LOSE_MOST]
    found = _readings(piece, list(known), tried, judge) if known else []
    if found and found[0].whole and not _undecided(piece, found):
        return found[0].runs
    likely = promising(around, tried, judge)
    if not likely:
        return []
    runs = explain(piece, likely, tried, judge)
    if not runs and (tail := tail_length(piece)):
        before = explain(piece[:-tail], likely, tried, judge)
        if before and before[-1][0].end == len(piece) - tail:
            return with_tail(before, tail)
    return runs


def _in_order(text: str, segment: Segment, judge: Plausibility) -> bool:
    """Whether a small core stands in good Chinese, so that it is a rare word and not damage."""
    left = text[max(segment.start, segment.core_start - _NEAR) : segment.core_start]
    right = text[segment.core_end : min(segment.end, segment.core_end + _NEAR)]
    hanzi = sum(map(is_hanzi, left + right))
    if hanzi < _NEAR or hanzi * 4 < 3 * len((left + right).strip()):
        return False
    return judge.score(left) + judge.score(right) > _ORDER * len(left + right)


class Reading(NamedTuple):
    """One way to repair a piece: whether it explains all that is suspicious, the nats it wins, runs and rules."""

    whole: bool
    won: float
    runs: list[tuple[Run, str]]


def explain(
    piece: str, likely: list[Channel], channels: list[Channel], judge: Plausibility
) -> list[tuple[Run, str]]:
    """The damaged runs of a piece with the rules that undo them, layers peeled; empty if it is better left alone."""
    whole = strict_run(piece, likely, judge, known=len(piece) > _LONG)
    if whole:
        return [whole]
    if len(piece) > _LONG:
        likely = _likeliest(piece, likely, channels, judge)
    found = _readings(piece, likely, channels, judge)
    return found[0].runs if found and not _undecided(piece, found) else []


def _readings(piece: str, likely: list[Channel], channels: list[Channel], judge: Plausibility) -> list[Reading]:
    """The ways to repair a piece by these channels that explain what is suspicious, the best first."""
    found: list[Reading] = []
    for lossy in (False, True)[: 1 + (len(piece) <= _LONGEST)]:
        if not lossy and len(likely) == 1 and "\ufffd" in piece:
            continue
        for channel in likely:
            if lossy and not _worth_losses(piece, channel):
                continue
            if channel.wrong == ("utf-8",) and not (lossy and len(piece) <= _MASKED):
                continue
            runs = [_peeled(run, channels, judge) for run in _read(piece, channel, judge, lossy)]
            good = [run for run in runs if is_acceptable(piece, run, judge, channel)]
            left = _left(piece, good) if good else 1.0
            if left <= _UNEXPLAINED:
                won = sum(r.gain - channel.enter for r in good) - (10.0 if lossy else 0.0)
                found.append(Reading(left == 0.0, won, [(_settled(piece, r, channel), channel.rule) for r in good]))
        found.sort(key=lambda reading: reading[:2], reverse=True)
        if found and not lossy and found[0].whole and found[0].runs[0][1].startswith("mojibake.utf8-as-"):
            break
    return found


def _undecided(piece: str, found: list[Reading]) -> bool:
    """Whether the guesses of the best reading are too close, or a short text could as well be something else."""
    return any(run.output == "" for run, _ in found[0].runs) or _disputed(piece, found)


def _likeliest(piece: str, likely: list[Channel], channels: list[Channel], judge: Plausibility) -> list[Channel]:
    """The channel that does most for the middle of a long piece."""
    start = (len(piece) - _SAMPLE) // 2
    sample = piece[start : start + _SAMPLE]
    best: tuple[float, list[Channel]] = (0.0, [])
    for channel in likely:
        runs = [_peeled(run, channels, judge) for run in _read(sample, channel, judge, False)]
        won = sum(run.gain for run in runs if is_acceptable(sample, run, judge, channel))
        best = max(best, (won, [channel]), key=lambda b: b[0])
    return best[1]


def _disputed(piece: str, found: list[Reading]) -> bool:
    """Whether another reading of a short text is nearly as good."""
    best = "".join(_replaced(piece, [run for run, _ in found[0].runs]))
    if sum(map(is_hanzi, best)) > _SHORT_RUN:
        return False
    for reading in found[1:]:
        other = "".join(_replaced(piece, [run for run, _ in reading.runs]))
        if other != best and reading.whole == found[0].whole and reading.won > found[0].won - _RIVAL:
            return True
    return False


def _settled(piece: str, run: Run, channel: Channel) -> Run:
    """A run with its guesses weighed again, near ties left as lost; without output where a short one stays open."""
    if not run.guesses:
        return run
    seen = piece[run.start : run.end]
    choice = chosen(run, channel, seen, before=piece[: run.start] or "\n", after=piece[run.end :] or "\n")
    sure = _SURE_OF_HALF if channel.right in ("gb18030", "big5hkscs") else _SURE_OF_BYTE if channel.one_byte else _SURE
    if choice.margin < sure and sum(map(is_hanzi, run.output)) <= _SHORT_RUN:
        return run._replace(output="")
    return run._replace(output=choice.marked, margin=choice.margin, alternatives=choice.alternatives)


def _read(piece: str, channel: Channel, judge: Plausibility, lossy: bool) -> list[Run]:
    runs = read_through(piece, channel, judge, lossy=lossy)
    if channel.rule.endswith("after-ftfy"):
        for other in mark_orders(piece):
            runs = max(runs, read_through(other, channel, judge, lossy=lossy), key=lambda rs: sum(r.gain for r in rs))
    return runs


def _worth_losses(piece: str, channel: Channel) -> bool:
    if channel.right == "utf-8" and channel.one_byte:
        return True
    if channel.rule == "mojibake.utf8-as-gbk":
        return looks_regrouped(piece)
    lost = piece.count("\ufffd")
    return lost > 0 and (lost * _MOST_LOST <= len(piece) or channel.wrong == ("utf-8",))


def _left(piece: str, runs: list[Run]) -> float:
    """How much of what is suspicious in a piece runs leave unexplained: 0 to 1. What stands apart does not count."""
    covered = bytearray(len(piece))
    for run in runs:
        covered[run.start : run.end] = b"\1" * (run.end - run.start)
    hits = [m.start() for m in gate().finditer(piece)]
    hits += [m.start() for m in _CUT.finditer(piece) if looks_regrouped(m.group())]
    near = [hit for hit in hits if not covered[hit] and any(covered[max(hit - 4, 0) : hit + 5])]
    if near and len(hits) < _MANY:
        return 1.0
    return len(near) / len(hits) if hits else 0.0


def _peeled(run: Run, channels: list[Channel], judge: Plausibility, layers: int = _LAYERS) -> Run:
    """A run whose output is damaged in its turn, with that undone too."""
    if layers == 0 or not gate().search(run.output):
        return run
    best = run
    for channel in promising(run.output, channels, judge):
        if channel.right != "utf-8":
            continue
        inner = read_through(run.output, channel, judge, lossy=False)
        if not inner:
            continue
        output = "".join(_replaced(run.output, inner))
        gain = run.gain + sum(r.gain for r in inner)
        deeper = _peeled(run._replace(output=output, gain=gain, guesses=()), channels, judge, layers - 1)
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
