"""Code in Markdown, and whether it does what the page says."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cntextclean.cli import audit, clean, completion, explain, learn, report, rules, run

ROOT = Path(__file__).parent.parent.parent
PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    name: module.build_parser
    for name, module in (
        ("run", run), ("learn", learn), ("explain", explain), ("rules", rules), ("report", report), ("audit", audit),
        ("completion", completion),
    )
}  # fmt: skip

_BLOCK = re.compile(r"^(?:<!-- not run: (?P<why>.+) -->\n)?```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block: its language, what is in it, and why it is not run, if the page says so."""

    page: Path
    language: str
    code: str
    why: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = _BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(page, m["language"], m["code"], m["why"] or "") for m in found]


def run_python(code: str, names: dict[str, object], printed: Callable[[], str]) -> list[str]:
    """Run statements; for each that has its result behind `  # `, a message if that is not what it gives.

    Behind the result a word about it may stand after ": ". `printed` gives what was printed since it was last asked.
    """
    wrong = []
    for statement in ast.parse(code).body:
        last = code.splitlines()[(statement.end_lineno or 0) - 1]
        said = re.search(r"  # (.+)$", last)
        if not isinstance(statement, ast.Expr):
            exec(ast.unparse(statement), names)
            continue
        value = eval(ast.unparse(statement.value), names)
        shown = printed().strip() if value is None else repr(value)
        if said and shown not in (said[1], said[1].partition(": ")[0]):
            wrong.append(f"{last}\n    gives {shown}")
    return wrong


def commands(code: str) -> list[list[str]]:
    """The commands in a block of shell lines: without comments and redirections, each as its words."""
    found: list[list[str]] = []
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        found.append([])
        for word in words:
            if word in ("|", "&&", ";"):
                found.append([])
            elif word not in (">", "<"):
                found[-1].append(word)
    return [words for words in found if words]


def check_command(words: list[str]) -> str:
    """What is wrong with a command that a page shows; "" if it would be taken."""
    name, *rest = words
    if name == "cntextclean":
        return _refused(rest)
    if name == "make":
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        return "" if rest[0] in targets else f"there is no target {rest[0]}"
    if name == "python" and not rest[0].startswith("-"):
        return "" if (ROOT / rest[0]).exists() else f"there is no {rest[0]}"
    if name == "pip" and (extra := re.search(r"cntextclean\[(\w+)\]", " ".join(rest))):
        known = re.search(rf"^{extra[1]} = \[", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
        return "" if known else f"there is no extra {extra[1]}"
    return ""


def _refused(arguments: list[str]) -> str:
    build = PARSERS.get(arguments[0], clean.build_parser) if arguments else clean.build_parser
    parser = build()
    parser.exit_on_error = False
    try:
        _, unknown = parser.parse_known_args(arguments[1:] if build is not clean.build_parser else arguments)
    except argparse.ArgumentError as error:
        return str(error)
    return f"there is no {unknown[0]}" if unknown else ""
