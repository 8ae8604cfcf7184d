"""Ray Data: a step for `Dataset.map_batches` over Arrow tables."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..config import Config
from ..io.record import Fields
from .arrow import clean_batch

__all__ = ["clean_dataset"]


def clean_dataset(
    dataset: Any,
    config: Config = Config(),  # noqa: B008
    *,
    fields: Fields = Fields(),  # noqa: B008
    **options: Any,
) -> Any:
    """A ray.data.Dataset with the pages of one column cleaned, which adds columns as `fields` says.

    `options` go to `Dataset.map_batches` (batch_size, concurrency, num_cpus ...). cntextclean must be
    installed where Ray's workers run. Lazy, as all of Ray Data.
    """
    step = partial(clean_batch, config=config, fields=fields)
    return dataset.map_batches(step, batch_format="pyarrow", **options)
