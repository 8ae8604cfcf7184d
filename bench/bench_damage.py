"""Speed of `repair` on pages of nothing but damage, beside ftfy, and of other languages beside Chinese, in one run.

    python bench/bench_damage.py [--json FILE]

Each page holds the sentences of the tests, clause by clause where a channel can hold no whole sentence. MB are those of
the damaged page in UTF-8; the ratio is to `ftfy.fix_text` on the same page, "exact" the share of lines that come back.
The best of three rounds of processor time; the caches of pieces are emptied before each, what is loaded once is loaded.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import ftfy

import cntextclean as cn
from cntextclean.repairs.mojibake.undo import _explained

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT.parent / "tests" / "support"))
from corruptor import inject  # noqa: E402  (it stands with the tests)
from corruptors.mojibake import EXACT, LOSSY, SENTENCES, Damage, convert  # noqa: E402

ROUNDS = 3
LANGUAGES = ("ja", "ko", "ru", "western")


class Speed(NamedTuple):
    """How fast a page is repaired, beside ftfy, and what part of its lines came back."""

    page: str
    size: float  # MB a second
    beside_ftfy: float
    exact: float


def seconds(work: Callable[[str], object], page: str) -> float:
    """The processor time of the best round."""
    work(page)
    best = float("inf")
    for _ in range(ROUNDS):
        _explained.cache_clear()
        start = time.process_time()
        work(page)
        best = min(best, time.process_time() - start)
    return max(best, 1e-9)


def speed(name: str, lines: list[str], seen: list[str]) -> Speed:
    """The speed on one page, given as lines before and after the damage."""
    page = "\n".join(seen)
    took = seconds(cn.repair, page)
    got = cn.repair(page).value.split("\n")
    exact = sum(a == b for a, b in zip(lines, got, strict=False)) / len(lines)
    rate = len(page.encode("utf-8", "surrogatepass")) / took / 1e6
    return Speed(name, round(rate, 3), round(seconds(ftfy.fix_text, page) / took, 3), round(exact, 3))


def damaged(damage: Damage) -> tuple[list[str], list[str]]:
    """Lines, and the same as the damage leaves them; clauses that it cannot leave are out."""
    lines, seen = [], []
    for sentence in SENTENCES:
        line = convert(sentence) if damage.traditional else sentence
        kept = [part for part in re.split("(?<=[，。])", line) if damage.apply(part) is not None]
        if kept and (shown := damage.apply("".join(kept))) is not None:
            lines.append("".join(kept))
            seen.append(shown)
    return lines, seen


def pages() -> Iterator[Speed]:
    """All that is measured."""
    sound = SENTENCES
    clean = speed("sound", sound, sound)
    yield clean
    for damage in (*EXACT, *LOSSY):
        lines, seen = damaged(damage)
        if lines:
            yield speed(damage.name, lines, seen)
    for damage in (Damage("utf-8", "latin-1"), Damage("gb18030", "latin-1")):
        paragraph = damage.apply(sound[0]) or ""
        yield speed(f"one paragraph of {damage.name}", sound, [paragraph, *sound[1:]])
    stray = [re.sub("(?<=[么的时小你])(?=[一-鿿])", "?", line) for line in sound]
    yield speed("stray question marks", sound, stray)
    traditional = [line for line in map(convert, sound) if line.encode("gbk", "ignore").decode("gbk") == line]
    yield speed("injected, all lines", traditional, [inject(line) for line in traditional])
    for language in LANGUAGES:
        text = (ROOT / "detection" / f"{language}.txt").read_text("utf-8").split("\n")
        yield speed(f"language: {language}", text, text)


def main() -> None:
    """Print the table, and write it as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    found = []
    print("| page | MB a second | beside ftfy | exact |\n| --- | ---: | ---: | ---: |")
    for row in pages():
        found.append(row)
        print(f"| {row.page} | {row.size} | {row.beside_ftfy} | {row.exact} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps([row._asdict() for row in found], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
