# ruff: noqa: E501  (signatures are easier to read on one line)
"""Labelled HTML pages for training: their lines with marks, the labels of the page's text carried over to them, and pages
made of their parts."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cntextclean.boilerplate.tagged import Tagged, read_tags
from cntextclean.html import read_page
from cntextclean.page import Page
from training_pages import Item, Sample, build, laid_out, load_pages

__all__ = ["HtmlSample", "load_html", "recombine"]

Floats = NDArray[np.float32]
Marked = tuple[Item, dict[str, float]]
_SPLIT = 12  # characters of a piece of a line that is sought by itself
_LEAST = 0.4  # share of a line's pieces that must be content
_AROUND = 200  # lines of furniture above and below an article that are taken along
_LONGEST = 500  # lines of a page whose parts are taken
_PARTS = 10_000  # what sets the numbers of blocks of one part of a made page apart from another's
_SEAMS = (1, 2, 3)  # blocks that parts of a made page share


class HtmlSample(NamedTuple):
    """A page with its labels, the marks of its lines, and what is measured of these."""

    sample: Sample
    marks: Mapping[str, Floats]
    tags: Tagged


def measured(sample: Sample, marks: Mapping[str, Floats]) -> HtmlSample:
    """A page with its features."""
    page = sample.measured().page
    assert page is not None
    return HtmlSample(sample, marks, read_tags(page, marks))


def load_html(folder: Path) -> list[HtmlSample]:
    """The labelled pages of a folder (see training_pages.load_pages) that have page.html, read as HTML."""
    return [
        _read_html(sample, path)
        for sample in load_pages(folder)
        if sample.blocks and (path := folder / sample.name / "page.html").exists()
    ]


def _read_html(sample: Sample, path: Path) -> HtmlSample:
    source = read_page(path.read_bytes(), html=True)
    text = source.text.then(laid_out(source.text.value))
    blocks = Page(text.value).lines
    assert source.marks is not None
    marks = source.marks.columns([text.alignment.source_span(*block) for block in blocks])
    ours, theirs = ([page[slice(*line)] for line in lines] for page, lines in ((sample.text, sample.blocks), (text.value, blocks)))
    sample.text, sample.blocks, sample.labels = text.value, blocks, carried(ours, sample.labels, theirs)
    return measured(sample, marks)


def carried(lines: Sequence[str], labels: Sequence[int], others: Sequence[str]) -> list[int]:
    """The labels of lines, for other lines of the same page: whole lines first, then pieces of what lies between."""
    ours, theirs = (["".join(line.split()) for line in side] for side in (lines, others))
    out = [0] * len(theirs)
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            out[c:d] = labels[a:b]
        elif d > c:
            out[c:d] = _by_pieces(ours[a:b], labels[a:b], theirs[c:d])
    return out


def _by_pieces(ours: Sequence[str], labels: Sequence[int], theirs: Sequence[str]) -> list[int]:
    kept, rest = (
        "\n".join(line for line, label in zip(ours, labels, strict=True) if label == wanted) for wanted in (1, 0)
    )
    return [int(_share(line, kept) > max(_share(line, rest), _LEAST)) for line in theirs]


def _share(line: str, text: str) -> float:
    """Which share of a line's pieces stands in a text."""
    size = min(max(len(line) // 3, 1), _SPLIT)
    pieces = [line[i : i + size] for i in range(0, max(len(line) - size + 1, 1), size)]
    return sum(piece in text for piece in pieces) / len(pieces)


def recombine(samples: Sequence[HtmlSample], count: int, chance: random.Random) -> list[HtmlSample]:
    """Pages with the head of one page, the body of a second and the tail of a third, each line with its marks."""
    parts = [_taken_apart(s) for s in samples if s.sample.kind == "article" and len(s.sample.labels) <= _LONGEST]
    made: list[HtmlSample] = []
    while len(made) < count:
        head, (_, body, _), tail = chance.choice(parts)[0], chance.choice(parts), chance.choice(parts)[2]
        body, tail = _vary(body, tail, chance.choice(parts)[1], chance)
        page = _joined([head, body, tail], chance)
        if page:
            made.append(page)
    return made


def _taken_apart(page: HtmlSample) -> tuple[list[Marked], list[Marked], list[Marked]]:
    """What stands above the article, the article, and what stands below, with what a box holds in characters."""
    sample = page.sample
    marks = {**page.marks, "held": page.marks["held"] * page.tags.sizes.sum()}
    rows = [dict(zip(marks, values, strict=True)) for values in zip(*(each.tolist() for each in marks.values()), strict=True)]
    first, last = sample.span()
    lines = list(zip(sample.items(), rows, strict=True))
    return lines[max(first - _AROUND, 0) : first], lines[first : last + 1], lines[last + 1 : last + 1 + _AROUND]


def _vary(body: list[Marked], tail: list[Marked], other: list[Marked], chance: random.Random) -> tuple[list[Marked], list[Marked]]:
    """Shorten the body, or put teasers in full sentences among the tail, in boxes like those there."""
    dice = chance.random()
    if dice < 0.35 and len(body) > 3:
        size = chance.randint(1, 8)
        return (body[:size] if chance.random() < 0.5 else body[-size:]), tail
    if dice < 0.6 and tail:
        at = chance.randrange(len(tail))
        marks = tail[at][1]
        inner = {**marks, "shared": max(marks["depth"] - 1, 0)}
        lines = [line for (_, line, _), _ in other if len(line) > 25][: chance.randint(1, 12)]
        teasers: list[Marked] = [
            (("\n", line[: chance.randint(20, 90)] + chance.choice(["...", "…", "", "。"]), 0), inner if i else marks)
            for i, line in enumerate(lines)
        ]
        return body, [*tail[:at], *teasers, *tail[at:]]
    return body, tail


def _joined(parts: Sequence[list[Marked]], chance: random.Random) -> HtmlSample | None:
    items: list[Item] = []
    rows: list[dict[str, float]] = []
    spaced = chance.random() < 0.7
    for number, part in enumerate(parts):
        for i, ((gap, line, label), marks) in enumerate(part):
            marks = {**marks, "path": marks["path"] + number * _PARTS, "path_round": marks["path_round"] + number * _PARTS}
            if number and not i:
                marks["shared"] = min(marks["shared"], chance.choice(_SEAMS))
            items.append((gap if spaced else "\n", line, label))
            rows.append(marks)
    sample = build(items, "article")
    if sample is None:
        return None
    columns = {name: np.array([row[name] for row in rows], np.float32) for name in rows[0]}
    total = float(sum(block.end - block.start for block in sample.blocks)) or 1.0
    columns["held"] = np.minimum(columns["held"] / total, 1).astype(np.float32)
    return measured(sample, columns)
