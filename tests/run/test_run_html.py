"""The commands over HTML, and with a site profile."""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path

import pytest
from test_html import ARTICLE, PAGE
from test_io_warc import record
from test_run import command, read_jsonl, write_jsonl
from test_site import INSIDE, PAGES

import cntextclean as cn
from cntextclean.cli.clean import main
from cntextclean.cli.pages import load_site
from cntextclean.run.options import RunOptions

if not os.environ.get("CI"):
    pytest.importorskip("fastwarc")

GBK = PAGE.replace("utf-8", "gbk").encode("gbk")
WARC = b"".join(
    [
        record("response", "http://a/1", GBK, http="Content-Type: text/html"),
        record("response", "http://a/2", PAGE.encode(), http="Content-Type: application/xhtml+xml; charset=utf-8"),
        record("response", "http://a/3", "乌龟爬得慢。".encode(), http="Content-Type: text/plain; charset=utf-8"),
    ]
)


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = importlib.import_module

    def missing(name: str, package: str | None = None) -> object:
        if name.startswith("turbohtml"):
            raise ImportError(f"No module named {name!r}")
        return imported(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)


def test_html_in_a_warc_file_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(WARC)
    assert command(tmp_path / "a.warc", "-o", tmp_path / "out", "-j", 1, "-q", "--drop-source") == 0
    rows = read_jsonl(tmp_path / "out" / "a.jsonl.gz")
    assert [row["text"].split("\n") for row in rows] == [ARTICLE, ARTICLE, ["乌龟爬得慢。"]]
    assert [row["cntextclean"]["encoding"] for row in rows] == ["gb18030", "utf-8", "utf-8"]


