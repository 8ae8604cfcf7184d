# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Labelled pages for training: read, aligned with their gold text, taken apart and put together anew."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cntextclean.boilerplate.context import context
from cntextclean.boilerplate.features import Page as Measured
from cntextclean.boilerplate.features import measure
from cntextclean.boilerplate.fragments import cut_fragments
from cntextclean.boilerplate.line_rules import BULLET, Line, interviewed, read_lines
from cntextclean.config import Config
from cntextclean.normalize.line_breaks import join_lines
from cntextclean.page import Page
from cntextclean.page.blocks import Block, segment
from cntextclean.text import Text
from synthetic_lists import EMPTY, KINDS, entries
from synthetic_pages import Item, Maker

KEEP = Config(script=None, punctuation="keep")
_LEAST = 2  # lines: where extractors agree on fewer they have agreed on a disclaimer
_SPACE = re.compile(r"\s+")
_LAST_PARTS = frozenset({"com", "net", "org", "gov", "edu", "co"})
_TALK = frozenset({"thread", "qa", "microblog"})  # kinds of labelled pages that are read as threads
_FRAMES = frozenset({"stub", "spam"})
_AROUND = 200  # lines of furniture above and below an article that are taken along
_SAYS = 100  # characters of a body that sentences are taken from
_PROSE = 60  # characters: a longer line outside an article may be another
_LONGEST = 500  # lines of a page that is made


@dataclass
class Sample:
    """A page with a label for every line: 1 is content.

    kind: of KINDS, what the labeller shall say. told: what who labelled it calls it. origin: where it comes from.
    """

    name: str
    host: str
    kind: str
    text: str
    blocks: tuple[Block, ...]
    labels: list[int]
    gold: str
    told: str = ""
    origin: str = "made"
    lines: Sequence[Line] = ()
    page: Measured | None = None
    rows: NDArray[np.float32] | None = None

    @property
    def is_real(self) -> bool:
        """Whether it is a page that somebody collected."""
        return self.origin != "made"

    def measured(self) -> Sample:
        """This sample with its features."""
        folded = Page(self.text).folded
        self.lines = interviewed(read_lines(folded, self.blocks, KEEP))
        self.page = measure(folded, self.blocks, [line.marks for line in self.lines])
        self.rows = context(self.page)
        return self

    def items(self) -> list[Item]:
        """The lines with the gap before each and their labels."""
        out, position = [], 0
        for (start, end), label in zip(self.blocks, self.labels, strict=True):
            gap = self.text[position:start]
            out.append((gap if not gap.strip() else "\n", self.text[start:end], label))
            position = end
        return out

    def span(self) -> tuple[int, int]:
        """First and last content line."""
        rows = [i for i, label in enumerate(self.labels) if label]
        return rows[0], rows[-1]


