"""What a worker does: a chunk of records in, the same records cleaned and ready to be written out."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .._api import Cleaner
from ..decoding.labels import resolve
from ..document import Document
from ..errors import ConfigError
from ..extras import MissingExtraError
from ..io import arrow, columns, delimited, jsonl, text, warc
from ..io.chunks import Cells, Chunk, Lines, Pages, Table, TooLong
from ..io.formats import pack
from ..io.record import Fields, complete, details, error_details, map_objects
from .cases import Place
from .counts import Counts
from .findings import Findings
from .limits import Limits, TookTooLong
from .options import RunOptions
from .sample import digest_of
from .times import Times

__all__ = ["Cleaned", "Work", "fields_for"]


HTML = ("text/html", "application/xhtml+xml")


def fields_for(options: RunOptions, format: str) -> Fields:
    """The names of the fields for files of a format."""
    source = options.field or ("payload" if format == "warc" else "text")
    above, dot, last = source.rpartition(".")
    original = f"{above}{dot}original_{last}" if options.keep_source else None
    return Fields(source=source, text=options.text, original=original, details=options.details, level=options.level)


@dataclass(slots=True)
class Cleaned:
    """What became of a chunk.

    payload: the output as the writer takes it. rejected: a JSON line for each record that is not in the
    output, or in it uncleaned. error: the first of these that is an error, in words. times: of the records.
    """

    payload: bytes
    rejected: bytes
    counts: Counts
    findings: Findings
    times: Times
    error: str | None


@dataclass(slots=True)
class _Row:
    """One record on its way: what it was, and what became of it.

    encoding: of the line it stood in, where that was no UTF-8. faults: what of it could not be kept as it was.
    page: as it came; seconds: how long it took.
    reason: why it could not be cleaned, or None. kind: the same without what differs from record to record.
    objects: those inside the record that have the pages, if it is not the record itself; result: the record with them.
    """

    number: int
    record: Mapping[str, Any] | None
    raw: bytes | None = None
    encoding: str | None = None
    faults: Mapping[str, int] = field(default_factory=dict)
    page: str | bytes = ""
    seconds: float = 0.0
    document: Document | None = None
    reason: str | None = None
    kind: str | None = None
    outcome: str = "out"
    objects: list[_Row] = field(default_factory=list)
    result: Mapping[str, Any] | None = None

    @property
    def cleaned(self) -> list[tuple[_Row, Document]]:
        return [(row, row.document) for row in (self, *self.objects) if row.document]

    @property
    def documents(self) -> list[Document]:
        return [document for _, document in self.cleaned]

    def fail(self, kind: str, explanation: object = "") -> _Row:
        self.kind = kind
        self.reason = f"{kind}: {explanation}" if explanation else kind
        return self


@dataclass(slots=True)
class Work:
    """Cleans chunks of the shards of one format; picklable."""

    options: RunOptions
    format: str
    output_format: str
    fields: Fields
    cleaner: Cleaner = field(init=False)
    limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self.cleaner = Cleaner(self.options.config, site=self.options.site)
        self.limits = Limits(self.options.timeout)

    def __call__(self, path: str, chunk: Chunk) -> Cleaned:
        rows = [self._clean(row) for row in self._rows(chunk)]
        return self._finish(path, chunk, rows)

    def give_up(self, path: str, chunk: Chunk, reason: str) -> Cleaned:
        """What becomes of a chunk whose records cannot even be tried."""
        try:
            rows = [row.fail(reason) for row in self._rows(chunk)]
            return self._finish(path, chunk, rows)
        except Exception:  # not even their other fields can be read
            first = chunk.first if isinstance(chunk, Table) else chunk.numbers[0]
            lost = [_Row(first + n, None).fail(reason) for n in range(len(chunk))]
            return self._finish(path, Pages((), (), chunk.position), lost)

    def _rows(self, chunk: Chunk) -> Iterator[_Row]:
        whole = self.output_format not in ("parquet", "arrow", "text")
        return _rows(chunk, self.fields, whole=whole, url=self.options.url)

    def _finish(self, path: str, chunk: Chunk, rows: list[_Row]) -> Cleaned:
        counts, findings, times = Counts(), Findings(self.options.plan), Times()
        error = None
        rejected = []
        for row in rows:
            row.outcome = self._outcome(row)
            for part, document in row.cleaned:
                counts.add_document(document, row.encoding)
                findings.add_page(document, self._place(path, row, part))
            times.add(Times(row.seconds, [(row.seconds, row.number)]))
            counts.damage.update(row.faults)
            counts.add_record(row.outcome, row.kind)
            if row.reason:
                rejected.append(_rejected(path, self._whole(row, chunk)))
            if row.outcome in ("failed", "out_with_errors"):
                error = error or f"{path}: record {row.number}: {row.reason}"
        payload = self._payload(chunk, [row for row in rows if row.outcome.startswith("out")])
        return Cleaned(payload, b"".join(rejected), counts, findings, times, error)

    def _place(self, path: str, row: _Row, part: _Row) -> Place:
        url = (part.record or {}).get(self.options.url) or (row.record or {}).get(self.options.url)
        known = url if isinstance(url, str) else None
        return {"shard": path, "record": row.number, "url": known, "page": digest_of(part.page)}

    def _whole(self, row: _Row, chunk: Chunk) -> _Row:
        """A row of a table with all its columns, where only the page was taken at first."""
        if not isinstance(chunk, Table):
            return row
        place = row.number - chunk.first
        (whole,) = _rows(chunk.part(place, place + 1), self.fields, whole=True)
        return replace(row, record=whole.record)

    def _outcome(self, row: _Row) -> str:
        if row.document or (row.result is not None and not row.kind):
            if self.options.drop_empty and not any(document.text for document in row.documents):
                row.fail("nothing left", ", ".join(sorted({d.label for doc in row.documents for d in doc.dropped})))
                return "dropped"
            return "out"
        if row.kind and row.kind.startswith("not text"):
            return "dropped"
        kept = self.options.on_error == "keep" and row.record is not None
        return "out_with_errors" if kept else "failed"

    def _clean(self, row: _Row) -> _Row:
        """Clean the page of a record, or say why not."""
        if row.record is None or row.kind:
            return row
        if self.fields.nested_in(row.record):
            return self._clean_objects(row, row.record)
        kind, hint = _kind_and_hint(row.record)
        if kind and kind not in HTML and not kind.startswith("text/plain"):
            return row.fail("not text", kind)
        if self.format in ("text", "html") and text.is_binary(row.record[text.FIELD]):
            return row.fail("binary", "these bytes are no text in any encoding")
        html = kind in HTML or self.format == "html" or (self.options.html and not kind)
        began = time.perf_counter()
        try:
            page = self._page(row)
            if page is not None:  # what a server calls plain text is no HTML, whatever it looks like
                said = True if html else False if kind else None
                row.page = page
                with self.limits:
                    known = hint if isinstance(page, bytes) else None
                    row.document = self.cleaner.clean(page, encoding=known, html=said)
        except MissingExtraError as error:
            row.fail("HTML cannot be read; the WET files of a crawl hold the text", error)
        except TookTooLong:
            row.fail("took too long", f"more than {self.options.timeout} seconds (--timeout-per-record)")
        except MemoryError:
            row.fail("needs too much memory")
        except Exception as error:  # a fault of this library must not cost the others their evening
            row.fail("cannot be cleaned", f"{type(error).__name__}: {error}")
        row.seconds = time.perf_counter() - began
        return row

    def _clean_objects(self, row: _Row, record: Mapping[str, Any]) -> _Row:
        """Clean the pages inside a record. If one cannot be cleaned, that is the record's fault as a whole."""

        def change(inside: Mapping[str, Any], fields: Fields) -> Mapping[str, Any]:
            work = replace(self, fields=fields)
            part = work._clean(_Row(row.number, inside, encoding=row.encoding))
            row.objects.append(part)
            if part.kind and not row.kind:
                row.fail(part.kind, f"in object {len(row.objects)}: {part.reason}")
            return work._completed(part)

        try:
            row.result = map_objects(record, self.fields, change)
        except ValueError as error:
            row.fail("no page in the record", error)
        return row

    def _page(self, row: _Row) -> str | bytes | None:
        assert row.record is not None
        name = self.fields.source
        if name not in row.record:
            row.fail(f"no field {name!r}")
            return None
        taken = [added for added in self.fields.added if added in row.record]
        if taken:
            row.fail(f"there is a field {taken[0]!r} already, which would be overwritten")
            return None
        value = row.record[name]
        if isinstance(value, str):
            return self._from_str(row, value)
        if isinstance(value, bytes):
            return value
        row.fail(f"the field {name!r} is {'null' if value is None else type(value).__name__}")
        return None

    def _from_str(self, row: _Row, value: str) -> str | bytes | None:
        if self.options.base64:
            try:
                return base64.b64decode(value, validate=True)
            except (binascii.Error, ValueError) as error:
                row.fail(f"the field {self.fields.source!r} is no base64", error)
                return None
        return value

    def _payload(self, chunk: Chunk, rows: list[_Row]) -> bytes:
        if self.output_format in ("parquet", "arrow"):
            return self._table(chunk, rows)
        if self.output_format == "text":
            rows = [part for row in rows for part in row.objects or [row]]
            pages = (row.document.text if row.document else _source_text(row, self.fields) for row in rows)
            return b"".join(text.encode(page) for page in pages)
        lines = (jsonl.encode(self._completed(row)) for row in rows)
        return pack(b"".join(lines), self.output_format)

    def _completed(self, row: _Row) -> Mapping[str, Any]:
        """A record with its results; one kept uncleaned keeps a field that was in the way."""
        assert row.record is not None
        if row.result is not None:
            return row.result
        result = complete(row.record, self.fields, text=_text(row), details=_details(row, self.fields))
        if row.document is None:
            result.update({k: v for k, v in row.record.items() if k != self.fields.source})
        return result

    def _table(self, chunk: Chunk, rows: list[_Row]) -> bytes:
        if self.format in ("parquet", "arrow") and not isinstance(chunk, Table):  # records that could not be taken
            return b""
        if isinstance(chunk, Table):
            batch = table_batch(chunk)
            places = [row.number - chunk.first for row in rows]
            if len(places) < batch.num_rows:
                batch = batch.take(arrow.pyarrow().array(places, "int64"))
        else:
            schema = warc.schema() if self.format == "warc" else text.schema()
            records = [row.record for row in rows]
            batch = arrow.pyarrow().RecordBatch.from_pylist(records, schema=schema)
        if self.fields.nested_in(batch.schema.names):
            values = [(row.result or row.record or {}).get(self.fields.head) for row in rows]
            return arrow.to_ipc(columns.with_objects(batch, self.fields, values))
        result = columns.with_results(
            batch,
            self.fields,
            texts=[_text(row) for row in rows],
            details=[_details(row, self.fields) for row in rows],
        )
        return arrow.to_ipc(result)


