# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Labelled pages for training: read, aligned with their gold text, taken apart and put together anew."""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cntextclean.boilerplate.context import context
from cntextclean.boilerplate.features import Page as Measured
from cntextclean.boilerplate.features import measure
from cntextclean.boilerplate.line_rules import BULLET, interviewed, read_lines
from cntextclean.config import Config
from cntextclean.normalize.line_breaks import join_lines
from cntextclean.page import Page
from cntextclean.page.blocks import Block, segment
from cntextclean.text import Text
from synthetic_pages import Item, Maker

KEEP = Config(script=None, punctuation="keep")
_LEAST = 2  # lines: where extractors agree on fewer they have agreed on a disclaimer
_SPACE = re.compile(r"\s+")
_LAST_PARTS = frozenset({"com", "net", "org", "gov", "edu", "co"})


@dataclass
class Sample:
    """A page with a label for every line: 1 is content."""

    name: str
    host: str
    kind: str  # "gold", "seed", "silver", "recombined", "article", "thread"
    text: str
    blocks: tuple[Block, ...]
    labels: list[int]
    gold: str
    page: Measured | None = None
    rows: NDArray[np.float32] | None = None

    def measured(self) -> Sample:
        """This sample with its features."""
        folded = Page(self.text).folded
        lines = interviewed(read_lines(folded, self.blocks, KEEP))
        self.page = measure(folded, self.blocks, [line.marks for line in lines])
        self.rows = context(self.page)
        return self

    def items(self) -> list[Item]:
        """The lines with the gap before each and their labels."""
        out, position = [], 0
        for (start, end), label in zip(self.blocks, self.labels, strict=True):
            out.append((self.text[position:start], self.text[start:end], label))
            position = end
        return out

    def span(self) -> tuple[int, int]:
        """First and last content line."""
        rows = [i for i, label in enumerate(self.labels) if label]
        return rows[0], rows[-1]


REAL = frozenset({"gold", "seed", "silver"})


def load_pages(folder: Path, kind: str = "gold") -> list[Sample]:
    """Hand-made pages: folders with raw.txt, gold.txt and page.html (only its links are read, for the host)."""
    samples = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        gold = (path / "gold.txt").read_text(encoding="utf-8")
        text = _joined((path / "raw.txt").read_text(encoding="utf-8"))
        blocks = segment(text)
        labels = align([text[start:end] for start, end in blocks], gold)
        if any(labels):
            host = _host((path / "page.html").read_bytes().decode("latin-1"))
            samples.append(Sample(path.name, host, kind, text, blocks, labels, gold))
    return samples


def load_silver(path: Path) -> list[Sample]:
    """Pages whose lines were labelled by agreement of extractors: one JSON object on a line."""
    samples = []
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        content = record["content"]
        flags = json.loads(content) if isinstance(content, str) else content
        text = "\n".join(record["lines"])
        starts = [0]
        for line in record["lines"]:
            starts.append(starts[-1] + len(line) + 1)
        if sum(flags) < _LEAST:
            continue
        blocks = segment(text)
        labels = [int(flags[bisect_right(starts, start) - 1]) for start, _ in blocks]
        gold = "\n".join(line for line, flag in zip(record["lines"], flags, strict=True) if flag)
        host = record["id"].split("/")[0]
        samples.append(Sample(record["id"], host, "silver", text, blocks, labels, gold))
    return samples


def load_threads(path: Path) -> list[Sample]:
    """Threads written by hand, in one file: "=== name" begins a page, a bar begins a line of content."""
    samples = []
    for page in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *lines = page.rstrip("\n").split("\n")
        items = [("\n", line[1:], int(line[0] == "|")) for line in lines if line.strip()]
        made = build(items, "thread")
        if made:
            samples.append(replace(made, name=name, host=name))
    return samples


def _joined(text: str) -> str:
    return Text.of(text).apply(join_lines(Page(text), KEEP)).value


def _host(html: str) -> str:
    """The registered name most of a page's links lead to."""
    names = Counter(".".join(_registered(name)) for name in re.findall(r"https?://([\w.\-]+)", html) if "w3.org" not in name)
    return names.most_common(1)[0][0] if names else ""


def _registered(name: str) -> list[str]:
    parts = name.lower().split(".")
    return parts[-3:] if len(parts) > 2 and parts[-2] in _LAST_PARTS else parts[-2:]


