"""The command `cntextclean explain`: what was done to a page, and why, in the terminal or as one HTML file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from ..document import Document
from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError
from ..report.entries import Part, explain
from ..report.views import side_by_side, unified
from .colours import painter
from .pages import add_cleaning_options, is_html, make_cleaner, need_extras, read_page, tell_failure, tell_unread
from .streams import FAILED, INTERRUPTED, open_closed_streams, say, write_out

__all__ = ["build_parser", "main"]

# ECMA-48 colours that are readable on light and dark grounds; before and after differ in more than the colour
_COLOURS: dict[Part, str] = {
    "head": "1", "place": "36", "before": "9;31", "after": "1;32", "dropped": "35", "rule": "2",
}  # fmt: skip

_NO_TERMINAL = (120, 24)  # columns and lines where there is no terminal and COLUMNS says nothing

EPILOG = """\
Colours are for terminals only; NO_COLOR=1 is without.
exit codes: 0 all is well; 1 the page could not be read, or the report not written; 2 wrong arguments;
130 interrupted."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean explain`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean explain",
        description="Show what was repaired and dropped on a page, where, and by which rule.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("page", nargs="?", default="-", metavar="PAGE", help="a page in any encoding; none or - is standard input")
    add("--html", metavar="FILE", help="write the report to FILE, source and text side by side; - is standard output")
    views = "a list of what was done (default), or the whole page: unified like a diff, or side by side"
    add("--view", choices=("list", "unified", "side"), default="list", help=views)
    add("--all", "--explain-all", action="store_true", help="list every edit, also of script and width alone")
    add("--from-html", action="store_true", help="PAGE is HTML; one that looks it or is called .html is anyway")
    add_cleaning_options(parser)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        document = _clean(args)
    except ConfigError as error:
        parser.error(str(error))
    except MissingExtraError as error:
        say(str(error))
        return FAILED
    except (OSError, ValueError, CleanError) as error:  # ValueError: a name with a NUL
        tell_failure(args.page, error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return _write(document, args)


def _clean(args: argparse.Namespace) -> Document:
    """The page, cleaned. Raises ConfigError, MissingExtraError, OSError, CleanError, ValueError."""
    html = args.from_html or is_html(args.page)
    need_extras([args.page], html=html)
    cleaner = make_cleaner(args)
    clean = cleaner.clean_html if html else cleaner.clean
    document = clean(read_page(args.page), encoding=args.encoding)
    tell_unread(args.page, document)
    return document


def _write(document: Document, args: argparse.Namespace) -> int:
    """The report where it is wanted; the exit code."""
    if args.html:
        return write_out(args.html, [document.to_html(name=args.page)])
    return write_out(None, (f"{line}\n" for line in _lines(document, args)))


def _lines(document: Document, args: argparse.Namespace) -> Iterator[str]:
    paint = painter(_COLOURS)
    if args.view == "unified":
        return unified(document, paint=paint)
    if args.view == "side":
        return side_by_side(document, width=get_terminal_size(_NO_TERMINAL).columns, paint=paint)
    return explain(document, args.page, every=args.all, paint=paint)
