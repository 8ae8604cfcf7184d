"""What the commands share: pages and profiles read from files, and messages."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ..boilerplate.site import SiteProfile
from ..decoding.decoded import decode
from ..errors import CleanError, ConfigError

__all__ = ["is_binary", "is_html", "load_site", "read_page", "say"]


def load_site(path: Path) -> SiteProfile:
    """The profile in a file. Raises OSError; ConfigError, which names the file, if there is none in it."""
    try:
        return SiteProfile.from_dict(json.loads(path.read_bytes()))
    except ValueError as error:  # ConfigError is one
        raise ConfigError(f"{path}: {error}") from error


def is_html(name: str) -> bool:
    """Whether a file is HTML by its name."""
    return name.lower().endswith((".html", ".htm", ".xhtml"))


def read_page(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises OSError; CleanError for what is no text."""
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    if is_binary(data):
        raise CleanError("this is not text (to clean a corpus file, use `cntextclean run`)")
    return data


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: one in fifty of them is a control character.

    A stray NUL in a page is dirt and no reason to refuse it.
    """
    if len(data.translate(None, _CONTROLS)) >= 0.98 * len(data):
        return False
    text = decode(data).text  # UTF-16 and ISO-2022 are full of such bytes, and text all the same
    strange = sum(map(text.count, [*map(chr, _CONTROLS), "\ufffd"]))
    return strange > 0.02 * len(text)


_CONTROLS = bytes({*range(32), 127} - {*b"\b\t\n\v\f\r\x1b"})


def say(message: str) -> None:
    """A message on standard error."""
    print(f"cntextclean: {message}", file=sys.stderr)