def _text(row: _Row) -> str | None:
    return row.document.text if row.document else None


def _details(row: _Row, fields: Fields) -> Mapping[str, Any] | None:
    if not fields.details:
        return None
    if row.document is None:
        return error_details(row.reason or "", fields.level)
    found = details(row.document, fields.level)
    return found | {"encoding": row.encoding} if row.encoding else found


def _source_text(row: _Row, fields: Fields) -> str:
    value = (row.record or {}).get(fields.source)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


def _kind_and_hint(record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """The content type and the charset of a record of a WARC file; None and None for any other."""
    if not {"content_type", "charset", "payload"} <= record.keys():
        return None, None
    kind, charset = record["content_type"], record["charset"]
    try:
        charset = resolve(charset) if isinstance(charset, str) else None
    except ConfigError:  # servers say all sorts of things
        charset = None
    return (kind.strip().lower() if isinstance(kind, str) else None), charset


def _rows(chunk: Chunk, fields: Fields, *, whole: bool, url: str = "") -> Iterator[_Row]:
    """The records of a chunk. `whole`: with all columns of a table, which is slow, and not just the page and `url`."""
    if isinstance(chunk, Lines):
        yield from map(_row_of_line, chunk.numbers, chunk.lines)
    elif isinstance(chunk, Pages):
        yield from map(_row_of_page, chunk.numbers, chunk.pages)
    else:
        batch = table_batch(chunk)
        source = fields.head if fields.nested_in(batch.schema.names) else fields.source
        pages = columns.page_values(batch.column(source))
        some = batch if whole else batch.select([name for name in batch.schema.names if name == url])
        others = columns.other_values(some, source) if some.num_columns else [{}] * len(pages)
        for number, (value, other) in enumerate(zip(pages, others, strict=True), start=chunk.first):
            yield _Row(number, other | {source: value})


def _row_of_line(number: int, line: bytes | Cells | TooLong) -> _Row:
    if isinstance(line, TooLong):
        return _too_long(_Row(number, None, line.start.strip() or None), line)
    if isinstance(line, Cells):
        return _row_of_cells(number, line)
    try:
        parsed = jsonl.read_line(line)
    except ValueError as error:
        return _Row(number, None, line).fail("not a JSON object", error)
    return _Row(number, parsed.record, line, parsed.encoding, parsed.faults)


def _row_of_cells(number: int, cells: Cells) -> _Row:
    raw = b",".join(cells.values)
    try:
        parsed = delimited.parse(cells)
    except ValueError as error:
        return _Row(number, None, raw).fail("not a row of this file", error)
    return _Row(number, parsed.record, raw, parsed.encoding, parsed.faults)


def _row_of_page(number: int, page: Mapping[str, Any]) -> _Row:
    long = [(name, value) for name, value in page.items() if isinstance(value, TooLong)]
    return _too_long(_Row(number, {**page, long[0][0]: None}), long[0][1]) if long else _Row(number, page)


def _too_long(row: _Row, found: TooLong) -> _Row:
    return row.fail("record too long", f"{found.size} bytes or more; {found.most} are allowed (--max-record-bytes)")


def table_batch(chunk: Table) -> Any:
    """The rows of a chunk of a table as a record batch."""
    return arrow.from_ipc(chunk.data).slice(chunk.start, len(chunk))


def _rejected(path: str, row: _Row) -> bytes:
    """The line that tells of a record which is not in the output as it should be."""
    entry: dict[str, Any] = {
        "path": path,
        "record": row.number,
        "outcome": "kept" if row.outcome == "out_with_errors" else row.outcome,
        "reason": row.reason,
    }
    if row.record is not None:
        entry["data"] = row.record
    elif row.raw is not None:
        try:
            entry["line"] = row.raw.decode()
        except UnicodeDecodeError:
            entry["line_base64"] = row.raw
    return jsonl.encode(entry)
