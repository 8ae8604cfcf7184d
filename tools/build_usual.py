"""Write src/cntextclean/_data/usual.txt: the hanzi of everyday Chinese text, for the gate of the mojibake repair.

A hanzi is usual if the bigram model folds it to one of GB 2312 level 1 (so Traditional spellings count), or if the
model has seen it often. Everything else is worth a look. Run: PYTHONPATH=src python tools/build_usual.py
"""

from __future__ import annotations

from pathlib import Path

from cntextclean.models.bigrams import bigrams

OUT = Path(__file__).parents[1] / "src" / "cntextclean" / "_data" / "usual.txt"
OFTEN = -11.0  # ln P


def usual() -> str:
    """The usual hanzi, by code point."""
    model = bigrams()
    rows = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    level_1 = {row.decode("gb2312", "ignore") for row in rows} - {""}
    hanzi = map(chr, range(0x4E00, 0xA000))
    return "".join(c for c in hanzi if model.fold(c) in level_1 or model.frequency(c) >= OFTEN)


if __name__ == "__main__":
    OUT.write_text(usual(), encoding="utf-8")
    print(len(usual()), "hanzi ->", OUT)
