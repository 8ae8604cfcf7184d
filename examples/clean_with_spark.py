"""Clean a Parquet file or folder with PySpark: python examples/clean_with_spark.py pages.parquet clean"""

import os
import sys

from pyspark.sql import SparkSession

from cntextclean.adapters.spark import clean_column


def main(source: str, target: str) -> None:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master("local[2]").appName("clean").getOrCreate()
    pages = session.read.parquet(source)
    clean = clean_column(pages)  # adds original_text and cntextclean
    clean.write.mode("overwrite").parquet(target)
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
