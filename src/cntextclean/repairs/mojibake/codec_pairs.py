"""The pairs of encodings that get confused: what was read, as what, and how bytes were lost on the way.

One row of CHANNELS per pair. To add a pair, add a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from .readers import ANY, PRIVATE, UNDEFINED, UNSHOWN, Bytes
from .through_ftfy import before_ftfy

__all__ = ["CHANNELS", "Channel", "Spelling"]

Spelling = tuple[Bytes, float, bool]  # the bytes a seen character stood for, a cost in nats, whether bytes were lost

_LOST_ONE: Final = 4.0
_LOST_TWO: Final = 5.0
_NARROWED: Final = 5.0
_BLANK: Final = 3.0
_OTHER_TABLE: Final = 6.0  # for a second table that was less likely used
_MISSING: Final = "\uffff"  # stands for the bytes of a character that a table lacks
_WITH_DOUBLES: Final = ("cp932", "cp949", "cp950", "big5hkscs")
_REMEMBERED: Final = 2_000  # characters whose spellings a channel remembers: half a megabyte for each channel at most


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """Text in the encoding `right` that was read as `wrong`.

    trigger: characters one of which damage of this kind must show (the inside of a regex class).
    one_byte: whether `wrong` reads each byte alone, so that a lost sign is one byte.
    lost: bytes that vanished without a sign, each with a cost.
    unknown: what byte a sign of loss may stand for.
    extra: other bytes that a character may have been.
    enter: nats that it costs to take text for damaged. width: ways that the search keeps.
    """

    rule: str
    right: str
    wrong: tuple[str, ...]
    trigger: str
    one_byte: bool = False
    narrowed: bool = False
    lost: tuple[tuple[Bytes, float], ...] = ()
    extra: Callable[[str], tuple[Spelling, ...]] | None = None
    enter: float = 8.0
    width: int = 48
    unknown: int = ANY
    _exact: dict[str, tuple[Spelling, ...]] = field(default_factory=dict)
    _lossy: dict[str, tuple[Spelling, ...]] = field(default_factory=dict)
    _search: list[re.Pattern[str]] = field(default_factory=list)
    _letters: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_letters", _Letters(self))

    def triggered(self, text: str) -> bool:
        """Whether a text shows a character that this kind of damage leaves."""
        if not self._search:
            self._search.append(re.compile(f"[{self.trigger}]"))
        return self._search[0].search(text) is not None

    def encode(self, text: str) -> bytes:
        """The likeliest bytes of a text, without losses; a blank for what the table lacks, nothing if it was UTF-8."""
        missing = "" if self.right == "utf-8" else " "
        return text.translate(self._letters).replace(_MISSING, missing).encode("latin-1")

    def encode_strictly(self, text: str) -> bytes | None:
        """The bytes of a text; None if the table lacks some of it."""
        letters = text.translate(self._letters)
        return None if _MISSING in letters else letters.encode("latin-1")

    def doubled(self, text: str) -> list[int]:
        """The places of a text with a character that the table has twice."""
        if self.wrong[0] not in _WITH_DOUBLES or _doubles(self.wrong[0]).keys().isdisjoint(text):
            return []
        return [place for place, char in enumerate(text) if char in _doubles(self.wrong[0])]

    def only_bytes(self, char: str) -> str:
        """The bytes of a character as letters of Latin-1, if it can only stand for these; else "\\0"."""
        spellings = self.spell(char, lossy=True)
        if len(spellings) != 1 or spellings[0][2]:
            return "\0"
        return self._letters[ord(char)].replace(_MISSING, "\0")

    def spell(self, char: str, *, lossy: bool) -> tuple[Spelling, ...]:
        """What a seen character may have been as bytes; with `lossy`, lost bytes and folded widths too."""
        memory = self._lossy if lossy else self._exact
        found = memory.get(char)
        if found is None:
            if len(memory) > _REMEMBERED:
                memory.clear()
            found = memory[char] = self._spellings(char) + (self._losses(char) if lossy else ())
        return found

    def _spellings(self, char: str) -> tuple[Spelling, ...]:
        code = ord(char)
        if code < 0x80:
            own: Spelling = ((code,), 0.0, False)
            return (own, *self.extra(char)) if self.extra else (own,)
        found: list[Spelling] = []
        for number, name in enumerate(self.wrong):
            for spelling in _encodings(char, name):
                if all(spelling != other for other, _, _ in found):
                    found.append((spelling, _OTHER_TABLE * number, False))
        if self.extra:
            found.extend(self.extra(char))
        return tuple(found)

    def _losses(self, char: str) -> tuple[Spelling, ...]:
        code = ord(char)
        if char in "?\ufffd":
            one: Spelling = ((self.unknown,), _LOST_ONE, True)
            return (one,) if self.one_byte else (one, ((ANY, ANY), _LOST_TWO, True))
        if self.narrowed and 0x21 <= code < 0x7F:
            wide = chr(code + 0xFEE0).encode("gb18030")
            return ((tuple(wide), _NARROWED, False),)
        if self.one_byte and char == " ":
            return (((0xA0,), _BLANK, False),)
        return ()


class _Letters(dict[int, str]):
    """The likeliest bytes of seen characters by code point, as letters of Latin-1 or _MISSING, for str.translate."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def __missing__(self, code: int) -> str:
        spellings = self._channel.spell(chr(code), lossy=False) if code >= 0x80 else (((code,), 0.0, False),)
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[code] = bytes(spellings[0][0]).decode("latin-1") if spellings else _MISSING
        return found


