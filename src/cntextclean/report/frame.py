"""What all pages of reports have in common: the file round them, its policy, and how anything foreign enters it.

Whatever comes from outside is shown as text: it enters a file only through `text` or `attribute`, or as JSON with "<"
spelt out; and the file's own policy allows no script but the one whose hash it names, no network, no inline handlers.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files

__all__ = ["attribute", "facts", "json_script", "page", "shown", "text"]

# What would not be seen, or would turn the text round it, is shown by a sign: controls, marks of direction (a page may
# hide text behind U+202E), lone surrogates, which no UTF-8 can hold
_SIGNS = {
    **{code: 0x2400 + code for code in range(32) if code not in (9, 10)},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), *range(0x200E, 0x2010)], 0x2426),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0x2426),
    **dict.fromkeys([0x2028, 0x2029], 0x21B5),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def page(title: str, body: str, *, assets: str, data: object = None) -> str:
    """A whole file that needs no network.

    `body` is HTML. `assets` names the style sheet and the script beside this file that belong to the page ("explain"
    for explain.css and explain.js); the frame's own style comes first. `data` is what the script finds under the id
    "data".
    """
    style, script = _asset("frame.css") + _asset(f"{assets}.css"), _asset(f"{assets}.js")
    own = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    return "\n".join([
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
        body,
        json_script(data) if data is not None else "",
        f"<script>{script}</script>\n</body>\n</html>\n",
    ])  # fmt: skip


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """A list of names and values."""
    rows = (f"<div><dt>{text(name)}</dt><dd>{text(str(value))}</dd></div>" for name, value in pairs)
    return f"<dl>{''.join(rows)}</dl>"


def text(value: str) -> str:
    """Text for the inside of an element."""
    return shown(escape(value, quote=False))


def attribute(value: str) -> str:
    """Text for an attribute in double quotes."""
    return shown(escape(value))


def shown(value: str) -> str:
    """A text with signs for what would not be seen; as long as before, in UTF-16 too."""
    return value.translate(_SIGNS)


def json_script(data: object) -> str:
    """Data in a script element: no "<" can end it, and nothing outside ASCII can be taken for a line break."""
    packed = json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="data">{packed}</script>'


def _hash(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return files("cntextclean.report").joinpath(name).read_text(encoding="utf-8")
