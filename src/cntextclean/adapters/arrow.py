"""Arrow: a batch of records in, the same batch with clean text out. What every engine's adapter calls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .._api import Cleaner
from ..config import Config
from ..io.arrow import pyarrow
from ..io.columns import output_schema, page_values, with_objects, with_results
from ..io.record import Fields, complete, details, error_details, map_objects

__all__ = ["Fields", "clean_batch", "output_schema"]


def clean_batch(batch: Any, config: Config = Config(), *, fields: Fields = Fields()) -> Any:  # noqa: B008
    """A pyarrow RecordBatch or Table with its pages cleaned; all rows and all other columns stay as they are.

    The page is a column of strings or of binary (then its encoding is found out). A null page gives null text
    and null details. A page at which this library fails, which would be a fault of it, gives null text and
    the reason in `error` of the details; if there are no details the error is raised.
    Raises ConfigError if the page's column is missing or of another type, a column would be overwritten, or two have
    one name; TypeError, which says what to write, for a frame of another library.
    """
    _check_batch(batch)
    if not isinstance(config, Config):
        raise TypeError(f"config must be a cntextclean.Config, not {config!r}")
    if not isinstance(fields, Fields):
        raise TypeError(f"fields must be cntextclean.adapters.arrow.Fields, not {fields!r}")
    output_schema(batch.schema, fields)  # checks the columns, before the work
    cleaner = _cleaner(config)
    if fields.nested_in(batch.schema.names):
        return _clean_objects(batch, cleaner, fields)
    texts: list[str | None] = []
    found: list[Mapping[str, Any] | None] = []
    for page in page_values(batch.column(fields.source)):
        text, detail = (None, None) if page is None else _clean(cleaner, page, fields)
        texts.append(text)
        found.append(detail)
    pa = pyarrow()
    if not isinstance(batch, pa.Table):
        return with_results(batch, fields, texts=texts, details=found)
    combined = batch.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], schema=batch.schema)]
    start = 0
    done = []
    for part in combined:
        end = start + part.num_rows
        done.append(with_results(part, fields, texts=texts[start:end], details=found[start:end]))
        start = end
    return pa.Table.from_batches(done)


def _clean_objects(batch: Any, cleaner: Cleaner, fields: Fields) -> Any:
    """A batch whose pages are inside structs, or lists of them."""

    def change(record: Mapping[str, Any], inner: Fields) -> Mapping[str, Any]:
        page = record[inner.source]
        text, detail = (None, None) if page is None else _clean(cleaner, page, inner)
        return complete(record, inner, text=text, details=detail)

    pa = pyarrow()
    parts = batch.to_batches() if isinstance(batch, pa.Table) else [batch]
    done = []
    for part in parts:
        values = part.column(fields.head).to_pylist()
        objects = [map_objects({fields.head: value}, fields, change)[fields.head] for value in values]
        done.append(with_objects(part, fields, objects))
    whole = pa.Table.from_batches(done, schema=output_schema(batch.schema, fields))
    return whole if isinstance(batch, pa.Table) else done[0]


def _check_batch(batch: Any) -> None:
    pa = pyarrow()
    if isinstance(batch, (pa.RecordBatch, pa.Table)):
        return
    library, kind = type(batch).__module__.partition(".")[0], type(batch).__name__
    how = {
        "polars": "give frame.to_arrow(), and take the result with polars.from_arrow()",
        "pandas": "give pyarrow.Table.from_pandas(frame), and take the result with .to_pandas()",
        "datasets": "use cntextclean.adapters.datasets.clean_dataset",
        "pyspark": "use cntextclean.adapters.spark.clean_column",
        "ray": "use cntextclean.adapters.ray.clean_dataset",
    }.get(library, "give a pyarrow.RecordBatch or a pyarrow.Table")
    raise TypeError(f"clean_batch takes no {library} {kind}: {how}")


@lru_cache(maxsize=8)
def _cleaner(config: Config) -> Cleaner:
    """One for each process and configuration, however many batches there are."""
    return Cleaner(config)


def _clean(cleaner: Cleaner, page: str | bytes, fields: Fields) -> tuple[str | None, Mapping[str, Any] | None]:
    try:
        document = cleaner.clean(page)
        return document.text, details(document, fields.level) if fields.details else None
    except Exception as error:
        if not fields.details:
            raise
        return None, error_details(f"{type(error).__name__}: {error}", fields.level)
