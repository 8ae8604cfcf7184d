"""An HTML page as the text a reader would see: the first layer of edits of its source.

Which part of a page is the article is not decided here: all that a browser would show as text goes to the labeller.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..alignment import Edit, Span
from .attributes import PLAIN, Tag, words_of
from .elements import BLOCKS, BREAKOUT, CELLS, CONCEALED, ENDING, FOREIGN, PRE, ROOTS, SILENT, TELLING, UNREAD, VOID
from .layout import BLANK, CELL, Layout
from .tokens import END, REFERENCE, START, TEXT, tokens
from .tree import Element, Stack

__all__ = ["Extraction", "Left", "TextLine", "extract"]

_DEEPEST = 8  # lists in each other: items of deeper ones are not indented, or the text would be its square
_TITLE_END = re.compile("</title", re.I)
_VISIBLE = re.compile(r"\S(?:.*\S)?", re.S)


class Left(NamedTuple):
    """Text of the page that is left out of what a reader sees: page[start:end], and the rule that says so."""

    start: int
    end: int
    rule: str


class TextLine:
    """A line of the text: where it stands in the page, the element it begins in, and how much of it is links.

    start, end: code points of the page. size, links: characters of its text, and of those in links.
    """

    __slots__ = ("element", "end", "links", "size", "start")

    def __init__(self, start: int, element: Element) -> None:
        self.start, self.end, self.element = start, start, element
        self.size = self.links = 0


class Extraction(NamedTuple):
    """What was read from a page. title: the range of the page's <title>, if it has one that says anything."""

    edits: list[Edit]
    left: list[Left]
    lines: list[TextLine]
    title: Span | None


def extract(page: str) -> Extraction:
    """The text of a page.

    Where style attributes conceal most of it, a script is going to show it, and it is shown; where it has none but in
    <noscript> and <noframes>, that is its text. Raises MissingExtraError.
    """
    found = _Reader(page).read()
    if found.concealed > found.shown:
        found = _Reader(page, conceals=False, scripted=found.scripted).read()
    if found.scripted and not found.shown and any(one.rule == "html.noscript" for one in found.left):
        found = _Reader(page, conceals=found.conceals, scripted=False).read()
    return Extraction(found.layout.finish(), found.left, found.lines, found.title)


