"""UTF-8 of Western or Cyrillic text read byte by byte: cafÃ© for café, ├⌐t├⌐ for été.

Chinese has nothing to do with it, so the bigram model cannot judge it. ftfy can: its `badness` says whether a span
looks like mojibake, its sloppy codecs read what browsers read, and UTF-8 that decodes strictly is the proof.
Only spans without hanzi are looked at, and none becomes Chinese here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...patterns import lazy
from .gate import ranges
from .order import suspects
from .through_ftfy import register_codecs

__all__ = ["RULES", "is_western_damage", "western_edits"]

_TABLES: Final = {
    "sloppy-windows-1252": "mojibake.utf8-as-western",
    "cp437": "mojibake.utf8-as-cp437",
    "cp850": "mojibake.utf8-as-cp850",
    "mac_roman": "mojibake.utf8-as-macroman",
    "sloppy-windows-1251": "mojibake.utf8-as-cp1251",
    "sloppy-windows-1250": "mojibake.utf8-as-cp1250",
}
RULES: Final = frozenset(_TABLES.values())
_LAYERS: Final = 3
_LONGEST: Final = 1000  # characters of one span
_SPAN: Final = lazy("[!-\u2bff](?:[ -\u2bff]*[!-\u2bff])?")
# Besides controls and private use, letters that no language in wide use has: »Ü is Ȇ in a table of the Macintosh.
_ODD: Final = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u0250]"
)


@lru_cache(maxsize=1)
def _sequences() -> re.Pattern[str]:
    """Two characters that are a letter of UTF-8 in one of the tables; one class in front is searched far faster."""
    register_codecs()
    found: list[str] = []
    first: set[str] = set()
    for table in _TABLES:
        leads = bytes(range(0xC3, 0xD2)).decode(table, "ignore")
        trails = bytes(range(0x80, 0xC0)).decode(table, "ignore")
        found.append(f"(?<=[{ranges(sorted(leads))}])[{ranges(sorted(trails))}]")
        first.update(leads)
    return re.compile(f"[{ranges(sorted(first))}](?:{'|'.join(found)})")


def is_western_damage(text: str) -> bool:
    """Whether a text holds two characters that are a letter of UTF-8 read in a table of single bytes."""
    return _sequences().search(text) is not None


def western_edits(text: str, config: Config) -> Iterator[Edit]:
    """Edits of Western and Cyrillic text whose UTF-8 was read in a table of single bytes, sorted and disjoint."""
    reached = 0
    for found in _sequences().finditer(text):
        if found.start() < reached:
            continue
        start = max(text.rfind("\n", 0, found.start()) + 1, reached, found.start() - _LONGEST)
        end = text.find("\n", found.end(), found.end() + _LONGEST)
        reached = end if end >= 0 else min(found.end() + _LONGEST, len(text))
        for span in _SPAN.finditer(text, start, reached):
            yield from _mended(text, *span.span(), config)


def _mended(text: str, start: int, end: int, config: Config) -> Iterator[Edit]:
    """The edit of one span, or those of its words where other words of it are sound."""
    span = text[start:end]
    if span.isascii() or not _sequences().search(span):
        return
    if fixed := _decoded(span, config):
        yield Edit(start, end, *fixed)
    elif " " in span:
        for word in re.finditer(r"\S+", span):
            yield from _mended(text, start + word.start(), start + word.end(), config)


def _decoded(span: str, config: Config) -> tuple[str, str] | None:
    """A span as it was before, and the rule; None if it is not clearly better so."""
    from ftfy.badness import badness

    if not badness(span):
        return None
    found: dict[str, str] = {}
    for table, rule in _TABLES.items():
        value = _peeled(span, table)
        if value != span and config.allows(rule) and _is_sound(value, span):
            found.setdefault(value, rule)
    return next(iter(found.items())) if len(found) == 1 else None


def _peeled(span: str, table: str) -> str:
    """A span with the layers undone that a table makes."""
    for _ in range(_LAYERS):
        try:
            span = span.encode(table).decode("utf-8")
        except UnicodeError:
            break
        if span.isascii():
            break
    return span


def _is_sound(value: str, span: str) -> bool:
    """Whether a decoded span is words of an alphabet with nothing odd left, and took as many bytes as UTF-8 does."""
    from ftfy.badness import badness

    letters = sum(char > "\x7f" for char in value)
    if _ODD.search(value) or not _is_alphabetic(value) or badness(value) or suspects(value):
        return False
    return letters > 0 and sum(char > "\x7f" for char in span) >= 2 * letters


def _is_alphabetic(value: str) -> bool:
    """Whether a text is of Latin, Cyrillic and Greek letters, and of signs that are of no script."""
    import regex

    return regex.fullmatch(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Common}]*+", value) is not None
