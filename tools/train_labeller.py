# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Train the labeller of lines and write its weights and figures.

usage: python tools/train_labeller.py PAGES SILVER [--more FOLDER ...] [--folds N] [--made N] [--write]
PAGES, FOLDER: folders with raw.txt, gold.txt and page.html. SILVER: a JSONL file of pages with a flag for every line.
--folds measures by host: pages are scored with weights that have not seen any page of their site. It also scores the
threads of bench/threads.txt, which are never trained on.
--write trains on everything and writes src/cntextclean/_data/labeller.npz and labeller.json beside it.
Needs scikit-learn for the trees that choose among intervals; using the labeller does not.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.ensemble import HistGradientBoostingRegressor  # type: ignore[import-untyped]

from cntextclean.boilerplate import model
from cntextclean.boilerplate.fragments import cut_fragments
from cntextclean.boilerplate.label import label
from cntextclean.page import Page
from cntextclean.text import Text
from training_pages import KEEP, REAL, Sample, load_pages, load_silver, load_threads, recombine, synthesise

Floats = NDArray[np.float32]
Parts = dict[str, Any]  # arrays by the name of their field in model.Weights
HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "cntextclean" / "_data"
IN_TEXT = {"body", "heading", "list", "quote"}
TREES = 120


def logistic(rows: Floats, target: Floats, weight: Floats, ridge: Sequence[float], near: Floats | None = None) -> Floats:
    """Weights and biases (last row) of logistic models, one for each column of `target` and `weight`.

    near: weights that are near the solution.
    """
    share = (target * weight).sum(axis=0) / weight.sum(axis=0)
    start = np.zeros((rows.shape[1] + 1, target.shape[1]))
    start[-1] = np.log(share / (1 - share))
    if near is not None:
        start = near.astype(np.float64)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        beta = flat.reshape(start.shape)
        odds = rows @ beta[:-1].astype(np.float32) + beta[-1].astype(np.float32)
        wrong = weight * (1 / (1 + np.exp(-odds)) - target)
        value = float((weight * (np.logaddexp(0, odds) - target * odds)).sum(dtype=np.float64)) + float((ridge * beta[:-1] ** 2).sum()) / 2
        return value, np.concatenate([(wrong.T @ rows).T + ridge * beta[:-1], wrong.sum(axis=0, dtype=np.float64)[None]]).ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 80 if near is None else 40})
    return np.asarray(found.x.reshape(start.shape), np.float32)


def standardiser(rows: Floats) -> tuple[Floats, Floats]:
    """Mean and reciprocal deviation of each column."""
    return rows.mean(axis=0), (1 / (rows.std(axis=0) + 1e-3)).astype(np.float32)


def line_weights(sample: Sample) -> Floats:
    """A line counts by the root of its length, a page always the same."""
    size = np.sqrt(np.array([min(b.end - b.start, 300) for b in sample.blocks], np.float32))
    importance = 3.0 if sample.kind in REAL else 1.0
    weight: Floats = (size / size.sum() * 100 * importance).astype(np.float32)
    return weight


def train_lines(samples: Sequence[Sample], standard: tuple[Floats, Floats], near: Floats | None = None) -> Parts:
    """The three models of lines."""
    rows = np.concatenate([s.rows for s in samples if s.rows is not None])
    mean, scale = standard
    rows = np.clip((rows - mean) * scale, -5, 5)
    target = np.zeros((len(rows), 3), np.float32)
    position = 0
    for sample in samples:
        first, last = sample.span()
        target[position : position + len(sample.labels), 0] = sample.labels
        target[position + first, 1] = target[position + last, 2] = 1
        position += len(sample.labels)
    weight = np.concatenate([line_weights(s) for s in samples])
    even = np.concatenate([np.full(len(s.labels), 2.0 if s.kind in REAL else 1.0, np.float32) for s in samples])
    models = logistic(rows, target, np.stack([weight, even, even], axis=1), (30, 10, 10), near)
    return {"line_mean": mean, "line_scale": scale, "line": models}


def goodness(sample: Sample, found: model.Intervals) -> Floats:
    """The F1 in characters of each interval."""
    assert sample.page is not None
    size = sample.page.sizes.astype(np.float32)
    right = size * np.array(sample.labels, np.float32)
    total, hits = np.append(0, np.cumsum(size)), np.append(0, np.cumsum(right))
    inside = total[found.last + 1] - total[found.first]
    good: Floats = (2 * (hits[found.last + 1] - hits[found.first]) / np.maximum(inside + hits[-1], 1)).astype(np.float32)
    return good


