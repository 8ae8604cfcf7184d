"""What differs between two runs as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence

from .case_view import around, place_of, side
from .changes import Changes, Pair
from .changes_text import said_of_pages
from .corpus import Section
from .corpus_page import contents, section_html
from .frame import page, text

__all__ = ["changes_html"]


def changes_html(changes: Changes) -> str:
    """A whole file: options and counts that differ, and the sampled pages with both texts side by side."""
    names = (changes.before.name, changes.after.name)
    tables = list(changes.sections)
    if changes.settings:
        tables.insert(0, Section("Options and versions", ("name", *names), changes.settings))
    title = f"{names[0]} → {names[1]}"
    same = "" if tables else "<p>All counts are the same.</p>"
    body = "\n".join([
        f"<header>\n<h1>{text(title)}</h1>{same}\n</header>",
        contents([*(table.title for table in tables), "Pages"]),
        "<main>",
        *map(section_html, tables),
        _pages(changes, names),
        "</main>",
    ])  # fmt: skip
    return page(f"{title}: what changed", body, assets="corpus")


def _pages(changes: Changes, names: Sequence[str]) -> str:
    items = "".join(f"<li>{_pair(pair, names)}</li>" for pair in changes.pairs)
    return (
        '<section id="pages"><h2>Pages</h2>'
        f"<p>{text(said_of_pages(changes))}</p><ol>{items}</ol></section>"
    )


def _pair(pair: Pair, names: Sequence[str]) -> str:
    """A page: what is said of it otherwise, and each passage on both sides."""
    facts = "".join(f"<li>{text(f'{name}: {before} → {after}')}</li>" for name, before, after in pair.facts)
    passages = "".join(
        f'<div class="pair">{side(names[0], around(passage.before, "del"))}'
        f"{side(names[1], around(passage.after, 'ins'))}</div>"
        for passage in pair.passages
    )
    if not passages and pair.before["digest"] != pair.after["digest"]:
        passages = "<p>The texts differ beyond what the runs kept of them.</p>"
    return f'<p class="how">{text(place_of(pair.after))}</p><ul class="facts">{facts}</ul>{passages}'