def _encodings(char: str, name: str) -> tuple[Bytes, ...]:
    """All bytes that a table reads as a character: some East Asian tables have characters twice."""
    usual = _encode(char, name)
    found: tuple[Bytes, ...] = (usual,) if usual else ()
    if char == "€" and name == "gb18030":
        return (*found, (0xA2, 0xE3))  # Windows has it at 80, the standard at A2E3
    if name in _WITH_DOUBLES:
        found += tuple(s for s in _doubles(name).get(char, ()) if s != usual)
    return found


@lru_cache(maxsize=4)
def _doubles(name: str) -> dict[str, tuple[Bytes, ...]]:
    """The characters that a double-byte table writes otherwise than it reads them."""
    pairs = [bytes((a, b)) for a in range(0x81, 0xFF) for b in (*range(0x40, 0x7F), *range(0x80, 0xFF))]
    read = b"\n".join(pairs).decode(name, "replace").split("\n")
    table: dict[str, tuple[Bytes, ...]] = {}
    for form in (read, [normalize("NFC", chars) for chars in read]):
        written = "\n".join(form).encode(name, "replace").split(b"\n")
        for pair, char, seen, back in zip(pairs, read, form, written, strict=True):
            if len(char) == 1 and char != "\ufffd" and back != pair:
                spelling = (pair[0], pair[1])
                known = table.get(seen, ())
                if spelling not in known:
                    table[seen] = (*known, spelling)
    return table


def _encode(char: str, name: str) -> Bytes | None:
    """The bytes of a character in a table as browsers and Windows have it, or None."""
    if name == "utf-8":
        return tuple(char.encode(name, "ignore")) or None
    if name == "gb18030":
        if char == "€":
            return (0x80,)
    elif name in ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp874", "latin-1") and 0x80 <= ord(char) < 0xA0:
        return (ord(char),)  # an undefined byte is kept as a C1 control
    try:
        spelling = char.encode(name)
    except UnicodeEncodeError:
        return None
    return tuple(spelling) if len(spelling) <= 2 else None


_KANA: Final = (  # in the order of JIS X 0201, from A1
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタ"
    "チツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
)


def _kana_widths(char: str) -> tuple[Spelling, ...]:
    """Halfwidth kana that were folded to full width."""
    place = _KANA.find(char)
    return (((0xA1 + place, ), 3.0, False),) if place >= 0 else ()


def _capital(char: str) -> tuple[Spelling, ...]:
    """What stood there before a page was put into small letters."""
    capital = char.upper()
    if capital == char or len(capital) > 1 or ord(char) < 0x80:
        return ()
    return ((tuple(capital.encode("utf-8")), 2.0, False),)


_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_DOS = "\u00a1-\u00ff\u0393-\u03c6\u2500-\u25a0"  # file names out of zip archives
_STRIPPED = (((UNSHOWN,), 3.0),)
_DROPPED = (((UNDEFINED,), 4.0),)
_VANISHED = (((PRIVATE, ANY), 7.0), ((ANY,), 12.0))

