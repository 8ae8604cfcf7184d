"""The function under every adapter: a batch in, the same batch cleaned out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from engines import expected_rows, need_engine, write_parquet

from cntextclean._api import Cleaner
from cntextclean.adapters import arrow
from cntextclean.config import Config
from cntextclean.errors import ConfigError
from cntextclean.io.record import Fields

pa = need_engine("pyarrow")
pq = need_engine("pyarrow.parquet")

PAGE = "傍晚时分,渔船陆续回港,码头上挤满了等着买鱼的人。"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return pq.read_table(write_parquet(tmp_path_factory.mktemp("data") / "pages.parquet"))


def test_every_record_is_what_clean_makes_of_it(table: Any) -> None:
    assert arrow.clean_batch(table).to_pylist() == expected_rows()


def test_batches_and_tables_give_the_same(table: Any) -> None:
    batches = [arrow.clean_batch(batch) for batch in table.to_batches(max_chunksize=50)]
    assert all(isinstance(batch, pa.RecordBatch) for batch in batches)
    assert pa.Table.from_batches(batches) == arrow.clean_batch(table)


def test_the_schema_is_known_before(table: Any) -> None:
    assert arrow.output_schema(table.schema, Fields()) == arrow.clean_batch(table.slice(0, 1)).schema


@pytest.mark.parametrize("data", [{"text": pa.array([], pa.string())}, {"text": pa.array([None], pa.string())}])
def test_nothing_gives_nothing(data: dict[str, Any]) -> None:
    for batch in (pa.table(data), pa.record_batch(data)):
        result = arrow.clean_batch(batch)
        assert result.column("text").to_pylist() == data["text"].to_pylist()
        assert result.schema.names == ["text", "original_text", "cntextclean"]


def test_binary_pages_are_decoded() -> None:
    batch = pa.record_batch({"html": [PAGE.encode("gb18030")]})
    result = arrow.clean_batch(batch, fields=Fields(source="html", text="clean")).to_pylist()[0]
    assert result["clean"] == Cleaner().clean(PAGE.encode("gb18030")).text
    assert result["cntextclean"]["encoding"] == "gb18030"


def test_the_configuration_counts() -> None:
    batch = pa.record_batch({"text": ["龜山島上的漁村每年春天都會舉行一次祭海的儀式。"]})
    for config in (Config(), Config(script=None)):
        expected = Cleaner(config).clean(batch.column("text")[0].as_py()).text
        assert arrow.clean_batch(batch, config).column("text").to_pylist() == [expected]


def test_a_wrong_column_is_told() -> None:
    with pytest.raises(ConfigError, match="no field 'body'"):
        arrow.clean_batch(pa.record_batch({"text": ["a"]}), fields=Fields(source="body"))


class Broken:
    def clean(self, page: str) -> None:
        raise ZeroDivisionError("a fault of the library")


def test_a_fault_of_the_library_does_not_cost_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_cleaner", lambda config: Broken())
    batch = pa.record_batch({"text": ["a"]})
    (row,) = arrow.clean_batch(batch).to_pylist()
    assert (row["text"], row["original_text"]) == (None, "a")
    assert row["cntextclean"]["error"] == "ZeroDivisionError: a fault of the library"
    with pytest.raises(ZeroDivisionError):
        arrow.clean_batch(batch, fields=Fields(details=None))


def test_polars_and_pandas(tmp_path: Path) -> None:
    polars = need_engine("polars")
    pandas = need_engine("pandas")
    frame = polars.DataFrame({"text": [PAGE, None]})
    clean = polars.from_arrow(arrow.clean_batch(frame.to_arrow()))
    assert clean["text"].to_list() == [Cleaner().clean(PAGE).text, None]
    cleaner = Cleaner()
    frame = pandas.DataFrame({"text": [PAGE]})
    frame["clean"] = [cleaner.clean(page).text for page in frame["text"]]
    assert frame["clean"].tolist() == [cleaner.clean(PAGE).text]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_of_another_library_is_refused_with_a_way(library: str) -> None:
    frame = need_engine(library).DataFrame({"text": [PAGE]})
    with pytest.raises(TypeError, match=rf"no {library} DataFrame: give .*(to_arrow|from_pandas)"):
        arrow.clean_batch(frame)


@pytest.mark.parametrize("batch", [{"text": [PAGE]}, [PAGE], PAGE, None])
def test_what_is_no_batch_is_refused(batch: Any) -> None:
    with pytest.raises(TypeError, match=r"give a pyarrow\.RecordBatch"):
        arrow.clean_batch(batch)


@pytest.mark.parametrize("wrong", [{"config": "zh-Hant"}, {"fields": "text"}, {"fields": {"source": "text"}}])
def test_wrong_arguments_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=f"{next(iter(wrong))} must be"):
        arrow.clean_batch(pa.table({"text": [PAGE]}), **wrong)


def test_two_columns_of_one_name_are_refused() -> None:
    table = pa.Table.from_arrays([pa.array([PAGE]), pa.array([PAGE])], names=["text", "text"])
    for batch in (table, table.to_batches()[0]):
        with pytest.raises(ConfigError, match="several columns are called 'text'"):
            arrow.clean_batch(batch)
    other = pa.Table.from_arrays([pa.array([PAGE]), pa.array([1]), pa.array([2])], names=["text", "n", "n"])
    with pytest.raises(ConfigError, match="several columns are called 'n'"):
        arrow.clean_batch(other)


def test_all_details_on_request() -> None:
    (row,) = arrow.clean_batch(pa.table({"text": [PAGE.encode("gb18030")]}), fields=Fields(level="full")).to_pylist()
    details, page = row["cntextclean"], PAGE.encode("gb18030")
    assert {edit["text"] for edit in details["edits"]} == {"，"}
    for edit in details["edits"]:
        assert page[edit["byte_start"] : edit["byte_end"]] == b","
    (paragraph,) = details["paragraphs"]
    assert (paragraph["byte_start"], paragraph["byte_end"]) == (0, len(page))
