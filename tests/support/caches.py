"""Caches of what was seen of pages, emptied so that no text is seen a second time."""

from __future__ import annotations

import gc
from functools import _lru_cache_wrapper

__all__ = ["forget"]

REMEMBERS = 256  # entries of a cache that may hold what was seen of pages; smaller ones hold tables and models


def forget() -> None:
    """Empty the caches that remember lines and pieces."""
    for cached in gc.get_objects():
        if isinstance(cached, _lru_cache_wrapper) and cached.__module__.startswith("cntextclean."):
            size = cached.cache_info().maxsize
            if size is not None and size >= REMEMBERS:
                cached.cache_clear()
