"""Which elements are open at a place of a page: a stack that start tags and end tags move.

It follows the standard where text depends on it: implied end tags, scopes, end tags that match nothing. It moves
nothing, as text stays where it stands in the page: no adoption of blocks by formatting elements, no foster parents.
"""

from __future__ import annotations

from collections import defaultdict

from .elements import BARRIERS, BLOCKS, CELLS, CLOSED_BY, FORMATTING, HEADINGS, ITEM_BARRIERS, LISTS, PRE, ROOTS, UNREAD

__all__ = ["Element", "Stack"]

_REACH = 512
"""Elements above the one that an end tag ends: browsers nest no deeper, and the cost of an end tag stays bounded."""


class Element:
    """What an open element says of its text; it is handed down to what stands in it.

    unread: the rule that leaves its text out, "" for text that is not meant for readers, None for text that is read.
    root: the element that `unread` comes from. concealed: whether a style attribute says so. block: the innermost one.
    lists: how many lists it stands in. item: number of the next item of an ordered list, None of others. cells: how
    many cells its row has so far. words: what it and those round it are called, see CUES; called: what the innermost
    that is called something is. kin: how many blocks beside this one look like it, by name and words; order: which of
    them it is, from 1. path: a number for the names and classes of its block and all round it.
    """

    __slots__ = (
        "block", "called", "cells", "children", "concealed", "depth", "heading", "item", "kin", "link", "lists", "name",
        "order", "parent", "path", "paths", "pre", "root", "sign", "table", "unread", "words",
    )  # fmt: skip

    def __init__(self, name: str, parent: Element | None, words: int = 0, style_name: str = "") -> None:
        self.name, self.parent = name, parent
        self.item: int | None = None
        self.cells = 0
        self.children: dict[tuple[str, int], int] | None = None
        if parent is None:
            self.unread: str | None = None
            self.root: Element = self
            self.block: Element = self
            self.concealed = self.link = self.pre = False
            self.lists = self.table = self.heading = self.depth = self.order = self.words = self.called = self.path = 0
            self.paths: dict[tuple[int, str, str], int] = {}
            self.sign = (name, words)
            self.kin: dict[tuple[str, int], int] = {}
            return
        self.unread, self.root, self.concealed = parent.unread, parent.root, parent.concealed
        self.link = parent.link or name == "a"
        self.words, self.called = parent.words | words, words or parent.called
        self.lists, self.table, self.pre, self.heading = parent.lists, parent.table, parent.pre, parent.heading
        if name in BLOCKS or name in CELLS:
            self._stand_in(parent.block, words, style_name)
        else:
            self.block, self.depth, self.kin = parent.block, parent.depth, parent.kin
            self.order, self.sign, self.path, self.paths = parent.order, parent.sign, parent.path, parent.paths

    def _stand_in(self, parent: Element, words: int, style_name: str) -> None:
        """Be a block: take a place among those of its parent that look alike."""
        name = self.name
        self.block, self.depth = self, parent.depth + 1
        if name in LISTS:
            self.lists += 1
        elif name == "table":
            self.table += 1
        elif name in HEADINGS:
            self.heading = int(name[1])
        elif name in PRE:
            self.pre = True
        if parent.children is None:
            parent.children = {}
        self.kin, self.sign = parent.children, (name, words)
        self.order = self.kin[self.sign] = self.kin.get(self.sign, 0) + 1
        self.paths = parent.paths
        self.path = self.paths.setdefault((parent.path, name, style_name), len(self.paths) + 1)


class Stack:
    """The open elements of a page, the innermost last; `elements` says nothing new for tags that change nothing."""

    def __init__(self) -> None:
        self.names = [""]
        self.elements = [Element("", None)]
        self.counts: dict[str, int] = defaultdict(int)

    def push(self, name: str, element: Element) -> None:
        self.names.append(name)
        self.elements.append(element)
        self.counts[name] += 1

    def make_room(self, name: str) -> int:
        """End what a start tag ends; returns what the ends of blocks set apart, see layout.py."""
        counts = self.counts
        level = 0
        if counts["p"] and name in BLOCKS:
            level = self._end(_PARAGRAPH, _ROUND_PARAGRAPH) or 0
        if name == "a":
            return self._end_inline("a") if counts["a"] else level
        wanted = CLOSED_BY.get(name)
        if wanted is None or not any(counts[one] for one in wanted):
            return level
        if name in HEADINGS:
            return max(level, self._pop(len(self.names) - 1) if self.names[-1] in HEADINGS else 0)
        barriers = ITEM_BARRIERS if name in ("li", "dd", "dt") else _SCOPES.get(name, BARRIERS)
        while (ended := self._end(wanted, barriers)) is not None:
            level = max(level, ended)
        return level

    def end(self, name: str) -> int:
        """End what an end tag ends; returns what the ends of blocks set apart, see layout.py."""
        if self.names[-1] == name:
            del self.names[-1]
            self.counts[name] -= 1
            return _level(name, self.elements.pop())
        if not self.counts[name] or name in ROOTS:
            return 0
        if name in BLOCKS or name in _SCOPES or name in UNREAD:
            names = HEADINGS if name in HEADINGS else frozenset((name,))
            return self._end(names, _SCOPES.get(name, BARRIERS)) or 0
        return self._end_inline(name)

    def leave(self, names: frozenset[str]) -> int:
        """End the innermost open element of one of these names, whatever stands in it."""
        return self._end(names, frozenset()) or 0

    def _reach(self) -> range:
        return range(len(self.names) - 1, max(len(self.names) - _REACH, 1) - 1, -1)

    def _end(self, names: frozenset[str], barriers: frozenset[str]) -> int | None:
        for k in self._reach():
            name = self.names[k]
            if name in names:
                return self._pop(k)
            if name in barriers:
                break
        return None

    def _end_inline(self, name: str) -> int:
        """End an inline element. A block in it stays open; only ends of formatting elements reach out of a block."""
        innermost = self.elements[-1].block
        for k in self._reach():
            if self.names[k] == name:
                return self._pop(k) if self.elements[k].block is innermost else self._take_out(k)
            if self.names[k] in BARRIERS or (self.elements[k].block is not innermost and name not in FORMATTING):
                break
        return 0

    def _take_out(self, k: int) -> int:
        del self.elements[k]
        name = self.names.pop(k)
        self.counts[name] -= 1
        if name == "a":
            for above in self.elements[k:]:
                above.link = False
        return 0

    def _pop(self, k: int) -> int:
        level = 0
        for name, element in zip(self.names[k:], self.elements[k:], strict=True):
            self.counts[name] -= 1
            level = max(level, _level(name, element))
        del self.elements[k:], self.names[k:]
        return level


def _level(name: str, element: Element) -> int:
    """What the end of an element sets apart; of one that is not read, nothing."""
    return BLOCKS.get(name, 0) if element.unread is None else 0


_PARAGRAPH = frozenset(("p",))
_ROUND_PARAGRAPH = BARRIERS | {"button"}
_TABLE = frozenset(("html", "table", "template"))
_SCOPES: dict[str, frozenset[str]] = {"table": frozenset(("html", "template"))} | dict.fromkeys(
    ("caption", "tbody", "td", "tfoot", "th", "thead", "tr"), _TABLE
)
"""What tags of tables do not reach through: another table."""
