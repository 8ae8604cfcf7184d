"""What a page consists of: its lines, and one plain spelling of it for rules and features to read."""

from .page import Page

__all__ = ["Page"]
