"""Say what script a text is written in, and unify it to one, converting only what is not in it yet.

The conversion itself is OpenCC's (Apache-2.0). Its tables keep the length, so that each character of a page can be
taken from the page as it was or from the page as converted: spans are chosen by a mask, and no offset moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import Config, Script
from ..page import Page
from ..patterns import lazy
from ..scripts.borders import respelt
from ..scripts.characters import Kind, codes, count, kinds, local_forms, regional
from ..scripts.conversion import convert
from ..scripts.languages import foreign, language
from ..text import Substitution
from .overconversion import respell
from .simplified import finish, mend_simplified

__all__ = ["ScriptReport", "identify_script", "unify_script"]

# rule script.convert: a character of the other script, or of the other region's standard
RULE: Final = "script.convert"
# rule script.respell: a character that a conversion one by one chose wrongly: 麵 for 面
RESPELL: Final = "script.respell"
_CLAUSE: Final = lazy(r"[^\n，。！？；：、“”‘’「」『』（）《》【】,!?;:()\"\s]+")
_SENTENCE: Final = lazy("[^\n。！？；!?;]+")
# The traditional 么 (youngest), not the simplified one of 什么.
_YAO: Final = lazy("(?<![什甚怎这那多要好])么")
_TURNS: Final = 4
_BREAK: Final = ord("\n")
_APART: Final = 4  # characters of the other script that make a line of its own,
_PURE: Final = 8  # and so many for each one of the page's
_HABITS: Final = 3  # characters of a region, fewer may be a typist's
# What tells that a machine wrote 着 for 著; bytes, in which a search is far faster than in a str.
_SPOILT: Final = "显着".encode("utf-16-le")
_ZHU: Final = ord("著")
Mask = NDArray[np.bool_]
Kinds = NDArray[np.uint8]


class _Target(NamedTuple):
    """How a kind of Traditional Chinese is made: OpenCC's tables from Simplified and from its standard, if it is not
    that standard itself, and the tag under which scripts.json has the forms of its own."""

    from_simplified: str
    from_standard: str | None = None
    forms: str | None = None


# To add a script, give it a tag in config.py and a row here.
_TARGETS: Final[dict[Script, _Target]] = {
    "zh-Hant": _Target("s2t"),
    "zh-Hant-TW": _Target("s2tw", "t2tw", "zh-Hant-TW"),
    "zh-Hant-HK": _Target("s2hk", "t2hk", "zh-Hant-HK"),
}


@dataclass(frozen=True, slots=True)
class ScriptReport:
    """What script a text is in, how sure that is (0 to 1), and the characters it was told by."""

    script: str
    score: float
    simplified: int = 0
    traditional: int = 0
    japanese: int = 0
    korean: int = 0
    overconverted: bool = False


def identify_script(text: str) -> ScriptReport:
    """The script of a text as a BCP 47 tag: "zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "mixed", "ja", "ko",
    "zh" (Chinese, but nothing tells the scripts apart) or "und" (no Chinese in it)."""
    each = kinds(text)
    found = count(each)
    simplified = found[Kind.SIMPLIFIED] + found[Kind.HALF]
    traditional, kana, hangul = found[Kind.TRADITIONAL], found[Kind.KANA], found[Kind.HANGUL]
    hanzi = found[Kind.HANZI] + simplified + traditional + found[Kind.KEPT] + found[Kind.JAPANESE]
    tag, score = language(text, each) or "und", 0.0
    if tag != "und":
        own = hangul if tag == "ko" else kana + found[Kind.JAPANESE]
        score = min(1.0, 2 * own / (hanzi + kana + hangul))
    elif simplified + traditional:
        share = traditional / (simplified + traditional)
        tag = "zh-Hans" if share < 0.2 else "zh-Hant" if share > 0.8 else "mixed"
        score = 2 * abs(share - 0.5) if tag != "mixed" else 1 - 2 * abs(share - 0.5)
        score *= 1 - 0.5 ** (simplified + traditional)
    elif hanzi:
        tag = "zh"
    if tag == "zh-Hant":
        taiwan, hong_kong = regional(text)
        if max(taiwan, hong_kong) >= max(_HABITS, 2 * min(taiwan, hong_kong) + 1):
            tag = "zh-Hant-TW" if taiwan > hong_kong else "zh-Hant-HK"
    spoilt = tag.startswith("zh-Hant") and respell(text, {})[1] > 0
    return ScriptReport(tag, round(score, 3), simplified, traditional, kana, hangul, spoilt)


class _Reading(NamedTuple):
    """What is known of a text: the kind of each character, how many there are of each, and what shall stay."""

    found: Kinds
    counts: list[int]
    spared: Mask


def unify_script(page: Page, config: Config) -> Substitution:
    """The edits that write a page in the script of the configuration, or in its own where that is None. Idempotent.

    What is Japanese or Korean stays, and so does code; with None so do lines that are wholly in the other script.
    Raises nothing.
    """
    unified = latest = _in_one_script(page, config)
    for _ in range(_TURNS):  # a word put right may make another phrase, if not in Simplified text
        if not latest.steps or (config.script == "zh-Hans" and not _stands_beside_others(page)):
            break
        latest = _in_one_script(Page(unified.after), config)
        for value, rule in latest.steps:
            unified = unified.then(value, rule)
    return unified.sparing(page.code) if unified.steps else unified


def _stands_beside_others(page: Page) -> bool:
    """Whether there is Japanese or Korean on a page, whose borders move when what stands beside it is converted."""
    present = page.scripts.tobytes()
    return Kind.KANA in present or Kind.HANGUL in present


def _in_one_script(page: Page, config: Config) -> Substitution:
    """The same for all of a page, its code included."""
    text, script = Substitution(page.text), config.script
    if page.text.isascii():
        return text
    found = page.scripts
    present = found.tobytes()  # looked through at the speed of memchr
    simplified, traditional = Kind.SIMPLIFIED in present, Kind.TRADITIONAL in present
    if not traditional and (simplified if script == "zh-Hans" else script is None):
        return _mended(text, found, None, config)
    counts = count(found)
    other = foreign(text.after, found)
    if script is not None:
        return _unified(text, _Reading(found, counts, other), script, config)
    if language(text.after, found):
        return text
    own: tuple[Script, Script] = ("zh-Hans", "zh-Hant")
    if counts[Kind.SIMPLIFIED] < counts[Kind.TRADITIONAL]:
        own = ("zh-Hant", "zh-Hans")
    apart = _lines_apart(text.after, found, simplified=own[1] == "zh-Hans")
    for part, name in ((apart, own[1]), (~apart, own[0])) if apart.any() else ((~apart, own[0]),):
        there = np.where(part, found, np.uint8(Kind.OTHER))
        text = _unified(text, _Reading(there, count(there), other | ~part), name, config)
    return text


def _unified(text: Substitution, reading: _Reading, script: Script, config: Config) -> Substitution:
    if script == "zh-Hans":
        return _to_simplified(text, reading, config)
    return _to_traditional(text, reading, script, config)


def _lines_apart(value: str, found: Kinds, *, simplified: bool) -> Mask:
    """Which characters stand in lines wholly in the script that is not the page's: `simplified` or the other one."""
    own, other = (Kind.SIMPLIFIED, Kind.TRADITIONAL) if simplified else (Kind.TRADITIONAL, Kind.SIMPLIFIED)
    line = np.cumsum(codes(value) == _BREAK)
    mine, theirs = np.bincount(line, found == own), np.bincount(line, found == other)
    apart: Mask = ((mine >= _APART) & (theirs * _PURE <= mine))[line]
    return apart


