"""Regular expressions that are compiled when they are first asked for.

The package holds some hundred of them, and compiling them all took most of the time of its import; a page that is not
damaged asks for few.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast

__all__ = ["lazy"]

_METHODS = tuple(name for name, part in vars(re.Pattern).items() if callable(part) and not name.startswith("_"))


class _Lazy(Generic[AnyStr]):
    """What stands for a pattern: its methods are put in place of these slots when one of them is first asked for."""

    __slots__ = (*_METHODS, "flags", "pattern")
    pattern: AnyStr
    flags: int

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile(pattern, flags)`, but what is wrong with it is raised when it is first used (re.error).

    A match of it names the pattern that was compiled: `match.re` is another object.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
