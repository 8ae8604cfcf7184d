"""Build the pages and goldens of fixtures/ from fixtures/sources/.

    python tests/pages.py

A source is a page as a person wrote it: each line with its role, or with the label under which it shall be
dropped. The page is that text damaged; the golden is that text. So no golden is copied from an output.

Header keys: why, title and metadata (JSON), script (none, s2tw: with words, characters: one by one, as
injectors do), narrow, inject (keys), cut (marks), sprinkle (every n-th hanzi), encoding.
"role!|" damages one line: UTF-8 read as GBK.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from corruptor import KEYS, inject, narrow, sprinkle
from opencc import OpenCC

from cntextclean.models.readings import readings

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
IN_TEXT = {"body", "heading", "list", "quote", "code"}  # code is body that keeps its indentation
KEPT = IN_TEXT | {"title", "byline", "date", "source", "caption"}
STAY = frozenset("后于里干只系了台面着松制志余征游")  # one character for several: such programs leave them


class Line(NamedTuple):
    """A line of a source: what it is, its text, and whether it alone is damaged."""

    kind: str
    text: str
    damaged: bool


class Source(NamedTuple):
    """A page as it should be, and what shall be done to it."""

    name: str
    header: dict[str, str]
    lines: list[Line]


def read_source(path: Path) -> Source:
    """A file of fixtures/sources/."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    lines = []
    for line in body.rstrip("\n").split("\n"):
        kind, _, text = line.partition("|")
        lines.append(Line(kind.rstrip("!"), text, kind.endswith("!")))
    return Source(path.stem, header, lines)


def build_page(source: Source) -> bytes:
    """The damaged page."""
    header = source.header
    text = "\n".join(_damaged(line) if line.damaged else line.text for line in source.lines) + "\n"
    text = _rewrite(text, header.get("script", "none"))
    if "inject" in header:
        keys = {key: KEYS[key] for key in header["inject"]}
        text = "\n".join(inject(line, keys, cut=header.get("cut", "")) for line in text.split("\n"))
    if "sprinkle" in header:
        known = {char: min(readings(char)) for char in set(text) if readings(char)}
        text = sprinkle(text, known, every=int(header["sprinkle"]))
    if "narrow" in header:
        text = narrow(text)
    return text.encode(header.get("encoding", "utf-8"))


def _damaged(line: Line) -> str:
    return line.text.encode().decode("gb18030", "replace")


def _rewrite(text: str, script: str) -> str:
    if script == "none":
        return text
    if script == "characters":
        one = OpenCC("s2t").convert
        return "".join(c if c in STAY else one(c) for c in text)
    return OpenCC(script).convert(text)


def build_golden(source: Source) -> str:
    """What must come out, as JSON: text, title, metadata, and the label of each line that goes."""
    header = source.header
    golden = {
        "why": header["why"],
        "title": json.loads(header["title"]),
        "metadata": json.loads(header["metadata"]),
        "text": "\n".join(
            line.text.rstrip() if line.kind == "code" else line.text.strip()
            for line in source.lines
            if line.kind in IN_TEXT
        ),
        "dropped": [
            {"line": number, "label": line.kind}
            for number, line in enumerate(source.lines, 1)
            if line.kind not in KEPT and line.text
        ],
    }
    return json.dumps(golden, ensure_ascii=False, indent=1) + "\n"


def sources() -> list[Source]:
    """All sources, by name."""
    return [read_source(path) for path in sorted((FIXTURES / "sources").glob("*.txt"))]


def main() -> None:
    """Write fixtures/pages/ and fixtures/golden/."""
    for source in sources():
        (FIXTURES / "pages" / f"{source.name}.txt").write_bytes(build_page(source))
        (FIXTURES / "golden" / f"{source.name}.json").write_text(build_golden(source), encoding="utf-8")


if __name__ == "__main__":
    main()
