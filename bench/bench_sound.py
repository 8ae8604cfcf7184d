"""What does `repair` change in text that nobody damaged, in thirty languages and in code?

usage: PYTHONPATH=src python bench/bench_sound.py CACHE [LANGUAGE ...] [--limit CHARACTERS] [--clean] [--places N]
CACHE is a folder for the corpus; what it lacks is downloaded with `apt-get download` (layout: sound_corpus.py).
Prints false edits per million characters by language, then each rule with places. --limit takes so many characters of
each language, from all over it. --clean runs the whole pass with script, punctuation and chrome kept, where
nothing but blanks at the ends of lines may change.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import cntextclean as cn
from cntextclean.alignment import Edit
from sound_corpus import gather

KEEP = cn.Config(script=None, punctuation="keep", chrome="keep")
AROUND = 18  # characters shown on either side of an edit


class Place(NamedTuple):
    """One edit of sound text: its rule, the page, and what it did where."""

    rule: str
    page: str
    shown: str


class Outcome(NamedTuple):
    """What became of the pages of one language."""

    characters: int
    seconds: float
    places: list[Place]


def pages(path: Path, limit: int) -> Iterator[tuple[str, str]]:
    """Pages (place, text) of a language, at most `limit` characters, from all over it."""
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    if limit:
        random.Random(1).shuffle(lines)
    taken = 0
    for page in lines:
        if limit and taken >= limit:
            return
        text = page["text"][: limit - taken] if limit else page["text"]
        taken += len(text)
        yield page["place"], text


def edits_of(text: str, *, whole_pass: bool) -> Iterable[Edit]:
    """The edits that count as false."""
    if not whole_pass:
        return cn.repair(text).edits
    found = cn.clean(text, KEEP).edits
    return [e for e in found if e.replacement.strip() or text[e.start : e.end].strip()]


def measured(path: Path, limit: int, *, whole_pass: bool) -> Outcome:
    """All edits of one language."""
    characters, seconds, places = 0, 0.0, []
    for page, text in pages(path, limit):
        begun = time.process_time()
        edits = edits_of(text, whole_pass=whole_pass)
        seconds += time.process_time() - begun
        characters += len(text)
        places += [Place(e.rule, page, _shown(text, e)) for e in edits]
    return Outcome(characters, seconds, places)


def _shown(text: str, edit: Edit) -> str:
    before = text[max(edit.start - AROUND, 0) : edit.start]
    after = text[edit.end : edit.end + AROUND]
    line = f"{before}[{text[edit.start : edit.end]}→{edit.replacement}]{after}"
    return line.replace("\n", "⏎")


def report(language: str, outcome: Outcome, most: int) -> None:
    """One row of the table, and the places under it."""
    millions = outcome.characters / 1e6
    rate = len(outcome.places) / millions
    speed = millions / outcome.seconds
    print(f"| {language} | {millions:.2f} | {len(outcome.places)} | {rate:.2f} | {speed:.2f} |", flush=True)
    for rule, count in Counter(place.rule for place in outcome.places).most_common():
        print(f"    {rule}: {count}", file=sys.stderr)
        for place in [p for p in outcome.places if p.rule == rule][:most]:
            print(f"        {place.page}: {place.shown[:160]}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=Path)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--limit", type=int, default=0, help="characters of each language; all by default")
    parser.add_argument("--clean", action="store_true", help="the whole pass with all kept, not repair alone")
    parser.add_argument("--places", type=int, default=20, help="places shown for each rule")
    options = parser.parse_args()
    gather(options.cache.resolve())
    print("| language | M characters | edits | per M | M characters a second |\n| --- | ---: | ---: | ---: | ---: |")
    for path in sorted((options.cache / "text").glob("*.jsonl")):
        if not options.languages or path.stem in options.languages:
            report(path.stem, measured(path, options.limit, whole_pass=options.clean), options.places)


if __name__ == "__main__":
    main()