def load_pages(folder: Path) -> list[Sample]:
    """Labelled pages: folders with raw.txt and gold.txt, and either labels.json with kind, host and the ranges of
    lines (from 0, both ends in it) that are content, or page.html, of which only links are read, to know the host."""
    read = [_load_page(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    return [s for s in read if any(s.labels) == bool(s.gold.strip())]  # else the gold text is in no whole line


def _load_page(path: Path) -> Sample:
    raw, gold = ((path / name).read_text(encoding="utf-8") for name in ("raw.txt", "gold.txt"))
    text = laid_out(raw)
    blocks = Page(text.value).lines
    told = path / "labels.json"
    if told.exists():
        data = json.loads(told.read_text(encoding="utf-8"))
        host = ".".join(_registered(data["host"])) if data["host"] else data["source"].split("/")[0]
        labels = _in_ranges(raw, text, blocks, data["lines"]["content"])
        kind = str(data["kind"])
    else:
        host = _host((path / "page.html").read_bytes().decode("latin-1"))
        labels = align([text.value[start:end] for start, end in blocks], gold)
        kind = "article"
    return Sample(path.name, host, _kind(kind, labels), text.value, blocks, labels, gold, kind, path.parent.name)


def _kind(told: str, labels: Sequence[int]) -> str:
    if not any(labels):
        return "stub" if told in _FRAMES else "list"
    return "thread" if told in _TALK else "article"


def _in_ranges(raw: str, text: Text, blocks: Sequence[Block], ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Which blocks of a text come, for the most part, from these lines of the page."""
    chosen = np.zeros(len(raw) + 1, np.bool_)
    start = 0
    for number, line in enumerate(raw.split("\n")):
        chosen[start : start + len(line)] = any(first <= number <= last for first, last in ranges)
        start += len(line) + 1
    spans = [text.alignment.source_span(*block) for block in blocks]
    return [int(chosen[span.start : span.end].mean() > 0.5) for span in spans]


def load_silver(path: Path) -> list[Sample]:
    """Pages whose lines were labelled by agreement of extractors: one JSON object on a line."""
    samples = []
    for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        content = record["content"]
        flags = json.loads(content) if isinstance(content, str) else content
        if sum(flags) < _LEAST:
            continue
        gold = "\n".join(line for line, flag in zip(record["lines"], flags, strict=True) if flag)
        text = laid_out("\n".join(record["lines"])).value
        blocks = Page(text).lines
        labels = align([text[start:end] for start, end in blocks], gold)
        if any(labels):
            host = record["id"].split("/")[0]
            samples.append(Sample(record["id"], host, "article", text, blocks, labels, gold, "article", path.stem))
    return samples


def load_threads(path: Path) -> list[Sample]:
    """Threads written by hand, in one file: "=== name" begins a page, a bar begins a line of content."""
    samples = []
    for page in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *lines = page.rstrip("\n").split("\n")
        items = [("\n", line[1:], int(line[0] == "|")) for line in lines if line.strip()]
        made = build(items, "thread")
        if made:
            samples.append(replace(made, name=name, host=name, told="thread", origin="threads"))
    return samples


def laid_out(raw: str) -> Text:
    """A page as the labeller gets it."""
    text = Text.of(raw)
    text = text.apply(join_lines(Page(raw), KEEP))
    return text.apply(cut_fragments(Page(text.value), KEEP))


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
    """A sample from lines; None if they do not come out as that many lines, or not with content where there should be."""
    text = "".join(("\n" if i and "\n" not in gap else "") + gap + line for i, (gap, line, _) in enumerate(items))
    blocks = segment(text)
    labels = [label for _, _, label in items]
    if len(blocks) != len(labels) or any(labels) != (kind in ("article", "thread")) or len(labels) > _LONGEST:
        return None
    gold = "\n".join(line for _, line, label in items if label)
    return Sample("", "", kind, text, blocks, labels, gold)


def make(samples: Sequence[Sample], shares: Mapping[str, int], chance: random.Random) -> list[Sample]:
    """Pages made of the parts of others, so many of each sort, measured."""
    articles = [s for s in samples if s.kind == "article" and len(s.labels) <= _LONGEST]
    lists = [s for s in samples if not any(s.labels)]
    made = recombine(articles, shares["recombined"], chance)
    for what in ("article", "thread", "discussed"):
        made += synthesise(articles, shares[what], chance, what)
    for what in ("list", "stub"):
        made += _without_article(articles, lists, shares[what], chance, what)
    return [sample.measured() for sample in made]


def _without_article(
    articles: Sequence[Sample], lists: Sequence[Sample], count: int, chance: random.Random, what: str
) -> list[Sample]:
    """Lists and empty frames: from the grammars of synthetic_lists.py, some in the furniture of collected pages, and
    pieces of collected lists."""
    parts, bodies = [_taken_apart(sample) for sample in articles], _bodies(articles)
    made: list[Sample] = []
    while len(made) < count:
        maker, dice = Maker(chance, bodies), chance.random()
        head, tail = chance.choice(parts)[0], chance.choice(parts)[2]
        if dice < 0.15 and lists and what == "list":
            items = chance.choice(lists).items()
            start = chance.randint(0, max(0, len(items) - 30))
            items = items[start : start + chance.randint(25, 200)]
        elif dice < 0.25:
            items = _hollow(chance.choice(articles), chance)
        elif dice < 0.4:
            inner = entries(maker, 30) if what == "list" else maker.off(chance.choice(EMPTY))
            items = [*head[: chance.randint(3, 100)], *inner, *tail[-chance.randint(3, 100) :]]
        else:
            items = chance.choice(KINDS[what])(maker)
        sample = build(_respace([(gap, line, 0) for gap, line, _ in items], chance), what)
        if sample:
            made.append(sample)
    return made


def _hollow(sample: Sample, chance: random.Random) -> list[Item]:
    """A collected page without its article: what an empty page of its site may look like."""
    items = [item for item in sample.items() if not item[2] and len(item[1]) < _PROSE]
    return items if chance.random() < 0.5 else items[chance.randint(0, len(items) // 2) :]


def _bodies(samples: Sequence[Sample]) -> list[list[str]]:
    """The lines of the articles that say enough to be cut up."""
    bodies = [[line for _, line, label in sample.items() if label] for sample in samples]
    return [body for body in bodies if sum(map(len, body)) > _SAYS]


def _taken_apart(sample: Sample) -> tuple[list[Item], list[Item], list[Item]]:
    """What stands above the article, the article, what stands below; of long furniture what is next to it."""
    items = sample.items()
    first, last = sample.span()
    return items[max(first - _AROUND, 0) : first], items[first : last + 1], items[last + 1 : last + 1 + _AROUND]


def recombine(samples: Sequence[Sample], count: int, chance: random.Random) -> list[Sample]:
    """Pages with the head of one page, the body of a second and the tail of a third."""
    parts = [_taken_apart(sample) for sample in samples]
    made: list[Sample] = []
    while len(made) < count:
        head, (_, body, _), tail = chance.choice(parts)[0], chance.choice(parts), chance.choice(parts)[2]
        body, tail = _vary(body, tail, chance.choice(parts)[1], chance)
        if chance.random() < 0.3:
            tail = [*_below(samples, chance), *tail]
        page = build(_respace([*head, *body, *tail], chance), "article")
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
    bodies = _bodies(samples)
    made: list[Sample] = []
    while len(made) < count:
        maker = Maker(chance, bodies)
        kind = chance.choice(maker.kinds(what))
        sample = build(_respace(kind(), chance), "thread" if what == "thread" else "article")
        if sample:
            made.append(sample)
    return made
