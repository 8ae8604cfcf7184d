"""Take out emoji that were dropped into the middle of words: 電磁流⛷️量計, 測量🆚導✊電.

A writer puts an emoji after a phrase; only a program puts it inside 流量. One inside a word condemns those between
other hanzi of the same page.

See docs/damage.md, Emoji in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...models.words import word_score
from ...page import Page
from ...page.characters import CharClass
from ...patterns import lazy
from .affinity import affinity

__all__ = ["remove_emoji"]

# rule injection.emoji: an emoji put between the characters of a word by a program
RULE: Final = "injection.emoji"

# What is drawn as a picture (Emoji_Presentation, or U+FE0F after it); ★ ♂ ♪ and the like are marks of the text.
_PICTURE: Final = (
    "\u231a\u231b\u23e9-\u23f3\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4"
    "\u26e9-\u26ff\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2757\u2795-\u2797\u2b50\u2b55\U0001f000-\U0001faff"
)
_SYMBOL: Final = f"(?:[{_PICTURE}]|[\u2600-\u27bf]\ufe0f)"
_BETWEEN: Final = lazy(
    f"(?<=[\u3400-\u9fff])(?:{_SYMBOL}[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]{{0,3}}){{1,3}}(?=[\u3400-\u9fff])"
)
_BOND: Final = 0.8  # affinity of two characters that may be of one word
_WORTH: Final = 4.0  # nats that the word is worth
_SURELY: Final = 3.5
_REACH: Final = 3
_PROSE: Final = 6  # hanzi of a clause that is no greeting
_CLAUSE_END: Final = lazy("[，。！？；：、,.!?;:\\s]")


def remove_emoji(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that delete emoji between two hanzi, on a page where they stand inside words. Idempotent."""
    text, classes = page.text, page.classes
    if not classes.present & CharClass.EMOJI or not config.allows(RULE):
        return
    found = [m.span() for m in _BETWEEN.finditer(text)]
    inside = sum(_is_inside(text, start, end) for start, end in found)
    if not any(_in_prose(text, start, end) for start, end in found):
        return
    if inside * 3 >= len(found) > 0 or (inside >= 3 and inside * 7 >= len(found)):
        for start, end in found:
            yield Edit(start, end, "", RULE)


def _in_prose(text: str, start: int, end: int) -> bool:
    """Whether running text stands round an emoji; 晚🌙安 and 加💪油吧 are somebody's greeting."""
    before = _CLAUSE_END.split(text[max(0, start - 2 * _PROSE) : start])[-1]
    after = _CLAUSE_END.split(text[end : end + 2 * _PROSE])[0]
    return bool(sum("㐀" <= char <= "鿿" for char in before + after) >= _PROSE)


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether the hanzi on the two sides belong to one word."""
    bond = affinity(text[start - 1], text[end])
    if bond < _BOND or bond > _SURELY:
        return bond > _SURELY
    left = re.split("[^㐀-鿿]", text[max(0, start - _REACH) : start])[-1]
    right = re.split("[^㐀-鿿]", text[end : end + _REACH])[0]
    return word_score(left + right) > word_score(left) + word_score(right) + _WORTH
