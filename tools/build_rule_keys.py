"""Write _data/rule_keys.json: for every rule, strings of which one must stand in any line it matches.

usage: python tools/build_rule_keys.py
The labeller looks for all keys of all rules in a page at once and tries a rule only on lines with one of its keys. A
rule that is not listed is tried on every line: right, but slow, so run this after editing rules/*.toml. Of several
sets of strings the one is taken that is met most seldom in Chinese text.
"""

from __future__ import annotations

import json
import math
import re._constants as kind  # type: ignore[import-not-found]  # how the standard library reads patterns
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from cntextclean.boilerplate.rulebook import parse_rules
from cntextclean.models.bigrams import bigrams

PACKAGE = Path(__file__).parent.parent / "src" / "cntextclean"
TARGET = PACKAGE / "_data" / "rule_keys.json"
MOST = 14  # characters of a class that still tell something
LATIN = 2e-4  # how often a pair of Latin letters or marks stands in a page, about: the language model has no Latin
MARK = 2e-3  # and one such letter or mark
SPACE = 5e-2


def keys(parsed: Iterable[Any]) -> set[str] | None:
    """Strings of one or two characters of which one is in every match; None if there is no such set."""
    found: list[set[str]] = []
    run = ""
    for operation, value in [*parsed, (None, None)]:
        if operation is kind.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append({min(_parts(run), key=often)})
            run = ""
        inner = _inner(operation, value)
        if inner:
            found.append(inner)
    return min(found, key=lambda s: sum(map(often, s)), default=None)


def often(key: str) -> float:
    """How often a key is met, about, per character of text."""
    han = sum("\u4e00" <= char <= "\u9fff" for char in key)
    if han < len(key):
        return SPACE if key == " " else MARK if len(key) == 1 else LATIN / 10 if han else LATIN
    model = bigrams()
    return math.exp(model.frequency(key[0]) + (model.logp(*key) if len(key) == 2 else 0))


def _parts(run: str) -> list[str]:
    return [a + b for a, b in pairwise(run)] or [run]


def _inner(operation: Any, value: Any) -> set[str] | None:
    if operation is kind.SUBPATTERN:
        return keys(value[3])
    if operation is kind.ASSERT and value[0] == 1:
        return keys(value[1])
    if operation in (kind.MAX_REPEAT, kind.MIN_REPEAT) and value[0] > 0:
        return keys(value[2])
    if operation is kind.BRANCH:
        branches = [keys(branch) for branch in value[1]]
        return set().union(*(b for b in branches if b)) if all(branches) else None
    if operation is kind.IN:
        return _members(value)
    return None


def _members(value: Any) -> set[str] | None:
    members: set[str] = set()
    for operation, what in value:
        if operation is kind.LITERAL:
            members.add(chr(what))
        elif operation is kind.RANGE and what[1] - what[0] < MOST:
            members.update(chr(code) for code in range(what[0], what[1] + 1))
        else:
            return None
    return members if len(members) <= MOST else None


def build() -> str:
    """The keys of all rules as JSON."""
    table: dict[str, list[str]] = {}
    for name in ("chrome.toml", "fragments.toml"):
        text = (PACKAGE / "boilerplate" / "rules" / name).read_text(encoding="utf-8")
        for rule in parse_rules(text, file=name):
            found = keys(parser.parse(rule.pattern)) if rule.pattern else None
            if found:
                table[rule.id] = sorted(found)
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")
    print(TARGET.name, TARGET.stat().st_size, "bytes")
