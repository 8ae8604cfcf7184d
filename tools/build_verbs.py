"""Build src/cntextclean/_data/verbs.txt: Chinese verbs and adjectives of two characters, which may have 着 after them.

usage: python tools/build_verbs.py
Source: dict.txt of jieba 0.42.1 (MIT licence), which packages.py fetches. The output is the same bytes for the same
input.
"""

from __future__ import annotations

from pathlib import Path

from build_words import read_entries

OUTPUT = Path(__file__).parent.parent / "src/cntextclean/_data/verbs.txt"
LEAST = 20  # as for words.bin
TAGS = frozenset({"v", "vi", "vn", "vd", "a", "an", "ad", "z"})
ALSO = frozenset({"高兴", "安静", "康复", "封锁"})  # which the dictionary takes for names


def main() -> None:
    """Write the table: the words one after another, sorted."""
    entries = read_entries()
    found = sorted(
        word
        for word, (count, tag) in entries.items()
        if len(word) == 2 and count >= LEAST and (tag in TAGS or word in ALSO)
    )
    OUTPUT.write_text("".join(found) + "\n", "utf-8")
    print(f"{OUTPUT.name}: {len(found):,} words, {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
