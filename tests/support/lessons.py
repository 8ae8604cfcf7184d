"""Pages on which a person and a program both put pinyin in brackets: a lesson that a spam mirror has injected.

The author's glosses are written first, then the program runs over the page as over any other, so that a key which
the author glossed has two.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from corruptor import KEYS, inject

__all__ = ["GENRES", "Lesson", "lesson"]

# What teachers, editors and writers of rhymes gloss, each line in a genre of its own; made up for these tests.
GENRES: dict[str, tuple[str, ...]] = {
    "list": (
        "生字：龜(guī)、鱉(biē)、蟾(chán)、蜍(chú)、蜥(xī)、蜴(yì)。",
        "會認的字：饕(tāo)、餮(tiè)、麒(qí)、麟(lín)",
        "字音：棲(qī)；擱(gē)；籬(lí)；檻(jiàn)；羈(jī)",
    ),
    "colon": (
        "羈(jī)：馬籠頭，引申為束縛。",
        "擎(qíng)：向上托，舉起來。",
        "憩(qì)：休息，如小憩。",
    ),
    "classic": (
        "那婦人去門前籴(dí)了半斗米，又要些麥稃(fū)回家餵豬。",
        "郓(yùn)哥提著一籃雪梨，一徑望紫石街來。",
        "老者拄著筇(qióng)杖，捋(lǚ)著鬍鬚，在籬笆邊看人刈(yì)麥。",
    ),
    "rhyme": (
        "小(xiǎo)白(bái)兔(tù)，白(bái)又(yòu)白(bái)，兩(liǎng)隻(zhī)耳(ěr)朵(duǒ)豎(shù)起(qǐ)來(lái)。",
        "大(dà)雨(yǔ)下(xià)了(le)一(yí)夜(yè)，小(xiǎo)河(hé)水(shuǐ)滿(mǎn)了(le)。",
    ),
    "context": (
        "他長(cháng)著一雙大眼睛，個子比去年長高了不少。",
        "樂(lè)隊奏起了樂曲，大家都很高興。",
        "請把這張單子還(huán)給他，還有那本書也一起。",
    ),
    "form": (
        "這個字念「佇（zhù）」，意思是站著。",
        "「咄咄( duō )怪事」說的是讓人吃驚的事。",
        "他把「贗(Yàn)品」兩個字寫在紙上。",
    ),
}


class Lesson(NamedTuple):
    """A page as it is seen, and its lines as they were before the program ran over them."""

    seen: str
    lines: tuple[str, ...]


def lesson(genre: str, prose: Sequence[str], *, seed: int, keys: int = 30) -> Lesson:
    """A page of this genre ("" for none) between lines of Traditional prose, injected with `keys` characters."""
    chosen = {key: KEYS[key] for key in random.Random(seed).sample(sorted(KEYS), keys)}
    half = len(prose) // 2
    lines = (*prose[:half], *GENRES.get(genre, ()), *prose[half:])
    return Lesson("\n".join(inject(line, chosen) for line in lines), lines)