def test_without_the_extra_html_in_a_warc_file_is_told(
    tmp_path: Path, no_extra: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before any work; not for WET files, which hold text."""
    (tmp_path / "a.warc").write_bytes(WARC)
    assert command(tmp_path / "a.warc", "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert "pip install 'cntextclean[html]'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    (tmp_path / "a.warc.wet").write_bytes(WARC)
    assert command(tmp_path / "a.warc.wet", "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert [row["url"] for row in read_jsonl(tmp_path / "out" / "a.warc.jsonl.gz")] == ["http://a/3"]


def test_files_of_html(tmp_path: Path) -> None:
    for name in ("a.html", "b.HTM"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(GBK)
    assert command(tmp_path / "in", "-o", tmp_path / "out", "-j", 1, "-q") == 0
    for name in ("a.txt", "b.txt"):
        assert (tmp_path / "out" / name).read_text(encoding="utf-8").splitlines() == ARTICLE


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_files_of_html_become_records(tmp_path: Path, format: str) -> None:
    (tmp_path / "a.html").write_bytes(GBK)
    args = [tmp_path / "a.html", "-o", tmp_path / "out", "-j", 1, "-q", "--output-format", format]
    assert command(*args, "--drop-source") == 0
    if format == "jsonl":
        (row,) = read_jsonl(tmp_path / "out" / "a.jsonl")
    else:
        pq = importlib.import_module("pyarrow.parquet")
        (row,) = pq.read_table(tmp_path / "out" / "a.parquet").to_pylist()
    assert row["text"].split("\n") == ARTICLE
    assert row["cntextclean"]["title"] == "老茶馆里的说书人"


def test_without_the_extra_files_of_html_end_the_run(
    tmp_path: Path, no_extra: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_bytes(GBK)
    assert command(tmp_path / "a.html", "-o", tmp_path / "out", "-j", 1, "-q") == 1
    assert "pip install 'cntextclean[html]'" in capsys.readouterr().err


def test_a_field_of_html(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [{"text": PAGE}])
    assert command(source, "-o", tmp_path / "out", "-j", 1, "-q", "--html") == 0
    (row,) = read_jsonl(tmp_path / "out" / "a.jsonl")
    assert (row["text"].split("\n"), row["original_text"]) == (ARTICLE, PAGE)


def test_one_page_of_html(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for name, options in (("a.html", []), ("b.txt", ["--html"])):
        (tmp_path / name).write_bytes(GBK)
        assert main([str(tmp_path / name), *options]) == 0
        assert capfdbinary.readouterr().out.decode().splitlines() == ARTICLE


def test_one_page_of_html_without_the_extra(tmp_path: Path, no_extra: None, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_bytes(GBK)
    assert main([str(tmp_path / "a.html")]) == 1
    assert "pip install 'cntextclean[html]'" in capfd.readouterr().err


# site profiles


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for number, page in enumerate(PAGES[2:]):
        (tmp_path / f"{number}.txt").write_text(page, encoding="gb18030")
    path = tmp_path / "site.json"
    assert main(["learn", *map(str, sorted(tmp_path.glob("*.txt"))), "-o", str(path)]) == 0
    return path


def test_learning_writes_a_profile(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert load_site(site) == cn.learn_site(PAGES[2:])
    assert INSIDE in load_site(site)


def test_learning_from_html_and_from_other_profiles(tmp_path: Path, site: Path) -> None:
    for number, page in enumerate(PAGES[:2]):
        lines = "".join(f"<p>{line}" for line in page.split("\n"))
        (tmp_path / f"{number}.html").write_text(lines, encoding="utf-8")
    output = tmp_path / "all.json"
    pages = [str(tmp_path / "0.html"), str(tmp_path / "1.html")]
    assert main(["learn", *pages, "--merge", str(site), "-o", str(output)]) == 0
    assert load_site(output) == cn.learn_site(PAGES)


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_learnt(
    tmp_path: Path, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 9)
    pages = [str(tmp_path / name) for name in ("0.txt", "none.txt", "image.txt")]
    assert main(["learn", *pages, "-o", str(tmp_path / "b.json")]) == 1
    assert load_site(tmp_path / "b.json").pages == 1
    said = capfd.readouterr().err
    assert "none.txt: No such file" in said
    assert "image.txt: this is not text" in said


@pytest.mark.parametrize("text", ["", "[]", '{"format": 9}', "\xff"])
def test_what_is_no_profile_is_told(tmp_path: Path, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="latin-1")
    (tmp_path / "a.txt").write_text(PAGES[0], encoding="utf-8")
    for args in (["--site"], ["learn", "-o", str(tmp_path / "b.json"), "--merge"]):
        with pytest.raises(SystemExit) as left:
            main([*args, str(tmp_path / "bad.json"), str(tmp_path / "a.txt")])
        assert left.value.code == 2
        assert "bad.json" in capfd.readouterr().err


def test_a_page_cleaned_with_a_profile(tmp_path: Path, site: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "page").write_text(PAGES[0], encoding="utf-8")
    capfdbinary.readouterr()
    assert main([str(tmp_path / "page"), "--site", str(site), "--format", "json"]) == 0
    (found,) = json.loads(capfdbinary.readouterr().out)
    assert found["text"] == cn.clean(PAGES[0], site=load_site(site)).text
    assert INSIDE not in found["text"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_with_a_profile(tmp_path: Path, site: Path, jobs: int) -> None:
    source = write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": page} for page in PAGES[:3]])
    args = [source, "-o", tmp_path / "out", "-j", jobs, "-q", "--site", site, "--report", tmp_path / "report.json"]
    assert command(*args) == 0
    profile = load_site(site)
    texts = [row["text"] for row in read_jsonl(tmp_path / "out" / "a.jsonl")]
    assert texts == [cn.clean(page, site=profile).text for page in PAGES[:3]]
    json.loads((tmp_path / "report.json").read_text())


def test_another_profile_is_another_run() -> None:
    """So that --resume does again what was done with another one."""
    prints = [RunOptions(site=site).fingerprint() for site in (None, cn.learn_site(PAGES), cn.learn_site(PAGES[2:]))]
    assert len({*prints}) == 3
    assert RunOptions(site=cn.learn_site(PAGES)).fingerprint() == prints[1]
