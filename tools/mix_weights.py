"""Write the mean of several trainings of the labeller, which err in different places.

usage: python tools/mix_weights.py A.npz B.npz [...] OUTPUT.npz
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cntextclean.boilerplate.trees import Trees
from cntextclean.boilerplate.weights import Weights, pack, unpack


def mean_of_trees(parts: Sequence[Trees]) -> Trees:
    """All trees together, each with a share of its values."""
    feature, threshold, value = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return Trees(feature, threshold, value / np.float32(len(parts)), np.mean([part.bias for part in parts], axis=0))


def mean_of(trainings: Sequence[Weights]) -> Weights:
    """The mean of trainings with the same columns."""
    first = trainings[0]
    assert all(each.columns == first.columns for each in trainings), "they were trained on different columns"
    points = np.unique(np.concatenate([each.reliable[0] for each in trainings]))
    fits = np.mean([np.interp(points, *each.reliable) for each in trainings], axis=0)
    return first._replace(
        content=mean_of_trees([each.content for each in trainings]),
        fit=mean_of_trees([each.fit for each in trainings]),
        page=mean_of_trees([each.page for each in trainings]),
        line_mean=np.mean([each.line_mean for each in trainings], axis=0),
        line_scale=np.mean([each.line_scale for each in trainings], axis=0),
        line=np.mean([each.line for each in trainings], axis=0),
        reliable=np.stack([points, fits]).astype(np.float32),
    )


def main() -> None:
    """Read the files named, write the last."""
    *given, output = map(Path, sys.argv[1:])
    trainings = []
    for path in given:
        with np.load(path) as data:
            trainings.append(unpack(dict(data)))
    np.savez_compressed(output, **pack(mean_of(trainings)))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
