"""datatrove itself: its local executor, its statistics and its exclusion writer."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from corpus import NAV, TAIL
from engines import expected_rows, need_engine, write_parquet

need_engine("datatrove")

from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import ParquetReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from cntextclean.adapters.datatrove import ChineseCleaner  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


def read(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for path in sorted(folder.rglob("*.gz")) for line in gzip.open(path, "rt", encoding="utf-8")
    ]


def test_every_record_is_what_clean_makes_of_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_parquet(tmp_path / "in" / "pages.parquet")
    steps = [
        ParquetReader(str(tmp_path / "in")),
        ChineseCleaner(original="original_text", exclusion_writer=JsonlWriter(str(tmp_path / "empty"))),
        JsonlWriter(str(tmp_path / "out")),
    ]
    executor = LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(tmp_path / "logs"))
    executor.run()
    # its writer leaves out what is false, such as the id 0
    kept = {row.get("id", 0): row for row in read(tmp_path / "out")}
    rows = [row for row in expected_rows() if row["original_text"]]  # its reader passes over empty texts
    assert len(kept) == sum(bool(row["text"]) for row in rows)
    for row in rows:
        if row["text"]:
            got = kept[row["id"]]
            assert got["text"] == row["text"]
            assert got["metadata"]["original_text"] == row["original_text"]
            assert got["metadata"]["cntextclean"] == row["cntextclean"]
    (stats,) = json.loads((tmp_path / "logs" / "stats.json").read_text())[1:2]
    assert stats["name"].endswith("cntextclean")
    assert stats["stats"]["forwarded"] == len(kept)


def test_a_page_of_which_nothing_remains_goes_to_the_exclusion_writer_as_it_was(tmp_path: Path) -> None:
    from datatrove.data import Document

    nav = f"{NAV}\n{TAIL}"
    step = ChineseCleaner(exclusion_writer=JsonlWriter(str(tmp_path / "empty")))
    assert list(step.run([Document(text=nav, id="1")])) == []
    assert [row["text"] for row in read(tmp_path / "empty")] == [nav]
    assert step.stats["dropped_empty"].total == 1
