"""HTML to text with its blocks, read by resiliparse, and that text cleaned by the pass.

Which part of a page is the article is not decided here: all that a browser would show as text goes to the labeller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Any

from .clean import checked, clean_source, lay_out
from .config import Config
from .decode import Decoded, decode
from .document import Document
from .layout.site import SiteProfile
from .text import Text

__all__ = ["clean_html", "html_text"]

_HIDDEN = "script, style, template, datalist, [hidden], dialog:not([open])"
_MEDIA = "img, image, area, audio, video, object, svg, canvas"  # pictures, and what is shown in place of players
_CONCEALED = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_FIGURE = re.compile(r"<fig", re.I)
_INLINE = re.compile(r"<(/?)(?:label|option)\b", re.I)
_HEADING = re.compile(r"<(/?)(?:summary|legend)\b", re.I)
_NOSCRIPT = re.compile(r"<(/?)noscript\b", re.I)
_LIST = re.compile(r"<(/?)[uo]l\b", re.I)
_DEEPEST = 32  # lists in each other
_LONGEST = 300  # characters of a title


def clean_html(
    data: str | bytes,
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    site: SiteProfile | None = None,
) -> Document:
    """One HTML page, cleaned as `clean` does with the text that `html_text` takes from it.

    `Document.source` is that text, and all offsets are offsets of it: there is no way back to the HTML, so
    `Document.byte_span` raises ConfigError. `Document.encoding` and `Document.decoded.errors` are those of the bytes.
    `Document.title` is the line of the page that its <title> names, where there is one.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding, MissingExtraError (a
    ConfigError) where resiliparse is not installed: pip install 'cntextclean[html]'.
    """
    decoded = decode(data, hint=encoding) if isinstance(data, bytes) else None
    text, title = _extract(decoded.text if decoded else data)
    if decoded:
        decoded = Decoded(text, decoded.encoding, decoded.evidence, decoded.errors, (), decoded.size)
    document = clean_source(text, config, decoded=decoded, site=site)
    return replace(document, title=_title(document, title, config))


def html_text(data: str | bytes, *, encoding: str | None = None) -> str:
    """The text of an HTML page, a line for each paragraph, heading, list item, table row and line break.

    Its <title> stands first. Paragraphs and headings are set apart by empty lines, list items have bullets or
    numbers, table cells are set apart by tabs, lines of `pre` stay. What is hidden, scripts, the fields of forms and
    alternative texts are left out. Bytes are read by `cntextclean.decode`; `encoding` is a hint. Raises as
    `clean_html` does.

    *Source*: resiliparse (Apache-2.0), which parses as the WHATWG HTML standard says, so broken HTML has a text too.
    """
    return _extract(decode(data, hint=encoding).text if isinstance(data, bytes) else data)[0]


def _extract(page: object) -> tuple[str, str]:
    """Text and title."""
    source = checked(page)
    from .io.extras import need  # the readers of files stand on a higher floor, and few pages are HTML

    parser = need("resiliparse.parse.html", extra="html", purpose="an HTML page")
    extract = need("resiliparse.extract.html2text", extra="html", purpose="an HTML page").extract_plain_text
    source = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # it takes no lone surrogates
    tree = _parse(parser.HTMLTree.parse, _plainer(source))
    title = " ".join((tree.title or "").split())
    _without(tree, "title")  # broken pages have it in their body
    text = extract(
        tree,
        preserve_formatting=True,
        alt_texts=_FIGURE.search(source) is not None,  # without them it leaves figures out, whatever is in them
    )
    return (f"{title}\n\n{text}" if title else text), title


def _title(document: Document, given: str, config: Config) -> str | None:
    """The line of the page that most of its <title> repeats, or with which it begins; else what the labeller found."""
    title = lay_out(Text.of(given[:_LONGEST]), config).value
    if document.title and document.title in title:
        return document.title
    kept = [part.text for part in document.paragraphs if part.source_span.start >= len(given)]
    dropped = [part.text for part in document.dropped if part.source_span.start >= len(given)]
    named = [
        line
        for line in kept + dropped
        if 4 <= len(line) <= len(title) and line in title and (2 * len(line) >= len(title) or title.startswith(line))
    ]
    return max(named, key=len) if named else document.title


def _parse(parse: Callable[[str], Any], source: str) -> Any:
    """The tree of a page without what no reader sees."""
    tree = _without(parse(source), f"{_HIDDEN}, {_MEDIA}")
    if _CONCEALED.search(source):
        before = _size(tree)
        for element in tree.document.query_selector_all("[style]").values():
            if element.tag not in ("html", "body") and _CONCEALED.search(element.getattr("style") or ""):
                element.remove()
        if 2 * _size(tree) < before:  # most of the page: a script shows it later
            return _without(parse(source), f"{_HIDDEN}, {_MEDIA}")
    return tree


def _size(tree: Any) -> int:
    return len(tree.body.text or "") if tree.body else 0


def _without(tree: Any, selectors: str) -> Any:
    for element in tree.document.query_selector_all(selectors).values():
        element.remove()
    return tree


def _plainer(source: str) -> str:
    """The same page with tags that resiliparse takes for what they are: it drops labels with the fields of forms, and
    runs headings of boxes together with what follows. Deep lists become boxes, as each item is indented by its depth,
    and `noscript` a template, which may stand in a head without ending it.
    """
    source = _INLINE.sub(r"<\1span", source)
    source = _HEADING.sub(r"<\1div", source)
    source = _NOSCRIPT.sub(r"<\1template", source)
    return _LIST.sub(r"<\1div", source) if _depth(source) > _DEEPEST else source


def _depth(source: str) -> int:
    """How many lists stand in each other."""
    steps = (-1 if match[1] else 1 for match in _LIST.finditer(source))
    return max(accumulate(steps, lambda depth, step: max(depth + step, 0)), default=0)
