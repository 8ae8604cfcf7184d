"""Clean a folder of Parquet files with datatrove: python examples/clean_with_datatrove.py pages clean"""

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from cntextclean.adapters.datatrove import ChineseCleaner


def main(source: str, target: str) -> None:
    steps = [
        ParquetReader(source),
        ChineseCleaner(exclusion_writer=JsonlWriter(f"{target}/empty")),
        ParquetWriter(f"{target}/pages"),
    ]
    LocalPipelineExecutor(steps, tasks=1, logging_dir=f"{target}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
