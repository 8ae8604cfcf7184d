"""Which files a run takes, what it never overwrites, and what it says of the rest."""

from __future__ import annotations

import bz2
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from test_run import SIMPLE, command, read_jsonl, records, rejected, tree, write_jsonl

from cntextclean.errors import ConfigError
from cntextclean.run.options import RunOptions
from cntextclean.run.shards import find_shards

Way = Callable[[Path], tuple[list[Path], Path]]
ROWS = [{"id": 1, "text": SIMPLE}]


def outputs(*inputs: object, out: Path) -> list[str]:
    return sorted(s.output for s in find_shards([str(i) for i in inputs], out, RunOptions()).shards)


class TestOverTheInput:
    """Whatever leads there, and in every mode."""

    def by_name(folder: Path) -> tuple[list[Path], Path]:
        return [folder / "in" / "a.jsonl"], folder / "in"

    def by_pattern(folder: Path) -> tuple[list[Path], Path]:
        return [folder / "in" / "*.jsonl"], folder / "in"

    def by_a_link_to_the_folder(folder: Path) -> tuple[list[Path], Path]:
        (folder / "link").symlink_to(folder / "in")
        return [folder / "in" / "a.jsonl"], folder / "link"

    def by_a_link_to_the_file(folder: Path) -> tuple[list[Path], Path]:
        (folder / "out").mkdir()
        (folder / "out" / "a.jsonl").symlink_to(folder / "in" / "a.jsonl")
        return [folder / "in"], folder / "out"

    def by_a_hard_link(folder: Path) -> tuple[list[Path], Path]:
        (folder / "out").mkdir()
        os.link(folder / "in" / "a.jsonl", folder / "out" / "a.jsonl")
        return [folder / "in"], folder / "out"

    def by_a_link_as_input(folder: Path) -> tuple[list[Path], Path]:
        (folder / "given.jsonl").symlink_to(folder / "in" / "a.jsonl")
        (folder / "out").mkdir()
        os.link(folder / "in" / "a.jsonl", folder / "out" / "given.jsonl")
        return [folder / "given.jsonl"], folder / "out"

    def by_a_long_way(folder: Path) -> tuple[list[Path], Path]:
        return [folder / "in" / ".." / "in" / "a.jsonl"], folder / "in" / ".." / "in"

    WAYS = (by_name, by_pattern, by_a_link_to_the_folder, by_a_link_to_the_file, by_a_hard_link, by_a_link_as_input,
            by_a_long_way)  # fmt: skip

    @pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
    @pytest.mark.parametrize("mode", [[], ["--resume"], ["--overwrite"], ["--overwrite", "--drop-source"]])
    def test_it_is_refused(self, tmp_path: Path, way: Way, mode: list[str]) -> None:
        source = write_jsonl(tmp_path / "in" / "a.jsonl", ROWS)
        before = source.read_bytes()
        inputs, out = way(tmp_path)
        assert command(*inputs, "-o", out, "-j", 1, "-q", *mode) == 2
        assert source.read_bytes() == before
        assert not (tmp_path / "in" / "_cntextclean").exists()

    def test_the_folder_itself_has_nothing_to_read(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "a.jsonl", ROWS)
        assert command(tmp_path, "-o", tmp_path, "-j", 1, "-q", "--overwrite") == 2
        assert [p.name for p in tmp_path.iterdir()] == ["a.jsonl"]

    def test_a_report_is_no_input_either(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / "a.jsonl", ROWS)
        for report in (source, tmp_path / "out" / "a.jsonl", tmp_path / "out" / ".." / "a.jsonl"):
            assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--report", report) == 2
        assert read_jsonl(source) == ROWS

    def test_results_may_lie_below_the_input_and_are_not_read_again(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "in" / "a.jsonl", ROWS)
        for mode in ([], ["--resume"], ["--overwrite"]):
            assert command(tmp_path / "in", "-o", tmp_path / "in" / "out", "-j", 1, "-q", *mode) == 0
        assert [n for n in tree(tmp_path / "in" / "out") if n[0] != "_"] == ["a.jsonl"]

    def test_an_input_may_lie_below_the_results(self, tmp_path: Path) -> None:
        write_jsonl(tmp_path / "in" / "b.jsonl", ROWS)
        assert command(tmp_path / "in", "-o", tmp_path, "-j", 1, "-q") == 0
        assert read_jsonl(tmp_path / "in" / "b.jsonl") == ROWS
        assert read_jsonl(tmp_path / "b.jsonl")[0]["original_text"] == SIMPLE


