"""The precision of each rule as lines for a terminal, and the cases that were judged wrong."""

from __future__ import annotations

from collections.abc import Iterator

from .account import Account, Case
from .case_view import what_became
from .corpus import Section
from .corpus_text import Paint, section_lines
from .entries import plainly
from .frame import shown
from .precision import Precision, Verdicts, precision_by_rule

__all__ = ["precision_lines"]


def precision_lines(account: Account, verdicts: Verdicts, *, paint: Paint = plainly) -> Iterator[str]:
    """A row for each rule that was judged, all of them together, the wrong cases, and what cannot be counted."""
    found = precision_by_rule(account, verdicts)
    judged = {case["id"]: case for rule in account.rules() for case in account.of_rule(rule)}
    rows = [_row(precision) for precision in found]
    columns = ("rule", "right", "wrong", "unsure", "precision", "95 % from", "to")
    note = "Wilson's interval. Each rule was drawn evenly, so that the rules together say nothing of the whole run."
    yield from section_lines(Section("Precision", columns, rows, note=note), rows=len(rows), paint=paint)
    wrong = [case for name, case in judged.items() if verdicts.of.get(name) == "wrong"]
    if wrong:
        yield ""
        yield paint("head", "Wrong")
        for case in wrong:
            yield from _told(case)
    unknown = sum(name not in judged for name in verdicts.of)
    if unknown:
        yield paint("note", f"{unknown} labels are of no case that this run drew, and are not counted.")
    if verdicts.fingerprint != account.fingerprint:
        yield paint("note", "The labels were made for another version or configuration.")


def _row(found: Precision) -> tuple[str | int | float, ...]:
    low, high = found.interval
    share = "-" if found.share is None else f"{found.share:.3f}"
    return found.rule, found.right, found.wrong, found.unsure, share, round(low, 3), round(high, 3)


def _told(case: Case) -> Iterator[str]:
    left, inside, right = case["before"]
    after = "" if case["what"] == "dropped" else " → " + case["after"][1]
    yield shown(f"  {case['rule']}: {left[-10:]}[{inside}]{right[:10]}{after}".replace("\n", "⏎"))
    yield shown(f"    {what_became(case)}")
