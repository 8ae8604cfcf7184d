"""datatrove: a filter that cleans each document, and takes out those of which nothing remains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._api import Cleaner
from ..config import Config
from ..extras import need
from ..io.arrow import pyarrow
from ..io.columns import details_type
from ..io.record import details

__all__ = ["ChineseCleaner", "parquet_schema"]

_filters = need("datatrove.pipeline.filters.base_filter", extra="datatrove", purpose="a datatrove step")
_BaseFilter: Any = _filters.BaseFilter


def parquet_schema(columns: Mapping[str, Any] | None = None, *, details: str = "cntextclean") -> Any:
    """The schema for `ParquetWriter(..., expand_metadata=True, schema=...)`: text, id, `columns`, details.

    columns: names and pyarrow types of the other metadata to write, and of the id if it is no string. Without
    a schema datatrove takes that of the first document, and the details of the next do not fit it.
    """
    pa = pyarrow()
    types = {"text": pa.string(), "id": pa.string()} | dict(columns or {}) | {details: details_type()}
    return pa.schema(list(types.items()))


class ChineseCleaner(_BaseFilter):  # type: ignore[misc]  # datatrove has no types
    """Cleans `doc.text`; the details and the text as it was go to `doc.metadata`.

    details, original: the names in the metadata, None to leave them out.
    exclusion_writer: a datatrove writer for documents of which nothing remains: they go there as they came.

    Statistics: what every filter counts (total, forwarded, dropped), and the sums of characters, edits by
    rule and dropped characters by label.
    """

    name = "🧹 cntextclean"

    def __init__(
        self,
        config: Config = Config(),  # noqa: B008
        *,
        details: str | None = "cntextclean",
        original: str | None = None,
        exclusion_writer: Any = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.config = config
        self.details = details
        self.original = original
        self._cleaner = Cleaner(config)

    def filter(self, doc: Any) -> bool | tuple[bool, str]:
        """Clean one datatrove Document in place; (False, "empty") if nothing remains, and then leave it."""
        page = self._cleaner.clean(doc.text)
        self.stat_update("characters_in", value=len(page.source))
        self.stat_update("characters_out", value=len(page.text))
        for block in page.dropped:
            size = block.source_span.end - block.source_span.start
            self.stat_update(f"characters_dropped_{block.label}", value=size)
        for rule, count in page.record.counts().items():
            self.stat_update(f"edits_{rule}", value=count)
        if not page.text:
            return False, "empty"
        if self.original:
            doc.metadata[self.original] = doc.text
        if self.details:
            doc.metadata[self.details] = details(page)
        doc.text = page.text
        return True
