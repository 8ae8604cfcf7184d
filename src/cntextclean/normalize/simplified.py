"""What OpenCC's tables leave to be done for Simplified Chinese: 著 and 着, a few forms, and pages where a machine wrote
one for the other (显着, 抱著).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..models.words import words
from ..patterns import lazy
from ..scripts.authorship import aspect_margin
from ..scripts.characters import codes

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
_LIAO: Final = lazy("瞭(?![望哨])")
_YU: Final = lazy("(?<![樊商])於(?![菟陵潜夫戏])")
_ZHU: Final = lazy("著")
_ZHE: Final = lazy("着")
# Characters that the table of 2013 keeps for names, after a surname that is not a word of daily use.
_IN_NAMES: Final = lazy("[乾昇陞旂甦]")
_NAMED: Final = lazy(
    "[王李張劉陳楊黃趙吳周徐孫朱郭羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭董袁潘蔣蔡余杜程蘇魏呂丁沈姚盧姜崔譚陸汪范廖賈夏韋傅鄒熊孟秦邱尹"
    "薛閻段雷侯史陶黎賀顧郝龔邵錢嚴戴莫湯翁柯俞樊龐倪施柳洪裴左喬殷聶岑翟陽]"
    "(?:乾(?=[\u4e00-\u9fff])(?![了的得掉涸淨燥裂杯脆嘔咳枯旱貨糧果冰洗衣癟不])|[\u4e00-\u9fff]?[昇陞旂甦])"
)
_SURE: Final = 3.0  # nats, where the page writes both as Hong Kong does
_FEW: Final = 4  # 着 are a typist's where there are so many more of 著
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
        margin = 0.0 if source.count("着") * _FEW < source.count("著") else _SURE
        simplified = _marked(simplified, [m.start() for m in _ZHU.finditer(source)], margin)
    return _named(source, simplified) if _IN_NAMES.search(source) else simplified


def _named(source: str, simplified: str) -> str:
    """Names keep a character of their own that has been merged into another: 徐乾學 is 徐乾学, 薛應旂 is 薛应旂."""
    chars = list(simplified)
    for match in _NAMED.finditer(source):
        at = match.end() - 1
        pairs = (at - 1, at, match.start() - 1)
        if not any(simplified[start : start + 2] in words() for start in pairs if start >= 0):
            chars[at] = source[at]
    return "".join(chars)


@lru_cache(maxsize=1)
def _leftovers() -> NDArray[np.bool_]:
    """Whether a code point is one that OpenCC may have left to be done."""
    table = np.zeros(0x10000, np.bool_)
    table[[ord(char) for char in [*_FORMS, *"瞭於座"]]] = True
    return table


def mend_simplified(text: str) -> str:
    """A Simplified text in which a machine wrote 着 for 著 (显着) or 著 for 着 (抱著) throughout, put right."""
    if "显着" in text:
        mended = _marked(text, [m.start() for m in _ZHE.finditer(text)], -_SURE)
        text = mended if mended.count("著") > text.count("著") else text
    zhu = text.count("著")
    if zhu >= _MANY and text.count("着") * _FEW < zhu:
        text = _marked(text, [m.start() for m in _ZHU.finditer(text)], 0.0)
    return text


def _marked(text: str, places: list[int], margin: float) -> str:
    """A text with 着 at those of some places where it reads better than 著 by a margin, and 著 at the others."""
    chars = list(text)
    for at in places:
        chars[at] = "着" if aspect_margin(text, at) > margin else "著"
    return "".join(chars)
