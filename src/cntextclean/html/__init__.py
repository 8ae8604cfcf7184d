"""HTML pages: their text, with the way back to every character of the HTML, and what their tags say of it."""

from __future__ import annotations

from .detect import is_html
from .read import LABELS, name_title, read_page, title_of
from .stated import add_date

__all__ = ["LABELS", "add_date", "is_html", "name_title", "read_page", "title_of"]
