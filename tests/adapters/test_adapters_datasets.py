"""Hugging Face datasets itself, in one process and in two."""

from __future__ import annotations

from collections.abc import Iterator
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


PAGE, TEXT = "傍晚时分,渔船陆续回港。", "傍晚时分，渔船陆续回港。"
COLUMNS = ["id", "text", "original_text", "cntextclean"]


def rows() -> Iterator[dict[str, object]]:
    yield from ({"id": i, "text": PAGE if i else None} for i in range(3))


def test_a_stream_is_cleaned_as_it_comes() -> None:
    whole = datasets.Dataset.from_list([*rows()])
    for stream in (whole.to_iterable_dataset(), datasets.IterableDataset.from_generator(rows)):
        clean = adapter.clean_dataset(stream)
        assert list(clean.features) == COLUMNS
        assert [(row["text"], row["original_text"]) for row in clean] == [(None, None), (TEXT, PAGE), (TEXT, PAGE)]


def test_all_parts_of_a_dictionary_are_cleaned() -> None:
    whole = datasets.Dataset.from_list([*rows()])
    for parts in (
        datasets.DatasetDict({"train": whole, "test": whole.select([])}),
        datasets.IterableDatasetDict({"train": whole.to_iterable_dataset()}),
    ):
        clean = adapter.clean_dataset(parts)
        assert type(clean) is type(parts)
        assert [list(part.features) for part in clean.values()] == [COLUMNS] * len(parts)
        assert [row["text"] for row in clean["train"]] == [None, TEXT, TEXT]


def test_a_dataset_without_rows_has_the_columns() -> None:
    clean = adapter.clean_dataset(datasets.Dataset.from_list([*rows()]).select([]))
    assert (clean.num_rows, clean.column_names) == (0, COLUMNS)
    assert list(clean.features) == COLUMNS


def test_something_else_is_refused() -> None:
    with pytest.raises(TypeError, match="not list"):
        adapter.clean_dataset([*rows()])
