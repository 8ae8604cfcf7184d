"""What the package says of itself is true: versions, links, and the bounds of what it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import cntextclean

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOWEST = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / ".ci" / "lowest.txt").read_text(encoding="utf-8"), re.M))


def declared() -> dict[str, str]:
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *extras["files"], *(r for name in extras for r in extras[name])]
    return dict(m.groups() for m in (re.match(r"([\w-]+)(?:\[\w+\])?>=([\w.]+)", r) for r in wanted) if m)


@pytest.mark.parametrize("package", LOWEST)
def test_the_declared_bounds_are_those_that_are_tested(package: str) -> None:
    assert declared()[package] == LOWEST[package]


def test_every_package_that_is_needed_always_has_a_tested_bound() -> None:
    needed = {re.split(r"[<>=; ]", requirement)[0] for requirement in PROJECT["dependencies"]}
    assert needed <= {*LOWEST}


def test_there_is_one_version() -> None:
    assert PROJECT["version"] == cntextclean.__version__
    assert f"\nversion: {cntextclean.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_links_of_the_readme_work_where_it_is_shown_alone() -> None:
    """On PyPI a relative link leads nowhere."""
    home = PROJECT["urls"]["Source"] + "/blob/main/"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", readme)
    assert len(links) > 5
    for link in links:
        assert link.startswith("https://"), link
        if link.startswith(home):
            assert (ROOT / link.removeprefix(home)).exists(), link


def test_the_oldest_python_is_named_everywhere() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {oldest}" in PROJECT["classifiers"]
    for name in ("README.md", "Makefile", "CONTRIBUTING.md"):
        assert f"Python {oldest} or later" in (ROOT / name).read_text(encoding="utf-8"), name
