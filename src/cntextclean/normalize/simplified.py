"""What OpenCC's tables leave to be done for Simplified Chinese: 著 and 着, a few forms, and pages where a machine wrote
one for the other (显着, 抱著).
"""

from __future__ import annotations

import re
from typing import Final

from ..language.spellings import score_simplified

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
    for old, new in _FORMS.items():
        if old in simplified:
            simplified = simplified.replace(old, new)
    simplified = simplified.replace("座标", "坐标")
    if "瞭" in simplified:
        simplified = _LIAO.sub("了", simplified)
    if "於" in simplified:
        simplified = _YU.sub("于", simplified)
    if "著" in source:
        places = [m.start() for m in _ZHU.finditer(source)]
        simplified = _chosen(simplified, places, margin=0.5)
    return simplified


def mend_simplified(text: str) -> str:
    """A Simplified text in which a machine wrote 着 for 著 (显着) or 著 for 着 (抱著) throughout, put right."""
    if "显着" in text or "着名" in text:
        mended = _chosen(text, [m.start() for m in _ZHE.finditer(text)], margin=3.0)
        text = mended if mended.count("著") > text.count("著") else text
    zhu = text.count("著")
    if zhu >= _MANY and text.count("着") * 4 < zhu:
        places = [m.start() for m in _ZHU.finditer(text)]
        text = _chosen(text, places, margin=-2.0)
    return text


def _chosen(text: str, places: list[int], *, margin: float) -> str:
    """A text with 著 and 着 exchanged at those of some places where that makes better words by a margin."""
    chars = list(text)
    for at in places:
        form = "着" if text[at] == "著" else "著"
        start, end = max(0, at - _REACH), at + _REACH + 1
        before, after = text[start:at], text[at + 1 : end]
        if score_simplified(before + form + after) > score_simplified(before + text[at] + after) + margin:
            chars[at] = form
    return "".join(chars)
