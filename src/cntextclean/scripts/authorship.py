"""著 (to write, marked) or 着 (of a verb that goes on): Traditional text writes both 著, Simplified one each.

曹雪芹著 but 看着; 国内著名 but 生活着名为. Two readings of one place are weighed, in nats. 着 leans on the verb before
it, and a character model knows how often 着 follows each; 著 is part of a word (著名, 原著), or says who wrote a book,
and then stands at the end of a clause, after a name, beside a title.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from ..models.bigrams import bigrams
from ..models.words import words
from ..patterns import lazy

__all__ = ["aspect_margin"]

_LONGEST: Final = 4
_REACH: Final = 6  # characters on either side that are divided into words
_ALONE: Final = 2.0  # a character that is no part of a word costs this much more than its frequency says
# Words that jieba's dictionary has with 著 and that are written with 着 today.
_WRITTEN_ZHE: Final = frozenset({"执著"})
# Beginnings of phrases in which 合, 编 and the like are verbs: 他合着眼睛 beside 合著.
_VERBS_HERE: Final = ("合着眼", "合着手", "合着双", "编着辫", "编着花", "编着筐", "编着故", "编着草")
# Verbs of one character that often go on.
_GOING_ON: Final = frozenset(
    "拿抱带夹捧提拉推扶牵握举抓挂写笑哭唱跑等盯望站坐躺走听说读念留守藏盖铺装含挟携持扛叫喊吵忙过流散闪立住开关红瞪咬眯"
    "印耗攒放顶怀领放穿戴披背靠挨朝向对沿随跟顺照按冲冒迎踩踏骑摇转绕围挤堆摆插贴画刻记算数活醒睡养管压亮烧煮烤晒淋学"
    "想盼爱恨忍熬憋闷空饿渴病躲追赶逃飞游爬滚跳舞蹲跪趴靠倚搂挽搀拖拽撑托担挑吊悬垂飘扬漂浮沉冻湿肿扮演弹拨敲打捶揉捏"
)
# Words of authorship and renown that it lacks, with the value of a common word.
_MORE: Final = (
    "所著", "新著", "旧著", "自著", "近著", "拙著", "大著", "遗著", "撰著", "校著",
    "昭著", "彰著", "名著", "见微知著", "著有", "著成", "著者", "著述", "著录", "著译", "著名",
)  # fmt: skip
_COMMON: Final = -11.5
_SET: Final = {**dict.fromkeys(_VERBS_HERE, -6.0), "不着": -9.0, "著书": -14.0}
_AFTER_ONE: Final = -4.2  # ln P of 着 after such a verb, at the least,
_AFTER_TWO: Final = -4.8  # and after a verb of two characters; the character model has not seen every one
_TAKEN: Final = -4.0  # the model counts 著 of words (显著) too; after their first character it proves nothing
_FREE: Final = -10.5  # ln P of 著 that is no part of a word, in the middle of a clause,
_AT_END: Final = -6.4  # and at the end of one
_HAN: Final = "\u3400-\u9fff"
_BEFORE: Final = lazy(rf"[{_HAN}·•・‧]*[ \u3000\xa0]?$")
_RUN: Final = lazy(rf"[{_HAN}]*")
_END: Final = lazy(r"(?=[\s，。；、：:,.;|/)）\]］】〕』」》〉!！?？…～~—-]|$)")
_TITLE_NEXT: Final = lazy(r"[ \u3000:：]{0,2}[《〈『]")
_PUBLISHED: Final = lazy(r".{0,14}?(?:出版|书局|书店|书社|印书馆|译$|译[，。；/ 》)）]|[主]编|校注|点校|\d{4}年)")
_TITLE_BEFORE: Final = lazy(r"[》〉』」](?:[一二三四五六七八九十\d]+[卷册])?[ \u3000,，:：/（(]{0,2}$")
_LABELLED: Final = lazy(r"(?:作者|著者|原著|作|文)[ \u3000]?[:：]?[ \u3000]?$|[)）\]］】〕][ \u3000]?$")
_CALLED: Final = lazy("[由系为乃]|作者|著者|译者|主编")
_NAME: Final = lazy(
    "(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜戚谢邹章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄戴宋庞纪舒屈祝董梁杜阮蓝闵季贾江童郭梅林钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万柯管卢莫房丁邓洪包左石崔龚程邢裴陆荣翁荀甄曲封储靳段焦巴谷侯全班秋仲宁仇甘厉祖武符刘景詹龙叶黎白蒲卓蔺乔闻"
    "翟谭劳姬申冉桑桂牛边尚温庄晏柴阎慕连茹习鱼向古易廖耿匡文欧师聂关荆游盖丰干金木老茅冰][" + _HAN + "]{1,2}"
    "|(?:欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|南宫)[" + _HAN + "]{1,2})"
    "(?:等|[合编原译自]{1,2})?$"
)


def aspect_margin(text: str, at: int) -> float:
    """By how many nats 着 reads better than 著 at a place of a Simplified text. Nobody can tell below 0.5 or so."""
    before = _BEFORE.search(text, max(0, at - 24), at)
    clause = before.group() if before else ""
    spaced = clause[-1:].isspace()
    clause = clause.rstrip()
    left = re.split("[·•・‧]", clause)[-1][-_REACH:]
    left = left.replace("著", "着")  # what stands there is not known either
    run = _RUN.match(text, at + 1)
    right = run.group()[:_REACH].replace("著", "着") if run else ""
    marker = _best(left) + _clitic(left, spaced) + _best(right)
    marker = max(marker, _through(left, "着", right))
    author = _best(left) + _authored(text, at, clause, spaced) + _best(right)
    return marker - max(author, _through(left, "著", right))


def _clitic(left: str, spaced: bool) -> float:
    """ln P of 着 after what stands before it."""
    if not left:
        return -14.0
    value = bigrams().logp3(left[-2:-1], left[-1], "著")
    if left[-1] + "著" in _written():
        value += _TAKEN
    if left[-1] in _GOING_ON:
        value = max(value, _AFTER_ONE)
    elif left[-2:] in _verbs():
        value = max(value, _AFTER_TWO)
    return value - (2.5 if spaced else 0.0)


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    """Verbs and adjectives of two characters. *Source*: jieba's dictionary (MIT), see tools/build_verbs.py."""
    joined = files("cntextclean._data").joinpath("verbs.txt").read_text("utf-8").strip()
    return frozenset(joined[at : at + 2] for at in range(0, len(joined), 2))


