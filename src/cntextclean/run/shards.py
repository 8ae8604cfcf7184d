"""Which files a run reads, and what it writes for each."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ..errors import ConfigError
from ..io.files import compression_of, short_name
from ..io.formats import OUTPUTS, bare_name, format_of
from .options import RunOptions

__all__ = ["OWN_FOLDER", "Found", "Shard", "find_shards"]

OWN_FOLDER = "_cntextclean"
"""The folder in the output that holds the manifest and what was rejected; readers pass over a leading "_"."""

LINES = ("jsonl", "csv")  # formats whose records become JSON lines
COMPRESSED = {"": "jsonl", "zst": "jsonl.zst"}  # the others become gzip: bz2 and xz are slow to write


@dataclass(frozen=True, slots=True)
class Shard:
    """One file to read, and what comes of it.

    name: its path from where the search began, with "/": its name in the manifest and in messages.
    output: the path of the result from the output folder, with "/".
    """

    path: Path
    name: str
    format: str
    output: str
    output_format: str


@dataclass(slots=True)
class Found:
    """What there is to do. skipped: files of folders that are not read, by the reason."""

    shards: list[Shard] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def find_shards(inputs: Sequence[str], output: Path, options: RunOptions) -> Found:
    """The files that `inputs` name: files, folders (searched in depth), and patterns with * ? [ and **.

    Sorted by name. In folders, hidden files, those of unknown formats, what is no file (a pipe), the output, and
    results of other runs are passed over and counted.
    Raises ConfigError if nothing is found, if a file's format is not known, or if a file would be overwritten.
    """
    found = Found()
    shards: dict[str, Shard] = {}
    for given in inputs:
        nothing = True
        for path, name in _files(given, output, options, found.skipped):
            nothing = False
            shards.setdefault(os.path.abspath(path), _shard(path, name, options))  # it may be given twice
        if nothing:
            raise ConfigError(f"{given}: there is no file to read" + _why(found.skipped, options))
    found.shards = sorted(_distinct(shards.values()), key=lambda shard: shard.name)
    _check_outputs(found.shards, output)
    return found


def _why(skipped: Counter[str], options: RunOptions) -> str:
    seen = "; skipped: " + ", ".join(f"{n} {reason}" for reason, n in skipped.most_common()) if skipped else ""
    return seen if options.format else f" (of a known format; --format reads files whatever their names{seen})"


def _files(given: str, output: Path, options: RunOptions, skipped: Counter[str]) -> Iterator[tuple[Path, str]]:
    """Paths and names for one argument."""
    path = Path(given)
    if path.is_dir():
        for found in sorted(_in_folder(path, output, skipped)):
            if options.format or format_of(found.name):
                yield found, found.relative_to(path).as_posix()
            else:
                skipped[_ending(found.name)] += 1
    elif path.exists() or not glob.has_magic(given):
        yield path, path.name
    else:
        base = _fixed_part(given)
        for name in sorted(glob.glob(given, recursive=True)):
            if Path(name).is_file():
                yield Path(name), _inside(Path(os.path.relpath(name, base)))


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return f"of the unknown format {ending}" if ending else "without a format in the name"


def _inside(path: Path) -> str:
    """A path that does not lead out of the folder it begins in: of one that does, its last part."""
    clean = Path(os.path.normpath(path))
    return clean.name if clean.is_absolute() or ".." in clean.parts else clean.as_posix()


def _in_folder(folder: Path, output: Path, skipped: Counter[str]) -> Iterator[Path]:
    own = output.resolve()
    for root, folders, files in os.walk(folder, onerror=_raise):
        here = Path(root)
        if here.resolve() == own:
            folders.clear()
            continue
        if here != folder and (here / OWN_FOLDER / "manifest.jsonl").exists():
            folders.clear()
            skipped["folders with results of a run"] += 1
            continue
        folders[:] = [name for name in folders if name[0] not in "._"]
        for name in files:
            if name[0] in "._":
                skipped["hidden (. or _)"] += 1
            elif _is_special(here / name):
                skipped["no regular file"] += 1
            else:
                yield here / name


def _is_special(path: Path) -> bool:
    """Whether a path leads to a pipe, a socket or a device; what leads nowhere is found out when it is read."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _raise(error: OSError) -> None:
    raise error


def _fixed_part(pattern: str) -> Path:
    """The folders before the first one with a wildcard."""
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:first])


