"""The run command: formats, fields, records that fail, resuming, and an account that adds up."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from corpus import page

from cntextclean._api import Cleaner
from cntextclean.cli import run as cli_run
from cntextclean.config import Config
from cntextclean.io.files import zstd
from cntextclean.io.jsonl import encode, parse
from cntextclean.io.record import details
from cntextclean.run.counts import Counts
from cntextclean.run.report import merge_reports

CLEAN = Cleaner().clean


def write_jsonl(path: Path, records: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = b"".join(encode(r) if isinstance(r, dict) else r for r in records)
    if path.name.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    elif path.name.endswith(".zst"):
        data = zstd().compress(data)
    path.write_bytes(data)
    return path


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    data = path.read_bytes()
    if path.name.endswith(".gz"):
        data = gzip.decompress(data)
    elif path.name.endswith(".zst"):
        data = zstd().decompress(data)
    return [parse(line) for line in data.splitlines()]


def records(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [{"id": i, "text": page(i), "tags": ["a", i]} for i in range(first, first + count)]


def command(*args: object) -> int:
    return cli_run.main([str(arg) for arg in args])


def rejected(out: Path, name: str) -> list[dict[str, Any]]:
    return read_jsonl(out / "_cntextclean" / "rejected" / f"{name}.jsonl")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; but not how long records took, which is never the same."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "times.jsonl")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("end", ["", ".gz", ".zst"])
def test_records_are_cleaned_and_keep_their_fields(tmp_path: Path, out: Path, end: str, jobs: int) -> None:
    source = write_jsonl(tmp_path / f"a.jsonl{end}", records(150))
    assert command(source, "-o", out, "-j", jobs, "-q") == 0
    expected = [
        {
            "id": r["id"],
            "text": CLEAN(r["text"]).text,
            "tags": r["tags"],
            "original_text": r["text"],
            "cntextclean": details(CLEAN(r["text"])),
        }
        for r in records(150)
    ]
    assert read_jsonl(out / f"a.jsonl{end}") == expected


def test_jobs_make_no_difference(tmp_path: Path) -> None:
    for n in range(3):
        write_jsonl(tmp_path / "in" / f"{n}.jsonl.gz", records(100, n * 100))
    for jobs in (1, 2, 3):
        assert command(tmp_path / "in", "-o", tmp_path / f"out{jobs}", "-j", jobs, "-q") == 0
    assert tree(tmp_path / "out1") == tree(tmp_path / "out2") == tree(tmp_path / "out3")


def test_paragraphs_can_be_had_from_the_details(tmp_path: Path, out: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(12))
    command(source, "-o", out, "-j", 1, "-q")
    for record in read_jsonl(out / "a.jsonl"):
        document = CLEAN(record["original_text"])
        found = record["cntextclean"]["paragraphs"]
        texts = [p["text"] if p["start"] is None else record["text"][p["start"] : p["end"]] for p in found]
        assert texts == [p.text for p in document.paragraphs]
        sources = [record["original_text"][p["source_start"] : p["source_end"]] for p in found]
        assert sources == [
            document.source[p.source_span.start : p.source_span.end] for p in document.paragraphs
        ]


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["--output-field", "clean"], ["id", "text", "tags", "clean", "cntextclean"]),
        (["--drop-source"], ["id", "text", "tags", "cntextclean"]),
        (["--output-field", "clean", "--drop-source"], ["id", "tags", "clean", "cntextclean"]),
        (["--no-details"], ["id", "text", "tags", "original_text"]),
        (["--details-field", "info"], ["id", "text", "tags", "original_text", "info"]),
    ],
)
def test_fields_have_the_names_asked_for(
    tmp_path: Path, out: Path, args: list[str], names: list[str]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    assert command(source, "-o", out, "-j", 1, "-q", *args) == 0
    assert [list(r) for r in read_jsonl(out / "a.jsonl")] == [names] * 3


def test_bytes_are_decoded(tmp_path: Path, out: Path) -> None:
    data = page(0).encode("gb18030")
    source = write_jsonl(
        tmp_path / "a.jsonl", [{"raw": base64.b64encode(data).decode()}, {"raw": "no base64!"}]
    )
    assert command(source, "-o", out, "-j", 1, "-q", "--bytes-field", "raw") == 1
    (record,) = read_jsonl(out / "a.jsonl")
    assert record["text"] == CLEAN(data).text
    assert record["cntextclean"]["encoding"] == "gb18030"
    assert "no base64" in rejected(out, "a.jsonl")[0]["reason"]


def test_a_line_in_another_encoding_is_decoded_too(tmp_path: Path, out: Path) -> None:
    line = b'{"text": "' + SIMPLE.encode("gb18030") + b'"}\n'
    source = write_jsonl(tmp_path / "a.jsonl", [line])
    assert command(source, "-o", out, "-j", 1, "-q") == 0
    assert read_jsonl(out / "a.jsonl")[0]["text"] == CLEAN(SIMPLE.encode("gb18030")).text


SIMPLE = "傍晚时分，渔船陆续回港，码头上挤满了等着买鱼的人。"

BAD = [
    (b'{"text": "cut in ha\n', "not a JSON object", "a line that was cut in half"),
    (b"[1, 2]\n", "not a JSON object", "no object"),
    ({"id": 1}, "no field 'text'", "the field is missing"),
    ({"text": None}, "the field 'text' is null", "null"),
    ({"text": 7}, "the field 'text' is int", "a number"),
    ({"text": SIMPLE, "cntextclean": 1}, "a field 'cntextclean' already", "nothing may be overwritten"),
    ({"text": SIMPLE, "original_text": 1}, "a field 'original_text' already", "nothing may be overwritten"),
]


@pytest.mark.parametrize(("bad", "reason", "why"), BAD)
def test_a_bad_record_is_left_out_and_told(
    tmp_path: Path, out: Path, bad: Any, reason: str, why: str
) -> None:
    good = {"text": SIMPLE}
    source = write_jsonl(tmp_path / "a.jsonl", [good, bad, b"\n", good])
    assert command(source, "-o", out, "-j", 1, "-q", "--report", tmp_path / "report.json") == 1, why
    assert len(read_jsonl(out / "a.jsonl")) == 2
    (entry,) = rejected(out, "a.jsonl")
    assert (entry["path"], entry["record"], entry["outcome"]) == ("a.jsonl", 2, "failed")
    assert reason in entry["reason"]
    assert entry.get("data", entry.get("line")) == (
        bad if isinstance(bad, dict) else bad.decode().rstrip("\n")
    )
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["records"] == {"in": 3, "out": 2, "dropped": 0, "failed": 1, "out_with_errors": 0}
    assert report["errors"] == [f"a.jsonl: record 2: {entry['reason']}"]


@pytest.mark.parametrize(("bad", "reason", "why"), BAD)
def test_a_bad_record_can_be_kept_as_it_is(
    tmp_path: Path, out: Path, bad: Any, reason: str, why: str
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [{"text": SIMPLE}, bad])
    assert command(source, "-o", out, "-j", 1, "-q", "--on-error", "keep") == 1, why
    found = read_jsonl(out / "a.jsonl")
    (entry,) = rejected(out, "a.jsonl")
    if not isinstance(bad, dict):
        assert (len(found), entry["outcome"]) == (1, "failed"), "what is no JSON object cannot be kept as one"
        return
    assert entry["outcome"] == "kept"
    if "already" not in reason:
        assert reason in found[1]["cntextclean"]["error"]
        assert found[1]["text"] is None
    kept = {k: v for k, v in found[1].items() if k in bad and k != "text"}
    assert kept == {k: v for k, v in bad.items() if k != "text"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_record_can_end_the_run(
    tmp_path: Path, out: Path, jobs: int, capsys: pytest.CaptureFixture[str]
) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", records(3))
    write_jsonl(tmp_path / "in" / "b.jsonl", [*records(100), {"id": 3}])
    write_jsonl(tmp_path / "in" / "c.jsonl", records(3))
    assert command(tmp_path / "in", "-o", out, "-j", jobs, "--on-error", "fail") == 1
    said = capsys.readouterr().err
    assert "b.jsonl: record 101: no field 'text'" in said
    assert "1 of 3 files are done, and --resume does the rest" in said
    assert [name for name in tree(out) if not name.startswith("_")] == ["a.jsonl"]


def test_the_account_adds_up(tmp_path: Path, out: Path) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", [*records(100), b"{\n"])
    write_jsonl(tmp_path / "in" / "b.jsonl", records(60, 100))
    report = tmp_path / "report.json"
    assert command(tmp_path / "in", "-o", out, "-j", 2, "-q", "--drop-empty", "--report", report) == 1
    data = json.loads(report.read_text())
    documents = [CLEAN(r["text"]) for r in records(160)]
    empty = sum(not d.text for d in documents)
    assert empty > 0
    assert data["records"] == {
        "in": 161, "out": 160 - empty, "dropped": empty, "failed": 1, "out_with_errors": 0,
    }  # fmt: skip
    characters = data["characters"]
    assert characters["source"] == sum(len(d.source) for d in documents)
    assert characters["source"] == characters["kept"] + characters["between"] + sum(data["dropped"].values())
    assert characters["text"] == sum(len(d.text) for d in documents)
    labels = {block.label for d in documents for block in d.dropped}
    assert data["dropped"].keys() == labels
    rules = {rule for d in documents for rule in d.record.counts()}
    assert data["edits"].keys() == rules
    assert data["reasons"].keys() == {"nothing left", "not a JSON object"}
    assert data["shards"] == {"in": 2, "done": 2, "resumed": 0, "damaged": 0, "failed": 0}


def test_reports_of_parts_add_up_to_the_report_of_all(tmp_path: Path) -> None:
    reports = {}
    for name in ("a", "b"):
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", records(50, 50 * (name == "b")))
    for name, source in {"a": "in/a.jsonl", "b": "in/b.jsonl", "all": "in"}.items():
        path = tmp_path / f"{name}.json"
        assert command(tmp_path / source, "-o", tmp_path / name, "-j", 1, "-q", "--report", path) == 0
        reports[name] = json.loads(path.read_text())
    merged = merge_reports([reports["a"], reports["b"]])
    assert merged == {name: reports["all"][name] for name in merged}


def test_counts_that_do_not_add_up_are_a_fault() -> None:
    counts = Counts()
    counts.add_record("failed", "x")
    counts.check()
    counts.records["in"] += 1
    with pytest.raises(AssertionError, match="2 records in, but 1 accounted for"):
        counts.check()


def test_results_are_not_written_over_unasked(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    assert command(source, "-o", out, "-j", 1, "-q") == 0
    before = tree(out)
    assert command(source, "-o", out, "-j", 1, "-q") == 2
    assert "holds results already (a.jsonl)" in capsys.readouterr().err
    assert tree(out) == before


def test_a_file_of_somebody_else_is_not_written_over(tmp_path: Path, out: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(3))
    write_jsonl(out / "a.jsonl", [{"precious": 1}])
    assert command(source, "-o", out, "-j", 1, "-q") == 2
    assert read_jsonl(out / "a.jsonl") == [{"precious": 1}]
    assert command(source, "-o", out, "-j", 1, "-q", "--overwrite") == 0
    assert len(read_jsonl(out / "a.jsonl")) == 3


def shard_times(out: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in out.glob("*.jsonl")}


def test_resume_does_what_is_missing(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in "abc":
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", records(5))
    args = [tmp_path / "in", "-o", out, "-j", 1]
    assert command(*args) == 0
    whole, times = tree(out), shard_times(out)
    (out / "b.jsonl").unlink()
    assert command(*args, "--resume") == 0
    assert "1 files done, 2 done before" in capsys.readouterr().err
    assert tree(out) == whole
    assert {n: t for n, t in shard_times(out).items() if n != "b.jsonl"} == {
        n: t for n, t in times.items() if n != "b.jsonl"
    }


@pytest.mark.parametrize("change", ["input", "option", "output cut off"])
def test_resume_does_again_what_would_come_out_differently(tmp_path: Path, out: Path, change: str) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", records(5))
    write_jsonl(tmp_path / "in" / "b.jsonl", records(5))
    args = [tmp_path / "in", "-j", 1, "-q"]
    command(*args, "-o", out)
    if change == "input":
        write_jsonl(tmp_path / "in" / "b.jsonl", records(6))
    elif change == "option":
        args.append("--no-details")
    else:
        (out / "a.jsonl").write_bytes((out / "a.jsonl").read_bytes()[:-10])
    assert command(*args, "-o", out, "--resume") == 0
    command(*args, "-o", tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")


def test_a_cut_off_manifest_costs_only_its_last_shard(tmp_path: Path, out: Path) -> None:
    for name in "ab":
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", records(5))
    args = [tmp_path / "in", "-o", out, "-j", 1, "-q"]
    command(*args)
    whole = tree(out)
    manifest = out / "_cntextclean" / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-20])
    assert command(*args, "--resume") == 0
    assert tree(out) == whole


@pytest.mark.parametrize(
    ("limit", "shards"), [(0, [0, 0, 0]), (3, [3, 0, 0]), (7, [5, 2, 0]), (99, [5, 5, 5])]
)
def test_limit_counts_records_over_all_files(
    tmp_path: Path, out: Path, limit: int, shards: list[int]
) -> None:
    for name in "abc":
        write_jsonl(tmp_path / "in" / f"{name}.jsonl", records(5))
    args = [tmp_path / "in", "-o", out, "-j", 1, "-q", "--limit", limit]
    assert command(*args) == 0
    assert [len(read_jsonl(out / f"{name}.jsonl")) for name in "abc"] == shards
    whole = tree(out)
    (out / "b.jsonl").unlink()
    assert command(*args, "--resume") == 0
    assert tree(out) == whole


def test_a_configuration_file_is_used(tmp_path: Path, out: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(20))
    (tmp_path / "config.toml").write_text('script = "keep"\nchrome = "keep"\ndisable = ["punctuation."]\n')
    assert command(source, "-o", out, "-j", 2, "-q", "--config", tmp_path / "config.toml") == 0
    config = Config(script=None, chrome="keep", disable=frozenset({"punctuation."}))
    assert [r["text"] for r in read_jsonl(out / "a.jsonl")] == [
        Cleaner(config).clean(r["text"]).text for r in records(20)
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('script = "zh"', "script='zh' is not allowed"),
        ("color = 1", "no option 'color'"),
        ("script = ", "config.toml"),
    ],
)
def test_a_wrong_configuration_file_is_named(
    tmp_path: Path, out: Path, content: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    (tmp_path / "config.toml").write_text(content)
    assert command(source, "-o", out, "-q", "--config", tmp_path / "config.toml") == 2
    said = capsys.readouterr().err
    assert message in said
    assert "config.toml" in said


def test_folders_and_patterns_keep_their_shape(tmp_path: Path) -> None:
    for name in ("a.jsonl", "x/b.jsonl", "x/y/c.jsonl", ".hidden/d.jsonl", "x/_tmp/e.jsonl", "readme.md"):
        write_jsonl(tmp_path / "in" / name, records(1))
    command(tmp_path / "in", "-o", tmp_path / "folder", "-j", 1, "-q")
    command(tmp_path / "in" / "**" / "*.jsonl", "-o", tmp_path / "pattern", "-j", 1, "-q")
    for out in (tmp_path / "folder", tmp_path / "pattern"):
        names = [n for n in tree(out) if not n.startswith("_")]
        assert (
            names == ["a.jsonl", "x/b.jsonl", "x/y/c.jsonl"]
            if out.name == "folder"
            else sorted(names)[0] == "a.jsonl"
        )


def test_the_output_may_lie_in_the_input(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", records(2))
    args = [tmp_path, "-o", tmp_path / "out", "-j", 1, "-q"]
    assert command(*args) == 0
    assert command(*args, "--resume") == 0
    assert [n for n in tree(tmp_path / "out") if not n.startswith("_")] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        (["none*.jsonl"], "there is no file to read"),
        (["in/a.xls"], "its name does not say its format"),
        (["in/a.jsonl", "--output-format", "parquet"], "no parquet can be written"),
        (["in/a.jsonl", "--jobs", "0"], "jobs=0"),
        (["in/a.jsonl", "--limit", "-1"], "limit=-1"),
        (["in/a.jsonl", "--output-field", "cntextclean"], "different names"),
    ],
)
def test_wrong_arguments_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    args: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.jsonl", "in/a.xls", "other/a.jsonl"):
        write_jsonl(tmp_path / name, records(1))
    assert command(*args, "-o", "out", "-q") == (1 if args == ["missing.jsonl"] else 2)
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    "args",
    [[], ["a.jsonl"], ["a", "-o", "b", "--on-error", "x"], ["a", "-o", "b", "--resume", "--overwrite"]],
)
def test_arguments_that_do_not_parse_leave_with_2(args: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command(*args)
    assert caught.value.code == 2


def test_text_files_in_any_encoding(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(6):
        data = page(number).encode("gb18030" if number % 2 else "utf-8")
        (tmp_path / "in" / f"{number}.txt").write_bytes(data)
    assert command(tmp_path / "in", "-o", out, "-j", 2, "-q") == 0
    for number in range(6):
        expected = CLEAN((tmp_path / "in" / f"{number}.txt").read_bytes()).text
        assert (out / f"{number}.txt").read_text(encoding="utf-8") == (expected and expected + "\n")


def test_an_empty_file_is_an_empty_file(tmp_path: Path, out: Path) -> None:
    write_jsonl(tmp_path / "in" / "a.jsonl", [])
    write_jsonl(tmp_path / "in" / "b.jsonl.gz", [])
    assert command(tmp_path / "in", "-o", out, "-j", 1, "-q") == 0
    assert (out / "a.jsonl").read_bytes() == b""
    assert gzip.decompress((out / "b.jsonl.gz").read_bytes()) == b""
