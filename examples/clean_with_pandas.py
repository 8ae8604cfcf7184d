"""Clean a Parquet file with pandas: python examples/clean_with_pandas.py pages.parquet clean"""

import sys
from pathlib import Path

import pandas

import cntextclean


def main(source: str, target: str) -> None:
    pages = pandas.read_parquet(source).dropna(subset="text")
    cleaner = cntextclean.Cleaner()
    pages["clean"] = [document.text for document in cleaner.clean_many(pages["text"], jobs=2)]
    Path(target).mkdir(exist_ok=True)
    pages.to_parquet(Path(target) / "clean.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
