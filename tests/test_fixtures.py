"""The sample pages against their goldens: text, title, metadata, and what was dropped as what."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

import pytest
from pages import FIXTURES, build_golden, build_page, read_source

import cntextclean as cn

NAMES = sorted(path.stem for path in (FIXTURES / "sources").glob("*.txt"))

ASPECTS = ("text", "title", "metadata", "dropped")

CUT_SHORT = "the last paragraph of a short article is taken for a related title"
KNOWN_FAILURES: dict[tuple[str, str], str] = {
    ("injected_notice", "text"): CUT_SHORT,
}


def _cases() -> list[object]:
    cases: list[object] = []
    for name in NAMES:
        for aspect in ASPECTS:
            reason = KNOWN_FAILURES.get((name, aspect))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            cases.append(pytest.param(name, aspect, marks=marks))
    return cases


@cache
def _document(name: str) -> cn.Document:
    return cn.clean((FIXTURES / "pages" / f"{name}.txt").read_bytes())


@pytest.mark.parametrize(("name", "aspect"), _cases())
def test_page_becomes_its_golden(name: str, aspect: str) -> None:
    golden = json.loads((FIXTURES / "golden" / f"{name}.json").read_text(encoding="utf-8"))
    document = _document(name)
    if aspect == "text":
        assert document.text.split("\n") == golden["text"].split("\n")
    elif aspect == "dropped":
        labels = _labels(document)
        expected = {d["line"]: d["label"] for d in golden["dropped"]}
        assert {line: labels.get(line) for line in expected} == expected
    else:
        assert getattr(document, aspect) == golden[aspect]


def _labels(document: cn.Document) -> dict[int, str]:
    """The label of each dropped line, by its number."""
    starts = [0, *(i + 1 for i, char in enumerate(document.source) if char == "\n")]
    labels: dict[int, str] = {}
    for block in document.dropped:
        start, end = block.source_span
        first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
        labels.update(dict.fromkeys(range(first, last + 1), block.label))
    return labels


@pytest.mark.parametrize("name", NAMES)
def test_pages_and_goldens_are_what_the_sources_make(name: str) -> None:
    source = read_source(FIXTURES / "sources" / f"{name}.txt")
    assert (FIXTURES / "pages" / f"{name}.txt").read_bytes() == build_page(source)
    assert (FIXTURES / "golden" / f"{name}.json").read_text(encoding="utf-8") == build_golden(source)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("clean_")])
def test_clean_pages_need_no_repair(name: str, fixtures: Path) -> None:
    page = (fixtures / "pages" / f"{name}.txt").read_text(encoding="utf-8")
    assert cn.repair(page).edits == ()
