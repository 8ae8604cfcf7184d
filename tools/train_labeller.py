# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Train the labeller of lines and write its weights and figures.

usage: python tools/train_labeller.py PAGES SILVER [--more FOLDER ...] [--folds N] [--made N] [--write]
PAGES, FOLDER: folders with raw.txt, gold.txt and page.html. SILVER: a JSONL file of pages with a flag for every line.
--folds measures by host: pages are scored with weights that have not seen any page of their site.
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

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor  # type: ignore[import-untyped]

from cntextclean.layout import model
from training_pages import Sample, load_pages, load_silver, recombine, synthesise

Floats = NDArray[np.float32]
Parts = dict[str, Any]  # arrays by the name of their field in model.Weights
DATA = Path(__file__).parent.parent / "src" / "cntextclean" / "_data"
TREES = 80


def logistic(rows: Floats, target: Floats, weight: Floats, *, ridge: float) -> Floats:
    """Weights and bias of a logistic model by Newton's method."""
    data = np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)
    beta = np.zeros(data.shape[1], np.float32)
    share = float(np.average(target, weights=weight))
    beta[-1] = np.log(share / (1 - share))
    penalty = np.full(data.shape[1], ridge, np.float32)
    penalty[-1] = 1e-3
    loss = _loss(data, target, weight, penalty, beta)
    for _ in range(20):
        chance = 1 / (1 + np.exp(-np.clip(data @ beta, -15, 15)))
        slope = data.T @ (weight * (chance - target)) + penalty * beta
        curve = (data * (weight * chance * (1 - chance) + 1e-6)[:, None]).T @ data + np.diag(penalty)
        step = np.linalg.solve(curve.astype(np.float64), slope.astype(np.float64)).astype(np.float32)
        size = 1.0
        while size > 0.01 and (now := _loss(data, target, weight, penalty, beta - size * step)) > loss:
            size /= 2
        if size <= 0.01 or loss - now < 1e-4 * loss:
            break
        beta, loss = (beta - size * step).astype(np.float32), now
    return beta


def _loss(data: Floats, target: Floats, weight: Floats, penalty: Floats, beta: Floats) -> float:
    odds = (data @ beta).astype(np.float64)
    return float((weight * (np.logaddexp(0, odds) - target * odds)).sum() + (penalty * beta**2).sum() / 2)


def standardiser(rows: Floats) -> tuple[Floats, Floats]:
    """Mean and reciprocal deviation of each column."""
    return rows.mean(axis=0), (1 / (rows.std(axis=0) + 1e-3)).astype(np.float32)


def line_weights(sample: Sample) -> Floats:
    """A line counts by the root of its length, a page always the same."""
    size = np.sqrt(np.array([min(b.end - b.start, 300) for b in sample.blocks], np.float32))
    importance = 3.0 if sample.kind in ("gold", "silver") else 1.0
    weight: Floats = (size / size.sum() * 100 * importance).astype(np.float32)
    return weight


def train_lines(samples: Sequence[Sample]) -> Parts:
    """The three models of lines."""
    rows = np.concatenate([s.rows for s in samples if s.rows is not None])
    mean, scale = standardiser(rows)
    rows = np.clip((rows - mean) * scale, -5, 5)
    target = np.zeros((len(rows), 3), np.float32)
    position = 0
    for sample in samples:
        first, last = sample.span()
        target[position : position + len(sample.labels), 0] = sample.labels
        target[position + first, 1] = target[position + last, 2] = 1
        position += len(sample.labels)
    weight = np.concatenate([line_weights(s) for s in samples])
    even = np.concatenate([np.full(len(s.labels), 2.0 if s.kind in ("gold", "silver") else 1.0, np.float32) for s in samples])
    models = [
        logistic(rows, target[:, 0], weight, ridge=30),
        logistic(rows, target[:, 1], even, ridge=10),
        logistic(rows, target[:, 2], even, ridge=10),
    ]
    return {"line_mean": mean, "line_scale": scale, "line": np.stack(models, axis=1)}


def goodness(sample: Sample, found: model.Intervals) -> Floats:
    """The F1 in characters of each interval."""
    assert sample.page is not None
    size = sample.page.sizes.astype(np.float32)
    right = size * np.array(sample.labels, np.float32)
    total, hits = np.append(0, np.cumsum(size)), np.append(0, np.cumsum(right))
    inside = total[found.last + 1] - total[found.first]
    good: Floats = (2 * (hits[found.last + 1] - hits[found.first]) / np.maximum(inside + hits[-1], 1)).astype(np.float32)
    return good


Described = tuple[Floats, Floats, Floats]


def describe_all(samples: Sequence[Sample], lines: Parts) -> Described:
    """Candidate intervals of pages the line models have not seen, with how good each is and its weight."""
    weights = partial_weights(lines)
    rows, good, weight = [], [], []
    for sample in samples:
        assert sample.page is not None and sample.rows is not None
        scores = model.score(sample.rows, weights)
        found = model.intervals(sample.page, scores)
        rows.append(model.describe(sample.page, scores, found))
        good.append(goodness(sample, found))
        weight.append(np.full(len(found.first), 3.0 if sample.kind in ("gold", "silver") else 1.0, np.float32))
    return np.concatenate(rows), np.concatenate(good), np.concatenate(weight)