def _shard(path: Path, name: str, options: RunOptions) -> Shard:
    format = options.format or format_of(path.name)
    if format is None:
        raise ConfigError(f"{path}: its name does not say its format; say it with --format")
    target = options.output_format or _default_output(path.name, format)
    if format in LINES and target in ("parquet", "arrow"):
        raise ConfigError(f"{path}: the records of a {format} file are no table, so no {target} can be written")
    folder, slash, last = name.rpartition("/")
    return Shard(path, name, format, folder + slash + short_name(bare_name(last), OUTPUTS[target]), target)


def _default_output(name: str, format: str) -> str:
    if format in ("warc", "html"):
        return "jsonl.gz" if format == "warc" else "text"
    return COMPRESSED.get(compression_of(name), "jsonl.gz") if format in LINES else format


def _distinct(found: Iterable[Shard]) -> list[Shard]:
    """The shards, with other names where two would have the same.

    page.html beside page.txt keeps its whole name: page.html.txt. Files of two folders get the folder's name before
    theirs, or as much of its path as tells them apart.
    """
    shards = list(found)
    clashing = _clashing(shards)
    bases = [_with_ending(shard) if clashes else shard for shard, clashes in zip(shards, clashing, strict=True)]
    shards = bases
    for depth in range(1, max((len(shard.path.absolute().parts) for shard in shards), default=0)):
        if not any(clashing := _clashing(shards)):
            break
        shards = [
            _under(base, depth) if clashes else shard
            for base, shard, clashes in zip(bases, shards, clashing, strict=True)
        ]
    return shards


def _clashing(shards: Sequence[Shard]) -> list[bool]:
    """Whether each has a name or an output that another has."""
    outputs = Counter(shard.output for shard in shards)
    names = Counter(shard.name for shard in shards)
    return [outputs[shard.output] > 1 or names[shard.name] > 1 for shard in shards]


def _with_ending(shard: Shard) -> Shard:
    folder, slash, last = shard.name.rpartition("/")
    if shard.output.endswith(f"/{last}") or shard.output == last:
        return shard
    return replace(shard, output=folder + slash + short_name(last, OUTPUTS[shard.output_format]))


def _under(shard: Shard, depth: int) -> Shard:
    """A shard below the last `depth` folders of where the search for it began."""
    root = Path(os.path.abspath(shard.path)).parents[shard.name.count("/")]
    before = "/".join(part.strip("/\\:") for part in root.parts[-depth:])
    return replace(shard, name=f"{before}/{shard.name}", output=f"{before}/{shard.output}")


def _check_outputs(shards: Sequence[Shard], output: Path) -> None:
    """Raises ConfigError if a result would take the place of an input, by whatever name or link, or of another."""
    inputs = {identity: shard.path for shard in shards for identity in _identities(shard.path)}
    taken: dict[str, Shard] = {}
    for shard in shards:
        target = output / shard.output
        for identity in _identities(target):
            if identity in inputs:
                raise ConfigError(f"{target} would take the place of the input {inputs[identity]}; name another folder")
        other = taken.setdefault(shard.output, shard)
        if other is not shard:
            raise ConfigError(f"{other.path} and {shard.path} would both be written to {shard.output}")


def _identities(path: Path) -> Iterator[object]:
    yield os.path.realpath(path)
    try:
        status = path.stat()
    except OSError:
        return
    if status.st_ino:  # 0 where a file system has none
        yield status.st_dev, status.st_ino
