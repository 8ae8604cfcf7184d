"""Hugging Face datasets itself, in one process and in two."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines import expected_rows, need_engine, write_parquet

from cntextclean.adapters import datasets as adapter
from cntextclean.config import Config
from cntextclean.io.record import Fields

datasets = need_engine("datasets")

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.mark.parametrize("processes", [None, 2])
def test_every_record_is_what_clean_makes_of_it(tmp_path: Path, processes: int | None) -> None:
    path = write_parquet(tmp_path / "pages.parquet")
    dataset = datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path / "cache"))
    clean = adapter.clean_dataset(dataset, num_proc=processes, batch_size=50)
    assert clean.to_list() == expected_rows()
    assert clean.format["type"] is None


def test_the_result_can_be_saved_and_read(tmp_path: Path) -> None:
    dataset = datasets.Dataset.from_dict({"text": ["傍晚时分,渔船陆续回港。"]})
    clean = adapter.clean_dataset(dataset, Config(), fields=Fields(details=None))
    clean.to_parquet(str(tmp_path / "clean.parquet"))
    again = datasets.Dataset.from_parquet(str(tmp_path / "clean.parquet"), cache_dir=str(tmp_path / "cache"))
    assert again["text"][0] == "傍晚时分，渔船陆续回港。"
