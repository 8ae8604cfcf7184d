"""Write _data/fold.bin: which character stands for which when layout rules read a page.

usage: python tools/build_fold.py
Rules are written once, in Simplified Chinese with ASCII marks and small letters; pages come in all spellings.
Source: the single characters of OpenCC's t2s and tw2s tables (Apache-2.0) and Unicode's fullwidth forms.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from opencc import OpenCC

TARGET = Path(__file__).parent.parent / "src" / "cntextclean" / "_data" / "fold.bin"
# Ideographs of the basic plane with its first extension: what page chrome is written in.
IDEOGRAPHS = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)]
MARKS = dict(zip("　\xa0»›〉﹥｡︰‐–", "  >>>>。:--", strict=True))


def table() -> np.ndarray:
    """A code point for each of the first 65,536: pairs that differ are the fold."""
    to = np.arange(65536, dtype=np.uint16)
    converter = OpenCC("t2s")
    for code in IDEOGRAPHS:
        simplified = converter.convert(chr(code))
        if len(simplified) == 1 and ord(simplified) < 65536:
            to[code] = ord(simplified)
    for code in range(0xFF01, 0xFF5F):
        to[code] = ord(chr(code - 0xFEE0).lower())
    for code in [*range(0x41, 0x5B)]:
        to[code] = ord(chr(code).lower())
    for old, new in MARKS.items():
        to[ord(old)] = ord(new)
    return to[to]


def main() -> None:
    """Write the pairs that differ, as two rows of 16-bit numbers, small end first."""
    to = table()
    changed = np.flatnonzero(to != np.arange(65536)).astype("<u2")
    TARGET.write_bytes(changed.tobytes() + to[changed].astype("<u2").tobytes())
    print(f"{TARGET.name}: {len(changed)} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
