"""How well pages are told apart and their text is found, by kind of page, and what the stated confidence is worth.

usage: python bench/bench_kinds.py FOLDER [FOLDER ...] [--worst N]
       python bench/bench_kinds.py --by-host
FOLDER holds one folder for each page with raw.txt, gold.txt (empty where the page has no article) and, where there is
one, labels.json with its "kind". Prints F1 of character 4-grams by kind; for pages without an article the share that
gives less than 40 characters; how many pages with one are said to have none; and, for pages by the confidence they
were given, the mean F1. Weights that were trained on these pages flatter them; --by-host prints what the training
measured with models that saw no page of the host (_data/labeller.json).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import cntextclean as cn
from bench_chrome import f1
from cntextclean.vocabulary import NO_ARTICLE

KEEP = cn.Config(script=None, punctuation="keep")
LITTLE = 40  # characters: a page without an article that gives fewer is as good as empty
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)  # of confidence


class Result(NamedTuple):
    """What came of one page: its kind as labelled and as said, confidence, F1, and the size of the text."""

    name: str
    kind: str
    said: str
    confidence: float
    f1: float
    size: int
    empty: bool


def read(folder: Path) -> Result:
    """Clean one page and compare it with its gold text."""
    gold = (folder / "gold.txt").read_text(encoding="utf-8").strip()
    labels = folder / "labels.json"
    kind = json.loads(labels.read_text(encoding="utf-8")).get("kind", "?") if labels.exists() else "?"
    document = cn.clean((folder / "raw.txt").read_text(encoding="utf-8"), KEEP)
    size = len("".join(document.text.split()))
    value = float(size < LITTLE) if not gold else f1(gold, document.text)[2]
    return Result(folder.name, kind, document.kind, document.confidence, value, size, not gold)


def by_kind(results: Sequence[Result]) -> None:
    """The table by kind, pages with an article and pages without."""
    for empty in (False, True):
        chosen = [r for r in results if r.empty == empty]
        print(f"\n{'without an article: share under 40 characters' if empty else 'with an article: F1'}")
        for kind in sorted({r.kind for r in chosen}):
            own = [r for r in chosen if r.kind == kind]
            said = {word: sum(r.said == word for r in own) for word in sorted({r.said for r in own})}
            print(f"  {kind:14s} {len(own):4d}  {mean(r.f1 for r in own):.3f}  {said}")
        if chosen:
            print(f"  {'all':14s} {len(chosen):4d}  {mean(r.f1 for r in chosen):.3f}")
    none = [r for r in results if r.said in NO_ARTICLE]
    if none:
        print(f"\nsaid to have none: {len(none)}, of which right: {mean(r.empty for r in none):.3f}")


def reliability(results: Sequence[Result]) -> None:
    """For pages by their confidence: how many, the mean confidence, the mean F1."""
    print("\nconfidence     pages  stated  F1")
    for low, high in pairwise(BINS):
        own = [r for r in results if low <= r.confidence < high]
        if own:
            stated, found = mean(r.confidence for r in own), mean(r.f1 for r in own)
            print(f"{low:.2f} to {min(high, 1):.2f}  {len(own):4d}   {stated:.3f}  {found:.3f}")


def by_host() -> None:
    """The tables of the training: by kind, and for pages by their confidence how many, its mean, the mean F1."""
    told = json.loads(files("cntextclean._data").joinpath("labeller.json").read_text("utf-8"))
    for kind, found in told["kinds"].items():
        print(f"  {kind:14s} {found['pages']:4d}  {found['right']:.3f}")
    print("\nsaid to have none: {pages}, of which right: {right}".format(**told["said_none"]))
    print("\nconfidence     pages  stated  F1")
    ends = [row[0] for row in told["confidence"][1:]] + [1.0]
    for (low, pages, stated, found), high in zip(told["confidence"], ends, strict=True):
        print(f"{low:.2f} to {high:.2f}  {pages:4d}   {stated:.3f}  {found:.3f}")


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--by-host", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.by_host:
        by_host()
        return
    pages = [path for folder in arguments.folders for path in sorted(folder.iterdir()) if path.is_dir()]
    results = [read(path) for path in pages]
    by_kind(results)
    reliability(results)
    for r in sorted(results, key=lambda r: r.f1)[: arguments.worst]:
        print(f"  {r.f1:.3f} {r.name} ({r.kind}, said {r.said} {r.confidence:.2f})")


if __name__ == "__main__":
    main()
