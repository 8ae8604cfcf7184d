"""The commands that look at a run: report, its comparison with another, and the audit and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpus import pages
from test_cli import command

from cntextclean.cli import audit, report, run
from cntextclean.io.jsonl import encode
from cntextclean.run.account import read_account


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two runs over the same pages, "a" and, with Traditional output, "b"."""
    folder = tmp_path_factory.mktemp("runs")
    records = [{"text": text, "url": f"http://host{n % 3}.example.cn/{n}"} for n, text in enumerate(pages(40))]
    (folder / "in.jsonl").write_bytes(b"".join(map(encode, records)) + b"{cut off\n")
    (folder / "hant.toml").write_text('script = "zh-Hant"\n', encoding="utf-8")
    for name, more in (("a", []), ("b", ["--config", str(folder / "hant.toml")])):
        arguments = [str(folder / "in.jsonl"), "-o", str(folder / name), "-j", "1", "-q", "--samples", "4", *more]
        assert run.main(arguments) == 1, "one record is no JSON"
    return folder


def test_the_report_in_words(runs: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert report.main([str(runs / "a")]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith("a: version ") and "records 41, in the output 40" in said
    assert "  host0.example.cn  14" in said and "not a JSON object  1" in said
    assert "\x1b" not in said, "no colours in a pipe"


def test_the_report_as_a_page(runs: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = command("report", runs / "a", "--html", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = out.read_text(encoding="utf-8")
    assert "host0.example.cn" in page and "版权所有" in page and "punctuation.comma" in page
    done = command("report", runs / "a", "--html", "-")
    assert done.stdout.decode() == page


def test_what_another_configuration_changed(runs: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert report.main([str(runs / "a"), "--diff", str(runs / "b")]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith("a → b\n") and "  config.script: zh-Hans → zh-Hant\n" in said
    assert "pages that both runs drew" in said and "came out otherwise" in said
    assert "  script.convert" in said
    assert report.main([str(runs / "a"), "--diff", str(runs / "b"), "--html", "-"]) == 0
    assert "what changed</title>" in capfdbinary.readouterr().out.decode()


def test_an_audit_and_back(runs: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert audit.main([str(runs / "a"), "--sample", "20"]) == 0
    page = runs / "a" / "_cntextclean" / "audit.html"
    assert page.read_text(encoding="utf-8").count("<article ") == 20
    assert str(page) in capfdbinary.readouterr().err.decode()
    commas = read_account(runs / "a").of_rule("punctuation.comma")
    labels = [
        {"id": case["id"], "verdict": verdict} for case, verdict in zip(commas, ["right"] * 3 + ["wrong"], strict=True)
    ]
    file = tmp_path / "labels.json"
    file.write_text(json.dumps({"format": 1, "labels": labels}), encoding="utf-8")
    assert audit.main([str(runs / "a"), "--labels", str(file)]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert "  punctuation.comma      3      1       0  0.750" in said
    assert "Wrong\n  punctuation.comma: " in said


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["report", "{tmp}"], "no result of `cntextclean run`"),
        (["report", "{tmp}/nowhere"], "no result of `cntextclean run`"),
        (["report", "{a}", "--diff", "{tmp}"], "no result of `cntextclean run`"),
        (["report", "{a}", "--html", "{tmp}/nowhere/r.html"], "No such file"),
        (["audit", "{a}", "--labels", "{tmp}/none.json"], "none.json: No such file"),
        (["audit", "{a}", "--labels", "{a}/in.jsonl"], "in.jsonl"),
    ],
)
def test_what_cannot_be_read_is_named(runs: Path, tmp_path: Path, arguments: list[str], error: str) -> None:
    done = command(*(text.format(tmp=tmp_path, a=runs / "a") for text in arguments))
    assert done.returncode == 1 and error in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_wrong_arguments_are_refused(runs: Path) -> None:
    assert command("audit", runs / "a", "--sample", "0").returncode == 2
    assert command("run", runs / "in.jsonl", "-o", runs / "c", "--samples", "-1").returncode == 2
