"""HTML pages: their text, with the way back to every character of the HTML, and what their tags say of it."""

from __future__ import annotations

from .detect import is_html
from .read import LABELS, read_page
from .stated import add_stated
from .title import name_title, titles_of

__all__ = ["LABELS", "add_stated", "is_html", "name_title", "read_page", "titles_of"]
