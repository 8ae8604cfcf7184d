"""Reads the rule files: one TOML table for each rule, its examples beside it.

Patterns are written for folded text: Simplified Chinese, ASCII marks, small letters (see fold.py).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

from ..config import Config
from ..errors import RuleError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["Cue", "Rule", "Rulebook", "parse_rules", "rulebook"]

Cue = Literal["drop", "head", "tail", "any", "meta"]
"""What a rule's line tells of the lines round it.

drop: chrome wherever it stands. head: stands above an article. tail: an article is over where it stands.
any: chrome if the lines round it are. meta: says who wrote the article and when.
"""

FIELDS = frozenset({"id", "label", "role", "cue", "pattern", "lines", "why", "hit", "miss"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. label names what is dropped; role names what is kept as metadata; one of them is empty."""

    id: str
    label: str
    role: str
    cue: Cue
    pattern: str
    lines: tuple[str, ...]
    why: str
    hit: tuple[str, ...]
    miss: tuple[str, ...]


class Rulebook:
    """The rules of one file, in order: the first that matches a line says what it is."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._lines = {line: rule for rule in reversed(rules) for line in rule.lines}
        patterns = [rule for rule in rules if rule.pattern]
        self._rules = patterns
        self._union = re.compile("|".join(f"({rule.pattern})" for rule in patterns) if patterns else r"(?!)")

    def match(self, line: str, config: Config) -> Rule | None:
        """The first rule that a whole folded line is a case of."""
        found = self._lines.get(line)
        if found is None:
            match = self._union.fullmatch(line)
            if match is None or match.lastindex is None:
                return None
            found = self._rules[match.lastindex - 1]
        if config.disable and not config.allows(found.id):
            return self._allowed(line, config)
        return found

    def search(self, text: str) -> list[tuple[int, int, Rule]]:
        """Where rules match inside a folded text, from left to right without overlap."""
        return [
            (m.start(), m.end(), self._rules[m.lastindex - 1])
            for m in self._union.finditer(text)
            if m.lastindex and m.end() > m.start()
        ]

    def _allowed(self, line: str, config: Config) -> Rule | None:
        for rule in self.rules:
            if config.allows(rule.id) and (line in rule.lines or (rule.pattern and re.fullmatch(rule.pattern, line))):
                return rule
        return None


@lru_cache(maxsize=None)
def rulebook(name: str) -> Rulebook:
    """The rules of one file of the package, compiled when first asked for.

    Raises RuleError if the file does not hold together.
    """
    text = files("cntextclean.layout").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    return Rulebook(parse_rules(text, file=f"{name}.toml"))


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
    )
