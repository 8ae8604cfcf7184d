"""Build src/cntextclean/_data/words.bin: Chinese words of two to four characters with ln P.

usage: python tools/build_words.py JIEBA_SDIST
where JIEBA_SDIST is jieba-0.42.1.tar.gz as `pip download --no-deps --no-binary :all: jieba==0.42.1` brings it.
Source: jieba 0.42.1, dict.txt (MIT licence). The output is the same bytes for the same input.
"""

from __future__ import annotations

import hashlib
import math
import sys
import tarfile
import zlib
from pathlib import Path

SHA256 = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2"
OUTPUT = Path(__file__).parent.parent / "src/cntextclean/_data/words.bin"
LEAST = 20  # a word seen less often in jieba's corpus tells more about the corpus than about Chinese
STEPS = 4  # of a nat


def read_entries(sdist: Path) -> dict[str, tuple[int, str]]:
    """The words of jieba's dictionary, each with its count and its part of speech."""
    if hashlib.sha256(sdist.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{sdist} is not jieba 0.42.1: its SHA-256 differs")
    with tarfile.open(sdist) as archive:
        member = archive.extractfile("jieba-0.42.1/jieba/dict.txt")
        assert member is not None
        lines = member.read().decode("utf-8").splitlines()
    return {word: (int(count), tag) for word, count, tag in (line.split(" ") for line in lines)}


def pack(counts: dict[str, int]) -> bytes:
    """One line for each score: the score in quarters of a nat below 0, a tab, its words by length and order."""
    total = sum(counts.values())
    by_score: dict[int, list[str]] = {}
    for word, count in counts.items():
        if 2 <= len(word) <= 4 and count >= LEAST and all("\u4e00" <= c <= "\u9fff" for c in word):
            by_score.setdefault(round(-math.log(count / total) * STEPS), []).append(word)
    lines = []
    for score, words in sorted(by_score.items()):
        by_length = ("".join(sorted(w for w in words if len(w) == n)) for n in (2, 3, 4))
        lines.append(f"{score}\t" + "\t".join(by_length))
    return zlib.compress("\n".join(lines).encode("utf-8"), 9)


def main() -> None:
    entries = read_entries(Path(sys.argv[1]))
    packed = pack({word: count for word, (count, _) in entries.items()})
    OUTPUT.write_bytes(packed)
    print(f"{OUTPUT.name}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
