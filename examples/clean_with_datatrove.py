"""Clean a folder of Parquet files with datatrove: python examples/clean_with_datatrove.py pages clean"""

import sys

import pyarrow as pa
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from cntextclean.adapters.datatrove import ChineseCleaner, parquet_schema


def main(source: str, target: str) -> None:
    schema = parquet_schema({"id": pa.int64(), "file_path": pa.string()})
    steps = [
        ParquetReader(source),
        ChineseCleaner(exclusion_writer=JsonlWriter(f"{target}/empty")),
        ParquetWriter(f"{target}/pages", expand_metadata=True, schema=schema),
    ]
    LocalPipelineExecutor(steps, tasks=1, logging_dir=f"{target}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