def align(lines: Sequence[str], gold: str) -> list[int]:
    """Which lines of a page are in its gold text: those that match in order, and long ones it holds anywhere."""
    ours = [_SPACE.sub("", line) for line in lines]
    theirs = [line for line in (_SPACE.sub("", line) for line in gold.split("\n")) if line]
    labels = [0] * len(ours)
    for start, _, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        labels[start : start + size] = [1] * size
    taken = {line for line, label in zip(ours, labels, strict=True) if label}
    everything = "".join(theirs)
    for i, line in enumerate(ours):
        if not labels[i] and len(line) >= 10 and line not in taken and line in everything:
            labels[i] = 1
    return labels


def build(items: Sequence[Item], kind: str) -> Sample | None:
    """A sample from lines; None if they do not come out as that many lines with content among them."""
    text = "".join(("\n" if i and "\n" not in gap else "") + gap + line for i, (gap, line, _) in enumerate(items))
    blocks = segment(text)
    labels = [label for _, _, label in items]
    if len(blocks) != len(labels) or not any(labels) or len(labels) > 400:
        return None
    gold = "\n".join(line for _, line, label in items if label)
    return Sample("", "", kind, text, blocks, labels, gold)


def recombine(samples: Sequence[Sample], count: int, chance: random.Random) -> list[Sample]:
    """Pages with the head of one page, the body of a second and the tail of a third."""
    parts = []
    for sample in samples:
        items = sample.items()
        first, last = sample.span()
        parts.append((items[:first], items[first : last + 1], items[last + 1 :]))
    made: list[Sample] = []
    while len(made) < count:
        head, (_, body, _), tail = chance.choice(parts)[0], chance.choice(parts), chance.choice(parts)[2]
        body, tail = _vary(body, tail, chance.choice(parts)[1], chance)
        if chance.random() < 0.3:
            tail = [*_below(samples, chance), *tail]
        page = build(_respace([*head, *body, *tail], chance), "recombined")
        if page:
            made.append(page)
    return made


def _below(samples: Sequence[Sample], chance: random.Random) -> list[Item]:
    """What often stands right under an article and looks like it: comments, or the next article."""
    maker = Maker(chance, [[line for _, line, label in chance.choice(samples).items() if label] for _ in range(6)])
    return maker.comments() if chance.random() < 0.65 else maker.another()


def _vary(body: list[Item], tail: list[Item], other: list[Item], chance: random.Random) -> tuple[list[Item], list[Item]]:
    """Shorten the body, print it as one line, or put teasers in full sentences among the tail."""
    dice = chance.random()
    if dice < 0.35 and len(body) > 3:
        size = chance.randint(1, 8)
        return (body[:size] if chance.random() < 0.5 else body[-size:]), tail
    if dice < 0.45:
        size = chance.randint(1, 6)
        at = chance.randrange(len(body))
        return [("\n", "".join(line for _, line, _ in body[at : at + size])[:2000], 1)], tail
    if dice < 0.6:
        ends = ["...", "…", "", "。"]
        teasers: list[Item] = [
            ("\n", line[: chance.randint(20, 90)] + chance.choice(ends), 0) for _, line, _ in other if len(line) > 25
        ][: chance.randint(1, 12)]
        at = chance.randint(0, len(tail))
        return body, [*tail[:at], *teasers, *tail[at:]]
    return body, tail


def _respace(items: list[Item], chance: random.Random) -> list[Item]:
    """Some extractors print no blank lines and no indents, and some no bullets: vary both."""
    dice = chance.random()
    if dice < 0.4:
        return items
    plain = [("\n", line, label) for _, line, label in items]
    if dice < 0.75:
        return plain
    return [(gap, _bare(line), label) for gap, line, label in plain]


def _bare(line: str) -> str:
    bullet = BULLET.match(line)
    return line[bullet.end() :] if bullet else line


def synthesise(samples: Sequence[Sample], count: int, chance: random.Random, what: str) -> list[Sample]:
    """Pages from the grammars of synthetic_pages.py with content from the bodies of samples."""
    bodies = [[line for _, line, label in sample.items() if label] for sample in samples]
    made: list[Sample] = []
    while len(made) < count:
        maker = Maker(chance, bodies)
        kind = chance.choice(maker.kinds(what))
        sample = build(_respace(kind(), chance), what)
        if sample:
            made.append(sample)
    return made
