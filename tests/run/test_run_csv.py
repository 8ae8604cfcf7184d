"""The command reads CSV: a named column is cleaned, the others stay, and no row is lost without a word."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from test_run import SIMPLE, command, read_jsonl, rejected

NARROW = SIMPLE.replace("，", ",")


def test_a_named_column_is_cleaned(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'编号,正文\n7,"{NARROW}"\n8\n9,"{NARROW}\n"\n', encoding="gb18030")
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--text-field", "正文") == 1
    first, second = read_jsonl(tmp_path / "out" / "a.jsonl")
    assert (first["编号"], second["编号"]) == ("7", "9")
    assert first["text"] == second["text"] == SIMPLE
    assert first["正文"] == NARROW
    assert first["cntextclean"]["encoding"] == "gb18030"
    (lost,) = rejected(tmp_path / "out", "a.csv")
    assert lost["record"] == 3
    assert lost["reason"] == "not a row of this file: the row has 1 cells and the first row of the file 2"


@pytest.mark.parametrize("name", ["a.csv.gz", "a.tsv.gz"])
def test_a_packed_file_gives_a_packed_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(f"id\ttext\n1\t{NARROW}\n".encode()))
    assert command(tmp_path / name, "-o", tmp_path / "out", "-j", 1, "-q") == 0
    (record,) = read_jsonl(tmp_path / "out" / "a.jsonl.gz")
    assert (record["id"], record["text"], record["original_text"]) == ("1", SIMPLE, NARROW)


def test_no_table_is_made_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,x\n", encoding="utf-8")
    assert command(tmp_path / "a.csv", "-o", tmp_path / "out", "-q", "--output-format", "parquet") == 2
    assert "the records of a csv file are no table" in capsys.readouterr().err


def test_a_file_without_names_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("text,text\n1,x\n", encoding="utf-8")
    (tmp_path / "in" / "b.csv").write_text(f"id,text\n1,{NARROW.replace(',', '，')}\n", encoding="utf-8")
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert [record["text"] for record in read_jsonl(tmp_path / "out" / "b.jsonl")] == [SIMPLE]
