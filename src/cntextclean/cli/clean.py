"""The command `cntextclean`: files in, clean text out. Everything it does is done by the library."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, get_args

from .. import __version__
from .._api import Cleaner
from ..config import Config, Script
from ..decoding.decoded import decode
from ..document import Document
from ..errors import CleanError, ConfigError
from ..report.entries import explain
from .pages import is_html, load_site, read_page, say

__all__ = ["build_parser", "main"]

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

EPILOG = """\
Several texts are set apart by one empty line. json is an array, for one file too; jsonl has one line each.
exit codes: 0 all is well; 1 some input failed, the others are done; 2 wrong arguments; 130 interrupted.
For whole corpora (JSONL, Parquet, Arrow, WARC; several processes): cntextclean run --help
For what the pages of one host share: cntextclean learn --help"""


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
    add("-o", "--output", metavar="FILE", type=Path, help="write to FILE (which may be an input)")
    add("--format", choices=("text", "json", "jsonl"), default="text", help="what to write (default: text)")
    add("--encoding", metavar="NAME", help="the encoding of the input, if you know it: gbk, big5, utf-8 ...")
    add("--html", action="store_true", help="the input is HTML; files called .html or .htm are in any case")
    add("--site", metavar="FILE", type=Path, help="leave out what the pages of the host share: see `cntextclean learn`")
    add("--script", choices=(*get_args(Script), "keep"), default="zh-Hans", help="default: zh-Hans")
    add("--keep-punctuation", action="store_true", help="leave marks narrowed to ASCII as they are")
    add("--keep-chrome", action="store_true", help="leave menus, ads and the like in the text")
    add("--keep-comments", action="store_true", help="leave readers' comments in the text")
    add("--disable", metavar="RULE", action="append", default=[], help="a rule not to apply; repeatable")
    add("--explain", action="store_true", help="list every edit and every drop on standard error")
    add("--version", action="version", version=f"cntextclean {__version__}")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["run"]:
        from .run import main as run  # its formats and engines take time to import

        return run(argv[1:])
    if argv[:1] == ["learn"]:
        from .learn import main as learn

        return learn(argv[1:])
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        config = _config(args)
        cleaner = Cleaner(config, site=load_site(args.site) if args.site else None)
    except (ConfigError, OSError) as error:
        parser.error(str(error))
    failed: list[str] = []
    try:
        with _open_output(args.output) as out:
            _write(_documents(args, cleaner, failed), out, args.format)
    except BrokenPipeError:
        _abandon_stdout()  # the reader has seen enough, as `head` does: no fault of the input
    except OSError as error:
        say(f"{args.output or 'standard output'}: {error.strerror or error}")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return FAILED if failed else OK


def _config(args: argparse.Namespace) -> Config:
    """The options of the library that the arguments ask for. Raises ConfigError."""
    if args.encoding is not None:
        decode(b"", hint=args.encoding)
    return Config(
        script=None if args.script == "keep" else args.script,
        punctuation="keep" if args.keep_punctuation else "fullwidth",
        chrome="keep" if args.keep_chrome else "drop",
        comments="keep" if args.keep_comments else "drop",
        disable=frozenset(args.disable),
    )


def _documents(args: argparse.Namespace, cleaner: Cleaner, failed: list[str]) -> Iterator[tuple[str, Document]]:
    """The pages that could be read, cleaned, with their names; the names of the others go to `failed`."""
    for name in args.files or ["-"]:
        try:
            data = read_page(name)
            clean = cleaner.clean_html if args.html or is_html(name) else cleaner.clean
            document = clean(data, encoding=args.encoding)
        except (OSError, ValueError, CleanError) as error:  # ValueError: a name with a NUL
            reason = error.strerror or error if isinstance(error, OSError) else error
            say(f"{'standard input' if name == '-' else name}: {reason}")
            failed.append(name)
            continue
        if args.explain:
            for line in explain(document, name):
                print(line, file=sys.stderr)
        yield name, document


def _write(documents: Iterator[tuple[str, Document]], out: BinaryIO, form: str) -> None:
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


@contextmanager
def _open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is complete, so that it may be an input too."""
    if path is None:
        yield sys.stdout.buffer
        return
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():  # a device, a pipe; a directory raises here
        with path.open("wb") as device:
            yield device
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _abandon_stdout() -> None:
    """Let Python's own flush at exit go nowhere instead of failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
