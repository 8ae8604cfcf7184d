"""Do to clean text what the injectors of spam mirrors do, so that tests can ask for it back.

The program they use works on GBK bytes: it replaces KEY by KEY(reading) wherever the two bytes of KEY occur,
also where they are the halves of two neighbours, and the result is then read as text again. A lead byte that
has lost its trail byte turns into "?" and takes the byte behind it along.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

__all__ = ["KEYS", "inject", "narrow", "spell", "sprinkle"]

KEYS: Mapping[str, str] = {
    "發": "fā", "現": "xiàn", "進": "jìn", "時": "shí", "內": "nèi", "應": "yīng", "術": "shù",
    "產": "chǎn", "對": "duì", "關": "guān", "設": "shè", "結": "jié", "據": "jù", "業": "yè",
    "數": "shù", "機": "jī", "環": "huán", "實": "shí", "領": "lǐng", "動": "dòng", "統": "tǒng",
    "個": "gè", "構": "gòu", "導": "dǎo", "經": "jīng", "會": "huì", "聯": "lián", "來": "lái",
    "當": "dāng", "質": "zhì", "過": "guò", "轉": "zhuǎn", "點": "diǎn", "學": "xué", "標": "biāo",
    "態": "tài", "運": "yùn", "國": "guó", "網": "wǎng", "規": "guī", "達": "dá", "務": "wù",
    "戰": "zhàn", "節": "jié", "護": "hù", "強": "qiáng", "開": "kāi", "優": "yōu", "區": "qū",
    "準": "zhǔn", "續": "xù", "場": "chǎng", "驗": "yàn", "說": "shuō", "問": "wèn", "長": "zhǎng",
}  # fmt: skip
"""Characters that such programs annotate, each with the one reading they give it."""

_WIDE = str.maketrans("，：；？！（）", ",:;?!()")
_LETTERS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuuuuu")


def inject(text: str, keys: Mapping[str, str] = KEYS, *, cut: str = "", drop: bool = False) -> str:
    """A Traditional text as it looks after the injection.

    cut: marks whose bytes are split off first, at any alignment, as some injectors do.
    drop: the reader leaves a lone lead byte out without a "?", and keeps the byte behind it.
    Characters outside GBK raise UnicodeEncodeError: no such text exists in that encoding.
    """
    data = text.encode("gbk")
    for mark in sorted(cut, key=_bytes):
        data = data.replace(_bytes(mark), b"\0" + _bytes(mark))
    for key in sorted(keys, key=_bytes):
        data = data.replace(_bytes(key), _bytes(f"{key}({keys[key]})"))
    return _read(data, drop=drop)


def _bytes(text: str) -> bytes:
    return text.encode("gbk")


def _read(data: bytes, *, drop: bool) -> str:
    """Code page 936 as Windows reads it; what falls into private use is lost, as stored text has lost it."""
    out: list[str] = []
    i = 0
    while i < len(data):
        lead, trail = data[i], data[i + 1] if i + 1 < len(data) else 0
        if lead < 0x80:
            out.append(chr(lead) if lead else "")
        elif lead == 0x80:
            out.append("€")
        elif lead == 0xFF:
            pass
        elif trail < 0x40 or trail in (0x7F, 0xFF):
            out.append("" if drop else "?")
            i += 0 if drop else 1
        else:
            out.append(_character(lead, trail))
            i += 1
        i += 1
    return "".join(out)


def _character(lead: int, trail: int) -> str:
    try:
        char = bytes((lead, trail)).decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" else char


def narrow(text: str) -> str:
    """Fullwidth marks as ASCII, as in most stored text."""
    return text.translate(_WIDE)


def sprinkle(text: str, readings: Mapping[str, str], *, every: int = 4, toned: bool = False) -> str:
    """A gloss after each `every`-th hanzi counted blindly, where a reading is known."""
    out: list[str] = []
    count = 0
    for char in text:
        out.append(char)
        if "一" <= char <= "鿿":
            count += 1
            if count >= every and char in readings:
                out.append(f"({readings[char] if toned else spell(readings[char])})")
                count = 0
    return "".join(out)


def throw(text: str, readings: Mapping[str, str], *, rate: float, toned: float = 0.0, seed: int = 0) -> str:
    """A gloss behind hanzi drawn at random; `rate` of them, and `toned` of the glosses, as shares."""
    die = random.Random(seed)
    out: list[str] = []
    for char in text:
        out.append(char)
        if char in readings and die.random() < rate:
            reading = readings[char]
            out.append(f"({reading if die.random() < toned else spell(reading)})")
    return "".join(out)


def spell(reading: str) -> str:
    """A reading without its tone."""
    return reading.translate(_LETTERS)
