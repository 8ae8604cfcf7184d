"""What the gates of all repairs cost on clean text.

usage: PYTHONPATH=src python bench/bench_gates.py [FILE...]
Each file is one clean page in UTF-8; without any, the sentences of the tests make one. The Traditional conversion is
measured with it. Prints MB of UTF-8 a second.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from opencc import OpenCC

from cntextclean.alignment import Edit
from cntextclean.config import Config
from cntextclean.repairs import STAGES

ROUNDS = 7
SENTENCES = Path(__file__).parents[1] / "tests" / "support" / "corruptors" / "sentences.txt"


def rate(pages: list[str], stages: Iterable[Callable[[str, Config], Iterable[Edit]]]) -> float:
    """MB a second, in the best of some rounds of processor time."""
    size = sum(len(page.encode()) for page in pages) / 1e6
    config, best = Config(), float("inf")
    stages = list(stages)
    for _ in range(ROUNDS):
        begun = time.process_time()
        for page in pages:
            for stage in stages:
                list(stage(page, config))
        best = min(best, time.process_time() - begun)
    return size / best


def main() -> None:
    """Print the rate of each stage and of all, on Simplified and Traditional pages."""
    simplified = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:] or [SENTENCES]]
    simplified = [page for page in simplified if not any(list(stage(page, Config())) for stage in STAGES)]
    convert = OpenCC("s2tw").convert
    for name, pages in (("Simplified", simplified), ("Traditional", [convert(page) for page in simplified])):
        print(f"{name}: {len(pages)} pages, {sum(map(len, pages)):,} characters")
        for stage in STAGES:
            print(f"  {stage.__name__:18s} {rate(pages, [stage]):6.0f} MB/s")
        print(f"  {'together':18s} {rate(pages, STAGES):6.0f} MB/s")


if __name__ == "__main__":
    main()
