"""What the tests of the engines share: one Parquet file, what must come of it, how an engine is asked for.

Where an engine is not installed its tests are skipped, and say so; where CI is set they fail.
"""

from __future__ import annotations

import functools
import importlib
import os
from pathlib import Path
from typing import Any

import pytest
from corpus import pages

from cntextclean._api import Cleaner
from cntextclean.io.record import details

ROWS = 240


def need_engine(name: str) -> Any:
    """The module of an engine."""
    if os.environ.get("CI"):
        return importlib.import_module(name)
    return pytest.importorskip(name, reason=f"{name} is not installed, so its adapter is not tested")


def write_parquet(path: Path) -> Path:
    """A file with the pages of the corpus, one of them null, and a column beside them."""
    pa = need_engine("pyarrow")
    pq = need_engine("pyarrow.parquet")
    texts: list[str | None] = [*pages(ROWS)]
    texts[7] = None
    data = pa.table({"id": pa.array(range(ROWS), pa.int64()), "text": pa.array(texts, pa.string())})
    pq.write_table(data, path, row_group_size=100)
    return path


@functools.cache
def expected_rows() -> list[dict[str, Any]]:
    """What `Cleaner.clean` makes of each record."""
    cleaner = Cleaner()
    rows: list[dict[str, Any]] = []
    for number, page in enumerate(pages(ROWS)):
        if number == 7:
            rows.append({"id": 7, "text": None, "original_text": None, "cntextclean": None})
            continue
        document = cleaner.clean(page)
        rows.append(
            {"id": number, "text": document.text, "original_text": page, "cntextclean": details(document)}
        )
    return rows
