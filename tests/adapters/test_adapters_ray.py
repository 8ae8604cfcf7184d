"""Ray Data itself, on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engines import expected_rows, need_engine, write_parquet

from cntextclean.adapters import ray as adapter

ray = need_engine("ray")
need_engine("ray.data")

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, configure_logging=False, object_store_memory=200_000_000)
    yield
    ray.shutdown()


def test_every_record_is_what_clean_makes_of_it(cluster: Any, tmp_path: Path) -> None:
    dataset = ray.data.read_parquet(str(write_parquet(tmp_path / "pages.parquet")))
    rows = adapter.clean_dataset(dataset, batch_size=64).take_all()
    assert sorted(rows, key=lambda row: row["id"]) == expected_rows()
