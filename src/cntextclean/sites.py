"""Learning what the pages of one host share, from pages as they are found."""

from __future__ import annotations

from collections.abc import Iterable

from .clean import checked, lay_out
from .config import Config
from .decode import decode
from .layout.site import SiteProfile
from .repair import repair_text
from .text import Text

__all__ = ["learn_site"]


def learn_site(
    pages: Iterable[str | bytes],
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    into: SiteProfile | None = None,
) -> SiteProfile:
    """The lines that pages of one host share, or what is known of them (`into`) with these pages added.

    Every page goes through the pass up to the labeller: damaged lines are learnt as they read when repaired. Give the
    configuration the pages will be cleaned with. `encoding` is a hint for bytes.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding.
    """
    profile = SiteProfile() if into is None else into
    for page in pages:
        profile.add(read_page(page, config, encoding=encoding))
    return profile


def read_page(page: str | bytes, config: Config, *, encoding: str | None) -> str:
    """The text of a page as the labeller reads it."""
    text = decode(page, hint=encoding).text if isinstance(page, bytes) else checked(page)
    return lay_out(repair_text(text, config) if config.repair else Text.of(text), config).value
