"""The report of a run as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from .account import Account
from .corpus import Section, head, sampled, sections, warnings
from .entries import plainly
from .frame import shown
from .views import columns

__all__ = ["Paint", "Part", "account_lines", "section_lines"]

Part = Literal["head", "bar", "note"]
Paint = Callable[[Part, str], str]

ROWS = 12  # of a table; the page has them all
BAR = 20  # columns of the longest bar
CELL = 60  # columns of a cell


def account_lines(account: Account, *, paint: Paint = plainly) -> Iterator[str]:
    """All sections, each with its first rows. `paint` is given each part and says how it is shown."""
    yield paint("head", shown(account.name)) + ": " + ", ".join(f"{name} {value}" for name, value in head(account))
    for warning in warnings(account):
        yield paint("note", warning)
    for section in sections(account):
        yield ""
        yield from section_lines(section, paint=paint)
    yield ""
    yield paint("note", sampled(account))


def section_lines(section: Section, *, rows: int = ROWS, paint: Paint = plainly) -> Iterator[str]:
    """One table: its title, its first rows with the columns aligned, and how many more there are."""
    yield paint("head", section.title)
    count = len(section.columns) if section.share is None else section.share + 1
    table = [[_short(str(cell)) for cell in row[:count]] for row in section.rows[:rows]]
    heads = [[_short(name) for name in section.columns[:count]]] if count > 2 else []
    numbers = [all(isinstance(row[k], (int, float)) for row in section.rows) for k in range(count)]
    widths = [max([0, *(columns(row[k]) for row in (*heads, *table))]) for k in range(count)]
    for names in heads:
        yield paint("note", ("  " + "  ".join(map(_padded, names, widths, numbers))).rstrip())
    for row, bar in zip(table, _bars(section, paint), strict=False):
        yield ("  " + "  ".join([*map(_padded, row, widths, numbers), bar])).rstrip()
    if len(section.rows) > rows:
        yield paint("note", f"  and {len(section.rows) - rows} more")
    if section.note:
        yield paint("note", f"  {section.note}")


def _bars(section: Section, paint: Paint) -> Iterator[str]:
    """For each row its share, in figures and as a bar; nothing of a table without."""
    counts = [float(row[section.share]) for row in section.rows] if section.share is not None else []
    if not counts:
        yield from [""] * len(section.rows)
    for count in counts:
        share = count / sum(counts) if sum(counts) else 0.0
        yield f"{share:6.1%} {paint('bar', '█' * round(BAR * count / max(counts)) if count else '')}"


def _short(text: str) -> str:
    """A cell on one line that no sign in it can leave."""
    text = shown(text.replace("\n", "⏎").replace("\t", " "))
    while columns(text) > CELL:
        text = text[: len(text) * CELL // columns(text) - 1] + "…"
    return text


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - columns(text))
    return space + text if right else text + space