def _authored(text: str, at: int, clause: str, spaced: bool) -> float:
    """ln P of 著 on its own: who wrote it, said by its place."""
    value, after = _FREE, text[at + 1 : at + 20]
    called = _CALLED.split(clause)[-1]
    ends, titled = _END.match(text, at + 1) is not None, _TITLE_NEXT.match(after) is not None
    if not (ends or titled):
        return value
    value = _AT_END
    start = at - len(clause) - spaced
    name = _NAME.match(called) is not None and called not in _verbs()
    lead = text[max(0, start - 6) : start]
    value += 2.5 * name + 0.8 * (name and called in words()) + 2.5 * spaced + 1.0 * titled
    value += 3.0 * ("·" in clause or "•" in clause or "・" in clause or "‧" in clause)
    value += 2.5 * (_LABELLED.search(lead) is not None) + 2.0 * (_TITLE_BEFORE.search(lead) is not None)
    value += 1.5 * (called != clause)
    return value + 2.0 * (_PUBLISHED.match(after) is not None)


def _through(left: str, form: str, right: str) -> float:
    """The best division in which the form is part of a word."""
    known, best = _written(), -1e9
    for back in range(min(_LONGEST - 1, len(left)) + 1):
        start = left[len(left) - back :] + form
        for ahead in range(min(_LONGEST - 1 - back, len(right)) + 1):
            value = known.get(start + right[:ahead]) if back + ahead else None
            if value is not None:
                best = max(best, value + _best(left[: len(left) - back]) + _best(right[ahead:]))
    return best


@lru_cache(maxsize=1)
def _written() -> dict[str, float]:
    """The words with 著 or 着."""
    found = {word: value for word, value in words().items() if "著" in word or "着" in word}
    found.update((word, max(_COMMON, found.get(word, _COMMON))) for word in _MORE)
    found.update(_SET)
    return {word: value for word, value in found.items() if word not in _WRITTEN_ZHE}


@lru_cache(maxsize=4096)
def _best(text: str) -> float:
    """ln P of the best division of a few characters into words."""
    known, frequency = words(), bigrams().frequency
    best = [0.0]
    for end in range(1, len(text) + 1):
        value = best[end - 1] + frequency(text[end - 1]) - _ALONE
        for size in range(2, min(_LONGEST, end) + 1):
            found = known.get(text[end - size : end])
            if found is not None and best[end - size] + found > value:
                value = best[end - size] + found
        best.append(value)
    return best[-1]
