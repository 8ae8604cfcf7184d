"""What can be wrong with a call. Dirty text never raises: it is repaired, kept, or dropped with a reason.

CleanError
 ├─ ConfigError   a wrong argument
 ├─ DecodeError   bytes that cannot be text, where the caller asked for strictness
 ├─ RuleError     a rule file that does not hold together
 └─ RecordError   one record of a file
"""

from __future__ import annotations

__all__ = ["CleanError", "ConfigError", "DecodeError", "RecordError", "RuleError"]


class CleanError(Exception):
    """Every error this library raises on purpose."""


class ConfigError(CleanError, ValueError):
    """A wrong argument: names the argument, the value and what would be right."""


class DecodeError(CleanError, ValueError):
    """Bytes that cannot be read as text: carries the encoding and the byte span (half-open)."""

    def __init__(self, message: str, *, encoding: str, span: tuple[int, int]) -> None:
        super().__init__(f"{message} (encoding {encoding}, bytes {span[0]} to {span[1]})")
        self.encoding = encoding
        self.span = span


class RuleError(CleanError):
    """A rule file that does not hold together: carries the file and the rule's id."""

    def __init__(self, message: str, *, file: str, rule: str) -> None:
        super().__init__(f"{file}: rule {rule!r}: {message}")
        self.file = file
        self.rule = rule


class RecordError(CleanError):
    """One record that could not be read or cleaned: carries the path, the record number and the cause."""

    def __init__(self, message: str, *, path: str, record: int) -> None:
        super().__init__(f"{path}: record {record}: {message}")
        self.path = path
        self.record = record
