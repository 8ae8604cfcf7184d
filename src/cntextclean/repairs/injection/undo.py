"""Undo injected pinyin and the byte shifts it causes.

創(chuàng)新 becomes 創新, and 當?shù)母刹筷犖? becomes 當的干部隊伍. Whether glosses are damage at all is decided by
the page (verdict.py); what a shift hides is found by reading the bytes on (gbk_slip.py).

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...models.readings import is_syllable
from ...page import Page
from ...patterns import lazy
from ..mojibake.gate import gate
from .gbk_slip import PageHabits, Piece, read_on
from .gbk_tokens import CUT_MARKS, WIDE_MARKS, Token, tokens
from .glosses import HAN, LETTERS, Gloss, find_glosses, fits
from .verdict import Verdict, judge

__all__ = ["undo_injection"]

# rule injection.gloss: a reading put in behind a character by a program: 數(shù)
GLOSS = "injection.gloss"
# rule injection.byte-shift: characters whose bytes such a program shifted: 當?shù)母
SLIP = "injection.byte-shift"

# The cheapest sign of either: a bracketed syllable, a swallowed bracket "?shù)", or a narrow "?" for an orphan byte
# before a wide mark. A narrow mark after it is a sign only where the page is known to be injected.
_SIGN = lazy(rf"[(（] ?[{LETTERS}]{{1,6}} ?[)）]|\?(?:[{LETTERS}]{{1,6}} ?[)）]|[、。！，；？：])")
_TAIL = lazy(rf"(?<![!-~])\?([{LETTERS}]{{1,6}}) ?[)）]")  # behind ASCII it is a regular expression: (?i)
_SPACE = lazy(" (?=[㐀-䶿一-鿿])")
_CERTAIN = 4.0  # nats by which a reading must win on a page that shows no gloss
_SURPRISE = -9.5  # mean ln P of three characters that no writer would put side by side


def undo_injection(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that take out injected glosses and set shifted bytes right. Idempotent; none on undamaged text."""
    text = page.text
    if not ("?" in text or "(" in text or "（" in text) or not _SIGN.search(text):
        return
    glosses = find_glosses(text)
    tails = sum(is_syllable(m[1]) for m in _TAIL.finditer(text))
    verdict = judge(text, glosses, slips=tails > 0)
    shifts = list(_shifts(text, verdict, injected=verdict.damaged or tails > 0)) if config.allows(SLIP) else []
    removals = _removals(text, verdict.damage) if config.allows(GLOSS) else iter(())
    yield from _merge(shifts, removals)


def _merge(shifts: Sequence[Edit], removals: Iterable[Edit]) -> Iterator[Edit]:
    """Both in order; a gloss inside a shifted stretch went with it."""
    waiting = deque(shifts)
    for removal in removals:
        while waiting and waiting[0].start <= removal.start:
            shift = waiting.popleft()
            yield shift
            if shift.end >= removal.end:
                break
        else:
            if not waiting or removal.end <= waiting[0].start:
                yield removal
            continue
    yield from waiting


def _removals(text: str, damage: Sequence[Gloss]) -> Iterator[Edit]:
    """Glosses that are damage, with the space behind each where the injector of this page left one."""
    spaced = [bool(_SPACE.match(text, gloss.end)) for gloss in damage]
    with_space = sum(spaced) > 0.5 * len(damage)
    for gloss, space in zip(damage, spaced, strict=True):
        yield Edit(gloss.start, gloss.end + (space and with_space), "", GLOSS)


def _shifts(text: str, verdict: Verdict, *, injected: bool) -> Iterator[Edit]:
    """Byte shifts, line by line: they never go on past a line break."""
    start = 0

    @cache
    def habits() -> PageHabits:  # all pairs of the page: made only once something has to be searched
        return PageHabits(verdict.keys, frozenset(map("".join, pairwise(text))), {})

    for line_text in text.split("\n"):
        end = start + len(line_text)
        if _SIGN.search(line_text) or injected:
            yield from _shifts_of_line(tokens(text, start, end), habits, injected=injected)
        start = end + 1


def _shifts_of_line(line: list[Token], habits: Callable[[], PageHabits], *, injected: bool) -> Iterator[Edit]:
    after = 0
    for anomaly in _anomalies(line, injected=injected):
        if anomaly < after:
            continue
        first = max(after, anomaly - 2)
        found = read_on(line, anomaly, habits(), first=first, silent=injected)
        if found is None:
            continue
        pieces, after = found
        if not (injected or _are_certain(pieces, line)):
            continue
        for piece in pieces:
            yield Edit(piece.start, piece.end, piece.text, SLIP, piece.inferred, piece.margin, piece.alternatives)


def _are_certain(pieces: Sequence[Piece], line: list[Token]) -> bool:
    """Whether shifts may be read though no gloss proves them: what stands there cannot be meant, or the reading wins
    clearly; and it is of usual characters."""
    seen = [token for token in line for piece in pieces if piece.start <= token.start < piece.end]
    odd = sum(token.kind == "tag" or gate().search(token.value) is not None for token in seen)
    if sum(len(gate().findall(piece.text)) for piece in pieces) >= max(odd, 1):
        return False
    return odd > 0 or all(piece.margin is None or piece.margin >= _CERTAIN for piece in pieces)


def _anomalies(line: list[Token], *, injected: bool) -> Iterator[int]:
    """Indices of tokens that no undamaged text would have there."""
    for i, (token, following) in enumerate(pairwise([*line, Token(0, 0, "char", "\n")])):
        before = line[i - 1] if i else Token(0, 0, "char", "\n")
        if token.kind in ("tail", "tag"):
            if injected or not "!" <= before.value <= "~":
                yield i
        elif token.kind == "gloss":
            if injected and before.kind != "gloss" and not fits(before.value, token.value):
                yield i
        elif token.value == "?":
            marks = CUT_MARKS if injected else WIDE_MARKS
            if following.value in marks or (injected and (following.value == "\n" or HAN.match(before.value))):
                yield i
        elif injected and token.value in CUT_MARKS and _surprising(line, i + 1):
            yield i


def _surprising(line: list[Token], first: int) -> bool:
    """Whether the next characters make no sense together, as after a byte that vanished without a mark (0.7)."""
    after = "".join(t.value for t in line[first : first + 3] if t.kind == "char" and HAN.match(t.value))
    if len(after) < 3:
        return False
    return bigrams().score(after[1:], before=after[0]) / 2 < _SURPRISE
