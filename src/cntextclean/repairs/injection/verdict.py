"""Pinyin in brackets after a character: damage on an injected page, content in a dictionary. Decided by the page.

Mirrored spam pages carry 創(chuàng)新 or 利用(yong)法拉第電(dian)磁, put there
by a program; dictionaries, textbooks and annotated classics carry 籴(dí)些麦稃(fū), put there for readers. A page can
carry both: the lesson was mirrored. Then the program is known by what it does: it annotates *every* occurrence of
a key, each with one reading in one form. So a second gloss behind a key is the author's, and one behind any other.

See docs/damage.md, Injected pinyin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ...models.bigrams import bigrams
from ...models.readings import readings, toneless
from .glosses import EVERYDAY, Gloss
from .sprinkled import sprinkled

__all__ = ["Verdict", "judge"]

# ln P of a character. Readers know everything above COMMON; a gloss below RARE is there for them.
COMMON = -10.6
RARE = -12.0
_ALWAYS = 0.75  # of the occurrences of a key are glossed; on the pages met it was all of them
_NEAR = 4
_NONSENSE = -9.0  # mean ln P of neighbours in shifted text; prose has -6
_SPACING = 150  # hanzi for one gloss at the most; the pages met have one in 10 to 60
_RUBY = 3  # so many glossed characters in a row, not all of them possible keys, are a verse for learners
_LESSON = 8  # glosses; in fewer, a program may have hit each character first by chance
_SAYING = frozenset("說说問问道曰云答喊叫想")  # these stand before a colon for another reason
_MARKS = frozenset("、，,；;。：:．·/|｜ \u3000\t\n")


class Verdict(NamedTuple):
    """Which glosses of a page are damage; `keys` are the characters it annotates by rote, with the reading."""

    damage: tuple[Gloss, ...] = ()
    keys: dict[str, str] = {}  # noqa: RUF012  (never written to)

    @property
    def damaged(self) -> bool:
        """Whether the page was injected."""
        return bool(self.damage)


def judge(text: str, glosses: Sequence[Gloss], *, slips: bool) -> Verdict:
    """Which glosses of a page are damage; `slips` says that the page shows byte shifts as well.

    An injected page glosses common characters, each with one fixed reading, wherever they stand, and for a toned
    reading only characters whose Traditional form differs; or any character after every few of running text. A page
    for readers glosses rare characters, or a character by its reading in context, or every single character.
    """
    fitting = [g for g in glosses if g.fits]
    if not fitting or _is_ruby(fitting):
        return Verdict()
    ruby = _in_ruby(fitting)
    plain = [g for g in fitting if g.start not in ruby]
    keys = _rote_keys(text, plain)
    rote = [g for g in fitting if keys.get(g.char) == g.reading]
    by_rote = _is_plainly_rote(rote, plain)
    if drawn := sprinkled(text, [g for g in fitting if keys.get(g.char) != g.reading], rote=rote):
        drawn = [g for g in drawn if not _is_item(text, g)]
        return Verdict(tuple(sorted({*_first_of_each(rote), *drawn})), keys if by_rote else {})
    if not by_rote and (_is_for_readers(fitting) or _is_first_reader(text, fitting)):
        return Verdict()
    rest = [g for g in plain if not (by_rote and keys.get(g.char) == g.reading) and not _is_item(text, g)]
    sparse = rest if _is_sparse(text, rest, rote) else []
    if (not sparse and not _is_dense(text, rote)) or (len(keys) < 2 and not sparse and not slips):
        return Verdict()
    return Verdict(tuple(sorted({*_first_of_each(rote), *_of_the_form(sparse)})), keys)


def _is_ruby(glosses: Sequence[Gloss]) -> bool:
    """Every character has its reading: 你(nǐ)好(hǎo)世(shì)界(jiè), a page for learners."""
    touching = sum(b.start == a.end + 1 for a, b in pairwise(glosses))
    return len(glosses) >= 2 and touching >= 0.75 * (len(glosses) - 1)


def _in_ruby(glosses: Sequence[Gloss]) -> set[int]:
    """Where the glosses of verses for learners stand; a program would skip what is the same in both scripts."""
    found: set[int] = set()
    run: list[Gloss] = []
    fold = bigrams().fold
    for gloss in [*glosses, None]:
        if gloss and run and gloss.start - run[-1].end <= 1:
            run.append(gloss)
            continue
        single = [g for g in run if not g.doubled]
        if len(single) >= _RUBY and any(fold(g.char) == g.char for g in single):
            found |= {g.start for g in single}
        run = [gloss] if gloss else []
    return found


def _is_item(text: str, gloss: Gloss) -> bool:
    """A character that stands alone with its reading between marks, or before what explains it: a list of new words."""
    before, after = text[gloss.start - 2 : gloss.start - 1] or "\n", text[gloss.end : gloss.end + 1] or "\n"
    if before not in _MARKS or after not in _MARKS or gloss.char in _SAYING:
        return False
    return before != "\n" or after != "\n"


def _is_for_readers(glosses: Sequence[Gloss]) -> bool:
    """Rare characters, or readings told apart by context (好(hǎo)人, 爱好(hào))."""
    rare = sum(bigrams().frequency(g.char) < COMMON for g in glosses)
    by_char: dict[str, set[str]] = {}
    for gloss in glosses:
        if gloss.toned and not gloss.doubled:
            by_char.setdefault(gloss.char, set()).add(gloss.reading)
    told_apart = sum(len(r) > 1 for r in by_char.values())
    return rare > 0.35 * len(glosses) or told_apart > max(1, 0.2 * len(by_char))


def _is_first_reader(text: str, glosses: Sequence[Gloss]) -> bool:
    """Each character glossed where it first stands, and bare from then on. A program does not remember."""
    first = [g for g in glosses if text.find(g.char) == g.start - 1]
    bare_later = sum(text.find(g.char, g.end) >= 0 for g in first)
    return len(first) >= max(_LESSON, 0.95 * len(glosses)) and bare_later >= 0.25 * len(first)


def _is_dense(text: str, rote: Sequence[Gloss]) -> bool:
    """Whether keys stand as close as everyday characters do; what a writer explains is farther between."""
    return len(rote) * _SPACING >= sum("㐀" <= char <= "鿿" for char in text)


def _is_plainly_rote(rote: Sequence[Gloss], glosses: Sequence[Gloss]) -> bool:
    """Whether keys come back again and again, whatever else the page glosses for its readers."""
    counts = Counter(g.char for g in rote if not g.doubled)
    return sum(count >= 2 for count in counts.values()) >= 3 or (
        len(counts) >= 8 and len(rote) >= 0.5 * len(glosses)
    )


def _rote_keys(text: str, glosses: Sequence[Gloss]) -> dict[str, str]:
    """Traditional characters with the same toned gloss wherever they stand: all or nothing for a key on a page."""
    model = bigrams()
    first = [g for g in glosses if g.toned and not g.doubled and model.fold(g.char) != g.char]
    form = Counter(g.form for g in first).most_common(1)
    glossed: dict[str, Counter[str]] = {}
    listed: Counter[str] = Counter()
    for gloss in first:
        if gloss.form == form[0][0] and model.frequency(gloss.char) > COMMON:
            glossed.setdefault(gloss.char, Counter())[gloss.reading] += 1
            listed[gloss.char] += _is_item(text, gloss)
    keys: dict[str, str] = {}
    for char, counts in glossed.items():
        ((reading, count),) = counts.most_common(1)
        if count > listed[char] and count >= _ALWAYS * (count + _bare(text, char, count)):
            keys[char] = reading
    return keys


def _bare(text: str, char: str, glossed: int) -> int:
    """How often a character stands without its gloss where no shifted bytes explain that."""
    bare = text.count(char) - glossed
    if bare <= 0 or bare * 2 > glossed * 3 + 4:
        return bare
    places = (m.start() for m in re.finditer(re.escape(char), text))
    return sum(text[i + 1 : i + 2] not in tuple("(（") and not _is_misread(text, i) for i in places)


def _is_misread(text: str, place: int) -> bool:
    """Whether a character may well have lost its gloss or be misread: a "?" of lost bytes is on its line, the line was
    cut right behind it, or nonsense stands on one side of it."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    at = place - start
    if "?" in line or at == len(line) - 1:
        return True
    for part in (line[max(0, at - _NEAR) : at + 1], line[at : at + _NEAR + 1]):
        hanzi = "".join(char for char in part if "㐀" <= char <= "鿿")
        if bigrams().score(hanzi[1:], before=hanzi[:1]) < _NONSENSE * max(1, len(hanzi) - 1):
            return True
    return False


