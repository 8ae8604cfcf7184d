"""Faults of a night's run, for longer than a test suite has time: what is left must be what an untroubled run gives.

    python bench/bench_faults.py [kills] [many] [bomb] [huge] --kills 25

kills: a run is killed at random moments, with all its processes, and resumed until it ends.
many: three runs begin at once on one folder; one works, the others say so, and nothing is harmed.
bomb: a .gz of 10 GB in one line, in a process that may have 1.5 GB of addresses.
huge: a record of 500 MB, in each format that has records.
Each prints what it found, and the script fails if anything was lost, doubled or differed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROSE = "傍晚时分,渔船陆续回港,码头上挤满了等着买鱼的人。第{}号船最后一个靠岸,船舱里装满了带鱼和小黄鱼。\n"
RUN = [sys.executable, "-m", "cntextclean.cli.run"]


def write(path: Path, rows: int, first: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"id": i, "text": PROSE.format(i) * 8}, ensure_ascii=False) for i in range(first, first + rows))
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def results(folder: Path) -> dict[str, bytes]:
    """Every result with its bytes, without what the run keeps for itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and "_cntextclean" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def kills(folder: Path, count: int) -> None:
    for number in range(8):
        write(folder / "in" / f"{number}.jsonl{'.gz' if number % 2 else ''}", 300, 300 * number)
    began = time.monotonic()
    subprocess.run([*RUN, "in", "-o", "fresh", "-q", "-j", "2"], cwd=folder, check=True)
    whole = time.monotonic() - began
    killed = 0
    code = None
    while code != 0:
        process = subprocess.Popen(
            [*RUN, "in", "-o", "out", "-q", "-j", "2", "--resume"], cwd=folder, start_new_session=True
        )
        if killed < count:
            time.sleep(random.uniform(0, whole))
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                killed += 1
        code = process.wait()
        if code == 0 and killed < count:  # it came to its end: begin again
            subprocess.run(["rm", "-r", "out"], cwd=folder, check=True)
            code = None
    left = results(folder / "out")
    hidden = [name for name in left if Path(name).name.startswith(".")]
    assert {n: b for n, b in left.items() if n not in hidden} == results(folder / "fresh")
    count = len(left) - len(hidden)
    print(f"kills: {killed} kills, then the same bytes in {count} files; {len(hidden)} hidden ones are left")


def many(folder: Path) -> None:
    for number in range(4):
        write(folder / "in" / f"{number}.jsonl", 300, 300 * number)
    start = [*RUN, "in", "-o", "out", "-q", "-j", "1", "--resume"]
    processes = [subprocess.Popen(start, cwd=folder, stderr=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate()[1].decode() for process in processes]
    codes = sorted(process.returncode for process in processes)
    subprocess.run([*RUN, "in", "-o", "fresh", "-q", "-j", "1"], cwd=folder, check=True)
    assert codes[0] == 0
    assert all(code == 0 or "another run is writing there" in words for code, words in zip(
        (process.returncode for process in processes), said, strict=True))  # fmt: skip
    assert results(folder / "out") == results(folder / "fresh")
    print(f"many: three runs ended with {codes}; the result is that of one")


def bomb(folder: Path) -> None:
    (folder / "in").mkdir()
    one = gzip.compress(b"x" * (1 << 26), 9)
    with (folder / "in" / "a.jsonl.gz").open("wb") as file:
        for _ in range(160):
            file.write(one)
    write(folder / "in" / "b.jsonl", 10)
    script = f"ulimit -v 1500000; exec {' '.join(RUN)} in -o out -q -j 1 --report report.json"
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    began = time.monotonic()
    code = subprocess.run(["sh", "-c", script], cwd=folder, env=env, stderr=subprocess.DEVNULL, check=False).returncode
    report = json.loads((folder / "report.json").read_text())
    assert code == 1
    assert report["reasons"] == {"record too long": 1}
    assert report["records"] == {"in": 11, "out": 10, "dropped": 0, "failed": 1, "out_with_errors": 0}
    print(f"bomb: 10.7 GB in one line rejected in {time.monotonic() - began:.0f} s; the other file is done")


def huge(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.feather
    import pyarrow.parquet

    text = "渔船回港。" * (500_000_000 // 15)
    (folder / "in").mkdir()
    with (folder / "in" / "a.jsonl").open("w", encoding="utf-8") as file:
        for value in (PROSE, text, PROSE):
            file.write(json.dumps({"text": value}, ensure_ascii=False) + "\n")
    table = pa.table({"text": [PROSE, text, PROSE]})
    pyarrow.parquet.write_table(table, folder / "in" / "b.parquet")
    pyarrow.feather.write_feather(table, str(folder / "in" / "c.arrow"))
    (folder / "in" / "d.txt").write_text(text, encoding="utf-8")
    (folder / "in" / "e.csv").write_text(f'text\n"{PROSE}"\n"{text}"\n"{PROSE}"\n', encoding="utf-8")
    call = [*RUN, "in", "-o", "out", "-q", "-j", "1", "--report", "report.json"]
    done = subprocess.run(call, cwd=folder, capture_output=True, check=False)
    report = json.loads((folder / "report.json").read_text())
    assert done.returncode == 1, done.stderr
    assert report["reasons"] == {"record too long": 5}, report["reasons"]
    assert report["records"]["out"] == 8
    print("huge: a record of 500 MB rejected in JSONL, Parquet, Arrow, text and CSV; the records beside it are done")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("which", nargs="*", choices=("kills", "many", "bomb", "huge", []), help="default: all")
    parser.add_argument("--kills", type=int, default=25)
    args = parser.parse_args()
    for name in args.which or ("kills", "many", "bomb", "huge"):
        with tempfile.TemporaryDirectory() as folder:
            if name == "kills":
                kills(Path(folder), args.kills)
            else:
                {"many": many, "bomb": bomb, "huge": huge}[name](Path(folder))


if __name__ == "__main__":
    main()
