"""The command `cntextclean run`: arguments to a run, and its summary to words and an exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from ..config import Config
from ..errors import CleanError, ConfigError
from ..io.formats import INPUTS, OUTPUTS
from ..run.engine import Summary, run
from ..run.options import RunOptions
from ..run.progress import open_progress
from ..run.report import report, write_report
from ..run.shards import OWN_FOLDER, find_shards
from .pages import load_site

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["build_parser", "main"]

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

EPILOG = """\
exit codes: 0 every record is in the output; 1 some are not, or the run could not go on; 2 wrong arguments;
130 interrupted. What is not in the output is in DIR/_cntextclean/rejected with the reason."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean run`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean run",
        description="Clean whole corpora: text, HTML, JSONL, Parquet, Arrow, WARC and WET files, also compressed.",
        epilog=EPILOG,
    )
    add = parser.add_argument
    add(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="files, folders, or patterns in quotes ('data/**/*.jsonl.gz')",
    )
    add("-o", "--output", required=True, metavar="DIR", type=Path, help="the folder for the results")
    _add_fields(parser.add_argument_group("records"))
    _add_conduct(parser.add_argument_group("the run"))
    return parser


def _add_fields(group: argparse._ArgumentGroup) -> None:
    field = group.add_mutually_exclusive_group()
    field.add_argument("--text-field", metavar="NAME", help="the field with the page (default: text)")
    field.add_argument("--bytes-field", metavar="NAME", help="the field with the page as bytes; in JSONL, as base64")
    add = group.add_argument
    add("--output-field", default="text", metavar="NAME", help="the field for the clean text (default: text)")
    details = group.add_mutually_exclusive_group()
    details.add_argument(
        "--details-field",
        default="cntextclean",
        metavar="NAME",
        help="the field for paragraphs, spans, damage, encoding, script and metadata (default: cntextclean)",
    )
    details.add_argument("--no-details", action="store_true", help="leave the details out")
    add("--drop-source", action="store_true", help="do not keep the page as it was")
    add("--format", choices=INPUTS, help="read all files as this, whatever their names")
    add("--output-format", choices=[*OUTPUTS], help="write this (default: as the input; WARC: jsonl.gz)")
    add("--config", type=Path, metavar="FILE", help="options of the cleaning, in TOML")
    add(
        "--html",
        action="store_true",
        help="the pages are HTML; those of .html files and of web servers are in any case",
    )
    add("--site", type=Path, metavar="FILE", help="what `cntextclean learn` found out about the host of the pages")
    add("--drop-empty", action="store_true", help="leave out pages of which nothing remains")


def _add_conduct(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("-j", "--jobs", type=int, default=_cores(), metavar="N", help="processes (default: one for each core)")
    add("--limit", type=int, metavar="N", help="stop after N records")
    again = group.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="do only what an earlier run has not done")
    again.add_argument("--overwrite", action="store_true", help="do everything again")
    add(
        "--on-error",
        choices=("fail", "skip", "keep"),
        default="skip",
        help="a record that cannot be cleaned: end the run, leave it out (default), or keep it as it is",
    )
    add("--report", type=Path, metavar="FILE", help="write an account of the run, in JSON")
    add("-q", "--quiet", action="store_true", help="no progress and no summary, only errors")


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    args = build_parser().parse_args(argv)
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        options = _options(args)
        summary = _run(args, options)
        if args.report:
            write_report(args.report, report(summary, options))
    except ConfigError as error:
        return _say(error, USAGE)
    except (CleanError, OSError) as error:
        return _say(error, FAILED)
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, before)
    return _tell(summary, args)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM, as batch systems send it before they kill: leave in order, as at Ctrl-C."""
    raise KeyboardInterrupt


def _say(message: object, code: int) -> int:
    print(f"cntextclean run: {message}", file=sys.stderr)
    return code


def _run(args: argparse.Namespace, options: RunOptions) -> Summary:
    shards = find_shards(args.inputs, args.output, options)
    total = sum(shard.path.stat().st_size for shard in shards if shard.path.exists())
    return run(
        args.inputs,
        args.output,
        options,
        jobs=args.jobs,
        mode="resume" if args.resume else "overwrite" if args.overwrite else "new",
        progress=open_progress(total, quiet=args.quiet),
    )


def _options(args: argparse.Namespace) -> RunOptions:
    return RunOptions(
        config=_read_config(args.config) if args.config else Config(),
        html=args.html,
        site=load_site(args.site) if args.site else None,
        field=args.text_field or args.bytes_field,
        base64=args.bytes_field is not None,
        text=args.output_field,
        details=None if args.no_details else args.details_field,
        keep_source=not args.drop_source,
        format=args.format,
        output_format=args.output_format,
        on_error=args.on_error,
        drop_empty=args.drop_empty,
        limit=args.limit,
    )


def _read_config(path: Path) -> Config:
    """The options in a TOML file; script = "keep" keeps each page's own script.

    Raises ConfigError, OSError.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error
    if values.get("script") == "keep":
        values["script"] = None
    if isinstance(values.get("disable"), list):
        values["disable"] = frozenset(values["disable"])
    try:
        return Config().but(**values)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def _tell(summary: Summary, args: argparse.Namespace) -> int:
    """The summary in words on stderr, and the exit code."""
    for error in summary.errors:
        print(f"cntextclean run: {error}", file=sys.stderr)
    records, shards = summary.counts.records, summary.shards
    if summary.stopped or summary.interrupted:
        done = shards["done"] + shards["resumed"]
        print(
            f"cntextclean run: {summary.stopped or 'interrupted'}; {done} of {shards['in']} files are done, "
            "and --resume does the rest",
            file=sys.stderr,
        )
    elif not args.quiet:
        rate = summary.records / summary.seconds if summary.seconds else 0
        print(
            f"{shards['done']} files done, {shards['resumed']} done before, {shards['failed']} failed; "
            f"{records['in']} records in, {records['out']} out, {records['dropped']} dropped, "
            f"{records['failed']} failed; {rate:.0f} records/s",
            file=sys.stderr,
        )
    if (args.output / OWN_FOLDER / "rejected").exists() and not summary.ok:
        print(
            f"cntextclean run: rejected records are in {args.output / OWN_FOLDER / 'rejected'}",
            file=sys.stderr,
        )
    if summary.interrupted:
        return INTERRUPTED
    return OK if summary.ok else FAILED


if __name__ == "__main__":
    sys.exit(main())
