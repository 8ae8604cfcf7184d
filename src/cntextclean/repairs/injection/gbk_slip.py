"""Read on through a byte shift: find the text whose GBK bytes, damaged, give what is seen.

A byte replace over a GBK page put "(shù)" behind 數 (94 B5) at any alignment, so also
behind the 94 B5 of 當的 (AE 94 | B5 C4). The reader then takes B5 with "(" for an impossible pair and prints one "?",
and reads on one byte off: 當?shù)母刹筷犖 for 當的干部隊伍. The search walks over what is seen with the bytes it
stands for, lets each "?" be a lost byte, pairs the bytes anew, and keeps the readings that the language model likes.

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from heapq import nsmallest
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from ...models.bigrams import bigrams
from ...models.words import word_score
from .gbk_damage import inject, looks
from .gbk_pairs import gbk_pairs, likely_ends, likely_next, likely_starts, pairs_read, vanishing_next
from .gbk_path import NONE, Piece, Rival, State, path_of, pieces_of, with_margin
from .gbk_tokens import CUT_MARKS, WIDE_MARKS, Token, in_row, seen_text
from .glosses import fits

__all__ = ["PageHabits", "Piece", "read_on"]

_WIDE = dict(zip("!,;?:", "！，；？：", strict=True))

BEAM = 48
RIVALS = 4
# Costs in nats. They were set once on generated damage (tests/corruptor.py) and are not sharp.
LOST_BEFORE_MARK = 2.5
CUT_ONCE = 5.0  # where the bytes themselves ask for a second cut
LOST_WITH_BRACKET = 1.0
LOST_AT_END = 1.5
LOST_WITH_DIGIT = 5.0
LOST_WITH_SPACE = 1.0
LOST_SILENTLY = 3.0
LOST_PAIR = 2.5  # one misread pair in eight fell into a private-use zone
NARROWED = 0.7
PAGE_PAIR = 2.0  # gained where the page has the same two characters side by side elsewhere
STRAY_GLOSS = 14.0
STRAY_TAIL = 16.0
SIMPLIFIED = 6.0  # the injected pages were converted to Traditional first
UNLIKELY = frozenset("\u3000…～")  # what the language model cannot tell from a space or from a full stop
WIDE_LETTERS = frozenset(chr(ord(char) + 0xFEE0) for char in string.digits + string.ascii_letters)
UNLIKELY_CHARACTER = 6.0  # one of these, or a mark right after itself
STRAY_QUESTION = 6.0  # a real "?" right before a fullwidth mark
WIDTH = 14.0  # a hypothesis so much worse than the best is not followed
FINALISTS = 48
PROVEN = 8  # so many of them are checked by running the damage forward
WORDS = 0.6  # weight of the word model beside the bigrams
MARGIN = 10.0  # a hypothesis so much worse than the best is given up
FIRST_LOSS = 4.0  # what a hypothesis must win before any byte is supposed lost

DIGITS = frozenset("0123456789.:%")
FAR = 40  # tokens
FULL_STOP_LEAD = 0xA1
WILD = -2  # an unknown lead byte waits


class PageHabits(NamedTuple):
    """What the whole page knows: the characters it annotates everywhere, and the pairs of characters it uses."""

    keys: dict[str, str]  # with the reading
    pairs: frozenset[str]
    costs: dict[str, float]  # of a character after two others, as far as asked; no more than the damage needs


_cost = itemgetter(0)  # of a State


class _Search:
    """The search over one line of tokens; `silent` lets bytes be lost without a mark."""

    def __init__(self, line: list[Token], page: PageHabits, *, silent: bool) -> None:
        self.line = line
        self.page = page.pairs
        self.costs = page.costs
        self.codec = gbk_pairs()
        self.logp3 = bigrams().logp3
        self.silent = silent
        self.keys = {bytes(p): page.keys[key] for key in page.keys if (p := self.codec.bytes_of.get(key))}

    def run(self, first: int, last: int, before: str) -> tuple[list[Rival], int] | None:
        """Read on from token `first`, past the anomaly at `last`, until all is aligned: the winner, then its rivals."""
        beam = [State(0.0, NONE, before, *self._tail_bytes(before[-1:]), 0, False, None, "", first - 1)]
        for index in range(first, len(self.line)):
            beam = self._prune(self._step(beam, index))
            if not beam:
                return None
            following = self.line[index + 1].kind if index + 1 < len(self.line) else "char"
            if index > last + 2 and following == "char" and self._is_settled(beam):
                return self._choose(beam), index + 1
        ended = [s._replace(cost=s.cost - self.logp3(s.prev[:-1], s.prev[-1:], "")) for s in beam if s.carry == NONE]
        return (self._choose(ended), len(self.line)) if ended else None

    def _choose(self, beam: list[State]) -> list[Rival]:
        """The best of the last hypotheses once words are weighed and the damage is run forward over it, then the rest.

        What the damage would have made to look otherwise is no rival, as far as that was tried.
        """
        aligned = [s for s in beam if s.carry == NONE][:FINALISTS]
        texts = {id(s): "".join(step.out for step in path_of(s)) for s in aligned}
        weighed = sorted((s.cost - WORDS * word_score(texts[id(s)]), i) for i, s in enumerate(aligned))
        tried = [(cost, i) for cost, i in weighed[:PROVEN] if cost < weighed[0][0] + MARGIN]
        shown = (self._gives_what_is_seen(aligned[i], texts[id(aligned[i])]) for _, i in tried)
        proven = next((k for k, right in enumerate(shown) if right), 0)
        best = weighed[proven][0]
        return [Rival(cost - best, aligned[i]) for cost, i in weighed[proven:]]

    def _gives_what_is_seen(self, state: State, text: str) -> bool:
        """Whether the damage, run forward over the text, shows what the tokens show."""
        path = path_of(state)
        line = self.line[path[0].at + 1 : state.at + 1]
        keys = dict(self.keys)
        for step in path[1:]:
            token = self.line[step.at]
            if token.kind in ("gloss", "tail") and step.b1:
                keys[bytes((step.b1, step.b2))] = token.value
        seen = looks("".join(map(seen_text, line)))
        cuts = {_WIDE.get(b.value, b.value) for a, b in pairwise(line) if a.value == "?"} & WIDE_MARKS
        shown = (inject(text, keys, cuts=marks) for marks in ("".join(cuts), "、。！，；？", ""))
        return any(s is not None and looks(s) == seen for s in shown)

    def _is_settled(self, beam: list[State]) -> bool:
        """Whether the best hypothesis is aligned and no other is near that reads the bytes otherwise."""
        best = beam[0]
        if best.carry != NONE:
            return False
        near = (s for s in beam if s.cost < best.cost + MARGIN)
        return all(s.carry == NONE and s.lost == best.lost for s in near)

    def _tail_bytes(self, char: str) -> tuple[int, int]:
        pair = self.codec.bytes_of.get(char)
        return pair if pair and len(pair) == 2 else (0, ord(char) if char and char < "\x80" else 0)

    def _prune(self, states: Iterator[State]) -> list[State]:
        """The best hypotheses, a few for each continuation, so that words can decide among them at the end."""
        kept: dict[tuple[int, str, int, int], int] = {}
        best: list[State] = []
        for state in sorted(states, key=_cost):
            if best and state.cost > best[0].cost + WIDTH:
                break
            key = (state.carry, state.prev, state.b2, state.lost)
            count = kept.get(key, 0)
            if count < RIVALS:
                kept[key] = count + 1
                best.append(state)
                if len(best) == BEAM:
                    break
        return best

    def _step(self, beam: list[State], index: int) -> Iterator[State]:
        token = self.line[index]
        step = {"char": self._char, "gloss": self._gloss, "tail": self._tail, "tag": self._tag}[token.kind]
        for state in self._with_lost_pairs(beam, index):
            yield from step(state, token, index)

    def _with_lost_pairs(self, beam: list[State], index: int) -> list[State]:
        """Besides each hypothesis the ones in which a pair of bytes vanished here without a trace (0.5)."""
        lost: list[State] = []
        shifted = [s for s in beam[:8] if s.carry != NONE and s.lost]
        for _ in range(2):
            limit = beam[0].cost + WIDTH
            shifted = nsmallest(12, (x for s in shifted for x in self._lose_pair(s, index - 1, limit)), key=_cost)
            lost += shifted
        if self._closes(index - 1, "[", "]"):
            lost += [state for s in beam[:8] if s.carry > 0 and s.lost for state in self._lose_bracket(s, index - 1)]
        return beam + lost

    def _lose_bracket(self, s: State, index: int) -> Iterator[State]:
        """Suppose that a trail byte vanished together with the "[" behind it: 潛力[3] shows as 摿3]."""
        for char in self.codec.by_lead.get(s.carry, ()):
            if self.codec.bytes_of[char][1] << 8 | ord("[") in self.codec.vanishing:
                state = self._emit(s, char, *self.codec.bytes_of[char], index)
                prev, cost = char + "[", state.cost + LOST_PAIR
                yield State(cost, NONE, prev, 0, ord("["), s.lost + 2, True, state, "[", index)

    def _lose_pair(self, s: State, index: int, limit: float) -> Iterator[State]:
        """Suppose that the waiting byte was completed by the first of two bytes that vanished together."""
        lost = s.lost + 2
        known = WILD - s.carry
        chars = self.codec.vanishing_after.get(s.carry, ()) if s.carry > 0 else vanishing_next(s.prev[-1:], known)
        for char in chars:
            cost = s.cost + self._cost_after(s, char) + LOST_PAIR
            if cost < limit:  # most of some hundred are not, and need no state
                lead, trail = self.codec.bytes_of[char]
                yield State(cost, WILD - trail, s.prev[-1:] + char, lead, trail, lost, True, s, char, index)

    def _cost_after(self, s: State, char: str) -> float:
        """What one more character costs in nats."""
        key = s.prev + char
        cost = self.costs.get(key)
        if cost is None:
            prev = s.prev[-1:]
            cost = -self.logp3(s.prev[:-1], prev, char) - (PAGE_PAIR if prev + char in self.page else 0.0)
            if char in self.codec.simplified:
                cost += SIMPLIFIED
            if char in UNLIKELY or (char == prev and char in CUT_MARKS):
                cost += UNLIKELY_CHARACTER
            self.costs[key] = cost
        return cost + UNLIKELY_CHARACTER if s.lost and char in WIDE_LETTERS else cost

    def _emit(self, s: State, char: str, b1: int, b2: int, index: int) -> State:
        cost = s.cost + self._cost_after(s, char)
        return State(cost, NONE, s.prev[-1:] + char, b1, b2, s.lost, s.chosen, s, char, index)

    def _push(self, s: State, byte: int, index: int) -> Iterator[State]:
        """One more byte of the text."""
        if s.carry == NONE:
            if byte > 0x80:
                yield State(s.cost, byte, s.prev, s.b2, byte, s.lost, s.chosen, s, "", index)
            else:
                yield self._emit(s, "€" if byte == 0x80 else chr(byte), s.b2, byte, index)
        elif s.carry > 0:
            char = self.codec.chars.get(s.carry << 8 | byte)
            if char:
                yield self._emit(s, char, s.carry, byte, index)
        else:
            known = WILD - s.carry  # the trail byte it vanished with, or 0
            for char in likely_ends(s.prev[-1:], byte, known):
                yield self._emit(s, char, self.codec.bytes_of[char][0], byte, index)

    def _bytes(self, s: State, values: tuple[int, int], index: int) -> Iterator[State]:
        """Two more bytes of the text, as a character that is seen stands for them."""
        lead, trail = values
        if s.carry > 0 and trail > 0x80:  # the common case by far: one byte off, and going on so
            char = self.codec.chars.get(s.carry << 8 | lead)
            if char:
                prev, cost = s.prev[-1:] + char, s.cost + self._cost_after(s, char)
                done = State(cost, NONE, prev, s.carry, lead, s.lost, s.chosen, s, char, index)
                yield State(cost, trail, prev, lead, trail, s.lost, s.chosen, done, "", index)
        else:
            for state in self._push(s, lead, index):
                yield from self._push(state, trail, index)

    def _char(self, s: State, token: Token, index: int) -> Iterator[State]:
        char = token.value
        pair = self.codec.bytes_of.get(char)
        if pair:
            yield from self._bytes(s, pair, index)
        if char == "€":
            yield from self._push(s, 0x80, index)
        elif char < "\x80":
            stray = STRAY_QUESTION if char == "?" and self._seen(index + 1) in WIDE_MARKS else 0.0
            yield from self._push(s._replace(cost=s.cost + stray), ord(char), index)
            if "!" <= char <= "~":
                wide = (0xA3, ord(char) | 0x80)
                if s.carry != NONE:
                    for state in self._bytes(s, wide, index):
                        yield state._replace(cost=state.cost + NARROWED)
        elif not pair and s.carry == NONE:
            yield self._emit(s, char, 0, 0, index)
        if char == "?":
            yield from () if in_row(self.line, index) else self._lost(s, index)
        elif self.silent and s.at == index - 1 and char in CUT_MARKS:  # an orphan byte dropped without a mark (0.7)
            for state in self._lose_byte(s, index - 1, LOST_SILENTLY):
                yield from self._bytes(state, pair or (0xA3, ord(char) | 0x80), index)

    def _lost(self, s: State, index: int) -> Iterator[State]:
        """The "?" is a lost byte: cut before a mark (0.6), with the end of the line, or with what it swallowed."""
        following = self._seen(index + 1)
        if following in (CUT_MARKS if self.silent or s.lost else WIDE_MARKS):
            yield from self._lose_before_mark(s, index, following)
        elif not following.strip():
            yield from (x for x in self._lose_byte(s, index, LOST_AT_END) if x.carry == NONE)
        if following in DIGITS or (s.carry > 0 and following not in CUT_MARKS):
            yield from self._swallow(s, index)

    def _seen(self, index: int) -> str:
        return self.line[index].value if index < len(self.line) else " "

    def _lose_before_mark(self, s: State, index: int, mark: str) -> Iterator[State]:
        """Cut before a mark: before 。 (A1 A3) as before ， (A3 AC), so that 啊，, B0 A1|A3 AC, shows as "??，".

        After a first cut it is known which byte went, and after one cut alone which byte it was not.
        """
        twice = 0xA3 if mark in "、。" else 0xA1
        if s.carry == WILD and s.at == index - 1 and self._seen(index - 1) == "?":
            yield from self._push(s, twice, index)
            return
        for state in self._lose_byte(s, index, LOST_BEFORE_MARK):
            cut_once = s.carry > 0 and state.b2 == twice
            yield state._replace(cost=state.cost + CUT_ONCE) if cut_once else state

    def _swallow(self, s: State, index: int) -> Iterator[State]:
        """A trail byte that took the digit, the space or the bracket behind it along."""
        for x in self._lose_byte(s, index, 0.0):
            if x.carry != NONE:
                continue
            shown = [("0", LOST_WITH_DIGIT)]  # which digit was swallowed nobody can know: "?" stays for it
            if s.carry > 0:
                shown.append((" ", LOST_WITH_SPACE - self.logp3(x.prev[:-1], x.prev[-1:], " ")))
            if s.carry > 0 and self._closes(index, "(（", ")）"):
                shown.append(("(", LOST_WITH_BRACKET))
            for char, cost in shown:
                prev, out = x.prev[-1:] + char, "?" if char == "0" else char
                yield State(x.cost + cost, NONE, prev, 0, ord(char), x.lost, True, x, out, index)

    def _closes(self, index: int, opening: str, closing: str) -> bool:
        """Whether the next bracket, not far behind, closes what nothing seen has opened."""
        brackets = (t.value for t in self.line[index + 1 : index + FAR] if t.value in opening + closing)
        return next(brackets, "") in tuple(closing)

    def _lose_byte(self, s: State, index: int, cost: float) -> Iterator[State]:
        """Suppose that a lead byte of the misread text was lost here."""
        cost += 0.0 if s.lost else FIRST_LOSS
        s = s._replace(cost=s.cost + cost, lost=s.lost + 1, chosen=True)
        if s.carry == NONE:
            # A3A1 across two characters is in practice always 。” or 。“, so what was lost before ！ is A1 (8b).
            carry = FULL_STOP_LEAD if index + 1 < len(self.line) and self.line[index + 1].value in "！!" else WILD
            yield State(s.cost, carry, s.prev, s.b2, max(carry, 0), s.lost, True, s, "", index)
        elif s.carry > 0:
            for char in likely_starts(s.prev[-1:], s.carry):
                if self.codec.bytes_of[char][1] > 0x80:
                    yield self._emit(s, char, *self.codec.bytes_of[char], index)
        else:
            for char in likely_next(s.prev[-1:]):
                yield self._emit(s, char, *self.codec.bytes_of[char], index)

    def _gloss(self, s: State, token: Token, index: int) -> Iterator[State]:
        """A gloss is no byte of the text, but it says what the two bytes before it are."""
        char = self.codec.chars.get(s.b1 << 8 | s.b2, "")
        wrong = 0.0 if s.carry <= WILD or fits(char, token.value) else STRAY_GLOSS
        yield s._replace(cost=s.cost + wrong, parent=s, out="", at=index)
        if s.carry > 0 and self.silent:
            for lead, trail in pairs_read(token.value):
                if lead == s.carry and trail > 0x80:
                    state = self._emit(s, self.codec.chars[lead << 8 | trail], lead, trail, index)
                    yield state._replace(cost=state.cost + LOST_WITH_BRACKET, lost=s.lost + 1)

    def _tag(self, s: State, token: Token, index: int) -> Iterator[State]:
        """ "?/p>": a lost byte and the "<" with it."""
        for state in self._lose_byte(s, index, LOST_WITH_BRACKET):
            if state.carry == NONE:
                yield State(state.cost, NONE, ">", 0, 0x3E, state.lost, True, state, "<" + token.value, index)
        if s.carry == NONE:
            yield State(s.cost + STRAY_TAIL, NONE, ">", 0, 0x3E, s.lost, s.chosen, s, "?" + token.value, index)

    def _tail(self, s: State, token: Token, index: int) -> Iterator[State]:
        """ "?shù)": a lost byte that ends a key read shù, and the bracket with it."""
        first = 0.0 if s.lost else FIRST_LOSS
        s = s._replace(cost=s.cost + LOST_WITH_BRACKET + first, lost=s.lost + 1)
        if s.carry == NONE:
            for lead, trail in pairs_read(token.value):
                if lead == s.b2 and trail > 0x80:
                    cost = s.cost + self._key_cost((lead, trail))
                    yield State(cost, trail, s.prev, lead, trail, s.lost, s.chosen, s, "", index)
        for lead, trail in pairs_read(token.value):
            fitting = s.carry == lead or s.carry <= NONE
            if fitting and trail > 0x80:
                more = 0.0 if s.carry == lead else LOST_SILENTLY
                state = self._emit(s, self.codec.chars[lead << 8 | trail], lead, trail, index)
                cost = state.cost + more + self._key_cost((lead, trail))
                yield state._replace(cost=cost, chosen=s.chosen or s.carry != lead)
        if s.carry == NONE:
            yield self._stray_tail(s, token, index, first)

    def _stray_tail(self, s: State, token: Token, index: int, first: float) -> State:
        """The text really has a question mark, a word and a bracket here."""
        cost = s.cost - first - LOST_WITH_BRACKET + STRAY_TAIL
        out = "?" + token.value + ")"
        return State(cost, NONE, ")", 0, 0x29, s.lost - 1, s.chosen, s, out, index)

    def _key_cost(self, pair: tuple[int, int]) -> float:
        return 0.0 if bytes(pair) in self.keys else 1.0


def read_on(
    line: list[Token], anomaly: int, page: PageHabits, *, first: int, silent: bool
) -> tuple[list[Piece], int] | None:
    """Search from token `first` past the one at `anomaly`; `silent` lets bytes be lost without a mark.

    Returns the pieces that must be replaced and the index of the token to go on with, or None if no reading of
    the bytes is better than what stands there.
    """
    before = "".join(t.value for t in line[max(0, first - 2) : first] if t.kind == "char")
    found = _Search(line, page, silent=silent).run(first, anomaly, before)
    if found is None:
        return None
    rivals, end = found
    state = rivals[0].state
    pieces = [with_margin(piece, line, rivals) for piece in pieces_of(line, state)]
    if not state.lost:
        spanned = {line[step.at].start for step in path_of(state) if _spans(line[step.at], step)}
        pieces = [piece for piece in pieces if piece.start in spanned]
    return pieces, end


def _spans(token: Token, step: State) -> bool:
    """Whether a gloss belongs to a key that spans a character and ASCII: 宏P(guān)LC, ，F(xiàn)15."""
    key = gbk_pairs().chars.get(step.b1 << 8 | step.b2, "")
    return token.kind == "gloss" and step.b2 < 0x80 and fits(key, token.value)
