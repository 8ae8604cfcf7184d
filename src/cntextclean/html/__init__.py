"""HTML pages: their text, with the way back to every character of the HTML, and what their tags say of it."""

from __future__ import annotations

from .read import LABELS, name_title, read_html, title_of

__all__ = ["LABELS", "name_title", "read_html", "title_of"]
