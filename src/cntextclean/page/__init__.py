"""What a page consists of: its lines, one plain spelling of it for rules and features to read, the classes of its
characters; and what a stage is that reads it."""

from .page import Page
from .stage import Act, Stage

__all__ = ["Act", "Page", "Stage"]