Described = tuple[Floats, Floats, NDArray[np.int64]]


def describe_all(samples: Sequence[Sample], lines: Parts) -> Described:
    """Candidate intervals of pages the line models have not seen, with how good each is and how often it counts."""
    weights = partial_weights(lines)
    rows, good, times = [], [], []
    for sample in samples:
        assert sample.page is not None and sample.rows is not None
        scores = model.score(sample.rows, weights)
        found = model.intervals(sample.page, scores)
        rows.append(model.describe(sample.page, scores, found))
        good.append(goodness(sample, found))
        times.append(np.full(len(found.first), 4 if sample.kind in REAL else 1))
    return np.concatenate(rows), np.concatenate(good), np.concatenate(times)


def partial_weights(parts: Parts) -> model.Weights:
    """Weights with zeros where nothing is trained yet."""
    empty = np.zeros((1,), np.float32)
    return model.Weights(**{name: parts.get(name, empty) for name in model.Weights._fields})


def train_rank(described: Described) -> Parts:
    """The trees that guess how good an interval is, as arrays: a leaf leads to itself."""
    rows, good, times = described
    rows, good = np.repeat(rows, times, axis=0), np.repeat(good, times)
    forest = HistGradientBoostingRegressor(
        max_iter=TREES, max_depth=model.DEPTH, max_leaf_nodes=20, learning_rate=0.08, l2_regularization=5,
        min_samples_leaf=60, max_features=0.3, random_state=0,
    )  # fmt: skip
    forest.fit(rows, good)
    trees = [predictor[0].nodes for predictor in forest._predictors]
    size = max(len(nodes) for nodes in trees)
    feature, below, above = (np.zeros((len(trees), size), np.int16) for _ in range(3))
    threshold, value = (np.zeros((len(trees), size), np.float32) for _ in range(2))
    for i, nodes in enumerate(trees):
        own, leaf, count = np.arange(len(nodes)), nodes["is_leaf"].astype(bool), len(nodes)
        feature[i, :count] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[i, :count] = np.where(leaf, 0, nodes["num_threshold"])
        below[i, :count] = np.where(leaf, own, nodes["left"])
        above[i, :count] = np.where(leaf, own, nodes["right"])
        value[i, :count] = np.where(leaf, nodes["value"], 0)
    value[0] += float(np.ravel(forest._baseline_prediction)[0])
    return {
        "tree_feature": feature, "tree_threshold": threshold, "tree_below": below, "tree_above": above,
        "tree_value": value,
    }  # fmt: skip


def train_threads(articles: Sequence[Sample], threads: Sequence[Sample]) -> Parts:
    """The model that tells threads from articles, and the one that finds the posts of a thread."""
    pages = np.stack([model.page_row(s.page) for s in [*articles, *threads] if s.page is not None])
    is_thread = np.array([0.0] * len(articles) + [1.0] * len(threads), np.float32)
    mean, scale = standardiser(pages)
    weight = np.array([6.0 if s.kind in REAL else 1.0 for s in [*articles, *threads]], np.float32)
    page = logistic(np.clip((pages - mean) * scale, -5, 5), is_thread[:, None], weight[:, None], (3,))[:, 0]
    rows = np.concatenate([s.rows for s in threads if s.rows is not None])
    line_mean, line_scale = standardiser(rows)
    labels = np.concatenate([s.labels for s in threads]).astype(np.float32)
    counts = np.concatenate([line_weights(s) for s in threads])
    line = logistic(np.clip((rows - line_mean) * line_scale, -5, 5), labels[:, None], counts[:, None], (20,))[:, 0]
    return {
        "page_mean": mean, "page_scale": scale, "page": page,
        "thread_mean": line_mean, "thread_scale": line_scale, "thread_line": line,
    }  # fmt: skip


def host_folds(samples: Sequence[Sample], count: int, seed: int) -> dict[str, int]:
    """A fold for every host."""
    hosts = sorted({s.host for s in samples})
    random.Random(seed).shuffle(hosts)
    return {host: i % count for i, host in enumerate(hosts)}


