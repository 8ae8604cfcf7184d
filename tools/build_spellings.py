"""Write _data/spellings.bin: how words are spelt in Traditional Chinese where one simplified character stands for many.

usage: python tools/build_spellings.py      (words.bin must have been built)
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
# Words that OpenCC does not list, or spells for one sense only (发卡 is 髮卡, a hairpin, and the bank's 發卡 too).
ADDED = {
    "自制": "自製", "自制力": "自制力", "难以自制": "難以自制", "不能自制": "不能自制", "无法自制": "無法自制",
    "发卡银行": "發卡銀行", "发卡行": "發卡行", "发卡机构": "發卡機構", "免费发卡": "免費發卡", "发卡量": "發卡量",
    "覆写": "覆寫", "抓斗": "抓斗", "斗柜": "斗櫃", "翻斗": "翻斗", "又干又": "又乾又", "干辣椒": "乾辣椒",
    "辣椒干": "辣椒乾", "干豆腐": "乾豆腐", "干树枝": "乾樹枝", "嘴干": "嘴乾", "唇干": "脣乾", "油干": "油乾",
    "甩干": "甩乾", "晾干": "晾乾",
    "吹干": "吹乾", "沥干": "瀝乾", "拧干": "擰乾", "喝干": "喝乾", "哭干": "哭乾", "流干": "流乾", "干锅": "乾鍋",
    "瓜干": "瓜乾", "干后": "乾後", "子丑": "子丑", "大如斗": "大如斗", "天干地支": "天干地支",
}  # fmt: skip
# Spelt so by OpenCC's own tests, and rare enough that no machine wrote it.
RIGHT_AS_WELL = ["彆強"]
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


def packed(spelt: list[tuple[str, str]], guarded: list[str], kept: list[str]) -> bytes:
    """The groups, the words by length as they are simplified and as they are spelt, the usual forms, the guarded
    phrases in Traditional and those in Simplified spelling."""
    lines = ["\t".join(f"{c}{forms}" for c, forms in sorted(groups().items()))]
    for size in (2, 3, 4):
        same = [(s, t) for s, t in spelt if len(s) == len(t) == size]
        lines.append("".join(s for s, _ in same))
        lines.append("".join(t for _, t in same))
    usual = {s: values[0] for s, values in dictionary("STCharacters").items()}
    lines.append("".join(s + t for s, t in sorted(usual.items()) if s != t and max(s + t) < "\U00010000"))
    lines.append("\t".join(guarded))
    lines.append("\t".join(kept))
    return zlib.compress("\n".join(lines).encode("utf-8"), 9)


def misjudged() -> list[str]:
    """Phrases of OpenCC that are too long for the words to see that they are spelt right."""
    from cntextclean.normalize.overconversion import respell

    long = sorted(values[0] for key, values in dictionary("STPhrases").items() if len(key) > 4)
    return [phrase for phrase in long if respell(phrase, {})[1]]


def miscut() -> list[str]:
    """Phrases of OpenCC that the borders of their words would spell otherwise."""
    from cntextclean.scripts.borders import OLD_WORDS, respelt

    to_traditional = OpenCC("s2t").convert
    phrases = sorted(dictionary("STPhrases").keys() - ADDED.keys() - OLD_WORDS.keys())
    pairs = ((key, to_traditional(key)) for key in phrases)
    return [key for key, spelt in pairs if len(spelt) == len(key) and respelt(key, spelt, {}) != spelt]


def main() -> None:
    """Write the table twice: how long phrases fare can only be told once the words are there."""
    to_traditional = OpenCC("s2t").convert
    several = {form for forms in groups().values() for form in forms}
    phrases = {word for word in dictionary("STPhrases") if 2 <= len(word) <= 4}
    known = (simplified_words() | phrases) - LEFT_OUT
    usual = str.maketrans({s: values[0] for s, values in dictionary("STCharacters").items()})
    pairs = ((word, re.sub("裏(?=[克奇卡諾斯])", "里", to_traditional(word))) for word in sorted(known))
    found = {w: full for w, full in pairs if not several.isdisjoint(w) or full != w.translate(usual)}
    spelt = sorted((found | ADDED).items())
    TARGET.write_bytes(packed(spelt, [], []))
    guarded, kept = sorted({*misjudged(), *RIGHT_AS_WELL}), miscut()
    TARGET.write_bytes(packed(spelt, guarded, kept))
    sizes = f"{len(spelt)} words, {len(guarded)} and {len(kept)} guarded phrases"
    print(f"{TARGET.name}: {sizes}, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
