"""How much of an injected page comes back: its lines damaged by the corruptor of the tests, repaired, compared.

usage: python bench/bench_injection.py [ROUNDS]
Text: fixtures/sources, converted to Traditional by opencc. Each round draws other keys and other cut marks.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from opencc import OpenCC

import cntextclean

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from corruptor import KEYS, inject  # noqa: E402  (it stands with the tests)

TEXTS = ("clean_news", "clean_dialogue", "clean_recipe", "big5_essay", "gbk_portal")


def clean_lines() -> list[str]:
    """Lines of the clean sources that GBK can hold, in Traditional characters."""
    convert = OpenCC("s2t").convert
    lines = [
        convert(line.strip())
        for name in TEXTS
        for line in (ROOT / "fixtures" / "sources" / f"{name}.txt").read_text("utf-8").splitlines()
    ]
    return [line for line in lines if len(line) > 12 and line.encode("gbk", "ignore").decode("gbk") == line]


def main() -> None:
    rng = random.Random(20220508)
    lines = clean_lines()
    verdicts: Counter[str] = Counter()
    started = time.process_time()
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        keys = {key: KEYS[key] for key in KEYS if rng.random() < 0.7}
        cut = "、。！，；？" if rng.random() < 0.5 else ""
        seen = [inject(line, keys, cut=cut) for line in lines]
        got = cntextclean.repair("\n".join(seen)).value.split("\n")
        for line, damaged, repaired in zip(lines, seen, got, strict=True):
            shifted = any(f"{key}({keys[key]})" not in damaged for key in keys if key in line) or "?" in damaged
            kind = "with a byte shift" if shifted else "glosses only"
            verdict = "exact" if repaired == line else "left" if repaired == damaged else "otherwise"
            verdicts[f"{kind}: {verdict}"] += 1
    seconds = time.process_time() - started
    for name, count in sorted(verdicts.items()):
        print(f"{name:30s} {count:5d}")
    print(f"{len(lines)} lines a round, {seconds:.1f} s in all")


if __name__ == "__main__":
    main()
