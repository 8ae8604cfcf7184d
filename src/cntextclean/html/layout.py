"""The edits that turn a page into its text: one for each stretch of markup and white space between two characters."""

from __future__ import annotations

from ..alignment import Edit
from ..patterns import lazy

__all__ = ["BLANK", "CELL", "NEWLINE", "NOTHING", "SPACE", "Layout"]

NOTHING, SPACE, CELL, NEWLINE, BLANK = range(5)
"""What stands between two characters, from the weakest; the strongest of all that is asked for is written."""

_WRITTEN = ("", " ", "\t\t", "\n", "\n\n")
_WHITE = " \t\n\f\r"
_IN_TEXT = lazy("[ \t\n\f\r]{2,}|[\t\n\f\r]|\x00|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_IN_PRE = lazy("\r\n?|\x00|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


class Layout:
    """The text of a page while it is read, as edits of the page.

    gap: where the last character of the text ended. level: what is to stand behind it.
    """

    def __init__(self, page: str) -> None:
        self.page = page
        self.edits: list[Edit] = []
        self.gap = 0
        self.level = NOTHING
        self.begun = False
        self._marked_up = False
        self._rules: dict[str, None] = {}
        self._white = ""  # of preformatted text, since the last block
        self._item: tuple[int, str, str] | None = None
        self.fresh = False  # whether what was written last began a line

    def separate(self, level: int) -> None:
        """Ask for something between what was written and what will be."""
        self._marked_up = True
        if level > self.level:
            self.level = level
        if level >= NEWLINE:
            self._white = ""

    def break_line(self) -> None:
        """A line ends, once more if it has ended already."""
        self.separate(BLANK if self.level >= NEWLINE else NEWLINE)

    def bullet(self, start: int, indent: str, bullet: str) -> None:
        """What is written next is an item of a list, whose tag stands at `start`."""
        self._item = (start, indent, bullet)

    def leave_out(self, rule: str) -> None:
        """Text in the gap is left out, for the reason that `rule` names."""
        self._rules[rule] = None

    def text(self, start: int, end: int) -> tuple[int, int] | None:
        """Write page[start:end], its white space as one space; returns the range without that at its ends."""
        page = self.page
        value = page[start:end]
        first = end - len(value.lstrip(_WHITE))
        if first == end:
            self.level = self.level or SPACE
            return None
        if first > start:
            self.level = self.level or SPACE
        last = start + len(value.rstrip(_WHITE))
        self._open(first)
        for match in _IN_TEXT.finditer(page, first, last):
            if match[0][0] in _WHITE:
                # rule html.space: white space that a browser shows as one blank, or not at all
                self.edits.append(Edit(*match.span(), " ", "html.space"))
            else:
                self.edits.append(Edit(*match.span(), _mended(match[0]), "html.character"))
        self.gap = last
        if last < end:
            self.level = SPACE
        return first, last

    def preformatted(self, start: int, end: int, *, first: bool) -> tuple[int, int] | None:
        """Write page[start:end] as it stands, but for a line break at the beginning (first) of its element."""
        value = self.page[start:end]
        if first:
            start += len(value) - len(value.removeprefix("\r\n" if value.startswith("\r\n") else "\n"))
            value = self.page[start:end]
        begin = end - len(value.lstrip(_WHITE))
        self._white += self.page[start:begin].replace("\r\n", "\n").replace("\r", "\n")
        if begin == end:
            return None
        last = start + len(value.rstrip(_WHITE))
        self._open(begin)
        for match in _IN_PRE.finditer(self.page, begin, last):
            # rule html.character: a character that HTML does not allow
            self.edits.append(Edit(*match.span(), _mended(match[0]), "html.character"))
        self.gap = last
        self._white = self.page[last:end].replace("\r\n", "\n").replace("\r", "\n")
        return begin, last

    def reference(self, start: int, end: int, value: str, *, preformatted: bool = False) -> bool:
        """Write the characters that page[start:end] stands for; returns whether any of them is seen."""
        if not value.strip(_WHITE):
            if preformatted:
                self._white += value
            self._marked_up = True
            self.level = self.level or SPACE * (not preformatted)
            return False
        self._open(start)
        # rule html.entity: a character reference of HTML
        self.edits.append(Edit(start, end, value, "html.entity"))
        self.gap = end
        return True

    def finish(self) -> list[Edit]:
        """All edits; what is left behind the last character is taken away."""
        if self.gap < len(self.page):
            self._edit(self.gap, len(self.page), "")
        return self.edits

    def _open(self, position: int) -> None:
        """Write what stands between the last character and the one at `position`."""
        self.fresh = self.level >= NEWLINE or not self.begun
        between = _WRITTEN[self.level] if self.begun else ""
        between = between + self._white if self.level != SPACE or not self._white else self._white
        gap = self.gap
        if self._item is not None:
            start, indent, bullet = self._item
            start = max(start, gap + 1)  # an edit of no character would stand on the edge of two lines
            self._edit(gap, start, between + indent)
            gap, between = start, bullet
            self._item = None
        self._edit(gap, position, between)
        self.begun = True
        self.level, self._marked_up, self._white = NOTHING, False, ""
        self._rules.clear()

    def _edit(self, start: int, end: int, written: str) -> None:
        if self.page[start:end] != written:
            # rule html.markup: tags and comments
            rules = dict.fromkeys(("html.markup" if self._marked_up or not self.begun else "html.space", *self._rules))
            self.edits.append(Edit(start, end, written, "+".join(rules)))


def _mended(broken: str) -> str:
    """A pair of surrogates as the character it is, half a one as U+FFFD; line breaks as one; of a NUL nothing."""
    if broken[0] == "\r":
        return "\n"
    return broken.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip("\x00")
