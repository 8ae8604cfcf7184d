"""What a run shall do with each record."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from importlib import metadata
from typing import Any, Literal

from ..boilerplate.site import SiteProfile
from ..config import Config
from ..errors import ConfigError
from ..io.formats import INPUTS, OUTPUTS

__all__ = ["OnError", "RunOptions", "version"]

OnError = Literal["fail", "skip", "keep"]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Everything that has a say in the output.

    field: the field with the page; None for the one the format has ("text", or "payload" for WARC).
    html: whether pages are HTML where neither the format nor a content type says what they are.
    site: which lines the pages share, if all are of one host.
    base64: whether it holds base64 of bytes (JSON has no bytes). text, details, keep_source: as in Fields.
    format, output_format: of the files; None for what their names say, and for the same as the input.
    on_error: what becomes of a record that cannot be cleaned: end the run, leave it out, or keep it as it is.
    drop_empty: leave out pages of which nothing remains. limit: stop after so many records.

    Raises ConfigError for a value that is not allowed.
    """

    config: Config = Config()  # noqa: RUF009  # immutable
    html: bool = False
    site: SiteProfile | None = None
    field: str | None = None
    base64: bool = False
    text: str = "text"
    details: str | None = "cntextclean"
    keep_source: bool = True
    format: str | None = None
    output_format: str | None = None
    on_error: OnError = "skip"
    drop_empty: bool = False
    limit: int | None = None

    def __post_init__(self) -> None:
        _check("format", self.format, (*INPUTS, None))
        _check("output_format", self.output_format, (*OUTPUTS, None))
        _check("on_error", self.on_error, ("fail", "skip", "keep"))
        if self.limit is not None and self.limit < 0:
            raise ConfigError(f"limit={self.limit} is not allowed; it must be 0 or more")

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for a report."""
        result = {part.name: getattr(self, part.name) for part in fields(self)}
        config = {part.name: getattr(self.config, part.name) for part in fields(self.config)}
        return result | {"config": config | {"disable": sorted(self.config.disable)}, "site": _digest(self.site)}

    def fingerprint(self, version: str) -> str:
        """A digest of everything that has a say in the output: equal digests, equal output."""
        data = json.dumps([version, self.to_dict()], sort_keys=True, ensure_ascii=False, default=_sorted)
        return hashlib.sha256(data.encode()).hexdigest()[:16]


def _digest(site: SiteProfile | None) -> str | None:
    """What tells one profile from another, without its lines."""
    if site is None:
        return None
    return hashlib.sha256(json.dumps(site.to_dict()).encode()).hexdigest()[:16]


def version() -> str:
    """The version of this library; "unknown" where it is used without being installed."""
    try:
        return metadata.version("cntextclean")
    except metadata.PackageNotFoundError:
        return "unknown"


def _sorted(value: object) -> object:
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} in a configuration")


def _check(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        known = ", ".join(repr(a) for a in allowed if a is not None)
        raise ConfigError(f"{name}={value!r} is not allowed; it must be one of {known}")
