"""Find the most plausible reading of a text of which parts may be damaged.

Each seen character either is what it is, or stands for bytes that another encoding reads otherwise. A beam over
(held bytes, last character) keeps the best ways through; the language judges them.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from ...models.plausibility import Plausibility, is_foreign
from .certain import certain_stretches
from .codec_pairs import Channel
from .readers import Bytes, Candidates, Reader, reader

__all__ = ["Run", "read_through"]


_FALL = 15.0  # nats that one character may cost before bytes are taken to be missing
_MANY = 8  # candidates from which they are judged in an array
_BRANCHES = 48  # candidates for one character that are followed
_BEHIND = 40.0  # nats by which a way may lag
_SPLIT = 5.0  # nats for an edge of damage at a hanzi or a mark that stays
_TORN = 12.0  # nats for a foreign letter left standing at the edge of damage


_CROWD = 12  # states above which the unlikely ones are dropped
_KNOWN: Bytes = (0,)  # for the bytes of a stretch that can only be read in one way


class Run(NamedTuple):
    """text[start:end] is damaged and stood for `output`; `gain` in nats over leaving it as it is."""

    start: int
    end: int
    output: str
    gain: float
    inferred: bool
    guesses: tuple[Guess, ...] = ()
    margin: float | None = None  # nats by which the closest guess won
    alternatives: tuple[str, ...] = ()  # other outputs within one nat, likeliest first


class Guess(NamedTuple):
    """The character at `place` of an output was chosen among those that `held` may be; see Reader.read."""

    place: int
    held: Bytes


class _Link(NamedTuple):
    """One character, or a stretch that is certain, of the way that led to a state; damaged ones only are kept."""

    previous: _Link | None
    start: int
    end: int
    output: str
    inferred: bool
    held: Bytes


class _State(NamedTuple):
    score: float
    link: _Link | None
    since: int  # where the held bytes begin
    inferred: bool  # whether a held byte was lost


_Key = tuple[bool, Bytes, str]  # in damage, held bytes, last character


class Lattice:
    """The search over one text with one channel."""

    def __init__(self, judge: Plausibility, channel: Channel, *, lossy: bool, width: int) -> None:
        self._judge = judge
        self._channel = channel
        self._reader: Reader = reader(channel.right)
        self._lossy = lossy
        self._width = width
        self._ranked: dict[tuple[Bytes, str], list[tuple[float, str]]] = {}  # many ways meet the same question

    def best(self, text: str) -> tuple[float, _Link | None]:
        """The score and the damaged characters of the best way through a text."""
        states: dict[_Key, _State] = {(False, (), ""): _State(0.0, None, 0, False)}
        certain = certain_stretches(text, self._channel)
        place = 0
        while place < len(text):
            leap = certain.get(place)
            if leap and (leapt := self._leapt(states, text, place, leap)):
                states, place = leapt, leap[0]
                continue
            states = self._advanced(states, text, place)
            place += 1
        if self._lossy:
            self._complete(states, len(text))
        finals = [s for (_, held, _), s in states.items() if not held]
        top = max(finals, key=lambda s: s.score)
        return top.score, top.link

    def _advanced(self, states: dict[_Key, _State], text: str, place: int) -> dict[_Key, _State]:
        """The states one character further."""
        after = self._step(states, place, text[place])
        if self._lossy and self._channel.lost and self._broken(states, after):
            self._insert(states, place)
            after = self._step(states, place, text[place])
        return self._pruned(after) if len(after) > _CROWD else after

    def _leapt(
        self, states: dict[_Key, _State], text: str, place: int, leap: tuple[int, str]
    ) -> dict[_Key, _State] | None:
        """The states behind a stretch that can only be read in one way; None unless damage is the best way up to it."""
        (damaged, held, last), state = max(states.items(), key=lambda item: item[1].score)
        if not damaged or held:
            return None
        end, output = leap
        score = self._judge.score
        kept = [(s.score, s.link, key[2]) for key, s in states.items() if not key[0]]
        kept.append((state.score - _torn(last, text[place]), state.link, last))
        sound, link, before = max(kept, key=lambda k: k[0])
        through = _Link(state.link, place, end, output, False, _KNOWN)
        return {
            (True, (), output[-1]): _State(state.score + score(output, before=last), through, end, False),
            (False, (), text[end - 1]): _State(sound + score(text[place:end], before=before), link, 0, False),
        }

    def _pruned(self, states: dict[_Key, _State]) -> dict[_Key, _State]:
        best = sorted(states.items(), key=lambda item: -item[1].score)
        least = best[0][1].score - _BEHIND
        kept = {key: state for key, state in best[: self._width] if state.score > least}
        for key, state in best:  # the undamaged way always lives
            if not key[0]:
                kept[key] = state
                break
        return kept

    def _step(self, states: dict[_Key, _State], place: int, char: str) -> dict[_Key, _State]:
        after: dict[_Key, _State] = {}
        spellings = self._channel.spell(char, lossy=self._lossy)
        logp = self._judge.logp
        for (damaged, held, last), state in states.items():
            if not held:
                key = (False, (), char)
                score = state.score + logp(last, char)
                if damaged:
                    score -= _torn(last, char)
                old = after.get(key)
                if old is None or old.score < score:
                    after[key] = _State(score, state.link, 0, False)
                if ord(char) < 0x80 and not damaged:
                    continue
                if not damaged:
                    cost = self._channel.enter + _torn(char, last)
                    state = _State(state.score - cost, state.link, place, False)
                elif state.since != place:
                    state = state._replace(since=place)
            for spelling, cost, lost in spellings:
                self._feed(after, (held, last), state, (spelling, cost, lost), place + 1)
        return after

    def _best_of(self, held: Bytes, found: Candidates, last: str) -> list[tuple[float, str]]:
        """The likeliest of the characters that `held` may be, after the character `last`."""
        ranked = self._ranked.get((held, last))
        if ranked is None:
            chars = found.chars
            if len(chars) < _MANY:
                ranked = [(self._judge.logp(last, char) - found.cost, char) for char in chars]
            else:
                ranked = self._judge.likeliest(last, chars, _BRANCHES)
            self._ranked[held, last] = ranked
        return ranked

    @staticmethod
    def _broken(states: dict[_Key, _State], after: dict[_Key, _State]) -> bool:
        """Whether a damaged stretch cannot go on with this character as it stands."""
        best = max((s.score for (damaged, held, _), s in states.items() if damaged or held), default=None)
        if best is None:
            return False
        return max((s.score for (damaged, _, _), s in after.items() if damaged), default=-1e9) < best - _FALL

    def _insert(self, states: dict[_Key, _State], place: int) -> None:
        """Let bytes that vanished without a sign stand before the next character."""
        least = max(state.score for state in states.values()) - _BEHIND
        for (damaged, held, last), state in list(states.items()):
            if damaged or held:
                start = state if held else state._replace(since=place)
                for spelling, cost in self._channel.lost:
                    if state.score - cost > least:
                        self._feed(states, (held, last), start, (spelling, cost, True), place)

    def _complete(self, states: dict[_Key, _State], place: int) -> None:
        """Let the last bytes of a character have vanished at the end, where that may be better than all else."""
        best = max((state.score for (_, held, _), state in states.items() if not held), default=-1e9)
        for (_, held, last), state in list(states.items()):
            for spelling, cost in self._channel.lost if held else ():
                if state.score - cost > best:
                    self._feed(states, (held, last), state, (spelling, cost, True), place)

    def _feed(
        self,
        after: dict[_Key, _State],
        key: tuple[Bytes, str],
        state: _State,
        spelling: tuple[Bytes, float, bool],
        end: int,
    ) -> None:
        """Read the bytes of one spelling, branching wherever they make a character."""
        front = [(key[0], key[1], state.score - spelling[1], state.link, state.since, state.inferred or spelling[2])]
        read = self._reader.read
        for number, byte in enumerate(spelling[0]):
            grown = []
            here = end if number == len(spelling[0]) - 1 else end - 1
            for held, last, score, link, since, inferred in front:
                now = (*held, byte)
                found = read(now)
                if found is None:
                    grown.append((now, last, score, link, since, inferred))
                    continue
                for gain, char in self._best_of(now, found, last):
                    reached = _Link(link, since, end, char, inferred, now)
                    grown.append(((), char, score + gain, reached, here, inferred and here < end))
            if len(grown) > self._width:
                grown.sort(key=lambda g: -g[2])
                del grown[self._width :]
            front = grown
        for held, last, score, link, since, inferred in front:
            place = (True, held, last)
            old = after.get(place)
            if old is None or old.score < score:
                after[place] = _State(score, link, since, inferred if held else False)


def _torn(inside: str, outside: str) -> float:
    """Nats for an edge of damage between these two, which seldom lies inside a word."""
    if is_foreign(outside):
        return _TORN
    return _SPLIT if outside > "\x7f" and inside > "\x7f" else 0.0


def read_through(text: str, channel: Channel, judge: Plausibility, *, lossy: bool) -> list[Run]:
    """The damaged runs of a text, if it was damaged by this channel; empty if it is better left alone."""
    _, link = Lattice(judge, channel, lossy=lossy, width=channel.width if lossy else 12).best(text)
    links: list[_Link] = []
    while link is not None:
        links.append(link)
        link = link.previous
    links.reverse()
    runs: list[Run] = []
    group: list[_Link] = []
    for item in links:
        if group and item.start > group[-1].end:
            runs.append(_run(text, group, judge))
            group = []
        group.append(item)
    if group:
        runs.append(_run(text, group, judge))
    return [run for run in runs if run.output != text[run.start : run.end]]


def _run(text: str, group: list[_Link], judge: Plausibility) -> Run:
    """One run from its characters, without the ASCII at its ends that the damage did not touch."""
    first, last = 0, len(group)
    while first < last and _untouched(text, group[first]):
        first += 1
    while last > first and _untouched(text, group[last - 1]):
        last -= 1
    group = group[first:last]
    if not group:
        return Run(0, 0, "", 0.0, False)
    start, end = group[0].start, group[-1].end
    output = "".join(item.output for item in group)
    before, after = text[start - 1 : start], text[end : end + 1]
    seen = judge.score(text[start:end] + after, before=before)
    gain = judge.score(output + after, before=before) - seen
    places = accumulate((len(item.output) for item in group), initial=0)
    guesses = tuple(Guess(i, item.held) for i, item in zip(places, group, strict=False) if min(item.held) < 0)
    return Run(start, end, output, gain, any(item.inferred for item in group), guesses)


def _untouched(text: str, link: _Link) -> bool:
    return link.end - link.start == 1 and text[link.start] == link.output
