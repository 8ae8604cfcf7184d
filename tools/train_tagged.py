# ruff: noqa: E501  (tables and figures are easier to read on one line)
"""Train the weights that read the tags of HTML pages, and write them with their figures.

usage: python tools/train_tagged.py FOLDER [FOLDER ...] [--silver FILE] [--folds N] [--write]
FOLDER holds one folder for each labelled page (see training_pages.load_pages); those with page.html are read. --silver is
as in train_labeller.py. Needs scikit-learn, scipy and catboost (the group "train" of pyproject.toml) and the extra html.

As in train_labeller.py, every page is scored by models that saw no page of its host. Pages are made of the parts of
others, lines with their marks. Threads and lists are too few to learn from: the scores of first lines, last lines and
posts, and the scores by which pages of them are told, come from models of text that learn from made pages as well.
Half of the trees for content read the text round a line and its marks, half the line and its boxes: their mean is better
than either and than trees that read everything.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cntextclean.boilerplate import context
from cntextclean.boilerplate.features import BASE
from cntextclean.boilerplate.labeller import KINDS, labeller
from cntextclean.boilerplate.rulebook import rulebook
from cntextclean.boilerplate.scores import Scores, softmax, standard, together
from cntextclean.boilerplate.tagged import FIT_COLUMNS, LINE_COLUMNS, PAGE_COLUMNS, Tagged
from cntextclean.boilerplate.tagged_labeller import (
    MEASURED,
    TaggedLabeller,
    likeliest,
    opinion_of,
    row_of_page,
    rows_of_candidates,
    rows_of_lines,
)
from cntextclean.boilerplate.trees import Trees
from cntextclean.boilerplate.weights import Weights, pack
from html_pages import HtmlSample, load_html, recombine
from labeller_figures import Found, Told, figures, found_of, report
from labeller_models import grow_trees, line_weights, logistic, text_logistics
from train_labeller import DATA, SHARES, Described, Scored, calibrate, goodness, host_folds, train_fit, weight
from training_pages import Sample, load_silver, make

Floats = NDArray[np.float32]
_TREES = 130  # of each half
_MADE = 60  # pages made of the parts of others, by fold
_ABSENT = -1.0  # what a page without tags has in the columns of tags
_RIDGE = 30
_NOT_LINE = len(context.COLUMNS)
_BOXES = next(i for i, name in enumerate(LINE_COLUMNS) if name.endswith(".home"))
HALVES = (
    [*range(_NOT_LINE + _BOXES)],
    [*range(len(BASE)), *range(_NOT_LINE, _NOT_LINE + len(LINE_COLUMNS))],
)
"""The columns that each half of the trees reads: all of the text and the marks; the line, the marks and the boxes."""


class Models(NamedTuple):
    """What scores lines: trees, and logistic models for first lines, last lines, posts and content."""

    content: Trees
    mean: Floats
    scale: Floats
    linear: Floats

    def scores(self, rows: Floats) -> Scores:
        """The scores of a page's lines; of a page without tags by the logistic models of its text alone."""
        linear = standard(rows, self.mean, self.scale) @ self.linear[:-1] + self.linear[-1]
        return Scores(together(self.content.values(rows)[:, 0], linear), linear[:, 0], linear[:, 1], linear[:, 2])


class TextModels(NamedTuple):
    """Logistic models of text, for pages that are made without tags."""

    mean: Floats
    scale: Floats
    linear: Floats

    def scores(self, rows: Floats) -> Scores:
        """The scores of a page's lines."""
        linear = standard(rows, self.mean, self.scale) @ self.linear[:-1] + self.linear[-1]
        return Scores(linear[:, 3], linear[:, 0], linear[:, 1], linear[:, 2])


def html_rows(page: HtmlSample) -> Floats:
    """What the models of lines read."""
    assert page.sample.page is not None
    return rows_of_lines(page.sample.page, page.tags)


def train_models(pages: Sequence[HtmlSample], texts: Sequence[Sample], seed: int) -> tuple[Models, TextModels]:
    """All models of lines. texts: pages without tags, from which the logistic models of text learn as well."""
    rows = np.concatenate([html_rows(p) for p in pages])
    labels = np.concatenate([p.sample.labels for p in pages])
    weights = np.concatenate([line_weights(p.sample) for p in pages])
    halves = []
    for columns in HALVES:
        trees = grow_trees(rows[:, columns], labels.astype(int), weights, count=_TREES, classes=2, seed=seed)
        halves.append(trees._replace(feature=np.array(columns, np.int16)[trees.feature], value=trees.value / 2))
    content = Trees(*(np.concatenate([half[i] for half in halves]) for i in range(3)), np.mean([half.bias for half in halves], axis=0))
    mean, scale = rows.mean(axis=0), (1 / (rows.std(axis=0) + 1e-3)).astype(np.float32)
    of_text = text_logistics([*(p.sample for p in pages), *texts], mean[:_NOT_LINE], scale[:_NOT_LINE])
    linear = np.zeros((rows.shape[1] + 1, 4), np.float32)
    linear[:_NOT_LINE, :3], linear[-1, :3] = of_text[:-1, :3], of_text[-1, :3]
    linear[:, 3] = logistic(standard(rows, mean, scale), labels.astype(np.float32), weights, _RIDGE)
    return Models(content, mean, scale, linear), TextModels(mean[:_NOT_LINE], scale[:_NOT_LINE], of_text)


class Page(NamedTuple):
    """A page with its scores; tags: of HTML pages."""

    scored: Scored
    tags: Tagged | None


