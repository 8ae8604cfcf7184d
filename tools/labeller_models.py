# ruff: noqa: E501  (tables and figures are easier to read on one line)
"""The models of the labeller, trained: logistic ones with scipy, trees with CatBoost, both turned into arrays."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from catboost import CatBoostClassifier, CatBoostRegressor  # type: ignore[import-untyped]
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from cntextclean.boilerplate.scores import Scores, standard, together
from cntextclean.boilerplate.trees import Trees
from training_pages import Sample

__all__ = ["LineModels", "grow_trees", "line_scores", "line_weights", "logistic", "text_logistics", "train_lines"]

Floats = NDArray[np.float32]
_LONG = 300  # characters: a longer line does not count for more
_REAL = 8.0  # a line of a collected page counts as so many of a made one
_CONTENT_TREES = 130
_RIDGE = (10, 10, 25, 30)  # of the models of first lines, last lines, posts and content


class LineModels(NamedTuple):
    """What scores lines: trees for content, and logistic models for first lines, last lines, posts and content."""

    content: Trees
    mean: Floats
    scale: Floats
    linear: Floats


def grow_trees(rows: Floats, target: NDArray[np.generic], weight: NDArray[np.generic], *, count: int, classes: int = 0, seed: int = 0) -> Trees:
    """Oblivious trees for a number from 0 to 1, for a flag (two classes), or for one of several kinds."""
    common = {
        "iterations": count, "depth": 6 if classes < 3 else 4, "learning_rate": 0.1, "l2_leaf_reg": 5, "rsm": 0.15 if classes == 2 else 0.3, "border_count": 32,
        "thread_count": 1, "verbose": 0, "bootstrap_type": "Bernoulli", "subsample": 0.5, "random_seed": seed,
        "boosting_type": "Plain", "allow_writing_files": False,
    }  # fmt: skip
    model = CatBoostClassifier(**common, loss_function="MultiClass" if classes > 2 else "Logloss") if classes else CatBoostRegressor(**common)
    model.fit(rows, target, sample_weight=weight)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        trees = _arrays(json.loads(path.read_text(encoding="utf-8")), max(classes, 1) if classes > 2 else 1)
    assert np.allclose(trees.values(rows[:50]).squeeze(), model.predict(rows[:50], prediction_type="RawFormulaVal"), atol=1e-3)
    return trees


def _arrays(data: dict[str, list[dict[str, list[float]]]], outputs: int) -> Trees:
    """CatBoost's own description of its trees as arrays; where a tree has fewer levels, its questions have no answer."""
    trees = data["oblivious_trees"]
    depth = max(len(tree["splits"] or ()) for tree in trees)
    feature, threshold = np.zeros((len(trees), depth), np.int16), np.full((len(trees), depth), np.inf, np.float32)
    value = np.zeros((len(trees), 1 << depth, outputs), np.float32)
    for i, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or ()):
            feature[i, level], threshold[i, level] = split["float_feature_index"], split["border"]  # type: ignore[call-overload]
        leaves = np.array(tree["leaf_values"], np.float32).reshape(-1, outputs)
        value[i, : len(leaves)] = leaves
    scale, bias = data["scale_and_bias"]
    return Trees(feature, threshold, value * np.float32(scale), np.array(bias, np.float32))  # type: ignore[arg-type]


def line_weights(sample: Sample) -> Floats:
    """A line counts by the root of its length, a page always the same."""
    size = np.sqrt(np.array([min(b.end - b.start, _LONG) for b in sample.blocks], np.float32))
    weight: Floats = (size / size.sum() * 100 * (_REAL if sample.is_real else 1.0)).astype(np.float32)
    return weight


def logistic(rows: Floats, target: Floats, weight: Floats, ridge: float) -> Floats:
    """Weights and bias (last) of a logistic model."""
    start = np.zeros(rows.shape[1] + 1)
    share = (target * weight).sum() / weight.sum()
    start[-1] = np.log(share / (1 - share))

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ beta[:-1].astype(np.float32) + np.float32(beta[-1])
        wrong = weight * (1 / (1 + np.exp(-np.clip(odds, -60, 60))) - target)
        value = float((weight * (np.logaddexp(0, odds) - target * odds)).sum(dtype=np.float64))
        gradient = np.append(wrong @ rows + ridge * beta[:-1], wrong.sum(dtype=np.float64))
        return value + ridge * float((beta[:-1] ** 2).sum()) / 2, gradient

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return np.asarray(found.x, np.float32)


def train_lines(samples: Sequence[Sample], seed: int) -> LineModels:
    """All models of lines."""
    rows = np.concatenate([s.rows for s in samples if s.rows is not None])
    labels = np.concatenate([s.labels for s in samples]).astype(np.float32)
    weight = np.concatenate([line_weights(s) for s in samples])
    content = grow_trees(rows, labels.astype(int), weight, count=_CONTENT_TREES, classes=2, seed=seed)
    mean, scale = rows.mean(axis=0), (1 / (rows.std(axis=0) + 1e-3)).astype(np.float32)
    return LineModels(content, mean, scale, text_logistics(samples, mean, scale))


def text_logistics(samples: Sequence[Sample], mean: Floats, scale: Floats) -> Floats:
    """Logistic models of first lines, last lines, posts and content, by what is measured of text."""
    rows = standard(np.concatenate([s.rows for s in samples if s.rows is not None]), mean, scale)
    labels = np.concatenate([s.labels for s in samples]).astype(np.float32)
    weight = np.concatenate([line_weights(s) for s in samples])
    edges = np.zeros((len(rows), 2), np.float32)
    start, of_article = 0, np.zeros(len(rows), np.bool_)
    for sample in samples:
        if sample.kind == "article":
            first, last = sample.span()
            edges[start + first, 0] = edges[start + last, 1] = 1
            of_article[start : start + len(sample.labels)] = True
        start += len(sample.labels)
    of_thread = np.concatenate([np.full(len(s.labels), s.kind == "thread") for s in samples])
    even = np.concatenate([np.full(len(s.labels), 2.0 if s.is_real else 1.0, np.float32) for s in samples])
    own = rows[of_article]
    linear = [logistic(own, edges[of_article, i], even[of_article], _RIDGE[i]) for i in (0, 1)]
    linear.append(logistic(rows[of_thread], labels[of_thread], weight[of_thread], _RIDGE[2]))
    linear.append(logistic(rows, labels, weight, _RIDGE[3]))
    return np.stack(linear, axis=1)


def line_scores(models: LineModels, sample: Sample) -> Scores:
    """The scores of a page's lines."""
    assert sample.rows is not None
    linear = standard(sample.rows, models.mean, models.scale) @ models.linear[:-1] + models.linear[-1]
    content = together(models.content.values(sample.rows)[:, 0], linear)
    return Scores(content, linear[:, 0], linear[:, 1], linear[:, 2])
