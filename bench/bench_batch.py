"""Records per second with one and two processes, and the memory of a long stream beside that of a short one.

    python bench/bench_batch.py [--megabytes 10] [--stream 100 1000]

Times are of whole runs of `cntextclean run` over one JSONL file, start-up included. Memory is the largest
resident size of the run's parent process and of its largest process, over a stream of short pages with 100 kB
of other fields in each record: 1000 MB are 10,000 records.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from corpus import page


def write_corpus(path: Path, megabytes: float) -> int:
    """A JSONL file of the test corpus's pages, ten to a record; how many records."""
    lines = []
    for number in range(0, 600, 10):
        text = "\n".join(page(n) for n in range(number, number + 10) if n % 48 != 3)
        lines.append(json.dumps({"id": number, "text": text}, ensure_ascii=False).encode() + b"\n")
    block = b"".join(lines)
    count = max(1, round(megabytes * 1e6 / len(block)))
    with path.open("wb") as file:
        for _ in range(count):
            file.write(block)
    return count * len(lines)


def write_stream(path: Path, megabytes: float) -> None:
    """A JSONL file of short pages with a field of 100 kB beside each: all of it goes through the workers."""
    texts = [page(number) for number in range(0, 60, 6)]
    with path.open("wb") as file:
        for number in range(round(megabytes * 10)):
            record = {"id": number, "text": texts[number % len(texts)], "html": f"{number:07}<p>文字" * 6000}
            file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


MEASURE = """
import json, resource, sys
from cntextclean.cli.run import main
code = main(sys.argv[1:])
own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
sizes = [own.ru_maxrss // 1024, max(own.ru_maxrss, workers.ru_maxrss) // 1024]
print(json.dumps([*sizes, own.ru_utime + own.ru_stime, workers.ru_utime + workers.ru_stime]))
sys.exit(code)
"""


class Run(NamedTuple):
    """One run: seconds, the size of the parent and of the largest process in MB, CPU seconds of both kinds."""

    seconds: float
    parent_mb: int
    largest_mb: int
    parent_cpu: float
    workers_cpu: float


def measure(source: Path, jobs: int, *options: str) -> Run:
    """Run the command in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MEASURE, str(source), "-o", folder, "-j", str(jobs), "-q", *options]
        began = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return Run(time.perf_counter() - began, *json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=10, help="size of the file for the times")
    parser.add_argument("--rounds", type=int, default=2, help="the best of so many runs counts")
    parser.add_argument("--stream", type=float, nargs=2, metavar=("SHORT", "LONG"), help="MB of the two streams")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages.jsonl"
        records = write_corpus(source, args.megabytes)
        print(f"{records} records, {source.stat().st_size / 1e6:.1f} MB of JSONL")
        best = {jobs: min(measure(source, jobs) for _ in range(args.rounds)) for jobs in (1, 2)}
        for jobs, run in best.items():
            rate = source.stat().st_size / run.seconds / 1e6
            print(
                f"jobs {jobs}: {run.seconds:7.2f} s  {records / run.seconds:8.0f} records/s  {rate:6.2f} MB/s  "
                f"CPU {run.parent_cpu:.2f} s parent, {run.workers_cpu:.2f} s workers"
            )
        print(f"two jobs are {best[1].seconds / best[2].seconds:.2f} times as fast as one")
        for megabytes in args.stream or ():
            write_stream(source, megabytes)
            seconds, own, largest = measure(source, 2, "--output-format", "jsonl.zst", "--no-details")
            print(f"stream of {megabytes:6.0f} MB: {seconds:7.1f} s, parent {own} MB, largest process {largest} MB")


if __name__ == "__main__":
    main()
