"""The command `cntextclean run`: arguments to a run, and its summary to words and an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from ..config import Config
from ..errors import CleanError, ConfigError
from ..extras import MissingExtraError
from ..io.formats import INPUTS, OUTPUTS
from ..run.engine import run
from ..run.options import MOST_BYTES, RunOptions
from ..run.progress import open_progress
from ..run.report import report, write_report
from ..run.shards import OWN_FOLDER, find_shards
from ..run.summary import Summary
from .pages import load_site, read_config
from .streams import FAILED, INTERRUPTED, OK, open_closed_streams, say

__all__ = ["build_parser", "main"]

USAGE = 2  # argparse's own code for wrong arguments

COMMAND = "cntextclean run: "

EPILOG = """\
exit codes: 0 every record is in the output; 1 some are not, or the run could not go on; 2 wrong arguments;
130 interrupted. What is not in the output is in DIR/_cntextclean/rejected with the reason.
What came out, to look at: cntextclean report DIR; to judge it: cntextclean audit DIR."""


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
    details.add_argument("--no-details", action="store_true", help="the same as --details none")
    add(
        "--details",
        choices=("none", "spans", "full"),
        default="spans",
        help="where each paragraph came from (spans, the default); also every edit, and bytes (full)",
    )
    add("--drop-source", action="store_true", help="do not keep the page as it was")
    add("--format", choices=INPUTS, help="read all files as this, whatever their names")
    add("--output-format", choices=[*OUTPUTS], help="write this (default: as the input; WARC: jsonl.gz)")
    add("--config", type=Path, metavar="FILE", help="options of the cleaning, in TOML or [tool.cntextclean]")
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
    add(
        "--max-record-bytes", type=int, default=MOST_BYTES, metavar="N", help="reject a longer record"
    )
    add("--timeout-per-record", type=float, metavar="SECONDS", help="reject a record that takes longer")
    add("--max-memory", type=int, metavar="BYTES", help="of each process; reject a record that needs more")
    again = group.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="do only what an earlier run has not done")
    again.add_argument("--overwrite", action="store_true", help="do everything again")
    add(
        "--on-error",
        choices=("fail", "skip", "keep"),
        default="skip",
        help="a record that cannot be cleaned: end the run, leave it out (default), or keep it as it is",
    )
    add("--url-field", default="url", metavar="NAME", help="the field with the page's address (default: url)")
    add("--samples", type=int, default=20, metavar="N", help="keep N cases of each rule for people to look at; 0: none")
    add("--seed", type=int, default=0, metavar="N", help="what these are drawn by (default: 0)")
    add("--report", type=Path, metavar="FILE", help="write an account of the run, in JSON")
    add("-v", "--verbose", action="store_true", help="log each file on standard error")
    add("-q", "--quiet", action="store_true", help="no progress and no summary, only errors")


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit code. argparse leaves with SystemExit(2) for wrong arguments."""
    open_closed_streams()
    args = build_parser().parse_args(argv)
    if args.verbose:
        logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        options = _options(args)
        summary = _run(args, options)
        if args.report:
            write_report(args.report, report(summary, options))
    except MissingExtraError as error:
        return _say(error, FAILED)
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
    say(str(message), command=COMMAND)
    return code


def _run(args: argparse.Namespace, options: RunOptions) -> Summary:
    shards = find_shards(args.inputs, args.output, options).shards
    if args.report:
        _check_report(args.report, [path for shard in shards for path in (shard.path, args.output / shard.output)])
    total = sum(shard.path.stat().st_size for shard in shards if shard.path.exists())
    return run(
        args.inputs,
        args.output,
        options,
        jobs=args.jobs,
        mode="resume" if args.resume else "overwrite" if args.overwrite else "new",
        progress=open_progress(total, quiet=args.quiet),
    )


def _check_report(report: Path, others: Sequence[Path]) -> None:
    """Raises ConfigError if the report would take the place of an input or a result."""
    for path in others:
        if os.path.realpath(report) == os.path.realpath(path) or (
            report.exists() and path.exists() and report.samefile(path)
        ):
            raise ConfigError(f"the report {report} would take the place of {path}")


def _options(args: argparse.Namespace) -> RunOptions:
    return RunOptions(
        config=read_config(args.config) if args.config else Config(),
        html=args.html,
        site=load_site(args.site) if args.site else None,
        field=args.text_field or args.bytes_field,
        base64=args.bytes_field is not None,
        text=args.output_field,
        details=None if args.no_details or args.details == "none" else args.details_field,
        level="full" if args.details == "full" else "spans",
        keep_source=not args.drop_source,
        format=args.format,
        output_format=args.output_format,
        on_error=args.on_error,
        drop_empty=args.drop_empty,
        limit=args.limit,
        max_record_bytes=args.max_record_bytes,
        timeout=args.timeout_per_record,
        max_memory=args.max_memory,
        url=args.url_field,
        samples=args.samples,
        seed=args.seed,
    )


def _tell(summary: Summary, args: argparse.Namespace) -> int:
    """The summary in words on stderr, and the exit code."""
    for error in summary.errors:
        _say(error, FAILED)
    records, shards = summary.counts.records, summary.shards
    if summary.skipped:
        _say("skipped: " + ", ".join(f"{n} {reason}" for reason, n in summary.skipped.most_common()), OK)
    if summary.stopped or summary.interrupted:
        done = shards["done"] + shards["resumed"]
        _say(
            f"{summary.stopped or 'interrupted'}; {done} of {shards['in']} files are done, and --resume does the rest",
            FAILED,
        )
    elif not args.quiet:
        rate = summary.records / summary.seconds if summary.seconds else 0
        say(
            f"{shards['done']} files done, {shards['resumed']} done before, {shards['failed']} failed; "
            f"{records['in']} records in, {records['out']} out, {records['dropped']} dropped, "
            f"{records['failed']} failed; {rate:.0f} records/s",
            command="",
        )
    rejected = args.output / OWN_FOLDER / "rejected"
    if rejected.exists() and not summary.ok:
        _say(f"rejected records are in {rejected}", FAILED)
    if summary.interrupted:
        return INTERRUPTED
    return OK if summary.ok else FAILED


if __name__ == "__main__":
    sys.exit(main())
