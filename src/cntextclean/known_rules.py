"""The ids of all rules with what they are for, and the refusal of ids that no rule has."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .errors import ConfigError

__all__ = ["KnownRule", "check_rules", "known_rules"]

_NEAREST = 3  # ids that an error names


class KnownRule(NamedTuple):
    """What a rule is for. `said`: the label it drops a line under or the role it keeps it in; "" if it edits."""

    said: str
    why: str


@cache
def known_rules() -> dict[str, KnownRule]:
    """All rules by their ids, sorted: those kept as data and those in code. Written by tools/build_rules.py."""
    table = json.loads(files("cntextclean._data").joinpath("rules.json").read_text(encoding="utf-8"))
    return {name: KnownRule(*row) for name, row in table.items()}


def check_rules(names: Iterable[str]) -> None:
    """Raise ConfigError for the first name that is neither a rule's id nor a family of ids ("script.")."""
    known = known_rules()
    allowed = {*known, *(name.partition(".")[0] + "." for name in known)}
    for name in sorted(set(names) - allowed):
        from difflib import get_close_matches  # seldom needed, and slow to import

        near = get_close_matches(name, allowed, _NEAREST, cutoff=0.4) or sorted(f for f in allowed if f.endswith("."))
        raise ConfigError(f"disable: there is no rule {name!r}; the nearest are {', '.join(near)}")
