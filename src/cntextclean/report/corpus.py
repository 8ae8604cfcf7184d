"""What a report of a run says, in sections that a terminal and a page show alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..known_rules import known_rules
from .account import PAGES, Account, Top

__all__ = ["Section", "head", "sampled", "sections", "why"]

Cell = str | int | float

_CONFIDENCE = "How well the text of a page is expected to fit, as an F1, in tenths rounded down."


class Section(NamedTuple):
    """A table. `share`: the column of counts whose part of the whole is shown as a bar; None of a table without."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    share: int | None = None
    note: str = ""


def head(account: Account) -> list[tuple[str, Cell]]:
    """The facts that come first."""
    records, characters = account.counts["records"], account.counts["characters"]
    kept = characters["kept"] / characters["source"] if characters["source"] else 0.0
    return [
        ("version", account.version or "unknown"),
        ("files", account.shards["done"]),
        ("records", records["in"]),
        ("in the output", records["out"]),
        ("characters read", characters["source"]),
        ("kept", f"{kept:.1%}"),
        ("seconds of cleaning", round(account.seconds, 1)),
    ]


def warnings(account: Account) -> Iterator[str]:
    """What a reader has to know before the figures."""
    if damaged := account.shards.get("damaged"):
        yield f"{damaged} files are damaged; they count as far as they could be read."
    if others := account.shards.get("other options"):
        yield f"{others} files were cleaned by another version or with other options: --resume does them again."
    if unsettled := account.counts["damage"].get("unsettled"):
        yield f"{unsettled} pages are unsettled: cleaning their text again would change it."


def sections(account: Account) -> list[Section]:
    """All tables, the most general first; those without rows are left out."""
    counts = account.counts
    found = [
        Section("Records", ("what became of them", "records"), _records(counts["records"])),
        Section("Characters", ("where they are", "characters"), _characters(counts), 1),
        Section("Kinds of pages", ("kind", "pages"), _ranked(counts["kinds"]), 1),
        Section("Confidence", ("from", "pages"), _bands(counts["confidence"]), 1, _CONFIDENCE),
        Section("Damage", ("rule", "times", "what for"), _rules(counts["damage"]), 1),
        Section("Dropped, by label", ("label", "characters"), _ranked(counts["dropped"]), 1),
        Section("Edits, by rule", ("rule", "times", "what for"), _rules(counts["edits"]), 1),
        Section("Encodings", ("encoding", "pages"), _ranked(counts["encodings"]), 1),
        Section("Scripts", ("script", "pages"), _ranked(counts["scripts"]), 1),
        Section("Hosts", ("host", "pages"), account.hosts.rows, 1, _bound(account.hosts)),
        Section("Dropped lines", ("label", "line", "times"), _lines(account.lines), 2, _bound(account.lines)),
        Section("Not in the output, or not cleaned", ("reason", "records"), _ranked(counts["reasons"]), 1),
        Section("Slowest records", ("seconds", "file", "record"), account.slowest),
    ]
    return [section for section in found if section.rows]


def sampled(account: Account) -> str:
    """How the samples were drawn, in words."""
    size, seed = account.options.get("samples", 0), account.options.get("seed", 0)
    if not account.cases:
        return "No samples were kept (--samples 0)."
    return (
        f"Up to {size} cases of each of {len(account.rules())} rules and of each tenth of confidence, and "
        f"{len(account.cases.get(PAGES, ()))} of all pages, drawn with the seed {seed}: each page gives at most one "
        "case for each, and a page that occurs several times counts once."
    )


def why(rule: str) -> str:
    """What a rule is for; "" of one that this version does not have."""
    known = known_rules().get(rule)
    return known.why if known else ""


def _records(counts: Mapping[str, int]) -> list[tuple[Cell, ...]]:
    names = {
        "in": "read",
        "out": "in the output",
        "out_with_errors": "of these not cleaned",
        "dropped": "left out",
        "failed": "failed",
    }
    return [(said, counts[name]) for name, said in names.items()]


def _characters(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[Cell, ...]]:
    characters = counts["characters"]
    dropped = sum(counts["dropped"].values())
    return [
        ("in kept paragraphs", characters["kept"]),
        ("in dropped blocks", dropped),
        ("between blocks", characters["between"]),
    ]


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _bands(counts: Mapping[str, int]) -> list[tuple[Cell, ...]]:
    """Every tenth, those without pages too, so that the shape is seen."""
    return [(band, counts.get(band, 0)) for band in (f"{n / 10:.1f}" for n in range(11))] if counts else []


def _rules(counts: Mapping[str, int]) -> list[tuple[Cell, ...]]:
    return [(rule, times, why(rule)) for rule, times in _ranked(counts)]


def _lines(lines: Top) -> list[tuple[Cell, ...]]:
    rows = ((*line.partition("\t")[::2], times) for line, times in lines.rows)
    return [(label, line, times) for label, line, times in rows]


def _bound(top: Top) -> str:
    if not top.missed:
        return "All are counted."
    return f"Each may be too low by {top.missed} at most; one that is not listed came no oftener (Misra and Gries)."