class _Reader:
    """Reads a page token by token."""

    def __init__(self, page: str, *, conceals: bool = True, scripted: bool = True) -> None:
        self.page, self.conceals, self.scripted = page, conceals, scripted
        self.layout = Layout(page)
        self.stack = Stack()
        self.left: list[Left] = []
        self.lines: list[TextLine] = []
        self.title: Span | None = None
        self.shown = self.concealed = 0  # characters outside the title
        self._root: Element | None = None
        self._opened = self._fed = 0  # where the last start tag ended, and what was read of <noscript>

    def read(self) -> _Reader:
        end = self._feed(0, len(self.page))
        self._unclosed(self._opened if self.stack.names[-1] in SILENT else end)
        return self

    def _feed(self, start: int, stop: int) -> int:
        """Read page[start:stop]; returns where its last token ends."""
        end = start
        elements = self.stack.elements
        for kind, at, end, value, tag in tokens(self.page, start, stop):
            if kind == TEXT:
                if elements[-1].unread is None:
                    self._text(at, end, elements[-1])
                else:
                    self._unread(at, end, elements[-1])
            elif kind == START:
                self._start(at, end, value, tag)
            elif kind == END:
                self._end(value)
            elif kind == REFERENCE:
                self._reference(at, end, value)
            else:
                self.layout.separate(0)
                if end == len(self.page) and self.page[end - 1] != ">":
                    end = at  # a comment that nothing closes
        if end < stop:
            self.layout.separate(0)
        return end

    def _unclosed(self, start: int) -> None:
        """What the page ends in without ending it is no text of it for a browser."""
        found = _VISIBLE.search(self.page, start)
        if found:
            self._leave(found.start(), found.end(), "html.unclosed", None)

    def _text(self, start: int, end: int, element: Element) -> None:
        if element.pre:
            first = start == self._opened and self.stack.names[-1] in PRE
            written = self.layout.preformatted(start, end, first=first)
        elif self.stack.names[-1] in ("noscript", "noframes") and start >= self._fed:
            self._fed = end
            self._feed(start, end)
            return
        else:
            written = self.layout.text(start, end)
        if written is not None:
            self._wrote(*written, element, written[1] - written[0])

    def _reference(self, start: int, end: int, value: str) -> None:
        element = self.stack.elements[-1]
        if element.unread is not None:
            self._unread(start, end, element)
        elif self.layout.reference(start, end, value, preformatted=element.pre):
            self._wrote(start, end, element, len(value))

    def _wrote(self, start: int, end: int, element: Element, size: int) -> None:
        """Count what was written for the line it stands in."""
        if element.block.name == "title":
            self.title = Span(self.title.start if self.title else start, end)
        else:
            self.shown += size
        if self.layout.fresh or not self.lines:
            self.lines.append(TextLine(start, element))
            self.layout.fresh = False
        line = self.lines[-1]
        line.end = end
        line.size += size
        if element.link:
            line.links += size

    def _unread(self, start: int, end: int, element: Element) -> None:
        """Text that is not read is remembered as what stands in its place, once for each element that it is in."""
        self.layout.separate(0)
        if not element.unread:
            return
        found = _VISIBLE.search(self.page, start, end)
        if not found:
            return
        if element.concealed:
            self.concealed += found.end() - found.start()
        self._leave(found.start(), found.end(), element.unread, element.root)

    def _leave(self, start: int, end: int, rule: str, root: Element | None) -> None:
        self.layout.leave_out(rule)
        if root is not None and root is self._root:
            start = self.left.pop().start
        self._root = root
        self.left.append(Left(start, end, rule))

    def _start(self, start: int, end: int, name: str, tag: Tag | None) -> None:
        stack = self.stack
        self._opened = end
        self.layout.separate(0)
        if name in ROOTS:
            return
        foreign = stack.counts["svg"] or stack.counts["math"]
        if foreign and name in BREAKOUT and not stack.counts["foreignobject"]:
            stack.leave(FOREIGN)
        if name in BLOCKS or name in ENDING:
            self.layout.separate(stack.make_room(name))
        if name in VOID:
            self._replaced(start, end, name, tag or PLAIN)
        elif tag is None and name not in TELLING:
            stack.push(name, stack.elements[-1])
        elif not (foreign and self.page[end - 2] == "/"):
            self._push(start, name, tag or PLAIN)

    def _push(self, start: int, name: str, tag: Tag) -> None:
        """A new element, what it says of its text, and what it puts before it."""
        parent = self.stack.elements[-1]
        element = Element(name, parent, words_of(name, tag), tag.style_name)
        self.stack.push(name, element)
        if parent.unread is not None:
            return
        rule = self._rule(start, name, tag)
        if rule is not None:
            element.unread, element.root = rule, element
            element.concealed = rule == "html.hidden" and tag.style is not None
            return
        if name in BLOCKS:
            self.layout.separate(BLOCKS[name])
        if name == "ol":
            element.item = tag.number("start", 1)
        elif name == "li" and element.lists:
            self._item(start, parent.block, tag)
        elif name in CELLS:
            if parent.block.cells:
                self.layout.separate(CELL)
            parent.block.cells += 1

    def _item(self, start: int, items: Element, tag: Tag) -> None:
        bullet = "• "
        if items.item is not None:
            number = tag.number("value", items.item)
            items.item, bullet = number + 1, f"{number}. "
        self.layout.bullet(start, "  " * items.lists if items.lists <= _DEEPEST else "", bullet)

    def _rule(self, start: int, name: str, tag: Tag) -> str | None:
        """The rule that leaves out what stands in an element, if one does."""
        if name in SILENT:
            return ""
        if name in ("noscript", "noframes") and not self.scripted:
            return None
        if name in UNREAD:
            return UNREAD[name]
        if tag.hidden or (name == "dialog" and not tag.opened):
            return "html.hidden"
        if tag.style is not None and self.conceals and CONCEALED.search(tag.style):
            return "html.hidden"
        if name == "title" and not _TITLE_END.search(self.page, start):
            return "html.unclosed"
        return None

    def _replaced(self, start: int, end: int, name: str, tag: Tag) -> None:
        """An element without an end: a break, or a picture or a field of a form and what is said in place of it."""
        if self.stack.elements[-1].unread is not None:
            return
        if name == "br":
            self.layout.break_line()
        elif name in BLOCKS:
            self.layout.separate(BLOCKS[name])
        elif tag.instead:
            place = _VISIBLE.search(self.page, *_value(self.page, start, end, "value" if name == "input" else "alt"))
            if place:
                self._leave(place.start(), place.end(), "html.form" if name == "input" else "html.alternative", None)

    def _end(self, name: str) -> None:
        level = self.stack.end(name)
        if name == "br":
            self.layout.break_line()
        elif name == "p" and not level and not self.stack.counts["p"] and self.stack.elements[-1].unread is None:
            level = BLANK
        self.layout.separate(level)


_ATTRIBUTE = {
    name: re.compile(rf"""[\s"'/]{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I) for name in ("alt", "value")
}


def _value(page: str, start: int, end: int, name: str) -> tuple[int, int]:
    """Where the value of an attribute stands in the start tag page[start:end]."""
    found = _ATTRIBUTE[name].search(page, start, end)
    return found.span(found.lastindex or 0) if found else (start, start)
