"""Train the labeller and write its weights and figures.

usage: python tools/train_labeller.py FOLDER [FOLDER ...] [--silver FILE] [--folds N] [--write]
FOLDER holds one folder for each labelled page (see training_pages.load_pages), --silver is a JSONL file of pages with a
flag for every line. Needs scikit-learn, scipy and catboost (the group "train" of pyproject.toml).

Pages are divided into folds by host. The models of a fold learn from the pages of the others and from pages made of
their parts; so every page is scored by models that saw no page of its host. From these scores the page model and the
trees that choose among candidates learn, again without the fold they are measured on. The figures are of that; --write
then trains the models of lines on everything and writes labeller.npz, kinds.json and labeller.json (the figures).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from cntextclean.boilerplate import context, fit, pages
from cntextclean.boilerplate.candidates import Candidates, find_candidates
from cntextclean.boilerplate.choice import COLUMNS
from cntextclean.boilerplate.kinds import ARTICLE, NONE, THREAD, KindModel
from cntextclean.boilerplate.labeller import (
    KINDS,
    Choice,
    TrainedLabeller,
    choose,
    is_none,
    is_thread,
    kind_columns,
    raw_confidence,
)
from cntextclean.boilerplate.rulebook import rulebook
from cntextclean.boilerplate.scores import Scores, softmax, standard
from cntextclean.boilerplate.weights import Weights, pack
from labeller_figures import Found, figures, found_by, report
from labeller_models import LineModels, grow_trees, line_scores, train_lines
from training_pages import Sample, load_pages, load_silver, load_threads, make

Floats = NDArray[np.float32]
HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "cntextclean" / "_data"
SHARES = {"recombined": 35, "article": 30, "thread": 40, "discussed": 12, "list": 60, "stub": 30}
"""Pages made for each fold."""
_REAL = 6.0  # a collected page counts as so many made ones
_REAL_KIND = 5.0  # the same, for the model that has the last word on what a page is
_RIDGE_KIND = 0.01  # how little its weights are held back


class Scored(NamedTuple):
    """A page with the scores of models that did not learn from it."""

    sample: Sample
    fold: int
    scores: Scores


def host_folds(samples: Sequence[Sample], count: int) -> dict[str, int]:
    """A fold for every host."""
    hosts = sorted({s.host for s in samples})
    random.Random(0).shuffle(hosts)
    return {host: i % count for i, host in enumerate(hosts)}


def score_by_others(folded: Sequence[tuple[Sample, int]], count: int) -> list[Scored]:
    """Every page scored by the models of lines of the other folds."""
    scored = []
    for k in range(count):
        begun = time.perf_counter()
        models = train_lines([s for s, fold in folded if fold != k], k)
        scored += [Scored(s, k, line_scores(models, s)) for s, fold in folded if fold == k]
        print(f"lines of fold {k}: {time.perf_counter() - begun:.0f} s", flush=True)
    return scored


def weight(sample: Sample) -> float:
    """How much a page counts."""
    return _REAL if sample.is_real else 1.0


def train_pages(scored: Sequence[Scored]) -> Weights:
    """Weights with only the page model in them."""
    rows = np.stack([pages.describe_page(_measured(s.sample), s.scores) for s in scored])
    kinds = np.array([KINDS.index(s.sample.kind) for s in scored])  # type: ignore[arg-type]
    trees = grow_trees(rows, kinds, np.array([weight(s.sample) for s in scored]), count=60, classes=len(KINDS))
    return _EMPTY._replace(page=trees)


def _measured(sample: Sample):  # type: ignore[no-untyped-def]
    assert sample.page is not None
    return sample.page


def kind_of(scored: Scored, weights: Weights) -> Floats:
    """The chances of each kind."""
    row = pages.describe_page(_measured(scored.sample), scored.scores)[None]
    return softmax(weights.page.values(row)[0])


def goodness(sample: Sample, found: Candidates) -> Floats:
    """The F1 in characters of each candidate."""
    size = _measured(sample).sizes.astype(np.float32)
    right = size * np.array(sample.labels, np.float32)
    good: Floats = (2 * (found.lines @ right) / np.maximum(found.lines @ size + right.sum(), 1)).astype(np.float32)
    return good


class Described(NamedTuple):
    """A page with its candidates in numbers, the chances of its kinds, and how good each candidate is."""

    scored: Scored
    found: Candidates
    rows: Floats
    chances: Floats
    good: Floats


def describe_all(scored: Sequence[Scored], of_pages: Sequence[Weights]) -> list[Described]:
    """Every page with its candidates, its kind told by the page model of the other folds."""
    out = []
    for s in scored:
        chances = kind_of(s, of_pages[s.fold])
        found = find_candidates(_measured(s.sample), s.scores)
        rows = fit.describe(_measured(s.sample), s.scores, found, kind_columns(chances))
        out.append(Described(s, found, rows, chances, goodness(s.sample, found)))
    return out


def train_fit(described: Sequence[Described]) -> Weights:
    """Weights with only the trees that guess how well a candidate fits."""
    own = [d for d in described if any(d.scored.sample.labels)]
    counts = np.concatenate([np.full(len(d.good), weight(d.scored.sample) / len(d.good)) for d in own])
    rows, good = np.concatenate([d.rows for d in own]), np.concatenate([d.good for d in own])
    return _EMPTY._replace(fit=grow_trees(rows, good, counts * 50, count=150))


def calibrate(guesses: Sequence[float], values: Sequence[float]) -> Floats:
    """Points of a line from guesses to what became of them: isotonic regression, at some quantiles."""
    line = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(guesses, values)
    points = np.unique(np.quantile(guesses, np.linspace(0, 1, 12)))
    smooth = np.convolve(np.pad(line.predict(points), 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.stack([points, np.maximum.accumulate(smooth)]).astype(np.float32)


class Chosen(NamedTuple):
    """A page with what trees that did not learn from it chose, and how good that is."""

    scored: Scored
    choice: Choice
    good: float


def choose_all(described: Sequence[Described], of_fits: Sequence[Weights]) -> list[Chosen]:
    """What the trees of the other folds choose of every page."""
    out = []
    for d in described:
        sample = d.scored.sample
        guesses = of_fits[d.scored.fold].fit.values(d.rows)[:, 0]
        choice = choose(sample.lines, _measured(sample), d.scored.scores, d.found, guesses, d.chances)
        out.append(Chosen(d.scored, choice, float(d.good[guesses.argmax()])))
    return out


def train_kinds(chosen: Sequence[Chosen]) -> KindModel:
    """The model that has the last word on what a page is."""
    rows = np.stack([c.choice.row for c in chosen])
    what = np.array([_OUTPUT[c.scored.sample.kind] for c in chosen])
    weights = np.array([_REAL_KIND if c.scored.sample.is_real else 1.0 for c in chosen])
    scale = (1 / (rows.std(axis=0) + 1e-3)).astype(np.float32)
    model = KindModel(COLUMNS, rows.mean(axis=0), scale, np.zeros((len(COLUMNS) + 1, 3), np.float32))
    standing = standard(rows, model.mean, model.scale)
    found = LogisticRegression(C=_RIDGE_KIND, max_iter=5000).fit(standing, what, sample_weight=weights)
    learned = np.concatenate([found.coef_.T, found.intercept_[None]]).astype(np.float32)
    return KindModel.from_dict(model._replace(weights=learned).to_dict())  # as it is written


def text_of(chosen: Chosen, kinds: Floats) -> float:
    """The F1 in characters of what is kept of a page that has a text."""
    if not is_thread(chosen.choice, kinds):
        return chosen.good
    sample = chosen.scored.sample
    size, labels = _measured(sample).sizes.astype(np.float32), np.array(sample.labels, np.float32)
    posts = chosen.choice.posts.astype(np.float32)
    return float(2 * (size * labels * posts).sum() / max(float(size @ labels + size @ posts), 1))


def cross_validate(chosen: Sequence[Chosen], count: int) -> tuple[list[Found], Floats]:
    """What is found on every collected page by models that saw no page of its host; and the calibration."""
    models = [train_kinds([c for c in chosen if c.scored.fold != k]) for k in range(count)]
    own = [c for c in chosen if c.scored.sample.is_real]
    kinds = [models[c.scored.fold].chances(c.choice.row) for c in own]
    kept = [(c, k) for c, k in zip(own, kinds, strict=True) if not is_none(c.choice, k)]
    reliable = calibrate([raw_confidence(c.choice, k) for c, k in kept], [text_of(c, k) for c, k in kept])
    return [found_by(c.scored.sample, c.choice, k, reliable) for c, k in zip(own, kinds, strict=True)], reliable


def table_of(kinds: KindModel) -> str:
    """A line for each column."""
    rows = [f" {json.dumps(name)}: {json.dumps(row)}" for name, row in kinds.to_dict().items()]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def finish(
    models: LineModels, of_pages: Weights, of_fit: Weights, reliable: Floats
) -> Weights:
    """All weights in one."""
    columns: Mapping[str, Sequence[str]] = {"line": context.COLUMNS, "page": pages.COLUMNS, "fit": fit.COLUMNS}
    rules = [rule.id for rule in rulebook("chrome").rules]
    return Weights(
        models.content, models.mean, models.scale, models.linear, of_fit.fit, of_pages.page, reliable,
        {name: list(names) for name, names in columns.items()} | {"rules": rules},
    )  # fmt: skip


_OUTPUT = {"article": ARTICLE, "thread": THREAD, "list": NONE, "stub": NONE}
_EMPTY = Weights(*[None] * len(Weights._fields))  # type: ignore[arg-type]


def main() -> None:
    """Read the arguments, measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--silver", type=Path)
    parser.add_argument("--threads", type=Path, default=HERE.parent / "bench" / "threads.txt")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--made", type=float, default=1.0, help="made pages, in multiples of SHARES")
    parser.add_argument("--output", type=Path, default=DATA, help="folder for the weights and figures")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    read = [s for folder in arguments.folders for s in load_pages(folder)]
    read += load_silver(arguments.silver) if arguments.silver else []
    read = [s.measured() for s in read if s.blocks]
    fold = host_folds(read, arguments.folds)
    shares = {what: int(count * arguments.made) for what, count in SHARES.items()}
    folded = [(s, fold[s.host]) for s in read]
    for k in range(arguments.folds):
        made = make([s for s in read if fold[s.host] == k], shares, random.Random(k))
        folded += [(s, k) for s in made]
    print(len(read), "pages,", len(folded) - len(read), "made", flush=True)
    scored = score_by_others(folded, arguments.folds)
    of_pages = [train_pages([s for s in scored if s.fold != k]) for k in range(arguments.folds)]
    described = describe_all(scored, of_pages)
    of_fits = [train_fit([d for d in described if d.scored.fold != k]) for k in range(arguments.folds)]
    chosen = choose_all(described, of_fits)
    found, reliable = cross_validate(chosen, arguments.folds)
    print(report(found), flush=True)
    if arguments.write:
        models = train_lines([s for s, _ in folded], 0)
        weights = finish(models, train_pages(scored), train_fit(described), reliable)
        kinds = train_kinds(chosen)
        np.savez_compressed(arguments.output / "labeller.npz", **pack(weights))  # type: ignore[arg-type]
        threads = [s.measured() for s in load_threads(arguments.threads)]
        text = json.dumps(figures(found, threads, TrainedLabeller(weights, kinds)), ensure_ascii=False, indent=1)
        (arguments.output / "labeller.json").write_text(text + "\n", encoding="utf-8")
        (arguments.output / "kinds.json").write_text(table_of(kinds), encoding="utf-8")
        print((arguments.output / "labeller.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
