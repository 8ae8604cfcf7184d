"""Reads the rule files: one TOML table for each rule, its examples beside it.

Patterns are written for folded text: Simplified Chinese, ASCII marks, small letters (see fold.py).
"""

from __future__ import annotations

import json
import re
import tomllib
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
from ..patterns import lazy
from ..vocabulary import LABELS, ROLES, Label, Role

__all__ = ["FILES", "Cue", "Mark", "Notice", "Rule", "Rulebook", "parse_rules", "rulebook", "words"]

FILES = ("chrome", "fragments", "mixed")
"""The files of rules/, by name."""

Masks = NDArray[np.uint64]
_BITS = 64  # patterns whose keys are looked for in one table: each is a bit of a number
Cue = Literal["drop", "inside", "head", "tail", "any", "meta"]
"""What a rule's line tells of the lines round it.

drop: chrome wherever it stands. inside: the same, but it stands in articles, too, and so tells nothing.
head: stands above an article. tail: an article is over where it stands.
any: chrome if the lines round it are. meta: says who wrote the article and when.
"""

Mark = Literal["", "thread", "comment", "related", "login"]
"""What a rule's line is counted as when a page is measured, besides its cue: the frame of a post, a heading or form of
comments, a heading of other articles, a request to sign in."""

Notice = Literal["", "sure", "beside"]
"""Whether a rule's line says that there is nothing to read: surely, or it may stand beside a short article as well."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "label": ("", *sorted(LABELS)), "role": ("", *sorted(ROLES)), "cue": get_args(Cue), "mark": get_args(Mark),
    "notice": get_args(Notice), "header": ("under", "over"), "keep": ("", "middle"),
}  # fmt: skip
FIELDS = frozenset({"id", "pattern", "lines", "within", "why", "hit", "miss", *_CHOICES})
_NAMED = lazy(r"<<([a-z\-]+)>>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. label names what is dropped; role names what is kept as metadata; one of them is empty.

    over_header: it says more of a line than its being a header, too, does.
    keeps_middle: its one group is the text of the line; what stands before and behind it goes.
    within: it is looked for inside so many characters at the end of a line only; 0 for all of the line.
    """

    id: str
    label: Label | Literal[""]
    role: Role | Literal[""]
    cue: Cue
    pattern: str
    lines: tuple[str, ...]
    why: str
    hit: tuple[str, ...]
    miss: tuple[str, ...]
    within: int = 0
    mark: Mark = ""
    notice: Notice = ""
    over_header: bool = False
    keeps_middle: bool = False

    @property
    def goes(self) -> bool:
        """Whether its lines go even inside an article."""
        return self.cue in ("drop", "inside")


class Rulebook:
    """The rules of one file, in order: the first that matches a line says what it is."""

    def __init__(self, rules: tuple[Rule, ...], keys: Mapping[str, Sequence[str]] | None = None) -> None:
        self.rules = rules
        self.words = {line: rule for rule in reversed(rules) for line in rule.lines}
        self._patterns = [(rule, lazy(rule.pattern)) for rule in rules if rule.pattern]
        self._all = (1 << len(self._patterns)) - 1
        self._keys = keys or {}
        self._tables: list[tuple[Masks, Masks, np.uint64]] | None = None

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
        found = [0] * (len(edges) // 2)
        for number, (pairs, chars, always) in enumerate(self._tables):
            hits = np.append(pairs[page.pairs] | chars[page.codes], np.uint64(0))
            part = (np.bitwise_or.reduceat(hits, edges)[0::2] | always).tolist()
            found = part if not number else [a | b << _BITS * number for a, b in zip(found, part, strict=True)]
        return found

    def _build(self) -> list[tuple[Masks, Masks, np.uint64]]:
        return [self._table(self._patterns[at : at + _BITS]) for at in range(0, len(self._patterns), _BITS)]

    def _table(self, patterns: Sequence[tuple[Rule, re.Pattern[str]]]) -> tuple[Masks, Masks, np.uint64]:
        """Which patterns each pair of characters and each character speaks for, and which are always tried."""
        pairs, chars, always = np.zeros(65536, np.uint64), np.zeros(65536, np.uint64), 0
        for number, (rule, _) in enumerate(patterns):
            bit = np.uint64(1 << number)
            known = self._keys.get(rule.id, ())
            always |= 0 if known else 1 << number
            for key in known:
                if len(key) == 1:
                    chars[ord(key)] |= bit
                else:
                    pairs[pair_of(key)] |= bit
        return pairs, chars, np.uint64(always)


@cache
def rulebook(name: str) -> Rulebook:
    """The rules of one file of the package, compiled when first asked for.

    Raises RuleError if the file does not hold together.
    """
    keys = json.loads(files("cntextclean._data").joinpath("rule_keys.json").read_text(encoding="utf-8"))
    return Rulebook(_rules_of(_read(name), file=f"{name}.toml", compiled=False), keys)


@cache
def words(name: str) -> re.Pattern[str]:
    """One of the lists of words at the head of chrome.toml, which rules and the judgement of whole pages share."""
    return re.compile(_read("chrome")["words"][name])


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("cntextclean.boilerplate").joinpath("rules", f"{name}.toml").read_text("utf-8"))