def _to_simplified(text: Substitution, reading: _Reading, config: Config) -> Substitution:
    found, counts, spared = reading
    if not config.allows(RULE):
        return text
    strays = found == Kind.TRADITIONAL
    if not counts[Kind.TRADITIONAL]:  # nothing tells the scripts apart: 高陞, 乾隆
        return _substitute(text, "t2s", ~spared) if counts[Kind.KEPT] else text
    if counts[Kind.SIMPLIFIED] > counts[Kind.TRADITIONAL]:
        strays &= ~spared & _unsettled(text.after)
        return _mended(_substitute(text, "t2s", strays), found, spared, config)
    taiwan, hong_kong = regional(text.after)
    table = "hk2s" if hong_kong > taiwan else "tw2s"
    if counts[Kind.SIMPLIFIED]:
        strays |= ~_clauses_of(text.after, found, Kind.SIMPLIFIED, Kind.TRADITIONAL, alone=True)
        return _substitute(text, table, strays & ~spared)
    return _substitute(text, table, ~spared)


def _unsettled(value: str) -> Mask:
    """Which characters of a Simplified text do not survive the way to Traditional and back: 氾 of 氾国 does.

    著 is always open: which of its two forms is right is judged elsewhere.
    """
    back, points = convert(convert(value, "s2t"), "t2s"), codes(value)
    if len(back) != len(value):
        return np.ones(len(value), np.bool_)
    unsettled: Mask = (codes(back) != points) | (points == _ZHU)
    return unsettled


