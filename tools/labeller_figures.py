# ruff: noqa: E501  (tables and figures are easier to read on one line)
"""What the labeller finds on labelled pages, in figures: by kind, and by the confidence it stated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cntextclean.boilerplate.label import label
from cntextclean.boilerplate.labeller import Choice, Labeller, Opinion, PageLines, opinion_of
from cntextclean.page import Page
from cntextclean.vocabulary import IN_TEXT, NO_ARTICLE
from training_pages import KEEP, Sample

__all__ = ["Found", "Told", "figures", "found_by", "found_of", "report"]

_LITTLE = 40  # characters: a page without an article that gives fewer is as good as empty
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)  # of confidence


class Found(NamedTuple):
    """What came of a page."""

    sample: Sample
    kind: str
    confidence: float
    f1: float
    size: int

    @property
    def right(self) -> float:
        """F1; of a page without an article whether it gives next to nothing."""
        return self.f1 if any(self.sample.labels) else float(self.size < _LITTLE)


class Told:
    """A labeller that says of every page what it was told."""

    def __init__(self, opinion: Opinion) -> None:
        self.opinion = opinion

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        """The opinion it was told, for each page."""
        return [self.opinion for _ in pages]


def f1(gold: str, found: str) -> float:
    """F1 of multisets of four characters."""
    a, b = (Counter(t[i : i + 4] for i in range(max(1, len(t) - 3))) for t in (re.sub(r"\s+", "", t) for t in (gold, found)))
    both = sum((a & b).values())
    return 2 * both / (a.total() + b.total()) if found and both else 0.0


def found_by(sample: Sample, choice: Choice, kinds: NDArray[np.float32], reliable: NDArray[np.float32]) -> Found:
    """What the library makes of a page if the labeller's models say this of it."""
    return found_of(sample, Told(opinion_of(choice, kinds, reliable)))


def found_of(sample: Sample, judge: Labeller) -> Found:
    """What the library makes of a page if a labeller judges it."""
    verdict = label(Page(sample.text), KEEP, judge=judge)
    text = "\n".join(sample.text[part.start : part.end] for part in verdict.lines if part.role in IN_TEXT)
    return Found(sample, verdict.kind, verdict.confidence, f1(sample.gold, text), len("".join(text.split())))


def figures(found: Sequence[Found], threads: Sequence[Sample], judge: Labeller) -> dict[str, object]:
    """The figures of a training, ready for JSON. threads: pages that are never trained on."""
    unseen = [found_of(sample, judge) for sample in threads]
    out: dict[str, object] = {"threads": _mean(unseen)}
    for origin in dict.fromkeys(f.sample.origin for f in found):
        own = [f for f in found if f.sample.origin == origin]
        out[origin] = {"article": _mean([f for f in own if any(f.sample.labels)]), "none": _mean([f for f in own if not any(f.sample.labels)])}
    out["kinds"] = {told: _mean([f for f in found if f.sample.told == told]) for told in sorted({f.sample.told for f in found})}
    out["said_none"] = _said_none(found)
    out["confidence"] = _reliability(found)
    out["worst"] = [[f.sample.name, f.sample.told, f.kind, round(f.right, 3)] for f in sorted(found, key=lambda f: f.right)[:40]]
    return out


def _mean(found: Sequence[Found]) -> dict[str, float]:
    values = [f.right for f in found]
    return {"pages": len(values), "right": round(float(np.mean(values)), 4), "median": round(float(np.median(values)), 4)} if values else {"pages": 0}


def _said_none(found: Sequence[Found]) -> dict[str, float]:
    said = [f for f in found if f.kind in NO_ARTICLE]
    return {"pages": len(said), "right": sum(not any(f.sample.labels) for f in said)}


def _reliability(found: Sequence[Found]) -> list[list[float]]:
    """For pages by the confidence stated: how many, the mean confidence, the mean F1."""
    rows = []
    for low, high in pairwise(_BINS):
        own = [f for f in found if low <= f.confidence < high]
        if own:
            rows.append([low, len(own), round(float(np.mean([f.confidence for f in own])), 3), round(float(np.mean([f.right for f in own])), 3)])
    return rows


def report(found: Sequence[Found]) -> str:
    """The figures in a few lines of text."""
    lines = []
    for told in sorted({f.sample.told for f in found}):
        own = [f for f in found if f.sample.told == told]
        lines.append(f"{told:14s} {len(own):4d} {np.mean([f.right for f in own]):.3f} {dict(Counter(f.kind for f in own))}")
    for origin in dict.fromkeys(f.sample.origin for f in found):
        own = [f for f in found if f.sample.origin == origin]
        lines.append(f"{origin}: {_mean([f for f in own if any(f.sample.labels)])} without: {_mean([f for f in own if not any(f.sample.labels)])}")
    lines += [f"said to have none: {_said_none(found)}", f"confidence: {_reliability(found)}"]
    lines += [f"{f.right:.3f} {f.sample.name} {f.sample.told} -> {f.kind} {f.confidence:.2f}" for f in sorted(found, key=lambda f: f.right)[:45]]
    return "\n".join(lines)
