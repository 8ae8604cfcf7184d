"""The command `cntextclean rules`: every rule, or those that act on a text, with what they are for."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

from .._api import clean
from ..boilerplate.rulebook import FILES, Rule, rulebook
from ..errors import CleanError
from ..known_rules import known_rules
from .pages import read_page, tell_failure
from .streams import FAILED, INTERRUPTED, open_closed_streams, say, write_out

__all__ = ["build_parser", "main"]


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean rules`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean rules",
        description="List the rules, or those that act on a text, and what they are for; --disable takes their ids.",
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="a text, or a page with --file; without it, all rules")
    parser.add_argument("--file", action="store_true", help="TEXT names a file; - is standard input")
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    args = build_parser().parse_args(argv)
    try:
        data = read_page(args.text or "-") if args.file else args.text
        lines = _all() if data is None else _acting(data)
        return write_out(None, (f"{line}\n" for line in lines))
    except CleanError as error:
        tell_failure(args.text or "-", error)
        return FAILED
    except OSError as error:
        say(f"{error.filename}: {error.strerror or error}")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _all() -> Iterator[str]:
    """Every rule; of those that are data, examples of what they hit and of what they must miss."""
    examples: dict[str, Rule] = {rule.id: rule for name in FILES for rule in rulebook(name).rules}
    for name, (said, why) in known_rules().items():
        yield f"{name}  {said}: {why}" if said else f"{name}: {why}"
        if name in examples:
            yield from (f"    + {_one_line(text)}" for text in examples[name].hit[:2])
            yield from (f"    - {_one_line(text)}" for text in examples[name].miss[:1])


def _acting(data: str | bytes) -> Iterator[str]:
    """The rules of edits and drops, the most frequent first, each with the first thing it did."""
    document = clean(data)
    known, counts, first = known_rules(), Counter[str](), dict[str, str]()
    for edit in document.edits:
        for rule in edit.rule.split("+"):
            counts[rule] += 1
            first.setdefault(rule, f"{document.source[edit.start : edit.end]} → {edit.replacement}")
    for block in document.dropped:
        counts[block.rule] += 1
        first.setdefault(block.rule, f"{document.source[slice(*block.source_span)].strip()}  dropped as {block.label}")
    for rule, count in counts.most_common():
        why = f": {known[rule].why}" if rule in known else ""
        yield f"{rule}  {count} times{why}"
        yield f"    {_one_line(first[rule])}"


def _one_line(text: str) -> str:
    text = " ⏎ ".join(text.splitlines())
    return text if len(text) <= 100 else text[:99] + "…"
