"""Put back single characters that were masked or deleted for a reason everybody knows.

Shops mask 最 for the advertising law (流速*大); a filter of another kind deletes every 黨 of a page (國民團, 政角力).
Only fixed patterns are filled, and marked as inferred; 大陆 as ** and the like stay.

See docs/damage.md, Masks and deleted characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...models.words import words
from ...page import Page
from ...page.characters import CharClass
from ...patterns import lazy

__all__ = ["fill_masks"]

# rule mask.superlative: a word of advertisement law, masked: *佳 for 最佳
SUPERLATIVE: Final = "mask.superlative"
# rule mask.party: a character that a filter deleted from the names of parties: 國民 for 國民黨
PARTY: Final = "mask.party"

_SUPERLATIVE: Final = lazy(
    "(?<=[\u3400-\u9fff，、；：])\\*(?=[大小高低佳好新多少优優强強快慢早晚终終近远遠先初重轻輕美热熱火受具有权權便严嚴适適常])"
)
# 长*宽*高, 单价*数量: a product, not a mask.
_FACTOR: Final = lazy("[长長宽寬高厚深径徑底面积積体體重量数數价價率费費倍时時日月年元层層格×x*＊]\\Z")
_PRODUCT: Final = lazy("[=＝×0-9]|\\*[^，。,；;\n]{1,5}\\*")
_SHORT: Final = 60
_MANY: Final = 3
_SIGNS: Final = (("進", "民進"), ("國", "國民"), ("角", "政角"), ("輪", "政輪"), ("召", "小召"), ("土", "土小"))
_PARTY: Final = lazy(
    "民進(?=籍|主席|立委|團)|國民(?=團(?![結隊體])|籍|主席|立委|立院)|政(?=角力|輪替)|本土小(?=召開|聯盟|[的及與和])|[個各]小(?=召開|提名)"
)


def fill_masks(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that fill masks of fixed patterns, all marked as inferred. Idempotent."""
    text, classes = page.text, page.classes
    edits: list[Edit] = []
    if "*" in text and config.allows(SUPERLATIVE):
        edits += _superlatives(text)
    traditional = bool(classes.present & CharClass.TRADITIONAL)
    if (
        (traditional or classes.size < _SHORT)
        and "黨" not in text
        and any(char in text and sign in text for char, sign in _SIGNS)
        and config.allows(PARTY)
    ):
        edits += [Edit(m.end(), m.end(), "黨", PARTY, inferred=True) for m in _PARTY.finditer(text)]
    yield from sorted(edits)


def _superlatives(text: str) -> Iterator[Edit]:
    places = [match.span() for match in _SUPERLATIVE.finditer(text)]
    for start, end in places:
        beside = text[max(0, start - 30) : start].rpartition("\n")[2] + text[start : end + 30].partition("\n")[0]
        if _FACTOR.search(text[max(0, start - 1) : start]) or _PRODUCT.search(beside):
            continue
        if text[max(0, start - 2) : start] in text[end : end + 4]:
            continue
        # 密码*新密码, 注意*小心: a form or a note, unless the page masks again and again
        if len(places) >= _MANY or bigrams().fold(text[end : end + 2]) not in words():
            yield Edit(start, end, "最", SUPERLATIVE, inferred=True)