class TestNames:
    def test_one_text_in_two_formats(self, tmp_path: Path) -> None:
        for name in ("page.txt", "page.html", "page.htm", "other.html"):
            (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "in" / name).write_text(SIMPLE, encoding="utf-8")
        found = outputs(tmp_path / "in", out=tmp_path / "out")
        assert found == ["other.txt", "page.htm.txt", "page.html.txt", "page.txt"]
        assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q") == 0
        assert len([n for n in tree(tmp_path / "out") if n[0] != "_"]) == 4

    @pytest.mark.parametrize(
        ("folders", "expected"),
        [
            (("a", "b"), ["a/x.jsonl", "b/x.jsonl"]),
            (("p/data", "q/data"), ["p/data/x.jsonl", "q/data/x.jsonl"]),
        ],
    )
    def test_one_name_in_two_folders(self, tmp_path: Path, folders: tuple[str, ...], expected: list[str]) -> None:
        for folder in folders:
            write_jsonl(tmp_path / folder / "x.jsonl", [*ROWS, {"id": folder}])
        found = outputs(*(tmp_path / f for f in folders), out=tmp_path / "out")
        assert [name[-len(end) :] for name, end in zip(found, expected, strict=True)] == expected
        assert command(*(tmp_path / f for f in folders), "-o", tmp_path / "out", "-j", 1, "-q") == 1
        reasons = {p.name: p.read_text() for p in (tmp_path / "out" / "_cntextclean" / "rejected").rglob("*.jsonl")}
        assert len([*(tmp_path / "out" / "_cntextclean" / "rejected").rglob("x.jsonl.jsonl")]) == 2, reasons

    def test_one_file_given_twice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        source = write_jsonl(tmp_path / "a.jsonl", ROWS)
        monkeypatch.chdir(tmp_path)
        assert outputs(source, "a.jsonl", "./a.jsonl", tmp_path, out=tmp_path / "out") == ["a.jsonl"]

    @pytest.mark.parametrize("pattern", ["in/*/../../x/*.jsonl", "in/*/../../../*/x/*.jsonl"])
    def test_no_result_leaves_the_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
        home = tmp_path / "home"
        write_jsonl(home / "x" / "a.jsonl", ROWS)
        (home / "in" / "deep").mkdir(parents=True)
        monkeypatch.chdir(home)
        assert command(pattern, "-o", "out/clean", "-j", 1, "-q") == 0
        assert [p.name for p in (home / "out").iterdir()] == ["clean"]
        assert (home / "out" / "clean" / "a.jsonl").exists()

    @pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX")
    @pytest.mark.parametrize(
        "name", [b"a" * 247 + b".jsonl", "长".encode() * 82 + b".jsonl", b"\xb3\xc9\xb9\xa6.jsonl", b"a\nb.jsonl"]
    )
    def test_a_name_that_is_long_or_no_utf8(self, tmp_path: Path, name: bytes) -> None:
        path = tmp_path / "in" / os.fsdecode(name)
        path.parent.mkdir()
        path.write_bytes(json.dumps({"text": SIMPLE}).encode() + b'\n{"no": 1}\n')
        args = [tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q", "--report", tmp_path / "report.json"]
        assert command(*args) == 1
        assert len(read_jsonl(tmp_path / "out" / os.fsdecode(name))) == 1
        report = json.loads((tmp_path / "report.json").read_bytes())
        assert report["records"]["failed"] == 1
        assert command(*args, "--resume") == 1
        assert json.loads((tmp_path / "report.json").read_bytes())["shards"]["resumed"] == 1

    def test_a_name_that_grows_too_long(self, tmp_path: Path) -> None:
        source = write_jsonl(tmp_path / ("a" * 249 + ".jsonl"), ROWS)
        assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--output-format", "jsonl.gz") == 0
        (result,) = (n for n in tree(tmp_path / "out") if n[0] != "_")
        assert result.endswith(".jsonl.gz")
        assert len(result) == 255


class TestSkipped:
    def test_all_are_counted(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        folder = tmp_path / "in"
        write_jsonl(folder / "a.jsonl", ROWS)
        for name in ("b.xls", "c.XLS", "d", ".hidden.jsonl", "_x.jsonl"):
            (folder / name).write_bytes(b"x")
        if hasattr(os, "mkfifo"):
            os.mkfifo(folder / "pipe.jsonl")
        write_jsonl(tmp_path / "other" / "z.jsonl", ROWS)
        assert command(tmp_path / "other", "-o", folder / "earlier", "-j", 1, "-q") == 0
        capsys.readouterr()
        args = [folder, "-o", tmp_path / "out", "-j", 1, "--report", tmp_path / "report.json"]
        assert command(*args) == 0
        expected = {
            "of the unknown format .xls": 2,
            "without a format in the name": 1,
            "hidden (. or _)": 2,
            "no regular file": 1,
            "folders with results of a run": 1,
        }
        assert json.loads((tmp_path / "report.json").read_text())["skipped"] == expected
        assert ", 2 of the unknown format .xls, " in capsys.readouterr().err
        assert [n for n in tree(tmp_path / "out") if n[0] != "_"] == ["a.jsonl"]

    def test_none_is_no_word(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write_jsonl(tmp_path / "in" / "a.jsonl", ROWS)
        assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1) == 0
        assert "skipped" not in capsys.readouterr().err

    def test_a_folder_of_nothing_else_says_what_is_there(self, tmp_path: Path) -> None:
        (tmp_path / "a.xls").write_bytes(b"x")
        with pytest.raises(ConfigError, match=r"no file to read.*1 of the unknown format \.xls"):
            outputs(tmp_path, out=tmp_path / "out")


@pytest.mark.parametrize("end", ["bz2", "xz"])
def test_more_compressions_are_read_and_become_gzip(tmp_path: Path, end: str) -> None:
    packed = {"bz2": bz2.compress, "xz": lzma.compress}[end]
    plain = write_jsonl(tmp_path / "plain" / "a.jsonl", records(5))
    (tmp_path / f"a.jsonl.{end}").write_bytes(packed(plain.read_bytes()[:200]) + packed(plain.read_bytes()[200:]))
    assert command(tmp_path / f"a.jsonl.{end}", "-o", tmp_path / "out", "-j", 1, "-q") == 0
    assert command(plain, "-o", tmp_path / "expected", "-j", 1, "-q") == 0
    assert read_jsonl(tmp_path / "out" / "a.jsonl.gz") == read_jsonl(tmp_path / "expected" / "a.jsonl")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (json.dumps(records(2), indent=2), "array"),
        (json.dumps(records(2)), "array"),
        (json.dumps(records(1)[0], indent=2), "object over several lines"),
        ("\n\n  [\n" + json.dumps(records(1)[0]) + "\n]", "array"),
        ("\ufeff" + json.dumps(records(2), indent=1, ensure_ascii=False), "array"),
    ],
    ids=["indented", "minified", "object", "brackets", "bom"],
)
def test_json_that_is_not_json_lines_is_refused_once(
    tmp_path: Path, data: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_text(data, encoding="utf-8")
    write_jsonl(tmp_path / "in" / "b.json", ROWS)
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1) == 1
    said = capsys.readouterr().err
    assert said.count("JSON lines") == 1
    assert f"a.json: a JSON {word}" in said
    assert "1 files done, 0 done before, 1 failed" in said
    assert len(read_jsonl(tmp_path / "out" / "b.jsonl")) == 1


def test_a_list_is_a_bad_record_and_no_file_of_another_kind(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [b"[1, 2]\n", *ROWS])
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 1
    assert len(rejected(tmp_path / "out", "a.jsonl")) == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_jsonl(tmp_path / "a.jsonl", ROWS)
    args = ["--format", "jsonl", "-o", tmp_path / "out", "-j", 1, "--report", tmp_path / "report.json"]
    assert command("/dev/zero", tmp_path / "a.jsonl", *args) == 1
    assert "a device" in capsys.readouterr().err
    assert json.loads((tmp_path / "report.json").read_text())["shards"]["failed"] == 1
    assert len(read_jsonl(tmp_path / "out" / "a.jsonl")) == 1


def test_binary_pages_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "in" / "b.txt").write_text(SIMPLE, encoding="utf-8")
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert "no text in any encoding" in rejected(tmp_path / "out", "a.txt")[0]["reason"]
    assert (tmp_path / "out" / "b.txt").read_text(encoding="utf-8") == SIMPLE + "\n"
