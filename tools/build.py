"""Rebuild the tables that are checked in, all of them or some, each after those that it is made of.

    python tools/build.py [--list] [--check] [--output DIR] [TABLE ...]

A TABLE is a file as `--list` shows it, or the name of the tool that writes it; the tables that are made of it are not
rebuilt unless they are named too. `--check` builds in a copy of the sources and says which tables come out otherwise
than they are checked in (a compressed one is compared unpacked, as one zlib packs not quite like another).
`--output DIR` leaves that copy, with the new tables in it, in a folder, which is made if it is not there. packages.py
fetches what has to be fetched. The models are trained from pages, and not built here: see docs/labeller.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from packages import CACHE

ROOT = Path(__file__).resolve().parent.parent
DATA = "src/cntextclean/_data"
ORDER = {
    "build_language": (f"{DATA}/bigrams.bin", f"{DATA}/readings.bin"),
    "build_words": (f"{DATA}/words.bin",),
    "build_verbs": (f"{DATA}/verbs.txt",),
    "build_script_tables": (f"{DATA}/scripts.json",),
    "build_fold": (f"{DATA}/fold.bin",),
    "build_usual": (f"{DATA}/usual.txt",),  # of the language model
    "build_repair_tables": (f"{DATA}/repair_tables.py",),  # of the language model
    "build_spellings": (f"{DATA}/spellings.bin",),  # of the words
    "build_rules": (f"{DATA}/rules.json",),  # of the rules in the package
    "build_rule_keys": (f"{DATA}/rule_keys.json",),  # of these, and of the language model
    "build_rules_page": ("docs/rules.md",),  # of the list of rules
}
"""The tools in the order in which they have to run, with the files that each writes."""
SOURCES = ("src", "tools", "docs")


def chosen(names: list[str]) -> list[str]:
    """The tools to be run, in order. Raises ValueError for a name that is neither a table nor a tool."""
    known = {tool: tool for tool in ORDER} | {Path(file).name: tool for tool, files in ORDER.items() for file in files}
    wrong = [name for name in names if Path(name).name not in known]
    if wrong:
        raise ValueError(f"no table is named {wrong[0]}; there are {', '.join(known)}")
    wanted = {known[Path(name).name] for name in names}
    return [tool for tool in ORDER if tool in wanted or not names]


def build(tools: list[str], root: Path) -> None:
    """Run tools that stand in a copy of the repository, and write there. Raises CalledProcessError where one fails."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "CNTEXTCLEAN_PACKAGES": str(CACHE.resolve())}
    for tool in tools:
        print(f"{tool}: {', '.join(ORDER[tool])}", flush=True)
        subprocess.run([sys.executable, str(root / "tools" / f"{tool}.py")], env=environment, check=True)


def copied(target: Path) -> Path:
    """A copy of what tools read and write."""
    for part in SOURCES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, target / part, ignore=ignored, dirs_exist_ok=True)
    return target


def unpacked(path: Path) -> bytes:
    """What a file holds, whatever zlib packed it."""
    data = path.read_bytes()
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def differing(tools: list[str], root: Path) -> list[str]:
    """The files of these tools that are not in `root` as they are checked in."""
    files = [file for tool in tools for file in ORDER[tool]]
    return [file for file in files if unpacked(root / file) != unpacked(ROOT / file)]


def main() -> int:
    """Build, check or list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    parser.add_argument("--list", action="store_true", help="say what would be built, in order")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a table comes out otherwise")
    parser.add_argument("--output", type=Path, metavar="DIR")
    options = parser.parse_args()
    try:
        tools = chosen(options.tables)
    except ValueError as error:
        parser.error(str(error))
    if options.list:
        print("\n".join(f"{tool:20} {', '.join(ORDER[tool])}" for tool in tools))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        apart = options.output or (Path(scratch) if options.check else None)
        root = copied(apart) if apart else ROOT
        build(tools, root)
        wrong = differing(tools, root)
    print("\n".join(f"differs: {file}" for file in wrong) or "all as they are checked in" if apart else "done")
    return 1 if options.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
