"""Write _data/repair_tables.py: which private-use characters stand for what, and which hanzi are everyday ones.

usage: python tools/build_repair_tables.py
Sources: Python's own `gb18030` codec (PSF licence); the code points that GB 18030-2022 and the WHATWG
index (https://encoding.spec.whatwg.org/index-gb18030.txt, CC0) gave to what GBK kept in the private-use area; the
package's own character model, with OpenCC (Apache-2.0) for the Traditional spellings.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from opencc import OpenCC

PACKAGE = Path(__file__).parent.parent / "src" / "cntextclean"
TARGET = PACKAGE / "_data" / "repair_tables.py"
# What Python's codec, which follows the 2000 edition, still reads as private use: GB 18030-2022, and the WHATWG index.
LATER = {
    "A3A0": 0x3000, "A8BC": 0x1E3F,
    "A6D9": 0xFE10, "A6DA": 0xFE12, "A6DB": 0xFE11, "A6DC": 0xFE13, "A6DD": 0xFE14, "A6DE": 0xFE15, "A6DF": 0xFE16,
    "A6EC": 0xFE17, "A6ED": 0xFE18, "A6F3": 0xFE19,
    "FE51": 0x20087, "FE52": 0x20089, "FE53": 0x200CC, "FE59": 0x9FB4, "FE61": 0x9FB5, "FE66": 0x9FB6, "FE67": 0x9FB7,
    "FE6C": 0x215D7, "FE6D": 0x9FB8, "FE76": 0x2298F, "FE7E": 0x9FB9, "FE90": 0x9FBA, "FE91": 0x241FE, "FEA0": 0x9FBB,
}  # fmt: skip
MOST = 1300  # entries of the model's vocabulary, some of them marks
SELDOM = -9.0  # ln P below which a look-alike is rare enough to be looked at wherever it stands
HOME = 0.6  # affinity, see repairs/obfuscation/affinity.py
# Rows of GBK whose free places were numbered U+E766 and on.
ROWS = range(0xA2, 0xAA)


def is_private(code: int) -> bool:
    """Whether a code point is in the private-use area of the basic plane."""
    return 0xE000 <= code <= 0xF8FF


def read(lead: int, trail: int) -> int | None:
    """The code point that Python reads from a pair of bytes."""
    try:
        return ord(bytes([lead, trail]).decode("gb18030"))
    except UnicodeDecodeError:
        return None


def numbered() -> Iterator[tuple[int, int, int]]:
    """(private-use code point, lead, trail) of the places that GBK numbered in the order of their bytes.

    A place that later got a character of its own is known by the gap it left in the numbers of its neighbours.
    """
    places = [(lead, trail) for lead in ROWS for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))]
    reassigned = {(0xA2, 0xE3), (0xA8, 0xBF), *((0xA9, trail) for trail in range(0x89, 0x96))}
    code = 0xE766
    for lead, trail in places:
        seen = read(lead, trail)
        free = seen is not None and 0xE766 <= seen <= 0xE7FF
        if free or (lead, trail) in reassigned:
            assert not free or seen == code, (lead, trail)
            yield code, lead, trail
            code += 1
    for trail in (*range(0x50, 0x7F), *range(0x80, 0xA1)):
        code = 0xE815 + trail - 0x50 - (trail > 0x7F)
        yield code, 0xFE, trail
    yield 0xE5E5, 0xA3, 0xA0


def private_use() -> dict[int, int]:
    """What each leftover of GBK has become."""
    table = {}
    for code, lead, trail in numbered():
        now = LATER.get(f"{lead:02X}{trail:02X}") or read(lead, trail)
        if now is not None and not is_private(now):
            table[code] = now
    return dict(sorted(table.items()))


def module_at(path: Path) -> Any:
    """A module of the package, loaded from its file, since the package needs what is built here."""
    spec = spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def model_of_package() -> Any:
    """The character model."""
    module = module_at(PACKAGE / "models" / "bigrams.py")
    module.files = lambda _: PACKAGE / "_data"  # instead of asking the package for it
    return module.bigrams()


def everyday() -> str:
    """The commonest hanzi in both scripts: half of the ones a random choice from GB 2312 would not hit."""
    to_simplified = OpenCC("t2s")
    common = {c for c in model_of_package().vocabulary[:MOST] if "\u4e00" <= c <= "\u9fff"}
    return "".join(c for c in map(chr, range(0x4E00, 0x9FA6)) if c in common or to_simplified.convert(c) in common)


def sound_pairs() -> str:
    """Pairs with a common character that swaps.py distrusts, in which it is at home: the gate of that repair."""
    model, to_simplified = model_of_package(), OpenCC("t2s")
    hanzi = [chr(code) for code in range(0x4E00, 0x9FA6)]
    folded = {c: to_simplified.convert(c) for c in hanzi}
    known = set(model.vocabulary)
    pairs = []
    swaps = module_at(PACKAGE / "repairs" / "obfuscation" / "lookalikes.py").SWAPS
    for char in (char for char in swaps if model.frequency(char) > SELDOM):
        for other in hanzi:
            if folded[other] in known:
                pairs += [
                    a + b for a, b in ((other, char), (char, other)) if model.logp(a, b) - model.frequency(b) > HOME
                ]
    return "".join(pairs)


def quoted(name: str, text: str) -> str:
    """A constant as source text, wrapped."""
    lines = [f'    "{text[i : i + 50]}"' for i in range(0, len(text), 50)]
    return f"{name}: Final = (\n" + "\n".join(lines) + "\n)\n"


def main() -> None:
    """Write the module."""
    rows = "".join(f"    0x{old:04X}: 0x{new:04X},  # {chr(new)}\n" for old, new in private_use().items())
    TARGET.write_text(
        '"""Generated by tools/build_repair_tables.py, which names the sources. Do not edit."""\n\n'
        "from typing import Final\n\n"
        f"GBK_PRIVATE_USE: Final = {{\n{rows}}}\n"
        + quoted("EVERYDAY", everyday())
        + quoted("SOUND_PAIRS", sound_pairs()),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
