# ruff: noqa: E501
"""How well and how fast furniture is told from articles.

usage: python bench/bench_chrome.py PAGES [--html] [--peers] [--threads] [--figures]
PAGES: folders with raw.txt, gold.txt and page.html. Prints character 4-gram precision, recall and F1 and the time of
the whole pass, of `layout` alone, and with --peers of trafilatura on the HTML of the same pages (pip install trafilatura).
--threads adds the posts of bench/threads.txt, which no weights have seen.
The shipped weights have seen these pages if they were trained on them: the figure that counts is the cross-validated one
of the last training, which --figures prints from _data/labeller.json.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from statistics import mean, median

import cntextclean as cn
from cntextclean.boilerplate.fragments import cut_fragments
from cntextclean.boilerplate.label import label
from cntextclean.normalize.line_breaks import join_lines
from cntextclean.page import Page
from cntextclean.text import Text

KEEP = cn.Config(script=None, punctuation="keep")
IN_TEXT = {"body", "heading", "list", "quote"}


def f1(gold: str, found: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of multisets of four characters, without spaces."""
    a, b = (Counter(t[i : i + 4] for i in range(max(1, len(t) - 3))) for t in (re.sub(r"\s+", "", t) for t in (gold, found)))
    both = sum((a & b).values())
    precision, recall = both / max(1, b.total()), both / max(1, a.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def layout(raw: str) -> str:
    """Joining, cutting and labelling alone."""
    text = Text.of(raw)
    text = text.apply(join_lines(Page(raw), KEEP))
    value = text.apply(cut_fragments(Page(text.value), KEEP)).value
    return "\n".join(value[p.start : p.end] for p in label(Page(value), KEEP).lines if p.role in IN_TEXT)


def run(name: str, system: Callable[[str, bytes], str], pages: list[tuple[str, bytes, str]]) -> None:
    """Score one system and print a line."""
    scores, times = [], []
    for raw, html, gold in pages:
        begun = time.process_time()
        found = system(raw, html)
        times.append(time.process_time() - begun)
        scores.append(f1(gold, found))
    p, r, f = (mean(score[i] for score in scores) for i in range(3))
    print(f"{name:24s} P {p:.4f} R {r:.4f} F1 {f:.4f}  {mean(times) * 1000:.2f} ms a page, median {median(times) * 1000:.2f}")


def trafilatura(raw: str, html: bytes) -> str:
    """The peer, which sees the HTML."""
    from trafilatura import extract

    return extract(html, include_comments=False) or ""


def threads() -> list[tuple[str, bytes, str]]:
    """The threads of bench/threads.txt: "=== name" begins a page, a bar begins a line of content."""
    pages = []
    for page in (Path(__file__).parent / "threads.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        lines = page.split("\n")[1:]
        raw = "\n".join(line[1:] for line in lines)
        pages.append((raw, b"", "\n".join(line[1:] for line in lines if line.startswith("|"))))
    return pages


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--html", action="store_true", help="also from HTML (pip install 'cntextclean[html]')")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--threads", action="store_true")
    parser.add_argument("--figures", action="store_true")
    arguments = parser.parse_args()
    pages = [
        ((d / "raw.txt").read_text("utf-8"), (d / "page.html").read_bytes(), (d / "gold.txt").read_text("utf-8"))
        for d in sorted(arguments.pages.iterdir())
        if d.is_dir()
    ]
    run("warm up", lambda raw, html: layout(raw), pages)
    run("layout alone", lambda raw, html: layout(raw), pages)
    run("whole pass", lambda raw, html: cn.clean(raw, KEEP).text, pages)
    if arguments.html:
        run("whole pass (HTML)", lambda raw, html: cn.clean_html(html, KEEP).text, pages)
    if arguments.peers:
        run("trafilatura (HTML)", trafilatura, pages)
    if arguments.threads:
        run("whole pass, threads", lambda raw, html: cn.clean(raw, KEEP).text, threads())
    if arguments.figures:
        figures = json.loads(files("cntextclean._data").joinpath("labeller.json").read_text(encoding="utf-8"))
        for kind, found in figures.items():
            if isinstance(found, dict):
                print(f"cross-validated by host: {kind:8s}", found)


if __name__ == "__main__":
    main()