def parse_rules(text: str, *, file: str) -> tuple[Rule, ...]:
    """The rules that a TOML text defines.

    Raises RuleError naming the file and the rule for anything that does not hold together.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(str(error), file=file, rule="") from error
    return _rules_of(data, file=file)


def _rules_of(data: Mapping[str, Any], *, file: str, compiled: bool = True) -> tuple[Rule, ...]:
    """The rules of a file that was read. compiled: whether to compile every pattern, to see that it is sound; those of
    the package are compiled by its tests, and else when a line first asks for them."""
    rules = tuple(_parse(table, data.get("words", {}), file, compiled) for table in data.get("rule", []))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("its id is used twice", file=file, rule=rule.id)
        seen.add(rule.id)
    return rules


def _parse(table: Mapping[str, Any], shared: Mapping[str, str], file: str, compiled: bool) -> Rule:
    name = str(table.get("id", ""))
    problem = _problem(table)
    if problem:
        raise RuleError(problem, file=file, rule=name)
    middle = table.get("keep") == "middle"
    pattern = _pattern(str(table.get("pattern", "")), shared, file, name)
    if compiled and (problem := _problem_of_pattern(pattern, middle=middle)):
        raise RuleError(problem, file=file, rule=name)
    return Rule(
        id=name,
        label=table.get("label", ""),
        role=table.get("role", ""),
        cue=table.get("cue", "any"),
        pattern=pattern,
        lines=tuple(table.get("lines", ())),
        why=str(table["why"]),
        hit=tuple(table["hit"]),
        miss=tuple(table["miss"]),
        within=int(table.get("within", 0)),
        mark=table.get("mark", ""),
        notice=table.get("notice", ""),
        over_header=table.get("header") == "over",
        keeps_middle=middle,
    )


def _problem(table: Mapping[str, Any]) -> str:
    """What is wrong with the fields of a rule, if anything is."""
    if not table.get("id"):
        return "it has no id"
    unknown = sorted(set(table) - FIELDS)
    if unknown:
        return f"unknown fields {unknown}; known are {', '.join(sorted(FIELDS))}"
    missing = next((key for key in ("why", "hit", "miss") if not table.get(key)), None)
    if missing:
        return f"it has no {missing}"
    if not (table.get("pattern") or table.get("lines")):
        return "it has neither pattern nor lines"
    for key, allowed in _CHOICES.items():
        if key in table and table[key] not in allowed:
            return f"unknown {key} {table[key]!r}; known are {', '.join(filter(None, allowed))}"
    return ""


def _pattern(pattern: str, shared: Mapping[str, str], file: str, rule: str) -> str:
    """A pattern with the lists of words it names put in."""
    unknown = next((name for name in _NAMED.findall(pattern) if name not in shared), None)
    if unknown:
        raise RuleError(f"there are no words {unknown!r}; known are {', '.join(shared)}", file=file, rule=rule)
    return _NAMED.sub(lambda name: shared[name[1]], pattern)


def _problem_of_pattern(pattern: str, *, middle: bool) -> str:
    """What is wrong with a pattern, if anything is; `middle`: whether it says what of a line stays."""
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        return f"pattern: {error}"
    if groups != middle:
        return "a pattern must " + ("capture what stays, once" if middle else "not capture: write (?:...)")
    return ""
