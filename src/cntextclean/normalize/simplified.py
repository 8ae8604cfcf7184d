"""What OpenCC's tables leave to be done for Simplified Chinese: 著 and 着, a few forms, and pages where a machine wrote
one for the other (显着, 抱著).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..scripts.characters import codes
from ..scripts.spellings import is_simplified_word, score_simplified

__all__ = ["finish", "mend_simplified"]

# Forms with a simplified one of the same reading and meaning that OpenCC's TSCharacters does not list.
_FORMS: Final = dict(
    zip(
        "揹暱倣瞇勦啣餽鼇嬝毬傚鎗燄糢踫撢賸鎔籐伕砲珮釬銲濬藷鉋覜煖搾",
        "背昵仿眯剿衔馈鳌袅球效枪焰模碰掸剩熔藤夫炮佩焊焊浚薯刨眺暖榨",
        strict=True,
    )
)
# 瞭 stays in 瞭望 and 瞭哨; 於 stays in a handful of old names.
_LIAO: Final = re.compile("瞭(?![望哨])")
_YU: Final = re.compile("(?<![樊商])於(?![菟陵潜夫戏])")
_ZHU: Final = re.compile("著")
_ZHE: Final = re.compile("着")
_REACH: Final = 4
_MANY: Final = 3  # of 著 for 着, and none right: the page was converted character by character


def finish(source: str, simplified: str) -> str:
    """The output of OpenCC for `source` with what it leaves or spoils put right. Keeps the length."""
    left = {simplified[at] for at in np.flatnonzero(_leftovers().take(codes(simplified), mode="clip")).tolist()}
    for old in left & _FORMS.keys():
        simplified = simplified.replace(old, _FORMS[old])
    if "座" in left:
        simplified = simplified.replace("座标", "坐标")
    if "瞭" in left:
        simplified = _LIAO.sub("了", simplified)
    if "於" in left:
        simplified = _YU.sub("于", simplified)
    if "著" in source:
        places = [m.start() for m in _ZHU.finditer(source)]
        simplified = _chosen(simplified, [at for at in places if _is_open(simplified, at)], margin=0.5)
    return simplified


@lru_cache(maxsize=1)
def _leftovers() -> NDArray[np.bool_]:
    """Whether a code point is one that OpenCC may have left to be done."""
    table = np.zeros(0x10000, np.bool_)
    table[[ord(char) for char in [*_FORMS, *"瞭於座"]]] = True
    return table


def _is_spelt(text: str, at: int) -> bool:
    """Whether a character makes a word with one of its neighbours as it is."""
    return is_simplified_word(text[max(0, at - 1) : at + 1]) or is_simplified_word(text[at : at + 2])


def _is_open(text: str, at: int) -> bool:
    """Whether a word speaks for the other of 著 and 着 than stands there."""
    other = "着" if text[at] == "著" else "著"
    before = text[at - 1] if at else ""
    return is_simplified_word(before + other) or is_simplified_word(other + text[at + 1 : at + 2])


def mend_simplified(text: str) -> str:
    """A Simplified text in which a machine wrote 着 for 著 (显着) or 著 for 着 (抱著) throughout, put right."""
    if "显着" in text:
        mended = _chosen(text, [m.start() for m in _ZHE.finditer(text)], margin=3.0)
        text = mended if mended.count("著") > text.count("著") else text
    zhu = text.count("著")
    if zhu >= _MANY and text.count("着") * 4 < zhu:
        places = [m.start() for m in _ZHU.finditer(text)]
        text = _chosen(text, [at for at in places if _is_open(text, at) or not _is_spelt(text, at)], margin=-2.0)
    return text


def _chosen(text: str, places: list[int], *, margin: float) -> str:
    """A text with 著 and 着 exchanged at those of some places where that makes better words by a margin."""
    if not places:
        return text
    chars = list(text)
    for at in places:
        form = "着" if text[at] == "著" else "著"
        start, end = max(0, at - _REACH), at + _REACH + 1
        before, after = text[start:at], text[at + 1 : end]
        if score_simplified(before + form + after) > score_simplified(before + text[at] + after) + margin:
            chars[at] = form
    return "".join(chars)
