"""What a run shall do with each record."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata, resources
from typing import Any, Literal, get_args

from .. import __version__
from ..boilerplate.site import SiteProfile
from ..config import Config
from ..errors import ConfigError
from ..io.formats import INPUTS, OUTPUTS
from ..io.record import Level
from .sample import Plan

__all__ = ["MOST_BYTES", "OnError", "RunOptions", "versions"]

OnError = Literal["fail", "skip", "keep"]

MOST_BYTES = 1 << 25
"""Of a record: a page takes 35 times its size to clean, one of nothing but short lines up to 2,900 times."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Everything that has a say in the output.

    field: the field with the page; None for the one the format has ("text", or "payload" for WARC).
    html: whether pages are HTML where neither the format nor a content type says what they are.
    site: which lines the pages share, if all are of one host.
    base64: whether it holds base64 of bytes (JSON has no bytes). text, details, level, keep_source: as in Fields.
    format, output_format: of the files; None for what their names say, and for the same as the input.
    on_error: what becomes of a record that cannot be cleaned: end the run, leave it out, or keep it as it is.
    url: the field with the page's address, by whose hosts pages are counted. samples: how many cases are kept to be
    looked at, of each rule and of each tenth of confidence; seed: what they are drawn by.
    drop_empty: leave out pages of which nothing remains. limit: stop after so many records.
    max_record_bytes: a longer record is rejected, and is not even kept in memory. timeout: seconds that a record may
    take. max_memory: bytes that a process may have; a record that needs more is rejected (POSIX).

    Raises ConfigError for a value that is not allowed.
    """

    config: Config = Config()  # noqa: RUF009  # immutable
    html: bool = False
    site: SiteProfile | None = None
    field: str | None = None
    base64: bool = False
    text: str = "text"
    details: str | None = "cntextclean"
    level: Level = "spans"
    keep_source: bool = True
    format: str | None = None
    output_format: str | None = None
    on_error: OnError = "skip"
    drop_empty: bool = False
    limit: int | None = None
    max_record_bytes: int = MOST_BYTES
    timeout: float | None = None
    max_memory: int | None = None
    url: str = "url"
    samples: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        _check("format", self.format, (*INPUTS, None))
        _check("output_format", self.output_format, (*OUTPUTS, None))
        _check("level", self.level, get_args(Level))
        _check("on_error", self.on_error, ("fail", "skip", "keep"))
        if self.limit is not None and self.limit < 0:
            raise ConfigError(f"limit={self.limit} is not allowed; it must be 0 or more")
        if self.samples < 0:
            raise ConfigError(f"samples={self.samples} is not allowed; it must be 0 or more")
        for name in ("max_record_bytes", "timeout", "max_memory"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise ConfigError(f"{name}={value} is not allowed; it must be more than 0")

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for a report."""
        result = {part.name: getattr(self, part.name) for part in fields(self)}
        config = {part.name: getattr(self.config, part.name) for part in fields(self.config)}
        return result | {"config": config | {"disable": sorted(self.config.disable)}, "site": _digest(self.site)}

    @property
    def plan(self) -> Plan:
        """What is drawn for people to look at."""
        return Plan(self.samples, self.seed)

    def fingerprint(self) -> str:
        """A digest of everything that has a say in the output: equal digests, equal output."""
        data = json.dumps([versions(), self.to_dict()], sort_keys=True, ensure_ascii=False, default=_sorted)
        return hashlib.sha256(data.encode()).hexdigest()[:16]


def _digest(site: SiteProfile | None) -> str | None:
    """What tells one profile from another, without its lines."""
    if site is None:
        return None
    return hashlib.sha256(json.dumps(site.to_dict()).encode()).hexdigest()[:16]


@cache
def versions() -> dict[str, str]:
    """What has a say in the output besides the options: this library, its code and data, and what it stands on."""
    found = {"cntextclean": __version__, "contents": _contents(), "unicodedata": unicodedata.unidata_version}
    for package in ("opencc", "ftfy", "charset-normalizer", "regex", "numpy", "turbohtml", "fastwarc"):
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def _contents() -> str:
    """A digest of the files of this library: its rules, tables and models change more often than its version."""
    digest = hashlib.sha256()
    folders = [resources.files("cntextclean")]
    while folders:
        for item in sorted(folders.pop().iterdir(), key=lambda item: item.name):
            if item.is_dir() and item.name != "__pycache__":
                folders.append(item)
            elif item.is_file() and not item.name.endswith(".pyc"):
                digest.update(item.name.encode() + item.read_bytes())
    return digest.hexdigest()[:16]


def _sorted(value: object) -> object:
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} in a configuration")


def _check(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        known = ", ".join(repr(a) for a in allowed if a is not None)
        raise ConfigError(f"{name}={value!r} is not allowed; it must be one of {known}")
