"""Speed of the whole pass beside ftfy.fix_text and OpenCC t2s, on the same pages in the same run.

    python bench/bench_pass.py [--seconds 0.5] [PAGE ...]

Without arguments it takes the pages of fixtures/: the clean Chinese ones and the damaged ones, each group as
it is and joined to one page of about 4,000 characters. Megabytes are of UTF-8. Figures are the best of
several rounds: what the machine can do when nothing else runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy
from opencc import OpenCC

import cntextclean as cn

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"
NOT_CHINESE = {"clean_english", "clean_japanese", "clean_code"}
LONG = 4000


def seconds_per_round(work: Callable[[str], object], pages: Sequence[str], budget: float) -> float:
    """The fastest of the rounds over all pages that fit into the budget, three at least."""
    best, spent, rounds = float("inf"), 0.0, 0
    while spent < budget or rounds < 3:
        start = time.perf_counter()
        for page in pages:
            work(page)
        took = time.perf_counter() - start
        best, spent, rounds = min(best, took), spent + took, rounds + 1
    return best


def joined(pages: Sequence[str]) -> list[str]:
    """All pages as one of about LONG characters."""
    text = "\n".join(pages)
    return [("\n".join([text] * (LONG // len(text) + 1)))[:LONG]]


def groups(paths: Sequence[Path]) -> dict[str, list[str]]:
    """Named groups of pages."""
    if paths:
        return {"given": [cn.decode(path.read_bytes()).text for path in paths]}
    pages = {path.stem: cn.decode(path.read_bytes()).text for path in sorted(FIXTURES.glob("*.txt"))}
    clean = [text for name, text in pages.items() if name.startswith("clean_") and name not in NOT_CHINESE]
    damaged = [text for name, text in pages.items() if name.startswith(("injected_", "mojibake_", "mirror_"))]
    return {
        "clean pages": clean,
        "clean prose, one long page": joined([pages["clean_news"], pages["clean_dialogue"]]),
        "clean, one long page": joined(clean),
        "damaged pages": damaged,
        "damaged, one long page": joined(damaged),
    }


def main() -> None:
    """Print a line for each group and each library, with ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    parser.add_argument("--seconds", type=float, default=0.5, help="for each figure (default: 0.5)")
    args = parser.parse_args()
    subjects: dict[str, Callable[[str], object]] = {
        "cntextclean.clean": cn.clean,
        "cntextclean.repair": cn.repair,
        "ftfy.fix_text": ftfy.fix_text,
        "opencc t2s": OpenCC("t2s").convert,
    }
    for group, pages in groups(args.pages).items():
        chars = sum(map(len, pages))
        size = sum(len(page.encode()) for page in pages)
        print(f"{group}: {len(pages)} pages, {chars} characters")
        took = {name: seconds_per_round(work, pages, args.seconds) for name, work in subjects.items()}
        for name, seconds in took.items():
            print(
                f"  {name:<20} {size / seconds / 1e6:8.2f} MB/s {chars / seconds / 1e6:8.2f} M chars/s"
                f" {seconds / len(pages) * 1e3:8.2f} ms/page {took['ftfy.fix_text'] / seconds:7.2f} x ftfy"
            )


if __name__ == "__main__":
    main()
