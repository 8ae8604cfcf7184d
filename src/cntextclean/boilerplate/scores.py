"""How likely every line of a page is to be part of its text, by what is measured of it and of the lines round it."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .weights import Weights

__all__ = ["Scores", "bounded", "chance", "running", "score", "softmax", "standard", "together"]

Floats = NDArray[np.float32]
Number = TypeVar("Number", bound=np.number)
_LINEAR = np.float32(0.4)  # what the logistic model counts beside the trees
_FAR = 5  # deviations: further is all the same


class Scores(NamedTuple):
    """Log odds of every line: to be content, the first line of it, the last, and a post if the page is a thread."""

    content: Floats
    first: Floats
    last: Floats
    post: Floats


def score(rows: Floats, weights: Weights) -> Scores:
    """Scores for the context rows of all lines of a page."""
    linear = standard(rows, weights.line_mean, weights.line_scale) @ weights.line[:-1] + weights.line[-1]
    return Scores(together(weights.content.values(rows)[:, 0], linear), linear[:, 0], linear[:, 1], linear[:, 2])


def together(trees: Floats, linear: Floats) -> Floats:
    """Log odds of content: what trees and a logistic model say, which err in different places."""
    out: Floats = (1 - _LINEAR) * trees + _LINEAR * linear[:, 3]
    return out


def standard(rows: Floats, mean: Floats, scale: Floats) -> Floats:
    """Rows with every column at one scale."""
    out: Floats = bounded((rows - mean) * scale, -_FAR, _FAR)
    return out


def chance(logits: Floats) -> Floats:
    """Probabilities of log odds."""
    out: Floats = (1 / (1 + np.exp(-bounded(logits, -30, 30)))).astype(np.float32)
    return out


def softmax(odds: Floats) -> Floats:
    """Probabilities of exclusive outcomes, of one row of odds."""
    raised = np.exp(odds - odds.max())
    out: Floats = (raised / raised.sum()).astype(np.float32)
    return out


def bounded(values: NDArray[Number], least: int, most: int) -> NDArray[Number]:
    """Values, those below or above a range set to its ends. As np.clip, which takes longer to begin than to work."""
    out: NDArray[Number] = np.minimum(np.maximum(values, least), most)
    return out


def running(values: Floats) -> Floats:
    """Sums up to every place, from 0; of rows, along the last axis."""
    out = np.zeros((*values.shape[:-1], values.shape[-1] + 1), np.float32)
    np.cumsum(values, axis=-1, out=out[..., 1:])
    return out
