"""The trained numbers of the labeller, read from the package; they name the columns they were trained on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .trees import Trees

__all__ = ["Weights", "check_columns", "load", "pack", "unpack"]

Floats = NDArray[np.float32]
_TREES = ("content", "fit", "page")


class Weights(NamedTuple):
    """Trained numbers. content: trees that tell the log odds of a line to be content. line: context columns + 1 by
    first, last, post and content. fit: trees that guess how well a candidate fits. page: trees that tell the log odds
    of each kind of page. reliable: guessed fits and the F1 they turned out to have. columns: names, by model; under
    "rules" the rules there were.
    """

    content: Trees
    line_mean: Floats
    line_scale: Floats
    line: Floats
    fit: Trees
    page: Trees
    reliable: Floats  # 2 by points: guesses, ascending, and what became of them
    columns: dict[str, list[str]]


def pack(weights: Weights) -> dict[str, NDArray[np.generic]]:
    """The arrays of a file."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, value in weights._asdict().items():
        if name in _TREES:
            arrays |= {f"{name}.{field}": part for field, part in value._asdict().items()}
        elif name == "columns":
            arrays[name] = np.frombuffer(json.dumps(value).encode(), np.uint8)
        else:
            arrays[name] = value
    return arrays


def unpack(arrays: dict[str, NDArray[np.generic]]) -> Weights:
    """The weights in the arrays of a file."""
    parts: dict[str, object] = {}
    for name in Weights._fields:
        if name in _TREES:
            parts[name] = Trees(*(arrays[f"{name}.{field}"] for field in Trees._fields))  # type: ignore[arg-type]
        elif name == "columns":
            parts[name] = json.loads(arrays[name].tobytes())
        else:
            parts[name] = arrays[name]
    return Weights(**parts)  # type: ignore[arg-type]


def check_columns(weights: Weights, model: str, names: Sequence[str]) -> None:
    """Raises ValueError, naming the columns, if a model was trained on others than there are."""
    trained = weights.columns[model]
    if trained == list(names):
        return
    missing = [name for name in trained if name not in names]
    unknown = [name for name in names if name not in trained]
    what = f"without {missing}, with {unknown}" if missing or unknown else "in another order"
    raise ValueError(f"the weights of {model!r} do not fit its columns ({what}): run tools/train_labeller.py")


@lru_cache(maxsize=2)
def load(name: str = "labeller") -> Weights:
    """Weights of the package: "labeller" for text, "tagged" for HTML."""
    with np.load(BytesIO(files("cntextclean._data").joinpath(f"{name}.npz").read_bytes())) as data:
        return unpack(dict(data))
