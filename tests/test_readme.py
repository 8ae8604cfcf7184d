"""The README keeps its word, in both languages: its Python prints what the comments say, its links lead somewhere."""

from __future__ import annotations

import re
import struct

import pytest
from markdown import ROOT, blocks, run_python

import cntextclean

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
HOME = "https://github.com/cntextclean/cntextclean/blob/main/"
RAW = "https://raw.githubusercontent.com/cntextclean/cntextclean/main/"


def codes(language: str, page: int = 0) -> list[str]:
    return [block.code for block in blocks(READMES[page]) if block.language == language]


@pytest.mark.parametrize("page", [0, 1], ids=["en", "zh"])
def test_python_examples(page: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    examples = codes("python", page)
    assert len(examples) == 2
    assert sum(example.count("  # ") for example in examples) >= 4
    for example in examples:
        assert run_python(example, {}, lambda: capsys.readouterr().out) == []


def test_the_offsets_example_is_five_lines() -> None:
    first = codes("python")[0]
    assert "byte_span" in first
    assert len(first.splitlines()) == 5


@pytest.mark.parametrize("page", [0, 1], ids=["en", "zh"])
def test_links_lead_somewhere(page: int) -> None:
    """All of them are whole addresses: on PyPI a relative one leads nowhere."""
    links = re.findall(r"\]\(([^)]+)\)", READMES[page].read_text(encoding="utf-8"))
    assert len(links) > 5
    for link in links:
        place = link.removeprefix(HOME).removeprefix(RAW)
        assert place != link, link
        assert (ROOT / place).exists(), link


def test_links_of_the_docs_lead_somewhere() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_document_is_in_the_table_of_contents() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"({page.name})" in index, page.name


def test_both_languages_say_the_same() -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in READMES)
    assert len(re.findall("^## ", english, re.M)) == len(re.findall("^## ", chinese, re.M))
    assert re.findall(r"^\d\. |^- \*\*", english, re.M) == re.findall(r"^\d\. |^- \*\*", chinese, re.M)
    assert codes("text") == codes("text", 1)
    assert [code.partition("#")[0] for code in codes("sh")] == [code.partition("#")[0] for code in codes("sh", 1)]


@pytest.mark.parametrize("page", [0, 1], ids=["en", "zh"])
def test_the_before_and_after_is_what_happens(page: int) -> None:
    before, after = codes("text", page)
    source = (ROOT / "fixtures" / "pages" / "injected_news.txt").read_text(encoding="utf-8")
    document = cntextclean.clean(source)
    for part, whole in ((before, source), (after, document.text)):
        for line in part.splitlines():
            assert line == "..." or line in whole.splitlines()
    said = READMES[page].read_text(encoding="utf-8")
    assert document.title is not None
    assert document.title in said
    assert str(document.metadata["source"]) in said


def test_the_picture_is_small_enough_to_be_kept() -> None:
    data = (ROOT / "docs" / "report.png").read_bytes()
    assert struct.unpack(">2I", data[16:24]) == (1280, 800)
    assert len(data) <= 200_000
