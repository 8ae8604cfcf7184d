"""The command `cntextclean audit`: cases of a run for a person to judge, and verdicts back into precision by rule."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import CleanError, ConfigError
from ..report.account import Account
from ..report.audit_page import audit_html, choose
from ..report.audit_text import precision_lines
from ..report.precision import Verdicts, read_verdicts
from ..run.account import read_account
from ..run.shards import OWN_FOLDER
from .colours import painter
from .runs import COLOURS, fail
from .streams import INTERRUPTED, OK, open_closed_streams, say, write_out

__all__ = ["build_parser", "main"]

EPILOG = """\
exit codes: 0 all is well; 1 the run or the labels could not be read, or the page not written; 2 wrong arguments;
130 interrupted."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean audit`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean audit",
        description="Write a page of cases to judge, or read the verdicts back into the precision of each rule.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("run", metavar="RUN_DIR", type=Path, help="the output folder of `cntextclean run`")
    add("--sample", type=int, default=200, metavar="N", help="cases, spread evenly over the rules (default: 200)")
    what = parser.add_mutually_exclusive_group()
    place = "where the page goes (default: audit.html in RUN_DIR/_cntextclean); - is standard output"
    what.add_argument("--html", metavar="FILE", help=place)
    what.add_argument("--labels", metavar="FILE", type=Path, help="the labels that the page gave for download")
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.sample < 1:
        parser.error(f"--sample {args.sample}: it must be 1 or more")
    try:
        account = read_account(args.run)
        return _judge(account, args.labels) if args.labels else _draw(account, args)
    except (CleanError, OSError) as error:
        return fail(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def _draw(account: Account, args: argparse.Namespace) -> int:
    """Write the page."""
    cases = choose(account, args.sample)
    if not cases:
        raise ConfigError(f"{args.run}: the run kept no samples (--samples 0)")
    target = args.html or str(args.run / OWN_FOLDER / "audit.html")
    code = write_out(target, [audit_html(account, cases)])
    if code == OK:
        say(f"{len(cases)} cases of {len({case['rule'] for case in cases})} rules are in {target}", command="")
    return code


def _judge(account: Account, path: Path) -> int:
    """Print the precision of each rule."""
    return write_out(None, _lines(account, _read(path)))


def _read(path: Path) -> Verdicts:
    try:
        data: Any = json.loads(path.read_bytes())
        return read_verdicts(data)
    except ValueError as error:  # ConfigError is one
        raise ConfigError(f"{path}: {error}") from error


def _lines(account: Account, verdicts: Verdicts) -> Iterator[str]:
    return (f"{line}\n" for line in precision_lines(account, verdicts, paint=painter(COLOURS)))
