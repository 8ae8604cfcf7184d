"""The command `cntextclean report`: what a run did, in words or as one HTML file, alone or beside another."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import CleanError
from ..report.changes import compare
from ..report.changes_page import changes_html
from ..report.changes_text import changes_lines
from ..report.corpus_page import account_html
from ..report.corpus_text import account_lines
from ..run.account import read_account
from .colours import painter
from .runs import COLOURS, fail
from .streams import INTERRUPTED, open_closed_streams, write_out

__all__ = ["build_parser", "main"]

EPILOG = """\
Colours are for terminals only; NO_COLOR=1 is without.
exit codes: 0 all is well; 1 the run could not be read, or the report not written; 2 wrong arguments;
130 interrupted."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean report`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean report",
        description="Show what a run did: totals, damage, what was dropped, what is slow, and samples to look at.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("run", metavar="RUN_DIR", type=Path, help="the output folder of `cntextclean run`")
    add("--html", metavar="FILE", help="write the report to FILE, with the samples; - is standard output")
    add("--diff", metavar="OTHER_RUN", type=Path, help="show what another version or configuration changed")
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    args = build_parser().parse_args(argv)
    try:
        pieces = list(_report(args))
    except (CleanError, OSError) as error:
        return fail(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    return write_out(args.html, pieces)


def _report(args: argparse.Namespace) -> Iterator[str]:
    """The report as text or HTML. Raises CleanError, OSError."""
    account = read_account(args.run)
    paint = painter(COLOURS)
    if args.diff is None:
        if args.html:
            yield account_html(account)
        else:
            yield from (f"{line}\n" for line in account_lines(account, paint=paint))
        return
    changes = compare(account, read_account(args.diff))
    if args.html:
        yield changes_html(changes)
    else:
        yield from (f"{line}\n" for line in changes_lines(changes, paint=paint))
