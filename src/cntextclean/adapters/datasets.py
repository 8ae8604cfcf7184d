"""Hugging Face datasets: `Dataset.map` over Arrow tables, in one process or many."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..config import Config
from ..extras import need
from ..io.record import Fields
from .arrow import clean_batch, output_schema

__all__ = ["clean_dataset"]


def clean_dataset(
    dataset: Any,
    config: Config = Config(),  # noqa: B008
    *,
    fields: Fields = Fields(),  # noqa: B008
    **options: Any,
) -> Any:
    """A datasets.Dataset with the pages of one column cleaned, which adds columns as `fields` says.

    `options` go to `Dataset.map` (num_proc, batch_size, keep_in_memory ...). The format of the dataset
    (numpy, torch ...) is not kept: set it again.
    Raises ConfigError as `clean_batch` does, MissingExtraError.
    """
    library = need("datasets", extra="datasets", purpose="a Hugging Face dataset")
    schema = output_schema(dataset.features.arrow_schema, fields)
    step = partial(clean_batch, config=config, fields=fields)
    options = {"batch_size": 256, "desc": "cleaning"} | options
    features = library.Features.from_arrow_schema(schema)
    done = dataset.with_format("arrow").map(step, batched=True, features=features, **options)
    return done.with_format(None)
