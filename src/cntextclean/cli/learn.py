"""The command `cntextclean learn`: pages of one host in, a site profile out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from .._api import html_text, learn_site
from ..boilerplate.site import SiteProfile
from ..decoding.decoded import decode
from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError
from .pages import is_html, load_site, need_extras, read_page, tell_failure
from .streams import FAILED, INTERRUPTED, OK, Output, abandon_stdout, open_closed_streams, say

__all__ = ["build_parser", "main"]

EPILOG = """\
exit codes: 0 all is well; 1 some page could not be read, the others are learnt; 2 wrong arguments; 130 interrupted."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean learn`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean learn",
        description="Learn which lines the pages of one host share, to leave them out with `cntextclean --site FILE`.",
        epilog=EPILOG,
    )
    add = parser.add_argument
    add("pages", nargs="+", metavar="PAGE", help="a page each, in any encoding; - is standard input")
    add("-o", "--output", required=True, metavar="FILE", help="the profile, as JSON; - is standard output")
    add("--merge", action="append", default=[], type=Path, metavar="FILE", help="a profile to begin with; repeatable")
    add("--encoding", metavar="NAME", help="the encoding of the pages, if you know it: gbk, big5, utf-8 ...")
    add("--html", action="store_true", help="the pages are HTML; files called .html or .htm are in any case")
    return parser


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        need_extras(args.pages, html=args.html)
        decode(b"", hint=args.encoding)
        known = SiteProfile.merged(map(load_site, args.merge))
    except (MissingExtraError, OSError) as error:
        say(str(error))
        return FAILED
    except ConfigError as error:
        parser.error(str(error))
    failed: list[str] = []
    output = None
    try:
        output = Output(args.output)
        profile = learn_site(_texts(args, failed), encoding=args.encoding, into=known)
        output.stream.write(json.dumps(profile.to_dict(), separators=(",", ":")).encode() + b"\n")
        if not output.commit(complete=not failed, empty=len(failed) == len(args.pages)):
            say(f"{output.name}: not written, as {len(failed)} of {len(args.pages)} pages could not be read")
            return FAILED
    except OSError as error:
        say(f"{args.output}: {error.strerror or error}")
        abandon_stdout()
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if output:
            output.close()
    say(f"{output.name}: {len(profile)} lines are shared by {profile.pages} pages", command="")
    return FAILED if failed else OK


def _texts(args: argparse.Namespace, failed: list[str]) -> Iterator[str | bytes]:
    """The pages that could be read; the names of the others go to `failed`."""
    for name in args.pages:
        try:
            data = read_page(name)
            html = args.html or is_html(name)
            page = html_text(data, encoding=args.encoding) if html else data
        except (OSError, ValueError, CleanError) as error:  # ValueError: a name with a NUL
            tell_failure(name, error)
            failed.append(name)
            continue
        yield page
