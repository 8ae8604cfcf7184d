"""Records per second with one and two processes, and the memory of a long stream beside that of a short one.

    python bench/bench_batch.py [--megabytes 20] [--stream 100 1000]

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

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

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
import resource, sys
from cntextclean.cli_run import main
code = main(sys.argv[1:])
size = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(own // 1024, size // 1024)
sys.exit(code)
"""


def measure(source: Path, jobs: int, *options: str) -> tuple[float, int, int]:
    """Seconds, and MB of the parent and of the largest process of one run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MEASURE, str(source), "-o", folder, "-j", str(jobs), "-q", *options]
        began = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - began
    own, largest = map(int, done.stdout.split())
    return seconds, own, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20, help="size of the file for the times")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many runs counts")
    parser.add_argument("--stream", type=float, nargs=2, metavar=("SHORT", "LONG"), help="MB of the two streams")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages.jsonl"
        records = write_corpus(source, args.megabytes)
        print(f"{records} records, {source.stat().st_size / 1e6:.1f} MB of JSONL")
        best = {jobs: min(measure(source, jobs)[0] for _ in range(args.rounds)) for jobs in (1, 2)}
        for jobs, seconds in best.items():
            rate = source.stat().st_size / seconds / 1e6
            print(f"jobs {jobs}: {seconds:7.2f} s  {records / seconds:8.0f} records/s  {rate:6.2f} MB/s")
        print(f"two jobs are {best[1] / best[2]:.2f} times as fast as one")
        for megabytes in args.stream or ():
            write_stream(source, megabytes)
            seconds, own, largest = measure(source, 2, "--output-format", "jsonl.zst", "--no-details")
            print(f"stream of {megabytes:6.0f} MB: {seconds:7.1f} s, parent {own} MB, largest process {largest} MB")


if __name__ == "__main__":
    main()