def page_row(page: Page) -> Floats:
    """What the page model reads."""
    sample = page.scored.sample
    assert sample.page is not None
    row = row_of_page(sample.page, page.tags, page.scored.scores)
    return row if page.tags else np.concatenate([row, np.full(len(PAGE_COLUMNS), _ABSENT, np.float32)])


def train_kinds(pages: Sequence[Page], rows: Sequence[Floats]) -> Trees:
    """The page model."""
    kinds = np.array([KINDS.index(p.scored.sample.kind) for p in pages])  # type: ignore[arg-type]
    return grow_trees(np.stack(rows), kinds, np.array([weight(p.scored.sample) for p in pages]), count=60, classes=len(KINDS))


def describe(page: Page, row: Floats, kinds: Trees) -> Described:
    """A page with its candidates."""
    scored = page.scored
    assert scored.sample.page is not None
    chances = softmax(kinds.values(row[None])[0])
    found, rows = rows_of_candidates(scored.sample.page, page.tags, scored.scores, chances)
    if page.tags is None:
        rows = np.concatenate([rows, np.full((len(rows), len(FIT_COLUMNS)), _ABSENT, np.float32)], axis=1)
    return Described(scored, found, rows, chances, goodness(scored.sample, found))


def cross_validate(described: Sequence[Described], folds: int) -> tuple[list[Found], Floats]:
    """What is found on every collected page by models that saw no page of its host; and the calibration."""
    best: list[tuple[Described, int, float]] = []
    for k in range(folds):
        trees = train_fit([d for d in described if d.scored.fold != k]).fit
        for d in described:
            if d.scored.fold == k and d.scored.sample.is_real:
                guesses = trees.values(d.rows)[:, 0]
                chosen = likeliest(d.found, guesses, d.scored.scores)
                best.append((d, chosen, float(guesses[chosen])))
    own = [(guess, float(d.good[i])) for d, i, guess in best if any(d.scored.sample.labels)]
    reliable = calibrate([guess for guess, _ in own], [value for _, value in own])
    said = [Told(opinion_of(d.found.lines[i], d.chances, guess, reliable)) for d, i, guess in best]
    return [found_of(d.scored.sample, told) for (d, _, _), told in zip(best, said, strict=True)], reliable


def read_arguments() -> argparse.Namespace:
    """The arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--output", type=Path, default=DATA, help="folder for the weights and figures")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def score_by_others(real: Sequence[HtmlSample], silver: Sequence[Sample], folds: int) -> tuple[list[Page], list[HtmlSample], list[Sample]]:
    """Every page scored by models that saw no page of its host; pages with tags, and pages without, to learn from."""
    fold = host_folds([*(p.sample for p in real), *silver], folds)
    made: list[tuple[HtmlSample, int]] = []
    texts: list[tuple[Sample, int]] = [(s, fold[s.host]) for s in silver]
    for k in range(folds):
        own = [p for p in real if fold[p.sample.host] == k]
        made += [(p, k) for p in recombine(own, _MADE, random.Random(k))]
        plain = [*(p.sample for p in own), *(s for s in silver if fold[s.host] == k)]
        texts += [(s, k) for s in make(plain, SHARES, random.Random(k))]
    pages = [*((p, fold[p.sample.host]) for p in real), *made]
    scored: list[Page] = []
    for k in range(folds):
        begun = time.perf_counter()
        models, of_text = train_models([p for p, i in pages if i != k], [s for s, i in texts if i != k], k)
        scored += [Page(Scored(p.sample, k, models.scores(html_rows(p))), p.tags) for p, i in pages if i == k]
        scored += [Page(Scored(s, k, of_text.scores(s.rows)), None) for s, i in texts if i == k and not s.is_real and s.rows is not None]
        print(f"lines of fold {k}: {time.perf_counter() - begun:.0f} s", flush=True)
    return scored, [p for p, _ in pages], [s for s, _ in texts]


def main() -> None:
    """Read the arguments, measure, and write."""
    arguments = read_arguments()
    real = [p for folder in arguments.folders for p in load_html(folder)]
    silver = [s.measured() for s in (load_silver(arguments.silver) if arguments.silver else []) if s.blocks]
    scored, pages, texts = score_by_others(real, silver, arguments.folds)
    rows = [page_row(p) for p in scored]
    folds = [p.scored.fold for p in scored]
    described: list[Described] = []
    for k in range(arguments.folds):
        others = [i for i, fold in enumerate(folds) if fold != k]
        kinds = train_kinds([scored[i] for i in others], [rows[i] for i in others])
        described += [describe(p, row, kinds) for p, row in zip(scored, rows, strict=True) if p.scored.fold == k]
    found, reliable = cross_validate(described, arguments.folds)
    print(report(found), flush=True)
    if arguments.write:
        models, _ = train_models(pages, texts, 0)
        columns = {model: [*text, *tags] for model, (text, tags) in MEASURED.items()}
        weights = Weights(
            models.content, models.mean, models.scale, models.linear, train_fit(described).fit, train_kinds(scored, rows), reliable,
            columns | {"rules": [rule.id for rule in rulebook("chrome").rules]},
        )  # fmt: skip
        TaggedLabeller(weights, labeller())  # does it hold together?
        np.savez_compressed(arguments.output / "tagged.npz", **pack(weights))  # type: ignore[arg-type]
        text = json.dumps(figures(found, [], TaggedLabeller(weights, labeller())), ensure_ascii=False, indent=1)
        (arguments.output / "tagged.json").write_text(text + "\n", encoding="utf-8")
        print((arguments.output / "tagged.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
