"""What the commands share: pages, profiles and options read from files."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from .._api import UNREAD, Cleaner
from ..boilerplate.site import SiteProfile
from ..config import Config, Script
from ..decoding.decoded import decode
from ..document import Document
from ..errors import CleanError, ConfigError
from ..extras import need
from ..io.files import InputFile, compression_in, compression_of, zstd
from ..io.text import is_binary
from .streams import read_stdin, say

__all__ = [
    "add_cleaning_options",
    "is_html",
    "load_site",
    "make_cleaner",
    "need_extras",
    "read_config",
    "read_page",
    "tell_failure",
    "tell_unread",
]

LARGEST_PAGE = 1 << 28
"""Bytes of a page, decompressed: a file made to do harm expands to any size."""


def add_cleaning_options(parser: argparse.ArgumentParser) -> None:
    """The options that say how a page is cleaned; `make_cleaner` reads them."""
    add = parser.add_argument
    add("--encoding", metavar="NAME", help="the encoding of the input, if you know it: gbk, big5, utf-8 ...")
    add("--site", metavar="FILE", type=Path, help="leave out what the pages of the host share: see `cntextclean learn`")
    add("--config", metavar="FILE", type=Path, help="options in TOML, or in [tool.cntextclean] of a pyproject.toml")
    add("--script", choices=(*get_args(Script), "keep"), help="default: zh-Hans")
    add("--keep-punctuation", action="store_true", help="leave marks narrowed to ASCII as they are")
    add("--keep-chrome", action="store_true", help="leave menus, ads and the like in the text")
    add("--keep-comments", action="store_true", help="leave readers' comments in the text")
    add("--disable", metavar="RULE", action="append", default=[], help="a rule not to apply; repeatable")


def make_cleaner(args: argparse.Namespace) -> Cleaner:
    """The cleaner that the options ask for. Raises ConfigError, OSError."""
    if args.encoding is not None:
        decode(b"", hint=args.encoding)
    config = read_config(args.config) if args.config else Config()
    changes: dict[str, object] = {"disable": config.disable | frozenset(args.disable)}
    if args.script:
        changes["script"] = None if args.script == "keep" else args.script
    for name in ("punctuation", "chrome", "comments"):
        if getattr(args, f"keep_{name}"):
            changes[name] = "keep"
    return Cleaner(config.but(**changes), site=load_site(args.site) if args.site else None)


def load_site(path: Path) -> SiteProfile:
    """The profile in a file. Raises OSError; ConfigError, which names the file, if there is none in it."""
    try:
        return SiteProfile.from_dict(json.loads(path.read_bytes()))
    except ValueError as error:  # ConfigError is one
        raise ConfigError(f"{path}: {error}") from error


def read_config(path: Path) -> Config:
    """The options in a TOML file, or in its table [tool.cntextclean]; script = "keep" keeps each page's own script.

    Raises ConfigError, which names the file, and OSError.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.name == "pyproject.toml" or isinstance(values.get("tool"), dict):
            values = values.get("tool", {}).get("cntextclean", {})
        if values.get("script") == "keep":
            values["script"] = None
        if isinstance(values.get("disable"), list):
            values["disable"] = frozenset(values["disable"])
        return Config().but(**values)
    except (ValueError, TypeError, AttributeError) as error:  # ConfigError is a ValueError
        raise ConfigError(f"{path}: {error}") from error


def is_html(name: str) -> bool:
    """Whether a file is HTML by its name."""
    name = name.lower()
    return (name.rpartition(".")[0] if compression_of(name) else name).endswith((".html", ".htm", ".xhtml"))


def need_extras(names: Iterable[str], *, html: bool) -> None:
    """Raises MissingExtraError if the pages cannot be read with what is installed."""
    names = list(names)
    if html or any(map(is_html, names)):
        need("turbohtml", extra="html", purpose="an HTML page")
    if any(name != "-" and "\0" not in name and compression_in(Path(name)) == "zst" for name in names):
        zstd()


def read_page(name: str) -> bytes:
    """The bytes of a file, decompressed, or of standard input for "-".

    Raises OSError; CleanError for what is no text, is damaged, or is far too long for a page.
    """
    if name == "-":
        data = read_stdin(LARGEST_PAGE + 1)
    else:
        with InputFile(Path(name)) as file:
            data = file.start(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise CleanError(f"this is longer than {LARGEST_PAGE} bytes, which no page is")
    if is_binary(data):
        raise CleanError("this is not text (to clean a corpus file, use `cntextclean run`)")
    return data


def tell_failure(name: str, error: Exception) -> None:
    """Say why a page could not be read."""
    reason = str(error.strerror or error) if isinstance(error, OSError) else str(error)
    said = "standard input" if name == "-" else name
    say(f"{said}: {reason.removeprefix(f'{name}: ')}")


def tell_unread(name: str, document: Document) -> None:
    """Say that a page is HTML and was read as text, if it was."""
    if UNREAD in document.damage:
        say(f"{name}: this looks like HTML and is read as text: pip install 'cntextclean[html]'")
