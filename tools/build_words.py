"""Build src/cntextclean/_data/words.bin: Chinese words of two to four characters with ln P.

usage: python tools/build_words.py
Source: dict.txt of jieba 0.42.1 (MIT licence), which packages.py fetches. The output is the same bytes for the same
input.
"""

from __future__ import annotations

import math
import zlib
from pathlib import Path

from packages import lines

OUTPUT = Path(__file__).parent.parent / "src/cntextclean/_data/words.bin"
LEAST = 20  # a word seen less often in jieba's corpus tells more about the corpus than about Chinese
STEPS = 4  # of a nat


def read_entries() -> dict[str, tuple[int, str]]:
    """The words of jieba's dictionary, each with its count and its part of speech."""
    entries = (line.split(" ") for line in lines("jieba", "jieba/dict.txt"))
    return {word: (int(count), tag) for word, count, tag in entries}


def pack(counts: dict[str, int]) -> bytes:
    """One line for each score: the score in quarters of a nat below 0, a tab, its words by length and order."""
    total = sum(counts.values())
    by_score: dict[int, list[str]] = {}
    for word, count in counts.items():
        if 2 <= len(word) <= 4 and count >= LEAST and all("\u4e00" <= c <= "\u9fff" for c in word):
            by_score.setdefault(round(-math.log(count / total) * STEPS), []).append(word)
    rows = []
    for score, words in sorted(by_score.items()):
        by_length = ("".join(sorted(w for w in words if len(w) == n)) for n in (2, 3, 4))
        rows.append(f"{score}\t" + "\t".join(by_length))
    return zlib.compress("\n".join(rows).encode("utf-8"), 9)


def main() -> None:
    entries = read_entries()
    packed = pack({word: count for word, (count, _) in entries.items()})
    OUTPUT.write_bytes(packed)
    print(f"{OUTPUT.name}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
