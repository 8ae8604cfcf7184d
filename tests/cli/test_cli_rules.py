"""The commands that tell of rules and of options."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest
from test_cli import PAGE, command

from cntextclean.cli.clean import main
from cntextclean.known_rules import known_rules


def test_every_rule_is_listed_with_what_it_is_for(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules"]) == 0
    out = capfdbinary.readouterr().out.decode()
    for name, (said, why) in known_rules().items():
        assert (f"\n{name}  {said}: {why}\n" if said else f"\n{name}: {why}\n") in f"\n{out}\n"
    assert f"chrome.copyright  copyright: {known_rules()['chrome.copyright'].why}\n    + " in out
    assert len(known_rules()) > 150


def test_a_rule_that_nobody_knows_cannot_be_disabled(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--disable", "script.covert", "-"])
    assert left.value.code == 2
    assert "there is no rule 'script.covert'; the nearest are script.convert" in capfd.readouterr().err


def test_the_rules_that_act_on_a_text(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", PAGE]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert f"injection.gloss  3 times: {known_rules()['injection.gloss'].why}" in lines
    assert f"chrome.copyright  1 times: {known_rules()['chrome.copyright'].why}" in lines
    assert "    版權所有 清溪日報社  dropped as copyright" in lines


def test_a_text_may_come_from_a_file() -> None:
    done = command("rules", "--file", "-", data=PAGE.encode("gb18030"))
    assert done.returncode == 0
    assert "injection.gloss  3 times" in done.stdout.decode()
    done = command("rules", "--file", "no/such/file")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"No such file" in done.stderr


def test_clean_text_has_no_rules(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules", "傍晚时分，渔船陆续回港。"]) == 0
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_all_commands(shell: str) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("shtab")
    done = command("completion", shell)
    script = done.stdout.decode()
    assert done.returncode == 0
    for word in ("--keep-chrome", "--max-record-bytes", "--merge", "rules"):
        assert word in script


def test_completion_without_its_package(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 1
    assert "pip install 'cntextclean[completion]'" in capfd.readouterr().err


def test_the_page_of_rules_is_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parent.parent.parent
    monkeypatch.syspath_prepend(str(root / "tools"))
    module = importlib.import_module("build_rules_page")
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run tools/build_rules_page.py"
