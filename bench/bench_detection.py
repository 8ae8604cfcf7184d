"""How often is the encoding of Chinese bytes found? This library beside its peers, on the same bytes.

    pip install chardet faust-cchardet
    PYTHONPATH=src python bench/bench_detection.py [--samples 40] [--seed 7] [--only-speed] [--only NAME]

Samples are cut at random out of the sentences in bench/detection (written for this benchmark), converted to
Traditional by opencc for Big5, encoded, and damaged. An answer is right if the encoding it names reads the
undamaged bytes of the sample as the original text; so GB2312, GBK and GB18030 are all right for GBK bytes. The
second table asks for the text: which share of the characters comes out in its order, the peers being given
`bytes.decode(their answer, "replace")`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import cchardet
import chardet
import opencc
from charset_normalizer import from_bytes

from cntextclean.decoding.decoded import decode

TEXTS = Path(__file__).parent / "detection"
LENGTHS = (8, 12, 30, 100, 1000)
DAMAGES = ("clean", "cut", "bad")
CODECS = {"iso2022_cn": "", "shift_jis": "cp932", "euc_kr": "cp949"}

Detector = Callable[[bytes], str | None]


class Cell(NamedTuple):
    language: str
    encoding: str
    damage: str
    length: int


class Sample(NamedTuple):
    text: str
    whole: bytes
    damaged: bytes


def normalizer(data: bytes) -> str | None:
    best = from_bytes(data).best()
    return best.encoding if best else None


DETECTORS: dict[str, Detector] = {
    "cntextclean": lambda data: decode(data).encoding,
    "charset-normalizer": normalizer,
    "chardet": lambda data: chardet.detect(data)["encoding"],
    "cchardet": lambda data: cchardet.detect(data)["encoding"],
}

SIMPLIFIED = ("utf-8", "gb18030", "hz", "utf-16-le", "utf-16-be")
TRADITIONAL = ("utf-8", "gb18030", "big5", "big5hkscs", "utf-16-le", "utf-16-be")
OTHERS = (
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ko", "euc_kr"),
    ("western", "windows-1252"),
    ("ru", "windows-1251"),
)


def cells() -> list[Cell]:
    """All rows of the table."""
    kinds = [("zh-Hans", e) for e in SIMPLIFIED] + [("zh-Hant", e) for e in TRADITIONAL] + list(OTHERS)
    return [Cell(*kind, damage, length) for kind in kinds for damage in DAMAGES for length in LENGTHS]


def sentences(language: str) -> list[str]:
    """The lines of one language; Chinese of all four domains."""
    if not language.startswith("zh"):
        return (TEXTS / f"{language}.txt").read_text("utf-8").splitlines()
    lines = [s for file in sorted(TEXTS.glob("zh-*.txt")) for s in file.read_text("utf-8").splitlines()]
    convert = opencc.OpenCC("s2t").convert
    return lines if language == "zh-Hans" else [convert(s) for s in lines]


def draw(lines: list[str], length: int, rng: random.Random) -> str:
    """A sample of `length` characters: a whole or part of a line, or several lines one below the other."""
    text = rng.choice(lines)
    while len(text) < length:
        text += "\n" + rng.choice(lines)
    start = rng.choice((0, rng.randrange(len(text) - length + 1)))
    return text[start : start + length]


def damage(data: bytes, kind: str, rng: random.Random) -> bytes:
    if kind == "cut":  # inside a character at both ends, which takes the escape with it in HZ
        return data[1:-1]
    if kind == "bad":
        spoiled = bytearray(data)
        for at in rng.sample(range(len(data)), max(1, len(data) // 100)):
            spoiled[at] = rng.randrange(256)
        return bytes(spoiled)
    return data


def samples(cell: Cell, count: int, seed: int) -> list[Sample]:
    rng = random.Random(f"{seed} {cell}")
    lines = sentences(cell.language)
    found: list[Sample] = []
    while len(found) < count:
        text = draw(lines, cell.length, rng).encode(cell.encoding, "ignore").decode(cell.encoding)
        whole = text.encode(cell.encoding)
        damaged = damage(whole, cell.damage, rng)
        # A sample that is all ASCII has nothing to find.
        if not text.isascii() and (cell.encoding == "hz" or not damaged.isascii()):
            found.append(Sample(text, whole, damaged))
    return found


def right(answer: str | None, sample: Sample) -> bool:
    try:
        return (
            answer is not None
            and sample.whole.decode(CODECS.get(answer, answer)).lstrip("\ufeff") == sample.text
        )
    except (UnicodeError, LookupError):
        return False


def recovered(text: str, sample: Sample) -> float:
    """The share of the sample's characters that stand in `text` in their order."""
    blocks = SequenceMatcher(None, sample.text, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(sample.text)


def read(name: str, data: bytes, answer: str | None) -> str:
    if name == "cntextclean":
        return decode(data).text
    try:
        return data.decode(answer or "ascii", "replace")
    except LookupError:
        return ""


def accuracy(count: int, seed: int) -> None:
    names = list(DETECTORS)
    print(f"right encodings in percent, {count} samples in each cell, seed {seed}\n")
    head = " ".join(f"{n:>18}" for n in names)
    print(f"{'language':8} {'encoding':12} {'damage':6} {'length':>6} {head}")
    hits: dict[tuple[str, bool], list[int]] = defaultdict(list)
    shares: dict[tuple[str, str], list[float]] = defaultdict(list)
    behind = []
    for cell in cells():
        group = samples(cell, count, seed)
        chinese = cell.language.startswith("zh")
        row = {}
        for name, detect in DETECTORS.items():
            answers = [(detect(s.damaged), s) for s in group]
            found = [int(right(a, s)) for a, s in answers]
            row[name] = 100 * sum(found) / len(found)
            hits[name, chinese] += found
            if chinese and cell.length <= 100:
                shares[name, cell.damage] += [recovered(read(name, s.damaged, a), s) for a, s in answers]
        label = f"{cell.language:8} {cell.encoding:12} {cell.damage:6} {cell.length:6}"
        print(label, " ".join(f"{row[n]:18.1f}" for n in names), flush=True)
        if row[names[0]] < max(row.values()):
            behind.append(tuple(cell))
    for chinese, label in ((True, "all Chinese"), (False, "all others")):
        print(f"{label:35}", " ".join(f"{percent(hits[n, chinese]):18.2f}" for n in names))
    print("\ncells in which a peer is ahead:", behind or "none")
    print("\nChinese characters that come out, in percent (lengths to 100; what was cut off counts as lost)")
    for kind in DAMAGES:
        print(f"{kind:35}", " ".join(f"{percent(shares[n, kind]):18.2f}" for n in names))


def percent(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values)


def speed() -> None:
    print("\nspeed in MB/s on pages of 4,000 and 100,000 characters")
    for size in (4_000, 100_000):
        for language, encoding in (("zh-Hans", "utf-8"), ("zh-Hans", "gb18030"), ("zh-Hant", "big5hkscs")):
            rng = random.Random(size)
            data = draw(sentences(language), size, rng).encode(encoding, "ignore")
            cost = [best_time(f, data) for f in (lambda d: d.decode(encoding), *DETECTORS.values())]  # noqa: B023
            figures = "  ".join(
                f"{n} {len(data) / t / 1e6:.1f}"
                for n, t in zip(("bytes.decode", *DETECTORS), cost, strict=True)
            )
            print(f"{encoding:10} {size:7}  {figures}")


def best_time(function: Callable[[bytes], object], data: bytes) -> float:
    """Best of up to seven runs."""
    best, start = float("inf"), time.perf_counter()
    for _ in range(7):
        before = time.perf_counter()
        function(data)
        best = min(best, time.perf_counter() - before)
        if time.perf_counter() - start > 2:
            break
    return best


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only-speed", action="store_true")
    parser.add_argument("--only", help="run this detector alone")
    options = parser.parse_args()
    if options.only:
        DETECTORS = {options.only: DETECTORS[options.only]}
    if not options.only_speed:
        accuracy(options.samples, options.seed)
    speed()
