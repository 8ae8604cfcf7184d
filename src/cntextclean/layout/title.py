"""Which line above an article is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .lines import Line

__all__ = ["Named", "find_title"]

_ABOVE = 12  # lines above the article in which its title is looked for
_NO_TITLE = re.compile(
    r"https?:|www\.|(?:19|20)[0-9]{2}[-/.年][0-9]|[0-9]:[0-9]{2}|记者[\s:]|^[一-鿿·]{2,4}(?:[、\s]{1,2}[一-鿿·]{2,4}){0,3}$|^[^一-鿿]*$"
)


class Named(NamedTuple):
    """What a line is that the title explains: the role or the label, and the rule."""

    role: str | None
    label: str | None
    rule: str


def find_title(lines: Sequence[Line], first: int, free: Sequence[int]) -> dict[int, Named]:
    """The title and its copies, by line: the nearest line above the article, or one that stands on the page twice,
    for instance with the site's name behind it.

    first: the first line of the article. free: lines above it that were dropped for no rule of their own.
    """
    above = [i for i in free[-_ABOVE:] if 5 <= len(lines[i].text) <= 70 and not _NO_TITLE.search(lines[i].text)]
    if not above:
        return {}
    heads = [line.text for line in lines[:first]]

    def worth(i: int) -> float:
        copies = sum(lines[i].text in head for head in heads) - 1
        return 2.0 * (copies > 0) + 0.5 * (len(lines[i].text) >= 9) - 0.3 * (above[-1] - i)

    title = max(above, key=worth)
    found = {title: Named("title", None, "layout.title")}
    for i in free:
        text = lines[i].text
        if i != title and text.endswith(lines[title].text):
            found[i] = Named(None, "spam" if text != lines[title].text else "nav", "layout.title-prefix")
    return found
