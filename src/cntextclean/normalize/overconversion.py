"""Put right what a machine converted without knowing words: 走在上麵, 恢複, 隻是, 壹種, 聽而不聞 half done.

A place is suspected when it spells no word and would with another form of the same character. The two spellings are
weighed by the words round them, so 這隻有用, 船隻 and 麵粉 stay. One page is converted by one machine: where a page
has such places, its classless characters (壹, 隻 before a verb) are judged more boldly too.
"""

from __future__ import annotations

from typing import Final

from ..patterns import lazy
from ..scripts.spellings import COUNTS, forms, guarded, is_word, misspelt, score, spells, standard
from .marks import is_chinese

__all__ = ["respell"]

_REACH: Final = 4  # characters on either side that take part in weighing
_MARGIN: Final = 3.0  # in nats; what keeps 隻有效 as it is
_BOLD_MARGIN: Final = 1.4  # on a page known to be converted by a machine
_COUNTED: Final = frozenset("一二兩三四五六七八九十百千萬半幾數這那哪每某各整此多單另船艦同第0123456789")
_ONLY_SURELY: Final = frozenset("朝向剩顧怕需限憑靠管")
_ONLY: Final = _ONLY_SURELY | frozenset("是有能要可不在為爲讓想看聽說知好用許對因求差當把得肯見做作給買賣收留帶")
_HINT: Final = lazy("[隻壹瞭嚮傢迴齣麵]")
# Forms of few words: what they stand for, what may stand before them, and what after.
_FEW: Final = {
    "瞭": ("了", "明", ("解", "望", "然", "哨", "亮", "如指")),
    "嚮": ("向", "", ("往", "導", "慕", "應", "晚", "邇")),
    "傢": ("家", "", ("俱", "具", "伙", "什", "私", "俬", "生")),
    "迴": ("回", "輪巡迂縈徘低紆峯峰千九", tuple("避旋盪蕩響廊圈轉歸紋腸文力游遊流路聲音環繞翔映折光鑾護程龍向")),
    "齣": ("出", COUNTS + "首末整多", ("戲", "戯", "劇", "好戲")),
}
_SOUNDS: Final = frozenset("亞爾夫斯克奧拉諾姆特德奇茲昂")  # behind 里 they write the name of a place or a currency
_FIGURES: Final = frozenset("佰仟拾萬億圓元整號貳叄叁參肆伍陸柒捌玖零壹")
_BRANDS: Final = frozenset({"週刊", "周刊", "傳媒", "電視", "基金", "心理", "號店"})
_FORMAL: Final = lazy("[貳叄叁肆伍陸柒捌玖拾佰仟]")


def respell(text: str, local: dict[str, str]) -> tuple[str, int]:
    """A Traditional text with its misspelt characters put right, and how many were.

    `local` says how the page writes OpenCC's standard forms, see `scripts.local_forms`. Keeps the length. Idempotent.
    """
    plain = standard(text)
    pairs = misspelt(plain)
    hints = [match.start() for match in _HINT.finditer(text)]
    if not pairs and not hints:
        return text, 0
    chars = list(plain)
    suspects = sorted({at for pair in pairs for at in (pair, pair + 1)})
    changed = [at for at in hints if _mend_hint(chars, at, text)]
    changed += _mend_all(chars, suspects)
    if changed:
        changed += [at for at in suspects if chars[at] not in "里裏" and _mend(chars, at, _BOLD_MARGIN)]
        changed += [at for at in hints if _mend_hint(chars, at, "")]
    result = list(text)
    kept = _guarded_places(plain) if changed else frozenset()
    for at in changed:
        if at not in kept:
            result[at] = local.get(chars[at], chars[at])
    return "".join(result), len(set(changed) - kept)


def _guarded_places(plain: str) -> frozenset[int]:
    """The places of long phrases that are known to be right."""
    places: set[int] = set()
    for phrase in guarded():
        start = plain.find(phrase)
        while start >= 0:
            places.update(range(start, start + len(phrase)))
            start = plain.find(phrase, start + 1)
    return frozenset(places)


def _mend_all(chars: list[str], suspects: list[int]) -> list[int]:
    """Mend the suspects, and the neighbours of each that was mended: 麵麵 spells nothing until one of them is right."""
    changed: list[int] = []
    waiting = suspects[::-1]
    while waiting:
        at = waiting.pop()
        if _mend(chars, at, _MARGIN):
            changed.append(at)
            waiting += [place for place in (at + 1, at - 1) if 0 <= place < len(chars) and place not in changed]
    return changed


def _mend(chars: list[str], at: int, margin: float) -> bool:
    """Exchange one character for the form that makes better words, if one does by a margin."""
    group = forms().get(chars[at])
    if group is None or chars[at] == "了":  # 瞭解 and 了解 are both in use
        return False
    if margin < _MARGIN and chars[at] == "隻" and at and chars[at - 1] in _COUNTED:
        return False
    if chars[at] == "只" and at and chars[at - 1] in "這那":  # 這只適用於: only this
        return False
    start, end = _window(chars, at)
    before, after = "".join(chars[start:at]), "".join(chars[at + 1 : end])
    if chars[at] == "里" and (after[:1] in _SOUNDS or not spells(before, "裏", "")):
        return False
    others = [form for form in group if form not in (chars[at], "綵") and spells(before, form, after)]  # 全彩 is right
    if not others:
        return False
    value, best = max((score(before + form + after), form) for form in others)
    if value < score(before + chars[at] + after) + margin:
        return False
    chars[at] = best
    return True


def _window(chars: list[str], at: int) -> tuple[int, int]:
    """The Chinese characters round a position."""
    start, end = at, at + 1
    while start and at - start < _REACH and is_chinese(chars[start - 1]):
        start -= 1
    while end < len(chars) and end - at <= _REACH and is_chinese(chars[end]):
        end += 1
    return start, end


def _mend_hint(chars: list[str], at: int, text: str) -> bool:
    """Exchange 隻 where only 只 can stand, and 壹 that is no figure of a cheque. On a page that a machine is known to
    have converted (`text` is "" then) less is enough."""
    left, right = chars[at - 1] if at else "", chars[at + 1] if at + 1 < len(chars) else ""
    if chars[at] in _FEW:
        usual, before, after = _FEW[chars[at]]
        if (left and left in before) or "".join(chars[at + 1 : at + 3]).startswith(after):
            return False
        chars[at] = usual
        return True
    if chars[at] == "麪" and left == "裏":
        chars[at] = "面"
        return True
    if chars[at] == "隻" and left not in _COUNTED:
        if right not in (_ONLY_SURELY if text else _ONLY) and (not left or left not in "否非遠並但卻不"):
            return False
        chars[at] = "只"
        return True
    if chars[at] != "壹" or right in _FIGURES or left in _FIGURES or _is_brand(chars, at):
        return False
    if not text or (not _FORMAL.search(text) and (is_word(left + "一") or is_word("一" + right))):
        chars[at] = "一"
        return True
    return False


def _is_brand(chars: list[str], at: int) -> bool:
    """Whether 壹 begins one of the names that are written so."""
    return "".join(chars[at + 1 : at + 3]) in _BRANDS
