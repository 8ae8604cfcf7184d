"""PySpark itself, with two local executors' threads."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engines import expected_rows, need_engine, write_parquet

from cntextclean.adapters import spark as adapter
from cntextclean.io.record import Fields

pyspark = need_engine("pyspark")

pytestmark = [
    # Spark leaves a socket and its gateway to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    if shutil.which("java") is None:
        need_engine("a_java_runtime")  # skips, or fails in CI
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers run the first python3 of the path
    builder = pyspark.sql.SparkSession.builder.master("local[2]").appName("cntextclean")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def plain(value: Any) -> Any:
    """Spark's rows as dictionaries and lists."""
    if isinstance(value, pyspark.sql.Row):
        return {name: plain(part) for name, part in value.asDict().items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def test_every_record_is_what_clean_makes_of_it(session: Any, tmp_path: Path) -> None:
    frame = session.read.parquet(str(write_parquet(tmp_path / "pages.parquet"))).repartition(3)
    rows = adapter.clean_column(frame).orderBy("id").collect()
    assert [plain(row) for row in rows] == expected_rows()


def test_the_step_alone_with_a_schema(session: Any) -> None:
    fields = Fields(text="clean", details=None)
    frame = session.createDataFrame([("傍晚时分,渔船陆续回港。",)], "text string")
    done = frame.mapInArrow(adapter.clean_batches(fields=fields), adapter.output_schema(frame.schema, fields=fields))
    assert done.schema.simpleString() == "struct<text:string,clean:string>"
    assert done.collect()[0]["clean"] == "傍晚时分，渔船陆续回港。"


def test_what_is_written_can_be_read(session: Any, tmp_path: Path) -> None:
    frame = session.read.parquet(str(write_parquet(tmp_path / "pages.parquet")))
    adapter.clean_column(frame).write.parquet(str(tmp_path / "clean"))
    assert session.read.parquet(str(tmp_path / "clean")).count() == 240
