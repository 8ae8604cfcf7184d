"""PySpark: a step for `DataFrame.mapInArrow`, and a helper that knows the schema of its output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..config import Config
from ..extras import need
from ..io.record import Fields
from .arrow import clean_batch
from .arrow import output_schema as arrow_schema

__all__ = ["clean_batches", "clean_column", "output_schema"]


def clean_column(frame: Any, config: Config = Config(), *, fields: Fields = Fields()) -> Any:  # noqa: B008
    """A DataFrame with the pages of one column cleaned, which adds columns as `fields` says.

    cntextclean must be installed on the executors. Lazy, as all of Spark.
    Raises ConfigError as `clean_batch` does, MissingExtraError.
    """
    return frame.mapInArrow(clean_batches(config, fields=fields), output_schema(frame.schema, fields=fields))


def clean_batches(
    config: Config = Config(),  # noqa: B008
    *,
    fields: Fields = Fields(),  # noqa: B008
) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """The function for `DataFrame.mapInArrow`."""
    return partial(_map, config=config, fields=fields)


def _map(batches: Iterable[Any], *, config: Config, fields: Fields) -> Iterator[Any]:
    for batch in batches:
        yield clean_batch(batch, config, fields=fields)


def output_schema(schema: Any, *, fields: Fields = Fields()) -> Any:  # noqa: B008
    """The StructType of the output for one of the input.

    Raises ConfigError as `clean_batch` does, MissingExtraError.
    """
    types = need("pyspark.sql.pandas.types", extra="spark", purpose="a Spark DataFrame")
    return types.from_arrow_schema(arrow_schema(types.to_arrow_schema(schema), fields))
