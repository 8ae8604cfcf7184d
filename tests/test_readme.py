"""The README keeps its word: its Python prints what the comments say, its commands and links exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("code", EXAMPLES)
def test_python_examples(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for statement in ast.parse(code).body:
        lines = code.splitlines()[statement.lineno - 1 : statement.end_lineno]
        said = re.search(r"  # (.+)$", lines[-1])
        if isinstance(statement, ast.Expr):
            value = eval(ast.unparse(statement.value), names)
            shown = capsys.readouterr().out.strip() if value is None else repr(value)
            if said:
                assert shown == said[1].partition(": ")[0]
        else:
            exec(ast.unparse(statement), names)


def test_there_are_examples_with_results() -> None:
    assert len(EXAMPLES) == 2
    assert sum(example.count("  # ") for example in EXAMPLES) >= 4


def test_the_offsets_example_is_five_lines() -> None:
    assert "byte_span" in EXAMPLES[0]
    assert len(EXAMPLES[0].splitlines()) == 5


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_document_is_in_the_table_of_contents() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index, page.name


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_before_and_after_is_what_happens() -> None:
    import cntextclean

    before, after = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    page = (ROOT / "fixtures" / "pages" / "injected_news.txt").read_text(encoding="utf-8")
    document = cntextclean.clean(page)
    for part, whole in ((before, page), (after, document.text)):
        for line in part.splitlines():
            assert line == "..." or line in whole.splitlines()
