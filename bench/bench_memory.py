"""How memory grows with damage: the resident size after 1,000, 3,000 and 10,000 different damaged snippets.

    python bench/bench_memory.py [--snippets N]

Each snippet is 10 to 200 characters put through one of the corruptors of the tests; no two are alike. A library that
keeps something of each grows without bound; one whose caches are bounded has the same size after 10,000 as after 1,000.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / name) for name in ("support", "support/corruptors")]

import cntextclean as cn  # noqa: E402

STEPS = (0, 100, 300, 1_000, 3_000, 10_000, 30_000)
PAGE = os.sysconf("SC_PAGE_SIZE")


def resident() -> float:
    """The resident size of this process in MB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def snippets(chance: random.Random) -> Iterator[str]:
    """Damaged text of every kind that the tests know, without end."""
    from corruptor import KEYS, inject, narrow, spell
    from mojibake import EXACT, LENGTHS, LOSSY, sentence

    while True:
        length = chance.choice(LENGTHS[1:])
        kind = chance.randrange(4)
        if kind < 3:
            damage = chance.choice((*EXACT, *LOSSY))
            text = damage.apply(sentence(length, chance, traditional=damage.traditional))
        else:
            keys = {key: KEYS[key] if chance.random() < 0.5 else spell(KEYS[key]) for key in chance.sample([*KEYS], 30)}
            text = sentence(length, chance, traditional=True).encode("gbk", "ignore").decode("gbk")
            text = narrow(inject(text, keys, drop=chance.random() < 0.3))
        if text:
            yield text


def main() -> None:
    """Print the size at each step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snippets", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None)
    args = parser.parse_args()
    seed = random.randrange(1 << 32) if args.seed is None else args.seed
    print(f"seed {seed}")
    source = snippets(random.Random(seed))
    for number in range(args.snippets + 1):
        if number in STEPS or number == args.snippets:
            print(f"{number:>7} snippets  {resident():7.1f} MB", flush=True)
        cn.clean(next(source))


if __name__ == "__main__":
    main()