CHANNELS: Final = (
    Channel("mojibake.utf8-as-gbk", "utf-8", ("gb18030",), "\u4e00-\u9fff\ue000-\uf8ff", narrowed=True,
            lost=_VANISHED),
    Channel("mojibake.utf8-as-western", "utf-8", ("cp1252",), "\u0080-\u00ff", one_byte=True, lost=_DROPPED,
            unknown=UNDEFINED),
    Channel("mojibake.utf8-as-latin1", "utf-8", ("latin-1",), "\u0080-\u00ff", one_byte=True, lost=_STRIPPED),
    Channel("mojibake.utf8-as-cp1250", "utf-8", ("cp1250",), "\u0080-\u017f", one_byte=True, lost=_STRIPPED),
    Channel("mojibake.utf8-as-latin9", "utf-8", ("iso8859-15",), "\u0080-\u00ff", one_byte=True, lost=_STRIPPED),
    Channel("mojibake.utf8-as-cp1251", "utf-8", ("cp1251",), "\u0400-\u045f", one_byte=True, lost=_STRIPPED),
    Channel("mojibake.utf8-as-koi8r", "utf-8", ("koi8-r",), "\u0400-\u045f\u2500-\u25a0", one_byte=True),
    Channel("mojibake.utf8-as-macroman", "utf-8", ("mac_roman",), "\u00a0-\u00ff\u2202-\u2265\uf8ff", one_byte=True),
    Channel("mojibake.utf8-as-cp437", "utf-8", ("cp437",), _DOS, one_byte=True),
    Channel("mojibake.utf8-as-cp850", "utf-8", ("cp850",), _DOS, one_byte=True),
    Channel("mojibake.utf8-as-thai", "utf-8", ("cp874",), "\u0e00-\u0e7f", one_byte=True,
            lost=(((UNSHOWN,), 1.5),)),
    Channel("mojibake.utf8-as-shiftjis", "utf-8", ("cp932",), f"{_HANZI}", extra=_kana_widths),
    Channel("mojibake.utf8-as-big5", "utf-8", ("cp950", "big5hkscs"), f"{_HANZI}", one_byte=True),
    Channel("mojibake.utf8-as-cp949", "utf-8", ("cp949",), f"{_HANZI}\uac00-\ud7a3"),
    Channel("mojibake.gbk-as-western", "gb18030", ("cp1252", "latin-1"), "\u0080-\u00ff", one_byte=True),
    Channel("mojibake.gbk-as-western-after-ftfy", "gb18030", ("cp1252",), "\u0080-\u1fff",
            one_byte=True, lost=(((0xAD,), 6.0),), extra=before_ftfy, enter=10.0),
    Channel("mojibake.gbk-as-utf8", "gb18030", ("utf-8",), "\ufffd", one_byte=True, extra=_capital,
            width=16),
    Channel("mojibake.big5-as-utf8", "big5hkscs", ("utf-8",), "\ufffd", one_byte=True, extra=_capital,
            width=16),
    Channel("mojibake.gbk-as-cp1250", "gb18030", ("cp1250",), "\u0080-\u02dd", one_byte=True),
    Channel("mojibake.gbk-as-cp1251", "gb18030", ("cp1251",), "\u0400-\u04ff", one_byte=True),
    Channel("mojibake.gbk-as-koi8r", "gb18030", ("koi8-r",), "\u0400-\u04ff", one_byte=True),
    Channel("mojibake.gbk-as-macroman", "gb18030", ("mac_roman",), "\u00a0-\u00ff\u2202-\u2265\uf8ff", one_byte=True),
    Channel("mojibake.gbk-as-cp437", "gb18030", ("cp437",), _DOS, one_byte=True),
    Channel("mojibake.gbk-as-cp850", "gb18030", ("cp850",), _DOS, one_byte=True),
    Channel("mojibake.big5-as-cp437", "big5hkscs", ("cp437",), _DOS, one_byte=True),
    Channel("mojibake.big5-as-cp850", "big5hkscs", ("cp850",), _DOS, one_byte=True),
    Channel("mojibake.gbk-as-thai", "gb18030", ("cp874",), "\u0e00-\u0e7f", one_byte=True),
    Channel("mojibake.gbk-as-big5", "gb18030", ("cp950", "big5hkscs"), _HANZI),
    Channel("mojibake.gbk-as-cp949", "gb18030", ("cp949",), f"{_HANZI}\uac00-\ud7a3"),
    Channel("mojibake.gbk-as-shiftjis", "gb18030", ("cp932",), f"{_HANZI}\uff61-\uff9f"),
    Channel("mojibake.big5-as-gbk", "big5hkscs", ("gb18030",),
            f"{_HANZI}\u3040-\u30ff\u3100-\u312f\u0370-\u04ff\ue000-\uf8ff"),
    Channel("mojibake.big5-as-western", "big5hkscs", ("cp1252", "latin-1"), "\u0080-\u00ff", one_byte=True),
    Channel("mojibake.big5-as-cp949", "big5hkscs", ("cp949",), f"{_HANZI}\uac00-\ud7a3\u3130-\u318f"),
    Channel("mojibake.big5-as-shiftjis", "big5hkscs", ("cp932",), f"{_HANZI}\uff61-\uff9f"),
    Channel("mojibake.shiftjis-as-gbk", "cp932", ("gb18030",), _HANZI),
    Channel("mojibake.euckr-as-gbk", "cp949", ("gb18030",), _HANZI),
)
