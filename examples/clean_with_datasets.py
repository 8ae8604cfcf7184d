"""Clean a Parquet file with Hugging Face datasets: python examples/clean_with_datasets.py pages.parquet clean"""

import sys
from pathlib import Path

from datasets import Dataset

from cntextclean.adapters.datasets import clean_dataset


def main(source: str, target: str) -> None:
    pages = Dataset.from_parquet(source)
    clean = clean_dataset(pages, num_proc=2)
    Path(target).mkdir(exist_ok=True)
    clean.to_parquet(str(Path(target) / "clean.parquet"))


if __name__ == "__main__":
    main(*sys.argv[1:])
