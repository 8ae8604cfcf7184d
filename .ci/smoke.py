"""Whether an installed package works where there is nothing else: run by its Python, away from the sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cntextclean as cn

DAMAGED, SOUND = "5月8日,環(huán)湖觀光巴士發(fā)車。", "5月8日，环湖观光巴士发车。"

assert "site-packages" in cn.__file__, cn.__file__
assert cn.clean(DAMAGED.encode("gb18030")).text == SOUND

command = Path(sys.executable).with_name("cntextclean")
for args in ([], ["--explain"]):
    done = subprocess.run([command, *args], input=DAMAGED.encode(), capture_output=True, timeout=120, check=True)
    assert done.stdout.decode() == SOUND + "\n", done.stdout
for args, code, word in (
    (["--version"], 0, cn.__version__),
    (["rules"], 0, "chrome.copyright"),
    (["page.html"], 1, "pip install 'cntextclean[html]'"),
    (["run", "no.parquet", "-o", "out"], 1, "pip install 'cntextclean[parquet]'"),
    (["--bogus"], 2, "usage"),
):
    said = subprocess.run([command, *args], capture_output=True, timeout=120, check=False)
    assert said.returncode == code, (args, said)
    assert word in (said.stdout + said.stderr).decode(), (args, said)
print(f"cntextclean {cn.__version__} works in {sys.prefix}")
