"""Read Hangul syllables that stand in for hanzi (damage guide 8c): 簡땤言之 is 簡而言之.

Some novel mirrors exchange a share of their characters for Hangul of a like shape, one for one over the whole page.
A Korean text, or a Chinese one about Korean, has words of several syllables, particles, or says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..alignment import Edit
from ..config import Config
from ..language.bigrams import bigrams
from .affinity import affinity
from .mixed_script import to_traditional
from .presence import Kind, Presence

__all__ = ["read_hangul"]

RULE: Final = "lookalike.hangul"

# Observed, and the same on every page met (damage guide 8c).
KNOWN: Final = {
    "꺶": "大", "놙": "只", "그": "人", "뀘": "方", "떚": "子", "눃": "生", "늀": "就", "뇾": "用", "땤": "而", "놌": "和",
}  # fmt: skip
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_BESIDE: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff，。、；：！？,.;:!?“”‘’「」『』《》…—\n0-9]")
_KOREAN: Final = re.compile("[\uac00-\ud7a3]{3}|[\uac00-\ud7a3] [\uac00-\ud7a3]|[韩韓朝][国國鲜鮮]?[语語文]|谚文|諺文|한|[ᄀ-ᇿㄱ-ㅎㅏ-ㅣ]")
# Particles and endings that follow hanja in mixed script: 大韓民國은, 憲法을. None of them stands for a hanzi above.
_PARTICLES: Final = frozenset("의은는이가을를에서로와과도하한다고지만들적인며면면요및수등기사시")
_HANGUL: Final = re.compile(".?[\uac00-\ud7a3]")
_CANDIDATES: Final = 700  # of the commonest hanzi: rarer ones are not worth exchanging
_CONTEXTS: Final = 12
_MARGIN: Final = 5.0  # nats between the best reading and the next
_FLOOR: Final = 2.0  # mean affinity of the best reading with its neighbours


def read_hangul(text: str, config: Config, presence: Presence) -> Iterable[Edit]:
    """Edits that put hanzi for Hangul look-alikes: known ones by table, others by the language model, marked as inferred.

    Idempotent; none on Korean text, in mixed script, or where a Korean word is quoted.
    """
    if not presence.kinds & Kind.HANGUL or not config.allows(RULE):
        return
    places = presence.positions(Kind.HANGUL)
    chars = {text[i] for i in places}
    if not all(_is_single(text, i) for i in places) or chars & _PARTICLES or _KOREAN.search(text):
        return
    reading = dict(_readings(text, places, chars, presence))
    for place in places:
        char = text[place]
        if char in reading:
            yield Edit(place, place + 1, reading[char], RULE, inferred=char not in KNOWN)


def _is_single(text: str, place: int) -> bool:
    """Whether a syllable stands by itself in Chinese: hanzi on one side, and no bracket or space on the other."""
    around = [text[place - 1 : place], text[place + 1 : place + 2]]
    sides = [c for c in around if c and not "\uac00" <= c <= "\ud7a3"]
    return any(_HAN.match(c) for c in sides) and all(_BESIDE.match(c) for c in sides)


def _readings(
    text: str, places: Sequence[int], chars: set[str], presence: Presence
) -> Iterator[tuple[str, str]]:
    """What each syllable of the page stands for, if that is known or plain."""
    taken = {KNOWN[char] for char in chars if char in KNOWN}
    traditional = presence.count(Kind.TRADITIONAL) > presence.count(Kind.SIMPLIFIED)
    for char in sorted(chars):
        beside = [(text[i - 1 : i], text[i + 1 : i + 2]) for i in places if text[i] == char][:_CONTEXTS]
        contexts = [(KNOWN.get(left, left), KNOWN.get(right, right)) for left, right in beside]
        if char in KNOWN:
            if _fit(KNOWN[char], contexts) > -1.5 * len(contexts):
                yield char, KNOWN[char]
        elif best := _guess([c for c in contexts if not _HANGUL.match("".join(c))], taken):
            taken.add(best)
            if spelt := to_traditional(best) if traditional else best:
                yield char, spelt


def _fit(char: str, contexts: Sequence[tuple[str, str]]) -> float:
    return sum(
        (affinity(left, char) if _HAN.match(left) else 0.0) + (affinity(char, right) if _HAN.match(right) else 0.0)
        for left, right in contexts
    )


def _guess(contexts: Sequence[tuple[str, str]], taken: set[str]) -> str | None:
    """The hanzi that fits all contexts, if one does and no other comes near."""
    if not contexts:
        return None
    model = bigrams()
    candidates = [c for c in model.vocabulary[: _CANDIDATES + 60] if _HAN.match(c) and c not in taken]
    scored = sorted(((_likelihood(c, contexts), c) for c in candidates), reverse=True)
    (best, char), (second, _) = scored[0], scored[1]
    if best - second < _MARGIN or _fit(char, contexts) < _FLOOR * len(contexts):
        return None
    return char


def _likelihood(char: str, contexts: Sequence[tuple[str, str]]) -> float:
    model = bigrams()
    return sum(model.logp(left, char) + (model.logp(char, right) if right else 0.0) for left, right in contexts)
