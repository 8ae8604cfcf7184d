"""Packages that only some users need, asked for when they are used."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import ConfigError

__all__ = ["MissingExtraError", "need"]


class MissingExtraError(ConfigError, ImportError):
    """A package is not installed: the message names it and the extra that brings it."""


def need(module: str, *, extra: str, purpose: str) -> Any:
    """The module `module`.

    Raises MissingExtraError, which names the extra to install, if it is not there.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtraError(
            f"{purpose} needs the package {package}: pip install 'cntextclean[{extra}]' ({error})"
        ) from error
