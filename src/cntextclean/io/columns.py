"""The results of a batch of pages as Arrow columns beside the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ConfigError
from .arrow import pyarrow
from .jsonl import sound
from .record import Fields, Level

__all__ = ["details_type", "other_values", "output_schema", "page_values", "with_objects", "with_results"]


def details_type(level: Level = "spans") -> Any:
    """The Arrow type of what `record.details` returns."""
    pa = pyarrow()
    text, place, full = pa.string(), pa.int32(), level == "full"
    points = [("source_start", place), ("source_end", place)]
    span = [*points, ("byte_start", pa.int64()), ("byte_end", pa.int64())] if full else points

    how_sure = [("margin", pa.float64()), ("alternatives", pa.list_(text))]

    def several(*names: tuple[str, Any]) -> Any:
        return pa.list_(pa.struct(names))

    columns = [
        ("kind", text),
        ("confidence", pa.float64()),
        ("title", text),
        ("encoding", text),
        ("script", text),
        ("metadata", several(("name", text), ("values", pa.list_(text)), ("places", several(*points)))),
        ("damage", several(("rule", text), ("count", pa.int64()))),
        ("paragraphs", several(("role", text), ("text", text), ("start", place), ("end", place), *span)),
        ("dropped", several(("label", text), ("rule", text), *span)),
        ("guesses", several(("text", text), ("rule", text), *how_sure, *points)),
        ("error", text),
    ]
    if full:
        columns.append(("edits", several(("text", text), ("rule", text), ("inferred", pa.bool_()), *span)))
    return pa.struct(columns)


def output_schema(schema: Any, fields: Fields) -> Any:
    """The schema of the output for one of the input.

    Raises ConfigError if the source column is missing or holds no text or bytes, or a column would be
    overwritten.
    """
    pa = pyarrow()
    if twice := [name for name, count in Counter(schema.names).items() if count > 1]:
        raise ConfigError(f"several columns are called {twice[0]!r}, so it is not clear which is meant")
    if fields.nested_in(schema.names):
        place = schema.get_field_index(fields.head)
        column = schema.field(place)
        return schema.set(place, column.with_type(_inner_type(column, fields.inner())))
    fields.check(schema.names)
    source = schema.field(fields.source)
    if not _is_page(source.type):
        raise ConfigError(f"the column {fields.source!r} must hold strings or binary, not {source.type}")
    text_type = source.type if _is_text(source.type) else pa.string()
    columns = []
    for column in schema:
        if column.name == fields.source and fields.text == fields.source:
            columns.append(pa.field(fields.text, text_type))
        elif column.name != fields.source or fields.original:
            columns.append(column)
    if fields.text != fields.source:
        columns.append(pa.field(fields.text, text_type))
    elif fields.original:
        columns.append(source.with_name(fields.original))
    if fields.details:
        columns.append(pa.field(fields.details, details_type(fields.level)))
    # Hugging Face datasets keeps its own copy of the columns in the metadata, which is no longer true
    metadata = {k: v for k, v in (schema.metadata or {}).items() if k != b"huggingface"}
    return pa.schema(columns, metadata=metadata or None)


def _inner_type(column: Any, fields: Fields) -> Any:
    """The type of the output for a column that holds structs with the page, or lists of them."""
    pa, kind = pyarrow(), column.type
    if pa.types.is_struct(kind):
        return pa.struct(list(output_schema(pa.schema([kind.field(i) for i in range(kind.num_fields)]), fields)))
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        make = pa.list_ if pa.types.is_list(kind) else pa.large_list
        return make(_inner_type(kind.value_field, fields))
    raise ConfigError(f"the column {column.name!r} must hold structs, or lists of them, not {kind}")


def with_objects(batch: Any, fields: Fields, values: Sequence[Any]) -> Any:
    """The batch with other values in the column that the page is inside of, in the schema of `output_schema`."""
    pa = pyarrow()
    schema = output_schema(batch.schema, fields)
    arrays = [
        pa.array(values, column.type) if column.name == fields.head else batch.column(column.name) for column in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _is_text(kind: Any) -> bool:
    types = pyarrow().types
    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_page(kind: Any) -> bool:
    types = pyarrow().types
    if types.is_dictionary(kind):
        return _is_page(kind.value_type)
    tests = (
        "is_string_view",
        "is_binary",
        "is_large_binary",
        "is_binary_view",
        "is_fixed_size_binary",
        "is_null",
    )
    return _is_text(kind) or any(hasattr(types, name) and getattr(types, name)(kind) for name in tests)


def page_values(column: Any) -> list[str | bytes | None]:
    """The pages of a column. A string that is no UTF-8, which Arrow does not check, is given as bytes."""
    try:
        values: list[str | bytes | None] = column.to_pylist()
        return values
    except UnicodeDecodeError:
        return [_text_or_bytes(value) for value in column.cast(pyarrow().binary()).to_pylist()]


def other_values(batch: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a batch as dictionaries, without the column `name`; strings that are no UTF-8 as bytes."""
    others = [column for column in batch.schema.names if column != name]
    try:
        rows: list[dict[str, Any]] = batch.select(others).to_pylist()
        return rows
    except UnicodeDecodeError:
        values = [_values(batch.column(column)) for column in others]
        return [dict(zip(others, row, strict=True)) for row in zip(*values, strict=True)]


def _values(column: Any) -> list[Any]:
    return page_values(column) if _is_text(column.type) else column.to_pylist()


def _text_or_bytes(value: bytes | None) -> str | bytes | None:
    try:
        return value.decode() if value is not None else None
    except UnicodeDecodeError:
        return value


def with_results(
    batch: Any, fields: Fields, *, texts: Sequence[str | None], details: Sequence[Mapping[str, Any] | None]
) -> Any:
    """The batch with the results beside its other columns, in the schema of `output_schema`."""
    pa = pyarrow()
    schema = output_schema(batch.schema, fields)
    arrays = []
    for column in schema:
        if column.name == fields.text:
            arrays.append(_strings(texts, column.type))
        elif column.name == fields.details:
            arrays.append(pa.array(details, column.type))
        elif column.name == fields.original and fields.text == fields.source:
            arrays.append(batch.column(fields.source))
        else:
            arrays.append(batch.column(column.name))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _strings(texts: Sequence[str | None], kind: Any) -> Any:
    pa = pyarrow()
    try:
        return pa.array(texts, kind)
    except UnicodeEncodeError:  # lone surrogates, which Arrow cannot hold
        return pa.array(
            [t and sound(t) for t in texts], kind
        )