def partial_weights(parts: Parts) -> model.Weights:
    """Weights with zeros where nothing is trained yet."""
    empty = np.zeros((1,), np.float32)
    return model.Weights(**{name: parts.get(name, empty) for name in model.Weights._fields})


def train_rank(described: Described) -> Parts:
    """The trees that guess how good an interval is, as arrays: a leaf leads to itself."""
    rows, good, weight = described
    forest = HistGradientBoostingRegressor(
        max_iter=TREES, max_depth=model.DEPTH, max_leaf_nodes=12, learning_rate=0.1, l2_regularization=5,
        min_samples_leaf=60, random_state=0,
    )  # fmt: skip
    forest.fit(rows, good, sample_weight=weight)
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
    weight = np.array([10.0 if s.kind in ("gold", "silver") else 1.0 for s in [*articles, *threads]], np.float32)
    page = logistic(np.clip((pages - mean) * scale, -5, 5), is_thread, weight, ridge=3)
    rows = np.concatenate([s.rows for s in threads if s.rows is not None])
    line_mean, line_scale = standardiser(rows)
    labels = np.concatenate([s.labels for s in threads]).astype(np.float32)
    counts = np.concatenate([line_weights(s) for s in threads])
    line = logistic(np.clip((rows - line_mean) * line_scale, -5, 5), labels, counts, ridge=20)
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
        extra = [*recombine(own, made, chance), *synthesise(own, made // 2, chance, threads=False)]
        sides.append([*own, *(s.measured() for s in extra)])
    described = [describe_all(sides[1 - side], train_lines(sides[side])) for side in (0, 1)]
    parts = train_lines([*sides[0], *sides[1]])
    parts |= train_rank((
        np.concatenate([d[0] for d in described]),
        np.concatenate([d[1] for d in described]),
        np.concatenate([d[2] for d in described]),
    ))  # fmt: skip
    threads = [s.measured() for s in synthesise(samples, made, random.Random(f"{seed}/t"), threads=True)]
    parts |= train_threads([*sides[0], *sides[1]], threads)
    return partial_weights(parts)


def f1(gold: str, found: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of multisets of four characters."""
    a, b = (Counter(t[i : i + 4] for i in range(max(1, len(t) - 3))) for t in (re.sub(r"\s+", "", t) for t in (gold, found)))
    both = sum((a & b).values())
    precision, recall = both / max(1, b.total()), both / max(1, a.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def evaluate(sample: Sample, weights: model.Weights) -> tuple[float, float, float]:
    """How well the best interval (or the lines of a thread) of one page fits its gold text."""
    assert sample.page is not None and sample.rows is not None
    keep = model.content_lines(sample.page, sample.rows, weights)
    kept = [sample.text[b.start : b.end] for b, flag in zip(sample.blocks, keep, strict=True) if flag]
    return f1(sample.gold, "\n".join(kept))


def cross_validate(samples: Sequence[Sample], folds: int, made: int) -> dict[str, object]:
    """F1 of every hand-made page by weights that saw no page of its host."""
    fold = host_folds(samples, folds, 0)
    scores: dict[str, tuple[float, float, float]] = {}
    for k in range(folds):
        begun = time.perf_counter()
        weights = train([s for s in samples if fold[s.host] != k], made, k)
        for sample in samples:
            if fold[sample.host] == k:
                scores[f"{sample.kind}/{sample.name}"] = evaluate(sample, weights)
        now = [v for name, v in scores.items() if name.startswith("gold/")]
        print(f"fold {k}: {time.perf_counter() - begun:.0f} s, so far F1 {np.mean([v[2] for v in now]):.4f}", flush=True)
    figures: dict[str, object] = {"folds": folds, "made": made}
    for kind in ("gold", "silver"):
        own = np.array([v for name, v in scores.items() if name.startswith(kind)])
        figures[kind] = {"pages": len(own), **dict(zip(("precision", "recall", "f1"), own.mean(axis=0).round(4).tolist(), strict=True)),
                         "median": round(float(np.median(own[:, 2])), 4)}
    worst = sorted(scores.items(), key=lambda item: item[1][2])[:16]
    figures["worst"] = [[name, *(round(x, 3) for x in value)] for name, value in worst]
    return figures


def main() -> None:
    """Read the arguments, measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--made", type=int, default=200)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folders = [arguments.pages, *arguments.more]
    read = [sample for folder in folders for sample in load_pages(folder)] + load_silver(arguments.silver)
    samples = [sample.measured() for sample in read]
    figures: dict[str, object] = {}
    if arguments.folds:
        figures = cross_validate(samples, arguments.folds, arguments.made)
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    if arguments.write:
        weights = train(samples, arguments.made, 0)
        np.savez_compressed(DATA / "labeller.npz", **{k: v if v.dtype == np.int16 else v.astype(np.float32) for k, v in weights._asdict().items()})
        if figures:
            (DATA / "labeller.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print((DATA / "labeller.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
