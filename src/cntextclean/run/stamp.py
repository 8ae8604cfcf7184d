"""The state of a file, by which it is known again: cheaply where nothing has touched it, else by what it holds."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Stamp", "stamp"]

WHOLE = 1 << 26  # bytes: up to this size all of a file is read to know it again
SAMPLES = 256  # places of a larger file
SAMPLE = 1 << 14  # bytes at each
TICK = 2_000_000_000  # ns; FAT, the coarsest in use, counts in two seconds


@dataclass(frozen=True, slots=True)
class Stamp:
    """size, modified, changed (ns), inode: as `stat` gives them. digest: of the contents, or of samples of them.

    Whatever writes to a file sets `changed`, and no program can set it back; whatever puts another in its place changes
    the inode. But copying a file to another disk changes both and not the contents, so that these have the last word.
    And clocks of disks are coarse: what is written in the same tick has the same time.
    """

    size: int
    modified: int
    changed: int
    inode: int
    digest: str = ""

    def same(self, path: Path, *, since: int) -> bool:
        """Whether the file still is what it was. since: when it had been read, in ns. Raises OSError."""
        now = stamp(path)
        if self.size < 0:
            return False
        if os.name == "posix" and since - self.changed > TICK and now == replace(self, digest=""):
            return True
        if not self.digest or now.size != self.size or (self.size > WHOLE and now.modified != self.modified):
            return False
        return now.with_digest(path).digest == self.digest

    def with_digest(self, path: Path) -> Stamp:
        """The same with the digest of what the file holds, if it has not changed meanwhile. Raises OSError.

        A pipe has none: opening it once more would wait for ever.
        """
        if self.size < 0:
            return self
        digest = hashlib.sha256()
        with path.open("rb") as file:
            if self.size <= WHOLE:
                while block := file.read(1 << 20):
                    digest.update(block)
            else:
                for number in range(SAMPLES):
                    file.seek(number * (self.size - SAMPLE) // (SAMPLES - 1))
                    digest.update(file.read(SAMPLE))
        return replace(self, digest=digest.hexdigest()[:32]) if stamp(path) == replace(self, digest="") else self


def stamp(path: Path) -> Stamp:
    """The state of a file without its digest; of a pipe, one that no file has. Raises OSError."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return Stamp(-1, 0, 0, 0)
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
