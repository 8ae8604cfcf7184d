"""Pages inside other fields: objects, lists of objects, and the same in tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_run import SIMPLE, command, read_jsonl, rejected, write_jsonl
from test_run_limits import write_table

from cntextclean._api import Cleaner
from cntextclean.adapters.arrow import clean_batch
from cntextclean.errors import ConfigError
from cntextclean.io.record import Fields

pa = pytest.importorskip("pyarrow")

NARROW = SIMPLE.replace("，", ",")
INSIDE = {"id": 1, "doc": {"url": "u", "text": NARROW}}
LIST = {"id": 2, "posts": [{"by": "a", "text": NARROW}, {"by": "b", "text": NARROW + NARROW}]}
DEEP = {"id": 3, "a": [{"b": {"text": NARROW}}, None]}


def texts(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The clean texts of a record and the pages beside them, wherever they are."""
    found = [(record["text"], record["original_text"])] if "original_text" in record else []
    for value in record.values():
        for item in value if isinstance(value, list) else [value]:
            found += texts(item) if isinstance(item, dict) else []
    return found


@pytest.mark.parametrize(
    ("record", "field", "count"), [(INSIDE, "doc.text", 1), (LIST, "posts.text", 2), (DEEP, "a.b.text", 1)]
)
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_they_are_cleaned_where_they_are(
    tmp_path: Path, record: dict[str, Any], field: str, count: int, form: str
) -> None:
    write = write_jsonl if form == "jsonl" else write_table
    source = write(tmp_path / f"a.{form}", [record])
    args = [source, "-o", tmp_path / "out", "-j", 1, "-q", "--text-field", field]
    assert command(*args) == 0
    if form == "jsonl":
        (result,) = read_jsonl(tmp_path / "out" / "a.jsonl")
    else:
        import pyarrow.parquet as pq

        (result,) = pq.read_table(tmp_path / "out" / "a.parquet").to_pylist()
    found = texts(result)
    assert len(found) == count
    assert all(text == Cleaner().clean(page).text for text, page in found)
    assert found[0][1] == NARROW
    assert result["id"] == record["id"]
    assert list(result) == list(record), "what is added stands beside the page"


def test_a_field_with_a_dot_in_its_name_comes_first(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [{"doc.text": NARROW, "doc": {"text": "x"}}])
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--text-field", "doc.text") == 0
    (result,) = read_jsonl(tmp_path / "out" / "a.jsonl")
    assert (result["text"], result["doc"]) == (SIMPLE, {"text": "x"})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"posts": "x"}, "holds str and no object"),
        ({"posts": [{"by": "a"}]}, "no field 'text'"),
        ({"posts": [{"text": None}, {"text": SIMPLE}]}, "is null"),
        ({"id": 1}, "no field 'posts.text'"),
    ],
)
def test_a_record_that_has_no_page_there_is_rejected(tmp_path: Path, bad: dict[str, Any], reason: str) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [LIST, bad])
    args = [source, "-o", tmp_path / "out", "-j", 1, "-q", "--text-field", "posts.text"]
    assert command(*args) == 1
    assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 1
    (entry,) = rejected(tmp_path / "out", "a.jsonl")
    assert reason in entry["reason"]
    assert entry["data"] == bad


def test_batches() -> None:
    fields = Fields(source="posts.text", original=None, details=None)
    table = pa.Table.from_pylist([LIST, {"id": 4, "posts": None}])
    for batch in (table, table.to_batches()[0]):
        result = clean_batch(batch, fields=fields)
        assert type(result) is type(batch)
        found = [[post["text"] for post in row["posts"] or []] for row in result.to_pylist()]
        assert found == [[SIMPLE, SIMPLE * 2], []]
    with pytest.raises(ConfigError, match="must hold structs"):
        clean_batch(pa.table({"posts": ["x"]}), fields=fields)


def test_text_output_has_all_of_them(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [LIST])
    args = ["-o", tmp_path / "out", "-j", 1, "-q", "--text-field", "posts.text", "--output-format", "text"]
    assert command(source, *args) == 0
    assert (tmp_path / "out" / "a.txt").read_text(encoding="utf-8") == f"{SIMPLE}\n{SIMPLE}{SIMPLE}\n"
