"""The example scripts of the engines, run as they stand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from engines import expected_rows, need_engine, write_parquet

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.mark.parametrize(
    ("engine", "result", "column"),
    [
        ("pyspark", "", "text"),
        ("ray", "", "text"),
        ("datasets", "", "text"),
        ("datatrove", "pages", "text"),
        ("polars", "", "text"),
        ("pandas", "", "clean"),
    ],
)
def test_the_example_of_an_engine(tmp_path: Path, engine: str, result: str, column: str) -> None:
    need_engine(engine)
    pq = need_engine("pyarrow.parquet")
    (tmp_path / "pages").mkdir()
    source = write_parquet(tmp_path / "pages" / "pages.parquet")
    script = EXAMPLES / f"clean_with_{engine.removeprefix('py')}.py"
    target = tmp_path / "clean"
    given = source.parent if engine == "datatrove" else source
    command = [sys.executable, str(script), str(given), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    texts = sorted(text or "" for text in pq.read_table(target / result).column(column).to_pylist())
    rows = expected_rows()
    if engine == "datatrove":  # pages of which nothing remains went to the exclusion writer
        rows = [row for row in rows if row["text"]]
    elif engine == "pandas":
        rows = [row for row in rows if row["original_text"] is not None]
    assert texts == sorted(row["text"] or "" for row in rows)
