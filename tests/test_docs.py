"""The examples in docs/ that show a session print what they say."""

from __future__ import annotations

import doctest
import os
import re
from pathlib import Path

import pytest

import cntextclean

DOCS = Path(__file__).parent.parent / "docs"
SESSIONS = [path for path in sorted(DOCS.glob("*.md")) if "\n>>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_sessions(path: Path) -> None:
    if path.stem == "html" and not os.environ.get("CI"):
        pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")
    text = path.read_text(encoding="utf-8").replace("\n```", "\n\n```")  # an example ends where its block ends
    test = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    said: list[str] = []
    assert not doctest.DocTestRunner(verbose=False).run(test, out=said.append).failed, "".join(said)


def test_there_are_sessions() -> None:
    assert {"html", "injection", "sites", "labeller", "offsets"} <= {path.stem for path in SESSIONS}


def test_the_kinds_that_the_code_cites_are_explained() -> None:
    package = Path(cntextclean.__file__).parent
    kinds = (DOCS / "damage.md").read_text(encoding="utf-8").partition("## The numbers of the kinds")[2]
    known = set(re.findall(r"\b\d+[a-z]?\b", kinds))
    for path in package.rglob("*.py"):
        for cited in re.findall(r"damage guide ([0-9a-z, ]+?)(?: to [0-9a-z]+)?[).]", path.read_text(encoding="utf-8")):
            for kind in re.split(", | to ", cited):
                assert kind in known, f"{path.name} cites {kind}"