def _first_of_each(rote: Sequence[Gloss]) -> list[Gloss]:
    """The gloss right behind each key is the program's; a second one too where the page doubles them by habit."""
    second = sum(g.doubled for g in rote)
    return [g for g in rote if not g.doubled or second * 4 > len(rote)]


def _is_sparse(text: str, glosses: Sequence[Gloss], rote: Sequence[Gloss]) -> bool:
    """A gloss after every few characters of running text, with or without its tone (kind 8a)."""
    frequency = bigrams().frequency
    common = [g for g in glosses if frequency(g.char) >= COMMON]
    if len(common) < 2 or len({g.char for g in common}) < 2 or len(common) * 8 < len(rote):
        return False
    running = sum(not _ends_word(text[g.end : g.end + 1]) for g in common)
    if running <= 0.5 * len(common) or _is_for_readers(glosses):
        return False
    if sum(not g.toned for g in common) >= 0.2 * len(common):
        return True
    everyday = sum(frequency(g.char) >= EVERYDAY for g in common)
    return len(common) >= 5 and everyday >= 0.25 * len(common)


def _ends_word(following: str) -> bool:
    """Whether a mark follows, as in a list of names: 王(wang)、李(li)、张(zhang)."""
    return following in tuple("、，,；;/") or following == " "


def _of_the_form(glosses: Sequence[Gloss]) -> list[Gloss]:
    """Those in a form that the page is full of, behind characters that need no explaining, read as they mostly are."""
    forms = Counter((g.form, g.toned) for g in glosses)
    read = Counter((g.char, toneless(g.reading)) for g in glosses)
    usual = {char: reading for (char, reading), _ in reversed(read.most_common())}
    frequency = bigrams().frequency
    return [
        g
        for g in glosses
        if frequency(g.char) > RARE
        and (toneless(g.reading) == usual[g.char] or read[g.char, usual[g.char]] < 2)
        and (forms[g.form, g.toned] * 10 > len(glosses) or (not g.toned and g.reading in readings(g.char)))
    ]
