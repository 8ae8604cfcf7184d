"""What stands in docs/ is true: its code gives what it says, its commands, files, links and words exist."""

from __future__ import annotations

import argparse
import dataclasses
import doctest
import json
import os
import re
import tomllib
from pathlib import Path

import pytest
from markdown import PARSERS, ROOT, Block, blocks, check_command, commands, run_python

import cntextclean
from cntextclean.cli import clean
from cntextclean.vocabulary import IN_TEXT, KINDS, LABELS, ROLES

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
BLOCKS = [block for page in (*PAGES, ROOT / "README.md", ROOT / "README.zh.md") for block in blocks(page)]
SESSIONS = [page for page in PAGES if any(block.code.startswith(">>> ") for block in blocks(page))]
CODE = [
    page for page in PAGES if any(b.language == "python" and not b.why for b in blocks(page)) and page not in SESSIONS
]


def name_of(value: object) -> str:
    page = value.page if isinstance(value, Block) else value
    return page.stem if isinstance(page, Path) else str(page)


def of(language: str) -> list[Block]:
    return [block for block in BLOCKS if block.language == language]


@pytest.mark.parametrize("page", SESSIONS, ids=name_of)
def test_sessions(page: Path) -> None:
    if page.stem == "html" and not os.environ.get("CI"):
        pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")
    text = page.read_text(encoding="utf-8").replace("\n```", "\n\n```")  # an example ends where its block ends
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said: list[str] = []
    assert not doctest.DocTestRunner(verbose=False).run(test, out=said.append).failed, "".join(said)


@pytest.mark.parametrize("page", CODE, ids=name_of)
def test_python(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    wrong = []
    for block in blocks(page):
        if block.language == "python" and not block.why:
            wrong += run_python(block.code, names, lambda: capsys.readouterr().out)
    assert not wrong, "\n".join(wrong)


def test_all_of_it_is_tested() -> None:
    assert {"html", "injection", "sites", "labeller", "offsets"} <= {page.stem for page in SESSIONS}
    assert {"mojibake", "never-touched", "language-model", "quickstart"} <= {page.stem for page in CODE}
    assert {block.language for block in BLOCKS} == {"python", "sh", "text", "json", "toml"}
    assert {block.page.stem for block in BLOCKS if block.why} <= {
        "datasets", "datatrove", "pipelines", "polars-pandas", "ray", "spark",
    }  # fmt: skip


@pytest.mark.parametrize("block", of("sh"), ids=name_of)
def test_commands_are_taken(block: Block) -> None:
    assert [wrong for words in commands(block.code) if (wrong := check_command(words))] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("cntextclean page.txt --explain  # why", ""),
        ("cntextclean explain page.txt --html out.html | head", ""),
        ("cntextclean explain page.txt --htlm out.html", "there is no --htlm"),
        ("cntextclean page.txt --format xml", "argument --format: invalid choice"),
        ("make nothing", "there is no target nothing"),
        ("pip install 'cntextclean[nothing]'", "there is no extra nothing"),
        ("python bench/nothing.py", "there is no bench/nothing.py"),
    ],
)
def test_a_wrong_command_would_be_seen(line: str, wrong: str) -> None:
    (words, *_) = commands(line)
    assert check_command(words)[: len(wrong) or None] == wrong


def test_a_wrong_result_would_be_seen() -> None:
    assert run_python("1 + 1  # 2\n1 + 1  # 2: two", {}, str) == []
    assert run_python("1 + 1  # 3", {}, str) == ["1 + 1  # 3\n    gives 2"]


def test_data_is_well_formed() -> None:
    for block in of("json"):
        json.loads(block.code)
    for block in of("toml"):
        tomllib.loads(block.code)


def options(parser: argparse.ArgumentParser) -> set[str]:
    """What the parser takes, by the first name of each."""
    return {action.option_strings[0] for action in parser._actions if action.option_strings}


@pytest.mark.parametrize("command", ["", "explain", "learn", "rules", "report", "audit"])
def test_the_page_of_the_command_has_all_options(command: str) -> None:
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    parser = PARSERS[command]() if command else clean.build_parser()
    assert {option for option in options(parser) if option not in text} <= {"-h"}


def test_files_that_are_named_exist() -> None:
    package = ROOT / "src" / "cntextclean"
    roots = (ROOT, package, package / "boilerplate", DOCS)
    for page in (*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for path in re.findall(r"`((?:[\w.]+/)+[\w.]+\.(?:py|toml|txt|bin|npz|md))`", page.read_text(encoding="utf-8")):
            assert any((root / path).exists() for root in roots), f"{page.name}: {path}"


def test_links_to_headings_lead_somewhere() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\(([^):]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
            assert anchor in anchors(page.parent / target if target else page), f"{page.name}: {target}#{anchor}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_kind_of_damage_that_the_code_cites_is_described() -> None:
    headings = set(re.findall(r"^## (.+)$", (DOCS / "damage.md").read_text(encoding="utf-8"), re.M))
    cited = set()
    for path in (*(ROOT / "src").rglob("*.py"), *(ROOT / "tests" / "cases").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        assert "damage guide" not in text, path
        cited |= set(re.findall(r"docs/damage\.md, ([A-Z][\w ,]+?)[.\"\n]", text))
    assert len(cited) > 10
    assert cited <= headings


def test_every_word_of_the_vocabulary_is_described() -> None:
    text = (DOCS / "vocabulary.md").read_text(encoding="utf-8")
    for heading, words in (("Kinds", KINDS), ("Roles", ROLES), ("Labels", LABELS)):
        rows = re.findall(
            r"^\| `(\w+)` \|.*?(yes|no)? \|$", text.partition(f"## {heading}\n")[2].partition("\n## ")[0], re.M
        )
        assert {row[0] for row in rows} == words, heading
        assert len(rows) == len(words), heading
        if heading == "Roles":
            assert {word for word, answer in rows if answer == "yes"} == IN_TEXT


def test_every_page_and_every_public_name_is_on_the_site() -> None:
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    assert {page.name for page in PAGES} == set(re.findall(r"[\w-]+\.md", nav))
    api = re.findall(r"^::: cntextclean\.(\w+)$", (DOCS / "api.md").read_text(encoding="utf-8"), re.M)
    assert sorted(api) == sorted(cntextclean.__all__)


def test_every_option_is_described() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (DOCS / "configuration.md").read_text(encoding="utf-8"), re.M)
    assert rows == [field.name for field in dataclasses.fields(cntextclean.Config)]
