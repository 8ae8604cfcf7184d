"""Read private-use characters as what they stand for, or drop them.

GBK kept a hundred places in the private-use area until Unicode had the characters; Hong Kong's charset kept thousands.
Icon fonts put pictures there; a few sites put their own alphabet there, and that needs the font.

See docs/damage.md, Private use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from .._data.repair_tables import GBK_PRIVATE_USE
from ..alignment import Edit, Span
from ..config import Config
from ..models.bigrams import bigrams
from ..page import Page
from ..page.characters import CharClass, Classes
from ..patterns import lazy
from .obfuscation.affinity import affinity, mean_affinity

__all__ = ["drop_icons", "find_unreadable", "map_private_use"]

# rule private-use.gbk: a private-use character of GBK that has since got a code point
GBK: Final = "private-use.gbk"
# rule private-use.hkscs: a private-use character of Hong Kong's set that has since got a code point
HKSCS: Final = "private-use.hkscs"
# rule private-use.icon: an icon of a font
ICON: Final = "private-use.icon"
# rule unreadable.private-use: a text in private-use characters, which only the site's own font shows
UNREADABLE_PRIVATE: Final = "unreadable.private-use"
# rule unreadable.permuted-font: a text in wrong hanzi, which only the site's own font shows right
UNREADABLE_PERMUTED: Final = "unreadable.permuted-font"

_PRIVATE: Final = lazy("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
_HAN: Final = lazy("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_TEXT: Final = lazy(r"[^\W_\ue000-\uf8ff]")
_LATIN: Final = lazy("[A-Za-zÀ-ɏɑɡ(（]")
# Cantonese, which is what Hong Kong's own characters are for.
_CANTONESE: Final = lazy("[嘅咗喺嚟啲嗰哋嘢冇佢啱喎噉咁]")
_FUNCTION: Final = lazy("[的是了在不有一这這和我他，。、,.！？!?]")
_MARKS: Final = tuple("，。、；：！？,;:!?“”‘’「」『』《》〈〉（）()·")
_FOREIGN: Final = lazy("[\u0370-\u04ff\u3041-\u30ff\u3105-\u312f]")  # met in hanzi read with the wrong table
_RARE: Final = -11.5  # mean ln P of hanzi that no text has side by side
_GARBLED: Final = -0.5  # no Chinese; see affinity.py


def map_private_use(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that map private-use characters, or drop them where they part a word. Idempotent; none on other text.

    Leftovers of GBK go by table, those of HKSCS only on a Traditional page with other evidence. What fills a gap
    between two hanzi is a lost character and stays, and so do icons, which are no damage (`drop_icons`), and a
    stretch in the alphabet of a site's own font (`find_unreadable`).
    *Source*: `_data/repair_tables.py`; Python's `big5hkscs` codec (PSF licence).
    """
    return _edits(page, config, icons_go=False)


