"""The command `cntextclean completion`: what a shell needs to complete the others."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ..errors import ConfigError
from ..extras import need
from . import audit, explain, learn, report, rules, run
from .streams import FAILED, OK, open_closed_streams, say, stdout

__all__ = ["build_parser", "main"]

EPILOG = """\
bash: cntextclean completion bash > ~/.local/share/bash-completion/completions/cntextclean
zsh:  cntextclean completion zsh > a folder of $fpath, as _cntextclean"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of `cntextclean completion`."""
    parser = argparse.ArgumentParser(
        prog="cntextclean completion",
        description="Print the script with which a shell completes the options of cntextclean.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    return parser


def main(argv: Sequence[str], whole: argparse.ArgumentParser) -> int:
    """Run the command; its exit code. whole: the parser of `cntextclean` itself, to which the others are added."""
    open_closed_streams()
    args = build_parser().parse_args(argv)
    try:
        shtab = need("shtab", extra="completion", purpose="shell completion")
        commands = whole.add_subparsers()
        for part in (run, learn, explain, rules, report, audit):
            parser = part.build_parser()
            commands.add_parser(parser.prog.split()[-1], parents=[parser], add_help=False, help=parser.description)
        stdout().write(shtab.complete(whole, args.shell).encode() + b"\n")
        stdout().flush()
    except ConfigError as error:
        say(str(error))
        return FAILED
    except OSError as error:
        say(f"standard output: {error.strerror or error}")
        return FAILED
    return OK
