"""How often is damaged text given back exactly, left alone, or made into something else? And how fast is the gate?

usage: PYTHONPATH=src python bench/bench_repair.py [trials per cell] [--speed] [--write docs/mojibake.md]
Prints a Markdown table: exact / left / wrong for each kind of damage and length. Own sentences, fixed seed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from corruptors.mojibake import EXACT, LENGTHS, LOSSY, SENTENCES, Damage, sentence

from cntextclean.config import Config
from cntextclean.page import Page
from cntextclean.repairs.mojibake import gate, remove_residue, undo_mojibake
from cntextclean.text import Text

START, END = "<!-- bench_repair -->", "<!-- /bench_repair -->"


def repaired(text: str) -> str:
    """A text after the two stages that this measures."""
    config = Config()
    result = Text.of(text).apply(undo_mojibake(Page(text), config))
    return result.apply(remove_residue(Page(result.value), config)).value


def trial(damage: Damage, length: int, chance: random.Random) -> tuple[str, str] | None:
    """A text and its damaged form, or None if none was found that this damage can happen to."""
    for _ in range(60):
        text = sentence(length, chance, traditional=damage.traditional)
        seen = damage.apply(text)
        lost = seen is not None and ("\ufffd" in seen or "?" in seen)
        if seen is None or seen == text or ("signs" in damage.loss or "question" in damage.loss) > lost:
            continue
        return text, seen
    return None


def widths(text: str) -> str:
    """Without the difference between fullwidth marks and narrow ones, which folding loses for good."""
    return text.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})


def cell(damage: Damage, length: int, trials: int) -> Counter[str]:
    """Outcomes of one kind of damage at one length."""
    chance = random.Random(f"{damage.name} {length}")
    outcomes: Counter[str] = Counter()
    for _ in range(trials if length <= 30 else max(trials // 5, 1)):
        pair = trial(damage, length, chance)
        if pair is None:
            continue
        text, seen = pair
        got = repaired(seen)
        folded = damage.loss == "widths folded"
        same = widths(got) == widths(text) if folded else got == text
        outcomes["exact" if same else "left" if got == seen else "wrong"] += 1
        if outcomes["wrong"] and not same and got != seen:
            print(f"{damage.name}: {text!r} -> {seen!r} -> {got!r}", file=sys.stderr)
    return outcomes


def table(kinds: tuple[Damage, ...], trials: int) -> list[str]:
    """A Markdown table over kinds and lengths, and its totals."""
    heads = " | ".join(f"{n} characters" for n in LENGTHS)
    lines = [f"| damage | {heads} |", "| --- |" + " ---: |" * len(LENGTHS)]
    totals: Counter[str] = Counter()
    for damage in kinds:
        cells = []
        for length in LENGTHS:
            outcomes = cell(damage, length, trials)
            totals.update(outcomes)
            shown = f"{outcomes['exact']} / {outcomes['left']} / {outcomes['wrong']}"
            cells.append(shown if outcomes else "never without loss")
        lines.append(f"| {damage.name} | " + " | ".join(cells) + " |")
        print(lines[-1], file=sys.stderr, flush=True)
    share = totals["wrong"] / max(sum(totals.values()), 1)
    lines.append("")
    lines.append(f"In all: {totals['exact']} exact, {totals['left']} left, {totals['wrong']} wrong ({share:.2%}).")
    return lines


def speed() -> list[str]:
    """MB of UTF-8 a second, of the gate alone and of both stages, on clean text."""
    clean = "\n".join(SENTENCES * 400)
    size = len(clean.encode()) / 1e6
    lines = []
    for name, work in (
        ("gate alone", lambda: gate().findall(clean)),
        ("undo_mojibake", lambda: list(undo_mojibake(Page(clean), Config()))),
        ("remove_residue", lambda: list(remove_residue(Page(clean), Config()))),
    ):
        work()
        best = min(_timed(work) for _ in range(5))
        lines.append(f"| {name} | {size / best:.0f} |")
    return ["| on clean text | MB of UTF-8 a second |", "| --- | ---: |", *lines]


def _timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trials", nargs="?", type=int, default=25)
    parser.add_argument("--speed", action="store_true", help="the speed only")
    parser.add_argument("--write", type=Path, help="put the tables into this file")
    options = parser.parse_args()
    parts = [speed()] if options.speed else [
        ["**Damage that loses nothing** (exact / left / wrong):", "", *table(EXACT, options.trials)],
        ["**Damage that loses bytes** (exact / left / wrong; what is guessed is marked as inferred):", "",
         *table(LOSSY, options.trials)],
        speed(),
    ]
    text = "\n\n".join("\n".join(part) for part in parts)
    print(text)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        page = re.sub(f"(?s)(?<={START}\n).*?(?={END})", lambda _: text + "\n", page)
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
