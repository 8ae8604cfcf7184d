"""Is a repaired stretch clearly better than what was seen, and good text by itself?"""

from __future__ import annotations

from ...models.bigrams import bigrams
from ...models.plausibility import Plausibility, char_class, is_hanzi, is_usual_hangul
from ...models.words import words
from ...patterns import lazy
from .codec_pairs import Channel
from .gate import gate
from .lattice import Run
from .order import suspects

__all__ = ["is_acceptable"]

_FEW = 4  # suspicious characters that may be a rare word in good text
_FEWEST = 3  # hanzi that were read out of other hanzi: two rare ones may be a name
_BRIEF_OUTPUT = 5  # characters; so few have to be known words where the encoding is no proof by itself
_FEW_WORDS = 12  # characters that are not ASCII; so few must be in order, and not one and the same
_BRIEF_ORDER = -7.0  # mean ln P a character of two or three hanzi that are no word
_EVERYWHERE = -5.2  # ln P of 的, 是, 不, which need no word round them
_GOOD = -9.3  # mean ln P a character that a repaired segment must reach
_GOOD_FOR_LOOSE = -7.8  # the same where bytes have many readings, or halfwidth kana, everyday Japanese, become hanzi
_MARGIN = 11.0  # nats that a repair must win
_GUESSED = 0.6  # part of a run that may be guessed, if it is more than a few characters
_CLUSTER = lazy("\ufffd{3}|\ufffd{2}.\ufffd|\ufffd.\ufffd{2}")


def is_acceptable(piece: str, run: Run, judge: Plausibility, channel: Channel) -> bool:
    """Whether a run is clearly better than what was seen, and good Chinese by itself."""
    output = run.output
    if run.inferred and not _known_enough(piece[run.start : run.end], channel):
        return False
    if len(output) > _FEW and len(run.guesses) > _GUESSED * len(output):
        return False
    if _mostly_private(piece[run.start : run.end]):
        return False
    if not output or run.gain < _MARGIN + (4.0 if run.inferred else 0.0):
        return False
    good = _GOOD_FOR_LOOSE if channel.rule.endswith(("-as-shiftjis", "-after-ftfy")) else _GOOD
    if judge.score(output) < good * len(output) - 4.0:
        return False
    if any(char_class(c) in ("private", "control", "lost", "rare") for c in output):
        return False
    if channel.right in ("cp932", "cp949") and not _foreign_enough(output, channel.right):
        return False
    if _is_odd(piece[run.start : run.end], output):
        return False
    if channel.right not in ("cp932", "cp949") and _CLUSTER.search(gate().sub("\ufffd", output)):
        return False  # still damaged
    if channel.right in ("gb18030", "big5hkscs") and not _convincing(piece[run.start : run.end], output, judge):
        return False
    wide = sum(is_hanzi(c) or char_class(c) in ("hangul", "kana", "katakana") for c in output)
    if channel.right != "utf-8" and all(map(is_hanzi, piece[run.start : run.end])):
        return wide >= _FEWEST
    return wide >= (1 if channel.right == "utf-8" and not run.inferred else 2)


def _is_odd(seen: str, output: str) -> bool:
    """Whether a few words are what no text is: a mix of scripts, one character over and over, half a word."""
    wide = [char for char in output if char > "\x7f"]
    if len(wide) > _FEW_WORDS:
        return False
    if suspects(output) and not all(map(is_hanzi, gate().findall(output))):
        return True
    if len(set(wide)) == 1 and (len(wide) > 1 or (len(output) > 1 and len(seen) > 1 and all(map(is_hanzi, seen)))):
        return True
    kinds = {char_class(char) for char in wide}
    return "halfwidth" in kinds and bool(kinds & {"kana", "katakana"})


def _convincing(seen: str, output: str, judge: Plausibility) -> bool:
    """Whether a brief output is more than chance: any two bytes make some hanzi, out of hanzi even more so."""
    if sum(char > "\x7f" for char in output) > _BRIEF_OUTPUT or _in_words(output):
        return True
    if any(map(is_hanzi, seen)) or gate().search(output):
        return False
    return len(output) > _FEWEST or (len(set(seen)) > 1 and judge.score(output) > _BRIEF_ORDER * len(output))


def _in_words(output: str) -> bool:
    """Whether a few everyday characters are words, but for one of them: any two bytes make some hanzi."""
    if gate().search(output):
        return False
    known, folded = words(), bigrams().fold(output)
    covered = {place for place, char in enumerate(output) if bigrams().frequency(char) > _EVERYWHERE}
    for start in range(len(folded)):
        for end in range(start + 2, min(start + 4, len(folded)) + 1):
            if folded[start:end] in known:
                covered.update(range(start, end))
    return len(covered) + (len(output) > _FEWEST) >= sum(map(is_hanzi, output))


def _foreign_enough(output: str, right: str) -> bool:
    """Whether a text is likely Japanese or Korean."""
    kinds = [char_class(c) for c in output if c > "\x7f"]
    if right == "cp949":
        least = 1.0 if len(kinds) <= 5 else 0.6
        return len(kinds) >= 3 and {*kinds} == {"hangul"} and sum(map(is_usual_hangul, output)) >= least * len(kinds)
    kana = sum(kind in ("kana", "katakana") for kind in kinds)
    return kana * 4 >= len(kinds) or (len(kinds) >= 3 and "日本" in output)


def _mostly_private(seen: str) -> bool:
    """Whether private-use characters, which may be icons of a font, are nearly all there is."""
    wide = [c for c in seen if c > "\x7f"]
    return sum(char_class(c) == "private" for c in wide) * 3 > 2 * len(wide)


def _known_enough(seen: str, channel: Channel) -> bool:
    """Whether more bytes are known than lost, by and large."""
    lost = seen.count("\ufffd") + seen.count("?")
    known = 0
    for char in seen:
        if char > "\x7f" and char != "\ufffd":
            spellings = channel.spell(char, lossy=False)
            known += len(spellings[0][0]) if spellings else 0
    return known >= 2 and lost * 4 <= known * 5
