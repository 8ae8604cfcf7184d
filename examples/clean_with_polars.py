"""Clean a Parquet file with Polars: python examples/clean_with_polars.py pages.parquet clean"""

import sys
from pathlib import Path

import polars

from cntextclean.adapters.arrow import clean_batch


def main(source: str, target: str) -> None:
    pages = polars.read_parquet(source)
    clean = polars.from_arrow(clean_batch(pages.to_arrow()))
    Path(target).mkdir(exist_ok=True)
    clean.write_parquet(Path(target) / "clean.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