def drop_icons(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that drop the icons of a font that the page brought along: what stands alone or beside a mark, a letter
    or a space. Idempotent; none on a text without private-use characters, nor in code."""
    return page.outside_code(_edits(page, config, icons_go=True))


def _edits(page: Page, config: Config, *, icons_go: bool) -> Iterator[Edit]:
    text, classes = page.text, page.classes
    if not classes.present & CharClass.PRIVATE:
        return
    runs = [m.span() for m in _PRIVATE.finditer(text)]
    unreadable = list(_private_stretches(text, classes))
    hong_kong = _is_hong_kong(text, classes, runs)
    chars = set("".join(text[start:end] for start, end in runs))
    icons = any(ord(char) not in GBK_PRIVATE_USE for char in chars)
    for start, end in runs:
        while unreadable and unreadable[0].end <= start:
            unreadable.pop(0)
        if unreadable and unreadable[0].start <= start:
            continue
        edit = _edit(text, start, end, hong_kong=hong_kong, icons=icons)
        if edit and edit.rule == ICON and not icons_go and not _parts_a_word(text, start, end):
            continue
        if edit and config.allows(edit.rule):
            yield edit


def _edit(text: str, start: int, end: int, *, hong_kong: bool, icons: bool) -> Edit | None:
    run, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if hong_kong and (value := _hkscs(run)):
        return Edit(start, end, value, HKSCS)
    value = "".join(chr(GBK_PRIVATE_USE.get(ord(char), 0)) for char in run)
    if "\0" not in value and _is_leftover(value, before, after, icons=icons):
        return Edit(start, end, value, GBK)
    if _HAN.match(before) and _HAN.match(after) and not _joins(before, after):
        return None
    if _is_beside_garbled(text, start, end):
        return None
    return Edit(start, end, "", ICON)


def _is_leftover(value: str, before: str, after: str, *, icons: bool) -> bool:
    """Whether a reading by the table of GBK suits its place: the icon fonts use the same numbers."""
    han = bool(_HAN.match(before)), bool(_HAN.match(after))
    if all(char == "\u3000" for char in value):
        return True
    if value in ("ḿ", "ǹ"):
        return bool(_LATIN.match(before) or _LATIN.match(after)) or not (before + after).strip()
    if all("\ufe10" <= char <= "\ufe19" for char in value):
        return all(han)
    if all(_HAN.match(char) for char in value):
        if all(han) or not (before or after):
            return True
        named = not any("\u2e80" <= char <= "\u2fdf" for char in value)  # a name may end in it, but not in a radical
        return named and not icons and ((han[0] and after in _MARKS) or (han[1] and before in _MARKS))
    return han[1] and not icons


def _parts_a_word(text: str, start: int, end: int) -> bool:
    return bool(_HAN.match(text[start - 1 : start]) and _HAN.match(text[end : end + 1]))


def _is_beside_garbled(text: str, start: int, end: int) -> bool:
    return _is_garbled(text[max(0, start - 4) : start]) or _is_garbled(text[end : end + 4])


def _is_garbled(beside: str) -> bool:
    """Whether hanzi beside a run are no Chinese: then it is part of an encoding error that nobody has undone."""
    hanzi = "".join(_HAN.findall(beside))
    if len(hanzi) < 2:
        return bool(_FOREIGN.search(beside))
    return mean_affinity(hanzi) < _GARBLED or sum(map(bigrams().frequency, hanzi)) / len(hanzi) < _RARE


def _joins(before: str, after: str) -> bool:
    """Whether two characters are likely neighbours, so that nothing is missing between them."""
    return affinity(before, after) > 0


def _is_hong_kong(text: str, classes: Classes, runs: list[tuple[int, int]]) -> bool:
    """A Traditional page where all private-use characters read as Hong Kong ones, with Cantonese in or among them."""
    traditional, simplified = classes.count(CharClass.TRADITIONAL), classes.count(CharClass.SIMPLIFIED)
    if traditional < 2 * simplified or not (traditional or _CANTONESE.search(text)):
        return False
    values = [_hkscs(text[start:end]) for start, end in runs]
    if not values or not all(value and _HAN.match(value) for value in values):
        return False
    if not _CANTONESE.search(text) and any(_is_beside_garbled(text, start, end) for start, end in runs):
        return False
    if _CANTONESE.search(text) or any(value and _CANTONESE.search(value) for value in values):
        return True
    beside = [text[s - 1 : s] + text[e : e + 1] for s, e in runs]
    known = all(ord(char) in GBK_PRIVATE_USE for s, e in runs for char in text[s:e])
    return not known and len(runs) >= 2 and all(len(b) == 2 and _HAN.match(b[0]) and _HAN.match(b[1]) for b in beside)


def _hkscs(run: str) -> str:
    """A run read as HKSCS; empty if a part of it has no reading.

    Windows numbered the user-defined rows of Big5 as they lie: FA-FE, 8E-A0, 81-8D, 157 to a row.
    """
    data = bytearray()
    for char in run:
        code = ord(char)
        if not 0xE000 <= code < 0xF6B1:
            return ""
        first, lead = next((f, b) for f, b in ((0xEEB8, 0x81), (0xE311, 0x8E), (0xE000, 0xFA)) if code >= f)
        row, trail = divmod(code - first, 157)
        data += bytes([lead + row, trail + 0x40 if trail < 63 else trail - 63 + 0xA1])
    try:
        return data.decode("big5hkscs")
    except UnicodeDecodeError:
        return ""


def find_unreadable(page: Page) -> Iterable[tuple[Span, str]]:
    """Stretches in the alphabet of a site's own font, as (span, rule): nobody can read them without it.

    Spans are lines, in code points, half-open, in order.
    """
    text, classes = page.text, page.classes
    found = [(span, UNREADABLE_PRIVATE) for span in _private_stretches(text, classes)]
    if classes.count(CharClass.EXTENSION_A) >= 3:
        found += [(span, UNREADABLE_PERMUTED) for span in _permuted_lines(text, classes)]
    return sorted(found)


def _private_stretches(text: str, classes: Classes) -> Iterator[Span]:
    """Lines with five or more private-use characters of three kinds in the place of letters, or with nothing else."""
    for start, end, places in _lines(text, classes, CharClass.PRIVATE):
        line = text[start:end]
        inside = sum(1 for i in places if _in_words(text, i))
        dense = inside >= 5 and len({text[i] for i in places}) >= 3 and len(places) * 8 >= end - start
        leftover = all(ord(text[i]) in GBK_PRIVATE_USE for i in places)
        if (dense or not _TEXT.search(text)) and not leftover and line.strip():
            yield Span(start, end)


def _in_words(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return all(_HAN.match(char) or _PRIVATE.match(char) for char in (before, after) if char) and bool(before or after)


def _permuted_lines(text: str, classes: Classes) -> Iterator[Span]:
    """Lines where one hanzi in six is of Extension A and neither function words nor marks stand."""
    for start, end, places in _lines(text, classes, CharClass.EXTENSION_A):
        line = text[start:end]
        hanzi = len(_HAN.findall(line))
        share = len(places) / max(1, hanzi)
        if hanzi >= 8 and 0.15 < share < 0.6 and hanzi >= 0.9 * len(line.strip()) and not _FUNCTION.search(line):
            yield Span(start, end)


def _lines(text: str, classes: Classes, kind: int) -> Iterator[tuple[int, int, list[int]]]:
    """(start, end, places) of the lines that hold characters of a class."""
    breaks = [-1, *(m.start() for m in re.finditer("\n", text)), len(text)]
    number = 0

    def line_of(place: int) -> int:
        nonlocal number
        while breaks[number + 1] < place:
            number += 1
        return number

    for key, places in groupby(classes.positions(kind), line_of):
        yield breaks[key] + 1, breaks[key + 1], list(places)
