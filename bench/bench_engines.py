"""What each engine costs over the plain library: seconds for one Parquet file, each engine in a process of its own.

    python bench/bench_engines.py [--records 20000]

"plain" reads the file, cleans it with `clean_batch` in this process and writes it again; the engines do the same
with two workers. The time of starting an engine stands in a column of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from corpus import page

ENGINES = ("plain", "run", "datasets", "datatrove", "ray", "pyspark")


def write_parquet(path: Path, records: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    few = ["\n".join(page(n) for n in range(k, k + 5) if n % 48 != 3) for k in range(0, 500, 5)]
    texts = [few[n % len(few)] for n in range(records)]
    pq.write_table(pa.table({"id": range(records), "text": texts}), path, row_group_size=1000)


def plain(source: Path, target: Path) -> float:
    import pyarrow.parquet as pq

    from cntextclean.adapters.arrow import Fields, clean_batch, output_schema

    file = pq.ParquetFile(source)
    began = time.perf_counter()
    with pq.ParquetWriter(target / "a.parquet", output_schema(file.schema_arrow, Fields())) as writer:
        for batch in file.iter_batches(batch_size=256):
            writer.write_batch(clean_batch(batch))
    return began


def run(source: Path, target: Path) -> float:
    from cntextclean.cli.run import main

    began = time.perf_counter()
    main([str(source), "-o", str(target), "-j", "2", "-q"])
    return began


def datasets(source: Path, target: Path) -> float:
    import datasets as library

    from cntextclean.adapters.datasets import clean_dataset

    library.disable_progress_bars()
    dataset = library.Dataset.from_parquet(str(source), cache_dir=str(target / "cache"))
    began = time.perf_counter()
    clean_dataset(dataset, num_proc=2).to_parquet(str(target / "a.parquet"))
    return began


def datatrove(source: Path, target: Path) -> float:
    import pyarrow as pa
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import ParquetWriter

    from cntextclean.adapters.datatrove import ChineseCleaner, parquet_schema

    began = time.perf_counter()
    schema = parquet_schema({"id": pa.int64()})
    writer = ParquetWriter(str(target / "out"), expand_metadata=True, schema=schema)
    steps = [ParquetReader(str(source.parent)), ChineseCleaner(), writer]
    LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(target / "logs")).run()
    return began


def ray(source: Path, target: Path) -> float:
    import ray as library

    from cntextclean.adapters.ray import clean_dataset

    library.init(num_cpus=2, include_dashboard=False, configure_logging=False, log_to_driver=False)
    library.data.DataContext.get_current().enable_progress_bars = False
    began = time.perf_counter()
    clean_dataset(library.data.read_parquet(str(source)), batch_size=256).write_parquet(str(target / "out"))
    return began


def pyspark(source: Path, target: Path) -> float:
    from pyspark.sql import SparkSession

    from cntextclean.adapters.spark import clean_column

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    began = time.perf_counter()
    clean_column(session.read.parquet(str(source)).repartition(2)).write.parquet(str(target / "out"))
    return began


def one(name: str, source: Path, target: Path) -> None:
    start = time.perf_counter()
    began = globals()[name](source, target)
    print(json.dumps([began - start, time.perf_counter() - began]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        name, source, target = args.one
        one(name, Path(source), Path(target))
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in" / "pages.parquet"
        source.parent.mkdir()
        write_parquet(source, args.records)
        print(f"{args.records} records, {source.stat().st_size / 1e6:.1f} MB of Parquet")
        print("engine       workers  start s  work s  records/s")
        for name in ENGINES:
            if name not in ("plain", "run") and importlib.util.find_spec(name) is None:
                print(f"{name:12} is not installed")
                continue
            target = Path(folder) / name
            target.mkdir()
            command = [sys.executable, __file__, "--one", name, str(source), str(target)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            start, work = json.loads(done.stdout.splitlines()[-1])
            workers = 1 if name in ("plain", "datatrove") else 2
            print(f"{name:12} {workers:7} {start:8.1f} {work:7.1f} {args.records / work:10.0f}")
            shutil.rmtree(target)


if __name__ == "__main__":
    main()
