"""Reads the rule files: one TOML table for each rule, its examples beside it.

Patterns are written for folded text: Simplified Chinese, ASCII marks, small letters (see fold.py).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..errors import RuleError
from ..page.fold import Folded, pair_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Cue", "Rule", "Rulebook", "parse_rules", "rulebook"]

Masks = NDArray[np.uint64]
_MOST = 64  # patterns in one file: each is a bit of a number
Cue = Literal["drop", "inside", "head", "tail", "any", "meta"]
"""What a rule's line tells of the lines round it.

drop: chrome wherever it stands. inside: the same, but it stands in articles, too, and so tells nothing.
head: stands above an article. tail: an article is over where it stands.
any: chrome if the lines round it are. meta: says who wrote the article and when.
"""

FIELDS = frozenset({"id", "label", "role", "cue", "pattern", "lines", "within", "why", "hit", "miss"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. label names what is dropped; role names what is kept as metadata; one of them is empty.

    within: it is looked for inside so many characters at the end of a line only; 0 for all of the line.
    """

    id: str
    label: str
    role: str
    cue: Cue
    pattern: str
    lines: tuple[str, ...]
    why: str
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    within: int = 0

    @property
    def goes(self) -> bool:
        """Whether its lines go even inside an article."""
        return self.cue in ("drop", "inside")


class Rulebook:
    """The rules of one file, in order: the first that matches a line says what it is."""

    def __init__(self, rules: tuple[Rule, ...], keys: Mapping[str, Sequence[str]] | None = None) -> None:
        self.rules = rules
        self.words = {line: rule for rule in reversed(rules) for line in rule.lines}
        self._patterns = [(rule, re.compile(rule.pattern)) for rule in rules if rule.pattern]
        self._all = (1 << len(self._patterns)) - 1
        self._keys = keys or {}
        self._tables: tuple[Masks, Masks, int] | None = None

    def match(self, line: str, config: Config, *, mask: int = -1) -> Rule | None:
        """The first rule that a whole folded line is a case of; `mask` says which patterns are worth trying."""
        found = self.words.get(line)
        if found is not None and config.allows(found.id):
            return found
        for rule, pattern in self._worth_trying(mask):
            if pattern.fullmatch(line) and (not config.disable or config.allows(rule.id)):
                return rule
        return None

    def _worth_trying(self, mask: int) -> Iterator[tuple[Rule, re.Pattern[str]]]:
        """The rules whose bits are set, in order."""
        mask &= self._all
        while mask:
            lowest = mask & -mask
            yield self._patterns[lowest.bit_length() - 1]
            mask ^= lowest

    def search(self, text: str, mask: int = -1) -> list[tuple[int, int, Rule]]:
        """Where the rules of a mask match inside a folded text, from left to right without overlap."""
        spans = [
            (m.start(), m.end(), rule)
            for rule, pattern in self._worth_trying(mask)
            for m in pattern.finditer(text, max(len(text) - rule.within, 0) if rule.within else 0)
            if m.end() > m.start()
        ]
        spans.sort(key=lambda span: (span[0], -span[1]))
        out: list[tuple[int, int, Rule]] = []
        for span in spans:
            if not out or span[0] >= out[-1][1]:
                out.append(span)
        return out

    def masks(self, page: Folded, edges: NDArray[np.int64]) -> list[int]:
        """For each line, a bit for every pattern that has a key in it. edges: start and end of each line in turn."""
        if self._tables is None:
            self._tables = self._build()
        pairs, chars, always = self._tables
        hits = pairs[page.pairs] | chars[page.codes]
        hits = np.append(hits, np.uint64(0))
        found: list[int] = (np.bitwise_or.reduceat(hits, edges)[0::2] | np.uint64(always)).tolist()
        return found

    def _build(self) -> tuple[Masks, Masks, int]:
        pairs, chars, always = np.zeros(65536, np.uint64), np.zeros(65536, np.uint64), 0
        for number, (rule, _) in enumerate(self._patterns):
            bit = np.uint64(1 << number)
            known = self._keys.get(rule.id, ())
            always |= 0 if known else 1 << number
            for key in known:
                if len(key) == 1:
                    chars[ord(key)] |= bit
                else:
                    pairs[pair_of(key)] |= bit
        return pairs, chars, always


@cache
def rulebook(name: str) -> Rulebook:
    """The rules of one file of the package, compiled when first asked for.

    Raises RuleError if the file does not hold together.
    """
    text = files("cntextclean.boilerplate").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    keys = json.loads(files("cntextclean._data").joinpath("rule_keys.json").read_text(encoding="utf-8"))
    return Rulebook(parse_rules(text, file=f"{name}.toml"), keys)


def parse_rules(text: str, *, file: str) -> tuple[Rule, ...]:
    """The rules that a TOML text defines.

    Raises RuleError naming the file and the rule for anything that does not hold together.
    """
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(str(error), file=file, rule="") from error
    rules = tuple(_parse(table, file) for table in tables)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("its id is used twice", file=file, rule=rule.id)
        seen.add(rule.id)
    beyond = [rule.id for rule in rules if rule.pattern][_MOST:]
    if beyond:
        raise RuleError(f"a file may have {_MOST} patterns, and this is one more", file=file, rule=beyond[0])
    return rules


def _parse(table: Mapping[str, Any], file: str) -> Rule:
    name = str(table.get("id", ""))
    unknown = sorted(set(table) - FIELDS)
    if not name or unknown:
        raise RuleError(f"unknown fields {unknown}" if name else "it has no id", file=file, rule=name)
    for key in ("why", "hit", "miss"):
        if not table.get(key):
            raise RuleError(f"it has no {key}", file=file, rule=name)
    if not (table.get("pattern") or table.get("lines")):
        raise RuleError("it has neither pattern nor lines", file=file, rule=name)
    if table.get("cue", "any") not in get_args(Cue):
        raise RuleError(f"unknown cue {table['cue']!r}", file=file, rule=name)
    pattern = str(table.get("pattern", ""))
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        raise RuleError(f"pattern: {error}", file=file, rule=name) from error
    if groups:
        raise RuleError("a pattern must not capture: write (?:...)", file=file, rule=name)
    return Rule(
        id=name,
        label=str(table.get("label", "")),
        role=str(table.get("role", "")),
        cue=table.get("cue", "any"),
        pattern=pattern,
        lines=tuple(table.get("lines", ())),
        why=str(table["why"]),
        hit=tuple(table["hit"]),
        miss=tuple(table["miss"]),
        within=int(table.get("within", 0)),
    )
