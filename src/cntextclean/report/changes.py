"""What differs between two runs: their options, their counts, and the sampled pages that came out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from .account import Account, Case
from .corpus import Section

__all__ = ["Changes", "Pair", "Passage", "compare"]

CONTEXT = 40  # code points on either side of a passage
PASSAGE = 300  # of a passage itself
PASSAGES = 6  # of a page

FAMILIES = {
    "records": "Records",
    "characters": "Characters",
    "kinds": "Kinds of pages",
    "confidence": "Confidence",
    "damage": "Damage",
    "dropped": "Dropped, characters by label",
    "edits": "Edits, by rule",
    "encodings": "Encodings",
    "scripts": "Scripts",
    "reasons": "Not in the output",
}


class Passage(NamedTuple):
    """A place where two texts differ: in each what stands left of it, the place itself, and what stands right."""

    before: list[str]
    after: list[str]


class Pair(NamedTuple):
    """A page that came out otherwise. facts: what is said of it in both, where that differs."""

    before: Case
    after: Case
    facts: Sequence[tuple[str, str, str]]
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Changes:
    """What two runs do not share.

    settings: options and versions that differ. sections: of counts that differ. compared: pages that both drew; pairs:
    those of them that differ.
    """

    before: Account
    after: Account
    settings: Sequence[tuple[str, str, str]]
    sections: Sequence[Section]
    compared: int
    pairs: Sequence[Pair]


def compare(before: Account, after: Account) -> Changes:
    """The changes from one run to another. Pages are known again by what they hold, wherever they stand."""
    ours, theirs = _pages(before), _pages(after)
    both = [digest for digest in ours if digest in theirs]
    pairs = [_pair(ours[digest], theirs[digest]) for digest in both if _differ(ours[digest], theirs[digest])]
    return Changes(before, after, list(_settings(before, after)), list(_sections(before, after)), len(both), pairs)


def _pages(account: Account) -> dict[str, Case]:
    """The sampled pages by their digest; of one that was drawn twice the case that holds more of its text."""
    pages: dict[str, Case] = {}
    for stratum in sorted(account.cases):
        for case in account.cases[stratum]:
            digest = case["page"]
            if case["what"] == "page" and len(case["text"]) >= len(pages.get(digest, {"text": ""})["text"]):
                pages[digest] = case
    return pages


def _settings(before: Account, after: Account) -> Iterator[tuple[str, str, str]]:
    if before.version != after.version:
        yield "version", before.version, after.version
    ours, theirs = _flat(before.options), _flat(after.options)
    for name in sorted({*ours, *theirs} - {"fingerprint"}):
        if ours.get(name) != theirs.get(name):
            yield name, str(ours.get(name)), str(theirs.get(name))
    if before.version == after.version and before.fingerprint != after.fingerprint:
        yield "fingerprint", before.fingerprint, after.fingerprint


def _flat(options: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in options.items():
        flat |= {f"{name}.{inner}": v for inner, v in value.items()} if isinstance(value, Mapping) else {name: value}
    return flat


def _sections(before: Account, after: Account) -> Iterator[Section]:
    for family, title in FAMILIES.items():
        ours, theirs = before.counts[family], after.counts[family]
        names = [name for name in {**ours, **theirs} if ours.get(name, 0) != theirs.get(name, 0)]
        rows = [(name, ours.get(name, 0), theirs.get(name, 0)) for name in names]
        rows.sort(key=lambda row: (-abs(row[2] - row[1]), row[0]))
        if rows:
            columns = ("name", before.name, after.name, "change")
            yield Section(title, columns, [(*row, row[2] - row[1]) for row in rows])


def _differ(before: Case, after: Case) -> bool:
    return before["digest"] != after["digest"] or any(_facts(before, after))


def _facts(before: Case, after: Case) -> Iterator[tuple[str, str, str]]:
    for name in ("kind", "title", "script", "encoding"):
        if before[name] != after[name]:
            yield name, str(before[name]), str(after[name])
    for family in ("labels", "rules"):
        ours, theirs = before[family], after[family]
        for name in sorted({*ours, *theirs}):
            if ours.get(name, 0) != theirs.get(name, 0):
                yield name, str(ours.get(name, 0)), str(theirs.get(name, 0))


def _pair(before: Case, after: Case) -> Pair:
    return Pair(before, after, list(_facts(before, after)), list(_passages(before, after)))


def _passages(before: Case, after: Case) -> Iterator[Passage]:
    """Where the texts differ, line by line, as far as both are kept."""
    cut = [len(case["text"]) for case in (before, after) if len(case["text"]) < case["size"]]
    most = min(cut, default=None)
    ours, theirs = before["text"][:most].split("\n"), after["text"][:most].split("\n")
    lines = SequenceMatcher(None, ours, theirs, autojunk=False)
    changed = (code[1:] for code in lines.get_opcodes() if code[0] != "equal")
    for a, b, c, d in islice(changed, PASSAGES):
        yield _passage("\n".join(ours[a:b]), "\n".join(theirs[c:d]))


def _passage(before: str, after: str) -> Passage:
    """Two different texts without what they begin and end with alike, but for a little of it."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    return Passage(_parts(before, start, end), _parts(after, start, end))


def _alike(first: str, second: str) -> int:
    """How many code points two texts begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(first), len(second)))


def _parts(text: str, start: int, end: int) -> list[str]:
    inside = text[start : len(text) - end]
    if len(inside) > PASSAGE:
        inside = inside[:PASSAGE] + "…"
    right = text[len(text) - end :] if end else ""
    return [text[max(0, start - CONTEXT) : start], inside, right[:CONTEXT]]