def _mended(text: Substitution, found: Kinds, spared: Mask | None, config: Config) -> Substitution:
    """A Simplified text with 著 and 着 put right where a machine took one for the other."""
    if Kind.KEPT not in found.tobytes() and _SPOILT not in text.after.encode("utf-16-le", "surrogatepass"):
        return text
    if not config.allows(RESPELL):
        return text
    mended = mend_simplified(text.after)
    return text.then(mended if spared is None else _taken(text.after, mended, ~spared), RESPELL)


def _to_traditional(text: Substitution, reading: _Reading, script: Script, config: Config) -> Substitution:
    found, counts, spared = reading
    strays = (found == Kind.SIMPLIFIED) | (found == Kind.HALF)
    target = _TARGETS[script]
    table, local = target.from_simplified, _local(target)
    if script == "zh-Hant" and counts[Kind.TRADITIONAL] > counts[Kind.SIMPLIFIED]:
        taiwan, hong_kong = regional(text.after)  # the page goes on as it began
        region = _TARGETS["zh-Hant-HK" if hong_kong > taiwan else "zh-Hant-TW"]
        table, local = region.from_simplified, _local(region)
    if config.allows(RULE) and (strays.any() or not counts[Kind.TRADITIONAL]):
        if counts[Kind.TRADITIONAL]:
            strays |= ~_clauses_of(text.after, found, Kind.TRADITIONAL, Kind.SIMPLIFIED)
        else:
            strays[:] = True
            for match in _YAO.finditer(text.after):
                strays[match.start()] = False
        text = _substitute(text, table, strays & ~spared, local)
    if target.from_standard and config.allows(RULE):
        text = _in_region(text, script, target.from_standard, spared)
    if not config.allows(RESPELL):
        return text
    return text.then(_taken(text.after, respell(text.after, local)[0], ~spared), RESPELL)


def _in_region(text: Substitution, script: Script, table: str, spared: Mask) -> Substitution:
    """A Traditional text in the forms of Taiwan or of Hong Kong, to which a table leads from the standard."""
    taiwan, hong_kong = regional(text.after)
    if taiwan + hong_kong and (hong_kong > taiwan) != (script == "zh-Hant-HK"):
        text = _substitute(text, "hk2t" if hong_kong > taiwan else "tw2t", ~spared)
    return _substitute(text, table, ~spared)


def _local(target: _Target) -> dict[str, str]:
    """How a target writes OpenCC's standard forms."""
    return local_forms(target.forms) if target.forms else {}


def _substitute(text: Substitution, table: str, mask: Mask, local: dict[str, str] | None = None) -> Substitution:
    """Take the characters under the mask from the converted text; `local` forms are those of a Traditional target."""
    value = text.after
    changed = convert(value, table)
    if table in ("t2s", "tw2s", "hk2s"):
        changed = finish(value, changed)
    elif local is not None and len(changed) == len(value):
        changed = respelt(value, changed, local)
    if changed == value:
        return text
    if len(changed) != len(value):  # no table in use does that; a future one might
        return text
    return text.then(_taken(value, changed, mask), RULE)


def _taken(old: str, new: str, mask: Mask) -> str:
    """The characters of `new` under the mask, those of `old` elsewhere."""
    if old == new or mask.all():
        return new
    return np.where(mask, codes(new), codes(old)).tobytes().decode("utf-32-le", "surrogatepass")


def _clauses_of(value: str, found: Kinds, own: int, other: int, *, alone: bool = False) -> Mask:
    """Which characters stand in a clause that has more of one kind than of another. A clause that tells nothing goes
    with its sentence, and then with the clause before it; not so if it shall speak `alone`."""
    mine, theirs = np.cumsum(found == own), np.cumsum(found == other)
    lead = (mine - theirs).tolist()
    verdict = not alone and lead[-1] >= 0
    mask = np.full(len(value), verdict)
    for sentence in _SENTENCE.finditer(value):
        first, last = sentence.span()
        whole = lead[last - 1] - (lead[first - 1] if first else 0)
        for clause in _CLAUSE.finditer(value, first, last):
            start, end = clause.span()
            more = lead[end - 1] - (lead[start - 1] if start else 0)
            if alone:
                verdict = more > 0
            elif more or whole:
                verdict = (more or whole) > 0
            mask[start:end] = verdict
    return mask
