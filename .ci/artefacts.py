"""Whether what was built holds what it should and nothing else."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
(wheel,) = folder.glob("*.whl")
(source,) = folder.glob("*.tar.gz")

package = {str(path.relative_to("src")) for path in Path("src/cntextclean").rglob("*") if path.is_file()}
package = {name for name in package if "__pycache__" not in name}
with zipfile.ZipFile(wheel) as archive:
    names = set(archive.namelist())
    (metadata,) = (archive.read(name).decode() for name in names if name.endswith("/METADATA"))
held = {name for name in names if name.startswith("cntextclean/")}
assert held == package, held ^ package
assert all(name.startswith(("cntextclean/", "cntextclean-")) for name in names), names
for line in ("Project-URL: Source, https://", "License-Expression: Apache-2.0", "Requires-Python: >=3.11"):
    assert line in metadata, line

with tarfile.open(source) as archive:
    inside = {name.partition("/")[2] for name in archive.getnames()}
for name in ("README.md", "LICENSE", "NOTICE", "CITATION.cff", "tests/test_packaging.py", "Makefile", ".ci/run"):
    assert name in inside, name
print(f"{wheel.name}: {len(held)} files; {source.name}: {len(inside)} entries")
