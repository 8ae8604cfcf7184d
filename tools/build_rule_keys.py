"""Write _data/rule_keys.json: for every rule, strings of which one must stand in any line it matches.

usage: python tools/build_rule_keys.py
The labeller looks for all keys of all rules in a page at once and tries a rule only on lines with one of its keys. A
rule that is not listed is tried on every line: right, but slow, so run this after editing rules/*.toml.
"""

from __future__ import annotations

import json
import re._constants as kind  # type: ignore[import-not-found]  # how the standard library reads patterns
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cntextclean.layout.rulebook import parse_rules

PACKAGE = Path(__file__).parent.parent / "src" / "cntextclean"
TARGET = PACKAGE / "_data" / "rule_keys.json"
MOST = 14  # characters of a class that still tell something


def keys(parsed: Iterable[Any]) -> set[str] | None:
    """Strings of one or two characters of which one is in every match; None if there is no such set."""
    found: list[set[str]] = []
    run = ""
    for operation, value in [*parsed, (None, None)]:
        if operation is kind.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append({run[:2]})
            run = ""
        inner = _inner(operation, value)
        if inner:
            found.append(inner)
    return min(found, key=lambda s: (any(len(key) == 1 for key in s), len(s)), default=None)


def _inner(operation: Any, value: Any) -> set[str] | None:
    if operation is kind.SUBPATTERN:
        return keys(value[3])
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
        text = (PACKAGE / "layout" / "rules" / name).read_text(encoding="utf-8")
        for rule in parse_rules(text, file=name):
            found = keys(parser.parse(rule.pattern)) if rule.pattern else None
            if found:
                table[rule.id] = sorted(found)
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")
    print(TARGET.name, TARGET.stat().st_size, "bytes")
