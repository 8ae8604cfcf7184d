"""What is known of HTML elements: how they are laid out, which end which, and whose text no reader sees.

*Source*: WHATWG HTML Living Standard, 13.2.6 Tree construction and 15 Rendering.
"""

from __future__ import annotations

import re

from ..patterns import lazy
from .layout import BLANK, NEWLINE

__all__ = [
    "BARRIERS", "BLOCKS", "BREAKOUT", "CELLS", "CLOSED_BY", "CONCEALED", "ENDING", "FOREIGN", "FORMATTING", "HEADINGS",
    "ITEM_BARRIERS", "LISTS", "PRE", "ROOTS", "SILENT", "TELLING", "UNREAD", "VOID",
]  # fmt: skip


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


HEADINGS = _names("h1 h2 h3 h4 h5 h6")

BLOCKS: dict[str, int] = dict.fromkeys(
    _names(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form frame frameset head header hgroup hr html legend li listing main menu nav ol optgroup "
        "plaintext pre search section summary table tbody tfoot thead tr ul xmp"
    ),
    NEWLINE,
) | dict.fromkeys(HEADINGS | {"p", "title"}, BLANK)
"""Elements that stand on lines of their own, those with room above and below as BLANK."""

VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
"""Elements without an end tag."""

ROOTS = frozenset(("html", "head", "body"))
"""Elements that the page is in, whatever its tags say."""

FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
"""Elements whose end tag ends them across blocks, which stay open (the adoption agency, in short)."""

LISTS = frozenset(("dir", "menu", "ol", "ul"))
CELLS = _names("td th")
PRE = frozenset(("listing", "plaintext", "pre", "xmp"))
BREAKOUT = HEADINGS | _names(
    "b big blockquote br center code dd div dl dt em embed hr i img li menu ol p pre ruby s small span strong sub sup "
    "table tt u ul var"
)
"""Tags that end foreign elements (SVG and MathML), which nobody closed."""

FOREIGN = frozenset(("math", "svg"))

BARRIERS = _names("applet caption html marquee object table td template th")
"""No end tag of another element reaches through these ("has an element in scope")."""

ITEM_BARRIERS = BARRIERS | LISTS | {"dl"}

CLOSED_BY: dict[str, frozenset[str]] = (
    {"button": _names("button"), "li": _names("li"), "optgroup": _names("optgroup option"), "option": _names("option")}
    | dict.fromkeys(("dd", "dt"), _names("dd dt"))
    | dict.fromkeys(("rp", "rt"), _names("rp rt"))
    | dict.fromkeys(CELLS, CELLS)
    | {"tr": CELLS | {"tr"}}
    | dict.fromkeys(("tbody", "tfoot", "thead"), CELLS | {"tbody", "tfoot", "thead", "tr"})
    | dict.fromkeys(HEADINGS, HEADINGS)
)
"""Open elements that a start tag ends, if no barrier stands between."""

SILENT = frozenset(("script", "style"))
"""Elements whose text is not meant for readers."""

UNREAD: dict[str, str] = (
    dict.fromkeys(_names("audio canvas iframe math noembed object svg video"), "html.media")
    | dict.fromkeys(_names("button datalist select textarea"), "html.form")
    | dict.fromkeys(_names("noframes noscript"), "html.noscript")
    | dict.fromkeys(_names("rp rt rtc"), "html.ruby")
    | {"template": "html.hidden"}
)
"""Elements whose text stands in place of something else, or beside it, and the rule that leaves it out."""

ENDING = frozenset(CLOSED_BY) | {"a"}
"""Elements whose start may end others."""

TELLING = frozenset(BLOCKS) | CELLS | SILENT | frozenset(UNREAD) | {"a", "time"}
"""Elements that say something of their text by their name."""

CONCEALED = lazy(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
"""A `style` that hides its element."""
