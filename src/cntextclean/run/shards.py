"""Which files a run reads, and what it writes for each."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigError
from ..io.files import compression_of
from ..io.formats import OUTPUTS, bare_name, format_of
from .options import RunOptions

__all__ = ["OWN_FOLDER", "Shard", "find_shards"]

OWN_FOLDER = "_cntextclean"
"""The folder in the output that holds the manifest and what was rejected; readers pass over a leading "_"."""

COMPRESSED = {"gz": "jsonl.gz", "zst": "jsonl.zst", "": "jsonl"}


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


def find_shards(inputs: Sequence[str], output: Path, options: RunOptions) -> list[Shard]:
    """The files that `inputs` name: files, folders (searched in depth), and patterns with * ? [ and **.

    Sorted by name. In folders, hidden files, those of unknown formats and the output are passed over.
    Raises ConfigError if nothing is found, if a file's format is not known, or if two files would have the
    same output.
    """
    shards: dict[str, Shard] = {}
    for given in inputs:
        found = [_shard(path, name, options) for path, name in _files(given, output, options)]
        if not found:
            raise ConfigError(f"{given}: there is no file to read" + _known_formats(options))
        for shard in found:
            other = shards.setdefault(shard.output, shard)
            if other.path != shard.path:
                raise ConfigError(f"{other.path} and {shard.path} would both be written to {shard.output}")
    return sorted(shards.values(), key=lambda shard: shard.name)


def _known_formats(options: RunOptions) -> str:
    return "" if options.format else " (of a known format; --format reads files whatever their names)"


def _files(given: str, output: Path, options: RunOptions) -> Iterator[tuple[Path, str]]:
    """Paths and names for one argument."""
    path = Path(given)
    if path.is_dir():
        for found in sorted(_in_folder(path, output)):
            if options.format or format_of(found.name):
                yield found, found.relative_to(path).as_posix()
    elif path.exists() or not glob.has_magic(given):
        yield path, path.name
    else:
        base = _fixed_part(given)
        for name in sorted(glob.glob(given, recursive=True)):
            if Path(name).is_file():
                yield Path(name), Path(os.path.relpath(name, base)).as_posix()


def _in_folder(folder: Path, output: Path) -> Iterator[Path]:
    own = output.resolve()
    for root, folders, files in os.walk(folder, onerror=_raise):
        here = Path(root)
        folders[:] = [f for f in folders if f[0] not in "._" and (here / f).resolve() != own]
        if here.resolve() != own:
            yield from (here / name for name in files if name[0] not in "._")


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
    if format == "jsonl" and target in ("parquet", "arrow"):
        raise ConfigError(f"{path}: the records of a JSONL file may all be different, so no {target} can be written")
    folder, slash, last = name.rpartition("/")
    return Shard(path, name, format, folder + slash + bare_name(last) + OUTPUTS[target], target)


def _default_output(name: str, format: str) -> str:
    if format in ("warc", "html"):
        return "jsonl.gz" if format == "warc" else "text"
    return COMPRESSED[compression_of(name)] if format == "jsonl" else format
