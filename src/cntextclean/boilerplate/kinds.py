"""The last word on what a page is: a logistic model over what was chosen of it, with its trained numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import choice
from .scores import softmax, standard

__all__ = ["ARTICLE", "NONE", "THREAD", "KindModel", "load_kinds"]

Floats = NDArray[np.float32]

ARTICLE, THREAD, NONE = range(3)
"""The outputs of the model, in order."""


class KindModel(NamedTuple):
    """columns: their names. mean, scale: of each column. weights: columns + 1 (the bias, last) by outputs."""

    columns: tuple[str, ...]
    mean: Floats
    scale: Floats
    weights: Floats

    def chances(self, row: Floats) -> Floats:
        """The chances of an article, of a thread, and of neither."""
        return softmax(standard(row[None], self.mean, self.scale)[0] @ self.weights[:-1] + self.weights[-1])

    def to_dict(self) -> dict[str, list[float]]:
        """A table ready for JSON: for each column its mean, its scale and a weight for each output; and the bias."""
        rows = [*zip(self.mean.tolist(), self.scale.tolist(), self.weights[:-1].tolist(), strict=True)]
        table = {name: [_short(mean), _short(scale), *map(_short, own)] for name, (mean, scale, own) in
                 zip(self.columns, rows, strict=True)}  # fmt: skip
        return {**table, "bias": [*map(_short, self.weights[-1].tolist())]}

    @classmethod
    def from_dict(cls, table: Mapping[str, Sequence[float]]) -> KindModel:
        """The model of such a table. Raises ValueError, naming the columns, if they are not those that are measured."""
        names = tuple(name for name in table if name != "bias")
        if names != choice.COLUMNS:
            other = sorted({*names} ^ {*choice.COLUMNS})
            raise ValueError(f"the weights of 'kinds' do not fit its columns ({other}): run tools/train_labeller.py")
        numbers = np.array([table[name] for name in names], np.float32)
        weights = np.concatenate([numbers[:, 2:], [table["bias"]]]).astype(np.float32)
        return cls(names, numbers[:, 0], numbers[:, 1], weights)


def _short(value: float) -> float:
    return float(f"{value:.4g}")


@lru_cache(maxsize=1)
def load_kinds() -> KindModel:
    """The model of the package."""
    return KindModel.from_dict(json.loads(files("cntextclean._data").joinpath("kinds.json").read_text("utf-8")))
