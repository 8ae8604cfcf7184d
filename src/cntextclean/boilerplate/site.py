"""What the pages of one host share: lines that stand on many of them are furniture, whatever they say.

A profile is a sample of pages, each kept as the set of its lines' hashes. The sample is a bottom-k sketch (Cohen,
1997): the pages with the smallest hashes stay. So it does not matter in which order pages come, or how often, and
merging two profiles gives exactly what one profile fed with both would hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..errors import ConfigError
from ..page.fold import fold
from ..patterns import lazy
from .line_rules import Line
from .rulebook import Rule

__all__ = ["RULE", "SiteProfile", "end_at_shared", "line_key", "mark_shared", "may_be_title"]

# rule site.shared-line: a line that stands on many pages of its host
RULE = "site.shared-line"
CAPACITY = 256  # pages: with so many, a share of pages is seen within 0.1 with a probability of 0.988 (Hoeffding)
LEAST = 4  # a line is shared if it stands on so many pages
SHARE = 0.05  # and on such a share of them: a menu that only one channel of a site has is still one
_LINES = 1024  # lines of a page that are kept, those with the smallest hashes: the same ones on every page
_SHORT = 10  # characters: a shorter line may be a heading that articles share, so it goes only at their edges
_PROSE = 30  # characters: longer lines are taken for the page's own text when two loads of one article are compared
_OWN = 100  # characters of such lines that a page needs to be compared by them; else all its lines are
_SAME = 0.6  # of the lines of one page, by characters, stand on the other: two loads of one article
_ENDS = frozenset("。!?…”’」』")
_REMEMBERED = 100  # characters: furniture is shorter; the keys of such lines are not computed again for every page
_NEAR = 12  # lines above and below a title in which its page's title line is looked for
_BLOCK = 4096
_FORMAT = 1

_DIGITS = lazy(r"[0-9]+")
_MARKS = lazy(r"[\W_]+")

_FURNITURE = Rule(RULE, "widget", "", "drop", "", (), "it stands on many pages of this host", (), ())
_MENU = replace(_FURNITURE, label="nav", cue="any")

Keys = NDArray[np.uint64]


def line_key(line: str) -> int:
    """A number for a folded line, the same in every process: 56 bits of BLAKE2b over its letters, each number in it
    taken for 0, and 8 bits for how many they are (at most 255). 0 for a line without a letter."""
    return _key(line) if len(line) <= _REMEMBERED else _key.__wrapped__(line)


@lru_cache(maxsize=1 << 14)
def _key(line: str) -> int:
    core = _MARKS.sub("", _DIGITS.sub("0", line))
    if not core.strip("0"):
        return 0
    digest = blake2b(core.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big") << 8 | min(len(core), 255)


class SiteProfile:
    """The lines that the pages of one host share, learnt from some of them.

    capacity: distinct pages that are kept at most; memory is at most 8 KiB for each. Up to so many pages the counts
    are exact; of more, a random sample is kept. A line is shared if it stands on at least 4 distinct pages and on
    5 % of them; loads of the same article count once.
    Adding is commutative and idempotent, merging also associative. Picklable.
    Raises ConfigError for a capacity below 4.
    """

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < LEAST:
            raise ConfigError(f"capacity={capacity!r} is not allowed; it must be a whole number of at least {LEAST}")
        self.capacity = capacity
        self._pages: dict[int, Keys] = {}
        self._shared: frozenset[int] | None = None

    def add(self, page: str) -> None:
        """Learn from one page, given as text in any script and with all its lines. Raises TypeError for bytes."""
        if not isinstance(page, str):
            raise TypeError(f"expected the text of a page as str, not {type(page).__name__}")
        lines = fold(page.replace("\r", "\n")).split("\n")
        keys = np.unique(np.array([key for key in map(line_key, lines) if key], np.uint64))[:_LINES]
        if len(keys):
            self._take(_fingerprint(keys), keys)

    def merge(self, other: SiteProfile) -> None:
        """Learn what another profile has learnt. The smaller capacity of the two stays."""
        self.capacity = min(self.capacity, other.capacity)
        for fingerprint, keys in list(other._pages.items()):
            self._take(fingerprint, keys)
        self._trim()

    @classmethod
    def merged(cls, profiles: Iterable[SiteProfile]) -> SiteProfile:
        """One profile of what several have learnt, which stay as they are; an empty one of none."""
        result: SiteProfile | None = None
        for profile in profiles:
            if result is None:
                result = cls(capacity=profile.capacity)
            result.merge(profile)
        return cls() if result is None else result

    @property
    def pages(self) -> int:
        """How many distinct pages are kept: all that were added, or `capacity`."""
        return len(self._pages)

    def __len__(self) -> int:
        """How many lines are shared."""
        return len(self._lines())

    def __contains__(self, line: object) -> bool:
        """Whether a line, in any spelling, is shared."""
        return isinstance(line, str) and line_key(fold(line)) in self._lines()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteProfile) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __repr__(self) -> str:
        return f"SiteProfile({self.pages} pages, {len(self)} shared lines)"

    def __getstate__(self) -> dict[str, Any]:
        return {"capacity": self.capacity, "_pages": self._pages, "_shared": self._lines()}

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain dicts, lists, strings and numbers, ready for JSON."""
        lines, places = _number(list(self._pages.values()))
        pages = dict(zip(self._pages, (part.tolist() for part in places), strict=True))
        return {
            "format": _FORMAT,
            "capacity": self.capacity,
            "lines": [f"{key:016x}" for key in lines.tolist()],
            "pages": {f"{fingerprint:016x}": pages[fingerprint] for fingerprint in sorted(pages)},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SiteProfile:
        """The profile that `to_dict` described. Raises ConfigError if it does not describe one."""
        try:
            if data["format"] != _FORMAT:
                raise ConfigError(f"this is no site profile of format {_FORMAT}: format is {data['format']!r}")
            profile = cls(capacity=data["capacity"])
            lines = np.array([int(key, 16) for key in data["lines"]], np.uint64)
            for fingerprint, numbers in data["pages"].items():
                keys = np.unique(lines[np.array(numbers, np.int64)])[:_LINES]
                profile._take(int(fingerprint, 16), keys)
        except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
            if isinstance(error, ConfigError):
                raise
            raise ConfigError(f"this is no site profile: {type(error).__name__}: {error}") from error
        return profile

    def _take(self, fingerprint: int, keys: Keys) -> None:
        """Keep a page, if it belongs to the sample. Of two loads of an article only what stands on both is kept."""
        known = self._pages.get(fingerprint)
        self._pages[fingerprint] = keys if known is None else np.intersect1d(known, keys, assume_unique=True)
        self._shared = None
        self._trim()

    def _trim(self) -> None:
        while len(self._pages) > self.capacity:
            del self._pages[max(self._pages)]

    def _lines(self) -> frozenset[int]:
        if self._shared is None:
            pages = _distinct([self._pages[fingerprint] for fingerprint in sorted(self._pages)])
            found, counts = np.unique(np.concatenate([np.zeros(0, np.uint64), *pages]), return_counts=True)
            self._shared = frozenset(found[counts >= max(LEAST, SHARE * len(pages))].tolist())
        return self._shared


def mark_shared(lines: Sequence[Line], site: SiteProfile, config: Config) -> list[Line]:
    """The lines of a page, the shared ones with a rule: furniture, or for short ones what may be it.

    Their marks stay, as the labeller has learnt from pages without a profile.
    """
    if not config.allows(RULE):
        return list(lines)
    shared = site._lines()
    return [_mark(line) if line_key(line.text) in shared else line for line in lines]


def _mark(line: Line) -> Line:
    if line.role is not None or (line.rule is not None and line.rule.cue == "drop"):
        return line
    if len(line.text) < _SHORT:
        return line if line.rule else line._replace(rule=_MENU)
    return line._replace(rule=replace(line.rule, cue="drop") if line.rule else _FURNITURE)


def end_at_shared(keep: list[int], lines: Sequence[Line]) -> list[int]:
    """The lines taken for an article, by index, without what follows a shared line and is no prose: titles of other
    articles between two pieces of furniture. What is longer than the text before it stays."""
    size = sum(len(lines[i].text) for i in keep if lines[i].rule is None)
    end, rest = len(keep), 0
    for place in range(len(keep) - 1, -1, -1):
        text, rule = lines[keep[place]].text, lines[keep[place]].rule
        if rule is _FURNITURE:
            if 2 * rest >= size:
                break
            size, end, rest = size - rest, place, 0
        elif rule is None:
            if len(text) >= _PROSE and text[-1] in _ENDS:
                break
            rest += len(text)
    return keep[:end]


def may_be_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a shared line may be this page's own title, which other pages of the host list as news: it stands
    above a line that says who wrote it, or a line higher up names it again, with the site's name behind it."""
    line = lines[place]
    if line.rule is None or line.rule.id != RULE:
        return False
    if any(following.role is not None for following in lines[place + 1 : place + 2]):
        return True
    heads = (*lines[max(place - _NEAR, 0) : place], *lines[place + 1 : place + 1 + _NEAR])
    return any(head.text.startswith(line.text) and len(head.text) > len(line.text) for head in heads)


def _fingerprint(keys: Keys) -> int:
    """A number for a page by its own text, so that two loads of one article mostly have the same."""
    own = keys[_sizes(keys) >= _PROSE]
    data = (own if len(own) else keys).astype("<u8").tobytes()
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def _sizes(keys: Keys) -> NDArray[np.int64]:
    return (keys & np.uint64(255)).astype(np.int64)


def _number(pages: Sequence[Keys]) -> tuple[Keys, list[NDArray[np.int64]]]:
    """All lines, sorted, and for each page the places of its lines among them."""
    lines = np.unique(np.concatenate([np.zeros(0, np.uint64), *pages]))
    return lines, [np.searchsorted(lines, keys) for keys in pages]


def _distinct(pages: Sequence[Keys]) -> list[Keys]:
    """The pages that are no further loads of an article that stands before them."""
    compared = [_compared(keys) for keys in pages]
    lines, places = _number(compared)
    sizes = _sizes(lines).astype(np.float32)
    common = np.zeros((len(pages), len(pages)), np.float32)
    for start in range(0, len(lines), _BLOCK):
        stands = np.zeros((len(pages), _BLOCK), np.float32)
        for row, part in zip(stands, places, strict=True):
            row[part[(part >= start) & (part < start + _BLOCK)] - start] = 1
        block = sizes[start : start + _BLOCK]
        common += (stands[:, : len(block)] * block) @ stands[:, : len(block)].T
    total = np.diag(common)
    same = common >= _SAME * np.minimum(total, total[:, None])
    first: list[int] = []
    for i in range(len(pages)):
        if not same[i, first].any():
            first.append(i)
    return [pages[i] for i in first]


def _compared(keys: Keys) -> Keys:
    own = keys[_sizes(keys) >= _PROSE]
    return own if _sizes(own).sum() >= _OWN else keys