def train(samples: Sequence[Sample], made: int, seed: int) -> model.Weights:
    """All weights. The ranking trees learn from pages that the line models it sees were not trained on."""
    half = host_folds(samples, 2, seed)
    sides = []
    for side in (0, 1):
        own = [s for s in samples if half[s.host] == side]
        chance = random.Random(f"{seed}/{side}")
        extra = [*recombine(own, made, chance), *synthesise(own, made // 2, chance, "article")]
        sides.append([*own, *(s.measured() for s in extra)])
    everything = [*sides[0], *sides[1]]
    standard = standardiser(np.concatenate([s.rows for s in everything if s.rows is not None]))
    lines = [train_lines(side, standard) for side in sides]
    described = [describe_all(sides[1 - side], lines[side]) for side in (0, 1)]
    parts = train_lines(everything, standard, (lines[0]["line"] + lines[1]["line"]) / 2)
    parts |= train_rank((
        np.concatenate([d[0] for d in described]),
        np.concatenate([d[1] for d in described]),
        np.concatenate([d[2] for d in described]),
    ))  # fmt: skip
    chance = random.Random(f"{seed}/t")
    threads = [s.measured() for s in synthesise(samples, 2 * made, chance, "thread")]
    discussed = [s.measured() for s in synthesise(samples, made, chance, "discussed")]
    parts |= train_threads([*everything, *discussed], threads)
    return partial_weights(parts)


def f1(gold: str, found: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of multisets of four characters."""
    a, b = (Counter(t[i : i + 4] for i in range(max(1, len(t) - 3))) for t in (re.sub(r"\s+", "", t) for t in (gold, found)))
    both = sum((a & b).values())
    precision, recall = both / max(1, b.total()), both / max(1, a.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


Score = tuple[float, float, float]


def evaluate(sample: Sample, weights: model.Weights) -> Score:
    """How well what is kept of one page with these weights fits its gold text."""
    text = Text.of(sample.text)
    value = text.apply(cut_fragments(Page(text.value), KEEP)).value
    with patch.object(model, "load", lambda: weights):
        parts = label(Page(value), KEEP).lines
    return f1(sample.gold, "\n".join(value[part.start : part.end] for part in parts if part.role in IN_TEXT))


def cross_validate(samples: Sequence[Sample], threads: Sequence[Sample], folds: int, made: int) -> dict[str, object]:
    """F1 of every page by weights that saw no page of its host, and of threads, which no weights saw."""
    fold = host_folds(samples, folds, 0)
    scores: dict[str, Score] = {}
    rounds: list[list[Score]] = []
    for k in range(folds):
        begun = time.perf_counter()
        weights = train([s for s in samples if fold[s.host] != k], made, k)
        scores |= {f"{s.kind}/{s.name}": evaluate(s, weights) for s in samples if fold[s.host] == k}
        rounds.append([evaluate(s, weights) for s in threads])
        now = [v for name, v in scores.items() if name.startswith("gold/")]
        print(f"fold {k}: {time.perf_counter() - begun:.0f} s, so far F1 {np.mean([v[2] for v in now]):.4f}", flush=True)
    if threads:
        means = np.array(rounds).mean(axis=0)
        scores |= {f"threads/{s.name}": (p, r, f) for s, (p, r, f) in zip(threads, means.tolist(), strict=True)}
    figures: dict[str, object] = {"folds": folds, "made": made}
    for kind in dict.fromkeys(name.split("/")[0] for name in scores):
        figures[kind] = summary([value for name, value in scores.items() if name.startswith(kind + "/")])
        print(f"{kind:8s}", figures[kind], flush=True)
    worst = sorted(scores.items(), key=lambda item: item[1][2])[:20]
    figures["worst"] = [[name, *(round(x, 3) for x in value)] for name, value in worst]
    return figures


def summary(scores: Sequence[Score]) -> dict[str, float]:
    """Means of precision, recall and F1, and the median F1."""
    values = np.array(scores)
    means = dict(zip(("precision", "recall", "f1"), values.mean(axis=0).round(4).tolist(), strict=True))
    return {"pages": len(values), **means, "median": round(float(np.median(values[:, 2])), 4)}


def main() -> None:
    """Read the arguments, measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--threads", type=Path, default=HERE.parent / "bench" / "threads.txt")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--made", type=int, default=200)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    more = [sample for folder in arguments.more for sample in load_pages(folder, "seed")]
    read = [*load_pages(arguments.pages), *more, *load_silver(arguments.silver)]
    samples = [sample.measured() for sample in read]
    figures: dict[str, object] = {}
    if arguments.folds:
        figures = cross_validate(samples, load_threads(arguments.threads), arguments.folds, arguments.made)
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    if arguments.write:
        weights = train(samples, arguments.made, 0)
        np.savez_compressed(DATA / "labeller.npz", **{k: v if v.dtype == np.int16 else v.astype(np.float32) for k, v in weights._asdict().items()})
        if figures:
            (DATA / "labeller.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print((DATA / "labeller.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
