"""HTML to text with its blocks, read by resiliparse, and that text cleaned by the pass.

Which part of a page is the article is not decided here: all that a browser would show as text goes to the labeller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Any

from .document import Document
from .extras import need
from .source import Source, read
from .text import Text

__all__ = ["extract", "name_title"]

_HIDDEN = "script, style, template, datalist, [hidden], dialog:not([open])"
_MEDIA = "img, image, area, audio, video, object, svg, canvas"  # pictures, and what is shown in place of players
_CONCEALED = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_FIGURE = re.compile(r"<fig", re.I)
_INLINE = re.compile(r"<(/?)(?:label|option)\b", re.I)
_HEADING = re.compile(r"<(/?)(?:summary|legend)\b", re.I)
_NOSCRIPT = re.compile(r"<(/?)noscript\b", re.I)
_LIST = re.compile(r"<(/?)[uo]l\b", re.I)
_DEEPEST = 32  # lists in each other


def extract(page: str | bytes, *, encoding: str | None = None) -> tuple[Source, str]:
    """The text of an HTML page as a source, and its title, with which the text begins. Raises as `html_text` does."""
    given = read(page, encoding=encoding)
    parser = need("resiliparse.parse.html", extra="html", purpose="an HTML page")
    plain = need("resiliparse.extract.html2text", extra="html", purpose="an HTML page").extract_plain_text
    # it takes no lone surrogates
    source = given.text.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    tree = _parse(parser.HTMLTree.parse, _plainer(source))
    title = " ".join((tree.title or "").split())
    _without(tree, "title")  # broken pages have it in their body
    text = plain(
        tree,
        preserve_formatting=True,
        alt_texts=_FIGURE.search(source) is not None,  # without them it leaves figures out, whatever is in them
    )
    text = f"{title}\n\n{text}" if title else text
    return Source(Text.of(text), replace(given.decoded, text=text, runs=()) if given.decoded else None), title


def name_title(document: Document, title: str, size: int) -> Document:
    """The document with its title as the page's <title> has it: the line of the page that most of it repeats, or with
    which it begins; else what the labeller found. size: of the <title> in the source, where it stands first."""
    if document.title and document.title in title:
        return document
    kept = [part.text for part in document.paragraphs if part.source_span.start >= size]
    dropped = [part.text for part in document.dropped if part.source_span.start >= size]
    named = [
        line
        for line in kept + dropped
        if 4 <= len(line) <= len(title) and line in title and (2 * len(line) >= len(title) or title.startswith(line))
    ]
    return replace(document, title=max(named, key=len)) if named else document


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
