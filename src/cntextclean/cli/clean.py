"""The command `cntextclean`: files in, clean text out. Everything it does is done by the library."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import BinaryIO

from .. import __version__
from .._api import Cleaner
from ..document import Document
from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError
from ..report.entries import explain
from .pages import add_cleaning_options, is_html, make_cleaner, need_extras, read_page, tell_failure, tell_unread
from .streams import FAILED, INTERRUPTED, OK, Output, abandon_stdout, open_closed_streams, say

__all__ = ["build_parser", "main"]

COMMANDS = ("run", "learn", "explain", "rules", "report", "audit", "completion")

EPILOG = """\
Several texts are set apart by one empty line. json is an array, for one file too; jsonl has one line each.
exit codes: 0 all is well; 1 some input failed, the others are done; 2 wrong arguments; 130 interrupted.
For whole corpora (JSONL, Parquet, Arrow, WARC; several processes): cntextclean run --help
For what the pages of one host share: cntextclean learn --help
For what was done to a page, and why: cntextclean explain --help
For what a run did, and to judge it: cntextclean report --help, cntextclean audit --help
For every rule, or those that act on a text: cntextclean rules [TEXT]
For shells that complete options: cntextclean completion --help"""

_log = logging.getLogger(__name__)


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean",
        description="Clean pages of Chinese web text: damage repaired, one script, menus and ads left out.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help="a page each, in any encoding; none or - is standard input")
    add("-o", "--output", metavar="FILE", help="write to FILE (which may be an input); - is standard output")
    add("--format", choices=("text", "json", "jsonl"), default="text", help="what to write (default: text)")
    add("--html", action="store_true", help="the input is HTML; files that look it or are called .html are anyway")
    add_cleaning_options(parser)
    add("--explain", action="store_true", help="say on standard error what was repaired and dropped, and why")
    add("--explain-all", action="store_true", help="the same with every edit, also of script and width alone")
    add("-v", "--verbose", action="store_true", help="log what is done on standard error")
    add("--version", action="version", version=f"cntextclean {__version__}")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    argv = sys.argv[1:] if argv is None else argv
    open_closed_streams()
    if argv and argv[0] in COMMANDS:
        return _other(argv[0], argv[1:])
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.verbose:
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        need_extras(args.files, html=args.html)
        cleaner = make_cleaner(args)
    except (MissingExtraError, OSError) as error:
        say(str(error))
        return FAILED
    except ConfigError as error:
        parser.error(str(error))
    return _clean(_Pages(args, cleaner), args)


def _other(name: str, argv: Sequence[str]) -> int:
    """Run another command. Each is imported only when it is meant: formats and engines take time to import."""
    if name != "completion":
        command = import_module(f".{name}", __package__)
        return int(command.main(argv))
    from .completion import main as completion

    return completion(argv, build_parser())


def _clean(pages: _Pages, args: argparse.Namespace) -> int:
    """Clean the pages into the output; the exit code."""
    output = None
    try:
        output = Output(args.output)
        _write(pages, output.stream, args.format)
        if not output.commit(complete=not pages.failed, empty=not pages.done):
            say(f"{output.name}: not written, as {pages.failed} of {pages.failed + pages.done} pages could not be read")
    except BrokenPipeError:
        abandon_stdout()  # the reader has seen enough, as `head` does: no fault of the input
    except OSError as error:
        say(f"{output.name if output else args.output or error.filename}: {error.strerror or error}")
        abandon_stdout()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if output:
            output.close()
    return FAILED if pages.failed else OK


@dataclass(slots=True)
class _Pages:
    """The pages of the command, cleaned one by one; how many there were, and how many could not be read."""

    args: argparse.Namespace
    cleaner: Cleaner
    done: int = field(default=0, init=False)
    failed: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[tuple[str, Document]]:
        args = self.args
        for name in args.files or ["-"]:
            try:
                data = read_page(name)
                clean = self.cleaner.clean_html if args.html or is_html(name) else self.cleaner.clean
                document = clean(data, encoding=args.encoding)
            except (OSError, ValueError, CleanError) as error:  # ValueError: a name with a NUL
                tell_failure(name, error)
                self.failed += 1
                continue
            self.done += 1
            tell_unread(name, document)
            _log.info("%s: read as %s, %d characters of text", name, document.encoding, len(document.text))
            if args.explain or args.explain_all:
                for line in explain(document, name, every=args.explain_all):
                    say(line, command="")
            yield name, document


def _write(documents: _Pages, out: BinaryIO, form: str) -> None:
    """Each document as soon as it is there, in UTF-8."""
    writer: dict[str, Callable[[int, str, Document], str]] = {"text": _text, "json": _json, "jsonl": _jsonl}
    count = 0
    for name, document in documents:
        out.write(writer[form](count, name, document).encode("utf-8", "replace"))
        out.flush()
        count += 1
    if form == "json":
        out.write(b"\n]\n" if count else b"[]\n")
        out.flush()


def _text(count: int, name: str, document: Document) -> str:
    return ("\n" if count else "") + document.text + ("\n" if document.text else "")


def _json(count: int, name: str, document: Document) -> str:
    record = json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False, indent=2)
    return (",\n" if count else "[\n") + record


def _jsonl(count: int, name: str, document: Document) -> str:
    return json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
