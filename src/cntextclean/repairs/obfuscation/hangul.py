"""Read Hangul syllables that stand in for hanzi: 簡땤言之 is 簡而言之.

Some novel mirrors exchange a share of their characters for Hangul of a like shape, one for one over the whole page.
A Korean text, or a Chinese one about Korean, has words of several syllables, particles, or says so.

See docs/damage.md, Hangul for hanzi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...page import Page
from ...page.characters import CharClass, Classes
from ...patterns import lazy
from ...scripts.conversion import to_traditional
from .affinity import affinity

__all__ = ["read_hangul"]

# rule lookalike.hangul: a Korean letter or syllable in the place of a hanzi that looks like it
RULE: Final = "lookalike.hangul"

# Observed, and the same on every page met (docs/damage.md, Hangul for hanzi).
KNOWN: Final = {
    "꺶": "大", "놙": "只", "그": "人", "뀘": "方", "떚": "子",
    "눃": "生", "늀": "就", "뇾": "用", "땤": "而", "놌": "和",
}  # fmt: skip
_HAN: Final = lazy("[\u3400-\u9fff\uf900-\ufaff]")
_BESIDE: Final = lazy("[\u3400-\u9fff\uf900-\ufaff，。、；：！？,.;:!?“”‘’「」『』《》…—\n0-9]")
_KOREAN: Final = lazy(
    "[\uac00-\ud7a3]{3}|[\uac00-\ud7a3] [\uac00-\ud7a3]|[韩韓朝][国國鲜鮮]?[语語文]|谚文|諺文|한|[ᄀ-ᇿㄱ-ㅎㅏ-ㅣ]"
)
# Particles and endings that follow hanja in mixed script: 大韓民國은, 憲法을. None of them stands for a hanzi above.
_PARTICLES: Final = frozenset("의은는이가을를에서로와과도하한다고지만들적인며면면요및수등기사시")
_HANGUL: Final = lazy("[\uac00-\ud7a3]")
_CANDIDATES: Final = 460  # of the commonest hanzi: rarer ones are not worth exchanging
_CONTEXTS: Final = 6
_KINDS: Final = 200  # different syllables; Korean text has more
_MARGIN: Final = 9.0  # nats between the best reading and the next
_FLOOR: Final = 2.0  # mean affinity of the best reading with its neighbours


class Context(NamedTuple):
    """Up to two characters on each side of a place."""

    left: str
    right: str


def read_hangul(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that put hanzi for Hangul look-alikes: known ones by table, others by the model, marked as inferred.

    Idempotent; none on Korean text, in mixed script, or where a Korean word is quoted.
    """
    text, classes = page.text, page.classes
    if not classes.present & CharClass.HANGUL or not config.allows(RULE):
        return
    places = classes.positions(CharClass.HANGUL)
    chars = {text[i] for i in places}
    if (
        len(chars) > _KINDS
        or chars & _PARTICLES
        or not all(_is_single(text, i) for i in places)
        or _KOREAN.search(text)
    ):
        return
    reading = dict(_readings(text, places, chars, classes))
    for place in places:
        char = text[place]
        if char in reading:
            yield Edit(place, place + 1, reading[char], RULE, inferred=char not in KNOWN)


def _is_single(text: str, place: int) -> bool:
    """Whether a syllable stands by itself in Chinese: hanzi on one side, and no bracket or space on the other."""
    around = [text[place - 1 : place], text[place + 1 : place + 2]]
    sides = [c for c in around if c and not "\uac00" <= c <= "\ud7a3"]
    return any(_HAN.match(c) for c in sides) and all(_BESIDE.match(c) for c in sides)


def _readings(text: str, places: Sequence[int], chars: set[str], classes: Classes) -> Iterator[tuple[str, str]]:
    """What each syllable of the page stands for, if that is known or plain."""
    known = {char: KNOWN[char] for char in chars if char in KNOWN}
    contexts: dict[str, list[Context]] = {char: [] for char in sorted(chars)}
    for place in places:
        if len(contexts[text[place]]) < _CONTEXTS:
            contexts[text[place]].append(_context(text, place, known))
    traditional = classes.count(CharClass.TRADITIONAL) > classes.count(CharClass.SIMPLIFIED)
    taken = set(known.values())
    for char, beside in contexts.items():
        if char in known:
            if _fit(known[char], beside) > -1.5 * len(beside):
                yield char, known[char]
        elif best := _guess(beside, taken):
            taken.add(best)
            yield char, to_traditional(best) if traditional else best


def _context(text: str, place: int, known: Mapping[str, str]) -> Context:
    """Two characters to either side, known syllables read, others taken for the end of what is known."""
    left = "".join(known.get(char, char) for char in text[max(0, place - 2) : place])
    right = "".join(known.get(char, char) for char in text[place + 1 : place + 3])
    return Context(_HANGUL.split(left)[-1], _HANGUL.split(right)[0])


def _fit(char: str, contexts: Sequence[Context]) -> float:
    """The affinity of a hanzi with its neighbours, summed over the better side of each place."""
    return sum(
        max(
            affinity(left[-1], char) if _HAN.match(left[-1:]) else -1.0,
            affinity(char, right[0]) if _HAN.match(right[:1]) else -1.0,
        )
        for left, right in contexts
    )


def _guess(contexts: Sequence[Context], taken: set[str]) -> str | None:
    """The hanzi that fits all contexts, if one does and no other comes near."""
    contexts = [context for context in contexts if context.left or context.right]
    if not contexts:
        return None
    model = bigrams()
    candidates = [char for char in model.vocabulary[:_CANDIDATES] if _HAN.match(char) and char not in taken]
    scored = sorted(
        ((sum(model.score3(char, before=a, after=b) for a, b in contexts), char) for char in candidates), reverse=True
    )
    (best, char), (second, _) = scored[0], scored[1]
    if best - second < _MARGIN or _fit(char, contexts) < _FLOOR * len(contexts):
        return None
    return char
