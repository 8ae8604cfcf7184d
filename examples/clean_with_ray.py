"""Clean a Parquet file or folder with Ray Data: python examples/clean_with_ray.py pages.parquet clean"""

import sys

import ray

from cntextclean.adapters.ray import clean_dataset


def main(source: str, target: str) -> None:
    ray.init(num_cpus=2, include_dashboard=False)
    pages = ray.data.read_parquet(source)
    clean_dataset(pages, batch_size=256).write_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
