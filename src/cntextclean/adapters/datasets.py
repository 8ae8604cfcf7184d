"""Hugging Face datasets: `Dataset.map` over Arrow tables, in one process or many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..config import Config
from ..extras import need
from ..io.arrow import pyarrow
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
    """A dataset with the pages of one column cleaned, which adds columns as `fields` says.

    dataset: a datasets.Dataset, an IterableDataset (streaming=True), or a DatasetDict or IterableDatasetDict of them.
    `options` go to `map` (batch_size; num_proc, keep_in_memory ... where it is not streamed). The format of the dataset
    (numpy, torch ...) is not kept: set it again.
    Raises ConfigError as `clean_batch` does, MissingExtraError, TypeError for anything else.
    """
    library = need("datasets", extra="datasets", purpose="a Hugging Face dataset")
    if isinstance(dataset, (library.DatasetDict, library.IterableDatasetDict)):
        parts = {name: clean_dataset(part, config, fields=fields, **options) for name, part in dataset.items()}
        return type(dataset)(parts)
    step = partial(clean_batch, config=config, fields=fields)
    options = {"batch_size": 256} | options
    if isinstance(dataset, library.IterableDataset):
        known = dataset if dataset.features else dataset._resolve_features()
        given = known.features.arrow_schema
        features = library.Features.from_arrow_schema(output_schema(given, fields))
        done = known.map(partial(_columns, step=step, schema=given), batched=True, features=features, **options)
    elif isinstance(dataset, library.Dataset):
        features = library.Features.from_arrow_schema(output_schema(dataset.features.arrow_schema, fields))
        options = {"desc": "cleaning"} | options
        if not len(dataset):  # which `map` gives back as it is
            return library.Dataset.from_dict({name: [] for name in features}, features=features)
        done = dataset.with_format("arrow").map(step, batched=True, features=features, **options)
    else:
        raise TypeError(f"clean_dataset takes a dataset of Hugging Face, not {type(dataset).__name__}")
    return done.with_format(None)


def _columns(columns: dict[str, list[Any]], *, step: Callable[[Any], Any], schema: Any) -> Any:
    """A batch of a stream through Arrow: its rows come one by one, and a null among them has no type of its own."""
    return step(pyarrow().Table.from_pydict(columns, schema=schema)).to_pydict()
