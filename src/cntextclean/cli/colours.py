"""Colours of what the commands print: for terminals only, and not where NO_COLOR asks for none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TypeVar

__all__ = ["painter"]

Part = TypeVar("Part", bound=str)


def painter(colours: Mapping[Part, str]) -> Callable[[Part, str], str]:
    """What shows the parts of a line in these colours (numbers of ECMA-48), or plainly where there are none."""
    if not _in_colour():
        return lambda part, text: text
    return lambda part, text: f"\x1b[{colours[part]}m{text}\x1b[0m" if text else text


def _in_colour() -> bool:
    """Whether standard output is a terminal that shows colours. Source: https://no-color.org"""
    asked_not_to = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout is not None and sys.stdout.isatty() and not asked_not_to
