"""One command rebuilds the tables: it knows all of them, in an order that works."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "tools"
TRAINED = {"kinds.json", "labeller.json", "labeller.npz", "tagged.json", "tagged.npz", "title.json"}
QUICK = ["usual.txt", "rules.json", "build_rule_keys", "docs/rules.md"]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("build")


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, str(TOOLS / f"{tool}.py"), *arguments], env=environment, capture_output=True, text=True
    )


def test_every_table_is_written_by_a_tool(build: ModuleType) -> None:
    assert {f"{tool}.py" for tool in build.ORDER} == {path.name for path in TOOLS.glob("build_*.py")}
    written = {Path(file).name for files in build.ORDER.values() for file in files if file.startswith(build.DATA)}
    there = {path.name for path in (ROOT / build.DATA).iterdir() if path.is_file()}
    assert there - {"__init__.py"} == written | TRAINED


def test_tables_are_built_in_order_and_named_as_they_are_listed(build: ModuleType) -> None:
    assert build.chosen([]) == [*build.ORDER]
    assert build.chosen(["docs/rules.md", "rules.json", "words.bin"]) == [
        "build_words",
        "build_rules",
        "build_rules_page",
    ]
    with pytest.raises(ValueError, match=r"no table is named nothing\.bin; there are build_language"):
        build.chosen(["nothing.bin"])
    assert run("build", "--list", "words.bin").stdout.split() == ["build_words", "src/cntextclean/_data/words.bin"]
    assert run("build", "nothing.bin").returncode == 2


def test_what_comes_out_is_what_is_checked_in(tmp_path: Path) -> None:
    """Of the tables that need nothing fetched. The copy is left in a folder that was not there."""
    target = tmp_path / "not" / "there"
    done = run("build", "--check", "--output", str(target), *QUICK)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("all as they are checked in\n")
    copy = target / "src" / "cntextclean" / "_data" / "usual.txt"
    assert copy.read_bytes() == (ROOT / "src" / "cntextclean" / "_data" / "usual.txt").read_bytes()


def test_a_table_that_comes_out_otherwise_is_named(build: ModuleType, tmp_path: Path) -> None:
    root = build.copied(tmp_path)
    (root / build.DATA / "usual.txt").write_text("一", encoding="utf-8")
    assert build.differing(["build_usual", "build_fold"], root) == [f"{build.DATA}/usual.txt"]
